"""Parts that name their book in short, where the same document cites it in full: "Wstęp, w: Pamięć kolei, s. 7"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bibtool.entries.grouping import Group
from bibtool.entries.merging import Merged
from bibtool.entries.parents import as_part_of
from bibtool.entries.titles import families, folded
from bibtool.items.item import Item
from bibtool.items.names import Name

# What a part that names its book in short does not print.
_OF_THE_BOOK = ("publisher", "publisher-place", "volume", "issue", "ISBN", "ISSN", "DOI", "URL")
_SAME_LETTERS = 3  # of family names that may stand in another case


def complete(groups: Sequence[Group], merged: Sequence[Merged]) -> None:
    """Give parts that print nothing of their book but its title what the same document cites of it in full; nothing
    where several books have such a title."""
    parts = [(found, work) for found, work in zip(groups, merged, strict=True) if _in_short(work.item)]
    if not parts:
        return
    books: dict[str, list[tuple[set[str], str, Item]]] = defaultdict(list)
    for found, work in zip(groups, merged, strict=True):
        words = folded(work.item.get("title")) if work.item.type == "book" and work.item.dates.get("issued") else ""
        if words:
            books[words.partition(" ")[0]].append((_documents(found), words, work.item))
    for found, work in parts:
        title = folded(work.item.get("container-title"))
        known = [
            book
            for where, words, book in books.get(title.partition(" ")[0], ())
            if where & _documents(found)
            and (words == title or (" " in title and words.startswith(f"{title} ")))
            and _same_editors(work.item, book)
        ]
        if len(known) == 1:
            names = {role: named for role, named in work.item.names.items() if role != "editor" or _in_full(named)}
            text = {variable: value for variable, value in work.item.text.items() if variable != "container-title"}
            work.item = as_part_of(replace(work.item, names=names, text=text, type="chapter"), known[0])


def _in_short(item: Item) -> bool:
    """Whether an item is a part of which nothing is known but what it stands in."""
    part = item.type == "chapter" or (item.type == "article-journal" and not item.get("page"))
    return (
        part
        and bool(item.get("container-title") and item.get("title"))
        and not item.dates.get("issued")
        and not any(item.get(variable) for variable in _OF_THE_BOOK)
    )


def _in_full(names: Sequence[Name]) -> bool:
    """Whether names have their given names: "w: Gacek (red.), Pamięć kolei" has not."""
    return all(name.given or name.literal for name in names)


def _documents(found: Group) -> set[str]:
    return {member.document for member in found.members}


def _same_editors(part: Item, book: Item) -> bool:
    """Whether the editors that a part names, if any, made its book."""
    named = families(part, ("editor",))
    makers = (*families(book, ("editor",)), *families(book, ("author",)))
    return all(_among(name, makers) for name in named)


def _among(name: str, names: Iterable[str]) -> bool:
    return any(name == other or name[:_SAME_LETTERS] == other[:_SAME_LETTERS] for other in names)
