"""Names in full letters: which of their words are the family name."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bibtool.citations.names import dashes, particles
from bibtool.citations.names.given import family_like, given_and_patronymic, is_given, of_two_families
from bibtool.items.names import Name
from bibtool.language.lexicon import lexicon
from bibtool.language.patronymics import patronymic
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

NUMERAL = regex(r"[IVX]{1,5}")
_BARE_INITIALS = regex(rf"[{UPPER}]{{1,2}}|[{UPPER}]-[{UPPER}]")


_STOPPED_INITIALS = regex(rf"[{UPPER}](?:-?[{UPPER}]){{0,3}}\.")


def unstopped(names: list[Name]) -> list[Name]:
    """Names of a list without the full stop that ends it: "Roth JM, Kos AB. Old rivers" has no initials "AB."; of one
    letter it is that of the initial, unless others stand without theirs."""
    last = names[-1].given if names else ""
    if _STOPPED_INITIALS.fullmatch(last) is None:
        return names
    bare = len(last) > 2 or any(_BARE_INITIALS.fullmatch(name.given) for name in names[:-1])
    return [*names[:-1], replace(names[-1], given=last[:-1])] if bare else names


def sainted(name: Name) -> Name:
    """A name whose "St." is part of the family name: "Muriel St. Clair", but "J. St. Bystroń"."""
    given, _, last = name.given.rpartition(" ")
    if f"{last} {name.family}" in lexicon().hint("saint_family"):
        return replace(name, family=f"{last} {name.family}", given=given)
    return name


def parted(words: list[str], form: str, end: int) -> tuple[Name, str, int] | None:
    """The name that words make, its form and ``end``; ``form`` is that of its list, empty for the first."""
    if _family_alone(words):
        return Name(family=" ".join(words)), "given-first", end
    family_first = form in {"family-first", "family-given"} or (form == "" and _looks_family_first(words))
    if family_first:
        # "Nowak Kowalska Anna": two family names before a given one
        two = len(words) == 3 and is_given(words[2]) and not is_given(words[1])
        two = two and (family_like(words[1]) or of_two_families(words[:2]))
        # "Ladero Quesada Miguel Ángel"
        two = two or (len(words) == 4 and all(map(is_given, words[2:])) and not is_given(words[1]))
        count = 2 if two and not is_given(words[0]) else 1
        while count < len(words) - 1 and particles.leads(words[count - 1]):  # "Du Perray Jacques"
            count += 1
        return Name(family=" ".join(words[:count]), given=" ".join(words[count:])), "family-given", end
    split = _first_in_capitals(words) or _from_particle(words) or len(words) - 1
    while split > 1 and (
        words[split - 1].islower() or particles.leads(words[split - 1]) or dashes.inside(words[split - 1 : split + 1])
    ):  # "Jean de La Tour", "Anna Lis – Kos"
        split -= 1
    return sainted(Name(family=" ".join(words[split:]), given=" ".join(words[:split]))), "given-first", end


def _family_alone(words: list[str]) -> bool:
    """Whether a particle with a capital begins the words, so that no given name stands among them: "Van der Meer"."""
    if not particles.leads(words[0]) or not particles.small().issuperset(words[1:-1]):
        return False
    return words[0][0].isupper() and not (is_given(words[0]) or is_given(words[-1]))


def full_name(words: list[str], family_first: bool | None = None) -> Name:
    """A name in full letters; ``family_first`` where its list tells the order."""
    if NUMERAL.fullmatch(words[-1]):
        return Name(literal=" ".join(words))  # "Jan Paweł II"
    if family_first is None:
        family_first = _looks_family_first(words)
    found = parted(words, "family-given" if family_first else "given-first", 0)
    return found[0] if found else Name(literal=" ".join(words))


def _looks_family_first(words: list[str]) -> bool:
    """Whether full names stand with the family name first: an initial at the end, a known given name that is not
    the first word, or a first word that ends like a family name while the last does not."""
    if words[-1].endswith(".") and len(words[-1]) <= 3:
        return True
    if (capitals := _in_capitals(words[0])) != _in_capitals(words[-1]):
        return capitals  # "MARTIN Paul", "Paul MARTIN"
    if _BARE_INITIALS.fullmatch(words[-1]) and not words[0].isupper():
        return True  # "Timm HP", "Haller H-P"
    first, last = is_given(words[0]), is_given(words[-1])
    if not first and given_and_patronymic(words):
        return True
    if first != last:
        return last
    return family_like(words[0]) and not family_like(words[-1])


def _from_particle(words: list[str]) -> int:
    """Which word is a particle with a capital that begins a family name of several words, behind given names: 1 in
    "Mario Del Treppo Nobili"; 0 for none."""
    for at, word in enumerate(words[1:-2], 1):
        if word[0].isupper() and particles.leads(word):
            return at if all(map(is_given, words[:at])) else 0
    return 0


def _first_in_capitals(words: list[str]) -> int:
    """Which word begins a family name that its capitals tell: 2 in "Ana Belén DEL MORAL TUDELA"; 0 for none."""
    at = len(words)
    while at and words[at - 1].isupper() and "." not in words[at - 1]:
        at -= 1
    return at if at < len(words) - 1 and _in_capitals(words[-1]) else 0


def _in_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 2


def of_three_letters(found: Mapping[str, str | None], printed: str) -> bool:
    """Whether a family name of three letters before a full stop looks like an initial: "Manfred Ott. Köln", "Юрий
    Львович Цой. Шлюзы"."""
    given, family = found.get("given") or "", found.get("family") or ""
    first, _, second = family.partition(" ")
    whole = is_given(first) and (not second or patronymic(second))
    return _SHORT.fullmatch(given) is not None and "," not in printed and whole


_SHORT = regex(rf"{CAPITAL}[{LOWER}]{{2}}\.")


def before_stop(words: list[str]) -> int:
    """Which of some words is a family name of three letters whose full stop ends the names, behind two given names or
    one and a patronymic: 2 in "Пётр Ильич Ким. Шлюзы"; 0 for none."""
    if len(words) < 4 or _SHORT.fullmatch(words[2]) is None or not is_given(words[0]):
        return 0
    return 2 if is_given(words[1]) or patronymic(words[1]) else 0
