"""Records of EndNote: XML in a field's code (``ADDIN EN.CITE <EndNote>...``), in base64 in its data where it is long.

The names are those of EndNote's own XML export (RSXML.dtd); what a field means for each type of reference follows
EndNote's table of reference types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bibtool.items.item import Item
from bibtool.readers.records import Record, from_base64, said
from bibtool.text.normal import scalar
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELD = regex(r"ADDIN\s+EN\.CITE(?:\s|<|\Z)", re.IGNORECASE)
_YEAR = regex(r"-?\d{3,4}")
_LARGEST = 4 << 20
_TYPES = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "newspaper article": "article-newspaper",
    "magazine article": "article-magazine",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "classical work": "classic",
    "ancient text": "classic",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-dictionary",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "web page": "webpage",
    "blog": "post-weblog",
    "manuscript": "manuscript",
    "unpublished work": "manuscript",
    "personal communication": "personal_communication",
    "interview": "interview",
    "map": "map",
    "patent": "patent",
    "standard": "standard",
    "dataset": "dataset",
    "computer program": "software",
    "film or broadcast": "motion_picture",
    "artwork": "graphic",
    "figure": "figure",
    "music": "song",
    "case": "legal_case",
    "bill": "bill",
    "statute": "legislation",
    "legal rule or regulation": "regulation",
    "hearing": "hearing",
    "pamphlet": "pamphlet",
}
_TEXTS = {
    "title": ("titles", "title"),
    "title-short": ("titles", "short-title"),
    "page": ("pages",),
    "volume": ("volume",),
    "edition": ("edition",),
    "number-of-volumes": ("num-vols",),
    "publisher": ("publisher",),
    "publisher-place": ("pub-location",),
    "language": ("language",),
    "genre": ("work-type",),
    "DOI": ("electronic-resource-num",),
    "URL": ("urls", "related-urls", "url"),
}
_EDITED = frozenset(("edited book",))
_IN_PERIODICALS = frozenset(("article-journal", "article-newspaper", "article-magazine"))
_PARTS = _IN_PERIODICALS | {"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary", "webpage"}
_IN_SERIES = (_PARTS | {"book"}) - _IN_PERIODICALS


def is_citation(code: str) -> bool:
    """Whether a field's code is one of EndNote's citations."""
    return _FIELD.match(code) is not None


def of_code(code: str, data: str = "") -> tuple[Record, ...]:
    """The records in a field's code, or in its data (base64); none where one of them cannot be read."""
    if not is_citation(code):
        return ()
    begin = code.find("<EndNote")
    text = code[begin:] if begin >= 0 else from_base64("".join(data.split())).rstrip("\0 \r\n")
    root = _root(text)
    cites = [cite for cite in root if cite.tag == "Cite"] if root is not None else []
    found = [_record(cite) for cite in cites]
    known = tuple(one for one in found if one is not None)
    return known if len(known) == len(cites) else ()


def _root(text: str) -> _Element | None:
    from lxml import etree

    end = text.rfind("</EndNote>")
    if end < 0 or len(text) > _LARGEST:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(scalar(text[text.find("<") : end + len("</EndNote>")]).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _record(cite: _Element) -> Record | None:
    record = cite.find("record")
    if record is None:
        return None
    item = Item.from_csl(_csl(record))
    if not (item.text or item.names):
        return None
    key = record.find("foreign-keys/key")
    home = key.get("db-id") if key is not None else None
    ident = f"endnote:{home}/{_words(record, 'rec-number')}" if home else said(item)
    pages = _words(cite, "Pages")
    before, after = (_words(cite, name) for name in ("Prefix", "Suffix"))
    return Record(item, ident, pages, "page" if pages else "", before, after)


def _csl(record: _Element) -> dict[str, Any]:
    sort = record.find("ref-type")
    name = (sort.get("name") or "").casefold() if sort is not None else ""
    data: dict[str, Any] = {"type": _TYPES.get(name, "document")}
    for variable, path in _TEXTS.items():
        if value := _words(record, *path):
            data[variable] = value
    kind = data["type"]
    holder = _words(record, "titles", "secondary-title") or _words(record, "periodical", "full-title")
    if holder:
        data["container-title" if kind in _PARTS else "collection-title"] = holder
    if kind in _PARTS and (series := _words(record, "titles", "tertiary-title")):
        data["collection-title"] = series
    if number := _words(record, "number"):
        data["issue" if kind in _IN_PERIODICALS else "collection-number" if kind in _IN_SERIES else "number"] = number
    if number := _words(record, "isbn"):
        data["ISSN" if kind in _IN_PERIODICALS else "ISBN"] = number
    roles = {
        "authors": "editor" if name in _EDITED else "author",
        "secondary-authors": "editor" if kind in _PARTS else "collection-editor",
        "subsidiary-authors": "translator",
    }
    for group, variable in roles.items():
        people = [_name(words) for words in _all(record, "contributors", group, "author")]
        if people:
            data[variable] = people
    if issued := _date(_words(record, "dates", "year"), _words(record, "dates", "pub-dates", "date")):
        data["issued"] = issued
    if seen := _words(record, "access-date"):
        data["accessed"] = {"literal": seen}
    return {variable: value for variable, value in data.items() if value}


def _name(printed: str) -> dict[str, str]:
    """``Reed, Mary``, ``Mary Reed``; a comma at the end marks what is no person (``World Bank,``)."""
    if printed.endswith(","):
        return {"literal": printed.rstrip(", ")}
    family, comma, given = printed.partition(",")
    if not comma:
        given, _, family = printed.rpartition(" ")
    return {part: value.strip() for part, value in (("family", family), ("given", given)) if value.strip()}


def _date(year: str, day: str) -> dict[str, Any]:
    """A year as a date; with a day beside it, which has no form of its own, as printed."""
    if _YEAR.fullmatch(year):
        date: dict[str, Any] = {"date-parts": [[int(year)]]}
        return date | {"literal": f"{day} {year}" if year not in day else day} if day else date
    return {"literal": " ".join(filter(None, (day, year)))} if year or day else {}


def _words(element: _Element, *path: str) -> str:
    return next(_all(element, *path), "")


def _all(element: _Element, *path: str) -> Iterator[str]:
    """The texts at the end of a path, without the styles that EndNote sets them in."""
    for found in element.iterfind("/".join(path)):
        words = " ".join("".join(map(str, found.itertext())).split())
        if words:
            yield words
