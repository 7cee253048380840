"""Kinds of theses and reports and states of publication: the keys of BibLaTeX and the words that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bibtool.text.data import toml

#: Keys that say the same.
_SAME = {"mastersthesis": "mathesis", "masterthesis": "mathesis", "doctoralthesis": "phdthesis"}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return toml("formats/typewords.toml")


def is_key(text: str) -> bool:
    """Is it a key, and no word of a person's own?"""
    return _SAME.get(text, text) in _words()


def words(key: str, language: str) -> str:
    """What a key says in the language of a tag.

    >>> words("mathesis", "pl-PL")
    'praca magisterska'
    """
    row = _words()[_SAME.get(key, key)]
    return row.get(language.partition("-")[0]) or row["*"]
