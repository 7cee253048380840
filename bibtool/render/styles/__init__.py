"""The styles of this project, and those that are printed when nobody names one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple


class DefaultStyle(NamedTuple):
    """The name of a style, the locale for its terms, and the reason for the choice."""

    style: str
    locale: str
    why: str


@cache
def default_styles() -> tuple[DefaultStyle, ...]:
    """Those of ``default.toml``, in order."""
    text = resources.files("bibtool.render.styles").joinpath("default.toml").read_text(encoding="utf-8")
    return tuple(DefaultStyle(**row) for row in tomllib.loads(text)["default"])


@cache
def own_styles() -> dict[str, Path]:
    """The styles of this folder by name."""
    return {path.stem: path for path in sorted(Path(__file__).parent.glob("*.csl"))}
