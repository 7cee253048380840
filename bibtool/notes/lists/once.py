"""Lists that print an author once, on a line of its own, and each work below: by its year, or indented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.notes.lists import line_shapes
from bibtool.notes.marks import ends_sentence
from bibtool.text.compiled import compiled
from bibtool.text.letters import LOWER, UPPER
from bibtool.text.patterns import regex

_LONGEST = 100  # characters of a line of authors
_FEWEST = 2  # works


@cache
def _dated() -> re.Pattern[str]:
    """A year, or what says that there is none, at the beginning of a line, and then a title."""
    from bibtool.language.lexicon import lexicon

    year = rf"(?:1[4-9]|20)\d\d(?:\s?[/–-]\s?(?:\d\d){{1,2}})?\s?[{LOWER}]?|{lexicon().alternation('no_year')}"
    return compiled(rf"\s*[(\[]?(?:{year})[)\]]?\s*(?:(?:[.,:;–—-]\s*|\s)(?=[{UPPER}]|[„“”\"«‘'(\[])|\Z)")


def authors(rows: Sequence[str], parted: Sequence[bool]) -> dict[int, int]:
    """For each line that begins a work the line of its author; empty where a list is none of this kind.

    ``parted`` says before which lines a blank one stands.
    """
    if len(rows) <= _FEWEST or not _heads(rows[0], rows[0]):
        return {}
    return _by_year(rows, parted) or _by_indent(rows)


def _by_year(rows: Sequence[str], parted: Sequence[bool]) -> dict[int, int]:
    dated = [at for at, row in enumerate(rows) if _dated().match(row)]
    if len(dated) < _FEWEST or dated[0] != 1:
        return {}
    found: dict[int, int] = {}
    head = 0
    for at in dated:
        before = rows[at - 1]
        if _heads(before, rows[0]) and (at - 1 == 0 or parted[at - 1] or line_shapes.ended(rows[at - 2]) > 0):
            head = at - 1
        elif not parted[at] and line_shapes.ended(before) <= 0:
            continue  # a year in the middle of a work
        found[at] = head
    return found if len(found) >= _FEWEST else {}


def _by_indent(rows: Sequence[str]) -> dict[int, int]:
    """The same of works that are set in below their author, or behind a dash, and all cite."""
    begins: dict[int, int] = {}
    head = 0
    for at, row in enumerate(rows):
        if at and (_indent(row) > _indent(rows[head]) or _DASH.match(row)):
            if at - 1 == head or (line_shapes.ended(rows[at - 1]) > 0 and line_shapes.begun(_DASH.sub("", row)) >= 0):
                begins[at] = head
        elif _heads(row, rows[0]) and line_shapes.named(f"{row.strip()},") and (not at or head < at - 1):
            head = at
        else:
            return {}
    ends = [*list(begins)[1:], len(rows)]
    works = [
        "\n".join(rows[at : end - (end in begins and begins[end] == end - 1)])
        for at, end in zip(begins, ends, strict=True)
    ]
    several = len(begins) > len(set(begins.values()))
    return begins if len(begins) > _FEWEST and several and all(map(line_shapes.cites, works)) else {}


_DASH = regex(r"\s*[–—•·*-]\s+(?=\S)")


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _heads(row: str, first: str) -> bool:
    """Whether a line is that of an author, punctuated like the first one and as far to the left."""
    text = row.strip()
    if not text or len(text) > _LONGEST or not text[0].isalpha() or line_shapes.cites(text):
        return False
    stopped = ends_sentence(text)
    if stopped and (":" in text or not line_shapes.named(text)):
        return False
    return (
        _indent(row) <= _indent(first)
        and stopped == ends_sentence(first.strip())
        and (stopped or text[-1] not in "-–—;(")
    )
