"""Word's own sources: ``b:Sources`` in a custom XML part, called by CITATION fields (ECMA-376-1, 22.6, 17.16.5.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bibtool.items.item import Item
from bibtool.readers.docx_package import Package, child, local
from bibtool.readers.reader import ReadError
from bibtool.readers.records import Record
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# ST_SourceType (22.6.3.3)
_TYPES = {
    "Art": "graphic",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "Case": "legal_case",
    "ConferenceProceedings": "paper-conference",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document",
    "Film": "motion_picture",
    "InternetSite": "webpage",
    "Interview": "interview",
    "JournalArticle": "article-journal",
    "Misc": "document",
    "Patent": "patent",
    "Performance": "performance",
    "Report": "report",
    "SoundRecording": "song",
}
_TEXTS = {
    "Title": "title",
    "City": "publisher-place",
    "Publisher": "publisher",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "Edition": "edition",
    "StandardNumber": "number",
    "DOI": "DOI",
    "URL": "URL",
    "ShortTitle": "title-short",
    "ThesisType": "genre",
    "NumberVolumes": "number-of-volumes",
    "Comments": "note",
    "Medium": "medium",
    "Institution": "publisher",
    "Station": "publisher",
    "ProductionCompany": "publisher",
    "ConferenceName": "event-title",
}
_HOLDERS = ("JournalName", "BookTitle", "PeriodicalTitle", "InternetSiteTitle", "PublicationTitle", "AlbumTitle")
_ROLES = {
    "Author": "author",
    "Artist": "author",
    "Inventor": "author",
    "Editor": "editor",
    "Translator": "translator",
    "BookAuthor": "container-author",
    "Compiler": "compiler",
    "Interviewee": "author",
    "Interviewer": "interviewer",
    "Director": "director",
    "Performer": "performer",
    "Composer": "composer",
}
_MONTH = regex(r"\d{1,2}")
_WORDS = regex(r'"(?P<quoted>[^"]*)"|(?P<word>\S+)')
_ITEM = regex(r"customxml/item\d*\.xml")
# Switches of CITATION (17.16.5.6): which take an argument, and what it is.
_ARGUMENTS = frozenset("lpvfsm")


def sources(package: Package) -> Mapping[str, Item]:
    """The sources of a document by their tags in lower case; a damaged part has none."""
    found: dict[str, Item] = {}
    for part in package.parts:
        root = _root(package, part) if _ITEM.fullmatch(part) else None
        if root is None or local(root) != "Sources":
            continue
        for source in root:
            if local(source) == "Source" and (tag := _value(source, "Tag")):
                found.setdefault(tag.casefold(), Item.from_csl(_csl(source)))
    return found


def _root(package: Package, part: str) -> _Element | None:
    try:
        return package.xml(part)
    except ReadError:
        return None


def is_citation(code: str) -> bool:
    """Whether a field's code cites sources."""
    return code.split(None, 1)[:1] == ["CITATION"]


def of_code(code: str, known: Mapping[str, Item]) -> tuple[Record, ...]:
    """The records that a CITATION field names; none where one of its tags is unknown."""
    records = [
        Record(known[tag.casefold()], tag.casefold(), pages, "page" if pages else "", before, after)
        for tag, pages, before, after in _cited(code)
        if tag.casefold() in known
    ]
    return tuple(records) if len(records) == len(list(_cited(code))) else ()


def _cited(code: str) -> Iterator[tuple[str, str, str, str]]:
    """Tag, pages, prefix and suffix of each source in a code such as ``CITATION Nau10 \\p 12 \\l 1045 \\m Kow11``."""
    words = [match["quoted"] if match["quoted"] is not None else match["word"] for match in _WORDS.finditer(code)][1:]
    tag = pages = before = after = ""
    at = 0
    while at < len(words):
        switch = words[at][1:].lower() if words[at].startswith("\\") else None
        argument = words[at + 1] if at + 1 < len(words) and not words[at + 1].startswith("\\") else ""
        if switch is None:
            tag = tag or words[at]
        elif switch == "m":
            if tag:
                yield tag, pages, before, after
            tag, pages, before, after = argument, "", "", ""
        elif switch == "p":
            pages = argument
        elif switch == "f":
            before = argument
        elif switch == "s":
            after = argument
        at += 2 if switch is not None and switch in _ARGUMENTS and argument else 1
    if tag:
        yield tag, pages, before, after


def _csl(source: _Element) -> dict[str, Any]:
    data: dict[str, Any] = {"type": _TYPES.get(_value(source, "SourceType"), "document")}
    for name, variable in _TEXTS.items():
        if value := _value(source, name):
            data.setdefault(variable, value)
    for name in _HOLDERS:
        if value := _value(source, name):
            data.setdefault("container-title", value)
    if _value(source, "ThesisType"):
        data["type"] = "thesis"
    roles = child(source, "Author")
    for role in roles if roles is not None else ():
        variable = _ROLES.get(local(role), "contributor")
        names = list(_names(role))
        if names:
            data[variable] = [*data.get(variable, ()), *names]
    for prefix, variable in (("", "issued"), ("Accessed", "accessed")):
        if date := _date(*(_value(source, f"{part}{prefix}") for part in ("Year", "Month", "Day"))):
            data[variable] = date
    if data.get("type") == "book" and (number := data.pop("number", "")):
        data["ISBN"] = number  # "StandardNumber" holds an ISBN or ISSN (22.6.2.71)
    return data


def _names(role: _Element) -> Iterator[dict[str, str]]:
    for one in role:
        if local(one) == "Corporate" and _words(one):
            yield {"literal": _words(one)}
        elif local(one) == "NameList":
            for person in one:
                given = " ".join(filter(None, (_value(person, "First"), _value(person, "Middle"))))
                name = {"family": _value(person, "Last"), "given": given}
                if any(name.values()):
                    yield {part: value for part, value in name.items() if value}


def _date(year: str, month: str, day: str) -> dict[str, Any]:
    if not year.isdecimal():
        return {"literal": " ".join(filter(None, (day, month, year)))} if year else {}
    parts = [int(year)]
    if _MONTH.fullmatch(month) and 1 <= int(month) <= 12:
        parts.append(int(month))
        if _MONTH.fullmatch(day) and 1 <= int(day) <= 31:
            parts.append(int(day))
    elif month:
        return {"date-parts": [parts], "literal": " ".join(filter(None, (day, month, year)))}
    return {"date-parts": [parts]}


def _words(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _value(source: _Element, name: str) -> str:
    found = child(source, name)
    return _words(found) if found is not None else ""
