"""The tags of a RIS record as an item: by meaning, since programs use one tag for several things.

Values are clean already (the whole text was), so that only what looks like markup or an entity is looked at again:
files of databases hold a hundred thousand records of twenty lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bibtool.formats.canonical import canonical_of_clean
from bibtool.formats.containers import shortened
from bibtool.formats.datewords import read_date
from bibtool.formats.ris_names import read_names
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.text.data import toml
from bibtool.text.identifiers import is_isbn, is_issn
from bibtool.text.patterns import regex

# One that begins in another is parted from it by a space or a semicolon; "?u=http://..." holds a copy.
_ADDRESSES = regex(r";?\s+(?=https?://)|;(?=https?://)")
_NUMBER = regex(r"[0-9Xx][0-9Xx -]{6,16}[0-9Xx]")
_CUSTOM = "custom/"
OVERFLOW = "csl: "
TRANSLITERATION = "transliteration: "
# What of RIS comes more than once: the further ones of an identifier, in custom.
OTHER = "other-"
JOINED = "; "


class Tables(NamedTuple):
    """``ris.toml``."""

    types: Mapping[str, str]
    reading: Mapping[str, str]
    text: Mapping[str, str]
    names: Mapping[str, str]
    aliases: Mapping[str, str]
    containers: tuple[str, ...]
    meanings: Mapping[str, frozenset[str]]
    classes: frozenset[str]
    known: frozenset[str]
    untold: frozenset[str]  # tags that hold one value and are no variable
    plain: Mapping[str, str]  # tags that mean one text variable whatever the type


@cache
def tables() -> Tables:
    """The tables, read once."""
    data = toml("formats/ris.toml")
    reading: dict[str, str] = {}
    for csl, ty in data["types"].items():
        reading.setdefault(ty, csl)
    containers = tuple(data["containers"]["tags"])
    plain = {tag: name for tag, name in data["text"].items() if tag not in (*containers, *_BY_TYPE) and "/" not in name}
    plain |= {tag: plain[meant] for tag, meant in data["aliases"].items() if meant in plain}
    return Tables(
        data["types"],
        reading | data["reading"],
        data["text"],
        data["names"],
        data["aliases"],
        containers,
        {meaning: frozenset(types) for meaning, types in data["meanings"].items()},
        frozenset(data["classes"]["words"]),
        frozenset({*data["text"], *data["names"], *data["aliases"], *containers, *data["others"]["tags"]}),
        frozenset(data["others"]["tags"]) - _WRITTEN,
        plain,
    )


_BY_TYPE = ("T3", "M3", "M1")
_WRITTEN = frozenset("TY ER ID KW N1 PY DA Y2 SP EP SN UR ED".split())  # by variables, or they frame a record


class _Draft:
    """An item while its record is read."""

    __slots__ = ("custom", "dates", "kind", "names", "text", "values")

    def __init__(self, kind: str, values: dict[str, list[str]], text: dict[str, str]) -> None:
        self.kind = kind
        self.values = values
        self.text = text
        self.names: dict[str, tuple[Name, ...]] = {}
        self.dates: dict[str, Date] = {}
        self.custom: dict[str, str] = {}


_people = lru_cache(maxsize=20_000)(read_names)
_date = lru_cache(maxsize=20_000)(read_date)


@lru_cache(maxsize=20_000)
def _shortened(names: tuple[str, ...]) -> tuple[str, str, list[str]]:
    return shortened(names)


def decode(pairs: Sequence[tuple[str, str]]) -> Item:
    """What the tags say, without the remainder.  Values have to be clean."""
    known = tables()
    aliases = known.aliases
    plain = known.plain
    text: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for tag, value in pairs:
        if not value:
            continue
        variable = plain.get(tag)
        if variable is not None and variable not in text:
            text[variable] = value
            continue
        tag = aliases.get(tag, tag)
        if tag in values:
            values[tag].append(value)
        else:
            values[tag] = [value]
    ty = values.pop("TY", _NOTHING)[0].upper()
    values.pop("ID", None)
    draft = _Draft(known.reading.get(ty, "document"), values, text)
    if ty and ty not in known.reading:
        draft.custom["TY"] = ty
    if draft.kind in _meaning("conferences"):
        _take_conference(draft)
    if "T2" in values and "T3" not in values and draft.kind in _meaning("series"):
        values["T3"] = values.pop("T2")
    if "BT" in values and "title" not in text and draft.kind == "book":
        text["title"] = values.pop("BT")[0]  # the specification of 2001
    if "M3" in values and values["M3"][0].casefold() in known.classes and draft.kind not in _meaning("numbered"):
        draft.custom["M3"] = values["M3"].pop(0)
    _take_container(draft)
    later: list[str] = []
    for tag, found in values.items():
        if tag in known.text:
            if found:
                _take_text(tag, known.text[tag], found, draft)
        elif tag in known.names:
            draft.names[known.names[tag]] = tuple([name for value in found for name in _people(value)])
        else:
            later.append(tag)
    taken: set[str] = set()
    for tag in later:
        take = _TAKERS.get(tag)
        if take is None:
            draft.custom.setdefault(tag, JOINED.join(values[tag]))
        elif take not in taken:
            taken.add(take)
            _TAKE[take](draft)
    return canonical_of_clean(Item(draft.kind, draft.names, draft.dates, draft.text, draft.custom))


_NOTHING = ("",)


def _meaning(name: str) -> frozenset[str]:
    return tables().meanings[name]


def _take_text(tag: str, variable: str, found: list[str], draft: _Draft) -> None:
    """A text whose tag the type may give another meaning, or further ones of a tag that stood already."""
    where = draft.text
    if variable.startswith(_CUSTOM):
        where, variable = draft.custom, variable[len(_CUSTOM) :]
    if variable not in where:
        where[variable], *found = found
    found = [value for value in found if value != where[variable]]  # N2 and AB of publishers say the same
    if found and tag == "AB":
        where[variable] = "\n".join([where[variable], *found])
    elif found:  # of a tag that stands once in RIS, further values stay visible as custom ones
        draft.custom[f"{OTHER}DOI" if tag == "DO" else tag] = JOINED.join(found)


def _take_conference(draft: _Draft) -> None:
    values = draft.values
    if "C3" in values:
        if "T2" in values:
            draft.text["event-title"] = values.pop("T2")[0]
        values.setdefault("JF", values.pop("C3"))
    if "C1" in values:
        draft.text["event-place"] = values.pop("C1")[0]


def _take_container(draft: _Draft) -> None:
    """Journal or book, by which name is whole and which an abbreviation."""
    values = draft.values
    given = {tag: values.pop(tag) for tag in tables().containers if tag in values}
    if not given:
        return
    names = tuple([value for found in given.values() for value in found])
    if len(names) == 1:
        draft.text["container-title"] = names[0]
        return
    whole, short, others = _shortened(names)
    draft.text["container-title"] = whole
    if others and not short:
        marked = {value for tag in ("JA", "J2", "JO") for value in given.get(tag, ())}
        short = next((name for name in others if name in marked), "")
    if short:
        draft.text["container-title-short"] = short
    if others:
        for tag, found in given.items():
            left = [value for value in found if value in others and value != short]
            if left:
                draft.custom[tag] = JOINED.join(left)


def _take_pages(draft: _Draft) -> None:
    first = draft.values.get("SP", _NOTHING)[0]
    last = draft.values.get("EP", _NOTHING)[0]
    if first and last and _is_range(first, last):
        last = ""
    if first and not last and draft.kind in _meaning("extent") and first.isdecimal():
        draft.text["number-of-pages"] = first
    elif last and (not first or first == last or last.startswith(f"{first}-")):
        draft.text["page"] = last  # the range once more, or one page
    else:
        draft.text["page"] = f"{first}-{last}" if last else first
    for tag in ("SP", "EP"):
        if len(draft.values.get(tag, ())) > 1:
            draft.custom[tag] = JOINED.join(draft.values[tag][1:])


_RANGE = regex(r"(\S+?)\s*[-–—]\s*(\w+)")


def _is_range(text: str, last: str) -> bool:
    """Is it already the whole range up to a page, as 112-115 or 112-15?"""
    found = _RANGE.fullmatch(text)
    if found is None:
        return False
    first, end = found.groups()
    cut = len(first) - len(end)
    return end == last or (first.isdecimal() and end.isdecimal() and cut > 0 and first[:cut] + end == last)


@lru_cache(maxsize=20_000)
def _number(value: str, kind: str) -> tuple[str, str]:
    """The variable of a standard number and what of the value is the number."""
    match = _NUMBER.search(value)
    number = match[0] if match and match[0] != value else value
    if is_issn(number) or (match and len(re.sub(r"[ -]", "", number)) == 8):
        return "ISSN", number
    if is_isbn(number):
        return "ISBN", number
    if kind in _meaning("numbered"):
        return "number", value
    return "ISBN" if kind in _meaning("books") or "-" not in value[:5] else "ISSN", value


def _take_numbers(draft: _Draft) -> None:
    """ISBN and ISSN, each once; further ones of a kind are kept beside it."""
    text = draft.text
    more: dict[str, list[str]] = {}
    for value in draft.values["SN"]:
        variable, number = _number(value, draft.kind)
        if variable == "number" and "number" in text:
            more.setdefault("SN", []).append(value)
            continue
        if number != value:
            more.setdefault("SN", []).append(value)  # "(print)" tells which of two it is
        if text.setdefault(variable, number) != number:
            more.setdefault(OTHER + variable, []).append(number)
    for name, numbers in more.items():
        draft.custom[name] = JOINED.join(numbers)


def _take_addresses(draft: _Draft) -> None:
    """The first is that of the work, one that holds it inside a copy of it in an archive; the others are kept."""
    found = draft.values["UR"]
    if len(found) == 1 and not _ADDRESSES.search(found[0]):
        draft.text["URL"] = found[0]
        return
    addresses = [part for value in found for part in _ADDRESSES.split(value) if part]
    draft.text["URL"], *others = addresses
    copies = [other for other in others if "://" in other.partition("://")[2]]
    if copies:
        draft.text.setdefault("archive_location", copies[0])
        others.remove(copies[0])
    if others:
        draft.custom[f"{OTHER}URL"] = JOINED.join(others)


def _take_article(draft: _Draft) -> None:
    """The number of an article that has no pages."""
    number, *more = draft.values["C7"]
    if "number" in draft.text or "M1" in draft.values:
        more.insert(0, number)
    else:
        draft.text["number"] = number
    if more:
        draft.custom["C7"] = JOINED.join(more)


def _take_keywords(draft: _Draft) -> None:
    words = draft.values["KW"]
    if any(";" in word for word in words):
        words = [part.strip() for word in words for part in word.split(";") if part.strip()]
    draft.text["keyword"] = ", ".join(words)


_DOI_NAME = regex(r"\Adoi:\s*", re.IGNORECASE)


def _take_notes(draft: _Draft) -> None:
    notes = draft.values["N1"]
    for note in notes:
        if note.startswith(TRANSLITERATION):
            draft.custom["transliteration"] = note.removeprefix(TRANSLITERATION)
            notes.remove(note)
            break
    doi = draft.text.get("DOI", "")
    notes = [note for note in notes if not doi or _DOI_NAME.sub("", note) != doi]
    if notes:
        draft.text["note"] = "\n".join(notes)


def _take_issued(draft: _Draft) -> None:
    """``PY`` (and ``Y1``) tell the year, ``DA`` often only the month and the day; what fits neither is kept."""
    custom = draft.custom
    told = [(tag, value) for tag in ("PY", "DA") for value in draft.values.get(tag, ())]
    best: Date | None = None
    for tag, value in told:
        date = _date(value, best.year or 0 if best else 0)
        if date is None or (best is not None and date.year != best.year):
            if date is not None or tag == "DA" or best is not None:
                custom[tag] = value
            continue
        if _has_more(value, date):
            custom[tag] = value
        if best is None or (len(best.parts) == 1 and _precision(date) > _precision(best)):
            best = date
    if best is None:
        custom.pop(told[0][0], None)
        best = Date(literal=told[0][1])
    draft.dates["issued"] = best


def _has_more(value: str, date: Date | None) -> bool:
    """Does a date ``YYYY/MM/DD/other`` hold more than was read, as a season beside a month, or a feast?"""
    if date is None or value.count("/") < 2:
        return False
    _, _, day, other = [*value.split("/", 3), ""][:4]
    taken = len(date.parts[0]) > 2 or not day.strip("0 ")
    return not taken or bool(other.strip(" /") and not date.season)


def _precision(date: Date) -> int:
    return 2 * len(date.parts[0]) + bool(date.season)


def _take_accessed(draft: _Draft) -> None:
    first, *more = draft.values["Y2"]
    date = _date(first)
    draft.dates["accessed"] = date or Date(literal=first)
    if _has_more(first, date):
        more.insert(0, first)
    if more:
        draft.custom["Y2"] = JOINED.join(more)


# Tags that are taken together, by what takes them.
_TAKERS = {
    "SP": "pages", "EP": "pages", "SN": "numbers", "UR": "addresses", "C7": "article", "KW": "keywords", "N1": "notes",
    "PY": "issued", "DA": "issued", "Y2": "accessed",
}  # fmt: skip
_TAKE: Mapping[str, Callable[[_Draft], None]] = {
    "pages": _take_pages, "numbers": _take_numbers, "addresses": _take_addresses, "article": _take_article,
    "keywords": _take_keywords, "notes": _take_notes, "issued": _take_issued, "accessed": _take_accessed,
}  # fmt: skip
