"""Persons behind a word for their role ("red. J. Lis"), put into the draft."""

from __future__ import annotations

from bibtool.citations.draft import Draft
from bibtool.citations.names.persons import NameList, person_list
from bibtool.citations.names.roles import role_at
from bibtool.items.names import Name


def put(draft: Draft, text: str, start: int, end: int) -> bool:
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
