"""Gender and number of the authors of a work, for tenże/taż/ciż, он же/она же/они же.

Evidence in this order: the word that the note itself prints, a field that says it, a patronymic, a full given name, the
end of the surname.  Where none speaks, or two contradict each other, the answer is unknown: then the name is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.language.errors import primary
from bibtool.language.locale import Gender, locale_data
from bibtool.text.data import toml
from bibtool.text.letters import CYRILLIC_LOWER
from bibtool.text.patterns import regex

_TOKENS = regex(r"[\s.]+")


class Evidence(Enum):
    """What told the gender."""

    PRINTED = "printed"
    FIELD = "field"
    PATRONYMIC = "patronymic"
    GIVEN = "given"
    SURNAME = "surname"
    NONE = "none"


class PersonGender(Struct, frozen=True):
    """The gender of one person and what told it."""

    gender: Gender
    evidence: Evidence


UNKNOWN = PersonGender(Gender.UNKNOWN, Evidence.NONE)


@cache
def _data() -> Mapping[str, Any]:
    return toml("language/data/gender.toml")


@cache
def _given() -> Mapping[str, Gender]:
    lists = _data()["given"]
    masculine, feminine = set(lists["masculine"].split()), set(lists["feminine"].split())
    out = dict.fromkeys(masculine - feminine, Gender.MASCULINE)
    out |= dict.fromkeys(feminine - masculine, Gender.FEMININE)
    return out


def gender_of_word(word: str) -> Gender:
    """What a printed word for "the same author" says.

    >>> gender_of_word("Taż"), gender_of_word("tamże")
    (<Gender.FEMININE: 'feminine'>, <Gender.UNKNOWN: ''>)
    """
    low = " ".join(word.casefold().split())
    for gender in (Gender.MASCULINE, Gender.FEMININE):
        if low in _data()["printed"][gender.value]:
            return gender
    return Gender.UNKNOWN


def gender_of(
    family: str, given: str = "", language: str = "", printed: str = "", stated: Gender = Gender.UNKNOWN
) -> PersonGender:
    """The gender of one person.

    ``language`` (BCP 47) is that of the name where it is known; ``printed`` is a word that a note prints for the
    person (taż), ``stated`` what a field says.

    >>> gender_of("Nowak", "Anna").gender, gender_of("Лебедева", "О. В.").evidence
    (<Gender.FEMININE: 'feminine'>, <Evidence.SURNAME: 'surname'>)
    """
    word = gender_of_word(printed)
    if word is not Gender.UNKNOWN:
        return PersonGender(word, Evidence.PRINTED)
    if stated is not Gender.UNKNOWN:
        return PersonGender(stated, Evidence.FIELD)
    names = [name for name in _TOKENS.split(given.casefold()) if len(name) > 1]
    by_father = _by_ending(names[1:], "patronymic")
    if by_father is not Gender.UNKNOWN:
        return PersonGender(by_father, Evidence.PATRONYMIC)
    by_given = _by_given(names, primary(language))
    by_surname = _by_ending([family.casefold()], "surname")
    if by_given is not Gender.UNKNOWN:
        return PersonGender(by_given, Evidence.GIVEN)
    if by_surname is not Gender.UNKNOWN:
        return PersonGender(by_surname, Evidence.SURNAME)
    return UNKNOWN


def _by_given(names: Sequence[str], language: str) -> Gender:
    for name in names:
        if name in _given():
            return _given()[name]
    rules = _data()["ending"].get(language) or _data()["ending"].get(_language_of(names))
    if not rules or not names:
        return Gender.UNKNOWN
    first = names[0].split("-")[0]
    if first in rules["not_feminine"]:
        return Gender.UNKNOWN
    if first.endswith(tuple(rules["feminine"])):
        return Gender.FEMININE
    return Gender.MASCULINE if first.endswith(tuple(rules["masculine"])) else Gender.UNKNOWN


def _language_of(names: Sequence[str]) -> str:
    """Cyrillic names whose language nobody said are read as Russian, by their letters as Ukrainian or Belarusian."""
    letters = "".join(names)
    if not re.search(f"[{CYRILLIC_LOWER}]", letters):
        return ""
    if "ў" in letters:
        return "be"
    return "uk" if re.search("[іїєґ]", letters) else "ru"


def _by_ending(names: Sequence[str], what: str) -> Gender:
    for name in names:
        last = name.split("-")[-1]
        hits = {
            gender: max((len(end) for end in _data()[what][gender.value] if last.endswith(end)), default=0)
            for gender in (Gender.MASCULINE, Gender.FEMININE)
        }
        best = max(hits, key=hits.__getitem__)
        # A surname that is nothing but the ending (Ina, Ов) says nothing.
        if hits[best] and len(last) > hits[best] + 1:
            return best
    return Gender.UNKNOWN


class Idem(Struct, frozen=True):
    """The word for "the same author(s)"; empty, with a finding, where the gender is unknown and the word needs it."""

    word: str
    finding: Finding | None = None


def idem(language: str, people: Iterable[PersonGender], names: str = "") -> Idem:
    """The word in ``language`` for authors named just before; ``names`` are for the finding.

    Several of whom one is a man take the masculine form; several women the feminine one.

    >>> idem("pl", [gender_of("Nowak", "Anna"), gender_of("Nowak", "Ewa")]).word
    'też'
    """
    group = [person.gender for person in people]
    plural = len(group) > 1
    data = locale_data(language)
    forms = {gender: data.term("idem", gender=gender, plural=plural) for gender in Gender}
    if Gender.MASCULINE in group:
        return Idem(forms[Gender.MASCULINE])
    if group and all(gender is Gender.FEMININE for gender in group):
        return Idem(forms[Gender.FEMININE])
    if forms[Gender.MASCULINE] == forms[Gender.FEMININE]:
        return Idem(forms[Gender.MASCULINE])
    return Idem("", Finding(Code.UNKNOWN_GENDER, {"name": names}))
