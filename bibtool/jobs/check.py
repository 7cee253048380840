"""Check the links of sources or works: alive, dead, archived, rightly spelt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.boundary import boundary
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.link_sources import LinkSources
from bibtool.jobs.wishes import NOTHING, Wishes
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Mention, Target, pages, plan, together
from bibtool.links.result import MentionResult, Result, mention_of
from bibtool.links.saving import SAVE
from bibtool.links.settings import Settings
from bibtool.links.snapshots import Snapshot

if TYPE_CHECKING:
    from bibtool.links.checker import Asking

#: Called after each finished check: the result, how many are done, how many there are.
LinkProgress = Callable[[Result, int, int], None]
#: From the worst: ``--fail-on X`` means X and what stands before it.
FAIL_ON = (Verdict.DEAD, Verdict.DEAD_NOW, Verdict.SUSPECT, Verdict.UNREACHABLE)


class CheckResult(Struct, frozen=True):
    """The results in the order of first mention, the findings, the entries of the sources, and how many lines of lists
    could not be read."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...] = ()
    unread: int = 0

    @property
    def offline(self) -> int:
        """How many addresses were not checked for want of a network."""
        return sum(r.outcome is Outcome.OFFLINE for r in self.results)

    def exit(self, fail_on: Verdict | None) -> Exit:
        """1 where something is as bad as ``fail_on`` (None: never), a page could not be saved or a line not be read, 3
        where nothing could be checked, else 0."""
        if all(r.verdict is Verdict.UNKNOWN for r in self.results):
            return Exit.NOTHING
        bad = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on else ()
        unsaved = any(SAVE in r.archives for r in self.results)
        return Exit.FOUND if unsaved or self.unread or any(r.verdict in bad for r in self.results) else Exit.DONE


def check(
    sources: LinkSources,
    settings: Settings,
    history: Path | str,
    progress: LinkProgress | None = None,
    *,
    fresh: bool = False,
    wishes: Wishes = NOTHING,
) -> CheckResult:
    """Check every address of ``sources``.

    A check of the same addresses that was cut off goes on where it ended, unless ``fresh``.  Raises JobError BT515
    for a bad setting and BT516 for a history that cannot be used.  Runs an event loop of its own.
    """
    import asyncio

    from bibtool.database import DatabaseError
    from bibtool.links.checker import check as check_targets
    from bibtool.links.clock import SystemClock
    from bibtool.links.findings import findings_of
    from bibtool.links.history import History

    mentions, excluded = wishes.kept(sources.mentions)
    planned = plan(mentions)
    groups = pages(planned)
    total = sum(map(len, groups))
    clock = SystemClock()
    stop = boundary()
    faults: dict[str, Finding] = {}
    found: dict[str, Result] = {}

    def fault(error: Exception, target: Target) -> None:
        if isinstance(error, DatabaseError):
            raise error
        first = next((each for each in target.mentions if each.note_id), Mention(()))
        args = {"url": target.url, "problem": ""}
        told = Finding(Code.ADDRESS_NOT_CHECKED, args, document=first.document, note_id=first.note_id)
        faults[target.url] = stop.fault(error, told)

    try:
        with History(history) as store:
            decisions = store.decisions()

            def told(group: Sequence[Target], result: Result) -> None:
                for target in group:
                    found[target.url] = wishes.judged(shared(target, result), decisions)
                    if progress is not None:
                        progress(found[target.url], len(found), total)

            def ask(work: Sequence[Sequence[Target]]) -> None:
                waiting = {group[0].url: group for group in work}
                if waiting:
                    targets = [together(group) for group in work]
                    done = check_targets(
                        targets,
                        settings,
                        store,
                        clock,
                        lambda result, *_: told(waiting[result.url], result),
                        fresh=fresh,
                        on_fault=fault,
                        asking=_asking(settings.jobs),
                    )
                    asyncio.run(done)

            asked = []
            for group in groups:
                seen = wishes.remembered(together(group), settings, store, clock.now())
                if seen is None:
                    asked.append(group)
                else:
                    told(group, seen)
            ask(asked)
            # One spelling that fails says nothing of the others: a site may answer with "www" alone.
            ask([(target,) for group in asked for target in group[1:] if _alone(target, found[group[0].url])])
    except DatabaseError as error:
        raise JobError(Code.HISTORY_UNUSABLE, files.exit_for(error), reason=str(error)) from None
    except ValueError as error:
        raise JobError(Code.BAD_LINK_SETTING, setting="check", reason=str(error)) from None
    results = tuple(found[target.url] for group in groups for target in group)
    order = {target.url: place for place, target in enumerate(planned)}
    results = tuple(sorted(results, key=lambda result: order[result.url]))
    findings = [*sources.findings, *sources.unread, *faults.values()]
    findings += findings_of(r for r in results if r.url not in faults)
    if excluded:
        findings.append(Finding(Code.ADDRESSES_EXCLUDED, {"count": str(excluded)}))
    offline = sum(r.outcome is Outcome.OFFLINE for r in results)
    proxies = sorted({f"{proxy.host}:{proxy.port}" for proxy in settings.proxies.by_scheme.values()})
    if offline and proxies:
        findings.append(Finding(Code.PROXY_GIVES_NOTHING, {"count": str(offline), "proxy": ", ".join(proxies)}))
    elif offline:
        findings.append(Finding(Code.OFFLINE, {"count": str(offline)}))
    return CheckResult(results, tuple(findings), sources.entries, len(sources.unread))


def _asking(jobs: int) -> Asking:
    from bibtool.links.checker import ask

    if jobs == 1:
        return ask
    from bibtool.jobs.link_shards import asking

    return asking(jobs)


def _alone(target: Target, lead: Result) -> bool:
    """Whether a spelling is to be asked by itself: another one failed, and they differ in more than the fragment."""
    differs = target.url.partition("#")[0] != lead.url.partition("#")[0]
    return differs and lead.verdict.failed and lead.outcome is not Outcome.OFFLINE


def shared(target: Target, result: Result) -> Result:
    """What was seen of a page, for one of its spellings: with its own mentions, each with the copy that was found for
    its date."""
    if target.url == result.url and list(map(_named, target.mentions)) == list(map(_named, result.mentions)):
        return result
    copies: dict[tuple[str, str, str, str, str], list[Snapshot | None]] = {}
    for each in result.mentions:
        copies.setdefault((each.key, each.note_id, each.accessed, each.copy, each.document), []).append(each.snapshot)
    by_date = {each.accessed: each.snapshot for each in result.mentions if each.snapshot is not None}
    mentions: list[MentionResult] = []
    for mention in target.mentions:
        own = mention_of(mention, None)
        row = copies.get((own.key, own.note_id, own.accessed, own.copy, own.document))
        mentions.append(replace(own, snapshot=row.pop(0) if row else by_date.get(own.accessed)))
    if target.url == result.url:
        return replace(result, mentions=tuple(mentions))
    same = target.url.partition("#")[0] == result.url.partition("#")[0]
    evidence = result.evidence if same else (*result.evidence, f"asked as {result.url}")
    checked = target.url if result.checked_url == result.url else result.checked_url
    return replace(result, url=target.url, checked_url=checked, mentions=tuple(mentions), evidence=evidence)


def _named(mention: Mention | MentionResult) -> tuple[int, str, str, str, str]:
    return (mention.place, mention.key, mention.note_id, mention.copy, mention.document)
