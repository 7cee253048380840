"""The zones at the feet of pages and columns in which notes stand: told by rules, sizes, gaps and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct, field

from bibtool.readers.pages.drawn import Rule
from bibtool.readers.pages.furniture import Sheet
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.starts import Kind, Start, bracketed_marks_of, marks_of, solid_marks_of, start_of

_RIGHTS = ("©", "(c)", "(C)")
_SMALLER = 0.965  # of the body's size: notes have 0.72 to 0.90, what is larger is body set a little tighter
_SHARE = 0.25  # of all letters: the body has at least so many, even where notes have more
_SHORT_WORD = 4  # letters and a full stop: "S.", "vol."
_LEAST_SHARE = 0.08  # even if notes have nearly all: so many has a text that calls them
_FEWEST_MARKS = 5
_STEP = 4  # numbers that may be missing between two notes
_LETTERED = 4  # of so many notes one is called by a letter, where any are
_OTHER = 0.06  # of the size of the notes: so much smaller or larger is an imprint
_APART = 1.5  # of the size: and so far below
_UNDERLINE = 0.28  # of the size: descenders reach so far below the baseline, rules above notes stand lower
_NEAR = 3.5  # of the size: the first note stands so near below its rule
SENTENCE_END = (".", "!", "?", ")", "]", "»", "”", "…", '"', ">", "“", "’", "↑")
_ON_BASELINE = (Kind.PLAIN, Kind.DOTTED, Kind.BRACKETED, Kind.GLUED)


class Zone(Struct):
    """The lines at the foot of a column; ``called`` are the numbers that the rest of the page calls, ``before`` is the
    page from which a note may go on here: plates and tables across the page may lie between."""

    page: int
    lines: list[Line]
    called: frozenset[str]
    ruled: bool = False
    before: int = -1


class Feet(Struct):
    """Zones in order, and of each page what is left: the body."""

    zones: list[Zone] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def feet_of(sheets: Sequence[Sheet]) -> Feet:
    """The zones of all pages."""
    return _Finder(sheets, _body_size(sheets)).find()


def _body_size(sheets: Sequence[Sheet]) -> float:
    """The largest size that a good part of the letters has: notes can have more letters than the body."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            counts[round(line.size * 2) / 2] += sum([len(word.text) for word in line.words])
    total = sum(counts.values())
    most = max((size for size, count in counts.items() if count >= _SHARE * total), default=max(counts, default=10.0))
    # a commentary has more notes than text: the text is where the marks are
    marked = Counter(
        round(mark.line.size * 2) / 2
        for sheet in sheets
        for mark in marks_of(sheet.lines)
        if mark.fit > 0 and mark.number.isdecimal()
    )
    size, count = max(marked.items(), key=lambda one: one[1], default=(most, 0))
    rare = counts[size] < _LEAST_SHARE * total or count < _FEWEST_MARKS
    return size if size > most and not rare and 3 * count > 2 * marked.total() else most


def _most(lines: Sequence[Line]) -> float:
    """The size that most letters of some lines have: a contract, say, has tables that are set smaller."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[round(line.size, 1)] += sum([len(word.text) for word in line.words])
    size, letters = counts.most_common(1)[0]
    return size if 2 * letters > counts.total() else 0.0


def stacks(sheet: Sheet) -> Iterable[list[Line]]:
    """The columns of a page one by one, and what runs over all of them above, between and below."""
    stack: list[Line] = []
    for line in sheet.lines:
        if stack and line.column != stack[-1].column:
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def _called(sheets: Sequence[Sheet], size: float) -> list[frozenset[str]]:
    """The numbers that each page calls: raised ones; where there is none at all, those on the line in brackets or
    solid with a word, on pages of which a smaller line begins with such a number."""
    raised = [frozenset(mark.number for mark in marks_of(sheet.lines)) for sheet in sheets]
    if any(number.isdecimal() for called in raised for number in called):
        return raised
    return [called | _on_the_line(sheet, size) for sheet, called in zip(sheets, raised, strict=True)]


def _on_the_line(sheet: Sheet, size: float) -> frozenset[str]:
    starts = [start for line in sheet.lines if line.size < _SMALLER * size and (start := start_of(line)) is not None]
    numbers = {start.number for start in starts}
    called = {mark.number for mark in solid_marks_of(sheet.lines)} & numbers if numbers else set[str]()
    if any(start.kind is Kind.BRACKETED for start in starts):
        called |= {mark.number for mark in bracketed_marks_of(sheet.lines)}
    return frozenset(called)


class _Finder:
    def __init__(self, sheets: Sequence[Sheet], size: float) -> None:
        self._sheets = sheets
        self._usual = self._size = size
        self._starts: dict[int, Start | None] = {}
        self._called = _called(sheets, size)
        self._on_page = {sheet.number: called for sheet, called in zip(sheets, self._called, strict=True)}
        small = [line for sheet in sheets for line in sheet.lines if line.size < _SMALLER * size and self._start(line)]
        sizes = Counter(round(line.size, 1) for line in small)
        self._note_size = sizes.most_common(1)[0][0] if sizes else 0.0
        self._raised = self._are_raised(small)
        called = [s.number for line in small if (s := self._start(line)) and s.number in self._on_page[line.page]]
        self._letters = are_letters(called)
        self._rules = self._rules_above_notes()
        self._last = 0
        self._open = -2  # the page of the last zone
        self._before: Line | None = None  # its last line
        self._whole = False  # whether that was a column of nothing but notes
        self._page_before = -1
        self._may_go_on = True  # whether a note may go on in the column that is looked at

    def _start(self, line: Line) -> Start | None:
        key = id(line)
        if key not in self._starts:
            self._starts[key] = start_of(line, self._on_page[line.page])
        return self._starts[key]

    def _are_raised(self, small: Sequence[Line]) -> bool:
        """Whether notes begin with a raised number, so that a figure on the baseline begins none."""
        kinds = Counter(
            start.kind
            for line in small
            if abs(line.size - self._note_size) < 0.03 * self._size and (start := self._start(line)) is not None
        )
        raised = kinds[Kind.RAISED] + kinds[Kind.SIGN]
        return raised >= 2 and 3 * raised >= sum(kinds[kind] for kind in _ON_BASELINE)

    def _rules_above_notes(self) -> frozenset[tuple[int, int]]:
        """Where the rules above notes begin in their columns, and how long they are, if several are alike."""
        found: Counter[tuple[int, int]] = Counter()
        for sheet, called in zip(self._sheets, self._called, strict=True):
            for stack in stacks(sheet):
                left = min(line.left for line in stack)
                for rule in sheet.rules:
                    at = _below(stack, rule)
                    if at is None or (start := self._start(stack[at])) is None or start.number not in called:
                        continue
                    if not (self._raised and start.kind in _ON_BASELINE):
                        found[_shape(rule, left)] += 1
        return frozenset(shape for shape, count in found.items() if count > 1)

    def find(self) -> Feet:
        feet = Feet()
        for sheet, called in zip(self._sheets, self._called, strict=True):
            some = list(stacks(sheet))
            for stack in some:
                self._size = max(self._usual, _most(stack))
                # a table over all columns: notes that stand across stand below them
                self._may_go_on = stack[0].column >= 0 or stack is some[-1]
                at, ruled = self._begin(stack, sheet, called)
                feet.body += stack[:at]
                if at == len(stack):
                    continue
                zone = _without_imprint(stack[at:])
                feet.body += stack[at + len(zone) :]
                self._open = sheet.number
                self._before = zone[-1]
                self._whole = at == 0 and len(zone) == len(stack)
                feet.zones.append(Zone(sheet.number, zone, called, ruled, self._page_before))
                self._count(zone, called)
            if not sheet.turn:
                self._page_before = sheet.number
        return feet

    def _count(self, zone: Sequence[Line], called: frozenset[str]) -> None:
        for line in zone:
            start = self._start(line)
            if start is not None and self._fits(start, called) and start.value:
                self._last = start.value

    def _begin(self, stack: Sequence[Line], sheet: Sheet, called: frozenset[str]) -> tuple[int, bool]:
        """Where the zone begins, the number of lines where there is none; whether a rule stands above it."""
        count = len(stack)
        if self._is_next_column(stack):
            return 0, False
        left, right = min(line.left for line in stack), max(line.right for line in stack)
        rules = [
            (rule, at)
            for rule in sorted(sheet.rules, key=lambda rule: -rule.y)
            if rule.right >= left + 5 and rule.left <= right - 5 and (at := _below(stack, rule)) is not None
        ]
        alike = [at for rule, at in rules if any(_same(_shape(rule, left), shape) for shape in self._rules)]
        alike = [at for at in alike if stack[at].size <= 1.02 * self._size]
        for at in (*(at for at in alike if self._begins(stack[at], called)), *alike):
            if self._may_begin(stack[at:], called):
                return at, True
        for rule, at in rules:
            below = stack[at:]
            begins = any(self._begins(line, called) for line in below)
            short = rule.right - rule.left < 0.62 * (right - left)
            # Word draws a rule over the whole width above what goes on
            usual = short and not self._rules
            after = self._may_go_on and self._open >= self._page_before >= 0
            goes_on = after and (usual or not ends_sentence(self._before))
            if self._small(below) >= 0.7 * _letters(below) and (begins or goes_on):
                return at, True
            if short and self._begins(below[0], called):
                return at, True
        at = count
        while at and stack[at - 1].size < _SMALLER * self._size:
            at -= 1
        at = self._without_rule(stack, at, called)
        return (at if at < count else self._apart(stack, called)), False

    def _is_next_column(self, stack: Sequence[Line]) -> bool:
        """Whether these lines stand right of a column of nothing but notes and are set as these are."""
        before = self._before
        if before is None or not self._whole or before.page != stack[0].page:
            return False
        beside = 0 <= before.column == stack[0].column - 1
        return beside and all(abs(line.size - before.size) < 0.035 * before.size for line in stack)

    def _may_begin(self, below: Sequence[Line], called: frozenset[str]) -> bool:
        """Whether what stands below a rule of the usual shape is notes: they begin there or go on."""
        first = self._start(below[0])
        if first is not None and self._fits(first, called):
            return True
        if self._open < max(self._page_before, 0) or not self._may_go_on:
            return False
        # a table has such rules too: small lines, and below them the text again
        return below[0].size >= _SMALLER * self._size or 2 * self._small(below) >= _letters(below)

    def _small(self, lines: Sequence[Line]) -> int:
        return _letters([line for line in lines if line.size < _SMALLER * self._size])

    def _without_rule(self, stack: Sequence[Line], at: int, called: frozenset[str]) -> int:
        """A zone that only its size tells: it begins with a note, or goes on with one of the page before."""
        count = len(stack)
        start = next((i for i in range(at, count) if self._begins(stack[i], called)), count)
        if start == count:
            # a note that runs over a whole foot: only where the page before ended with notes
            return at if self._goes_on(stack, at, count) else count
        return at if self._goes_on(stack, at, start) else start

    def _goes_on(self, stack: Sequence[Line], at: int, stop: int) -> bool:
        if self._open < 0 or at == stop or not at or self._open < self._page_before or not self._may_go_on:
            return False
        if any(abs(line.size - self._note_size) > 0.035 * self._size for line in stack[at:stop]):
            return False
        if self._rules or (ends_sentence(self._before) and not _goes_on_inside(self._before, stack[at])):
            return False
        gap = stack[at - 1].base - stack[at].base
        return gap > 1.1 * self._size

    def _apart(self, stack: Sequence[Line], called: frozenset[str]) -> int:
        """Notes of the body's size without a rule: below the last wide gap, beginning with a number that the page
        calls, or with the next one, raised: a note is moved to the page behind its mark where it found no room."""
        count = len(stack)
        gaps = sorted(a.base - b.base for a, b in pairwise(stack))
        if count < 4:
            return count
        usual = gaps[len(gaps) // 2]
        for at in range(count - 1, 0, -1):
            if stack[at - 1].base - stack[at].base <= 1.3 * usual:
                continue
            start = self._start(stack[at])
            if start is None or not self._fits(start, called):
                return count
            if start.kind in _ON_BASELINE and self._is_heading(stack, at, called):
                return count
            more = sum(self._begins(line, called) for line in stack[at + 1 :])
            follows = start.kind is Kind.RAISED and start.value == self._last + 1
            known = start.number in called or follows
            return at if known and (at > count // 3 or (more and follows)) else count
        return count

    def _is_heading(self, stack: Sequence[Line], at: int, called: frozenset[str]) -> bool:
        """Whether a line with a number is short and no sentence, above lines that begin no note."""
        line = stack[at]
        short = line.right < max(other.right for other in stack) - 2.5 * line.size
        below = stack[at + 1 : at + 2]
        return short and not ends_sentence(line) and bool(below) and not self._begins(below[0], called)

    def _begins(self, line: Line, called: frozenset[str]) -> bool:
        if line.size > 1.02 * self._size:
            return False
        start = self._start(line)
        return start is not None and self._fits(start, called)

    def _fits(self, start: Start, called: frozenset[str]) -> bool:
        if start.number.isalpha() and not self._letters:
            return False
        if start.number in called:
            return not (self._raised and start.kind in _ON_BASELINE)
        value = start.value
        if start.kind in _ON_BASELINE:
            return not self._raised and value in (self._last + 1, 1)
        if not value:
            return start.kind is Kind.SIGN
        return value == 1 or self._last < value <= self._last + _STEP


def _letters(lines: Sequence[Line]) -> int:
    return sum([len(word.text) for line in lines for word in line.words])


def are_letters(numbers: Sequence[str]) -> bool:
    """Whether letters may be those of notes: tables have a few, and what explains them begins as notes do."""
    return _LETTERED * sum(map(str.isalpha, numbers)) >= len(numbers)


def _without_imprint(lines: list[Line]) -> list[Line]:
    """The lines of a zone but what stands apart below the notes in another size: a licence, an ISSN, a page number."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    usual = sizes.most_common(1)[0][0]
    end = len(lines)
    while end > 1:
        before, line = lines[end - 2], lines[end - 1]
        if abs(line.size - usual) < _OTHER * usual or (start_of(line) is not None and line.mixed):
            break
        end -= 1
        if before.base - line.base > _APART * before.size:
            return lines[:end]
    return lines


def tells_rights(before: Line, line: Line) -> bool:
    """Whether a line behind the end of a sentence tells whose the rights are ("© 2020 Journal"): no note goes on so."""
    return line.words[0].text.startswith(_RIGHTS) and ends_sentence(before)


def ends_sentence(line: Line | None) -> bool:
    """Whether a line ends as a sentence does."""
    return line is not None and line.words[-1].text.endswith(SENTENCE_END)


def _goes_on_inside(before: Line | None, line: Line) -> bool:
    """Whether a line goes on with what ended in a full stop: in small letters, or in figures behind a short word."""
    first = line.words[0].text
    if first[0].islower():
        return True
    return before is not None and first[0].isdigit() and len(before.words[-1].text) <= _SHORT_WORD


def _below(stack: Sequence[Line], rule: Rule) -> int | None:
    """The first line below a rule, if it is near and all that follows is below too."""
    at = next((i for i, line in enumerate(stack) if line.base < rule.y), len(stack))
    if at == len(stack) or any(line.base > rule.y for line in stack[at:]):
        return None
    if at and _underlines(rule, stack[at - 1]):
        return None
    return at if stack[at].base >= rule.y - _NEAR * stack[at].size else None


def _underlines(rule: Rule, line: Line) -> bool:
    """Whether a rule is drawn under words of a line: an address, a title."""
    return line.base - rule.y < _UNDERLINE * line.size and rule.right < line.right + 2 and rule.left > line.left - 2


def _shape(rule: Rule, left: float) -> tuple[int, int]:
    return round((rule.left - left) / 2), round((rule.right - rule.left) / 2)


def _same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1
