"""The author of a work in a sentence, for styles whose citations have no names: "Nowak and others [3]"."""

from __future__ import annotations

from bibtool.csl.locale import Locale
from bibtool.items.item import Item
from bibtool.items.names import Name

_ROLES = ("author", "editor")
_MOST = 3  # more are cut to the first and "et al."


def has_names(item: Item) -> bool:
    """Has a work an author or editor?"""
    return any(item.names.get(role) for role in _ROLES)


def names_of(item: Item, locale: Locale) -> str:
    """Family names with the locale's "and"; the title of a work without names; empty where there is neither."""
    names = next((item.names[role] for role in _ROLES if item.names.get(role)), ())
    shown = [_one(name) for name in names]
    if not shown:
        return item.get("title-short") or item.get("title")
    if len(shown) > _MOST:
        return f"{shown[0]} {locale.term('et-al') or 'et al.'}"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {locale.term('and') or '&'} {shown[-1]}"


def _one(name: Name) -> str:
    return name.literal or " ".join(filter(None, [name.particle, name.family])) or name.given
