"""Which of two words is the family name where the words do not say, by how the other notes of a document begin.

"Gilbert Felix, The Pope" stands with the family name first in a list that has "Braudel Fernand, La Méditerranée".
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bibtool.citations.draft import Draft
from bibtool.citations.names.given import is_given
from bibtool.items.names import Name
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_WORD = rf"{CAPITAL}[^\W\d_]+"
_HEAD = regex(rf"({_WORD})\s({_WORD})(?=,\s|[–—-]{CAPITAL})")
_TWO = regex(rf"(?P<first>{_WORD}(?:-{_WORD})?)\s(?P<second>{_WORD}(?:-{_WORD})?)")
_LEAST = 3  # heads that tell
_TIMES = 4  # more of them than of the other order


def stands_first(texts: Iterable[str]) -> bool:
    """Whether the family name stands first, without a comma, where notes begin with a name in full."""
    first = last = 0
    for text in texts:
        match = _HEAD.match(text)
        if match is None:
            continue
        one, other = is_given(match[1]), is_given(match[2])
        first += other and not one
        last += one and not other
    return first >= _LEAST and first >= _TIMES * last


def turn(draft: Draft, text: str) -> None:
    """Put the authors of a draft in that order whose own words do not tell it: both are given names, or neither is."""
    names, value = draft.names.get("author", []), draft.values.get("author")
    if value is None or len(value.spans) != len(names):
        return
    draft.names["author"] = [_turned(name, text[slice(*span)]) for name, span in zip(names, value.spans, strict=True)]


def _turned(name: Name, printed: str) -> Name:
    match = _TWO.fullmatch(printed)
    if match is None or name.family != match["second"] or is_given(match["first"]) != is_given(match["second"]):
        return name
    return replace(name, family=match["first"], given=match["second"])
