"""The apparatus of a text: its notes as CSL citations, so that they can be set again in any style.

Words of the author stay where they are: before a citation as its prefix, after it as its suffix.  A back-reference
whose work is unknown cannot be set again; it is kept as printed, among those words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bibtool.citations.citation import Citation
from bibtool.citations.passages import NotePassages, Role
from bibtool.notes.account import unread

_WORDS = re.compile(r"\w")
_SENTENCE = re.compile(r"[.!?…][\"”»’)\]]*\s*\Z")


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One cite: the work's key, the pages, the author's words around it; ``index`` as in the note."""

    key: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class CitedNote:
    """One note: clusters of cites, in each of which a style puts its own marks between them; or, where nothing is
    cited, only ``text``.  ``called`` is the sentence of the body that calls the note, with a
    :data:`bibtool.notes.calls.CALL` for each number in it; empty where it is not known."""

    id: str
    number: str
    clusters: tuple[tuple[CitedWork, ...], ...] = ()
    text: str = ""
    called: str = ""


@dataclass(slots=True)
class _Open:
    """A cite while its words are gathered."""

    citation: Citation
    before: str = ""
    after: str = ""
    printed: str = ""
    closed: bool = False  # a sentence ends after it: what follows is a cluster of its own

    def done(self) -> CitedWork:
        found = self.citation
        prefix = _spaced(self.before).lstrip()
        if prefix and prefix[-1] not in " ([„“«":
            prefix += " "
        rest = found.locator_rest
        locator = " ".join(part for part in (found.locator, rest) if part) if found.locator else ""
        if rest and found.locator and f", {rest}" in self.printed:
            locator = f"{found.locator}, {rest}"
        after = self.after if found.locator or not rest else f", {rest}{self.after}"
        suffix = _spaced(after).rstrip()
        if suffix and suffix[0] not in ".,;:)!?" and not suffix.startswith(" "):
            suffix = f" {suffix}"
        ended = self.printed.endswith((".", "!", "?")) and not (rest or locator).endswith(".")
        if ended and suffix[:1] == " " and suffix[1:2].isupper():
            suffix = f".{suffix}"  # a sentence ends with the citation
        return CitedWork(found.key, locator, found.label, prefix, suffix, found.index)


def apparatus(
    notes: Sequence[NotePassages],
    citations: Sequence[Citation],
    called: Mapping[str, str] | None = None,
    also: Collection[str] = (),
) -> tuple[CitedNote, ...]:
    """The notes of one document; ``citations`` are its own, with keys; ``called`` sentences are by note id.

    In the notes whose numbers are in ``also`` what was not read in a citation follows it, as the author's words do.
    """
    by_place = {(citation.note_id, citation.index): citation for citation in citations}
    return tuple(_note(note, by_place, (called or {}).get(note.note_id, ""), note.note in also) for note in notes)


def _whole(number: str) -> int:
    """A note's number; 0 for a mark, and for what no numbering reaches."""
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def note_indices(notes: Sequence[CitedNote]) -> list[int]:
    """The place of each note among all, from 1; where numbers are left out (their texts are missing) so are places,
    since "ibid." may not reach over a note that nobody sees."""
    out: list[int] = []
    last = 0
    for note in notes:
        number = _whole(note.number)
        before = notes[len(out) - 1].number if out else ""
        gap = number - _whole(before) if number and _whole(before) else 1
        last += max(gap, 1)
        out.append(last)
    return out


def _note(
    note: NotePassages, by_place: Mapping[tuple[str, int], Citation], called: str, with_unread: bool
) -> CitedNote:
    left_over = _unread(note) if with_unread else {}
    cites: list[_Open] = []
    waiting = ""  # words before the next citation
    marks = ""  # between the last citation and what comes next
    for passage in note.passages:
        citation = by_place.get((note.note_id, passage.index)) if passage.role is Role.CITATION else None
        if citation is not None and citation.key:
            if not (cites and cites[-1].citation is citation):
                cites.append(_Open(citation, waiting, left_over.get(citation.index, "")))
                waiting = ""
            cites[-1].printed += passage.text
            marks = ""
        elif passage.role is Role.SIGNAL and cites:
            waiting += passage.text
        elif cites:
            # a citation whose work is unknown stays among the author's words, with its signal and the marks before it
            unknown = passage.role is Role.CITATION
            _after(cites[-1], (marks if unknown else "") + _apart(waiting, passage.text))
            waiting = ""
            marks = passage.text if _WORDS.search(passage.text) is None and not cites[-1].after else ""
        else:
            waiting = _apart(waiting, passage.text)
    if not cites:
        return CitedNote(note.note_id, note.note, text=_spaced(waiting).strip(), called=called)
    if waiting:
        cites[-1].after += waiting
    return CitedNote(note.note_id, note.note, tuple(_clusters(cites)), called=called)


def _unread(note: NotePassages) -> dict[int, str]:
    """What was not read in each citation, as words that follow it."""
    out: dict[int, str] = {}
    for start, end, index in unread(note.stretches):
        if index:
            out[index] = f"{out.get(index, '')}, {note.text.text[start:end]}"
    return out


def _after(cite: _Open, text: str) -> None:
    """Words after a cite; marks alone are the style's affair, but for brackets that the author's words opened."""
    if _WORDS.search(text) is None and not cite.after:
        cite.after += "".join(mark for mark in text if mark in "()[]")
        return
    cite.after += text
    cite.closed = bool(_SENTENCE.search(text))


def _apart(before: str, after: str) -> str:
    """Two passages with a space between a signal and what it introduces."""
    return before + (" " if before[-1:].strip(" ([„“«") and after[:1].isalnum() else "") + after


def _clusters(cites: Sequence[_Open]) -> list[tuple[CitedWork, ...]]:
    out: list[list[CitedWork]] = [[]]
    for place, cite in enumerate(cites):
        if place + 1 < len(cites):
            cite.after = cite.after.rstrip(" \n;,") if not cite.closed else cite.after
        out[-1].append(cite.done())
        if cite.closed and place + 1 < len(cites):
            out.append([])
    return [tuple(cluster) for cluster in out]


def _spaced(text: str) -> str:
    """Line breaks and doubled spaces as one space; a space at either end stays."""
    return re.sub(r"\s+", " ", text)
