"""Findings on a terminal and in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from bibtool.cli.drawn import drawn_line
from bibtool.cli.lines import room
from bibtool.cli.words import word
from bibtool.diagnostics.catalogue import Severity
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.shown import STYLES, Segment, Sources, block, counts, one_line, worst_first
from bibtool.jobs.corrections import OF_CORRECTIONS

WORST = 5  # how many are shown where not all are asked for; what became of the user's corrections always is


def show(
    findings: Sequence[Finding], sources: Sources, ui: str, everything: bool, stream: TextIO | None = None
) -> None:
    """A summary and the worst findings, or all of them, on standard error.

    On a terminal each has its source line with a caret, in colour; elsewhere it is one plain line.
    """
    out = sys.stderr
    shown = list(findings) if everything else worst_first(findings)[:WORST]
    shown += [finding for finding in findings if finding.code in OF_CORRECTIONS and finding not in shown]
    print_findings(shown, sources, ui, out)
    lines: list[list[Segment]] = [summary(findings, ui)]
    if len(shown) < len(findings):
        lines.append([(word("more", ui, count=len(findings) - len(shown)), "dim")])
    elif findings:
        lines.append([(word("explain_hint", ui), "dim")])
    print_lines(lines, out)


def print_findings(findings: Iterable[Finding], sources: Sources, ui: str, out: TextIO) -> None:
    """All of ``findings``: blocks on a terminal, else one line each."""
    width = room(out)
    if width is not None:
        for finding in findings:
            print_lines([*block(finding, sources, ui, width), []], out)
    else:
        for finding in findings:
            out.write(one_line(finding, sources, ui) + "\n")


def summary(findings: Sequence[Finding], ui: str) -> list[Segment]:
    """How many of each severity."""
    if not findings:
        return [(word("no_findings", ui), "")]
    found = counts(findings)
    labels = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}
    parts: list[Segment] = []
    for level, label in labels.items():
        if found[level]:
            parts += [(", " if parts else "", ""), (word(label, ui, count=found[level]), STYLES[level])]
    return [(f"{word('findings', ui)}: {len(findings)} (", ""), *parts, (")", "")]


def is_terminal(out: TextIO) -> bool:
    """Does a person look at ``out``?"""
    return out.isatty()


def print_lines(lines: Iterable[Sequence[Segment]], out: TextIO) -> None:
    """In colour on a terminal (rich heeds NO_COLOR and TERM), else as plain text."""
    if not is_terminal(out):
        for line in lines:
            out.write("".join(text for text, _ in line).rstrip() + "\n")
        return
    from rich.console import Console

    console = Console(file=out, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(drawn_line(line))
