"""RIS: tagged lines, an entry from ``TY`` to ``ER``.

rispy is not used.  Its reader drops the last entry of a file when ``ER`` is missing, runs two entries into one when it
is missing between them, keeps only the first of a repeated tag and tells no line numbers; its parser and writer join
and split ``UR`` at ";", which stands in addresses.  What is left is a table and a loop.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from typing import NamedTuple

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.bibvalues import is_issn
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.format import Format, ReadResult, unread
from bibtool.formats.remainder import remainder, restore
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name

_LINE = re.compile(r"[ \ufeff]{0,3}([A-Z][A-Z0-9]) {1,2}-(?: +(.*)|)")
_PAGES = re.compile(r"(\w+)-(\w+)")
_OVERFLOW = "csl: "
_TRANSLITERATION = "transliteration: "
_CUSTOM = "custom/"


class _Tables(NamedTuple):
    types: Mapping[str, str]
    reading: Mapping[str, str]
    text: Mapping[str, str]
    names: Mapping[str, str]
    aliases: Mapping[str, str]


@cache
def _tables() -> _Tables:
    text = resources.files("bibtool.formats").joinpath("ris.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    reading: dict[str, str] = {}
    for csl, ty in data["types"].items():
        reading.setdefault(ty, csl)
    return _Tables(data["types"], reading | data["reading"], data["text"], data["names"], data["aliases"])


def write(entries: Sequence[Entry]) -> str:
    """The entries, a blank line between two."""
    return "\n".join("".join(_lines(entry)) for entry in entries)


def _lines(entry: Entry) -> Iterator[str]:
    item = canonical(entry.item)
    pairs = [(tag, " ".join(value.split())) for tag, value in _encode(item)]
    pairs = [(tag, value) for tag, value in pairs if value]
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
            yield tag, _write_name(name)
    for tag, variable in tables.text.items():
        source = item.custom if variable.startswith(_CUSTOM) else item.text
        value = source.get(variable.removeprefix(_CUSTOM), "")
        if tag != "AN" or not _is_address(value):
            yield tag, value
    yield from _dates(item)
    first = _PAGES.fullmatch(item.get("page"))
    yield "SP", first.group(1) if first else item.get("page")
    yield "EP", first.group(2) if first else ""
    yield "SN", item.get("ISBN") or item.get("ISSN")
    yield "UR", item.get("URL")
    if item.get("URL") and _is_address(item.get("archive_location")):
        yield "UR", item.get("archive_location")
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


def _write_name(name: Name) -> str:
    """``Family, Given, Suffix``; a body of one word ends with a comma, so that it is told from a family name."""
    if name.literal:
        return name.literal if " " in name.literal and "," not in name.literal else name.literal + ","
    family = " ".join(filter(None, [name.particle, name.family]))
    given = " ".join(filter(None, [name.given, name.dropping_particle]))
    return ", ".join([family, given, name.suffix]).rstrip(", ")


def _read_name(value: str) -> Name:
    family, *rest = (part.strip() for part in value.split(","))
    if not any(rest):
        return Name(literal=family) if rest or " " in family else Name(family=family)
    return Name(family, rest[0], suffix=", ".join(filter(None, rest[1:])))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://"))


@dataclass(slots=True)
class _Record:
    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The entries of a file.  Whatever it holds, this raises nothing: an entry that never ends is a finding."""
    findings: list[Finding] = []
    records: list[_Record] = []
    current: _Record | None = None
    for number, line in enumerate(clean(text).split("\n"), 1):
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            if current is not None and current.pairs and line.strip():
                # A long value goes on in the next line.
                tag, value = current.pairs[-1]
                current.pairs[-1] = (tag, f"{value} {line.strip()}".strip())
            elif line.strip(" \t\ufeff"):
                findings.append(Finding("BT604", {"line": str(number), "text": line.strip()[:60]}))
            continue
        tag, value = match.group(1), (match.group(2) or "").strip()
        if tag == "TY":
            if current is not None:
                findings.append(_unclosed(current))
            current = _Record(number)
            records.append(current)
        elif tag == "ER":
            current = None
            continue
        if current is None:
            findings.append(Finding("BT604", {"line": str(number), "text": line.strip()[:60]}))
        else:
            current.pairs.append((tag, value))
    if current is not None:
        findings.append(_unclosed(current))
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for count, record in enumerate(records, 1):
        key = next((value for tag, value in record.pairs if tag == "ID" and value), "")
        if not key:
            key = f"item-{count}"
            findings.append(Finding("BT609", {"number": str(count), "key": key}))
        first = lines.setdefault(key, record.line)
        if first != record.line:
            findings.append(Finding("BT606", {"line": str(record.line), "key": key, "first": str(first)}))
        item = attempt(
            partial(_restored, record.pairs),
            Finding("BT691", {"key": key, "place": f"line {record.line}", "problem": ""}),
        )
        if isinstance(item, Finding):
            printed = "\n".join(f"{tag}  - {value}" for tag, value in record.pairs)
            entry, doubts = unread(key, {"record": printed}, item)
            entries.append(entry)
            findings += doubts
        else:
            entries.append(Entry(key, item))
    return ReadResult(tuple(entries), tuple(findings))


def _unclosed(record: _Record) -> Finding:
    key = next((value for tag, value in record.pairs if tag in {"ID", "TI", "T1"} and value), "TY")
    return Finding("BT602", {"line": str(record.line), "key": key, "problem": "ER is missing"})


def _restored(pairs: Sequence[tuple[str, str]]) -> Item:
    plain = [(tag, value) for tag, value in pairs if tag != "N1" or not value.startswith(_OVERFLOW)]
    item = _decode(plain)
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
    values: dict[str, list[str]] = {}
    for tag, value in pairs:
        if value:
            values.setdefault(tables.aliases.get(tag, tag), []).append(value)
    ty = "".join(values.pop("TY", [])[:1])
    values.pop("ID", None)
    text: dict[str, str] = {}
    custom: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    kind = tables.reading.get(ty, "document")
    if ty and ty not in tables.reading:
        custom["TY"] = ty
    for tag, variable in tables.names.items():
        if tag in values:
            names[variable] = tuple(_read_name(value) for value in values.pop(tag))
    for tag, variable in tables.text.items():
        if tag in values:
            # Of a tag that stands once in RIS, further values stay visible as custom ones.
            first, *more = values.pop(tag)
            (custom if variable.startswith(_CUSTOM) else text)[variable.removeprefix(_CUSTOM)] = first
            if more:
                custom[tag] = "; ".join(more)
    dates = _read_dates(values)
    pages = [values.pop(tag)[0] for tag in ("SP", "EP") if tag in values]
    if pages:
        text["page"] = "-".join(pages)
    for value in values.pop("SN", []):
        text.setdefault("ISSN" if is_issn(value) or (kind not in _BOOKS and "-" in value[:5]) else "ISBN", value)
    for variable, value in zip(("URL", "archive_location"), values.pop("UR", []), strict=False):
        text.setdefault(variable, value)
    if "KW" in values:
        text["keyword"] = ", ".join(values.pop("KW"))
    notes = values.pop("N1", [])
    for note in [n for n in notes if n.startswith(_TRANSLITERATION)][:1]:
        custom["transliteration"] = note.removeprefix(_TRANSLITERATION)
        notes.remove(note)
    if notes:
        text["note"] = "\n".join(notes)
    custom.update((tag, "; ".join(found)) for tag, found in values.items())
    return canonical(Item(kind, names, dates, text, custom))


_BOOKS = frozenset({"book", "chapter", "report", "thesis", "classic", "collection", "pamphlet", "paper-conference"})


def _read_dates(values: dict[str, list[str]]) -> dict[str, Date]:
    dates: dict[str, Date] = {}
    for tag, variable in (("DA", "issued"), ("PY", "issued"), ("Y2", "accessed")):
        for value in values.pop(tag, [])[:1]:
            if variable not in dates:
                dates[variable] = _read_date(value)
    return dates


def _read_date(value: str) -> Date:
    parts: list[int] = []
    for piece in value.split("/")[:3]:
        if not re.fullmatch(r"\d{1,4}", piece.strip()):
            break
        parts.append(int(piece))
    if parts and re.fullmatch(r"\d{4}", value.split("/")[0].strip()):
        return Date((tuple(parts),))
    return Date.from_edtf(value) or Date(literal=value)


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "of a key with white space, runs become one space",
)

FORMAT: Format[Entry] = Format("ris", "RIS", (".ris",), write, read, LOSSES)
