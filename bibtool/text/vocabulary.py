"""The words of one document: the evidence for repairs of its own text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from bibtool.text.patterns import regex
from bibtool.text.urls import regions

# Words with what follows in one that a line break cuts ("krajo-"): it is none, nor is a part of it.
_WORD = regex(r"[^\W\d_]++(?:[-’'][^\W\d_]++)*+(?:-(?=\s))?")
_STEM = 6  # a joined word may differ from a known one in its ending: this many letters must agree


class Vocabulary(Struct, frozen=True):
    """How often each casefolded word of at least two letters stands whole in a document, addresses left out;
    ``words`` are the same in order, ``upper`` those that also stand in capitals, ``slugs`` the parts of its
    addresses."""

    counts: Counter[str]
    words: tuple[str, ...]
    upper: frozenset[str]
    slugs: Counter[str]

    def knows(self, word: str) -> bool:
        """Whether the word stands elsewhere in the document, perhaps in another case form."""
        folded = word.casefold()
        return folded in self.counts or self.begins(folded[: max(_STEM, len(folded) - 2)])

    def begins(self, stem: str) -> bool:
        """Whether a word begins with some casefolded letters; fewer than six prove nothing."""
        if len(stem) < _STEM:
            return False
        at = bisect_left(self.words, stem)
        return at < len(self.words) and self.words[at].startswith(stem)


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """Count the words of some texts in one pass.  Words cut by a line break are left out: they are what is asked."""
    printed: list[str] = []
    slugs: Counter[str] = Counter()
    for text in texts:
        at = 0
        for region in regions(text):
            printed += _WORD.findall(text, at, region.start())
            if not re.search(r"\s", region.group()):
                slugs.update(part for part in re.split(r"[^a-z]+", region.group().lower()) if len(part) > 3)
            at = region.end()
        printed += _WORD.findall(text, at)
    words = [word for word in printed if len(word) > 1 and word[-1] != "-"]
    counts = Counter(map(str.casefold, words))
    upper = frozenset(map(str.casefold, filter(str.isupper, words)))
    # In order, so that a beginning is found by bisection: a set of all beginnings took 3 GB for one word of 80,000
    # letters.
    return Vocabulary(counts, tuple(sorted(counts)), upper, slugs)
