"""Archival references: the archive, a collection, the marks of a shelf, what the document is, its leaves.

"ГАРФ. Ф. 5446. Оп. 1. Д. 123. Л. 45", "AAN, KC PZPR, sygn. 237/V-12, Notatka, k. 22", "BArch, R 58/1234".  Names of
archives are data (``archive_name``); one that the data does not know is told by its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings.parts import trim
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.dates import parse_date
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, LOWER

_LEAVES = frozenset({Kind.FOLIO, Kind.PAGES})
_NUMBERED = frozenset({Kind.VOLUME, Kind.PART, Kind.ISSUE})
_DATED = frozenset({Kind.DATE, Kind.YEAR})
# Where parts end: a comma, a dash, a full stop before a dash; a full stop alone where a mark or leaves follow.
_SEPARATOR = re.compile(r"[,;]\s+|\s*\.?\s*[–—]\s*(?=[^\d\s])|\.\s+")
_WORD_OF_NAME = re.compile(r"\s([^\W\d_]{1,30}\.?(?:-[^\W\d_]{1,30})?)(?![\w/])")
_LONGEST_HEAD = 90
_MOST_WORDS = 8


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"{lexicon().alternation('shelfmark')}\s?(?:[^\W\d_]{{1,6}}\s)?[\w/-]*[0-9IVX][\w/-]*")


@cache
def _signature() -> re.Pattern[str]:
    """A place on a shelf without a word for it: "R 58/1234", "FO 371/12345", "BU 0296/41", "I.300.1.45"."""
    letters = rf"(?:{CAPITAL}{{1,6}}(?:{LOWER}{{1,3}})?[. ]{{0,2}})"
    # each word is looked into for its first figure and then taken whole: linear in a long one
    first, other = r"\s?(?=[\w.]*?[0-9])[\w./…–-]++", r"\s(?=[\w./-]*?[0-9])[\w./-]++"
    return re.compile(rf"{letters}{{0,3}}{first}(?:{other})*+")


@cache
def _known() -> re.Pattern[str]:
    names = sorted(lexicon().hint("archive_name"), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _places() -> re.Pattern[str]:
    """Words for a place on a shelf that say so only behind an archive: "Karton 12", "п. 313"."""
    words = sorted(lexicon().hint("shelf"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)\s?[\w./-]*[0-9IVX][\w/-]*")


@cache
def _acronym() -> re.Pattern[str]:
    return re.compile(rf"{CAPITAL}{{2,8}}(?:\s{CAPITAL}{LOWER}{{1,2}})?(?=[,.])")


def shelfmarks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The marks of a shelf in a stretch of text."""
    return list(_marks().finditer(text, start, end))


def archive_head(text: str, start: int, end: int) -> int | None:
    """Where the name of an archive ends with which a stretch begins; None where it begins otherwise.

    A name of the data is enough where a place on a shelf follows; a name with the word for an archive, or an acronym
    that nobody knows, wants a mark of a shelf.
    """
    known = _known().match(text, start, end)
    if known:
        stop = _name_end(text, known.end(), end)
        return stop if _shelved(text, stop, end) else None
    marks = shelfmarks(text, start, end)
    if not marks:
        return None
    acronym = _acronym().match(text, start, end)
    if acronym:
        after = trim(text, acronym.end(), end)[0]
        return None if hints.starts_with(text[after:end], "statute") else acronym.end()
    first = _SEPARATOR.search(text, start, min(end, start + _LONGEST_HEAD))
    if first is None or marks[0].start() < first.start():
        return None
    head = text[start : first.start()]
    return first.start() if head[:1].isupper() and hints.has(head, "archive") else None


_BRACKET = re.compile(r"\s?\([^()]{2,40}\)")


def _name_end(text: str, at: int, end: int) -> int:
    """Where the name of an archive ends that begins as the data has it: "ЦДАГО України", "AP w Lublinie", perhaps with
    its acronym in brackets.  Figures and further acronyms belong to the place on the shelf."""
    while True:
        word = _WORD_OF_NAME.match(text, at, end)
        if word is None or word[1].isupper() or _marks().match(text, word.start(1), end):
            break
        at = word.end()
    bracket = _BRACKET.match(text, at, end)
    return bracket.end() if bracket else at


def _shelved(text: str, start: int, end: int) -> bool:
    """Whether a place on a shelf stands in a stretch."""
    if shelfmarks(text, start, end):
        return True
    return any(_is_signature(text, part) or _places().match(text, *part) for part in _parts(text, start, end))


class _Sort(Enum):
    MARK = auto()
    LEAVES = auto()
    DATE = auto()
    WORDS = auto()


class _Part(NamedTuple):
    start: int
    end: int


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """The parts of a stretch, outside brackets and quotations."""
    at = start
    for match in _SEPARATOR.finditer(text, start, end):
        if match.start() < at or _inside(text[at : match.start()]):
            continue
        if match.group().strip() == "." and not _new(text, match.end(), end):
            continue
        if at < match.start():
            yield _Part(*trim(text, at, match.start()))
        at = match.end()
    lo, hi = trim(text, at, end)
    if lo < hi:
        yield _Part(lo, hi)


def _inside(text: str) -> bool:
    return any(text.count(one) > text.count(other) for one, other in ("()", "[]", "„”", "«»", "“”"))


def _new(text: str, at: int, end: int) -> bool:
    """Whether a mark or leaves begin behind a full stop; "Ф. 17" is one mark."""
    return _marks().match(text, at, end) is not None or any(
        hints.starts_with(text[at : min(end, at + 12)], role) for role in ("folio", "page")
    )


def _is_signature(text: str, part: _Part) -> bool:
    """Figures with letters or a stroke: a bare number may be a year."""
    words = text[slice(*part)]
    told = any(c.isalpha() for c in words) or ("/" in words and parse_date(words) is None)
    return told and _signature().fullmatch(text, *part) is not None


def _sort(text: str, part: _Part, anchors: Sequence[Anchor]) -> _Sort:
    own = between(anchors, *part)
    first = own[0] if own and own[0].start - part.start < 2 else None
    if first is not None and first.kind in _LEAVES:
        return _Sort.LEAVES
    if _marks().match(text, *part) or _places().match(text, *part) or (first is not None and first.kind in _NUMBERED):
        return _Sort.MARK
    if first is not None and first.kind in _DATED and part.end - first.end < 4:
        return _Sort.DATE
    return _Sort.MARK if _is_signature(text, part) else _Sort.WORDS


def read_archival(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a reference that begins with an archive, or of two marks and nothing but an archive before them; whether
    it was one."""
    head = archive_head(text, start, end)
    if head is None:
        marks = shelfmarks(text, start, end)
        if len(marks) < 2 or draft.names or len(text[start : marks[0].start()].split()) > _MOST_WORDS:
            return False
        head = marks[0].start()
    _shelf(draft, text, start, head, end, anchors)
    return True


def read_kept(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a document and the archive where it is kept: "List do K. Lisa, 5 V 1921, AAN, MSZ, sygn. 5"; whether it was
    one.  Only a name of the data tells where the archive begins."""
    for separator in _SEPARATOR.finditer(text, start, end):
        at = separator.end()
        # the name is asked first: whether it is inside a bracket takes all the text before it
        if _known().match(text, at, end) is None or _inside(text[start : separator.start()]):
            continue
        head = archive_head(text, at, end)
        if head is None:
            continue
        if draft.names and text[start : start + 1] == " ":  # "List J. Nowaka": a document, no author
            draft.drop("author")
            start = draft.start
        _described(draft, text, start, separator.start(), anchors)
        _shelf(draft, text, at, head, end, anchors)
        return True
    return False


def _shelf(draft: Draft, text: str, start: int, head: int, end: int, anchors: Sequence[Anchor]) -> None:
    draft.type = "manuscript"
    draft.manuscript = True
    parts = [(part, _sort(text, part, anchors)) for part in _parts(text, head, end)]
    places = [number for number, (_, sort) in enumerate(parts) if sort is _Sort.MARK]
    leaves = [number for number, (_, sort) in enumerate(parts) if sort is _Sort.LEAVES]
    first = places[0] if places else 0
    last = _last_mark(parts, places)
    before, after = parts[:first], [row for row in parts[last + 1 :] if row[1] is not _Sort.LEAVES]
    title = [part for part, sort in after if sort is _Sort.WORDS and part.start < _before(parts, leaves, end)]
    stop = head
    begin = parts[first][0].start if parts else head
    if before and title:
        begin = before[0][0].start
    elif before and "title" not in draft.text:
        # what stands last before the marks is the title, unless it is but an acronym
        words = text[slice(*before[-1][0])]
        if not words.isupper() and (len(words.split()) > 1 or len(before) > 1):
            stop = before[-2][0].end if len(before) > 1 else head
            _described(draft, text, before[-1][0].start, before[-1][0].end, anchors)
        else:
            begin = before[0][0].start
    elif before:
        begin = before[0][0].start
    lo, hi = trim(text, start, stop)
    if lo < hi:
        draft.put("archive", text[lo:hi], (lo, hi), "archive-before-marks")
    if places:
        span = (begin, parts[last][0].end)
        draft.put("archive_location", text[slice(*span)], span, "shelfmarks")
    leaf = [parts[number][0] for number in leaves]
    details.take(draft, text, [a for part in leaf for a in between(anchors, *part) if a.kind in _LEAVES])
    if title:
        dated = [part for part, sort in after if sort in (_Sort.WORDS, _Sort.DATE)]
        _described(draft, text, title[0].start, max(title[-1].end, dated[-1].end), anchors)
    else:
        for part, sort in after:
            if sort is _Sort.DATE:
                _date(draft, between(anchors, *part))
    _trailing(draft, text, parts, leaves)


def _last_mark(parts: Sequence[tuple[_Part, _Sort]], places: Sequence[int]) -> int:
    """The last mark that follows the first without words between: "sygn. 12, t. 2, Rozkaz, nr 5" ends at "t. 2"."""
    if not places:
        return -1
    last = places[0]
    while last + 1 < len(parts) and parts[last + 1][1] is _Sort.MARK:
        last += 1
    return last


def _before(parts: Sequence[tuple[_Part, _Sort]], leaves: Sequence[int], end: int) -> int:
    return parts[leaves[0]][0].start if leaves else end


def _trailing(draft: Draft, text: str, parts: Sequence[tuple[_Part, _Sort]], leaves: Sequence[int]) -> None:
    """Words behind the leaves: the title where there is none yet, else a comment."""
    rest = [part for part, sort in parts[leaves[-1] + 1 :] if sort is _Sort.WORDS] if leaves else []
    if not rest:
        return
    span = (rest[0].start, rest[-1].end)
    if "title" not in draft.text and text[span[0]].isupper():
        draft.put("title", text[slice(*span)], span, "title-after-marks")


def _described(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> None:
    """What a document is, and its date: the last one in its description, which stays part of the title where no comma
    parts it."""
    lo, hi = trim(text, start, end)
    dated = [a for a in between(anchors, lo, hi) if a.kind is Kind.DATE]
    if dated:
        anchor = dated[-1]
        _date(draft, [anchor])
        before = text[lo : anchor.start].rstrip()
        if hi - anchor.end < 4 and before.endswith(","):
            hi = trim(text, lo, anchor.start)[1]
    fields.title(draft, text, lo, hi, "title-of-a-document")


def _date(draft: Draft, anchors: Sequence[Anchor]) -> None:
    for anchor in anchors:
        date = anchor.date or parse_date(anchor.value)
        if anchor.kind in _DATED and date is not None:
            draft.put_date("issued", date, (anchor.value_start, anchor.value_end), "date-of-a-document")
