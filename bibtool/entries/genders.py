"""The gender of authors as the source tells it by its word for "the same": tenże, taż; idem, eadem; он же, она же.

It is worked out where notes are set again, from the citations, and stored nowhere: a gender is nothing that belongs
into a bibliography.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bibtool.citations.citation import Citation
from bibtool.entries.titles import folded
from bibtool.items.names import Name
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon

MASCULINE, FEMININE = "masculine", "feminine"
_ROLES = {"idem_m": MASCULINE, "idem_f": FEMININE}
#: A person as genders are kept: folded family name, and the first letter of the given name.
Person = tuple[str, str]


def person(family: str, given: str) -> Person:
    """Who a name means: "E. Kos" and "Ewa Kos" are one."""
    return folded(family), folded(given)[:1]


def told_genders(citations: Iterable[Citation]) -> Mapping[Person, str]:
    """The genders that a text tells; of a person whom it calls both ways, none."""
    found: dict[Person, set[str]] = {}
    for citation in citations:
        for variable in ("author", "container-author"):
            field = citation.fields.get(variable)
            names = citation.item.names.get(variable) or citation.item.names.get("author") or ()
            gender = _gender(field.raw) if field is not None and field.rule == "idem" else ""
            if gender and len(names) == 1 and names[0].family:
                found.setdefault(_of(names[0]), set()).add(gender)
    return {who: genders.pop() for who, genders in found.items() if len(genders) == 1}


def _of(name: Name) -> Person:
    return person(name.family, name.given)


def _gender(word: str) -> str:
    """The gender of a word for "the same"; "" for one that does not tell."""
    wanted = squash(word.strip(" ,.:;"))
    found = {gender for role, gender in _ROLES.items() for form in lexicon().forms(role) if squash(form) == wanted}
    return found.pop() if len(found) == 1 else ""
