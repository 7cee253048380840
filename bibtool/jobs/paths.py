"""Is there a file of a name that somebody wrote?  Whatever the name: one that no file can have is not there."""

from __future__ import annotations

from pathlib import Path


def is_file(path: str | Path) -> bool:
    """Whether a file is there; false for a name too long for the system, too."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def exists(path: str | Path) -> bool:
    """Whether anything is there; false for a name too long for the system, too."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False
