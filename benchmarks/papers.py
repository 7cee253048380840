"""Papers and bibliographies beside pandoc's own citeproc and typst: processor time of whole processes, in one run.

python -m benchmarks.papers                    # a paper of 1,000 notes; bibliographies of 1,000 works
python -m benchmarks.papers --works 1000 10000 --rounds 1

Typst is the package of that name on PyPI (``pip install -e '.[bench]'``); it reads the works as BibLaTeX, which bibtool
wrote, and sets them as a PDF: that is what it makes.  A ratio is of the medians of all rounds.  Ends with 1 where
bibtool takes longer than a peer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.csl_items import make_items
from benchmarks.startup import processor
from bibtool.csl.style import style_path

STYLES = ("iso690-author-date-en", "gost-r-7-0-5-2008-numeric", "apa", "chicago-notes-bibliography")
PEERS = ("pandoc", "typst")
NOTES = 1000


def commands(folder: Path, counts: Sequence[int]) -> dict[str, dict[str, list[str]]]:
    """What is measured: by the name of the row, the command of each program that is there."""
    peers = {"pandoc": shutil.which("pandoc") is not None, "typst": importlib.util.find_spec("typst") is not None}
    for name, there in peers.items():
        if not there:
            print(f"{name} is not installed: left out")
    (folder / "cited.json").write_text(json.dumps(make_items(NOTES), ensure_ascii=False), encoding="utf-8")
    paper = "\n\n".join(
        f"Words of a paper [@{item['id']}, p. {7 + n % 90}]." for n, item in enumerate(make_items(NOTES))
    )
    (folder / "paper.md").write_text(paper + "\n", encoding="utf-8")
    (folder / "list.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    own = [sys.executable, "-m", "bibtool"]
    notes = str(style_path(STYLES[-1]))
    rows = {
        f"cite, {NOTES} notes": {
            "bibtool": [*own, "cite", "paper.md", "--bib", "cited.json", "--style", STYLES[-1], "-o", "own.html"],
            "pandoc": [
                "pandoc",
                "paper.md",
                "--citeproc",
                "--bibliography",
                "cited.json",
                "--csl",
                notes,
                "-o",
                "p.html",
            ],
        }
    }
    for count in counts:
        works = f"works{count}"
        (folder / f"{works}.json").write_text(json.dumps(make_items(count), ensure_ascii=False), encoding="utf-8")
        if peers["typst"]:
            made = [*own, "convert", f"{works}.json", "-o", f"{works}.bib"]
            subprocess.run(made, cwd=folder, check=True, capture_output=True)
        for style in STYLES:
            path = str(style_path(style))
            shutil.copy(path, folder)
            source = folder / f"{style}.{count}.typ"
            source.write_text(f'#bibliography("{works}.bib", style: "{Path(path).name}", full: true)\n', "utf-8")
            script = f"import typst; typst.compile({source.name!r}, output='typst.pdf')"
            read = ["--bibliography", f"{works}.json", "--csl", path]
            rows[f"{style}, {count}"] = {
                "bibtool": [*own, "format", f"{works}.json", "--style", style, "-o", f"{style}.html"],
                "pandoc": ["pandoc", "list.md", "--citeproc", *read, "-o", "peer.html"],
                "typst": [sys.executable, "-c", script],
            }
    return {name: {who: line for who, line in row.items() if peers.get(who, True)} for name, row in rows.items()}


def main() -> int:
    """The table, and 1 where a ratio is over 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers")
    parser.add_argument("--works", type=int, nargs="+", default=[1000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    over = False
    with TemporaryDirectory(prefix="bibtool-bench-") as temporary:
        folder = Path(temporary)
        rows = commands(folder, asked.works)
        print(f"{'row':<42}{'bibtool s':>10}{'pandoc s':>10}{'ratio':>7}{'typst s':>10}{'ratio':>7}")
        for name, programs in rows.items():
            seconds: dict[str, list[float]] = {who: [] for who in programs}
            for _ in range(asked.rounds):
                for who, command in programs.items():
                    seconds[who].append(processor(command, folder))
            taken = {who: statistics.median(row) for who, row in seconds.items()}
            ours = taken.pop("bibtool")
            cells = [f"{taken[who]:>10.2f}{ours / taken[who]:>7.2f}" if who in taken else " " * 17 for who in PEERS]
            over = over or any(ours > theirs for theirs in taken.values())
            print(f"{name:<42}{ours:>10.2f}{''.join(cells)}".rstrip(), flush=True)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
