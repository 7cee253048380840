"""Markdown: CommonMark, with the footnotes that pandoc and GitHub know."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.csl.output import write
from bibtool.render.documents.calls import BETWEEN, Named, named, one_line, paragraphs
from bibtool.render.documents.fragment import escaped, fragment
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedNote, Section
from bibtool.render.markup import printable


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """A heading, a heading for each section, a paragraph an entry."""
    blocks = [f"# {escaped(one_line(title), 'markdown')}"]
    for section in sections:
        if section.heading:
            blocks.append(f"## {escaped(one_line(section.heading), 'markdown')}")
        blocks += [_markdown(entry.text) for entry in section.entries]
    return _joined(blocks)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with the footnotes that they call; a note that none calls has a paragraph of its own.

    Programs number footnotes from 1 in the order of the calls; the printed number is in the name of each.
    """
    blocks = [f"# {escaped(one_line(title), 'markdown')}"]
    blocks += ["".join(_piece(piece) for piece in pieces) for pieces in paragraphs(notes)]
    blocks += [f"[^{name}]: {_markdown(note.text)}" for name, note in named(notes)]
    return _joined(blocks)


def _piece(piece: str | Named) -> str:
    if not isinstance(piece, str):
        return f"[^{piece[0]}]"
    return " " if piece is BETWEEN else escaped(piece, "markdown")


def _markdown(html: str) -> str:
    return write(fragment(html), "markdown")


def _joined(blocks: Sequence[str]) -> bytes:
    return printable("\n\n".join(blocks) + "\n").encode()


DOCUMENT = DocumentKind("markdown", (".md", ".markdown"), "text/markdown", "html", bibliography, notes)
