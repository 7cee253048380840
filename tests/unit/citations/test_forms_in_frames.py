"""Every signal, role and page label of the lexicon, put into every frame: with and without comma, full stop, colon and
quotation marks.  Each is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.language.lexicon import lexicon

LATIN = {"a": "J. Nowak", "fam": "Nowak", "t": "Dzieje miasta", "e": "A. Kowalska", "p": "Kraków", "s": "s. 15"}
CYRILLIC = {"a": "Н. Иванов", "fam": "Иванов", "t": "История города", "e": "А. Петрова", "p": "Минск", "s": "с. 15"}
SIGNALS = {
    "plain": "{F} {a}, {t}, {p} 2001, {s}.",
    "comma": "{F}, {a}, {t}, {p} 2001, {s}.",
    "colon": "{F}: {a}, {t}, {p} 2001, {s}.",
    "stop": "{F}. {a}, {t}, {p} 2001, {s}.",
    "quoted": "{F} {a}, „{t}”, {p} 2001, {s}.",
    "guillemets": "{F}: {a}, «{t}», {p} 2001, {s}.",
}
ROLES = {
    "comma": "{a}, {t}, {f} {e}, {p} 2001, {s}.",
    "colon": "{a}, {t}, {f}: {e}, {p} 2001, {s}.",
    "stops": "{fam} {i} {t}. {F} {e}. {p}, 2001. {S}.",
    "comma then stop": "{a}, {t}. {F} {e}. {p} 2001, {s}.",
    "slash": "{fam} {i} {t} / {f} {e}. {p}, 2001. {S}.",
    "quoted": "{a}, „{t}”, {f} {e}, {p} 2001, {s}.",
}
PAGES = {
    "comma": "{a}, {t}, {p} 2001, {f} 15.",
    "stops": "{fam} {i} {t}. {p}, 2001. {F} 15.",
    "stuck": "{a}, {t}, {p} 2001, {f}15.",
    "quoted": "{a}, „{t}”, {p} 2001, {f} 15.",
}
FRAMES = {
    "see": SIGNALS,
    "cited_after": SIGNALS,
    "role_editor": ROLES,
    "role_translator": ROLES,
    "role_illustrator": ROLES,
    "role_interviewer": ROLES,
    "role_director": ROLES,
    "role_other": ROLES,
    "page": PAGES,
}
VARIABLES = {
    "role_editor": "editor",
    "role_translator": "translator",
    "role_illustrator": "illustrator",
    "role_interviewer": "interviewer",
    "role_director": "editor",  # who directs a book is its editor: every frame prints a page
    "role_other": "contributor",
}


@dataclass(frozen=True, slots=True)
class Framed:
    form: str
    note: str

    @property
    def words(self) -> dict[str, str]:
        return CYRILLIC if re.search("[а-яёіїєґўј]", self.form, re.IGNORECASE) else LATIN


def forms(role: str, frame: str) -> list[str]:
    """The forms of a role that a frame is for: a whole word sticks to no figure, and of two roles the more special
    one counts ("reż.", "prod.": [ambiguous] of their lexicon says so).  One that is a publisher's word too ("wyd.")
    needs to stand in a row."""
    rows = set(lexicon().hint("role_by_initials")) if frame in ("colon", "stops", "comma then stop") else set()
    special = set(lexicon().forms("role_director", "role_producer")) if role == "role_other" else set()
    return [
        f for f in sorted(lexicon().forms(role)) if f not in special | rows and (frame != "stuck" or f.endswith("."))
    ]


def framed(role: str, frame: str) -> Iterator[Framed]:
    for form in forms(role, frame):
        words = Framed(form, "").words
        initial, upper, page = words["a"].split()[0], form[0].upper() + form[1:], words["s"]
        template = FRAMES[role][frame]
        if template.startswith("{F}. ") and form.endswith("."):
            template = template.replace("{F}. ", "{F} ", 1)
        said = {**words, "f": form, "F": upper, "i": initial, "S": page[0].upper() + page[1:]}
        yield Framed(form, template.format(**said))


def wrong(found: list[Citation], words: dict[str, str], variable: str) -> bool:
    """Whether what was read is not one book with its author, its title, its page and who has the role."""
    if len(found) != 1:
        return True
    item = found[0].item
    roles = [name.family for name in item.names.get(variable, ())] if variable else []
    return (
        [name.family for name in item.names.get("author", ())] != [words["fam"]]
        or item.text.get("title") != words["t"]
        or found[0].locator != "15"
        or roles != ([words["e"].split()[1]] if variable else [])
    )


def failing(role: str, frame: str) -> list[Framed]:
    """All notes of a frame are read as one document; those that fail there are read alone, as no work is known then."""
    cases = list(framed(role, frame))
    assert len(cases) > 10
    by_note: dict[str, list[Citation]] = {}
    for found in read([case.note for case in cases]):
        by_note.setdefault(found.note_id, []).append(found)
    variable = VARIABLES.get(role, "")
    suspects = [c for i, c in enumerate(cases) if wrong(by_note.get(str(i), []), c.words, variable)]
    return [case for case in suspects if wrong(read([case.note]), case.words, variable)]


def read(notes: list[str]) -> list[Citation]:
    lines = [json.dumps({"number": str(i), "text": note}, ensure_ascii=False) for i, note in enumerate(notes)]
    return list(extract([Source("n.jsonl", "\n".join(lines).encode(), "notes")]).citations)


@pytest.mark.parametrize(("role", "frame"), [(role, frame) for role, frames in FRAMES.items() for frame in frames])
def test_every_form_in_every_frame(role: str, frame: str) -> None:
    assert {case.form: case.note for case in failing(role, frame)} == {}
