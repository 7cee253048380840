"""Titles of .bib files: what BibLaTeX keeps in several fields is one title of CSL, and can be parted again.

The parts stay under ``custom``.  So no style leaves one out, and the file that is written has the fields that it had.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

_ENDS = "?!:.,;…–—"
# Variable, the fields of its title, what belongs behind it.
_PARTED = (
    ("title", ("title",), "subtitle", "titleaddon"),
    ("container-title", ("booktitle",), "booksubtitle", "booktitleaddon"),
    ("container-title", ("journaltitle", "journal"), "journalsubtitle", "journaltitleaddon"),
)
_MAIN = ("maintitle", "mainsubtitle", "maintitleaddon")
_ISSUE = ("issuetitle", "issuesubtitle", "issuetitleaddon")
_WHOLES = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry", "entry-dictionary"})
#: Fields that are parts of a title, or titles beside it.
PARTS = frozenset({*_MAIN, *_ISSUE, *(name for _, _, sub, addon in _PARTED for name in (sub, addon))})


def joined(title: str, subtitle: str, addition: str = "") -> str:
    """One title: ``Title: subtitle. Addition``; no second mark behind one that ends the title.

    >>> joined("Czyje rzeki?", "studia", "wyd. krytyczne")
    'Czyje rzeki? studia. wyd. krytyczne'
    """
    return _beside(_beside(title, ": ", subtitle), ". ", addition)


def _beside(one: str, mark: str, other: str) -> str:
    if not one or not other:
        return one or other
    return f"{one} {other}" if one[-1] in _ENDS else f"{one}{mark}{other}"


def take(item_type: str, text: MutableMapping[str, str], custom: Mapping[str, str]) -> None:
    """Join the parts of titles in ``custom`` with the titles in ``text``."""
    if not PARTS.intersection(custom):
        return
    for variable, _, sub, addon in _PARTED:
        if variable in text and (sub in custom or addon in custom):
            text[variable] = joined(text[variable], custom.get(sub, ""), custom.get(addon, ""))
    if "maintitle" in custom:
        variable = "container-title" if item_type in _WHOLES else "title"
        text[variable] = _beside(_whole(custom, _MAIN), ". ", text.get(variable, ""))
    if "issuetitle" in custom:
        variable = "container-title" if "container-title" in text else "title"
        text[variable] = _beside(text.get(variable, ""), ". ", _whole(custom, _ISSUE))


def _whole(custom: Mapping[str, str], fields: tuple[str, str, str]) -> str:
    return joined(*(custom.get(name, "") for name in fields))


def part_of(title: str, field: str, custom: Mapping[str, str]) -> str:
    """The text for ``field`` of a title whose parts have fields of their own; the whole where it is no longer made of
    them."""
    if not PARTS.intersection(custom):
        return title
    left = title
    if "maintitle" in custom and field in ("title", "booktitle"):
        left = _without_start(left, _whole(custom, _MAIN))
    if "issuetitle" in custom and field in ("title", "journaltitle", "journal"):
        left = _without_end(left, ". ", _whole(custom, _ISSUE))
    for _, fields, sub, addon in _PARTED:
        if field in fields:
            left = _without_end(left, ". ", custom.get(addon, ""))
            left = _without_end(left, ": ", custom.get(sub, ""))
    return left


def _without_end(title: str, mark: str, part: str) -> str:
    for between in (mark, " "):
        start = title.removesuffix(f"{between}{part}")
        if part and start != title and _beside(start, mark, part) == title:
            return start
    return title


def _without_start(title: str, main: str) -> str:
    for between in (". ", " "):
        rest = title.removeprefix(f"{main}{between}")
        if main and rest != title and _beside(main, ". ", rest) == title:
            return rest
    return title
