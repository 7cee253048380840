"""A query answered: exact spellings first, then every other spelling and script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from bibtool.library.query import Query, Where
from bibtool.library.store import Store
from bibtool.library.work import Work

#: Fewer works than this are ranked by how well their words fit (bm25); of more, the newest come first: to rank the
#: forty thousand works that have a common word takes a hundred milliseconds, and says little.
GATE = 1_000


def search(store: Store, query: Query, most: int | None, is_dead: Callable[[Work], bool] | None = None) -> list[Work]:
    """The works that a query finds, the best first, at most ``most``.

    ``is_dead`` tells of a work whether a link of it is dead, for ``has:dead-link``.
    """
    return list(islice(_found(store, query, is_dead), most))


def _found(store: Store, query: Query, is_dead: Callable[[Work], bool] | None) -> Iterator[Work]:
    seen: set[int] = set()
    for numbers in (_spelled_so, _spelled_anyhow) if query.wanted else (_all,):
        for number in numbers(store, query):
            if number in seen:
                continue
            seen.add(number)
            for work in store.works([number]):
                if is_dead is None or all(is_dead(work) is wish for wish in query.dead_links):
                    yield work


def _all(store: Store, query: Query) -> Iterator[int]:
    where, values = _conditions(query)
    return _rows(store, f"SELECT id FROM work {_where(where)} ORDER BY id DESC", values)


def _spelled_so(store: Store, query: Query) -> Iterator[int]:
    """The works that have the words in these very letters, the newest first."""
    where, values = _conditions(query)
    asked = [" AND ".join(f"({words.exact()})" for words in query.wanted)]
    if any(words.where is not Where.ANY or len(words.spelled) > 1 for words in query.wanted):
        where.append("work.id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(_folded(query))
    joined = "JOIN work ON work.id = spellings.rowid" if where else ""
    return _rows(
        store,
        f"SELECT spellings.rowid FROM spellings {joined} {_where(['spellings MATCH ?', *where])} "
        "ORDER BY spellings.rowid DESC",
        asked + values,
    )


def _spelled_anyhow(store: Store, query: Query) -> Iterator[int]:
    where, values = _conditions(query)
    asked = _folded(query)
    counted = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    few = next(_rows(store, counted, [asked, GATE])) < GATE
    order = "words.rank, words.rowid DESC" if few else "words.rowid DESC"
    joined = "JOIN work ON work.id = words.rowid" if where else ""
    return _rows(
        store,
        f"SELECT words.rowid FROM words {joined} {_where(['words MATCH ?', *where])} ORDER BY {order}",
        [asked, *values],
    )


def _folded(query: Query) -> str:
    return " AND ".join(f"({words.folded()})" for words in query.wanted)


def _conditions(query: Query) -> tuple[list[str], list[object]]:
    where = [condition.sql for condition in query.conditions]
    values = [value for condition in query.conditions for value in condition.values]
    where += ["work.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)" for _ in query.unwanted]
    return where, values + [words.folded() for words in query.unwanted]


def _where(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(f'({each})' for each in conditions)}" if conditions else ""


def _rows(store: Store, sql: str, values: list[object]) -> Iterator[int]:
    return (row[0] for row in store.db.execute(sql, values))
