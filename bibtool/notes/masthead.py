"""A line that says where a text was printed: journal, year, volume, issue."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from bibtool.notes.words import either, front_words
from bibtool.text.compiled import compiled
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex

_YEAR = regex(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_LONGEST = 200
_AROUND = ' \t\u00a0,.;:–—-(„“«»”"/|'


class Imprint(Struct, frozen=True):
    """What the line prints; ``volume`` or ``issue`` may be None, not both."""

    journal: Mapped
    year: Mapped
    volume: Mapped | None
    issue: Mapped | None


def imprint(line: Mapped) -> Imprint | None:
    """Read a line; None unless it names a journal with a year and a volume or an issue."""
    if len(line) > _LONGEST:
        return None
    year = _YEAR.search(line.text)
    volume, issue = _numbered("volume").search(line.text), _numbered("issue").search(line.text)
    ends = [match.start() for match in (year, volume, issue) if match]
    if year is None or len(ends) < 2:
        return None
    name = line[: min(ends)].strip(_AROUND)
    if sum(map(str.isalpha, name.text)) < 3:
        return None

    def number(match: re.Match[str] | None) -> Mapped | None:
        return line[match.start("number") : match.end("number")] if match else None

    return Imprint(name, line[year.start() : year.end()], number(volume), number(issue))


@cache
def _numbered(section: str) -> re.Pattern[str]:
    """A word for volume or issue, and its number (arabic with "/" and brackets, or roman capitals)."""
    number = r"(?P<number>\d+(?:[/–-]\d+)?(?:\s?\(\d+\))?|[IVXLC]+(?![^\W\d_]))"
    return compiled(rf"(?<!\w)(?i:{either(front_words(section))})\s*{number}")
