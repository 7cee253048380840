"""The annotated sets and their scorer: other people's text, which stays where it is.

``FOLDER`` holds ``dev.jsonl``, ``dev2.jsonl``, ``dev3.jsonl`` (one citation a line) and the scorer, ``evaluate.py`` and
``score.py``, which are imported from there.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bibtool.formats import citations as lines
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from training.golden import notes as golden_notes

Row = dict[str, Any]
FOLDER = Path(__file__).parents[2].parent / "shared" / "eval"
SETS = ("dev", "dev2", "dev3")
# Notes of works that do not exist, written and annotated by somebody who did not know the program.  The half that is
# unread is scored and never read, and nothing is trained on it.
INVENTED = Path(__file__).parents[1] / "invented"


class AbsentError(Exception):
    """The annotated sets are not there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its name, with that of its set before it, its notes by number, and its citations."""

    name: str
    notes: Mapping[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """What is taken from the scorer: rows to flat records, alignment in a note, values as they are compared."""

    record: Callable[..., Row]
    assign: Callable[[Sequence[Row], Sequence[Row]], list[tuple[int, int]]]
    accepted: Callable[..., tuple[Any, set[Any], bool]]
    value: Callable[..., Any]
    fields: tuple[str, ...]
    inherited: frozenset[str]
    program: Path


def scorer(folder: Path = FOLDER) -> Scorer:
    """The scorer of a folder; raises AbsentError."""
    evaluate, score = _module(folder / "evaluate.py"), _module(folder / "score.py")
    return Scorer(
        evaluate.record,
        score.assign,
        score.accepted,
        score.nval,
        tuple(score.BIB),
        frozenset(score.INHERIT),
        folder / "score.py",
    )


def _module(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"scorer_{path.stem}", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise AbsentError(f"{path} is not there: the annotated sets and their scorer are not part of the repository")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_sight(folder: Path = FOLDER) -> list[Text]:
    """The annotated texts that may be read; raises AbsentError."""
    return [text for path in paths(folder) for text in texts(path)]


def paths(folder: Path = FOLDER) -> list[Path]:
    """The files of the texts that may be read."""
    return [*(folder / f"{name}.jsonl" for name in SETS), INVENTED / "read.jsonl"]


def blind() -> list[Text]:
    """The texts that nobody reads."""
    return texts(INVENTED / "unread.jsonl")


def texts(path: Path) -> list[Text]:
    """The texts of a set; raises AbsentError."""
    if not path.is_file():
        raise AbsentError(f"{path} is not there: the annotated sets are not part of the repository")
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8") as source:
        for line in source:
            if line.strip():
                row = json.loads(line)
                found.setdefault(row["doc"], []).append(row)
    return [_text(f"{path.stem}/{doc}", rows) for doc, rows in found.items()]


def _text(name: str, rows: Iterable[Row]) -> Text:
    own = tuple({**row, "doc": name} for row in rows)
    return Text(name, {str(row["note"]): row["raw"] for row in own}, own)


def corpus() -> list[Text]:
    """The golden notes that cite in full, each a text by itself, since their back-references are compared elsewhere."""
    out = []
    for number, (case, note, rows) in enumerate(golden_notes(), 1):
        if all(row["kind"] == "full" for row in rows):
            name = f"{case}#{number}"
            own = [{**row, "doc": name, "note": "1", "index": i, "raw": note} for i, row in enumerate(rows, 1)]
            out.append(_text(name, own))
    return out


def read(text: Text, taken: Scorer) -> list[Row]:
    """The records of the citations that bibtool reads in a text, in order; ``item`` is the whole of each."""
    data = "".join(
        json.dumps({"number": number, "text": note}, ensure_ascii=False) + "\n" for number, note in text.notes.items()
    )
    found = extract([Source("notes.jsonl", data.encode(), "notes")])
    printed = lines.write(found.citations).splitlines()
    cited = [json.loads(line) for line in printed if line.startswith("{")]
    return [{**taken.record(line, text.name), "item": line["item"]} for line in cited]
