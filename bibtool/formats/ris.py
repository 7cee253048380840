"""RIS: tagged lines, an entry from ``TY`` to ``ER``.

rispy is not used.  Its reader drops the last entry of a file when ``ER`` is missing, runs two entries into one when it
is missing between them, keeps only the first of a repeated tag and tells no line numbers; its parser and writer join
and split ``UR`` at ";", which stands in addresses.  What is left is a table and a loop.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import resources
from typing import NamedTuple

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.entries.keys import assign, stem
from bibtool.formats.bibvalues import is_isbn, is_issn
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.containers import shortened
from bibtool.formats.datewords import read_date
from bibtool.formats.format import Format, ReadResult, unread
from bibtool.formats.remainder import aside, remainder, restore
from bibtool.formats.ris_names import read_names, write_name
from bibtool.formats.ris_records import records
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name

_PAGES = re.compile(r"(\w+)-(\w+)")
_ADDRESSES = re.compile(r";?\s+(?=https?://)")
_NUMBER = re.compile(r"[0-9Xx][0-9Xx -]{6,16}[0-9Xx]")
_OVERFLOW = "csl: "
_TRANSLITERATION = "transliteration: "
_CUSTOM = "custom/"
# What of RIS comes more than once: the further ones of an identifier, in custom.
_OTHER = "other-"
_JOINED = "; "
_NOTES_OF = {"AB": "\n", "KW": ", "}


class _Tables(NamedTuple):
    types: Mapping[str, str]
    reading: Mapping[str, str]
    text: Mapping[str, str]
    names: Mapping[str, str]
    aliases: Mapping[str, str]
    containers: tuple[str, ...]
    meanings: Mapping[str, frozenset[str]]
    classes: frozenset[str]
    known: frozenset[str]


@cache
def _tables() -> _Tables:
    text = resources.files("bibtool.formats").joinpath("ris.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    reading: dict[str, str] = {}
    for csl, ty in data["types"].items():
        reading.setdefault(ty, csl)
    containers = tuple(data["containers"]["tags"])
    return _Tables(
        data["types"],
        reading | data["reading"],
        data["text"],
        data["names"],
        data["aliases"],
        containers,
        {meaning: frozenset(types) for meaning, types in data["meanings"].items()},
        frozenset(data["classes"]["words"]),
        frozenset({*data["text"], *data["names"], *data["aliases"], *containers, *data["others"]["tags"]}),
    )


def write(entries: Sequence[Entry]) -> str:
    """The entries, a blank line between two."""
    return "\n".join("".join(_lines(entry)) for entry in entries)


def _pairs(item: Item) -> list[tuple[str, str]]:
    pairs = [(tag, " ".join(value.split())) for tag, value in _encode(item)]
    return [(tag, value) for tag, value in pairs if value]


def hidden(entry: Entry) -> Mapping[str, str]:
    """What stands only in the note that bibtool reads."""
    item = canonical(entry.item)
    return aside(item, _decode(_pairs(item)))


def _lines(entry: Entry) -> Iterator[str]:
    item = canonical(entry.item)
    pairs = _pairs(item)
    rest = remainder(item, _decode(pairs))
    if rest:
        pairs.append(("N1", _OVERFLOW + rest))
    yield f"TY  - {_tables().types.get(item.type, 'GEN')}\n"
    yield f"ID  - {' '.join(clean(entry.key).split())}\n"
    for tag, value in pairs:
        if tag != "TY":
            yield f"{tag}  - {value}\n"
    yield "ER  - \n"


def _encode(item: Item) -> Iterator[tuple[str, str]]:
    tables = _tables()
    yield "TY", tables.types.get(item.type, "GEN")
    for tag, variable in tables.names.items():
        for name in item.names.get(variable, ()):
            yield tag, write_name(name)
    for tag, variable in tables.text.items():
        source = item.custom if variable.startswith(_CUSTOM) else item.text
        value = source.get(variable.removeprefix(_CUSTOM), "")
        if tag != "AN" or not _is_address(value):
            yield tag, value
    yield from _dates(item)
    first = _PAGES.fullmatch(item.get("page"))
    yield "SP", first[1] if first else item.get("page") or item.get("number-of-pages")
    yield "EP", first[2] if first else ""
    for variable in ("ISBN", "ISSN"):
        yield "SN", item.get(variable)
        for other in item.custom.get(_OTHER + variable, "").split(_JOINED):
            yield "SN", other
    for other in item.custom.get(f"{_OTHER}DOI", "").split(_JOINED):
        yield "DO", other
    yield "UR", item.get("URL")
    if item.get("URL"):
        if _is_address(item.get("archive_location")):
            yield "UR", item.get("archive_location")
        for other in item.custom.get(f"{_OTHER}URL", "").split(_JOINED):
            yield "UR", other
    for word in item.get("keyword").split(", "):
        yield "KW", word
    transliteration = item.custom.get("transliteration", "")
    yield "N1", _TRANSLITERATION + transliteration if transliteration else ""
    for line in item.get("note").split("\n"):
        # A note that looks like what this module adds itself is left to the remainder.
        if not line.startswith((_OVERFLOW, _TRANSLITERATION)):
            yield "N1", line


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued = item.dates.get("issued")
    if issued and issued.parts and 0 < issued.parts[0][0] < 10000:
        year, *rest = issued.parts[0]
        yield "PY", f"{year:04d}"
        if rest:
            yield "DA", _slashed(issued.parts[0])
    accessed = item.dates.get("accessed")
    if accessed and accessed.parts and 0 < accessed.parts[0][0] < 10000:
        yield "Y2", _slashed(accessed.parts[0])


def _slashed(part: tuple[int, ...]) -> str:
    """``YYYY/MM/DD/other``, the specification's form; what is not known stays empty between its slashes."""
    numbers = [f"{part[0]:04d}", *(f"{n:02d}" if 0 < n < 100 else "" for n in part[1:])]
    return "/".join([*numbers, *[""] * (4 - len(numbers))])


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The entries of a file.  Whatever it holds, this raises nothing: an entry that never ends is a finding."""
    found, findings = records(clean(text), _tables().known)
    items: list[Item | Finding] = []
    keys: list[str] = []
    for count, record in enumerate(found, 1):
        key = next((value for tag, value in record.pairs if tag == "ID" and value), "")
        keys.append(key)
        told = Finding("BT691", {"key": key or f"item-{count}", "place": f"line {record.line}", "problem": ""})
        items.append(attempt(partial(_restored, record.pairs), told))
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for record, key, item in zip(found, keyed(keys, items, findings), items, strict=True):
        first = lines.setdefault(key, record.line)
        if first != record.line:
            findings.append(Finding("BT606", {"line": str(record.line), "key": key, "first": str(first)}))
        if isinstance(item, Finding):
            printed = "\n".join(f"{tag}  - {value}" for tag, value in record.pairs)
            entry, doubts = unread(key, {"record": printed}, item)
            entries.append(entry)
            findings += doubts
        else:
            entries.append(Entry(key, item))
    return ReadResult(tuple(entries), tuple(findings))


def keyed(keys: Sequence[str], items: Sequence[Item | Finding], findings: list[Finding]) -> list[str]:
    """The keys of a file whose entries may have none: those are called by author and year, with a finding each."""
    missing = [place for place, key in enumerate(keys) if not key]
    if not missing:
        return list(keys)
    bare = Item()
    stems = [stem(bare if isinstance(item, Finding) else item)[0] for item in (items[place] for place in missing)]
    found = list(keys)
    # keys that stand in the file are taken: their stems come first, and keep their letters
    names = assign([*(key for key in keys if key), *stems])[len(keys) - len(missing) :]
    for place, name in zip(missing, names, strict=True):
        found[place] = name
        findings.append(Finding("BT609", {"number": str(place + 1), "key": name}))
    return found


def _restored(pairs: Sequence[tuple[str, str]]) -> Item:
    plain = [(tag, value) for tag, value in pairs if tag != "N1" or not value.startswith(_OVERFLOW)]
    item = _decode(plain)
    if len(plain) == len(pairs):
        return item
    for tag, value in pairs:
        if tag == "N1" and value.startswith(_OVERFLOW):
            restored = restore(item, value.removeprefix(_OVERFLOW))
            if restored is None:
                note = "\n".join(filter(None, [item.get("note"), value]))
                item = item.with_text(note=note)
            else:
                item = restored
    return canonical(item)


def _decode(pairs: Sequence[tuple[str, str]]) -> Item:
    """What the tags say, without the remainder."""
    tables = _tables()
    aliases = tables.aliases
    values: dict[str, list[str]] = {}
    for tag, value in pairs:
        if value:
            values.setdefault(aliases.get(tag, tag), []).append(value)
    ty = "".join(values.pop("TY", [])[:1]).upper()
    values.pop("ID", None)
    text: dict[str, str] = {}
    custom: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    kind = tables.reading.get(ty, "document")
    if ty and ty not in tables.reading:
        custom["TY"] = ty
    for tag, variable in tables.names.items():
        if tag in values:
            names[variable] = tuple(name for value in values.pop(tag) for name in read_names(value))
    _take_container(values, kind, text, custom)
    if kind not in tables.meanings["numbered"] and "".join(values.get("M3", [])[:1]).casefold() in tables.classes:
        custom["M3"] = values["M3"].pop(0)
    for tag, variable in tables.text.items():
        found = values.pop(tag, None)
        if not found:
            continue
        where, name = (custom, variable.removeprefix(_CUSTOM)) if variable.startswith(_CUSTOM) else (text, variable)
        if tag in _NOTES_OF:
            where[name] = _NOTES_OF[tag].join(found)
            continue
        # Of a tag that stands once in RIS, further values stay visible as custom ones.
        where[name], *more = found
        if more:
            custom[f"{_OTHER}DOI" if tag == "DO" else tag] = _JOINED.join(more)
    dates = _read_dates(values, custom)
    _take_pages(values, kind, text)
    _take_numbers(values.pop("SN", []), kind, text, custom)
    _take_addresses(values.pop("UR", []), text, custom)
    if "C7" in values and "number" not in text:
        text["number"] = values.pop("C7")[0]
    if "KW" in values:
        text["keyword"] = ", ".join(
            word.strip() for value in values.pop("KW") for word in value.split(";") if word.strip()
        )
    notes = values.pop("N1", [])
    for note in [n for n in notes if n.startswith(_TRANSLITERATION)][:1]:
        custom["transliteration"] = note.removeprefix(_TRANSLITERATION)
        notes.remove(note)
    if notes:
        text["note"] = "\n".join(notes)
    custom.update((tag, _JOINED.join(found)) for tag, found in values.items() if tag not in custom)
    return canonical(Item(kind, names, dates, text, custom))


def _take_container(values: dict[str, list[str]], kind: str, text: dict[str, str], custom: dict[str, str]) -> None:
    """Journal, book or series, by the type and by which name is whole."""
    tables = _tables()
    meanings = tables.meanings
    if kind in meanings["conferences"]:
        if "C3" in values:
            if "T2" in values:
                text["event-title"] = values.pop("T2")[0]
            values.setdefault("JF", values.pop("C3"))
        if "C1" in values:
            text["event-place"] = values.pop("C1")[0]
    if kind in meanings["series"] and "T3" not in values and "T2" in values:
        values["T3"] = values.pop("T2")
    if kind == "book" and "BT" in values and "TI" not in values:
        values["TI"] = values.pop("BT")  # the specification of 2001
    given = {tag: values.pop(tag) for tag in tables.containers if tag in values}
    if not given:
        return
    whole, short, others = shortened([value for found in given.values() for value in found])
    text["container-title"] = whole
    marked = {value for tag in ("JA", "J2", "JO") for value in given.get(tag, ())}
    if not short:
        short = next((name for name in others if name in marked), "")
    if short:
        text["container-title-short"] = short
    for tag, found in given.items():
        left = [value for value in found if value in others and value != short]
        if left:
            custom[tag] = _JOINED.join(left)


def _take_pages(values: dict[str, list[str]], kind: str, text: dict[str, str]) -> None:
    first, last = ("".join(values.pop(tag, [])[:1]) for tag in ("SP", "EP"))
    if first and not last and kind in _tables().meanings["extent"] and first.isdecimal():
        text["number-of-pages"] = first
    elif last and (not first or first == last or last.startswith(f"{first}-")):
        text["page"] = last  # the range once more, or one page
    elif first or last:
        text["page"] = f"{first}-{last}" if last else first


def _take_numbers(found: Sequence[str], kind: str, text: dict[str, str], custom: dict[str, str]) -> None:
    """ISBN and ISSN, each once; further ones of a kind are kept beside it."""
    meanings = _tables().meanings
    more: dict[str, list[str]] = {}
    for value in found:
        match = _NUMBER.search(value)
        number = match[0] if match and not _NUMBER.fullmatch(value) else value
        if is_issn(number) or (len(re.sub(r"[ -]", "", number)) == 8 and match):
            variable = "ISSN"
        elif is_isbn(number):
            variable = "ISBN"
        elif kind in meanings["numbered"]:
            variable, number = ("SN" if "number" in text else "number"), value
        else:
            variable, number = "ISBN" if kind in meanings["books"] or "-" not in value[:5] else "ISSN", value
        if number != value:
            more.setdefault("SN", []).append(value)  # "(print)" tells which of two it is
        if variable == "SN":
            more.setdefault("SN", []).append(value)
        elif text.setdefault(variable, number) != number:
            more.setdefault(_OTHER + variable, []).append(number)
    custom.update((name, _JOINED.join(numbers)) for name, numbers in more.items())


def _take_addresses(found: Sequence[str], text: dict[str, str], custom: dict[str, str]) -> None:
    """The first is that of the work, one that holds it inside a copy of it in an archive; the others are kept."""
    addresses = [part for value in found for part in _ADDRESSES.split(value) if part]
    if not addresses:
        return
    text["URL"], *others = addresses
    copies = [other for other in others if "://" in other.partition("://")[2]]
    if copies:
        text.setdefault("archive_location", copies[0])
        others.remove(copies[0])
    if others:
        custom[f"{_OTHER}URL"] = _JOINED.join(others)


def _read_dates(values: dict[str, list[str]], custom: dict[str, str]) -> dict[str, Date]:
    """``PY`` (and ``Y1``) tell the year, ``DA`` often only the month and the day; what fits neither is kept."""
    dates: dict[str, Date] = {}
    told = [(tag, value) for tag in ("PY", "DA") for value in values.pop(tag, [])]
    best: Date | None = None
    for tag, value in told:
        date = read_date(value, best.year or 0 if best else 0)
        if date is None or (best is not None and date.year != best.year):
            if date is not None or tag == "DA":
                custom[tag] = value
            continue
        if best is None or (len(best.parts) == 1 and _precision(date) > _precision(best)):
            best = date
    if best is None and told:
        custom.pop(told[0][0], None)
        best = Date(literal=told[0][1])
    if best is not None:
        dates["issued"] = best
    accessed = values.pop("Y2", [])
    if accessed:
        dates["accessed"] = read_date(accessed[0]) or Date(literal=accessed[0])
    return dates


def _precision(date: Date) -> int:
    return 2 * len(date.parts[0]) + bool(date.season)


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "of a key with white space, runs become one space",
)

FORMAT: Format[Entry] = Format("ris", "RIS", (".ris",), write, read, LOSSES, aside=hidden)
