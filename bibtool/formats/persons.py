"""Persons as people write them where a format wants a comma or an "and": told by initials, patronymics and suffixes.

What these do not give away stays as it stands: a body, or a name that the rules of the format read.
"""

from __future__ import annotations

from functools import cache

from bibtool.items.names import Name
from bibtool.language.scripts import script
from bibtool.text.letters import CAPITAL
from bibtool.text.patterns import regex

_INITIAL = r"[^\W\d_]{1,3}\."
_INITIALS = rf"{_INITIAL}(?:[\s-]?{_INITIAL}){{0,3}}"
_FAMILY = r"[^\W\d_](?:[^\W\d_]|['’ʼ-])+"
_FAMILY_FIRST = regex(rf"({_FAMILY}(?: {_FAMILY})?) ({_INITIALS})")
_INITIALS_FIRST = regex(rf"({_INITIALS}) ?({_FAMILY})")
# "Lis EJ" of medical databases (Vancouver).
_BARE_INITIALS = regex(rf"{_FAMILY}(?: {_FAMILY})? {CAPITAL}{{1,3}}")
_ONLY_INITIALS = regex(rf"{_INITIALS}|{CAPITAL}{{1,3}}")
_NUMERAL = regex(r"[IVX]+")


def without_comma(text: str) -> Name | None:
    """A person whom initials or a patronymic give away; None for anything else, which may be a body.

    >>> without_comma("Лис Е. В.").family, without_comma("Е.В. Лис").family, without_comma("Instytut Rzek")
    ('Лис', 'Лис', None)
    """
    match = _FAMILY_FIRST.fullmatch(text)
    if match and not is_suffix(match[2]):
        return Name(match[1], match[2])
    match = _INITIALS_FIRST.fullmatch(text)
    if match:
        return Name(match[2], match[1])
    words = text.split(" ")
    if len(words) == 3 and script(text) == "Cyrillic" and all(word[:1].isupper() for word in words):
        from bibtool.language.patronymics import patronymic

        middle, last = map(patronymic, words[1:])
        if last and not middle:
            return Name(words[0], f"{words[1]} {words[2]}")
        if middle and not last:
            return Name(words[2], f"{words[0]} {words[1]}")
    return None


def are_family_first(names: list[str]) -> bool:
    """Are they all a family name and initials, so that the commas between them part persons ("Lis E, Kos J")?"""
    return len(names) > 1 and (
        all(_FAMILY_FIRST.fullmatch(name) for name in names) or all(_BARE_INITIALS.fullmatch(name) for name in names)
    )


def persons(pieces: list[str]) -> list[str]:
    """The names of a list whose persons only commas part ("Lis, E., Kos, J.", "Ewa Lis, Jan Kos, Olga Cis"); none where
    the commas may mean something else.

    >>> persons(["Lis", "E.", "Kos", "J."]), persons(["Lis", "Jr.", "Ewa"])
    (['Lis, E.', 'Kos, J.'], [])
    """
    if len(pieces) > 3 and len(pieces) % 2 == 0 and all(_ONLY_INITIALS.fullmatch(each) for each in pieces[1::2]):
        return [f"{family}, {given}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
    whole = len(pieces) > 2 and all(1 < len(words := each.split()) < 4 and not is_suffix(words[-1]) for each in pieces)
    return pieces if whole else []


def bare(text: str) -> Name:
    """A family name and initials without full stops.

    >>> bare("Lis EJ").given
    'EJ'
    """
    family, _, given = text.rpartition(" ")
    return Name(family, given)


def is_suffix(text: str) -> bool:
    """Does it stand behind a family name ("Jr.")?  Numerals do not count: "Jan Paweł II" is no Paweł."""
    from bibtool.language.names import is_suffix as known

    return not _NUMERAL.fullmatch(text.strip(" .,")) and known(text)


def ends_in_numeral(text: str) -> bool:
    """Is it a name with a number behind it, as popes and kings have it?"""
    words = text.split(" ")
    return len(words) > 1 and len(words[-1]) > 1 and _NUMERAL.fullmatch(words[-1]) is not None


def is_et_al(text: str) -> bool:
    """Does it say that names are left out ("et al.", "и др.")?"""
    return text.strip("[] .,").casefold() in _et_al()


@cache
def _et_al() -> frozenset[str]:
    from bibtool.language.lexicon import lexicon

    return frozenset(form.strip("[] .,").casefold() for form in lexicon().forms("et_al"))
