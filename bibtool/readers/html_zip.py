"""A page of HTML in a ZIP archive beside its pictures: what Google Docs saves as "Web page (.html, zipped)"."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.readers import html
from bibtool.readers.document import Document
from bibtool.readers.docx_package import Package
from bibtool.readers.reader import Reader, ReadError

NAME = "html-zip"
_BESIDE = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".css", ".js", ".ico"))
_DEEPEST = 2  # a page may stand in a folder of its own
_NAMED = 4  # files in a message


def page_of(names: Iterable[str]) -> str | None:
    """The one page among the names of an archive's parts; None where there are others, or what is no part of a page."""
    found: list[str] = []
    for name in _files(names):
        path = PurePosixPath(name)
        if path.suffix.lower() in html.READER.suffixes and len(path.parts) <= _DEEPEST:
            found.append(name)
        elif path.suffix.lower() not in _BESIDE:
            return None
    return found[0] if len(found) == 1 else None


def holds(data: bytes) -> str | None:
    """How many files an archive holds, and the names of some; None for what is no ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [PurePosixPath(name).name for name in _files(archive.namelist())]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return None
    more = ", …" if len(names) > _NAMED else ""
    return f"{len(names)} ({', '.join(names[:_NAMED])}{more})" if names else "0"


def _files(names: Iterable[str]) -> Iterator[str]:
    """The files of an archive, without folders and what macOS adds."""
    for name in names:
        last = PurePosixPath(name).name
        if not (name.endswith("/") or last.startswith("._") or last.lower() == ".ds_store"):
            yield name


def read(data: bytes, name: str) -> Document:
    """The page's text and its notes."""
    package = Package.open(data, name, "HTML (ZIP)")
    page = page_of(package.parts.values())
    if page is None:
        raise ReadError(Code.NOT_A_DOCX, name=name, kind="HTML (ZIP)", reason="the archive does not hold one page")
    return replace(html.read(package.content(page), name), format=NAME)


READER = Reader(NAME, (), read)
