"""Patronymics of Russian, Ukrainian and Belarusian names, by how they end."""

from __future__ import annotations

from functools import cache

from bibtool.language.lexicon import lexicon


def patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do, and some family names ("Иванович", "Мицкевич")."""
    return word.casefold().endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return lexicon().suffixes["patronymic"]
