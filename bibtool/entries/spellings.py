"""Titles as a person compares them: word by word, whatever the script, romanisation, case or misprint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate
from sys import intern
from typing import NamedTuple

from msgspec import Struct

from bibtool.language.folding import plain, skeleton
from bibtool.text.nearest import alike
from bibtool.text.numerals import roman
from bibtool.text.patterns import regex

# Where a title ends and its subtitle begins.  A stop behind one letter is an initial's, one behind a figure a number's;
# behind a closing quotation mark or bracket it is neither.
_CUT = regex(r"""\s*(?:[:;?!]|(?:(?<=[^\W\d_]{2})|(?<=\d{4})|(?<=\w[”“»’"')]))\.(?=\s)|\s[-–—/](?=\s))\s*""")
_BRACKETED = regex(r"\[([^\[\]]*)(?:\]|\Z)")
_DEEPEST = 3  # brackets in brackets
_PARALLEL = regex(r"\s=\s")
# ISBD and GOST 7.1: what follows this is who made the work.
_RESPONSIBLE = regex(r"\s/\s.*\Z", re.DOTALL)
# A word with the apostrophes and signs for ь and ъ inside it.
_SIGNS = "'’ʼ‘`´ʹʺ”"
_WORD = regex(rf"[^\W_]+(?:[{_SIGNS}]+[^\W_]+)*")
_MARKS = regex("[\u0300-\u036f\ufe20-\ufe2f]+")  # that make no letter of their own: t͡s, g̀
_NO_SIGNS = {ord(sign): None for sign in _SIGNS}
_ROMAN = regex(r"(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})")
_LOOK = str.maketrans("іх", "ix")  # Cyrillic letters in which numerals are often set
# Figures that optical reading puts for letters, inside a word.
_FIGURES = str.maketrans({"0": "o", "1": "l", "5": "s", "6": "b", "8": "b"})
_FIGURE = regex(r"(?<=[^\W\d_])[01568](?=[^\W\d_])|\b0(?=[^\W\d_]{3})")
_LIKE_ONE = (("rn", "m"), ("ii", "u"), ("cl", "d"), ("vv", "w"))
_LIKE = str.maketrans({"c": "e", "b": "h", "0": "o", "1": "l", "5": "s", "6": "h", "8": "h"})
# Cyrillic letters that it confuses: питання is лнтання.
_LIKE_CYRILLIC = str.maketrans("ийплщсэ36ъ0", "нннншеззбьо")
_LEAST = 4  # letters of a word that is told by those that look alike
_LONGEST = 60  # words; titles of laws are longer, and tell enough by then


class Word(NamedTuple):
    """A word as it compares: its key for all scripts and romanisations; its own letters, folded: a misprint may change
    the key by more than a letter; and as it is printed: letters look alike in one script."""

    key: str
    letters: str
    printed: str = ""


class Words(Enum):
    """How the words of two titles stand to each other, the closest first."""

    EQUAL = "equal"  # the same words, in any script
    SHORTER = "shorter"  # one lacks the subtitle
    SPELLING = "spelling"  # the same words but for a misprint
    BRACKETED = "bracketed"  # the title of one stands in brackets, or as a parallel title, beside the other's
    TRANSLATED = "translated"  # another script or language: nothing to compare
    UNKNOWN = "unknown"  # one of them is not given
    DIFFERENT = "different"


class Spelled(Struct, frozen=True):
    """The words of a title: those of all of it, how many stand before each subtitle, and those of other titles that
    stand beside it; whether it is in Latin letters."""

    whole: tuple[Word, ...]
    cuts: tuple[int, ...]
    others: tuple[tuple[Word, ...], ...] = ()
    latin: bool = True

    @classmethod
    def of(cls, text: str) -> Spelled:
        """From a title as printed."""
        first, others = text, []
        if "[" in text or "=" in text:
            outside, inside = text, []
            for _ in range(_DEEPEST):
                inside += [part for part in _BRACKETED.findall(outside) if " " in part.strip()]
                outside = _BRACKETED.sub(" ", outside)
            titles = [part for part in _PARALLEL.split(outside) if part.strip()]
            first, *others = [*titles, *inside] or [text]
        if "/" in first:
            first = _RESPONSIBLE.sub("", first) or first
        parts = [keys for part in _CUT.split(first) if (keys := words_of(part))]
        whole = tuple(word for part in parts for word in part)[:_LONGEST]
        cuts = tuple(accumulate(map(len, parts[:-1])))
        return cls(
            whole,
            tuple(cut for cut in cuts if cut < len(whole)),
            tuple(filter(None, map(words_of, others))),
            is_latin(first),
        )

    def against(self, other: Spelled) -> Words:
        """Compare with another title."""
        if not self.whole or not other.whole:
            return Words.UNKNOWN
        if same_keys(self.whole, other.whole):
            return Words.EQUAL
        loose = self.latin != other.latin
        if same_words(self.whole, other.whole, loose):
            return Words.SPELLING
        short, long = sorted((self, other), key=lambda each: len(each.whole))
        for cut in long.cuts:
            if same_words(short.whole, long.whole[:cut], loose):
                return Words.DIFFERENT if _is_number(long.whole[cut:]) else Words.SHORTER
        beside = [*((self.whole, words) for words in other.others), *((other.whole, words) for words in self.others)]
        if any(same_words(one, two, True) for one, two in beside):
            return Words.BRACKETED
        return Words.TRANSLATED if loose else Words.DIFFERENT


def _is_number(left: Sequence[Word]) -> bool:
    """ "T. 2", "część III": a volume has a number and no name."""
    numbers = sum(word.key.isdigit() and len(word.key) < 4 for word in left) or len(left[-1].letters) == 1
    return numbers > 0 and len(left) - numbers < 3


def is_latin(text: str) -> bool:
    """Whether at least half of its letters are Latin."""
    if not text or max(text) < "\u0370":
        return True
    letters = list(filter(str.isalpha, text))
    return 2 * sum(map("\u0370".__gt__, letters)) >= len(letters)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of ``text``; numbers, in figures or Roman, as figures."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return tuple(word for each in _WORD.findall(text.casefold()) if (word := _word(each)).key)


@lru_cache(maxsize=1 << 17)
def _word(printed: str) -> Word:
    printed = printed.translate(_NO_SIGNS)
    letters = printed
    if printed.isdecimal():
        letters = str(int(printed)) if len(printed) < 20 else printed
    elif _ROMAN.fullmatch(printed.translate(_LOOK)):
        letters = str(roman(printed.translate(_LOOK)))
    if letters.isdecimal():
        return Word(intern(letters), letters)
    letters = _FIGURE.sub(lambda found: found.group().translate(_FIGURES), printed)
    # x is ks, or х by GOST 7.79 B: one key for both
    return Word(intern(skeleton(letters).replace("ks", "c")), plain(letters), printed)


def same_keys(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether two rows of words are the same in any script and romanisation."""
    return len(one) == len(other) and all(mine.key == others.key for mine, others in zip(one, other, strict=True))


def same_words(one: Sequence[Word], other: Sequence[Word], loose: bool = False) -> bool:
    """Whether two rows of words are the same but for misprints: a letter or two in one word of three, words that were
    joined or torn; ``loose`` for two scripts, whose romanisations differ by more.  Numbers are the same, or not."""
    if not one or not other or abs(len(one) - len(other)) > 2:
        return False
    most = max(len(one), len(other))
    left = max(most // 3 + 1, min(most, 2))  # words that may be misprinted
    if loose:
        left += len(one) // 3
    at = to = 0
    while at < len(one) and to < len(other):
        first, second = one[at], other[to]
        if first.key == second.key:
            at, to = at + 1, to + 1
            continue
        left -= 1
        if left < 0:
            return False
        if same_word(first, second, loose) or (at + 1 < len(one) and _same_little_word(first, second)):
            at, to = at + 1, to + 1
        elif at + 1 < len(one) and _joined(first, one[at + 1], second):
            at, to = at + 2, to + 1
        elif to + 1 < len(other) and _joined(second, other[to + 1], first):
            at, to = at + 1, to + 2
        else:
            return False
    return at == len(one) and to == len(other)


def _joined(first: Word, second: Word, whole: Word) -> bool:
    return not whole.key.isdigit() and first.letters + second.letters == whole.letters


def _same_little_word(one: Word, other: Word) -> bool:
    """и and н, od and do, und and ud, New and iew; but not the last word, which may be the letter of a volume."""
    if one.key.isdigit() or other.key.isdigit():
        return False
    short, long = sorted((one.letters, other.letters), key=len)
    if len(long) > _LEAST:
        return False
    return sorted(short) == sorted(long) or _one_letter_off(short, long)


def _one_letter_off(short: str, long: str) -> bool:
    """Whether one letter is another, or one is left out."""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    return long[start + 1 :] in (short[start:], short[start + 1 :])


@lru_cache(maxsize=1 << 16)
def same_word(one: Word, other: Word, loose: bool = False) -> bool:
    """Whether two words are the same but for a misprint."""
    return (
        misprint(one.key, other.key, loose)
        or misprint(one.letters, other.letters, loose)
        or _look_the_same(one, other)
        or _look_alike(one.printed, other.printed)
    )


def _look_the_same(one: Word, other: Word) -> bool:
    """Whether only letters that optical reading confuses tell two words apart; in a long word one letter more."""
    if one.key.isdigit() or other.key.isdigit():
        return False
    mine, others = _look(one.letters), _look(other.letters)
    if mine == others:
        return True
    return min(len(mine), len(others)) >= 2 * _LEAST and abs(len(mine) - len(others)) < 2 and misprint(mine, others)


def _look_alike(one: str, other: str) -> bool:
    """Whether two Cyrillic words differ in few letters, which look alike, or in one, for which others may write four
    (щ)."""
    if min(len(one), len(other)) < _LEAST or one.isascii() or other.isascii():
        return False
    if len(one) != len(other):
        return max(one) >= "\u0400" and misprint(one, other)
    if one.translate(_LIKE_CYRILLIC) != other.translate(_LIKE_CYRILLIC):
        return False
    return 3 * sum(mine != others for mine, others in zip(one, other, strict=True)) <= len(one)


@lru_cache(maxsize=1 << 16)
def _look(letters: str) -> str:
    """Letters that optical reading confuses as one."""
    for several, one in _LIKE_ONE:
        letters = letters.replace(several, one)
    return letters.translate(_LIKE)


def misprint(one: str, other: str, loose: bool = False) -> bool:
    """Whether two words (as keys) may be one: a letter differs, or two of a long word.

    >>> misprint("gospodarka", "gospodarkn"), misprint("vscodni", "zacodni")
    (True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if short.isdigit() or long.isdigit() or len(short) < 3 or len(long) - len(short) > 2:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    end = 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    less, more = short[start : len(short) - end], long[start : len(long) - end]
    if len(short) == 3:
        return start > 0 and len(more) == 1
    if len(more) < 2 or (len(more) == 2 and (len(less) == 1 or sorted(less) == sorted(more))):
        return True
    if loose and len(short) > 5:
        return alike(one, other, 0.75)
    # where the beginning differs it is another word: "wschodni", "zachodni"
    return start > 0 and len(short) > 7 and alike(one, other, 0.8)
