"""Values taken out of the library for good."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.library import changing
from bibtool.jobs.mirrors import Keep, follow
from bibtool.library.purging import Purged, PurgeError
from bibtool.library.purging import purge as purge_values


class Report(Struct, frozen=True):
    """What was purged, and the findings."""

    purged: tuple[Purged, ...]
    findings: tuple[Finding, ...]


def purge(targets: Sequence[str], named: str | None) -> Report:
    """Purge works (``KEY``) and single values (``KEY.FIELD``), all or none, and write the file anew.

    Raises JobError BT950, BT951, BT957, and BT976 where one of them is not there.
    """
    findings: list[Finding] = []
    with changing(named) as store:
        known = {key.casefold() for key in store.every_key()}
        wanted = [_split(target, known) for target in targets]
        try:
            done = purge_values(store, wanted)
        except PurgeError as error:
            near_it = near(error.name, error.known)
            if error.reason == "key":
                raise JobError(Code.WORK_UNKNOWN, key=error.name, near=near_it) from None
            key = next(key for key, field in wanted if field == error.name)
            known_fields = ", ".join(error.known) or "-"
            raise JobError(Code.FIELD_ABSENT, key=key, field=error.name + near_it, known=known_fields) from None
        if not store.wipe():
            findings.append(Finding(Code.LIBRARY_READ_MEANWHILE))
        follow(store, store.path, Keep.AS_IS)  # those that are written when asked hold it, too
    findings += [
        Finding(
            Code.PURGED_WORDS_ELSEWHERE,
            {"target": f"{each.key}.{each.field}".rstrip("."), "places": ", ".join(each.still)},
        )
        for each in done
        if each.still
    ]
    return Report(tuple(done), tuple(findings))


def _split(target: str, known: Collection[str]) -> tuple[str, str]:
    """Key and field; a key may hold a full stop itself."""
    key, dot, field = target.rpartition(".")
    return (target, "") if not dot or target.casefold() in known else (key, field)
