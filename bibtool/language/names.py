"""Is it the same person?  Names in two scripts, with initials, surname first, with particles."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from bibtool.language.folding import fold, fold_variants, plain
from bibtool.language.scripts import script
from bibtool.language.translit import Use, transliterate
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_INITIAL = regex(r"[^\W\d_]\.?|[^\W\d_][’']?[^\W\d_]?\.")
_GLUED = regex(r"(?<=\.)(?=[^\W\d_])")

# The score is the product of what the surnames and what the given names say.
_SAME = 1.0
_SPELLED = 0.95  # equal under a scheme or as a key, not as letters
_INITIALS = 0.9
_ABSENT = 0.75  # one of the two has no given name
_CLASH = 0.1
_NEAR = 0.9  # surnames that differ in a letter at most: times their likeness
LIKELY = 0.8


class Person(Struct, frozen=True):
    """A name in parts; ``given`` holds given names, patronymic and initials in the order of the text."""

    family: str
    given: tuple[str, ...] = ()
    particle: str = ""


class NameMatch(Struct, frozen=True):
    """``score`` from 0 to 1 (from :data:`LIKELY` on a likely match); ``why`` names the evidence for each half."""

    score: float
    why: tuple[str, str]

    @property
    def likely(self) -> bool:
        """Is it likely to be one person?"""
        return self.score >= LIKELY


@cache
def _data() -> Mapping[str, Any]:
    return toml("language/data/names.toml")


@cache
def _equivalents() -> Mapping[str, frozenset[int]]:
    """Key of a given name to the groups that it is in."""
    out: dict[str, set[int]] = {}
    for number, line in enumerate(_data()["equivalents"]):
        for name in line.split():
            out.setdefault(fold(name), set()).add(number)
    return {key: frozenset(groups) for key, groups in out.items()}


def parse_person(text: str) -> Person:
    """Read a printed name: "R. Gonczarenko", "Лебедева О. В.", "Neumann, Johann von", "J.-P. Sartre".

    Initials tell which end the surname is at; without initials and comma the last word is the surname.

    >>> parse_person("Лебедева О. В.")
    Person(family='Лебедева', given=('О.', 'В.'), particle='')
    """
    before, comma, after = text.partition(",")
    if comma and not is_suffix(after):
        family, given = _words(before), _words(after)
    else:
        words = [word for word in _words(text) if not is_suffix(word)]
        initials = [bool(_INITIAL.fullmatch(word)) for word in words]
        if words and not initials[0] and any(initials):  # surname first
            cut = initials.index(True)
            family, given = words[:cut], words[cut:]
            if not all(initials[cut:]):  # "Jean P. Sartre"
                family, given = words[-1:], words[:-1]
        else:
            family, given = words[-1:], words[:-1]
    particles = [word for word in (*given, *family[:-1]) if word.casefold() in _data()["particles"]]
    given = [word for word in given if word not in particles]
    family = [word for word in family if word not in particles]
    return Person(" ".join(family), tuple(given), " ".join(particles))


def bare_family(family: str) -> str:
    """A family name without the particles before it, which some lists print behind the given name, or not at all.

    >>> bare_family("van der Lint"), bare_family("La Roncière"), bare_family("Van")
    ('Lint', 'Roncière', 'Van')
    """
    words = family.split()
    while len(words) > 1 and words[0].casefold() in _data()["particles"]:
        del words[0]
    return " ".join(words)


def _words(text: str) -> list[str]:
    return _GLUED.sub(" ", text).replace(",", " ").split()


def is_suffix(text: str) -> bool:
    """Does it stand behind a family name ("Jr.", "мл.", "III")?"""
    return text.strip(" .,").casefold() in _data()["suffixes"]


def match_names(one: str | Person, other: str | Person) -> NameMatch:
    """How likely two printed names are the same person's.

    >>> match_names("Р. Гончаренко", "R. Gonczarenko").likely, match_names("R. Goncharenko", "В. Гончаренко").likely
    (True, False)
    """
    best = NameMatch(0.0, ("other-surname", ""))
    for first in _readings(one):
        for second in _readings(other):
            found = _match(first, second)
            if found.score > best.score:
                best = found
    return best


def _readings(name: str | Person) -> tuple[Person, ...]:
    """A printed name, and where nothing tells which end the surname is at ("Тренин Дмитрий"), the other way round."""
    if isinstance(name, Person):
        return (name,)
    read = parse_person(name)
    spelled = [word for word in read.given if not _INITIAL.fullmatch(word)]
    if len(spelled) != len(read.given) or not spelled or "," in name or read.particle:
        return (read,)
    return (read, Person(read.given[0], (*read.given[1:], read.family)))


def _match(first: Person, second: Person) -> NameMatch:
    family, why_family = _family(first.family, second.family)
    if family == 0.0:
        return NameMatch(0.0, (why_family, ""))
    given, why_given = _givens(first.given, second.given)
    return NameMatch(round(family * given, 2), (why_family, why_given))


@lru_cache(maxsize=4096)
def _spellings(name: str) -> frozenset[str]:
    """A name's readable spellings; those of a Latin name are the name itself."""
    if script(name) != "Cyrillic":
        return frozenset((plain(name),))
    as_surname = (plain(transliterate(name, language, "pl", Use.SURNAME)) for language in ("ru", "uk", "be"))
    return frozenset((plain(name), *fold_variants(name), *as_surname))


def _family(one: str, other: str) -> tuple[float, str]:
    if not one or not other:
        return 0.0, "no-surname"
    if one.casefold() == other.casefold():
        return _SAME, "same-surname"
    if _spellings(one) & _spellings(other):
        return _SPELLED, "same-surname-by-scheme"
    first, second = fold(one), fold(other)
    if first == second:
        return _SPELLED, "same-surname-by-key"
    # Half of a double surname, with the other half printed once only.
    parts = {fold(part) for part in one.split("-")}, {fold(part) for part in other.split("-")}
    if (len(parts[0]) > 1 or len(parts[1]) > 1) and parts[0] & parts[1]:
        return _NEAR, "half-of-a-double-surname"
    if script(one) != script(other):
        likeness = max(SequenceMatcher(None, first, key).ratio() for key in {second, *map(fold, _spellings(other))})
        if likeness >= 0.88 and min(len(first), len(second)) > 4:
            return _NEAR * likeness, "like-surname"
    return 0.0, "other-surname"


def _givens(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, str]:
    if not one or not other:
        return _ABSENT, "no-given-name"
    score, why = _SAME, "same-given-name"
    for first, second in zip(one, other, strict=False):
        value, reason = _given(first, second)
        if value < score:
            score, why = value, reason
    return score, why


def _given(one: str, other: str) -> tuple[float, str]:
    short = bool(_INITIAL.fullmatch(one)), bool(_INITIAL.fullmatch(other))
    if any(short):
        if _initials(one) & _initials(other):
            return _INITIALS, "same-initials"
        return _CLASH, "other-initials"
    first, second = fold(one), fold(other)
    if first == second or _spellings(one) & _spellings(other):
        return _SAME, "same-given-name"
    if _equivalents().get(first, frozenset()) & _equivalents().get(second, frozenset()):
        return _SPELLED, "given-name-in-two-languages"
    return _CLASH, "other-given-name"


@lru_cache(maxsize=4096)
def _initials(name: str) -> frozenset[str]:
    """Letters that the name may be abbreviated to; those of its equivalents too (Олександр, Александр: O and A)."""
    bare = name.strip(".’'")
    found = {spelling[:1] for spelling in _spellings(bare)} | {fold(bare)[:1], plain(bare)[:1]}
    if not _INITIAL.fullmatch(name):
        for key, groups in _equivalents().items():
            if groups & _equivalents().get(fold(bare), frozenset()):
                found.add(key[:1])
    return frozenset(letter for letter in found if letter)
