"""Extensions are files of a folder: what the modules of a package declare under an agreed name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def declared(package: ModuleType, attribute: str) -> dict[str, Any]:
    """The values of ``attribute`` in the modules of ``package``, by their ``name``, sorted; modules without it are
    passed over, and one may declare a tuple of several.  Raises ValueError where two have the same name."""
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(package.__path__):
        value = getattr(importlib.import_module(f"{package.__name__}.{info.name}"), attribute, None)
        for each in value if isinstance(value, tuple) else () if value is None else (value,):
            if each.name in found:
                raise ValueError(f"two modules of {package.__name__} declare {each.name!r}")
            found[each.name] = each
    return dict(sorted(found.items()))
