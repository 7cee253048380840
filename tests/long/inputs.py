"""What fuzzing begins with: notes of the corpus, bibliographies, papers and documents of the tests."""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "unit" / "readers")]

import docx_files as made  # noqa: E402  -- found by the line above
import grammars  # noqa: E402
import pdf_files  # noqa: E402
from golden_notes import cases  # noqa: E402


@cache
def notes() -> tuple[str, ...]:
    """Every note of the corpus."""
    return tuple(text for case in cases() for _, text in case.notes)


@cache
def articles() -> tuple[str, ...]:
    """Whole texts: those of the corpus, and pages of the article."""
    found = [case.document for case in cases() if case.document is not None]
    seed = next((TESTS.parent / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    return (*found, *(seed[at : at + 6000] for at in range(0, len(seed), 6000)))


def article(rng: random.Random) -> str:
    """A text with numbered notes of the corpus, some of them cut by a page."""
    count = rng.choice((1, 2, 3, 6))
    body = " ".join(f"Zdanie {n} mówi o rzece{n}." for n in range(1, count + 1))
    texts = [rng.choice(notes()) if rng.random() < 0.6 else grammars.note(rng) for _ in range(count)]
    rows = "\n".join(f"{n}  {text}" for n, text in enumerate(texts, 1))
    return f"{body}\n\n{rows}\n"


@cache
def bibliographies() -> dict[str, tuple[str, ...]]:
    """Files in each format, by the ending that names it."""
    folder = TESTS / "golden" / "formats"
    return {
        ".bib": tuple((folder / name).read_text(encoding="utf-8") for name in ("library.bib", "library.bibtex.bib")),
        ".ris": ((folder / "library.ris").read_text(encoding="utf-8"),),
    }


@cache
def items() -> tuple[Any, ...]:
    """CSL-JSON."""
    rows: list[Any] = json.loads((TESTS / "golden" / "formats" / "library.csl.json").read_text(encoding="utf-8"))
    return tuple(rows)


@cache
def paper() -> Any:
    """A paper in pandoc's JSON."""
    return json.loads((TESTS / "papers" / "every-kind.json").read_text(encoding="utf-8"))


@cache
def markdown() -> str:
    """The same in Markdown."""
    return (TESTS / "papers" / "every-kind.md").read_text(encoding="utf-8")


LATEX = r"""\documentclass{article}
\bibliography{refs,more} \addbibresource[location=local]{a.bib}
% \cite{comment}
\begin{document}
A~\cite[see][12]{lis2010,kot2011} and \citep[p.~5]{b}; \textcites(pre)[1]{c}[2]{d}. \verb|\cite{e}| \nocite{*}
\input{part} \include{chap/one} \subimport{dir}{two}
\begin{verbatim}\cite{f}\end{verbatim} \iffalse \cite{g} \fi \footcite{h}
\end{document} \cite{after}
"""
AUX = r"""\relax \citation{lis2010,kot2011} \abx@aux@cite{0}{b} \bibdata{refs,main-blx} \@input{one.aux}"""
BCF = """<bcf:controlfile><bcf:datasource type="file">refs.bib</bcf:datasource>
<bcf:citekey order="1">lis2010</bcf:citekey><bcf:citekey>*</bcf:citekey></bcf:controlfile>"""


@cache
def documents() -> tuple[bytes, ...]:
    """DOCX files with footnotes, endnotes, fields and links."""
    found = []
    for first in range(0, 12, 4):
        rows = notes()[first : first + 4]
        body = made.paragraph(*(made.run(f"Zdanie {n}. ") + made.call(n) for n in range(1, len(rows) + 1)))
        feet = "".join(made.note(n, made.italic(row[:9]), made.run(row[9:])) for n, row in enumerate(rows, 1))
        found.append(made.docx(body, footnotes=feet))
        ends = "".join(made.note(n, made.run(row), kind="endnote") for n, row in enumerate(rows, 1))
        calls = made.paragraph(*(made.run("X ") + made.call(n, "endnote") for n in range(1, len(rows) + 1)))
        found.append(made.docx(calls, endnotes=ends))
    return tuple(found)


@cache
def pdfs() -> tuple[bytes, ...]:
    """PDFs with notes at the feet of pages, in columns and in a list; streams are not compressed, so that changes
    of a few bytes change what the pages draw."""
    prose = "the ferry left the town at noon and came back in the evening"
    found = []
    for columns in ((60,), (40, 320)):
        sheets = []
        for number in range(1, 4):
            sheet = pdf_files.Sheet()
            sheet.line(60, 770, f"{number} Annals of the River", 8)
            for left in columns:
                for row in range(9):
                    sheet.line(left, 700 - 13 * row, f"to the mill.^{{{number}}} {prose[:20]}" if row == 4 else prose)
                sheet.rule(left, 132, 90)
                sheet.line(left, 120, f"^{{{number}}} Osier, Ferries, p. {number}.", 8)
                sheet.link(left, 110, left + 60, 130, "https://ferries.example.org/a")
                sheet.link(left, 640, left + 200, 660, (number - 1, 120))
            sheets.append(sheet)
        found.append(pdf_files.pdf(sheets))
    text, last = pdf_files.Sheet(), pdf_files.Sheet()
    for row in range(9):
        text.line(60, 700 - 13 * row, f"to the mill.^{{{row + 1}}} {prose[:20]}")
        last.line(60, 700 - 12 * row, f"{row + 1}. The mill of 170{row}.", 9)
    found.append(pdf_files.pdf([text, last]))
    return tuple(found)


def document(rng: random.Random, change: Any) -> bytes:
    """One of them with a part changed."""
    with zipfile.ZipFile(io.BytesIO(rng.choice(documents()))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    name = rng.choice(
        [name for name in parts if name.startswith("word/")] + ["word/document.xml", "word/footnotes.xml"]
    )
    if name in parts:
        parts[name] = change(parts[name])
    if rng.random() < 0.05:
        del parts[rng.choice(list(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return out.getvalue()
