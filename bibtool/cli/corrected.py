"""Corrections for people and programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.diff import unified
from bibtool.cli.editor import in_editor
from bibtool.cli.table import Column, Room, fitted_text
from bibtool.cli.words import word
from bibtool.decisions import fields
from bibtool.decisions.applying import what
from bibtool.decisions.book import in_order
from bibtool.decisions.decision import Act, Decision
from bibtool.diagnostics.code import Code
from bibtool.jobs import correct, correct_text
from bibtool.jobs.corrections import SUFFIX
from bibtool.jobs.errors import JobError
from bibtool.text.excerpt import excerpt
from bibtool.text.visible import in_json, visible

SCHEMA = 1
_LONGEST = 70  # letters of a citation that are shown
_COLUMNS = ("id", "state", "what", "printed", "at")


def listing(desk: correct.Desk, ui: str, *, as_json: bool) -> str:
    """All decisions on the source in the order of its notes, and what became of each."""
    states = {outcome.decision.id: outcome.state.value for outcome in desk.outcomes}
    decisions = in_order(outcome.decision for outcome in desk.outcomes)
    if as_json:
        rows = [_record(decision, states[decision.id]) for decision in decisions]
        return in_json(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"
    if not decisions:
        return word("correction_none", ui) + "\n"
    rooms = (Room.WHOLE, Room.WHOLE, Room.WRAPPED, Room.WRAPPED, Room.WHOLE)
    columns = [
        Column(word(f"correction_{name}", ui), room, 20, 1 if name == "at" else 9)
        for name, room in zip(_COLUMNS, rooms, strict=True)
    ]
    told = [
        (
            each.id,
            word(f"correction_{states[each.id]}", ui),
            visible(_said(each, ui)),
            visible(each.printed or each.about.text)[:60],
            each.at,
        )
        for each in decisions
    ]
    return fitted_text(columns, told, sys.stdout)


def _said(decision: Decision, ui: str) -> str:
    if decision.other is not None:
        one, other = (f"{each.note}.{each.index}" for each in (decision.about, decision.other))
        return word(f"correction_{decision.act.value}", ui, one=one, other=other)
    if decision.act is Act.SET and not decision.value:
        return what(decision).removesuffix(" = ") + " –"
    return what(decision)


def _record(decision: Decision, state: str) -> dict[str, object]:
    other = decision.other
    return {
        "schema": SCHEMA,
        "id": decision.id,
        "state": state,
        "act": decision.act.value,
        "note": decision.about.note,
        "index": decision.about.index,
        "citation": decision.about.text,
        "field": decision.field or None,
        "value": decision.value if decision.act is Act.SET else None,
        "printed": decision.printed if decision.act is Act.SET else None,
        "other": {"note": other.note, "index": other.index, "citation": other.text} if other else None,
        "at": decision.at,
    }


def print_change(desk: correct.Desk, change: correct.Change, where: Path, ui: str) -> None:
    """What is kept, on standard output (of citations of one work, or of two, what they print);
    where, and how it is taken back, on standard error."""
    for decision in change.add:
        old = ""
        if decision.act is Act.SET:
            place = desk.printed.find(decision.about)
            old = fields.value_of(desk.citations[place], decision.field) if isinstance(place, int) else ""
        line = _said(decision, ui) + (f"  ({old})" if old and old != decision.value else "")
        sys.stdout.write(visible(line) + "\n")
        for each in (decision.about, decision.other) if decision.other is not None else ():
            sys.stdout.write(visible(f"  {each.note}.{each.index}  {excerpt(each.text, _LONGEST)}") + "\n")
    for decision in change.remove:
        if _about(decision) not in {_about(each) for each in change.add}:
            sys.stdout.write(visible(word("correction_removed", ui, what=_said(decision, ui))) + "\n")
    sys.stdout.flush()
    taken_back = word("correction_take_back", ui) if change.add else ""
    print(word("correction_kept", ui, path=where) + taken_back, file=sys.stderr)


def _about(decision: Decision) -> str:
    """What a decision settles, whatever it says."""
    return what(decision).partition(" = ")[0]


def difference(desk: correct.Desk, change: correct.Change) -> str:
    """The text of all decisions before and after."""
    path = f"{desk.name}{SUFFIX}"
    return unified(ChangeSet("correct", (Change.of(path, change.before.encode(), change.after.encode()),)))


def edited(
    desk: correct.Desk, notes: Sequence[str], ui: str, environment: Mapping[str, str] = os.environ
) -> tuple[list[correct.Assignment], Path | None]:
    """What a person says of these notes (all where none is named) in the editor, and the file that it was said in.

    Raises JobError BT728, BT927 and BT928; the file is there as long as what it says is not kept.
    """
    orders = desk.of_notes(notes)
    after, path = in_editor(correct_text.as_text(desk, orders, word("correction_help", ui)), environment)
    try:
        assignments = correct_text.read(desk, orders, after)
    except correct_text.NotUnderstoodError as error:
        raise JobError(
            Code.EDITED_TEXT_NOT_UNDERSTOOD, path=str(path), line=str(error.line), reason=error.reason
        ) from None
    if not assignments:
        path.unlink()
        print(word("correction_nothing", ui), file=sys.stderr)
        return [], None
    return assignments, path
