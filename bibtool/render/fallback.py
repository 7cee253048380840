"""An entry without a style: printed where an engine or a style fails, so that no work is missing from a list."""

from __future__ import annotations

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.items.names import Name

_VARIABLES = (
    "title",
    "container-title",
    "archive",
    "archive_collection",
    "archive_location",
    "publisher-place",
    "publisher",
)


def plain(entry: Entry, dated: bool = True) -> str:
    """What there is of author, title, container, archive, publisher, date and address; the key as a last resort."""
    item = entry.item
    names = "; ".join(filter(None, map(_name, item.names.get("author", item.names.get("editor", ())))))
    date = item.dates.get("issued")
    parts = [
        names,
        *(item.get(variable) for variable in _VARIABLES),
        date.to_edtf() if date and dated else "",
        item.get("URL") or item.get("DOI"),
    ]
    return ", ".join(filter(None, parts)) or entry.key


def called(item: Item) -> str:
    """What a table calls a work: its title, or else the archive and shelf mark, or what it appeared in."""
    archive = ", ".join(filter(None, map(item.get, ("archive", "archive_collection", "archive_location"))))
    return item.get("title") or archive or item.get("container-title")


def _name(name: Name) -> str:
    family = " ".join(filter(None, [name.particle, name.family]))
    return name.literal or ", ".join(filter(None, [family, name.given]))
