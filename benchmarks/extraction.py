"""Citations per second beside refextract on the same notes in one run; how time and memory grow; start-up.

python -m benchmarks.extraction            # all of it; refextract gets an environment of its own in .bench/
python -m benchmarks.extraction grow N     # one run of N notes: seconds, peak and result in MiB, as JSON
"""

from __future__ import annotations

import json
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.notes import ROOT, document, texts

PEER = ROOT / ".bench" / "refextract"
ROUNDS = 5
_PEER_RUN = """
import json, sys, time
from refextract import extract_references_from_string
notes = json.load(sys.stdin)
for note in notes:
    extract_references_from_string(note, is_only_references=True)
start = time.process_time()
found = sum(len(extract_references_from_string(note, is_only_references=True)) for note in notes)
print(json.dumps([found, time.process_time() - start]))
"""
_OWN_RUN = """
import json, sys, time
from benchmarks.notes import document, texts
from bibtool.citations.extract import extract
extract(*document(texts()))
given = document(texts())
start = time.process_time()
found = len(extract(*given).citations)
print(json.dumps([found, time.process_time() - start]))
"""


def peer() -> Path | None:
    """The Python that has refextract, installed on first use; None where it can not be had."""
    python = PEER / "bin" / "python"
    if not python.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(PEER)], capture_output=True, check=False)
        if made.returncode == 0:
            install = [str(python), "-m", "pip", "install", "--quiet", "refextract"]
            made = subprocess.run(install, capture_output=True, check=False)
        if made.returncode:
            return None
    return python


def rates() -> None:
    """Both tools on the same notes, in turn, each in a process of its own; medians and the ratio of each round."""
    notes = json.dumps(texts())
    python = peer()
    own_rates, peer_rates, ratios = [], [], []
    for _ in range(ROUNDS):
        own = _measured([sys.executable, "-c", _OWN_RUN], "")
        own_rates.append(own[0] / own[1])
        if python:
            other = _measured([str(python), "-W", "ignore", "-c", _PEER_RUN], notes)
            peer_rates.append(other[0] / other[1])
            ratios.append(own_rates[-1] / peer_rates[-1])
    print(
        f"notes: {len(texts())}; rounds: {ROUNDS}, in turn; processor time of a second pass over them: the first "
        "loads what is loaded once"
    )
    print(f"bibtool     {statistics.median(own_rates):8.0f} citations/s")
    if ratios:
        print(f"refextract  {statistics.median(peer_rates):8.1f} citations/s")
        print(f"ratio       {statistics.median(ratios):8.0f}  (each round: {', '.join(f'{r:.0f}' for r in ratios)})")
    else:
        print("refextract could not be installed: no ratio")


def _measured(command: list[str], given: str) -> list[float]:
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True, cwd=ROOT)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def grow(count: int) -> None:
    """Seconds without tracing; then the peak of the process and the size of what is returned, in MiB."""
    import tracemalloc

    from bibtool.citations.extract import extract

    lines = texts()
    extract(*document(lines))
    given = document([lines[n % len(lines)] for n in range(count)])
    start = time.perf_counter()
    result = extract(*given)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del result
    tracemalloc.start()
    result = extract(*given)
    size = tracemalloc.get_traced_memory()[0] / 2**20
    print(json.dumps({"citations": len(result.citations), "seconds": seconds, "peak": peak, "result": size}))


def growth() -> None:
    """1,000 and 10,000 notes, in turn."""
    rows: dict[int, list[dict[str, float]]] = {1000: [], 10_000: []}
    for _ in range(3):
        for count in rows:
            command = [sys.executable, "-m", "benchmarks.extraction", "grow", str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            rows[count].append(json.loads(done.stdout))
    small, large = ({key: statistics.median(row[key] for row in found) for key in found[0]} for found in rows.values())
    print(f"10,000 notes take {large['seconds'] / small['seconds']:.1f} times the time of 1,000")
    allowed = 1.5 * small["peak"] + large["result"]
    print(
        f"peak {small['peak']:.0f} MiB at 1,000, {large['peak']:.0f} at 10,000 of which the result is "
        f"{large['result']:.0f}: {large['peak'] / allowed:.2f} of 1.5 times plus the result"
    )


def start_up() -> None:
    """``bibtool --version`` beside ``python -c "import typer"``, in turn."""
    program = Path(sys.executable).with_name("bibtool")
    own, other = [], []
    for _ in range(15):
        own.append(_seconds([str(program), "--version"]))
        other.append(_seconds([sys.executable, "-c", "import typer"]))
    print(
        f"bibtool --version {statistics.median(own) * 1000:.0f} ms, import typer "
        f"{statistics.median(other) * 1000:.0f} ms: {statistics.median(own) / statistics.median(other):.2f} times"
    )


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    """All figures of this page."""
    if sys.argv[1:2] == ["grow"] and re.fullmatch(r"\d+", sys.argv[2]):
        grow(int(sys.argv[2]))
        return
    rates()
    growth()
    start_up()


if __name__ == "__main__":
    main()
