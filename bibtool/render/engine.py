"""What a CSL engine has to offer, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.render.setting import Setting

Target = Literal["text", "html", "markdown", "latex"]


class UnknownStyle(LookupError):  # noqa: N818  -- a look-up that failed, not a fault
    """No style of this name; ``nearest`` holds names that look like it, possibly none."""

    def __init__(self, wanted: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"unknown style {wanted!r}" + (f": try {', '.join(nearest)}" if nearest else ""))
        self.wanted = wanted
        self.nearest = nearest


class StyleError(ValueError):
    """A style that the engine cannot use: broken XML, no bibliography in it."""


class RenderedEntry(Struct, frozen=True):
    """One entry of a bibliography.  ``text`` is never empty; for ``html`` it is a fragment with all text escaped.

    ``language`` is the work's (BCP 47), empty where it is not known.
    """

    key: str
    text: str
    language: str = ""


class Rendered(Struct, frozen=True):
    """A bibliography in the order of its style.  ``locale`` is the one that the terms were taken from; ``runs`` are
    what the style prints of each work, by key, where the engine tells variables apart."""

    entries: tuple[RenderedEntry, ...]
    findings: tuple[Finding, ...] = ()
    locale: str = "en-US"
    runs: Mapping[str, Sequence[Run | Mark]] = {}


class Section(Struct, frozen=True):
    """A part of a bibliography under its heading (plain text), which is empty where the list is not divided."""

    heading: str
    entries: tuple[RenderedEntry, ...]


class RenderedNote(Struct, frozen=True):
    """One note.  ``number`` as printed, plain text; ``text`` a fragment in the target's markup.

    ``called`` is the sentence of the body that calls the note: plain text, empty where it is not known.  Notes that one
    sentence calls have the same sentence and follow one another; in it a :data:`bibtool.notes.calls.CALL` stands for
    each number, in their order.  Numbers that have no such place come at its end.
    """

    number: str
    text: str
    called: str = ""


class Engine(Protocol):
    """A CSL processor."""

    @property
    def name(self) -> str:
        """How users choose it."""

    def styles(self) -> tuple[str, ...]:
        """Names of the styles that it knows, sorted."""

    def bibliography(
        self, entries: Sequence[Entry], setting: Setting, to: Target = "text", attempt: Attempt = direct
    ) -> Rendered:
        """All ``entries``, each once, in the order of the list; where ``attempt`` says so, one that cannot be set is
        printed without a style, and the others are set.

        Raises :class:`UnknownStyle`, :class:`StyleError`, or UnknownScheme; what the engine cannot do of ``setting``
        is a finding.
        """

    def bibliographies(
        self, entries: Sequence[Entry], setting: Setting, targets: Sequence[Target], attempt: Attempt = direct
    ) -> dict[Target, Rendered]:
        """The same in several targets."""
