"""Do two titles name the same page?  A page's title carries its site's name, a citation's may be shortened."""

from __future__ import annotations

import unicodedata

from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
#: Share of the shorter title's words that the longer must hold.  Half is too little: "Site | section" agrees then
#: with every page of its section; all is too much: printed titles have misprints and inflected forms.
AGREE = 0.6
_MIN_WORDS = 2


def words(title: str) -> frozenset[str]:
    """The words of a title, folded: no case, no diacritics, compatibility forms resolved, one letter left out."""
    plain = title.casefold()
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in folded if not unicodedata.combining(c)).replace("ł", "l")
    return frozenset(w for w in _WORD.findall(plain) if len(w) > 1)


def likeness(cited: str, found: str) -> float:
    """0.0 to 1.0: how many of the shorter title's words the other one has."""
    a, b = words(cited), words(found)
    if not a or not b:
        return 0.0
    if len(b) < min(_MIN_WORDS, len(a)):  # one word ("Wiadomości") is a site's name more often than a title
        return 0.0 if a != b else 1.0
    return len(a & b) / min(len(a), len(b))


def covers(cited: str, found: str) -> bool:
    """Whether a title has most words of the cited one: a site's name that shares a word or two with it has not."""
    wanted = words(cited)
    return len(wanted & words(found)) >= AGREE * len(wanted)


def agrees(cited: str, found: str) -> bool | None:
    """Whether two titles agree; None where one of them is missing."""
    if not words(cited) or not words(found):
        return None
    return likeness(cited, found) >= AGREE


def clean(title: str, limit: int = 300) -> str:
    """A fetched title made safe to show: no control or direction characters, spaces folded, cut at ``limit``.

    Bidirectional overrides and escape sequences are how a page would play tricks on a terminal.
    """
    folded = " ".join(title.split())
    if not folded.isprintable():  # the names of all categories C and Z but the space: seldom, and slow to look at
        shown = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in folded)
        folded = " ".join(shown.split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"
