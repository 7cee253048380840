"""Citations in the running text by the numbers of entries."""

import pytest

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source

LIST = """
Literatura

1. Sowa T. Puszcza i ludzie. Białystok: Bór, 1991. 180 s.
2. Орёл К. Лесные тропы. Пермь: Кама, 2004. 212 с.
3. Finch R. Forest Law in Practice. Leeds: Aire Press, 2012. 96 p.
4. Лис О. Ліси Полісся. Житомир: Полісся, 2009. 144 с.
"""


def cited(sentence: str, listed: str = LIST) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Entry, label and locator of each citation in the text, and the codes of findings about them."""
    data = f"Lasy i bory\n\nLasy rosły tu od wieków. {sentence} Potem je wycięto.\n{listed}".encode()
    found = extract([Source("las.txt", data)])
    rows = [c for c in found.citations if c.where.value == "text"]
    codes = [f.code for f in found.findings if f.note_id.startswith("text-")]
    return [(c.refers_to.note_id if c.refers_to else "", c.label, c.locator) for c in rows], codes


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tak sądzi wielu [3].", [("list-3", "", "")]),
        ("Tak sądzi wielu [1, s. 17].", [("list-1", "page", "17")]),
        ("Так считают [2, с. 45; 4, с. 7–9].", [("list-2", "page", "45"), ("list-4", "page", "7–9")]),
        ("Так вважають [див.: 4; 1].", [("list-4", "", ""), ("list-1", "", "")]),
        ("Tak sądzą [1–3].", [("list-1", "", ""), ("list-2", "", ""), ("list-3", "", "")]),
        ("Tak sądzą [1, 3, 4].", [("list-1", "", ""), ("list-3", "", ""), ("list-4", "", "")]),
        ("Zob. wyżej (por. [2, rozdz. 3]).", [("list-2", "chapter", "3")]),
        ("Tak w tomie [3, t. 2, s. 8].", [("list-3", "volume", "2, s. 8")]),
        ("Tak [3: 15].", [("list-3", "page", "15")]),
        ("Tak [3, 88].", [("list-3", "page", "88")]),
    ],
)
def test_a_bracket_names_entries(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert cited(sentence) == (expected, [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Było to dawno [1995].",
        "Cytat z opuszczeniem [...] i dopiskiem [sic!].",
        "Wiersz [1, dopisek redakcji].",
        "Przedział [0, 1] w rachunku.",
        "Za rok [5–2].",
        "Pusty nawias [] i [ ; ].",
    ],
)
def test_other_brackets_are_no_citations(sentence: str) -> None:
    assert cited(sentence) == ([], [])


def test_a_number_that_the_list_lacks_is_told_where_others_are_found() -> None:
    rows, codes = cited("Tak [1, s. 3], tak [2] i tak [3], inaczej [6, s. 4].")
    assert rows[-1] == ("", "page", "4")
    assert codes == ["BT319"]


def test_without_numbers_in_the_list_nothing_is_cited_by_number() -> None:
    plain = LIST.replace("1. ", "").replace("2. ", "").replace("3. ", "").replace("4. ", "")
    assert cited("Tak sądzi wielu [3].", plain) == ([], [])


def test_the_calls_of_notes_are_no_citations() -> None:
    data = (
        "Las rósł [1], a potem zniknął [2].\n\n[1] T. Sowa, Puszcza i ludzie, Białystok 1991, s. 18.\n"
        "[2] Tamże, s. 20.\n"
    )
    found = extract([Source("las.txt", data.encode())])
    assert [c.where.value for c in found.citations] == ["note", "note"]


def test_the_first_of_two_lists_that_repeat_numbers_is_meant() -> None:
    again = (
        LIST
        + "\nReferences\n\n1. Sowa T. Puszcza i ludzie. Białystok: Bór, 1991. 180 p.\n"
        + ("2. Oryol K. Lesnye tropy. Perm: Kama, 2004. 212 p.\n3. Finch R. Forest Law. Leeds, 2012. 96 p.\n")
    )
    assert cited("Tak [2, s. 5].", again)[0] == [("list-2", "page", "5")]
