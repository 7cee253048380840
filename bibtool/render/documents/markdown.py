"""Markdown: CommonMark, with the footnotes that pandoc and GitHub know."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.csl.output import write
from bibtool.csl.tree import Run
from bibtool.render.documents.calls import named, one_line, paragraphs
from bibtool.render.documents.fragment import fragment, printable
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedNote, Section


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """A heading, a heading for each section, a paragraph an entry."""
    blocks = [f"# {_escaped(title)}"]
    for section in sections:
        if section.heading:
            blocks.append(f"## {_escaped(section.heading)}")
        blocks += [_markdown(entry.text) for entry in section.entries]
    return _joined(blocks)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with the footnotes that they call; a note that none calls has a paragraph of its own.

    Programs number footnotes from 1 in the order of the calls; the printed number is in the name of each.
    """
    blocks = [f"# {_escaped(title)}"]
    for sentence, called in paragraphs(notes):
        blocks.append(_escaped(sentence) + " ".join(f"[^{name}]" for name, _ in called))
    blocks += [f"[^{name}]: {_markdown(note.text)}" for name, note in named(notes)]
    return _joined(blocks)


def _markdown(html: str) -> str:
    return write(fragment(html), "markdown")


def _escaped(text: str) -> str:
    return write([Run(printable(one_line(text)))], "markdown")


def _joined(blocks: Sequence[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()


DOCUMENT = DocumentKind("markdown", (".md", ".markdown"), "html", bibliography, notes)
