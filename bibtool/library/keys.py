"""Keys given anew: planned for all works at once, written in an operation that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bibtool.entries.key_patterns import Pattern, free
from bibtool.entries.parents import with_keys
from bibtool.library.log import steps
from bibtool.library.store import Store
from bibtool.library.work import Work


def by_pattern(works: Sequence[Work], pattern: Pattern, every_key: Iterable[str]) -> dict[str, str]:
    """New keys for ``works`` (by their old ones), unique ignoring case among ``every_key`` of the library.

    A key that is the pattern's, be it with letters behind it, stays; of works that would have one key the oldest has
    no letters.
    """
    moving = [work for work in sorted(works, key=lambda work: work.id) if not pattern.fits(work.key, work.item)]
    taken = {key.casefold() for key in every_key} - {work.key.casefold() for work in moving}
    found: dict[str, str] = {}
    for work in moving:
        new = free(pattern.key(work.item), taken)
        taken.add(new.casefold())
        if new != work.key:
            found[work.key] = new
    return found


def rename(store: Store, renames: Mapping[str, str]) -> None:
    """Give works other keys, inside an operation of the store, and follow them where works name each other.

    All old keys are there, and no new one is another work's that keeps it.
    """
    waiting = dict(renames)
    aside: dict[str, str] = {}
    while waiting:
        ready = [old for old, new in waiting.items() if _is_free(store, new, old)]
        if not ready:  # two works that change keys: one waits under a name that nobody has
            old = next(iter(waiting))
            between = free("renamed", {key.casefold() for key in (*store.every_key(), *renames.values())})
            _give(store, old, between)
            aside[between] = waiting.pop(old)
            waiting[between] = aside[between]
            continue
        for old in ready:
            _give(store, old, waiting.pop(old))
    for work in list(store.works()):
        item = with_keys(work.item, renames)
        if item != work.item:
            store.change(replace(work, item=item))


def _is_free(store: Store, key: str, own: str) -> bool:
    there = store.by_key(key)
    return there is None or there.key == own


def _give(store: Store, old: str, new: str) -> None:
    work = store.by_key(old)
    if work is not None:
        store.change(replace(work, key=new))


def renamed(store: Store, operation: int) -> dict[str, str]:
    """The keys that an operation changed, old to new."""
    before: dict[int, str] = {}
    for place, row, was, _ in steps(store.db, operation):
        if place == "work" and was is not None:
            before[row] = was["key"]  # the last one told is the first that was done
    now = {work.id: work.key for work in store.works(list(before))}
    found: dict[str, str] = {}
    for row, old in before.items():
        # what it became, the next operation found
        asked = (
            "SELECT json_extract(before, '$.key') FROM logged "
            "WHERE place = 'work' AND row = ? AND operation > ? ORDER BY id LIMIT 1"
        )
        later = store.db.execute(asked, (row, operation)).fetchone()
        new = later[0] if later is not None else now.get(row)
        if new is not None and new != old:
            found[old] = new
    return found
