"""The command line, whole: end-to-end tests mock nothing inside it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bibtool.cli.app import main


@dataclass(frozen=True)
class Run:
    """One run of the program in ``folder``."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


def bibtool(folder: Path, *words: str, environment: dict[str, str] | None = None, stdin: str = "") -> Run:
    """Runs ``bibtool`` with an own data folder and no settings from outside: in this process, as a start takes longer
    than most of what is checked, or in one of its own where it reads standard input."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("BIBTOOL_")}
    own = {**clean, "XDG_DATA_HOME": str(folder / "data"), "LC_ALL": "C.UTF-8", **(environment or {})}
    done = _started(folder, words, own, stdin) if stdin else _called(folder, words, own)
    assert "Traceback" not in done.err, done.err
    return done


def _called(folder: Path, words: Sequence[str], environment: dict[str, str]) -> Run:
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(list(words))
    return Run(code, out.getvalue(), err.getvalue())


def _started(folder: Path, words: Sequence[str], environment: dict[str, str], stdin: str) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "bibtool.cli.app", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def listed(folder: Path, urls: Sequence[str]) -> str:
    """A list of addresses as a file."""
    path = folder / "list.txt"
    path.write_text("\n".join(["# a list", *urls, ""]), encoding="utf-8")
    return str(path)
