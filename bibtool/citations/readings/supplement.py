"""Supplements of newspapers: "Title, dodatek „Duży Format” do „Gazety Wyborczej” z 25 maja 2008, s. 4".

The newspaper stands in the genitive; its nominative is one of the data (``newspaper_name``) whose every word begins
alike, where there is exactly one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase

_AFTER = frozenset({Kind.DATE, Kind.YEAR, Kind.ISSUE, Kind.PAGES, Kind.URL, Kind.ACCESSED})
_QUOTED = r"[„«\"“](?P<{}>[^„“”«»\"]{{2,80}})[”»\"“]"
_SHARED = 3  # letters at the beginning of a word that its forms share at least


@cache
def _pattern() -> Phrase:
    word = lexicon().alternation("supplement")
    preposition = r"(?:\s[^\W\d_]{1,4})?"
    newspaper = rf"(?:{_QUOTED.format('newspaper')}|(?P<bare>[^\W\d_][^„“”«»\",;()\d]{{2,60}}?))(?=[,.;)\s]|\Z)"
    return Phrase(
        rf"[,.;]\s(?:(?:w\s|in\s|в\s|у\s)?(?:{word}\s{_QUOTED.format('name')}|{_QUOTED.format('name2')}[\s,(–—-]+{word}))"
        rf"{preposition}\s{newspaper}(?=\)?,?\s(?:\w{{1,4}}\.?\s)?[\dIVX]|[)\s]*\Z)",
        lexicon().forms("supplement"),
    )


def supplement(text: str, start: int, end: int) -> bool:
    """Whether a supplement of a newspaper is named in a stretch."""
    return _pattern().search(text, start, end) is not None


def read_supplement(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read an article in a supplement of a newspaper; whether it was one."""
    match = _pattern().search(text, start, end)
    if match is None:
        return False
    lo, hi = trim(text, start, match.start())
    if lo >= hi:
        return False
    fields.title(draft, text, lo, hi, "title-first")
    group = "newspaper" if match["newspaper"] is not None else "bare"
    printed = match[group].strip()
    span = (match.start(group), match.start(group) + len(printed))
    draft.put("container-title", nominative(printed), span, "newspaper-of-a-supplement")
    name = "name" if match["name"] is not None else "name2"
    draft.put("section", match[name], match.span(name), "supplement")
    rest = [a for a in between(anchors, match.end(), end) if a.kind in _AFTER]
    details.take(draft, text, rest)
    date = details.best_date(rest)
    if date is not None:
        details.issued(draft, date)
    draft.type = "article-newspaper"
    return True


def nominative(printed: str) -> str:
    """The one newspaper of the data of which a printed name may be another case; else the name as printed.

    >>> nominative("Gazety Wyborczej"), nominative("Echa Bugu")
    ('Gazeta Wyborcza', 'Echa Bugu')
    """
    known = lexicon().hint("newspaper_name")
    if printed in known:
        return printed
    words = printed.split()
    near = [name for name in known if len(name.split()) == len(words) and all(map(_alike, name.split(), words))]
    return near[0] if len(near) == 1 else printed


def _alike(one: str, other: str) -> bool:
    """Whether two words may be forms of one: all but their endings are the same."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= max(_SHARED, min(len(one), len(other)) - 3) and max(len(one), len(other)) - shared <= 3
