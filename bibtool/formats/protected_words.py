"""Braces around the words of a title whose capitals a style must not take away.

Styles that print titles in sentence case lower every capital but the first (BibTeX's ``change.case$``, biblatex's
``MakeSentenceCase``).  In a title printed in sentence case each capital is there for a reason: a name, an acronym, a
German noun.  In an English title in headline case most capitals mean nothing, and only acronyms are protected.
Only English has headlines of this kind; where the language is not known, the share of capitalised words decides.
"""

from __future__ import annotations

from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_](?:[\w.'’&/+-]*[^\W_+])?\+*")
_LONG = 4  # headline case leaves shorter words (of, and, the) in lower case
_SHARE = 0.8  # "Relations between Belarus and Ukraine" has two capitals in three long words and is no headline


def protect(title: str, language: str = "") -> list[tuple[int, int]]:
    """The intervals of ``title`` to put in braces, in order.  ``language`` is a tag (BCP 47), empty if unknown.

    >>> [("МИД: визит в Минск")[a:b] for a, b in protect("МИД: визит в Минск")]
    ['МИД', 'Минск']
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(title)]
    headline = language.split("-")[0] in {"", "en"} and is_headline([title[a:b] for a, b in words])
    keep: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(words):
        word = title[start:end]
        first = number == 0  # the only capital that every style keeps
        if is_acronym(word) or (word[0].isupper() and not first and not headline):
            keep.append((start, end))
    return keep


def is_acronym(word: str) -> bool:
    """Two capitals, or a capital after another letter: EU, МИДа, iPhone, EurasianSecurity.com; "I" is none."""
    return sum(c.isupper() for c in word) > 1 or any(c.isupper() for c in word[1:])


def is_headline(words: list[str]) -> bool:
    """Are most of the longer words after the first capitalised, as in English headlines?"""
    longer = [w for w in words[1:] if len(w) >= _LONG and w[0].isalpha() and not w.isupper()]
    return len(longer) > 2 and sum(w[0].isupper() for w in longer) >= _SHARE * len(longer)
