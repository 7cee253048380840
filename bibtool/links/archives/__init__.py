"""Web archives, one file each.

A module that has ``NAME``, ``BASE`` (empty where there is no public one) and ``make(name, base)`` is an archive;
``ORDER`` sorts those with a public base: the default list.  A new archive is one new file here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType

from bibtool.links.archives.archive import Archive

#: The kind of an archive whose name is not known: anything that speaks Memento.
GENERIC = "memento"


@cache
def kinds() -> Mapping[str, ModuleType]:
    """The archives of this folder by name, the defaults first and in their order."""
    import pkgutil
    from importlib import import_module

    found = {}
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        if hasattr(module, "make"):
            found[module.NAME] = module
    return dict(sorted(found.items(), key=lambda pair: (getattr(pair[1], "ORDER", 99), pair[0])))


def defaults() -> tuple[Archive, ...]:
    """The public archives at their public addresses."""
    return tuple(module.make(name, module.BASE) for name, module in kinds().items() if module.BASE)


def archive(text: str) -> Archive:
    """From ``NAME``, ``NAME=URL`` or ``NAME=KIND+URL``.

    A NAME of the folder is its own kind; any other is a Memento archive.  Raises ValueError with a sentence.
    """
    name, _, base = text.strip().partition("=")
    name = name.strip()
    known = kinds()
    kind, plus, rest = base.partition("+")
    if plus and "://" not in kind:
        if kind not in known:
            raise ValueError(f"{text!r}: {kind} is no kind of archive ({', '.join(known)})")
        base = rest
    else:
        kind = name if name in known else GENERIC
    if not base or not name:
        if name not in known or not known[name].BASE:
            raise ValueError(f"{text!r}: write NAME=URL; known without a URL: {', '.join(a.name for a in defaults())}")
        base = known[name].BASE
    if not base.startswith(("http://", "https://")):
        raise ValueError(f"{text!r}: {base} is no http address")
    made: Archive = known[kind].make(name, base.rstrip("/"))
    return made
