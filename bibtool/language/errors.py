"""What can be wrong with a request for a scheme or a language, with the nearest names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LanguageError(ValueError):
    """A request that this package cannot serve: ``asked`` is the name given, ``nearest`` the names like it."""

    def __init__(self, message: str, asked: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.asked = asked
        self.nearest = nearest


class UnknownScheme(LanguageError):  # noqa: N818  -- reads as what it is at the place that catches it
    """No transliteration scheme of this name."""


class UnknownLanguage(LanguageError):  # noqa: N818
    """No language of this code in this package's data."""


class SchemeLacksLanguage(LanguageError):  # noqa: N818
    """The scheme exists and the language exists, but the scheme has no table for it."""


class NotReversible(LanguageError):  # noqa: N818
    """The scheme loses letters, so there is no way back."""


def nearest_names(asked: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names like ``asked``, the nearest first.

    >>> nearest_names("iso-9", ["iso9", "pl", "pn-83"])
    ('iso9',)
    """
    wanted = asked.casefold().strip()
    return tuple(difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.5))


def primary(language: str) -> str:
    """The primary subtag of a BCP 47 tag (RFC 5646, section 2.2.1), lower case.

    >>> primary("ru-RU"), primary("uk_UA")
    ('ru', 'uk')
    """
    return language.strip().replace("_", "-").split("-")[0].lower()
