"""Regular expressions that are compiled when they are first used.

A module compiles its patterns when it is imported, and a command uses few of them: of 608 patterns that the reading of
one note imported it used 89, and compiling the others took a seventh of its time.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

from bibtool.text.compiled import compiled

_ATTRIBUTES = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "scanner", "search", "split", "sub",
    "subn",
)  # fmt: skip


class _Used:
    """What a compiled pattern has: its attributes are those of the pattern itself, so that a use costs no more than the
    look-up of an attribute."""

    __slots__ = ("_flags", "pattern", *_ATTRIBUTES)


class _Lazy(_Used):
    """The same, from the first time on that some of it is asked for.

    It is of the other class from then on: of an object that has a ``__getattr__`` Python looks up each attribute by a
    longer way, also those that are there.
    """

    __slots__ = ()

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called where a slot is empty: of a pattern that nobody has used."""
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        pattern = compiled(self.pattern, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(pattern, attribute))
        self.__class__ = _Used  # type: ignore[assignment]
        return getattr(pattern, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As :func:`re.compile`, for patterns of a module: compiled when one of its methods is first asked for.

    ``re.sub`` and the like do not take it; call its own methods.  ``re.error`` is raised by the first use.
    ``tests/unit/text/test_patterns.py`` compiles those of all modules.

    >>> regex(r"\\d+").findall("s. 5 i 7")
    ['5', '7']
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
