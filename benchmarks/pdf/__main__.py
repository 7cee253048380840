"""``python -m benchmarks.pdf``: notes found whole, notes tied, citations beside those of the same notes as plain text.

Layouts whose program is not installed are left out.  ``--unseen`` takes the layouts that the reader was not made with,
``--journals`` those in the manner of journals (some need reportlab), ``--reviews`` those of German reviews (most need
weasyprint), ``--houses`` those of LaTeX, law reviews, books and scans, ``--presses`` those with small type beside their
notes or notes in odd places (most need typst, some reportlab); names after it choose among them.
"""

from __future__ import annotations

import difflib
import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.pdf.content import ROOT, Content, from_corpus, from_file, letters
from benchmarks.pdf.houses import HOUSES, House
from benchmarks.pdf.journals import JOURNALS, UNSEEN_JOURNALS, Journal
from benchmarks.pdf.layouts import LAYOUTS, UNSEEN, Layout
from benchmarks.pdf.presses import PRESSES
from benchmarks.pdf.reviews import REVIEWS, Review
from benchmarks.pdf.setting import available, set_pdf
from bibtool.jobs.extract import from_document
from bibtool.notes.find import find_notes
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped


@dataclass(slots=True)
class Score:
    """Counts over documents; seconds are of the processor."""

    notes: int = 0
    whole: int = 0
    extra: int = 0  # notes found beyond those that there are
    tied: int = 0
    right: int = 0  # citations' values that both have
    values: int = 0  # of the plain text
    read: int = 0  # of the PDF
    seconds: float = 0.0

    def __str__(self) -> str:
        f1 = 2 * self.right / max(self.values + self.read, 1)
        whole, tied = self.whole / max(self.notes, 1), self.tied / max(self.notes, 1)
        notes = f"notes {self.notes} whole {whole:.4f} tied {tied:.4f} extra {self.extra:+d}"
        return f"{notes} citations' F1 {f1:.4f} {self.seconds:.2f} s"

    def add(self, other: Score) -> None:
        """Add the counts of another document."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score(content: Content, data: bytes, plain: Counter[tuple[str, str]]) -> Score:
    """One PDF beside its content; ``plain`` are the values of the citations of the notes as plain text."""
    began = time.process_time()
    document = read_bytes(data, "set.pdf")
    out = Score(notes=len(content.notes), seconds=time.process_time() - began)
    result = find_notes(document)
    out.extra = len(result.notes) - len(content.notes)
    wanted = [_solid(text) for text in content.notes]
    found = [_solid(note.text.text) for note in result.notes]
    for block in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks():
        out.whole += block.size
        for step in range(block.size):
            marker = result.notes[block.b + step].marker
            if marker is not None:
                before = document.text[max(0, marker.span.start - 80) : marker.span.start]
                out.tied += letters(before)[-12:] == content.contexts[block.a + step]
    read = values(document)
    out.right, out.values, out.read = (plain & read).total(), plain.total(), read.total()
    return out


def values(document: Document) -> Counter[tuple[str, str]]:
    """Each field of each citation, spaces and hyphens left out: where lines end a PDF has others than the text."""
    found, _ = from_document(document)
    return Counter(
        (name, _solid(field.raw))
        for citation in found.citations
        for name, field in citation.fields.items()
        if field.raw
    )


def plain_values(content: Content) -> Counter[tuple[str, str]]:
    """Those of the notes as they were given to the typesetter."""
    text = "\n".join(content.notes)
    given, at = [], 0
    for number, note in enumerate(content.notes, 1):
        given.append(SourceNote(str(number), Mapped.of(text, at, at + len(note))))
        at += len(note) + 1
    return values(Document(content.name, text, "utf-8", "text", tuple(given)))


def _solid(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def main(layouts: tuple[Layout, ...]) -> None:
    """Prints a line a layout, then the sum."""
    contents = [
        from_file(next((ROOT / "seeds").glob("004_*.txt")), "pl"),
        from_corpus(["pl"], 90, 1),
        from_corpus(["ru", "uk", "be"], 60, 2),
        from_corpus(["en", "de", "fr"], 60, 3),
    ]
    known = [plain_values(content) for content in contents]
    whole = Score()
    for layout in layouts:
        if not available(layout):
            print(f"{layout.name}: {layout.engine} is not installed")
            continue
        one = Score()
        for content, plain in zip(contents, known, strict=True):
            one.add(score(content, set_pdf(content, layout), plain))
        print(f"{layout.name}: {one}", flush=True)
        whole.add(one)
    print(f"all: {whole}")


def journals(names: Sequence[str], some: Sequence[Journal | Review | House]) -> None:
    """Prints a line a journal, then the sum."""
    whole = Score()
    for journal in some:
        if names and journal.name not in names:
            continue
        if journal.engine in ("reportlab", "weasyprint", "typst") and importlib.util.find_spec(journal.engine) is None:
            print(f"{journal.name}: {journal.engine} is not installed")
            continue
        one = Score()
        for seed in (11, 12):
            content = journal.content(seed)
            one.add(score(content, journal.set(content), plain_values(content)))
        print(f"{journal.name}: {one}", flush=True)
        whole.add(one)
    print(f"all: {whole}")


if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if not name.startswith("-")]
    if "--presses" in sys.argv[1:]:
        journals(chosen, PRESSES)
    elif "--houses" in sys.argv[1:]:
        journals(chosen, HOUSES)
    elif "--reviews" in sys.argv[1:]:
        journals(chosen, REVIEWS)
    elif "--journals" in sys.argv[1:]:
        journals(chosen, UNSEEN_JOURNALS if "--unseen" in sys.argv[1:] else JOURNALS)
    else:
        main(UNSEEN if "--unseen" in sys.argv[1:] else LAYOUTS)
