"""Who edited, translated or directed: "red. N. Nowak", "przeł. M. Kwaterko", "/ изд. подгот. Т. Ф. Пирожкова"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bibtool.citations.names.persons import attested, person_list
from bibtool.language.forms import alternation, by_first_word, exact, firsts, squash, telling
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Told
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

# Role of the lexicon -> CSL variable.  The more special come first: a form may have two; the longest form counts
# ("oprac. graf." is no "oprac.").
_VARIABLES = {
    "role_director": "director",
    "role_producer": "producer",
    "role_translator": "translator",
    "role_editor": "editor",
    "role_interviewer": "interviewer",
    "role_illustrator": "illustrator",
    "role_other": "contributor",  # foreword, commentary: CSL has no variables for them
}


@cache
def _roles() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Role -> first word -> the forms that begin with it."""
    return {role: by_first_word(lexicon().forms(role)) for role in _VARIABLES}


@cache
def _firsts() -> frozenset[str]:
    return firsts(lexicon().forms(*_VARIABLES))


@cache
def _told() -> Told:
    return Told(telling(lexicon().forms(*_VARIABLES)))


def may_stand(text: str) -> bool:
    """Whether a word for a role may stand in a text; most have none, and each of their parts is asked for one."""
    return _told().may_stand(text)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """The forms that begin with a word, of whatever role, with the bracket before them."""
    forms = alternation(form for known in _roles().values() for form in known.get(word, ()))
    return compiled(rf"[\[(]?(?P<form>{forms})")


@cache
def _by_form() -> Mapping[str, str]:
    """The variable of each form."""
    return {squash(f): variable for role, variable in reversed(_VARIABLES.items()) for f in lexicon().forms(role)}


@cache
def _named_so() -> re.Pattern[str]:
    """What joins a word for an editor to the name of a publisher."""
    return compiled(rf"\s{alternation(lexicon().hint('of_the'))}\s")


@cache
def _works() -> re.Pattern[str]:
    """What makes the title of collected works of a word for who collected them."""
    return compiled(rf"\s{exact(lexicon().hint('works'))}(?!\w)")


@cache
def _tongue() -> Forms:
    """The language behind a word for a translator: "przeł. z jęz. niem. A. Lis"."""
    return Forms(lexicon().forms("from_language"))


@cache
def _and() -> re.Pattern[str]:
    return compiled(rf"\s?{lexicon().alternation('and')}\s")


@cache
def _further() -> Forms:
    """What else the persons did: "red. i przekł."."""
    return Forms(lexicon().forms(*_VARIABLES))


@cache
def _after(word: str) -> re.Pattern[str]:
    """The words for an editor that begin with a word, behind names."""
    forms = alternation(_roles()["role_editor"].get(word, ()))
    return compiled(rf"\s?[\[(]\s?{forms}\s?[\])]|,?\s{forms}(?=[,.\s]|$)")


_WORD = regex(r"[^\W\d_]+")
_MARKS = regex(r"[\s,\[(]{0,4}")  # between names and a word for an editor
_TAIL = regex(r"\s?[:)\]]*\s?")
_COMMA = regex(r",\s?")
_MOST_ROLES = 4  # in a row
_MOST_BRACKETS = 2  # before a word for a role: "[(ed.)"


def role_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The CSL variable of a role word at ``start`` and where it ends."""
    at = start
    while at < end and text[at] in "[(" and at < start + _MOST_BRACKETS:
        at += 1
    word = _WORD.match(text, at, end)
    if word is None or word.group() not in _firsts():
        return None
    return _role(text, start, end, word.group())


def _role(text: str, start: int, end: int, word: str) -> tuple[str, int] | None:
    """The same of a word that is the first of a form."""
    match = _pattern(word).match(text, start, end)
    if match is None:
        return None
    variable, at = _by_form()[squash(match["form"])], match.end()
    if variable == "translator" and (tongue := _tongue().match(text, min(at + 1, end), end)):
        at = tongue.end()
    if _works().match(text, at, end):
        return None  # "Зібр. творів": no "зібр. А. Лис"
    if match["form"][0].isupper() and _named_so().match(text, at, end):
        return None  # "Éd. du Seuil": a publisher
    if squash(match["form"]) in _by_initials() and (
        match["form"][0].isupper() or _INITIALS_BEHIND.match(text, at, end) is None
    ):
        return None  # "Wyd. Adam Marszałek", "wyd. UMCS": a publisher, but "wyd. A. Lis"
    for _ in range(_MOST_ROLES):
        # "Публ., вступ. ст. и примеч.", "oprac. i wstęp"
        parted = text[at - 1] == "." or match["form"].islower()  # "wybór, oprac. i wstęp"
        joined = _and().match(text, at, end) or (_COMMA.match(text, at, end) if parted else None)
        further = _further().match(text, joined.end(), end) if joined else None
        if further is None:
            break
        if variable == "contributor":
            variable = _stronger(text[further.start() : further.end()])
        at = further.end()
    tail = _TAIL.match(text, at, end)
    return variable, tail.end() if tail else at


_INITIALS_BEHIND = regex(rf"\s(?:{CAPITAL}\.[\s-]?){{1,3}}{CAPITAL}")


@cache
def _by_initials() -> frozenset[str]:
    """Words for an editor that stand before publishers as well, and before editors with initials."""
    return frozenset(map(squash, lexicon().hint("role_by_initials")))


def _stronger(form: str) -> str:
    """The variable of a further role: editing and translating outweigh forewords and notes."""
    for role in ("role_translator", "role_editor"):
        if squash(form) in _squashed(role):
            return _VARIABLES[role]
    return "contributor"


@cache
def _squashed(role: str) -> frozenset[str]:
    return frozenset(map(squash, lexicon().forms(role)))


def found(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """All role words of a stretch: where each stands, its CSL variable."""
    if not may_stand(text):
        return
    known = _firsts()
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.group() not in known or word.start() < at:
            continue
        begin = word.start()
        while begin > at and begin > word.start() - _MOST_BRACKETS and text[begin - 1] in "[(":
            begin -= 1
        for place in range(begin, word.start() + 1):
            role = _role(text, place, end, word.group())
            if role is not None:
                variable, at = role
                yield place, at, variable
                break


def editors_after(text: str, at: int, end: int) -> int:
    """Where "(red.)" after a list of names ends; ``at`` where there is none."""
    if not may_stand(text):
        return at
    marks = _MARKS.match(text, at, end)
    word = _WORD.match(text, marks.end(), end) if marks else None
    match = _after(word.group()).match(text, at, end) if word and word.group() in _firsts() else None
    if match is None:
        return at
    if text[match.end() - 1] not in ")]" and text[match.end() : match.end() + 1] == " ":
        following = person_list(text, match.end() + 1, end)
        if following is not None and attested(text, following):
            return at  # "Urban Cultures, ed. Tom Green": the role is that of the names after it
    return match.end()
