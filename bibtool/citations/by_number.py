"""What the running text cites by the number of an entry: "[12, с. 45; 14]", "[2–4]", "(zob. [3, s. 5])".

Only beside a numbered reference list; a bracket counts where it is nothing but numbers of entries and their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from bibtool.citations.author_date import NUMBER, lead, meets
from bibtool.citations.citation import Citation, Confidence, Field, Kind, Reference, Where
from bibtool.citations.resolve import Registry
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.language.lexicon import lexicon
from bibtool.notes.note import NotesResult
from bibtool.notes.sentences import fold
from bibtool.readers.document import Document
from bibtool.text.certainty import Certainty
from bibtool.text.compiled import compiled
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import merge, slices

_GROUP = regex(r"\[(?P<inner>[^\[\]\n]{1,300})\]")
_RANGE = regex(r"(?P<first>\d{1,4})(?:\s?[-–—]\s?(?P<last>\d{1,4}))?(?!\w)")
_LONGEST = 60  # entries of a range
_FEWEST = 2  # entries of a list that numbers tell apart
_TOLD = 3  # groups that were found: then what looks like one is one
_RULE = "number"


class _Cite(Struct, frozen=True):
    """One work: its number, and places in the folded text."""

    number: int
    start: int
    end: int
    signal: tuple[int, int] | None = None
    locator: tuple[int, int, str] | None = None  # place, label


def by_number(
    document: Document, notes: NotesResult, listed: Registry, known: Sequence[Citation] = ()
) -> tuple[list[Citation], list[Finding]]:
    """The citations of a text whose reference lists are numbered, and what is doubtful about them.

    ``known`` are citations of the text that are read already: none is found where they stand, nor where a note is
    called.
    """
    entries = _numbers(notes)
    if not entries:
        return [], []
    text = fold(notes.body)
    taken = [span for citation in known for span in citation.spans]
    taken = list(merge([*taken, *(note.marker.span for note in notes.notes if note.marker is not None)]))
    groups = [
        (group, cites)
        for group in _GROUP.finditer(text.text)
        if (cites := _cites(text.text, *group.span("inner"), max(entries)))
        and not (taken and meets(taken, text.spans(*group.span())))
    ]
    places: dict[str, Reference] = {}
    for place in listed.by_place:
        places.setdefault(place.note_id, place)
    clear = sum(all(cite.number in entries for cite in cites) for _, cites in groups)
    first = len({citation.note_id for citation in known}) + 1
    citations: list[Citation] = []
    findings: list[Finding] = []
    for group, cites in groups:
        strange = [cite for cite in cites if cite.number not in entries]
        if strange and (clear < _TOLD or all(cite.number > _LIKELY * max(entries) for cite in cites)):
            continue  # "[1995]", "[0, 1]": no citation
        note_id = f"text-{first}"
        first += 1
        for index, cite in enumerate(cites, 1):
            one = _citation(document, text, cite, note_id, index, places.get(entries.get(cite.number, "")))
            if cite.number not in entries:
                args = {"text": group[0], "near": ""}
                findings.append(Finding(Code.NOT_IN_LIST, args, one.spans, document.name, note_id, index))
            citations.append(one)
    return citations, findings


_LIKELY = 3  # how many times the last number a misprint may be


def _numbers(notes: NotesResult) -> dict[int, str]:
    """The ids of the entries by number; of lists that repeat numbers (a second one in another alphabet) the first."""
    found: dict[int, str] = {}
    for each in notes.lists:
        counted = [entry for entry in each.entries if entry.number.isdecimal() and len(entry.number) < 5]
        if 2 * len(counted) > len(each.entries):
            for entry in counted:
                found.setdefault(int(entry.number), entry.id)
    return found if len(found) >= _FEWEST and 1 in found else {}


@cache
def _place() -> re.Pattern[str]:
    """What is cited of a work, behind its number: labels with their numbers."""
    lex = lexicon()
    roles = ("page", "chapter", "folio", "column", "paragraph", "section", "volume")
    labels = "|".join(f"(?P<{role}>{lex.alternation(role)})" for role in roles)
    plain = "|".join(lex.alternation(role) for role in roles)
    numbers = rf"{NUMBER}(?:\s?[-–—]\s?{NUMBER})?"
    values = rf"{numbers}(?:\s?[,i]\s?{numbers})*(?:\s?(?:n|nn|f|ff|q|sq)\.?(?!\w))?"
    return compiled(
        rf"\s?(?:[,.:]\s?)?(?:{labels})\s?(?P<value>{values}(?:\s?,\s?(?:{plain})\s?{values})*)|"
        rf"\s?:\s?(?P<bare>{values})"
    )


def _cites(text: str, start: int, end: int, most: int) -> list[_Cite]:
    """The works that a bracket names; none where it holds anything else."""
    found: list[_Cite] = []
    at = start
    while at < end:
        stop = text.find(";", at, end)
        stop = end if stop < 0 else stop
        part = list(_part(text, at, stop, most))
        if not part:
            return []
        found += part
        at = stop + 1
    return found


def _part(text: str, start: int, end: int, most: int) -> Iterator[_Cite]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    match = lead().match(text, start, end)
    signal = match.span("signal") if match is not None else None
    at = match.end() if match is not None else start
    ranges: list[re.Match[str]] = []
    locator: tuple[int, int, str] | None = None
    while True:
        at += len(text[at:end]) - len(text[at:end].lstrip())
        one = _RANGE.match(text, at, end)
        if one is None:
            return
        if ranges and int(one["first"]) > most:  # "[3, 120]": a page
            locator = (*one.span(), "page")
            at = one.end()
            break
        ranges.append(one)
        at = one.end()
        place = _place().match(text, at, end)
        if place is not None:
            name = "value" if place["value"] else "bare"
            label = next((role for role, shown in place.groupdict().items() if shown and role not in (name,)), "page")
            locator = (*place.span(name), label)
            at = place.end()
            break
        if not text.startswith(",", at):
            break
        at += 1
    if text[at:end].strip(" ."):
        return
    for number, match in enumerate(ranges, 1):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not 0 < first <= last < first + _LONGEST:
            return
        for value in range(first, last + 1):
            own = locator if number == len(ranges) and value == last else None
            stop = own[1] if own is not None else match.end()
            yield _Cite(value, match.start(), stop, signal if number == 1 and value == first else None, own)


def _citation(
    document: Document, text: Mapped, cite: _Cite, note_id: str, index: int, place: Reference | None
) -> Citation:
    def field(start: int, end: int) -> Field:
        spans = text.spans(start, end)
        return Field(spans, slices(document.text, spans), _RULE)

    digits = re.compile(r"\d+(?:\s?[-–—]\s?\d+)?").match(text.text, cite.start)
    fields = {"number": field(cite.start, digits.end() if digits is not None else cite.end)}
    if cite.signal:
        fields["signal"] = field(*cite.signal)
    if cite.locator:
        fields["locator"] = field(*cite.locator[:2])
    return Citation(
        document=document.name,
        note_id=note_id,
        note="",
        index=index,
        kind=Kind.AUTHOR_DATE,
        item=Item("", {}, {}, {}, {}),
        spans=text.spans(cite.signal[0] if cite.signal else cite.start, cite.end),
        refers_to=place,
        locator=text.text[slice(*cite.locator[:2])] if cite.locator else "",
        label=cite.locator[2] if cite.locator else "",
        signal=text.text[slice(*cite.signal)] if cite.signal else "",
        fields=fields,
        confidence=Confidence(Certainty.SURE if place is not None else Certainty.DOUBTFUL),
        where=Where.TEXT,
    )
