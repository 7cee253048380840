"""Reading beside an older commit, in one run: the same article and notes, in turn, each in a process of its own.

python -m benchmarks.reading                        # beside the commit that the allowed slowness is counted from
python -m benchmarks.reading --against COMMIT
python -m benchmarks.reading --against COMMIT --rounds 15

The older commit is checked out into a temporary worktree of git.  Ends with 1 where reading takes over 5 % longer.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.notes import ARTICLE, ROOT, texts
from benchmarks.older import environment_of, tree_of

AGAINST = "a22063b"
ALLOWED = 1.05
# Processor time of a first note, which loads what is loaded once, and of the quickest of some passes over all.
_RUN = """
import json, sys, time
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
article, notes, passes = json.load(sys.stdin)
sources = [Source("article.txt", article.encode()), Source("notes.jsonl", notes.encode(), "notes")]
note = json.dumps({"number": "1", "text": "J. Lis, Most, „Kra” 2001, nr 3, s. 5; A. Kos, Tama, Kielce 1999."})
start = time.process_time()
extract([Source("note.jsonl", note.encode(), "notes")], passages=True)
first = time.process_time() - start
extract(sources, passages=True)
took = []
for _ in range(passes):
    start = time.process_time()
    found = extract(sources, passages=True)
    took.append(time.process_time() - start)
print(json.dumps([first, min(took), len(found.citations)]))
"""
_PASSES = 3


def given(tree: Path) -> str:
    """The sources, for both: the article, and the golden notes that the older commit knew (it fails on some others)."""
    notes = "\n".join(json.dumps({"number": str(n), "text": text}) for n, text in enumerate(texts(tree), 1))
    return json.dumps([ARTICLE.read_text(encoding="utf-8"), notes, _PASSES])


class Measured(NamedTuple):
    """Seconds of the first note, seconds of all, and the citations that were found."""

    first: float
    all: float
    citations: int


def measured(tree: Path, sources: str) -> Measured:
    """One reading by the bibtool of ``tree``."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        input=sources,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=tree,
        env=environment_of(tree),
    )
    return Measured(*json.loads(done.stdout))


def compared(commit: str, rounds: int) -> list[tuple[Measured, Measured]]:
    """The older commit and this one, in turn; who goes first changes with every round."""
    rows: list[tuple[Measured, Measured]] = []
    with tree_of(commit) as tree:
        sources = given(tree)
        for number in range(rounds):
            first, second = (tree, ROOT) if number % 2 else (ROOT, tree)
            found = {each: measured(each, sources) for each in (first, second)}
            rows.append((found[tree], found[ROOT]))
    return rows


def main() -> int:
    """The ratio, and 1 where it is more than allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--against", metavar="COMMIT", default=AGAINST)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    rows = compared(asked.against, asked.rounds)
    ratios = [own.all / other.all for other, own in rows]
    ratio = statistics.median(ratios)
    for what, seconds in (("reading", lambda side: side.all), ("the first note", lambda side: side.first)):
        other, own = (statistics.median(seconds(row[side]) for row in rows) for side in (0, 1))
        print(f"{what}, {asked.rounds} rounds in turn: {other:.3f} s at {asked.against}, {own:.3f} s now")
    print(f"ratio {ratio:.3f}, {ALLOWED} allowed (each round: {', '.join(f'{r:.2f}' for r in ratios)})")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
