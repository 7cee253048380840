"""Bibliographies and notes beside citeproc-js in the same run: seconds, megabytes, and ratios.

python -m benchmarks.csl [--quick]

Every run has a process of its own.  `--quick` leaves out the runs with 10,000 items, which take citeproc-js minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import csl_peers
from benchmarks.csl_items import make_items

RUNS = [(style, "bibliography") for style in ("iso690-author-date-en", "apa", "chicago-notes-bibliography")]


def ours(style: str, count: int, what: str) -> dict[str, Any]:
    script = str(Path(__file__).parent / "csl_run.py")
    out = subprocess.run([sys.executable, script, style, str(count), what], capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(out.stdout)
    return result


def theirs(style: str, count: int, what: str, folder: Path) -> dict[str, Any]:
    items = folder / f"items{count}.json"
    items.write_text(json.dumps(make_items(count)), encoding="utf-8")
    path = csl_peers.styles() / f"{style}.csl"
    result: dict[str, Any] = csl_peers.node(
        "csl_peer.cjs", str(csl_peers.MODULES), str(path), str(csl_peers.locales()), str(items), what
    )
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    csl_peers.install()
    runs = [(style, count, what) for style, what in RUNS for count in ([1000] if quick else [1000, 10_000])]
    runs.append(("chicago-notes-bibliography", 1000, "notes"))
    first: dict[tuple[str, str], float] = {}
    print(f"{'style':<28}{'what':<14}{'items':>7}{'s':>8}{'js s':>8}{'times':>7}{'MB':>6}{'js MB':>7}{'growth':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for style, count, what in runs:
            own, peer = ours(style, count, what), theirs(style, count, what, Path(folder))
            base = first.setdefault((style, what), own["seconds"])
            print(
                f"{style:<28}{what:<14}{count:>7}{own['seconds']:>8.2f}{peer['seconds']:>8.2f}"
                f"{peer['seconds'] / own['seconds']:>7.1f}{own['megabytes']:>6}{peer['megabytes']:>7}"
                f"{own['seconds'] / base:>8.1f}"
            )


if __name__ == "__main__":
    main()
