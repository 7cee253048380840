"""A person's decisions on the reading of one source: made, listed, taken back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path, PurePath

from msgspec import Struct

from bibtool.changes.change import Change as FileChange
from bibtool.changes.change import ChangeSet
from bibtool.changes.store import Backups
from bibtool.citations.citation import Citation
from bibtool.database import Access, DatabaseError
from bibtool.decisions import fields
from bibtool.decisions.applying import Outcome, State
from bibtool.decisions.book import Book, merged, write
from bibtool.decisions.decision import Act, Decision
from bibtool.decisions.quoting import Printed
from bibtool.diagnostics.code import Code
from bibtool.jobs import files
from bibtool.jobs.changes import write_in_place
from bibtool.jobs.corrections import Corrections, Home, beside, homes, own_beside, summed
from bibtool.jobs.errors import JobError, near
from bibtool.jobs.extract import Extracted, Extraction, extract
from bibtool.jobs.library import mirrored
from bibtool.jobs.paths import exists
from bibtool.jobs.sources import Source
from bibtool.readers.reader import ReadError
from bibtool.text.excerpt import excerpt
from bibtool.text.patterns import regex

_SET = regex(r"(?P<place>[^=]+?)\.(?P<field>[^\W\d][\w-]*)\s*=(?P<value>.*)", re.DOTALL)
_PLACE = regex(r"(?P<note>.+?)(?:\.(?P<index>\d{1,4}))?", re.DOTALL)
_ID = regex(r"[0-9a-f]{8}")


class Assignment(Struct, frozen=True):
    """A field of a citation (its place among all) and what it is to be."""

    order: int
    field: str
    value: str


class Change(Struct, frozen=True):
    """What is to be kept and what taken back, and the text of all decisions on the source before and after."""

    add: tuple[Decision, ...]
    remove: tuple[Decision, ...]
    before: str
    after: str


class Where(Enum):
    """Where decisions are kept."""

    STORE = "store"
    BESIDE = "beside"


class Desk:
    """One source as it is read with all decisions on it so far."""

    def __init__(self, source: Source, corrections: Corrections, supplement: Source | None = None) -> None:
        """Read it.  Raises ReadError, and JobError BT931 where nothing is cited."""
        extraction: Extraction = extract([source], supplement, corrections=corrections)
        for refused in extraction.refused:
            raise ReadError(refused.finding.code, **dict(refused.finding.args))
        self.extraction = extraction
        self.corrections = corrections
        self.name = source.name
        self.found: Extracted = extraction.documents[0]
        self.citations: tuple[Citation, ...] = self.found.citations
        supplied = extraction.supplement.text if extraction.supplement else ""
        self.printed = Printed(self.found.document.text, self.found.notes, self.citations, supplied)
        self.outcomes: tuple[Outcome, ...] = self.found.outcomes
        if not self.citations and not self.outcomes:
            raise JobError(Code.NOTHING_TO_CORRECT, path=self.name)

    def place(self, text: str) -> int:
        """The citation that ``NOTE`` or ``NOTE.INDEX`` names.  Raises JobError BT728 and BT926."""
        told = _PLACE.fullmatch(text.strip())
        note, index = (told["note"].strip(), told["index"]) if told else (text.strip(), None)
        rows = self._of_note(note)
        if not rows and index is not None:  # "3.1" may be a note's number
            rows, index = self._of_note(text.strip()), None
        chosen = [order for order in rows if index is None or self.citations[order].index == int(index)]
        if len(chosen) == 1:
            return chosen[0]
        known = [f"{self.label(order)} ({_short(self.citations[order])})" for order in rows]
        if not known and note not in {n.number for n in self.found.notes.notes}:
            numbers = [citation.note for citation in self.citations]
            span = f"{numbers[0]}–{numbers[-1]}" if numbers else "–"
            raise JobError(Code.NOTE_NUMBER_UNKNOWN, path=self.name, number=note, near=near(note, numbers), known=span)
        raise JobError(Code.WHICH_CITATION, path=self.name, place=text.strip(), known="; ".join(known) or "–")

    def of_notes(self, numbers: Sequence[str]) -> list[int]:
        """The citations of these notes in their order; of all where none is named.  Raises JobError BT728."""
        rows: list[int] = []
        for number in numbers:
            found = [order for order, c in enumerate(self.citations) if number in (c.note, c.note_id)]
            rows += found or [self.place(number)]
        return sorted(set(rows)) if numbers else list(range(len(self.citations)))

    def _of_note(self, note: str) -> list[int]:
        by_number = [order for order, c in enumerate(self.citations) if c.note == note]
        if len({self.citations[order].note_id for order in by_number}) == 1:
            return by_number
        return [order for order, c in enumerate(self.citations) if c.note_id == note] or by_number

    def label(self, order: int) -> str:
        """``NOTE.INDEX`` of a citation, by its place among all; with the note's id where notes share a number."""
        citation = self.citations[order]
        ids = {c.note_id for c in self.citations if c.note == citation.note}
        return f"{citation.note if len(ids) == 1 else citation.note_id}.{citation.index}"

    def assignment(self, text: str) -> Assignment:
        """What ``NOTE[.INDEX].FIELD=VALUE`` asks.  Raises JobError BT728 and BT923 to BT926."""
        told = _SET.fullmatch(text)
        if told is None:
            raise JobError(Code.NOT_A_CORRECTION, text=text)
        field = field_named(told["field"])
        return Assignment(self.place(told["place"]), field, checked(field, told["value"]))

    def change(
        self,
        assignments: Iterable[Assignment],
        pairs: Iterable[tuple[Act, str, str]],
        remove: Iterable[str],
        now: datetime,
    ) -> Change:
        """The decisions that are asked for, and those that they replace or that are taken back.  Raises JobError BT728,
        BT926 and BT929."""
        at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        add: dict[object, Decision] = {}
        gone: dict[str, Decision] = {}
        for name in remove:
            gone.update((each.id, each) for each in self._named(name))
        for one in assignments:
            words = self.printed.words(self.citations[one.order], one.field)
            add[one.order, one.field] = Decision(
                Act.SET, self.printed.quote(one.order), one.field, one.value, words, at=at
            )
        for act, one_place, other_place in pairs:
            first, second = sorted((self.place(one_place), self.place(other_place)))
            if first == second:
                raise JobError(Code.ONE_CITATION_TWICE, path=self.name, place=self.label(first))
            quotes = self.printed.quote(first), self.printed.quote(second)
            add[first, second] = Decision(act, quotes[0], other=quotes[1], at=at)
        for outcome in self.outcomes:
            if _target(outcome) in add:
                gone[outcome.decision.id] = outcome.decision
        now_kept = {decision.id for decision in add.values()}
        kept = [o.decision for o in self.outcomes if o.decision.id not in gone]
        name = PurePath(self.name).name
        before_text = write(Book(name, tuple(o.decision for o in self.outcomes))) if self.outcomes else ""
        after = (*kept, *add.values())
        removed = tuple(each for each in gone.values() if each.id not in now_kept)
        return Change(tuple(add.values()), removed, before_text, write(Book(name, after)) if after else "")

    def _named(self, name: str) -> list[Decision]:
        """The decisions that an id, a note, a citation or a field names.  Raises JobError BT929."""
        name = name.strip()
        found = [o.decision for o in self.outcomes if name in _names(o.decision)]
        if not found:
            raise JobError(Code.NO_SUCH_CORRECTION, path=self.name, name=name)
        return found

    def keep(
        self, change: Change, where: Where, given: str | None = None, environment: Mapping[str, str] = os.environ
    ) -> Path:
        """Keep a change; gives the file.  A source that has a file of decisions beside it, written here, keeps them
        there; what lies there and was ``given`` as a file of decisions becomes the user's own.

        Raises JobError BT704, BT921, BT930 and BT932; what is there is then as it was.
        """
        ids = [decision.id for decision in change.remove]
        *others, home = homes(environment)
        try:
            if where is Where.BESIDE or self.name in self.corrections.beside:
                return self._beside(change, given, environment)
            _forgotten(others, ids)
            with home.opened(Access.WRITE) as store:
                real = self.name if self.name == files.STDIN else os.path.realpath(self.name)
                store.change(real, self.printed.sketch, change.add, ids)
            if home.is_library:
                mirrored(home.path)
        except DatabaseError as error:
            raise JobError(Code.CORRECTIONS_UNUSABLE, files.exit_for(error), reason=str(error)) from None
        return home.path

    def _beside(self, change: Change, given: str | None, environment: Mapping[str, str]) -> Path:
        if self.name == files.STDIN:
            raise JobError(Code.NOTHING_BESIDE_STANDARD_INPUT)
        path = beside(self.name)
        lying = self.corrections.beside.get(self.name)
        if lying is None and exists(path):
            if given is None or os.path.realpath(given) != os.path.realpath(path) or self.corrections.given is None:
                raise JobError(Code.CORRECTIONS_WOULD_BE_MIXED, path=str(path))
            lying = self.corrections.given.decisions
        gone = {decision.id for decision in change.remove}
        *others, home = homes(environment)
        _forgotten(others, list(gone))
        with home.opened(Access.WRITE) as store:
            with store.alone():  # another process may have written there since it was read
                lying = own_beside(path, store.trusted()) or lying
                rows = merged([*(each for each in lying or () if each.id not in gone), *change.add])
                data = write(Book(PurePath(self.name).name, rows)).encode("utf-8", "backslashreplace")
                before = path.read_bytes() if exists(path) else None
                made = ChangeSet("correct", (FileChange.of(str(path), before, data),))
                write_in_place(made, backups=Backups.NONE)
                store.trust(os.path.realpath(path), summed(data))
            store.forget(list(gone))
        return path


def _forgotten(homes: Sequence[Home], ids: Sequence[str]) -> None:
    """Take decisions back where else they are kept."""
    for home in homes:
        if ids and exists(home.path):
            with home.opened(Access.WRITE) as store:
                store.forget(ids)


def checked(field: str, value: str) -> str:
    """A value as it is kept.  Raises JobError BT925."""
    try:
        return fields.checked(field, value)
    except fields.BadValueError as error:
        raise JobError(Code.VALUE_DOES_NOT_FIT, field=field, value=value.strip(), reason=str(error)) from None


def field_named(name: str) -> str:
    """The field of a name.  Raises JobError BT924."""
    field = fields.named(name)
    if field is None:
        raise JobError(Code.UNKNOWN_FIELD, name=name, near=near(name, fields.known()))
    return field


def _target(outcome: Outcome) -> object:
    """What a decision is about, as :meth:`Desk.change` names it."""
    if outcome.state is not State.APPLIED or outcome.about is None:
        return None
    if outcome.decision.act is Act.SET:
        return outcome.about, outcome.decision.field
    return tuple(sorted((outcome.about, outcome.other or 0)))


def _names(decision: Decision) -> set[str]:
    """How a person may name a decision."""
    note, index = decision.about.note, decision.about.index
    names = {decision.id, note, f"{note}.{index}"}
    if decision.act is Act.SET:
        names |= {f"{note}.{decision.field}", f"{note}.{index}.{decision.field}"}
    return names


def _short(citation: Citation) -> str:
    title = citation.item.get("title") or citation.item.get("container-title") or citation.kind.value
    return excerpt(title, 40)


__all__ = ["Assignment", "Change", "Desk", "Where", "checked", "field_named"]
