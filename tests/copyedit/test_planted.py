"""Notes that agree with a style have no departure; one that is planted in them is found, at its place, by its name.

The notes and what is planted stand in ``planted.toml``.  Each planting changes one note of a text of ten or so, and
the whole text is looked at again: whatever else is said of it is false.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from bibtool.diagnostics.findings import Finding
from bibtool.jobs.lint import lint
from bibtool.jobs.sources import Source
from bibtool.render.setting import Setting

HERE = Path(__file__).parent
TEXTS = tomllib.loads((HERE / "planted.toml").read_text("utf-8"))["text"]
NOT_UNDERSTOOD = "BT813"


@dataclass(frozen=True, slots=True)
class Planting:
    """``code`` is to be found in ``notes[note]`` where ``[start, end)`` differs from the note that agrees."""

    text: int
    note: int
    code: str
    planted: str
    notes: tuple[str, ...]
    start: int
    end: int


def plantings() -> list[Planting]:
    out: list[Planting] = []
    for number, text in enumerate(TEXTS):
        notes = [note["text"] for note in text["note"]]
        for place, note in enumerate(text["note"]):
            for line in note.get("plant", ()):
                code, change = line.split(": ", 1)
                old, new = change.split(" => ", 1)
                assert notes[place].count(old) == 1, line
                changed = notes[place].replace(old, new)
                start, end = region(notes[place], changed)
                out.append(Planting(number, place, code, line, (*notes[:place], changed, *notes[place + 1 :]), start, end))
    return out


def region(before: str, after: str) -> tuple[int, int]:
    """Where ``after`` differs, with the words on both sides: a missing mark has no place of its own."""
    limit = min(len(before), len(after))
    start = next((i for i in range(limit) if before[i] != after[i]), limit)
    left = next((i for i in range(limit - start) if before[-1 - i] != after[-1 - i]), limit - start)
    first = re.search(r"\w*\W*\w*$", after[:start])
    last = re.match(r"\w*\W*\w*", after[len(after) - left :])
    assert first and last
    return first.start(), len(after) - left + last.end()


def departures(notes: tuple[str, ...], text: int) -> list[Finding]:
    """What departs in these notes."""
    named = TEXTS[text]
    setting = Setting(named["style"], entry_language=named.get("entry_language"))
    source = Source("notes.jsonl", lines(notes).encode("utf-8"), "notes")
    return [finding for finding in lint([source], style=setting).findings if finding.code.startswith("BT8")]


def lines(notes: tuple[str, ...]) -> str:
    return "".join(
        json.dumps({"number": str(n), "text": note}, ensure_ascii=False) + "\n" for n, note in enumerate(notes, 1)
    )


def at_its_place(finding: Finding, planting: Planting) -> bool:
    if finding.note_id != str(planting.note + 1):
        return False
    start = lines(planting.notes).index(planting.notes[planting.note]) + planting.start
    end = start + planting.end - planting.start
    return any(span.start < end and start < span.end for span in finding.spans)


def shown(finding: Finding) -> str:
    return f"{finding.note_id}.{finding.index} {finding.code} {dict(finding.args)}"


PLANTINGS = plantings()


def test_there_is_enough_of_every_kind() -> None:
    assert sum(len(text["note"]) for text in TEXTS) >= 30
    assert {text["style"] for text in TEXTS} >= {
        "polska-humanistyka-przypisy", "sprawy-miedzynarodowe", "gost-r-7-0-5-2008", "chicago-notes-bibliography",
    }  # fmt: skip
    kinds = Counter(planting.code for planting in PLANTINGS)
    assert all(kinds[f"BT8{number:02}"] >= 3 for number in range(1, 13)), kinds


@pytest.mark.parametrize("text", range(len(TEXTS)), ids=[text["style"] for text in TEXTS])
def test_notes_that_agree_have_no_departure(text: int) -> None:
    found = departures(tuple(note["text"] for note in TEXTS[text]["note"]), text)
    assert [shown(finding) for finding in found] == []


def test_all_that_is_planted_is_found_and_at_most_two_findings_are_false() -> None:
    missed: list[str] = []
    false: list[str] = []
    for planting in PLANTINGS:
        found = departures(planting.notes, planting.text)
        right = [finding for finding in found if finding.code == planting.code and at_its_place(finding, planting)]
        if not right:
            missed.append(f"{planting.planted} -> {[shown(finding) for finding in found]}")
        else:
            false += [f"{planting.planted} -> {shown(finding)}" for finding in found if finding not in right]
    assert missed == []
    assert len(false) <= 2, false


@pytest.mark.parametrize("text", range(len(TEXTS)), ids=[text["style"] for text in TEXTS])
def test_notes_with_words_that_are_not_understood_have_one_finding_and_no_departure(text: int) -> None:
    for note in TEXTS[text].get("unread", ()):
        found = departures((note,), text)
        assert [finding.code for finding in found] == [NOT_UNDERSTOOD], (note, [shown(f) for f in found])
