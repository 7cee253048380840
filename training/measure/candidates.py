"""Whether a perfect reading is among the candidates, and how many different ones there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bibtool.citations.draft import Draft
from bibtool.citations.readings import weigh
from bibtool.citations.scan.anchors import Anchor
from bibtool.citations.scan.structure import Structure
from training.measure import changed
from training.measure.changed import reader
from training.measure.sets import Scorer, Text, read
from training.measure.tally import Outcome, compare


def oracle(texts: Sequence[Text], taken: Scorer) -> list[tuple[Outcome, int | None]]:
    """Each annotated citation as it is read, and the least rank of a perfect reading, None where there is none.

    A text is read once for each rank and half of its citations; a reading counts as perfect by the scorer's own rules,
    as a whole citation.
    """
    out: list[tuple[Outcome, int | None]] = []
    for text in texts:
        chosen = [o for o in compare(text.rows, read(text, taken), taken) if o.wanted is not None]
        ranks: list[int | None] = [0 if o.perfect else None for o in chosen]
        for rank in range(1, changed.MOST):
            for parity in (0, 1):
                if all(known is not None for known in ranks):
                    continue
                with changed.bound(reader, "weighed", changed.Rank(rank, parity)):
                    found = [o for o in compare(text.rows, read(text, taken), taken) if o.wanted is not None]
                for index, outcome in enumerate(found):
                    if ranks[index] is None and outcome.perfect:
                        ranks[index] = rank
        out += zip(chosen, ranks, strict=True)
    return out


def cut_alike(texts: Sequence[Text], outcomes: Sequence[Outcome]) -> list[bool]:
    """Whether the note of each outcome was cut into as many citations as were annotated, and it was found."""
    wanted = Counter((row["doc"], str(row["note"])) for text in texts for row in text.rows)
    found = Counter((o.got["doc"], str(o.got["note"])) for o in outcomes if o.got is not None)
    out = []
    for outcome in outcomes:
        row = outcome.wanted or {}
        key = (row.get("doc", ""), str(row.get("note")))
        out.append(outcome.got is not None and wanted[key] == found[key])
    return out


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many different readings each citation has among those that are weighed; what is read stays the same."""
    numbers: list[int] = []
    plain = reader.weighed

    def weighed(rules: Draft, text: str, at: int, anchors: Sequence[Anchor], tree: Structure, *more: object) -> Draft:
        numbers.append(len(changed.drafts(weigh.CANDIDATES + 1, rules, text, at, anchors, tree)))
        draft: Draft = plain(rules, text, at, anchors, tree, *more)
        return draft

    with changed.bound(reader, "weighed", weighed):
        yield numbers
