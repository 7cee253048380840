"""Who edited, translated or directed: "red. N. Nowak", "przeł. M. Kwaterko", "/ изд. подгот. Т. Ф. Пирожкова"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.names.persons import NameList, attested, person_list
from bibtool.items.names import Name
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase, phrase, words_of

# Role of the lexicon -> CSL variable.  The more special come first: a form may have two.
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
def _roles() -> Phrase:
    """A word for each role, with the brackets around it."""
    lex = lexicon()
    second = lex.alternation("role_translator", "role_editor")
    groups = "|".join(f"(?P<{role}>{lex.alternation(role)})" for role in _VARIABLES)
    return phrase(
        rf"[\[(]?(?:{groups})(?:\s?{lex.alternation('and')}\s{second})?\s?[:)\]]*\s?", lex.forms(*_VARIABLES)
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"\s?[\[(]\s?{lexicon().alternation('role_editor')}\s?[\])]|,?\s{lexicon().alternation('role_editor')}(?=[,.\s]|$)"
    )


def role_at(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The CSL variable of a role word at ``start`` and where it ends."""
    match = _roles().match(text, start, end)
    return None if match is None else (_variable(match), match.end())


def found(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """All role words of a stretch: where each stands, its CSL variable."""
    known = _roles()
    if known.firsts.isdisjoint(words_of(text)):
        return
    at = start
    for word in _WORD.finditer(text, start, end):
        if word.start() < at or word.group() not in known.firsts:
            continue
        begin = word.start()
        while begin > at and begin > word.start() - _MOST_BRACKETS and text[begin - 1] in "[(":
            begin -= 1
        for place in range(begin, word.start() + 1):
            match = known.pattern.match(text, place, end)
            if match is not None:
                at = match.end()
                yield place, at, _variable(match)
                break


_WORD = re.compile(r"[^\W\d_]+")
_MOST_BRACKETS = 2  # before a word for a role: "[(ed.)"


def _variable(match: re.Match[str]) -> str:
    return _VARIABLES[match.lastgroup or ""]


def editors_after(text: str, at: int, end: int) -> int:
    """Where "(red.)" after a list of names ends; ``at`` where there is none."""
    match = _after().match(text, at, end)
    if match is None:
        return at
    if text[match.end() - 1] not in ")]" and text[match.end() : match.end() + 1] == " ":
        following = person_list(text, match.end() + 1, end)
        if following is not None and attested(text, following):
            return at  # "Urban Cultures, ed. Tom Green": the role is that of the names after it
    return match.end()


def read(draft: Draft, text: str, start: int, end: int) -> bool:
    """Read a stretch that begins with a role; whether it did."""
    found = role_at(text, start, end)
    if found is None:
        return False
    variable, at = found
    names = person_list(text, at, end + text.startswith(".", end), closed=False)  # "i in." ends in a full stop
    if names is None:
        rest = text[at:end].strip(" ,.;")
        if rest and rest[0].isupper() and len(rest.split()) < 6:
            first = at + text[at:end].index(rest[0])
            draft.put_names(variable, [Name(literal=rest)], [(first, first + len(rest))], f"{variable}-role")
        return True
    draft.put_names(variable, list(names.names), list(names.spans), f"{variable}-role")
    cut_short(draft, variable, names)
    return True


def cut_short(draft: Draft, variable: str, names: NameList) -> None:
    """Remember that a list ends in "i in."; one list of a work can."""
    if names.et_al:
        draft.custom.setdefault("et-al", variable)
