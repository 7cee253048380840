"""The keys of LaTeX sources."""

import pytest
from steps import growth

from bibtool.papers.latex import scan_aux, scan_bcf, scan_tex


def keys(text: str) -> list[str]:
    return [use.key for use in scan_tex(text).uses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{a}", ["a"]),
        (r"\cite{a,b , c}", ["a", "b", "c"]),
        (r"\cite[see][p.~5]{a}", ["a"]),
        (r"\cite[see \cite{x}][]{a}", ["a", "x"]),
        (r"\cite[{[5]}]{a}", ["a"]),
        (r"\citep*[e.g.][]{a}", ["a"]),
        (r"\Citet{a} \citealp{b} \citeauthor*{c} \citeyearpar{d}", ["a", "b", "c", "d"]),
        (r"\parencite{a}\footcite[12]{b}\textcite*{c}\Autocite{d}\fullcite{e}\footfullcite{f}", list("abcdef")),
        (r"\footcitetext{a}\smartcite{b}\supercite{c}\citetitle*{d}", list("abcd")),
        (r"\autocites(see)(passim)[1]{a}[2][3]{b,c}{d}", list("abcd")),
        ("\\autocites{a}%\n  [5]{b}", ["a", "b"]),
        (r"\textcites{a}{b} {no}", ["a", "b", "no"]),  # LaTeX reads on over spaces too
        (r"\volcite[pre]{2}[5]{a}", ["a"]),
        (r"\volcites{1}[5]{a}{2}[6]{b}", ["a", "b"]),
        (r"\citefield{a}{title} \citename{b}{author}", ["a", "b"]),
        (r"\nocite{a}\nocite{*}", ["a", "*"]),
        (r"\textcquote[5]{a}{Text} \foreigntextcquote{german}[5]{b}{Text}", ["a", "b"]),
        (r"\citeA<see>[5]{a}", ["a"]),
        (r"\cite{ключ2010}", ["ключ2010"]),
        # nothing is cited
        (r"% \cite{a}", []),
        (r"50\% \cite{a} % \cite{b}", ["a"]),
        (r"\\% \cite{a}", []),
        (r"\verb|\cite{a}| \verb+%+ \cite{b}", ["b"]),
        (r"\lstinline{\cite{a}}", []),
        ("\\begin{verbatim}\n\\cite{a}\n\\end{verbatim} \\cite{b}", ["b"]),
        ("\\begin{lstlisting}[language=TeX]\n% \\cite{a}\n\\end{lstlisting}\\cite{b}", ["b"]),
        ("% \\begin{verbatim}\n\\cite{a}", ["a"]),
        (r"\iffalse \cite{a} \fi \cite{b}", ["b"]),
        ("\\end{document}\n\\cite{a}", []),
        (r"\newcommand{\mine}[1]{\cite{#1}}", []),
        (r"\citation style \citestyle{authoryear} \cites", []),
        (r"\cite", []),
        (r"\cite{a", []),
    ],
)
def test_what_cites(text: str, expected: list[str]) -> None:
    assert sorted(keys(text)) == sorted(expected)


def test_a_key_has_its_place() -> None:
    text = "One.\n\\cite[5]{a,\n  b}"
    uses = scan_tex(text).uses
    assert [text[use.start : use.end] for use in uses] == ["a", "b"]
    assert [text.count("\n", 0, use.start) for use in uses] == [1, 2]


def test_what_a_source_reads_and_names() -> None:
    found = scan_tex(
        r"\input{one} \include{two} \input three"
        "\n"
        r"\import{parts/}{four} \subfile{five.tex} % \input{six}"
        "\n"
        r"\bibliography{refs,more} \addbibresource[location=local]{own.bib}"
    )
    assert [include.name for include in found.includes] == ["one", "two", "three", "parts/four", "five.tex"]
    assert found.bibliographies == ("refs.bib", "more.bib", "own.bib")


def test_aux_of_bibtex_and_biblatex() -> None:
    found = scan_aux(
        "\\relax\n\\citation{a,b}\n\\@input{two.aux}\n\\bibdata{refs}\n"
        "\\abx@aux@cite{0}{c}\n\\abx@aux@cite{d}\n\\citation{biblatex-control}\n\\citation{*}\n"
    )
    assert [use.key for use in found.uses] == ["a", "b", "c", "d", "*"]
    assert [include.name for include in found.includes] == ["two.aux"]
    assert found.bibliographies == ("refs.bib",)


def test_bcf() -> None:
    found = scan_bcf(
        '<bcf:bibdata section="0"><bcf:datasource type="file" datatype="bibtex">refs.bib</bcf:datasource></bcf:bibdata>'
        '<bcf:section number="0"><bcf:citekey order="1" intorder="1">a</bcf:citekey>'
        '<bcf:citekey order="2" nocite="1">b&amp;c</bcf:citekey></bcf:section>'
    )
    assert [use.key for use in found.uses] == ["a", "b&c"]
    assert found.bibliographies == ("refs.bib",)


@pytest.mark.parametrize(
    "unit",
    [
        r"\cite{k}\cite[{",
        r"\cite[",
        r"\cite{",
        r"\cite(",
        r"\cite[{]",
        r"\input ",
        r"\verb|",
        "% x\n",
        r"\textcites[a](b",
    ],
)
def test_what_is_never_closed_costs_linear_work(unit: str) -> None:
    """What a count of calls does not see is one long search: it must end, in seconds, for a quarter of a megabyte."""
    assert growth(lambda size: scan_tex(unit * size), 400) < 1.5
    scan_tex(unit * (250_000 // len(unit)))


def test_a_citation_after_one_that_is_never_closed_counts() -> None:
    assert keys("\\cite[s. 5 {a} \\cite[t. 2]{b}\n\n\\cite{c}") == ["b", "c"]
