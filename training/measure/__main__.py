"""The figures of reading.

    python -m training.measure fit                       texts that rules and weights were made beside
    python -m training.measure blind                     texts that nobody read
    python -m training.measure leave-text-out            weights trained without the texts that they read
    python -m training.measure oracle                    is a perfect reading among the candidates?
    python -m training.measure readings                  how many different candidates are there?
    python -m training.measure generators                what gets worse without each generator

All need the annotated sets and their scorer in ../shared/eval (or --eval DIR), which are not part of the repository;
only leave-text-out needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.measure import changed, sets
from training.measure.candidates import counted, cut_alike, oracle
from training.measure.removed import removed
from training.measure.sets import AbsentError, Scorer, Text, read
from training.measure.tally import GROUPS, compare, official, printed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the command line asks for; 2 where the sets are absent."""
    parser = argparse.ArgumentParser(
        prog="python -m training.measure", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--eval", type=Path, default=sets.FOLDER, metavar="DIR", help="the sets and their scorer")
    verbs = parser.add_subparsers(dest="verb", required=True)
    fit = verbs.add_parser("fit", help="the sets in sight, and the kinds")
    program = Path(sys.executable).with_name("bibtool")
    fit.add_argument("--bibtool", type=Path, default=program, help="the program that the scorer of kinds runs")
    verbs.add_parser("blind", help="the texts that nobody reads: once, at the end")
    leave = verbs.add_parser("leave-text-out", help="folds by text; takes minutes")
    leave.add_argument("--folds", type=int, default=5)
    leave.add_argument("--references", type=int, default=15_000, metavar="N", help="invented references beside them")
    for name in ("oracle", "readings", "generators"):
        verb = verbs.add_parser(name)
        verb.add_argument("--blind", action="store_true", help="of the blind texts: once, at the end")
    asked = parser.parse_args(arguments)
    try:
        taken = sets.scorer(asked.eval)
        if asked.verb == "blind":
            _scored(sets.blind(), taken)
            return 0
        hidden = getattr(asked, "blind", False)
        texts = sets.blind() if hidden else sets.in_sight(asked.eval)
    except AbsentError as absent:
        print(absent, file=sys.stderr)
        return 2
    if asked.verb == "fit":
        _scored(texts, taken)
        _kinds(asked.eval, asked.bibtool)
    elif asked.verb == "leave-text-out":
        _held_out(texts, taken, asked.eval, asked.folds, asked.references)
    elif asked.verb == "oracle":
        _oracle(texts, taken)
    elif asked.verb == "readings":
        _readings(texts, taken)
    else:
        _generators(texts, taken)
    return 0


def _scored(texts: Sequence[Text], taken: Scorer) -> None:
    print(f"{len(texts)} texts")
    _told(texts, [row for text in texts for row in read(text, taken)], taken)


def _told(texts: Sequence[Text], rows: Sequence[sets.Row], taken: Scorer) -> None:
    """The table of what was read, and whether its first line is what the scorer itself says."""
    wanted = [row for text in texts for row in text.rows]
    outcomes = compare(wanted, rows, taken)
    print(printed(outcomes))
    score, perfect = official(wanted, rows, taken)
    print(f"{'by the scorer itself':32} F1 {score:.3f}   perfect {perfect:4}")


def _kinds(folder: Path, program: Path) -> None:
    command = [sys.executable, str(folder.resolve() / "kinds.py"), str(program)]
    print("kinds:", subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def _held_out(texts: Sequence[Text], taken: Scorer, folder: Path, folds: int, references: int) -> None:
    from training.measure.held_out import read_held_out

    print(
        "Only the weights of the chain are trained without the texts that they read.  The rules, the word lists and\n"
        "the features were made with these texts in sight: texts that nobody has seen are read less well than this."
    )
    rows: list[sets.Row] = []
    for used, held, found in read_held_out(texts, folder, taken, folds, references):
        print(f"  {len(held)} texts read with weights of {used} other annotated citations", flush=True)
        rows += found
    _told(texts, rows, taken)


def _share(count: int, total: int) -> str:
    return f"{count:4} of {total:4}  {100 * count / total if total else 0:5.1f} %"


def _oracle(texts: Sequence[Text], taken: Scorer) -> None:
    print(f"perfect citations: as chosen, and with a perfect one among at most {changed.MOST} candidates")
    found = oracle(texts, taken)
    alike = cut_alike(texts, [outcome for outcome, _ in found])
    for name in ("set", "language", "kind"):
        for value, count in Counter(GROUPS[name](outcome) for outcome, _ in found).most_common():
            _oracle_line(f"{name} {value}", [r for o, r in found if GROUPS[name](o) == value], count)
    ranks = [rank for _, rank in found]
    _oracle_line("all", ranks, len(ranks))
    _oracle_line("in notes cut as annotated", [r for r, cut in zip(ranks, alike, strict=True) if cut], sum(alike))
    print("rank of the perfect reading:", dict(sorted(Counter(r for r in ranks if r is not None).items())))


def _oracle_line(title: str, ranks: Sequence[int | None], total: int) -> None:
    chosen, any_rank = sum(rank == 0 for rank in ranks), sum(rank is not None for rank in ranks)
    print(f"{title:32} chosen {_share(chosen, total)}   among them {_share(any_rank, total)}")


def _readings(texts: Sequence[Text], taken: Scorer) -> None:
    with counted() as numbers:
        cited = sum(len(read(text, taken)) for text in texts)
    print(f"citations read: {cited}; with readings weighed: {_share(len(numbers), cited)}")
    print(f"with three or more different ones: {_share(sum(n > 2 for n in numbers), cited)}")
    print("citations by how many:", dict(sorted(Counter(numbers).items())))


def _generators(texts: Sequence[Text], taken: Scorer) -> None:
    print(
        "without each generator: citations read otherwise, and perfect ones lost and won, by what reads them with all"
    )
    plain = tuple(name for name in taken.fields if name != "language")
    for title, chosen, fields in (("annotated texts", texts, taken.fields), ("golden notes", sets.corpus(), plain)):
        print(f"{title}:")
        for row in removed(chosen, taken, fields):
            counts = f"otherwise {_by_name(row.otherwise)}; lost {_by_name(row.lost)}; won {_by_name(row.won)}"
            print(f"  without {row.generator:13} {counts}")


def _by_name(found: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in found.most_common()) or "none"


if __name__ == "__main__":
    sys.exit(main())
