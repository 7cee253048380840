"""How sure a reading is (bibtool/citations/confidence.json), measured on texts that the weights have not seen.

    python -m training.confidence SET.jsonl ... --eval DIR --references FILE --weights DIR [-o FILE]

The annotated texts are parted into folds; the chain is trained on the other folds, the golden notes and invented
references, and reads the texts of its fold through the whole pipeline.  Of each citation the margin is kept, and how
many of its fields are right by the rules of the scorer in DIR (score.py, evaluate.py).  A logistic curve through them
is the calibration (Platt 1999).  The weights of the folds are kept in --weights and used again when they are there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import scipy.optimize

from bibtool.citations.confidence import DOUBTFUL
from bibtool.citations.extract import extract
from bibtool.citations.readings.chain import Weights
from bibtool.citations.readings.label import Label
from bibtool.citations.score import Considered
from bibtool.formats.citations import to_dict
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from training.aligned import labelled
from training.weights import chain, corpus, fitted, integers, invented, write_weights

CALIBRATION = Path(__file__).parent.parent / "bibtool" / "citations" / "confidence.json"
FOLDS = 4
REFERENCES = 6000
FAR = 1200  # hundredths of a natural logarithm
_RIGHT = 0.97  # of the fields of what is called sure
_DOUBTFUL = 0.25  # of the citations, at most
_BIN = 50  # citations, at least
_STEP = 10

Row = dict[str, Any]
Place = tuple[str, str, int]  # document, note, index


@dataclass(frozen=True, slots=True)
class Judged:
    """One citation that was read: its margin, whether something else makes it doubtful, its fields right and wrong."""

    place: Place
    margin: int | None
    doubted: bool
    right: int
    wrong: int


def folds(paths: Sequence[Path], count: int = FOLDS) -> list[list[str]]:
    """The documents of the sets, parted."""
    names = {json.loads(line)["doc"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()}
    documents = sorted(names)
    random.Random(1).shuffle(documents)
    return [documents[k::count] for k in range(count)]


def trained(paths: Sequence[Path], held: Sequence[str], references: Path, count: int, target: Path) -> Weights:
    """The weights of a fold: those in ``target``, or made from all other texts and written there."""
    if not target.exists():
        real = [chain(found) for path in paths for found in labelled(path) if found.document not in held]
        write_weights(integers(fitted([*real, *corpus(), *invented(references, count)])), target)
    data = json.loads(target.read_text(encoding="utf-8"))
    return Weights.of(data["states"], data["transitions"])


def read(notes: Mapping[str, str], weights: Weights) -> Iterator[tuple[Row, bool, Considered | None]]:
    """The citations of a document's notes: the row of the contract, whether other things than its margin make it
    doubtful, what was weighed."""
    lines = (json.dumps({"number": number, "text": text}, ensure_ascii=False) for number, text in notes.items())
    document = read_bytes("\n".join(lines).encode(), "notes.jsonl", "notes")
    found = extract(document, find_notes(document), looked=True, weights=weights)
    weighed = [each for note in found.looked for each in note.considered]
    for citation, considered in zip(found.citations, weighed, strict=True):
        doubted = bool(citation.unread) or not DOUBTFUL.isdisjoint(citation.findings)
        yield to_dict(citation), doubted, considered


def judged(
    gold: Sequence[Row], predicted: Sequence[tuple[Row, bool, Considered | None]], scorer: ModuleType
) -> Iterator[Judged]:
    """The citations of one document beside the annotated ones.  One that is annotated nowhere is wrong in
    all fields."""
    named = {(str(g["note"]), g.get("index", 1)): g for g in gold}
    theirs: dict[str, list[Row]] = defaultdict(list)
    ours: dict[str, list[tuple[Row, bool, Considered | None]]] = defaultdict(list)
    for row in gold:
        theirs[str(row["note"])].append(row)
    for each in predicted:
        ours[str(each[0]["note"])].append(each)
    for note, rows in ours.items():
        beside = {j: theirs[note][i] for i, j in scorer.assign(theirs[note], [row for row, _, _ in rows])}
        for j, (row, doubted, considered) in enumerate(rows):
            target = None
            if j in beside and beside[j].get("refers_to"):
                other, _, index = str(beside[j]["refers_to"]).rpartition(".")
                target = named.get((other, int(index))) if index.isdigit() else None
            right, wrong = fields(beside.get(j), row, target, scorer)
            margin = considered.margin if considered else None
            yield Judged((str(row["doc"]), note, row["index"]), margin, doubted, right, wrong)


def fields(gold: Row | None, row: Row, target: Row | None, scorer: ModuleType) -> tuple[int, int]:
    """How many fields of a citation are right and wrong; a field that neither has counts nowhere, and one that a
    back-reference takes from its work is neither."""
    right = wrong = 0
    for field in scorer.BIB:
        got = scorer.nval(field, row.get(field))
        if gold is None:
            wrong += got is not None
            continue
        main, known, optional = scorer.accepted(gold, field, False, False)
        if gold["kind"] != "full" and field in scorer.INHERIT:
            if got is None and field == "language":
                continue
            if got is not None and got not in known:
                if target is not None and got in scorer.accepted(target, field, False, False)[1]:
                    right += main is not None
                    continue
                if target is None and field == "language" and main is None:
                    continue
        if got is not None and got in known:
            right += main is not None
        elif got is None:
            wrong += main is not None and not optional
        else:
            wrong += 1
    return right, wrong


def platt(rows: Sequence[Judged]) -> tuple[int, int]:
    """Slope and offset, in thousandths, of the logistic curve through margins and perfect citations."""
    found = [row for row in rows if row.margin is not None]
    margins = np.array([min(row.margin or 0, FAR) / 100 for row in found])
    perfect = np.array([row.wrong == 0 for row in found], dtype=float)

    def cost(at: Any) -> float:
        z = at[0] * margins + at[1]
        return float(np.sum(np.logaddexp(0, z) - perfect * z))

    slope, offset = scipy.optimize.minimize(cost, [0.3, 0.0], method="Nelder-Mead").x
    return round(slope * 1000), round(offset * 1000)


def share(rows: Sequence[Judged]) -> float:
    """The share of fields that are right."""
    right, wrong = sum(row.right for row in rows), sum(row.wrong for row in rows)
    return right / (right + wrong) if right + wrong else 0.0


def sure(rows: Sequence[Judged], threshold: int) -> list[Judged]:
    """Those that a threshold calls sure."""
    return [row for row in rows if not row.doubted and (row.margin is None or row.margin >= threshold)]


def chosen(rows: Sequence[Judged]) -> int:
    """The threshold in the middle between the lowest at which what is sure is right often enough and the highest that
    leaves few enough in doubt; the latter where there is none between."""
    allowed = [t for t in range(0, FAR + 1, _STEP) if 1 - len(sure(rows, t)) / len(rows) <= _DOUBTFUL]
    if not allowed:
        return 0
    right = next((t for t in allowed if share(sure(rows, t)) >= _RIGHT), allowed[-1])
    return (right + allowed[-1]) // 2


def table(rows: Sequence[Judged], slope: int, offset: int) -> Iterator[str]:
    """The reliability table: margins in bins of equal size, what was promised, what was right."""
    found = sorted((row for row in rows if row.margin is not None), key=lambda row: row.margin or 0)
    bins = max(1, min(12, len(found) // _BIN))
    yield "   margin (nats)  citations  promised  perfect  fields right"
    for group in (found[len(found) * i // bins : len(found) * (i + 1) // bins] for i in range(bins)):
        margins = [min(row.margin or 0, FAR) / 100 for row in group]
        promised = sum(1 / (1 + np.exp(-(slope * m + offset) / 1000)) for m in margins) / len(group)
        perfect = sum(row.wrong == 0 for row in group) / len(group)
        yield f"{margins[0]:6.2f} … {margins[-1]:6.2f}{len(group):11}{promised:10.3f}{perfect:9.3f}{share(group):14.3f}"
    exact = [row for row in rows if row.margin is None]
    if exact:
        perfect = sum(row.wrong == 0 for row in exact) / len(exact)
        yield f"exact notations{len(exact):12}{'':10}{perfect:9.3f}{share(exact):14.3f}"


def different(considered: Considered) -> int:
    """How many readings put other values into fields."""
    nothing = {Label.PROSE, Label.OTHER}
    return len({tuple(None if tag in nothing else tag for tag in reading.labels) for reading in considered.readings})


def _module(folder: Path, name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read_all(
    paths: Sequence[Path], parts: Sequence[tuple[Sequence[str], Weights]], folder: Path
) -> tuple[list[Judged], list[int]]:
    """Every citation of the sets, judged, and how many different readings each that was weighed has."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            gold[row["doc"]].append(row)
    scorer, evaluate = _module(folder, "score"), _module(folder, "evaluate")
    rows: list[Judged] = []
    counts: list[int] = []
    for documents, weights in parts:
        for name in documents:
            notes = {str(row["note"]): str(row["raw"]) for row in gold[name]}
            found = list(read(notes, weights))
            counts += [different(considered) for _, _, considered in found if considered is not None]
            flat = [(evaluate.record(row, name), doubted, considered) for row, doubted, considered in found]
            rows += judged(gold[name], flat, scorer)
    return rows, counts


def main() -> None:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--eval", type=Path, required=True, help="the folder of score.py and evaluate.py")
    parser.add_argument("--references", type=Path, required=True, help="made by python -m training.references")
    parser.add_argument("--count", type=int, default=REFERENCES)
    parser.add_argument("--weights", type=Path, required=True, help="where the weights of the folds are kept")
    parser.add_argument("-o", "--output", type=Path, default=CALIBRATION)
    asked = parser.parse_args()
    asked.weights.mkdir(parents=True, exist_ok=True)
    parts = [
        (held, trained(asked.sets, held, asked.references, asked.count, asked.weights / f"{k}.json"))
        for k, held in enumerate(folds(asked.sets))
    ]
    rows, counts = _read_all(asked.sets, parts, asked.eval)
    slope, offset = platt(rows)
    threshold = chosen(rows)
    kept = sure(rows, threshold)
    print(*table(rows, slope, offset), sep="\n")
    print(f"perfect {sum(row.wrong == 0 for row in rows)} of {len(rows)}, fields right {share(rows):.3f}")
    doubtful = 1 - len(kept) / len(rows)
    print(f"sure {len(kept)} of {len(rows)}, of their fields right {share(kept):.3f}, doubtful {doubtful:.3f}")
    print(f"three different readings or more: {sum(n > 2 for n in counts)} of {len(counts)}")
    data = {"slope": slope, "offset": offset, "sure": threshold, "far": FAR}
    asked.output.write_text(json.dumps(data) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
