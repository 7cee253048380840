"""Faults planted in notes that were set again well: each must be told."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .reading import Reading, Word
from .style import Style
from .tokens import Token, alike, quoted, tokens, words
from .vocabulary import AND, IDEM, NAMES, REFERENCES

FOREIGN = ("zyzaki", "quorumish", "ґедзлик")


@dataclass(frozen=True, slots=True)
class Planted:
    kind: str
    text: str
    word: str


def deletions(reading: Reading, again: str, style: Style, printed: set[tuple[int, str]]) -> Iterator[Planted]:
    """Each word that stands once in the output and once in the source, as the author's or in a field that the style
    prints (``printed``), taken out."""
    shown = tokens(again)
    out = Counter(alike(token.text) for token in shown)
    source = Counter(alike(word.text) for word in reading.words)
    own = {alike(word.text): word for word in reading.words}
    for token in shown:
        text = alike(token.text)
        if out[text] != 1 or source[text] != 1:
            continue
        word = own[text]
        if word.label or word.variable in REFERENCES or "et al" in word.variable or word.variable == "no date":
            continue
        if word.text in IDEM | AND and word.variable in NAMES:
            continue
        if word.owner >= 0 and word.variable != "inner" and (word.owner, word.variable) not in printed:
            continue
        if len(text) == 1 and not text.isdigit():
            continue  # an initial, or the letter of a label: which of them it is cannot be told
        if text.isdigit() and again[: token.start][-1:].isalpha():
            continue  # a part of one mark: "A1"
        if word.variable in NAMES and not style.is_note and not _is_family(word, reading):
            continue  # given names that only tell two persons apart
        kind = "page deleted" if word.variable == "locator" else "word deleted"
        yield Planted(kind, again[: token.start] + again[token.end :], token.text)


def _is_family(word: Word, reading: Reading) -> bool:
    people = reading.citations[word.owner]["item"].get(word.variable) or []
    return any(word.text in words(f"{p.get('family', '')} {p.get('literal', '')}") for p in people)


def others(reading: Reading, again: str, rng: random.Random, style: Style) -> Iterator[Planted]:
    """One of each other kind of fault, as far as the note offers a place for it."""
    shown = tokens(again)
    if not shown:
        return
    at = rng.choice(shown).end
    word = rng.choice(FOREIGN)
    yield Planted("word added", f"{again[:at]} {word}{again[at:]}", word)
    if not style.sorts and len(reading.citations) == 2:
        yield from _swapped(again)
    yield from _moved(reading, again, shown, rng)
    yield from _in_quotes(reading, again, shown, rng)
    yield from _without_a_person(reading, again, shown)


def _swapped(again: str) -> Iterator[Planted]:
    """The first words of two parts parted by a semicolon change places."""
    parts = again.rstrip(".").split("; ")
    if len(parts) == 2 and all(len(tokens(part)) > 2 for part in parts) and alike(parts[0]) != alike(parts[1]):
        yield Planted("citations swapped", f"{parts[1]}; {parts[0]}.", parts[0])


def _moved(reading: Reading, again: str, shown: list[Token], rng: random.Random) -> Iterator[Planted]:
    """Two of the author's words that stand together go to the other end of the note."""
    free = [word.text for word in reading.words if word.owner < 0]
    often = Counter(token.text for token in shown)  # words that a citation has too could be either
    pairs = [
        (first, second)
        for first, second in pairwise(shown)
        if any(free[n : n + 2] == [first.text, second.text] for n in range(len(free)))
        and again[first.end : second.start].isspace()
        and often[first.text] == often[second.text] == 1
    ]
    if not pairs or len(shown) < 6:
        return
    first, second = rng.choice(pairs)
    run = again[first.start : second.end]
    rest = again[: first.start] + again[second.end :]
    moved = f"{run} {rest}" if shown.index(first) > len(shown) // 2 else f"{rest} {run}"
    order = [t.text for t in tokens(moved)]
    if order != [t.text for t in shown]:
        yield Planted("words moved", moved, run)


def _in_quotes(reading: Reading, again: str, shown: list[Token], rng: random.Random) -> Iterator[Planted]:
    """One of the author's words that is not quoted is put into quotation marks."""
    marks = quoted(again)
    free = Counter(alike(word.text) for word in reading.words if word.owner < 0)
    all_words = Counter(alike(word.text) for word in reading.words)
    able = [t for t in shown if free[alike(t.text)] == all_words[alike(t.text)] == 1 and not marks[t.start]]
    if able and not re.search(r"[„“”«»\"]", again):
        token = rng.choice(able)
        yield Planted(
            "word quoted", f"{again[: token.start]}„{again[token.start : token.end]}”{again[token.end :]}", token.text
        )


def _without_a_person(reading: Reading, again: str, shown: list[Token]) -> Iterator[Planted]:
    """An editor is dropped."""
    names = {word.text for word in reading.words if word.variable == "editor" and not word.label and len(word.text) > 2}
    counts = Counter(token.text for token in shown)
    source = Counter(word.text for word in reading.words)
    for token in shown:
        if token.text in names and counts[token.text] == source[token.text] == 1:
            start = re.search(r"(?:\b\w+\.[ \u00a0]?)*$", again[: token.start])
            begin = start.start() if start else token.start
            yield Planted("editor dropped", again[:begin] + again[token.end :], token.text)
            return
