"""Where a sentence goes on after a complete citation and names a further one: "…, s. 4, czemu przeczy B. Gaj, Spław,
Toruń 1980", "(Река. М., 1990. С. 5), что подтверждает Гаев В. Г. Сплав. Киров, 1980".

What leads on may be any words.  The further citation is known by its shape: a name that is attested, a title behind
it, and then a number as citations have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from bibtool.citations.names.persons import NameList, attested, person_list
from bibtool.citations.names.roles import role_at
from bibtool.citations.readings.translated import leading_words
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.segments import JOINED, NEAR, STRONG, WEAK_ENDS, skip
from bibtool.items.names import Name
from bibtool.language.detect import detect
from bibtool.language.forms import WORD, alternation
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_ENDS = JOINED | {Kind.IMPRINT, Kind.ISSUE, Kind.FOLIO}
# "(Leeds: Dale, 1980), 12–15": pages without a label
_PAGES_LAST = regex(r"[)”\"][,:]?\s[0-9]{1,4}(?:[-–][0-9]{1,4})?\Z")
# What leads on begins in lower case and goes over no full stop, semicolon or bracket.
_RUN = regex(rf",?\s(?P<words>[{LOWER}](?:[^.;!?()\[\]0-9„«“\"]|\.(?=\s[{LOWER}])){{2,240}})")
_BEFORE = regex(rf"[0-9)\]](?=,?\s[{LOWER}])")
_NAME_START = regex(rf"(?<=\s){CAPITAL}")
_NAMES, _REACH = 6, 240
_SAID = 120  # letters that tell the language of a sentence
_OF_THE_WORK = (
    "role_editor", "role_translator", "role_illustrator", "role_interviewer", "role_director", "accessed", "online",
     "thesis", "review", "manuscript", "supplement_of",
)  # fmt: skip


def onward(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where each further citation is parted from what stands before it, where its clause begins, and the words that
    lead to it.  Behind a bracket they stay with the sentence that the bracket stands in."""
    yield from _printed_again(text, anchors, tree)
    for match in _BEFORE.finditer(text):
        at = match.end()
        if tree.inside(at):
            continue
        bracket = text[at - 1] in ")]" and _cited_in(anchors, tree, at)
        if not bracket and not _complete(text, anchors, at):
            continue
        name = _further(text, anchors, tree, at)
        if name is not None:
            words = skip(text, at, name), name
            if not bracket:
                yield at, at + 1, words
            yield name, name, words


@cache
def _again() -> Phrase:
    """Where a work was printed again, behind its pages or in a last bracket: ", ora in Id., Scritti"."""
    forms = lexicon().forms("printed_again")
    same = lexicon().alternation("idem_m", "idem_f", "idem_pl")
    # "Oxford 1972, trad. it. Pittura ed esperienze sociali": a title, and no translator
    told = leading_words()
    translated = rf"(?<=[0-9]),\s(?P<words2>{alternation(told)}:?)\s(?={CAPITAL}[^\W\d_]+\s[{LOWER}])"
    last = r"\s\((?=[^()]*(?:\([^()]*\)[^()]*)*\)[.;]?\s*\Z)"
    again = rf"(?:,\s|{last})(?P<words>{alternation(forms)}:?)\s(?=[{UPPER}„«“\"]|{same})"
    return Phrase(rf"{again}|{translated}", [*forms, *told])


def _printed_again(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[tuple[int, int, tuple[int, int]]]:
    for match in _again().finditer(text):
        at = match.start()
        if not tree.inside(at) and _complete(text, anchors, at):
            words = match.span("words" if match["words"] else "words2")
            yield at, at + 1, words
            yield match.end(), match.end(), words


def _cited_in(anchors: Sequence[Anchor], tree: Structure, at: int) -> bool:
    """Whether a bracket that ends at a place holds pages or a date."""
    around = tree.brackets.around(at - 1, at)
    if around is None or around.end != at:
        return False
    kinds = {a.kind for a in between(anchors, around.start, at)}
    return bool(kinds & (_ENDS | {Kind.IBID, Kind.OP_CIT}))


def _complete(text: str, anchors: Sequence[Anchor], at: int) -> bool:
    """Whether a citation may end at a place."""
    ends = {a.kind for a in between(anchors, max(0, at - NEAR), at + 1) if a.end in (at, at + 1)}
    return bool(ends & _ENDS) or _PAGES_LAST.search(text, max(0, at - 20), at) is not None


def _further(text: str, anchors: Sequence[Anchor], tree: Structure, at: int) -> int | None:
    """Where the name of a further citation begins after the words at a place."""
    run = _RUN.match(text, at, min(len(text), at + _REACH))
    if run is None:
        return None
    begin = run.start("words")
    role = role_at(text, begin, min(len(text), at + _REACH))
    part = 0 if role is None else role[1]  # where those may stand who took part in the work before
    for start in islice(_NAME_START.finditer(text, begin, run.end()), _NAMES):
        name = start.start()
        if tree.inside(name) or name <= part:
            return None
        names = person_list(text, name, min(len(text), name + NEAR))
        if names is None:
            continue
        words = text[begin:name]
        if any(hints.contains(words, role) for role in _OF_THE_WORK) or _takes_part(words):
            return None
        if " " in words.strip() and governed(words):
            return None
        again = named_again(text, name, len(text))
        names = person_list(text, again, min(len(text), again + NEAR)) if again else names
        if names is not None and attested(text, names) and work_behind(text, anchors, names):
            return again or name
    return None


def _takes_part(words: str) -> bool:
    """Whether a role stands right before a name: "with John Pike", and not "with that in John Pike"."""
    said, forms = words.rstrip(), hints.forms("role_other")
    found = (forms.match(said, word.start()) for word in WORD.finditer(said))
    return any(match is not None and match.end() == len(said) for match in found)


def governed(words: str) -> bool:
    """Whether the last of some words governs the name behind it: "z dedykacją dla J. Lisa", "letters to A. Hale"; the
    Polish "to" does not."""
    last = words.rstrip().rpartition(" ")[2].casefold()
    return _said_in(words, lexicon().hints["governs"].get(last)) or words.rstrip().endswith(_honouring())


@cache
def _honouring() -> tuple[str, ...]:
    """Words before whom a collection of essays honours: "Studi in onore di"."""
    return tuple(sorted(lexicon().hint("honouring")))


def joined(words: str) -> bool:
    """Whether the last of some words joins the name behind it to one before: "pod redakcją Jana Kosa i Anny Lis"; the
    English "in" is no Slovene "and"."""
    return _said_in(words, lexicon().languages("and", words.rstrip().rpartition(" ")[2]))


def _said_in(words: str, languages: frozenset[str] | None) -> bool:
    """Whether a sentence is in one of some languages, or in none that can be told."""
    if not languages:
        return False
    said = detect(words[-_SAID:]).language
    return not said or said in languages


def named_again(text: str, at: int, end: int) -> int:
    """Where a citation begins whose names the words before it give already, in whatever case and order, with a colon
    between: "см. работы А. Н. Лисова: Лисов А. Н. Ручьи"; 0 where none does."""
    if text.find(": ", at, min(end, at + NEAR) + 2) < 0:
        return 0
    names = person_list(text, at, min(end, at + NEAR))
    if names is None or text[names.end : names.end + 2] != ": ":
        return 0
    again = person_list(text, names.end + 2, min(end, names.end + 2 + NEAR))
    if again is None or not attested(text, again):
        return 0
    return names.end + 2 if _same(names.names[0], again.names[0]) else 0


def _same(one: Name, other: Name) -> bool:
    """Whether two names are one in whatever case; of a short one the initial tells it too: "О. Гая", "Гай О."."""
    if one.family[:_STEM] == other.family[:_STEM]:
        return True
    length = min(len(one.family), len(other.family)) - 1
    alike = 1 < length < _STEM and one.family[:length] == other.family[:length]
    return alike and one.given[:1] == other.given[:1] != ""


_STEM = 3  # letters that a family name keeps in every case


def work_behind(text: str, anchors: Sequence[Anchor], names: NameList) -> bool:
    """Whether a mark stands behind names, then a title, then a number as citations have it."""
    end = names.end
    if text[end : end + 1] not in {",", ":"} and not (text[end : end + 2] == ". " or text[end - 1] == "."):
        return False
    after = between(anchors, end, end + NEAR)
    if not after or after[0].kind not in STRONG | WEAK_ENDS or after[0].start <= end + 3:
        return False
    title = text[end : after[0].start].strip(" ,.:–—([")
    parts = [part for part in (each.strip(" .:") for each in re.split(r",\s|\.\s", title)) if part]
    if not parts or parts[0][0].islower():
        return False
    return not hints.known_place(parts[0])


__all__ = ["governed", "joined", "named_again", "onward", "work_behind"]
