"""Words that were taken for the author's own and hold what only citations hold: an address, a year with its pages, a
place with its year, a journal with its number, a day with the number of a ruling.  They gave no citation, so that a
person should look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.notes.account import SHARE, Stretch
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

# By themselves.
_ALONE = frozenset({Kind.URL, Kind.DOI, Kind.ISBN, Kind.IMPRINT})
# Beside a year.
_BESIDE = frozenset({Kind.PAGES, Kind.FOLIO, Kind.ISSUE, Kind.VOLUME, Kind.EXTENT})
# Behind a quotation: "„Kultura” 1979", "“Mills”, 12 (1990)".
_BEHIND_QUOTES = frozenset({Kind.YEAR, Kind.ISSUE, Kind.VOLUME})
_GAP = regex(r"[\s,.;:()\[\]–—-]{0,4}")
_LAST_PLACE = regex(rf"[,.:–—]\s(?P<place>{CAPITAL}[^,.:;()\[\]0-9]{{1,30}}?\.?),?\s\Z")
_SENTENCE = regex(r"[.;?!]\s+(?=\W{0,2}[^\W\d_])")
# Behind a semicolon, with a capital first and a number last: "; BGE 114 II 230 E. 4.", "; Kodeks karny, art. 172."
_LISTED = regex(rf";\s(?P<said>{CAPITAL}[^;]{{2,150}}?[0-9]\w{{0,3}}\W{{0,3}})(?=;|\Z)")
# Before a semicolon, a name as lists print it and a title: "Лис А. Б. Реки;" shares an imprint, or lacks its own.
_NAMED = regex(rf"(?<!\w){CAPITAL}[{LOWER}]+,?\s(?:{CAPITAL}\.\s?){{1,3}}{CAPITAL}[{LOWER}][^;]{{2,150}}(?=;)")
# Behind the day of a ruling: "z dnia 7 maja 2015 r., I OSK 55/13".
_FILE_NUMBER = regex(
    rf"(?:\s[^\W\d_]{{1,3}}\.)?,\s(?:[{LOWER}]{{2,5}}\.\s){{0,2}}{CAPITAL}\w{{0,4}}(?:\s\w{{1,5}}){{0,2}}\s\d+/\d\d(?!\d)"
)
_BACK, _SHOWN = 120, 200  # letters before what tells, and of the words that are shown


def overlooked(
    text: str, anchors: Sequence[Anchor], tree: Structure, stretches: Sequence[Stretch]
) -> Iterator[tuple[int, int]]:
    """For each stretch of the author's words that looks like a citation, the words to look at."""
    for stretch in stretches:
        if stretch.share is not SHARE.WORDS:
            continue
        own = [a for a in between(anchors, stretch.start, stretch.end) if a.end <= stretch.end + 1]
        telling = next(_telling(text, own, tree, stretch), None)
        if telling is not None:
            yield _words(text, stretch, *telling)


def _telling(text: str, own: Sequence[Anchor], tree: Structure, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """What only citations hold, in order."""
    for number, anchor in enumerate(own):
        if anchor.kind in _ALONE:
            yield anchor.start, anchor.end
        following = own[number + 1] if number + 1 < len(own) else None
        if following is not None and _one_after_another(text, anchor, following):
            yield anchor.start, following.end
        if anchor.kind is Kind.DATE and (number_of := _FILE_NUMBER.match(text, anchor.end)) is not None:
            yield anchor.start, number_of.end()
        if anchor.kind is Kind.YEAR and _placed(text, stretch.start, anchor):
            yield anchor.start, anchor.end
        if anchor.kind in _BEHIND_QUOTES and _quoted(text, tree, stretch, anchor):
            yield anchor.start, anchor.end
    for match in _LISTED.finditer(text, max(0, stretch.start - 2), stretch.end):
        yield match.span("said")
    last = min(len(text), stretch.end + 2)
    for match in _NAMED.finditer(text, stretch.start, last) if text.find(";", stretch.start, last) >= 0 else ():
        yield match.span()


def _one_after_another(text: str, one: Anchor, other: Anchor) -> bool:
    """Whether a year stands beside pages or a number: "1980, s. 4", "12 (1990)"."""
    if not ({one.kind, other.kind} & DATES and {one.kind, other.kind} & _BESIDE):
        return False
    return _GAP.fullmatch(text, one.end, max(one.end, other.start)) is not None


def _placed(text: str, start: int, year: Anchor) -> bool:
    """Whether a known place stands before a year, and a mark before it: "Spław, Toruń 1980"."""
    found = _LAST_PLACE.search(text, max(start, year.start - 40), year.start)
    return found is not None and hints.known_place(found["place"])


def _quoted(text: str, tree: Structure, stretch: Stretch, anchor: Anchor) -> bool:
    """Whether a quotation ends right before a year or number."""
    return any(
        quote.end <= anchor.start and _GAP.fullmatch(text, quote.end, anchor.start)
        for quote in tree.quotes.between(max(stretch.start, anchor.start - _BACK), anchor.start)
    )


def _words(text: str, stretch: Stretch, start: int, end: int) -> tuple[int, int]:
    """The sentence of what tells, cut to what can be shown."""
    begin = max(stretch.start, start - _BACK)
    for match in _SENTENCE.finditer(text, begin, start):
        if start - match.end() > 40:
            begin = match.end()
    if begin > stretch.start:
        while begin < start and not text[begin - 1].isspace():
            begin += 1
    return begin, min(stretch.end, max(end, begin + 1))


__all__ = ["overlooked"]
