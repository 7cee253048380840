"""An entry without a style: printed where an engine fails, so that no work is missing from a list."""

from __future__ import annotations

from bibtool.entries.entry import Entry
from bibtool.items.names import Name


def plain(entry: Entry) -> str:
    """Author, title, container, publisher, date and address, as far as there are any; the key as a last resort."""
    item = entry.item
    names = "; ".join(filter(None, map(_name, item.names.get("author", item.names.get("editor", ())))))
    date = item.dates.get("issued")
    parts = [
        names,
        *(item.get(variable) for variable in ("title", "container-title", "publisher-place", "publisher")),
        date.to_edtf() if date else "",
        item.get("URL") or item.get("DOI"),
    ]
    return ", ".join(filter(None, parts)) or entry.key


def _name(name: Name) -> str:
    family = " ".join(filter(None, [name.particle, name.family]))
    return name.literal or ", ".join(filter(None, [family, name.given]))
