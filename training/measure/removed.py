"""What gets worse where a generator is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from training.measure import changed
from training.measure.sets import Row, Scorer, Text, read
from training.measure.tally import compare


@dataclass(frozen=True, slots=True)
class Removed:
    """A generator that is left out, and citations by the notation that they are read in with all: how many are read
    otherwise, and of the annotated ones how many perfect readings are lost and won."""

    generator: str
    otherwise: Counter[str]
    lost: Counter[str]
    won: Counter[str]


def removed(texts: Sequence[Text], taken: Scorer, fields: Sequence[str]) -> list[Removed]:
    """Every generator left out in turn."""
    before = [_Read(text, taken) for text in texts]
    out = []
    for generator in changed.generators():
        row = Removed(generator, Counter(), Counter(), Counter())
        for text, plain in zip(texts, before, strict=True):
            with changed.without(generator):
                rows = read(text, taken)
            row.otherwise.update(
                name for name, old, new in zip(plain.names, plain.rows, rows, strict=True) if old != new
            )
            had, has = plain.perfect(text, plain.rows, taken, fields), plain.perfect(text, rows, taken, fields)
            row.lost.update(plain.name(key) for key in had - has)
            row.won.update(plain.name(key) for key in has - had)
        out.append(row)
    return out


class _Read:
    """A text read with all generators: its citations, and which generator read each."""

    def __init__(self, text: Text, taken: Scorer) -> None:
        with changed.told() as names:
            self.rows = read(text, taken)
        self.names = tuple(names)
        self._places = {(str(r["note"]), r["index"]): name for r, name in zip(self.rows, names, strict=True)}

    @staticmethod
    def perfect(text: Text, rows: Sequence[Row], taken: Scorer, fields: Sequence[str]) -> set[tuple[str, int]]:
        """Note and index, as read, of the perfect citations."""
        found = compare(text.rows, rows, taken, fields)
        return {(str(o.got["note"]), o.got["index"]) for o in found if o.got is not None and o.perfect}

    def name(self, place: tuple[str, int]) -> str:
        """Which generator read a citation."""
        return self._places[place]
