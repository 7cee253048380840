"""The lines of a PDF's page in the order in which they are read: columns one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter

from bibtool.readers.pages.lines import MARK, Line, lifted, rows_of
from bibtool.readers.pages.words import Page, Word

_WIDE = 0.8  # of the size: a gap that may be one between columns
_FEWEST = 6  # lines that make a column
_FEWEST_WORDS = 4  # of a line that is no page number
_SMALLER = 0.95  # of the size of the first line: notes
_MOST_PARTS = 5  # places where a page may part into one with columns and one without
_CLOSE = 2.0  # of the size: lines of one text are no farther apart
_RIGHT = attrgetter("right")
_GRID = 2.0  # points

_Pieces = dict[int, list[tuple[float, float]]]  # of each row, by its identity


def lines_of(page: Page) -> list[Line]:
    """All lines, columns one after the other between what runs over them."""
    words = page.words
    if not words:
        return []
    rows = rows_of(page.number, words)
    pieces = {id(row): _fragments(row) for row in rows}
    gutters, outside = _gutters(rows, pieces), list[Line]()
    if not gutters:
        gutters, outside = _gutters_of_a_part(rows, pieces)
    if not gutters:
        rows = [row for row in rows if row.words]
        rows.sort(key=lambda row: -row.base)
        return rows
    return _in_columns(page.number, words, rows, gutters, {id(row) for row in outside})


def _gutters_of_a_part(rows: Sequence[Line], pieces: _Pieces) -> tuple[list[float], list[Line]]:
    """Where columns part above or below a wide gap or another size, and the lines on its other side.

    Notes at the end are often set in two columns below a text in one, and two columns often stand over notes in one.
    """
    rows = sorted((row for row in rows if row.words), key=lambda row: -row.base)
    if gutter := _gutter_of_few(rows):
        return gutter
    if len(rows) < 2 * _FEWEST:
        return [], []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    low, high = left + 0.3 * (right - left), left + 0.75 * (right - left)
    behind = sum(low < piece[0] < high for row in rows for piece in pieces[id(row)])
    if behind < _FEWEST:
        return [], []
    steps = [(a.base - b.base) / max(a.size, 1.0) + 4 * abs(a.size - b.size) for a, b in pairwise(rows)]
    for at in sorted(range(1, len(rows)), key=lambda i: -steps[i - 1])[:_MOST_PARTS]:
        for part, rest in ((rows[at:], rows[:at]), (rows[:at], rows[at:])):
            if gutters := _gutters(part, pieces):
                return gutters, rest
    return [], []


def _gutter_of_few(rows: Sequence[Line]) -> tuple[list[float], list[Line]] | None:
    """The gutter of a few small lines at the foot, which all leave the same gap free in the middle: notes are set so
    below a text in one column.  What stands below them in the middle is a page number."""
    foot = len(rows)
    while foot and len(rows[foot - 1].words) < _FEWEST_WORDS and not rows[foot - 1].mixed:
        foot -= 1
    first = foot
    while first and rows[first - 1].size < _SMALLER * rows[0].size and foot - first <= 2 * _FEWEST:
        first -= 1
    part = rows[first:foot]
    if not first or len(part) < 2 or len(part) > 2 * _FEWEST:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    low, high = left + 0.4 * (right - left), left + 0.6 * (right - left)
    both = 0
    for row in part:
        gaps = [(left - 1, row.left), *((a.right, b.left) for a, b in pairwise(row.words)), (row.right, right + 1)]
        stop, start = max(gaps, key=lambda gap: min(high, gap[1]) - max(low, gap[0]))
        low, high = max(low, stop), min(high, start)
        both += row.left < low and row.right > high
        if high - low < _WIDE * row.size:
            return None
    return ([(low + high) / 2], [*rows[:first], *rows[foot:]]) if both >= 2 else None


def _gutters(rows: Sequence[Line], pieces: _Pieces) -> list[float]:
    """Where columns part: many lines end before, many begin behind, few run across."""
    fragments = [piece for row in rows for piece in pieces[id(row)]]
    if len(fragments) < 2 * _FEWEST:
        return []
    left = min(piece[0] for piece in fragments)
    right = max(piece[1] for piece in fragments)
    width = right - left
    count = int(width / _GRID) + 1
    if not 0 < count < 5000:
        return []
    crossing = [0] * (count + 1)
    ends, begins = [0] * (count + 1), [0] * (count + 1)
    for start, stop in fragments:
        lo, hi = int((start - left) / _GRID), int((stop - left) / _GRID)
        crossing[lo] += 1
        crossing[min(hi + 1, count)] -= 1
        if stop - start >= 0.12 * width:
            ends[hi] += 1
            begins[lo] += 1
    for i in range(1, count + 1):
        crossing[i] += crossing[i - 1]
    reach = int(0.2 * width / _GRID)
    ended, begun = [0, *accumulate(ends)], [0, *accumulate(begins)]
    found: list[float] = []
    run: list[int] = []
    for i in range(count + 1):
        before = ended[i] - ended[max(0, i - reach)]
        behind = begun[min(i + reach // 2, count + 1)] - begun[i]
        if min(before, behind) >= max(_FEWEST, 2 * crossing[i]) and 0.1 * count < i < 0.9 * count:
            run.append(i)
            continue
        if run:
            found.append(_middle(run, crossing) * _GRID + left)
        run = []
    return found


def _middle(run: Sequence[int], crossing: Sequence[int]) -> float:
    fewest = min(crossing[i] for i in run)
    best = [i for i in run if crossing[i] == fewest]
    return (best[0] + best[-1]) / 2


def _fragments(row: Line) -> list[tuple[float, float]]:
    """Where the words of a row that stand close together begin and end."""
    found: list[tuple[float, float]] = []
    wide = _WIDE * row.size
    start, stop = row.words[0].left, row.words[0].right
    for word in row.words:
        if word.left - stop > wide:
            found.append((start, stop))
            start = word.left
        stop = word.right
    found.append((start, stop))
    return found


def _in_columns(
    page: int, words: Sequence[Word], rows: Sequence[Line], gutters: Sequence[float], outside: Container[int]
) -> list[Line]:
    across: list[Line] = []
    apart: list[list[Word]] = [[] for _ in range(len(gutters) + 1)]
    ends = sorted((word for word in words if not MARK.fullmatch(word.text)), key=_RIGHT)
    crossing = {id(row) for row in rows if any(_crosses(row, gutter) for gutter in gutters)}
    crossing |= _set_as(rows, crossing, gutters)
    for row in rows:
        if id(row) in outside or id(row) in crossing:
            row.column = -1
            across.append(row)
            continue
        for index, word in enumerate(row.words):
            apart[bisect_left(gutters, _middle_of(row, index, ends))].append(word)
    columns: list[list[Line]] = []
    for number, some in enumerate(apart):
        column = rows_of(page, some) if some else []
        for line in column:
            line.column = number
        columns.append(sorted(column, key=lambda line: -line.base))
    out: list[Line] = []
    across.sort(key=lambda line: -line.base)
    for line in across:
        out += _between(columns, line, out)
        out.append(line)
    return out + _between(columns, None, out)


def _set_as(rows: Sequence[Line], crossing: Container[int], gutters: Sequence[float]) -> set[int]:
    """Lines at the foot that part at a gutter by chance, as a line with a long address does: the lines below them run
    across, and they are as these, but not as the columns above."""
    found: set[int] = set()
    below: Line | None = None
    body = _body(rows)
    for row in sorted((row for row in rows if row.words), key=lambda row: row.base):
        if id(row) in crossing:
            below = row
            continue
        over = row.left < gutters[0] and row.right > gutters[-1]
        if below is None or not over or abs(row.size - below.size) > 0.02 * row.size or row.size >= body:
            below = None
        elif row.base - below.base < _CLOSE * row.size:
            found.add(id(row))
            below = row
    return found


def _body(rows: Sequence[Line]) -> float:
    """The size that most letters of a page have, a little smaller."""
    counts: Counter[float] = Counter()
    for row in rows:
        counts[row.size] += len(row.words)
    return _SMALLER * max(counts, key=counts.__getitem__)


def _between(columns: Sequence[list[Line]], across: Line | None, above: Sequence[Line]) -> list[Line]:
    """Take the lines of all columns that stand above one that runs ``across``.  Where the first alone has some, close
    below a line that runs over all columns, they are short lines of the same text; what stands apart below all columns
    is the heading of the line across, but no paragraph above notes is, in a column that is longer than the others."""
    base = across.base if across is not None else float("-inf")
    parts: list[list[Line]] = []
    for column in columns:
        count = sum(line.base > base for line in column)
        parts.append(column[:count])
        del column[:count]
    first, *others = parts
    lowest = min((column[-1].base for column in others if column), default=None)
    below: list[Line] = []
    if lowest is None:
        if above and above[-1].column == -1 and first and above[-1].base - first[0].base < _CLOSE * first[0].size:
            below = first
    elif base > float("-inf"):
        at = next((i for i in range(1, len(first)) if first[i].base < lowest and _apart(first[i - 1], first[i])), None)
        below = first[at:] if at is not None else []
        if across is not None and below and across.size < _SMALLER * below[0].size and not _is_title(below):
            below = []
    for line in below:
        line.column = -1
    return [*first[: len(first) - len(below)], *(line for column in others for line in column), *below]


def _is_title(lines: Sequence[Line]) -> bool:
    return len(lines) == 1 and not lines[0].words[-1].text.endswith((".", ",", ";", "-"))


def _apart(above: Line, line: Line) -> bool:
    return above.base - line.base > _CLOSE * line.size


def _middle_of(row: Line, index: int, ends: Sequence[Word]) -> float:
    """Where a word belongs: a number that is hung out into the gutter belongs to the words behind it."""
    word = row.words[index]
    middle = (word.left + word.right) / 2
    if index + 1 < len(row.words) and MARK.fullmatch(word.text):
        after = row.words[index + 1]
        before = row.words[index - 1].right if index else -1000.0
        if after.left - word.right < word.left - before and not _hangs(word, ends):
            return max(middle, (after.left + after.right) / 2) if after.left - word.right < 2 * row.size else middle
    return middle


def _hangs(word: Word, ends: Sequence[Word]) -> bool:
    """Whether a small word hangs on the end of another of whatever line; ``ends`` are words by their right edges."""
    begin = bisect_left(ends, word.left - word.size, key=_RIGHT)
    end = bisect_left(ends, word.left + word.size, key=_RIGHT)
    return any(
        abs(other.right - word.left) < 0.35 * other.size
        and lifted(word, other.base, other.size)
        and word.base - other.base < 0.62 * other.size
        for other in ends[begin:end]
    )


def _crosses(row: Line, gutter: float) -> bool:
    """Whether a line runs over a gutter: a word stands in it, or the words beside it are as near as words are."""
    before: Word | None = None
    for word in row.words:
        if word.left < gutter < word.right:
            return True
        if word.left >= gutter:
            return before is not None and word.left - before.right < 0.55 * row.size
        before = word
    return False
