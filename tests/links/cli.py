"""The command line in a process of its own: end-to-end tests mock nothing inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
    """Runs ``bibtool`` with an own data folder and no settings from outside."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("BIBTOOL_")}
    done = subprocess.run(
        [sys.executable, "-m", "bibtool.cli.app", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**clean, "XDG_DATA_HOME": str(folder / "data"), "LC_ALL": "C.UTF-8", **(environment or {})},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


def listed(folder: Path, urls: Sequence[str]) -> str:
    """A list of addresses as a file."""
    path = folder / "list.txt"
    path.write_text("\n".join(["# a list", *urls, ""]), encoding="utf-8")
    return str(path)
