"""The item's own address in a rendered entry becomes a link."""

from __future__ import annotations

import re
from html import escape

from bibtool.items.item import Item

_ANCHOR = re.compile(r"(<a .*?</a>)", re.DOTALL)
# What shows that an address goes on: it is another one that begins alike.
_GOES_ON = r"(?!&amp;|[\w/%#?=-]|[.,:~]\w)"


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
            found = re.search(re.escape(text) + _GOES_ON, pieces[place])
            if found:
                before, after = pieces[place][: found.start()], pieces[place][found.end() :]
                pieces[place] = f'{before}<a href="{escape(target)}">{text}</a>{after}'
                return "".join(pieces)
    return html
