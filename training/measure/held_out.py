"""Reading texts with weights that were trained without them; needs numpy and scipy."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from bibtool.citations.readings.chain import Weights
from training.aligned import labelled
from training.measure import changed
from training.measure.sets import Row, Scorer, Text, paths, read
from training.weights import chain, corpus, fitted, integers, invented

_SEED = 5


def folds(texts: Sequence[Text], count: int) -> list[list[Text]]:
    """The texts in so many groups of whole texts, drawn by a fixed seed."""
    order = sorted(texts, key=lambda text: text.name)
    random.Random(_SEED).shuffle(order)
    return [order[start::count] for start in range(count)]


def read_held_out(
    texts: Sequence[Text], folder: Path, taken: Scorer, count: int, references: int
) -> Iterator[tuple[int, list[Text], list[Row]]]:
    """For each fold: how many annotated citations were trained on, the held-out texts, and what is read in them."""
    known = [(f"{path.stem}/{found.document}", chain(found)) for path in paths(folder) for found in labelled(path)]
    more = [*corpus(), *invented(references)]
    for held in folds(texts, count):
        names = {text.name for text in held}
        used = [row for name, row in known if name not in names]
        weights = integers(fitted([*used, *more]))
        with changed.weighted(Weights.of(*weights)):
            yield len(used), held, [row for text in held for row in read(text, taken)]
