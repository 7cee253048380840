"""Cyrillic to Latin by published schemes, and back where a scheme loses nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from bibtool.language.errors import NotReversible, SchemeLacksLanguage, UnknownLanguage, UnknownScheme, primary
from bibtool.language.errors import nearest_names as _nearest
from bibtool.language.tables import Scheme, Table, Use, capital, general_letters, headers, table

__all__ = ["Scheme", "Use", "reverse", "scheme", "schemes", "transliterate"]

# Every block of the Unicode standard that is called Cyrillic, and its two letters and half marks elsewhere.
_BLOCKS = "\u0400-\u052f\u1c80-\u1c8f\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f\U0001e030-\U0001e08f"
_CYRILLIC = re.compile(f"[{_BLOCKS}]")
_CAPITALS = re.compile("[\u0400-\u042f\u0460-\u052f][\u0400-\u042f\u0460-\u052f]")
# Grave and acute: stress marks.  (ѓ ќ ѐ ѝ are one letter after NFC.)
_STRESS = re.compile(f"(?<=[{_BLOCKS}])[\u0300\u0301]+")
_MARK = re.compile("[\u0300-\u036f]")
_SCATTERED = re.compile("([еиіуэжЕИІУЭЖ])([\u0300\u0301\u0304\u0323]+)([\u0306\u0308])")


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
    return _run(_table(language, scheme, use), text)


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


def _run(tab: Table, text: str) -> str:
    if text.isascii() or not _CYRILLIC.search(text):
        return text
    text = _prepared(text, tab.scheme.keep_marks)
    if _CAPITALS.search(text):
        return _finished(tab.every.sub(_shouting(tab), text))
    if tab.pattern is not None:
        targets = tab.targets

        def one(match: re.Match[str]) -> str:
            target = targets[(match.lastindex or 0) - 1]
            return capital(target) if match.group()[0].isupper() else target

        text = tab.pattern.sub(one, text)
    return _finished(text.translate(tab.letters))


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
        if match.lastindex:
            target = tab.targets[match.lastindex - 1]
        else:
            target = tab.letters[ord(found.lower())] if found.lower() != found else tab.letters[ord(found)]
        if not found[0].isupper():
            return target
        if len(found) > 1:
            return target.upper() if found[-1].isupper() else capital(target)
        return target.upper() if _among_capitals(match) else capital(target)

    return one


def _among_capitals(match: re.Match[str]) -> bool:
    """Is the match part of a word in capitals, or a word of one letter between such words?"""
    text, start, end = match.string, match.start(), match.end()
    following = text[end : end + 1]
    if following.isalpha():
        return following.isupper()
    if text[start - 1 : start].isalpha():
        return text[start - 1].isupper()
    return _is_capital(text[end + 1 : end + 3], 2) or _is_capital(text[max(start - 3, 0) : max(start - 1, 0)], 2)


def _is_capital(text: str, least: int = 1) -> bool:
    letters = [ch for ch in text if ch.isalpha() and ch.upper() != ch.lower()]
    return len(letters) >= least and all(ch.isupper() for ch in letters[: 1 if least == 1 else None])
