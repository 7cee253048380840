"""Annotated notes to labelled pieces: what the chain of readings is trained on.

A row of the annotated sets (one citation a line) names its values; here each value is looked for in the note's text,
and every piece that bibtool cuts gets the label of the value that it belongs to.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bibtool.citations.readings.label import Label
from bibtool.citations.resolve import Registry
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.pieces import Form, Piece, pieces
from bibtool.citations.scan.repair import repair
from bibtool.citations.scan.scan import scan
from bibtool.citations.scan.structure import structure
from bibtool.citations.segment.split import split
from bibtool.items.dates import Date
from bibtool.language.folding import fold_variants
from bibtool.text.mapped import Mapped
from bibtool.text.vocabulary import vocabulary

Row = dict[str, Any]
_SAME = str.maketrans(
    {"–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ё": "е", "Ё": "Е"}
)
_PASSED = frozenset(' \u00a0„“”«»"\u00ad\u200b\u2009\u202f\n')
_NUMBER_KINDS = {
    Label.PAGES: frozenset({Kind.PAGES, Kind.FOLIO}),
    Label.VOLUME: frozenset({Kind.VOLUME, Kind.PART}),
    Label.ISSUE: frozenset({Kind.ISSUE}),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The pieces of one segment with their labels."""

    document: str
    text: str
    pieces: tuple[Piece, ...]
    labels: tuple[Label, ...]
    missed: tuple[str, ...] = ()  # values that were not found in the text


@dataclass(slots=True)
class _Marks:
    """Labels of the characters of a text."""

    text: str
    labels: list[Label | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = [None] * len(self.text)

    def places(self, value: str, start: int, end: int) -> list[tuple[int, int]]:
        """Where a value stands that has no label yet."""
        return [
            (lo, hi)
            for lo, hi in occurrences(self.text, value, start, end)
            if not any(self.labels[i] for i in range(lo, hi))
        ]

    def put(self, span: tuple[int, int], label: Label) -> None:
        for i in range(*span):
            self.labels[i] = label


def folded(text: str) -> tuple[str, list[int]]:
    """A text as values are compared, and where each character stands."""
    out: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        if char in _PASSED:
            continue
        for c in unicodedata.normalize("NFC", char.translate(_SAME)).casefold():
            out.append(c)
            places.append(i)
    return "".join(out), places


def occurrences(text: str, value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a value stands in ``text[start:end]``, at the bounds of words."""
    inside, places = folded(text[start:end])
    wanted = folded(value)[0].strip(" .,;:")
    at = inside.find(wanted) if wanted else -1
    while at >= 0:
        lo, hi = start + places[at], start + places[at + len(wanted) - 1] + 1
        cut = (lo > 0 and text[lo - 1].isalnum() and text[lo].isalnum()) or (
            hi < len(text) and text[hi].isalnum() and text[hi - 1].isalnum()
        )
        if not cut:
            yield lo, hi
        at = inside.find(wanted, at + 1)


def labelled(path: Path, left_out: Container[str] = ()) -> Iterator[Labelled]:
    """The segments of all notes of an annotated set, but of the documents that are left out.

    What has two citations in one segment, or none, is left out: its labels would be wrong.
    """
    notes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"] not in left_out:
            notes[row["doc"], str(row["note"])].append(row)
    for (document, _), rows in notes.items():
        yield from _note(document, rows)


def golden(name: str, raw: str, rows: Sequence[Row]) -> Iterator[Labelled]:
    """The segments of a golden note, where it is cut into as many as it has citations; comments are prose."""
    repaired = repair(Mapped.of(raw), vocabulary([raw]), fold_variants)
    text = repaired.text.text
    anchors = scan(text, repaired.urls)
    tree = structure(text, anchors)
    segments = [s for s in split(text, anchors, tree, Registry()) if not s.prose]
    if len(segments) != len(rows):
        return
    for segment, row in zip(segments, rows, strict=True):
        first = between(anchors, segment.start, segment.end)
        if row["kind"] == "ibid" or any(a.kind in {Kind.OP_CIT, Kind.IBID} for a in first):
            continue
        inner = tree.content(segment.start, segment.end) if segment.inner else tree
        found = pieces(text, segment.start, segment.end, anchors, inner)
        if found:
            labels, missed = label(text, found, row, (segment.start, segment.end))
            said = [s for c in row["comment"].split(" … ") for s in occurrences(text, c, segment.start, segment.end)]
            labels = tuple(
                Label.PROSE if tag is Label.OTHER and any(lo <= p.start and p.end <= hi + 1 for lo, hi in said) else tag
                for tag, p in zip(labels, found, strict=True)
            )
            yield Labelled(name, text, found, labels, missed)


_SPAN_LABELS = {
    "author": Label.AUTHOR, "editor": Label.EDITOR, "translator": Label.TRANSLATOR,
    "container-author": Label.CONTAINER_AUTHOR, "title": Label.TITLE, "container-title": Label.CONTAINER,
    "publisher": Label.PUBLISHER, "publisher-place": Label.PLACE, "issued": Label.ISSUED,
    "accessed": Label.ACCESSED, "volume": Label.VOLUME, "issue": Label.ISSUE, "page": Label.PAGES,
    "locator": Label.PAGES, "URL": Label.URL, "DOI": Label.DOI,
}  # fmt: skip


def synthetic(rows: Iterable[Row]) -> Iterator[Labelled]:
    """References that were printed from data (references.py): every value has its span.

    A text that repair changes is left out, since its spans would lie elsewhere.
    """
    for row in rows:
        raw = row["text"]
        repaired = repair(Mapped.of(raw), vocabulary([raw]), fold_variants)
        if repaired.text.text != raw or not row["spans"]:
            continue
        anchors = scan(raw, repaired.urls)
        found = pieces(raw, 0, len(raw), anchors, structure(raw, anchors))
        marks = _Marks(raw)
        for start, end, variable in row["spans"]:
            if variable in _SPAN_LABELS:
                marks.put((start, end), _SPAN_LABELS[variable])
        opening = min(start for start, _, _ in row["spans"])
        labels = tuple(
            _most(marks, piece)
            or (Label.PROSE if piece.end <= opening and raw.count(" ", piece.start, piece.end) > 1 else Label.OTHER)
            for piece in found
        )
        if found:
            yield Labelled(f"{row['family']}", raw, found, labels)


def _note(document: str, rows: Sequence[Row]) -> Iterator[Labelled]:
    raw = rows[0]["raw"]
    repaired = repair(Mapped.of(raw), vocabulary([raw]), fold_variants)
    text = repaired.text.text
    anchors = scan(text, repaired.urls)
    tree = structure(text, anchors)
    where = [(row, _where(text, row)) for row in rows if row["kind"] != "ibid"]
    for segment in split(text, anchors, tree, Registry()):
        own = [(row, span) for row, span in where if span and segment.start < span[1] - 2 and span[0] + 2 < segment.end]
        if segment.prose or len(own) != 1:
            continue
        row, span = own[0]
        if span[0] < segment.start - 3 or span[1] > segment.end + 3:
            continue
        inner = tree.content(segment.start, segment.end) if segment.inner else tree
        first = between(anchors, segment.start, segment.end)
        if first and first[0].start == segment.start and first[0].kind in {Kind.IBID, Kind.IDEM}:
            continue
        if any(a.kind is Kind.OP_CIT for a in first):
            continue
        found = pieces(text, segment.start, segment.end, anchors, inner)
        if found:
            labels, missed = label(text, found, row, span)
            yield Labelled(document, text, found, labels, missed)


def _where(text: str, row: Row) -> tuple[int, int] | None:
    return next(occurrences(text, row["text"], 0, len(text)), None)


def label(
    text: str, found: Sequence[Piece], row: Row, span: tuple[int, int]
) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """The labels of a citation's pieces, and the names of values that are not in its text."""
    start, end = span
    marks = _Marks(text)
    missed: list[str] = []

    def value(name: str, tag: Label, last: bool = False) -> None:
        if not row.get(name):
            return
        for each in [row[name], *(row.get(f"{name}_alt") or [])]:
            places = marks.places(str(each), start, end) if each else []
            if places:
                marks.put(places[-1 if last else 0], tag)
                return
        missed.append(name)

    value("url", Label.URL)
    value("doi", Label.DOI)
    value("title", Label.TITLE)
    value("container_title", Label.CONTAINER)
    for key, tag in (("authors", Label.AUTHOR), ("editors", Label.EDITOR), ("translators", Label.TRANSLATOR)):
        for name in row.get(key) or []:
            if not _person(marks, name, tag, start, end):
                missed.append(key)
    value("publisher", Label.PUBLISHER, last=True)
    value("publisher_place", Label.PLACE, last=True)
    labels: list[Label | None] = [_most(marks, piece) for piece in found]
    _dates(text, found, labels, row, missed)
    for name, tag in (("pages", Label.PAGES), ("volume", Label.VOLUME), ("issue", Label.ISSUE)):
        if row.get(name) and not _number(text, found, labels, [row[name], *(row.get(f"{name}_alt") or [])], tag):
            missed.append(name)
    out = [
        tag or (Label.OTHER if start - 1 <= piece.start and piece.end <= end + 2 else Label.PROSE)
        for tag, piece in zip(labels, found, strict=True)
    ]
    _container_authors(found, out)
    return tuple(out), tuple(missed)


def _person(marks: _Marks, name: Any, tag: Label, start: int, end: int) -> bool:
    if isinstance(name, str):
        name = {"family": name}
    places = marks.places(name.get("family") or name.get("literal") or "", start, end)
    if not places:
        return False
    family = places[0]
    marks.put(family, tag)
    near = [
        p
        for p in marks.places(name.get("given") or "", start, end)
        if min(abs(p[0] - family[1]), abs(family[0] - p[1])) < 6
    ]
    if near:
        marks.put(near[0], tag)
    return True


def _most(marks: _Marks, piece: Piece) -> Label | None:
    """The label of most letters of a piece, where it has that of half of them."""
    count: dict[Label, int] = defaultdict(int)
    letters = 0
    for i in range(piece.start, piece.end):
        if marks.text[i].isalnum():
            letters += 1
            tag = marks.labels[i]
            if tag:
                count[tag] += 1
    best = max(count, key=lambda tag: count[tag], default=None)
    return best if best and count[best] * 2 >= letters else None


def edtf(date: Date | None) -> str:
    """A date as the annotated sets write it."""
    if date is None or not date.parts:
        return ""
    return "/".join("-".join([f"{p[0]:04d}", *(f"{x:02d}" for x in p[1:])]) for p in date.parts)


def _dates(text: str, found: Sequence[Piece], labels: list[Label | None], row: Row, missed: list[str]) -> None:
    def pick(tag: Label, wanted: Iterable[bool]) -> bool:
        index = [i for i, fits in enumerate(wanted) if fits and labels[i] is None]
        if index:
            labels[index[-1]] = tag
        return bool(index)

    dates = [edtf(p.anchor.date) if p.anchor else "" for p in found]
    accessed = [p.anchor is not None and p.anchor.kind is Kind.ACCESSED for p in found]
    if row.get("accessed"):
        pick(Label.ACCESSED, [d == row["accessed"] for d in dates])
    issued = row.get("issued")
    if issued and not (
        pick(Label.ISSUED, [d == issued and not a for d, a in zip(dates, accessed, strict=True)])
        or pick(Label.ISSUED, [d[:4] == issued[:4] and not a for d, a in zip(dates, accessed, strict=True)])
        or pick(Label.ISSUED, [issued[:4] in text[p.start : p.end] for p in found])
    ):
        missed.append("issued")


def _number(text: str, found: Sequence[Piece], labels: list[Label | None], values: Sequence[Any], tag: Label) -> bool:
    wanted = [_plain(v) for v in values if v]
    shown = [_plain(p.anchor.value if p.anchor else text[p.start : p.end]) for p in found]
    own = [p.anchor is not None and p.anchor.kind in _NUMBER_KINDS[tag] for p in found]
    inside = [_plain(text[p.start : p.end]) for p in found]
    for fits in (
        [o and s in wanted for o, s in zip(own, shown, strict=True)],
        [s in wanted for s in shown],
        [o and any(w in s for w in wanted) for o, s in zip(own, inside, strict=True)],
        [wanted[0] in s and p.form is not Form.TEXT for s, p in zip(inside, found, strict=True)],
    ):
        index = [i for i, fit in enumerate(fits) if fit and labels[i] is None]
        if index:
            labels[index[0]] = tag
            return True
    return False


def _plain(value: object) -> str:
    return re.sub(r"\s", "", str(value).translate(_SAME)).casefold().strip(".,")


def _container_authors(found: Sequence[Piece], labels: list[Label]) -> None:
    """Names right after "in:" or the slashes are those of the container's author."""
    for i, piece in enumerate(found):
        before: Anchor | None = found[i - 1].anchor if i else None
        led = (before is not None and before.kind is Kind.IN) or piece.before == "//"
        if (
            labels[i] is Label.OTHER
            and piece.names
            and i
            and (led or labels[i - 1] is Label.CONTAINER_AUTHOR)
            and Label.CONTAINER in labels[i:]
        ):
            labels[i] = Label.CONTAINER_AUTHOR
