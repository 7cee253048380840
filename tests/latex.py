"""LuaLaTeX with the packages that the tests load: a distribution often lacks some of them."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

#: What documents of pandoc and bibtool load.
PACKAGES = ("fontspec.sty", "unicode-math.sty", "babel.sty")


@cache
def lacking() -> str:
    """Why LuaLaTeX cannot be used here; "" where it can."""
    if shutil.which("lualatex") is None:
        return "lualatex is not installed"
    absent = [name for name in PACKAGES if not _found(name)]
    return f"lualatex lacks {', '.join(absent)}" if absent else ""


def _found(name: str) -> bool:
    return subprocess.run(["kpsewhich", name], capture_output=True).returncode == 0
