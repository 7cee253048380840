"""Order of words: one key for each language, with the order of scripts as a parameter.

Three levels as in the Unicode Collation Algorithm (UTS 10): letters, then accents, then case (lower first).
Word by word, as bibliographies are sorted: a space or hyphen comes before any letter, other punctuation counts for
nothing (ICU's default weighs it; a title in quotes would then stand before A).
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.language.errors import UnknownLanguage, nearest_names, primary
from bibtool.language.scripts import script_of
from bibtool.language.translit import transliterate
from bibtool.text.data import toml
from bibtool.text.patterns import regex

Key = tuple[bytes, bytes, str]

_SPACE = b"\x01"
_DIGITS = 2  # weights 2 to 11
_LETTERS = 12  # the weight of the first letter of the first script
_OTHER = 0xFF  # a letter of a script without an order: this, then its code point in three bytes
_UNACCENTED = 1
_SPACES = regex(r"[\s\u2010-\u2015-]+")
# Signs that do not send a text to the slow way: space-like ones and such as count for nothing.
_SIGNS = " -–—!\"'(),./:;?[]&«»„”“’…0123456789"


class Scripts(Enum):
    """Which script comes first in a list of several."""

    OWN = "own"  # the language's own, as CLDR reorders them
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    TOGETHER = "together"  # one alphabet: Cyrillic among Latin, as transliterated


class _LowerFirst(str):
    """The text itself, for the last level: small letters before capitals."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return (self.swapcase(), str(self)) < (other.swapcase(), str(other))

    def __gt__(self, other: str) -> bool:
        return (self.swapcase(), str(self)) > (other.swapcase(), str(other))

    def __le__(self, other: str) -> bool:
        return not self > other

    def __ge__(self, other: str) -> bool:
        return not self < other


class _Order(Struct, frozen=True, eq=False):
    """Weights of letters in lower case (a contraction as one string), letters that count as others, marks."""

    weights: Mapping[str, int]
    variants: Mapping[str, str]
    marks: Mapping[str, int]
    contractions: tuple[str, ...]


class _Quick(Struct, frozen=True, eq=False):
    """The way for most texts: a charset of 256 letters and signs, whose bytes are turned into weights at C speed."""

    charset: Any  # what codecs.charmap_build returns
    letters: bytes
    accents: bytes
    nothing: bytes
    contractions: tuple[tuple[bytes, bytes], ...]


class Collator(Struct, frozen=True, eq=False):
    """Keys for one language and order of scripts; get one from :func:`collator`."""

    language: str
    scripts: Scripts
    order: _Order
    quick: _Quick

    def key(self, text: str, text_language: str = "ru", scheme: str = "iso9") -> Key:
        """A key to sort by; texts that differ have different keys.

        ``text_language`` and ``scheme`` say how Cyrillic is read under :attr:`Scripts.TOGETHER`.
        """
        tie = _LowerFirst(text)
        if self.scripts is Scripts.TOGETHER:
            text = transliterate(text, text_language, scheme)
        quick = self.quick
        try:
            raw = codecs.charmap_encode(text, "strict", quick.charset)[0]
        except UnicodeEncodeError:
            return (*self._slow(text), tie)
        letters = raw.translate(quick.letters, quick.nothing)
        if b"\x01\x01" in letters:
            letters = _single(letters)
        letters = letters.strip(b"\x01")
        for parts, whole in quick.contractions:
            letters = letters.replace(parts, whole)
        return letters, raw.translate(quick.accents, quick.nothing).rstrip(b"\x01"), tie

    def _slow(self, text: str) -> tuple[bytes, bytes]:
        """Any text, letter by letter."""
        letters = bytearray()
        accents = bytearray()
        low = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().lower()
        for letter in low:
            for weight, accent in _weigh(letter, self.order):
                letters += weight
                accents += accent
        found = _single(bytes(letters))
        for parts, whole in self.quick.contractions:
            found = found.replace(parts, whole)
        return found, bytes(accents).rstrip(b"\x01")


def _single(letters: bytes) -> bytes:
    return _SPACE.join(part for part in letters.split(_SPACE) if part)


def _weigh(letter: str, order: _Order) -> list[tuple[bytes, bytes]]:
    """The weights of the first and second level of a letter in lower case; more than one pair for æ or ß."""
    if letter == " ":
        return [(_SPACE, b"\x01")]
    if letter in order.weights:
        return [(bytes([order.weights[letter]]), b"\x01")]
    if letter in order.variants:
        plain = [pair for part in order.variants[letter] for pair in _weigh(part, order)]
        return [*plain[:-1], (plain[-1][0], b"\x02")]
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return [(bytes([_DIGITS + digit]), b"\x01")]
    if not letter.isalpha():
        return []
    parts = unicodedata.normalize("NFKD", letter).lower()
    if parts == letter:
        return [(bytes([_OTHER]) + ord(letter).to_bytes(3, "big"), b"\x01")]
    out: list[tuple[bytes, bytes]] = []
    for part in parts:
        if not unicodedata.combining(part):
            out += _weigh(part, order)
        elif out:
            weight, accent = out[-1]
            mark = bytes([order.marks.get(part, 0x7F)])
            out[-1] = (weight, mark if accent == b"\x01" else accent + mark)
    return out


@cache
def _data() -> Mapping[str, Any]:
    return toml("language/data/collation.toml")


def collated_languages() -> tuple[str, ...]:
    """The languages that have an order of their own in the data."""
    return tuple(_data()["languages"])


@cache
def collator(language: str, scripts: Scripts = Scripts.OWN) -> Collator:
    """The collator of a language (BCP 47); raises :class:`UnknownLanguage` with the nearest codes."""
    data = _data()
    code = primary(language)
    if code not in data["languages"]:
        raise UnknownLanguage(
            f"no order of letters for {language!r}; known: {', '.join(data['languages'])}",
            language,
            nearest_names(code, data["languages"]),
        )
    orders = {name: list(letters) for name, letters in data["order"].items()}
    contractions = []
    for rule in data["languages"][code].split():
        after, _, letter = rule.partition("<")
        if len(letter) > 1:
            contractions.append(letter)
        name = script_of(letter[0])
        if letter in orders[name]:
            orders[name].remove(letter)
        orders[name].insert(orders[name].index(after) + 1, letter)
    own = "Cyrillic" if code in data["cyrillic"] else "Latin"
    first = {Scripts.LATIN: "Latin", Scripts.CYRILLIC: "Cyrillic"}.get(scripts, own)
    sequence = sorted(data["scripts"], key=lambda name: name != first)
    weights = {letter: rank for rank, letter in enumerate((x for name in sequence for x in orders[name]), _LETTERS)}
    order = _Order(
        weights,
        {letter: like for letter, like in data["variants"].items() if letter not in weights},
        {chr(int(mark, 16)): 3 + rank for rank, mark in enumerate(data["marks"]["order"])},
        tuple(contractions),
    )
    return Collator(code, scripts, order, _quick(order, orders[own], data["quick"]["letters"]))


def _quick(order: _Order, own: list[str], others: str) -> _Quick:
    """Build the charset: signs, the language's letters, then other letters that are one weight and one accent."""
    # A charset that begins with NUL, and marks its free places with U+FFFE, is looked up by CPython without a dict.
    charset = list("\0" + _SIGNS)
    letters = bytearray(256)
    accents = bytearray(256)
    nothing = bytearray()
    for place, sign in enumerate(charset):
        pairs = [(_SPACE, b"\x01")] if _SPACES.fullmatch(sign) else _weigh(sign, order)
        if pairs:
            letters[place], accents[place] = pairs[0][0][0], _UNACCENTED
        else:
            nothing.append(place)
    for letter in dict.fromkeys([*(x for x in own if len(x) == 1), *others]):
        pairs = _weigh(letter, order)
        if len(pairs) != 1 or len(pairs[0][0]) != 1 or len(pairs[0][1]) != 1:
            continue
        for form in dict.fromkeys((letter, letter.upper())):
            # The capital of ı is that of i.
            if len(form) == 1 and form.lower() == letter and len(charset) < 256:
                letters[len(charset)], accents[len(charset)] = pairs[0][0][0], pairs[0][1][0]
                charset.append(form)
    return _Quick(
        codecs.charmap_build("".join(charset).ljust(256, "\ufffe")),
        bytes(letters),
        bytes(accents),
        bytes(nothing),
        tuple(
            (b"".join(_weigh(letter, order)[0][0] for letter in unit), bytes([order.weights[unit]]))
            for unit in order.contractions
        ),
    )


def sort_key(text: str, language: str, scripts: Scripts = Scripts.OWN) -> Key:
    """The key of ``text`` in a list in ``language``: ``sorted(titles, key=lambda t: sort_key(t, "pl"))``.

    >>> sorted(["Zając", "Łomanowski", "Lis"], key=lambda name: sort_key(name, "pl"))
    ['Lis', 'Łomanowski', 'Zając']
    """
    return collator(language, scripts).key(text)
