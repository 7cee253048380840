"""The citations of a document in the order of reading: pandoc's ``Cite`` elements, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from msgspec import Struct, field

from bibtool.papers.tree import Element, is_element, plain

EVERYTHING = "*"  # "@*" in nocite
# Metadata that is no text of the document.
NO_TEXT = frozenset({"nocite", "references", "bibliography", "csl", "citation-style", "bibtool"})


_SHOWN = 40


class Mode(Enum):
    """How a cite was written: [@key], @key, [-@key]."""

    NORMAL = "NormalCitation"
    IN_TEXT = "AuthorInText"
    SUPPRESSED = "SuppressAuthor"


class Reference(Struct, frozen=True):
    """One cite: a key with the author's words around it."""

    key: str
    prefix: list[Element]
    suffix: list[Element]
    mode: Mode


class PaperCitation(Struct, frozen=True):
    """One citation.  ``note`` is the ordinal of the footnote around it among all footnotes of the source (0: the
    running text); ``before`` and ``after`` are the texts beside it in its paragraph, other citations left out;
    ``heading`` is that of its section, ``context`` the end of what stands before it, with what was typed."""

    element: Element
    references: tuple[Reference, ...]
    note: int
    before: str
    after: str
    heading: str
    context: str

    @property
    def in_text(self) -> bool:
        """Does the author stand in the sentence ("@nowak [s. 5] pisze")?"""
        return self.references[0].mode is Mode.IN_TEXT


class _Walk(Struct):
    found: list[PaperCitation | None] = field(default_factory=list)  # None: a footnote begins
    heading: str = ""
    notes: int = 0
    note: int = 0


def citations(document: Element) -> list[PaperCitation | None]:
    """All citations, metadata (abstract, title) first; None where a footnote of the source begins."""
    walk = _Walk()
    for key, value in document["meta"].items():
        if key not in NO_TEXT:
            _look(value, walk)
    _look(document["blocks"], walk)
    return walk.found


def _look(value: Any, walk: _Walk) -> None:
    if isinstance(value, list):
        for place, each in enumerate(value):
            if is_element(each, "Cite"):
                walk.found.append(_citation(each, value, place, walk))
            else:
                _look(each, walk)
    elif is_element(value, "Note") and not walk.note:
        walk.notes += 1
        walk.note = walk.notes
        walk.found.append(None)
        _look(value["c"], walk)
        walk.note = 0
    elif isinstance(value, dict):
        if is_element(value, "Header"):
            walk.heading = " ".join(_without_citations(value["c"][2]).split())
        for each in value.values():
            _look(each, walk)


def _citation(cite: Element, row: Sequence[Element], place: int, walk: _Walk) -> PaperCitation:
    return PaperCitation(
        cite,
        tuple(references(cite)),
        walk.note,
        _without_citations(row[:place]),
        _without_citations(row[place + 1 :]),
        walk.heading,
        _context(row[:place], cite),
    )


def _context(before: Sequence[Element], cite: Element) -> str:
    text = " ".join(plain(list(before)).split())
    cut = text if len(text) <= _SHOWN else f"…{text[-_SHOWN:]}"
    return f"{cut} {plain(cite['c'][1])}".strip()


def references(cite: Element) -> Iterator[Reference]:
    """The cites of one ``Cite``."""
    for one in cite["c"][0]:
        yield Reference(one["citationId"], one["citationPrefix"], one["citationSuffix"], Mode(one["citationMode"]["t"]))


def _without_citations(inlines: Sequence[Element]) -> str:
    return "".join(plain([each]) for each in inlines if not is_element(each, "Cite"))


def uncited(document: Element) -> list[str]:
    """The keys of ``nocite``, in order; ``*`` stands for all works."""
    found: list[str] = []

    def look(value: Any) -> None:
        if is_element(value, "Cite"):
            found.extend(reference.key for reference in references(value))
        elif isinstance(value, dict):
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(document["meta"].get("nocite"))
    return list(dict.fromkeys(found))
