"""The entries of a .bib file with their values as text: strings put in for their names, delimiters gone.

What breaks the syntax costs nothing but itself (:mod:`bibtool.formats.bib.tree`); each entry that does is told once,
with what is wrong first, and what was no field at all is kept in a field of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.formats.bib.recovery import Fault
from bibtool.formats.bib.tree import Block, Field, Kind, blocks, pieces
from bibtool.text.patterns import regex

_SPACES = regex(r"[ \t\r\n\f\v]+")
# Characters of one value, and of all strings put in for their names in one file: thirty definitions that double the one
# before would make a value of gigabytes.  The longest abstract is a tenth of the first.
LONGEST_VALUE = 50_000
MOST_EXPANDED = 5_000_000
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
#: The field for what stands in an entry and is no field.
UNREAD = "unread"


class RawEntry(NamedTuple):
    """One entry with its fields as written (outer delimiters gone, white space folded), names in lower case; a key
    that was not there is made up.  ``line`` is 1-based."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int


def folded(value: str) -> str:
    """A value as readers see it: white space folded (a no-break space is none: it stays)."""
    return (_SPACES.sub(" ", value) if "  " in value or not value.isprintable() else value).strip(" ")


def read_raw(text: str) -> tuple[list[RawEntry], list[Finding]]:
    """All entries of ``text`` with what is wrong with them; never raises."""
    reading = _Reading(text)
    for block in blocks(text):
        reading.add(block)
    return reading.named(), reading.findings


class _Reading:
    """The entries of one text while they are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[RawEntry] = []
        self.findings: list[Finding] = []
        self.strings: dict[str, str] = {}
        self.expanded = 0  # characters that strings were put in for so far
        self.line, self.counted = 1, 0

    def add(self, block: Block) -> None:
        """One block."""
        kind = block.kind
        if kind is Kind.ENTRY:
            self._entry(block)
            return
        if kind is Kind.TEXT:
            said = self.text[block.start : block.end].strip(" \t\r\n\ufeff,;")
            if said:
                first, more, _ = said.partition("\n")
                self._outside(self.text.index(said, block.start), _short(first) + (" …" if more else ""))
            return
        if kind is not Kind.STRING:
            self._outside(block.start, f"@{block.type}")
        self._broken(block, f"@{block.type}")
        if kind is Kind.STRING:
            for field in block.fields:
                told = f"@string {field.name}"
                self.strings[field.name.lower()] = self._value(field, told, self._line_of(block.start))

    def named(self) -> list[RawEntry]:
        """The entries, those without a key with one of their own."""
        if all(entry.key for entry in self.entries):
            return self.entries
        taken = {entry.key.casefold() for entry in self.entries}
        for number, entry in enumerate(self.entries, 1):
            if not entry.key:
                key, again = f"entry-{number}", 2
                while key in taken:
                    key, again = f"entry-{number}-{again}", again + 1
                taken.add(key)
                self.entries[number - 1] = entry._replace(key=key)
                self.findings.append(Finding(Code.ENTRY_WITHOUT_KEY, {"line": str(entry.line), "key": key}))
        return self.entries

    def _line_of(self, at: int) -> int:
        """The line of a place; places only grow."""
        if at > self.counted:
            self.line += self.text.count("\n", self.counted, at)
            self.counted = at
        return self.line

    def _outside(self, at: int, said: str) -> None:
        self.findings.append(Finding(Code.TEXT_OUTSIDE_ENTRIES, {"line": str(self._line_of(at)), "text": said}))

    def _entry(self, block: Block) -> None:
        line = self._line_of(block.start)
        text, key = self.text, block.key
        fields: dict[str, str] = {}
        more: dict[str, int] = {}  # how often a field stood there
        for field in block.fields:
            name = field.name.lower()
            if name in fields:
                more[name] = more.get(name, 1) + 1
                kept = f"{name}-{more[name]}"
                self.findings.append(
                    Finding(Code.FIELD_REPEATED, {"line": str(line), "key": key, "field": name, "kept": kept})
                )
                name = kept
            if field.pieces == 1 and text[field.value] in '{"':
                value = text[field.value + 1 : field.end - 1]
            else:
                value = self._value(field, key or f"@{block.type}", line)
            fields[name] = folded(value)
        if block.flaws:
            self._broken(block, key or f"@{block.type}")
            unread = [flaw.text for flaw in block.flaws if flaw.fault is Fault.JUNK]
            if unread:
                fields.setdefault(UNREAD, _balanced(folded("; ".join(unread))))
        self.entries.append(RawEntry(block.type, key, fields, line))

    def _broken(self, block: Block, told: str) -> None:
        """What is wrong first, and all that is no field."""
        said = [flaw for number, flaw in enumerate(block.flaws) if number == 0 or flaw.fault is Fault.JUNK]
        line = self._line_of(block.start)
        for flaw in said:
            problem = flaw.fault.value.format(_short(flaw.text))
            own = line + self.text.count("\n", block.start, flaw.at)
            args = {"line": str(line), "key": told, "problem": problem if own == line else f"line {own}: {problem}"}
            self.findings.append(Finding(Code.ENTRY_BROKEN, args))

    def _value(self, field: Field, told: str, line: int) -> str:
        """A value that is no single string in delimiters."""
        text = self.text
        if not field.pieces:
            return _balanced(_bared(text[field.value : field.end]))
        parts: list[str] = []
        length = 0
        for start, end in pieces(text, field):
            if text[start] in '{"':
                part = text[start + 1 : end - 1]
            else:
                name = text[start:end]
                part = name if name[0].isdigit() else self._string(name, told, line, length)
            length += len(part)
            parts.append(part)
        return "".join(parts)

    def _string(self, name: str, told: str, line: int, length: int) -> str:
        """What a name stands for: itself where it is a month, unknown, or where the value would become too long."""
        known = self.strings.get(name.lower())
        if known is None:
            if name.lower() in _MONTHS:  # the formats know them by that name
                return name.lower()
            self.findings.append(Finding(Code.STRING_UNDEFINED, {"line": str(line), "name": name, "key": told}))
            return name
        if length + len(known) > LONGEST_VALUE or self.expanded + len(known) > MOST_EXPANDED:
            finding = Finding(Code.STRING_TOO_LONG, {"line": str(line), "name": name, "key": told})
            if finding not in self.findings[-1:]:
                self.findings.append(finding)
            return name
        self.expanded += len(known)
        return known


def _short(text: str) -> str:
    text = " ".join(text[:400].split())
    return text if len(text) <= 60 else text[:59] + "…"


def _bared(value: str) -> str:
    """A broken value without what opened it, and what is left of its end."""
    value = value.strip(" \t\r\n,")
    if value[:1] == "{":
        return value[1:].removesuffix("}") if value.count("}") >= value.count("{") else value[1:]
    return value[1:].removesuffix('"') if value[:1] == '"' else value


def _balanced(value: str) -> str:
    """With the braces that it lacks, so that it can be written again."""
    depth = 0
    kept: list[str] = []
    for part in re.split(r"([{}])", value):
        if part == "}" and not depth:
            continue
        depth += (part == "{") - (part == "}")
        kept.append(part)
    return "".join(kept) + "}" * depth
