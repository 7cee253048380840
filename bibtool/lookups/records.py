"""What registries answer, as works: CSL-JSON of Crossref and DataCite, Open Library's own JSON."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from bibtool.diagnostics.attempt import direct
from bibtool.entries.entry import Variant
from bibtool.formats.csl_json import items_of
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.language.detect import detect
from bibtool.language.scripts import script
from bibtool.text.patterns import regex

# Tags that CSL has; all others of JATS and HTML go, their text stays.
_TAG = regex(r"</?(?!(?:i|b|sub|sup)\b)[A-Za-z][^<>]{0,200}>")
_SPACE = regex(r"\s+")
_YEAR = regex(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
#: What a record tells of the work; the rest is the registry's own bookkeeping (references, licences, members).
_KEPT = frozenset(
    "type title subtitle original-title container-title container-title-short volume issue page number edition "
    "publisher publisher-place DOI ISBN ISSN URL language author editor translator chair collection-editor "
    "collection-title issued event event-title event-place genre abstract number-of-pages number-of-volumes medium "
    "version archive archive_location".split()
)
_TEXTS = ("title", "original-title", "container-title", "abstract", "publisher", "collection-title", "event-title")
# What Crossref's REST interface calls types, where CSL has another word.
_TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "reference-entry": "entry",
    "dissertation": "thesis",
    "report-component": "report",
}
# Parts of a periodical or book: their own title in another language is a translation for indexes.
_PARTS = frozenset({"article-journal", "chapter", "paper-conference", "article-magazine", "article-newspaper"})


class Record(Struct, frozen=True):
    """A work as somebody's record has it; ``source`` is who keeps it."""

    item: Item
    source: str
    variants: tuple[Variant, ...] = ()


class BadRecordError(ValueError):
    """An answer that is no record of what was asked for; the message says why."""


def of_csl(data: Any, doi: str, source: str) -> Record:
    """The record of a DOI in CSL-JSON (Crossref and DataCite, content negotiation).

    Titles of Russian and Polish works are often registered in English, their own as ``original-title``: then the own is
    the title and the other a variant.  Raises :class:`BadRecordError`.
    """
    if not isinstance(data, Mapping):
        raise BadRecordError("no record, but a list or a single value")
    told = data.get("DOI")
    if isinstance(told, str) and told.strip() and _bare(told) != _bare(doi):
        raise BadRecordError(f"the record of another DOI ({told.strip()[:80]})")
    row = {name: value for name, value in data.items() if name in _KEPT and value not in (None, "", [], {})}
    for name, value in row.items():
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            row[name] = "; ".join(value) if name in ("ISSN", "ISBN") else value[0]
    row["type"] = _TYPES.get(str(row.get("type", "")), row.get("type", ""))
    for name in _TEXTS:
        if isinstance(row.get(name), str):
            row[name] = plain(row[name])
    subtitle = row.pop("subtitle", "")
    title = row.get("title", "")
    if isinstance(subtitle, str) and subtitle and plain(subtitle).casefold() not in str(title).casefold():
        row["title"] = f"{title}: {plain(subtitle)}"
    row["DOI"] = told.strip() if isinstance(told, str) and told.strip() else doi
    row.pop("URL", None)  # the address of the very record, or the resolver's with the DOI
    found = items_of([{"id": "x", **row}], "CSL-JSON", direct)
    item = found.entries[0].item if found.entries else Item()
    if not item.get("title") and not item.get("container-title"):
        raise BadRecordError("a record without a title")
    return _in_own_words(item, source)


def _in_own_words(item: Item, source: str) -> Record:
    title, original, language = item.get("title"), item.get("original-title"), item.get("language")
    variants: tuple[Variant, ...] = ()
    if original and original.casefold() == title.casefold():
        item = item.with_text(original_title="")
    elif original and title and _is_own(original, title, language, item.type):
        item = item.with_text(title=original, original_title="")
        variants = (Variant("title", "translated", title),)
    return Record(item.with_text(source=source), source, variants)


def _is_own(original: str, title: str, language: str, kind: str) -> bool:
    """Is ``original`` the title that is printed, and ``title`` its translation?  Of a translated book it is not."""
    if language:
        wanted = language.partition("-")[0].lower()
        guesses = [detect(each).language.partition("-")[0] for each in (original, title)]
        if guesses[0] != guesses[1] and wanted in guesses:
            return guesses[0] == wanted
    return kind in _PARTS and (not language or script(original) != script(title))


def of_open_library(data: Any, isbn: str) -> Record | None:
    """The record of an ISBN (Open Library, ``/api/books?jscmd=data``); None where it has none.

    Raises :class:`BadRecordError`.
    """
    if not isinstance(data, Mapping):
        raise BadRecordError("no record, but a list or a single value")
    row = data.get(f"ISBN:{isbn}")
    if row is None:
        return None
    if not isinstance(row, Mapping) or not isinstance(row.get("title"), str) or not row["title"].strip():
        raise BadRecordError("a record without a title")
    title = plain(row["title"])
    if isinstance(row.get("subtitle"), str) and row["subtitle"].strip():
        title = f"{title}: {plain(row['subtitle'])}"
    printed = row.get("publish_date")
    year = _YEAR.search(printed) if isinstance(printed, str) else None
    pages = row.get("number_of_pages")
    values: dict[str, Any] = {
        "type": "book",
        "title": title,
        "author": [person(name) for name in _named(row.get("authors"))],
        "publisher": "; ".join(_named(row.get("publishers"))[:2]),
        "publisher-place": "; ".join(_named(row.get("publish_places"))[:2]),
        "issued": date.to_csl() if year and (date := Date.from_edtf(year[1])) else {},
        "number-of-pages": str(pages) if isinstance(pages, int) and pages > 0 else "",
        "ISBN": isbn,
        "source": "Open Library",
    }
    return Record(Item.from_csl({name: value for name, value in values.items() if value}), "Open Library")


def _named(rows: Any) -> list[str]:
    found = [row.get("name") for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [plain(name) for name in found if isinstance(name, str) and name.strip()]


def person(printed: str) -> dict[str, str]:
    """A name as a page or record prints it whole, in CSL's parts."""
    family, comma, given = printed.partition(",")
    if comma and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    words = printed.split()
    return {"family": words[-1], "given": " ".join(words[:-1])} if 1 < len(words) < 5 else {"literal": printed}


def people(printed: str) -> list[dict[str, str]]:
    """The names of a line: "Iga Czapla, Jan Lis" are two, "Czapla, Iga" is one."""
    parts = [part.strip() for part in printed.split(";") if part.strip()]
    if len(parts) == 1 and all(" " in part.strip() for part in printed.split(",")):
        parts = [part.strip() for part in printed.split(",")]
    return [person(part) for part in parts]


def plain(text: str) -> str:
    """A text without the markup and entities of its registry, spaces folded; CSL's own tags stay."""
    shown = _TAG.sub("", text)
    if "&" in shown:  # Crossref has tags as entities, and entities of entities
        shown = html.unescape(_TAG.sub("", html.unescape(shown)))
    return _SPACE.sub(" ", "".join(_printable(shown))).strip()


def _printable(text: str) -> Iterable[str]:
    return (letter if letter.isprintable() or letter.isspace() else "" for letter in text)


def _bare(doi: str) -> str:
    return doi.strip().casefold().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/")
