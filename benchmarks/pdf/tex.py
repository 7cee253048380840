"""Documents that LaTeX sets, by pdflatex or lualatex."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pdf.content import Block, Content, Note

_BABEL = {"pl": "polish", "ru": "russian", "en": "english", "de": "ngerman"}
_ESCAPED = str.maketrans(
    {char: "\\" + char for char in "&%$#_{}"} | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True, slots=True)
class Tex:
    """Strings are LaTeX; ``endnotes`` are "", "end" or "chapter"."""

    engine: str = "pdflatex"
    kind: str = "[11pt]{article}"
    fonts: str = r"\usepackage[T1]{fontenc}\usepackage{lmodern}"
    babel: bool = True
    head: str = ""
    front: str = ""
    heading: str = r"\section*{%s}"
    before: str = ""
    after: str = ""
    between: str = ""
    endnotes: str = ""
    entry: str = r"\par\noindent\textsuperscript{%d}\ %s"
    mark: str = r"\textsuperscript{%d}"
    notes_heading: str = "Notes"
    small_capitals: bool = False

    def __call__(self, content: Content) -> bytes:
        babel = rf"\usepackage[{_BABEL[content.language]}]{{babel}}" if self.babel else ""
        if self.engine == "lualatex":
            babel = babel.replace("[", "[provide=*,") if self.babel else ""
        out = [
            rf"\documentclass{self.kind}",
            self.fonts,
            babel,
            self.head,
            r"\emergencystretch=2em",
            r"\begin{document}",
            self.front,
            self.before,
        ]
        notes: list[str] = []
        for place, block in enumerate(content.blocks):
            if block.heading and self.endnotes == "chapter" and notes:
                out += self._notes(notes)
                notes = []
            out.append(self._block(block, notes))
            if self.between and place % 6 == 4:
                out.append(self.between)
        if self.endnotes:
            out += self._notes(notes)
        out += [self.after, r"\end{document}"]
        return self._run("\n".join(out))

    def _block(self, block: Block, notes: list[str]) -> str:
        row: list[str] = []
        for run in block.runs:
            if not isinstance(run, Note):
                row.append(_tex(run))
            elif self.endnotes:
                notes.append(run.text)
                row.append(self.mark % len(notes))
            else:
                row.append(rf"\footnote{{{self._shown(run.text)}}}")
        text = "".join(row)
        return self.heading % text if block.heading else text + "\n"

    def _shown(self, text: str) -> str:
        """The letters before the first comma in small capitals or italics, as a law review does."""
        head, comma, tail = text.partition(", ")
        if not comma or len(head) > 30:
            return _tex(text)
        style = r"\textsc" if self.small_capitals else r"\emph"
        return rf"{style}{{{_tex(head)}}}, {_tex(tail)}" if sum(map(ord, head)) % 2 else _tex(text)

    def _notes(self, notes: list[str]) -> list[str]:
        rows = [self.entry % (number, self._shown(text)) for number, text in enumerate(notes, 1)]
        return [rf"\section*{{{self.notes_heading}}}{{\small", *rows, r"\par}"]

    def _run(self, source: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.tex"
            path.write_text(source, encoding="utf-8")
            command = [self.engine, "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
            for _ in range(2):
                done = subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=False)
            if done.returncode:
                raise RuntimeError(done.stdout.decode("utf-8", "replace")[-1500:])
            return path.with_suffix(".pdf").read_bytes()


def _tex(text: str) -> str:
    return text.translate(_ESCAPED)
