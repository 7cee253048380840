"""Check the links of sources or works: alive, dead, archived, rightly spelt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.link_sources import LinkSources, mentions_of
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Target, plan
from bibtool.links.result import Result
from bibtool.links.settings import Settings

#: Called after each finished check: the result, how many are done, how many there are.
LinkProgress = Callable[[Result, int, int], None]
#: From the worst: ``--fail-on X`` means X and what stands before it.
FAIL_ON = (Verdict.DEAD, Verdict.DEAD_NOW, Verdict.SUSPECT, Verdict.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The results in the order of first mention, the findings, and the entries of the sources."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...] = ()

    @property
    def offline(self) -> int:
        """How many addresses were not checked for want of a network."""
        return sum(r.outcome is Outcome.OFFLINE for r in self.results)

    def exit(self, fail_on: Verdict | None) -> Exit:
        """1 where something is as bad as ``fail_on`` (None: never), 3 where nothing could be checked, else 0."""
        if all(r.verdict is Verdict.UNKNOWN for r in self.results):
            return Exit.NOTHING
        bad = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on else ()
        return Exit.FOUND if any(r.verdict in bad for r in self.results) else Exit.DONE


def check(
    sources: LinkSources,
    settings: Settings,
    history: Path | str,
    progress: LinkProgress | None = None,
    *,
    fresh: bool = False,
) -> CheckResult:
    """Check every address of ``sources``.

    A check of the same addresses that was cut off goes on where it ended, unless ``fresh``.  Raises JobError BT515
    for a bad setting and BT516 for a history that cannot be used.  Runs an event loop of its own.
    """
    import asyncio

    from bibtool.links.checker import check as check_targets
    from bibtool.links.clock import SystemClock
    from bibtool.links.findings import findings_of
    from bibtool.links.history import History, HistoryError

    targets = plan(sources.mentions)
    stop = boundary()
    faults: dict[str, Finding] = {}

    def fault(error: Exception, target: Target) -> None:
        if isinstance(error, HistoryError):
            raise error
        note = next((mention.note_id for mention in target.mentions if mention.note_id), "")
        faults[target.url] = stop.fault(error, Finding("BT590", {"url": target.url, "problem": ""}, note_id=note))

    try:
        with History(history) as store:
            report = progress or (lambda result, done, total: None)
            results = asyncio.run(
                check_targets(targets, settings, store, SystemClock(), report, fresh=fresh, on_fault=fault)
            )
    except HistoryError as error:
        raise JobError("BT516", files.exit_for(error), reason=str(error)) from None
    except ValueError as error:
        raise JobError("BT515", setting="check", reason=str(error)) from None
    found = CheckResult(tuple(results), (), sources.entries)
    findings = [*sources.findings, *faults.values(), *findings_of(r for r in results if r.url not in faults)]
    if found.offline:
        findings.append(Finding("BT517", {"count": str(found.offline)}))
    return CheckResult(tuple(results), tuple(findings), sources.entries)


def check_entries(
    entries: Sequence[Entry], settings: Settings, history: Path | str, progress: LinkProgress | None = None
) -> CheckResult:
    """Check the addresses of works, as :func:`check`."""
    return check(LinkSources(mentions_of(entries), tuple(entries)), settings, history, progress)


def applied_text(result: CheckResult, path: str, source: str = "") -> str | bytes:
    """The entries with accepted spellings, new addresses and archived copies, in the format of ``path``'s ending.

    Where ``source`` is the one .bib file that was checked and the ending is that of a .bib file, everything else in it
    stays byte for byte.  Raises JobError BT705 for an ending that no format has.
    """
    from bibtool.formats.registry import get
    from bibtool.jobs.export import TABLE, choose
    from bibtool.links.applied import CopyFields, applied

    name = choose(None, path)
    if name == TABLE:
        name = "biblatex"
    fields = CopyFields.BIB if name in {"biblatex", "bibtex"} else CopyFields.CSL
    if source and fields is CopyFields.BIB:
        same = _edited(result, path, source)
        if same is not None:
            return same
    return get(name).write(applied(result.entries, result.results, fields))


def _edited(result: CheckResult, path: str, source: str) -> bytes | None:
    from bibtool.jobs.references import format_by_ending
    from bibtool.links.applied import edited
    from bibtool.readers.detection import detect
    from bibtool.text.decoding import NotTextError, exact

    data = files.read(source)
    if detect(data, source).kind.name != "bibtex" or format_by_ending(path).name == "bibtex":
        return None
    try:
        whole = exact(data)
        text = edited(whole.text, result.entries, result.results) if whole is not None else None
        return None if whole is None or text is None else whole.encoded(text)
    except (NotTextError, UnicodeEncodeError):
        return None
