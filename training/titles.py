"""Invented titles: a small grammar over the phrases of each language, with all that makes titles hard to read."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.people import Look, invent, printed
from training.tables import Table, ordinal, roman

# Where a title has quotation marks of its own; the citation chooses which.
OPEN, CLOSE = "\x01", "\x02"

_CORE = (
    "{noun}",
    "{noun}",
    "{noun} {where}",
    "{noun} {where}",
    "{noun} {when}",
    "{noun} {where} {when}",
    "{head} {gen}",
    "{head} {gen}",
    "{head} {gen} {where}",
    "{head} {gen} {where} {when}",
    "{head} {gen} {when}",
    "{life} {person}",
    "{short}",
    "{short}",
    "{head} {gen} {and} {gen}",
    "{noun} {and} {noun!}",
    "\x01{quoted}\x02 {where}",
    "{noun} – {noun!}",
)
_WHOLE = (
    "{core}",
    "{core}",
    "{core}",
    "{core}",
    "{core}",
    "{core}. {sub}",
    "{core}. {sub}",
    "{core}. {sub}",
    "{core}: {sub}",
    "{core}: {sub}",
    "{core}. {core}",
    "{core}. {core}",
    "{core}. {core}. {sub}",
    "{core}: {core!}",
    "{core}: {core!}. {sub}",
    "{core}: {noun!}, {noun!} {and} {noun!} {where}",
    "{noun} {and} {noun!} {where} {when}. {sub}",
    "{head} {gen} {where} {when}. {sub}",
    "{head} {gen} {where} {when}: {noun!} {and} {noun!}",
    "{head} {gen} {and} {gen} {where} {when}",
    "{core}. {place} {y}",
    "{place} {y}. {core}",
    "{core} ({r})",
    "{core} {r}",
    "{core}, {r}",
    "{core}. {r}",
    "{core} {y}",
    "{question}",
    "{question} {sub}",
    "{question} {core}",
    "\x01{quoted}\x02. {core}",
    "\x01{quoted}\x02: {core!}",
    "{core} \x01{quoted}\x02",
    "{names}. {sub}",
    "{names}: {sub!}",
    "{names} {and} {names}",
    "{noun}, {noun!}, {noun!}",
    "{noun}, {noun!} {and} {noun!}",
    "{core}. {sub}. {sub}",
    "{core} ({sub!})",
    "{place}. {sub}",
    "{place} {when}",
    "{place} – {place} – {place}",
    "{core}, {core!}",
    "{core}. {names}",
    "{core} … {sub!}",
    "{R} {noun!}",
    "{n} {noun!}",
    # lists parted by commas
    "{topic}, {topic!}, {topic!}",
    "{topic}, {topic!}, {topic!}. {sub}",
    "{topic}, {topic!} {and} {topic!}",
    "{topic}, {topic!} {and} {topic!} {where}",
    "{topic}, {topic!}, {and} {topic!}: {core!}",
    "{core}: {topic!}, {topic!}, {topic!}",
    "{core}. {topic}, {topic!}, {topic!}",
    "{topic}, {topic!} {and} {topic!} {where}, {r}",
    "{place}, {place} {and} {place}, {r}",
    "{place}, {noun!} {and} {noun!}",
    "{topic}, {noun!}, {r}",
    # persons
    "{someone}",
    "{someone}: {sub!}",
    "{someone}. {sub}",
    "{someone} {and} {noun!}",
    "{names}: {topic!} {and} {topic!} {where}",
    "{names}",
    # two titles
    "{short}, {or} {core!}",
    "{names}, {or} {noun!}",
    "{core}, {or} {topic!}",
    # short sentences, questions, brackets, quotations
    "{topic}. {sub}",
    "{topic}. {topic} {and} {topic!}",
    "{short}. {short}",
    "{topic} {and} {topic!}. {core}",
    "{noun}? {sub}",
    "{topic}? {topic}? {core}",
    "{question} {core} {when}",
    "{question} {topic}, {topic!}, {topic!}",
    "[{short}] {core}",
    "[{topic} {and} {topic!}] {question}",
    "{core} [{sub!}]",
    "{core} ({topic!} {and} {topic!})",
    "({topic!}) {core}",
    "{noun} (\x01{quoted}\x02) {where}",
    "{core}: \x01{quoted}\x02 {and} {noun!}",
    "{noun} \x01{quoted}\x02. {sub}",
    "\x01{quoted}\x02? {core}",
    "\x01{quoted}\x02 {and} \x01{quoted}\x02 {where}",
    "{short}! {core}",
    "{short}. {short}. {short}",
    "{core}, {r}",
)
_LITERARY = (
    "{short}",
    "{short}",
    "{short}",
    "{short}",
    "{short}. {sub}",
    "{names}",
    "{someone}",
    "{short} {and} {short!}",
    "{short}…",
    "{names}, {or} {short!}",
    "{short}, {or} {short!}",
    "{short}. {short}. {short}",
    "{short}. {short}. {short}. {short}",
)
_COLLECTIVE = (
    "{collective}",
    "{collective}",
    "{collective}. {sub}",
    "{collective} {when}",
    "{collective}: {sub!}",
    "{core}",
    "{core}. {sub}",
    "{names} {and} {names}. {sub}",
    "{collective}",
    "{collective}. {sub}",
    "{topic}, {topic!}, {topic!}",
    "{topic}, {topic!}, {topic!}. {sub}",
    "{topic}, {topic!}, {topic!}. {core}",
    "{topic}, {topic!} {and} {topic!} {where}",
    "{topic} {and} {topic!}: {core!}",
    "{core}. {topic}, {topic!}, {topic!}. {sub}",
    "{someone}. {sub}",
    "{collective}, {place} {y}",
    "{core}, {r}",
    "{core}: {noun!}, {r}",
    "{collective}, {r}",
    "{short}. {short}. {short}",
)
_STARTS = re.compile(r"(?:\A\W?|[.?!] )[a-z]")
_SLOT = re.compile(r"\{(\w+)(!?)\}")


def article_title(rng: random.Random, words: Table) -> str:
    """The title of a book or a paper."""
    return _Title(rng, words).made(_WHOLE)


def literary_title(rng: random.Random, words: Table) -> str:
    """The title of a work of letters, mostly short."""
    return _Title(rng, words).made(_LITERARY)


def collective_title(rng: random.Random, words: Table) -> str:
    """The title of a collection, of which a chapter is a part."""
    return _Title(rng, words).made(_COLLECTIVE)


def legal_title(rng: random.Random, words: Table) -> str:
    """The title of an act."""
    return _Title(rng, words).made(("{law}",))


class _Title:
    """One title in the making; it uses no phrase twice."""

    def __init__(self, rng: random.Random, words: Table) -> None:
        self.rng = rng
        self.words = words
        self.used: set[str] = set()
        # English titles in the capitals of a sentence
        self.plain = words.code == "en" and rng.random() < 0.45

    def made(self, patterns: Sequence[str]) -> str:
        """A title after one of the patterns."""
        text = re.sub(r"  +", " ", self._fill(self.rng.choice(patterns)))
        text = re.sub(r"\s+([,.])", r"\1", re.sub(r"([.?!…])\.", r"\1", text)).strip()
        # a phrase in small letters after a full stop
        return _STARTS.sub(lambda m: m[0].upper(), text) if self.plain else text

    def _fill(self, pattern: str) -> str:
        for _ in range(4):
            if "{" not in pattern:
                break
            pattern = _SLOT.sub(lambda m: self._slot(m[1], bool(m[2])), pattern)
        return pattern

    def _phrase(self, section: str, name: str) -> str:
        """A phrase that this title has not used; after some tries any."""
        for _ in range(5):
            phrase = self.words.pick(self.rng, section, name)
            if phrase not in self.used:
                break
        self.used.add(phrase)
        return phrase

    def _place(self) -> str:
        """A place that is no abbreviation."""
        for _ in range(9):
            place = self._phrase("imprint", "places")
            if "." not in place and len(place) > 3:
                break
        return place.rstrip(".")

    def _slot(self, name: str, lower: bool) -> str:
        rng = self.rng
        year = rng.choice((rng.randint(1380, 1790), rng.randint(1790, 1918), rng.randint(1900, 2015)))
        numbers = {
            "y": str(year),
            "r": f"{year}–{year + rng.randint(1, 30)}",
            "R": roman(rng.randint(2, 20)),
            "X": roman(rng.randint(12, 20)),
            "R0": str(rng.randint(12, 20)),
            "oc": ordinal(rng.randint(12, 20)),
            "n": str(rng.randint(3, 120)),
            "d": f"{rng.randint(1, 28)} {rng.choice(self.words.list('words', 'months'))} {rng.randint(1920, 2023)}",
            "and": self.words.pick(rng, "titles", "and"),
            "or": self.words.pick(rng, "titles", "or"),
        }
        if name in numbers:
            return numbers[name]
        if name == "core":
            value = self._fill(rng.choice(_CORE))
        elif name == "place":
            value = self._place()
        elif name == "someone":
            value = printed(invent(rng, self.words), Look("G F"), self.words)
        elif name == "c":
            value = self._fill(self.words.pick(rng, "words", "century"))
        else:
            value = self._fill(self._phrase("titles", name))
        if self.plain and name in ("noun", "head", "gen", "sub", "topic"):
            value = value.lower()
        elif lower and value and self.words.code not in ("de", "en") and not value[1:2].isupper():
            value = value[0].lower() + value[1:]
        return value
