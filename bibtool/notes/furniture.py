"""Page furniture: running headers and page numbers, known by repetition and position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from bibtool.text.lines import Line
from bibtool.text.patterns import regex

_DIGITS = regex(r"\d{1,12}")
_SPACE = regex(r"\s+")
_PAGE_NUMBER = regex(r"\s*[\[(|~–—-]?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*[\])|~–—-]?\s*")
_NUMBER_FIRST = regex(r"\s*[\[(]?[\d¹²³⁰⁴-⁹]")
_FIRST = regex(r"\s*[\[(]?(\d{1,5})(?!\d)")
_CALL = regex(r"[¹²³⁰⁴-⁹]|\[\^?\d+\]|<sup")
_ENDED = regex(r"[.>…;,:]\s*$")
_LONGEST = 120  # characters of a running header
_FEWEST_BLANKS = 2  # that set a page off where there is no form feed
_BELOW, _ABOVE = 3, 2  # how many lines a header (journal, author, page) and a footer may have
_APART = 12  # lines at least between two running headers where nothing else shows the pages


class Furniture(Struct, frozen=True):
    """``skip[i]``: line i is furniture.  ``headers``: a line index for each distinct header; ``pages`` in order."""

    skip: tuple[bool, ...]
    headers: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()


class _Edge(Struct, frozen=True):
    """The lines at one side of a page break, from the break outward."""

    lines: tuple[int, ...]
    below: bool
    torn: bool  # by a form feed rather than by blank lines


def find(rows: Sequence[Line]) -> Furniture:
    """Recognise furniture in the lines of a text."""
    skip = [False] * len(rows)
    headers: dict[str, int] = {}
    pages: set[int] = set()
    edges = _edges(rows)
    repeated = _repeated(rows, edges)
    for edge in edges:
        peeled: list[int] = []
        for index in edge.lines:
            if (_key(rows[index].text), edge.below) not in repeated and not _page_number(rows[index]):
                break
            peeled.append(index)
        running = [i for i in peeled if not _page_number(rows[i])]
        for index in peeled:
            # A number alone at a run of blank lines may be anything; beside a header it is a page's.
            if _page_number(rows[index]):
                if edge.torn or running:
                    pages.add(index)
            else:
                headers.setdefault(_key(rows[index].text), index)
                skip[index] = True
    for index in [*_signed_blocks(rows, skip), *_counting(rows, skip)]:
        skip[index] = True
        if _page_number(rows[index]):
            pages.add(index)
        else:
            headers.setdefault(_key(rows[index].text), index)
    pages |= _isolated(rows, skip, pages)
    for index in pages:
        skip[index] = True
    printed = [_page_number(rows[i]) for i in sorted(pages)]
    return Furniture(tuple(skip), tuple(sorted(headers.values())), tuple(printed))


def _page_number(line: Line) -> str:
    """The page number that a line consists of, empty if it is something else."""
    if len(line.text) > _LONGEST:  # also: the pattern backtracks over long runs of blanks
        return ""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match[1] if match else ""


def _key(text: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", text).strip().casefold())


def _edges(rows: Sequence[Line]) -> list[_Edge]:
    """Both sides of each page break, the beginning and the end of the text included.

    No edge reaches beyond the next break, so that no line is counted twice.
    """
    full = [i for i, line in enumerate(rows) if not line.blank]
    breaks: list[tuple[int, bool]] = [(0, False)]
    for at in range(1, len(full)):
        between = range(full[at - 1] + 1, full[at] + 1)
        torn = any(rows[i].new_page for i in between)
        if torn or len(between) > _FEWEST_BLANKS:
            breaks.append((at, torn))
    if len(breaks) == 1:
        return []
    edges: list[_Edge] = []
    for (start, torn), (end, torn_after) in pairwise([*breaks, (len(full), False)]):
        edges.append(_Edge(tuple(full[start : min(start + _BELOW, end)]), True, torn))
        edges.append(_Edge(tuple(reversed(full[max(start, end - _ABOVE) : end])), False, torn_after))
    return edges


def _repeated(rows: Sequence[Line], edges: Sequence[_Edge]) -> set[tuple[str, bool]]:
    """The lines, by key, that stand at the same side of at least two page breaks."""
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for edge in edges:
        for index in edge.lines:
            if _may_run(rows[index].text, edge.below):
                places[_key(rows[index].text), edge.below].append(index)
    return {key for key, found in places.items() if len(found) >= 2 and _no_notes(rows, found)}


def _no_notes(rows: Sequence[Line], indices: Sequence[int]) -> bool:
    """Lines that begin with a number are headers if it counts pages; "11 Brzoza, Rzeki" and "33 Brzoza, Rzeki" are
    notes on one work."""
    firsts = [int(match[1]) for i in indices if (match := _FIRST.match(rows[i].text))]
    if not firsts:
        return True
    steps = [b - a for a, b in pairwise(firsts)]
    return 2 * sum(0 < step <= 4 for step in steps) > len(steps)


def _may_run(text: str, below: bool) -> bool:
    if len(text) > _LONGEST or "://" in text or _CALL.search(text):
        return False
    # "8 Ibidem." and "12 Ibidem." repeat as well, and so does the last line "Warszawa 1998, s. 12." of notes: what
    # stands at the foot of a page, or begins with a number, and ends like a note is none.
    return not _ENDED.search(text) or (below and not _NUMBER_FIRST.match(text))


def _signed_blocks(rows: Sequence[Line], skip: Sequence[bool]) -> list[int]:
    """Short blocks between blank lines that hold a page number and lines that repeat in other such blocks."""
    blocks: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    block: list[int] = []
    for index in range(len(rows) + 1):
        if index < len(rows) and not rows[index].blank:
            block.append(index)
            continue
        plain = [rows[i].text for i in block if not _page_number(rows[i])] if len(block) <= _BELOW else []
        others = [_key(text) for text in plain if _may_run(text, below=False)]  # "13" above "Ibidem." is a note
        if others and len(others) == len(plain) and len(others) < len(block) and not any(skip[i] for i in block):
            blocks[tuple(sorted(others))].append(block)
        block = []
    return [i for found in blocks.values() if len(found) >= 2 for block in found for i in block]


def _counting(rows: Sequence[Line], skip: Sequence[bool]) -> list[int]:
    """Headers without a form feed or blank lines around them: they show themselves by the page number they carry."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(rows):
        if not skip[index] and _DIGITS.search(line.text) and _may_run(line.text, False):
            groups[_key(line.text)].append(index)
    return [index for indices in groups.values() if _counts_up(rows, indices) for index in indices]


def _counts_up(rows: Sequence[Line], indices: list[int]) -> bool:
    """A header without a form feed or blank lines around it shows itself by the page number that it carries."""
    if len(indices) < 3:
        return False
    numbers = [[int(n) for n in _DIGITS.findall(rows[i].text)] for i in indices]
    if not numbers[0] or len({len(row) for row in numbers}) > 1:
        return False
    gaps = [b - a for a, b in pairwise(indices)]
    if min(gaps) < _APART:
        return False
    return any(all(0 < b - a <= 8 for a, b in pairwise(column)) for column in zip(*numbers, strict=True))


def _isolated(rows: Sequence[Line], skip: Sequence[bool], known: set[int]) -> set[int]:
    """Page numbers between blank lines or beside a header that count up: at least two, most of them a page apart."""
    alone: list[int] = []
    for index, line in enumerate(rows):
        if line.blank or index in known or not _page_number(line).isdigit():
            continue
        above = index == 0 or rows[index - 1].blank or skip[index - 1]
        below = index + 1 == len(rows) or rows[index + 1].blank or skip[index + 1]
        if above and below:
            alone.append(index)
    found = _increasing(rows, alone)
    near = sum(b - a < _APART for a, b in pairwise(found))
    return set() if 2 * near > len(found) - 1 else set(found)


def _increasing(rows: Sequence[Line], indices: list[int]) -> list[int]:
    """The longest run in which each number is one to four more than the last."""
    best: list[int] = []
    run: list[int] = []
    last = 0
    for index in indices:
        number = int(_page_number(rows[index]))
        if run and not 0 < number - last <= 4:
            run = []
        run.append(index)
        last = number
        if len(run) > len(best):
            best = list(run)
    return best if len(best) >= 2 else []
