"""Works of the library corrected: by assignments, or in a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.changes.change import ChangeSet
from bibtool.decisions import fields
from bibtool.decisions.fields import BadValueError
from bibtool.diagnostics.code import Code
from bibtool.items.item import DATE_VARIABLES
from bibtool.jobs.errors import Exit, JobError, near
from bibtool.jobs.library import changing, found, work
from bibtool.jobs.library_merging import change
from bibtool.library import editing
from bibtool.library.former import remember
from bibtool.library.store import Store
from bibtool.library.work import Work


class Edit(Struct, frozen=True):
    """What is to be done to works: values by the names that a person gave ("" takes a field out); whether what fails a
    check is kept all the same; whether the reading is confirmed."""

    values: tuple[tuple[str, str], ...] = ()
    unchecked: bool = False
    confirmed: bool = False


_AS_IT_IS = Edit()


class Edited(Struct, frozen=True):
    """The works that are others, before and after."""

    works: tuple[tuple[Work, Work], ...]

    @property
    def changes(self) -> ChangeSet:
        """As texts, a value a line."""
        return ChangeSet("edit", tuple(change(before, after) for before, after in self.works))


class _PreviewError(Exception):
    """Nothing is to be kept."""


def assignments(set_: Sequence[str], unset: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """``FIELD=VALUE`` and names of fields.  Raises JobError BT968, BT992 (a field that is both set and taken out)."""
    rows: list[tuple[str, str]] = []
    for each in set_:
        name, equals, value = each.partition("=")
        if not equals or not name.strip():
            raise JobError(Code.NO_ASSIGNMENT, given=each)
        rows.append((name.strip(), value))
    out = [name.strip() for name in unset]
    both = {name.casefold() for name, _ in rows} & {name.casefold() for name in out}
    if both:
        raise JobError(Code.FIELD_SET_AND_UNSET, field=min(both))
    return tuple(rows + [(name, "") for name in out])


def edit(keys: Sequence[str], query: str, asked: Edit, named: str | None, keep: bool = True) -> Edited:
    """Edit the works of these keys and those that a query finds, all or none; ``keep`` False tells what would change.

    Raises JobError BT924, BT925 (a value that cannot be), BT950 to BT952, BT957, BT969 (a query without a work).
    """
    chosen = found(query, named) if query.strip() else []
    if query.strip() and not chosen:
        raise JobError(Code.QUERY_FINDS_NOTHING, Exit.NOTHING, query=query)
    with changing(named) as store:
        works = [work(store, key) for key in keys] + chosen
        unique = list({each.id: each for each in works}.values())
        return _kept(store, [(each, _changed(each, asked)) for each in unique], _command(keys, query, asked), keep)


def edit_text(
    key: str, named: str | None, ask: Callable[[str], str], help: str, asked: Edit = _AS_IT_IS, keep: bool = True
) -> Edited:
    """Edit one work in a text: ``ask`` gets it, and gives it as it shall be.

    Raises JobError as :func:`edit`, and :class:`~bibtool.library.editing.NotUnderstoodError`.
    """
    with changing(named) as store:
        before = work(store, key)
    beside = {f"{each.variable} ({each.kind})": " ".join(each.value.split()) for each in before.variants}
    text = ask(editing.as_text(before.key, before.item, beside, help))
    after = replace(before, item=editing.with_values(before.item, editing.from_text(before.key, before.item, text)))
    after = _confirmed(after, asked)
    with changing(named) as store:
        now = work(store, key)
        if now != before:
            raise JobError(Code.WORK_CHANGED_MEANWHILE, Exit.FOUND, key=before.key)
        return _kept(store, [(before, after)], f"edit {key}", keep)


def _kept(store: Store, rows: Sequence[tuple[Work, Work]], command: str, keep: bool) -> Edited:
    done = [(before, after) for before, after in rows if before != after]
    try:
        with store.operation(command[:200]):
            for before, after in done:
                if before.item != after.item:
                    remember(store, before.id, before.key, before.item)
                store.change(after)
            if not keep:
                raise _PreviewError
    except _PreviewError:
        pass
    return Edited(tuple(done))


def _command(keys: Sequence[str], query: str, asked: Edit) -> str:
    told = [f"{name}={value}" for name, value in asked.values]
    return " ".join(["edit", *keys, *([f"--where {query}"] if query.strip() else []), *told])


def _changed(before: Work, asked: Edit) -> Work:
    return _confirmed(replace(before, item=editing.with_values(before.item, _values(before, asked))), asked)


def _confirmed(after: Work, asked: Edit) -> Work:
    return replace(after, certainty="sure") if asked.confirmed else after


def _values(before: Work, asked: Edit) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in asked.values:
        field = editing.field_named(name, before.item)
        if field is None:
            raise JobError(Code.UNKNOWN_FIELD, name=name, near=near(name, fields.known()))
        try:
            found[field] = editing.checked(field, value)
        except BadValueError as error:
            if not asked.unchecked or (field == "type" or field in DATE_VARIABLES):
                raise JobError(Code.VALUE_DOES_NOT_FIT, field=field, value=value.strip(), reason=str(error)) from None
            found[field] = " ".join(value.split())
    return found
