"""Sixty lists of invented works: each of six sets in ten ways of citing and setting."""

from __future__ import annotations

import pytest
from setting import Set, cases, parts

from bibtool.citations.citation import Citation, Kind, Where
from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

CASES = {name: printed for name, printed, _ in cases()}


def read(printed: Set) -> tuple[list[str], list[Citation]]:
    document = read_bytes(printed.text.encode(), "list.txt")
    notes = find_notes(document)
    assert notes.notes == ()
    entries = [" ".join(entry.text.text.split()) for entry in notes.listed]
    return entries, [c for c in extract(document, notes).citations if c.where is Where.LIST]


def folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("–", "-").rstrip(".")


@pytest.mark.parametrize("name", CASES)
def test_every_entry_is_found_whole(name: str) -> None:
    entries, citations = read(CASES[name])
    assert entries == [" ".join(entry.split()) for entry in CASES[name].entries]
    assert [c.note for c in citations] == CASES[name].numbers
    assert {c.kind for c in citations} == {Kind.FULL}


def test_fields_are_read_as_those_of_notes() -> None:
    right = whole = 0
    for printed in CASES.values():
        _, citations = read(printed)
        for work, citation in zip(printed.works, citations, strict=True):
            item = citation.item
            issued = item.dates.get("issued")
            pairs = [
                (
                    ", ".join(parts(a)[0] for a in work["authors"]),
                    ", ".join(n.family for n in item.names.get("author", ())),
                ),
                (work["title"], item.get("title")),
                (str(work["year"]), str(issued.year) if issued else ""),
                (work.get("journal") or work.get("book") or "", item.get("container-title")),
                (work.get("pages", ""), item.get("page")),
                (work.get("url", ""), item.get("URL")),
            ]
            whole += len(pairs)
            right += sum(folded(one) == folded(other) for one, other in pairs)
    assert whole > 2_000
    assert right / whole >= 0.99
