"""Results as findings: what a reader should do something about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.result import Result, in_documents
from bibtool.links.saving import SAVE
from bibtool.links.spelling import Spelling
from bibtool.links.suspicion import same_page, suspicion


def findings_of(results: Iterable[Result], document: str = "") -> tuple[Finding, ...]:
    """The findings of each result, placed at its first mention."""
    rows = tuple(results)
    several = in_documents(rows)
    found = suspicion(rows)
    network: list[Finding] = []
    if found is not None and any(r.verdict is Verdict.UNKNOWN and r.outcome is found.how for r in rows):
        args = {"count": str(found.failing), "hosts": str(found.hosts), "how": found.how.value}
        network.append(Finding(Code.NETWORK_SUSPECTED, args, document=document))
    shown = same_page(rows)
    if shown is not None:
        args = {"count": str(shown.showing), "hosts": str(shown.hosts), "title": shown.title}
        network.append(Finding(Code.SAME_PAGE_EVERYWHERE, args, document=document))
    return (*network, *(finding for result in rows for finding in _of(result, document, several)))


def _of(result: Result, document: str, several: bool) -> Iterator[Finding]:
    first = next((m for m in result.mentions if m.note_id), result.mentions[0] if result.mentions else None)
    note = first.note_id if first is not None else ""
    document = document or (first.document if first is not None and several else "")

    def finding(code: str, **args: str) -> Finding:
        return Finding(code, args, document=document, note_id=note)

    url = result.checked_url or result.url
    match result.verdict if not result.marked else Verdict.ALIVE:
        case Verdict.DEAD:
            yield finding(Code.LINK_DEAD, url=url, why=_why(result))
        case Verdict.DEAD_NOW:
            yield finding(Code.LINK_DEAD_NOW, url=url, why=_why(result))
        case Verdict.SUSPECT:
            yield finding(Code.LINK_SUSPECT, url=url, why=_why(result))
        case Verdict.UNREACHABLE:
            yield finding(Code.LINK_UNREACHABLE, url=url, why=_why(result))
        case Verdict.BLOCKED:
            yield finding(Code.LINK_BLOCKED, url=url, why=_why(result))
        case Verdict.UNKNOWN if result.outcome is Outcome.REFUSED_PRIVATE:
            yield finding(Code.PRIVATE_ADDRESS, url=url, why=_why(result))
        case Verdict.UNKNOWN if result.outcome is Outcome.UNSUPPORTED:
            yield finding(Code.ADDRESS_NOT_ASKABLE, url=url, why=_why(result))
        case _:
            pass
    if result.marked:
        yield finding(Code.ADDRESS_MARKED, url=url, verdict=result.verdict.value, note=result.marked)
    if SAVE in result.archives:
        yield finding(Code.PAGE_NOT_SAVED, url=url, reason=result.archives[SAVE])
    if result.moved_to and result.verdict is Verdict.ALIVE:
        yield finding(Code.LINK_MOVED, url=url, target=result.moved_to)
    if result.came_back:
        yield finding(Code.LINK_CAME_BACK, url=url)
    if result.spelling is Spelling.CUT:
        yield finding(Code.ADDRESS_CUT_SHORT, printed=result.url, url=url)
    elif result.spelling is Spelling.CAPITALS:
        yield finding(Code.CAPITALS_LOST, printed=result.url, url=url)
    elif result.spelling is Spelling.OPEN and result.outcome is not Outcome.OFFLINE:
        yield finding(Code.SPELLING_OPEN, url=url, count=str(len(result.candidates)))
    elif result.spelling is Spelling.SETTLED and url != result.url:
        yield finding(Code.SPELLING_SETTLED, printed=result.url, url=url)
    snapshot = result.snapshot
    if snapshot is not None and snapshot.title_agrees is False:
        yield finding(Code.ARCHIVED_TITLE_DIFFERS, url=url, archived=snapshot.uri, title=snapshot.title)
    if result.verdict.failed and snapshot is None and result.archives:
        said = "; ".join(f"{name}: {text}" for name, text in result.archives.items())
        yield finding(Code.NO_ARCHIVED_COPY, url=url, why=said)


def _why(result: Result) -> str:
    """The outcome with its status, and the evidence that says more than these."""
    told = "; ".join(each for each in result.evidence if each != f"status {result.status}")
    if result.outcome is Outcome.UNSUPPORTED and told:  # the sentence says so
        return told
    status = f" {result.status}" if result.status else ""
    return f"{result.outcome.value}{status}" + (f" ({told})" if told else "")
