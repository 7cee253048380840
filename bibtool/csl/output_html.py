"""HTML, in the form that the CSL test suite uses; text is escaped, so nothing in an item can inject markup."""

from __future__ import annotations

import re
import unicodedata

from bibtool.csl.tree import Mark, Run

_TAGS = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
}
_DISPLAY = {
    "block": "csl-block",
    "left-margin": "csl-left-margin",
    "right-inline": "csl-right-inline",
    "indent": "csl-indent",
}


# Line breaks around display blocks, which keep words apart where the markup is dropped.
_LINES = {
    "left-margin": ("\n    ", ""),
    "right-inline": ("", "\n  "),
    "indent": ("\n    ", "\n  "),
    "block": ("\n\n    ", "\n"),
}


def escape(text: str) -> str:
    """Escape text for HTML."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
    return text


_RAISED = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02c0\u02c1\u02e0-\u02e4\u06e5\u06e6\u1d2c-\u1d61\u2070-\u207f\u2120\u2122\u3192-\u319f]"
)


# Raised letters that Unicode gives no plain equivalent for.
_RAISED_ALONE = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}


def superscripts(text: str) -> str:
    """Write raised letters and digits, which few fonts have, as superscript: "1ᵉʳ" as 1<sup>er</sup>."""

    def one(match: re.Match[str]) -> str:
        plain = _RAISED_ALONE.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        return f"<sup>{plain}</sup>" if plain != match[0] else match[0]

    return _RAISED.sub(one, text)


def write_html(parts: list[Run | Mark], links: bool = False) -> str:
    """Write flat parts as HTML; with `links`, addresses become anchors."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, Run):
            out.append(escape(part.text) if part.text.isascii() else superscripts(escape(part.text)))
        elif part.kind == "quote":
            out.append(escape(part.value))
        elif part.kind == "display":
            before, after = _LINES.get(part.value, ("\n\n    ", "\n"))
            name = _DISPLAY.get(part.value, "csl-block")
            out.append(f'{before}<div class="{name}">' if part.opening else f"</div>{after}")
        elif part.kind == "link":
            if links:
                href = escape(part.value).replace('"', "&#34;")
                out.append(f'<a href="{href}">' if part.opening else "</a>")
        elif (part.kind, part.value) == ("vertical-align", "baseline"):
            out.append('<span style="baseline">' if part.opening else "</span>")
        else:
            tags = _TAGS.get((part.kind, part.value))
            if tags is not None:
                out.append(tags[0] if part.opening else tags[1])
            elif part.opening:
                out.append(f'<span style="{part.kind}:{escape(part.value)};">')
            else:
                out.append("</span>")
    return "".join(out)
