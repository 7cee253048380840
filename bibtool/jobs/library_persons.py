"""Persons of the library for commands: forms of one name listed, linked, preferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.library import changing, opened
from bibtool.library import persons as store_of_persons
from bibtool.library.persons import Form, PersonError
from bibtool.library.store import Store


def listed(wanted: str, named: str | None) -> list[list[Form]]:
    """Persons with their forms: those that were linked, then those whose forms may be one person's.

    Raises JobError BT950, BT957.
    """
    with opened(named, Access.READ) as store:
        return store_of_persons.persons(store_of_persons.forms(store), wanted)


def link(texts: Sequence[str], named: str | None) -> list[Form]:
    """Say that forms are of one person; gives all its forms.  Raises JobError BT950, BT957, BT971, BT972."""
    with _said(named, "persons link", texts) as store:
        return store_of_persons.link(store, texts)


def unlink(texts: Sequence[str], named: str | None) -> int:
    """Take forms off their persons; how many.  Raises JobError BT950, BT957, BT973."""
    with _said(named, "persons unlink", texts) as store:
        return store_of_persons.unlink(store, texts)


def prefer(text: str, named: str | None) -> list[Form]:
    """Put a form before all others of its person; gives them all.  Raises JobError BT950, BT957, BT973."""
    with _said(named, "persons prefer", [text]) as store:
        return store_of_persons.prefer(store, text)


def with_preferred(entries: Iterable[Entry], named: str | None) -> tuple[list[Entry], list[Finding]]:
    """Entries of the library as they go out: with the preferred forms of names, which is told (BT974)."""
    with opened(named, Access.READ) as store:
        instead = store_of_persons.preferred(store)
    found, changed = store_of_persons.with_preferred(entries, instead)
    return found, [Finding(Code.PREFERRED_NAMES_PRINTED, {"count": str(changed)})] if changed else []


@contextmanager
def _said(named: str | None, command: str, texts: Sequence[str]) -> Iterator[Store]:
    with changing(named) as store:
        try:
            with store.operation(f"{command} {'; '.join(texts)}"[:200]):
                yield store
        except PersonError as error:
            known = [form.text for form in store_of_persons.forms(store)]
            like = near(error.text, known)
            if error.reason == "several":
                raise JobError(Code.ONE_FORM_ONLY, name=error.text) from None
            if error.reason == "unknown":
                raise JobError(Code.PERSON_UNKNOWN, name=error.text, near=like) from None
            raise JobError(Code.FORM_NOT_LINKED, name=error.text, near=like) from None
