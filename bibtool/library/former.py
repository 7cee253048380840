"""What a work was before it was corrected or merged: the source that says so still is of this work."""

from __future__ import annotations

from bibtool.items.item import Item
from bibtool.library.evidence import content
from bibtool.library.further_keys import IDS, further_keys
from bibtool.library.store import Store
from bibtool.library.work import Work


def remember(store: Store, work: int, key: str, item: Item) -> None:
    """Keep the key and a hash of the values that are about to go, inside an operation."""
    row = (work, key, content(item))
    asked = "SELECT 1 FROM former WHERE (work, key, content) = (?, ?, ?)"
    if store.db.execute(asked, row).fetchone() is None:
        store.put("former", None, dict(zip(("work", "key", "content"), row, strict=True)))


def by_content(store: Store, wanted: str) -> Work | None:
    """The work that had these values (:func:`~bibtool.library.evidence.content`); None for none, or several."""
    return _only(store, "content", wanted)


def by_key(store: Store, key: str) -> Work | None:
    """The work that one of this key was merged into, or that has it among its further keys (``ids``)."""
    found = _only(store, "key", key)
    if found is None:
        asked = f"SELECT id FROM work WHERE instr(lower(json_extract(item, '$.custom.{IDS}')), lower(?))"
        works = store.works([row[0] for row in store.db.execute(asked, (key,))])
        named = [each for each in works if key.casefold() in map(str.casefold, further_keys(each.item))]
        found = named[0] if len(named) == 1 else None
    return found


def _only(store: Store, column: str, value: str) -> Work | None:
    found = [row[0] for row in store.db.execute(f"SELECT DISTINCT work FROM former WHERE {column} = ?", (value,))]
    return next(store.works(found), None) if len(found) == 1 else None
