"""What stands in a .bib file, with the place of everything: the tree that reading, tidying and `check --apply` share.

The tree covers the text: each character belongs to one block, in order.  It is found in one pass whose work grows with
the length of the text, whatever the text is, and goes on behind every fault.

How a fault is bounded.  The lines that open an entry are found first (``@book{key,``).  A command is read up to the
next such line; only a value that plainly goes on behind it (an abstract that quotes an entry) is read further.  So an
entry that never closes loses nobody but its own end.

Braces pair as BibTeX pairs them (``\\{`` counts); a line that begins with ``%`` is a comment, as biber has it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from bibtool.formats.bib.recovery import FIELD_AHEAD, FIELD_BESIDE, OPEN_FIELD_BESIDE, Fault, Flaw, field_ahead
from bibtool.text.patterns import regex


class Kind(Enum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"  # @string: its fields are the definitions
    PREAMBLE = "preamble"  # one field without a name
    COMMENT = "comment"  # @comment
    TEXT = "text"  # what stands between


class Field(NamedTuple):
    """``name = value``: ``name`` begins at ``start``, the value is ``[value, end)`` with its delimiters.

    ``pieces`` tells how many strings ``#`` joins; 0 for a value that breaks the syntax, whose bare text it is.
    """

    name: str
    start: int
    value: int
    end: int
    pieces: int


class Block(NamedTuple):
    """``[start, end)`` of the text.  ``type`` in lower case; ``key`` begins at ``key_start``; ``body`` is the place
    behind the opening bracket."""

    kind: Kind
    start: int
    end: int
    type: str = ""
    key: str = ""
    key_start: int = 0
    body: int = 0
    fields: tuple[Field, ...] = ()
    flaws: tuple[Flaw, ...] = ()


_COMMAND = regex(r"@[ \t]*(?:([^\W\d_][\w-]*+)\s*+([{(])|(comment)\b)", re.I)
# The head of a line, or in the middle of one a command whose first field begins.
_OPENING = regex(
    r"^[ \t\ufeff]*+@[ \t]*+(?:(?:string|preamble|comment)\s*+[{(]"
    r"|[^\W\d_][\w-]*+\s*+[{(]\s*+(?:[^\s,{}()=\"#%]*+\s*+,|[^\W\d_][\w-]*+\s*+=))"
    r"|@[^\W\d_]++\s*+[{(]\s*+(?:[^\s,{}()=\"#%@]++\s*+,\s*+)?[^\W\d_][\w-]*+\s*+=",
    re.M | re.I,
)
# A key with its comma, behind a place where a command may also be a word and a bracket of a sentence.
_KEY_AHEAD = regex(r"\s*+(?:[^\s,{}()=\"#%]*+\s*+,|[^\W\d_][\w-]*+\s*+=)")
_BRACED = r"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
_QUOTED = r'"(?:[^"{}]++|' + _BRACED + r')*+"'
_NAME = r"[^\s{}()=,\"#%@\\]++"
_TRIVIA = r"(?:[\s,;]++|%[^\n]*+(?:\n|\Z))*+"
_FIELD = {
    closer: regex(
        rf"{_TRIVIA}({_NAME})\s*+=\s*+({_BRACED}|\"[^\"{{}}]*+\"|[0-9]++|[^\W\d_][\w.:+/-]*+)\s*+(?:,|(?=\{closer}))"
    )
    for closer in "})"
}
_TRIVIAL = regex(_TRIVIA)
_SPACE = regex(r"(?:\s++|%[^\n]*+(?:\n|\Z))*+")
_KEY = {
    "{": regex(r"\s*+([^\s,{}=\"#]++)\s*+,"),
    "(": regex(r"\s*+([^\s,(){}=\"#]++)\s*+,"),
}
_ODD_KEY = regex(r"\s*+([^,{}()=\"\n]*?)[ \t]*(?:,|(?=[})]))")
_KEY_ALONE = regex(r"\s*+([^\s,{}()=\"#]++)\s*+(?=[^\W\d_][\w-]*+\s*+=)")
_NAMED = regex(rf"({_NAME})(\s*+=|(?=\s*+[{{\"]))")
_WHOLE_BRACED = regex(_BRACED)
_WHOLE_QUOTED = regex(_QUOTED)
_BARE = regex(r"[^\s{}()=,\"#%]++")
_BRACE = regex(r"[{}]")
_JUNK_END = regex(r"[,\n{})]")
_AGAIN = 24  # how often the values of one entry are read anew because one has swallowed the next
_FURTHER = 8  # opening lines that a value may hold


def blocks(text: str) -> Iterator[Block]:
    """The blocks of ``text`` in order; together they are the text."""
    return _Parser(text).run()


def pieces(text: str, field: Field) -> list[tuple[int, int]]:
    """The strings that make a value, each with its delimiters."""
    found: list[tuple[int, int]] = []
    at = field.value
    while at < field.end and len(found) < field.pieces:
        char = text[at]
        if char == "{":
            end = closing(text, at, field.end)
        elif char == '"':
            end = _quote_end(text, at, field.end)
        else:
            bare = _BARE.match(text, at, field.end)
            end = bare.end() if bare else None
        if end is None:
            break
        found.append((at, end))
        at = _skip(_SPACE, text, end, field.end)
        if text.startswith("#", at):
            at = _skip(_SPACE, text, at + 1, field.end)
    return found


def _skip(pattern: re.Pattern[str], text: str, at: int, limit: int) -> int:
    match = pattern.match(text, at, limit)
    return match.end() if match else at


def closing(text: str, at: int, limit: int) -> int | None:
    """Behind the brace that closes the one at ``at``; None where it is not before ``limit``."""
    whole = _WHOLE_BRACED.match(text, at, limit)
    if whole is not None:
        return whole.end()
    depth = 0
    for brace in _BRACE.finditer(text, at, limit):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return brace.end()
    return None


def _quote_end(text: str, at: int, limit: int) -> int | None:
    whole = _WHOLE_QUOTED.match(text, at, limit)
    if whole is not None:
        return whole.end()
    depth = 0
    for sign in re.finditer(r'[{}"]', text[at + 1 : limit]):
        if sign.group() == '"':
            if depth <= 0:
                return at + 1 + sign.end()
        else:
            depth += 1 if sign.group() == "{" else -1
    return None


class _Parser:
    """One reading of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cuts = [match.start() for match in _OPENING.finditer(text)]
        self.budget = 4 * len(text)  # characters that comments may be followed over opening lines
        self.line = 0  # where the line of `seen` begins
        self.seen = 0
        self.fields: list[Field] = []
        self.flaws: list[Flaw] = []
        self.limit = 0
        self.closer = "}"
        self.again = 0
        self.failures = 0  # brackets of this command that were looked for in vain, each to its end

    def run(self) -> Iterator[Block]:
        """The blocks in order."""
        text, at, outside = self.text, 0, 0
        while (command := _COMMAND.search(text, at)) is not None:
            start = command.start()
            if not self._opens(command, outside):
                at = max(self._line_end(start), start + 1) if self._commented(start, outside) else start + 1
                continue
            if start > outside:
                yield Block(Kind.TEXT, outside, start)
            block = self._block(command)
            yield block
            at = outside = self.seen = self.line = block.end
        if outside < len(text):
            yield Block(Kind.TEXT, outside, len(text))

    def _cut(self, at: int) -> int:
        """The next line behind ``at`` that opens an entry."""
        number = bisect_right(self.cuts, at)
        return self.cuts[number] if number < len(self.cuts) else len(self.text)

    # Between the entries.

    def _line_start(self, at: int) -> int:
        """Where the line of ``at`` begins, or the text behind the block before it; ``at`` only grows."""
        found = self.text.rfind("\n", self.seen, at)
        if found >= 0:
            self.line = found + 1
        self.seen = at
        return self.line

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _commented(self, at: int, outside: int) -> bool:
        start = max(self._line_start(at), outside)
        return self.text[start : start + 200].lstrip(" \t\ufeff")[:1] == "%"

    def _opens(self, command: re.Match[str], outside: int) -> bool:
        """Is it a command, and no "@" of a sentence or of a comment?"""
        start = command.start()
        if self._commented(start, outside):
            return False
        line = max(self._line_start(start), outside)
        if start - line < 200 and not self.text[line:start].strip(" \t\ufeff,;"):
            return True
        if command[3] or command[1].lower() in ("string", "preamble", "comment"):
            return not command[3]
        return _KEY_AHEAD.match(self.text, command.end()) is not None

    # Commands.

    def _block(self, command: re.Match[str]) -> Block:
        text, start = self.text, command.start()
        self.fields, self.flaws, self.again, self.failures = [], [], 0, 0
        self.limit = self._cut(command.end() - 1)
        kind = (command[1] or "comment").lower()
        if kind == "comment":
            return Block(Kind.COMMENT, start, self._comment(command), "comment")
        self.closer = "}" if command[2] == "{" else ")"
        body = command.end()
        if kind == "preamble":
            at = self._value("", body, _skip(_SPACE, text, body, self.limit))
            return self._made(Kind.PREAMBLE, command, kind, self._rest(at))
        if kind == "string":
            return self._made(Kind.STRING, command, kind, self._rest(body))
        key, key_start, at = self._key(command[2], body)
        end = self._rest(at)
        return self._made(Kind.ENTRY, command, kind, end, key, key_start)

    def _made(
        self, kind: Kind, command: re.Match[str], type: str, end: int, key: str = "", key_start: int = 0
    ) -> Block:
        flaws = tuple(self.flaws) if self.flaws else ()
        return Block(kind, command.start(), end, type, key, key_start, command.end(), tuple(self.fields), flaws)

    def _comment(self, command: re.Match[str]) -> int:
        """To the brace that closes it, whatever entries it holds; without one to the end of its line."""
        if command[2] == "{":
            start = command.end() - 1
            limit = len(self.text) if self.budget > 0 else self.limit
            end = closing(self.text, start, self.limit)
            if end is None and limit > self.limit:
                end = closing(self.text, start, limit)
                self.budget -= (limit if end is None else end) - start
            if end is not None:
                return end
        return self._line_end(command.end() - 1)

    def _key(self, opener: str, body: int) -> tuple[str, int, int]:
        """The key, its place, and the place behind it."""
        plain = _KEY[opener].match(self.text, body, self.limit)
        if plain is not None:
            return plain[1], plain.start(1), plain.end()
        at = _skip(_SPACE, self.text, body, self.limit)
        named = _NAMED.match(self.text, at, self.limit)
        if named is not None and named[2]:
            return "", at, at
        alone = _KEY_ALONE.match(self.text, body, self.limit)
        if alone is not None:
            self._flaw(Fault.COMMA, alone.end(1))
            return alone[1], alone.start(1), alone.end()
        odd = _ODD_KEY.match(self.text, body, self.limit)
        if odd is not None:
            return odd[1], odd.start(1), odd.end()
        bare = _BARE.match(self.text, at, self.limit)
        if bare is not None and _skip(_SPACE, self.text, bare.end(), self.limit) >= self.limit:
            return bare.group(), at, bare.end()
        return "", at, at

    # Fields.

    def _flaw(self, fault: Fault, at: int, text: str = "") -> None:
        self.flaws.append(Flaw(fault, at, text))

    def _rest(self, at: int) -> int:
        """Fields up to the bracket that closes the command; the place behind it."""
        text, pattern, closer = self.text, _FIELD[self.closer], self.closer
        new, fields = Field, self.fields
        while True:
            limit = self.limit
            while (match := pattern.match(text, at, limit)) is not None:
                value, end = match.span(2)
                fields.append(new(match[1], match.start(1), value, end, 1))
                at = match.end()
            behind, at = at, _skip(_TRIVIAL, text, at, limit)
            if at >= limit:
                back = self._swallowed()
                if back is None:
                    self._flaw(Fault.UNCLOSED, behind)
                    return behind
                at = back
                continue
            if self.failures > _AGAIN:
                self._flaw(Fault.JUNK, at, text[at:limit].strip())
                return limit
            char = text[at]
            if char == closer:
                further = field_ahead(text, at + 1, limit)
                if further is None:
                    return at + 1
                self._flaw(Fault.BRACKET, at)
                at = further
                continue
            at = self._slow(at)

    def _swallowed(self) -> int | None:
        """The entry never closed: perhaps because its last value took the fields behind it.  Then that value ends
        where they begin, and they are read again from there."""
        if not self.fields or self.again >= _AGAIN:
            return None
        last = self.fields[-1]
        if not last.pieces or self.text[last.value] not in '{"':
            return None
        found = FIELD_AHEAD.search(self.text, last.value + 1, last.end)
        if found is None:
            return None
        self.again += 1
        self.fields[-1] = last._replace(end=found.start(), pieces=0)
        self._flaw(Fault.BRACE if self.text[last.value] == "{" else Fault.QUOTE, last.value, last.name)
        return found.end()

    def _slow(self, at: int) -> int:
        """One field that is not plain, or what is none; the place behind it."""
        text, limit = self.text, self.limit
        named = _NAMED.match(text, at, limit)
        if named is None:
            return self._junk(at)
        if not named[2]:
            self._flaw(Fault.EQUALS, named.end(1), named[1])
        at = self._value(named[1], named.start(1), _skip(_SPACE, text, named.end(), limit))
        behind = _skip(_SPACE, text, at, self.limit)
        if behind < self.limit and (text[behind] == ";" or self._goes_on(behind)):
            self._flaw(Fault.COMMA, at, named[1])
        return at

    def _goes_on(self, at: int) -> bool:
        """Does a field begin there without a comma before it?"""
        return self.text[at] not in f",{self.closer}" and _NAMED.match(self.text, at, self.limit) is not None

    def _junk(self, at: int) -> int:
        """What is no field: to the next comma, line or bracket."""
        start, text = at, self.text
        while True:
            end = _JUNK_END.search(text, at, self.limit)
            if end is None:
                at = self.limit
            elif end.group() == "{" and self.failures <= _AGAIN:
                behind = closing(text, end.start(), self.limit)
                self.failures += behind is None
                at = behind or end.end()
                continue
            else:
                at = end.start() if end.group() == self.closer else end.end()
            break
        said = text[start:at].strip(" \t\r\n,")
        if said:
            self._flaw(Fault.JUNK, start, said)
        return max(at, start + (text[start] != self.closer))

    def _value(self, name: str, start: int, at: int) -> int:
        """The value at ``at``, as the field ``name``; the place behind it."""
        text, first, count = self.text, at, 0
        while True:
            char = text[at : at + 1] if at < self.limit else ""
            if char == "{":
                end = closing(text, at, self.limit) or self._further(at)
            elif char == '"':
                end = _quote_end(text, at, self.limit) or self._further(at)
            else:
                bare = _BARE.match(text, at, self.limit)
                end = bare.end() if bare else at
                if end == at and char not in (",", self.closer, ""):
                    return self._broken(name, start, first, Fault.VALUE)
            if end is None:
                return self._broken(name, start, first, Fault.BRACE if char == "{" else Fault.QUOTE)
            behind = _skip(_SPACE, text, end, self.limit)
            count += end > at
            sign = text[behind : behind + 1] if behind < self.limit else ""
            if sign == "#":
                at = _skip(_SPACE, text, behind + 1, self.limit)
                continue
            stops = (
                sign in ("", ",", ";", self.closer, "}", ")") or FIELD_AHEAD.match(text, end, self.limit) is not None
            )
            if not stops and char not in ("{", '"'):
                stops = FIELD_BESIDE.match(text, end, self.limit) is not None
            if not stops and char == '"':
                return self._broken(name, start, first, Fault.QUOTE)
            if not stops and char not in ("{", '"') and "\n" not in text[end:behind]:
                return self._broken(name, start, first, Fault.VALUE)
            self.fields.append(Field(name, start, first, end, count))
            return end

    def _further(self, at: int) -> int | None:
        """Where a value ends that goes on behind the next opening line; None where it does not plainly do so.

        It does not where a field begins before that line: then the value is unclosed, and that line is a neighbour.
        """
        text, limit = self.text, self.limit
        if limit >= len(text) or FIELD_AHEAD.search(text, at + 1, limit) or self.flaws:
            return None
        number = bisect_right(self.cuts, at) + _FURTHER
        most = self.cuts[number] if number < len(self.cuts) else len(text)
        if self.budget < most - at:
            return None
        self.budget -= most - at
        end = (closing if text[at] == "{" else _quote_end)(text, at, most)
        if end is None:
            return None
        behind = _skip(_SPACE, text, end, most)
        if behind >= most or text[behind] not in f",#{self.closer}":
            return None
        self.limit = self._cut(end)
        return end

    def _broken(self, name: str, start: int, value: int, fault: Fault) -> int:
        """A value that breaks the syntax ends where the next field seems to begin, else with the entry."""
        text = self.text
        self.failures += 1
        self._flaw(fault, value, name)
        opens = text[value : value + 1] in ("{", '"')
        found = FIELD_AHEAD.search(text, value + opens, self.limit)
        if fault is Fault.VALUE and not opens:
            stop = _JUNK_END.search(text, value, self.limit)
            end = stop.start() if stop else self.limit
            beside = OPEN_FIELD_BESIDE.search(text, value, stop.end() if stop else self.limit)
            end = beside.start() if beside else end
        elif found is not None:
            self.fields.append(Field(name, start, value, found.start(), 0))
            return found.end()
        elif fault is Fault.QUOTE and (last := text.rfind('"', value + 1, self.limit)) > value:
            end = last + 1
        else:
            end = self.limit
            whole = text[value:end].rstrip()
            if whole.endswith(self.closer):  # the bracket that is left over is that of the entry
                end = value + len(whole) - 1
        self.fields.append(Field(name, start, value, end, 0))
        return end
