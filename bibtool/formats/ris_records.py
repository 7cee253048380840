"""The lines of a RIS file as records, each from ``TY`` to ``ER``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.patterns import regex

_START = regex(r"^TY  - [A-Z]{2,8}[ \t]*$", re.MULTILINE)
_PAIR = regex(r"^([A-Z][A-Z0-9])  -(?: +(.*\S)?)?[ \t]*$", re.MULTILINE)
_LINE = regex(r"[ \ufeff]{0,3}([A-Z][A-Z0-9]) {1,2}-(?: +(.*)|)")
# What people's programs write for it: a tag in lower case, white space of any width.
_LOOSE = regex(r"[ \ufeff]{0,3}([A-Za-z][A-Za-z0-9])[ \t]{0,3}-[ \t]*(.*)")
_TYPE = regex(r"[A-Za-z]{2,8}")
_PROSE = frozenset({"AB", "N1", "N2"})  # their values go on for lines and may look like anything
_TITLES = frozenset({"ID", "TI", "T1"})
_SHOWN = 60


class Record(Struct):
    """The tags of one entry with their values; ``line`` is where it begins."""

    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)  # lines in which the last value goes on

    def settle(self) -> None:
        """Put the lines that a value goes on in to it, all at once: a value may have a million."""
        if self.more:
            tag, value = self.pairs[-1]
            self.pairs[-1] = (tag, " ".join([value, *self.more]).strip())
            self.more = []


def records(text: str, known: Collection[str], findings: list[Finding]) -> Iterator[Record]:
    """The records of a file, one at a time; what stands outside of them or never ends is added to ``findings``.

    ``known`` are the tags of RIS: a line that is not written as the specification has it begins with one of these.  A
    record that is written so is read by one expression, any other line by line.
    """
    starts = [match.start() for match in _START.finditer(text)]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    line = 1
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        pairs = _PAIR.findall(part)
        # every line has a tag, and the last one is ER
        if pairs and pairs[-1][0] == "ER" and part.rstrip().count("\n") + 1 == len(pairs) and part.startswith("TY"):
            pairs.pop()
            yield Record(line, pairs)
        else:
            found: list[Record] = []
            _by_line(part, line, known, found, findings)
            yield from found
        line += part.count("\n")


def _by_line(text: str, first: int, known: Collection[str], found: list[Record], findings: list[Finding]) -> None:
    current: Record | None = None
    for number, line in enumerate(text.split("\n"), first):
        line = line.rstrip()
        pair = _tagged(line, current, known)
        if pair is None:
            _continued(line, number, current, findings)
            continue
        tag, value = pair
        if current is not None:
            current.settle()
        if tag == "ER":
            current = None
            continue
        if tag == "TY" or current is None:
            if tag == "TY" and current is not None:
                findings.append(_broken(current, "ER is missing"))
            current = Record(number)
            found.append(current)
            if tag != "TY":
                findings.append(_broken(Record(number, [pair]), "TY is missing"))
        current.pairs.append((tag, value))
    if current is not None:
        current.settle()
        findings.append(_broken(current, "ER is missing"))


def _tagged(line: str, current: Record | None, known: Collection[str]) -> tuple[str, str] | None:
    """Tag and value of a line; None for a line of text."""
    match = _LINE.fullmatch(line)
    last = current.pairs[-1][0] if current is not None and current.pairs else ""
    if match is None or (line[2:3] == " " and line[3:4] == "-"):
        match = None if last in _PROSE and line[:3].upper() != "ER " else _LOOSE.fullmatch(line)
        if match is None or match[1].upper() not in known:
            return None
    tag, value = match[1].upper(), (match[2] or "").strip()
    if tag == "TY" and not _TYPE.fullmatch(value) and current is not None:
        return None
    if tag == "ER" and value and last in _PROSE:
        return None
    return tag, value


def _continued(line: str, number: int, current: Record | None, findings: list[Finding]) -> None:
    """A long value goes on in the next line."""
    text = line.strip(" \t\ufeff")
    if not text:
        return
    if current is not None and current.pairs:
        current.more.append(text)
    else:
        findings.append(Finding(Code.TEXT_OUTSIDE_ENTRIES, {"line": str(number), "text": text[:_SHOWN]}))


def _broken(record: Record, problem: str) -> Finding:
    key = next((value for tag, value in record.pairs if tag in _TITLES and value), "TY")
    return Finding(Code.ENTRY_BROKEN, {"line": str(record.line), "key": key, "problem": problem})
