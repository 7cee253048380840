"""Place, publisher and year that stand together: "(Seoul: Press, 2019)", "– Мінск: Навука, 2009"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.rules import Note
from bibtool.citations.scan.shapes import PLACE, YEAR
from bibtool.language.lexicon import MONTH_ROLES, lexicon, squash
from bibtool.text.letters import CAPITAL


@cache
def _imprint() -> re.Pattern[str]:
    words = lexicon().alternation(*(r for r in MONTH_ROLES if r != "roman_month"), "season", "season_alt")
    months = f"{words}|[IVX]{{1,4}}"
    return re.compile(
        rf"\((?P<place>[^\W\d_][^():;0-9]{{1,50}}?)\s?:\s(?P<publisher>[^()]{{2,90}}?),\s"
        rf"(?P<year>\[?{YEAR}(?:\s?[-–/]\s?\d{{2,4}})?\]?)\)"
        # "(Seoul, 2019)", "(Warszawa 2001)"
        rf"|\((?P<place3>(?!(?:{months})(?!\w)){PLACE}),?\s(?P<year3>{YEAR})\)"
        # ". – Мінск: Выш. Шк., 2009": only a dash or full stop before it tells it from a title with a colon.
        rf"|(?<=[.–—―\]-]\s)\[?(?P<place2>{PLACE}(?:;\s{PLACE})?)\]?\s?\.?:\s?"
        rf"(?P<publisher2>[^:;–—()]{{2,90}}?(?:;\s{CAPITAL}[^:;–—()]{{1,60}}?)?),?\s"
        rf"(?P<year2>\[?{YEAR}(?:\s?[-–―—/]\s?{YEAR})?\]?)(?!\w)"
    )


@cache
def _labels() -> frozenset[str]:
    """What stands before a colon and is no place: signals and roles ("См.: Лотман…, 1972")."""
    return frozenset(
        map(squash, lexicon().forms("in", "see", "cited_after", "role_editor", "role_translator", "role_other"))
    )


def imprints(note: Note) -> Iterator[Anchor]:
    """The imprints of a note."""
    text = note.text
    if ":" not in text and "(" not in text:
        return
    for match in _imprint().finditer(text):
        suffix = "" if match.group("place") else "3" if match.group("place3") else "2"
        year = match.group("year" + suffix)
        date = parse_date(year)
        named = ("place",) if suffix == "3" else ("place", "publisher")
        extra = tuple((n, *match.span(n + suffix)) for n in named)
        rule = "imprint" if suffix == "2" else "imprint-in-brackets"
        if date and not (suffix == "2" and _no_imprint(text, match)):
            yield Anchor(Kind.IMPRINT, *match.span(), *match.span("year" + suffix), year, date, extra=extra, rule=rule)


def _no_imprint(text: str, match: re.Match[str]) -> bool:
    """Whether "X: y, 1972" is none: a signal or role before the colon, an initial before the place ("П. А. Мир: …"),
    a publisher in lower case."""
    return (
        squash(match.group("place2")) in _labels()
        or re.search(r"(?:^|\s)[^\W\d_]\.\s\[?\Z", text[max(0, match.start("place2") - 6) : match.start("place2")])
        is not None
        or match.group("publisher2")[0].islower()
    )
