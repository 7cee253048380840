r"""LaTeX; text is escaped.  Links are `\href` (package hyperref)."""

from __future__ import annotations

from bibtool.csl.output_text import pieces
from bibtool.csl.tree import Mark, Run

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "[": "{[}",
    "]": "{]}",
    "\u00a0": "~",
    "\u202f": r"\,",
    "\ufffd": r"\symbol{65533}",  # LuaTeX takes the character itself for broken UTF-8 and stops
}
_TABLE = str.maketrans(_SPECIAL)
_COMMANDS = {
    ("font-style", "italic"): "textit",
    ("font-style", "oblique"): "textsl",
    ("font-style", "normal"): "textup",
    ("font-weight", "bold"): "textbf",
    ("font-weight", "normal"): "textmd",
    ("font-variant", "small-caps"): "textsc",
    ("font-variant", "normal"): "textup",
    ("vertical-align", "sup"): "textsuperscript",
    ("vertical-align", "sub"): "textsubscript",
    ("text-decoration", "underline"): "underline",
}


def write_latex(parts: list[Run | Mark]) -> str:
    """Write flat parts as LaTeX."""
    return "".join(pieces(parts, escape, _markup)).strip()


def escape(text: str) -> str:
    """Escape what LaTeX would take for commands; an empty line would end the paragraph, so line breaks are spaces."""
    return " ".join(text.translate(_TABLE).splitlines()) if "\n" in text else text.translate(_TABLE)


def _markup(mark: Mark) -> str:
    if mark.kind == "link":
        if not mark.opening:
            return "}"
        address = mark.value.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace("\n", "%0A")
        address = address.replace("%", r"\%").replace("#", r"\#")
        return f"\\href{{{address}}}{{"
    command = _COMMANDS.get((mark.kind, mark.value))
    if command is None:
        return "{" if mark.opening else "}"
    return f"\\{command}{{" if mark.opening else "}"
