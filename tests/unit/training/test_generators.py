"""Any generator may be left out of reading, and only what it reads gets worse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from golden_notes import Case, cases

from bibtool.citations.citation import Citation, Kind
from bibtool.jobs.extract import from_document
from training.measure import changed

NOTATIONS = tuple(changed.notations())
# Of the citations that something else reads, every fourth in every run, all in the long tests.
EVERY = pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
# Notations whose golden notes the chain reads alike when they are left out.
ALSO_READ: set[str] = set()


@cache
def notes() -> tuple[Case, ...]:
    """The golden cases that are notes."""
    return tuple(case for case in cases() if case.document is None)


def read(case: Case) -> list[Citation]:
    return list(from_document(case.read())[0].citations)


@cache
def with_all() -> tuple[tuple[list[Citation], list[str]], ...]:
    """The citations of each case and what reads each."""
    out = []
    for case in notes():
        with changed.told() as names:
            found = read(case)
        out.append((found, names))
    return tuple(out)


def said(citation: Citation) -> tuple[Any, ...]:
    item = citation.item
    return citation.kind, item.type, item.names, item.dates, item.text, citation.locator, citation.comment


def otherwise(generator: str, every: int) -> list[tuple[Citation, str]]:
    """The citations that are read otherwise without a generator, but for what points at another; what reads each.
    Looks at the cases that it reads, and at every so many of the others."""
    out = []
    for number, (case, (before, names)) in enumerate(zip(notes(), with_all(), strict=True)):
        if number % every and generator not in names:
            continue
        with changed.without(generator):
            after = read(case)
        assert len(after) == len(before), case.name
        out += [
            (old, name)
            for old, new, name in zip(before, after, names, strict=True)
            if said(old) != said(new) and old.kind is Kind.FULL
        ]
    return out


def test_what_reads_each_citation_is_told() -> None:
    known = {*changed.FAMILIES.values(), *NOTATIONS, "reference"}
    told = [name for _, names in with_all() for name in names]
    assert len(told) > 300
    assert set(told) <= known
    assert set(changed.FAMILIES.values()) <= set(told)


@EVERY
@pytest.mark.parametrize("notation", NOTATIONS)
def test_without_a_notation_only_its_own_citations_are_read_otherwise(notation: str, every: int) -> None:
    found = otherwise(notation, every)
    own = sum(name == notation for _, names in with_all() for name in names)
    assert {name for _, name in found} <= {notation}
    assert own, "no golden note is read by it"
    assert bool(found) is (notation not in ALSO_READ)


@EVERY
@pytest.mark.parametrize("family", changed.FAMILIES.values())
def test_without_a_family_no_other_notation_is_read_otherwise(family: str, every: int) -> None:
    names = {name for _, name in otherwise(family, every)}
    assert names <= {family}
    assert names


def test_without_the_chain_what_has_a_grammar_of_its_own_is_read_alike() -> None:
    names = {name for _, name in otherwise("chain", 4)}
    assert names
    assert not names & set(NOTATIONS)


def test_reading_is_whole_again_afterwards() -> None:
    def all_said() -> list[list[tuple[Any, ...]]]:
        return [[said(c) for c in read(case)] for case in _some(notes())]

    before = all_said()
    for generator in changed.generators():
        with changed.without(generator):
            pass
    assert all_said() == before


def _some(found: Sequence[Case]) -> Sequence[Case]:
    return found[::20]
