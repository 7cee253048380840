"""The readers of this folder, found by walking it: a new format is one new module with a ``READER``."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType

import bibtool.readers as folder
from bibtool.readers.document import Document
from bibtool.readers.reader import Reader, ReadError

FALLBACK = "text"


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name, sorted."""
    found: dict[str, Reader] = {}
    for module in pkgutil.iter_modules(folder.__path__):
        reader = getattr(import_module(f"{folder.__name__}.{module.name}"), "READER", None)
        if isinstance(reader, Reader):
            found[reader.name] = reader
    return MappingProxyType(dict(sorted(found.items())))


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
