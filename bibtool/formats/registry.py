"""The formats of this folder: a module that declares ``FORMAT`` is one."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from bibtool.folders import Declared
from bibtool.formats.format import Format


class UnknownFormat(LookupError):  # noqa: N818  -- a look-up that failed, not a fault
    """No format of this name; ``nearest`` holds the names that look like it, or else all."""

    def __init__(self, wanted: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"unknown format {wanted!r}: try {', '.join(nearest)}")
        self.wanted = wanted
        self.nearest = nearest


@cache
def formats() -> Mapping[str, Format[Any]]:
    """All formats by name, sorted."""
    import bibtool.formats as package

    return Declared(package, "FORMAT")


def get(name: str) -> Format[Any]:
    """The format called ``name``.  Raises :class:`UnknownFormat` with the nearest names."""
    found = formats().get(name.lower())
    if found is None:
        nearest = get_close_matches(name.lower(), formats(), n=3, cutoff=0.5)
        raise UnknownFormat(name, tuple(nearest) or tuple(formats()))
    return found


def for_suffix(suffix: str) -> Format[Any]:
    """The format of a file ending (``.bib``); where two share one, the one that lists it first wins.

    A compound ending goes before its last part: ``.csl.json`` before ``.json``.
    """
    wanted = "." + suffix.lower().lstrip(".")
    while wanted:
        places = [
            (f.suffixes.index(wanted), -len(f.suffixes), f.name) for f in formats().values() if wanted in f.suffixes
        ]
        if places:
            return formats()[min(places)[2]]
        _, dot, rest = wanted[1:].partition(".")
        wanted = dot + rest
    known = sorted({s for f in formats().values() for s in f.suffixes})
    raise UnknownFormat(suffix, tuple(known))
