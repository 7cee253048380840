"""Reads the golden corpus: tests/corpus/README.md says what a case looks like."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bibtool.readers.document import Document, SourceNote
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped

CORPUS = Path(__file__).parent / "corpus"
_FENCE = re.compile(r"^(`{3,})(\w+)[ \t]*([^\n]*)\n(.*?)\n?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_KNOWN = {"note", "document", "toml"}


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the corpus."""

    path: Path
    prose: str
    notes: tuple[tuple[str, str], ...]  # number, text
    document: str | None  # the text of a case that is a whole document
    expected: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.path.relative_to(CORPUS).with_suffix(""))

    def read(self) -> Document:
        """A whole document goes through the reader, notes are given."""
        if self.document is not None:
            return read_bytes(self.document.encode(), "case.txt", "text")
        text, notes = "", []
        for number, note in self.notes:
            text += "\n\n" if text else ""
            notes.append((number, len(text), len(text) + len(note)))
            text += note
        given = tuple(SourceNote(number, Mapped.of(text, start, end)) for number, start, end in notes)
        return Document("case", text, "utf-8", "text", given)


def load(path: Path) -> Case:
    """Read one case; a fence of another kind, or no expectation, is an error in the case."""
    content = path.read_text(encoding="utf-8")
    notes: list[tuple[str, str]] = []
    document: str | None = None
    expected: dict[str, Any] | None = None
    for _, kind, argument, text in _FENCE.findall(content):
        if kind not in _KNOWN:
            raise ValueError(f"{path}: a fence is one of {sorted(_KNOWN)}, not {kind!r}")
        if kind == "note":
            notes.append((argument.strip() or str(len(notes) + 1), text))
        elif kind == "document":
            document = text
        else:
            expected = tomllib.loads(text)
    if expected is None or bool(notes) == (document is not None):
        raise ValueError(f"{path}: a case holds notes or one document, and one toml fence")
    prose = _FENCE.sub("", content)
    return Case(path, prose, tuple(notes), document, expected)


def cases() -> Iterator[Case]:
    """Every case, sorted by path."""
    for path in sorted(CORPUS.glob("*/*.md")):
        yield load(path)
