"""The kinds of files, and what commands make of them (``kinds.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import PurePath
from types import MappingProxyType

from msgspec import Struct

from bibtool.text.data import toml


class Family(Enum):
    """What a kind of file is to the commands."""

    ARTICLE = "article"  # its notes are read
    BIBLIOGRAPHY = "bibliography"  # its entries are read
    CITED_NOTES = "cited-notes"  # notes that name works by key
    OTHER_BIBLIOGRAPHY = "other-bibliography"  # entries in a format that is not read
    ADDRESSES = "addresses"  # one address a line
    LATEX = "latex"  # keys are read from it, notes are not
    DOCUMENT = "document"  # an article in a format that is not read
    STYLE = "style"
    DATA = "data"


class Kind(Struct, frozen=True):
    """One kind: its name, what messages call it, its family, the endings of its files in lower case, and the name of
    the format that reads its entries."""

    name: str
    label: str
    family: Family
    endings: tuple[str, ...]
    format: str = ""


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    return MappingProxyType(
        {
            name: Kind(name, row["label"], Family(row["family"]), tuple(row["endings"]), row.get("format", ""))
            for name, row in toml("readers/kinds.toml").items()
        }
    )


def by_ending(name: str) -> Kind | None:
    """The kind whose ending a file name has, the longest ending first (``.notes.json`` before ``.json``)."""
    lower = PurePath(name).name.lower()
    found = [(len(end), kind) for kind in kinds().values() for end in kind.endings if lower.endswith(end)]
    return max(found, key=lambda row: row[0])[1] if found else None
