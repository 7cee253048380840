"""Where a citation ends in its year and a full stop, and a sentence behind it names a further work: "…, Kraków 1990.
Ważna jest też praca P. Brocka, Tamy, w: Rzeki, Lublin 1999".

Behind pages a sentence parts by itself; behind a year it may be the rest of the citation, so that its words have to
tell: some in small letters, one of them for a writing or of sentences, right before a name that a work follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from bibtool.citations.names.persons import attested, person_list
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.onward import work_behind
from bibtool.citations.segment.segments import NEAR
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

_STOP = regex(rf"\.(?<=[0-9)]\.)\s(?={CAPITAL})")
# over no full stop but that of an initial, no comma, semicolon, bracket or figure
_RUN = regex(rf"{CAPITAL}[{LOWER}]*(?:\s[^\W\d_]+)*(?::?\s(?={CAPITAL}))")
_NAME_START = regex(rf"(?<=\s){CAPITAL}")
_ENDS = DATES | {Kind.IMPRINT}
_ALONE = regex(r"\((?:1[4-9]|20)[0-9]{2}[^\W\d_]?\)\Z|\.\s(?:1[4-9]|20)[0-9]{2}[^\W\d_]?\Z")
_PLACE = regex(rf"[,(]\s?(?P<place>{CAPITAL}[\w-]+),?\s(?:1[4-9]|20)[0-9]{{2}}\)?\Z")
_FEWEST, _MOST = 2, 14  # words before the name
_ENOUGH = 4  # where none of them tells
_NAMES = 4


def next_sentence(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where each such citation ends, where the sentence begins, and the words before the name; and the place of the
    name itself."""
    for stop in _STOP.finditer(text):
        at, begin = stop.start(), stop.end()
        if tree.inside(at) or not _dated(text, anchors, at):
            continue
        name = _named(text, anchors, tree, begin, _placed(text, at))
        if name:
            yield at, begin, (begin, name)
            yield name, name, (begin, name)


def _dated(text: str, anchors: Sequence[Anchor], at: int) -> bool:
    """Whether a date or an imprint ends at a place, but no date that stands right behind names: "Adams, J. (1990). A
    study of J. Black, …", "Adams, John, 1990. Works by …"."""
    ends = [a for a in between(anchors, max(0, at - NEAR), at + 1) if a.kind in _ENDS and at - 1 <= a.end <= at]
    if not ends or _ALONE.search(text, max(0, at - 9), at) is not None:
        return False
    first = text.rfind("; ", 0, at) + 2 if "; " in text[:at] else 0
    names = person_list(text, first, at + 1)
    return names is None or names.end < ends[0].start - 2


@cache
def _of_others() -> frozenset[str]:
    """Words of forms that say what somebody did for the work before: "przedmową", "translated"."""
    lex = lexicon()
    roles = [role for role in lex.words if role.startswith("role_")]
    return frozenset(word for form in lex.forms(*roles, "thesis", "review") for word in form.split() if len(word) > 4)


@cache
def _telling() -> frozenset[str]:
    """Words for a writing, or of sentences."""
    return lexicon().hint("writing") | lexicon().hint("sentence_word")


def _placed(text: str, at: int) -> bool:
    """Whether a known place stands before the year that ends at a place: no title goes on behind it."""
    place = _PLACE.search(text, max(0, at - NEAR), at)
    return place is not None and hints.known_place(place["place"])


def _named(text: str, anchors: Sequence[Anchor], tree: Structure, begin: int, placed: bool) -> int:
    """Where the name of a further work stands in the sentence that begins at a place; 0 where none does."""
    run = _RUN.match(text, begin)
    if run is None:
        return 0
    telling = _telling()
    for start in islice(_NAME_START.finditer(text, begin, run.end() + 1), _NAMES):
        name = start.start()
        words = text[begin:name].replace(":", " ").split()
        if len(words) > _MOST or tree.inside(name):
            return 0
        if len(words) < _FEWEST or not (words[-1][0].islower() or words[-1] in telling):
            continue
        if telling.isdisjoint(words) and (not placed or len(words) < _ENOUGH or not _of_others().isdisjoint(words)):
            continue
        names = person_list(text, name, min(len(text), name + NEAR))
        if names is not None and attested(text, names) and work_behind(text, anchors, names):
            return name
    return 0
