"""What the short commands cost, beside importing typer alone: processor time of whole processes, in one run, in turn.

python -m benchmarks.startup                # the table
python -m benchmarks.startup --rounds 9 translit

A round runs every command once; a ratio is of the medians of all rounds.  Modules are compiled before the first round,
as those of an installed program are.
Ends with 1 where a figure is over its bound.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "seeds" / "004_51483a6014526e0d.txt"
NOTE = '{"number": "1", "text": "J. Wierzba, Dzieje przeprawy przez rzekę, Kraków 2011, s. 12–15."}\n'
ITEM = """@book{wierzba2011,
  author = {Wierzba, Jan}, title = {Dzieje przeprawy}, publisher = {Traktat}, address = {Kraków}, year = {2011}
}
"""
# name: arguments of bibtool, and the most that it may take, in times of importing typer
BOUNDS: dict[str, tuple[tuple[str, ...], float]] = {
    "--help": (("--help",), 2.5),
    "styles": (("styles",), 2.5),
    "translit": (("translit", "Київ і Львів"), 2.5),
    "translit, in doubt": (("translit", "Москва"), 2.5),
    "translit --from": (("translit", "Київ і Львів", "--from", "uk"), 2.5),
    "format, one item": (("format", "item.bib", "--style", "apa"), 3.5),
    "extract, one note": (("extract", "note.jsonl", "--from", "notes"), 5.0),
    "run, an article": (
        ("run", str(ARTICLE), "--no-check", "-o", "out", "--overwrite"),
        18.5,
    ),  # 1.2 s where typer's 65 ms
}


def processor(command: Sequence[str], folder: Path) -> float:
    """The seconds of processor time, user and system, of a process and its children that run in ``folder``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as p:
        _, status, used = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode not in (0, 1):
        sys.exit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime


def yardstick(rounds: int = 5) -> float:
    """The seconds of processor time of a process that imports typer and does no more: the median of some.

    What another machine takes is told by it: the goals were set where it took 0.065 s.
    """
    with TemporaryDirectory(prefix="bibtool-bench-") as folder:
        taken = [processor([sys.executable, "-c", "import typer"], Path(folder)) for _ in range(rounds + 1)]
    return statistics.median(taken[1:])


def main() -> int:
    """The table, and 1 where a figure is over its bound."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BOUNDS))
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    commands = {"import typer": [sys.executable, "-c", "import typer"]}
    for name, (words, _) in BOUNDS.items():
        if not asked.names or any(wanted in name for wanted in asked.names):
            commands[name] = [sys.executable, "-m", "bibtool", *words]
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    with TemporaryDirectory(prefix="bibtool-bench-") as temporary:
        folder = Path(temporary)
        (folder / "note.jsonl").write_text(NOTE, encoding="utf-8")
        (folder / "item.bib").write_text(ITEM, encoding="utf-8")
        for turn in range(asked.rounds + 1):
            for name, command in commands.items():
                taken = processor(command, folder)
                if turn:
                    seconds[name].append(taken)
    base = statistics.median(seconds["import typer"])
    print(f"{'command':<20}{'ms':>8}{'ratio':>8}{'most':>8}")
    over = False
    for name, taken_each in seconds.items():
        median = statistics.median(taken_each)
        most = BOUNDS[name][1] if name in BOUNDS else 1.0
        over = over or median / base > most
        print(f"{name:<20}{median * 1000:>8.0f}{median / base:>8.2f}{most:>8.1f}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
