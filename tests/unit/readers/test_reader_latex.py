r"""What LaTeX prints of a paper, and its footnotes."""

import time

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.reader import ReadError
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
    assert "Tak sądzi Wierzba.¹ A Lis² pisze:" in body and "nie" not in body
    assert [(finding.code, finding.args.get("part"), finding.args.get("number")) for finding in document.findings] == [
        ("BT129", "rozdzial", None),
        ("BT121", None, "2"),  # a mark without its text
    ]


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


def notes(body: str, kind: str = "article") -> list[tuple[str, str]]:
    paper = f"\\documentclass[a4paper]{{{kind}}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return [(each.number, each.text.text) for each in find_notes(read_bytes(paper.encode(), "p.tex")).notes]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"A\footnotemark{} b.\footnotetext{Raz.} C\footnote{Dwa.}", [("1", "Raz."), ("2", "Dwa.")]),
        (r"A\footnotemark b\footnotemark\footnotetext[1]{Raz.}\footnotetext{Dwa.}", [("1", "Raz."), ("2", "Dwa.")]),
        (r"A\footnotemark[5] b\footnotemark[5]\footnotetext[5]{Pięć.}", [("5", "Pięć.")]),
        (r"\setcounter{footnote}{8}A\footnote{Dziewięć.}", [("9", "Dziewięć.")]),
        (
            r"A\footnotemark{} b\footnotemark{}.\addtocounter{footnote}{-2}\stepcounter{footnote}\footnotetext{Raz.}"
            r"\stepcounter{footnote}\footnotetext{Dwa.} C\footnote{Trzy.}",
            [("1", "Raz."), ("2", "Dwa."), ("3", "Trzy.")],
        ),
        (r"\refstepcounter{footnote}\stepcounter{page}A\footnote{Dwa.}", [("2", "Dwa.")]),
        (r"A\footnote[3]{Trzy.} b\footnote{Raz.}", [("3", "Trzy."), ("1", "Raz.")]),
        (r"\begin{tabular}{l|p{2em}}a & b\footnotemark\\ \end{tabular}\footnotetext{Pod.}", [("1", "Pod.")]),
        (r"\footnotetext{Bez znaku.} A", [("0", "Bez znaku.")]),
        (r"A\footcite[por.][5]{lis}", [("1", "[por. lis, 5]")]),
        (r"A\footcites{lis}[7]{sum,rys}", [("1", "[lis][sum,rys, 7]")]),
    ],
)
def test_marks_and_texts_of_notes_may_stand_apart(body: str, expected: list[tuple[str, str]]) -> None:
    assert notes(body) == expected


@pytest.mark.parametrize(("kind", "second"), [("book", "1"), ("article", "2")])
def test_chapters_of_a_book_begin_the_numbers_anew(kind: str, second: str) -> None:
    body = r"\chapter{A} a\footnote{Raz.} \chapter{B} b\footnote{Dwa.}"
    assert notes(body, kind) == [("1", "Raz."), (second, "Dwa.")]


def test_keys_are_told_with_what_stands_around_them() -> None:
    document = read_bytes(rb"\section{A} a\footnote{Zob. \cite[s.~5]{lis} i \textcite{sum, rys}.}", "p.tex")
    (note,) = document.notes or ()
    assert note.text.text == "Zob. [lis, s.\N{NO-BREAK SPACE}5] i [sum, rys]."
    assert [(f.code, f.args["count"], f.args["keys"]) for f in document.findings] == [("BT165", "3", "lis, sum, rys")]


def test_lists_and_tables_print_their_numbers_and_not_their_shape() -> None:
    body = (
        r"\begin{enumerate}[noitemsep]\item Lis\begin{enumerate}\item Sum\end{enumerate}\item[--] Ryś\item Bóbr"
        r"\end{enumerate}\begin{table}[ht]\begin{tabularx}{9cm}{lX}Wydra & Żbik\end{tabularx}\end{table}"
    )
    text = read_bytes(rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}".encode(), "p.tex").text
    assert [line for line in text.split("\n") if line] == ["1. Lis", "(a) Sum", "-- Ryś", "2. Bóbr", "Wydra Żbik"]


def printed(preamble: str, body: str) -> list[tuple[str, str]]:
    paper = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return [(note.number, note.text.text) for note in read_bytes(paper.encode(), "paper.tex").notes or ()]


@pytest.mark.parametrize(
    ("preamble", "body", "expected"),
    [
        (r"\newcommand{\przyp}[1]{\footnote{#1}}", r"Len\przyp{A {b} c.}.", "A b c."),
        (r"\newcommand\zob[2][Zob.]{#1 \textit{#2}}", r"Len\footnote{\zob{Sen}; \zob[Por.]{A}.}", "Zob. Sen; Por. A."),
        (r"\def\przyp#1{\footnote{#1}}", r"Len\przyp{A.}", "A."),
        (r"\let\przyp=\footnote", r"Len\przyp{A.}", "A."),
        (r"\NewDocumentCommand{\oba}{m m}{\footnote{#1 i #2.}}", r"Len\oba{A}{B}", "A i B."),
        (r"\newcommand{\uam}{Uniwersytet}", r"Len\footnote{\uam{} w Łucku.}", "Uniwersytet w Łucku."),
        ("", r"\newcommand{\przyp}[1]{\footnote{#1}}Len\przyp{A.}", "A."),  # defined in the text
        (r"\newcommand{\wybor}[1]{\ifx a#1 b\else c\fi}", r"Len\footnote{\wybor{A}.}", "A."),  # decides: not followed
        (r"\renewcommand{\footnote}[1]{#1}", r"Len\footnote{A.}", "A."),  # what LaTeX itself prints stays
        (r"\newcommand{\linia}{\rule{\linewidth}{1mm}}", r"Len\footnote{A\linia.}", "A."),
        (r"\usepackage[polish]{babel}", "Len\\footnote{\"`A\"' \"<b\"> c\"=d e\"-f}", "„A” «b» c-d ef"),
        (r"\usepackage[russian]{babel}", 'Len\\footnote{A "--- b}', "A — b"),
        (r"\usepackage[english]{babel}", 'Len\\footnote{"A" "-".}', '"A" "-".'),
        ("", r"\verb|\footnote{nie}| Len\footnote{A.}", "A."),
    ],
)  # fmt: skip
def test_commands_that_the_paper_defines_print_what_they_stand_for(preamble: str, body: str, expected: str) -> None:
    assert printed(preamble, body) == [("1", expected)]


def test_commands_that_double_themselves_end() -> None:
    begin = time.process_time()
    for define, body in (
        (r"\newcommand{\x}{\x\x}", r"\x"),
        (r"\newcommand{\a}[1]{\b{#1#1}}\newcommand{\b}[1]{\a{#1#1}}", r"\a{len}"),
        (r"\newcommand{\a}[1]{#1}", r"\a{" * 20_000),
    ):
        assert printed(define, rf"Len\footnote{{A.}} {body}") == [("1", "A.")]
    assert time.process_time() - begin < 10


def test_a_note_to_the_title_has_a_sign_and_does_not_count() -> None:
    assert printed("", r"\title{Len\thanks{Dar.}}\author{A\thanks{Lub.}}\maketitle Sen\footnote{A.}") == [
        ("*", "Dar."),
        ("†", "Lub."),
        ("1", "A."),
    ]


@pytest.mark.parametrize(("opened", "closed"), [("{" * 3000, "}" * 3000), ("{" * 3000, "")])
def test_plain_groups_may_be_nested_to_any_depth(opened: str, closed: str) -> None:
    note = r"\footnote{E. Lin, Wir, Hel 1980.}"
    text = f"\\documentclass{{article}}\\begin{{document}}Tak{opened}{note}{closed} i nie.\\end{{document}}"
    assert [each.text.text for each in find_notes(read_bytes(text.encode(), "a.tex")).notes] == [
        "E. Lin, Wir, Hel 1980."
    ]


def test_a_note_in_groups_that_are_nested_too_deeply_is_no_text() -> None:
    deep = r"\emph{" * 600 + r"\footnote{E. Lin, Wir.}" + "}" * 600
    with pytest.raises(ReadError) as told:
        read_bytes(f"\\documentclass{{article}}\\begin{{document}}Tak{deep}.\\end{{document}}".encode(), "a.tex")
    assert "nested too deeply" in told.value.finding.args["reason"]
