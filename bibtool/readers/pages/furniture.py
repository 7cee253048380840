"""Running headers, footers and page numbers: what stands at the same height at the edge of page after page."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from bibtool.readers.pages.drawn import Link, Rule
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.words import Page, Word
from bibtool.text.patterns import regex

_NUMBER = regex(r"[\s\[\]|·•~–—-]*(?P<number>\d{1,4}|[ivxlcIVXLC]{1,7})[\s\[\]|·•~–—-]*")
_FIRST = regex(r"[\s\[\]|·•~–—-]*(?P<number>\d{1,4})\b")
_AT_AN_END = regex(r"\W*\d{1,4}\b|\b\d{1,4}\W*$")
_SAME = 4.0  # points between the heights of one header on two pages
_APART = 1.45  # of the size: text that is set on does not stand so far from the next line
_WIDELY_SET = 1.3  # of the size
_PASSES = 6  # lines that a header may have: notices of a download have three to five
_WORD_FOR_WORD = 0.4  # of the pages: what so many say at one height is furniture, however near to the text


_SMALL_PRINT = 0.85  # of the size of the text
_FEWEST_COUNTED = 3  # numbers of lines on a page
_FEWEST_BY_ONE = 15
_ALIGNED = 4.0  # points
_EVERY = 0.9  # of the letters of a page stand beside a number
_RULES_OF = frozenset("_-–—*=⎯─━")
_TYPED_RULE = regex(r"(?:_ ?){5,}|(?:[-–—] ?){6,}|(?:\* ?){9,}|={6,}|[⎯─━]{4,}")


class Sheet(Struct):
    """A page: its lines in the order of reading, its rules, and the lines that were told to be furniture."""

    number: int
    lines: list[Line]
    rules: list[Rule]
    furniture: list[Line]
    links: tuple[Link, ...] = ()
    turn: int = 0  # degrees by which its text was turned to stand upright: a table across the page

    def copy(self) -> Sheet:
        """The same with lines of its own, which can be taken out and parted without a change of this one."""
        lines = [replace(line, words=list(line.words)) for line in self.lines]
        return Sheet(self.number, lines, self.rules, list(self.furniture), self.links, self.turn)


class _Edge(Struct, frozen=True):
    sheet: int
    base: float
    gap: float  # to the next row, in sizes of its own
    text: str
    lines: tuple[Line, ...]


def take_out(sheets: Sequence[Sheet]) -> None:
    """Move the furniture of each sheet from its lines to its furniture."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += len(line.words)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    for top in (True, False):
        for _ in range(_PASSES):
            edges = [edge for sheet in sheets if (edge := _edge(sheet, top)) is not None]
            gone = _furniture(edges, len(sheets), top, usual)
            if not gone:
                break
            by_number = {sheet.number: sheet for sheet in sheets}
            for edge in gone:
                sheet = by_number[edge.sheet]
                out = {id(line) for line in edge.lines}
                sheet.furniture += edge.lines
                sheet.lines = [line for line in sheet.lines if id(line) not in out]


class LineNumbers:
    """Numbers in the margin that count the lines, page after page."""

    def __init__(self) -> None:
        self._last = 0  # on the page before

    def put_aside(self, page: Page) -> Page:
        """Put them aside: words left or right of all others, evenly rising; what goes on from the page before, or
        begins anew as that did, need not be even."""
        figures = [word for word in page.words if len(word.text) < 5 and word.text.isdecimal()]
        gone: dict[int, int] = {}
        if len(figures) >= _FEWEST_COUNTED:
            for edge in (attrgetter("left"), attrgetter("right")):
                by_edge: defaultdict[int, list[Word]] = defaultdict(list)
                for word in figures:
                    by_edge[round(edge(word) / _ALIGNED)].append(word)
                for some in by_edge.values():
                    if len(some) >= _FEWEST_COUNTED and self._count_lines(some, page.words):
                        gone |= {word.order: int(word.text) for word in some}
        self._last = max(gone.values(), default=0)
        if not gone:
            return page
        kept = [word for word in page.words if word.order not in gone]
        return page._replace(words=kept, aside=[*page.aside, *(word for word in page.words if word.order in gone)])

    def _count_lines(self, numbers: list[Word], words: Sequence[Word]) -> bool:
        numbers.sort(key=lambda word: -word.base)
        steps = {int(b.text) - int(a.text) for a, b in pairwise(numbers)}
        if len(steps) != 1 or (step := steps.pop()) < 1:
            return False
        goes_on = self._last and int(numbers[0].text) in (self._last + step, step)
        if step == 1 and not goes_on:  # numbers of notes rise so too, but not at even distances
            gaps = sorted(a.base - b.base for a, b in pairwise(numbers))
            uneven = gaps[-1] > 1.5 * gaps[0]
            if len(numbers) < _FEWEST_BY_ONE or (uneven and not _count_every_line(numbers, words)):
                return False
        own = {word.order for word in numbers}
        left, right = min(word.left for word in numbers), max(word.right for word in numbers)
        others = [word for word in words if word.order not in own]
        return bool(others) and (all(w.left > right for w in others) or all(w.right < left for w in others))


def _count_every_line(numbers: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether every line has a number at its side, of another size than most, as no list of notes has."""
    bases = sorted(word.base for word in numbers)
    size = numbers[0].size
    beside = alike = letters = 0
    for word in words:
        count = len(word.text)
        letters += count
        alike += count if abs(word.size - size) < 0.05 * size else 0
        at = bisect_left(bases, word.base - 0.6 * word.size)
        beside += count if at < len(bases) and bases[at] <= word.base + 0.2 * word.size else 0
    return beside > _EVERY * letters and 2 * alike < letters


def without_typed_rules(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Rule]]:
    """The lines without those of nothing but dashes, which a typewriter has for rules; these lines; the rules."""
    typed = [line for line in lines if line.words[0].text[:1] in _RULES_OF and _TYPED_RULE.fullmatch(line.text)]
    if not typed:
        return list(lines), [], []
    out = {id(line) for line in typed}
    return (
        [line for line in lines if id(line) not in out],
        typed,
        [Rule(line.left, line.right, line.base) for line in typed],
    )


def _edge(sheet: Sheet, top: bool) -> _Edge | None:
    if not sheet.lines:
        return None
    sign = 1 if top else -1
    outermost = max(sheet.lines, key=lambda line: sign * line.base)
    row = [line for line in sheet.lines if abs(line.base - outermost.base) <= 2.5]
    rest = [line.base for line in sheet.lines if abs(line.base - outermost.base) > 2.5]
    size = max(line.size for line in row)
    gap = min((abs(outermost.base - base) for base in rest), default=1000.0) / max(size, 1.0)
    alike = [line for line in sheet.lines if abs(line.size - size) < 0.05 * size]
    if rest and (leading := _leading(alike) or _leading(sheet.lines)) > _WIDELY_SET * size:
        gap /= leading / (_WIDELY_SET * size)  # lines of a text set widely are no nearer than a header is to its text
    text = " ".join(line.text for line in sorted(row, key=lambda line: line.left))
    return _Edge(sheet.number, outermost.base, gap, text, tuple(row))


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of lines that follow each other in a column, 0 for a page of a few lines."""
    steps = sorted(a.base - b.base for a, b in pairwise(lines) if a.column == b.column and a.base > b.base)
    return steps[len(steps) // 2] if len(steps) > 5 else 0.0


def _furniture(edges: Sequence[_Edge], pages: int, top: bool, usual: float) -> list[_Edge]:
    said: Counter[tuple[str, int]] = Counter()
    heights: defaultdict[int, list[_Edge]] = defaultdict(list)
    numbers: list[float] = []
    shifts: Counter[int] = Counter()  # how far the printed number is from the count of pages
    for edge in edges:
        slot = round(edge.base / _SAME)
        for near in (slot - 1, slot, slot + 1):
            said[(_letters(edge.text), near)] += 1
        heights[slot].append(edge)
        if number := _NUMBER.fullmatch(edge.text):
            numbers.append(edge.base)
        if first := _FIRST.match(edge.text):
            shifts[int(first["number"]) - edge.sheet] += 1
    out: list[_Edge] = []
    for edge in edges:
        slot = round(edge.base / _SAME)
        letters = _letters(edge.text)
        if number := _NUMBER.fullmatch(edge.text):
            several = sum(abs(edge.base - base) <= _SAME for base in numbers) > 1
            counted = number["number"].isdecimal() and shifts[int(number["number"]) - edge.sheet] > 1
            if (several and (counted or edge.gap > 1.25)) or edge.gap > _APART:
                out.append(edge)
            continue
        small = max(line.size for line in edge.lines) < _SMALL_PRINT * usual
        if not top and _may_be_note(edge, shifts):
            continue
        if small and len(letters) > 5 and said[(letters, slot)] >= max(3, _WORD_FOR_WORD * pages):
            out.append(edge)
            continue
        if edge.gap <= _APART:
            continue
        if len(letters) > 2 and said[(letters, slot)] > 1:
            out.append(edge)
            continue
        level = [other for near in (slot - 1, slot, slot + 1) for other in heights.get(near, ())]
        numbered = sum(_AT_AN_END.search(other.text) is not None for other in level if other.gap > _APART)
        # headers that change from chapter to chapter: at one height on half of the pages, most with a page number
        if top and len(level) >= max(3, 0.4 * pages) and 2 * numbered >= len(level) and _AT_AN_END.search(edge.text):
            out.append(edge)
    return out


def _may_be_note(edge: _Edge, shifts: Counter[int]) -> bool:
    """Whether a line at the foot begins with a raised mark, or with a number that is not the page's."""
    if any(line.mark() is not None for line in edge.lines):
        return True
    first = _FIRST.match(edge.text)
    return first is not None and shifts[int(first["number"]) - edge.sheet] < 2


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalpha())
