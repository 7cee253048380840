"""A finding as lines to read: where, what, and the source line with a caret.

Lines are made of (text, style) pairs, so that a terminal can colour what a file holds plain.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bibtool.diagnostics.catalogue import Severity, rules, sentence, severity
from bibtool.diagnostics.findings import Finding
from bibtool.diagnostics.places import WIDTH, Lines, Place, carets
from bibtool.text.data import toml

Segment = tuple[str, str]
_LONGEST = 600
_GUTTER = 10  # columns before a source line
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class Sources:
    """The texts that findings point into: by document, and for supplied notes the supplement."""

    def __init__(
        self,
        texts: Mapping[str, str],
        notes: Mapping[tuple[str, str], str] | None = None,
        unnumbered: Iterable[str] = (),
        elsewhere: Mapping[tuple[str, str], str] | None = None,
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        """``notes`` gives the printed number by (document, note id); ``unnumbered`` the documents whose lines a
        reader cannot count (DOCX); ``elsewhere`` the name of the text, also in ``texts``, that holds a note; ``apart``
        (document, id) of what is no note: entries of lists, places in the running text."""
        self._texts = texts
        self._notes = notes or {}
        self._unnumbered = frozenset(unnumbered)
        self._elsewhere = elsewhere or {}
        self._apart = frozenset(apart)
        self._lines: dict[str, Lines] = {}

    def source(self, finding: Finding) -> str:
        """The name of the text that the finding's spans refer to."""
        return self._elsewhere.get((finding.document, finding.note_id), finding.document)

    def place(self, finding: Finding, width: int = WIDTH) -> Place | None:
        """Where the finding stands, with as much of its line; None without spans."""
        name = self.source(finding)
        if not finding.spans or name not in self._texts:
            return None
        if name not in self._lines:
            self._lines[name] = Lines(self._texts[name])
        return self._lines[name].place(finding.spans, width)

    def note(self, finding: Finding) -> str:
        """The printed number of the finding's note; '' for none."""
        return self._notes.get((finding.document, finding.note_id), finding.note_id)

    def label(self, finding: Finding, ui: str) -> str:
        """ "note 5", "list-3"; '' for none."""
        if (finding.document, finding.note_id) in self._apart:
            return finding.note_id
        note = self.note(finding)
        return _label("note", ui).format(note=note) if note else ""

    def where(self, finding: Finding, place: Place | None) -> str:
        """``file:line:column``, as editors and terminals make links of."""
        name = self.source(finding)
        return f"{name}:{place.line}:{place.column}" if place and self.numbered(finding) else name

    def numbered(self, finding: Finding) -> bool:
        """Can a reader count the lines of the text that the finding points into?"""
        return self.source(finding) not in self._unnumbered


def one_line(finding: Finding, sources: Sources, ui: str) -> str:
    """``file:line:column: CODE severity: sentence [note 5]``."""
    where = sources.where(finding, sources.place(finding))
    note = sources.label(finding, ui)
    parts = [
        f"{where}:" if where else "",
        finding.code,
        f"{_label(severity(finding).value, ui)}:",
        _sentence(finding, ui),
    ]
    if note:
        parts.append(f"[{note}]")
    return " ".join(filter(None, parts))


def block(finding: Finding, sources: Sources, ui: str, room: int | None = None) -> list[list[Segment]]:
    """The lines of one finding: head, sentence, source line, carets; fitted into the columns of a terminal."""
    level = severity(finding)
    style = STYLES[level]
    width = WIDTH if room is None else min(WIDTH, room - _GUTTER - 2)  # an ellipsis at either end
    place = sources.place(finding, width)
    note = sources.label(finding, ui)
    where = " ".join(filter(None, [sources.where(finding, place), f"[{note}]" if note else ""]))
    lines: list[list[Segment]] = [
        [
            (f"{finding.code} {_label(level.value, ui)}", style),
            (f" {rules()[finding.code].name}", "bold"),
            (f"  {where}", "dim"),
        ],
        *([(line, "")] for line in _wrapped(_sentence(finding, ui), room)),
    ]
    if place is not None and place.text.strip():
        gutter = str(place.line) if sources.numbered(finding) else ""
        lines.append([(f"  {gutter:>5} | ", "dim"), (place.text, "")])
        lines.append([("        | ", "dim"), (carets(place), style)])
    return lines


def plain(lines: Iterable[Sequence[Segment]]) -> str:
    """The lines without styles."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, warnings, infos; of each severity the first finding of every code, then the second ones, and so on:
    who reads only some sees as many kinds as there are."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, int, Finding]] = []
    for finding in findings:
        ranked.append((severity(finding).rank, seen[finding.code], finding))
        seen[finding.code] += 1
    return [finding for _, _, finding in sorted(ranked, key=lambda row: row[:2])]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, the worst first."""
    found = dict.fromkeys(Severity, 0)
    for finding in findings:
        found[severity(finding)] += 1
    return found


def total(findings: Sequence[Finding], ui: str) -> str:
    """``72 (error 0, warning 17, info 55)``."""
    found = counts(findings).items()
    return f"{len(findings)} ({', '.join(f'{_label(level.value, ui)} {number}' for level, number in found)})"


def _wrapped(text: str, room: int | None) -> list[str]:
    if room is None:
        return ["  " + text]
    return textwrap.wrap(
        text, room, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )


@cache
def _label(name: str, ui: str) -> str:
    """A word beside a finding, from ``labels.toml``."""
    return str(toml("diagnostics/labels.toml")[name][ui])


def _sentence(finding: Finding, ui: str) -> str:
    # arguments may hold line breaks of the source, and control characters that a terminal would obey
    text = " ".join(sentence(finding, ui).split())
    if len(text) > _LONGEST:  # an argument may quote a whole note; programs get all of it
        text = f"{text[:_LONGEST]}…"
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
