"""The engines of the folder ``engines``: a module that declares ``ENGINE`` is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bibtool.folders import Declared
from bibtool.render.engine import Engine


class UnknownEngine(LookupError):  # noqa: N818  -- a look-up that failed, not a fault
    """No engine of this name; ``known`` holds those that there are."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown engine {wanted!r}: try {', '.join(known)}")
        self.wanted = wanted
        self.known = known


@cache
def engines() -> Mapping[str, Engine]:
    """All engines by name, sorted."""
    import bibtool.render.engines as package

    return Declared(package, "ENGINE")


def get(name: str) -> Engine:
    """The engine called ``name``.  Raises :class:`UnknownEngine`."""
    found = engines().get(name.lower())
    if found is None:
        raise UnknownEngine(name, tuple(engines()))
    return found
