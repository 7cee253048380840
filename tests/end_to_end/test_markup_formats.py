"""The article set by pandoc in every markup that is read: the same notes, and the same citations from them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.sources import Source
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

SEED = Path(__file__).parents[2] / "seeds" / "004_51483a6014526e0d.txt"
WRITERS = {
    "md": "markdown-smart",
    "html": "html5",
    "odt": "odt",
    "epub": "epub3",
    "xml": "jats",
    "tei": "tei",
    "tex": "latex",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$@|~^\"'])")

pytestmark = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def _set(folder: Path, suffix: str, writer: str) -> Extraction:
    """The article with a sentence to each note, in one format."""
    found = find_notes(read_bytes(SEED.read_bytes(), SEED.name))
    notes = [(note.number, re.sub(r"-?\n", " ", note.text.text)) for note in found.notes]
    body = "\n\n".join(f"Zdanie {at} tekstu.[^{number}]" for at, (number, _) in enumerate(notes))
    marked = [(number, _SPECIAL.sub(r"\\\1", text).replace("...", "\\...")) for number, text in notes]
    source = folder / "article.md"
    source.write_text(body + "\n\n" + "\n\n".join(f"[^{n}]: {text}" for n, text in marked) + "\n", encoding="utf-8")
    out = folder / f"article.{suffix}"
    title = ("-M", "title=Artykuł", "-M", "lang=pl")
    command = ["pandoc", "-f", "markdown-smart", "-s", *title, "--wrap=none", str(source), "-t", writer, "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return extract([Source(out.name, out.read_bytes())])


@pytest.fixture(scope="module")
def from_docx(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    return _set(tmp_path_factory.mktemp("docx"), "docx", "docx")


@pytest.mark.parametrize(("suffix", "writer"), WRITERS.items(), ids=WRITERS)
def test_the_article_has_the_same_notes_and_citations(
    suffix: str, writer: str, from_docx: Extraction, tmp_path: Path
) -> None:
    found = _set(tmp_path, suffix, writer)
    assert not found.refused

    def notes(result: Extraction) -> list[tuple[str, str]]:
        return [(note.number, note.text.text) for note in result.documents[0].notes.notes]

    def fields(result: Extraction) -> list[tuple[str, int, list[tuple[str, str, str]]]]:
        return [
            (c.note, c.index, sorted((name, field.raw, field.rule) for name, field in c.fields.items()))
            for c in result.citations
        ]

    assert notes(found) == notes(from_docx)
    assert len(found.citations) == 54
    assert fields(found) == fields(from_docx)
    assert all(note.marker is not None for note in found.documents[0].notes.notes)
