"""Citations whose record the document holds: the record is taken as it is, what is printed is where it stands.

Printed letters tell which part of a note is the citation, how it names the work and which pages it cites; a value that
the print has otherwise than the record is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bibtool.citations.citation import Citation, Confidence, Field, Kind, Reference, Where
from bibtool.citations.draft import Draft, Value
from bibtool.citations.registry import Registry
from bibtool.citations.scan.anchors import Anchor, between
from bibtool.citations.scan.anchors import Kind as AnchorKind
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.cites import cites
from bibtool.citations.segment.segments import Segment
from bibtool.diagnostics.code import Code
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.folding import fold
from bibtool.notes.note import NotesResult
from bibtool.readers.document import Document
from bibtool.readers.records import Embedded, Record, Scope, Use
from bibtool.text.certainty import Certainty
from bibtool.text.mapped import Mapped
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, merge, slices

#: The rule of values that a record gives, and the name of the field that tells where such a citation is printed.
RECORD = "record"
_WORD = regex(r"[^\W_]+")
_NUMBER = regex(r"\d+")
_PAGES_BEHIND = frozenset((AnchorKind.PAGES, AnchorKind.FOLIO))
_SHORT_TAIL = 6  # words of pages typed behind a field: ", s. 45 i n., przyp. 3"
_COMPARED = ("title", "container-title", "volume", "issue", "publisher", "publisher-place", "edition")
_TELLING = frozenset(("container-title", "publisher", "publisher-place", "issue", "DOI", "ISBN"))
_PEOPLE = ("author", "editor", "translator")


class Stated(NamedTuple):
    """A record, and the stretch of the repaired note that prints it and those of the same field."""

    record: Record
    start: int
    end: int


class Part(NamedTuple):
    """A segment of a note; ``stated`` where its record is known."""

    segment: Segment
    stated: Stated | None = None


class _Place(NamedTuple):
    start: int
    end: int
    records: tuple[Record, ...]


def parts(
    segments: Sequence[Segment],
    text: Mapped,
    embedded: Sequence[Embedded],
    anchors: Sequence[Anchor],
    tree: Structure,
    known: Registry,
) -> list[Part]:
    """The segments of a note with their records: each record is one segment, whatever was cut before."""
    places = list(_places(text, embedded))
    if not places:
        return [Part(segment) for segment in segments]
    cut = _Cut(text.text, anchors, tree, known, list(reversed(segments)))
    for place in places:
        cut.take(place)
    while cut.left:
        cut.give(cut.left.pop())
    return cut.out


def _places(text: Mapped, embedded: Sequence[Embedded]) -> Iterator[_Place]:
    for one in embedded:
        found = text.within(one.span)
        if found is None:
            continue
        printed = text.text[slice(*found)]
        start = found[0] + len(printed) - len(printed.lstrip())
        end = found[1] - len(printed) + len(printed.rstrip())
        if start < end:
            yield _Place(start, end, one.records)


class _Cut:
    """Segments cut anew at fields; ``left`` are those to come, the next one last."""

    def __init__(
        self, text: str, anchors: Sequence[Anchor], tree: Structure, known: Registry, left: list[Segment]
    ) -> None:
        self.text, self.anchors, self.tree, self.known, self.left = text, anchors, tree, known, left
        self.out: list[Part] = []

    def give(self, segment: Segment) -> None:
        if segment.end > segment.start and _WORD.search(self.text, segment.start, segment.end):
            self.out.append(Part(segment))

    def take(self, place: _Place) -> None:
        while self.left and self.left[-1].end <= place.start:
            self.give(self.left.pop())
        inside: list[Segment] = []
        signal: tuple[int, int] | None = None
        while self.left and self.left[-1].start < place.end:
            segment = self.left.pop()
            if segment.start < place.start:
                before = self._rest(segment, segment.start, place.start)
                self.give(before)
                if before.prose or not _WORD.search(self.text, before.start, before.end):
                    signal = segment.signal
            elif not segment.prose:
                inside.append(segment)
            if segment.end > place.end:
                end = self._pages_behind(place.end, segment)
                place = place._replace(end=end)
                if end < segment.end:
                    self.left.append(self._rest(segment, end, segment.end))
                break
        for segment, record in self._shared(place, inside, signal):
            self.out.append(Part(segment, Stated(record, place.start, place.end)))

    def _rest(self, segment: Segment, start: int, end: int) -> Segment:
        """What a field leaves of a segment."""
        while start < end and self.text[start] in " ,;.:)":
            start += 1
        rest = Segment(start, end, signal=segment.signal if start >= segment.start == start else None)
        prose = segment.prose or not cites(self.text, self.anchors, self.tree, rest, self.known)
        return Segment(start, end, prose=prose, signal=None if prose else rest.signal)

    def _pages_behind(self, end: int, segment: Segment) -> int:
        """Where a citation ends whose pages were typed behind its field; ``end`` where none were."""
        rest = self.text[end : segment.end]
        kinds = {anchor.kind for anchor in between(self.anchors, end, segment.end)}
        typed = rest.lstrip()[:1] in (",", ":") and kinds and kinds <= _PAGES_BEHIND
        return segment.end if typed and len(rest.split()) <= _SHORT_TAIL else end

    def _shared(
        self, place: _Place, inside: Sequence[Segment], signal: tuple[int, int] | None
    ) -> Iterator[tuple[Segment, Record]]:
        """The stretch of each record of a field."""
        count = len(place.records)
        starts = [segment.start for segment in inside]
        if count == 1:
            first = inside[0] if inside else None
            led = first is not None and first.signal is not None
            start = first.start if first is not None and led else place.start
            yield Segment(start, place.end, signal=first.signal if led and first else signal), place.records[0]
            return
        if len(starts) != count:
            starts = self._heads(place) or self._semicolons(place)
        if len(starts) != count:
            yield Segment(place.start, place.end, signal=signal), place.records[0]
            for record in place.records[1:]:
                yield Segment(place.end, place.end), record
            return
        signals = {segment.start: segment.signal for segment in inside}
        ends = [*(signals.get(at, (at, 0)) or (at, 0) for at in starts[1:]), (place.end, 0)]
        for at, (start, record) in enumerate(zip(starts, place.records, strict=True)):
            own = signals.get(start) or (signal if at == 0 else None)
            yield Segment(start, min(ends[at][0], starts[at + 1] if at + 1 < count else place.end), signal=own), record

    def _heads(self, place: _Place) -> list[int]:
        """Where each record begins by its first author or title; [] where one is not found."""
        lower = self.text[place.start : place.end].lower()
        found: list[int] = []
        at = 0
        for record in place.records:
            heads = [name.family or name.literal for names in record.item.names.values() for name in names[:1]]
            heads += [record.item.get("title")[:20], record.item.get("title-short")[:20]]
            hits = [hit for head in heads if head and (hit := lower.find(head.lower(), at)) >= 0]
            if not hits:
                return []
            # given names stand before the family name, behind the mark that parts two works
            mark = lower.rfind(";", at, min(hits))
            start = mark + 1 if mark >= 0 else min(hits) if found else 0
            while start < len(lower) and lower[start] in " ;,":
                start += 1
            if found and place.start + start <= found[-1]:
                return []
            found.append(place.start + start)
            at = min(hits) + 1
        return found

    def _semicolons(self, place: _Place) -> list[int]:
        marks = [m.end() for m in re.finditer(r";\s*", self.text[place.start : place.end])]
        return [place.start, *(place.start + at for at in marks)]


def as_recorded(draft: Draft, stated: Stated, text: str, printed: Kind, earlier: Reference | None) -> Reference | None:
    """Make a draft that was read from print what its record says.

    ``printed`` is how print names the work, ``earlier`` the first citation of the same record.  Gives what the citation
    refers to.
    """
    record = stated.record
    read = _Read(dict(draft.text), dict(draft.dates), {k: list(v) for k, v in draft.names.items()}, draft.locator)
    spans = {name: value.spans for name, value in draft.values.items()}
    whole = " ".join(_said(record))
    differing = list(_differences(read, record, fold(text[draft.start : draft.end]), fold(whole)))
    item = record.item
    printed_aside = draft.custom if record.scope is Scope.PARTS else {}
    draft.text, draft.dates, draft.custom = dict(item.text), dict(item.dates), {**printed_aside, **item.custom}
    draft.names = {variable: list(names) for variable, names in item.names.items()}
    draft.type, draft.urls, draft.idem, draft.findings = item.type, (), "", []
    held = set(_WORD.findall(fold(whole)))
    if record.scope is Scope.PARTS:
        differing = []  # the record is made of the print
        for name, stretches in spans.items():
            if any(word not in held for start, end in stretches for word in _WORD.findall(fold(text[start:end]))):
                _add_printed(draft, read, name)
    recorded = {**draft.text, **draft.names, **draft.dates}
    rules = {name: value.rule for name, value in draft.values.items()}
    own = {*item.text, *item.names, *item.dates}
    draft.values = {name: value for name, value in draft.values.items() if name not in _VARIABLES}
    draft.considered = None
    for variable in recorded:
        rule = RECORD if variable in own else rules.get(variable, RECORD)
        draft.values[variable] = Value(spans.get(variable, []), rule, inferred=variable not in spans)
    _locate(draft, record, spans)
    for variable, one, other in differing:
        args = {"variable": variable, "printed": one, "record": other or "–"}
        draft.findings.append((Code.RECORD_DIFFERS, args, spans.get(variable) or [(draft.start, draft.end)]))
    extra = [span for variable, *_ in differing if variable not in recorded for span in spans.get(variable, ())]
    claimed = [*extra, *(span for value in draft.values.values() for span in value.spans)]
    words = _accounted(draft, text, claimed, held)
    draft.values[RECORD] = Value(sorted([*extra, *words]), RECORD)
    target = earlier if earlier is not None and (printed is not Kind.FULL or not _is_whole(read)) else None
    draft.kind = Kind.FULL if target is None else Kind.IBID if printed is Kind.IBID else Kind.SHORT
    return target


def _add_printed(draft: Draft, read: _Read, variable: str) -> None:
    """Add a value that print has beside the parts that are marked."""
    if variable in draft.text or variable in draft.names or variable in draft.dates:
        return
    if variable in read.text:
        draft.text[variable] = read.text[variable]
    elif variable in read.dates:
        draft.dates[variable] = read.dates[variable]
    elif variable in read.names:
        draft.names[variable] = read.names[variable]


class _Read(NamedTuple):
    text: dict[str, str]
    dates: dict[str, Date]
    names: dict[str, list[Name]]
    locator: str


_VARIABLES = frozenset(
    "title container-title collection-title volume issue publisher publisher-place edition page number-of-pages author "
    "editor translator issued accessed URL DOI ISBN ISSN number language genre archive archive_location locator "
    "number-of-volumes collection-number container-author title-short".split()
)


def _is_whole(read: _Read) -> bool:
    """Whether print names a work in full."""
    return bool(read.text.get("title")) and bool(read.dates.keys() - {"accessed"} or _TELLING & read.text.keys())


def _locate(draft: Draft, record: Record, spans: dict[str, list[tuple[int, int]]]) -> None:
    """The pages of the record; else those printed, unless they are the pages of the whole work."""
    pages = record.item.get("page")
    if record.locator:
        stands = spans.get("locator") or spans.get("page") or []
        draft.locator, draft.label = record.locator, record.label or "page"
        draft.values["locator"] = Value(stands, RECORD, inferred=not stands)
        if "locator" not in spans and "page" in draft.values:
            draft.values["page"] = Value([], RECORD, inferred=True)
    elif draft.locator and _NUMBER.findall(draft.locator) == _NUMBER.findall(pages):
        draft.locator = draft.label = ""
        draft.values["page"] = Value(spans.get("locator", []), RECORD)
    elif draft.locator and spans.get("locator"):
        draft.values["locator"] = Value(spans["locator"], "locator")


def _said(record: Record) -> Iterator[str]:
    """All words of a record."""
    item = record.item
    yield from item.text.values()
    yield from item.custom.values()
    for names in item.names.values():
        for name in names:
            yield from (name.given, name.particle, name.dropping_particle, name.family, name.suffix, name.literal)
    for date in item.dates.values():
        yield date.to_edtf()
        yield " ".join(str(number) for part in date.parts for number in part)
    yield from (record.locator, record.prefix, record.suffix)


def _differences(read: _Read, record: Record, printed: str, recorded: str) -> Iterator[tuple[str, str, str]]:
    """Variable, what print has and what the record has, where neither holds the other."""
    item = record.item
    for variable in _COMPARED:
        one, other = read.text.get(variable, ""), item.get(variable)
        if one and not _held(one, recorded) and not (other and _held(other, printed)):
            yield variable, one, other
    for variable in _PEOPLE:
        families = [name.family or name.literal for name in read.names.get(variable, ())]
        if any(not _held(family, recorded) for family in families):
            yield variable, "; ".join(families), _people(item, variable)
    issued, own = read.dates.get("issued"), item.dates.get("issued")
    if issued and issued.year and str(issued.year) not in recorded:
        yield "issued", issued.to_edtf(), own.to_edtf() if own else ""
    locator = read.locator or read.text.get("page", "")
    numbers = _NUMBER.findall(record.locator)
    elsewhere = set(numbers) <= set(_NUMBER.findall(printed))
    if locator and numbers and not elsewhere and not _same_numbers(_NUMBER.findall(locator), numbers):
        yield "locator", locator, record.locator


def _same_numbers(printed: Sequence[str], recorded: Sequence[str]) -> bool:
    """Whether numbers agree, the second of a range perhaps cut ("657–58")."""
    return len(printed) == len(recorded) and all(map(str.endswith, recorded, printed))


def _held(value: str, where: str) -> bool:
    """Whether all words of a value stand in a folded text in their order."""
    words = _WORD.findall(fold(value))
    return f" {' '.join(words)} " in f" {' '.join(_WORD.findall(where))} "


def _people(item: Item, variable: str) -> str:
    return "; ".join(name.family or name.literal for name in item.names.get(variable, ()))


def _accounted(draft: Draft, text: str, claimed: Sequence[tuple[int, int]], known: set[str]) -> list[tuple[int, int]]:
    """The printed words of a citation that no value has and the record holds."""
    taken = sorted(claimed)
    found: list[tuple[int, int]] = []
    at = 0
    for word in _WORD.finditer(text, draft.start, draft.end):
        while at < len(taken) and taken[at][1] <= word.start():
            at += 1
        free = at >= len(taken) or taken[at][0] >= word.end()
        if free and set(_WORD.findall(fold(word.group()))) <= known:
            found.append(word.span())
    return found


def by_note(document: Document, notes: NotesResult) -> dict[str, list[Embedded]]:
    """The citations with records that stand in notes, by the notes' ids."""
    starts = [one.span.start for one in document.embedded]
    found: dict[str, list[Embedded]] = {}
    for note in (*notes.notes, *notes.listed) if starts else ():
        if note.supplement:
            continue
        for span in note.text.spans():
            for at in range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end)):
                rows = found.setdefault(note.id, [])
                one = document.embedded[at]
                if one.span.end > span.start and one not in rows[-1:]:
                    rows.append(one)
    return found


def in_text(document: Document, notes: NotesResult, first: dict[str, Reference]) -> list[Citation]:
    """The citations with records that stand in no note and no list that was found: entries of marked lists, and those
    that the running text itself prints.  ``first`` learns where each record is cited first."""
    listed = len(notes.listed)
    inside = merge([span for note in (*notes.notes, *notes.listed) for span in note.text.spans()])
    ends = [span.end for span in inside]
    left: list[Embedded] = []
    for one in document.embedded:
        at = bisect_right(ends, one.span.start)
        if at >= len(inside) or inside[at].start >= one.span.end:
            left.append(one)
    entries = [one for one in left if one.use is Use.LISTS]
    cited = [one for one in left if one.use is Use.CITES]
    found = [
        _in_text(document, one.span, record, Reference("", index, f"list-{listed + at}"), first, Where.LIST)
        for at, one in enumerate(entries, 1)
        for index, record in enumerate(one.records, 1)
    ]
    return found + [
        _in_text(document, one.span, record, Reference("", index, f"text-{at}"), first, Where.TEXT)
        for at, one in enumerate(cited, 1)
        for index, record in enumerate(one.records, 1)
    ]


def _in_text(
    document: Document, span: Span, record: Record, here: Reference, first: dict[str, Reference], where: Where
) -> Citation:
    target = here if where is Where.LIST else first.setdefault(record.ident, here)
    first.setdefault(record.ident, here)
    item = record.item
    fields = {variable: Field((), "", RECORD, inferred=True) for variable in {**item.text, **item.names, **item.dates}}
    fields[RECORD] = Field((span,), slices(document.text, (span,)), RECORD)
    if record.locator:
        fields["locator"] = Field((), "", RECORD, inferred=True)
    return Citation(
        document=document.name,
        note_id=here.note_id,
        note="",
        index=here.index,
        kind=Kind.FULL if target == here else Kind.AUTHOR_DATE,
        item=item,
        spans=(span,),
        refers_to=None if target == here else target,
        locator=record.locator,
        label=record.label if record.locator else "",
        fields=fields,
        confidence=Confidence(Certainty.SURE),
        where=where,
    )
