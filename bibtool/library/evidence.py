"""What finds the works that a new one may be: identifiers, its title, its author and year, its very content."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from bibtool.entries import identifiers
from bibtool.entries.titles import families, folded
from bibtool.items.item import Item
from bibtool.library.further_keys import IDS, without_further_keys
from bibtool.library.work import encoded


class Evidence(NamedTuple):
    """The values under which a work is found again; two works that share one need not be the same.

    ``content`` is a hash of all it says: what has it is the same entry, whatever its key.  ``strong`` are identifiers
    and the title, ``who`` is the first author with the year ("" where one of them is not told).  ``stored`` is the item
    as the library keeps it.
    """

    content: str
    strong: tuple[str, ...]
    who: str
    stored: str

    def values(self) -> list[str]:
        """All of them."""
        return [self.content, *self.strong, self.who] if self.who else [self.content, *self.strong]


def evidence(item: Item, text: str | None = None) -> Evidence:
    """What speaks for a work; ``text`` is its item as it is kept, where that is known."""
    url = item.get("URL")
    strong = [
        f"{kind}:{_short(value)}"
        for kind, value in (
            ("doi", identifiers.doi(item) if "DOI" in item.text else ""),
            ("isbn", identifiers.isbn(item) if "ISBN" in item.text else ""),
            ("url", identifiers.address(url) if url else ""),
            ("shelf", identifiers.shelf(item) if "archive" in item.text else ""),
            ("title", folded(item.get("title"))),
        )
        if value
    ]
    issued = item.dates.get("issued")
    authors = families(item) if issued is not None and issued.year is not None else ()
    who = f"who:{_short(authors[0])} {issued.year}" if authors and issued is not None else ""
    text = encoded(item.to_csl()) if text is None else text
    return Evidence(_content(item, text), tuple(strong), who, text)


def content(item: Item) -> str:
    """The value of an item's content alone."""
    return _content(item, encoded(item.to_csl()))


def _content(item: Item, stored: str) -> str:
    """Whatever its keys: those of others who have it are added to it."""
    if IDS in item.custom:
        stored = encoded(without_further_keys(item).to_csl())
    return f"is:{_hash(stored)}"


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _short(value: str) -> str:
    """Long values as a hash: they are compared, never read."""
    return value.encode("utf-8", "replace").decode() if len(value) <= 40 else _hash(value)
