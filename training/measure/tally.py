"""Records of citations beside what was annotated: what is right, by any group of citations.

The scorer prints totals only.  Here its alignment and its comparison of values are asked for each citation, by the
rules that it documents; that the sums are those of the scorer is checked by whoever prints them (``official``).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.measure.sets import Row, Scorer


@dataclass(frozen=True, slots=True)
class Outcome:
    """One citation: what was annotated, what was read, and how many fields are right, spurious and missed.

    A field with another value than the right one is spurious and missed.  Either row may be absent.
    """

    wanted: Row | None
    got: Row | None
    right: int
    spurious: int
    missed: int

    @property
    def perfect(self) -> bool:
        """Whether a citation was found and every field of it is right."""
        return self.wanted is not None and self.got is not None and not self.spurious and not self.missed


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a group of citations."""

    citations: int
    perfect: int
    f1: float


def compare(wanted: Sequence[Row], got: Sequence[Row], taken: Scorer, fields: Sequence[str] = ()) -> list[Outcome]:
    """The outcome of every citation, those that nothing was annotated for last; ``fields``: all by default."""
    targets = {(row["doc"], f"{row['note']}.{row.get('index', 1)}"): row for row in wanted}
    notes: dict[tuple[str, str], tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((wanted, got)):
        for row in rows:
            notes[row["doc"], str(row["note"])][side].append(row)
    chosen = tuple(fields) or taken.fields
    out: list[Outcome] = []
    spurious: list[Outcome] = []
    for annotated, found in notes.values():
        pairs = dict(taken.assign(annotated, found))
        for index, row in enumerate(annotated):
            target = targets.get((row["doc"], row.get("refers_to") or ""))
            out.append(_outcome(row, found[pairs[index]] if index in pairs else None, target, taken, chosen))
        left = set(range(len(found))) - set(pairs.values())
        spurious += [_outcome(None, found[index], None, taken, chosen) for index in sorted(left)]
    return out + spurious


def _outcome(wanted: Row | None, got: Row | None, target: Row | None, taken: Scorer, fields: Sequence[str]) -> Outcome:
    right = spurious = missed = 0
    for name in fields:
        if wanted is None or got is None:
            said = taken.value(name, (got or wanted or {}).get(name)) is not None
            spurious += said and wanted is None
            missed += said and got is None
            continue
        main, accepted, may_lack = taken.accepted(wanted, name, False, False)
        value = taken.value(name, got.get(name))
        if wanted["kind"] != "full":
            inherited = _inherited(name, value, main, accepted, target, taken)
            if inherited is not None:
                right += inherited
                continue
        if main is None:
            spurious += value is not None and value not in accepted
        elif value is None:
            missed += not may_lack
        elif value in accepted:
            right += 1
        else:
            spurious += 1
            missed += 1
    return Outcome(wanted, got, right, spurious, missed)


def _inherited(name: str, value: Any, main: Any, accepted: set[Any], target: Row | None, taken: Scorer) -> int | None:
    """How many right values a field of a back-reference has that repeats its work; None where it is compared."""
    if value is None:
        return 0 if name == "language" else None
    if name not in taken.inherited or value in accepted:
        return None
    if target is not None:
        if value in taken.accepted(target, name, False, False)[1]:
            return 0 if main is None else 1
        return None
    return 0 if name == "language" and main is None else None


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """Micro-F1 over the fields, and how many citations are perfect."""
    rows = list(outcomes)
    right, wrong = sum(o.right for o in rows), sum(o.spurious + o.missed for o in rows)
    return Figures(
        sum(o.wanted is not None for o in rows),
        sum(o.perfect for o in rows),
        2 * right / (2 * right + wrong) if right + wrong else 0.0,
    )


GROUPS: dict[str, Callable[[Outcome], str]] = {
    "set": lambda o: _of(o, "doc").split("/")[0],
    "language": lambda o: _of(o, "language"),
    "kind": lambda o: _of(o, "kind"),
    "type": lambda o: _of(o, "type"),
}


def _of(outcome: Outcome, name: str) -> str:
    return str((outcome.wanted or outcome.got or {}).get(name) or "none")


def printed(outcomes: Sequence[Outcome], groups: Sequence[str] = tuple(GROUPS)) -> str:
    """A table: all, then by group; what was read where nothing was annotated counts where its own values put it."""
    rows = [_line("all", outcomes)]
    for name in groups:
        found: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            found[GROUPS[name](outcome)].append(outcome)
        rows += [_line(f"{name} {value}", found[value]) for value in sorted(found, key=lambda v: (-len(found[v]), v))]
    return "\n".join(rows)


def _line(title: str, outcomes: Sequence[Outcome]) -> str:
    found = figures(outcomes)
    share = f"{100 * found.perfect / found.citations:5.1f} %" if found.citations else ""
    return f"{title:32} F1 {found.f1:.3f}   perfect {found.perfect:4} of {found.citations:4} {share}".rstrip()


def official(wanted: Sequence[Row], got: Sequence[Row], taken: Scorer) -> tuple[float, int]:
    """Micro-F1 and perfect citations as the scorer itself tells them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("wanted.jsonl", "got.jsonl", "result.json")]
        for path, rows in zip(paths, (wanted, got), strict=False):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(taken.program), *map(str, paths[:2]), "--quiet", "--json", str(paths[2])]
        subprocess.run(command, check=True, capture_output=True)
        result = json.loads(paths[2].read_text(encoding="utf-8"))
    return result["micro_bib"]["F1"], result["perfect"]
