"""What a title says of the kind of the work, "Очерки истории : учебное пособие для студентов": part of the title for
some, and none of it for others (ISBD 1.4, "other title information")."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations.readings.label import Label
from bibtool.citations.scan import hints
from bibtool.citations.scan.pieces import Piece


def without_kind(text: str, found: Sequence[Piece], labels: Sequence[Label]) -> tuple[Label, ...] | None:
    """The labels of a reading with the words for a kind of work no part of its title; None where it has none."""
    titled = [at for at, label in enumerate(labels) if label is Label.TITLE]
    for at in titled[1:]:
        piece = found[at]
        if piece.before == ":" and hints.begins(text[piece.start : piece.end], "kind_of_work"):
            return tuple([Label.OTHER if at <= one <= titled[-1] else label for one, label in enumerate(labels)])
    return None
