"""Results of a check as JSON, CSV and HTML."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence

from bibtool.links.outcome import URGENCY
from bibtool.links.result import Result
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
)
#: What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def by_urgency(results: Sequence[Result]) -> list[Result]:
    """What needs the reader's hand first; the rest in its own order."""
    return sorted(results, key=lambda r: URGENCY.index(r.verdict))


def as_json(results: Sequence[Result]) -> str:
    """A JSON array with one object a line, in the order of first mention."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    rows = [in_json(encode(r.to_json())) for r in results]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def as_line(result: Result) -> str:
    """One object and a line end: the rows of ``--format jsonl``, in the order in which checks finish."""
    return in_json(json.dumps(result.to_json(), ensure_ascii=False)) + "\n"


def as_csv(results: Sequence[Result]) -> str:
    """One row a mention; the first row names the columns.  Cells that a spreadsheet would run get a quote mark."""
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
            ]
            writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def as_html(results: Sequence[Result], labels: dict[str, str]) -> str:
    """One page without scripts.  Links carry the attributes of Robust Links (robustlinks.mementoweb.org):
    ``data-originalurl``, ``data-versionurl``, ``data-versiondate``.

    ``labels``: title, verdict, outcome, note, address, copy, language.
    """
    from bibtool.render.markup import printable

    rows = "\n".join(_row(r) for r in by_urgency(results))
    heads = "".join(
        f"<th>{html.escape(labels[name])}</th>" for name in ("verdict", "outcome", "note", "address", "copy")
    )
    return printable(
        f'<!DOCTYPE html>\n<html lang="{labels["language"]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(labels['title'])}</title>\n<style>\nbody {{ font: 16px/1.4 serif; margin: 2em; }}\n"
        "td, th { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; overflow-wrap: anywhere; }\n"
        "</style>\n</head>\n<body>\n"
        f"<h1>{html.escape(labels['title'])}</h1>\n<table>\n<tr>{heads}</tr>\n{rows}\n</table>\n</body>\n</html>\n"
    )


def _row(r: Result) -> str:
    notes = ", ".join(dict.fromkeys(m.note_id or m.key for m in r.mentions if m.note_id or m.key))
    status = f" {r.status}" if r.status else ""
    s = r.snapshot
    copy = ""
    if s is not None:
        day = f"{s.timestamp[:4]}-{s.timestamp[4:6]}-{s.timestamp[6:8]}"
        copy = f'<a href="{html.escape(s.uri)}">{html.escape(s.archive)}, {day}</a>'
    cells = [r.verdict.value, f"{r.outcome.value}{status}", notes]
    plain = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
    return f"<tr>{plain}<td>{robust_link(r)}</td><td>{copy}</td></tr>"


def robust_link(r: Result) -> str:
    """The address as a link that survives the death of its page; no link where it is no web address."""
    url = visible(r.checked_url or r.url)
    if not url.lower().startswith(("http://", "https://")):
        return html.escape(url)
    attributes = [f'href="{html.escape(url)}"', f'data-originalurl="{html.escape(url)}"']
    s = r.snapshot
    if s is not None:
        attributes.append(f'data-versionurl="{html.escape(s.uri)}"')
    wanted = next((m.accessed for m in r.mentions if m.accessed), "")
    if wanted:
        attributes.append(f'data-versiondate="{html.escape(wanted)}"')
    return f"<a {' '.join(attributes)}>{html.escape(url)}</a>"


def _cell(value: object) -> str:
    text = "" if value is None else visible(" ".join(str(value).splitlines()))
    return f"'{text}" if text.startswith(_FORMULA) else text
