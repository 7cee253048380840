"""Idem: "the same author", in the gender and number of the authors ("tenże", "taż", "ciż"; "он же", "она же").

CSL has no notation for it.  The word is the term `idem` of the locale, which may have forms by gender
(`gender-form`) and a plural; a locale without the term prints the names in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bibtool.csl.locale import Locale
from bibtool.csl.person import Name
from bibtool.csl.substitute import first_names
from bibtool.csl.textcase import convert_text
from bibtool.csl.tree import Group, Node, Text, replaced

GenderOf = Callable[[Name], str]


def own_gender(name: Name) -> str:
    """Return the gender that the item itself gives for a person: "masculine", "feminine" or ""."""
    return name.gender


def idem_word(names: Sequence[Name], locale: Locale, gender_of: GenderOf) -> str:
    """Return the word for these authors; empty where the locale has none.  A group is feminine when all of it is."""
    if not names:
        return ""
    genders = {gender_of(name) for name in names}
    gender = genders.pop() if len(genders) == 1 else "masculine" if "masculine" in genders else ""
    return locale.term("idem", plural=len(names) > 1, gender=gender) or ""


def with_idem(node: Node, word: str, capital: bool) -> Node:
    """Return a cite or entry with its first names replaced by the word."""
    found = first_names(node)
    if found is None or not word:
        return node
    text = convert_text(word, "capitalize-first") if capital else word
    return replaced(node, found.group, Group([Text(text, "name")], variable="names"))
