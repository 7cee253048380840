"""The item's own address in a rendered entry becomes a link."""

from __future__ import annotations

from html import escape

from bibtool.items.item import Item


def linked(html: str, item: Item) -> str:
    """``html`` with the address, or else the DOI, as an ``<a>``; only what the entry prints, and only http(s).

    An address is data from a document: ``javascript:`` and the like stay text.
    """
    url, doi = item.get("URL"), item.get("DOI")
    for shown, target in (
        (url, url),
        (f"https://doi.org/{doi}", f"https://doi.org/{doi}"),
        (doi, f"https://doi.org/{doi}"),
    ):
        text = escape(shown, quote=False)
        if shown and target.lower().startswith(("http://", "https://")) and text in html:
            return html.replace(text, f'<a href="{escape(target)}">{text}</a>', 1)
    return html
