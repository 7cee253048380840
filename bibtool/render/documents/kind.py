"""What a kind of document is: its name, its endings, and how it sets a bibliography or notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from bibtool.render.engine import RenderedNote, Section, Target

Bibliography = Callable[[str, str, Sequence[Section]], bytes]
Notes = Callable[[str, str, Sequence[RenderedNote]], bytes]


class DocumentKind(Struct, frozen=True):
    """One kind of document.

    ``bibliography(title, locale, sections)`` and ``notes(title, locale, notes)`` give the bytes of a whole file; text
    is UTF-8 with ``\\n``.  Fragments have to be rendered for ``target``; title and headings are plain text, ``locale``
    is a language tag, the language of the document.  ``suffixes`` have their dots, the one to write first;
    ``media_type`` is the registered one (IANA), what begins with ``text/`` can be shown on a terminal.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    target: Target
    bibliography: Bibliography
    notes: Notes
