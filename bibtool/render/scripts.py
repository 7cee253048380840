"""Works in Latin letters, and with the translations of their titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec.structs import replace

from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.detect import detect
from bibtool.language.errors import SchemeLacksLanguage, UnknownLanguage, primary
from bibtool.language.scripts import script, scripts_in
from bibtool.language.translit import scheme, transliterate

LATIN = "Latin"
# ISO 9:1995 is PN-ISO 9:2000, the norm of Polish libraries: one letter for one, whatever the language.
DEFAULT_SCHEME = "iso9"
# What is never set in other letters: addresses and names of machines.
_AS_THEY_ARE = frozenset(
    {"URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language", "citation-key", "abstract", "note"}
)
_TRANSLATED = "translated-title"
_HEADS = ("author", "editor", "translator", "director")
_FALLBACK = "ru"  # the table for Cyrillic whose language nobody knows


def language_of(item: Item) -> str:
    """The primary language of a work: what the item says, else what its title looks like; empty where neither tells."""
    said = item.get("language")
    if said and not said.lower().startswith("und"):
        return primary(said)
    return _detected(item.get("title"))


@lru_cache(maxsize=4096)
def _detected(title: str) -> str:
    return detect(title).language if title else ""


def script_of(item: Item) -> str:
    """The script (ISO 15924 name in words) that a list shows for a work: of its first name, else of its title."""
    for role in _HEADS:
        for name in item.names.get(role, ()):
            return script(name.family or name.literal or name.given) or LATIN
    return script(item.get("title")) or LATIN


def in_latin(item: Item, schemes: Mapping[str, str]) -> Item:
    """``item`` in Latin letters by the scheme of its language (``schemes``, "" for all others); itself where it is in
    them already.  Raises UnknownScheme."""
    language = language_of(item)
    wanted = schemes.get(language) or schemes.get("") or DEFAULT_SCHEME

    def latin(text: str) -> str:
        if text.isascii() or not set(scripts_in(text)) - {LATIN}:
            return text
        return _latin(text, language, wanted)

    return replace(
        item,
        names={role: tuple(_name(name, latin) for name in names) for role, names in item.names.items()},
        text={key: value if key in _AS_THEY_ARE else latin(value) for key, value in item.text.items()},
    )


def _latin(text: str, language: str, wanted: str) -> str:
    """A scheme that does not serve the language gives way to the default one, which serves all."""
    scheme(wanted)
    for table, code in (
        (wanted, language),
        (wanted, _FALLBACK),
        (DEFAULT_SCHEME, language),
        (DEFAULT_SCHEME, _FALLBACK),
    ):
        try:
            return transliterate(text, code, table)
        except (SchemeLacksLanguage, UnknownLanguage):
            continue
    return text


def _name(name: Name, latin: Callable[[str], str]) -> Name:
    return Name(**{each: latin(getattr(name, each)) for each in Name.__struct_fields__})


def with_translation(item: Item) -> Item:
    """The title followed by its translation in brackets, where the item has one (``custom``: ``translated-title``)."""
    translation = item.custom.get(_TRANSLATED, "")
    title = item.get("title")
    if not translation or not title or translation.casefold() == title.casefold():
        return item
    return item.with_text(title=f"{title} [{translation}]")
