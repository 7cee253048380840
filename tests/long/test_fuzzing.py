"""Fifty thousand inputs made worse: no exception, nothing over ten seconds or a gigabyte (fuzzing.py says how)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZING = Path(__file__).with_name("fuzzing.py")
CHUNK = 500
# More of what is quick.
COUNTS = {
    "scan_papers": 8000,
    "read_text": 7000,
    "read_bib": 7000,
    "read_json": 7000,
    "read_notes": 4000,
    "read_own_json": 4000,
    "addresses": 4000,
    "filter_pandoc": 3000,
    "transliterate": 3000,
    "read_docx": 1500,
    "read_pdf": 2000,
    "commands": 1500,
}
CHUNKS = [(name, first) for name, count in COUNTS.items() for first in range(0, count, CHUNK)]


@pytest.mark.parametrize(("name", "first"), CHUNKS, ids=lambda v: str(v))
def test_no_input_is_too_bad(name: str, first: int) -> None:
    words = [sys.executable, str(FUZZING), name, str(CHUNK), str(first)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_target_is_run_and_there_are_fifty_thousand() -> None:
    listed = subprocess.run(
        [sys.executable, str(FUZZING), "--list"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(listed) == sorted(COUNTS)
    assert len(CHUNKS) * CHUNK == sum(COUNTS.values()) >= 50_000


def test_a_fault_that_is_planted_is_found() -> None:
    """The fuzzer's own conscience: an exception, an endless loop and a greedy one are told with their number."""
    planted = (
        "import fuzzing, time\n"
        "def bad(rng):\n"
        "    kind = rng.randrange(3)\n"
        "    if kind == 0: raise ZeroDivisionError\n"
        "    if kind == 1:\n"
        "        while True: pass\n"
        "    bytearray(2 << 30)\n"
        "fuzzing.SECONDS = 1\n"
        "fuzzing.TARGETS['bad'] = bad\n"
        "print(*(row.split(chr(10))[0] for row in fuzzing.fuzz('bad', 8)), sep=chr(10))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", planted], capture_output=True, text=True, check=True, cwd=FUZZING.parent,
        env={"PYTHONPATH": str(FUZZING.parent)},
    )  # fmt: skip
    rows = done.stdout.splitlines()
    assert len(rows) == 8
    assert {row.split(" ", 1)[1].rstrip(": ") for row in rows} == {
        "ZeroDivisionError",
        "1 seconds are over",
        "MemoryError",
    }
