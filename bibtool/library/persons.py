"""Forms of one person's name, linked by decision: works keep what they print, and no form is changed in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.entries.entry import Entry, Variant
from bibtool.entries.people import Person
from bibtool.items.item import Item
from bibtool.items.names import Name, names_from_text, names_text
from bibtool.language.folding import fold
from bibtool.library.store import Store

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Form(Struct, frozen=True):
    """One form of a name: as text ("Family, Given"), how many works print it, the number of the person that it was
    linked to (0: none), and whether it stands before that person's others."""

    text: str
    name: Name
    works: int
    person: int = 0
    preferred: bool = False


class PersonError(Exception):
    """Nothing was linked; ``reason`` is ``unknown`` (no work prints it), ``alone`` (it is linked to nothing) or
    ``several`` (two forms at least are needed)."""

    def __init__(self, reason: str, text: str) -> None:
        self.reason, self.text = reason, text
        super().__init__(reason, text)


def forms(store: Store) -> list[Form]:
    """Every form that works print or that was linked, the commonest first."""
    count: Counter[str] = Counter()
    names: dict[str, Name] = {}
    for work in store.works():
        printed = {names_text([name]): name for row in work.item.names.values() for name in row}
        count.update(printed.keys())
        names |= printed
    linked = _linked(store)
    names |= {form.text: form.name for form in linked}
    of = {form.text: form for form in linked}
    rows = (
        Form(text, name, count[text], of[text].person if text in of else 0, text in of and of[text].preferred)
        for text, name in names.items()
        if text
    )
    return sorted(rows, key=lambda form: (-form.works, form.text))


def _linked(store: Store) -> list[Form]:
    rows = store.db.execute("SELECT form, name, person, preferred FROM person_form ORDER BY person, preferred DESC, id")
    return [
        Form(text, Name.from_csl(json.loads(name)), 0, person, bool(preferred))
        for text, name, person, preferred in rows
    ]


def persons(every: Sequence[Form], wanted: str = "") -> list[list[Form]]:
    """Forms that were linked, and those that may be one person's: the same family name in any script, given names
    that do not contradict each other.  ``wanted`` are letters of a form, in any script; persons of one form are left
    out."""
    linked: dict[int, list[Form]] = {}
    by_family: dict[str, list[Form]] = {}
    for form in every:
        if form.person:
            linked.setdefault(form.person, []).append(form)
        else:
            by_family.setdefault(Person.of(form.name).first, []).append(form)
    groups = [sorted(group, key=lambda form: not form.preferred) for group in linked.values()]
    for family, rows in by_family.items():
        groups += _alike(rows) if family else []
    asked = fold(wanted)
    found = [group for group in groups if any(asked in fold(form.text) for form in group)]
    return sorted(found, key=lambda group: (not group[0].person, group[0].text))


def _alike(rows: Sequence[Form]) -> list[list[Form]]:
    """Forms of one family name, each with the first that it may be, if it may be all that are with that one."""
    groups: list[list[tuple[Form, Person]]] = []
    for form in sorted(rows, key=_brevity):
        person = Person.of(form.name)
        fitting = [group for group in groups if all(person.may_be(other) for _, other in group)]
        if len(fitting) == 1:  # "A. Lis" may be Anna or Adam: then it is left alone
            fitting[0].append((form, person))
        elif not fitting:
            groups.append([(form, person)])
    found = [[form for form, _ in group] for group in groups if len(group) > 1]
    return [sorted(group, key=lambda form: (-form.works, form.text)) for group in found]


def _brevity(form: Form) -> tuple[bool, str]:
    """Initials come last: whose they may be is seen when all that are written out are known."""
    given = form.name.given.split()
    return not given or len(given[0].rstrip(".")) < 2, form.text


def link(store: Store, texts: Sequence[str]) -> list[Form]:
    """Say that these forms are of one person, inside an operation; one at least is printed by a work.

    Gives all forms of that person.  Raises :class:`PersonError`.
    """
    every = {form.text: form for form in forms(store)}
    wanted = list(dict.fromkeys(_text(text) for text in texts))
    if len(wanted) < 2:
        raise PersonError("several", "; ".join(wanted))
    if not any(text in every for text in wanted):
        raise PersonError("unknown", wanted[0])
    old = {every[text].person for text in wanted if text in every} - {0}
    person = min(old) if old else 1 + (store.db.execute("SELECT max(person) FROM person_form").fetchone()[0] or 0)
    joined = [form for form in every.values() if form.person in old]
    chosen = next((form.text for form in joined if form.preferred), "")
    for text in dict.fromkeys([*(form.text for form in joined), *wanted]):
        _put(store, text, every[text].name if text in every else _name(text), person, text == chosen)
    return _of(store, person)


def unlink(store: Store, texts: Sequence[str]) -> int:
    """Take forms off their persons, inside an operation; how many.  A person of one form is none.  Raises
    :class:`PersonError`."""
    gone = 0
    for text in map(_text, texts):
        row = store.db.execute("SELECT id, person FROM person_form WHERE form = ?", (text,)).fetchone()
        if row is None:
            raise PersonError("alone", text)
        store.put("person_form", row["id"], None)
        gone += 1
        left = store.db.execute("SELECT id FROM person_form WHERE person = ?", (row["person"],)).fetchall()
        if len(left) == 1:
            store.put("person_form", left[0]["id"], None)
    return gone


def prefer(store: Store, text: str) -> list[Form]:
    """Put a form before all others of its person, inside an operation; gives them all.  Raises :class:`PersonError`."""
    wanted = _text(text)
    row = store.db.execute("SELECT person FROM person_form WHERE form = ?", (wanted,)).fetchone()
    if row is None:
        raise PersonError("alone", wanted)
    for form in _of(store, row["person"]):
        _put(store, form.text, form.name, row["person"], form.text == wanted)
    return _of(store, row["person"])


def _of(store: Store, person: int) -> list[Form]:
    return [form for form in _linked(store) if form.person == person]


def _put(store: Store, text: str, name: Name, person: int, preferred: bool) -> None:
    row = store.db.execute("SELECT id FROM person_form WHERE form = ?", (text,)).fetchone()
    values = {"person": person, "form": text, "name": _JSON.encode(name.to_csl()), "preferred": int(preferred)}
    store.put("person_form", row["id"] if row is not None else None, values)


def _text(text: str) -> str:
    return names_text([_name(text)])


def _name(text: str) -> Name:
    return next(iter(names_from_text(text)), Name())


def preferred(store: Store) -> dict[str, Name]:
    """For each form of a person of whom one form is preferred, that one."""
    rows = _linked(store)
    chosen = {form.person: form.name for form in rows if form.preferred}
    return {form.text: chosen[form.person] for form in rows if form.person in chosen and not form.preferred}


def one_form(store: Store) -> dict[str, Name]:
    """For each linked form the first of its person, so that linked forms compare as one name."""
    first: dict[int, Name] = {}
    rows = _linked(store)
    for form in rows:
        first.setdefault(form.person, form.name)
    return {form.text: first[form.person] for form in rows}


def with_names(item: Item, instead: Mapping[str, Name]) -> Item:
    """An item with other forms of its names."""
    if not instead:
        return item
    names = {role: tuple(instead.get(names_text([name]), name) for name in row) for role, row in item.names.items()}
    return item if names == item.names else replace(item, names=names)


def with_preferred(entries: Iterable[Entry], instead: Mapping[str, Name]) -> tuple[list[Entry], int]:
    """Entries with the preferred forms of names, what they print beside them as variants; how many are others now."""
    found: list[Entry] = []
    changed = 0
    for entry in entries:
        item = with_names(entry.item, instead)
        if item is entry.item:
            found.append(entry)
            continue
        changed += 1
        printed = [
            Variant(role, "printed", names_text(row))
            for role, row in entry.item.names.items()
            if item.names[role] != row
        ]
        found.append(replace(entry, item=item, variants=tuple(dict.fromkeys((*entry.variants, *printed)))))
    return found, changed
