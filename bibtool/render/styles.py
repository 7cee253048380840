"""The styles that are printed when nobody names one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple


class DefaultStyle(NamedTuple):
    """A style of the CSL repository, the locale for its terms, and the reason for the choice."""

    style: str
    locale: str
    why: str


@cache
def default_styles() -> tuple[DefaultStyle, ...]:
    """Those of ``styles.toml``, in order."""
    text = resources.files("bibtool.render").joinpath("styles.toml").read_text(encoding="utf-8")
    return tuple(DefaultStyle(**row) for row in tomllib.loads(text)["default"])
