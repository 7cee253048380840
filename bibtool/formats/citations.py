"""Citations as JSON lines: the contract of ``docs/contracts.md``, one object a citation, keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from bibtool.citations.citation import Citation, Confidence, Field, Kind, Reference, Where
from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.formats.format import Format, FormatError, ReadResult, Takes
from bibtool.items.item import Item
from bibtool.text.certainty import Certainty
from bibtool.text.data import data_file
from bibtool.text.spans import Span
from bibtool.text.visible import in_json

SCHEMA_VERSION = 4
_READABLE = (1, 2, 3, SCHEMA_VERSION)  # 1 had no unread places, 2 no confidence, 3 notes only


def schema() -> dict[str, Any]:
    """The JSON Schema of one line (draft 2020-12)."""
    path = data_file("formats/schema/citations.schema.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def to_dict(citation: Citation) -> dict[str, Any]:
    """One citation as the contract has it."""
    refers = citation.refers_to
    return {
        "schema": SCHEMA_VERSION,
        "document": citation.document,
        "note_id": citation.note_id,
        "note": citation.note,
        "where": citation.where.value,
        "index": citation.index,
        "kind": citation.kind.value,
        "refers_to": refers and {"note": refers.note, "index": refers.index, "note_id": refers.note_id},
        "key": citation.key,
        "item": citation.item.to_csl(),
        "locator": citation.locator,
        "label": citation.label,
        "locator_rest": citation.locator_rest,
        "signal": citation.signal,
        "comment": citation.comment,
        "spans": _spans(citation.spans),
        "fields": {name: _field(citation.fields[name]) for name in sorted(citation.fields)},
        "findings": list(citation.findings),
        "unread": _spans(citation.unread),
        **_confidence(citation.confidence),
    }


def _confidence(confidence: Confidence | None) -> dict[str, Any]:
    if confidence is None:
        return {"confidence": None}
    data: dict[str, Any] = {
        "confidence": {"certainty": confidence.certainty.value, "probability": confidence.probability}
    }
    if confidence.alternatives:
        data["alternatives"] = [
            {name: value or None for name, value in other.items()} for other in confidence.alternatives
        ]
    return data


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return list(map(list, spans))


def _field(field: Field) -> dict[str, Any]:
    data: dict[str, Any] = {"spans": _spans(field.spans), "raw": field.raw, "rule": field.rule}
    if field.inferred:
        data["inferred"] = True
    return data


def write(citations: Sequence[Citation]) -> str:
    """One line a citation, in order.  Text is not normalised: ``raw`` is the source at ``spans``, as it stands.

    Written as JSON escapes: lone surrogates, which UTF-8 cannot hold, what some readers take for the end of a line, and
    what a terminal would obey.
    """
    lines = (json.dumps(to_dict(citation), ensure_ascii=False) for citation in citations)
    return "".join(in_json(line) + "\n" for line in lines)


def read(text: str, attempt: Attempt = direct) -> ReadResult[Citation]:
    """The citations of a file; a line that is none is a finding, and the others are read.

    Raises :class:`FormatError` only where no line at all is a citation.
    """
    citations: list[Citation] = []
    findings: list[Finding] = []
    first = 0
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        first = first or number
        citation = attempt(
            partial(_checked, line, number), Finding(Code.CITATION_LINE_MALFORMED, {"line": str(number), "problem": ""})
        )
        if isinstance(citation, Finding):
            findings.append(citation)
        else:
            citations.append(citation)
    if findings and not citations:
        raise FormatError("no line holds a citation of schema 1 to 4", first)
    return ReadResult(tuple(citations), tuple(findings))


def _checked(line: str, number: int) -> Citation | Finding:
    try:
        return from_dict(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        problem = f"{type(error).__name__}: {error}" if isinstance(error, KeyError) else str(error)
        return Finding(Code.CITATION_LINE_MALFORMED, {"line": str(number), "problem": problem})


def from_dict(data: Mapping[str, Any]) -> Citation:
    """One citation of the contract.  Raises ValueError, TypeError or KeyError where it is none."""
    if data["schema"] not in _READABLE:
        raise ValueError(f"schema {data['schema']!r} is none of {_READABLE}")
    refers = data["refers_to"]
    return Citation(
        document=str(data["document"]),
        note_id=str(data["note_id"]),
        note=str(data["note"]),
        index=int(data["index"]),
        kind=Kind(data["kind"]),
        item=Item.from_csl(data["item"]),
        spans=_read_spans(data["spans"]),
        refers_to=None
        if refers is None
        else Reference(str(refers["note"]), int(refers["index"]), str(refers["note_id"])),
        locator=str(data["locator"]),
        label=str(data["label"]),
        locator_rest=str(data.get("locator_rest", "")),
        signal=str(data["signal"]),
        comment=str(data["comment"]),
        fields={
            str(name): Field(
                _read_spans(row["spans"]), str(row["raw"]), str(row["rule"]), bool(row.get("inferred", False))
            )
            for name, row in data["fields"].items()
        },
        findings=tuple(map(str, data["findings"])),
        key=str(data["key"]),
        unread=_read_spans(data.get("unread", ())),
        confidence=_read_confidence(data),
        where=Where(data.get("where", "note")),
    )


def _read_confidence(data: Mapping[str, Any]) -> Confidence | None:
    row = data.get("confidence")
    if row is None:
        return None
    number = row["probability"]
    return Confidence(
        Certainty(row["certainty"]),
        None if number is None else float(number),
        tuple(
            {str(name): "" if value is None else str(value) for name, value in other.items()}
            for other in data.get("alternatives", ())
        ),
    )


def _read_spans(rows: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in rows)


LOSSES = ("of several readings of a URL only the best is written, in the item",)

FORMAT: Format[Citation] = Format(
    "citations", "citations (JSON lines)", (".jsonl", ".citations"), write, read, LOSSES, Takes.CITATIONS
)
