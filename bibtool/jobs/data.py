"""Where programs keep a user's data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

#: A project's own library, in its folder.
PROJECT_LIBRARY = Path(".bibtool", "library.sqlite")


def project_library(here: Path | None = None) -> Path | None:
    """The library of the project in this folder or in the nearest one above it; None where there is none."""
    start = (here or Path.cwd()).absolute()
    return next((path for folder in (start, *start.parents) if (path := folder / PROJECT_LIBRARY).is_file()), None)


def data_folder(environment: Mapping[str, str]) -> Path:
    """The user's data folder of bibtool (XDG Base Directory; Windows; macOS)."""
    if environment.get("XDG_DATA_HOME"):
        return Path(environment["XDG_DATA_HOME"]) / "bibtool"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "bibtool"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "bibtool"
    return Path.home() / ".local" / "share" / "bibtool"
