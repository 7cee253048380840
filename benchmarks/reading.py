"""Reading beside an older commit, in one run: the same article and notes, in turn, each in a process of its own.

python -m benchmarks.reading                        # beside the commit that the allowed slowness is counted from
python -m benchmarks.reading --against COMMIT
python -m benchmarks.reading --against COMMIT --rounds 15

The older commit is checked out into a temporary worktree of git.  Ends with 1 where reading takes over 5 % longer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.notes import ARTICLE, ROOT, texts

AGAINST = "a22063b"
ALLOWED = 1.05
# Processor time of the second to the last pass: the first loads what is loaded once.
_RUN = """
import json, sys, time
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
article, notes, passes = json.load(sys.stdin)
sources = [Source("article.txt", article.encode()), Source("notes.jsonl", notes.encode(), "notes")]
extract(sources, passages=True)
took = []
for _ in range(passes):
    start = time.process_time()
    found = extract(sources, passages=True)
    took.append(time.process_time() - start)
print(json.dumps([min(took), len(found.citations)]))
"""
_PASSES = 3


def given(tree: Path) -> str:
    """The sources, for both: the article, and the golden notes that the older commit knew (it fails on some others)."""
    notes = "\n".join(json.dumps({"number": str(n), "text": text}) for n, text in enumerate(texts(tree), 1))
    return json.dumps([ARTICLE.read_text(encoding="utf-8"), notes, _PASSES])


def measured(tree: Path, sources: str) -> tuple[float, int]:
    """Seconds of one reading by the bibtool of ``tree``, and the citations that it found."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        input=sources,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=tree,
        env=environment,
    )
    seconds, citations = json.loads(done.stdout)
    return float(seconds), int(citations)


def compared(commit: str, rounds: int) -> list[tuple[float, float]]:
    """Seconds of the older commit and of this one, in turn; who goes first changes with every round."""
    rows: list[tuple[float, float]] = []
    with TemporaryDirectory(prefix="bibtool-bench-") as folder:
        tree = Path(folder, "tree")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), commit], cwd=ROOT, check=True)
        try:
            sources = given(tree)
            for number in range(rounds):
                first, second = (tree, ROOT) if number % 2 else (ROOT, tree)
                seconds = {each: measured(each, sources)[0] for each in (first, second)}
                rows.append((seconds[tree], seconds[ROOT]))
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
    return rows


def main() -> int:
    """The ratio, and 1 where it is more than allowed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--against", metavar="COMMIT", default=AGAINST)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    rows = compared(asked.against, asked.rounds)
    ratios = [own / other for other, own in rows]
    ratio = statistics.median(ratios)
    print(f"reading, {asked.rounds} rounds in turn: {statistics.median(o for o, _ in rows):.3f} s at {asked.against}, "
          f"{statistics.median(o for _, o in rows):.3f} s now")  # fmt: skip
    print(f"ratio {ratio:.3f}, {ALLOWED} allowed (each round: {', '.join(f'{r:.2f}' for r in ratios)})")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
