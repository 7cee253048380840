"""Which works are worth comparing: those that share an identifier, rare words of the title, a name and about a year.

Never all pairs: 100,000 works have five thousand million.  Each work gets some fifteen keys, and only works of one key
are looked at; of a key that very many share, only neighbours in the order of titles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from bibtool.entries import identifiers
from bibtool.entries.likeness import Face
from bibtool.entries.people import Person
from bibtool.entries.spellings import Word
from bibtool.text.nearest import alike
from bibtool.text.patterns import regex

_MOST = 40  # works of one key that are all compared with each other
_WINDOW = 12  # of more, each with so many that follow it by title
_RARE = 4  # words of a title that make keys
_PERSONS = 3
_PLACE = 32  # bits of a work's place: keys and places lie in one sorted row of numbers
_PAGE = regex(r"\d+")


class Sketch(NamedTuple):
    """What is kept of each work while pairs are looked for: a few hundred bytes."""

    identifiers: tuple[str, ...]
    title: tuple[str, ...]
    words: frozenset[str]
    cuts: tuple[int, ...]  # how many words of the title stand before a subtitle
    others: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]
    names: tuple[str, ...]  # of the same persons, family names and given names: they change places
    year: int | None
    rows: int  # of types
    places: tuple[str, ...]  # first page, with the volume or issue, and with the periodical or book


def sketch(face: Face) -> Sketch:
    """The sketch of one work."""
    item = face.item
    found = (
        ("doi", face.doi),
        ("isbn", face.isbn),
        ("shelf", face.shelf),
        ("url", "" if identifiers.is_site(item.get("URL")) else face.address),
    )
    page = _PAGE.search(item.get("page"))
    volume = _PAGE.search(item.get("volume") or item.get("issue"))
    title = _keys_of(face.title.whole)
    return Sketch(
        tuple(f"{kind}:{value}" for kind, value in found if value),
        title,
        frozenset(title),
        face.title.cuts[:2],
        tuple(map(_keys_of, face.title.others)),
        tuple(person.first for person in face.persons[:_PERSONS] if person.first),
        tuple(dict.fromkeys(name for person in face.persons[:_PERSONS] for name in _names_of(person))),
        face.year,
        face.rows,
        tuple(_places(face, page.group(), volume.group() if volume else "")) if page else (),
    )


def _names_of(person: Person) -> Iterator[str]:
    yield from (word.key for word in (*person.family[-1:], *person.given[:1]) if len(word.letters) > 1)


def _places(face: Face, page: str, volume: str) -> Iterator[str]:
    if volume:
        yield f"{volume} {page}"
    if face.container.whole:
        yield f"{' '.join(_keys_of(face.container.whole[:2]))} {page}"


def _keys_of(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.key for word in words)


def candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs of places in ``sketches`` that are worth comparing, each once, the smaller place first, in order."""
    frequency = Counter(word for each in sketches for words in (each.title, *each.others) for word in set(words))
    rows = [
        (hash(key) & 0xFFFFFFFFFFFF) << _PLACE | place
        for place, each in enumerate(sketches)
        for key in set(_keys(each, frequency))
    ]
    rows.sort()
    found: set[tuple[int, int]] = set()
    mask = (1 << _PLACE) - 1
    for _, run in groupby(rows, key=lambda row: row >> _PLACE):
        block = [row & mask for row in run]
        if len(block) > 1:
            found.update(pair for pair in _pairs(block, sketches) if _worth(sketches[pair[0]], sketches[pair[1]]))
    return sorted(found)


def _pairs(block: list[int], sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    if len(block) <= _MOST:
        yield from combinations(block, 2)
        return
    block.sort(key=lambda place: (sketches[place].title, sketches[place].names, place))
    for at, place in enumerate(block):
        for other in block[at + 1 : at + 1 + _WINDOW]:
            yield (place, other) if place < other else (other, place)


def _keys(each: Sketch, frequency: Counter[str]) -> Iterator[str]:
    yield from each.identifiers
    for place in each.places:
        yield f"place {place}"
    for words in (each.title, *(each.title[:cut] for cut in each.cuts), *each.others):
        rare = sorted(dict.fromkeys(words), key=lambda word: (frequency[word], word))[:_RARE]
        if len(rare) < _RARE:
            yield f"word {' '.join(sorted(rare))}"
        for pair in combinations(sorted(rare), 2):
            yield f"words {' '.join(pair)}"
    if each.year is not None and each.title:
        start = " ".join(each.title[:3])
        yield f"even title {start} {each.year // 2}"
        yield f"odd title {start} {(each.year + 1) // 2}"
    for family in each.families:
        if each.year is not None:
            # two years meet in one of the two halves
            yield f"even {family} {each.year // 2}"
            yield f"odd {family} {(each.year + 1) // 2}"
    telling = sorted(each.title, key=lambda word: (frequency[word], word))[:2]
    for name in each.names:
        for word in telling:
            yield f"who {name} {word}"
        if each.title and len(each.title) < _RARE:
            yield f"begins {name} {each.title[0][0]}"  # a misprint in one word of few, and no year


def _worth(one: Sketch, other: Sketch) -> bool:
    """Whether two works that share a key are compared at length: the years are near, and the titles share words or
    letters, or the works an identifier or their pages; of two types they have to share an identifier."""
    if one.identifiers and not set(one.identifiers).isdisjoint(other.identifiers):
        return True
    if one.year is not None and other.year is not None and abs(one.year - other.year) > 1:
        return False
    if one.rows and other.rows and not one.rows & other.rows:
        return False
    if one.places and not set(one.places).isdisjoint(other.places):
        return True
    mine, others = one.words, other.words
    shared = len(mine & others)
    if 2 * shared >= min(len(mine), len(others)):
        return bool(shared)
    if one.others or other.others:
        beside = [set(words) for words in one.others + other.others]
        if any(2 * len(words & (mine | others)) > len(words) for words in beside):
            return True
    least = 0.75 if set(one.names).isdisjoint(other.names) else 0.6
    return len(mine) < 5 and alike(" ".join(one.title), " ".join(other.title), least)
