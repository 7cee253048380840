"""Scripts of letters and words, and words in which two of them are mixed."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from bibtool.diagnostics.findings import Finding
from bibtool.text.spans import Span

OTHER = ""
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


@dataclass(frozen=True, slots=True)
class MixedWord:
    """A word of two scripts: ``script`` is that of most letters, ``strangers`` are the places (in the text that was
    searched) of the others; ``repaired`` is the word with each stranger replaced by its look-alike, empty where one
    has none."""

    span: Span
    word: str
    script: str
    strangers: tuple[Span, ...]
    repaired: str


@dataclass(frozen=True, slots=True)
class _Ranges:
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[str, ...]
    lookalikes: Mapping[str, Mapping[str, str]]


@cache
def _ranges() -> _Ranges:
    path = resources.files("bibtool.language").joinpath("data").joinpath("scripts.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = sorted((first, last, name) for name, blocks in data["scripts"].items() for first, last in blocks)
    to_latin: dict[str, str] = {}
    to_cyrillic: dict[str, str] = {}
    for token in data["lookalikes"]["pairs"].split():
        cyrillic, _, latin = token.partition("=")
        to_latin[cyrillic] = latin
        to_cyrillic.setdefault(latin, cyrillic)
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
    counts = Counter(name for name in map(script_of, text) if name)
    return max(counts, key=counts.__getitem__) if counts else OTHER


def scripts_in(text: str) -> tuple[str, ...]:
    """The scripts of a text in the order of their first letters."""
    return tuple(dict.fromkeys(name for name in map(script_of, text) if name))


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
        main = script(word)
        table = _ranges().lookalikes.get(main, {})
        strangers: list[Span] = []
        repaired: list[str] | None = []
        for i, letter in enumerate(word, match.start()):
            name = script_of(letter)
            if name in {main, OTHER}:
                if repaired is not None:
                    repaired.append(letter)
                continue
            strangers.append(Span(i, i + 1))
            if repaired is not None and letter in table:
                repaired.append(table[letter])
            else:
                repaired = None
        found.append(
            MixedWord(Span(*match.span()), word, main, tuple(strangers), "".join(repaired) if repaired else "")
        )
    return tuple(found)


def mixed_script_findings(text: str) -> tuple[Finding, ...]:
    """BT150 for each mixed word; the text stays as it is.  Spans are in ``text``."""
    return tuple(
        Finding("BT150", {"word": m.word, "letters": ", ".join(text[s:e] for s, e in m.strangers)}, m.strangers)
        for m in mixed_words(text)
    )
