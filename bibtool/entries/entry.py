"""A work: what citations of it say together."""

from __future__ import annotations

from msgspec import Struct

from bibtool.citations.citation import Reference
from bibtool.items.item import Item
from bibtool.text.urls import UrlCandidate


class Mention(Struct, frozen=True):
    """One citation of the work and what is its own: pages cited, access date as EDTF, the best reading of its
    address."""

    document: str
    place: Reference
    kind: str
    locator: str = ""
    accessed: str = ""
    url: str = ""


class Variant(Struct, frozen=True):
    """A form of a variable beside the one in the item: as ``printed`` (before a repair), ``short``, ..."""

    variable: str
    kind: str
    value: str


class Entry(Struct, frozen=True):
    """One work with its key.  ``item`` carries the corrected forms; the printed ones stay in ``variants``."""

    key: str
    item: Item
    mentions: tuple[Mention, ...] = ()
    variants: tuple[Variant, ...] = ()
    urls: tuple[UrlCandidate, ...] = ()
    findings: tuple[str, ...] = ()
