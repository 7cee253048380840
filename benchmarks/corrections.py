"""How many corrections hold when a text changes, and whether any strays: ``python -m benchmarks.corrections``.

Every field of every citation of an article gets another value.  Then the text is read again as it is, re-wrapped,
renumbered and slightly revised; and beside or instead of the corrected citations stand others that are like them.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bibtool.citations.citation import DECIDED, Citation
from bibtool.decisions import fields
from bibtool.decisions.applying import State
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES
from bibtool.jobs.correct import Assignment, Desk, Where
from bibtool.jobs.corrections import gathered
from bibtool.jobs.sources import Source, from_path
from bibtool.text.letters import bare

ARTICLE = Path(__file__).parent.parent / "seeds" / "004_51483a6014526e0d.txt"
WIDTH = 53
_OTHER = {"language": "cs", "URL": "https://example.org/x", "DOI": "10.1234/x", "type": "report", "label": "section"}
_NEW_NOTES = ("Zdanie bez odesłania, które dopisano później.", "Por. K. Dodany, Książka dopisana, Łódź 1987, s. 44.")


def other(field: str, value: str) -> str:
    """Another value for a field."""
    if field in NAME_VARIABLES:
        return f"{value}; Dodany, Jan"
    if field in DATE_VARIABLES:
        return "1999-09-09"
    if field in _OTHER:
        return _OTHER[field]
    return "999" if field == "locator" else f"{value} zmienione"


@dataclass(frozen=True, slots=True)
class Made:
    """The decisions on one text: where they are kept, and the desk that they were made at."""

    environment: Mapping[str, str]
    desk: Desk
    assignments: tuple[Assignment, ...]


def make(source: Source, folder: Path) -> Made:
    """Give every field of every citation another value."""
    environment = {"XDG_DATA_HOME": str(folder)}
    desk = Desk(source, gathered([source.name], None, environment))
    assignments = tuple(
        Assignment(order, field, other(field, value))
        for order, citation in enumerate(desk.citations)
        for field, value in fields.values_of(citation).items()
    )
    desk.keep(desk.change(assignments, (), (), datetime.now(UTC)), Where.STORE, None, environment)
    return Made(environment, desk, assignments)


def again(made: Made, source: Source) -> Desk:
    """A text read with what was decided."""
    return Desk(source, gathered([source.name], None, made.environment))


def held(made: Made, desk: Desk) -> tuple[int, list[str]]:
    """How many decisions are applied to the citation that they were made on, and what is wrong with the others."""
    wrong: list[str] = []
    good = 0
    for outcome in desk.outcomes:
        decision = outcome.decision
        if outcome.state is not State.APPLIED or outcome.about is None:
            wrong.append(f"{outcome.state.value}: {decision.about.note}.{decision.field} {decision.about.text[:60]}")
            continue
        citation = desk.citations[outcome.about]
        same = desk.printed.quote(outcome.about).letters == decision.about.letters
        if same and fields.value_of(citation, decision.field) == decision.value:
            good += 1
        else:
            wrong.append(f"another value: {decision.about.note}.{decision.field}")
    return good, wrong


def rewrapped(text: str) -> str:
    """A text in lines of another length; words hyphenated at the ends of lines stay so, and addresses as they are."""
    out: list[str] = []
    for paragraph in re.split(r"(?<=[.,\w])\n(?=[^\W\d_])", text):
        line = ""
        for word in paragraph.split(" "):
            if len(line) + len(word) > WIDTH and line and "://" not in line + word and not line.endswith(("-", "/")):
                out.append(line)
                line = ""
            elif len(word) > 12 and word.isalpha() and len(line) > WIDTH - 20 and "://" not in line:
                out.append(f"{line} {word[:6]}-")
                line, word = "", word[6:]
            line = f"{line} {word}" if line else word
        out.append(line)
    return "\n".join(out)


def notes_of(desk: Desk) -> list[tuple[str, str]]:
    """Numbers and printed texts of the notes."""
    return [(note.number, note.text.text) for note in desk.found.notes.notes]


def as_source(notes: Sequence[tuple[str, str]], name: str = "notes.jsonl") -> Source:
    """Notes as a source."""
    rows = [json.dumps({"number": number, "text": text}, ensure_ascii=False) for number, text in notes]
    return Source(name, ("\n".join(rows) + "\n").encode())


def revised(notes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """With new notes among them, all renumbered, and a citation more behind every third."""
    out: list[str] = [_NEW_NOTES[0]]
    for place, (_, text) in enumerate(notes):
        if place % 3 == 1:
            text = f"{text.rstrip().rstrip('.')}; zob. też: {_NEW_NOTES[1][5:]}"
        out.append(text)
        if place % 10 == 4:
            out.append(_NEW_NOTES[place % 2])
    return [(str(number), text) for number, text in enumerate(out, 1)]


def variants(made: Made) -> Iterator[tuple[str, Source]]:
    """The text as it may be met later."""
    notes = notes_of(made.desk)
    wrapped = [(number, rewrapped(text)) for number, text in notes]
    yield "as it was", from_path(made.desk.name)
    yield "its notes alone", as_source(notes)
    yield "re-wrapped, hyphenated anew", as_source(wrapped)
    yield "renumbered, revised", as_source(revised(notes))
    yield "all of it", as_source(revised(wrapped))


@dataclass(frozen=True, slots=True)
class Decoy:
    """A citation like a corrected one: beside it (a further note) or in its place."""

    kind: str
    notes: tuple[tuple[str, str], ...]
    letters: str  # of the decoy
    order: int  # of the citation that it is like


def decoys(made: Made, most: int = 50) -> list[Decoy]:
    """At most so many, of five kinds in turn."""
    notes = notes_of(made.desk)
    place = {note.id: at for at, note in enumerate(made.desk.found.notes.notes)}
    out: list[Decoy] = []
    for order, citation in enumerate(made.desk.citations):
        if len(out) == most:
            break
        text = made.desk.printed.quote(order).text
        for turn in range(len(_KINDS)):
            kind = _KINDS[(len(out) + turn) % len(_KINDS)]
            like = _like(kind, text, citation)
            if like is None or like == text:
                continue
            at = place[citation.note_id]
            if kind in _INSTEAD:
                row = " ".join(notes[at][1].replace("\u00ad", "").split())
                if text not in row:
                    continue
                new = [*notes[:at], (notes[at][0], row.replace(text, like, 1)), *notes[at + 1 :]]
            else:
                far = (at + len(notes) // 2) % len(notes)
                new = [*notes[:far], ("0", f"{like}."), *notes[far:]]
            renumbered = tuple((str(number), row) for number, (_, row) in enumerate(new, 1))
            out.append(Decoy(kind, renumbered, like, order))
            break
    return out


_KINDS = ("same title, other pages", "similar author", "same author and year", "changed letter", "the same again")
_INSTEAD = ("similar author", "changed letter")


def _like(kind: str, text: str, citation: Citation) -> str | None:
    title = citation.fields["title"].raw.split() if "title" in citation.fields else []
    authors = citation.item.names.get("author", ())
    match kind:
        case "same title, other pages":
            return f"{text}, s. 777"
        case "similar author" if authors and authors[0].family in text:
            return text.replace(authors[0].family, f"{authors[0].family[:-1]}owicz", 1)
        case "same author and year" if len(title) > 2 and title[1] in text:
            return text.replace(title[1], "inaczej", 1)
        case "changed letter":
            letters = [at for at, letter in enumerate(text) if letter.isalpha()]
            at = letters[len(letters) // 3]
            return f"{text[:at]}{'ł' if text[at] != 'ł' else 'b'}{text[at + 1 :]}"
        case "the same again":
            return text
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Met:
    """What became of a decoy: whether a citation was read with its letters, how many decisions were applied, and what
    was corrected and should not be."""

    read: bool
    applied: int
    strayed: tuple[str, ...]


def met(made: Made, decoy: Decoy) -> Met:
    """Read the notes with a decoy among them."""
    desk = again(made, as_source(decoy.notes))
    own = [made.desk.printed.quote(order).letters for order in range(len(made.desk.citations))]
    letters = [desk.printed.quote(order).letters for order in range(len(desk.citations))]
    decided = [any(field.rule == DECIDED for field in citation.fields.values()) for citation in desk.citations]
    wrong = [
        f"{decoy.kind}: corrected {desk.printed.quote(order).text[:60]}"
        for order, found in enumerate(letters)
        if decided[order] and found not in own
    ]
    like = bare(decoy.letters)
    rows = [decided[order] for order, found in enumerate(letters) if found == like]
    if decoy.kind == "the same again" and sum(rows) > own.count(like):
        wrong.append(f"{decoy.kind}: {sum(rows)} of {len(rows)} corrected {decoy.letters[:60]}")
    applied = sum(outcome.state is State.APPLIED for outcome in desk.outcomes)
    return Met(len(rows) > (decoy.kind == "the same again") * own.count(like), applied, tuple(wrong))


def main(article: str) -> int:
    """Print the figures; 1 where something is amiss."""
    amiss = 0
    with tempfile.TemporaryDirectory() as folder:
        made = make(from_path(article), Path(folder))
        print(f"{len(made.desk.citations)} citations, {len(made.assignments)} fields corrected")
        for name, source in variants(made):
            good, wrong = held(made, again(made, source))
            print(f"{name:30} {good:4} of {len(made.assignments)} applied")
            amiss += len(made.assignments) - good
            for line in wrong[:5]:
                print(f"  {line}")
        found = decoys(made)
        seen = [met(made, decoy) for decoy in found]
        wrong = [line for one in seen for line in one.strayed]
        least = min((one.applied for one in seen), default=0)
        print(
            f"{len(found)} decoys, {sum(one.read for one in seen)} of them read as citations; {len(wrong)} corrections"
        )
        print(f"strayed; beside each, at least {least} of {len(made.assignments)} were applied")
        for line in wrong[:10]:
            print(f"  {line}")
    return int(bool(amiss or wrong))


if __name__ == "__main__":
    os.environ.setdefault("BIBTOOL_DEBUG", "1")
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)))
