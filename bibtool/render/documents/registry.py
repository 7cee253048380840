"""The kinds of documents of this folder: a module that declares ``DOCUMENT`` is one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bibtool.folders import Declared
from bibtool.render.documents.kind import DocumentKind


class UnknownDocument(LookupError):  # noqa: N818  -- a look-up that failed, not a fault
    """No kind of document of this name or ending; ``known`` holds those that there are."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        super().__init__(f"unknown kind of document {wanted!r}: try {', '.join(known)}")
        self.wanted = wanted
        self.known = known


def documents() -> Mapping[str, DocumentKind]:
    """All kinds by name, sorted."""
    return _declared()


@cache
def _declared() -> Declared:
    import bibtool.render.documents as package

    return Declared(package, "DOCUMENT")


def get(name: str) -> DocumentKind:
    """The kind called ``name``.  Raises :class:`UnknownDocument` with all names."""
    found = documents().get(name.lower())
    if found is None:
        raise UnknownDocument(name, tuple(documents()))
    return found


def for_suffix(suffix: str) -> DocumentKind:
    """The kind of a file ending (``.tex``).  Raises :class:`UnknownDocument` with all endings."""
    wanted = "." + suffix.lower().lstrip(".")
    named: DocumentKind | None = _declared().alone(wanted[1:])
    if named is not None and wanted in named.suffixes:
        return named
    for kind in documents().values():
        if wanted in kind.suffixes:
            return kind
    raise UnknownDocument(suffix, tuple(sorted({s for kind in documents().values() for s in kind.suffixes})))
