"""Names and keys that look like one that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

_MOST = 3
_CUTOFF = 0.6
# How many names are compared letter by letter: those that share the most pairs of letters.  To compare all of them took
# ten seconds for 1,600 unknown keys beside as many known ones.
_COMPARED = 24
_LETTERS = " abcdefghijklmnopqrstuvwxyz"  # what folded titles are made of
_WIDTH = 48  # of a letter's bits in a bag: a title has forty spaces at most, and no other letter as often
_ONES = tuple((1 << count) - 1 for count in range(_WIDTH + 1))


def alike(one: str, other: str, least: float) -> bool:
    """Whether two texts have at least this ratio of difflib, 0 to 1.

    Its upper bounds come first, by length and by letters in any order: the matcher indexes a text before it has any.

    >>> alike("wgospodawce", "wgospodarce", 0.9)
    True
    """
    if one == other:
        return True
    whole = len(one) + len(other)
    if 2.0 * min(len(one), len(other)) / whole < least:
        return False
    if 2.0 * sum((Counter(one) & Counter(other)).values()) / whole < least:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= least


def bag(text: str) -> int:
    """The letters of a text in any order, as bits of a number: what two texts share is counted by one ``&``.

    0 for a text in which a letter stands too often for that, and for none.

    >>> (bag("sosna") & bag("osa")).bit_count()
    3
    """
    counts = [text.count(letter) for letter in _LETTERS]
    counts.append(len(text) - sum(counts))  # all others are one
    if max(counts) > _WIDTH:
        return 0
    found = 0
    for count in counts:
        found = found << _WIDTH | _ONES[count]
    return found


def nearest(asked: str, known: Iterable[str]) -> list[str]:
    """At most three of those that are known, the most like first; case does not count."""
    return Names(known).nearest(asked)


class Names:
    """Names to be asked about many times; nothing is done with them before the first time."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._by_folded: dict[str, str] = {}
        self._folded: list[str] = []
        self._holding: dict[str, list[int]] = {}

    def _index(self) -> None:
        for each in self._known:
            self._by_folded.setdefault(each.casefold(), each)
        self._folded = list(self._by_folded)
        for place, folded in enumerate(self._folded):
            for pair in _pairs(folded):
                self._holding.setdefault(pair, []).append(place)

    def nearest(self, asked: str) -> list[str]:
        """As :func:`nearest`."""
        if not self._folded:
            self._index()
        wanted = asked.casefold()
        shared: Counter[int] = Counter()
        # the pairs that fewest names have tell most: those that nearly all have are looked at only while there is room
        rows = sorted((self._holding[pair] for pair in _pairs(wanted) if pair in self._holding), key=len)
        looked = 0
        for row in rows:
            if looked and looked + len(row) > _COMPARED * 200:
                break
            shared.update(row)
            looked += len(row)
        close = nlargest(_COMPARED, shared, key=lambda place: (shared[place] / (len(self._folded[place]) + 2), -place))
        matcher = SequenceMatcher(b=wanted)
        scored: list[tuple[float, str]] = []
        for place in close:
            matcher.set_seq1(self._folded[place])
            if matcher.real_quick_ratio() >= _CUTOFF and matcher.quick_ratio() >= _CUTOFF:
                ratio = matcher.ratio()
                if ratio >= _CUTOFF:
                    scored.append((ratio, self._folded[place]))
        return [self._by_folded[folded] for _, folded in nlargest(_MOST, scored)]


def _pairs(word: str) -> set[str]:
    """Its pairs of letters, the edges of the word among them."""
    marked = f"\0{word}\0"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}
