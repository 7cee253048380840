"""The apparatus of a text: its notes as CSL citations, so that they can be set again in any style.

Words of the author stay where they are: before a citation as its prefix, after it as its suffix.  A back-reference
whose work is unknown cannot be set again; it is kept as printed, among those words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import DECIDED, Citation, Kind
from bibtool.citations.passages import NotePassages, Role
from bibtool.language.lexicon import lexicon
from bibtool.notes.account import own_places, unread
from bibtool.text.patterns import regex

_WORDS = regex(r"\w")
_BEGINS = regex(r"[.!?…][\"”»’)\]]*\s+(?=\S)")
_GOES_ON = regex(r"[\w\"”»)]\s*\Z")
_GOES_ON_TO = regex(r"[\w\"”»),:]\s*\Z")
_SENTENCE = regex(r"[.!?…][\"”»’)\]]*\s*\Z")
_GAP = regex(r"[\s,;:–—-]*")


class CitedWork(Struct, frozen=True):
    """One cite: the work's key, the pages, the author's words around it; ``index`` as in the note.

    ``joint`` is what the author put between the cite before it and the words that lead to this one (", ", " – ", " ");
    None leaves it to the style.
    """

    key: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    index: int = 0
    joint: str | None = None


class CitedNote(Struct, frozen=True):
    """One note: clusters of cites, in each of which a style puts its own marks between them; or, where nothing is
    cited, only ``text``.  ``called`` is the sentence of the body that calls the note, with a
    :data:`bibtool.notes.calls.CALL` for each number in it; empty where it is not known."""

    id: str
    number: str
    clusters: tuple[tuple[CitedWork, ...], ...] = ()
    text: str = ""
    called: str = ""


class _Open(Struct):
    """A cite while its words are gathered."""

    citation: Citation
    before: str = ""
    after: str = ""
    printed: str = ""
    place: str = ""  # what is cited of the work, under a word that no style has
    closed: bool = False  # a sentence ends after it: what follows is a cluster of its own
    joint: str | None = None

    def done(self) -> CitedWork:
        found = self.citation
        prefix = _spaced(self.before).lstrip()
        if prefix and prefix[-1] not in " ([„“«":
            prefix += " "
        rest = found.locator_rest
        joint = ", " if f", {rest}" in self.printed else " "
        place = joint.join(part for part in (self.place or found.locator, rest) if part)
        locator = place if found.locator and not self.place else ""
        after = self.after if locator or not place else f", {place}{self.after}"
        suffix = _spaced(after).rstrip()
        if suffix and suffix[0] not in ".,;:)!?" and not suffix.startswith(" "):
            suffix = f" {suffix}"
        ended = self.printed.endswith((".", "!", "?")) and not place.endswith(".")
        if ended and suffix[:1] == " " and suffix[1:2].isupper():
            suffix = f".{suffix}"  # a sentence ends with the citation
        label = found.label if locator else ""
        return CitedWork(found.key, locator, label, prefix, suffix, found.index, self.joint)


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
    ibid = {place: found for place, found in by_place.items() if found.kind is Kind.IBID}
    bare = {place for place, found in ibid.items() if not found.locator and not found.locator_rest}
    return _with_places_again(
        [_note(note, by_place, (called or {}).get(note.note_id, ""), note.note in also) for note in notes], bare
    )


def _with_places_again(notes: Sequence[CitedNote], bare: Collection[tuple[str, int]]) -> tuple[CitedNote, ...]:
    """The notes with the pages that an "ibid." without any stands for: those of the cite before it.  Left out they
    would make it a reference to the whole work (CSL 1.0.2, "Citation positions")."""
    last = CitedWork("")
    out: list[CitedNote] = []
    for note in notes:
        clusters: list[tuple[CitedWork, ...]] = []
        for cluster in note.clusters:
            cites: list[CitedWork] = []
            for cite in cluster:
                if not cite.locator and cite.key == last.key and (note.id, cite.index) in bare:
                    cite = replace(cite, locator=last.locator, label=last.label)
                cites.append(cite)
                last = cite
            clusters.append(tuple(cites))
        out.append(replace(note, clusters=tuple(clusters)))
    return tuple(out)


def kept_places(note: NotePassages, citations: Iterable[Citation]) -> dict[int, tuple[int, int]]:
    """Where a note names places by words that no style has, by the index of the citation; they are set again as they
    stand, but for what a person decided."""
    decided = {one.index for one in citations if "locator" in one.fields and one.fields["locator"].rule == DECIDED}
    return {index: place for index, place in own_places(note.text.text, note.stretches).items() if index not in decided}


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
    own = [by_place[at] for passage in note.passages if (at := (note.note_id, passage.index)) in by_place]
    places = kept_places(note, own)
    cites: list[_Open] = []
    waiting = ""  # words before the next citation
    marks = ""  # between the last citation and what comes next
    for passage in note.passages:
        citation = by_place.get((note.note_id, passage.index)) if passage.role is Role.CITATION else None
        if citation is not None and citation.key:
            if not (cites and cites[-1].citation is citation):
                joint = None
                if cites:
                    joint = _mark_kept(waiting, marks)
                    words, joint = _leading(cites[-1], bool(waiting)) or ("", joint)
                    waiting = words + waiting
                if cites and begins_sentence(waiting, cites[-1].printed + cites[-1].after + marks):
                    _end_sentence(cites[-1])
                place = note.text.text[slice(*places.get(citation.index, (0, 0)))]
                after = left_over.get(citation.index, "")
                cites.append(_Open(citation, waiting, after, place=place, joint=joint))
                waiting = ""
            cites[-1].printed += passage.text
            marks = ""
        elif passage.role is Role.SIGNAL and cites:
            waiting += passage.text
        elif waiting and passage.role is Role.PROSE and not _SENTENCE.search(passage.text):
            waiting = _apart(waiting, passage.text)  # "dagegen zuletzt …": it goes with the signal
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


def keeps_its_mark(signal: str) -> bool:
    """Whether a signal says where the citation before it was found ("cyt. za"): the mark between the two is no mark
    between two references, and so not the style's affair."""
    return signal.strip(" \n:,").casefold() in _quoted_after()


@cache
def _quoted_after() -> frozenset[str]:
    return frozenset(map(str.casefold, lexicon().forms("cited_after")))


def _mark_kept(signal: str, marks: str) -> str | None:
    if not keeps_its_mark(signal) or set(marks) & set("()[]"):
        return None
    return f"{marks.strip()} " if marks.strip() in {",", ";", ":"} else _spaced(marks) or " "


def _leading(cite: _Open, signal: bool) -> tuple[str, str | None] | None:
    """Take off the words behind a cite those that lead to the next one, with a ``signal`` of its own or without: "s. 5.
    Zdanie to przejął T. Lis"; and what parts them from the cite, which is the author's own mark."""
    if cite.closed or not (_GOES_ON if signal else _GOES_ON_TO).search(cite.after):
        return None
    starts = [found.end() for found in _BEGINS.finditer(cite.after)]
    gap = _GAP.match(cite.after)
    assert gap is not None
    head, words = (cite.after[: starts[-1]], cite.after[starts[-1] :]) if starts else ("", cite.after[gap.end() :])
    if words.count("(") != words.count(")") or not words[:1].isalnum():
        return None
    cite.after, cite.closed = head.rstrip(), bool(head)
    return words.rstrip() + " ", None if head else _spaced(gap.group())


def begins_sentence(signal: str, before: str) -> bool:
    """Whether a signal begins a sentence of its own ("s. 5. Inaczej Lis"): the full stop ``before`` it is the author's,
    and no mark between two references."""
    return signal[:1].isupper() and _SENTENCE.search(before) is not None


def _end_sentence(cite: _Open) -> None:
    """Close a cite that ends a sentence: the next one, which begins with words of its own, is no part of it."""
    cite.after += "" if _SENTENCE.search(cite.after) else "."
    cite.closed = True


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
