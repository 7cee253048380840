"""What is set: paragraphs with notes, from the article, the golden corpus and any document that has real notes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bibtool.notes.find import find_notes
from bibtool.notes.sentences import fold
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```note[^\n]*\n(.*?)\n```", re.MULTILINE | re.DOTALL)
_WORDS = {
    "pl": "rzeka miasto droga umowa granica szkoła gazeta urząd wojsko handel sąsiad pamięć wieś rynek most archiwum "
    "źródło kronika sejm spór pokój wojna zboże statek kolej fabryka robotnik szlachta biskup uniwersytet książka",
    "ru": "река город дорога граница школа газета война память рынок мост архив источник летопись право спор мир "
    "хлеб корабль завод рабочий епископ университет книга печать цензура восток запад север общество деревня",
    "en": "river city road treaty border school paper office army trade neighbour memory village market bridge archive "
    "source chronicle law dispute peace war grain ship railway factory worker bishop university book efficient flow",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the source: its text."""

    text: str


Run = str | Note


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or, with ``heading``, a heading of a chapter."""

    runs: tuple[Run, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A document: its name, the language that divides its words, its blocks."""

    name: str
    language: str
    blocks: tuple[Block, ...]

    @property
    def notes(self) -> list[str]:
        return [run.text for block in self.blocks for run in block.runs if isinstance(run, Note)]

    @property
    def contexts(self) -> list[str]:
        """What stands before each mark, letters and digits only."""
        found: list[str] = []
        before = ""
        for block in self.blocks:
            for run in block.runs:
                if isinstance(run, Note):
                    found.append(letters(before)[-12:])
                else:
                    before = before[-200:] + run
        return found


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def from_file(path: Path, language: str) -> Content:
    """A document whose notes bibtool finds without the PDF; notes without a mark are left out."""
    document = read_bytes(path.read_bytes(), path.name)
    result = find_notes(document)
    rows = sorted(
        (note.marker.span.start, note.marker.span.end, " ".join(fold(note.text).text.split()))
        for note in result.notes
        if note.marker is not None and note.text.text.strip()
    )
    body = result.body
    starts = [piece.source_start for piece in body.pieces]
    runs: list[Run] = []
    at = 0
    for start, end, text in rows:
        index = max((i for i, s in enumerate(starts) if s <= start), default=0)
        piece = body.pieces[index]
        place = piece.start + start - piece.source_start
        if place < at:
            continue
        runs += [body.text[at:place], Note(text)]
        at = place + end - start
    runs.append(body.text[at:])
    return Content(path.stem[:24], language, tuple(_blocks(runs)))


def _blocks(runs: Sequence[Run]) -> Iterable[Block]:
    row: list[Run] = []
    for run in runs:
        if isinstance(run, Note):
            row.append(run)
            continue
        parts = re.split(r"\n\s*\n", run)
        for number, part in enumerate(parts):
            if number and row:
                yield Block(tuple(row))
                row = []
            plain = " ".join(fold(Mapped.of(part)).text.split())
            lead = " " if part[:1].isspace() and row else ""
            tail = " " if part[-1:].isspace() else ""
            if plain:
                row.append(lead + plain + tail)
    if row:
        yield Block(tuple(row))


def from_corpus(languages: Sequence[str], most: int, seed: int, short: bool = False) -> Content:
    """Notes of the golden corpus between sentences of single words; ``short`` ones only fit a crowded page."""
    rng = random.Random(seed)
    texts: list[str] = []
    for language in languages:
        for path in sorted((ROOT / "tests" / "corpus" / language).glob("*.md")):
            texts += [" ".join(t.split()) for t in _FENCE.findall(path.read_text(encoding="utf-8"))]
    texts = [t for t in texts if t and (not short or len(t) < 200)]
    rng.shuffle(texts)
    words = _WORDS.get(languages[0], _WORDS["en"]).split()
    blocks: list[Block] = []
    row: list[Run] = []
    for number, text in enumerate(texts[:most]):
        if number % 12 == 0:
            blocks.append(Block((f"{number // 12 + 1}. {' '.join(rng.choices(words, k=4))}",), heading=True))
        row += (
            [_sentence(rng, words)[:-1], Note(text), ". "]
            if rng.random() < 0.5
            else [_sentence(rng, words), Note(text), " "]
        )
        row.append(" ".join(_sentence(rng, words) for _ in range(rng.randint(1, 4))) + " ")
        if rng.random() < 0.5:
            blocks.append(Block(tuple(row)))
            row = []
    if row:
        blocks.append(Block(tuple(row)))
    return Content(f"corpus-{languages[0]}-{seed}", languages[0], tuple(blocks))


def _sentence(rng: random.Random, words: Sequence[str]) -> str:
    row = rng.choices(words, k=rng.randint(6, 18))
    if rng.random() < 0.3:
        row[rng.randrange(len(row))] = str(rng.randint(1, 2020))
    return (" ".join(row)).capitalize() + "."
