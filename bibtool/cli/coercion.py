"""Values of options that need no conversion are taken as they are.

Typer (0.27 and later) converts every value by an adapter of pydantic, and to import that takes longer than all else
that a short command does (60 of 110 ms for a program that prints one word).  Text, flags and names from a list are what
they should be as they stand, and a whole number is read in no time; whatever else, and everything that is wrong, is
typer's.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, get_args, get_origin


class Spared:
    """A command or group of typer whose parameters take what needs no conversion; mixed in before typer's class."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, with ``--help``."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in found:
            if getattr(parameter, "_runtime_param", parameter) is None:  # older ones have no adapter
                parameter._runtime_param = _AsGiven(parameter.type_descriptor)
        return found


class _AsGiven:
    """What typer asks for the value of a parameter."""

    __slots__ = ("_descriptor", "_typers")

    def __init__(self, descriptor: Any) -> None:
        self._descriptor = descriptor
        self._typers: Any = None

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        annotation = self._descriptor.annotation
        try:
            if get_origin(annotation) is list and isinstance(value, list | tuple):
                (kind,) = get_args(annotation)
                return [_taken(each, kind) for each in value]
            if annotation is int:
                return self._number(value)
            return _taken(value, annotation)
        except ValueError:
            return self._converted(value, param, ctx)

    def _number(self, value: Any) -> int:
        """A whole number within the bounds of its option.  Raises ValueError where typer has to look at it."""
        info = self._descriptor.parameter_info
        plain = type(value) is int or (type(value) is str and value.isascii() and value.isdecimal())
        if not plain or info.parser is not None:
            raise ValueError(value)
        number = int(value)
        if (info.min is not None and number < info.min) or (info.max is not None and number > info.max):
            raise ValueError(value)
        return number

    def _converted(self, value: Any, param: Any, ctx: Any) -> Any:
        if self._typers is None:
            from typer._coercion import build_runtime_param

            self._typers = build_runtime_param(self._descriptor)
        return self._typers.coerce(value, param=param, ctx=ctx)


def _taken(value: Any, kind: Any) -> Any:
    """The value as one of ``kind``.  Raises ValueError where typer has to look at it."""
    if isinstance(kind, type):
        if kind in (str, bool) and type(value) is kind:
            return value
        if issubclass(kind, Enum):
            return kind(value)
    raise ValueError(kind)
