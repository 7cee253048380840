"""Papers and bibliographies beside pandoc's own citeproc: processor time of whole processes, in one run, in turn.

python -m benchmarks.papers                    # a paper of 1,000 notes; bibliographies of 1,000 works
python -m benchmarks.papers --works 10000 --rounds 1

A ratio is of the medians of all rounds.  Ends with 1 where bibtool takes longer.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.csl_items import make_items
from benchmarks.startup import processor
from bibtool.csl.style import style_path

STYLES = ("iso690-author-date-en", "gost-r-7-0-5-2008-numeric", "apa", "chicago-notes-bibliography")
NOTES = 1000


def commands(folder: Path, works: int) -> dict[str, tuple[list[str], list[str]]]:
    """What is measured: bibtool's command and pandoc's, by the name of the row."""
    (folder / "works.json").write_text(json.dumps(make_items(works), ensure_ascii=False), encoding="utf-8")
    (folder / "cited.json").write_text(json.dumps(make_items(NOTES), ensure_ascii=False), encoding="utf-8")
    paper = "\n\n".join(
        f"Words of a paper [@{item['id']}, p. {7 + n % 90}]." for n, item in enumerate(make_items(NOTES))
    )
    (folder / "paper.md").write_text(paper + "\n", encoding="utf-8")
    (folder / "list.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    own = [sys.executable, "-m", "bibtool"]
    rows = {}
    notes = str(style_path(STYLES[-1]))
    rows[f"cite, {NOTES} notes"] = (
        [*own, "cite", "paper.md", "--bib", "cited.json", "--style", STYLES[-1], "-o", "own.html"],
        ["pandoc", "paper.md", "--citeproc", "--bibliography", "cited.json", "--csl", notes, "-o", "peer.html"],
    )
    for style in STYLES:
        path = str(style_path(style))
        rows[f"{style}, {works}"] = (
            [*own, "format", "works.json", "--style", style, "-o", f"{style}.html"],
            ["pandoc", "list.md", "--citeproc", "--bibliography", "works.json", "--csl", path, "-o", "peer.html"],
        )
    return rows


def main() -> int:
    """The table, and 1 where a ratio is over 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers")
    parser.add_argument("--works", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if shutil.which("pandoc") is None:
        print("pandoc is not installed")
        return 0
    over = False
    print(f"{'row':<42}{'bibtool s':>10}{'pandoc s':>10}{'ratio':>7}")
    with TemporaryDirectory(prefix="bibtool-bench-") as temporary:
        folder = Path(temporary)
        for name, (own, peer) in commands(folder, asked.works).items():
            seconds: tuple[list[float], list[float]] = ([], [])
            for _ in range(asked.rounds):
                for command, taken in zip((own, peer), seconds, strict=True):
                    taken.append(processor(command, folder))
            ours, theirs = map(statistics.median, seconds)
            over = over or ours > theirs
            print(f"{name:<42}{ours:>10.2f}{theirs:>10.2f}{ours / theirs:>7.2f}", flush=True)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
