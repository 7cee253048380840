"""Invented persons, and the forms in which their names are printed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.tables import Table

# How a name is printed: I initials, G given names, F family name, in their order; "," a comma between, "." closed up,
# "-" without full stops; "i f" the whole in small letters.
FORMS = ("I F", "G F", "F I", "F, I", "F G", "F, G", "F -", "F, -", "F", "i f")


@dataclass(frozen=True, slots=True)
class Person:
    """A person by parts; a body has only ``literal``."""

    given: tuple[str, ...] = ()
    family: str = ""
    particle: str = ""
    literal: str = ""
    female: bool = False


def invent(rng: random.Random, words: Table) -> Person:
    """A person of a language."""
    female = rng.random() < 0.33
    given = [words.pick(rng, "people", "women" if female else "men")]
    if rng.random() < 0.2 and words.list("people", "middle"):
        middle = words.pick(rng, "people", "middle")
        given += [middle] if middle != given[0] else []
    patronymics = words.list("people", "patronymic")
    if patronymics and rng.random() < 0.72:
        given.append(_of_sex(rng.choice(patronymics), female))
    family = _family(rng, words, female)
    if rng.random() * 100 < int(words.pick(rng, "people", "double")):
        family = f"{family}-{_family(rng, words, female)}"
    particle = ""
    if words.list("people", "particles") and rng.random() < 0.05:
        particle = words.pick(rng, "people", "particles")
    return Person(tuple(given), family, particle, female=female)


def _family(rng: random.Random, words: Table, female: bool) -> str:
    if rng.random() < 0.35:
        return _of_sex(words.pick(rng, "people", "families"), female)
    return words.pick(rng, "people", "stems") + _of_sex(words.pick(rng, "people", "ends"), female)


def _of_sex(pair: str, female: bool) -> str:
    first, _, second = pair.partition("/")
    return second if female and second else first


def initials(person: Person, gap: str, dot: str = ".") -> str:
    """The initials of the given names: "J. M.", "J.-P." """
    parts = [(dot + "-" if dot else "-").join(half[:1] for half in name.split("-")) + dot for name in person.given]
    if not dot:
        return "".join(parts)
    return gap.join(parts)


def genitive(family: str, words: Table) -> str:
    """A family name as it stands after "edited by" where the language declines it."""
    for rule in words.list("people", "genitive"):
        end, _, other = rule.partition(">")
        if end and family.endswith(end):
            return family[: -len(end)] + other
    return family


@dataclass(frozen=True, slots=True)
class Look:
    """How a citation prints its names: one of ``FORMS``, what stands between initials, capitals for family names."""

    form: str = "I F"
    gap: str = " "
    capitals: bool = False
    spaced: bool = False


def printed(person: Person, look: Look, words: Table, declined: bool = False) -> str:
    """A name as a citation prints it."""
    if person.literal:
        return person.literal
    family = genitive(person.family, words) if declined else person.family
    if look.capitals:
        family = family.upper()
    if look.spaced:
        family = " ".join(family)
    particle = person.particle
    if particle:
        family = f"{particle}{'' if particle.endswith('’') else ' '}{family}"
    given = " ".join(person.given)
    values = {"I": initials(person, look.gap), "G": given, "F": family, "-": initials(person, "", "")}
    text = re.sub(r"[IGF-]", lambda m: values[m[0]], look.form.upper())
    return text.lower() if look.form.islower() else text
