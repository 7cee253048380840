"""Compiled patterns that the next process finds (:mod:`bibtool.text.kept`).

What :mod:`re` makes of a source is a list of whole numbers, which depends on nothing but the source, the flags and the
version of Python.  A pattern that was kept equals that of :func:`re.compile`, which compares the numbers
(``tests/unit/text/test_compiled.py``).

:mod:`re` has no public way to give or take these numbers.  So its own functions are called, in the versions of Python
that the test is run on; in any other a pattern is compiled as usual.
"""

from __future__ import annotations

import re
from array import array
from functools import cache, partial
from typing import AnyStr, cast

from bibtool.text.kept import keeps, kept

# Numbers of a pattern from which on it is kept.  One that has fewer is compiled in less than a third of a millisecond,
# and there are some thousand of them.
_LEAST = 100
_CODE = "I"
_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what _sre.compile takes behind the source


@cache
def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As :func:`re.compile`, for the patterns of bibtool itself; those that a user or a text gives are not to be kept.

    Each is made once.  Raises :class:`re.error`.
    """
    if not keeps():
        return re.compile(source, flags)
    return _pattern(source, kept(f"re {int(flags)}", source, partial(_parts, source, flags), _is_long))


def _is_long(parts: _Parts) -> bool:
    return len(parts[1]) >= _LEAST * array(_CODE).itemsize


def _parts(source: AnyStr, flags: int) -> _Parts:
    """What a pattern is made of: as ``re._compiler.compile``, which does not give it."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, index in state.groupdict.items():
        names[index] = name
    return int(flags | state.flags), array(_CODE, code).tobytes(), state.groups - 1, state.groupdict, tuple(names)


def _pattern(source: AnyStr, parts: _Parts) -> re.Pattern[AnyStr]:
    import _sre  # type: ignore[import-not-found]

    flags, code, *groups = parts
    return cast("re.Pattern[AnyStr]", _sre.compile(source, flags, array(_CODE, code).tolist(), *groups))
