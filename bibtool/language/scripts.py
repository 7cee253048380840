"""Scripts of letters and words, and words in which two of them are mixed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.compiled import compiled
from bibtool.text.data import toml
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

OTHER = ""
_COMMON = ("Latin", "Cyrillic")  # what most texts are in from end to end
_AROUND = 40  # characters on each side that tell the script of a word whose letters may be of both
_ROMAN = regex(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")  # the numerals of centuries and volumes
_WORD = regex(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


class MixedWord(Struct, frozen=True):
    """A word of two scripts: ``script`` is the one it is read in, ``strangers`` are the places (in the text that was
    searched) of the letters of others; ``repaired`` is the word with each stranger replaced by its look-alike, letter
    for letter, empty where that is not sure."""

    span: Span
    word: str
    script: str
    strangers: tuple[Span, ...]
    repaired: str


class _Ranges(Struct, frozen=True):
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[str, ...]
    lookalikes: Mapping[str, Mapping[str, str]]


@cache
def _ranges() -> _Ranges:
    data = toml("language/data/scripts.toml")
    rows = sorted((first, last, name) for name, blocks in data["scripts"].items() for first, last in blocks)
    to_latin: dict[str, str] = {}
    to_cyrillic: dict[str, str] = {}
    for way in ("both_ways", "to_latin"):
        for token in data["lookalikes"][way].split():
            cyrillic, _, latin = token.partition("=")
            to_latin[cyrillic] = latin
            if way == "both_ways":
                to_cyrillic[latin] = cyrillic
    return _Ranges(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple(row[2] for row in rows),
        {"Latin": to_latin, "Cyrillic": to_cyrillic},
    )


@lru_cache(maxsize=1024)
def script_of(letter: str) -> str:
    """The script of one character by its ISO 15924 name in words (``Latin``, ``Cyrillic``), empty for signs, digits,
    marks and scripts that are not in the data.

    >>> script_of("ж"), script_of("ł"), script_of("7")
    ('Cyrillic', 'Latin', '')
    """
    code = ord(letter)
    if code < 128:
        return "Latin" if letter.isalpha() else OTHER
    ranges = _ranges()
    at = bisect_right(ranges.starts, code) - 1
    if at < 0 or code > ranges.ends[at] or not letter.isalpha():
        return OTHER
    return ranges.names[at]


def script(text: str) -> str:
    """The script of most letters of a word or text; of a tie the one that comes first; empty without letters.

    >>> script("Казахсfтан"), script("2016"), script("EU–РФ и США")
    ('Cyrillic', '', 'Cyrillic')
    """
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else OTHER
    for name in _COMMON:
        if not _others(name).search(text):  # nothing to count
            return name if name in map(script_of, text) else OTHER
    counts: dict[str, int] = {}
    for letter, count in Counter(text).items():
        name = script_of(letter)
        if name:
            counts[name] = counts.get(name, 0) + count
    return max(counts, key=counts.__getitem__) if counts else OTHER


@cache
def _others(name: str) -> re.Pattern[str]:
    """A character in the ranges of another script."""
    ranges = _ranges()
    rows = zip(ranges.starts, ranges.ends, ranges.names, strict=True)
    parts = [f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last, other in rows if other != name]
    return compiled(f"[{''.join(parts)}{'' if name == 'Latin' else 'A-Za-z'}]")


def scripts_in(text: str) -> tuple[str, ...]:
    """The scripts of a text in the order of their first letters."""
    return tuple(filter(None, dict.fromkeys(map(script_of, text))))


def mixed_words(text: str) -> tuple[MixedWord, ...]:
    """Words with letters of two scripts, with which letters are the strangers.

    Parts joined by a hyphen are words of their own ("IT-компания" is not mixed).

    >>> [(m.word, m.script, [text[s:e] for s, e in m.strangers], m.repaired)
    ...  for text in ["в Kазахстане"] for m in mixed_words(text)]
    [('Kазахстане', 'Cyrillic', ['K'], 'Казахстане')]
    """
    if text.isascii():
        return ()
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or len(scripts_in(word)) < 2:
            continue
        around = text[max(0, match.start() - _AROUND) : match.start()] + text[match.end() : match.end() + _AROUND]
        main = _read_in(word, around)
        repaired = "" if main == OTHER else _in_script(word, main)
        main = main or script(word)
        strangers = tuple(
            Span(i, i + 1) for i, c in enumerate(word, match.start()) if script_of(c) not in {main, OTHER}
        )
        found.append(MixedWord(Span(*match.span()), word, main, strangers, repaired))
    return tuple(found)


def _in_script(word: str, target: str) -> str:
    """The word with the letters of other scripts replaced by their look-alikes; empty where one has none."""
    table = _ranges().lookalikes.get(target, {})
    letters = [c if script_of(c) in {target, OTHER} else table.get(c, "") for c in word]
    return "".join(letters) if all(letters) else ""


def _read_in(word: str, around: str) -> str:
    """The script that a mixed word is read in: the only one that all its letters may be of; where they may be of
    both, that of the words around.  Empty where it is not sure: two words that stuck together, an acronym with an
    ending of another script ("SMSка")."""
    possible = [name for name in ("Latin", "Cyrillic") if _in_script(word, name)]
    if not possible or not set(scripts_in(word)) <= {"Latin", "Cyrillic"} or _stuck(word):
        return OTHER
    if "Latin" in possible and _ROMAN.fullmatch(_in_script(word, "Latin")):
        return "Latin"
    if len(possible) == 1:
        # Against most of its letters only in capitals ("POCCИЯ"): in "fСоха" it is the f that is too much.
        own = sum(script_of(c) == possible[0] for c in word)
        return possible[0] if word.isupper() or own * 2 >= len(word) else OTHER
    near = Counter(name for name in map(script_of, around) if name in possible)
    if near["Latin"] != near["Cyrillic"]:
        return max(near, key=near.__getitem__)
    return script(word)


def _stuck(word: str) -> bool:
    runs = ["".join(letters) for _, letters in groupby(word, key=script_of)]
    if len(runs) != 2:
        return False
    first, second = runs
    acronym = len(first) > 1 and first.isupper() and second.islower()
    return acronym or (min(len(first), len(second)) > 2 and not word.isupper())


def mixed_script_findings(text: str) -> tuple[Finding, ...]:
    """BT150 for each mixed word; the text stays as it is.  Spans are in ``text``."""
    return tuple(
        Finding(
            Code.MIXED_SCRIPTS, {"word": m.word, "letters": ", ".join(text[s:e] for s, e in m.strangers)}, m.strangers
        )
        for m in mixed_words(text)
    )
