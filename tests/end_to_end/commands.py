"""Runs the command line: in this process, or in one of its own where streams and signals matter."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bibtool.cli.app import main

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "seeds" / "004_51483a6014526e0d.txt"


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str


def bibtool(*args: str | Path, cwd: Path | None = None) -> Ran:
    """In this process, with English messages."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    language = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        if cwd is not None:
            os.chdir(cwd)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main([str(arg) for arg in args])
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else 1
    finally:
        os.chdir(before)
        if language is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = language
    return Ran(code, out.getvalue(), err.getvalue())


def process(*args: str | Path, data: bytes = b"", env: dict[str, str] | None = None, cwd: Path = ROOT) -> Ran:
    """In a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bibtool.cli.app", *map(str, args)],
        input=data,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **(env or {})},
        cwd=cwd,
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def is_one_clear_line(text: str) -> bool:
    """A message and no traceback."""
    return text.startswith("bibtool: ") and text.count("\n") == 1 and "Traceback" not in text
