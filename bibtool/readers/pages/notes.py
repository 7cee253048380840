"""The notes of a PDF: the zones at the feet of pages or the list at the end, cut into notes and tied to their marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bibtool.readers.pages.furniture import Sheet
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.words import Word

_PLAIN = re.compile(r"[(\[]?(\d{1,4})[.)\]]*")
_GLUED = re.compile(r"(\d{1,3})(?=[^\W\d_]|[„“«»\"<\[(])")  # a number set solid with the note
_SIGN = re.compile(r"[*†‡§¶‖#]{1,6}")
_NUMBERS = re.compile(r"\d{1,4}|[*†‡§¶‖#]{1,6}|[a-z]{1,6}")
_SENTENCE_END = (".", "!", "?", ")", "]", "»", "”", "…", '"', ">")
_SMALLER = 0.965  # of the body's size: notes have 0.72 to 0.90, what is larger is body set a little tighter
_SHARE = 0.25  # of all letters: the body has at least so many, even where notes have more
_MOST_TIED = 0.7  # of the numbers that the body calls; with fewer at the feet, a list at the end is looked for
_STEP = 4  # numbers that may be missing between two notes
_NEAR = 3.5  # of the size: the first note stands so near below its rule


@dataclass(slots=True)
class Mark:
    """A raised mark in the body: its number as printed, the word and where in the word it stands."""

    number: str
    page: int
    line: Line
    word: Word
    start: int
    end: int


@dataclass(slots=True)
class Cut:
    """A line of a note: its words but those of its number."""

    line: Line
    first: int
    last: int


@dataclass(slots=True)
class Found:
    """One note: its number as printed, its lines, and its mark in the body where there is one."""

    number: str
    page: int
    cuts: list[Cut] = field(default_factory=list)
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The body's lines in order and the notes in order."""

    body: list[Line]
    notes: list[Found]
    marks: list[Mark]


def apparatus(sheets: Sequence[Sheet]) -> Apparatus:
    """Notes at the feet of pages; where the pages have few of those that the body calls, notes from the end."""
    reader = _Feet(sheets, _body_size(sheets))
    notes, body = reader.read()
    marks = list(_marks(body))
    tied = _tie(notes, marks)
    if tied < _MOST_TIED * len({mark.number for mark in marks}):
        lines = [line for sheet in sheets for line in sheet.lines]
        listed, rest = _listed(lines, list(_marks(lines)))
        others = list(_marks(rest))
        if listed and _tie(listed, others) > tied:
            return Apparatus(rest, listed, others)
    return Apparatus(body, notes, marks)


def _body_size(sheets: Sequence[Sheet]) -> float:
    """The largest size that a good part of the letters has: notes can have more letters than the body."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            counts[round(line.size * 2) / 2] += sum(len(word.text) for word in line.words)
    total = sum(counts.values())
    return max((size for size, count in counts.items() if count >= _SHARE * total), default=max(counts, default=10.0))


def _signs(line: Line) -> str:
    """The number that a line begins with, raised or a sign; empty where there is none."""
    mark = line.mark()
    if mark is not None:
        return mark.text.strip("()[].,;")
    sign = _SIGN.match(line.words[0].text)
    return sign[0] if sign else ""


def _plain(line: Line) -> str:
    """The number on the baseline that a line begins with, with its words behind it."""
    first = line.words[0].text
    match = _PLAIN.fullmatch(first)
    if match is not None:
        return match[1] if len(line.words) > 1 else ""
    glued = _GLUED.match(first)
    return glued[1] if glued is not None else ""


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else 0


class _Feet:
    """Reads the zones at the feet of the columns, one after the other."""

    def __init__(self, sheets: Sequence[Sheet], size: float) -> None:
        self._sheets = sheets
        self._size = size
        sizes = Counter(
            round(line.size, 1)
            for sheet in sheets
            for line in sheet.lines
            if line.size < _SMALLER * size and (_signs(line) or _plain(line))
        )
        self._note_size = sizes.most_common(1)[0][0] if sizes else 0.0
        self._raised = self._are_raised()
        self._notes: list[Found] = []
        self._last = 0

    def _are_raised(self) -> bool:
        """Whether notes begin with a raised number, so that a figure on the baseline begins none."""
        small = [line for sheet in self._sheets for line in sheet.lines if abs(line.size - self._note_size) < 0.3]
        raised = sum(bool(_signs(line)) for line in small)
        return raised >= 2 and 3 * raised >= sum(bool(_plain(line)) for line in small)

    def read(self) -> tuple[list[Found], list[Line]]:
        body: list[Line] = []
        for sheet in self._sheets:
            called = {mark.number for mark in _marks(sheet.lines)}
            for stack in _stacks(sheet):
                at = self._begin(stack, sheet, called)
                body += stack[:at]
                for number, line in enumerate(stack[at:]):
                    if not self._put(line, called, first=number == 0):
                        body.append(line)
        return self._notes, body

    def _begin(self, stack: Sequence[Line], sheet: Sheet, called: set[str]) -> int:
        """Where the zone begins, the number of lines where there is none."""
        count = len(stack)
        left, right = min(line.left for line in stack), max(line.right for line in stack)
        for rule in sorted(sheet.rules, key=lambda rule: -rule.y):
            at = next((i for i, line in enumerate(stack) if line.base < rule.y), count)
            if at == count or rule.right < left + 5 or rule.left > right - 5:
                continue
            below = stack[at:]
            if any(line.base > rule.y for line in below) or below[0].base < rule.y - _NEAR * below[0].size:
                continue
            begins = any(self._starts(line, called) for line in below)
            letters = sum(len(w.text) for line in below for w in line.words)
            small = sum(len(w.text) for line in below if line.size < _SMALLER * self._size for w in line.words)
            short = rule.right - rule.left < 0.62 * (right - left)
            if small >= 0.7 * letters and (begins or (self._notes and short)):
                return at
            if short and self._starts(below[0], called):
                return at
        at = count
        while at and stack[at - 1].size < _SMALLER * self._size:
            at -= 1
        return self._without_rule(stack, at, called)

    def _without_rule(self, stack: Sequence[Line], at: int, called: set[str]) -> int:
        """A zone that only its size tells: it begins with a note, or goes on with one of the page before."""
        count = len(stack)
        start = next((i for i in range(at, count) if self._starts(stack[i], called)), count)
        if start == count:
            # a note that runs over a whole foot: only where the page before ended with notes
            return at if self._goes_on(stack, at, count) else count
        return at if self._goes_on(stack, at, start) else start

    def _goes_on(self, stack: Sequence[Line], at: int, stop: int) -> bool:
        if not self._notes or at == stop or not at:
            return False
        if any(abs(line.size - self._note_size) > 0.3 for line in stack[at:stop]):
            return False
        previous = self._notes[-1].cuts
        if not previous or previous[-1].line.page < stack[at].page - 1:
            return False
        gap = stack[at - 1].base - stack[at].base
        return gap > 1.1 * self._size

    def _starts(self, line: Line, called: set[str]) -> bool:
        if line.size > 1.02 * self._size:
            return False
        sign = _signs(line)
        if sign:
            return self._fits(sign, called)
        number = "" if self._raised else _plain(line)
        return bool(number) and (number in called or _value(number) in (self._last + 1, 1))

    def _fits(self, number: str, called: set[str]) -> bool:
        value = _value(number)
        if not value:
            return number in called or bool(_SIGN.fullmatch(number))
        return number in called or value == 1 or self._last < value <= self._last + _STEP

    def _put(self, line: Line, called: set[str], first: bool) -> bool:
        """Add a line of a zone; False where it belongs to no note."""
        at = 0
        if self._begins_note(line, called, first):
            at = self._open(line, 0)
        elif not self._notes:
            return False
        for index in range(max(at, 1), len(line.words)):
            word, before = line.words[index], line.words[index - 1]
            if (
                line.raised(word)
                and word.text.isdecimal()
                and int(word.text) == self._last + 1
                and before.text.endswith(_SENTENCE_END)
                and word.left - before.right > 0.15 * line.size
            ):
                self._notes[-1].cuts.append(Cut(line, at, index))
                at = self._open(line, index)
        if at < len(line.words):
            self._notes[-1].cuts.append(Cut(line, at, len(line.words)))
        return True

    def _begins_note(self, line: Line, called: set[str], first: bool) -> bool:
        sign = _signs(line)
        if sign:
            return self._fits(sign, called)
        number = "" if self._raised else _plain(line)
        value = _value(number)
        if not number:
            return False
        anew = value == 1 and number in called and self._notes and self._notes[-1].page < line.page
        near = self._last < value <= self._last + _STEP and number in called
        return bool(value == self._last + 1 or near or anew or (first and (value == 1 or number in called)))

    def _open(self, line: Line, index: int) -> int:
        """A new note; returns the first word behind its number."""
        word = line.words[index]
        number = (_signs(line) or _plain(line)) if not index else word.text
        rest = word.text.strip("()[].,;") != number and not line.raised(word) and not _PLAIN.fullmatch(word.text)
        if rest:  # a sign set solid with the word behind it
            line.words[index : index + 1] = [
                word._replace(text=number, right=word.left),
                word._replace(text=word.text[len(number) :], apart=True, order=word.order + len(number)),
            ]
        self._notes.append(Found(number, line.page))
        self._last = _value(number) or self._last
        return index + 1


def _stacks(sheet: Sheet) -> Iterable[list[Line]]:
    """The columns of a page one by one, and what runs over all of them above, between and below."""
    stack: list[Line] = []
    for line in sheet.lines:
        if stack and line.column != stack[-1].column:
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def _marks(lines: Iterable[Line]) -> Iterable[Mark]:
    for line in lines:
        for index, word in enumerate(line.words):
            if not line.raised(word):
                continue
            if not index and len(line.words) > 1 and not word.text.isdecimal():
                continue
            if index and word.text.isalpha() and line.words[index - 1].text[-1:].isdigit():
                continue  # ordinals: 19th
            for match in _NUMBERS.finditer(word.text):
                yield Mark(match[0], line.page, line, word, match.start(), match.end())


def _listed(body: Sequence[Line], marks: Sequence[Mark]) -> tuple[list[Found], list[Line]]:
    """Notes that stand in lists: runs of lines that begin with 1, 2, 3 ..., the last such run of each beginning."""
    starts = [(i, _signs(line) or _plain(line)) for i, line in enumerate(body)]
    numbered = [(i, int(number)) for i, number in starts if number.isdecimal()]
    chains: list[list[tuple[int, int]]] = []
    for place, (i, value) in enumerate(numbered):
        if value != 1:
            continue
        chain = [(i, 1)]
        for j, other in numbered[place + 1 :]:
            if other == chain[-1][1] + 1:
                chain.append((j, other))
        chains.append(chain)
    if not chains:
        return [], list(body)
    wanted = len({mark.number for mark in marks})
    longest = max(len(chain) for chain in chains)
    if longest < 2 or (longest < 0.4 * wanted and len(chains) < 2):
        return [], list(body)
    chosen = [chain for chain in chains if len(chain) == longest][-1]
    return _from_chain(body, chosen)


def _from_chain(body: Sequence[Line], chain: Sequence[tuple[int, int]]) -> tuple[list[Found], list[Line]]:
    notes: list[Found] = []
    taken: set[int] = set()
    for number, (start, value) in enumerate(chain):
        stop = chain[number + 1][0] if number + 1 < len(chain) else len(body)
        note = Found(str(value), body[start].page)
        for i in range(start, stop):
            line = body[i]
            if i > start and _breaks(body[i - 1], line):
                break
            taken.add(i)
            note.cuts.append(Cut(line, 1 if i == start else 0, len(line.words)))
        notes.append(note)
    return notes, [line for i, line in enumerate(body) if i not in taken]


def _breaks(before: Line, line: Line) -> bool:
    """Whether a list of notes ends between two lines: another size, or a wide gap."""
    if abs(before.size - line.size) > 0.08 * before.size:
        return True
    return before.page == line.page and before.column == line.column and before.base - line.base > 2.2 * line.size


def _tie(notes: Sequence[Found], marks: Sequence[Mark]) -> int:
    """Each note to the first mark of its number behind the mark of the note before it, on its page or one beside it.

    A mark that no note has (a square metre, an edition) is left aside, as is one that would pass over another that
    the next notes need.  Returns how many were tied.
    """
    at = tied = 0
    feet = any(note.page != notes[0].page for note in notes) and sum(
        any(mark.number == note.number and 0 <= note.page - mark.page <= 1 for mark in marks) for note in notes
    ) * 2 >= len(notes)
    own = {(note.page, note.number) for note in notes}
    for note in notes:
        for index in range(at, len(marks)):
            mark = marks[index]
            if feet and mark.page > note.page + 1:
                break
            if mark.number == note.number and (
                not feet
                or 0 <= note.page - mark.page <= 1
                # a page break between a mark and its note can fall the other way round
                or (mark.page == note.page + 1 and (mark.page, mark.number) not in own)
            ):
                note.mark = mark
                at = index + 1
                tied += 1
                break
    return tied
