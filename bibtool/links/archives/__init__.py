"""Web archives, one file each.

A module that has ``NAME``, ``BASE`` (empty where there is no public one) and ``make(name, base)`` is an archive;
``ORDER`` sorts those with a public base: the default list.  A new archive is one new file here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType

from bibtool.links.archives.archive import Archive


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

    Without a kind the archive behind a URL tells its shape itself: Wayback, pywb or Memento.  Raises ValueError with
    a sentence.
    """
    name, _, base = (part.strip() for part in text.partition("="))
    known = kinds()
    kind, plus, rest = base.partition("+")
    if not plus or "://" in kind:
        kind, rest = "", base
    elif kind not in known:
        raise ValueError(f"{text!r}: {kind} is no kind of archive ({', '.join(known)})")
    if not name or (not rest and (name not in known or not known[name].BASE)):
        raise ValueError(f"{text!r}: write NAME=URL; known without a URL: {', '.join(a.name for a in defaults())}")
    if not rest:
        return _made(known[name], name, known[name].BASE)
    if not rest.startswith(("http://", "https://")):
        raise ValueError(f"{text!r}: {rest} is no http address")
    rest = rest.rstrip("/")
    if kind:
        return _made(known[kind], name, rest)
    if name in known and name != "wayback":
        return _made(known[name], name, rest)
    from bibtool.links.archives.detected import Detected

    return Detected(name, rest, _made(known[name], name, rest) if name in known else None)


def _made(module: ModuleType, name: str, base: str) -> Archive:
    made: Archive = module.make(name, base)
    return made
