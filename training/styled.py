"""Citations set by the project's own CSL processor, which knows the variable of every run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bibtool.csl.context import Cite
from bibtool.csl.processor import Processor
from bibtool.csl.punctuation import flatten
from bibtool.csl.style import Style
from bibtool.csl.tree import Mark, Run
from bibtool.language.locale import locale_xml, locales
from bibtool.render.styles import own_styles
from training.people import Person
from training.pieces import Piece
from training.tables import languages
from training.titles import CLOSE, OPEN
from training.works import Work

_LOCALES = {
    "pl": "pl-PL", "ru": "ru-RU", "uk": "uk-UA", "be": "be-BY", "cs": "cs-CZ",
    "en": "en-GB", "de": "de-DE", "fr": "fr-FR", "lt": "lt-LT", "it": "it-IT",
}  # fmt: skip
_TYPES = {
    "book": "book",
    "edited": "book",
    "chapter": "chapter",
    "journal": "article-journal",
    "newspaper": "article-newspaper",
    "web": "webpage",
    "thesis": "thesis",
    "conference": "paper-conference",
    "report": "report",
    "multivolume": "book",
    "translated": "book",
    "review": "article-journal",
    "entry": "entry-encyclopedia",
}
_TEXTS = (
    "title", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL", "DOI", "ISBN",
    "genre", "event-title", "number",
)  # fmt: skip
_PERSONS = ("author", "editor", "translator")
_PRINTED_ELSEWHERE = frozenset({"journal", "newspaper", "web"})  # no notation names their publisher
# Values that a style prints and a citation names; the rest of what a run may know is the style's own.
VARIABLES = frozenset(
    "author editor translator container-author collection-editor title container-title collection-title "
    "collection-number publisher publisher-place issued accessed URL DOI ISBN volume issue page locator edition genre "
    "event-title event-place number number-of-pages number-of-volumes archive archive_location archive-place".split()
)
_OPENING = "„“”«»\"‘’‚‹›'"
_SAME = {"page-first": "page", "contributor": "author"}
_NAMES = frozenset({"author", "editor", "translator", "container-author"})


class StyleUse(NamedTuple):
    """A style in one area and language."""

    name: str
    area: str
    language: str


@cache
def style_uses() -> Mapping[str, tuple[StyleUse, ...]]:
    """The styles of each family."""
    data = tomllib.loads((Path(__file__).parent / "styles.toml").read_text(encoding="utf-8"))
    return {family: tuple(_uses(rows)) for family, rows in data.items()}


def _uses(rows: Mapping[str, str]) -> Iterable[StyleUse]:
    for area, text in rows.items():
        for part in text.split("|"):
            name, _, codes = part.strip().partition(":")
            for code in languages() if codes == "*" else codes.split(","):
                yield StyleUse(name, area, code)


@cache
def _style(name: str) -> Style:
    path = own_styles().get(name)
    return Style.from_file(path) if path is not None else Style.load(name)


@cache
def _terms() -> tuple[str, ...]:
    return tuple(locale_xml(language) for language in locales())


def set_works(use: StyleUse, works: Sequence[Work]) -> list[list[Piece]]:
    """Citations of works in a style, one a work; empty where the style prints nothing for it."""
    items = [_item(work, str(place)) for place, work in enumerate(works)]
    tag = _LOCALES[use.language]
    processor = Processor(_style(use.name), items, locale=tag, locales=_terms())
    out: list[list[Piece]] = [[] for _ in works]
    if use.area == "notes":
        for place, work in enumerate(works):
            cite = Cite(str(place), work.text.get("locator", "") if work.kind != "web" else "")
            # each work by itself: no note refers to the one before
            [(_, parts)] = processor.document_cites([([cite], 1)])
            out[place] = _pieces(parts, work)
        return out
    for entry in processor.entries(sort=False):
        out[int(entry.id)] = _pieces(flatten(entry.node, entry.locale), works[int(entry.id)])
    return out


def _item(work: Work, identity: str) -> dict[str, object]:
    item: dict[str, object] = {"id": identity, "type": _TYPES.get(work.kind, "book"), "language": work.language}
    for name in _TEXTS:
        value = work.text.get(name, "").replace(OPEN, "“").replace(CLOSE, "”")
        if value and not (work.kind in _PRINTED_ELSEWHERE and name.startswith("publisher")):
            item[name] = value
    edition = work.text.get("edition", "")
    if edition:
        number = edition.partition(OPEN)[2].partition(CLOSE)[0]
        item["edition"] = number.rstrip("stndrh") or number
    for role in _PERSONS:
        people = work.persons.get(role)
        if people:
            item[role] = [_name(person) for person in people]
    year, month, day = work.issued
    full = work.kind in ("newspaper", "web")
    if year:
        item["issued"] = {"date-parts": [[year, month, day] if full else [year]]}
    if work.accessed[0]:
        item["accessed"] = {"date-parts": [list(work.accessed)]}
    return item


def _name(person: Person) -> dict[str, str]:
    if person.literal:
        return {"literal": person.literal}
    name = {"family": person.family, "given": " ".join(person.given)}
    if person.particle:
        name["non-dropping-particle"] = person.particle
    return name


def _pieces(parts: Iterable[Run | Mark], work: Work) -> list[Piece]:
    """Runs as pieces: runs of one value drawn together, names told apart."""
    flat: list[Piece] = []
    gap = ""
    for part in parts:
        if isinstance(part, Run):
            label = _SAME.get(part.variable, part.variable.removesuffix("-short"))
            flat.append(Piece(gap + part.text, label if label in VARIABLES else ""))
            gap = ""
        elif part.kind == "quote":
            flat.append(Piece(part.value))
        elif part.kind == "display" and not part.opening:
            gap = " "
    while flat and not flat[0].label and not any(letter.isalpha() or letter in _OPENING for letter in flat[0].text):
        flat = flat[1:]  # the number of a numbered list
    return _persons(_merged(flat), work)


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one value as one, with the quotation marks between; names stay apart."""
    out: list[Piece] = []
    for place, (text, label) in enumerate(pieces):
        if label and label not in _NAMES:
            if out and out[-1].label == label:
                out[-1] = Piece(out[-1].text + text, label)
                continue
            if len(out) > 1 and out[-2].label == label and _only_marks(out[-1].text) and place:
                between = out.pop().text
                out[-1] = Piece(out[-1].text + between + text, label)
                continue
        if not label and out and not out[-1].label:
            out[-1] = Piece(out[-1].text + text)
            continue
        out.append(Piece(text, label))
    return out


def _only_marks(text: str) -> bool:
    return all(letter.isspace() or letter in _OPENING for letter in text)


def _persons(pieces: list[Piece], work: Work) -> list[Piece]:
    """Runs of names drawn together to one piece a person.

    A person is complete when it has its family name and its given names; the next part of a name is another's.
    """
    out: list[Piece] = []
    begun, has = -1, ""
    for text, label in pieces:
        if label not in _NAMES:
            out.append(Piece(text, label))
            continue
        if not text.strip():
            out.append(Piece(text))
            continue
        people = work.persons.get(label, [])
        said = _letters(text)
        is_family = any(said.endswith(_letters(person.family or person.literal)) for person in people)
        part = "family" if is_family else "given"
        if any(person.particle and said == _letters(person.particle) for person in people):
            part = "particle"
        if begun >= 0 and out[begun].label == label and part not in has.split() and _near(out[begun + 1 :]):
            between = "".join(piece.text for piece in out[begun + 1 :])
            del out[begun + 1 :]
            out[begun] = Piece(out[begun].text + between + text, label)
            has = f"{has} {part}"
            continue
        if begun >= 0 and part == "given" and out[begun].label == label and has == "given" and _near(out[begun + 1 :]):
            between = "".join(piece.text for piece in out[begun + 1 :])
            del out[begun + 1 :]
            out[begun] = Piece(out[begun].text + between + text, label)
            continue
        out.append(Piece(text, label))
        begun, has = len(out) - 1, part
    return out


def _letters(text: str) -> str:
    """The letters alone: processors choose their own apostrophes and capitals."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _near(pieces: Iterable[Piece]) -> bool:
    """Whether what stands between two parts is what stands between the parts of one name."""
    text = "".join(piece.text for piece in pieces)
    return text.strip() in ("", ",") and not any(piece.label for piece in pieces)
