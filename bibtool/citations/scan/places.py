"""The known places of a citation, alone and several together: "Darmstadt und Neuwied", "Weinheim u. a."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bibtool.language import gazetteer
from bibtool.language.gazetteer import Kind as Known
from bibtool.language.gazetteer import Match, Place
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_JOINER = 6  # characters
_OTHERS = 16  # characters of a bracket
_CLOSING = {"[": "]", "(": ")"}
_BEHIND_PLACE = regex(r"\s?(?:[,:;–—]|\[?(?:1[4-9]|20)\d\d|$)")


def known_names(text: str, start: int, end: int) -> Sequence[Match]:
    """What the gazetteer knows of a citation; what says that there are more places is part of one: "Weinheim u.a.",
    "Köln [u. a.]", and in what land it lies: "Durham (N.C.)"."""
    stop = end + text.startswith(".", end)
    out: list[Match] = []
    for match in gazetteer.matches(text[start:end]):
        if match.place is Place.DOUBTFUL and _of_publisher(text[start + match.start : start + match.end]):
            continue
        more = _others().match(text, start + match.end, stop) if match.kind is Known.PLACE else None
        out.append(match if more is None else match._replace(end=min(more.end(), end) - start))
    return out


def _of_publisher(word: str) -> bool:
    """Whether a word is one of a publisher's before it is a place: "University"."""
    return word in lexicon().hint("publisher")


@cache
def _others() -> re.Pattern[str]:
    et_al = lexicon().alternation("et_al")
    return compiled(
        rf"\s(?:\[\s?{et_al}\s?\]|{et_al}|\({CAPITAL}[\w.]{{1,5}}\))(?=\s?[,:;)\]]|,?\s(?:1[4-9]|20)\d\d|\s*\Z)"
    )


class Places(Struct, frozen=True):
    """The known places of a citation: where each ends by where it begins, and where the last that ends at a place
    begins."""

    ends: Mapping[int, int]
    starts: Mapping[int, int]

    @classmethod
    def of(cls, names: Sequence[Match], offset: int) -> Places:
        """Those among the names of a citation that begins at ``offset``."""
        ends = {offset + match.start: offset + match.end for match in names if match.kind is Known.PLACE}
        return cls(ends, {end: start for start, end in sorted(ends.items())})

    def first(self, text: str, start: int, last: int) -> int:
        """Where the first of several places begins, the last of which begins at ``last``: "Darmstadt und Neuwied"."""
        while (joined := _joined().search(text, max(start, last - _JOINER), last)) is not None:
            before = self.starts.get(joined.start(), last)
            if not start <= before < last:
                break
            last = before
        return last

    def follows(self, text: str, at: int, end: int) -> bool:
        """Whether a place and what follows one stand behind a full stop: "XV ст. Киев, 1878"."""
        while at < end and text[at] == " ":
            at += 1
        return at in self.ends and _BEHIND_PLACE.match(text, self.ends[at]) is not None

    def joined(self, text: str, start: int, at: int) -> bool:
        """Whether the abbreviated word that ends at a place joins two of them: "Weinheim u. Basel"."""
        word = _joined().search(text, max(start, at - _JOINER), at + 1)
        return word is not None and word.start() in self.starts

    def bracketed(self, text: str, at: int) -> bool:
        """Whether a bracket holds only that there are more places, or in what land one lies: "Köln [u. a.]", "Durham
        (N.C.)"."""
        closing = _CLOSING.get(text[at])
        return (text.find(closing, at, at + _OTHERS) if closing else at) + 1 in self.starts


@cache
def _joined() -> re.Pattern[str]:
    return compiled(rf"\s(?:{lexicon().alternation('and')}|&)\s\Z")


NOWHERE = Places({}, {})
