"""Entries in their own language: every term, date, quotation mark and "et al." in every output format."""

import io
import json
import re
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.render import registry
from bibtool.render.engine import Target
from bibtool.render.setting import OWN_LANGUAGE, Setting

FOLDER = Path(__file__).parents[1] / "styles"
EXPECTED: dict[str, dict[str, dict[str, str]]] = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
CASES = [(style, to) for style, formats in EXPECTED.items() for to in formats]
LANGUAGES = {"pl", "ru", "uk", "be", "en", "de"}


@cache
def works() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "languages.json").read_text(encoding="utf-8"))
    return found


def printed(setting: Setting, to: str) -> dict[str, str]:
    entries = [Entry(work["id"], Item.from_csl(work)) for work in works()]
    rendered = registry.get("bibtool").bibliography(entries, setting, cast(Target, to))
    assert rendered.findings == ()
    return {entry.key: entry.text for entry in rendered.entries}


@pytest.mark.parametrize(("style", "to"), CASES, ids=[f"{style}-{to}" for style, to in CASES])
def test_each_entry_is_in_its_own_language(style: str, to: str) -> None:
    expected = EXPECTED[style][to]
    assert {key.split("-")[0] for key in expected} == LANGUAGES
    lines = printed(Setting(style, entry_language=OWN_LANGUAGE), to)
    assert {key: lines[key] for key in expected} == expected


def test_every_format_is_shown() -> None:
    assert all({"text", "html", "markdown", "latex"} == set(formats) for formats in EXPECTED.values())


def test_the_language_of_the_list_for_all() -> None:
    """The same list in the words of one language, which a locale asks of a style that sets entries in their own."""
    lines = printed(Setting("gost-r-7-0-5-2008", entry_language="ru-RU"), "text")
    for key in ("pl-press", "en-press", "de-press", "uk-press", "be-press"):
        assert "5 марта. URL: " in lines[key] and lines[key].endswith("(дата обращения: 16.11.2021).")
    assert "[и др.]" in lines["de-four"] and "Т. 12, № 3. С. 101–118." in lines["de-four"]
    polish = printed(Setting("pn-iso-690"), "text")
    assert all("[dostęp: 2021-11-16]" in polish[key] for key in polish if key.endswith("press"))


@pytest.mark.parametrize("style", EXPECTED)
def test_a_word_document_says_the_same_and_names_the_language_of_each_entry(style: str) -> None:
    from bibtool.readers.registry import read_bytes
    from bibtool.render.documents.registry import get
    from bibtool.render.engine import Section

    entries = [Entry(work["id"], Item.from_csl(work)) for work in works()]
    kind = get("docx")
    rendered = registry.get("bibtool").bibliography(entries, Setting(style, entry_language=OWN_LANGUAGE), kind.target)
    data = kind.bibliography("Lista", "pl-PL", [Section("", rendered.entries)])
    lines = set(read_bytes(data, "list.docx").text.splitlines())
    expected = set(EXPECTED[style]["text"].values())
    assert len(expected) >= len(LANGUAGES) and expected <= lines
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = archive.read("word/document.xml").decode()
    assert set(re.findall(r'<w:lang w:val="(\w\w)-', main)) == LANGUAGES


@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008", "gost-r-7-0-108-2022", "gost-r-7-0-100-2018", "dstu-8302-2015"])
@pytest.mark.parametrize(
    ("language", "book", "periodical"),
    [
        ("cs", "Sv. 2", "Roč. 12, č. 3"),
        ("sk", "Zv. 2", "Roč. 12, č. 3"),
        ("hr", "Sv. 2", "God. 12, br. 3"),
        ("sl", "Zv. 2", "Let. 12, št. 3"),
        ("pl", "T. 2", "T. 12, nr 3"),
        ("de", "Bd. 2", "Bd. 12, Nr. 3"),
        ("en", "Vol. 2", "Vol. 12, no. 3"),
        ("ru", "Т. 2", "Т. 12, № 3"),
        ("uk", "Т. 2", "Т. 12, № 3"),
    ],
)
def test_a_volume_of_a_book_and_one_of_a_periodical(style: str, language: str, book: str, periodical: str) -> None:
    text = {"title": "Ister", "language": language}
    issued = {"issued": {"date-parts": [[1998]]}}
    rows = [
        {"id": "b", "type": "book", "volume": "2", "publisher": "Amnis", **text, **issued},
        {"id": "a", "type": "article-journal", "volume": "12", "issue": "3", "container-title": "X", **text, **issued},
    ]
    entries = [Entry(str(row["id"]), Item.from_csl(row)) for row in rows]
    rendered = registry.get("bibtool").bibliography(entries, Setting(style, entry_language=OWN_LANGUAGE), "text")
    lines = {entry.key: entry.text for entry in rendered.entries}
    assert book in lines["b"] and periodical in lines["a"]


@pytest.mark.parametrize("style", ["gost-r-7-0-5-2008", "gost-r-7-0-108-2022", "gost-r-7-0-100-2018", "dstu-8302-2015"])
@pytest.mark.parametrize(
    ("language", "volumes"),
    [
        ("cs", "o 3 sv."),
        ("sk", "v 3 zv."),
        ("hr", "u 3 sv."),
        ("sl", "v 3 zv."),
        ("pl", "w 3 t."),
        ("fr", "en 3 vol."),
        ("hu", ": 3 köt."),
        ("bg", "в 3 т."),
        ("sr", "у 3 т."),
        ("ru", "в 3 т."),
    ],
)
def test_the_number_of_volumes_is_in_the_language_of_the_work(style: str, language: str, volumes: str) -> None:
    """A Czech book had "in 3 sv.": the word of the locale stands before a book, not before its volumes."""
    row = {"id": "b", "type": "book", "title": "Ister", "language": language, "number-of-volumes": "3", "volume": "2"}
    entries = [Entry("b", Item.from_csl({**row, "issued": {"date-parts": [[1998]]}}))]
    rendered = registry.get("bibtool").bibliography(entries, Setting(style, entry_language=OWN_LANGUAGE), "text")
    assert volumes in rendered.entries[0].text
