"""Citations that reference managers mark with bookmarks: the other mode of Zotero and Mendeley, which keep the code of
each in properties of the document, cut into pieces (``ZOTERO_BREF_x_1``, ``ZOTERO_BREF_x_2`` ...)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bibtool.readers.docx_package import Package, attribute
from bibtool.readers.elements import tag, words
from bibtool.readers.reader import ReadError
from bibtool.text.patterns import regex

_NAME = regex(r"(?:ZOTERO_BREF|Mendeley_Bookmark)_\w+")
_PIECE = regex(r"(?P<name>(?:ZOTERO_BREF|Mendeley_Bookmark)_\w+?)_(?P<at>\d{1,4})")


def cites(name: str) -> bool:
    """Whether a bookmark's name is one of a reference manager's."""
    return _NAME.fullmatch(name) is not None


def codes(package: Package, parts: Iterable[str] = ("docProps/custom.xml",)) -> Mapping[str, str]:
    """The code of each bookmark by its name; a damaged part holds none."""
    pieces: dict[str, dict[int, str]] = {}
    for part in parts:
        try:
            root = package.xml(part)
        except ReadError:
            continue
        for element in root.iter() if root is not None else ():
            if tag(element) in ("property", "user-defined"):
                match = _PIECE.fullmatch(attribute(element, "name") or "")
                if match is not None:
                    pieces.setdefault(match["name"], {})[int(match["at"])] = words(element)
    return {name: "".join(found[at] for at in sorted(found)) for name, found in pieces.items()}
