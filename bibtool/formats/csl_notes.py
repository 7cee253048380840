"""Notes as CSL citations: what each note cites, with the author's own words around it, and none of its printed forms.

With the works in CSL-JSON beside it this is all that is needed to set the notes in any style.  The citations are
objects of CSL's citation data (csl-citation.json): ``citationItems`` with ``id``, ``locator``, ``label``, ``prefix``
and ``suffix``, and ``properties`` with ``noteIndex``; besides, ``joint`` where the author's own mark, and not that of a
style, stands between a cite and the one before it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.apparatus import CitedNote, CitedWork, note_indices
from bibtool.formats.format import Format, FormatError, ReadResult, Takes
from bibtool.text.visible import in_json

SCHEMA_VERSION = 2
_READABLE = (1, SCHEMA_VERSION)  # 1 had no "joint"


def write(notes: Sequence[CitedNote]) -> str:
    """One JSON object with all notes in order, UTF-8 as it is."""
    rows = [_row(note, index) for note, index in zip(notes, note_indices(notes), strict=True)]
    return in_json(json.dumps({"schema": SCHEMA_VERSION, "notes": rows}, ensure_ascii=False, indent=1)) + "\n"


def _row(note: CitedNote, place: int) -> dict[str, Any]:
    citations = [
        {"citationItems": [_cite(cite) for cite in cluster], "properties": {"noteIndex": place}}
        for cluster in note.clusters
    ]
    return {"id": note.id, "number": note.number, "called": note.called, "text": note.text, "citations": citations}


def _cite(cite: CitedWork) -> dict[str, Any]:
    pairs = (("locator", cite.locator), ("label", cite.label), ("prefix", cite.prefix), ("suffix", cite.suffix))
    joint = {} if cite.joint is None else {"joint": cite.joint}
    return {"id": cite.key} | {key: value for key, value in pairs if value} | joint


def read(text: str, attempt: Attempt = direct) -> ReadResult[CitedNote]:
    """The notes of a file; a note that is none is a finding, and the others are read.

    Raises :class:`FormatError` where the text is no such object at all.
    """
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise FormatError(f"no JSON: {error.msg}", error.lineno) from None
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise FormatError(f"no JSON that can be read: {reason}") from None
    if not isinstance(data, dict) or data.get("schema") not in _READABLE or not isinstance(data.get("notes"), list):
        raise FormatError('notes are an object with "schema": 2 and a list "notes"')
    notes: list[CitedNote] = []
    findings: list[Finding] = []
    for number, row in enumerate(data["notes"], 1):
        note = attempt(
            partial(_checked, row, number), Finding(Code.NOTE_MALFORMED, {"number": str(number), "problem": ""})
        )
        if isinstance(note, Finding):
            findings.append(note)
        else:
            notes.append(note)
    return ReadResult(tuple(notes), tuple(findings))


def _checked(row: Any, place: int) -> CitedNote | Finding:
    try:
        return _note(row, place)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        return Finding(Code.NOTE_MALFORMED, {"number": str(place), "problem": f"{type(error).__name__}: {error}"})


def _note(row: Mapping[str, Any], place: int) -> CitedNote:
    counted = 0
    clusters: list[tuple[CitedWork, ...]] = []
    for citation in row.get("citations") or []:
        cites: list[CitedWork] = []
        for raw in citation["citationItems"]:
            counted += 1
            locator, label, prefix, suffix = (
                str(raw.get(key) or "") for key in ("locator", "label", "prefix", "suffix")
            )
            joint = str(raw["joint"]) if raw.get("joint") is not None else None
            cites.append(CitedWork(str(raw["id"]), locator, label, prefix, suffix, counted, joint))
        if cites:
            clusters.append(tuple(cites))
    number = str(row.get("number") or place)
    return CitedNote(
        str(row.get("id") or number), number, tuple(clusters), str(row.get("text") or ""), str(row.get("called") or "")
    )


LOSSES = (
    "printed forms and their places in the source stay in citations.jsonl",
    "a back-reference whose work is unknown is text",
)

FORMAT: Format[CitedNote] = Format(
    "csl-notes", "notes as CSL citations (JSON)", (".notes.json",), write, read, LOSSES, Takes.NOTES
)
