"""Keys for search and comparison: words of one sound in several scripts and spellings meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from bibtool.language.errors import primary
from bibtool.language.tables import general_letters, headers, parse_letters
from bibtool.language.translit import transliterate
from bibtool.text.compiled import compiled
from bibtool.text.data import toml
from bibtool.text.patterns import regex

# The ways in which sites and passports write titles and names; each is a scheme's file.
_SLUG_SCHEMES = ("pl", "bgn-pcgn", "web", "uk-2010", "scholarly", "iso9", "ala-lc", "gost-7.79-b", "icao", "de")
# What a title without a known language may be in.
_LIKELY = ("ru", "uk", "be")


_CYRILLIC = regex("[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
_DOUBLED = regex(r"(.)\1+")


class _Folding(Struct, frozen=True):
    plain: Mapping[int, str]
    key: Mapping[str, str]
    pattern: re.Pattern[str]
    silent: re.Pattern[str]
    glide: re.Pattern[str]
    soft_o: re.Pattern[str]
    one: re.Pattern[str]
    hushed: re.Pattern[str]
    short_u: re.Pattern[str]


@cache
def _folding() -> _Folding:
    data = toml("language/data/folding.toml")
    plain = dict(general_letters())
    plain |= {ord(letter): value for letter, value in parse_letters(data["cyrillic"]["letters"]).items()}
    plain |= {ord(letter): value for letter, value in data["letters"].items()}
    key: dict[str, str] = data["key"]
    longest_first = sorted(key, key=len, reverse=True)
    glide = f"[{re.escape(data['glides']['letters'])}]"
    # a whole row of them, or a long one would be read again at each letter; no "++", which scripts of pages lack
    glides = f"(?<!{glide}){glide}+(?!{glide})"
    return _Folding(
        plain,
        key,
        compiled("|".join(map(re.escape, longest_first))),
        compiled(f"{glides}(?=[{re.escape(data['glides']['vowels'])}])"),
        compiled(glides),
        compiled("|".join(data["skeleton"]["soft_o"].split())),
        compiled(f"[{data['skeleton']['one']}]"),
        compiled(f"(?<=[{data['skeleton']['hushers']}])o"),
        compiled(data["skeleton"]["short_u"]),
    )


def plain(text: str) -> str:
    """Lower case, accents off, ł as l, Cyrillic by one rough transliteration; the rest as it is.

    Letter by letter: ``plain(a + b) == plain(a) + plain(b)`` for composed (NFC) texts.

    >>> plain("Łódź, Сёмкин")
    'lodz, semkin'
    """
    if text.isascii():
        return text.lower().translate(_folding().plain)
    text = unicodedata.normalize("NFC", text).casefold().translate(_folding().plain)
    if text.isascii():  # nearly always
        return text
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A search key: :func:`plain`, then spellings of one sound made one.

    Meant to be compared with other keys, not to be read.  It confuses more words than a reader would (х and ч),
    never the other way round for the spellings that it knows.

    >>> fold("trenin"), fold("Тренин"), fold("Trienin")
    ('trenin', 'trenin', 'trenin')
    >>> fold("Kazachstan") == fold("Kazakhstan") == fold("Казахстан")
    True
    """
    folding = _folding()
    text = folding.silent.sub("", folding.pattern.sub(lambda m: folding.key[m.group()], plain(text)))
    return folding.glide.sub("i", text)


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """A key coarser than :func:`fold`, for a search: г as g, h or kh and ё as e or o meet, too.

    What it confuses (gora, hora) has to be ranked by its spelling.

    >>> skeleton("Грушевський") == skeleton("Hruszewski") == skeleton("Grushevskij")
    True
    >>> skeleton("Хрущев") == skeleton("Chruszczow") == skeleton("Khrushchev") == skeleton("Hruŝev")
    True
    """
    folding = _folding()
    text = folding.one.sub("c", fold(folding.soft_o.sub("e", plain(text))))
    text = folding.short_u.sub("v", folding.hushed.sub("e", text))
    return _DOUBLED.sub(r"\1", text)


def skeleton_rules() -> dict[str, Any]:
    """The rules of :func:`skeleton` as data, for a program in another language (ECMAScript): ``letters`` are replaced
    after NFC and lower case, then accents are taken off (NFD), then ``steps`` are done in order: a pattern and what
    stands for its matches, a text or an object by match."""
    folding = _folding()
    return {
        "letters": {chr(code): value for code, value in folding.plain.items()},
        "steps": [
            [folding.soft_o.pattern, "e"],
            [folding.pattern.pattern, dict(folding.key)],
            [folding.silent.pattern, ""],
            [folding.glide.pattern, "i"],
            [folding.one.pattern, "c"],
            [folding.hushed.pattern, "e"],
            [folding.short_u.pattern, "v"],
            [_DOUBLED.pattern, "$1"],
        ],
    }


@lru_cache(maxsize=4096)
def fold_variants(text: str, language: str | None = None) -> tuple[str, ...]:
    """The readable folded forms of ``text`` under the schemes that sites use, without doubles, the likeliest first;
    last the key :func:`fold`.

    For slugs: a word of an address is among the variants of a title's word, or their keys are equal.  Without a
    ``language`` a Cyrillic text is taken for Russian, Ukrainian and Belarusian in turn.

    >>> {"nastoyaschee", "nastojascee", "nastojaszczeje"} <= set(fold_variants("настоящее", "ru"))
    True
    """
    found: dict[str, None] = {}
    if not _CYRILLIC.search(text):
        return tuple(dict.fromkeys((plain(text), fold(text))))
    code = primary(language) if language else ""
    served = [code] if any(code in head.languages for head in headers().values()) else list(_LIKELY)
    for name in _SLUG_SCHEMES:
        head = headers().get(name)
        if head is None:
            continue
        for each in served:
            if each in head.languages:
                found.setdefault(plain(transliterate(text, each, name)))
    found.setdefault(plain(text))
    found.setdefault(fold(text))
    return tuple(found)
