r"""The branches of LaTeX's conditions that are not taken: ``\iffalse … \fi``, and those of switches that the paper
declares (``\newif\ifdraft``) and sets.  Of what asks for anything else both branches stay."""

from __future__ import annotations

from bibtool.text.patterns import regex

_TOKEN = regex(
    r"\\(?:(?P<new>newif\s*\\if(?P<name>[A-Za-z@]+))|if(?P<if>[A-Za-z@]*)|(?P<else>else)|(?P<fi>fi)"
    r"|(?P<set>[A-Za-z@]+?)(?P<value>true|false)|verb\*?(?P<mark>[^A-Za-z\s*])[^\n]*?(?P=mark)"
    r"|begin\s*\{(?P<kept>(?:verbatim|lstlisting|Verbatim|comment)\*?)\})(?![A-Za-z@])|%[^\n]*|\\[^A-Za-z]"
)
# The conditions of TeX and e-TeX that \fi ends (TeXbook, chapter 20), "" for \if, and those of iftex.
_ASKING = frozenset(
    " case cat csname defined dim eof fontchar hbox hmode incsname inner mmode num odd vbox vmode void x "
    "pdf luatex xetex PDFTeX XeTeX LuaTeX".split(" ")
)


def without_branches(text: str) -> str:
    """The text without the branches that are not taken, and without the commands around those that are."""
    if "\\fi" not in text:
        return text
    known = {"false": False, "true": True}
    opened: list[tuple[bool | None, int, int]] = []  # what is known, where its branch begins, where the condition does
    gone: list[tuple[int, int]] = []
    at = 0
    while (match := _TOKEN.search(text, at)) is not None:
        at = match.end()
        if match["kept"]:
            stop = text.find(f"\\end{{{match['kept']}}}", at)
            at = stop if stop >= 0 else len(text)
        elif match["new"]:
            known[match["name"]] = False
        elif match["if"] is not None and (match["if"] in known or match["if"] in _ASKING):
            opened.append((known.get(match["if"]), at, match.start()))
        elif match["else"] and opened:
            value, begin, start = opened.pop()
            if value is not None:  # the branch before, or only the command; the other one is told by what is not so
                gone.append((start, at if not value else begin))
                opened.append((not value, at, at if not value else match.start()))
            else:
                opened.append((None, at, start))
        elif match["fi"] and opened:
            value, begin, start = opened.pop()
            if value is not None:
                gone += [(start, begin), (match.start(), at)] if value else [(start, at)]
        elif match["set"] in known and all(value is not False for value, _, _ in opened):
            known[match["set"]] = match["value"] == "true"
    out: list[str] = []
    at = 0
    for begin, end in sorted(gone):
        if begin > at:
            out.append(text[at:begin])
        at = max(at, end)
    return "".join(out) + text[at:]
