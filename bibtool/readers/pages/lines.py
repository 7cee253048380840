"""The lines of a PDF's page: words of one baseline, raised marks among them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from bibtool.readers.pages.words import Look, Word
from bibtool.text.patterns import regex

_SIGNS = "*†‡§¶‖#"
MARK = regex(rf"[(\[]?(?:\d{{1,4}}(?:[,;\u2013-]\d{{1,4}})*|[{_SIGNS}]{{1,6}}|[a-z]{{1,2}}|[ivxl]{{1,6}})[)\].,;]?")
_SMALL = 0.85  # of the line's size: a raised word is smaller (0.43 to 0.70 in real articles; old word processors 0.8)
_LIFT = 0.12  # of the line's size: and stands so much above the baseline at least (0.23 to 0.50 in real articles)
_CLEAR_LIFT = 0.28  # of the line's size: so high stands what is raised and not made smaller
_LEVEL = 0.12  # of the size: baselines that differ by less are one
_AWAY = 3.0  # of the size: so far a number may be hung out in front of its line
_LONGEST_MARK = 12  # letters that may hang above a line
_FEWEST_SPACED = 4  # single letters in a row: no prose has so many words of one letter
_LOWERED = {"”": "„", "’": "‚"}
_LEFT = attrgetter("left")
_IS_RAISED = int(Look.RAISED)
_HANGS = 0.75  # of the size: so far below its line an opening quotation mark is set that is none by its glyph


class Line(Struct):
    """Words of one baseline from left to right.  ``column`` is 0, 1, ... or -1 for what runs over all columns."""

    page: int
    base: float
    size: float
    words: list[Word]
    column: int = 0
    mixed: bool = False  # whether some of the words are of another size or raised

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """The words with their blanks."""
        if is_usual(self):
            return " ".join([word.text for word in self.words])
        return "".join(
            [f" {word.text}" if apart else word.text for word, apart in zip(self.words, blanks(self), strict=True)]
        )

    def raised(self, word: Word) -> bool:
        """Whether a word stands above the baseline of the line, smaller than it."""
        if not self.mixed:
            return False
        if word.look & _IS_RAISED:
            return True
        return word.base > self.base and lifted(word, self.base, self.size)

    def mark(self) -> Word | None:
        """The raised mark that the line begins with."""
        first = self.words[0]
        return first if self.raised(first) and MARK.fullmatch(first.text) else None


def lifted(word: Word, base: float, size: float) -> bool:
    """Whether a word stands above a baseline as marks do: smaller, or as large but clearly higher."""
    rise = word.base - base
    if word.size <= _SMALL * size:
        return rise >= _LIFT * size
    return word.size <= 1.02 * size and rise >= _CLEAR_LIFT * size and MARK.fullmatch(word.text) is not None


def is_usual(line: Line) -> bool:
    """Whether a line has a blank before each word but the first: all of one size, apart, in the order of the file."""
    if line.mixed or not line.words:
        return False
    before = line.words[0].order
    for word in line.words[1:]:
        if not word.apart or word.order <= before:
            return False
        before = word.order
    return True


def blanks(line: Line) -> list[bool]:
    """Whether a blank stands before each word: by what it is set apart, not where the file has a blank."""
    if is_usual(line):
        return [False, *[True] * (len(line.words) - 1)]
    mixed, close, wide = line.mixed, 0.15 * line.size, 0.2 * line.size
    words = line.words
    found = [False] * len(words[:1])
    for before, word in pairwise(words):
        gap = word.left - before.right
        if not word.apart or word.order <= before.order:
            found.append(gap > close)
        elif gap > wide or not mixed:
            found.append(True)
        else:
            # PDFium sees a blank between a word and a raised mark, or before a full stop behind the mark
            found.append(not (line.raised(word) or (line.raised(before) and not word.text[0].isalnum())))
    return found


def rows_of(page: int, words: Sequence[Word]) -> list[Line]:
    """Words by baseline, the largest first, so that a raised mark finds the line that it hangs on."""
    level: list[tuple[float, int]] = []  # baseline, place in rows
    rows: list[Line] = []
    late: list[Word] = []
    alike: defaultdict[tuple[float, float], list[Word]] = defaultdict(list)
    for word in words:
        alike[word.size, word.base].append(word)
    for size, base in sorted(alike, reverse=True):
        found: Line | None = None
        for word in alike[size, base]:
            text = word.text
            if text in _LOWERED:
                late.append(word)
                continue
            if found is None:
                found = _level(level, rows, word)
            if found is None:
                if rows and len(text) <= _LONGEST_MARK and MARK.fullmatch(text):
                    late.append(word)
                    continue
                found = Line(page, base, size, [])
                insort(level, (base, len(rows)))
                rows.append(found)
            found.words.append(word)
    for row in rows:
        own = row.words
        own.sort(key=_LEFT)
        if len([1 for word in own if len(word.text) == 1]) >= _FEWEST_SPACED:
            own = row.words = _unspaced(own)
        size = own[0].size
        row.mixed = any(word.size != size or word.look & _IS_RAISED for word in own)
        row.size = _common(own) if row.mixed else round(size, 1) or size
    for word in late:
        if word.text in _LOWERED:
            word = _hung(level, rows, word)
        host = _host(level, rows, word)
        if host is None:
            host = _level(level, rows, word)
        if host is None:
            host = Line(page, word.base, word.size, [])
            insort(level, (word.base, len(rows)))
            rows.append(host)
        insort(host.words, word, key=_LEFT)
        host.mixed = True
    return rows


def _unspaced(words: Sequence[Word]) -> list[Word]:
    """Words that were set with space between their letters ("S p e r r u n g"), put together again.

    PDFium takes the space for blanks.  Between letters it is even, between words wider by a blank.
    """
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        near = last is not None and _is_letter(last) and 0 <= word.left - last.right < 0.8 * word.size
        if near and _is_letter(word):
            runs[-1].append(word)
        else:
            runs.append([word])
    spaced = [run for run in runs if sum(len(w.text) == 1 and w.text.isalpha() for w in run) >= _FEWEST_SPACED]
    if not spaced:
        return list(words)
    gaps = sorted(after.left - before.right for run in spaced for before, after in pairwise(run))
    limit = gaps[len(gaps) // 2] + 0.12 * spaced[0][0].size
    out: list[Word] = []
    for run in runs:
        out += _joined(run, limit) if len(run) > 2 or not all(w.text.isalnum() for w in run) else run
    return out


def _is_letter(word: Word) -> bool:
    """One letter, or one with a sign."""
    return len(word.text) == 1 or (len(word.text) == 2 and not word.text.isalnum())


def _joined(run: Sequence[Word], limit: float) -> list[Word]:
    out = [run[0]]
    for before, word in pairwise(run):
        last = out[-1]
        if word.left - before.right <= limit and word.look == last.look and abs(word.base - last.base) < 0.1:
            out[-1] = replace(last, text=last.text + word.text, right=word.right)
        else:
            out.append(word)
    return out


def _level(level: list[tuple[float, int]], rows: list[Line], word: Word) -> Line | None:
    reach = _LEVEL * word.size
    best: Line | None = None
    at = bisect_left(level, (word.base - reach, -1))
    while at < len(level) and level[at][0] <= word.base + reach:
        row = rows[level[at][1]]
        if best is None or abs(row.base - word.base) < abs(best.base - word.base):
            best = row
        at += 1
    return best


def _host(level: list[tuple[float, int]], rows: list[Line], word: Word) -> Line | None:
    """The line that a small word hangs on: above its baseline, beside one of its words."""
    at = bisect_left(level, (word.base - 14, -1))
    best: Line | None = None
    nearest = _AWAY
    while at < len(level) and level[at][0] < word.base:
        row = rows[level[at][1]]
        at += 1
        if not lifted(word, row.base, row.size) or word.base - row.base > 0.62 * row.size:
            continue
        far = min(
            (max(word.left - other.right, other.left - word.right, 0.0) for other in row.words), default=1000.0
        ) / max(row.size, 1.0)
        small = word.size <= _SMALL * row.size
        if far < nearest and (far < (1.0 if small else 0.4) or (small and word.right < row.left)):
            best, nearest = row, far
    return best


def _hung(level: list[tuple[float, int]], rows: list[Line], word: Word) -> Word:
    """A closing quotation mark that hangs below a line, solid with the word behind it, is an opening one: TeX's OT1
    fonts have no other."""
    at = bisect_left(level, (word.base + 0.25 * word.size, -1))
    while at < len(level) and level[at][0] < word.base + _HANGS * word.size:
        row = rows[level[at][1]]
        at += 1
        for index, other in enumerate(row.words):
            if -0.2 * word.size < other.left - word.right < 0.25 * word.size:
                row.words[index] = replace(other, apart=False)
                return replace(word, text=_LOWERED[word.text], base=row.base)
    return word


def _common(words: Sequence[Word]) -> float:
    counts: Counter[float] = Counter()
    for word in words:
        counts[round(word.size, 1)] += len(word.text) if not word.look & Look.RAISED else 0
    best = max(counts, key=lambda size: (counts[size], size))
    return best or words[0].size
