"""The notes of a text beside what a style prints for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Citation, Field, Kind
from bibtool.citations.passages import NotePassages, Passage, Role
from bibtool.copyedit.departures import EXTRA, FORM, PUNCTUATION, Departure, Mention, departures, replaceable
from bibtool.copyedit.tokens import Line, Pieces, line, marked
from bibtool.csl.context import Position
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding, Fix
from bibtool.entries.apparatus import CitedNote, begins_sentence, keeps_its_mark, kept_places
from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import DATE_VARIABLES, Item
from bibtool.notes.account import LOCATOR_REST, Share
from bibtool.render.notes import SetCite, marks_of, set_cites
from bibtool.render.processing import load, processor, used_locale
from bibtool.render.proof import is_guess
from bibtool.render.setting import OWN_LANGUAGE, Setting
from bibtool.text.mapped import Mapped, concat
from bibtool.text.spans import Span

NO_ACCESS_DATE = Code.ACCESS_DATE_MISSING
NOT_UNDERSTOOD = Code.NOT_UNDERSTOOD_HERE
_DATED_TITLES = frozenset({"legislation", "bill", "regulation", "treaty", "legal_case"})
_A_DAY = Date(((2001, 2, 3),))


class Compared(Struct, frozen=True):
    """One citation: as printed and as the style has it, in pieces that are alike or not, and the departures;
    ``note`` is the number as printed."""

    document: str
    note_id: str
    note: str
    index: int
    printed: Pieces
    expected: Pieces
    departures: tuple[Departure, ...]
    findings: tuple[Finding, ...]


def compare(
    passages: Sequence[NotePassages],
    notes: Sequence[CitedNote],
    citations: Sequence[Citation],
    entries: Sequence[Entry],
    setting: Setting,
    doubts: Mapping[str, Sequence[Finding]] | None = None,
) -> tuple[Compared, ...]:
    """Every citation of one document whose work is known, in order.

    ``citations`` have keys; ``notes`` are the same notes as CSL citations.  A note with ``doubts`` (by its id: what
    forbids to set it again) is not compared: one finding says that it was not understood.  Raises as
    :func:`bibtool.render.notes.set_cites`.
    """
    expected = set_cites(notes, entries, setting)
    language = _language_of(setting)
    undated = _undated(notes, entries, setting, expected)
    by_place = {(citation.note_id, citation.index): citation for citation in citations}
    marks = marks_of(setting)
    told = doubts or {}
    full = [citation for citation in citations if citation.kind is Kind.FULL]
    sure = {citation.key for citation in full if not told.get(citation.note_id)}
    doubted = {citation.key: told[citation.note_id] for citation in full if citation.key not in sure}
    out: list[Compared] = []
    for note in passages:
        after = dict(_marks_after(note, marks))
        reasons = list(told.get(note.note_id, ()))
        for index, printed in _printed(note.passages):
            place = (note.note_id, index)
            if place in expected and reasons:
                out.append(_not_understood(note, index, printed, expected[place], reasons))
                break
            if place in expected and by_place[place].key in doubted:
                # what "ibid." stands for was not understood where it is cited in full
                out.append(_not_understood(note, index, printed, expected[place], doubted[by_place[place].key]))
                continue
            if place in expected:
                one = _one(note, by_place[place], printed, expected[place], place in undated, language)
                out.append(_with_mark(one, after[index]) if index in after else one)
    return tuple(out)


def _not_understood(
    note: NotePassages, index: int, printed: Mapped, expected: SetCite, reasons: Sequence[Finding]
) -> Compared:
    """The first citation of a note whose reading is in doubt, for all of it."""
    whole = tuple((text, False) for text in (printed.text,)), tuple((text, False) for text, _ in expected.parts)
    said = " … ".join(dict.fromkeys(reason.args.get("words") or reason.args.get("doubt", "") for reason in reasons))
    own = (span for reason in reasons if reason.note_id in ("", note.note_id) for span in reason.spans)
    spans = tuple(own) or printed.spans()
    finding = Finding(NOT_UNDERSTOOD, {"words": said}, spans, note.document, note.note_id, index)
    return Compared(note.document, note.note_id, note.note, index, *whole, (), (finding,))


class _Mark(Struct, frozen=True):
    """What stands after a citation, alone: the mark printed and the one of the style."""

    printed: str
    expected: str
    spans: tuple[Span, ...]


def _marks_after(note: NotePassages, marks: tuple[str, str]) -> Iterator[tuple[int, _Mark]]:
    """The marks between citations and at the end of the note that are not the style's; words of the author between
    them have marks of their own."""
    delimiter, suffix = (mark.strip() for mark in marks)
    for before, passage, following in zip(
        note.passages, (*note.passages[1:], None), (*note.passages[2:], None, None), strict=False
    ):
        if before.role is not Role.CITATION:
            continue
        if passage is None:  # nothing at all stands at the end
            if suffix and before.text[-1] not in ".!?…":
                yield before.index, _Mark("", suffix, before.note.spans(before.end - 1, before.end))
            continue
        text = passage.text.strip()
        if passage.role is not Role.PROSE or any(letter.isalnum() for letter in text):
            continue
        wanted = suffix if following is None else delimiter
        if following is not None and (following.role is Role.PROSE or keeps_its_mark(following.text)):
            continue
        if (
            following is not None
            and following.role is Role.SIGNAL
            and begins_sentence(following.text, before.text + passage.text)
        ):
            continue
        if text != wanted and text.strip("()[]") and not (following is None and before.text[-1] == wanted):
            yield before.index, _Mark(text, wanted, passage.printed.spans())


def _with_mark(one: Compared, mark: _Mark) -> Compared:
    # a mark that is missing is shown with the word before it
    word = "" if mark.printed else "".join(text for text, _ in one.printed).split()[-1]
    args = {"printed": mark.printed or word, "expected": word + mark.expected, "variable": ""}
    finding = Finding(PUNCTUATION, args, mark.spans, one.document, one.note_id, one.index)
    return replace(
        one,
        printed=(*one.printed, (mark.printed, True)) if mark.printed else one.printed,
        expected=(*one.expected, (mark.expected, True)) if mark.expected else one.expected,
        findings=(*one.findings, finding),
    )


def _printed(passages: Sequence[Passage]) -> Iterator[tuple[int, Mapped]]:
    """Each citation of a note with its text; one that a comment parts has its parts joined."""
    parts: dict[int, list[Mapped]] = {}
    for passage in passages:
        if passage.role is Role.CITATION:
            parts.setdefault(passage.index, []).append(passage.printed)
    for index, found in parts.items():
        yield index, concat(found) if len(found) > 1 else found[0]


def _language_of(setting: Setting) -> str:
    """The language of the words that a style prints, "" where it is that of each work."""
    if setting.entry_language == OWN_LANGUAGE:
        return ""
    return used_locale(processor(load(setting.style), {}, setting)).partition("-")[0]


def _one(
    note: NotePassages, citation: Citation, printed: Mapped, expected: SetCite, undated: bool, language: str
) -> Compared:
    ours = _line(note, printed, citation)
    theirs = line(expected.parts)
    first = citation.kind is Kind.FULL and expected.position is Position.FIRST
    found = tuple(departures(ours, theirs, Mention.FIRST if first else Mention.AGAIN))
    found = tuple(d for d in found if not (d.code == EXTRA and _in_kept_place(note, citation, printed, d)))
    twice = _read_twice(citation)
    if found and twice:
        words = Finding(NOT_UNDERSTOOD, {"words": twice.raw}, twice.spans)
        return _not_understood(note, citation.index, printed, expected, [words])
    guessed = [d for d in found if d.code == EXTRA and is_guess(citation, d.variable)]
    if guessed:
        reason = Finding(NOT_UNDERSTOOD, {"words": guessed[0].printed}, printed.spans(guessed[0].start, guessed[0].end))
        return _not_understood(note, citation.index, printed, expected, [reason])
    own = citation.item.get("language").partition("-")[0]
    same = not language or not own or own == language
    findings = [
        _finding(departure, note, citation, printed, safe)
        for departure, safe in zip(found, replaceable(found, same), strict=True)
    ]
    if undated:
        spans = printed.spans()
        findings.append(Finding(NO_ACCESS_DATE, {}, spans, note.document, note.note_id, citation.index))
    return Compared(
        note.document, note.note_id, note.note, citation.index, *marked(ours, theirs), found, tuple(findings)
    )


def _in_kept_place(note: NotePassages, citation: Citation, printed: Mapped, departure: Departure) -> bool:
    """Whether words too many name a place by a word that no style has (s.v., art.): notes keep it as it stands."""
    rest = [s for s in note.stretches if s.cite == citation.index and s.name == LOCATOR_REST and not citation.locator]
    place = (rest[0].start, rest[-1].end) if rest else kept_places(note, [citation]).get(citation.index)
    lead = len(departure.printed) - len(departure.printed.lstrip(" ,;"))
    spans = printed.spans(departure.start + lead, departure.end)
    kept = note.text.spans(*place) if place else ()
    return bool(kept and spans) and kept[0].start <= spans[0].start and spans[-1].end <= kept[-1].end + 1


def _read_twice(citation: Citation) -> Field | None:
    """A title that holds the date of its work, which is no act: what stands between them was read as part of it."""
    if citation.item.type in _DATED_TITLES:
        return None
    dates = [span for name in DATE_VARIABLES & set(citation.fields) for span in citation.fields[name].spans]
    for name in ("title", "container-title"):
        field = citation.fields.get(name)
        if field and any(span.start <= date.start < span.end for span in field.spans for date in dates):
            return field
    return None


def _line(note: NotePassages, printed: Mapped, citation: Citation) -> Line:
    """The printed citation, each character with the variable that it was read as, or as a label."""
    starts = [(span.start, span.end, name) for name, field in citation.fields.items() for span in field.spans]
    labels = {
        note.text.source_at(place)
        for stretch in note.stretches
        if stretch.share is Share.LABEL
        for place in range(stretch.start, stretch.end)
    }
    text = printed.text
    owners = [""] * len(text)
    for place in range(len(text)):
        at = printed.source_at(place)
        owner = next((name for start, end, name in starts if start <= at < end), "")
        owners[place] = owner or ("label" if at in labels else "")
    return line(list(zip(text, owners, strict=True)))


def _finding(departure: Departure, note: NotePassages, citation: Citation, printed: Mapped, safe: bool) -> Finding:
    spans = printed.spans(departure.start, departure.end) or printed.spans()
    args = {"printed": departure.printed, "expected": departure.expected}
    if departure.code != FORM:
        args["variable"] = departure.variable
    fix = Fix(spans, departure.expected) if safe and len(spans) == 1 else None
    return Finding(departure.code, args, spans, note.document, note.note_id, citation.index, fix)


def _undated(
    notes: Sequence[CitedNote],
    entries: Sequence[Entry],
    setting: Setting,
    expected: Mapping[tuple[str, int], SetCite],
) -> set[tuple[str, int]]:
    """The citations of works without an access date for which the style would print one."""
    lacking = {e.key for e in entries if e.item.get("URL") and not e.item.dates.get("accessed")}
    if not lacking:
        return set()
    dated = [Entry(entry.key, _with_access(entry.item) if entry.key in lacking else entry.item) for entry in entries]
    keys = {(note.id, cite.index): cite.key for note in notes for cluster in note.clusters for cite in cluster}
    return {
        place
        for place, cite in set_cites(notes, dated, setting).items()
        if keys[place] in lacking and cite.parts != expected[place].parts
    }


def _with_access(item: Item) -> Item:
    return Item(item.type, item.names, {**item.dates, "accessed": _A_DAY}, item.text, item.custom)
