"""Works on their way in: what is there already takes what it lacks, what is alike is told, the rest is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count
from typing import Any

from bibtool.entries.entry import Entry, Variant
from bibtool.entries.grouping import group
from bibtool.entries.keys import letters, stem
from bibtool.entries.likeness import Face, Verdict, likeness
from bibtool.entries.members import Member
from bibtool.formats.remainder import shown
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.library.evidence import content, evidence_of
from bibtool.library.former import by_content
from bibtool.library.store import Store
from bibtool.library.work import Work

#: A page of laws has one address, a series one ISBN: with no more works than this is a new one compared.
_MOST = 24


class Became(Enum):
    """What became of an entry on its way in."""

    NEW = "new"
    SAME = "same"  # it was there with all that it says
    JOINED = "joined"  # it was there and took something
    ALIKE = "alike"  # new, and perhaps what is there


@dataclass(frozen=True, slots=True)
class Added:
    """One entry: what it became, the work that it is, the key of the one that it is like ("" for none), the variables
    that were filled, and those that say something else (kept as variants)."""

    became: Became
    entry: Entry
    work: Work
    other: str = ""
    filled: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def add(store: Store, entries: Iterable[Entry], doubtful: frozenset[str], now: str) -> list[Added]:
    """Take entries in, inside an operation of the store; ``doubtful`` are keys of those whose reading is, ``now`` the
    moment (ISO 8601)."""
    taken = {key.casefold() for key in store.every_key()}
    return [_add(store, entry, "doubtful" if entry.key in doubtful else "sure", now, taken) for entry in entries]


def _add(store: Store, entry: Entry, certainty: str, now: str, taken: set[str]) -> Added:
    kept = by_content(store, content(entry.item))
    if kept is not None:  # what a person corrected, or merged, stays so
        became = Became.JOINED if _mentioned(store, kept, entry) else Became.SAME
        return Added(became, entry, kept, kept.key)
    member = Member.of(entry.item, "", 1)
    found = list(store.works(store.with_evidence(evidence_of(member), _MOST)))
    same = _same(member, found)
    if same is None:
        key = free_key(entry, taken)
        taken.add(key.casefold())
        work = store.add(Work(0, key, entry.item, entry.variants, certainty, now))
        _mentioned(store, work, entry)
        alike = _alike(member, found)
        return Added(Became.ALIKE if alike else Became.NEW, entry, work, alike)
    merged, filled, differing = joined(same, entry)
    if merged != same:
        store.change(merged)
    mentioned = _mentioned(store, same, entry)
    became = Became.JOINED if merged != same or mentioned else Became.SAME
    return Added(became, entry, merged, same.key, filled, differing)


def _mentioned(store: Store, work: Work, entry: Entry) -> bool:
    new = [store.mention(work.id, mention) for mention in entry.mentions]
    return any(new)


def _same(member: Member, found: Sequence[Work]) -> Work | None:
    """The one work that the entry is: by all its values, or as citations are joined (:mod:`bibtool.entries`)."""
    own = content(member.item)
    for work in found:
        if content(work.item) == own:
            return work
    fitting = [work for work in found if len(group([Member.of(work.item, "", 0), member])[0]) == 1]
    return fitting[0] if len(fitting) == 1 else None


def _alike(member: Member, found: Sequence[Work]) -> str:
    own = Face.of(member)
    for work in found:
        other = Member.of(work.item, "", 0)
        if likeness(Face.of(other), own).verdict is not Verdict.DIFFERENT or len(group([other, member])[0]) == 1:
            return work.key
    return ""


def joined(work: Work, entry: Entry) -> tuple[Work, tuple[str, ...], tuple[str, ...]]:
    """The work with what it lacked; what the entry says otherwise becomes a variant of kind ``other``."""
    item, filled, differing = filled_up(work.item, entry.item)
    variants = dict.fromkeys((*work.variants, *entry.variants, *differing))
    return replace(work, item=item, variants=tuple(variants)), filled, tuple(each.variable for each in differing)


def filled_up(item: Item, other: Item) -> tuple[Item, tuple[str, ...], list[Variant]]:
    """``item`` with the variables that only ``other`` has; their names; and what ``other`` says otherwise."""
    filled: list[str] = []
    differing: list[Variant] = []
    parts: dict[str, Any] = {}
    for kind in ("names", "dates", "text", "custom"):
        own, more = getattr(item, kind), getattr(other, kind)
        values = dict(own)
        for variable, value in more.items():
            if variable not in values:
                values[variable] = value
                filled.append(variable)
            elif values[variable] != value:
                differing.append(Variant(variable, "other", shown(_csl(value))))
        parts[kind] = values
    kind = item.type or other.type
    return replace(item, type=kind, **parts), tuple(filled), differing


def _csl(value: Any) -> Any:
    if isinstance(value, tuple):
        return [name.to_csl() for name in value]
    return value.to_csl() if isinstance(value, Date) else value


def free_key(entry: Entry, taken: set[str]) -> str:
    """The entry's own key, or who and when; with letters behind it where another work has it."""
    wanted = entry.key or stem(entry.item)[0]
    if wanted.casefold() not in taken:
        return wanted
    return next(key for key in (wanted + letters(number) for number in count(1)) if key.casefold() not in taken)
