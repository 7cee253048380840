"""Values taken out of the library for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bibtool.database import Access
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.library import opened
from bibtool.jobs.library_keys import check_there
from bibtool.library.purging import Purged, PurgeError
from bibtool.library.purging import purge as purge_value
from bibtool.library.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """What was purged, and the findings."""

    purged: tuple[Purged, ...]
    findings: tuple[Finding, ...]


def purge(targets: Sequence[str], named: str | None) -> Report:
    """Purge works (``KEY``) and single values (``KEY.FIELD``), and write the file anew.

    Raises JobError BT950, BT951 and BT976 where one of them is not there; what came before it is purged.
    """
    done: list[Purged] = []
    findings: list[Finding] = []
    check_there(named)
    with opened(named, Access.WRITE) as store:
        try:
            for target in targets:
                done.append(_purged(store, target))
        finally:
            if done and not store.wipe():
                findings.append(Finding("BT978"))
    findings += [
        Finding("BT977", {"target": f"{each.key}.{each.field}".rstrip("."), "places": ", ".join(each.still)})
        for each in done
        if each.still
    ]
    return Report(tuple(done), tuple(findings))


def _purged(store: Store, target: str) -> Purged:
    key, dot, field = target.rpartition(".")
    try:
        return purge_value(store, target)
    except PurgeError as whole:
        if not dot:
            raise JobError("BT951", key=target, near=near(target, whole.known)) from None
    try:
        return purge_value(store, key, field)
    except PurgeError as error:
        if error.reason == "key":
            raise JobError("BT951", key=key, near=near(key, error.known)) from None
        known = ", ".join(dict.fromkeys(error.known))
        raise JobError("BT976", key=key, field=field + near(field, error.known), known=known) from None
