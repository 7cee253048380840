"""Which letters of a note set again are the author's own, and where they stood in the old note.

The words of each stretch of the author's come back unchanged and in order, between what the style prints; their place
in the new text is found by them, and only where there is one best place.  Pure: texts and offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bibtool.citations.passages import Passage, Role
from bibtool.text.patterns import regex

_WORD = regex(r"[^\W_]+")
# Marks that a processor sets in its own way: they stand for one another.
_QUOTES = frozenset("\"'“”„‟‘’‚‛«»‹›")
_DASHES = frozenset("-\u2010\u2011\u2012–—\u2212")


class Kept(Struct, frozen=True):
    """A stretch that stays: ``old`` letters [start, end) of the old note stand at ``new`` letters of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Gap(Struct, frozen=True):
    """A stretch between those: what is replaced, and by what."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Stretch(Struct, frozen=True):
    """Words of the author between two citations, at [start, end) of the old note: each word as (folded, start, end)."""

    start: int
    end: int
    words: tuple[tuple[str, int, int], ...]
    first: bool  # nothing cited stands before it
    last: bool  # nothing cited stands after it


class Alignment(Struct, frozen=True):
    """The stretches that were found, and those whose place is not sure."""

    kept: tuple[Kept, ...]
    lost: tuple[Stretch, ...]


def stretches(passages: Sequence[Passage], start: int, cited: frozenset[int]) -> list[list[Stretch]]:
    """The author's words, a list for each place between citations; ``cited`` are the indexes of the citations that
    the style prints (others stand as printed, as the author's)."""
    groups: list[list[Passage]] = [[]]
    for passage in passages:
        if _styled(passage, cited):
            groups.append([])
        else:
            groups[-1].append(passage)
    found: list[list[Stretch]] = []
    for at, group in enumerate(groups):
        first, last = at == 0, at == len(groups) - 1
        rows = [_stretch(passage, start, first, last) for passage in group]
        rows = [row for row in rows if row.words]
        if rows:
            found.append(rows)
    return found


def _stretch(passage: Passage, start: int, first: bool, last: bool) -> Stretch:
    spans = passage.printed.spans()
    ends = (spans[0].start - start, spans[-1].end - start) if spans else (0, 0)
    return Stretch(*ends, tuple(_words(passage, start)), first, last)


def _styled(passage: Passage, cited: frozenset[int]) -> bool:
    return passage.role is Role.CITATION and passage.index in cited


def _words(passage: Passage, start: int) -> Iterator[tuple[str, int, int]]:
    printed = passage.printed
    text = passage.text if len(passage.text) == len(printed) else printed.text
    for match in _WORD.finditer(text):
        spans = printed.spans(match.start(), match.end())
        if spans:
            yield folded(match.group()), spans[0].start - start, spans[-1].end - start


def folded(word: str) -> str:
    """A word as it is compared."""
    return unicodedata.normalize("NFKC", word).replace("\N{SOFT HYPHEN}", "").casefold()


def align(groups: Sequence[Sequence[Stretch]], old: str, new: str) -> Alignment:
    """Find the stretches in the new text."""
    words = [(folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(new)]
    index = [word for word, _, _ in words]
    rows = [_joined(group) for group in groups]
    places = _best([_candidates(row, index, words, old, new) for row in rows], [len(row.words) for row in rows])
    kept: list[tuple[Stretch, Kept]] = []
    lost: list[Stretch] = []
    for row, place in zip(rows, places, strict=True):
        if place is None:
            lost.append(row)
            continue
        end = place + len(row.words) - 1
        kept.append((row, Kept(row.words[0][1], row.words[-1][2], words[place][1], words[end][2])))
    return Alignment(tuple(_widened(kept, old, new)), tuple(lost))


def _joined(group: Sequence[Stretch]) -> Stretch:
    words = tuple(word for stretch in group for word in stretch.words)
    return Stretch(group[0].start, group[-1].end, words, group[0].first, group[-1].last)


def _candidates(
    row: Stretch, index: Sequence[str], words: Sequence[tuple[str, int, int]], old: str, new: str
) -> list[tuple[int, int]]:
    """Each place of its words in the new text, with how much of the marks between and around them is the same."""
    own = [word for word, _, _ in row.words]
    found: list[tuple[int, int]] = []
    for at in range(len(index) - len(own) + 1):
        if index[at] != own[0] or list(index[at : at + len(own)]) != own:
            continue
        end = at + len(own)
        score = 4 * (row.first and at == 0) + 4 * (row.last and end == len(index))
        edges = [(row.words[0][1], words[at][1], -1), (row.words[-1][2], words[end - 1][2], 1)]
        score += sum(_same_marks(old, o, new, n, step) for o, n, step in edges)
        found.append((at, score))
    return found


def _same_marks(old: str, at: int, new: str, place: int, step: int) -> int:
    """How many letters that are no words are alike beside two places."""
    count = 0
    if step < 0:
        at, place = at - 1, place - 1
    while 0 <= at < len(old) and 0 <= place < len(new) and count < 3:
        if old[at].isalnum() or not alike(old[at], new[place]):
            break
        count += 1
        at, place = at + step, place + step
    return count


def alike(one: str, other: str) -> bool:
    """Letters that stand for one another: white space, quotation marks, dashes; else the same letter."""
    if one == other or (one.isspace() and other.isspace()):
        return True
    return any(one in marks and other in marks for marks in (_QUOTES, _DASHES))


def _best(candidates: Sequence[Sequence[tuple[int, int]]], lengths: Sequence[int]) -> list[int | None]:
    """For each row its place in the best choice of all in order; None where it has none or where two are as good."""
    chosen: list[int | None] = [None] * len(candidates)
    present = [one for one, rows in enumerate(candidates) if rows]
    memo: dict[tuple[int, int], tuple[int, int, tuple[int, ...]]] = {}

    def solve(row: int, low: int) -> tuple[int, int, tuple[int, ...]]:
        """Best score, how many ways there are, the first of them."""
        if row == len(present):
            return 0, 1, ()
        known = memo.get((row, low))
        if known is not None:
            return known
        best, ways = -1, 0
        places: tuple[int, ...] = ()
        one = present[row]
        for place, score in candidates[one]:
            if place < low:
                continue
            rest, count, after = solve(row + 1, place + lengths[one])
            if rest < 0:
                continue
            if score + rest > best:
                best, ways, places = score + rest, count, (place, *after)
            elif score + rest == best:
                ways += count
        memo[row, low] = best, ways, places
        return memo[row, low]

    best, ways, places = solve(0, 0)
    if best < 0:
        return chosen
    if ways == 1:
        for one, place in zip(present, places, strict=True):
            chosen[one] = place
        return chosen
    # several are as good: what has one place only is sure
    for one, place in zip(present, places, strict=True):
        if len(candidates[one]) == 1:
            chosen[one] = place
    return chosen


def _widened(rows: Sequence[tuple[Stretch, Kept]], old: str, new: str) -> Iterator[Kept]:
    """Each stretch with the marks and the white space around it that are the same in both texts."""
    old_low = new_low = 0
    for place, (stretch, row) in enumerate(rows):
        following = rows[place + 1][1] if place + 1 < len(rows) else None
        old_high, new_high = (following.old_start, following.new_start) if following else (len(old), len(new))
        a, b = _walk(old, row.old_start, old_low, new, row.new_start, new_low, stretch, -1)
        c, d = _walk(old, row.old_end, old_high, new, row.new_end, new_high, stretch, 1)
        yield Kept(a, c, b, d)
        old_low, new_low = c, d


def _walk(
    old: str, at: int, limit: int, new: str, place: int, bound: int, stretch: Stretch, step: int
) -> tuple[int, int]:
    """As far as the letters beside both places are alike and none is of a word; white space counts as one.

    Outside of the author's words a mark must be the same: a quotation mark there is one of a pair that the style sets.
    """
    back = step < 0

    def letter(text: str, where: int) -> str:
        return text[where - 1 if back else where]

    while at != limit and place != bound:
        one, other = letter(old, at), letter(new, place)
        if one.isspace() and other.isspace():
            while at != limit and letter(old, at).isspace():
                at += step
            while place != bound and letter(new, place).isspace():
                place += step
            continue
        own = stretch.start <= (at - 1 if back else at) < stretch.end
        if one.isalnum() or other.isalnum() or not (alike(one, other) if own else one == other):
            break
        at, place = at + step, place + step
    return at, place


def gaps(kept: Sequence[Kept], old: str, new: str) -> Iterator[Gap]:
    """What is between the stretches, from end to end."""
    at = place = 0
    for row in kept:
        if row.old_start > at or row.new_start > place:
            yield Gap(at, row.old_start, place, row.new_start)
        at, place = row.old_end, row.new_end
    if at < len(old) or place < len(new):
        yield Gap(at, len(old), place, len(new))
