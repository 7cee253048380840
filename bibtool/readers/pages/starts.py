"""Numbers with which lines begin, as notes do, and raised marks in lines that call notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable
from enum import IntEnum

from msgspec import Struct

from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.words import Look, Word
from bibtool.text.numerals import roman
from bibtool.text.patterns import regex

_PLAIN = regex(r"(?P<open>[(\[]?)(?P<number>\d{1,4})(?P<close>[.)\]]*)")
_LETTER = regex(r"(?P<open>[(\[]?)(?P<number>[a-z]{1,2}|[ivxl]{3,6})(?P<close>[.)\]]*)")
_GLUED = regex(r"(\d{1,4})(?=[^\W\d_]|[„“”«»‘‚‹›'\"<\[(]|[—–]{2})")  # a number set solid with the note
_GLUED_BRACKETS = regex(r"[(\[](\d{1,3})[)\]](?=[^\W\d_]|[„“”«»‘‚‹›'\"<])")
_BRACKETED = regex(r"[(\[](\d{1,3})[)\]][.,;:!?]*$")
_BEGUN = regex(r"(?P<open>[(\[]?)(?P<number>\d{1,3})[)\]][.,;:!?]*")
_QUOTES = "„“”«»‘‚‹›'\"<"
_SOLID = regex(r"(?:[^\W\d_]{2}[.,;:!?»”“\"’)\]]{0,3}|[)\]»”“\"][.,;:]?|\b\d{4}[.,;:])(\d{1,3})[.,;:!?)]?$")
_SIGN = regex(r"[*†‡§¶‖#]{1,6}")
_ROMAN_LETTERS = "ivxlc"  # d and m are letters of the alphabet here
_ROMAN = frozenset(_ROMAN_LETTERS)
_COUNTING = "ivx"  # one letter alone, behind a figure, is a number of these only
_IS_RAISED = int(Look.RAISED)
_NUMBERS = regex(r"\d{1,4}|[*†‡§¶‖#]{1,6}|[a-z]{1,6}")


class Kind(IntEnum):
    """How the number of a note is printed."""

    RAISED = 0
    SIGN = 1
    PLAIN = 2
    DOTTED = 3
    BRACKETED = 4
    GLUED = 5


class Start(Struct, frozen=True):
    """A number that a note may begin with; ``index`` is its word in the line."""

    number: str
    kind: Kind
    index: int = 0

    @property
    def value(self) -> int:
        """The number, 0 for a sign or letter."""
        return int(self.number) if self.number.isdecimal() else 0


class Mark(Struct):
    """A raised mark in the body: its number as printed, the word and where in the word it stands.

    ``target`` is the page and the height that a link leads to from there.
    """

    number: str
    page: int
    line: Line
    word: Word
    start: int
    end: int
    target: tuple[int, float] | None = None
    fit: float = 0.0  # whether it stands as marks do: close behind a word


def start_of(line: Line, called: Container[str] = ()) -> Start | None:
    """The number that a line begins with, raised, a sign, or on the baseline with words behind it.

    A letter on the baseline begins a note only where it is one of those ``called``: many a line begins with one.
    """
    mark = line.mark()
    if mark is not None:
        number = mark.text.strip("()[].,;")
        return Start(number, Kind.SIGN if _SIGN.fullmatch(number) else Kind.RAISED)
    first = line.words[0].text
    sign = _SIGN.match(first)
    if sign is not None:
        return Start(sign[0], Kind.SIGN)
    plain = _PLAIN.fullmatch(first)
    if plain is not None:
        if len(line.words) < 2:
            return None
        close = plain["close"]
        kind = Kind.BRACKETED if plain["open"] else Kind.DOTTED if close else Kind.PLAIN
        return Start(plain["number"], kind)
    letter = _LETTER.fullmatch(first)
    if letter is not None and len(line.words) > 1 and letter["number"] in called:
        kind = Kind.BRACKETED if letter["open"] else Kind.DOTTED if letter["close"] else Kind.PLAIN
        return Start(letter["number"], kind)
    bracketed = _GLUED_BRACKETS.match(first)
    if bracketed is not None:
        return Start(bracketed[1], Kind.BRACKETED)
    glued = _GLUED.match(first)
    if glued is not None:
        return Start(glued[1], Kind.GLUED)
    number = _glued_roman(first) if first[0] in _ROMAN else ""
    return Start(number, Kind.GLUED) if number and number in called else None


def _glued_roman(text: str) -> str:
    """The roman number that is set solid with the note that it begins ("iiA. Lis"), empty where there is none."""
    number = text[: len(text) - len(text.lstrip(_ROMAN_LETTERS))]
    after = text[len(number) : len(number) + 1]
    return number if (after.isupper() or after in _QUOTES) and after and _of_roman(number) else ""


def marks_of(lines: Iterable[Line]) -> Iterable[Mark]:
    """Raised words that may call notes, in order."""
    for line in lines:
        if not line.mixed:
            continue
        base = line.base
        for index, word in enumerate(line.words):
            if (word.base <= base and not word.look & _IS_RAISED) or not line.raised(word):
                continue
            if not index and len(line.words) > 1 and not word.text.isdecimal():
                continue
            if index and line.words[index - 1].text[-1:].isdigit() and _is_ordinal(word.text):
                continue
            fit = _fit(line, index)
            for match in _NUMBERS.finditer(word.text):
                yield Mark(match[0], line.page, line, word, match.start(), match.end(), fit=fit)


def _is_ordinal(text: str) -> bool:
    """Whether raised letters behind a figure may make it an ordinal ("19th", "2e"): "46ii" and "46i" have a mark."""
    return text.isalpha() and not (_of_roman(text) if len(text) > 1 else text in _COUNTING)


def bracketed_marks_of(lines: Iterable[Line]) -> Iterable[Mark]:
    """Numbers in brackets on the line ("the toll [12].") that may call notes, but at its beginning."""
    for line in lines:
        for index, word in enumerate(line.words):
            match = _BRACKETED.search(word.text)
            if match is not None and (index or match.start()):
                yield Mark(match[1], line.page, line, word, match.start(1), match.end(1))


def begun_marks_of(lines: Iterable[Line]) -> Iterable[Mark]:
    """Numbers in brackets, and raised ones with a bracket behind them, that lines begin with: most are no calls."""
    for line in lines:
        word = line.words[0]
        match = _BEGUN.fullmatch(word.text) if len(line.words) > 1 else None
        if match is not None and (match["open"] or line.raised(word)):
            begin, end = match.span("number")
            yield Mark(match["number"], line.page, line, word, begin, end, fit=-0.5)


def solid_marks_of(lines: Iterable[Line]) -> Iterable[Mark]:
    """Numbers set solid with the words that they stand behind ("the toll.12") that may call notes: what a raised mark
    becomes where a program that recognises letters puts all of a line on one baseline."""
    for line in lines:
        for word in line.words:
            match = _SOLID.search(word.text) if word.text[-1:].isdigit() or word.text[-2:-1].isdigit() else None
            if match is not None:
                yield Mark(match[1], line.page, line, word, match.start(1), match.end(1))


def _of_letters(number: str) -> int:
    """a, b, ... z, aa, ab ... as 1, 2 ...; what is no such number is 0."""
    value = 0
    for char in number:
        if not "a" <= char <= "z":
            return 0
        value = 26 * value + ord(char) - 96
    return value


def order_of(numbers: Collection[str]) -> tuple[Callable[[str], int], bool]:
    """What tells the place of a letter in a row of numbers (i, ii, iii ... or a, b, c ...; 0 for what is none), and
    whether they are roman."""
    roman = _are_roman(numbers)
    return (_of_roman if roman else _of_letters), roman


def _are_roman(numbers: Collection[str]) -> bool:
    """Whether letters count as i, ii, iii: most are of the letters of roman numbers, some of two and more."""
    letters = [number for number in numbers if number.isalpha()]
    roman = [number for number in letters if _of_roman(number)]
    return 2 * len(roman) > len(letters) and any(len(number) > 1 for number in roman)


def _of_roman(number: str) -> int:
    """i, ii, iii, iv ... as 1, 2, 3, 4 ...; what is no such number is 0."""
    return roman(number) if _ROMAN.issuperset(number) else 0


def _fit(line: Line, index: int) -> float:
    """Marks stand close behind a word or its full stop; powers behind a figure or one letter, verses before a word."""
    word = line.words[index]
    if not index:
        return -0.5
    before = line.words[index - 1]
    fit = 0.0
    gap = (word.left - before.right) / max(line.size, 1.0)
    fit += 0.5 if gap < 0.12 else -0.3
    if before.text[-1].isdigit():
        fit -= 0.8
    elif len(before.text) == 1 and before.text.isalpha():
        fit -= 0.5
    if index + 1 < len(line.words):
        after = line.words[index + 1]
        if after.left - word.right < 0.1 * line.size and after.text[0].isalnum():
            fit -= 0.4
    return fit
