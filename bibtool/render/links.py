"""The item's own address in a rendered entry becomes a link."""

from __future__ import annotations

import re
from html import escape

from bibtool.items.item import Item
from bibtool.text.patterns import regex

_ANCHOR = regex(r"(<a .*?</a>)", re.DOTALL)
# What shows that an address goes on: it is another one that begins alike.
_GOES_ON = regex(r"&amp;|[\w/%#?=-]|[.,:~]\w")


def linked(html: str, item: Item) -> str:
    """``html`` with the address, or else the DOI, as an ``<a>``; only what the entry prints, and only http(s).

    An address is data from a document: ``javascript:`` and the like stay text.  What is a link already stays as it is,
    so that the works of a note can be linked one after the other.
    """
    url, doi = item.get("URL"), item.get("DOI")
    for shown, target in (
        (url, url),
        (f"https://doi.org/{doi}", f"https://doi.org/{doi}"),
        (doi, f"https://doi.org/{doi}"),
    ):
        text = escape(shown, quote=False)
        if not shown or not target.lower().startswith(("http://", "https://")):
            continue
        pieces = _ANCHOR.split(html)
        for place in range(0, len(pieces), 2):
            at = _find(text, pieces[place])
            if at >= 0:
                before, after = pieces[place][:at], pieces[place][at + len(text) :]
                pieces[place] = f'{before}<a href="{escape(target)}">{text}</a>{after}'
                return "".join(pieces)
    return html


def _find(address: str, html: str) -> int:
    """Where an address stands whole; -1 where it does not."""
    at = html.find(address)
    while at >= 0 and _GOES_ON.match(html, at + len(address)):
        at = html.find(address, at + 1)
    return at
