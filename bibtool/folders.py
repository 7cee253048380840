"""Extensions are files of a folder: what the modules of a package declare under an agreed name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import ModuleType
from typing import Any


class Declared(Mapping[str, Any]):
    """The values of ``attribute`` in the modules of ``package``, by their ``name``, sorted; modules without it are
    passed over, and one may declare a tuple of several.

    Who asks for a name that is also that of its module ("csl-json" in ``csl_json.py``) has only this one imported.
    Raises ValueError where all are asked for and two have the same name.
    """

    def __init__(self, package: ModuleType, attribute: str) -> None:
        self._package = package
        self._attribute = attribute

    def __getitem__(self, name: str) -> Any:
        module = name.replace("-", "_")
        if "_all" not in self.__dict__ and module in self._modules:
            for each in self._of(module):
                if each.name == name:
                    return each
        return self._all[name]

    def alone(self, name: str) -> Any | None:
        """The value of the module of this name, with no other imported; None where there is no such module."""
        return self[name] if name.replace("-", "_") in self._modules else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _modules(self) -> list[str]:
        return [info.name for info in pkgutil.iter_modules(self._package.__path__)]

    @cached_property
    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for module in self._modules:
            for each in self._of(module):
                if each.name in found:
                    raise ValueError(f"two modules of {self._package.__name__} declare {each.name!r}")
                found[each.name] = each
        return dict(sorted(found.items()))

    def _of(self, module: str) -> tuple[Any, ...]:
        value = getattr(importlib.import_module(f"{self._package.__name__}.{module}"), self._attribute, None)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)
