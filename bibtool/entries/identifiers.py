"""What identifies a work: DOI, ISBN, address, shelf of an archive, each in a form that compares."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from bibtool.entries.titles import folded
from bibtool.items.item import Item
from bibtool.text.patterns import regex

# A prefix may have parts (10.1000.10), and ISO 26324 does not say how many figures: what stands as a DOI is one.
_DOI = regex(r"10\.\d[\d.]*/\S+")
_NO_ISBN = regex(r"[^0-9Xx]")


def doi(item: Item) -> str:
    """The DOI without resolver, lower case (DOI names are case-insensitive, ISO 26324), or ''."""
    printed = item.get("DOI")
    match = _DOI.search(unquote(printed)) if printed else None
    return match[0].rstrip(".,;").lower() if match else ""


def isbn(item: Item) -> str:
    """The ISBN as 13 digits (ISO 2108); '' where it has neither 10 nor 13 characters or its check digit is wrong.

    The check digit matters: a misprinted ISBN must not join two books.
    """
    printed = item.get("ISBN")
    text = _NO_ISBN.sub("", printed).upper() if printed else ""
    if len(text) == 10 and text[:9].isdecimal():
        total = sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(text))
        if total % 11:
            return ""
        text = "978" + text[:9]
        return text + str(-_weighted(text) % 10)
    if len(text) == 13 and text.isdecimal() and _weighted(text) % 10 == 0:
        return text
    return ""


def _weighted(digits: str) -> int:
    return sum((3 if i % 2 else 1) * int(c) for i, c in enumerate(digits))


def shelf(item: Item) -> str:
    """Archive and place in it, folded; '' where one of them is not given."""
    archive, place = item.get("archive"), item.get("archive_location")
    return f"{folded(archive)} {folded(place)}" if archive and place else ""


def address(url: str) -> str:
    """An address without what does not change the page: scheme, ``www.``, host's case, final ``/``, fragment.

    The path keeps its case: ``/watch?v=aB`` and ``/watch?v=Ab`` are two pages.  '' where there is no host.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no IPv6 address
        return ""
    if not host:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    # "#!..." and "#/..." are how a page without server routes names its own pages
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in {"!", "/"} else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}{fragment}"


def host(url: str) -> str:
    """The host without ``www.``, or ''."""
    return re.split(r"[/?#]", address(url), maxsplit=1)[0] if url else ""


def is_site(url: str) -> bool:
    """A bare host is the address of a site, which many works share."""
    return address(url) == host(url)
