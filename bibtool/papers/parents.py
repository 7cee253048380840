"""Entries that take data from others: ``crossref``, ``xref``, ``xdata``, sets and related entries of BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bibtool.entries.entry import Entry
from bibtool.items.item import Item

# Fields whose values are keys (biblatex manual, "Special fields"); the first two give data to the entry.
_GIVING = ("crossref", "xdata")
_NAMING = (*_GIVING, "xref", "entryset", "related")
# Works that are parts: the title of the whole is their container's (biblatex manual, "Cross-referencing setup").
_PARTS = frozenset(
    {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia", "article-journal"}
)
_OWN = frozenset(
    {"title", "title-short", "page", "DOI", "URL", "note", "abstract", "annote", "keyword", "citation-key"}
)


def named_by(entry: Entry) -> list[str]:
    """The keys that an entry names as what it belongs to."""
    found = [key for field in _NAMING for key in re.split(r"\s*,\s*", entry.item.custom.get(field, "").strip()) if key]
    return list(dict.fromkeys(found))


def with_parents(keys: Iterable[str], entries: Mapping[str, Entry]) -> set[str]:
    """``keys`` and all that their entries name, and so on."""
    found: set[str] = set()
    waiting = [key for key in keys if key in entries]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [each for each in named_by(entries[key]) if each in entries]
    return found


def inherited(entries: Sequence[Entry]) -> list[Entry]:
    """Every entry with what its parent has and it lacks."""
    by_key = {entry.key: entry for entry in entries}
    return [_filled(entry, by_key, ()) for entry in entries]


def _filled(entry: Entry, by_key: Mapping[str, Entry], above: tuple[str, ...]) -> Entry:
    for field in _GIVING:
        for key in re.split(r"\s*,\s*", entry.item.custom.get(field, "").strip()):
            parent = by_key.get(key)
            if parent is not None and key not in above and key != entry.key:
                whole = _filled(parent, by_key, (*above, entry.key))
                entry = replace(entry, item=_taken(entry.item, whole.item, field == "xdata"))
    return entry


def _taken(item: Item, parent: Item, everything: bool) -> Item:
    """``xdata`` gives all its fields as they are; a cross-reference gives the title as that of the container."""
    text = {key: value for key, value in parent.text.items() if everything or key not in _OWN}
    names = dict(parent.names)
    if not everything and item.type in _PARTS:
        if parent.get("title"):
            text["container-title"] = parent.get("title")
        writers = names.pop("author", ())
        if writers and item.type == "chapter":
            names.setdefault("container-author", writers)
    return replace(
        item,
        text={**text, **item.text},
        names={**names, **item.names},
        dates={**parent.dates, **item.dates},
    )
