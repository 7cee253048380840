"""Which of the numbers in the zones begin notes: the row of them that fits best as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from msgspec import Struct

from bibtool.readers.pages.feet import SENTENCE_END, Zone, are_letters, ends_sentence
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.starts import Kind, Start, order_of, start_of

_REACH = 25  # numbers that may be passed over between two notes
# Weights of evidence, set by hand: a number that its page calls outweighs all else but the order.
_CALLED, _CALLED_BEFORE, _NOT_CALLED = 2.5, 0.7, -1.0
_USUAL, _UNUSUAL = 1.0, -2.5  # how most notes print their numbers
_NEXT, _SKIPPED, _FAR, _AGAIN = 1.5, -0.6, -6.0, -5.0
_HERE = -2.0  # a new chapter on the page of the one before
_SOLID = -1.0  # a number that is only the beginning of a figure
_UNCALLED = {Kind.PLAIN: 2.0, Kind.GLUED: 2.0, Kind.SIGN: 0.4}  # a sign begins nothing but a note
_ON_BASELINE = (Kind.PLAIN, Kind.GLUED)


class Candidate(Struct, frozen=True):
    """A number at ``zone`` and ``line`` of it, and what speaks for it alone."""

    start: Start
    zone: int
    line: int
    page: int
    gain: float
    value: int  # its place in the row of numbers, 0 for a sign

    @property
    def place(self) -> tuple[int, int, int]:
        """Its word: two numbers cannot begin there."""
        return self.zone, self.line, self.start.index


def choose(zones: Sequence[Zone]) -> list[Candidate]:
    """The candidates that begin notes, in order."""
    found = _candidates(zones)
    anew = _restarts(zones, found)
    best: list[float] = []
    back: list[int] = []
    last: list[int] = []  # the number that was counted last
    for j, candidate in enumerate(found):
        top, link = 0.0, -1
        for i in range(max(0, j - _REACH), j):
            if found[i].place == candidate.place:
                continue
            score = best[i] + _step(found[i], last[i], candidate, anew)
            if score > top:
                top, link = score, i
        best.append(top + candidate.gain)
        back.append(link)
        last.append(candidate.value or (last[link] if link >= 0 else 0))
    if not best or max(best) <= 0:
        return []
    # what the reach cuts apart (an appendix without notes) is put together from the end
    chosen: list[Candidate] = []
    at = max(range(len(best)), key=best.__getitem__)
    while at >= 0:
        chosen.append(found[at])
        at = back[at]
    chosen.reverse()
    return chosen


def _step(before: Candidate, last: int, after: Candidate, anew: bool) -> float:
    value = after.value
    if not value or not last:
        return 0.5
    step = value - last
    if step == 1:
        return _NEXT
    if 1 < step <= 4:
        return _SKIPPED * (step - 1)
    if value == 1:
        if after.page == before.page:
            return _HERE
        return 1.0 if anew else -0.5
    return _AGAIN if not step else _FAR


def _restarts(zones: Sequence[Zone], found: Sequence[Candidate]) -> bool:
    """Whether numbers begin anew on each page."""
    pages = {zone.page for zone in zones}
    ones = {candidate.page for candidate in found if candidate.value == 1 and candidate.gain > 1}
    return len(ones) > 2 and 3 * len(ones) > len(pages)


def _candidates(zones: Sequence[Zone]) -> list[Candidate]:
    rows: list[tuple[Start, int, int]] = []
    by_page: dict[int, frozenset[str]] = {}
    for zone in zones:
        by_page[zone.page] = by_page.get(zone.page, frozenset()) | zone.called
    for number, zone in enumerate(zones):
        called = by_page[zone.page] | by_page.get(zone.page - 1, frozenset())
        for at, line in enumerate(zone.lines):
            start = start_of(line, called)
            if start is not None:
                rows.append((start, number, at))
            rows += ((inner, number, at) for inner in _within(line))
    sure = [row for row in rows if row[0].number in zones[row[1]].called]
    if not are_letters([row[0].number for row in sure]):
        rows, sure = [[row for row in some if not row[0].number.isalpha()] for some in (rows, sure)]
    kinds = Counter(row[0].kind for row in (sure or rows))
    total = sum(kinds.values())
    solid: list[tuple[Start, int, int]] = []
    if 5 * kinds[Kind.GLUED] >= total:
        solid = [row for given in rows for row in _solid(given, zones[given[1]])]
        rows = sorted(rows + solid, key=lambda row: (row[1], row[2], row[0].index))
    indents = [_indent(zones[zone], at) for start, zone, at in sure if start.kind in _ON_BASELINE and not start.index]
    usual = median(indents) if indents else None
    silent = not any(zone.called for zone in zones)
    called_before: frozenset[str] = frozenset()
    shortened = frozenset(solid)
    letters = sum(row[0].number.isalpha() for row in (sure or rows))
    lettered = 2 * letters > len(sure or rows)
    order, _ = order_of([row[0].number for row in (sure or rows)])
    out: list[Candidate] = []
    for start, number, at in rows:
        zone = zones[number]
        called_before = by_page.get(zone.page - 1, frozenset())
        gain = 0.0
        if start.number in by_page[zone.page]:
            gain += _CALLED
        elif start.number in called_before:
            gain += _CALLED_BEFORE
        elif not silent:
            gain += _NOT_CALLED * _UNCALLED.get(start.kind, 1.0)
        if 5 * kinds[start.kind] >= total:
            gain += _USUAL
        elif start.kind not in (Kind.RAISED, Kind.SIGN):
            gain += _UNUSUAL
        if start.kind in _ON_BASELINE and usual is not None and not start.index:
            gain += 0.3 if abs(_indent(zone, at) - usual) < 3 else -1.0
        if at and not start.index:
            gain += 0.3 if _ended(zone.lines, at - 1) else -0.5
        if start.index:
            gain -= 1.0
        if (start, number, at) in shortened:
            gain += _SOLID
        value = order(start.number) if lettered and not start.value else start.value
        out.append(Candidate(start, number, at, zone.page, gain, value))
    return out


def _solid(row: tuple[Start, int, int], zone: Zone) -> Iterable[tuple[Start, int, int]]:
    """Numbers set solid with a note that begins with a figure: what the page calls of "1012"."""
    start, number, at = row
    if start.kind in _ON_BASELINE and start.number.isdecimal():
        for length in range(1, len(start.number)):
            if start.number[:length] in zone.called:
                yield Start(start.number[:length], Kind.GLUED), number, at


def _within(line: Line) -> list[Start]:
    """Raised numbers behind the end of a sentence: short notes that share a line."""
    found: list[Start] = []
    if not line.mixed:
        return found
    for index in range(1, len(line.words)):
        word, before = line.words[index], line.words[index - 1]
        if (
            line.raised(word)
            and word.text.isdecimal()
            and before.text.endswith(SENTENCE_END)
            and word.left - before.right > 0.15 * line.size
        ):
            found.append(Start(word.text, Kind.RAISED, index))
    return found


def _indent(zone: Zone, at: int) -> float:
    return zone.lines[at].left - min(line.left for line in zone.lines)


def _ended(lines: Sequence[Line], at: int) -> bool:
    """Whether a note may end with a line: a full stop, or a line that is short."""
    line = lines[at]
    if ends_sentence(line):
        return True
    right = max(other.right for other in lines)
    return line.right < right - 2.5 * line.size
