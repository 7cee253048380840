"""Non-breaking spaces in what a style has printed: a pass over the flat parts of an entry or a cite."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from bibtool.csl.tree import Mark, Run
from bibtool.language.spacing import NON_BREAKING, bound_spaces
from bibtool.render.setting import Spaces


def spaced(parts: Sequence[Run | Mark], spaces: Spaces, languages: Iterable[str]) -> list[Run | Mark]:
    """``parts`` as they are, or with :data:`NON_BREAKING` for each space at which no line of ``languages`` (BCP 47; ""
    for one that is not known) may end.

    The parts are read as one text, so that a label and its number may stand in two of them.
    """
    if spaces is Spaces.PLAIN:
        return list(parts)
    texts = [part.text for part in parts if isinstance(part, Run)]
    starts = [0, *accumulate(map(len, texts))]
    for place in bound_spaces("".join(texts), languages):
        at = bisect_right(starts, place) - 1
        text, inside = texts[at], place - starts[at]
        texts[at] = f"{text[:inside]}{NON_BREAKING}{text[inside + 1 :]}"
    bound = iter(texts)
    return [replace(part, text=next(bound)) if isinstance(part, Run) else part for part in parts]
