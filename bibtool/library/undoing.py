"""What undoing an operation does to works, told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from bibtool.library.log import Operation, operations, steps
from bibtool.library.store import OWNED, Store


class Effect(Enum):
    """What an undo does to a work."""

    REMOVED = "removed"  # the operation had added it
    BACK = "back"  # the operation had taken it out
    CHANGED = "changed"  # its values, or what belongs to it, are as they were


class Undone(Struct, frozen=True):
    """An operation that was undone, and what became of its works: key, effect; in the order of the works."""

    operation: Operation
    effects: tuple[tuple[str, Effect], ...]


def foreseen(store: Store, number: int) -> Undone | None:
    """What undoing an operation that stands will do; None where there is no such operation."""
    operation = next(iter(operations(store.db, number)), None)
    if operation is None:
        return None
    first: dict[int, str | None] = {}  # the key that a work had before; None for one that was not there
    stayed: dict[int, bool] = {}
    owners: set[int] = set()
    for place, row, before, after in steps(store.db, number):  # the last first
        if place == "work":
            first[row] = before["key"] if before is not None else None
            stayed.setdefault(row, after is not None)
        elif place in OWNED:
            now = store.db.execute(f"SELECT work FROM {place} WHERE id = ?", (row,)).fetchone()
            owners |= {each["work"] for each in (before, now) if each is not None}
    effects = dict.fromkeys(owners, Effect.CHANGED)
    for work, key in first.items():
        effects.pop(work, None)
        if key is not None or stayed[work]:
            effects[work] = Effect.REMOVED if key is None else Effect.CHANGED if stayed[work] else Effect.BACK
    now_called = {each.id: each.key for each in store.works(sorted(effects))}
    keys = {work: first.get(work) or now_called.get(work) for work in effects}
    return Undone(operation, tuple((key, effects[work]) for work, key in sorted(keys.items()) if key))


def together(undone: Sequence[Undone]) -> dict[str, Effect]:
    """What became of works whose operations were undone one after the other, by their keys."""
    effects: dict[str, Effect] = {}
    for each in undone:
        for key, effect in each.effects:
            if effect is not Effect.CHANGED or key not in effects:
                effects[key] = effect
    return effects
