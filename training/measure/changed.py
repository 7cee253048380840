"""Reading with a part exchanged: other weights, another of the candidates, a generator left out.

The reader has no switches for this, and needs none; here its names are bound to something else for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any

from bibtool.citations.draft import Draft
from bibtool.citations.readings import chain, weigh
from bibtool.citations.readings.labelled import redealt
from bibtool.citations.readings.parts import Family
from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.pieces import pieces
from bibtool.citations.scan.structure import Structure

stages: Any = import_module("bibtool.citations.note")
reader: Any = import_module("bibtool.citations.readings.read")
MOST = 8  # candidates of one citation
FAMILIES = {Family.COMMA: "comma", Family.PERIOD: "full stop", Family.GOST: "GOST"}
# What reads the citations of a family that is left out.
_NEXT = {Family.COMMA: Family.PERIOD, Family.PERIOD: Family.COMMA, Family.GOST: Family.PERIOD}


@contextmanager
def bound(place: Any, name: str, value: Any) -> Iterator[None]:
    """A name of a module bound to another value for a while."""
    before = getattr(place, name)
    setattr(place, name, value)
    try:
        yield
    finally:
        setattr(place, name, before)


@contextmanager
def weighted(weights: chain.Weights) -> Iterator[None]:
    """Reading with other weights of the chain."""
    with bound(chain, "weights", lambda: weights):
        yield


def drafts(count: int, rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure) -> list[Draft]:
    """The different readings of one citation, of the rules and the chain, ``count`` at most, the chosen one first."""
    found = pieces(text, at, rules.end, anchors, tree)
    if not found:
        return [rules]
    out: list[Draft] = []
    for reading in weigh.readings(rules, text, found, chain.weights(), count - 1):
        made = weigh.draft_of(reading, rules, text, found, anchors)
        if all(_said(made) != _said(other) for other in out):
            out.append(made)
    return out[:count]


def _said(draft: Draft) -> tuple[object, ...]:
    return draft.text, draft.names, draft.dates, draft.locator, draft.comments


class Rank:
    """In place of the weighing: a reading by its rank, for every other citation of a document.

    The others keep the chosen reading, so that what is told of an author or a title before is seldom wrong as well.
    """

    def __init__(self, rank: int, parity: int) -> None:
        self.rank, self.parity, self.seen = rank, parity, 0

    def __call__(
        self, rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure, *_: object
    ) -> Draft:
        """The draft of that rank, else the chosen one."""
        found = drafts(MOST, rules, text, at, anchors, tree)
        self.seen += 1
        asked = self.seen % 2 == self.parity and self.rank < len(found)
        return found[self.rank] if asked else found[0]


def notations() -> dict[str, tuple[Callable[..., bool], ...]]:
    """The readers of notations with a grammar of their own, by name."""
    named = {function.__name__: function for function in (*reader._WHOLE, *reader._BEHIND_NAMES, reader.read_review)}
    return {name.removeprefix("read_").replace("_", " "): (function,) for name, function in named.items()}


def generators() -> tuple[str, ...]:
    """All generators by name: the families of the rules, the notations of their own, and the chain."""
    return (*FAMILIES.values(), *notations(), "rules", "chain")


@contextmanager
def without(generator: str) -> Iterator[None]:
    """Reading with a generator left out: a family's citations are read by the next one."""
    families = {name: family for family, name in FAMILIES.items()}
    if generator == "chain":
        with bound(reader, "weighed", lambda rules, *_: rules):
            yield
    elif generator == "rules":
        with bound(reader, "weighed", _chain_only):
            yield
    elif generator in families:
        left, told = families[generator], reader.family
        with bound(reader, "family", lambda *given: _NEXT[left] if (kind := told(*given)) is left else kind):
            yield
    else:
        yield from _without_notation(*notations()[generator])


def _without_notation(left: Callable[..., bool]) -> Iterator[None]:
    def kept(rows: Sequence[Callable[..., bool]]) -> tuple[Callable[..., bool], ...]:
        return tuple(function for function in rows if function is not left)

    with (
        bound(reader, "_WHOLE", kept(reader._WHOLE)),
        bound(reader, "_BEHIND_NAMES", kept(reader._BEHIND_NAMES)),
        bound(reader, left.__name__, lambda *_: False),
    ):
        yield


def _chain_only(rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure, *_: object) -> Draft:
    found = pieces(text, at, rules.end, anchors, tree)
    if not found:
        return rules
    weights = chain.weights()
    likeliest = chain.best(found, chain.emissions(text, found, weights), 1, weights)[0]
    return redealt(rules, text, found, likeliest.labels, anchors)


@contextmanager
def told() -> Iterator[list[str]]:
    """Which generator read each citation, in order: a family, a notation of its own, or "reference" where neither was
    asked (back-references and short forms)."""
    names: list[str] = []
    plain, family = stages.read, reader.family

    def noting(function: Callable[..., bool], name: str) -> Callable[..., bool]:
        def asked(*given: Any) -> bool:
            known = function(*given)
            if known:
                names[-1] = name
            return known

        asked.__name__ = function.__name__
        return asked

    def read(*given: Any, **more: Any) -> Draft:
        names.append("reference")
        draft: Draft = plain(*given, **more)
        return draft

    def noted(*given: Any) -> Family:
        kind: Family = family(*given)
        names[-1] = FAMILIES[kind]
        return kind

    wrapped = {functions[0]: noting(functions[0], name) for name, functions in notations().items()}
    with (
        ExitStack() as named,
        bound(stages, "read", read),
        bound(reader, "family", noted),
        bound(reader, "_WHOLE", tuple(wrapped[f] for f in reader._WHOLE)),
        bound(reader, "_BEHIND_NAMES", tuple(wrapped[f] for f in reader._BEHIND_NAMES)),
    ):
        for function, asked in wrapped.items():  # some are also called, or told from others, by their names
            named.enter_context(bound(reader, function.__name__, asked))
        yield names
