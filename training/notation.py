"""Printing an invented work in one of the notations of ``notations/*.toml``."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.people import Look, Person, printed
from training.pieces import Piece
from training.tables import Table, table
from training.templates import expand, fill
from training.titles import CLOSE, OPEN
from training.works import Work

FOLDER = Path(__file__).parent / "notations"
_MARKED = re.compile(f"{OPEN}(.*?){CLOSE}")
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "within": "container-author",
          "reviewed": "reviewed-author"}  # fmt: skip
_TITLES = {"title", "short", "container", "series", "volume-title", "reviewed-title"}
_NAMES = {
    "container": "container-title",
    "series": "collection-title",
    "series-number": "collection-number",
    "place": "publisher-place",
    "loc": "locator",
    "url": "URL",
    "doi": "DOI",
    "item": "number",
    "isbn": "ISBN",
    "event": "event-title",
    "collection": "archive_collection",
    "shelf": "archive_location",
}
# Kinds that a notation prints like another where it has no template of theirs.
_LIKE = {
    "edited": "book",
    "multivolume": "book",
    "translated": "book",
    "report": "book",
    "thesis": "book",
    "conference": "chapter",
    "entry": "chapter",
    "newspaper": "journal",
}
# printed, but no values
_AGAIN = frozenset({"again-place", "again-publisher", "again-year", "first-year", "paper", "body"})
_OTHER_FORMS = 0.045
_FAMILY_ALONE = 0.25  # in short references
_COUNTED = {"edition": "edition", "nvols": "number-of-volumes"}


@dataclass(frozen=True, slots=True)
class Notation:
    """A family of notations: its languages, how it prints names, its templates by kind of work."""

    family: str
    languages: tuple[str, ...]
    names: tuple[str, ...]  # forms of names
    others: tuple[str, ...]  # forms of the names of editors and translators; empty: as those of authors
    between: tuple[str, ...]  # what stands between names: "comma", "and", "ampersand", "semicolon", "dash", "slash"
    capitals: float
    weight: float
    kinds: Mapping[str, tuple[str, ...]]


@cache
def notations() -> tuple[Notation, ...]:
    """All notations, in the order of their files.  Raises KeyError or ValueError for a broken one."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = data.get("parts", {})
        for row in data["notation"]:
            kinds = {
                kind: tuple(expand(text.strip(), {**parts, **row.get("parts", {})}) for text in texts)
                for kind, texts in row["kinds"].items()
            }
            for kind, other in _LIKE.items():
                if kind not in kinds and other in kinds:
                    kinds[kind] = kinds[other]
            found.append(
                Notation(
                    row.get("family", path.stem),
                    tuple(row["languages"].split()),
                    tuple(row["names"].split("|")),
                    tuple(row["others"].split("|")) if row.get("others") else (),
                    tuple(row["between"].split()),
                    row.get("capitals", 0.03),
                    row.get("weight", 1.0),
                    kinds,
                )
            )
    return tuple(found)


def print_work(rng: random.Random, work: Work, notation: Notation, language: str) -> list[Piece]:
    """A citation of a work, in a language of the notation; empty where the notation cannot print it."""
    templates = list(notation.kinds.get(work.kind, ()))
    rng.shuffle(templates)
    for template in templates:
        pieces = fill(template, _Citation(rng, work, notation, table(language)))
        if pieces:
            return _one_page(pieces)
    return []


def _one_page(pieces: list[Piece]) -> list[Piece]:
    """Without a plural before the number of one page: "p. 5", not "pp. 5"."""
    out: list[Piece] = []
    for text, label in pieces:
        if label in ("page", "locator") and text.isalnum() and out and not out[-1].label:
            before = out[-1].text if out[-1].text.strip() else out[-2].text if len(out) > 1 else ""
            if before.rstrip().endswith("pp."):
                at = -1 if out[-1].text.strip() else -2
                out[at] = Piece(before.replace("pp.", "p."))
        out.append(Piece(text, label))
    return out


class _Citation:
    """One citation: its choices of words, quotation marks, names and dashes stay the same from value to value."""

    def __init__(self, rng: random.Random, work: Work, notation: Notation, words: Table) -> None:
        self.rng = rng
        self.work = work
        self.words = words
        self.own = table(work.language)
        self.marks = words.pick(rng, "words", "quotes")
        inner = words.pick(rng, "words", "quotes")
        self.inner = inner if rng.random() < 0.5 else self.marks
        self.open = False
        self.chosen: dict[str, str] = {}
        self.forms: dict[str, int] = {}
        gap = rng.choices((" ", ""), (75, 25))[0]
        capitals = rng.random() < notation.capitals
        spaced = rng.random() < 0.004
        form = rng.choice(notation.names)
        if work.kind == "short" and rng.random() < _FAMILY_ALONE:
            form = "F"
        elif rng.random() < _OTHER_FORMS:
            # family names alone; family and given name without a comma between; small capitals that lost their form
            form = rng.choice(("F", "F", "F", "F G", "F G", "i f"))
        self.look = Look(form, gap, capitals, spaced)
        other = rng.choice(notation.others) if notation.others else self.look.form
        self.other = Look(other, gap, capitals and rng.random() < 0.3)
        self.between = rng.choice(notation.between)
        self.dash = rng.choices(("–", "-", "—"), (62, 33, 5))[0]
        self.dates = words.pick(rng, "words", "dates")

    def word(self, name: str) -> str:
        """A word of the citation's language, the same each time."""
        if name not in self.chosen:
            self.chosen[name] = self.words.pick(self.rng, "words", name)
        return self.chosen[name]

    def quote(self) -> str:
        """The next quotation mark."""
        self.open = not self.open
        half = len(self.marks) // 2
        return self.marks[:half] if self.open else self.marks[half:]

    def choice(self, key: str, count: int) -> int:
        """Which of several forms is taken: the same in the whole citation for the same forms."""
        if key not in self.forms:
            self.forms[key] = self.rng.randrange(count)
        return self.forms[key]

    def value(self, name: str) -> list[Piece]:
        """The pieces of a value; none where the work lacks it."""
        if name in _ROLES:
            return self._people(_ROLES[name], name in ("author", "within"))
        if name in ("edited-by", "translated-by"):
            return self._people("editor" if name == "edited-by" else "translator", False, declined=True)
        if name in ("year", "date", "day", "month", "accessed", "yearmonth"):
            return self._date(name)
        if name in _COUNTED:
            return self._counted(_COUNTED[name])
        if name == "place" and "no-place" in self.work.text:
            return [Piece(self.work.text["no-place"], "no-place")]
        if name in _AGAIN:
            return [Piece(self.work.text[name])] if name in self.work.text else []
        variable = _NAMES.get(name, name)
        text = self.work.text.get(variable, "")
        if name == "short":
            variable = "title"
        if name in _TITLES or name == "publisher":
            text = self._title(text)
        if name in ("page", "loc", "issue", "volume"):
            text = text.replace("–", self.dash)
        if not text:
            return []
        if name == "loc" and self.rng.random() < 0.035:
            return [Piece(text, variable), Piece(f" {self.word('following')}")]
        return [Piece(text, variable)]

    def _title(self, text: str) -> str:
        half = len(self.inner) // 2
        text = text.replace(OPEN, self.inner[:half]).replace(CLOSE, self.inner[half:])
        return re.sub(r"(?<=[\dIVX])–(?=[\dIVX])", self.dash, text)

    def _counted(self, variable: str) -> list[Piece]:
        text = self.work.text.get(variable, "")
        out: list[Piece] = []
        for place, part in enumerate(_MARKED.split(text)):
            if part:
                out.append(Piece(part, variable if place % 2 else ""))
        return out

    def _date(self, name: str) -> list[Piece]:
        label = "accessed" if name == "accessed" else "issued"
        year, month, day = self.work.accessed if name == "accessed" else self.work.issued
        if not year:
            return [Piece(self.word("no_year"), "no-date")] if name == "year" else []
        if name == "year":
            last = self.work.until
            return [Piece(f"{year}{self.dash}{last}" if last else str(year), label)]
        if name == "yearmonth":
            return [Piece(f"{self._month(month)} {year}", label)]
        if name == "month":
            return [Piece(self._month(month), label)]
        pattern = "{d} {M}" if name == "day" else self.dates
        if name == "date" and pattern.startswith("{y}. "):
            pattern = "{d} {M} {y}"
        values = {
            "d": str(day),
            "D": f"{day:02}",
            "o": str(month),
            "N": f"{month:02}",
            "y": str(year),
            "M": self.words.list("words", "months")[month - 1],
            "m": self.words.list("words", "months_short")[month - 1],
        }
        text = re.sub(r"\{(\w)\}", lambda m: values[m[1]], pattern)
        bare = re.sub(r" (?:r|г|р)\.$", "", text)
        return [Piece(bare, label), Piece(text[len(bare) :])]

    def _month(self, month: int) -> str:
        return self.words.list("words", "months")[month - 1]

    def _people(self, role: str, first: bool, declined: bool = False) -> list[Piece]:
        people = self.work.persons.get(role, [])
        if not people:
            return []
        look = self.look if first else self.other
        several = len(people)
        cut = (several > 3 and self.rng.random() < 0.75) or (several == 3 and self.rng.random() < 0.15)
        if cut:
            people = people[: self.rng.choice((1, 1, 1, 3))]
        out: list[Piece] = []
        for place, person in enumerate(people):
            if place:
                out.append(Piece(self._joint(place == len(people) - 1 and not cut)))
            if not person.literal and self.rng.random() < 0.008:
                out.append(Piece(self.word("honour") + " "))
            out.append(Piece(self._person(person, look, declined, place), role))
        if cut:
            out.append(Piece(self.rng.choice((" ", " ", ", ")) + self.word("et_al")))
        return out

    def _person(self, person: Person, look: Look, declined: bool, place: int) -> str:
        if place and look.form in ("F, G", "F, I") and self.between in ("comma", "and") and self.rng.random() < 0.5:
            # "Nowak, Jan, Anna Lis": only the first is turned round
            look = Look(f"{look.form[-1]} F", look.gap, look.capitals, look.spaced)
        return printed(person, look, self.own, declined and self.words.code == self.own.code)

    def _joint(self, last: bool) -> str:
        if self.between == "and" and last:
            return f" {self.word('and')} "
        if self.between == "oxford" and last:
            return f", {self.word('and')} "
        if self.between == "ampersand" and last:
            return self.rng.choice((" & ", ", & "))
        return {"semicolon": "; ", "dash": f" {self.dash} ", "slash": self.rng.choice(("/", " / "))}.get(
            self.between, ", "
        )
