"""bibtool: from a Polish article's footnotes to a bibliography.

The line to follow, one folder a stage, each stage pure::

    readers -> notes -> citations -> entries -> formats, render, links

``bibtool.jobs`` offers the whole jobs as functions; ``bibtool.cli`` is the only package that prints.

For programs: :func:`extract`, :func:`read`, :func:`convert`, :func:`render`, :func:`check` and :class:`Library` of
:mod:`bibtool.api` (docs/api.md).  Importing ``bibtool`` does no work: everything is imported where it is used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bibtool.api import Error, Library, Work, check, convert, extract, read, render

__version__ = "0.1.0"
__all__ = ["Error", "Library", "Work", "__version__", "check", "convert", "extract", "read", "render"]


class _Rendering(ModuleType):
    """``bibtool.render`` is a package, too: called, it is the function."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        from bibtool.api import render

        return render(*args, **options)


class _Bibtool(ModuleType):
    """This module: the names of the API are found when they are asked for."""

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        if name == "render":
            return import_module("bibtool.render")
        if name in __all__:
            return getattr(import_module("bibtool.api"), name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "render" and isinstance(value, ModuleType):  # by the import system, once it is loaded
            value.__class__ = _Rendering
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Bibtool
