"""How a list of works is set: style, locale, languages and scripts of its entries, order and sections."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field


class Script(Enum):
    """Which letters an entry is printed in."""

    ORIGINAL = "original"
    LATIN = "latin"  # what is in another script is transliterated
    BOTH = "both"  # each value, and its transliteration in brackets


class Sort(Enum):
    """The order of a list."""

    STYLE = "style"
    LATIN_FIRST = "latin-first"
    CYRILLIC_FIRST = "cyrillic-first"
    BY_LANGUAGE = "by-language"  # languages by their tag; the locale's own first
    TRANSLITERATED = "transliterated"  # one alphabet: Cyrillic where its transliteration would stand


class Sections(Enum):
    """What a list is divided by, each part under a heading."""

    NONE = "none"
    SCRIPT = "script"
    LANGUAGE = "language"
    TYPE = "type"


class Spaces(Enum):
    """Whether a line may end at every space."""

    PLAIN = "plain"
    NON_BREAKING = "non-breaking"  # not where typographers of the entry's language forbid it


# By key of a work and name variable: a word, and the languages that have it.
Labels = Mapping[str, Mapping[str, tuple[str, frozenset[str]]]]
OWN_LANGUAGE = "own"


class Setting(Struct, frozen=True):
    """``style`` is a name or the path of a .csl file; an empty ``locale`` is the style's own.

    ``entry_language``: the terms, dates and quotes of each entry are those of ``locale`` (empty), of the entry's own
    language (``own``) or of another locale (its tag); None leaves it to the style.  ``schemes`` are names of
    transliteration schemes by language, "" for all others.  With ``translations`` a title is followed by its
    translation in brackets where the work has one.  ``idem``: names that repeat those of the entry or note before give
    way to "the same" (tenże); None leaves it to the style.  ``genders`` are those of persons
    (:func:`bibtool.entries.genders.person`) whose names need not tell them.  ``labels`` are
    what the source calls the persons of a work, by key and variable, with the languages that have the word
    (:func:`bibtool.render.labels.printed_labels`).  ``spaces`` are those of what the style prints.
    """

    style: str
    locale: str = ""
    entry_language: str | None = None
    script: Script = Script.ORIGINAL
    schemes: Mapping[str, str] = field(default_factory=dict)
    translations: bool = False
    sort: Sort = Sort.STYLE
    sections: Sections = Sections.NONE
    idem: bool | None = None
    genders: Mapping[tuple[str, str], str] = field(default_factory=dict)
    labels: Labels = field(default_factory=dict)
    spaces: Spaces = Spaces.PLAIN
