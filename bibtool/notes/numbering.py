"""Whether the notes of a document count up."""

from __future__ import annotations

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.notes.note import Note, NotesResult
from bibtool.readers.document import Document

_MOST = 100  # numbers that a finding looks back over
_FEW = 5


def as_int(number: str) -> int:
    """A printed number as a number, 0 where it is none (or longer than any: Python refuses thousands of digits)."""
    return int(number) if number.isdecimal() and len(number) <= 9 else 0


def out_of_order(document: Document, result: NotesResult) -> list[Finding]:
    """Notes whose number does not follow the one before, and numbers that no note has.

    A new beginning at 1 is order (pages, chapters); numbers that are no digits (roman endnotes, stars) and notes from
    a supplement are left out.  A number that the body calls is reported as missing already.
    """
    found: list[Finding] = []
    last = 0
    for note in result.notes:
        number = as_int(note.number)
        if not number:
            continue
        between = range(last + 1, min(number, last + _MOST)) if last else ()
        skipped = [str(n) for n in between if str(n) not in result.missing]
        args = {"number": note.number, "before": str(last)}
        if number <= last and number != 1:
            found.append(_told(Code.NOTE_OUT_OF_ORDER, args, document, note))
        elif skipped:
            found.append(_told(Code.NOTE_NUMBER_SKIPPED, {**args, "skipped": _listed(skipped, number)}, document, note))
        last = number
    return found


def _told(code: str, args: dict[str, str], document: Document, note: Note) -> Finding:
    spans = () if note.supplement else note.text.spans()[:1]
    return Finding(code, args, spans, document.name, note.id)


def _listed(skipped: list[str], number: int) -> str:
    return ", ".join(skipped) if len(skipped) <= _FEW else f"{skipped[0]} … {number - 1}"
