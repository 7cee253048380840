"""A document's numbered notes, whole and tied to the sentences that call them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.notes import furniture
from bibtool.notes.behind import without_lists
from bibtool.notes.extent import Extent, extents, without_headings
from bibtool.notes.lists.find import FoundList, alone, find_lists
from bibtool.notes.marks import Mark
from bibtool.notes.note import Marker, Note, NotesResult, ReferenceList
from bibtool.notes.numbering import as_int, out_of_order
from bibtool.notes.search import Found, layout, search
from bibtool.notes.sentences import around, boundaries, fold
from bibtool.notes.unanswered import unanswered
from bibtool.readers.document import Document, SourceNote
from bibtool.text.lines import Line, lines, plain_line_ends
from bibtool.text.mapped import EMPTY, Edit, Mapped, concat
from bibtool.text.spans import Span

_PAGES = ("html", "epub", "pdf")
_FEW = 3  # sentences


def find_notes(document: Document, supplement: Sequence[SourceNote] = ()) -> NotesResult:
    """The notes of a document in order.

    Where the format marks notes they are taken as they are; in a plain text they are found.  ``supplement`` gives
    texts of notes that the document calls but does not hold; their spans refer to the supplement's own source.
    """
    result = _found(document) if document.notes is None else _given(document, document.notes)
    result = _supplied(document, result, supplement)
    return replace(result, findings=(*result.findings, *out_of_order(document, result)))


def _found(document: Document) -> NotesResult:
    rows = list(lines(document.text))
    page = furniture.find(rows)
    lists = find_lists(rows, page.skip, document.entries)
    counted = {i for each in lists if each.numbered for i in each.lines}
    skip = [no or i in counted for i, no in enumerate(page.skip)] if counted else page.skip
    found = search(rows, skip)
    if not lists and not any(found.calls) and (whole := alone(rows, page.skip)) is not None:
        lists, found = [whole], Found()
    footnotes = _at_feet(rows, page.skip, lists, found)
    if footnotes:
        lists = find_lists(rows, [no or i in footnotes for i, no in enumerate(page.skip)], document.entries)
    found = _uncounted(found, lists)
    shape = layout(rows, skip, found)
    reach = extents(shape, found.notes, sorted(min(each.lines) for each in lists))
    reach = without_headings(shape, found.notes, reach)
    in_notes = {i for extent in reach for i in extent.lines}
    in_lists = {i for each in lists for i in each.lines if i not in in_notes}
    body = _take(
        document.text,
        rows,
        (i for i in range(len(rows)) if i not in in_notes and i not in in_lists and not page.skip[i]),
    )
    markers = _Markers(body)
    ids = _Ids()
    # a page whose text calls nothing has lost all its calls; a file of notes has none
    marked = bool(shape.marker_lines) or (document.format in _PAGES and len(boundaries(body.text)) > _FEW)
    notes: list[Note] = []
    findings: list[Finding] = []
    for mark, call, extent in zip(found.notes, found.calls, reach, strict=True):
        text = _note_text(document.text, rows, mark, extent)
        note = Note(ids.unique(mark.printed), mark.printed, text, markers.at(call.span) if call else None)
        notes.append(note)
        findings += _doubts(document, note, mark, call, extent, marked)
    for call in found.uncalled:
        findings.append(_missing(call.printed, call.span, markers, document))
    if found.behind:
        args = {"name": document.name, "count": str(len(found.behind))}
        findings.append(
            Finding(Code.NUMBERS_BEHIND_NOTES, args, tuple(mark.span for mark in found.behind), document.name)
        )
    if not notes and not found.uncalled and not lists:
        findings.append(Finding(Code.NO_NOTES_FOUND, {"name": document.name}, document=document.name))
    return NotesResult(
        tuple(notes),
        body,
        tuple(Mapped.of(document.text, rows[i].start, rows[i].end).strip() for i in page.headers),
        page.pages,
        tuple(call.printed for call in found.uncalled),
        tuple(findings),
        _lists(document.text, rows, lists),
    )


def _at_feet(rows: Sequence[Line], skip: Sequence[bool], lists: Sequence[FoundList], found: Found) -> set[int]:
    """The lines of notes that stand at the feet of a list's pages: from a called note to the end of its page."""
    listed = {i for each in lists if not each.numbered for i in each.lines}
    lines: set[int] = set()
    for mark, call in zip(found.notes, found.calls, strict=True):
        if call is None or mark.line not in listed:
            continue
        at = mark.line
        while at < len(rows) and not skip[at] and not (at > mark.line and rows[at].new_page):
            lines.add(at)
            at += 1
    return lines


def _uncounted(found: Found, lists: Sequence[FoundList]) -> Found:
    """Without the calls of notes that are numbers of a list's entries."""
    if found.notes or not found.uncalled:
        return found
    numbers = {as_int(entry.number) for each in lists for entry in each.entries if entry.number.isdecimal()}
    return replace(found, uncalled=tuple(call for call in found.uncalled if call.number not in numbers))


def _lists(text: str, rows: Sequence[Line], lists: Sequence[FoundList]) -> tuple[ReferenceList, ...]:
    out: list[ReferenceList] = []
    count = 0
    for each in lists:
        heading = (
            Mapped.of(text, rows[each.heading].start, rows[each.heading].end).strip() if each.heading >= 0 else EMPTY
        )
        entries: list[Note] = []
        for entry in each.entries:
            count += 1
            whole = _take(text, rows, (row.index for row in entry.rows))
            if entry.joint:
                first = entry.rows[0].text
                whole = whole.replace([Edit(len(first.rstrip()), len(first) + 1, entry.joint)])
            entries.append(Note(f"list-{count}", entry.number, whole[entry.begin :].strip()))
        out.append(ReferenceList(heading, tuple(entries)))
    return tuple(out)


def _given(document: Document, given: Sequence[SourceNote]) -> NotesResult:
    rows = list(lines(document.text)) if document.body else []
    skip = _outside(rows, document.body)
    given, lists = without_lists(document, rows, skip, given)
    if lists:
        in_lists = {i for each in lists for i in each.lines}
        body = _take(document.text, rows, (i for i in range(len(rows)) if i not in in_lists and not skip[i]))
    else:
        body = concat(Mapped.of(document.text, span.start, span.end) for span in document.body)
    markers = _Markers(body)
    ids = _Ids()
    notes = tuple(
        Note(
            ids.unique(note.number),
            note.number,
            note.text,
            markers.at(note.marker) if note.marker else None,
            anew=note.anew,
        )
        for note in given
    )
    lacking = [(mark, span) for span, mark in document.missing]
    known = {mark for mark, _ in lacking}
    lacking += [each for each in unanswered(body, notes) if each[0] not in known]
    lacking.sort(key=lambda each: each[1])
    findings = [_missing(number, span, markers, document) for number, span in lacking]
    findings += [
        Finding(Code.NOTE_EMPTY, {"number": note.number}, (note.marker.span,), document.name, note.id)
        for note in notes
        if note.marker is not None and not note.text.text.strip()
    ]
    if not notes:
        findings.append(Finding(Code.NO_NOTES_FOUND, {"name": document.name}, document=document.name))
    headers = {document.text[span.start : span.end]: span for span in reversed(document.headers)}
    return NotesResult(
        notes,
        body,
        tuple(Mapped.of(document.text, span.start, span.end) for span in sorted(headers.values())),
        missing=tuple(number for number, _ in lacking),
        findings=tuple(findings),
        lists=_lists(document.text, rows, lists),
    )


def _outside(rows: Sequence[Line], body: Sequence[Span]) -> list[bool]:
    """Which lines are no running text."""
    out = [True] * len(rows)
    starts = [row.start for row in rows]
    for span in body:
        for i in range(max(bisect_right(starts, span.start) - 1, 0), len(rows)):
            if rows[i].start >= span.end:
                break
            out[i] = rows[i].start < span.start
    return out


def _supplied(document: Document, result: NotesResult, supplement: Sequence[SourceNote]) -> NotesResult:
    """Put supplied notes where the body calls them; what was not missing is left out with a finding."""
    if not supplement:
        return result
    lacking = {number: i for i, number in enumerate(result.missing)}
    present = {note.number for note in result.notes}
    calls = {f.args["number"]: f for f in result.findings if f.code == Code.MISSING_NOTE_TEXT}
    markers = _Markers(result.body)
    added: dict[str, Note] = {}
    findings: list[Finding] = []
    for given in supplement:
        number = given.number
        if number in added or (number in present and number not in lacking):
            findings.append(Finding(Code.SUPPLEMENT_NOT_NEEDED, {"number": number}, document=document.name))
            continue
        call = calls.get(number)
        marker = markers.at(call.spans[0]) if call else None
        added[number] = Note(number, number, given.text, marker, supplement=True)
        findings.append(Finding(Code.NOTE_SUPPLIED, {"number": number}, document=document.name, note_id=number))
    kept = [f for f in result.findings if f.code != Code.MISSING_NOTE_TEXT or f.args["number"] not in added]
    taken = {note.id for note in result.notes}
    fresh = [replace(note, id=note.id if note.id not in taken else f"{note.id}-s") for note in added.values()]
    return replace(
        result,
        notes=_merged(result.notes, fresh),
        missing=tuple(number for number in result.missing if number not in added),
        findings=(*(f for f in kept if f.code != Code.NO_NOTES_FOUND), *findings),
    )


def _merged(notes: Sequence[Note], fresh: Sequence[Note]) -> tuple[Note, ...]:
    """Each supplied note before the first note that is called later, or has a higher number; else at the end."""
    out = list(notes)
    for note in fresh:
        place = len(out)
        for i, other in enumerate(out):
            if note.marker and other.marker:
                later = other.marker.span > note.marker.span
            else:
                later = as_int(other.number) > as_int(note.number)
            if later:
                place = i
                break
        out.insert(place, note)
    return tuple(out)


def _missing(number: str, span: Span, markers: _Markers, document: Document) -> Finding:
    """That the body calls a note whose text is not there."""
    args = {"number": number, "sentence": markers.at(span).sentence.text}
    return Finding(Code.MISSING_NOTE_TEXT, args, (span,), document.name)


class _Ids:
    """Ids that are unique in a document: "12", "12-2" ..."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def unique(self, number: str) -> str:
        candidate = number or "?"
        while candidate in self._used:
            self._next[number] = self._next.get(number, 1) + 1
            candidate = f"{number or '?'}-{self._next[number]}"
        self._used.add(candidate)
        return candidate


class _Markers:
    """Finds the sentence of a marker, given by its span in the source."""

    def __init__(self, body: Mapped) -> None:
        self._body = body
        self._begins: list[int] | None = None
        # Bodies are made of verbatim slices in the order of the source.
        self._sources = [piece.source_start for piece in body.pieces]

    def at(self, span: Span) -> Marker:
        if self._begins is None:
            self._begins = boundaries(self._body.text)
        index = bisect_right(self._sources, span.start) - 1
        if index < 0:
            return Marker(span, EMPTY)
        piece = self._body.pieces[index]
        position = piece.start + min(span.end, piece.source_end) - piece.source_start
        return Marker(span, around(self._body, self._begins, position))


def _take(text: str, rows: Sequence[Line], indices: Iterable[int]) -> Mapped:
    r"""The given lines one after the other, line ends as ``\n``."""
    parts: list[Mapped] = []
    start = end = -1
    for index in indices:
        line = rows[index]
        if line.start != end:
            if end > start >= 0:
                parts.append(Mapped.of(text, start, end))
            start = line.start
        end = line.after
    if end > start >= 0:
        parts.append(Mapped.of(text, start, end))
    return plain_line_ends(concat(parts))


def _note_text(text: str, rows: Sequence[Line], mark: Mark, extent: Extent) -> Mapped:
    whole = _take(text, rows, extent.lines)
    return whole.stripped(mark.span.end - rows[mark.line].start, len(whole))


def _doubts(
    document: Document, note: Note, mark: Mark, call: Mark | None, extent: Extent, marked: bool
) -> list[Finding]:
    found: list[Finding] = []

    def add(code: str, **args: str) -> None:
        found.append(Finding(code, {"number": note.number, **args}, (mark.span,), document.name, note.id))

    if marked and call is None:
        add(Code.NOTE_WITHOUT_MARKER)
    if extent.joined:
        add(Code.NOTE_JOINED)
    if extent.cut:
        add(Code.NOTE_CUT, ending=fold(note.text[-40:] if len(note.text) > 40 else note.text).text)
    return found
