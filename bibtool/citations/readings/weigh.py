"""The readings of one citation beside each other: that of its family's rules, and those of the chain.

A reading is a draft and the labels that it gives the pieces.  All are scored alike (score.py); the rules' own is left
only for one that scores clearly better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bibtool.citations.confidence import NO_RIVAL, calibration, differing, values
from bibtool.citations.draft import Draft, Value
from bibtool.citations.readings import chain
from bibtool.citations.readings.label import Label
from bibtool.citations.readings.labelled import deal, labels_of
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.pieces import Piece, pieces
from bibtool.citations.scan.structure import Structure
from bibtool.citations.score import Considered, Reading, loss, ranked

# A longer row is no citation; what is looked at in several ways must not grow with it.
_MOST_PIECES = 300
_CANDIDATES = 5  # labellings of the chain that are looked at


def weighed(
    rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure, known: chain.Weights | None = None
) -> Draft:
    """The best reading of ``text[at:rules.end]``, with what it was weighed against; ``rules`` is the reading that the
    rules give."""
    found = pieces(text, at, rules.end, anchors, tree)
    if not found or len(found) > _MOST_PIECES or rules.channel:
        return rules  # who published on a platform is told by the platform: a notation of its own
    weights = known or chain.weights()
    rows = chain.emissions(text, found, weights)
    own = labels_of(rules, found)
    readings = [Reading("rules", own, chain.scored(found, own, rows, weights), loss(text, found, own))]
    readings += [
        Reading("chain", labelling.labels, labelling.score, loss(text, found, labelling.labels))
        for labelling in chain.best(found, rows, _CANDIDATES, weights)
    ]
    order = ranked(readings)

    def made(reading: Reading) -> Draft:
        return rules if reading.generator == "rules" else _draft(rules, text, found, reading.labels, anchors)

    best = made(order[0])
    best.considered = Considered(found, tuple(order), *_rival(best, order, made))
    return best


def _rival(best: Draft, order: Sequence[Reading], made: Callable[[Reading], Draft]) -> tuple[int, Mapping[str, str]]:
    """How far the best reading is ahead of the next that says something else, and what that says otherwise.

    Readings that are far behind are not made: which values they have changes nothing.
    """
    far = calibration().far
    own = values(best)
    margin = far
    for reading in order[1:]:
        margin = order[0].score - reading.score
        if margin >= far:
            break
        other = differing(own, values(made(reading)))
        if other:
            return margin, other
    return min(margin, far), NO_RIVAL


def _draft(
    rules: Draft, text: str, found: Sequence[Piece], labels: Sequence[Label], anchors: Sequence[Anchor]
) -> Draft:
    """A draft of some labels, with what stands before the pieces taken from that of the rules."""
    draft = Draft(rules.start, rules.end, signal=rules.signal, idem=rules.idem)
    for name in ("signal", "author"):
        value = rules.values.get(name)
        if value is not None and value.spans and all(stop <= found[0].start for _, stop in value.spans):
            draft.values[name] = Value([*value.spans], value.rule, value.inferred)
            if name in rules.names:
                draft.names[name] = list(rules.names[name])
    genre = rules.values.get("genre")
    if genre is None or genre.rule != "thesis-words":
        deal(draft, text, found, labels)
        trailing(draft, text, anchors, draft.end)
        return draft
    # "rozprawa doktorska napisana pod kierunkiem prof. A. Klona": what kind of thesis it is holds no editor
    start, end = genre.spans[0]
    draft.put("genre", rules.text["genre"], (start, end), genre.rule)
    outside = [
        (piece, label)
        for piece, label in zip(found, labels, strict=True)
        if not start <= piece.start < piece.end <= end
    ]
    deal(draft, text, [piece for piece, _ in outside], [label for _, label in outside])
    return draft


_CLOSING = frozenset({Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.DEAD_END, Kind.PAGES, Kind.ISBN})


def trailing(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> None:
    """Words after all that cites are a comment: "<https://…>, rozmowa z przedstawicielem…"."""
    last = max((a.end for a in anchors if a.kind in _CLOSING), default=end)
    last = max([last, *(stop for value in draft.values.values() for _, stop in value.spans)])
    start, stop = trim(text, last, end)
    if start < stop and sum(len(word) > 1 and word.isalpha() for word in re.findall(r"\w+", text[start:stop])) > 1:
        draft.comments.append((start, stop))
