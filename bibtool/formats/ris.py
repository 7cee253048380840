"""RIS: tagged lines, an entry from ``TY`` to ``ER``.

rispy is not used.  Its reader drops the last entry of a file when ``ER`` is missing, runs two entries into one when it
is missing between them, keeps only the first of a repeated tag and tells no line numbers; its parser and writer join
and split ``UR`` at ";", which stands in addresses.  What is left is a table and a loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.entries.keys import assign, stem
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.format import Format, ReadResult, unread
from bibtool.formats.remainder import aside, remainder, restore
from bibtool.formats.ris_decoding import JOINED, OTHER, OVERFLOW, TRANSLITERATION, decode, tables
from bibtool.formats.ris_names import write_name
from bibtool.formats.ris_records import Record, records
from bibtool.items.item import Item
from bibtool.text.patterns import regex

_PAGES = regex(r"(\w+)-(\w+)")
_CUSTOM = "custom/"


def write(entries: Sequence[Entry]) -> str:
    """The entries, a blank line between two."""
    return "\n".join("".join(_lines(entry)) for entry in entries)


def _pairs(item: Item) -> list[tuple[str, str]]:
    pairs = [(tag, " ".join(value.split())) for tag, value in _encode(item)]
    return [(tag, value) for tag, value in pairs if value]


def hidden(entry: Entry) -> Mapping[str, str]:
    """What stands only in the note that bibtool reads."""
    item = canonical(entry.item)
    return aside(item, decode(_pairs(item)))


def _lines(entry: Entry) -> Iterator[str]:
    item = canonical(entry.item)
    pairs = _pairs(item)
    rest = remainder(item, decode(pairs))
    if rest:
        pairs.append(("N1", OVERFLOW + rest))
    yield f"TY  - {tables().types.get(item.type, 'GEN')}\n"
    yield f"ID  - {' '.join(clean(entry.key).split())}\n"
    for tag, value in pairs:
        if tag != "TY":
            yield f"{tag}  - {value}\n"
    yield "ER  - \n"


def _encode(item: Item) -> Iterator[tuple[str, str]]:
    known = tables()
    yield "TY", known.types.get(item.type, "GEN")
    for tag, variable in known.names.items():
        for name in item.names.get(variable, ()):
            yield tag, write_name(name)
    for tag, variable in known.text.items():
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
        for other in item.custom.get(OTHER + variable, "").split(JOINED):
            yield "SN", other
    for other in item.custom.get(f"{OTHER}DOI", "").split(JOINED):
        yield "DO", other
    yield "UR", item.get("URL")
    if item.get("URL"):
        if _is_address(item.get("archive_location")):
            yield "UR", item.get("archive_location")
        for other in item.custom.get(f"{OTHER}URL", "").split(JOINED):
            yield "UR", other
    for word in item.get("keyword").split(", "):
        yield "KW", word
    yield from _own(item)
    transliteration = item.custom.get("transliteration", "")
    yield "N1", TRANSLITERATION + transliteration if transliteration else ""
    for line in item.get("note").split("\n"):
        # A note that looks like what this module adds itself is left to the remainder.
        if not line.startswith((OVERFLOW, TRANSLITERATION)):
            yield "N1", line


def _own(item: Item) -> Iterator[tuple[str, str]]:
    """Tags of RIS that are no variable and were read from one: files, addresses of full texts, fields of databases."""
    kind = tables().types.get(item.type, "GEN")
    if item.type in tables().meanings["conferences"]:
        yield "C1", item.get("event-place")
    for tag, value in item.custom.items():
        if tag not in tables().untold:
            continue
        values = value.split(JOINED) if tag in _FILES else [value]
        if decode([("TY", kind), *((tag, each) for each in values)]).custom.get(tag) == value:
            yield from ((tag, each) for each in values)


_FILES = frozenset({"L1", "L2", "L4"})


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
    findings: list[Finding] = []
    items: list[Item | Finding] = []
    given: list[str] = []
    starts: list[int] = []
    empty: list[list[str]] = []
    source = records(clean(text), tables().known, findings)
    # some at a time: the lines of a whole library take thrice the memory of its works
    while batch := list(islice(source, _BATCH)):
        items += _items(batch, attempt)
        given += [next((value for tag, value in record.pairs if tag == "ID" and value), "") for record in batch]
        starts += [record.line for record in batch]
        empty += [[tag for tag, value in record.pairs if not value.strip()] for record in batch]
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for line, key, item, tags in zip(starts, keyed(given, items, findings), items, empty, strict=True):
        if tags:
            args = {"place": f"line {line}", "key": key, "fields": ", ".join(dict.fromkeys(tags))}
            findings.append(Finding(Code.FIELDS_EMPTY, args))
        first = lines.setdefault(key, line)
        if first != line:
            findings.append(Finding(Code.KEY_REPEATED, {"line": str(line), "key": key, "first": str(first)}))
        if isinstance(item, Finding):
            entry, doubts = unread(key, {"record": item.args["record"]}, item)
            entries.append(entry)
            findings += doubts
        else:
            entries.append(Entry(key, item))
    return ReadResult(tuple(entries), tuple(findings))


_BATCH = 500


def _items(found: Sequence[Record], attempt: Attempt) -> Sequence[Item | Finding]:
    """All at once, or, where one has a fault, one by one."""
    together = attempt(lambda: [_restored(record.pairs) for record in found], Finding(Code.ENTRY_NOT_READ))
    if not isinstance(together, Finding):
        return together
    items: list[Item | Finding] = []
    for count, record in enumerate(found, 1):
        key = next((value for tag, value in record.pairs if tag == "ID" and value), f"item-{count}")
        printed = "\n".join(f"{tag}  - {value}" for tag, value in record.pairs)
        told = Finding(
            Code.ENTRY_NOT_READ, {"key": key, "place": f"line {record.line}", "problem": "", "record": printed}
        )
        items.append(attempt(partial(_restored, record.pairs), told))
    return items


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
        findings.append(Finding(Code.ITEM_WITHOUT_ID, {"number": str(place + 1), "key": name}))
    return found


def _restored(pairs: Sequence[tuple[str, str]]) -> Item:
    plain = [pair for pair in pairs if pair[0] != "N1" or not pair[1].startswith(OVERFLOW)]
    item = decode(plain)
    if len(plain) == len(pairs):
        return item
    for tag, value in pairs:
        if tag == "N1" and value.startswith(OVERFLOW):
            restored = restore(item, value.removeprefix(OVERFLOW))
            if restored is None:
                note = "\n".join(filter(None, [item.get("note"), value]))
                item = item.with_text(note=note)
            else:
                item = restored
    return canonical(item)


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
    "of a key with white space, runs become one space",
)

FORMAT: Format[Entry] = Format("ris", "RIS", (".ris",), write, read, LOSSES, aside=hidden)
