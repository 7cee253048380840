"""Records of TEI: ``biblStruct`` and ``bibl`` whose parts are marked up (TEI P5, 3.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.readers.elements import tag
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = ("author", "editor")
_UNITS = {
    "volume": "volume", "vol": "volume", "issue": "issue", "number": "issue", "no": "issue", "nr": "issue",
    "page": "page", "pages": "page", "pp": "page", "p": "page", "chapter": "chapter-number", "part": "part-number",
}  # fmt: skip
_IDENTIFIERS = {
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "eissn": "ISSN",
    "url": "URL",
    "uri": "URL",
    "pmid": "PMID",
}
_ROLES = {"translator": "translator", "trl": "translator", "editor": "editor", "edt": "editor", "compiler": "compiler"}
_TYPES = {"book": "book", "article": "article-journal", "thesis": "thesis", "webpage": "webpage", "chapter": "chapter"}
_GIVEN = ("forename", "forname", "givenname")
_HOLDS = frozenset(("bibl", "monogr", "analytic", "imprint", "biblstruct", "listbibl", "relateditem"))
_RESOLVER = regex(r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:\s*)")


def item_of(element: _Element) -> Item | None:
    """The work that a ``biblStruct`` or ``bibl`` names; None where too little of it is marked to tell one."""
    data: dict[str, Any] = {}
    inner = next((e for e in element if tag(e) == "analytic"), None)
    for part in element:
        name = tag(part)
        if name == "analytic":
            _take(part, data, level="a", held=False)
        elif name == "monogr":
            _take(part, data, level="m", held=inner is not None)
        elif name == "series":
            _series(part, data)
        else:
            _one(part, data, level="m", held=False)
    if "title" not in data and "container-title" in data:
        data["title"] = data.pop("container-title")
    held = "container-title" in data
    kind = _TYPES.get((element.get("type") or "").lower())
    journal = data.pop("journal", False)
    data["type"] = kind or ("article-journal" if journal and held else "chapter" if held else "book")
    item = Item.from_csl(data)
    return item if item.get("title") and (item.names or "issued" in item.dates) else None


def _take(part: _Element, data: dict[str, Any], *, level: str, held: bool) -> None:
    for child in part:
        if tag(child) == "imprint":
            _take(child, data, level=level, held=held)
        else:
            _one(child, data, level=level, held=held)


def _one(child: _Element, data: dict[str, Any], *, level: str, held: bool) -> None:
    name, value = tag(child), _words(child)
    if not name or (not value and not child.attrib):
        return
    if name == "title":
        _title(child, value, data, child.get("level") or level, held)
    elif name in _NAMES or name == "respstmt":
        _people(child, name, data, held)
    elif name in ("publisher", "pubplace"):
        variable = "publisher" if name == "publisher" else "publisher-place"
        data[variable] = f"{data[variable]}; {value}" if data.get(variable) else value
    elif name == "date":
        _date(child, value, data)
    elif name == "biblscope" or name == "citedrange":
        unit = (child.get("unit") or child.get("type") or "page").lower()
        ends = "–".join(filter(None, (child.get("from"), child.get("to"))))
        if unit in _UNITS and (value or ends):
            data.setdefault(_UNITS[unit], value or ends)
    elif name == "edition":
        data.setdefault("edition", value)
    elif name == "idno" and (variable := _IDENTIFIERS.get((child.get("type") or "").lower(), "")):
        data.setdefault(variable, _RESOLVER.sub("", value) if variable == "DOI" else value)
    elif name in ("ptr", "ref") and (target := str(child.get("target") or "")).startswith("http"):
        data.setdefault("URL", target)


def _title(element: _Element, value: str, data: dict[str, Any], level: str, held: bool) -> None:
    if element.get("type") in ("sub", "subordinate"):
        home = "container-title" if held else "title"
        data[home] = f"{data[home]}: {value}" if data.get(home) else value
    elif element.get("type") in ("short", "abbr", "alt") and ("title" in data):
        data.setdefault("title-short" if not held else "container-title-short", value)
    elif level == "s":
        data.setdefault("collection-title", value)
    elif level == "a" or (level == "u" and "title" not in data):
        if "title" in data and "container-title" not in data:  # a bibl that names the journal first
            data["container-title"] = data["title"]
        data["title"] = value
    elif held or "title" in data:
        data.setdefault("container-title", value)
    else:
        data["title"] = value
    data["journal"] = data.get("journal", False) or level == "j"


def _series(part: _Element, data: dict[str, Any]) -> None:
    for child in part:
        if tag(child) == "title":
            data.setdefault("collection-title", _words(child))
        elif tag(child) == "biblscope":
            data.setdefault("collection-number", _words(child))


def _people(element: _Element, name: str, data: dict[str, Any], held: bool) -> None:
    role = _ROLES.get((element.get("role") or "").lower(), "editor" if name != "author" else "author")
    if held and role == "author" and data.get("author"):
        role = "container-author"
    people = [e for e in element.iter() if tag(e) == "persname"] or [element]
    found = [person for one in people for person in _person(one)]
    if found:
        data[role] = [*data.get(role, ()), *found]


def _person(element: _Element) -> Iterator[dict[str, str]]:
    family = " ".join(_words(e) for e in element.iter() if tag(e) == "surname")
    given = " ".join(_words(e) for e in element.iter() if tag(e) in _GIVEN)
    particle = " ".join(_words(e) for e in element.iter() if tag(e) == "namelink")
    if family:
        name = {"family": family, "given": given, "non-dropping-particle": particle}
        yield {part: value for part, value in name.items() if value}
        return
    printed = _words(element).strip(" ,;")
    before, comma, behind = printed.partition(",")
    if comma and behind.strip() and "," not in behind:
        yield {"family": before.strip(), "given": behind.strip()}
    elif printed:
        yield {"literal": printed}


def _date(element: _Element, value: str, data: dict[str, Any]) -> None:
    variable = "accessed" if "access" in (element.get("type") or "").lower() else "issued"
    when = element.get("when") or "/".join(filter(None, (element.get("from"), element.get("to"))))
    date = Date.from_edtf(when or value) or (Date.from_edtf(value) if when else None)
    data.setdefault(variable, date.to_csl() if date else {"literal": value or when})


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
