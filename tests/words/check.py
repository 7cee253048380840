"""Sets notes again with the program and holds each beside its source."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import sources
from .ledger import Cite, Fault, Option, Work, always_printed, ever_printed, faults, options_of, works
from .reading import Citation, Reading, fits, read
from .sources import Note, Source
from .style import style
from .tokens import alike, folded, tokens, words
from .vocabulary import DATES, IDEM, ROLES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
STYLES = (
    "chicago-notes-bibliography", "polska-humanistyka-przypisy", "sprawy-miedzynarodowe", "pn-iso-690-przypisy",
    "gost-r-7-0-5-2008", "dstu-8302-2015", "oscola", "iso690-full-note-cs", "apa-7-pl", "modern-language-association",
    "chicago-author-date", "ieee",
)  # fmt: skip
"""Eight that print notes in full, with ibid. and short forms of every make, three of names, one of numbers."""


@dataclass(frozen=True, slots=True)
class Checked:
    source: str
    style: str
    note: Note
    again: str | None
    faults: tuple[Fault, ...]
    left: bool


def shared_sources(out: Path) -> tuple[list[Source], list[str]]:
    """The texts beside the project, as far as they are there, and what is not."""
    found: list[Source] = []
    missing: list[str] = []
    wanted = [SHARED / "eval" / "dev.jsonl", SHARED / "cases" / "notes", SHARED / "cases" / "documents",
              SHARED / "documents"]  # fmt: skip
    for path in wanted:
        if not path.exists():
            missing.append(str(path))
    if wanted[0].exists():
        found += sources.annotated(wanted[0], out)
    for folder in wanted[1:]:
        if folder.is_dir():
            for path in sorted(folder.glob("*.jsonl")):
                found.append(sources.kinds(path, out) if path.name == "kinds.jsonl" else sources.from_json_lines(path))
            found += [sources.docx(path) for path in sorted(folder.glob("*.docx"))]
    return found, missing


def own_sources(out: Path) -> list[Source]:
    article = sources.article(ROOT / "seeds" / "004_51483a6014526e0d.txt")
    return [article, *sources.corpus(ROOT / "tests" / "corpus", out)]


@dataclass(frozen=True, slots=True)
class Done:
    """What the program printed for a source: its citations, and in each style the text and the exit code."""

    citations: list[Citation]
    printed: Mapping[str, Path]
    codes: Mapping[str, int]


def program(found: Sequence[Source], styles: Sequence[str], out: Path) -> dict[str, Done]:
    """Runs extract and format for all, in one process; by the names of the sources.

    Citations that stand in ``out`` already are those of these sources: they are the same for every style.
    """
    jobs: list[dict[str, Any]] = []
    for source in found:
        path = str(source.path)
        citations = out / f"{source.name}.citations"
        if not citations.exists():
            jobs.append({"args": ["extract", path, "--format", "citations"], "out": str(citations)})
        for name in styles:
            target = str(out / f"{source.name}.{name}")
            args = ["format", path, "--style", name, "--as", "notes", "--report", target + ".report"]
            if source.kind == "docx":
                jobs.append({"args": [*args, "-o", target + ".docx"], "out": target})
            else:
                jobs.append({"args": [*args, "--to", "text"], "out": target})
    listed = out / "jobs.json"
    listed.write_text(json.dumps(jobs), encoding="utf-8")
    subprocess.run([sys.executable, str(HERE / "drive.py"), str(listed)], check=True, cwd=ROOT)
    codes = json.loads(listed.with_suffix(".codes").read_text(encoding="utf-8"))
    by_job = dict(zip((job["out"] for job in jobs), codes, strict=True))
    done = {}
    for source in found:
        lines = (out / f"{source.name}.citations").read_text(encoding="utf-8").splitlines()
        done[source.name] = Done(
            [json.loads(line) for line in lines if line.strip()],
            {name: out / f"{source.name}.{name}" for name in styles},
            {name: by_job[str(out / f"{source.name}.{name}")] for name in styles},
        )
    return done


def cited(source: Source, citations: Iterable[Citation]) -> list[list[Citation]]:
    """The citations of each note of the source."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(str(citation["note_id"]), []).append(citation)
    out: list[list[Citation]] = [[] for _ in source.notes]
    if source.kind == "docx":
        place = 0
        for group in groups.values():
            at = next((n for n in range(place, len(out)) if fits(source.notes[n].text, group)), None)
            if at is not None:
                out[at] = group
                place = at + 1
        return out
    by_number: dict[str, list[list[Citation]]] = {}
    for group in groups.values():
        by_number.setdefault(str(group[0]["note"]), []).append(group)
    for at, note in enumerate(source.notes):
        waiting = by_number.get(note.number, [])
        if waiting:
            out[at] = waiting.pop(0)
    return out


class Desk:
    """A source and what a style made of it, side by side; holds any text beside a note."""

    def __init__(self, source: Source, done: Done, name: str) -> None:
        self.source = source
        self.name = name
        self.style = style(name)
        self.printed = set_again(source, done, name)
        report = done.printed[name].with_name(done.printed[name].name + ".report")
        self.report = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
        groups = cited(source, done.citations)
        self.readings = [read(note, group) for note, group in zip(source.notes, groups, strict=True)]
        self.left = [p is not None and p == n.text for p, n in zip(self.printed, source.notes, strict=True)]
        self.cites = placed(groups, works(done.citations), self.left)
        self._options: dict[int, dict[int, list[Option]]] = {}

    def options(self, number: int) -> dict[int, list[Option]]:
        """For each citation of a note that names a work, all ways in which the style may print it."""
        if number not in self._options:
            cites, reading = self.cites[number], self.readings[number]
            able = (place for place, cite in enumerate(cites) if cite is not None)
            self._options[number] = {place: options_of(place, reading, cites, self.style) for place in able}
        return self._options[number]

    def told(self) -> list[str]:
        """What the program's report says wrongly: a note "left" that is not as in the source, or a field of a work
        that is cited in full and that the style does not print, and that is not listed."""
        if self.report is None:
            return []
        by_id = {str(row["note_id"]): row for row in self.report["notes"]}
        out = []
        for number, (note, reading, text) in enumerate(
            zip(self.source.notes, self.readings, self.printed, strict=True)
        ):
            row = by_id.get(str(reading.citations[0]["note_id"])) if reading.citations else None
            if row is None or text is None:
                continue
            if row["state"] == "left":
                if not as_printed(note.text, text, self.source.kind):
                    out.append(f"{self.source.name} {self.name} {note.number}: not as printed: {text}")
                continue
            listed = {(int(one["index"]), str(one["variable"])) for one in row["not_printed"]}
            for place, variable in sorted(self.unprinted(number, text)):
                index = int(reading.citations[place]["index"])
                if (index, variable) not in listed:
                    out.append(f"{self.source.name} {self.name} {note.number}: {variable} of {index} is not listed")
        return out

    def unprinted(self, number: int, text: str) -> set[tuple[int, str]]:
        """Fields of works at their first mention that the style prints in no case and whose words are not there."""
        reading = self.readings[number]
        there = {alike(token.text) for token in tokens(text)}
        out = set()
        for place, cite in enumerate(self.cites[number]):
            if cite is None or cite.positions != ("first",):
                continue
            possible = ever_printed(self.options(number)[place])
            for name in cite.citation["item"]:
                mine = [w for w in reading.words if w.owner == place and w.variable == name]
                own = [w for w in mine if not w.label and not w.others and w.text not in IDEM]
                if "".join(w.text for w in mine) in IDEM:  # "t a ż"
                    continue
                if own and name not in possible and not any(alike(w.text) in there for w in own):
                    out.add((place, name))
        return out

    def printed_fields(self, number: int) -> set[tuple[int, str]]:
        """Citations of a note and their variables that the style prints by its XML in any case."""
        cites = self.cites[number]
        return {
            (place, variable)
            for place, cite in enumerate(cites)
            if cite is not None
            for variable in always_printed(place, self.readings[number], cites, self.style)
        }

    def faults(self, number: int, text: str | None) -> list[Fault]:
        """What is not explained if ``text`` is the note set again."""
        reading = self.readings[number]
        if text is None:
            return [Fault("missing", reading.text[:40])] if reading.words else []
        found = faults(reading, self.cites[number], text, self.style, self.options(number))
        listed = self._listed_labels(reading)
        return [fault for fault in found if not _taken(fault, listed, reading)]

    def _listed_labels(self, reading: Reading) -> Counter[str]:
        """The words with which the program's report lists what the style does not print: labels go with their value."""
        if self.report is None or not reading.citations:
            return Counter()
        mine = [row for row in self.report["notes"] if str(row["note_id"]) == str(reading.citations[0]["note_id"])]
        return Counter(word for row in mine for one in row["not_printed"] for word in words(one["words"]))


def _taken(fault: Fault, listed: Counter[str], reading: Reading) -> bool:
    """Whether a fault is a label between two fields that stands with a listed value, a word for a role, or a figure of
    a listed date that is no part of its value (a day by another calendar); each listed word counts once."""
    beside = fault.variable == "inner" or fault.word in ROLES.get(fault.variable, ())
    beside = beside or (fault.variable in DATES and not _in_date(fault, reading))
    if fault.kind == "lost" and beside and listed[fault.word]:
        listed[fault.word] -= 1
        return True
    return False


def _in_date(fault: Fault, reading: Reading) -> bool:
    dates = [citation["item"].get(fault.variable) or {} for citation in reading.citations]
    figures = {figure for date in dates for parts in date.get("date-parts") or [] for figure in parts}
    return not fault.word.isdigit() or any(int(fault.word) in (figure, figure % 100) for figure in figures)


def check(source: Source, done: Done, name: str) -> list[Checked]:
    """Each note of the source beside what the style made of it."""
    desk = Desk(source, done, name)
    return [
        Checked(source.name, name, note, desk.printed[number], tuple(desk.faults(number, desk.printed[number])),
                desk.left[number])
        for number, note in enumerate(source.notes)
    ]  # fmt: skip


def as_printed(source: str, again: str, kind: str) -> bool:
    """Whether a note is unchanged: to the letter, but for the lines of a plain text and the breaks of paragraphs."""
    if kind == "text":
        return folded(re.sub(r"[\s\-\u00ad]+", "", source)) == folded(re.sub(r"[\s\-\u00ad]+", "", again))
    return re.sub(r"\s+", " ", source).strip() == re.sub(r"\s+", " ", again).strip()


def set_again(source: Source, done: Done, name: str) -> list[str | None]:
    path = done.printed[name]
    if source.kind != "docx":
        return sources.set_again(path.read_text(encoding="utf-8"), [note.number for note in source.notes])
    document = path.with_name(path.name + ".docx")
    if not document.exists():
        return [None] * len(source.notes)
    by_number = {note.number: note.text for note in sources.docx(document).notes}
    return [by_number.get(note.number) for note in source.notes]


_PLACE = ("locator", "label", "locator_rest")


def _bare_ibid(citation: Citation) -> bool:
    """Whether "ibid." stands alone: it means the page of the citation before it as well."""
    return citation["kind"] == "ibid" and not any(citation.get(name) for name in _PLACE)


def placed(
    groups: Sequence[Sequence[Citation]], known: Mapping[str, Work], left: Sequence[bool]
) -> list[list[Cite | None]]:
    """The positions that each citation may have, by what was cited before it."""
    out: list[list[Cite | None]] = []
    seen: dict[str, bool] = {}  # key -> whether it stands in a note that was set again
    before: Citation | None = None
    for group, kept in zip(groups, left, strict=True):
        row: list[Cite | None] = []
        for citation in group:
            key = citation.get("key")
            if not key:
                row.append(None)
                continue
            if before is not None and key == before.get("key") and _bare_ibid(citation):
                citation = {**citation, **{name: before[name] for name in _PLACE if name in before}}
            if key not in seen:
                positions: tuple[str, ...] = ("first",)
            else:
                positions = ("subsequent",) if seen[key] else ("subsequent", "first")
                if before is not None and before.get("key") == key:
                    own = citation.get("locator")
                    positions += ("ibid-with-locator",) if own else ("ibid",)
                    positions += ("ibid",) if own and own == before.get("locator") else ()
            earlier = known.get(str(before.get("key"))) if before is not None else None
            beside = tuple(one for one in group if one["index"] != citation["index"])
            row.append(Cite(citation, known[key], positions, before, earlier, beside))
            seen[key] = seen.get(key, False) or not kept
            before = citation
        out.append(row)
    return out
