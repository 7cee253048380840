"""Entries that take data from others: ``crossref``, ``xdata``, sets, and keys besides their own (``ids``) of BibLaTeX.

An entry is kept, and written back, as its file has it; what it inherits is put in where its values are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.text.patterns import regex

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
_STRUCTURE = frozenset({*_NAMING, "ids", "entrytype", "options", "tex"})
_DEEPEST = 50  # parents of parents; biber stops at circles, and nobody writes longer chains
_TAKING = frozenset({*_GIVING, "entryset"})
_COMMA = regex(r"\s*,\s*")


def _keys(entry: Entry, field: str) -> list[str]:
    return [key for key in _COMMA.split(entry.item.custom.get(field, "").strip()) if key]


def named_by(entry: Entry) -> list[str]:
    """The keys that an entry names as what it belongs to."""
    found = [key for field in _NAMING if field in entry.item.custom for key in _keys(entry, field)]
    return list(dict.fromkeys(found))


def with_keys(item: Item, renames: Mapping[str, str]) -> Item:
    """An item whose fields name other works by their new keys."""
    custom = dict(item.custom)
    for field in _NAMING:
        if field in custom:
            keys = [key for key in _COMMA.split(custom[field].strip()) if key]
            if any(key in renames for key in keys):
                custom[field] = ",".join(renames.get(key, key) for key in keys)
    return item if custom == item.custom else replace(item, custom=custom)


def other_keys(entries: Iterable[Entry]) -> dict[str, str]:
    """The keys that ``ids`` gives besides, each with the entry's own."""
    found: dict[str, str] = {}
    for entry in entries:
        if "ids" in entry.item.custom:
            for key in _keys(entry, "ids"):
                found.setdefault(key, entry.key)
    return found


def with_parents(keys: Iterable[str], entries: Mapping[str, Entry]) -> set[str]:
    """``keys`` and all that their entries name, and so on."""
    found: set[str] = set()
    others = other_keys(entries.values())
    waiting = [key for key in keys if key in entries]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            named = (others.get(each, each) for each in named_by(entries[key]))
            waiting += [each for each in named if each in entries]
    return found


def inherited(entries: Sequence[Entry]) -> list[Entry]:
    """Every entry with what its parents have and it lacks; a set with what its first member has."""
    if not any(entry.item.custom.keys() & _TAKING for entry in entries):
        return list(entries)
    by_key = _by_key(entries)
    return [_filled(entry, by_key, ()) if entry.item.custom.keys() & _TAKING else entry for entry in entries]


def works(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as works that can be printed: with what they inherit, without containers of data (``@xdata``) and
    without sets whose members stand there, too."""
    known = {entry.key for entry in entries}
    kept: list[Entry] = []
    for entry in inherited(entries):
        kind = entry.item.custom.get("entrytype", "")
        members = _keys(entry, "entryset") if kind == "set" else []
        if kind != "xdata" and not (members and known.issuperset(members)):
            kept.append(entry)
    return kept


def orphans(entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """Entries that take data from a key which none of ``entries`` has, each with that key."""
    taking = [entry for entry in entries if entry.item.custom.keys() & _TAKING]
    if not taking:
        return []
    known = _by_key(entries)
    wanted = ((entry, key) for entry in taking for field in sorted(_TAKING) for key in _keys(entry, field))
    return [(entry, key) for entry, key in wanted if key not in known and key.casefold() not in known]


def _by_key(entries: Sequence[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key, entry)
    for other, key in other_keys(entries).items():
        found.setdefault(other, found[key])
    for key in list(found):  # BibTeX does not tell small letters from capitals
        found.setdefault(key.casefold(), found[key])
    return found


def _filled(entry: Entry, by_key: Mapping[str, Entry], above: tuple[str, ...]) -> Entry:
    for field in _GIVING:
        for key in _keys(entry, field) if field in entry.item.custom else ():
            entry = _with(entry, key, field, by_key, above)
    if entry.item.custom.get("entrytype") == "set" and not entry.item.get("title"):
        for key in _keys(entry, "entryset")[:1]:
            entry = _with(entry, key, "entryset", by_key, above)
    return entry


def _with(entry: Entry, key: str, field: str, by_key: Mapping[str, Entry], above: tuple[str, ...]) -> Entry:
    parent = by_key.get(key) or by_key.get(key.casefold())
    if parent is None or parent.key in above or parent.key == entry.key or len(above) >= _DEEPEST:
        return entry
    whole = _filled(parent, by_key, (*above, entry.key))
    return replace(entry, item=_taken(entry.item, whole.item, field != "crossref"))


def as_part_of(item: Item, book: Item) -> Item:
    """A part with what its book has and it lacks; the title of the book is that of its container."""
    return _taken(item, book, everything=False)


def _taken(item: Item, parent: Item, everything: bool) -> Item:
    """``xdata`` gives all its fields as they are; a cross-reference gives the title as that of the container."""
    text = {key: value for key, value in parent.text.items() if everything or key not in _OWN}
    names = dict(parent.names)
    own = dict(item.text)
    custom: dict[str, str] = {}
    if everything:
        custom = {key: value for key, value in parent.custom.items() if key not in _STRUCTURE}
    else:
        _titled(item, parent, text, own)
        writers = names.get("author", ())
        if writers and item.type == "chapter":
            names.setdefault("container-author", writers)
        if item.type in _PARTS and item.type != "chapter":
            names.pop("author", None)
    return replace(
        item,
        type=parent.type if everything and item.custom.get("entrytype") == "set" else item.type,
        text={**text, **own},
        names={**names, **item.names},
        dates={**parent.dates, **item.dates},
        custom={**custom, **item.custom},
    )


def _titled(item: Item, parent: Item, text: dict[str, str], own: dict[str, str]) -> None:
    """The title of the whole: the container's of a part, the main title of a volume."""
    title = parent.get("title")
    if not title:
        return
    volumes = parent.custom.get("entrytype", "").startswith("mv")
    if item.type in _PARTS:
        inner = own.pop("container-title", "") if volumes else ""
        text["container-title"] = f"{title}. {inner}" if inner else title
    elif volumes and own.get("title"):
        own["title"] = f"{title}. {own['title']}"
