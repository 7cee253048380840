"""The report of a source: everything about it on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from msgspec.structs import replace

from bibtool.diagnostics.catalogue import severity
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.entries.entry import Entry
from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import Extraction
from bibtool.jobs.finding_sources import sources_of
from bibtool.jobs.lint import Linted
from bibtool.jobs.works import Works
from bibtool.links.result import Result
from bibtool.render.engine import Rendered
from bibtool.report.charts import charts
from bibtool.report.content import (
    Content,
    ShownBibliography,
    ShownLink,
    ShownNote,
    findings_of,
    link_of,
    notes_of,
    why_of,
    work_of,
)

#: Downloads by the ending of their name.
FILES = {
    "bib": "biblatex",
    "bibtex.bib": "bibtex",
    "csl.json": "csl-json",
    "ris": "ris",
    "csv": "csv",
}
_MANY = 1000  # works that are printed in one style only
_LOOKS = 5  # the last checks of a link that are shown


def report(
    works: Works,
    ui: str,
    styles: Sequence[str] = (),
    results: Sequence[Result] | None = None,
    history: Path | None = None,
) -> str:
    """The page of what a source holds, in the language ``ui``.

    ``styles`` are those of its bibliographies (the default ones where none is named), ``results`` a check of its links;
    without them what an earlier check saw is taken from ``history``.  Raises JobError for a history that cannot be
    used, StyleError and UnknownStyle for a style (:func:`bibtool.jobs.styles.usable` asks before).
    """
    lists, problems = _bibliographies(works.entries, styles, works.extraction)
    return drawn(replace(works, findings=(*works.findings, *problems)), ui, lists, results, history)


def drawn(
    works: Works,
    ui: str,
    lists: Mapping[str, Rendered],
    results: Sequence[Result] | None = None,
    history: Path | None = None,
) -> str:
    """The same with bibliographies that are printed already (HTML, by style), and all findings among those of
    ``works``."""
    from bibtool.report.report import as_html

    extraction = works.extraction
    entries = works.entries
    numbers = _numbers(extraction)
    links = _links(works, results, history, numbers)
    content = _read(works.name, extraction, works.findings, ui)
    content = replace(
        content,
        title=works.title or content.source,
        works=tuple(work_of(entry, numbers) for entry in entries),
        links=links,
        bibliographies=tuple(_titled(style, done) for style, done in lists.items()),
        files=_files(works, PurePath(content.source).stem or "works"),
        charts=charts(entries, extraction.citations if extraction is not None else (), links),
    )
    return as_html(content, ui)


def of_findings(found: Linted, ui: str) -> str:
    """The page of the findings in one document, with its notes.

    Raises JobError BT693 for another number of documents.
    """
    from bibtool.report.report import as_html

    extraction = found.extraction
    if len(extraction.documents) != 1:
        raise JobError(Code.REVIEW_OF_ONE, path=", ".join(each.document.name for each in extraction.documents))
    content = _read(extraction.documents[0].document.name, extraction, found.findings, ui)
    return as_html(content, ui, "findings.html")


def _read(name: str, extraction: Extraction | None, findings: Sequence[Finding], ui: str) -> Content:
    """What was read of a source, and the findings in it, the worst first."""
    source = PurePath(name).name
    # the page goes to others: a file has its name there, not its folder
    ranked = [
        replace(each, args={key: source if value == name else value for key, value in each.args.items()})
        for each in sorted(findings, key=lambda each: severity(each).rank)
    ]
    told = findings_of(ranked, sources_of(extraction) if extraction else Sources({}), ui)
    citations = extraction.citations if extraction is not None else ()
    shown: list[ShownNote] = []
    running: list[ShownNote] = []
    for document in extraction.documents if extraction is not None else ():
        notes, texts = notes_of(document.document, document.notes, document.citations, told)
        shown += notes
        running += texts
    why = {f"{each.note_id}.{each.index}": why_of(each) for each in citations}
    return Content(source, source, tuple(shown), tuple(running), told, why, citations=len(citations))


def _numbers(extraction: Extraction | None) -> dict[str, str]:
    documents = extraction.documents if extraction is not None else ()
    return {note.id: note.number for each in documents for note in each.notes.notes}


def _files(works: Works, stem: str) -> Mapping[str, str]:
    from bibtool.formats.registry import get

    files = {f"{stem}.{ending}": get(name).write(works.entries) for ending, name in FILES.items()}
    if works.extraction is not None:
        files[f"{stem}.citations.jsonl"] = get("citations").write(works.extraction.citations)
    return files


def _titled(style: str, done: Rendered) -> ShownBibliography:
    from bibtool.render.style_details import details

    return ShownBibliography(style, details(style).info.title, done.locale, done.entries)


def _bibliographies(
    entries: Sequence[Entry], styles: Sequence[str], extraction: Extraction | None
) -> tuple[dict[str, Rendered], list[Finding]]:
    from bibtool.jobs.bibliography import ENGINE, known_engine, listed
    from bibtool.jobs.genders import genders
    from bibtool.jobs.labels import labels
    from bibtool.render.setting import Setting
    from bibtool.render.styles import default_styles

    wanted = [(name, "") for name in styles] or [(each.style, each.locale) for each in default_styles()]
    if not styles and len(entries) > _MANY:
        wanted = wanted[:1]
    engine = known_engine(ENGINE)
    told, called = genders(extraction, ()), labels(extraction)
    found: dict[str, Rendered] = {}
    problems: list[Finding] = []
    for style, locale in wanted:
        lists = listed(engine, entries, Setting(style, locale, genders=told, labels=called), ("html",))
        if isinstance(lists, Finding):
            problems.append(lists)
            continue
        done = lists["html"]
        problems += [each for each in done.findings if each not in problems]
        found[style] = done
    return found, problems


def _links(
    works: Works, results: Sequence[Result] | None, history: Path | None, numbers: Mapping[str, str]
) -> tuple[ShownLink, ...]:
    """Results of this check, or the last of each address in the history."""
    from bibtool.database import Access, DatabaseError
    from bibtool.jobs.link_sources import of_works
    from bibtool.links.history import History
    from bibtool.links.plan import plan
    from bibtool.links.result import mention_of

    looks: dict[str, list[tuple[str, str]]] = {}
    last: dict[str, Result] = {}
    targets = plan(of_works(works.entries, works.extraction).mentions)
    if history is not None and history.exists():
        try:
            with History(history, Access.READ) as store:
                for target in targets:
                    rows = store.of(target.url)
                    looks[target.url] = [
                        (row.checked_at.date().isoformat(), row.verdict.value) for row in rows[-_LOOKS:]
                    ]
                    if rows:
                        last[target.url] = Result.from_json(dict(rows[-1].result))
        except DatabaseError as error:
            raise JobError(Code.HISTORY_UNUSABLE, files.exit_for(error), reason=str(error)) from None
    if results is not None:
        last = {result.url: result for result in results}
    shown = []
    for target in targets:
        result = last.get(target.url)
        if result is not None:
            shown.append(link_of(result, numbers, looks.get(target.url, ())))
        else:
            mentions = [mention_of(each, None) for each in target.mentions]
            notes = dict.fromkeys(numbers.get(each.note_id, each.note_id) or each.key for each in mentions)
            when = next((each.accessed for each in mentions if each.accessed), "")
            shown.append(ShownLink(target.url, "unknown", "", "", "", tuple(filter(None, notes)), when))
    return tuple(shown)
