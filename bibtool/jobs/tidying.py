"""What `bibtool tidy` does with the text of a .bib file: one function for each option, text in, text out.

An entry whose syntax is broken is left as it is and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.formats.bib.edits import added, inner, key_edit, reordered, value_edit
from bibtool.formats.bib.tree import Block, Kind, blocks, closing
from bibtool.text.edits import TextEdit, applied
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from bibtool.entries.members import Member

BROKEN = Code.ENTRY_LEFT_UNTIDIED
# Fields whose values are keys of entries (biblatex manual, "Special fields").
_NAMING = frozenset({"crossref", "xref", "xdata", "entryset", "related"})
_TITLES = frozenset({"title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle", "issuetitle"})
# What tells two works of one title apart, so that one that lacks it is not the same for sure.
_DISTINCT = frozenset({"volume", "edition", "part", "chapter"})
_IN_PERIODICALS = frozenset({"article", "review", "suppperiodical"})  # their volume is that of the periodical
_SEVERAL = regex(r"\s(?:(?:https?|ftp)://|www\.)", re.IGNORECASE)
_RESOLVER = regex(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(?=10\.)", re.IGNORECASE)


class Order(Enum):
    """What entries are sorted by."""

    KEY = "key"
    AUTHOR = "author"
    YEAR = "year"
    TITLE = "title"
    TYPE = "type"


class Tidied(Struct):
    """The text, what is to be said, and the keys that are others now (old to new)."""

    text: str
    findings: list[Finding] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def entries(self) -> list[tuple[Block, Entry]]:
        """The entries as they stand and as they are read."""
        from bibtool.formats.dialects import dialect
        from bibtool.formats.registry import get

        found = [block for block in blocks(self.text) if block.kind is Kind.ENTRY]
        read = get(dialect(self.text)).read(self.text).entries
        if len(found) != len(read):  # control characters inside a command
            raise ValueError("its entries cannot be told apart")
        return list(zip(found, read, strict=True))

    def edit(self, edits: list[TextEdit]) -> None:
        """Change the text."""
        self.text = applied(self.text, edits)


def sound(work: Tidied) -> Iterator[tuple[Block, Entry]]:
    """The entries whose syntax is whole."""
    return ((block, entry) for block, entry in work.entries() if not block.flaws)


def tell_broken(work: Tidied) -> None:
    """Say which entries are left as they are."""
    for block in blocks(work.text):
        if block.kind is Kind.ENTRY and block.flaws:
            line = str(work.text.count("\n", 0, block.start) + 1)
            work.findings.append(Finding(BROKEN, {"line": line, "key": block.key or f"@{block.type}"}))


def rename(work: Tidied) -> None:
    """Every key anew: who and when (``lis2001``), as keys of bibtool are made."""
    from bibtool.entries.keys import assign, stem
    from bibtool.entries.parents import inherited

    every = work.entries()
    filled = inherited([entry for _, entry in every])
    rows = [(block, entry) for (block, _), entry in zip(every, filled, strict=True)]
    stay = [block.key for block, _ in rows if not _renamed(block) and block.key]
    new = assign([*stay, *(stem(entry.item)[0] for block, entry in rows if _renamed(block))])[len(stay) :]
    rows = [row for row in rows if _renamed(row[0])]
    edits: list[TextEdit] = []
    renamed: dict[str, str] = {}
    for (block, _), key in zip(rows, new, strict=True):
        if key != block.key:
            edits.append(key_edit(work.text, block, key))
        if block.key in renamed:  # a paper that cites it meant one of the two
            work.findings.append(
                Finding(Code.KEY_OF_TWO_ENTRIES, {"key": block.key, "renamed": renamed[block.key], "other": key})
            )
        elif block.key:
            renamed[block.key] = key
    edits += _followed(work.text, [row for row in every if not row[0].flaws], renamed)
    work.keys = {old: renamed.get(key, key) for old, key in work.keys.items()} | {
        old: key for old, key in renamed.items() if old != key
    }
    work.edit(edits)


def _renamed(block: Block) -> bool:
    """Broken entries stay as they are, and what holds data for others has no name and year."""
    return not block.flaws and block.type not in ("xdata", "set")


def _followed(text: str, rows: Sequence[tuple[Block, Entry]], keys: Mapping[str, str]) -> Iterator[TextEdit]:
    """The fields that name other entries by their keys."""
    for block, _ in rows:
        for each in block.fields:
            if each.name.lower() in _NAMING and (value := inner(text, each)) is not None:
                new = re.sub(r"[^,\s]+", lambda key: keys.get(key.group(), key.group()), value)
                if new != value:
                    yield value_edit(text, each, new)


def merge(work: Tidied) -> None:
    """Of two entries of one work that contradict each other in nothing, the first takes what it lacks, and the second
    goes; others are told."""
    from bibtool.entries.grouping import likely_the_same
    from bibtool.entries.members import Member

    rows = list(sound(work))
    members = [Member.of(entry.item, "", order) for order, (_, entry) in enumerate(rows)]
    given = [_values(work.text, block) for block, _ in rows]
    meant = _meant(work.text)
    more: dict[int, dict[str, str]] = {}
    edits: list[TextEdit] = []
    gone: set[int] = set()
    for later, earlier in likely_the_same(members):
        one, other = earlier.order, later.order
        if one in gone or other in gone:
            continue
        first, second = rows[one][0], rows[other][0]
        held = given[one] | more.get(one, {})
        own, said = meant[first.start], meant[second.start]
        differ = sorted(
            {name for name, value in said.items() if own.get(name, value) != value}
            | _dated_otherwise(later, earlier, held.keys() & given[other].keys())
        )
        if later.doi and later.doi == earlier.doi:
            differ = [name for name in differ if name != "doi"]
        else:
            differ = sorted({*differ} | _may_be_others(first, held.keys() ^ given[other].keys()))
        named = {"key": second.key, "other": first.key}
        if differ or first.type != second.type:
            work.findings.append(
                Finding(Code.DUPLICATE_DIFFERS, {**named, "fields": ", ".join(differ) or "@" + second.type})
            )
            continue
        more.setdefault(one, {}).update({k: v for k, v in given[other].items() if k not in held})
        own.update({name: value for name, value in said.items() if name not in own})
        gone.add(other)
        work.findings.append(Finding(Code.DUPLICATE_MERGED, named))
        if second.key != first.key:
            work.keys[second.key] = first.key
        edits.append(_removed(work.text, second))
    for one, fields in more.items():
        if fields:
            edits.append(added(work.text, rows[one][0], list(fields.items())))
    left = [row for number, row in enumerate(rows) if number not in gone]
    edits += _followed(work.text, left, work.keys)
    work.edit(edits)


def _may_be_others(block: Block, in_one: Set[str]) -> set[str]:
    """The fields by which an entry may be another volume or edition than one that has none of them."""
    return set() if block.type in _IN_PERIODICALS else {*in_one} & _DISTINCT


def _dated_otherwise(one: Member, other: Member, in_both: Set[str]) -> set[str]:
    """Years may stand in fields of two names (``year``, ``date``)."""
    contradict = one.year is not None and other.year is not None and one.year != other.year
    return {"year"} if contradict and not in_both & {"year", "date"} else set()


def _values(text: str, block: Block) -> dict[str, str]:
    """The fields by name; a value that is no single string in the letters of the file, in braces of its own."""
    found: dict[str, str] = {}
    for each in block.fields:
        value = inner(text, each)
        found.setdefault(each.name.lower(), text[each.value : each.end] if value is None else value)
    return found


def _meant(text: str) -> dict[int, dict[str, str]]:
    """By the place of its entry, what each field says: strings put in, TeX read, letter case and spaces no matter."""
    from bibtool.formats.bibsyntax import read_raw
    from bibtool.formats.latex import unescape

    raw, _ = read_raw(text)
    found = (block for block in blocks(text) if block.kind is Kind.ENTRY)
    return {
        block.start: {name: " ".join(unescape(value).split()).casefold() for name, value in one.fields.items()}
        for block, one in zip(found, raw, strict=True)
    }


def _removed(text: str, block: Block) -> TextEdit:
    """An entry and the empty line behind it."""
    end = block.end
    for _ in range(2):
        match = re.compile(r"[ \t]*\r?\n").match(text, end)
        end = match.end() if match else end
    return TextEdit(block.start, end, "")


def addresses(work: Tidied) -> None:
    r"""Addresses and DOIs as they are: no ``\_``, ``{\%}``, ``\url{...}``, no resolver before a DOI."""
    from bibtool.formats.latex import address

    edits: list[TextEdit] = []
    for block, _ in sound(work):
        for each in block.fields:
            name = each.name.lower()
            value = inner(work.text, each) if name in ("url", "doi", "archiveurl") else None
            if value is None:
                continue
            new = address(value)
            if _SEVERAL.search(new):
                continue  # several addresses in one field: which is meant is not known
            new = _RESOLVER.sub("", new) if name == "doi" else new.replace(" ", "%20")
            if new != value and new:
                edits.append(value_edit(work.text, each, new))
    work.edit(edits)


def capitals(work: Tidied) -> None:
    """Braces around the words of titles whose capitals a style must not take away."""
    from bibtool.formats.protected_words import protect

    edits: list[TextEdit] = []
    for block, entry in sound(work):
        for each in block.fields:
            value = inner(work.text, each) if each.name.lower() in _TITLES and each.pieces == 1 else None
            if value is None or work.text[each.value] not in '{"':
                continue
            free = _outside_braces(value)
            start = each.value + 1
            for a, b in protect(value, entry.item.get("language")):
                if all(free[a:b]) and value[a - 1 : a] != "\\":
                    end = _word_end(value, b)
                    edits.append(TextEdit(start + a, start + end, f"{{{value[a:end]}}}"))
    work.edit(edits)


def _word_end(value: str, at: int) -> int:
    """Where a word ends whose last letters TeX spells ("Narwi{\\k a}")."""
    while value.startswith("{\\", at) and (end := closing(value, at, len(value))) is not None:
        rest = _LETTERS.match(value, end)
        at = rest.end() if rest else end
    return at


_LETTERS = regex(r"[^\W\d_]*")


def _outside_braces(value: str) -> list[bool]:
    """Of each character: does it stand outside of braces, commands and formulas?"""
    from bibtool.formats.latex import tex_spans

    free: list[bool] = []
    depth = 0
    for char in value:
        depth += char == "{"
        free.append(depth == 0)
        depth -= char == "}"
    for start, end in [*tex_spans(value), *(match.span() for match in re.finditer(r"\\[^\W\d_]+", value))]:
        free[start:end] = [False] * (end - start)
    return free


def fields(work: Tidied) -> None:
    """Names of fields in small letters and in the usual order; empty fields, and repetitions to the letter, go.

    Where comments stand between the fields, only the names change."""
    from bibtool.formats.dialects import dialect
    from bibtool.formats.fieldtable import table

    known = table(dialect(work.text))

    def place(name: str) -> int:
        """Old names stand where the new ones do (``journal``, ``journaltitle``)."""
        return known.order.get(name, known.order.get(known.aliases.get(name, ""), len(known.order)))

    edits: list[TextEdit] = []
    for block, _ in sound(work):
        seen: dict[str, str] = {}
        kept = []
        for each in block.fields:
            value = work.text[each.value : each.end]
            name = each.name.lower()
            if value in ("", "{}", '""') or seen.get(name) == value:
                continue
            seen.setdefault(name, value)
            kept.append(each)
        gaps = (work.text[one.end : other.start] for one, other in pairwise(block.fields))
        if any("%" in gap for gap in gaps):  # a comment belongs to the field that it stands beside
            kept = sorted_ = list(block.fields)
        else:
            sorted_ = sorted(kept, key=lambda each: place(each.name.lower()))
        if sorted_ != list(block.fields) or any(each.name != each.name.lower() for each in sorted_):
            edits += reordered(work.text, block, sorted_, [each.name.lower() for each in sorted_])
    work.edit(edits)


class _Unit(NamedTuple):
    """An entry with what moves with it: ``[start, block.start)`` before it, ``[block.end, end)`` behind it."""

    start: int
    block: Block
    end: int


def sort(work: Tidied, order: Order) -> None:
    """The entries in another order, each with the comment before it and the text behind it in its line; broken ones
    keep their places, definitions stay before what uses them, and what gives data to others behind them, as BibTeX
    wants it."""
    text = work.text
    read = {block.start: entry for block, entry in work.entries()}
    value = _sorting(order)
    out: list[str] = []
    run: list[_Unit] = []
    parents = {key for entry in read.values() for key in entry.item.custom.get("crossref", "").split(",")}

    def rank(unit: _Unit) -> tuple[object, ...]:
        block = unit.block
        return (block.start in read and block.key in parents, value(block, read.get(block.start)))

    start = 0  # of what stands before the next entry
    before: Block | None = None
    for block in blocks(text):
        if block.kind is Kind.TEXT:
            if before is not None and (behind := _behind(text, block)) > block.start:
                if before.kind is Kind.ENTRY:
                    run[-1] = run[-1]._replace(end=behind)
                    start = behind
                elif before.kind is not Kind.COMMENT:
                    out.append(text[start:behind])
                    start = behind
        elif block.kind is Kind.ENTRY:
            run.append(_Unit(start, block, block.end))
            start = block.end
        elif block.kind is not Kind.COMMENT:
            out += _sorted_run(text, run, rank)
            out.append(text[start : block.end])
            run, start = [], block.end
        before = block
    out += _sorted_run(text, run, rank)
    out.append(text[start:])
    work.text = "".join(out)


# What is left of an entry that was closed too early: a bracket, or a field.
_LEFT_OVER = regex(r"[ \t]*(?:[})]|[^\W\d_][\w-]*[ \t]*=)")


def _behind(text: str, block: Block) -> int:
    """How far text belongs to what stands before it: in the same line, and up to what is left of an entry."""
    end = block.start
    at = block.start
    for number, line in enumerate(text[block.start : block.end].splitlines(keepends=True)):
        if line.strip() and (number == 0 or _LEFT_OVER.match(line)):
            end = at + len(line.rstrip())
        at += len(line)
    return end


def _sorting(order: Order) -> Callable[[Block, Entry | None], tuple[object, ...]]:
    from bibtool.language.collation import sort_key

    def value(block: Block, entry: Entry | None) -> tuple[object, ...]:
        key = (block.key.casefold(), block.key)
        if entry is None or order is Order.KEY:
            return key
        item = entry.item
        language = item.get("language") or "pl"
        year = next((date.year or 0 for name, date in item.dates.items() if name == "issued"), 0)
        title = sort_key(item.get("title"), language)
        match order:
            case Order.TYPE:
                return (block.type, *key)
            case Order.YEAR:
                return (year, *key)
            case Order.TITLE:
                return (title, *key)
        names = item.names.get("author") or item.names.get("editor") or ()
        shown = " ".join(f"{name.family or name.literal} {name.given}" for name in names)
        return (sort_key(shown or item.get("title"), language), year, title, *key)

    return value


def _sorted_run(text: str, run: Sequence[_Unit], rank: Callable[[_Unit], tuple[object, ...]]) -> list[str]:
    """Entries between two definitions: white space stays where it stands; each begins a line where any moves."""
    leads: list[tuple[str, str]] = []
    for number, unit in enumerate(run):
        lead = text[unit.start : unit.block.start]
        blank = len(lead) - len(lead.lstrip())
        if number == 0:  # what an empty line parts from the first entry is the head of the file
            blank = max(
                blank, max((lead.rfind(gap) + len(gap) for gap in ("\n\n", "\r\n\r\n") if gap in lead), default=0)
            )
        leads.append((lead[:blank], lead[blank:]))
    free = [place for place, unit in enumerate(run) if not unit.block.flaws]
    places = list(range(len(run)))
    for slot, place in zip(free, sorted(free, key=lambda place: rank(run[place])), strict=True):
        places[slot] = place
    if places == sorted(places):
        return [text[unit.start : unit.end] for unit in run]
    newline = "\r\n" if "\r\n" in text else "\n"
    out: list[str] = []
    for slot, place in enumerate(places):
        gap, comment = leads[slot][0], leads[place][1]
        if "\n" not in gap and (slot > 0 or run[0].start > 0):
            gap = newline
        out += [gap, comment, text[run[place].block.start : run[place].end]]
    return out
