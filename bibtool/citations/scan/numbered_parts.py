"""Parts of a work by their numbers behind its year: "Poznań 1996, dok. nr 14, s. 98", "Warszawa 2001, tabl. III".

The page is what is cited; the part belongs to it, and stands alone where there is no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.rules import Note, Rule, keys_of
from bibtool.citations.scan.shapes import RANGE
from bibtool.language.forms import alternation
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER

_FAR = 24  # letters of what a part stands behind


def rules() -> tuple[Rule, ...]:
    """Numbered parts of a work, compiled at the first note."""
    lex = lexicon()
    items = {form.split()[0].lower() for form in lex.forms("gazette_item", "issue")}  # of collections, of periodicals
    parts = [form for form in lex.hint("part_of_work") if form.split()[0].lower() not in items]
    chapters = lex.forms("chapter")  # alone, each is read elsewhere
    numeral = rf"[IVXLІХ]{{1,7}}(?!\.\s?{CAPITAL}[{LOWER}])"
    number = rf"(?:[0-9]{{1,4}}[{LOWER}]?(?:[-–][0-9]{{1,4}})?|{numeral})(?![\w/])"
    page = rf"[,.]\s{lex.alternation('page')}\s?(?P<value>{RANGE})(?!\s?[,–-]\s?[0-9])"
    return (
        Rule(
            keys_of((*parts, *chapters)),
            rf"(?P<part>(?:(?P<chapter>{alternation(chapters)})|{alternation(parts)})\s?{number})"
            rf"(?:{page}|(?(chapter)(?!)|(?=\.?\s*\Z|;|\.\s{CAPITAL})))",
            _part,
        ),
    )


@cache
def _behind() -> re.Pattern[str]:
    """The year of a work, or what stands for the work cited last."""
    return compiled(rf"(?:(?<![\w/.])[12][0-9]{{3}}[\])]?|{lexicon().alternation('ibid', 'op_cit')})[,.]\s\Z")


def _part(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if _behind().search(note.text, max(0, match.start() - _FAR), match.start()) is None:
        return
    rest, at = (("rest", *match.span("part")),), match.end()
    if match["value"] is None:
        yield Anchor(Kind.PAGES, *match.span(), at, at, extra=rest, rule="throughout")
    else:
        yield Anchor(Kind.PAGES, *match.span(), *match.span("value"), match["value"], extra=rest, rule="page-label")
