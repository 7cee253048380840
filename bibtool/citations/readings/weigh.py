"""The readings of one citation beside each other: that of its family's rules, and those of the chain.

A reading is a draft and the labels that it gives the pieces.  All are scored alike (score.py); the rules' own is left
only for one that scores clearly better.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from bibtool.citations.confidence import NO_RIVAL, calibration, differing, values
from bibtool.citations.draft import EDITOR_LABEL, NO_AUTHOR, Draft
from bibtool.citations.names.persons import SURE
from bibtool.citations.readings import chain
from bibtool.citations.readings.assemble import AFTER_SLASH, UNIVERSITY
from bibtool.citations.readings.kind_of_work import without_kind
from bibtool.citations.readings.label import Label
from bibtool.citations.readings.labelled import labels_of, lacks, redealt
from bibtool.citations.readings.within import CONTRIBUTOR, EDITED
from bibtool.citations.scan.anchors import KIND, Anchor
from bibtool.citations.scan.locators import CHIEF_PAGES, CITED_PAGES
from bibtool.citations.scan.pieces import FORM, Piece, pieces
from bibtool.citations.scan.structure import Structure
from bibtool.citations.score import Considered, Losses, Reading, ranked
from bibtool.text.patterns import regex

# A longer row is no citation; what is looked at in several ways must not grow with it.
_MOST_PIECES = 300
CANDIDATES = 5  # labellings of the chain that are looked at


def weighed(
    rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure, known: chain.Weights | None = None
) -> Draft:
    """The best reading of ``text[at:rules.end]``, with what it was weighed against; ``rules`` is the reading that the
    rules give."""
    found = pieces(text, at, rules.end, anchors, tree)
    if not found or len(found) > _MOST_PIECES:
        return rules
    weighing = _Weighing.of(rules, text, found, known or chain.weights())
    order = weighing.near()
    first = next(order)

    def made(reading: Reading) -> Draft:
        return draft_of(reading, rules, text, found, anchors)

    best = made(first)
    margin, rival = _rival(best, first, order, found, made)

    def otherwise() -> Mapping[str, str]:
        return NO_RIVAL if rival is None else differing(values(best), values(made(rival)))

    best.considered = Considered(found, lambda: weighing.ranked(CANDIDATES), margin, otherwise)
    return best


_SETTLED = {"issued": Label.ISSUED, "original-date": Label.OTHER}
# Names that what stands beside them tells: "Grimmer (Hrsg.)", "Palm, in: Erman, BGB", "/ И. В. Петров, А. Н. Лис"
_TOLD = (
    ("editor", EDITED, Label.EDITOR),
    ("author", CONTRIBUTOR, Label.AUTHOR),
    ("author", AFTER_SLASH, Label.AUTHOR),
)
_SURE = frozenset(f"names-{form}" for form in (*SURE, "body"))
_CERTAIN = 100 * chain.SCALE
_OTHER = chain.LABELS.index(Label.OTHER)
_PAGES = chain.LABELS.index(Label.PAGES)
_OF_THESE = frozenset({CITED_PAGES, CHIEF_PAGES})
_ROLE = 6 * chain.SCALE  # what a value loses that holds a role with a name behind it
_BEHIND_QUOTED = 12 * chain.SCALE  # what a title loses that goes on behind a quotation that ends in a comma
_BEHIND_IDEM = 12 * chain.SCALE  # what a title in quotation marks gains right behind a word for the same author
_TITLE = chain.LABELS.index(Label.TITLE)
_VALUES = frozenset(chain.LABELS.index(x) for x in (Label.TITLE, Label.CONTAINER, Label.PUBLISHER, Label.PLACE))


def _settled(rows: Sequence[tuple[int, ...]], text: str, found: Sequence[Piece], rules: Draft) -> list[tuple[int, ...]]:
    """The emissions with what needs no weighing: names that are sure and the date right behind them, "Lis, A. (1998a)",
    a series in brackets, words for a role, and where a quoted title ends."""
    out = list(rows)
    edited = rules.values.get("editor")
    spans = edited.spans if edited is not None and edited.rule == EDITED else ()
    for at, (piece, after) in enumerate(pairwise(found)):
        if piece.form is FORM.ROLE and piece.before and after.names:
            # "Vorwort von" with a name behind it is no part of a title: told to the search, which looks at few
            out[at] = _shifted(out[at], -_ROLE, _VALUES)
        elif piece.form is FORM.QUOTED and after.form is FORM.TEXT and text[piece.end - 2] in ",.":
            # “The Tide,” Harbour Review: a comma before the closing mark ends the title
            out[at + 1] = _shifted(out[at + 1], -_BEHIND_QUOTED, {_TITLE})
        same = piece.anchor is not None and piece.anchor.kind is KIND.IDEM
        if after.form is FORM.ROLE and after.before == "(" and (same or any(piece.end == stop for _, stop in spans)):
            # "Grimmer (Hrsg.)", "ders. (Hrsg.)": the word is that of the names before it
            out[at + 1] = _shifted(out[at + 1], -_ROLE, _VALUES)
    nobody = rules.values.get(NO_AUTHOR)
    first = 1 if nobody is not None and nobody.spans[0][0] < found[0].end else 0
    if (
        (rules.idem or first)
        and len(found) > first + 1
        and found[first].form is FORM.QUOTED
        and found[first + 1].form is FORM.TEXT
    ):
        out[first] = _shifted(out[first], _BEHIND_IDEM, {_TITLE})  # "Tenże, „Jazy”, Nurt 2001", "Anonim, „Jazy”, Nurt"
    for at, piece in enumerate(found):
        if piece.anchor is not None and piece.anchor.kind is KIND.SERIES:
            out[at] = _shifted(out[at], _CERTAIN, {_OTHER})
        elif piece.anchor is not None and piece.anchor.rule in _OF_THESE and "locator" in rules.values:
            # "s. 45–60, tu s. 50", "30–55 (p. 37)": pages, and so are those before it
            for near in range(max(at - 1, 0), at + 1):
                if _are_pages(found[near], text):
                    out[near] = _shifted(out[near], _CERTAIN, {_PAGES})
    settled = _SETTLED
    if "citation-label" in rules.values:  # "Lis, Jan (Sonnenuhren, 2020):": in brackets as "(Hrsg.)", and no role
        settled = {**settled, "author": Label.AUTHOR, "citation-label": Label.OTHER}
    elif rules.dated_first and "author" in rules.values and rules.values["author"].rule in _SURE:
        settled = {**settled, "author": Label.AUTHOR}  # "Ford, A., & Mills, L. (2020)": no volume L
    if "publisher" in rules.values and rules.values["publisher"].rule == UNIVERSITY:
        settled = {**settled, "publisher": Label.PUBLISHER}
    if NO_AUTHOR in rules.values:  # "Anon., The Weir", "o. V.: Das Wehr"
        settled = {**settled, NO_AUTHOR: Label.OTHER}
    if rules.dated_first and rules.undated:  # "Lis, A. (in press): Title"
        settled = {**settled, "no-date": Label.OTHER}
    if edited is not None and edited.rule.startswith("names-") and edited.spans[0][0] <= found[0].start:
        at = edited.spans[-1][1]
        if text[at : at + 2] in {", ", " (", " ["}:  # "Tilly, Charles, ed. Rivers and States"
            settled = {**settled, "editor": Label.EDITOR}
    if EDITOR_LABEL in rules.values:  # "Kelle, U. (1995 Hrsg.):"
        settled = {**settled, EDITOR_LABEL: Label.OTHER}
    for name, rule, label in _TOLD:
        if name in rules.values and rules.values[name].rule == rule:
            settled = {**settled, name: label}
    for name, label in settled.items():
        value = rules.values.get(name)
        if value is None or (name in _SETTLED and value.rule != "date-after-names"):
            continue
        index = chain.LABELS.index(label)
        for at, piece in enumerate(found):
            if any(piece.start < stop and start < piece.end for start, stop in value.spans):
                out[at] = _shifted(out[at], _CERTAIN, {index})
    return out


def _are_pages(piece: Piece, text: str) -> bool:
    """Whether a piece has a label of pages, or is a range without any."""
    if piece.anchor is not None:
        return piece.anchor.kind is KIND.PAGES
    return _RANGE.fullmatch(text, piece.start, piece.end) is not None


_RANGE = regex(r"[0-9]{1,4}\s?[–-]\s?[0-9]{1,4}")


def _shifted(row: tuple[int, ...], by: int, labels: Collection[int]) -> tuple[int, ...]:
    """The emissions of a piece with those of some labels more or less likely."""
    return tuple([score + by * (label in labels) for label, score in enumerate(row)])


def readings(rules: Draft, text: str, found: Sequence[Piece], weights: chain.Weights, count: int) -> list[Reading]:
    """The different readings of a citation's pieces, the best first: that of the rules and ``count`` of the chain."""
    return _Weighing.of(rules, text, found, weights).ranked(count)


class _Weighing(NamedTuple):
    """What the readings of one citation are weighed by."""

    found: Sequence[Piece]
    rows: Sequence[tuple[int, ...]]  # the emissions of the pieces
    weights: chain.Weights
    lost: Losses
    rules: Reading
    untold: tuple[Reading, ...]  # that of the rules without what its title says of the kind of the work

    @classmethod
    def of(cls, rules: Draft, text: str, found: Sequence[Piece], weights: chain.Weights) -> _Weighing:
        """With the reading of the rules."""
        rows = _settled(chain.emissions(text, found, weights), text, found, rules)
        own = labels_of(rules, found)
        lost = Losses(text, found)

        def read(generator: str, labels: tuple[Label, ...]) -> Reading:
            return Reading(generator, labels, chain.scored(found, labels, rows, weights), lost.of(labels))

        bare = without_kind(text, found, own)
        untold = () if bare is None else (read("kind-of-work", bare),)
        return cls(found, rows, weights, lost, read("rules", own), untold)

    def ranked(self, count: int) -> list[Reading]:
        """The different readings, the best first: those of the rules, and ``count`` of the chain."""
        labellings = chain.best(self.found, self.rows, count, self.weights)
        return ranked([self.rules, *self.untold, *map(self._read, labellings)])

    def near(self) -> Iterator[Reading]:
        """The same, each made when it is asked for, and none behind one that can be neither the best nor its rival: the
        best has at least the score of the rules, and no reading of the chain more than its likelihood."""
        waiting = ranked([self.rules, *self.untold]) if self.untold else [self.rules]
        least = self.rules.score - calibration().far
        labellings = chain.likeliest(self.found, self.rows, self.weights, least)
        for labelling in islice(labellings, CANDIDATES):
            while waiting and waiting[0].score >= labelling.score:
                yield waiting.pop(0)
            if labelling.labels != self.rules.labels:
                waiting = ranked([*waiting, self._read(labelling)])
        yield from waiting

    def _read(self, labelling: chain.Labelling) -> Reading:
        return Reading("chain", labelling.labels, labelling.score, self.lost.of(labelling.labels))


def draft_of(reading: Reading, rules: Draft, text: str, found: Sequence[Piece], anchors: Sequence[Anchor]) -> Draft:
    """The draft of a reading."""
    return rules if reading.generator == "rules" else redealt(rules, text, found, reading.labels, anchors)


def _rival(
    best: Draft, first: Reading, others: Iterable[Reading], found: Sequence[Piece], made: Callable[[Reading], Draft]
) -> tuple[int, Reading | None]:
    """How far the first reading, whose draft is ``best``, is ahead of the next that says something else, and which that
    is.

    Readings that are far behind are not made, nor those whose labels tell that they say something else.
    """
    far = calibration().far
    own: Mapping[str, str] | None = None
    margin = far
    for reading in others:
        margin = first.score - reading.score
        if margin >= far:
            break
        if _areas(first.labels) != _areas(reading.labels):
            return margin, reading
        own = own or values(best)
        dealt = reading.generator != "rules"
        if (dealt and lacks(own, reading.labels, found)) or differing(own, values(made(reading))):
            return margin, reading
    return min(margin, far), None


_AREAS = (Label.TITLE, Label.CONTAINER, Label.PUBLISHER, Label.PLACE)


def _areas(labels: Sequence[Label]) -> list[tuple[int, int]]:
    """Where the areas stand that are read from one run of pieces: the first and the last of each, -1 for none."""
    out = []
    for label in _AREAS:
        first = last = labels.index(label) if label in labels else -1
        while 0 <= last < len(labels) - 1 and labels[last + 1] is label:
            last += 1
        out.append((first, last))
    return out
