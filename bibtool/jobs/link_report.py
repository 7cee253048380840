"""Results of a check as JSON, CSV and HTML."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePath

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import Sources
from bibtool.jobs.errors import JobError
from bibtool.links.outcome import URGENCY
from bibtool.links.result import Result, in_documents
from bibtool.text.json_line import json_line
from bibtool.text.visible import in_json, visible

_COLUMNS = (
    "verdict",
    "outcome",
    "status",
    "url",
    "checked_url",
    "final_url",
    "moved_to",
    "title",
    "note",
    "key",
    "accessed",
    "archive",
    "archived",
    "archive_url",
    "days",
    "title_agrees",
    "checked_at",
    "evidence",
    "document",
)
TABLE = "table"
#: How results are written, by the ending of the file.
_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".html": "html", ".htm": "html"}
#: What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chosen(format: str | None, output: str | None) -> str:
    """How results are written: by name, else by the ending of the file, else as a table.

    ``.txt`` and no ending fit every format.  Raises JobError BT515 for an ending of another format, and for one that no
    format has where none is named.
    """
    ending = PurePath(output or "").suffix.lower()
    if ending in ("", ".txt"):
        return format or TABLE
    if ending not in _ENDINGS and format is None:
        reason = f"no format has the ending {ending} (known: {', '.join(_ENDINGS)}, .txt)"
        raise JobError(Code.BAD_LINK_SETTING, setting="--output", reason=reason)
    found = _ENDINGS.get(ending, format or TABLE)
    if format not in (None, found):
        reason = f"{format} was asked for, and the file ends in {ending}"
        raise JobError(Code.BAD_LINK_SETTING, setting="--format", reason=reason)
    return found


def by_urgency(results: Sequence[Result]) -> list[Result]:
    """What needs the reader's hand first; the rest in its own order."""
    return sorted(results, key=lambda r: URGENCY.index(r.verdict))


def as_json(results: Sequence[Result]) -> str:
    """A JSON array with one object a line, in the order of first mention."""
    rows = [in_json(json_line(r.to_json())) for r in results]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def as_line(result: Result) -> str:
    """One object and a line end: the rows of ``--format jsonl``, in the order in which checks finish."""
    return in_json(json_line(result.to_json())) + "\n"


def as_csv(results: Sequence[Result]) -> str:
    """One row a mention; the first row names the columns.  Cells that a spreadsheet would run get a quote mark."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for r in results:
        for m in r.mentions:
            s = m.snapshot
            row = [
                r.verdict.value,
                r.outcome.value,
                r.status,
                r.url,
                r.checked_url,
                r.final_url,
                r.moved_to,
                r.title,
                m.note_id,
                m.key,
                m.accessed,
                s.archive if s else "",
                s.timestamp if s else "",
                s.uri if s else "",
                s.days if s else "",
                s.title_agrees if s else "",
                r.checked_at,
                "; ".join(r.evidence),
                m.document,
            ]
            writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def as_html(results: Sequence[Result], findings: Sequence[Finding], ui: str) -> str:
    """One page without scripts, in the language ``ui``, the most urgent links first.  They carry the attributes of
    Robust Links (robustlinks.mementoweb.org): ``data-originalurl``, ``data-versionurl``, ``data-versiondate``."""
    from bibtool.report.charts import charts
    from bibtool.report.content import findings_of, link_of
    from bibtool.report.page import page

    several = in_documents(results)
    links = tuple(link_of(each, {}, (), several) for each in by_urgency(results))
    told = findings_of(findings, Sources({}), ui)
    return page("links.html", ui, links=links, charts=charts((), (), links), findings=told)


def _cell(value: object) -> str:
    text = "" if value is None else visible(" ".join(str(value).splitlines()))
    return f"'{text}" if text.startswith(_FORMULA) else text
