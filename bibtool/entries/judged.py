"""What a person said of the identity of works: pairs of citations that are of one work, or of two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

#: Document, id of the note, index of the citation in it.
Place = tuple[str, str, int]
Pair = tuple[Place, Place]


class Judged(Struct, frozen=True):
    """Pairs of full citations."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()


NOTHING = Judged()


def neighbours(pairs: Iterable[Pair]) -> Mapping[Place, set[Place]]:
    """For each place the others that it is paired with."""
    out: dict[Place, set[Place]] = {}
    for one, other in pairs:
        out.setdefault(one, set()).add(other)
        out.setdefault(other, set()).add(one)
    return out
