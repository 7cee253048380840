"""The work that a document itself is."""

from pathlib import Path

import pytest
from typesetter import LAYOUTS, document

from bibtool.notes.find import find_notes
from bibtool.notes.front import Front, describe, front
from bibtool.readers.registry import read_bytes
from bibtool.text.spans import slices

SEEDS = Path(__file__).parents[3] / "seeds"
ABSTRACT = "Artykuł opisuje rzeki i mosty w dawnych czasach oraz to, co o nich pisano w gazetach i kronikach. " * 3
SUMMARY = "The article describes rivers and bridges of the past and what newspapers and chronicles wrote. " * 3
BODY = (
    "Rzeka płynie wolno przez miasto, a most stoi na niej od dawna¹. Ludzie chodzą po nim co dzień².\n\n"
    "1 A. Lipa, Mosty, Łódź 2001.\n2 Tamże.\n"
)


def described(text: str) -> Front:
    source = read_bytes(text.encode(), "x.txt")
    found = describe(source, find_notes(source))
    for name, field in found.fields.items():
        assert slices(source.text, field.spans) == field.raw, name
        assert field.inferred or field.raw, name
    return found


def test_the_article_of_the_seeds() -> None:
    path = SEEDS / "004_51483a6014526e0d.txt"
    item = described(path.read_text(encoding="utf-8")).item
    assert item.type == "article-journal"
    assert item.get("title").startswith("Kazachstan – Rosja: ewolucja") and item.get("title").endswith("w Ukrainie")
    assert item.custom["translated-title"].startswith("Kazakhstan – Russia:")
    assert [(n.given, n.family) for n in item.names["author"]] == [("Eugeniusz", "Mironowicz")]
    assert item.get("container-title") == "Sprawy Międzynarodowe"
    assert (item.get("volume"), item.get("issue"), item.dates["issued"].to_edtf()) == ("76", "1", "2023")
    assert item.get("abstract").endswith("ośrodkami polityki światowej.")
    assert item.custom["translated-abstract"].endswith("centers of world politics.")
    assert item.get("language") == "pl"
    assert not item.get("page"), "two running heads, 80 and 90, tell neither the first nor the last page"


@pytest.mark.parametrize(
    ("number", "issued", "title", "sources"),
    [
        (
            "000",
            "2022-09",
            "[Rosjanie zaczęli uciekać do Kazachstanu od razu po 24…]",
            {"akorda.kz", "Obozrevatel", "PAP"},
        ),
        ("001", "2022-01", "[Stany Zjednoczone mają zastrzeżenia co do prośby Kazachstanu o…]", set()),
        (
            "002",
            "2022-01",
            "[Białoruskie władze na wezwanie prezydenta Kazachstanu wyślą do tego…]",
            {"Kresy.pl", "mfa.gov.by", "belta.by", "TASS", "Biełta"},
        ),
        ("003", "", "Informacje z MSZ", set()),
    ],
)
def test_the_press_texts_of_the_seeds(number: str, issued: str, title: str, sources: set[str]) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    found = described(path.read_text(encoding="utf-8"))
    assert found.item.get("title") == title
    assert (found.item.dates["issued"].to_edtf() if "issued" in found.item.dates else "") == issued
    assert {named.name for named in found.sources} == sources
    assert found.item.custom.get("sources", "").count(";") == max(len(sources) - 1, 0)
    assert not found.item.names
    assert found.fields["title"].inferred == title.startswith("[")


def test_names_over_and_under_the_title() -> None:
    over = described(f"Anna Brzoza, Jan Lipa-Klon\n\nMosty i rzeki\nw dawnym mieście¹\n\n{BODY.replace('¹', '')}")
    assert over.item.get("title") == "Mosty i rzeki w dawnym mieście"
    assert [n.family for n in over.item.names["author"]] == ["Brzoza", "Lipa-Klon"]
    under = described(f"Mosty i rzeki w dawnym mieście*\n\nANNA BRZOZA\nUniwersytet Rzeczny\n\n{BODY}")
    assert under.item.get("title") == "Mosty i rzeki w dawnym mieście"
    assert [(n.given, n.family) for n in under.item.names["author"]] == [("Anna", "Brzoza")]
    below = described(f"Mosty i rzeki w dawnym mieście\nAnna Brzoza\n\n{BODY}")
    assert below.item.get("title") == "Mosty i rzeki w dawnym mieście"
    assert [n.family for n in below.item.names["author"]] == ["Brzoza"]


def test_abstracts_under_headings_and_keywords() -> None:
    found = described(
        f"Mosty i rzeki w dawnym mieście\n\nAbstrakt\n\n{ABSTRACT}\n\nSłowa kluczowe: most, rzeka\n\n"
        f"Bridges and rivers in the old town\n\nAbstract: {SUMMARY}\n\nKeywords: bridge, river\n\n{BODY}"
    )
    assert found.item.get("abstract") == " ".join(ABSTRACT.split())
    assert found.item.custom["translated-abstract"] == " ".join(SUMMARY.split())
    assert found.item.custom["translated-title"] == "Bridges and rivers in the old town"
    assert found.item.get("keyword") == "most, rzeka"


def test_a_journal_line_and_a_doi_over_the_title() -> None:
    found = described(
        "Przegląd Rzeczny 2019, vol. XII, no. 3(40)\n\nDOI: 10.1234/rz.2019.12.3\n\n"
        f"Mosty i rzeki w dawnym mieście\n\n{BODY}"
    )
    assert found.item.get("container-title") == "Przegląd Rzeczny"
    assert (found.item.get("volume"), found.item.get("issue")) == ("XII", "3(40)")
    assert found.item.get("DOI") == "10.1234/rz.2019.12.3"


def test_a_cyrillic_journal_in_the_running_header() -> None:
    page = "Речной вестник. 2020. Т. 5, № 2\n{}\n\f"
    found = described("".join(page.format(BODY) for _ in range(3)))
    assert found.item.get("container-title") == "Речной вестник"
    assert (found.item.get("volume"), found.item.get("issue")) == ("5", "2")


def test_the_journal_and_the_author_are_told_apart_or_left_open() -> None:
    layout = next(row for row in LAYOUTS if row.name == "form feeds, header, footer")
    item = described(document(layout).text).item
    assert item.get("container-title") == "Zeszyty Rzeczne"
    assert [n.family for n in item.names["author"]] == ["Brzoza"]
    assert item.get("page").startswith("20–")
    open_layout = next(row for row in LAYOUTS if row.name == "header with page number, no form feed")
    assert "author" not in described(document(open_layout).text).item.names


def test_a_capital_after_a_full_stop_is_no_site() -> None:
    found = described(
        "Minister K.Tokaj mówił o tym.Po nim inni.\n\nStrona rzeki.example.pl podała to za agencją ŹRÓDŁO."
    )
    assert [named.name for named in found.sources] == ["rzeki.example.pl", "ŹRÓDŁO"]


def test_a_text_that_says_nothing_of_itself() -> None:
    for text in ("123 456", "Rzeka płynie¹ wolno.\n\n1 A. Lipa, Mosty, Łódź 2001.\n"):
        source = read_bytes(text.encode(), "x.txt")
        assert front(source, find_notes(source)) is None


@pytest.mark.parametrize(
    ("numbers", "pages"),
    [
        ((20, 21, 22), "20–22"),
        ((20, 22, 24, 26), "20–26"),
        ((20, 21), ""),
        ((80, 90), ""),
        ((80, 81, 90), ""),
        ((20, 21, 23), ""),
        ((80, 90, 100), ""),
        ((21, 20, 19), ""),
    ],
)
def test_pages_are_those_of_numbers_that_count_page_after_page(numbers: tuple[int, ...], pages: str) -> None:
    text = "".join(f"Zeszyty Rzeczne, t. 5, 2020\n\n{BODY}\n\n{number}\n\f" for number in numbers) + BODY
    assert described(text).item.get("page") == pages


@pytest.mark.parametrize("heading", ["Nowy Most", "Мости України", "Mosty Europy"])
def test_a_heading_of_two_words_is_a_title_and_no_person(heading: str) -> None:
    found = described(f"{heading}\n\n{BODY}").item
    assert (found.get("title"), found.names) == (heading, {})
