r"""The keys that LaTeX cites: the \cite family of LaTeX, natbib, biblatex and csquotes, and what .aux and .bcf files
say was cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bibtool.papers.uses import Include, KeyUse, Scan, listed
from bibtool.text.data import toml
from bibtool.text.edits import blanked
from bibtool.text.patterns import regex

_COMMAND = regex(r"\\([A-Za-z@]+)\*?")
_SPACE = regex(r"[ \t]*\n?[ \t]*")
_END = regex(r"\\end\s*\{document\}|\\endinput\b")
_PLAIN_INPUT = regex(r" *([^\s{}\\%]+)")
_AUX = regex(r"\\citation\s*\{([^{}]*)\}|\\abx@aux@cite\s*(?:\{\d+\}\s*)?\{([^{}]*)\}")
_AUX_INPUT = regex(r"\\@input\s*\{([^{}]*)\}")
_AUX_DATA = regex(r"\\bibdata\s*\{([^{}]*)\}")
_BCF = regex(r"<bcf:citekey\b[^>]*?(?<!/)>([^<]*)</bcf:citekey>")
_BCF_DATA = regex(r"<bcf:datasource\b[^>]*>([^<]*)</bcf:datasource>")


def scan_tex(text: str) -> Scan:
    """A .tex source.  Comments, verbatim text and what stands behind the end of the document cite nothing."""
    text = _bare(text)
    closings = _closings(text)
    uses: list[KeyUse] = []
    includes: list[Include] = []
    bibliographies: list[str] = []
    for match in _COMMAND.finditer(text):
        kind = _kinds().get(match[1]) or _kinds().get(match[1][:1].lower() + match[1][1:])
        if kind in ("first", "several", "second", "every_second"):
            uses += _keys(text, match.end(), kind, closings)
        elif kind == "bibliographies":
            bibliographies += [use.key for use in _group_keys(text, match.end(), closings)]
        elif kind == "braces":
            includes += _include(text, match, closings)
        elif kind == "folder":
            groups = list(_groups(text, match.end(), 2, closings))
            if len(groups) == 2:
                folder, name = (text[start:end].strip() for start, end in groups)
                includes.append(Include(f"{folder.rstrip('/')}/{name}", match.start(), ".tex"))
    # "#1" in a definition is no key
    kept = tuple(use for use in uses if not re.search(r"[#\\{}]", use.key))
    return Scan(kept, tuple(includes), tuple(_bib(name) for name in bibliographies))


def named_keys(text: str) -> list[KeyUse]:
    r"""Keys that a .tex source names without citing them: \bibitem{key}, \defcitealias{key}{...}."""
    text = _bare(text)
    closings = _closings(text)
    most = {"first": 1, "second": 2, "every": 2}
    uses: list[KeyUse] = []
    for match in _COMMAND.finditer(text):
        kind = next((kind for kind, names in _data()["naming"].items() if match[1] in names.split()), "")
        for number, (start, end) in enumerate(_groups(text, match.end(), most.get(kind, 0), closings), 1):
            if kind != "second" or number == 2:
                uses += listed(text[start:end], start)
    return uses


def scan_aux(text: str) -> Scan:
    """The .aux file that LaTeX leaves."""
    controls = frozenset(_data()["aux"]["controls"])
    uses = [
        use
        for match in _AUX.finditer(text)
        for use in listed(match[1] or match[2] or "", match.start(1 if match[1] is not None else 2))
        if use.key not in controls
    ]
    includes = [Include(match[1], match.start(), ".aux") for match in _AUX_INPUT.finditer(text)]
    data = [use.key for match in _AUX_DATA.finditer(text) for use in listed(match[1], 0)]
    return Scan(tuple(uses), tuple(includes), tuple(_bib(name) for name in data if not name.endswith("-blx")))


def scan_bcf(text: str) -> Scan:
    """The .bcf file that biblatex leaves for biber (XML; ``citekey`` and ``datasource``)."""
    from html import unescape

    uses = [KeyUse(unescape(m[1]), m.start(1), m.end(1)) for m in _BCF.finditer(text)]
    sources = dict.fromkeys(unescape(m[1]) for m in _BCF_DATA.finditer(text))
    return Scan(tuple(uses), (), tuple(sources))


def _bib(name: str) -> str:
    return name if name.rpartition("/")[2].rpartition(".")[1] else f"{name}.bib"


@cache
def _data() -> Mapping[str, Any]:
    return toml("papers/latex.toml")


@cache
def _kinds() -> Mapping[str, str]:
    tables = {**_data()["commands"], **_data()["files"]}
    return {name: kind for kind, names in tables.items() for name in names.split()}


def _bare(text: str) -> str:
    """The text with everything blanked that LaTeX does not run."""
    environments = "|".join(map(re.escape, _data()["verbatim"]["environments"].split()))
    inline = "|".join(_data()["verbatim"]["inline"].split())
    # A comment sign in verbatim text is none, and a comment may hold half an environment: whichever comes first counts.
    skipped = re.compile(
        rf"(?<!\\)(?:\\\\)*%[^\n]*"
        rf"|\\begin\s*\{{({environments})(\*?)\}}.*?(?:\\end\s*\{{\1\2\}}|\Z)"
        rf"|\\(?:{inline})\b\*?(?:\[[^\]\n]*\])?(?:\{{(?:[^{{}}\n]|\{{[^{{}}\n]*\}})*\}}|([^A-Za-z\s*{{])(?:(?!\3)[^\n])*\3)"
        rf"|\\iffalse\b.*?(?:\\fi\b|\Z)",
        re.DOTALL,
    )
    text = blanked(text, (match.span() for match in skipped.finditer(text)))
    end = _END.search(text)
    return text if end is None else blanked(text, [(end.start(), len(text))])


def _keys(text: str, at: int, kind: str, closings: Mapping[int, int]) -> Iterator[KeyUse]:
    step = 2 if kind in ("second", "every_second") else 1
    most = None if kind in ("several", "every_second") else step
    for number, (start, end) in enumerate(_groups(text, at, most, closings), 1):
        if number % step == 0:
            yield from listed(text[start:end], start)


def _group_keys(text: str, at: int, closings: Mapping[int, int]) -> Iterator[KeyUse]:
    for start, end in _groups(text, at, 1, closings):
        yield from listed(text[start:end], start)


def _groups(text: str, at: int, most: int | None, closings: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The insides of the braces after a command; optional arguments in brackets, parentheses (biblatex's notes for a
    whole list) and angles (jurabib, apacite) are passed over."""
    count = 0
    while most is None or count < most:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        opening = text[at : at + 1]
        if opening not in ("[", "{", "(", "<") or not opening:
            return
        if opening in "(<" and count:
            return
        end = closings.get(at)
        if end is None:
            return
        if opening == "{":
            count += 1
            yield at + 1, end
        at = end + 1


_OPENED_BY = {"]": "[", "}": "{", ")": "(", ">": "<"}
_BRACKET = regex(r"\\.|\n\n|[\[\]{}()<>]", re.DOTALL)


def _closings(text: str) -> Mapping[int, int]:
    """Where each bracket closes, in one pass; brackets within braces pair among themselves, and a paragraph's end is
    too far.  To look for the end of each by itself took a minute where thousands are never closed."""
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {bracket: [] for bracket in "[(<"}
    braces: list[tuple[int, dict[str, int]]] = []  # and how many brackets were open before each
    for match in _BRACKET.finditer(text):
        sign = match.group()
        if sign == "{":
            braces.append((match.start(), {bracket: len(row) for bracket, row in opened.items()}))
        elif sign == "}":
            if braces:
                start, before = braces.pop()
                found[start] = match.start()
                for bracket, row in opened.items():
                    del row[before[bracket] :]
        elif sign == "\n\n":
            braces.clear()
            for row in opened.values():
                row.clear()
        elif sign in opened:
            opened[sign].append(match.start())
        elif sign in _OPENED_BY:
            row = opened[_OPENED_BY[sign]]
            least = braces[-1][1][_OPENED_BY[sign]] if braces else 0
            if len(row) > least:
                found[row.pop()] = match.start()
    return found


def _include(text: str, match: re.Match[str], closings: Mapping[int, int]) -> Iterator[Include]:
    groups = list(_groups(text, match.end(), 1, closings))
    if groups:
        start, end = groups[0]
        name = text[start:end].strip()
        if name and not re.search(r"[#\\]", name):
            yield Include(name, match.start(), ".tex")
    elif match[1] == "input":
        plain = _PLAIN_INPUT.match(text, match.end())
        if plain is not None:
            yield Include(plain[1], match.start(), ".tex")
