"""One document of many as a line of JSON: what was asked of it, how many things were found, and what they are.

The head, with all that is needed to tell whether the line still holds, stands before the lists, so that a file of many
lines is looked through without reading them.  docs/contracts.md says what each key holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from bibtool.citations.citation import Citation
from bibtool.diagnostics.catalogue import sentence
from bibtool.diagnostics.findings import Finding
from bibtool.formats.citations import to_dict
from bibtool.text.certainty import Certainty
from bibtool.text.visible import in_json

SCHEMA = 1
_LISTS = b', "findings": ['


class Counts(Struct, frozen=True):
    """How many of everything a document has; ``listed`` are entries of reference lists, ``doubtful`` the
    citations that are not sure."""

    notes: int = 0
    without_text: int = 0
    listed: int = 0
    citations: int = 0
    doubtful: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0

    @property
    def findings(self) -> int:
        """Of every severity."""
        return self.errors + self.warnings + self.infos


NOTHING = Counts()


class Head(Struct, frozen=True):
    """What a line says before its lists.  ``made`` is the version of bibtool with the options; ``sha256`` is empty for
    nothing that could be read; ``error`` has code and message where the document was not read."""

    document: str
    sha256: str
    made: Mapping[str, Any]
    format: str = ""
    counts: Counts = NOTHING
    error: Mapping[str, str] | None = None


def line(head: Head, findings: list[dict[str, Any]], citations: tuple[Citation, ...] | None) -> bytes:
    """The line with its end; ``citations`` is None where they were not asked for."""
    row: dict[str, Any] = {
        "schema": SCHEMA,
        "document": head.document,
        "sha256": head.sha256 or None,
        "made": head.made,
        "format": head.format or None,
        "counts": asdict(head.counts) if head.error is None else None,
        "error": head.error,
        "findings": findings,
    }
    if citations is not None:
        row["citations"] = [to_dict(citation) for citation in citations]
    # a row is a tree: to look for circles would take a number for every list of it
    return (in_json(json.dumps(row, ensure_ascii=False, check_circular=False)) + "\n").encode()


def head_of(line: bytes) -> Head | None:
    """The head of a line that is whole; None for anything else."""
    at = line.find(_LISTS)
    if at < 0 or not line.endswith(b"]}\n"):
        return None
    try:
        row = json.loads(line[:at] + b"}")
        if row["schema"] != SCHEMA:
            return None
        counts = Counts(**row["counts"]) if row["counts"] else NOTHING
        return Head(row["document"], row["sha256"] or "", row["made"], row["format"] or "", counts, row["error"])
    except (ValueError, TypeError, KeyError):
        return None


def error_of(finding: Finding, ui: str) -> dict[str, str]:
    """Why a document was not read, as a line has it."""
    return {"code": finding.code, "message": sentence(finding, ui)}


def is_doubtful(citation: Citation) -> bool:
    """Whether a citation is not sure."""
    return citation.confidence is None or citation.confidence.certainty is not Certainty.SURE
