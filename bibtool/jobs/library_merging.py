"""Duplicates of the library for commands: listed, called different, merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct, field

from bibtool.changes.change import Change, ChangeSet
from bibtool.database import Access
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError
from bibtool.jobs.library import changing, command_of, found, opened, work
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.library.duplicates import Pair, duplicates
from bibtool.library.merging import Merged, apart, contradicted, merge, said, value
from bibtool.library.store import Store
from bibtool.library.work import Work
from bibtool.text.excerpt import excerpt

_ROOM = 60  # of a value in a message


class Merging(Struct):
    """What was merged, or would be: works as they were and are, findings, and the pairs that are left to look at."""

    merged: list[Merged] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left: list[Pair] = field(default_factory=list)

    @property
    def changes(self) -> ChangeSet:
        """The works that stay, before and after, as texts."""
        return ChangeSet("merge", tuple(change(each.before, each.after) for each in self.merged))


class _PreviewError(Exception):
    """Nothing is to be kept."""


def change(before: Work, after: Work) -> Change:
    """A work before and after as a text, a value a line."""
    texts = ["".join(f"{name} = {' '.join(value.split())}\n" for name, value in said(each)) for each in (before, after)]
    return Change.of(before.key, texts[0].encode(), texts[1].encode())


def pairs(query: str, named: str | None, progress: Progress = nobody) -> list[Pair]:
    """The pairs that may be one work, those of which a work is found by the query, or all; the sure ones first.

    Raises JobError BT950, BT952, BT957.
    """
    wanted = {each.id for each in found(query, named)} if query.strip() else None

    def looked(done: int, total: int) -> None:
        progress(Step("library_comparing", "", done, total))

    with opened(named, Access.READ) as store:
        rows = [pair for pair in duplicates(store, looked) if wanted is None or wanted & {pair.one.id, pair.other.id}]
    return sorted(rows, key=lambda pair: not pair.is_sure)


def different(keys: Sequence[str], named: str | None) -> int:
    """Remember of works that each is different from each other; how many pairs that was said of for the first time.

    Raises JobError BT950, BT951, BT965.
    """
    with changing(named) as store, store.operation(" ".join(["dedupe --different", *keys])[:200]):
        return sum(apart(store, one.id, other.id) for one, other in combinations(_several(store, keys), 2))


def merge_works(keys: Sequence[str], named: str | None, keep: bool = True, force: bool = False) -> Merging:
    """Merge works into the first; ``keep`` False tells what would be done.

    Works that are evidently different are merged only by ``force``: without it JobError BT995 says what differs, and
    where nothing is to be kept, a finding.  Raises also JobError BT950, BT951, BT965.
    """
    done = Merging()
    with changing(named) as store:
        works = _several(store, keys)
        for one, other, variables in contradicted(store, works) if not force else ():
            differing = _differing(one, other, variables)
            refused = JobError(Code.EVIDENTLY_DIFFERENT, key=one.key, other=other.key, differing=differing)
            if keep:
                raise refused
            done.findings.append(refused.finding)
        _do(store, [works], command_of("merge", keys), done, keep)
    return done


def _differing(one: Work, other: Work, variables: Iterable[str]) -> str:
    """The values that contradict each other, as a message has them: ``title (Mgła / Lód), issued (1999 / 2003)``."""
    told: list[str] = []
    for variable in variables:
        values = [excerpt(value(each, variable) or "–", _ROOM) for each in (one, other)]
        told.append(f"{variable} ({' / '.join(values)})" if values != ["–", "–"] else variable)
    return ", ".join(told)


def merge_sure(query: str, named: str | None, keep: bool = True, progress: Progress = nobody) -> Merging:
    """Merge the pairs that are surely one work, into the older one each; what is only likely is left to be looked at.

    Of three works, two of which are not surely one, none is merged (BT967).
    """
    done = Merging()
    rows = pairs(query, named, progress)
    groups = _groups(pair for pair in rows if pair.is_sure)
    with changing(named) as store:
        whole: list[list[Work]] = []
        sure = {frozenset((pair.one.id, pair.other.id)) for pair in rows if pair.is_sure}
        for group in groups:
            works = list(store.works(sorted(group)))
            if all(frozenset((one.id, other.id)) in sure for one, other in combinations(works, 2)):
                whole.append(works)
            else:
                done.findings.append(Finding(Code.GROUP_NOT_MERGED, {"keys": ", ".join(each.key for each in works)}))
        _do(store, whole, "dedupe --merge", done, keep)
    gone = {key for each in done.merged for key in (each.before.key, *each.gone)}
    done.left = [pair for pair in rows if not {pair.one.key, pair.other.key} <= gone]
    return done


def _do(store: Store, groups: Iterable[list[Work]], command: str, done: Merging, keep: bool) -> None:
    try:
        with store.operation(command):
            for first, *others in groups:
                merged = merge(store, first, others)
                done.merged.append(merged)
                done.findings += [
                    Finding(Code.CALLED_DIFFERENT_BEFORE, {"key": one, "other": other})
                    for one, other in merged.overruled
                ]
            if not keep:
                raise _PreviewError
    except _PreviewError:
        pass


def _several(store: Store, keys: Sequence[str]) -> list[Work]:
    """Two works at least.  Raises JobError BT951, BT965."""
    works = list({each.id: each for each in [work(store, key) for key in keys]}.values())
    if len(works) < 2:
        raise JobError(Code.ONE_WORK_ONLY, keys=" ".join(keys))
    return works


def _groups(rows: Iterable[Pair]) -> list[set[int]]:
    """Works that hang together by pairs."""
    of: dict[int, set[int]] = {}
    for pair in rows:
        joined = of.get(pair.one.id, {pair.one.id}) | of.get(pair.other.id, {pair.other.id})
        of.update((number, joined) for number in joined)
    return list({id(group): group for group in of.values()}.values())
