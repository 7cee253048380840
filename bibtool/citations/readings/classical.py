"""Works of antiquity and others that are cited by their own divisions, without an edition: "Tacitus, Annales, I, 1",
"Cic., De off. I 12", "Аристотель, Политика, 1252b 30".

A book in roman figures with its chapters, or a page of Stephanus or Bekker with its column, says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields import details
from bibtool.citations.scan.anchors import Anchor
from bibtool.items.names import Name
from bibtool.language.forms import alternation, exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER

_NUMBER = r"[0-9]{1,4}(?:\s?[-–—]\s?[0-9]{1,4})?"
_BOOK = rf"[IVXL]{{1,7}}(?![^\W\d_])(?:[.,]?\s?{_NUMBER}){{1,4}}"
_COLUMN = r"[0-9]{1,4}\s?[a-f](?:\s?[0-9]{1,2})?"
_PAGE = rf"{_COLUMN}(?:\s?[-–—]\s?(?:{_COLUMN}|[a-f]|[0-9]{{1,2}}))?"
_DOTTED = r"[0-9]{1,3}(?:\.[0-9]{1,3}){2,3}(?:[-–][0-9.]{1,7})?"  # "Institutes, 3.21.5"
_LOCUS = rf"(?:(?P<book>{_BOOK}|{_DOTTED})|(?P<page>{_PAGE}))[.\s]*\Z"
_WORD = rf"{CAPITAL}[{LOWER}]+"


@cache
def _whole() -> re.Pattern[str]:
    """Author and title between commas, then the place: nothing else."""
    author = rf"(?:(?:{exact(lexicon().hint('saint'))}|{_WORD})\s)?{_WORD}"
    title = rf"{CAPITAL}[^\W\d_]*(?:\s[^\W\d_]+){{0,5}}"
    return compiled(rf"(?P<author>{author}),\s(?P<title>{title}),?\s{_LOCUS}")


@cache
def _short() -> Phrase:
    """An abbreviated author of the data, perhaps an abbreviated title, then the place."""
    forms = lexicon().hint("classical_author")
    title = rf"(?P<title>{CAPITAL}[{LOWER}]+\.?(?:\s[^\W\d_]+\.?){{0,3}})"
    return Phrase(rf"(?P<author>{alternation(forms)}),?\s(?:{title},?\s)?{_LOCUS}", forms)


def classical(text: str, start: int, end: int) -> re.Match[str] | None:
    """The author, title and place of a stretch that is such a citation as a whole."""
    return _whole().match(text, start, end) or _short().match(text, start, end)


def read_classical(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a place in a work of antiquity; whether it was one."""
    found = classical(text, start, end)
    if found is None:
        return False
    draft.type = "classic"
    draft.put_names("author", [Name(literal=found["author"])], [found.span("author")], "classical-author")
    if found["title"] is not None:
        draft.put("title", found["title"], found.span("title"), "title-before-place")  # "De off." keeps its full stop
    name = "book" if found["book"] is not None else "page"
    draft.locate(
        found[name] if name == "book" else details.pages(found[name]), name, found.span(name), f"{name}-of-a-classic"
    )
    return True
