"""The last stage of the whole job: are the links of the works alive?

Its results differ from day to day and need a network, so they lie beside the deterministic files, as ``links.json``
and ``links.html``, and nothing else depends on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.check import LinkProgress, check
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import Extraction
from bibtool.jobs.link_sources import of_works
from bibtool.jobs.manifest import Delivered, Edited, deliver
from bibtool.links.outcome import Verdict
from bibtool.links.result import Result

LINK_FILES = ("links.json", "links.html")
REPORT = "report.html"


class LinksResult(Struct, frozen=True):
    """Addresses by verdict, the files written, and what the check found; ``offline`` addresses were not checked."""

    verdicts: Mapping[Verdict, int]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    offline: int = 0
    failed: bool = False  # the check could not even begin

    @property
    def checked(self) -> int:
        """How many addresses were checked."""
        return sum(self.verdicts.values()) - self.offline


def check_links(
    extraction: Extraction,
    folder: Path,
    ui: str,
    progress: LinkProgress | None = None,
    edited: Edited = Edited.LEFT,
    redrawn: Callable[[Sequence[Result]], str] | None = None,
) -> LinksResult:
    """Check the addresses of the cited works and write what was found into ``folder``; ``edited`` says what becomes
    of files that somebody edited since, ``redrawn`` makes the report with what was seen.

    The settings are those of ``bibtool check`` (environment, ``bibtool.toml``).  A check that cannot be done is a
    finding (BT712), never an error: the rest of the job is done already.  ``ui`` is the language of the page.
    """
    from collections import Counter

    from bibtool.jobs import link_report, link_settings

    try:
        told = link_settings.gathered({})
        settings, history = link_settings.settings(told), link_settings.history_path(told)
        done = check(of_works(extraction.entries, extraction), settings, history, progress)
    except JobError as error:
        return LinksResult({}, (), (Finding(Code.LINKS_NOT_CHECKED, {"reason": str(error)}),), failed=True)
    told_of = Delivered(())
    if done.results and done.offline < len(done.results):
        texts = (link_report.as_json(done.results), link_report.as_html(done.results, done.findings, ui))
        written: dict[str, str | bytes] = dict(zip(LINK_FILES, texts, strict=True))
        if redrawn is not None:
            written[REPORT] = redrawn(done.results)
        told_of = deliver(folder, written, edited)
    verdicts = Counter(result.verdict for result in done.results)
    return LinksResult(verdicts, told_of.files, (*done.findings, *told_of.findings), done.offline)
