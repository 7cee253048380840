"""Bytes to characters for the readers of text: what the decoding found, as findings."""

from __future__ import annotations

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers.reader import ReadError
from bibtool.text.certainty import Certainty
from bibtool.text.decoding import NotTextError, decode
from bibtool.text.encodings import Run
from bibtool.text.spans import Span

LOST = "\N{REPLACEMENT CHARACTER}"


def decoded(data: bytes, name: str) -> tuple[str, str, tuple[Finding, ...]]:
    """Text, encoding and findings; raises ReadError for empty and for binary data."""
    try:
        result = decode(data)
    except NotTextError as error:
        raise (
            ReadError(Code.NOT_TEXT, name=name, kind=error.kind)
            if error.kind
            else ReadError(Code.BINARY_INPUT, name=name)
        ) from None
    if not result.text.strip():
        raise ReadError(Code.EMPTY_INPUT, name=name)
    findings: list[Finding] = []

    def add(code: str, spans: tuple[Span, ...] = (), **args: str) -> None:
        findings.append(Finding(code, {"name": name, **args}, spans, document=name))

    if result.runs:
        lines = _lines(data, result.runs)
        add(Code.ENCODINGS_MIXED, encodings=result.encoding, lines=lines)
    elif result.encoding != "utf-8":
        add(Code.ENCODING_NOT_UTF8, encoding=result.encoding)
    if result.certainty is Certainty.DOUBTFUL:
        add(Code.ENCODING_UNCERTAIN, encoding=result.encoding, rival=result.rival)
    if LOST in result.text:
        at = result.text.index(LOST)
        add(Code.LOST_CHARACTER, (Span(at, at + 1),), count=str(result.text.count(LOST)))
    if "\0" in result.text:
        at = result.text.index("\0")
        add(Code.NUL_CHARACTERS, (Span(at, at + 1),), count=str(result.text.count("\0")))
    return result.text, result.encoding, tuple(findings)


def _lines(data: bytes, runs: tuple[Run, ...]) -> str:
    """Where each run begins, at most five of them: "1: utf-8, 14: cp1250"."""
    newline = b"\n"
    said = [f"{data.count(newline, 0, run.start) + 1}: {run.encoding}" for run in runs[:5]]
    return ", ".join(said) + (", …" if len(runs) > 5 else "")
