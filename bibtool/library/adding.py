"""Works on their way in: what is there already takes what it lacks, what is alike is told, the rest is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import count, islice
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bibtool.entries.entry import Entry, Variant
from bibtool.entries.grouping import group
from bibtool.entries.keys import letters, stem
from bibtool.entries.likeness import Face, Verdict, likeness
from bibtool.entries.members import Member
from bibtool.entries.titles import Agreement, Looked, Title, families, folded, may_agree
from bibtool.formats.remainder import shown
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.library.evidence import Evidence, content, evidence
from bibtool.library.former import by_content, remember
from bibtool.library.further_keys import IDS, further_keys, with_further_keys
from bibtool.library.keywords import KEYWORD, keywords, with_keywords
from bibtool.library.store import Store
from bibtool.library.work import Work

#: A page of laws has one address, a series one ISBN: with no more works than this is a new one compared.
_MOST = 24
#: Of so many that share a title, or author and year, every one is compared; of a crowd those that look alike at first.
_FEW = 4
_NONE: Mapping[str, Item] = MappingProxyType({})
#: New works that are written together.
_AT_ONCE = 1_000
_KEPT = 20_000


class Became(Enum):
    """What became of an entry on its way in."""

    NEW = "new"
    SAME = "same"  # it was there with all that it says
    JOINED = "joined"  # it was there and took something
    ALIKE = "alike"  # new, and perhaps what is there


class Added(Struct, frozen=True):
    """One entry: what it became, the work that it is, the key of the one that it is like ("" for none), the variables
    that were filled, and those that say something else (kept as variants)."""

    became: Became
    entry: Entry
    work: Work
    other: str = ""
    filled: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def add(
    store: Store,
    entries: Iterable[Entry],
    doubtful: frozenset[str],
    now: str,
    misread: Mapping[str, Item] = _NONE,
) -> list[Added]:
    """Take entries in, inside an operation of the store; ``doubtful`` are keys of those whose reading is, ``now`` the
    moment (ISO 8601), ``misread`` the items, by the keys of entries, that their places were read as before a person
    corrected them."""
    intake = _Intake(store, now, misread)
    added = [intake.take(entry, "doubtful" if entry.key in doubtful else "sure") for entry in entries]
    intake.write()
    return added


class _Known(Looked):
    """A work that came in before, as far as it is compared at first: number, first author, year, words of the title."""

    __slots__ = ("author", "number", "year")

    def __init__(self, number: int, item: Item) -> None:
        super().__init__(folded(item.get("title")))
        self.number = number
        self.author = next(iter(families(item)), "")
        issued = item.dates.get("issued")
        self.year = issued.year if issued is not None else None

    def is_apart(self, other: _Known) -> bool:
        """Whether two works of one title, and of no common identifier, are told apart by year or author."""
        if self.is_of_another_year(other):
            return True
        if not self.author or not other.author or self.author == other.author:
            return False
        return Title(self.author).against(Title(other.author)) is not Agreement.SPELLING

    def is_of_another_year(self, other: _Known) -> bool:
        return self.year is not None and other.year is not None and self.year != other.year


class _Intake:
    """Entries on their way in.  New works are written some hundred at a time; what this operation brought is found in
    memory, what was there before in the store."""

    def __init__(self, store: Store, now: str, misread: Mapping[str, Item]) -> None:
        self._store, self._now, self._misread = store, now, misread
        self._taken = {key.casefold() for key in store.every_key()}
        self._stored = bool(self._taken)
        self._next = store.next_id()
        self._new: dict[int, tuple[Work, Evidence]] = {}  # not yet written
        self._tags: list[tuple[int, str]] = []  # of these
        self._contents: dict[str, int] = {}
        self._spoken: dict[str, list[_Known]] = {}
        self._before: dict[int, _Known] = {}  # of the store
        self._faces: dict[int, tuple[Work, Face]] = {}  # of those that were compared lately
        self._former = store.has_former()

    def take(self, entry: Entry, certainty: str) -> Added:
        """One entry."""
        found = evidence(entry.item)
        kept = by_content(self._store, found.content) if self._former else None
        if kept is not None:  # what a person corrected, or merged, stays so
            became = Became.JOINED if self._mentioned(kept, entry) else Became.SAME
            return Added(became, entry, kept, kept.key)
        known = _Known(0, entry.item)
        same, alike = self._judged(entry, found, known)
        if same is None and (read := self._read_otherwise(entry)) is not None:
            return self._put_right(read, entry, certainty)
        if same is None:
            return self._add(entry, certainty, found, known, alike)
        if self._former and KEYWORD in entry.item.text and self._store.is_corrected(same.id):
            entry = _with_keywords_beside(same.item, entry)
        merged, filled, differing = joined(same, entry)
        # papers cite it so; the key of an article's citation is ours, a record that was looked up has none
        if entry.key and not entry.mentions and entry.key.casefold() not in self._taken:
            merged = replace(merged, item=with_further_keys(merged.item, entry.key))
            filled = (*filled, *([IDS] if merged.item.custom.get(IDS) != same.item.custom.get(IDS) else ()))
        if merged != same:
            now = evidence(merged.item)
            if same.id in self._new:
                self._new[same.id] = merged, now
            else:
                self._store.change(merged)
            self._faces.pop(same.id, None)
            self._before.pop(same.id, None)
            self._remember(_Known(same.id, merged.item), now)
            self._tag(same, entry)
        mentioned = self._mentioned(same, entry)
        became = Became.JOINED if merged != same or mentioned else Became.SAME
        return Added(became, entry, merged, same.key, filled, differing)

    def _read_otherwise(self, entry: Entry) -> Work | None:
        """The work that came of reading an entry otherwise than a person corrected it since: it has all the values that
        were read, and is cited nowhere else."""
        misread = self._misread.get(entry.key) if self._stored else None
        number = next(iter(self._store.with_evidence(content(misread), 1)), None) if misread is not None else None
        if number is None or number in self._new:
            return None
        here = {(mention.document, mention.place) for mention in entry.mentions}
        cited = self._store.mentions([number]).get(number, [])
        return self._work(number) if all((each.document, each.place) in here for each in cited) else None

    def _put_right(self, work: Work, entry: Entry, certainty: str) -> Added:
        """Give a work the values that a person corrected in its source; its key stays, for papers cite it."""
        item = with_further_keys(entry.item, *further_keys(work.item))
        right = replace(work, item=item, variants=entry.variants, certainty=certainty)
        self.write()
        remember(self._store, work.id, work.key, work.item)
        self._store.change(right)
        self._former = True
        self._faces.pop(work.id, None)
        self._before.pop(work.id, None)
        self._remember(_Known(work.id, right.item), evidence(right.item))
        self._mentioned(right, entry)
        changed = [name for name, value in right.item.to_csl().items() if work.item.to_csl().get(name) != value]
        return Added(Became.JOINED, entry, right, work.key, tuple(changed))

    def _mentioned(self, work: Work, entry: Entry) -> bool:
        if entry.mentions:
            self.write()  # the work stands in the log before what belongs to it, or undoing would take both at once
        new = [self._store.mention(work.id, mention) for mention in entry.mentions]
        return any(new)

    def _tag(self, work: Work, entry: Entry) -> None:
        """Give a work that is there the entry's keywords as tags."""
        words = keywords(entry.item.get(KEYWORD))
        if words:
            self.write()
            for name in words:
                self._store.belonging("tag", work.id, name)

    def write(self) -> None:
        """Write what is new."""
        if self._new:
            self._store.add_all(list(self._new.values()))
            self._new.clear()
            self._store.tag_all(self._tags)
            self._tags.clear()

    def _add(self, entry: Entry, certainty: str, found: Evidence, known: _Known, alike: str) -> Added:
        key = free_key(entry, self._taken)
        self._taken.add(key.casefold())
        work = Work(self._next, key, entry.item, entry.variants, certainty, self._now)
        self._next += 1
        self._new[work.id] = work, found
        if KEYWORD in entry.item.text:
            self._tags += [(work.id, name) for name in keywords(entry.item.get(KEYWORD))]
        known.number = work.id
        self._remember(known, found)
        if len(self._new) == _AT_ONCE:
            self.write()
        alike = alike or self._read_before(entry, known)
        self._mentioned(work, entry)
        return Added(Became.ALIKE if alike else Became.NEW, entry, work, alike)

    def _read_before(self, entry: Entry, known: _Known) -> str:
        """The key of a work that the same places were read as before a correction changed its values; "" where there is
        none.  Another article may have the same name, so that the two must share something, unless these places are
        known to be corrected."""
        corrected = entry.key in self._misread
        for mention in entry.mentions if self._stored else ():
            number = self._store.cited_at(mention)
            if number is None or number in self._new:
                continue
            work = self._work(number)
            other = _Known(number, work.item)
            titled = known.words and known.words == other.words
            if corrected or titled or (known.author and known.author == other.author):
                return work.key
        return ""

    def _remember(self, known: _Known, found: Evidence) -> None:
        self._contents.setdefault(found.content, known.number)
        for value in (*found.strong, found.who) if found.who else found.strong:
            rows = self._spoken.setdefault(value, [])
            if len(rows) < _MOST and all(each.number != known.number for each in rows):
                rows.append(known)

    def _judged(self, entry: Entry, found: Evidence, known: _Known) -> tuple[Work | None, str]:
        """The one work that the entry is: by all its values, or as citations are joined (:mod:`bibtool.entries`); else
        the key of one that it is like.  Of several that it may be it is the one that has all it says: it came from
        there, or came in before."""
        number = self._contents.get(found.content)
        if number is None and self._stored:
            number = next(iter(self._store.with_evidence(found.content, 1)), None)
        if number is not None:
            return self._work(number), ""
        numbers = self._candidates(found, known)
        if not numbers:
            return None, ""
        face = Face.of(entry.item)
        one: list[Work] = []
        alike = ""
        for number, may_be_one in numbers.items():
            work, other = self._face(number)
            joins = may_be_one and _is_one(work.item, entry.item)
            if alike and not joins:
                continue
            like = likeness(other, face)
            differs = like.verdict is Verdict.DIFFERENT
            if joins and not differs and not like.is_contradicted:  # chapters of one book may have its DOI
                one.append(work)
            if joins or not differs:
                alike = alike or work.key
        if len(one) > 1:
            one = [work for work in one if joined(work, entry)[0] == work][:1]
        return (one[0] if one else None), alike

    def _candidates(self, found: Evidence, known: _Known) -> dict[int, bool]:
        """The works that are worth comparing, and whether they may be the very work: those of one identifier may, and
        those of one title and no other year (:mod:`bibtool.entries.grouping`); works of one author and year may be
        alike.  Of a crowd not all are compared."""
        numbers: dict[int, bool] = {}
        for value in found.strong:
            rows = self._speaking(value)
            titled = value.startswith("title:")
            crowd = titled and len(rows) > _FEW
            for each in rows:
                if not (crowd and each.is_apart(known)):
                    numbers.setdefault(each.number, not (titled and each.is_of_another_year(known)))
        if found.who:
            rows = self._speaking(found.who)
            for each in rows if len(rows) <= _FEW else may_agree(known, rows):
                numbers.setdefault(each.number, False)
        return dict(islice(numbers.items(), _MOST))

    def _speaking(self, value: str) -> list[_Known]:
        """The works that a value speaks for."""
        new = self._spoken.get(value, [])
        if not self._stored:
            return new
        numbers = self._store.with_evidence(value, _MOST)
        for work in self._store.works([number for number in numbers if number not in self._before]):
            self._before[work.id] = _Known(work.id, work.item)
        return [*new, *(self._before[number] for number in numbers)]

    def _face(self, number: int) -> tuple[Work, Face]:
        found = self._faces.get(number)
        if found is None:
            if len(self._faces) > _KEPT:
                self._faces.clear()
            work = self._work(number)
            found = self._faces[number] = work, Face.of(work.item)
        return found

    def _work(self, number: int) -> Work:
        new = self._new.get(number)
        return new[0] if new is not None else next(self._store.works([number]))


def _is_one(item: Item, other: Item) -> bool:
    """Whether citations of two works would be joined."""
    return len(group([Member.of(item, "", 0), Member.of(other, "", 1)])[0]) == 1


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
            elif kind == "text" and variable == KEYWORD:
                values[variable] = with_keywords(values[variable], keywords(value))
                filled += [variable] if values[variable] != own[variable] else []
            elif variable == "language" and kind == "text" and _one_language(values[variable], value):
                continue
            elif kind == "dates" and _finer(values[variable], value):
                values[variable] = value
                filled.append(variable)
            elif kind == "dates" and _finer(value, values[variable]):
                continue
            elif values[variable] != value and (kind, variable) != ("custom", IDS):
                differing.append(Variant(variable, "other", shown(_csl(value))))
        parts[kind] = values
    kind = item.type or other.type
    whole = with_further_keys(replace(item, type=kind, **parts), *further_keys(other))
    return whole, tuple(filled), differing


def _with_keywords_beside(item: Item, entry: Entry) -> Entry:
    """A person may have taken a keyword off the work: those that it lacks are kept as a variant."""
    value = entry.item.get(KEYWORD)
    lacking = with_keywords(item.get(KEYWORD), keywords(value)) != item.get(KEYWORD)
    beside = (Variant(KEYWORD, "other", value),) if lacking else ()
    return replace(entry, item=entry.item.with_text(**{KEYWORD: ""}), variants=(*entry.variants, *beside))


def _finer(date: Date, other: Date) -> bool:
    """Whether ``other`` says the same and more: the month or day of a year that is told."""
    if len(date.parts) != 1 or len(other.parts) != 1 or replace(other, parts=date.parts) != date:
        return False
    own, more = date.parts[0], other.parts[0]
    return len(own) < len(more) and more[: len(own)] == own


def _one_language(one: str, other: str) -> bool:
    """Whether two tags differ in no more than a region or script (BCP 47): ru and ru-RU."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


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
