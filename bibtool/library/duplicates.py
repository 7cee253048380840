"""Works of the library that may be one: pairs with what speaks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from bibtool.entries.candidates import candidates, sketch
from bibtool.entries.likeness import Face, Likeness, Verdict, likeness
from bibtool.items.names import Name
from bibtool.library.persons import one_form, with_names
from bibtool.library.store import Store
from bibtool.library.work import Work

_AT_ONCE = 2_000  # pairs that are looked at together
_HELD = 20_000  # works that are held in memory: one of a family comes again and again


class Pair(Struct, frozen=True):
    """Two works, the older one first, and what is to be thought of them."""

    one: Work
    other: Work
    likeness: Likeness

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left to look at."""
        return self.likeness.verdict is Verdict.SAME


def face(work: Work, instead: Mapping[str, Name]) -> Face:
    """A work as it is looked at beside others; forms of a name that a person linked are one."""
    return Face.of(with_names(work.item, instead))


def duplicates(store: Store, looked: Callable[[int, int], None] = lambda done, total: None) -> Iterator[Pair]:
    """The pairs that are, or are likely, one work, in the order of their works; without those that a person called
    different.

    ``looked`` is called with how many works, then how many pairs, have been looked at, and of how many.
    """
    instead = one_form(store)
    numbers: list[int] = []
    sketches = []
    (total,) = store.db.execute("SELECT count(*) FROM work").fetchone()
    for work in store.works():
        numbers.append(work.id)
        sketches.append(sketch(face(work, instead)))
        looked(len(numbers), total)
    apart = {frozenset(row) for row in store.db.execute("SELECT one, other FROM distinct_pair")}
    pairs = [(numbers[one], numbers[other]) for one, other in candidates(sketches)]
    del sketches
    held: dict[int, tuple[Work, Face]] = {}
    for start in range(0, len(pairs), _AT_ONCE):
        block = [pair for pair in pairs[start : start + _AT_ONCE] if frozenset(pair) not in apart]
        if len(held) > _HELD:
            held.clear()
        lacking = sorted({number for pair in block for number in pair if number not in held})
        held |= {work.id: (work, face(work, instead)) for work in store.works(lacking)}
        for one, other in block:
            if one in held and other in held:
                found = likeness(held[one][1], held[other][1])
                if found.verdict is not Verdict.DIFFERENT:
                    yield Pair(held[one][0], held[other][0], found)
        looked(min(start + _AT_ONCE, len(pairs)), len(pairs))
