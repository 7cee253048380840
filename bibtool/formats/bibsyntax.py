"""The text of a .bib file to raw entries, one at a time, so that a broken entry costs nobody but itself.

pybtex's parser reads each entry.  Given a whole file it gives up at the first unclosed entry, or swallows the next
one; so the file is cut at the lines that open an entry.  A line that looks like one inside a field (an ``@`` in an
abstract) cuts too early: then the entry is read again without the cut, and that reading counts if it ends properly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bibtool.diagnostics.findings import Finding

_OPENING = re.compile(r"^[ \t\ufeff]*@[ \t]*[A-Za-z]\w*\s*[{(]", re.MULTILINE)
_ANY_OPENING = re.compile(r"@[ \t]*[A-Za-z]\w*\s*[{(]")
_FIELD_LINE = re.compile(r"^[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*(\S.*)$", re.MULTILINE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# Characters of one value, and of all strings put in for their names in one file: thirty definitions that double the one
# before would make a value of gigabytes.  The longest abstract is a tenth of the first.
LONGEST_VALUE = 50_000
MOST_EXPANDED = 5_000_000
_NO_ENTRIES = frozenset({"string", "preamble", "comment"})


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry with its fields as written (outer delimiters gone, white space folded), names in lower case."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int


@dataclass(slots=True)
class _Reading:
    text: str
    lines: list[int]
    macros: Any
    entries: list[RawEntry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    expanded: int = 0  # characters that strings were put in for so far
    hopeless: bool = False  # one reading without a cut ran to the end of the file: the next would, too


def folded(value: str) -> str:
    """A value as readers see it: white space folded (a no-break space is none: it stays)."""
    return _SPACES.sub(" ", value).strip(" ")


def read_raw(text: str) -> tuple[list[RawEntry], list[Finding]]:
    """All entries of ``text`` with what is wrong with them; never raises."""
    from pybtex import utils
    from pybtex.database.input.bibtex import month_names

    # Months stay what they are in the file ("sep"): the formats know them by that name.
    pybtex: Any = utils  # untyped
    macros = pybtex.CaseInsensitiveDict({name: name for name in month_names})
    starts = [m.start() for m in _OPENING.finditer(text)]
    newlines = [m.start() for m in re.finditer("\n", text)]
    reading = _Reading(text, newlines, macros)
    at = 0
    for number, start in enumerate(starts):
        if start < at:
            continue
        _outside(reading, at, start)
        at = _command(reading, start, starts[number + 1] if number + 1 < len(starts) else len(text))
    _outside(reading, at, len(text))
    return reading.entries, reading.findings


def _line(reading: _Reading, at: int) -> int:
    from bisect import bisect_left

    return bisect_left(reading.lines, at) + 1


def _outside(reading: _Reading, start: int, end: int) -> None:
    """Text between entries: a comment by BibTeX's rules; several entries may share a line, though."""
    while start < end:
        opening = _ANY_OPENING.search(reading.text, start, end)
        comment = reading.text[start : opening.start() if opening else end].strip(" \t\r\n\ufeff")
        if comment:
            # The place of the comment itself, behind the white space before it.
            at = reading.text.index(comment, start)
            reading.findings.append(
                Finding("BT604", {"line": str(_line(reading, at)), "text": _short(comment.split("\n")[0])})
            )
        if opening is None:
            return
        start = _command(reading, opening.start(), end)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _command(reading: _Reading, start: int, cut: int) -> int:
    """Read the command at ``start``; the place behind it."""
    parser, error = _parse(reading, start, cut)
    if error is not None and cut < len(reading.text) and not reading.hopeless:
        whole, whole_error = _parse(reading, start, len(reading.text))
        if whole_error is None:
            parser, error = whole, None
        elif whole.pos >= len(reading.text) - 1:
            reading.hopeless = True
    line = _line(reading, reading.text.index("@", start))
    command = _ANY_OPENING.search(reading.text, start)
    kind = command.group().strip("@ \t\r\n{(").lower() if command else ""
    reading.expanded += parser.expanded
    told = parser.current_entry_key or f"@{kind} {parser.current_field_name or ''}".rstrip()
    for name in dict.fromkeys(parser.too_long):
        reading.findings.append(Finding("BT613", {"line": str(line), "name": name, "key": told}))
    if kind in _NO_ENTRIES:
        if kind != "string":
            reading.findings.append(Finding("BT604", {"line": str(line), "text": f"@{kind}"}))
        if error is not None:
            reading.findings.append(Finding("BT602", {"line": str(line), "key": f"@{kind}", "problem": error}))
        return int(parser.pos) if error is None else cut
    key = parser.current_entry_key
    if error is not None:
        reading.findings.append(Finding("BT602", {"line": str(line), "key": key or f"@{kind}", "problem": error}))
    for name in parser.undefined:
        reading.findings.append(Finding("BT603", {"line": str(line), "name": name, "key": key or ""}))
    if key is not None:
        fields = _fields(reading, parser, key, line)
        if error is not None:
            # The comma behind the key opens the first field, which may stand on the same line.
            for name, value in _salvaged(reading.text[start:cut].replace(",", "\n", 1)):
                fields.setdefault(name, value)
        reading.entries.append(RawEntry(kind, key, fields, line))
    return int(parser.pos) if error is None else cut


@cache
def _parser_class() -> Any:
    from pybtex.database.input.bibtex import LowLevelParser

    class Parser(LowLevelParser):
        """Keeps the name of a string that nobody defines; any other error ends the entry."""

        def __init__(self, text: str, macros: Any, left: int) -> None:
            super().__init__(text, macros=macros)  # type: ignore[no-untyped-call]
            self.left = left
            self.undefined: list[str] = []
            self.too_long: list[str] = []
            self.expanded = 0
            self._value = 0  # characters of the value at hand

        def parse_value(self) -> None:
            """One value, counted from its beginning."""
            self._value = 0
            super().parse_value()  # type: ignore[no-untyped-call]

        def substitute_macro(self, name: str) -> str:
            """The string's text, or its name where it is unknown or would make the value too long."""
            if name not in self.macros:
                self.undefined.append(name)
                return name
            text = str(self.macros[name])
            if self._value + len(text) > LONGEST_VALUE or self.expanded + len(text) > self.left:
                self.too_long.append(name)
                return name
            self._value += len(text)
            self.expanded += len(text)
            return text

    return Parser


def _parse(reading: _Reading, start: int, end: int) -> tuple[Any, str | None]:
    """pybtex's parser after reading one command of ``text[start:end]``, and what went wrong."""
    from pybtex.database.input.bibtex import SkipEntry
    from pybtex.scanner import PybtexSyntaxError

    # The text before `end` only: the scanner then stops there, and never searches a whole file for a quote.
    left = MOST_EXPANDED - reading.expanded
    parser = _parser_class()(reading.text[start:end], reading.macros, left)
    parser.pos = parser.text.index("@") + 1
    parser.command_start = parser.pos - 1
    problem: str | None = None
    try:
        list(parser.parse_command())
    except SkipEntry:
        # @comment: pybtex skips the word only; BibTeX itself reads on at the next "@", so the line goes.
        newline = parser.text.find("\n", parser.pos)
        parser.pos = len(parser.text) if newline < 0 else newline
    except PybtexSyntaxError as error:
        problem = str(error.args[0])
    except RecursionError:
        problem = "too many nested braces"
    parser.pos += start
    return parser, problem


def _salvaged(text: str) -> Iterator[tuple[str, str]]:
    """The fields of an entry that never closes, a line each, with the braces that do not pair taken away."""
    for line in _FIELD_LINE.finditer(text):
        value = line.group(2).rstrip(" \t,")
        if not value:
            continue
        value = value[1:].rstrip('}" \t,') if value[0] in '{"' else value.rstrip("} \t,")
        missing = value.count("{") - value.count("}")
        if missing > 0:
            value += "}" * missing
        yield line.group(1).lower(), folded(value)


def _fields(reading: _Reading, parser: Any, key: str, line: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, parts in parser.current_fields or ():
        lower = name.lower()
        if lower in fields:
            reading.findings.append(Finding("BT605", {"line": str(line), "key": key, "field": lower}))
            continue
        fields[lower] = folded("".join(parts))
    return fields
