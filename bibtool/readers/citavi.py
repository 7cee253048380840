"""Records of Citavi: JSON in base64 in a field's code (``ADDIN CitaviPlaceholder{...}``).

The shape is that of Citavi 6's add-in for Word (``SwissAcademic.Citavi.Citations.WordPlaceholder``): entries with a
reference each; an object that was written before is named by its number (``$id``, ``$ref``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtool.items.item import Item
from bibtool.readers.records import Record, from_base64, said
from bibtool.text.normal import scalar
from bibtool.text.patterns import regex

_PLACEHOLDER = regex(r"ADDIN\s+CitaviPlaceholder\s*\{(?P<code>[A-Za-z0-9+/=\s_-]+)\}", re.IGNORECASE)
_TYPES = {
    "book": "book",
    "bookedited": "book",
    "collectedworks": "book",
    "specialissue": "periodical",
    "contribution": "chapter",
    "contributioninlegalcommentary": "chapter",
    "conferenceproceedings": "book",
    "journalarticle": "article-journal",
    "newspaperarticle": "article-newspaper",
    "internetdocument": "webpage",
    "thesis": "thesis",
    "unpublishedwork": "manuscript",
    "archivematerial": "manuscript",
    "manuscript": "manuscript",
    "lecture": "speech",
    "report": "report",
    "patent": "patent",
    "statuteorregulation": "legislation",
    "courtdecision": "legal_case",
    "map": "map",
    "movie": "motion_picture",
    "audiobook": "song",
    "interviewmaterial": "interview",
    "personalcommunication": "personal_communication",
    "software": "software",
}
_HELD = frozenset(("chapter", "article-journal", "article-newspaper"))
_PEOPLE = {"Authors": "author", "Editors": "editor", "Translators": "translator"}
_DATES = regex(r"(?P<year>\d{4})|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<y2>\d{4})")
_PAGES = regex(r"<os>(.*?)</os>|<ps>(.*?)</ps>", re.DOTALL)


def of_code(code: str) -> tuple[Record, ...]:
    """The records in a field's code; none where it holds none that can be read."""
    match = _PLACEHOLDER.search(code, 0)
    if match is None:
        return ()
    try:
        data = json.loads(from_base64("".join(match["code"].split())))
        known: dict[str, Any] = {}
        rows = data.get("Entries") if isinstance(data, Mapping) else None
        _number(data, known)
        found = tuple(_records(rows if isinstance(rows, list) else (), known))
    except (ValueError, RecursionError):
        return ()
    return found if isinstance(rows, list) and len(found) == len(rows) else ()


def _number(data: Any, known: dict[str, Any]) -> None:
    """All objects by their numbers."""
    left = [data]
    while left:
        one = left.pop()
        if isinstance(one, Mapping):
            if isinstance(own := one.get("$id"), str):
                known[own] = one
            left += one.values()
        elif isinstance(one, list):
            left += one


def _records(rows: Any, known: Mapping[str, Any]) -> Iterator[Record]:
    for row in rows:
        reference = _followed(row.get("Reference"), known) if isinstance(row, Mapping) else None
        if reference is None:
            continue
        item = Item.from_csl(_csl(reference, known))
        if item.text or item.names:
            locator = _pages(row.get("PageRange"), known)
            ident = _text(row.get("ReferenceId")) or _text(reference.get("Id")) or said(item)
            yield Record(
                item, ident, locator, "page" if locator else "", _text(row.get("Prefix")), _text(row.get("Suffix"))
            )


def _followed(value: Any, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping) and "$ref" in value:
        value = known.get(str(value["$ref"]))
    return value if isinstance(value, Mapping) else None


def _csl(reference: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """A reference in CSL's variables."""
    kind = _TYPES.get(_text(reference.get("ReferenceType")).casefold(), "document")
    parent = _followed(reference.get("ParentReference"), known)
    data: dict[str, Any] = {"type": kind, "title": _title(reference)}
    for name, variable in _PEOPLE.items():
        data[variable] = _people(reference.get(name), known)
    if not data["author"]:
        data["author"] = _people(reference.get("Organizations"), known)
    home = parent or {}
    if parent is not None:
        data["container-title"] = _title(parent)
        data["editor"] = data["editor"] or _people(parent.get("Editors"), known)
        data["container-author"] = _people(parent.get("Authors"), known)
    periodical = _followed(reference.get("Periodical"), known)
    if periodical is not None:
        data["container-title"] = _text(periodical.get("Name")) or _text(periodical.get("StandardAbbreviation"))
        data["ISSN"] = _text(periodical.get("Issn"))
    series = _followed(reference.get("SeriesTitle"), known) or _followed(home.get("SeriesTitle"), known)
    data["collection-title"] = _text(series.get("Name")) if series is not None else ""

    def either(name: str) -> str:
        return _text(reference.get(name)) or _text(home.get(name))

    data |= {
        "publisher-place": either("PlaceOfPublication"),
        "publisher": "; ".join(
            _text(one.get("Name"))
            for each in _rows(reference.get("Publishers")) or _rows(home.get("Publishers"))
            if (one := _followed(each, known)) is not None
        ),
        "volume": either("Volume"),
        "edition": either("Edition"),
        "DOI": _text(reference.get("Doi")),
        "ISBN": either("Isbn"),
        "URL": _text(reference.get("OnlineAddress")),
        "title-short": _text(reference.get("ShortTitle")) if kind != "book" else "",
        "language": _text(reference.get("LanguageCode")),
        "page": _pages(reference.get("PageRange"), known) if kind in _HELD else "",
    }
    number = _text(reference.get("Number"))
    data["issue" if kind.startswith("article") else "collection-number" if series is not None else "number"] = number
    data["issued"] = _date(either("Date") or either("Year") or either("YearResolved"))
    data["accessed"] = _date(_text(reference.get("AccessDate")))
    return {variable: value for variable, value in data.items() if value}


def _rows(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _title(reference: Mapping[str, Any]) -> str:
    title, more = _text(reference.get("Title")), _text(reference.get("Subtitle"))
    return f"{title}{' ' if title.endswith(('?', '!', '.')) else ': '}{more}" if title and more else title or more


def _people(rows: Any, known: Mapping[str, Any]) -> list[dict[str, str]]:
    people: list[dict[str, str]] = []
    for row in _rows(rows):
        one = _followed(row, known)
        if one is None:
            continue
        given = " ".join(filter(None, (_text(one.get("FirstName")), _text(one.get("MiddleName")))))
        name = {
            "family": _text(one.get("LastName")),
            "given": given,
            "non-dropping-particle": _text(one.get("Prefix")),
            "suffix": _text(one.get("Suffix")),
        }
        name = {part: value for part, value in name.items() if value}
        if name:
            people.append(name if given else {"literal": name["family"]} if "family" in name else name)
    return people


def _date(printed: str) -> dict[str, Any]:
    match = _DATES.fullmatch(printed.strip())
    if match is None:
        return {"literal": printed} if printed.strip() else {}
    if match["year"]:
        return {"date-parts": [[int(match["year"])]]}
    return {"date-parts": [[int(match["y2"]), int(match["month"]), int(match["day"])]]}


def _pages(value: Any, known: Mapping[str, Any]) -> str:
    """A range of pages as Citavi prints it: an object with its ends, or XML as text."""
    if isinstance(value, str):
        match = _PAGES.search(value)
        return (match[1] or match[2] or "").strip() if match is not None else "" if "<" in value else value.strip()
    row = _followed(value, known)
    if row is None:
        return ""
    if whole := _text(row.get("OriginalString")):
        return whole
    ends = [_followed(row.get(name), known) for name in ("StartPage", "EndPage")]
    said_ends = [_text(end.get("OriginalString")) or _text(end.get("PrettyString")) for end in ends if end is not None]
    return "–".join(dict.fromkeys(filter(None, said_ends)))


def _text(value: object) -> str:
    return scalar(str(value)).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
