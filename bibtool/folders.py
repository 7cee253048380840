"""Extensions are files of a folder: what the modules of a package declare under an agreed name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def declared(package: ModuleType, attribute: str) -> dict[str, Any]:
    """The values of ``attribute`` in the modules of ``package``, by their ``name``, sorted; modules without it are
    passed over.  Raises ValueError where two have the same name."""
    found: dict[str, Any] = {}
    for info in pkgutil.iter_modules(package.__path__):
        value = getattr(importlib.import_module(f"{package.__name__}.{info.name}"), attribute, None)
        if value is None:
            continue
        if value.name in found:
            raise ValueError(f"two modules of {package.__name__} declare {value.name!r}")
        found[value.name] = value
    return dict(sorted(found.items()))
