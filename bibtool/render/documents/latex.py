r"""A LaTeX document for LuaLaTeX or XeLaTeX.

Languages come from babel's locale files (``\babelprovide[import=...]``), which every installation of babel has; the
``.ldf`` files of Polish, Russian and the others are packages of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.csl.output import write
from bibtool.csl.tree import Mark, Run
from bibtool.formats.fieldtable import babel, tags_of_babel
from bibtool.render.documents.calls import BETWEEN, arabic, one_line, paragraphs
from bibtool.render.documents.fragment import escaped, fragment, uri
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.engine import RenderedEntry, RenderedNote, Section
from bibtool.render.markup import printable
from bibtool.text.patterns import regex

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
\frenchspacing
\emergencystretch=3em
\setlength{\parindent}{0pt}
\setlength{\parskip}{.5\baselineskip}
"""
_LIST = r"""% Hanging indents.
\newenvironment{references}{\begin{list}{}{%
  \setlength{\leftmargin}{1.27cm}\setlength{\itemindent}{-1.27cm}\setlength{\labelwidth}{0pt}\setlength{\labelsep}{0pt}%
  \setlength{\itemsep}{.25\baselineskip}\setlength{\parsep}{0pt}}\raggedright}{\end{list}}
"""
_MARKED = r"""% A note whose mark is not the next number.
\newcommand{\markednote}[2]{{\renewcommand{\thefootnote}{#1}\footnote{#2}}\addtocounter{footnote}{-1}}
"""


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """A heading, headings of sections, entries with hanging indent, each in its language."""
    lines = [rf"\section*{{{escaped(one_line(title), 'latex')}}}"]
    for section in sections:
        if section.heading:
            lines += ["", rf"\subsection*{{{escaped(one_line(section.heading), 'latex')}}}"]
        if section.entries:
            items = [rf"\item {_entry(entry, locale)}" for entry in section.entries]
            lines += [r"\begin{references}", *items, r"\end{references}"]
    languages = [entry.language for section in sections for entry in section.entries]
    return _document(locale, languages, _LIST, lines)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with real footnotes and their numbers; a note that none calls has a paragraph of its own."""
    lines = [rf"\section*{{{escaped(one_line(title), 'latex')}}}"]
    at = 0
    for pieces in paragraphs(notes):
        line = "" if isinstance(pieces[0], str) else r"\mbox{}"
        for piece in pieces:
            if isinstance(piece, str):
                line += rf"\textsuperscript{{{BETWEEN}}}" if piece is BETWEEN else escaped(piece, "latex")
                continue
            _, note = piece
            number, text = arabic(note), _latex(note.text)
            if number:
                line += rf"\setcounter{{footnote}}{{{number - 1}}}" * (number != at + 1) + rf"\footnote{{{text}}}"
                at = number
            else:
                line += rf"\markednote{{{escaped(one_line(note.number), 'latex')}}}{{{text}}}"
        lines += ["", line]
    return _document(locale, [], _MARKED, lines)


def _document(locale: str, languages: Sequence[str], more: str, body: Sequence[str]) -> bytes:
    main = _provided(locale)
    others = sorted({name for name in map(_provided, languages) if name} - {main})
    rows = [rf"\babelprovide[import={tags_of_babel()[main]},main]{{{main}}}"] if main else []
    rows += [rf"\babelprovide[import={tags_of_babel()[name]}]{{{name}}}" for name in others]
    head = _PREAMBLE + "".join(f"{row}\n" for row in rows) + _LINKS + more
    return printable(head + "\n".join([r"\begin{document}", *body, r"\end{document}"]) + "\n").encode()


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
        if isinstance(part, Run):
            parts.append(Run(_breakable(part.text) if within else _ADDRESS.sub(lambda m: _breakable(m[0]), part.text)))
            continue
        if part.kind == "link":
            within = part.opening
            part = Mark("link", part.opening, uri(part.value))
        parts.append(part)
    return write(parts, "latex").replace(_BREAK, r"\allowbreak{}")


# An address that is no link, such as one without a scheme.
_ADDRESS = regex(r"\S*(?:://|www\.)\S*")
_PLACE = regex(r"[/.?&=_,;+-]+(?=.)|(?<=.)(?=%)")
_BREAK = "\u200b"


def _breakable(address: str) -> str:
    """An address that may be broken after its marks and before an encoded byte; U+200B stands for the place."""
    return _PLACE.sub(lambda m: m[0] + _BREAK, address.replace(_BREAK, ""))


DOCUMENT = DocumentKind("latex", (".tex", ".latex"), "text/x-tex", "html", bibliography, notes)
