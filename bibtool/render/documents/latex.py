r"""A LaTeX document for LuaLaTeX or XeLaTeX.

Languages come from babel's locale files (``\babelprovide[import=...]``), which every installation of babel has; the
``.ldf`` files of Polish, Russian and the others are packages of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.csl.output import write
from bibtool.csl.tree import Mark, Run
from bibtool.formats.fieldtable import babel, tags_of_babel
from bibtool.render.documents.calls import arabic, one_line, paragraphs
from bibtool.render.documents.fragment import fragment, printable, uri
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedEntry, RenderedNote, Section

# Languages whose letters the fonts below lack; babel's locale files of some of them want other engines besides.
_OTHER_LETTERS = frozenset("ar fa he hi hy ja ka ko th zh".split())
_PREAMBLE = r"""% Compile with LuaLaTeX or XeLaTeX.
\documentclass[11pt,a4paper]{article}
\usepackage{fontspec}
% The first of these that is installed; all have Latin and Cyrillic letters.  TeX's ligatures would join "--".
\newcommand{\tryfont}[2]{\IfFontExistsTF{#1}{\setmainfont{#1}[Ligatures=TeXOff]}{#2}}
\tryfont{Times New Roman}{\tryfont{Liberation Serif}{\tryfont{Libertinus Serif}{\tryfont{CMU Serif}{%
  \tryfont{FreeSerif}{\tryfont{DejaVu Serif}{}}}}}}
\usepackage{babel}
"""
_LINKS = r"""\usepackage[hidelinks]{hyperref}
\emergencystretch=3em
\setlength{\parindent}{0pt}
\setlength{\parskip}{.5\baselineskip}
"""
_LIST = r"""% Hanging indents.
\newenvironment{references}{\begin{list}{}{%
  \setlength{\leftmargin}{1.27cm}\setlength{\itemindent}{-1.27cm}\setlength{\labelwidth}{0pt}\setlength{\labelsep}{0pt}%
  \setlength{\itemsep}{.25\baselineskip}\setlength{\parsep}{0pt}}}{\end{list}}
"""
_MARKED = r"""% A note whose mark is not the next number.
\newcommand{\markednote}[2]{{\renewcommand{\thefootnote}{#1}\footnote{#2}}\addtocounter{footnote}{-1}}
"""


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """A heading, headings of sections, entries with hanging indent, each in its language."""
    lines = [rf"\section*{{{_escaped(title)}}}"]
    for section in sections:
        if section.heading:
            lines += ["", rf"\subsection*{{{_escaped(section.heading)}}}"]
        if section.entries:
            items = [rf"\item {_entry(entry, locale)}" for entry in section.entries]
            lines += [r"\begin{references}", *items, r"\end{references}"]
    languages = [entry.language for section in sections for entry in section.entries]
    return _document(locale, languages, _LIST, lines)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with real footnotes and their numbers; a note that none calls has a paragraph of its own."""
    lines = [rf"\section*{{{_escaped(title)}}}"]
    at = 0
    for sentence, called in paragraphs(notes):
        marks = []
        for _, note in called:
            number, text = arabic(note), _latex(note.text)
            if number:
                marks.append(rf"\setcounter{{footnote}}{{{number - 1}}}" * (number != at + 1) + rf"\footnote{{{text}}}")
                at = number
            else:
                marks.append(rf"\markednote{{{_escaped(note.number)}}}{{{text}}}")
        lines += ["", (_escaped(sentence) or r"\mbox{}") + r"\textsuperscript{, }".join(marks)]
    return _document(locale, [], _MARKED, lines)


def _document(locale: str, languages: Sequence[str], more: str, body: Sequence[str]) -> bytes:
    main = _provided(locale)
    others = sorted({name for name in map(_provided, languages) if name} - {main})
    rows = [rf"\babelprovide[import={tags_of_babel()[main]},main]{{{main}}}"] if main else []
    rows += [rf"\babelprovide[import={tags_of_babel()[name]}]{{{name}}}" for name in others]
    head = _PREAMBLE + "".join(f"{row}\n" for row in rows) + _LINKS + more
    return (head + "\n".join([r"\begin{document}", *body, r"\end{document}"]) + "\n").encode()


def _provided(language: str) -> str:
    """Babel's name for a language that the document can set; empty for others."""
    return "" if language.split("-")[0] in _OTHER_LETTERS else babel(language)


def _entry(entry: RenderedEntry, locale: str) -> str:
    text, name = _latex(entry.text), _provided(entry.language)
    return rf"\foreignlanguage{{{name}}}{{{text}}}" if name and name != _provided(locale) else text


def _latex(html: str) -> str:
    parts: list[Run | Mark] = []
    within = False
    for part in fragment(html):
        if isinstance(part, Mark) and part.kind == "link":
            within = part.opening
            parts.append(Mark("link", part.opening, uri(part.value)))
        elif isinstance(part, Run) and within:
            parts.append(Run(_breakable(part.text)))
        else:
            parts.append(part)
    return write(parts, "latex").replace(_BREAK, r"\allowbreak{}")


_BREAK = "\u200b"


def _breakable(address: str) -> str:
    """An address that may be broken after its marks; U+200B stands for the place."""
    return "".join(c + _BREAK * (c in "/.?&=-_,;+") for c in address.replace(_BREAK, ""))


def _escaped(text: str) -> str:
    return write([Run(printable(one_line(text)))], "latex")


DOCUMENT = DocumentKind("latex", (".tex", ".latex"), "html", bibliography, notes)
