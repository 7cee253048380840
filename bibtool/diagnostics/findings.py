"""A finding is a value that a stage returns beside its result, never a log line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from bibtool.text.spans import Span

NO_ARGS: Mapping[str, str] = MappingProxyType({})


class Fix(Struct, frozen=True):
    """A safe correction as data: put ``replacement`` at ``spans``."""

    spans: tuple[Span, ...]
    replacement: str


class Finding(Struct, frozen=True):
    """One thing that is doubtful or wrong.

    ``code`` is a key of the catalogue (``BT301``); ``args`` fill the sentence; ``spans`` are in the source of
    ``document``; ``note_id`` names the note, ``index`` the citation in it (1-based, 0 for the whole note).
    """

    code: str
    args: Mapping[str, str] = field(default_factory=lambda: NO_ARGS)
    spans: tuple[Span, ...] = ()
    document: str = ""
    note_id: str = ""
    index: int = 0
    fix: Fix | None = None
