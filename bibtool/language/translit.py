"""Cyrillic to Latin by published schemes, and back where a scheme loses nothing."""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from bibtool.language.errors import NotReversible, SchemeLacksLanguage, UnknownLanguage, UnknownScheme, primary
from bibtool.language.errors import nearest_names as _nearest
from bibtool.language.tables import Scheme, Table, Use, general_letters, headers, table
from bibtool.text.compiled import compiled
from bibtool.text.patterns import regex

__all__ = ["Scheme", "Use", "reverse", "scheme", "schemes", "transliterate"]

# Every block of the Unicode standard that is called Cyrillic, and its two letters and half marks elsewhere.
_BLOCKS = "\u0400-\u052f\u1c80-\u1c8f\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f\U0001e030-\U0001e08f"
_CYRILLIC = regex(f"[{_BLOCKS}]")
_CAPITALS = regex("[\u0400-\u042f\u0460-\u052f][\u0400-\u042f\u0460-\u052f]")
# A word as most are: at most one capital, letters that are one character whatever the form, everyday punctuation.
_SIMPLE = regex("[ -/:-@«»„”“’ʼ…–]*[\u0401-\u042f\u0490]?[\u0430-\u045f\u0491]*[ -/:-@«»„”“’ʼ…–]*")
# Grave and acute: stress marks.  (ѓ ќ ѐ ѝ are one letter after NFC.)
_STRESS = regex(f"(?<=[{_BLOCKS}])[\u0300\u0301]+")
_SIGNS = " !\"#$%&'()*+,-./0123456789:;<=>?@[]_«»„”“’ʼ…–—№" + string.ascii_letters
_TEXT = Use.TEXT  # a global name is looked up faster than a member of an enum
_MARK = regex("[\u0300-\u036f]")
_SCATTERED = regex("([еиіуэжЕИІУЭЖ])([\u0300\u0301\u0304\u0323]+)([\u0306\u0308])")


def schemes() -> tuple[Scheme, ...]:
    """All schemes, sorted by name."""
    return tuple(headers().values())


def scheme(name: str) -> Scheme:
    """The scheme of this name; raises :class:`UnknownScheme` with the nearest names."""
    found = headers().get(name.strip().lower())
    if found is None:
        near = _nearest(name, headers())
        hint = f"; did you mean {' or '.join(near)}?" if near else f"; known: {', '.join(headers())}"
        raise UnknownScheme(f"there is no transliteration scheme {name!r}{hint}", name, near)
    return found


def transliterate(text: str, language: str, scheme: str = "pl", use: Use = Use.TEXT) -> str:
    """``text`` in Latin letters, everything that is not Cyrillic unchanged, in NFC.

    ``language`` is that of the text (BCP 47; only its primary subtag counts), ``scheme`` a name from
    :func:`schemes`.  Letters foreign to the language are taken from the scheme's other tables, then from a general
    one, so nothing Cyrillic is left.  Raises :class:`UnknownScheme`, :class:`UnknownLanguage` or
    :class:`SchemeLacksLanguage`.

    >>> transliterate("Тренин", "ru"), transliterate("Тренин", "ru", "iso9")
    ('Trienin', 'Trenin')
    """
    known = _texts(language, scheme) if use is _TEXT else _words(_table(language, scheme, use))
    if text.isascii():
        return text
    if known.by_letters is not None and (found := known.by_letters(text)) is not None:
        return found
    # Word by word, remembering words: no rule looks over a space, and titles share most of their words, so this is
    # faster than str.translate on the whole text, and than a charset whose letters have several letters for a value.
    words = text.split(" ")
    if text.isupper() and _CAPITALS.search(text):  # a title in capitals: Я УШЁЛ gives JA USZOŁ, though Я alone gives Ja
        return " ".join([known[w].upper() if _CYRILLIC.fullmatch(w) else known[w] for w in words])
    return " ".join(map(known.recall, words))


def reverse(text: str, language: str, scheme: str) -> str:
    """The way back to Cyrillic; raises :class:`NotReversible` for a scheme that loses letters.

    Latin letters that the scheme does not use stay as they are.

    >>> reverse("Ščuka", "ru", "iso9"), reverse("Ŝuka", "ru", "iso9")
    ('Шчука', 'Щука')
    """
    found = _table(language, scheme, Use.TEXT)
    if found.back is None:
        able = ", ".join(s.name for s in schemes() if s.reversible)
        raise NotReversible(f"{found.scheme.name} loses letters and cannot be reversed; {able} can", scheme)
    text = unicodedata.normalize("NFC", text)

    def one(match: re.Match[str]) -> str:
        latin = match.group()
        letter = found.sources[unicodedata.normalize("NFC", latin.lower())]
        if _is_capital(latin) or (latin == latin.lower() == latin.upper() and _among_capitals(match)):
            return letter.upper()
        return letter

    return found.back.sub(one, text)


def _table(language: str, name: str, use: Use) -> Table:
    head = scheme(name)
    code = primary(language)
    if code not in head.languages:
        served = ", ".join(head.languages)
        if any(code in other.languages for other in schemes()):
            raise SchemeLacksLanguage(f"{head.name} has no table for {code!r}; it serves {served}", language)
        near = _nearest(code, {c for other in schemes() for c in other.languages})
        raise UnknownLanguage(f"no transliteration from {language!r}; {head.name} serves {served}", language, near)
    return table(head.name, code, use)


@lru_cache(maxsize=256)
def _texts(language: str, name: str) -> _Words:
    return _words(_table(language, name, Use.TEXT))


class _Charset:
    """A table letter by letter through a charset of 256 places, two to three times as fast as str.translate; for
    tables with rules for one letter at most.  That letter, and what else has no place, is not in the charset."""

    def __init__(self, tab: Table) -> None:
        signs = [sign for sign in _SIGNS if not any(sign in source for source in tab.rule_sources)]
        letters = [letter for letter in tab.own if letter not in _ruled_letters(tab)]
        forms = [form for letter in letters for form in dict.fromkeys((letter, letter.upper())) if len(form) == 1]
        # CPython looks up a charset that begins with NUL, with U+FFFE in its free places, without a dict.
        charset = "".join(["\0", *signs, *forms])[:256].ljust(256, "\ufffe")
        self.values = {place: tab.letters.get(ord(char), char) for place, char in enumerate(charset)}
        self.encoding: Any = codecs.charmap_build(charset)
        self.case_matters = any(sum(map(str.isalpha, value)) > 1 for value in self.values.values())  # Shch or SHCH

    def __call__(self, text: str) -> str | None:
        """``text`` in Latin letters, each capital as in a word with one; None if not all of it is in the charset."""
        try:
            raw = codecs.charmap_encode(text, "strict", self.encoding)[0]
        except UnicodeEncodeError:
            return None
        return codecs.charmap_decode(raw, "strict", self.values)[0]


def _ruled_letters(tab: Table) -> set[str]:
    return {source[0] for source in tab.rule_sources if source[0].isalpha()}


class _Words(dict[str, str]):
    """Words and what they give, so far; emptied when it has grown large."""

    LIMIT = 1 << 16
    LONGEST = 50  # characters of a word worth remembering

    def __init__(self, tab: Table) -> None:
        super().__init__()
        self.tab = tab
        self.recall = self.__getitem__  # bound once: it is asked for each word, and __missing__ learns the new ones
        self.charset = _Charset(tab) if len(_ruled_letters(tab)) <= 1 else None
        self.by_letters = self.charset if self.charset and not self.charset.case_matters else None
        # Capitals that begin words so that the rest is as after a small letter: not Ъ, which may give nothing.
        firsts: dict[str, bool] = {}
        values = [(chr(code), value) for code, value in tab.letters.items()]
        for source, value in (*values, *zip(tab.rule_sources, tab.targets, strict=True)):
            firsts[source[0]] = firsts.get(source[0], True) and value[:1].lower() != value[:1].upper()
        self.initials = {letter.upper() for letter, cased in firsts.items() if cased and _has_capital(letter)}

        def by_rule(match: re.Match[str], targets: tuple[str, ...] = ("", *tab.targets)) -> str:
            return targets[match.lastindex or 0]  # the group of the rule that holds

        self.by_rule = by_rule

    def __missing__(self, word: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
        found = self.transliterated(word)
        if len(word) <= self.LONGEST:
            self[word] = found
        return found

    def transliterated(self, text: str) -> str:
        """A text without spaces."""
        if text.isascii():
            return text
        if self.charset is not None and (found := self.charset(text)) is not None:
            if not self.charset.case_matters or not _CAPITALS.search(text):
                return found
            if text.isupper():
                return found.upper()
        small = text.lower()
        if _SIMPLE.fullmatch(small):
            if text == small:
                return self.by_rules(text)
            if text[0] in self.initials and text[1:] == small[1:]:
                found = self[small]
                return found[0].upper() + found[1:]
            if _SIMPLE.fullmatch(text):
                return self.by_rules(text)
            if text.isupper():
                return self[small].upper()
        if not _CYRILLIC.search(text):
            return text
        text = _prepared(text, self.tab.scheme.keep_marks)
        if _CAPITALS.search(text):
            return _finished(compiled(self.tab.every).sub(_shouting(self.tab), text))
        return _finished(self.by_rules(text))

    def by_rules(self, text: str) -> str:
        """A text with no two capitals together: first the rules, then letter by letter."""
        if self.tab.pattern is not None:
            text = self.tab.pattern.sub(self.by_rule, text)
        return text.translate(self.tab.letters)


def _has_capital(letter: str) -> bool:
    """Not for U+1C80 and its like, whose capital is that of another letter."""
    return letter != letter.upper() and letter == letter.upper().lower()


@cache
def _words(tab: Table) -> _Words:
    return _Words(tab)


def _prepared(text: str, keep_marks: bool) -> str:
    """NFC with the marks that make letters (й, ё, ї, ў) next to their letters, stress marks off."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _MARK.search(text):
        text = unicodedata.normalize("NFC", _SCATTERED.sub(r"\1\3\2", text))
        if not keep_marks:
            text = _STRESS.sub("", text)
    return text


def _finished(text: str) -> str:
    """NFC; what no table has (a letter newer than the tables) goes by its compatibility letters, else as ``?``."""
    text = unicodedata.normalize("NFC", text)
    if _CYRILLIC.search(text):
        letters = general_letters()
        text = _CYRILLIC.sub(lambda m: unicodedata.normalize("NFKD", m.group()).translate(letters), text)
        text = _CYRILLIC.sub("?", text)
    return text


def _shouting(tab: Table) -> Callable[[re.Match[str]], str]:
    """A replacement for texts with words in capitals: ЩУКА gives SHCHUKA, Щука Shchuka, М. ЩУКА M. SHCHUKA."""

    def one(match: re.Match[str]) -> str:
        found = match.group()
        target = tab.targets[match.lastindex - 1] if match.lastindex else tab.letters[ord(found)]
        if found[0].isupper() and (found[-1].isupper() if found[1:] else _among_capitals(match)):
            return target.upper()
        return target

    return one


def _among_capitals(match: re.Match[str]) -> bool:
    """Is the match part of a word in capitals?"""
    text, start, end = match.string, match.start(), match.end()
    following = text[end : end + 1]
    if following.isalpha():
        return following.isupper()
    if text[start - 1 : start].isalpha():
        return text[start - 1].isupper()
    return False


def _is_capital(text: str) -> bool:
    return next((ch.isupper() for ch in text if ch.isalpha() and ch.upper() != ch.lower()), False)
