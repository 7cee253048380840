"""What was read beside what is annotated: how often a margin is right, and from where on it is sure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bibtool.citations.readings.label import Label
from bibtool.citations.score import Considered

FAR = 800  # hundredths of a natural logarithm: from there on reliability no longer rises
_RIGHT = 0.97  # of the fields of what is called sure
_DOUBTFUL = 0.25  # of the citations, at most
_BIN = 50  # citations, at least
_STEP = 10
_ROUNDS = 30
_FLAT = 1e-9

Row = dict[str, Any]
Place = tuple[str, str, int]  # document, note, index


class Scorer(Protocol):
    """The module that says which values are right."""

    BIB: Sequence[str]
    INHERIT: frozenset[str]

    def assign(self, gold: Sequence[Row], predicted: Sequence[Row], /) -> Sequence[tuple[int, int]]:
        """Which annotated citation is which that was read."""
        ...

    def nval(self, field: str, value: Any, /) -> Any:
        """A value as values are compared; None where there is none."""
        ...

    def accepted(self, gold: Row, field: str, lenient: bool, strict_case: bool, /) -> tuple[Any, set[Any], bool]:
        """The annotated value, all that are right, and whether it may be left out."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One citation that was read: its margin, whether something else makes it doubtful, its fields right and wrong."""

    place: Place
    margin: int | None
    doubted: bool
    right: int
    wrong: int


def judged(
    gold: Sequence[Row], predicted: Sequence[tuple[Row, bool, Considered | None]], scorer: Scorer
) -> Iterator[Judged]:
    """The citations of one document beside the annotated ones.  One that is annotated nowhere is wrong in
    all fields."""
    named = {(str(g["note"]), g.get("index", 1)): g for g in gold}
    theirs: dict[str, list[Row]] = defaultdict(list)
    ours: dict[str, list[tuple[Row, bool, Considered | None]]] = defaultdict(list)
    for row in gold:
        theirs[str(row["note"])].append(row)
    for each in predicted:
        ours[str(each[0]["note"])].append(each)
    for note, rows in ours.items():
        beside = {j: theirs[note][i] for i, j in scorer.assign(theirs[note], [row for row, _, _ in rows])}
        for j, (row, doubted, considered) in enumerate(rows):
            target = None
            if j in beside and beside[j].get("refers_to"):
                other, _, index = str(beside[j]["refers_to"]).rpartition(".")
                target = named.get((other, int(index))) if index.isdigit() else None
            right, wrong = fields(beside.get(j), row, target, scorer)
            margin = considered.margin if considered else None
            yield Judged((str(row["doc"]), note, row["index"]), margin, doubted, right, wrong)


def fields(gold: Row | None, row: Row, target: Row | None, scorer: Scorer) -> tuple[int, int]:
    """How many fields of a citation are right and wrong; a field that neither has counts nowhere, and one that a
    back-reference takes from its work is neither."""
    right = wrong = 0
    for field in scorer.BIB:
        got = scorer.nval(field, row.get(field))
        if gold is None:
            wrong += got is not None
            continue
        main, known, optional = scorer.accepted(gold, field, False, False)
        if gold["kind"] != "full" and field in scorer.INHERIT:
            if got is None and field == "language":
                continue
            if got is not None and got not in known:
                if target is not None and got in scorer.accepted(target, field, False, False)[1]:
                    right += main is not None
                    continue
                if target is None and field == "language" and main is None:
                    continue
        if got is not None and got in known:
            right += main is not None
        elif got is None:
            wrong += main is not None and not optional
        else:
            wrong += 1
    return right, wrong


def platt(rows: Sequence[Judged]) -> tuple[int, int]:
    """Slope and offset, in thousandths, of the logistic curve through margins and perfect citations: the likeliest,
    by Newton's method."""
    found = [(min(row.margin, FAR) / 100, float(row.wrong == 0)) for row in rows if row.margin is not None]
    slope = offset = 0.0
    for _ in range(_ROUNDS):
        ga = gb = haa = hab = hbb = 0.0
        for margin, perfect in found:
            p = 1 / (1 + math.exp(-(slope * margin + offset)))
            error, weight = perfect - p, p * (1 - p)
            ga, gb = ga + error * margin, gb + error
            haa, hab, hbb = haa + weight * margin * margin, hab + weight * margin, hbb + weight
        whole = haa * hbb - hab * hab
        if whole < _FLAT:
            break
        slope += (hbb * ga - hab * gb) / whole
        offset += (haa * gb - hab * ga) / whole
    return round(slope * 1000), round(offset * 1000)


def share(rows: Sequence[Judged]) -> float:
    """The share of fields that are right."""
    right, wrong = sum(row.right for row in rows), sum(row.wrong for row in rows)
    return right / (right + wrong) if right + wrong else 0.0


def sure(rows: Sequence[Judged], threshold: int) -> list[Judged]:
    """Those that a threshold calls sure."""
    return [row for row in rows if not row.doubted and (row.margin is None or row.margin >= threshold)]


def chosen(rows: Sequence[Judged]) -> int:
    """The threshold in the middle between the lowest at which what is sure is right often enough and the highest that
    leaves few enough in doubt; the latter where there is none between."""
    allowed = [t for t in range(0, FAR + 1, _STEP) if 1 - len(sure(rows, t)) / len(rows) <= _DOUBTFUL]
    if not allowed:
        return 0
    right = next((t for t in allowed if share(sure(rows, t)) >= _RIGHT), allowed[-1])
    return (right + allowed[-1]) // 2


def table(rows: Sequence[Judged], slope: int, offset: int) -> Iterator[str]:
    """The reliability table: margins in bins of equal size, what was promised, what was right."""
    found = sorted((row for row in rows if row.margin is not None), key=lambda row: row.margin or 0)
    bins = max(1, min(12, len(found) // _BIN))
    yield "   margin (nats)  citations  promised  perfect  fields right"
    for group in (found[len(found) * i // bins : len(found) * (i + 1) // bins] for i in range(bins)):
        margins = [min(row.margin or 0, FAR) / 100 for row in group]
        promised = sum(1 / (1 + math.exp(-(slope * m + offset) / 1000)) for m in margins) / len(group)
        perfect = sum(row.wrong == 0 for row in group) / len(group)
        yield f"{margins[0]:6.2f} … {margins[-1]:6.2f}{len(group):11}{promised:10.3f}{perfect:9.3f}{share(group):14.3f}"
    exact = [row for row in rows if row.margin is None]
    if exact:
        perfect = sum(row.wrong == 0 for row in exact) / len(exact)
        yield f"exact notations{len(exact):12}{'':10}{perfect:9.3f}{share(exact):14.3f}"


def different(considered: Considered) -> int:
    """How many readings put other values into fields."""
    nothing = {Label.PROSE, Label.OTHER}
    return len({tuple(None if tag in nothing else tag for tag in reading.labels) for reading in considered.readings})
