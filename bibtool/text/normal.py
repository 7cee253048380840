"""Unicode normalisation that keeps the offset map."""

from __future__ import annotations

import unicodedata

from bibtool.text.mapped import Edit, Mapped
from bibtool.text.patterns import regex

_SURROGATE = regex("[\ud800-\udfff]")


def scalar(text: str) -> str:
    """Each half of a surrogate pair that stands alone as U+FFFD: it is no character, and no encoding can write it.

    >>> scalar("Step \\ud83d") == "Step \\N{REPLACEMENT CHARACTER}"
    True
    """
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def nfc(mapped: Mapped) -> Mapped:
    """Normalisation form C (Unicode Standard Annex 15), each composed cluster an edit.

    Only stretches that change are touched: from a starter before the first change to the next starter that begins a
    new cluster.
    """
    text = mapped.text
    if unicodedata.is_normalized("NFC", text):
        return mapped
    edits: list[Edit] = []
    start = 0
    for end in _cluster_ends(text):
        cluster = text[start:end]
        composed = unicodedata.normalize("NFC", cluster)
        if composed != cluster:
            edits.append(Edit(start, end, composed))
        start = end
    return mapped.replace(edits)


def _cluster_ends(text: str) -> list[int]:
    """Where clusters end that normalise on their own.

    A cluster begins at a starter (combining class 0) that cannot compose with what is before it: not a jamo vowel or
    final consonant, nor any of the few starters that compose backwards, which NFC_Quick_Check calls "maybe".
    """
    ends = [
        i
        for i in range(1, len(text))
        if text[i] < "\u0300" or (unicodedata.combining(text[i]) == 0 and not _composes_backwards(text[i]))
    ]
    ends.append(len(text))
    return ends


def _composes_backwards(char: str) -> bool:
    """Whether a starter may be the second half of a composed character (Hangul jamo, Indic vowel signs)."""
    return "\u1161" <= char <= "\u11c2" or unicodedata.category(char) in {"Mc", "Mn"}
