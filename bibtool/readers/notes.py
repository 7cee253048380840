r"""Notes as JSON lines, ``{"number": "1", "text": "..."}``: what a corpus or another program hands over.

Provenance stays with the file: a note's text maps to the characters of its JSON string literal, where an escape
(``\n``, ``\u0142``, a surrogate pair) is a repair and everything else verbatim.  The escape of half a pair is no
character: the note has U+FFFD there, the source what is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.reader import Reader, ReadError
from bibtool.text.mapped import EMPTY, Mapped, Piece
from bibtool.text.normal import scalar
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

_ESCAPE = regex(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_TOKEN = regex(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]')  # a string, or a sign of the structure
_new = tuple.__new__  # of a named tuple: in half the time of a call of its class


def read(data: bytes, name: str) -> Document:
    """Every good line is a note; a bad one is a finding with its number."""
    text, encoding, findings = decoded(data, name)
    notes: list[SourceNote] = []
    bad: list[Finding] = []
    at = 0
    count = 0
    # Only "\n" ends a line of JSON: a literal U+2028 or U+0085 may stand inside a string (RFC 8259, section 7).
    for count, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                notes.append(_note(line, at))
            except (ValueError, RecursionError) as error:
                reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
                span = Span(at, at + len(line))
                bad.append(
                    Finding(
                        Code.BAD_NOTES_LINE,
                        {"name": name, "line": str(count), "reason": reason},
                        (span,),
                        document=name,
                    )
                )
        at += len(line) + 1
    if not notes and bad:
        raise ReadError(Code.NO_NOTES_IN_FILE, name=name, lines=str(len(bad)), reason=bad[0].args["reason"])
    return Document(name, text, encoding, "notes", tuple(notes), findings=(*findings, *bad))


def _note(line: str, offset: int) -> SourceNote:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} (column {error.colno})") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    number, text = row.get("number"), row.get("text")
    if isinstance(number, bool) or not isinstance(number, (int, str)):
        raise ValueError('"number" is missing or neither a string nor a whole number')
    if not isinstance(text, str):
        raise ValueError('"text" is missing or no string')
    literal = dict(_literals(line)).get("text")
    if literal is None:
        raise ValueError('"text" is missing or no string')
    return SourceNote(scalar(str(number)).strip(), _mapped(scalar(text), line, literal, offset))


def _literals(line: str) -> Iterator[tuple[str, Span]]:
    """Key and inner span of each string value of the outermost object (a repeated key: the last one counts)."""
    depth = 0
    key: str | None = None
    awaiting_value = False
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        char = line[start]
        if char == '"':
            if depth == 1 and awaiting_value and key is not None:
                yield key, Span(start + 1, end - 1)
                key, awaiting_value = None, False
            elif depth == 1:
                inner = line[start + 1 : end - 1]
                key = json.loads(line[start:end]) if "\\" in inner else inner
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        elif char == ":" and depth == 1:
            awaiting_value = True
        elif char == "," and depth == 1:
            key, awaiting_value = None, False


def _mapped(text: str, line: str, literal: Span, offset: int) -> Mapped:
    """``text`` as it stands in a string literal of the line that begins at ``offset``."""
    pieces: list[Piece] = []
    length = 0
    at = literal.start
    for escape in _ESCAPE.finditer(line, literal.start, literal.end):
        start, end = escape.span()
        if at < start:
            pieces.append(_new(Piece, (length, at + offset, start + offset, True)))
            length += start - at
        pieces.append(_new(Piece, (length, start + offset, end + offset, False)))
        length += 1  # a pair of surrogates is one character too
        at = end
    if at < literal.end:
        pieces.append(Piece(length, at + offset, literal.end + offset, True))
    return Mapped(text, tuple(pieces)) if pieces else EMPTY


READER = Reader("notes", (".jsonl", ".ndjson"), read)
