"""Particles that stand last where a family name stands first: "Kardhof, Ernst von", "Berg, H. van den"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bibtool.citations.names.given import is_given
from bibtool.items.names import Name
from bibtool.language.forms import literal
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import FURTHER, UPPER

#: Patterns of a word of a name, of an initial, and of all initials of a person.
WORD = rf"[{UPPER}][^\W\d_]++(?:[’'ʼ`][^\W\d_]++)*"
INITIAL = rf"[{UPPER}][^\W\d_]{{0,2}}+\."
INITIALS = rf"{INITIAL}(?:\s?-?\s?{INITIAL}){{0,3}}"


def _particles() -> str:
    forms = literal(lexicon().forms("particle", "particle_behind_initials"))
    short = literal(lexicon().hint("particle_short"))
    return rf"(?:(?:{forms})\s){{0,2}}(?:{forms}|{short})"


@cache
def _turned() -> Phrase:
    joiner = lexicon().alternation("and")
    further = literal({form.rpartition(" ")[2] for form in _of_several()})  # "Otto von und zu Rodau"
    return Phrase(
        rf"(?P<family>{WORD}(?:[-–]{WORD})?),?\s"
        rf"(?P<given>{INITIALS}|{WORD}(?:-{WORD})?(?:\s(?:{WORD}|{INITIALS}))?)\s(?P<particle>{_particles()})"
        rf"(?=[,;:/.]|\s[(\[/&]|\s{joiner}\s(?!(?:{further})\s)|\s?\Z)",
        [*lexicon().forms("particle", "particle_behind_initials"), *lexicon().hint("particle_short")],
    )


@cache
def _last() -> re.Pattern[str]:
    return compiled(rf"(?<=[\w.])\s(?P<particle>{_particles()})\Z")


def turned(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    """A name at a place whose particle stands last, its form, and where it ends.

    A given name of the data or initials tell it from a title ("Storia, Arte di"), or a particle that titles have not.
    """
    match = _turned().match(text, at, end)
    if match is None:
        return None
    given, particle = " ".join(match["given"].split()), " ".join(match["particle"].split())
    told = "." in given or is_given(given.split()[0]) or particle not in _of_prose()
    if not told:
        return None
    name = Name(family=match["family"], given=given, dropping_particle=particle)
    return name, "family-first", match.end()


def bare(text: str, start: int, end: int) -> int:
    """Where a given name ends before the particle that stands last in ``text[start:end]``."""
    match = _last().search(text, start, end)
    return match.start() if match is not None else end


def inverted(family: str, given: str) -> Name:
    """A name of a family name and what stands behind it: "Ernst von"."""
    stop = bare(given, 0, len(given))
    return Name(family=family, given=given[:stop], dropping_particle=given[stop:].strip())


@cache
def before_family() -> str:
    """The pattern of the particles that may stand between initials and a family name."""
    return rf"(?:(?:{literal(lexicon().forms('particle'))})\s){{0,2}}"


@cache
def family_alone(joined: bool = False) -> str:
    """The pattern of a family name that stands alone at the head of a citation: "Lis-Kos", "O'Hara", "Van der Berg";
    where it is ``joined`` to another its particle has small letters too."""
    small_ones = literal(lexicon().forms("particle"))
    capital = "|".join(sorted(re.escape(form.capitalize()) for form in lexicon().forms("particle") if len(form) > 1))
    led = rf"(?:(?:{capital}{f'|{small_ones}' if joined else ''})\s(?:(?:{small_ones})\s){{0,2}})?"
    return rf"{led}(?:[{UPPER}][^\W\d_]?[’'])?[{UPPER}][^\W\d_]+{FURTHER}"


def leads(word: str) -> bool:
    """Whether a family name may begin with a word, in small letters or with a capital: "La Tour", "Van Der Kooi"."""
    return len(word) > 1 and word in _leading()


@cache
def small() -> frozenset[str]:
    """The words of all particles: "von", "zu"."""
    return frozenset(word for form in lexicon().forms("particle") for word in form.split())


def count(words: Sequence[str]) -> int:
    """The number of words of a name where a particle of several, "von und zu", "de la", is one."""
    if small().isdisjoint(words):
        return len(words)
    name = f" {' '.join(words)} "
    for form in _of_several():
        name = name.replace(f" {form} ", f" {form.split()[0]} ")
    kept = name.split()
    return len(kept) - sum(word in small() and before in small() for before, word in pairwise(kept))


@cache
def _of_several() -> tuple[str, ...]:
    return tuple(form for form in lexicon().forms("particle") if " " in form)


@cache
def _leading() -> frozenset[str]:
    further = {word for form in lexicon().forms("particle_behind_initials") for word in form.split()}
    return small() | {word.capitalize() for word in small() | further}


def title_like(words: Sequence[str]) -> bool:
    """Whether words of a title look like a name: "Der Weg zur Stadt. Ein Versuch", "Storia della Laguna. Saggio"."""
    return not _of_prose().isdisjoint(words[1:-1]) and not is_given(words[0])


@cache
def _of_prose() -> frozenset[str]:
    return frozenset(lexicon().hint("particle_of_prose"))
