"""Where programs keep a user's data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def data_folder(environment: Mapping[str, str]) -> Path:
    """The user's data folder of bibtool (XDG Base Directory; Windows; macOS)."""
    if environment.get("XDG_DATA_HOME"):
        return Path(environment["XDG_DATA_HOME"]) / "bibtool"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "bibtool"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "bibtool"
    return Path.home() / ".local" / "share" / "bibtool"
