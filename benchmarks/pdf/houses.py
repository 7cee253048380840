"""Thirty layouts of journals, law reviews, books and scans in four languages, set by LaTeX and others.

Written by somebody who had not seen the reader, before it was mended beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmarks.pdf.content import Block, Content, Note
from benchmarks.pdf.german import Article, write
from benchmarks.pdf.office import Office, set_by_office
from benchmarks.pdf.reviews import Css, Typst
from benchmarks.pdf.scans import Scan
from benchmarks.pdf.tex import Tex
from benchmarks.pdf.tongues import ENGLISH, POLISH, RUSSIAN, Manner, Tongue, tell


@dataclass(frozen=True, slots=True)
class House:
    """A layout with the article that is set in it; without a tongue it is German."""

    name: str
    engine: str
    set: Callable[[Content], bytes]
    tongue: Tongue | None = None
    manner: Manner = field(default_factory=Manner)
    starred: bool = False

    def content(self, seed: int) -> Content:
        manner = self.manner
        if self.tongue is None:
            article = Article(manner.paragraphs, manner.share, manner.long, manner.before_stop)
            return write(article, seed)
        content = tell(self.tongue, manner, seed)
        if self.starred:
            title = Block((self.tongue.title, Note(self.tongue.star)), heading=True)
            content = replace(content, blocks=(title, *content.blocks))
        return content


_LIBERATION = r"\usepackage{fontspec}\setmainfont{Liberation Serif}"
_GEOMETRY = r"\textwidth=112mm\textheight=180mm\oddsidemargin=5mm\evensidemargin=5mm\topmargin=0mm"
_FANCY = (
    r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[LE,RO]{\thepage}"
    r"\fancyhead[RE]{\small\textsc{Oxspring}}\fancyhead[LO]{\small\textit{Millers and Ponds}}"
)
_DOI = (
    r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\renewcommand\headrulewidth{0pt}\fancyhead[C]{\footnotesize "
    r"Roczniki 14 (2019) \textbullet\ ISSN 1234-5678}\fancyfoot[L]{\scriptsize DOI: 10.12345/rm.2019.14.3\\ Licencja "
    r"CC BY 4.0}\fancyfoot[R]{\scriptsize\thepage}"
)
_STAMP = (
    r"\usepackage{eso-pic}\usepackage{graphicx}\usepackage{xcolor}\AddToShipoutPictureFG{\AtTextCenter{\makebox(0,0)"
    r"{\rotatebox{50}{\textcolor[gray]{.85}{\fontsize{60}{60}\selectfont ACCEPTED COPY 12}}}}}"
)
_ARXIV = (
    r"\usepackage{eso-pic}\usepackage{graphicx}\AddToShipoutPictureBG*{\AtPageLowerLeft{\put(20,250){\rotatebox{90}"
    r"{\Large arXiv:2106.01234v2 [law.HI] 3 Jun 2021}}}}"
)
_SIDEWAYS = (
    r"\begin{sidewaystable}\centering\begin{tabular}{lrr}Pond\textsuperscript{a}&1764&1765\textsuperscript{b}\\ Weir 1"
    r"&12&14\\ Weir 2&9&11\end{tabular}\caption{Tolls by pond. 1 Without Sundays. 2 Mean.}\end{sidewaystable}"
)
_NOTETEXT = (
    r"\makeatletter\renewcommand\@makefntext[1]{\noindent\hangindent=1.8em\hbox to 1.8em{\@thefnmark.\hfil}#1}"
    r"\makeatother"
)
_OLDSTYLE = (
    r"\makeatletter\renewcommand\thefootnote{\oldstylenums{\arabic{footnote}}}\renewcommand\@makefntext[1]{\parindent "
    r"1em\noindent\hbox to 1.8em{\hss\@thefnmark\ }#1}\makeatother"
)
_INITIAL = (
    r"{\noindent\hangindent=1.9em\hangafter=-2\llap{\smash{\lower 1.05\baselineskip\hbox to 1.9em{\fontsize{28}{28}"
    r"\selectfont T\hss}}}\textsc{he miller came} to the pond in 1764 and 12 men came with him, whom the lord had "
    r"called from 3 parishes so that the weir might be measured again before the winter and the flood.\par}"
)
_LAWS = (
    '@top-left {content: "2021]"; font: 9pt "Liberation Serif"} @top-center {content: "MILLERS AND PONDS"; font: 9pt '
    '"Liberation Serif"} @top-right {content: counter(page); font: 9pt "Liberation Serif"}'
)
_COVER = (
    "<section style='break-after: page'><p><b>Archive of Journals</b></p><p>Millers, Tolls, and the Common Law of "
    "Ponds</p><p>Author(s): R.J. Oxspring</p><p>Source: Eastmere Law Review, Vol. 12, No. 2 (2001), pp. 301-340</p><p>"
    "Published by: Sluice Press</p><p>Stable URL: https://archive.example.org/stable/1234567</p><p>Accessed: "
    "12-05-2021 09:13 UTC</p><p>1. Your use of the archive indicates your acceptance of the terms.</p></section>"
)
_BOOK = Manner(paragraphs=60, share=0.3, chapters=5)
_NOTES_PL = Css(
    boxes='@bottom-center {content: counter(page); font: 9pt "Liberation Serif"}',
    front="<h1>Cło na młynie</h1><p>Józef Żółkoś</p>",
)
_NOTES_RU = replace(_NOTES_PL, front="<p>УДК 94(47)</p><h1>Мельничная пошлина</h1><p>А. П. Иволгин</p>")
_NOTES_EN = replace(_NOTES_PL, boxes=_LAWS, front="<h1>Millers and Ponds</h1><p>R.J. Oxspring</p>")
_BIBLIOGRAPHY_PL = (
    r"\section*{Bibliografia}\noindent\hangindent=2em Brzost T., \emph{O prawie grobelnym}, Wieluń 1999.\par\noindent "
    r"Żółkoś J.W., \emph{Młyny wodne}, „Kwartalnik Grobli” 2001, nr 3, s. 5--19.\par"
)

HOUSES: tuple[House, ...] = (
    House("tex-default", "pdflatex", Tex(kind="{article}", fonts="", babel=False), ENGLISH),
    House("tex-polish", "pdflatex", Tex(head=_GEOMETRY), POLISH),
    House(
        "tex-russian-bitmaps",
        "pdflatex",
        Tex(fonts=r"\usepackage[T2A]{fontenc}", babel=False, head=_GEOMETRY),
        RUSSIAN,
        Manner(paragraphs=14),
    ),
    House("tex-two-columns", "pdflatex", Tex(kind="[10pt,twocolumn]{article}"), ENGLISH),
    House(
        "tex-notes-in-right-column",
        "pdflatex",
        Tex(kind="[10pt,twocolumn]{article}", head=r"\usepackage{ftnright}"),
        None,
        Manner(paragraphs=60, share=0.12, long=0),
    ),
    House(
        "tex-columns-above-notes",
        "pdflatex",
        Tex(head=r"\usepackage{multicol}", before=r"\begin{multicols}{2}", after=r"\end{multicols}"),
        POLISH,
        Manner(share=0.25, long=0.04),
    ),
    House(
        "book-by-chapter",
        "lualatex",
        Tex(
            "lualatex",
            "[11pt]{scrbook}",
            _LIBERATION,
            heading=r"\chapter*{%s}\markboth{Wieś}{Wieś}\setcounter{footnote}{0}",
        ),
        POLISH,
        _BOOK,
    ),
    House(
        "book-endnotes-by-chapter",
        "pdflatex",
        Tex(kind="[11pt]{memoir}", heading=r"\chapter{%s}", endnotes="chapter", entry=r"\par %d. %s"),
        ENGLISH,
        _BOOK,
    ),
    House(
        "manuscript-line-numbers",
        "pdflatex",
        Tex(head=r"\usepackage{lineno}\linenumbers\linespread{1.7}", kind="[12pt]{article}"),
        ENGLISH,
    ),
    House(
        "line-numbers-right",
        "lualatex",
        Tex("lualatex", "[12pt]{article}", _LIBERATION, head=r"\usepackage[right,modulo]{lineno}\linenumbers"),
        RUSSIAN,
    ),
    House(
        "thanks-and-stamp",
        "pdflatex",
        Tex(
            head=_STAMP + _FANCY,
            kind="[11pt,twoside]{article}",
            heading=r"\section*{%s}",
            small_capitals=True,
            front=r"\title{Ponds}\author{R. Oxspring}\date{}\maketitle",
        ),
        ENGLISH,
    ),
    House("old-style-figures", "pdflatex", Tex(head=_OLDSTYLE + _GEOMETRY, small_capitals=True), ENGLISH),
    House("sideways-table", "pdflatex", Tex(head=r"\usepackage{rotating}" + _FANCY, between=_SIDEWAYS), ENGLISH),
    House("side-stamp", "pdflatex", Tex(head=_ARXIV + _NOTETEXT, before=_INITIAL), ENGLISH),
    House("notes-in-two-columns", "pdflatex", Tex(kind="[11pt]{memoir}", before=r"\twocolumnfootnotes"), POLISH),
    House(
        "notes-run-in",
        "pdflatex",
        Tex(kind="[11pt]{memoir}", before=r"\paragraphfootnotes"),
        ENGLISH,
        Manner(long=0.05),
    ),
    House("doi-at-foot", "pdflatex", Tex(head=_DOI + _NOTETEXT, after=_BIBLIOGRAPHY_PL), POLISH),
    House(
        "koma-hung",
        "lualatex",
        Tex(
            "lualatex",
            "[10pt]{scrartcl}",
            _LIBERATION,
            head=r"\deffootnote[1.6em]{1.6em}{1.6em}{\thefootnotemark\enskip}",
        ),
    ),
    House(
        "law-review",
        "weasyprint",
        replace(_NOTES_EN, note="font-size: 8pt; line-height: 1.15", marker="content: counter(footnote) '. '"),
        ENGLISH,
        Manner(share=0.9, long=0.35, longest=14),
    ),
    House(
        "notes-over-three-pages",
        "pdflatex",
        Tex(head=_GEOMETRY + _FANCY, kind="[11pt,twoside]{article}", small_capitals=True),
        ENGLISH,
        Manner(share=0.35, long=0.3, longest=60),
    ),
    House(
        "french-spacing",
        "weasyprint",
        replace(
            _NOTES_PL,
            call="content: '\\202f' counter(footnote); font-size: .6em; vertical-align: .5em; line-height: 0",
            marker="content: counter(footnote) '.\\2002'",
            more="h2 + p::first-letter {font-size: 3.1em; line-height: 0}",
        ),
        POLISH,
    ),
    House(
        "russian-by-page",
        "typst",
        Typst(
            page="width: 145mm, height: 215mm, margin: 18mm, header: {counter(footnote).update(0)}, footer: context "
            "align(center)[#counter(page).display()]",
            plain="super[#n] + h(3pt) + it.note.body",
        ),
        RUSSIAN,
        Manner(share=0.5),
    ),
    House(
        "endnotes-then-literature",
        "weasyprint",
        replace(_NOTES_PL, endnotes="end", entry="<p class=en>{n}. {t}</p>", references=True, columns=True),
    ),
    House(
        "cover-of-an-archive",
        "weasyprint",
        replace(
            _NOTES_EN,
            front=_COVER + _NOTES_EN.front,
            boxes=_LAWS
            + '@bottom-center {content: "This content downloaded from 10.0.0.12 on Wed, 12 May 2021 09:13:11 '
            'UTC\\A All use subject to the terms"; white-space: pre; font: 7pt "Liberation Sans"; text-align: center}',
        ),
        ENGLISH,
        starred=False,
    ),
    House(
        "author-star",
        "weasyprint",
        replace(
            _NOTES_PL,
            star=POLISH.star,
            more="@counter-style s {system: symbolic; symbols: '*'} .star {counter-increment: none} "
            ".star::footnote-call, .star::footnote-marker {content: '*'}",
        ),
        POLISH,
        Manner(before_stop=0.95),
        starred=True,
    ),
    House(
        "thesis-office",
        "libreoffice",
        lambda c: set_by_office(c, Office(font="Liberation Serif", size=12, note=10, margin=80, italics=True)),
        RUSSIAN,
        Manner(paragraphs=50, long=0.2),
    ),
    House("scan", "weasyprint", Scan(replace(_NOTES_PL, front=_NOTES_PL.front)), POLISH),
    House("scan-skew", "weasyprint", Scan(_NOTES_RU, skew=3), RUSSIAN),
    House(
        "scan-level",
        "weasyprint",
        Scan(replace(_NOTES_EN, marker="content: counter(footnote) '. '"), level=True),
        ENGLISH,
    ),
    House("scan-two-columns", "pdflatex", Scan(Tex(kind="[10pt,twocolumn]{article}"), jitter=0.5)),
)
