"""Random histories of a library by the jobs that its commands do, and their undoing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bibtool.citations.citation import Reference
from bibtool.database import Access
from bibtool.entries.entry import Entry, Mention
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.jobs import library as job
from bibtool.jobs import library_editing as editing
from bibtool.jobs import library_log as history
from bibtool.jobs import library_merging as merging
from bibtool.jobs import library_persons as persons
from bibtool.jobs.errors import JobError
from bibtool.library.adding import add
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store

_TABLES = (
    "work",
    "mention",
    "tag",
    "remark",
    "attachment",
    "distinct_pair",
    "former",
    "person_form",
    "aside",
    "evidence",
)
_FAMILIES = ("Wierzba", "Верба", "Willow", "Klon", "Клён")
_GIVEN = ("Jan", "Я.", "Ewa", "E.")
_TITLES = ("Most", "Most nad rzeką", "Мост", "Rzeka", "The bridge", "Река. Очерки")
_TAGS = ("woda", "las", "góry")


def state(path: Path) -> dict[str, Any]:
    """Everything but the log, and what is found."""
    with Store(path, Access.READ) as store:
        found: dict[str, Any] = {
            table: sorted(map(tuple, store.db.execute(f"SELECT * FROM {table}")), key=repr) for table in _TABLES
        }
        found["search"] = {
            query: sorted(work.id for work in search(store, parse(query), None))
            for query in ("most", "reka", "verba", "w*")
        }
        return found


def undone_step_by_step(path: Path, seed: int, steps: int) -> int:
    """Do ``steps`` operations, undo them one by one (each call opens the file anew), and compare; how many were."""
    rng = random.Random(seed)
    with Store(path):
        pass
    states: list[tuple[int, dict[str, Any]]] = []  # the operation, and what was before it
    while len(states) < steps:
        before = state(path)
        rng.choice(_DEEDS)(str(path), rng)
        newest = history.operations(str(path))
        number = newest[0].id if newest else 0
        if number and (not states or number != states[-1][0]):
            states.append((number, before))
    undone = 0
    for number, before in reversed(states):
        if rng.random() < 0.1:  # undone, done again, undone
            again = _undo(path, number)
            _undo(path, again)
        _undo(path, number)
        assert state(path) == before, f"seed {seed}, operation {number}"
        undone += 1
    return undone


def _undo(path: Path, number: int) -> int:
    assert history.undo(number, None, str(path)) == [number]
    return history.operations(str(path))[0].id


def _item(rng: random.Random) -> Item:
    names = {"author": tuple(_name(rng) for _ in range(rng.randint(0, 2)))}
    text = {"title": rng.choice(_TITLES), "publisher": rng.choice(("Bór", "Бор", ""))}
    dates = {"issued": Date(((rng.randint(2000, 2002),),))} if rng.random() < 0.8 else {}
    return Item("book", {k: v for k, v in names.items() if v}, dates, {k: v for k, v in text.items() if v})


def _name(rng: random.Random) -> Name:
    return Name(rng.choice(_FAMILIES), rng.choice(_GIVEN))


def _keys(path: str, rng: random.Random, count: int) -> list[str]:
    with Store(path, Access.READ) as store:
        keys = store.every_key()
    return rng.sample(keys, min(count, len(keys)))


def _adds(path: str, rng: random.Random) -> None:
    entries = []
    for number in range(rng.randint(1, 3)):
        place = Reference(str(rng.randrange(9)), number, f"n{rng.randrange(9)}")
        mention = Mention(f"{rng.randrange(3)}.docx", place, "full", str(rng.randrange(99)))
        entries.append(Entry("", _item(rng), (mention,) if rng.random() < 0.5 else ()))
    with Store(path) as store, store.operation("add"):
        add(store, entries, frozenset(), "2026-01-01T00:00:00Z")


def _edits(path: str, rng: random.Random) -> None:
    values = rng.choice(((("title", rng.choice(_TITLES)),), (("note", str(rng.randrange(9))),), (("publisher", ""),)))
    editing.edit(_keys(path, rng, rng.randint(1, 3)), "", editing.Edit(values), path)


def _merges(path: str, rng: random.Random) -> None:
    keys = _keys(path, rng, rng.randint(2, 3))
    if len(keys) > 1:
        merging.merge_works(keys, path, force=True)


def _dedupes(path: str, rng: random.Random) -> None:
    if rng.random() < 0.3:
        merging.merge_sure("", path)


def _parts(path: str, rng: random.Random) -> None:
    keys = _keys(path, rng, 2)
    if len(keys) > 1:
        merging.different(keys, path)


def _tags(path: str, rng: random.Random) -> None:
    job.tag(_keys(path, rng, 3), [rng.choice(_TAGS)], [rng.choice(_TAGS)], path)


def _removes(path: str, rng: random.Random) -> None:
    keys = _keys(path, rng, 1)
    if rng.random() < 0.4:
        job.remove(keys, path)


def _belongs(path: str, rng: random.Random) -> None:
    with Store(path) as store, store.operation("note"):
        for work in [*store.works()][: rng.randint(0, 2)]:
            store.belonging(rng.choice(("remark", "attachment")), work.id, f"/{rng.randrange(5)}")


def _links(path: str, rng: random.Random) -> None:
    texts = [f"{name.family}, {name.given}" for name in (_name(rng), _name(rng))]
    deed: Callable[[], object] = rng.choice(
        (
            lambda: persons.link(texts, path),
            lambda: persons.prefer(texts[0], path),
            lambda: persons.unlink(texts[:1], path),
        )
    )
    try:
        deed()
    except JobError as error:
        assert error.finding.code in ("BT971", "BT972", "BT973"), error


_DEEDS = (_adds, _adds, _edits, _merges, _dedupes, _parts, _tags, _removes, _belongs, _links)
