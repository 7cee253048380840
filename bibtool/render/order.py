"""The order of a list beyond what its style sorts by, and the sections that it is divided into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from bibtool.items.item import Item
from bibtool.language.errors import primary
from bibtool.render.scripts import LATIN, language_of, script_of
from bibtool.render.setting import Sections, Sort
from bibtool.text.data import toml

CYRILLIC = "Cyrillic"
_OTHER = "other"
_UNKNOWN = "unknown"


@cache
def _data() -> Mapping[str, Any]:
    return toml("render/sections.toml")


@cache
def _kinds() -> Mapping[str, str]:
    """The section of each CSL type."""
    return {kind: section for section, kinds in _data()["kinds"].items() for kind in kinds.split()}


def section_of(item: Item, sections: Sections) -> str:
    """What names the section of a work: a script, a language's primary subtag, a kind of work; "" without sections."""
    match sections:
        case Sections.SCRIPT:
            return script_of(item)
        case Sections.LANGUAGE:
            return language_of(item)
        case Sections.TYPE:
            return _kinds().get(item.type, _OTHER)
        case Sections.NONE:
            return ""


def heading_of(section: str, locale: str) -> str:
    """What a section is called in the language of a locale; English where the data has no such language."""
    words = _data()["headings"].get(primary(locale)) or _data()["headings"]["en"]
    return str(words.get(section) or words[_UNKNOWN])


def names_of_language(code: str) -> tuple[str, ...]:
    """How the data names a language: its headings in all languages that have some."""
    return tuple(words[code] for words in _data()["headings"].values() if code in words)


def rank(sections: Sections, sort: Sort, locale: str) -> Callable[[Item], tuple[object, ...]] | None:
    """What puts a work before another whatever the style sorts by, as a key; None where the style alone decides.

    Sections come first: the locale's own script or language leads, kinds of works stand in the order of the data.
    """
    if sections is Sections.NONE and sort in (Sort.STYLE, Sort.TRANSLITERATED):
        return None
    own = primary(locale)
    own_script = script_of(Item(text={"title": heading_of(_OTHER, locale)}))
    kinds = list(_data()["kinds"])

    def by_script(item: Item, first: str) -> tuple[object, ...]:
        script = script_of(item)
        return (script != first, script)

    def by_language(item: Item) -> tuple[object, ...]:
        language = language_of(item)
        return (language != own, not language, language)

    def key(item: Item) -> tuple[object, ...]:
        found: tuple[object, ...] = ()
        if sections is Sections.TYPE:
            found = (kinds.index(section_of(item, sections)),)
        elif sections is Sections.SCRIPT:
            found = by_script(item, own_script)
        elif sections is Sections.LANGUAGE:
            found = by_language(item)
        if sort is Sort.BY_LANGUAGE:
            return found + by_language(item)
        if sort in (Sort.LATIN_FIRST, Sort.CYRILLIC_FIRST):
            return found + by_script(item, LATIN if sort is Sort.LATIN_FIRST else CYRILLIC)
        return found

    return key
