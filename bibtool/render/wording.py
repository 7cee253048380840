"""The words of a printed value beside those of the same value as a style prints it.

What a style may do to a value without losing it: abbreviate given names, cut a list of names with "et al.", write a
date or a number in another form, shorten a range of pages, set letters in another script.  Anything else is a loss or
an addition.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.items.names import Name, names_text
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
_RANGE = regex(r"(\d+)(\s?[-–—−―]\s?)(\d+)")
_ORDINAL = regex(r"(\d)-[^\W\d_]{1,3}(?!\w)")  # "2-е", "3-тє"
_ROMAN = regex(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_NUMERAL = regex(r"(?<![\w.])[IVX]{2,}(?!\w|\.)")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# Cyrillic letters that stand for roman numerals in print: "ХІХ".
_LOOKALIKES = str.maketrans("хісм", "xicm")
_MISREAD = {"з": "3", "о": "0"}  # what recognition prints for the figures
NUMBERS = frozenset(
    "volume issue edition number number-of-volumes number-of-pages page locator chapter-number collection-number "
    "part-number section".split()
)
ADDRESSES = frozenset({"URL", "DOI", "ISBN", "ISSN"})


def words(text: str) -> list[str]:
    """The words and figures of a text, case folded and composed (NFC)."""
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def as_printed(found: Sequence[str], text: str) -> str:
    """Folded words (as :func:`words` gives them) as ``text`` prints them, with the marks inside where they stand side
    by side: "b.d", "Wydawnictwo Brzeg"."""
    plain = unicodedata.normalize("NFC", text)
    together = re.search(r"\W{1,3}".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in found), plain, re.IGNORECASE)
    if together:
        return together.group()
    shown = {word.casefold(): word for word in _WORD.findall(plain)}
    return " ".join(shown.get(word, word) for word in found)


def number(word: str) -> str:
    """One form for a number in figures, raised figures, roman numerals or with an ending ("2nd", "²", "II", "02");
    another word as it is."""
    word = unicodedata.normalize("NFKC", word) if word.isdigit() else _MISREAD.get(word, word)
    figures = re.match(r"\d+", word)
    if figures:
        return (figures.group().lstrip("0") or "0") + (word[figures.end() :] if len(word) - figures.end() == 1 else "")
    plain = word.translate(_LOOKALIKES)
    if plain and _ROMAN.fullmatch(plain):
        total = 0
        for this, following in zip(plain, [*plain[1:], "i"], strict=True):
            total += _VALUES[this] if _VALUES[this] >= _VALUES[following] else -_VALUES[this]
        return str(total)
    return word


def spread(text: str) -> str:
    """Ranges with their second number in full: "201–5" is "201–205"."""

    def full(match: re.Match[str]) -> str:
        first, dash, second = match.groups()
        return first + dash + (first[: len(first) - len(second)] + second if len(second) < len(first) else second)

    return _RANGE.sub(full, text)


class Compared(Struct, frozen=True):
    """What of a value is ``lost`` (words), what is ``added``, and whether a part of it is not ``whole`` because the
    style prints only a part (a year of a full date)."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    whole: bool = True


def compare_names(source: Sequence[str], printed: Sequence[str], persons: Sequence[Name], et_al: bool) -> Compared:
    """Names: a given name may be shortened, lengthened or left out beside its family name; what "et al." stands for
    may be missing."""
    # "Nowak J. Szlaki / J. Nowak": who is named twice is no second person
    known = Counter(word for person in persons for word in _name_words(person))
    named = Counter(source)
    lost, added = _differ([w for w in named for _ in range(min(named[w], known[w] or named[w]))], printed)
    families = {word for person in persons for word in words(f"{person.family} {person.literal} {person.particle}")}
    extra = Counter(added)
    # "II" is no given name: "I." would be another council or pope
    numerals = {word.casefold() for person in persons for word in _NUMERAL.findall(person.given)}
    missing: list[str] = []
    for word in lost:
        if word in numerals:
            missing.append(word)
            continue
        other = next((o for o in extra if extra[o] and (o.startswith(word) or word.startswith(o))), None)
        if other is not None and word not in families:
            extra[other] -= 1
        elif word in families and not et_al:
            missing.append(word)
    initials = {word[:1] for person in persons for word in words(f"{person.given} {person.dropping_particle}")}
    rest = [word for word in extra.elements() if not (word[:1] in initials and len(word) == 1)]
    return Compared(tuple(missing), tuple(rest))


def compare_date(date: Date | None, source: Sequence[str], printed: Sequence[str]) -> Compared:
    """A date in another form is the same date; a style may leave out its day or month, but not change its year."""
    if date is None or not date.parts:
        return Compared(*_differ(source, printed))
    said = {number(word) for word in printed}
    figures = {int(word) for word in said if word.isdecimal() and len(word) < 10}
    years = {parts[0] for parts in date.parts}
    short = {year % 100 for year in years}
    known = {*map(str, years | short)}
    # "20 (7) октября": the day by the other calendar is no part of the value
    own = {figure for parts in date.parts for figure in parts} | short | figures
    other = any(word.isdecimal() and len(word) < 5 and int(word) not in own for word in source)
    wrong = [word for word in printed if word.isdecimal() and len(word) > 2 and word.lstrip("0") not in known]
    if not (years | short) & figures:
        return Compared(tuple(source), tuple(printed))
    names = [word for word in printed if not word[0].isdigit()]
    whole = not other and all(
        (len(parts) < 2 or parts[1] in figures or bool(names)) and (len(parts) < 3 or parts[2] in figures)
        for parts in date.parts
    )
    return Compared((), tuple(wrong), whole)


def compare_numbers(source: str, printed: str) -> Compared:
    """Numbers by their value; ranges in full."""
    ours, theirs = [words(_ORDINAL.sub(r"\1", spread(text))) for text in (source, printed)]
    lost = Counter(map(number, ours)) - Counter(map(number, theirs))
    added = Counter(map(number, theirs)) - Counter(map(number, ours))
    return Compared(tuple(lost.elements()), tuple(added.elements()))


def compare_address(values: Iterable[str], printed: str) -> Compared:
    """An address or identifier letter by letter, whatever resolver is printed before it."""
    shown = "".join(words(printed))
    readings = ["".join(words(value)) for value in values]
    if any(reading and shown.endswith(reading) for reading in readings):
        return Compared()
    return Compared(tuple(readings[:1]), (shown,) if shown else ())


def compare_text(source: Sequence[str], printed: Sequence[str]) -> Compared:
    """Any other text word by word."""
    return Compared(*_differ(source, printed))


def _differ(source: Sequence[str], printed: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ours, theirs = Counter(source), Counter(printed)
    return tuple((ours - theirs).elements()), tuple((theirs - ours).elements())


def is_acronym(found: Sequence[str], value: str) -> bool:
    """Whether one word is made of the first letters of a value's words: "ZHW" of "Zeszyty Historyczne WiN-u"."""
    if len(found) != 1 or len(found[0]) < 2:
        return False
    initials = iter(word[0] for word in words(value))
    return all(letter in initials for letter in found[0])


def value_of(item: Item, variable: str) -> str:
    """The value of one variable of a work as text; "" where it has none."""
    if variable in NAME_VARIABLES:
        return names_text(item.names.get(variable, ()))
    if variable in DATE_VARIABLES:
        return item.dates[variable].to_edtf() if variable in item.dates else ""
    return item.get(variable) or item.custom.get(variable, "")


def words_of(item: Item, variable: str) -> Counter[str]:
    """The words of one variable of a work."""
    if variable in NAME_VARIABLES:
        return Counter(word for name in item.names.get(variable, ()) for word in _name_words(name))
    if variable in DATE_VARIABLES:
        date = item.dates.get(variable)
        return Counter(str(part) for parts in (date.parts if date else ()) for part in parts)
    return Counter(words(spread(item.get(variable))))


def _name_words(name: Name) -> list[str]:
    return words(" ".join((name.given, name.dropping_particle, name.particle, name.family, name.suffix, name.literal)))
