"""An older commit beside this one: checked out into a temporary worktree of git, from which a process can run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.notes import ROOT


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """The folder with all files of a commit, for the time of the block."""
    with TemporaryDirectory(prefix="bibtool-bench-") as folder:
        tree = Path(folder, "tree")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), commit], cwd=ROOT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def environment_of(tree: Path) -> dict[str, str]:
    """What a process needs to import bibtool and the benchmarks of a folder."""
    return {**os.environ, "PYTHONPATH": str(tree)}
