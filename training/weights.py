"""The weights of the chain (bibtool/citations/readings/chain.json), made anew.

    python -m training.weights vectors SET.jsonl ... -o training/vectors.json.gz   # from annotated notes
    python -m training.weights golden [-o training/golden.json.gz]  # from the golden notes of tests
    python -m training.weights train [-o FILE]                                     # from those vectors

Annotated notes are other people's text and stay where they are; what is kept here are their feature vectors: the
numbers of the features, separators and labels of each piece.  Those of the golden notes are kept beside them, so that
the shipped weights can be made anew whatever golden notes were written since.  References printed from invented data
(references.py) are made and read each time.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bibtool.citations.readings.chain import LABELS, SCALE, SEPARATORS, separator
from bibtool.citations.scan.features import featured
from training.aligned import Labelled, Row, golden, labelled, synthetic
from training.chain import Chain, Model, train
from training.golden import notes
from training.references import citations as references

VECTORS = Path(__file__).parent / "vectors.json.gz"
GOLDEN = Path(__file__).parent / "golden.json.gz"
WEIGHTS = Path(__file__).parent.parent / "bibtool" / "citations" / "readings" / "chain.json"
REFERENCES = 15_000
SEED = 1
_INVENTED = 0.2  # how much an invented reference counts beside an annotated one
_RAREST = 4
_PRIOR = 1.0
_ROUNDS = 110


class Integers(NamedTuple):
    """The weights as they are shipped: feature -> a weight a label; separator -> label before -> a weight a label."""

    states: dict[str, list[int]]
    transitions: list[list[list[int]]]


def chain(found: Labelled, weight: float = 1.0) -> Chain:
    """A labelled citation as the trainer takes it."""
    labels = [LABELS.index(label) for label in found.labels]
    features = [[name for group in groups for name in group] for groups in featured(found.text, found.pieces)]
    return Chain(features, [separator(p) for p in found.pieces], labels, weight)


def write_vectors(citations: Iterable[Labelled], target: Path) -> int:
    """Write the vectors of labelled citations; how many they are."""
    index: dict[str, int] = {}
    documents: dict[str, int] = {}
    rows = []
    for found in citations:
        made = chain(found)
        features = [[index.setdefault(name, len(index)) for name in piece] for piece in made.features]
        document = documents.setdefault(found.document, len(documents))
        rows.append([document, features, list(made.separators), list(made.labels)])
    data = {"features": list(index), "labels": [label.value for label in LABELS], "citations": rows}
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    target.write_bytes(gzip.compress(text, mtime=0))
    return len(rows)


def read_vectors(path: Path = VECTORS) -> Iterator[tuple[int, Chain]]:
    """The number of its document and the vectors of each citation."""
    data = json.loads(gzip.decompress(path.read_bytes()))
    names = data["features"]
    order = [next(i for i, known in enumerate(LABELS) if known.value == value) for value in data["labels"]]
    for document, features, separators, labels in data["citations"]:
        yield document, Chain([[names[i] for i in piece] for piece in features], separators, [order[i] for i in labels])


def invented(count: int = REFERENCES, path: Path | None = None) -> Iterator[Chain]:
    """References printed from invented data: made here, or the first of a file that references.py wrote."""
    for found in synthetic(references(count, SEED) if path is None else _first(path, count)):
        yield chain(found, _INVENTED)


def _first(path: Path, count: int) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, count))


def _golden() -> Iterator[Labelled]:
    for name, text, rows in notes():
        yield from golden(name, text, rows)


def corpus() -> Iterator[Chain]:
    """The golden notes that the weights are learned from."""
    yield from (found for _, found in read_vectors(GOLDEN))


def fitted(chains: Iterable[Chain]) -> Model:
    """The weights that fit the citations."""
    return train(list(chains), len(LABELS), len(SEPARATORS), rarest=_RAREST, prior=_PRIOR, rounds=_ROUNDS)


def integers(model: Model) -> Integers:
    """The weights as they are shipped: hundredths of a natural logarithm, features without weight left out."""
    states = np.rint(model.states * SCALE).astype(int)
    rows = {name: states[i].tolist() for name, i in sorted(model.features.items()) if states[i].any()}
    return Integers(rows, np.rint(model.transitions * SCALE).astype(int).tolist())


def write_weights(weights: Integers, target: Path) -> None:
    """One feature a line, so that a change can be read."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in weights.states.items()
    ]
    transitions = json.dumps(weights.transitions, separators=(",", ":"))
    target.write_text(
        '{"transitions":' + transitions + ',\n"states":{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8"
    )


def main() -> None:
    """Read the arguments and do what they say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    make = verbs.add_parser("vectors")
    make.add_argument("sets", nargs="+", type=Path)
    make.add_argument("-o", "--output", type=Path, default=VECTORS)
    gold = verbs.add_parser("golden")
    gold.add_argument("-o", "--output", type=Path, default=GOLDEN)
    fit = verbs.add_parser("train")
    fit.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    fit.add_argument("--references", type=Path, help="a file of python -m training.references, else made")
    fit.add_argument("--count", type=int, default=REFERENCES)
    chosen = parser.parse_args()
    if chosen.verb == "vectors":
        print(write_vectors((found for path in chosen.sets for found in labelled(path)), chosen.output), "citations")
        return
    if chosen.verb == "golden":
        print(write_vectors(_golden(), chosen.output), "citations")
        return
    chains = [c for _, c in read_vectors()]
    model = fitted([*chains, *corpus(), *invented(chosen.count, chosen.references)])
    write_weights(integers(model), chosen.output)
    print(len(model.features), "features")


if __name__ == "__main__":
    main()
