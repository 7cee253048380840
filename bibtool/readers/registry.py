"""The readers of this folder, found by walking it: a new format is one new module with a ``READER``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

import bibtool.readers as folder
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.folders import Declared
from bibtool.readers.detection import detect
from bibtool.readers.document import Document
from bibtool.readers.kinds import Family
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.refusal import refused

_PLAIN = ("text", "markdown", "notes", "docx")  # endings of texts of any kind: nobody is surprised by what they hold
# An article of JATS and its list share a name, and both are read; a page in an archive is both.
_BOTH = (("jats", "jats-references"), ("html-zip", "archive"))
_XML = ("erudit", "html", "jats", "odt", "tei")  # what a name that ends as XML holds, too


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name, sorted."""
    return Declared(folder, "READER")


def format_of(data: bytes, name: str) -> str:
    """What ``data`` is: the name of a kind of ``kinds.toml``, which is a reader's where it is an article."""
    return detect(data, name).kind.name


def read_bytes(data: bytes, name: str, format: str | None = None) -> Document:
    """Decode ``data``; ``name`` is what findings call it.

    Without ``format`` the content tells the reader.  Raises :class:`~bibtool.readers.reader.ReadError` for input of
    which nothing can be read, and for what is no article (a bibliography, a picture).
    """
    if format is not None:
        reader = readers().get(format)
        if reader is None:
            raise ReadError(Code.UNKNOWN_FORMAT, name=name, format=format, known=", ".join(readers()))
        return reader.read(data, name)
    found = detect(data, name)
    if found.kind.family is not Family.ARTICLE and found.kind.name not in readers():
        raise refused(found.kind, name, data)
    document = readers()[found.kind.name].read(data, name)
    if (
        found.ending is None
        or found.ending.name in _PLAIN
        or (found.kind.name != "text" and found.ending.name in readers())
        or (found.ending.name == "xml" and found.kind.name in _XML)
        or (found.kind.name, found.ending.name) in _BOTH
    ):
        return document
    told = Finding(Code.ENDING_AGAINST_CONTENT, {"name": name, "kind": found.ending.label}, document=name)
    return replace(document, findings=(told, *document.findings))
