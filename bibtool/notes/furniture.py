"""Page furniture: running headers and page numbers, known by repetition and position."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bibtool.text.lines import Line

_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"\s*[\[(|~–—-]?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*[\])|~–—-]?\s*")
_NUMBER_FIRST = re.compile(r"\s*\d")
_ENDED = re.compile(r"[.>…;,:]\s*$")
_LONGEST = 120  # characters of a running header
_FEWEST_BLANKS = 2  # that set a header off where there is no form feed
_APART = 12  # lines at least between two running headers of one text


@dataclass(frozen=True, slots=True)
class Furniture:
    """``skip[i]``: line i is furniture.  ``headers``: a line index for each distinct header; ``pages`` in order."""

    skip: tuple[bool, ...]
    headers: tuple[int, ...] = ()
    pages: tuple[str, ...] = ()


def find(rows: Sequence[Line]) -> Furniture:
    """Recognise furniture in the lines of a text."""
    skip = [False] * len(rows)
    edges = _edges(rows)
    groups: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(rows):
        if len(line.text) <= _LONGEST and not line.blank and not _page_number(line):
            groups[_key(line.text)].append(index)
    headers: list[int] = []
    for indices in groups.values():
        chosen = _running(rows, edges, indices)
        if len(chosen) >= 2:
            headers.append(chosen[0])
            for index in chosen:
                skip[index] = True
    pages = _page_numbers(rows, edges, skip)
    for index in pages:
        skip[index] = True
    printed = [number for i in pages if (number := _page_number(rows[i]))]
    return Furniture(tuple(skip), tuple(sorted(headers)), tuple(printed))


def _page_number(line: Line) -> str:
    """The page number that a line consists of, empty if it is something else."""
    if len(line.text) > _LONGEST:  # also: the pattern backtracks over long runs of blanks
        return ""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match[1] if match else ""


def _key(text: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", text).strip().casefold())


def _edges(rows: Sequence[Line]) -> list[bool]:
    """Whether a line stands at the edge of a page: within two lines of a form feed or of a run of blank lines."""
    edges = [False] * len(rows)
    full = [i for i, line in enumerate(rows) if not line.blank]
    for at, index in enumerate(full):
        before = full[at - 1] if at else -1
        gap = index - before - 1
        torn = any(rows[i].new_page for i in range(before + 1, index + 1))
        if torn or (gap >= _FEWEST_BLANKS and at):
            # The head of a page may hold three lines (journal, author, page), its foot two.
            for near in full[max(at - 2, 0) : at + 3]:
                edges[near] = True
    return edges


def _running(rows: Sequence[Line], edges: Sequence[bool], indices: list[int]) -> list[int]:
    """The occurrences of one line that are running headers."""
    if len(indices) < 2:
        return []
    # "8 Ibidem." and "12 Ibidem." repeat as well: what begins with a number and ends like a note is none.
    text = rows[indices[0]].text
    if _NUMBER_FIRST.match(text) and _ENDED.search(text):
        return []
    chosen = [i for i in indices if edges[i]]
    if len(chosen) < 2 and _counts_up(rows, indices):
        chosen = indices
    spaced = chosen[:1]
    for index in chosen[1:]:
        if index - spaced[-1] >= _APART:
            spaced.append(index)
    return spaced


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


def _page_numbers(rows: Sequence[Line], edges: Sequence[bool], skip: Sequence[bool]) -> list[int]:
    """Lines that are nothing but a page number, at the edge of a page or beside a running header."""
    chosen: list[int] = []
    alone: list[int] = []
    for index, line in enumerate(rows):
        if not _page_number(line):
            continue
        before, after = _neighbour(rows, index, -1), _neighbour(rows, index, 1)
        beside = any(i is not None and skip[i] for i in (before, after))
        if beside or edges[index]:
            chosen.append(index)
        elif (index == 0 or rows[index - 1].blank) and (index + 1 == len(rows) or rows[index + 1].blank):
            alone.append(index)
    return sorted(chosen + _increasing(rows, alone))


def _neighbour(rows: Sequence[Line], index: int, step: int) -> int | None:
    index += step
    while 0 <= index < len(rows):
        if not rows[index].blank:
            return index
        index += step
    return None


def _increasing(rows: Sequence[Line], indices: list[int]) -> list[int]:
    """Of isolated numbers those that count the pages: at least two, each one to four more than the last."""
    best: list[int] = []
    run: list[int] = []
    last = 0
    for index in indices:
        printed = _page_number(rows[index])
        if not printed.isdigit():
            continue
        number = int(printed)
        if not run or not 0 < number - last <= 4:
            run = []
        run.append(index)
        last = number
        if len(run) > len(best):
            best = list(run)
    return best if len(best) >= 2 else []
