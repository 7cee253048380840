"""What was looked at while a note was read: for whoever asks why it was read so."""

from __future__ import annotations

from msgspec import Struct

from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.score import Considered
from bibtool.citations.segment.segments import Segment


class Looked(Struct, frozen=True):
    """One note.  Places are those of ``text``, the repaired note."""

    note_id: str
    number: str
    text: str
    anchors: tuple[Anchor, ...]
    segments: tuple[Segment, ...]
    considered: tuple[Considered | None, ...]  # of each citation; None where its notation leaves one reading
