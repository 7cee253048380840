"""What a difference between a printed citation and a style is called."""

import pytest

from bibtool.copyedit.departures import Mention, departures, replaceable
from bibtool.copyedit.tokens import Line, line, marked

AUTHOR = ("J. Lis", "author")
TITLE = ("Mosty i promy", "title")
YEAR = ("2015", "issued")
PAGES = ("40–45", "locator")
STYLE = [AUTHOR, (", ", ""), TITLE, (", ", ""), ("Kraków", "publisher-place"), (" ", ""), YEAR, (", ", ""),
         ("s.", "label"), (" ", ""), PAGES]  # fmt: skip


def printed(text: str, **fields: str) -> Line:
    """A line whose named values were read as variables (``_`` stands for ``-``)."""
    owners = [""] * len(text)
    for variable, value in fields.items():
        at = text.index(value)
        owners[at : at + len(value)] = [variable.replace("_", "-")] * len(value)
    return line(list(zip(text, owners, strict=True)))


def found(text: str, style: list[tuple[str, str]] = STYLE, **fields: str) -> list[tuple[str, str, str]]:
    return [(d.code, d.printed, d.expected) for d in departures(printed(text, **fields), line(style))]


def test_what_agrees_has_no_departure_whatever_the_case() -> None:
    assert found("j. LIS, Mosty i promy, Kraków 2015, s. 40–45") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J. Lis, Mosty i promy, Kraków, 2015, s. 40–45", [("BT801", "Kraków,", "Kraków")]),
        ("J. Lis, Mosty i promy, Kraków 2015 s. 40–45", [("BT801", "2015", "2015,")]),
        ("J. Lis, Mosty i promy, Kraków 2015, pp. 40–45", [("BT802", "pp.", "s.")]),
        ("J. Lis, „Mosty i promy”, Kraków 2015, s. 40–45",
         [("BT805", "Lis, „", "Lis,"), ("BT805", "promy”", "promy")]),
        ("J. Lis, Mosty i promy, Kraków 2015, 40–45", [("BT808", "2015,", "2015, s.")]),
    ],
)  # fmt: skip
def test_kinds_by_what_the_style_has(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_kinds_by_what_the_printed_words_were_read_as() -> None:
    text = "J. Lis, Mosty i promy, Kraków 15, s. 40–45"
    assert found(text, issued="15") == [("BT803", "15", "2015")]
    text = "Jan Lis, Mosty i promy, Kraków 2015, s. 40–45"
    assert found(text, author="Jan Lis") == [("BT806", "Jan", "J.")]
    text = "J. Lis, Mosty i promy, Kraków: Universitas 2015, s. 40–45"
    assert found(text, publisher="Universitas") == [("BT809", ": Universitas", "")]
    text = "J. Lis, Mosty i przeprawy, Kraków 2015, s. 40–45"
    assert found(text, title="Mosty i przeprawy") == [("BT810", "przeprawy", "promy")]


def test_names_joined_in_another_way_are_shown_whole() -> None:
    ours = line([("Brody, red. ", ""), ("R. Orłow", "editor"), (" i ", ""), ("K. Lis", "editor")])
    style = line([("Brody, red. ", ""), ("R. Orłow", "editor"), (", ", ""), ("K. Lis", "editor")])
    assert [(d.code, d.printed, d.expected) for d in departures(ours, style)] == [
        ("BT806", "R. Orłow i K. Lis", "R. Orłow, K. Lis")
    ]


def test_words_are_laid_beside_each_other_before_marks() -> None:
    style = [("Mosty", "title"), (", ", ""), ("М.", "publisher-place"), (" ", ""), YEAR, (", ", ""), ("s.", "label"),
             (" ", ""), ("5", "locator")]  # fmt: skip
    assert found("Mosty. М., 2015. С. 5", style, issued="2015", publisher_place="М.", label="С.") == [
        ("BT801", "Mosty.", "Mosty,"),
        ("BT801", "М.,", "М."),
        ("BT802", ". С.", ", s."),
    ]


def test_a_doi_by_another_way() -> None:
    style = [AUTHOR, (", ", ""), TITLE, (", ", ""), ("https://doi.org/", ""), ("10.1000/ab", "DOI")]
    assert [row[0] for row in found("J. Lis, Mosty i promy, doi: 10.1000/ab", style, DOI="10.1000/ab")] == ["BT804"]


def test_the_same_in_another_place_is_a_matter_of_order() -> None:
    text = "J. Lis, Mosty i promy, 2015 Kraków, s. 40–45"
    assert [row[0] for row in found(text, issued="2015", publisher_place="Kraków")] == ["BT807"]


def test_another_form_altogether() -> None:
    text = "J. Lis, Mosty i promy, Kraków 2015, s. 40–45"
    assert found(text, [("Tamże", "term")]) == [("BT811", text, "Tamże")]


def test_places_are_in_the_printed_line() -> None:
    text = "J. Lis, Mosty i promy, Kraków 2015, pp. 40–45"
    (only,) = departures(printed(text), line(STYLE))
    assert text[only.start : only.end] == "pp."


def test_both_lines_in_pieces() -> None:
    ours, theirs = marked(printed("Kraków 15"), line([("Kraków", "publisher-place"), (" ", ""), YEAR]))
    assert ours == (("Kraków ", False), ("15", True))
    assert theirs == (("Kraków ", False), ("2015", True))


def test_pieces_of_one_value_are_one_departure() -> None:
    text = "Lis J., Mosty i promy, Kraków 2015, s. 40–45"
    assert found(text, author="Lis J") == [("BT806", "Lis J.", "J. Lis")]
    style = [AUTHOR, (", ", ""), TITLE, (", ", ""), ("14 V 2015", "issued"), (", ", ""), ("nr", "term"), (" 2", "")]
    assert found("J. Lis, Mosty i promy, 14.05.2015, nr 2", style, issued="14.05.2015") == [
        ("BT803", "14.05.2015", "14 V 2015")
    ]
    assert found("J. Lis, Mosty i promy, 14 V 2015, № 2", style, issued="14 V 2015") == [("BT802", "№", "nr")]
    assert found("J. Lis, Mosty i promy, 14 V 2015 r., nr 2", style, issued="14 V 2015") == [
        ("BT803", "14 V 2015 r.", "14 V 2015")
    ]


def test_a_work_mentioned_again_by_other_elements_is_another_form() -> None:
    style = [AUTHOR, (", ", ""), ("dz. cyt.", "term"), (", ", ""), ("s.", "label"), (" ", ""), PAGES]
    text = "J. Lis, Mosty i promy, s. 40–45"
    (only,) = departures(printed(text, author="J. Lis", title="Mosty i promy"), line(style), Mention.AGAIN)
    assert only.code == "BT811" and only.expected == "J. Lis, dz. cyt., s. 40–45"


def replaced(text: str, style: list[tuple[str, str]], **fields: str) -> list[tuple[str, str]]:
    differences = departures(printed(text, **fields), line(style))
    return [(d.printed, d.expected) for d, safe in zip(differences, replaceable(differences), strict=True) if safe]


def test_marks_in_pairs_are_left_to_a_person_and_words_are_not() -> None:
    style = [
        AUTHOR,
        (", ", ""),
        ("„", ""),
        TITLE,
        ("”", ""),
        (", ", ""),
        YEAR,
        (", ", ""),
        ("s.", "label"),
        (" ", ""),
        PAGES,
    ]
    text = "J. Lis, «Mosty i promy», 2015, pp. 40–45"
    assert replaced(
        text, style, author="J. Lis", title="Mosty i promy", issued="2015", label="pp.", locator="40–45"
    ) == [("pp.", "s.")]


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("J. Lis, Brody, „Rzeki” 23 (1976), nr 7, s. 9", "23 (1976)"),
        ("J. Lis, Brody, „Rzeki” t. 23 (1976), nr 7, s. 9", "t. 23 (1976)"),
        ("J. Lis, Brody, „Rzeki” 23: 1976, nr 7, s. 9", "23: 1976"),
    ],
)
def test_a_year_and_a_volume_in_another_order_are_one_departure(text: str, swapped: str) -> None:
    style = [AUTHOR, (", ", ""), ("Brody", "title"), (", „", ""), ("Rzeki", "container-title"), ("” ", ""),
             ("1976", "issued"), (", ", ""), ("t.", "label"), (" ", ""), ("23", "volume"), (", ", ""), ("nr", "label"),
             (" ", ""), ("7", "issue"), (", ", ""), ("s.", "label"), (" ", ""), ("9", "page")]  # fmt: skip
    values = {"author": "J. Lis", "title": "Brody", "container_title": "Rzeki", "issued": "1976", "volume": "23"}
    ours = printed(text, **values, issue="7", page="9", **({"label": "t."} if "t. 23" in text else {}))
    assert [(d.code, d.printed, d.expected) for d in departures(ours, line(style))] == [
        ("BT807", swapped, "1976, t. 23")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J. Lis, http://example.org/a-b/mosty.html, 5 V 2015", "http://example.org/a-b/mosty.html ["),
        ("J. Lis, http://example.org/a-b/mosty.html (5 V 2015]", "http://example.org/a-b/mosty.html ["),
    ],
)
def test_an_address_is_shown_whole(text: str, expected: str) -> None:
    address = "http://example.org/a-b/mosty.html"
    style = [AUTHOR, (", ", ""), (address, "URL"), (" [", ""), ("5 V 2015", "accessed"), ("]", "")]
    told = found(text, style, author="J. Lis", URL=address, accessed="5 V 2015")
    assert told[0] == ("BT801", text[text.index("http") :].partition("5")[0].strip(), expected)
