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
from importlib import util
from pathlib import Path
from types import ModuleType

from bibtool.citations.confidence import DOUBTFUL
from bibtool.citations.extract import extract
from bibtool.citations.readings.chain import Weights
from bibtool.citations.score import Considered
from bibtool.formats.citations import to_dict
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from training.aligned import labelled
from training.reliability import FAR, Judged, Row, chosen, different, judged, platt, share, sure, table
from training.weights import chain, corpus, fitted, integers, invented, write_weights

CALIBRATION = Path(__file__).parent.parent / "bibtool" / "citations" / "confidence.json"
FOLDS = 4
REFERENCES = 6000


def folds(paths: Sequence[Path], count: int = FOLDS) -> list[list[str]]:
    """The documents of the sets, parted."""
    names = {json.loads(line)["doc"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()}
    documents = sorted(names)
    random.Random(1).shuffle(documents)
    return [documents[k::count] for k in range(count)]


def trained(paths: Sequence[Path], held: Sequence[str], references: Path | None, count: int, target: Path) -> Weights:
    """The weights of a fold: those in ``target``, or made from all other texts and written there."""
    if not target.exists():
        real = [chain(found) for path in paths for found in labelled(path) if found.document not in held]
        write_weights(integers(fitted([*real, *corpus(), *invented(count, references)])), target)
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
    parser.add_argument("--references", type=Path, help="a file of python -m training.references, else made")
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
