r"""What LaTeX prints of a paper, and its footnotes."""

import time

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

PAPER = r"""\documentclass[12pt]{article}
\usepackage[T1]{fontenc} % \footnote{nie}
\title{Brody Narwi}
\author{Anna Wierzba}
\begin{document}
\maketitle
\section{Wst\k{e}p}
Tak s\k{a}dzi Wierzba.\footnote{A.~Wierzba, \emph{Brody {\bf Narwi}}, {\L}om\.{z}a 2003, s.~14--16. % nie
  Zob. te\.z \enquote{Rzeki}, \url{https://example.org/a_b\%20c}.} A Lis\footnotemark{} pisze:
\begin{quote}Cytat.\footnote[7]{Tam\.ze, ,,s\l owo'' o \textless l'eau\textgreater\ i 100\,\%.}\end{quote}
\input{rozdzial}
\end{document}
\footnote{nie}
"""


def test_footnotes_of_latex() -> None:
    document = read_bytes(PAPER.encode(), "paper.tex")
    assert document.format == "latex"
    assert [(note.number, note.text.text) for note in document.notes or ()] == [
        (
            "1",
            "A.\N{NO-BREAK SPACE}Wierzba, Brody Narwi, Łomża 2003, s.\N{NO-BREAK SPACE}14–16. Zob. też “Rzeki”, "
            "https://example.org/a_b%20c.",
        ),
        ("7", "Tamże, „słowo” o <l’eau> i 100 %."),
    ]
    assert "Brody Narwi" in [document.text[a:b] for a, b in document.italics]
    body = find_notes(document).body.text
    assert body.startswith("Brody Narwi\n\nAnna Wierzba\n\nWstęp")
    assert "Tak sądzi Wierzba.¹ A Lis pisze:" in body and "nie" not in body
    assert [(finding.code, finding.args["part"]) for finding in document.findings] == [("BT129", "rozdzial")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\'{e}\`a\^{\i}\c{c}\v{z}\H{o}\aa\ss{} \L\'od\'z", "éàîçžőåß Łódź"),
        (r"\textit{a}\textbf{b}{\em c} d", "abc d"),
        (r"a\\b", "a\nb"),
        (r"\begin{verbatim}\footnote{x}\end{verbatim}", r"\footnote{x}"),
        (r"\footnote{zewn\footnote{wewn}.", "¹\n\n1 zewnwewn."),
        (r"Zob. \cite{nowak} i $x^2$.", "Zob. [nowak] i x^2."),
        (r"}} a {{{", "a"),
        ("a\nb\n\nc", "a b\n\nc"),
        (r"\nieznane{widać}", "widać"),
        ("\\", "\\"),
    ],
)
def test_what_commands_print(source: str, text: str) -> None:
    assert read_bytes(source.encode(), "a.tex", "latex").text.strip() == text


def test_hostile_latex_takes_linear_time() -> None:
    begun = time.process_time()
    pieces = ("{", "\\emph{", "\\footnote{", "\\url{", "-", "'", "\\begin{", "{\\em a", "\\\\[", "\\cite{a}", "a\n\n")
    for piece in pieces:
        assert read_bytes((piece * 8_000 + "koniec").encode(), "a.tex", "latex").text
    assert time.process_time() - begun < 20


def test_a_list_of_references_has_its_heading_and_numbers() -> None:
    paper = (
        "\\documentclass{article}\n\\usepackage[english,polish]{babel}\n\\begin{document}\nMosty są stare.\n"
        "\\begin{thebibliography}{9}\n\\bibitem{k} D. Kruk, \\emph{Wieże}, Olsztyn 1988.\n"
        "\\bibitem[Sroka(1976)]{s} A. Sroka, Dzwony,\n  Olsztyn 1976.\n\\bibitem[Wil01]{w} B. Wilk, Most, Ełk 2001.\n"
        "\\end{thebibliography}\n\\end{document}\n"
    )
    text = read_bytes(paper.encode(), "paper.tex").text
    assert text.split("\n\n")[1:5] == [
        "Literatura",
        "[1] D. Kruk, Wieże, Olsztyn 1988.",
        "[2] A. Sroka, Dzwony, Olsztyn 1976.",
        "[Wil01] B. Wilk, Most, Ełk 2001.",
    ]
