"""The project's own styles: valid CSL, and what they print in each engine."""

import re
from pathlib import Path

import pytest

from bibtool.csl.style import Style
from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.render import registry
from bibtool.render.setting import Setting
from bibtool.render.styles import default_styles, own_styles

ACCESSED = {"accessed": Date(((2024, 3, 5),))}
LINES = {
    "Łada": (
        Item(
            "article-newspaper",
            {"author": (Name("Łada", "Hanna"), Name("Ćwik", "Jan"))},
            {"issued": Date(((2016, 9, 14),)), **ACCESSED},
            {"title": "Czy granica?", "container-title": "Gazeta", "URL": "https://gg.example/a", "language": "pl"},
        ),
        "ŁADA, Hanna, ĆWIK, Jan. Czy granica? Gazeta [online]. 14 września 2016 [dostęp: 2024-03-05]. "
        "Dostępne w: https://gg.example/a",
    ),
    "no author": (
        Item("webpage", {}, ACCESSED, {"title": "Bez autora", "URL": "https://k.example/1", "language": "pl"}),
        "Bez autora [online] [dostęp: 2024-03-05]. Dostępne w: https://k.example/1",
    ),
    "book": (
        Item(
            "book",
            {"author": (Name("Грабар", "Іван"),), "translator": (Name("Nowak", "Ewa"),)},
            {"issued": Date(((1998,),))},
            {"title": "Степ", "publisher": "Думка", "publisher-place": "Київ", "edition": "2", "ISBN": "83-0"},
        ),
        "ГРАБАР, Іван. Степ. Tłum. Ewa Nowak. Wyd. 2. Київ: Думка, 1998. ISBN 83-0.",
    ),
    "film": (
        Item(
            "motion_picture",
            {"director": (Name("Żak", "Ola"),)},
            {"issued": Date(((2018,),))},
            {"title": "Film", "URL": "https://v.example/1"},
        ),
        "ŻAK, Ola (reż.). Film [online]. 2018. Dostępne w: https://v.example/1",
    ),
    "edited": (
        Item("book", {"editor": (Name("Lis", "Jan"),)}, {"issued": Date(((2001,),))}, {"title": "Zbiór"}),
        "LIS, Jan (red.). Zbiór. 2001.",
    ),
    "journal": (
        Item(
            "article-journal",
            {"author": (Name("Орлова", "Н. С."),)},
            {"issued": Date(((2011,),))},
            {"title": "Граница", "container-title": "Вестник", "volume": "7", "issue": "3", "page": "7-19"},
        ),
        "ОРЛОВА, Н. С. Граница. Вестник. 2011, t. 7, nr 3, s. 7–19.",
    ),
    "chapter": (
        Item(
            "chapter",
            {"author": (Name("Moor", "Ann"),), "editor": (Name("Hill", "Bob"),)},
            {"issued": Date(((2020,),))},
            {
                "title": "Roads",
                "container-title": "Borders",
                "publisher": "Press",
                "publisher-place": "Leeds",
                "page": "5",
            },
        ),
        "MOOR, Ann. Roads. W: HILL, Bob (red.). Borders. Leeds: Press, 2020, s. 5.",
    ),
}


@pytest.mark.parametrize("engine", sorted(registry.engines()))
def test_pn_iso_690(engine: str) -> None:
    entries = [Entry(key, item) for key, (item, _) in LINES.items()]
    rendered = registry.get(engine).bibliography(entries, Setting("pn-iso-690"))
    assert rendered.locale == "pl-PL"
    expected = {key: line for key, (_, line) in LINES.items()}
    if engine == "citeproc-py":
        # It prints no label behind names that stand for others (cs:substitute).
        expected["film"] = expected["film"].replace(" (reż.)", "")
    assert {e.key: e.text for e in rendered.entries} == expected
    order = [e.key for e in rendered.entries]
    assert order == ["no author", "edited", "Łada", "chapter", "film", "book", "journal"]


def test_own_styles_are_valid_csl() -> None:
    assert "pn-iso-690" in own_styles()
    for path in own_styles().values():
        assert Style.from_file(path).validate() == []


def test_the_page_on_bibliographies_names_the_default_styles() -> None:
    page = (Path(__file__).parents[3] / "docs" / "bibliographies.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([\w-]+)` \| ([\w-]+) \|", page, re.MULTILINE)
    assert table == [(default.style, default.locale) for default in default_styles()]


def test_every_default_style_prints_in_every_engine() -> None:
    entries = [Entry(key, item) for key, (item, _) in LINES.items()]
    seen = 0
    for default in default_styles():
        for engine in registry.engines().values():
            rendered = engine.bibliography(entries, Setting(default.style, default.locale), "html")
            assert not rendered.findings
            assert len(rendered.entries) == len(entries)
            seen += 1
    assert seen >= 6


@pytest.mark.parametrize(
    "number", ['<text variable="citation-number" suffix=")"/>', '<text variable="citation-number"/>']
)
def test_the_number_in_a_column_of_its_own_is_set_off_by_a_space(number: str, tmp_path: Path) -> None:
    style = tmp_path / "numbered.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>N</title><id>n</id>'
        "<updated>2024-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text variable="citation-number"/></layout></citation>'
        f'<bibliography second-field-align="flush"><layout suffix=".">{number}<text variable="title"/></layout>'
        "</bibliography></style>",
        encoding="utf-8",
    )
    works = [Entry("lis", Item("book", text={"title": "Mosty"}))]
    for to in ("text", "html"):
        printed = registry.get("bibtool").bibliography(works, Setting(str(style)), to).entries[0].text
        assert printed in ("1) Mosty.", "1 Mosty.")


@pytest.mark.parametrize(
    ("doi", "url", "once"),
    [
        ("10.1000/ab_c(1)", "https://doi.org/10.1000%2Fab_c%281%29", True),
        ("10.1000/xyz", "http://dx.doi.org/10.1000/XYZ", True),
        ("10.1000/xyz", "https://doi.org/10.1000/xyz?nosfx=y", True),
        ("10.1000/a?b", "https://doi.org/10.1000/a?b", True),
        ("10.1000/xyz", "https://doi.org/10.1000/xyz2", False),
        ("10.1000/xyz", "https://publisher.example/doi/10.1000/xyz", False),
    ],
)
def test_the_address_of_the_doi_is_not_printed_beside_it(doi: str, url: str, once: bool) -> None:
    item = Item("article-journal", text={"title": "Brody", "container-title": "Rzeki", "DOI": doi, "URL": url})
    printed = registry.get("bibtool").bibliography([Entry("lis", item)], Setting("gost-r-7-0-5-2008")).entries[0].text
    assert ("URL:" not in printed) == once and f"DOI: {doi}" in printed


@pytest.mark.parametrize("style", sorted(own_styles()))
def test_the_title_of_a_volume_is_printed_behind_its_number(style: str) -> None:
    text = {"volume": "2", "volume-title": "Od brodu do mostu", "publisher-place": "Toruń", "language": "pl"}
    book = Item("book", {"author": (Name("Lis", "Jan"),)}, {"issued": Date(((1987,),))}, {"title": "Rzeki", **text})
    part = {"title": "Jaz", "container-title": "Rzeki", **text}
    chapter = Item("chapter", {"author": (Name("Kos", "Anna"),)}, {"issued": Date(((1987,),))}, part)
    printed = registry.get("bibtool").bibliography([Entry("lis", book), Entry("kos", chapter)], Setting(style))
    assert len(printed.entries) == 2
    for entry in printed.entries:
        assert re.search(r"[Tt]\. 2(,| :|\.) Od brodu do mostu", entry.text), entry.text
        assert entry.text.count("Od brodu do mostu") == 1
