"""The readers of this folder, found by walking it: a new format is one new module with a ``READER``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import PurePath
from types import MappingProxyType

import bibtool.readers as folder
from bibtool.folders import declared
from bibtool.readers.document import Document
from bibtool.readers.reader import Reader, ReadError

FALLBACK = "text"


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name, sorted."""
    return MappingProxyType(declared(folder, "READER"))


def format_of(data: bytes, name: str) -> str:
    """The format by the suffix of ``name``, else by what the bytes look like, else ``text``."""
    suffix = PurePath(name).suffix.lower()
    for reader in readers().values():
        if suffix and suffix in reader.suffixes:
            return reader.name
    for reader in readers().values():
        if reader.sniff(data):
            return reader.name
    return FALLBACK


def read_bytes(data: bytes, name: str, format: str | None = None) -> Document:
    """Decode ``data``; ``name`` is what findings call it.

    Raises :class:`~bibtool.readers.reader.ReadError` for input of which nothing can be read.
    """
    chosen = format or format_of(data, name)
    reader = readers().get(chosen)
    if reader is None:
        raise ReadError("BT110", name=name, format=chosen, known=", ".join(readers()))
    return reader.read(data, name)
