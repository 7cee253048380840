"""Reading beside an older commit, in one run: the article and the golden notes, each read by both in turn.

python -m benchmarks.reading                        # beside the commit that the allowed slowness is counted from
python -m benchmarks.reading --against COMMIT
python -m benchmarks.reading --against COMMIT --rounds 5
python -m benchmarks.reading --program              # the whole program, too: one invented article, and a hundred

A round has two processes, one of each, which read every source several times, one after the other: so what else the
machine does falls on both.  A source's time is the median of its readings; a ratio is of the sums of these.
The older commit is checked out into a temporary worktree of git.  Ends with 1 where reading takes over 5 % longer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.articles import article
from benchmarks.notes import ARTICLE, ROOT, texts
from benchmarks.older import environment_of, tree_of

AGAINST = "a22063b"
ALLOWED = 1.05
# Processor time of a first note, which loads what is loaded once; then, after one reading of all, of each source whose
# index is asked for.
_RUN = """
import json, sys, time
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
sources = [Source(name, text.encode(), *how) for name, text, *how in json.loads(sys.stdin.readline())]
def took(index):
    start = time.process_time()
    extract([sources[index]], passages=True)
    print(time.process_time() - start, flush=True)
took(0)
for source in sources:
    extract([source], passages=True)
for line in sys.stdin:
    took(int(line))
"""
_PASSES = 5
_TOGETHER = 8  # notes of one source
_FIRST = "J. Lis, Most, „Kra” 2001, nr 3, s. 5; A. Kos, Tama, Kielce 1999."


def given(tree: Path) -> list[list[str]]:
    """The sources, for both: a first note, the article, and the golden notes that the older commit knew (it fails on
    some others)."""
    notes = [json.dumps({"number": str(n), "text": text}) for n, text in enumerate(texts(tree), 1)]
    together = ["\n".join(notes[at : at + _TOGETHER]) for at in range(0, len(notes), _TOGETHER)]
    first = json.dumps({"number": "1", "text": _FIRST})
    article = ["article.txt", ARTICLE.read_text(encoding="utf-8")]
    return [["first.jsonl", first, "notes"], article, *(["notes.jsonl", text, "notes"] for text in together)]


class _Reader:
    """A process that reads with the bibtool of a folder."""

    def __init__(self, tree: Path, sources: list[list[str]]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _RUN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=tree,
            env=environment_of(tree),
        )
        self.first = self._asked(json.dumps(sources))

    def read(self, index: int) -> float:
        """The seconds that a source takes."""
        return self._asked(str(index))

    def _asked(self, line: str) -> float:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class Measured(NamedTuple):
    """Seconds of the first note, and of all sources."""

    first: float
    all: float


def measured(trees: tuple[Path, Path], sources: list[list[str]]) -> tuple[Measured, Measured]:
    """One round; who goes first changes with every pass."""
    readers = [_Reader(tree, sources) for tree in trees]
    taken: list[list[list[float]]] = [[[] for _ in sources] for _ in readers]
    for turn in range(_PASSES):
        for index in range(1, len(sources)):
            for side in (0, 1) if turn % 2 else (1, 0):
                taken[side][index].append(readers[side].read(index))
    for reader in readers:
        reader.close()
    other, own = (
        Measured(reader.first, sum(statistics.median(times) for times in rows[1:]))
        for reader, rows in zip(readers, taken, strict=True)
    )
    return other, own


def compared(commit: str, rounds: int) -> list[tuple[Measured, Measured]]:
    """The older commit and this one, round by round."""
    with tree_of(commit) as tree:
        sources = given(tree)
        return [measured((tree, ROOT), sources) for _ in range(rounds)]


_ARTICLES = 100
_PROGRAM = (sys.executable, "-m", "bibtool", "extract")


def ran(tree: Path, *arguments: str) -> float:
    """The seconds of the wall that a run of the program takes; the least of three."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run([*_PROGRAM, *arguments], cwd=tree, env=environment_of(tree), capture_output=True, check=True)
        return time.perf_counter() - start

    return min(once() for _ in range(3))


def of_program(commit: str) -> None:
    """Print how long a run of the program takes at both commits: for one article, for a hundred as files of one
    command, and for a folder of them, which the older commit reads as files."""
    with TemporaryDirectory(prefix="bibtool-bench-") as folder, tree_of(commit) as older:
        place = Path(folder, "articles")
        place.mkdir()
        files = []
        for number in range(_ARTICLES):
            files.append(str(place / f"{number:03}.txt"))
            Path(files[-1]).write_text(article(number), encoding="utf-8")
        before, now = (
            {count: ran(tree, *files[:count], "--format", "citations") for count in (1, _ARTICLES)}
            for tree in (older, ROOT)
        )
        by_folder = ran(ROOT, str(place), "--fresh", "-o", str(Path(folder, "all.jsonl")))
    for what, took, other in (
        ("one article", now[1], before[1]),
        (f"{_ARTICLES} articles, files of one command", now[_ARTICLES], before[_ARTICLES]),
        (f"{_ARTICLES} articles, a folder ({os.cpu_count()} processors)", by_folder, before[_ARTICLES]),
    ):
        print(f"the program, {what}: {other:.2f} s at {commit}, {took:.2f} s now ({took / other:.2f})")


def main() -> int:
    """The ratio, and 1 where it is more than allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--against", metavar="COMMIT", default=AGAINST)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--program", action="store_true")
    asked = parser.parse_args()
    if asked.program:
        of_program(asked.against)
    rows = compared(asked.against, asked.rounds)
    ratios = [own.all / other.all for other, own in rows]
    ratio = statistics.median(ratios)
    for what, place in (("reading", 1), ("the first note", 0)):
        other, own = (statistics.median(row[side][place] for row in rows) for side in (0, 1))
        print(f"{what}, {asked.rounds} rounds: {other:.3f} s at {asked.against}, {own:.3f} s now ({own / other:.2f})")
    print(f"ratio {ratio:.3f}, {ALLOWED} allowed (each round: {', '.join(f'{r:.3f}' for r in ratios)})")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
