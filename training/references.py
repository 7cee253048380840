"""Labelled citations of invented works, as JSON lines.

    python -m training.references --count 20000 --seed 1 -o FILE

Each line: ``family`` (of notations), ``lang`` (of the citation), ``work_lang``, ``kind``, ``source`` ("template" or
the CSL style), ``text``, and ``spans``: [start, end, variable], sorted and disjoint, each only the value: no label,
no quotation mark, no punctuation around it; one span a name.  Besides CSL's variables there are "signal" ("See"),
"volume-title", "supplement", "reviewed-title"; what has no span belongs to the notation or to the author's own words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from training.faults import with_faults
from training.letters import CYRILLIC, old_spelling, romanised
from training.notation import Notation, notations, print_work
from training.pieces import Piece, joined, tidy
from training.styled import StyleUse, set_works, style_uses
from training.tables import Table, table
from training.titles import CLOSE, OPEN, article_title
from training.works import Work, invent_work

# How often each language and kind occurs, roughly as in the notes of humanities journals.
_LANGUAGES = {"pl": 23, "ru": 20, "uk": 12, "en": 14, "de": 13, "be": 5, "cs": 4, "fr": 5, "it": 6, "lt": 2}
_KINDS = {
    "book": 29, "edited": 5, "chapter": 16, "journal": 20, "newspaper": 6, "web": 6, "thesis": 2, "conference": 2,
    "report": 2.5, "multivolume": 5, "translated": 7, "review": 1, "archive": 2, "entry": 1.5, "issue": 3,
    "law": 2.5, "short": 4,
}  # fmt: skip
_FOREIGN = {
    "pl": "en en de fr ru uk", "ru": "en en de fr uk", "uk": "ru ru pl en de", "be": "ru ru ru pl en", "cs": "de en fr",
    "en": "de fr ru pl it", "de": "en en fr it", "fr": "en de it", "it": "en fr de", "lt": "pl ru en de",
}  # fmt: skip
_STYLED = 0.2
_UNSTYLED = frozenset({"archive", "issue", "review", "law", "short"})  # kinds that only templates print
_BATCH = 40
_ATTEMPTS = 5  # a notation that cannot print a work is tried with another


class Plan(NamedTuple):
    """What one citation is to be, before it is printed."""

    number: int
    language: str
    work: Work
    printer: Notation | StyleUse
    family: str


def plan(number: int, seed: int, attempt: int = 0) -> Plan:
    """The plan of one citation: it depends on the seed, its number and the attempt only."""
    rng = random.Random(f"{seed}/{number}/{attempt}")
    language = rng.choices(list(_LANGUAGES), list(_LANGUAGES.values()))[0]
    own = language if rng.random() > (0.3 if language == "pl" else 0.18) else rng.choice(_FOREIGN[language].split())
    kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    uses = _uses(language)
    if uses and rng.random() < _STYLED and kind not in _UNSTYLED:
        family = rng.choices(list(uses), [_weight(family, language) for family in uses])[0]
        return Plan(number, language, invent_work(rng, kind, table(own)), rng.choice(uses[family]), family)
    found = [n for n in notations() if language in n.languages and kind in n.kinds]
    notation = rng.choices(found, [_weight(n.family, language) for n in found])[0]
    return Plan(number, language, invent_work(rng, kind, table(own)), notation, notation.family)


@cache
def _uses(language: str) -> dict[str, list[StyleUse]]:
    """The styles of a language by family."""
    found = {family: [use for use in rows if use.language == language] for family, rows in style_uses().items()}
    return {family: rows for family, rows in found.items() if rows}


@cache
def _weight(family: str, language: str) -> float:
    """How common a family is in a language; those that only styles print are rare."""
    weights = [n.weight * n.languages.count(language) for n in notations() if n.family == family]
    return max([0.5, *weights])


def planned(count: int, seed: int) -> Iterator[tuple[Plan, dict[str, Any]]]:
    """The plans of labelled citations, in their order, and what came of each."""
    done: dict[int, tuple[Plan, dict[str, Any]]] = {}
    for attempt in range(_ATTEMPTS):
        plans = [plan(number, seed, attempt) for number in range(count) if number not in done]
        printed = _printed(plans, seed)
        for one in plans:
            row = _row(one, printed[one.number], seed)
            if row is not None:
                done[one.number] = one, row
    yield from (done[number] for number in sorted(done))


def citations(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Labelled citations in their order."""
    return (row for _, row in planned(count, seed))


def _printed(plans: Sequence[Plan], seed: int) -> dict[int, list[Piece]]:
    """The pieces of each citation by its number; empty where a notation cannot print the work."""
    done: dict[int, list[Piece]] = {}
    by_style: dict[StyleUse, list[Plan]] = defaultdict(list)
    for one in plans:
        if isinstance(one.printer, StyleUse):
            by_style[one.printer].append(one)
        else:
            rng = random.Random(f"{seed}/{one.number}/print")
            done[one.number] = print_work(rng, one.work, one.printer, one.language)
    for use, rows in by_style.items():
        for at in range(0, len(rows), _BATCH):
            batch = rows[at : at + _BATCH]
            for one, pieces in zip(batch, set_works(use, [row.work for row in batch]), strict=True):
                done[one.number] = pieces
    return done


def _row(one: Plan, pieces: list[Piece], seed: int) -> dict[str, Any] | None:
    if not any(piece.label in ("title", "container-title", "archive") for piece in pieces):
        return None
    rng = random.Random(f"{seed}/{one.number}/end")
    words = table(one.language)
    pieces = with_faults(rng, _lettered(rng, one, _translated(rng, one, tidy(pieces))))
    text, spans = joined(_framed(rng, pieces, words))
    source = one.printer.name if isinstance(one.printer, StyleUse) else "template"
    return {
        "family": one.family,
        "lang": one.language,
        "work_lang": one.work.language,
        "kind": one.work.kind,
        "source": source,
        "text": text,
        "spans": spans,
    }


def _translated(rng: random.Random, one: Plan, pieces: list[Piece]) -> list[Piece]:
    """Rarely, behind a foreign title its translation in brackets."""
    place = next((at for at, piece in enumerate(pieces) if piece.label == "title"), -1)
    if place < 0 or one.work.language == "en" or rng.random() > 0.025:
        return pieces
    other = table("en" if rng.random() < 0.8 or one.language == one.work.language else one.language)
    title = article_title(rng, other).replace(OPEN, "").replace(CLOSE, "")
    extra = [Piece(" ["), Piece(title, "translated-title"), Piece("]")]
    after = pieces[place + 1].text if place + 1 < len(pieces) else ""
    if after[:1] in tuple("”“»\"’'"):
        rest = [Piece(after[0]), *extra, Piece(after[1:]), *pieces[place + 2 :]]
    else:
        rest = [*extra, *pieces[place + 1 :]]
    return [piece for piece in [*pieces[: place + 1], *rest] if piece.text]


def _lettered(rng: random.Random, one: Plan, pieces: list[Piece]) -> list[Piece]:
    """Cyrillic works in Latin letters, often where the citation is in a language of Latin letters."""
    own = one.work.language
    if own not in CYRILLIC:
        return pieces
    whole = one.language in CYRILLIC
    if rng.random() < (0.03 if whole else 0.55):
        return romanised(rng, pieces, own, whole)
    old = own == "ru" and one.work.issued[0] < 1918 and rng.random() < 0.25
    return old_spelling(pieces) if old else pieces


def _framed(rng: random.Random, pieces: list[Piece], words: Table) -> list[Piece]:
    """Words before and after the citation, and its final full stop."""
    chance = rng.random()
    if chance < 0.09:
        pieces = [Piece(words.pick(rng, "words", "signal"), "signal"), Piece(" "), *pieces]
    elif chance < 0.11:
        pieces = [Piece(words.pick(rng, "words", "prose") + " "), *pieces]
    last = pieces[-1].text.rstrip()
    if last and not pieces[-1].label:
        pieces = [*pieces[:-1], Piece(last)]
    if rng.random() < 0.35 and last and last[-1] not in ".!?…":
        pieces = [*pieces, Piece(".")]
    if rng.random() < 0.03 and pieces[-1].text.endswith("."):
        pieces = [*pieces, Piece(" " + words.pick(rng, "words", "tail"))]
    return pieces


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m training.references", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=20000, help="how many citations are planned")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", help="the file to write; else standard output")
    asked = parser.parse_args(arguments)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in citations(asked.count, asked.seed))
    if asked.output:
        with Path(asked.output).open("w", encoding="utf-8") as file:
            file.writelines(lines)
    else:
        sys.stdout.writelines(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
