"""Works that are one made one: nothing that either said is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from bibtool.entries.entry import Variant
from bibtool.entries.likeness import contradictions
from bibtool.entries.people import ROLES, Person, Persons, compare
from bibtool.entries.spellings import Spelled, Words
from bibtool.formats.remainder import shown
from bibtool.items.item import NAME_VARIABLES, Item
from bibtool.items.names import Name, names_text
from bibtool.library.adding import filled_up
from bibtool.library.duplicates import face
from bibtool.library.former import remember
from bibtool.library.further_keys import with_further_keys
from bibtool.library.persons import one_form
from bibtool.library.store import Store
from bibtool.library.work import Work

_KINDS = {Words.EQUAL: "spelling", Words.SPELLING: "spelling", Words.SHORTER: "short", Words.TRANSLATED: "translation"}
#: Of a title that says it in other words, perhaps of another language.
_OTHER_WORDS = ("translation", "other")
_MOVED = ("mention", "tag", "remark", "attachment", "former")


class Merged(NamedTuple):
    """The work that stays, as it was and as it is; the keys that went, and the pairs of keys that a person had called
    different.  ``filled`` names the variables that it took over, ``differing`` holds the values beside which its own
    stand."""

    before: Work
    after: Work
    gone: tuple[str, ...]
    overruled: tuple[tuple[str, str], ...] = ()
    filled: tuple[str, ...] = ()
    differing: tuple[Variant, ...] = ()


class United(NamedTuple):
    """One work of two, the variables that the first one lacked, and what is kept beside the values that stand."""

    work: Work
    filled: tuple[str, ...]
    differing: tuple[Variant, ...]


def united(keep: Work, other: Work) -> United:
    """The values of both: those of ``keep`` stand, what it lacks is filled in, what differs becomes a variant; of one
    name that is given twice the fuller form stands."""
    item, filled, differing = filled_up(keep.item, other.item)
    names = dict(item.names)
    beside: list[Variant] = []
    for variable, row in other.item.names.items():
        own = keep.item.names.get(variable, ())
        if own and own != row and _fuller(row, own):
            names[variable] = row
            beside.append(Variant(variable, "other", names_text(own)))
        elif own and own != row:
            beside.append(Variant(variable, "other", names_text(row)))
    if other.item.type and other.item.type != item.type:
        beside.append(Variant("type", "other", other.item.type))
    beside += [_named(each, keep.item) for each in differing if each.variable not in NAME_VARIABLES]
    if "language" in filled and any(each.variable == "title" and each.kind in _OTHER_WORDS for each in beside):
        item = item.with_text(language="")  # it is that of a title in other words, which stands beside the work's
        filled = tuple(each for each in filled if each != "language")
        beside.append(Variant("language", "other", other.item.get("language")))
    item = with_further_keys(replace(item, names=names), other.key)
    variants = tuple(dict.fromkeys([*keep.variants, *other.variants, *beside]))
    return United(replace(keep, item=item, variants=variants), filled, tuple(beside))


def _named(variant: Variant, item: Item) -> Variant:
    """A variant of a title as what it is beside the one that stands: a spelling, a shorter form, a translation."""
    if variant.variable not in ("title", "container-title", "publisher"):
        return variant
    own, other = Spelled.of(item.get(variant.variable)), Spelled.of(variant.value)
    relation = own.against(other)
    if relation is Words.EQUAL and own.latin != other.latin:
        return replace(variant, kind="transliteration")
    if relation is Words.SHORTER and len(own.whole) < len(other.whole):
        return variant
    return replace(variant, kind=_KINDS.get(relation, variant.kind))


def _fuller(one: Sequence[Name], other: Sequence[Name]) -> bool:
    """Whether ``one`` names the same persons with more of their given names, in the same letters."""
    mine, others = [[Person.of(name) for name in row] for row in (one, other)]
    if len(mine) != len(others) or compare(mine, others) is not Persons.SAME:
        return False
    if any(
        first.latin != second.latin or first.first != second.first for first, second in zip(mine, others, strict=True)
    ):
        return False
    lengths = [[sum(len(word.letters) for word in person.given) for person in row] for row in (mine, others)]
    return lengths[0] != lengths[1] and all(more >= less for more, less in zip(*lengths, strict=True))


def merge(store: Store, keep: Work, others: Sequence[Work]) -> Merged:
    """Merge ``others`` into ``keep``, inside an operation: values, mentions, tags, remarks, attachments, and what a
    person said of their being different from a third work.  The keys that go lead to the work that stays."""
    overruled: list[tuple[str, str]] = []
    filled: list[str] = []
    differing: list[Variant] = []
    work = keep
    for other in others:
        work, more, beside = united(work, other)
        filled += more
        differing += beside
        for table in _MOVED:
            _move(store, table, keep.id, other.id)
        if _repaired(store, keep.id, other.id):
            overruled.append((keep.key, other.key))
        remember(store, keep.id, other.key, other.item)
        store.remove(other.id)
    remember(store, keep.id, keep.key, keep.item)
    store.change(work)
    gone = tuple(each.key for each in others)
    return Merged(keep, work, gone, tuple(overruled), tuple(dict.fromkeys(filled)), tuple(dict.fromkeys(differing)))


def contradicted(store: Store, works: Sequence[Work]) -> Iterator[tuple[Work, Work, tuple[str, ...]]]:
    """The pairs of works that are evidently two, each with the variables that say so; forms of a name that a person
    linked are one."""
    instead = one_form(store)
    for one, other in combinations(works, 2):
        found = contradictions(face(one, instead), face(other, instead))
        if found:
            yield one, other, found


def _move(store: Store, table: str, to: int, of: int) -> None:
    """Give the rows of one work to another; what it has already goes."""
    rows = [dict(row) for row in store.db.execute(f"SELECT * FROM {table} WHERE work IN (?, ?) ORDER BY id", (to, of))]
    numbers = [row.pop("id") for row in rows]
    there = [row for row in rows if row["work"] == to]
    for number, row in zip(numbers, rows, strict=True):
        if row["work"] == of:
            moved = {**row, "work": to}
            store.put(table, number, None if moved in there else moved)
            there.append(moved)


def _repaired(store: Store, keep: int, gone: int) -> bool:
    """Pairs of works that are different name the work that stays; whether these two were one of them."""
    overruled = False
    for row in store.db.execute("SELECT id, one, other FROM distinct_pair WHERE ? IN (one, other)", (gone,)).fetchall():
        third = row["other"] if row["one"] == gone else row["one"]
        store.put("distinct_pair", row["id"], None)
        if third == keep:
            overruled = True
        else:
            apart(store, keep, third)
    return overruled


def apart(store: Store, one: int, other: int) -> bool:
    """Remember that two works are different; was it new?"""
    first, second = sorted((one, other))
    asked = "SELECT 1 FROM distinct_pair WHERE one = ? AND other = ?"
    if store.db.execute(asked, (first, second)).fetchone() is not None:
        return False
    store.put("distinct_pair", None, {"one": first, "other": second})
    return True


def value(work: Work, variable: str) -> str:
    """What a work says in one variable, as people read it; "" where it says nothing.  For its author also the editor
    or whoever else it is known by."""
    values = dict(said(replace(work, variants=())))
    if variable == "author":
        return next((values[role] for role in ROLES if role in values), "")
    return values.get(variable, "")


def said(work: Work) -> list[tuple[str, str]]:
    """What a work says, a value a row, as people read it: variants behind their variable."""
    values = work.item.to_csl()
    custom = values.pop("custom", {})
    rows = [
        (name, names_text(work.item.names[name]) if name in work.item.names else shown(value))
        for name, value in values.items()
    ]
    rows += [(name, str(value)) for name, value in custom.items()]
    return rows + [(f"{each.variable} ({each.kind})", each.value) for each in work.variants]
