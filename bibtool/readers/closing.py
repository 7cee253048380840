"""Lines with which a publisher closes an article: when it came in, how to cite it, whose it is.  No note holds them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from bibtool.readers.elements import BLOCKS, tag, words
from bibtool.text.compiled import compiled
from bibtool.text.data import toml
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# "Received: 3 May 2021", "Eingegangen am 3. Mai 2021", "June 3, 2021", "2021-05-03", "3.05.2021"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_DATE = rf"(?:\d{{1,2}}\.?\s[^\W\d]+\.?\s{_YEAR}|[^\W\d]+\s\d{{1,2}},?\s{_YEAR}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}})"
_DATED = rf"\W{{0,4}}(?:\w{{1,4}}\W{{1,2}})?{_DATE}"
_ISSN = regex(r"(?i)e?-?ISSN\W{0,3}\d{4}\W?\d{3}[\dXХ](?!\w)")
_PARAGRAPHS = frozenset(("p", "div"))
_LONGEST = 120  # characters of the words and of what tells them


def closes(text: str, *, named: bool = True) -> bool:
    """Whether a paragraph begins as such a line does; without ``named`` those that hold a DOI or the like do not."""
    said = " ".join(text[:_LONGEST].split())
    return any(_pattern(kind).match(said) is not None for kind in ("said", "dated", "signs", "named")[: 3 + named])


def closes_line(line: str) -> bool:
    """Whether a line within a paragraph begins so; a DOI may be that of the work before it."""
    return closes(line, named=False) or _ISSN.match(" ".join(line[:_LONGEST].split())) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    ends = {"said": rf"(?:\s?:|{_DATED})", "dated": _DATED, "signs": r"(?!\w)", "named": r"\s?:"}
    return compiled(rf"(?i){_either(toml('readers/closing.toml')[kind])}{ends[kind]}")


def _either(rows: Mapping[str, Sequence[str]]) -> str:
    forms = {form for row in rows.values() for form in row}
    return "(?:" + "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) + ")"


def part(places: Collection[_Element]) -> None:
    """Give such lines behind a line break a paragraph of their own, in the last note of a list."""
    held = {above for place in places for above in place.iterancestors()}
    blocks: dict[_Element, list[_Element]] = {}
    for place in places:
        line = [place, *takewhile(lambda e: tag(e) not in BLOCKS, place.iterancestors())]
        block = place if tag(place) in _PARAGRAPHS else line[-1].getparent()
        if block is not None and tag(block) in _PARAGRAPHS:
            blocks.setdefault(block, []).append(line[-1])
    for block, inner in blocks.items():
        behind = list(block) if inner[0] is block else list(inner[0].itersiblings())
        at = next((e for e in behind if tag(e) == "br" and closes_line(_line(e))), None) if len(inner) == 1 else None
        if at is None or block.getparent() is None or any(e in places or e in held for e in block.itersiblings()):
            continue
        moved = list(at.itersiblings())
        if any((e.get("href") or "").startswith("#") for each in moved for e in each.iter()):
            continue  # the way back to the call is the note's
        own = block.makeelement("p")
        own.text, at.tail = at.tail, None
        own.extend(moved)
        own.tail, block.tail = block.tail, None
        block.addnext(own)


def _line(at: _Element) -> str:
    """What stands on the line behind a line break."""
    said = [at.tail or ""]
    for beside in at.itersiblings():
        if tag(beside) == "br":
            break
        said += (words(beside), beside.tail or "")
    return "".join(said).lstrip()
