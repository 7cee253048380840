"""Plain text: a heading, a line an entry or a note."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.render.documents.calls import one_line
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedNote, Section
from bibtool.render.markup import printable


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """Title, blank line, entries; a section's heading stands between blank lines."""
    lines = [one_line(title), ""]
    for number, section in enumerate(sections):
        if section.heading:
            lines += [""] * (number > 0) + [one_line(section.heading), ""]
        lines += [entry.text for entry in section.entries]
    return _joined(lines)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """Title, blank line, notes; the sentences that call them are left out."""
    return _joined([one_line(title), "", *(_note(note) for note in notes)])


def _note(note: RenderedNote) -> str:
    number = one_line(note.number)
    return f"{number}{'.' * number[-1:].isalnum()} {note.text}"


def _joined(lines: Sequence[str]) -> bytes:
    return printable("\n".join(lines) + "\n").encode()


DOCUMENT = DocumentKind("text", (".txt",), "text/plain", "text", bibliography, notes)
