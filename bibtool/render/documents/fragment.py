"""Fragments of HTML taken apart, for documents in another markup."""

from __future__ import annotations

from urllib.parse import quote

from bibtool.csl.output import write
from bibtool.csl.tree import Mark, Run
from bibtool.render.markup import parts_of, printable
from bibtool.text.patterns import regex

_SPACES = regex(r"[ \t\r\n]+")
_LOOSE_PERCENT = regex(r"%(?![0-9A-Fa-f]{2})")
# Reserved and unreserved characters of RFC 3986, but for square brackets, which only an IPv6 host may have.
_ADDRESS = ":/?#@!$&'()*+,;=%~-._"


def fragment(html: str) -> list[Run | Mark]:
    """Runs of text between marks: white space as a browser shows it, links only to addresses of the web."""
    found: list[Run | Mark] = []
    kept: list[bool] = []
    gap = True  # white space at the start shows nothing
    for part in parts_of(html):
        if isinstance(part, Run):
            text = _SPACES.sub(" ", part.text)
            if gap and text.startswith(" "):
                text = text[1:]
            if text:
                found.append(Run(text))
                gap = text.endswith(" ")
            continue
        if part.kind == "link":
            if part.opening:
                kept.append(part.value.lower().startswith(("http://", "https://")))
            if not (kept[-1] if part.opening else kept.pop()):
                continue
        found.append(part)
    _strip_end(found)
    return found


def _strip_end(parts: list[Run | Mark]) -> None:
    for at in range(len(parts) - 1, -1, -1):
        part = parts[at]
        if isinstance(part, Run):
            parts[at] = Run(part.text.rstrip(" "))
            return


def escaped(text: str, to: str) -> str:
    """Plain text in another format of :mod:`bibtool.csl.output`; spaces around it stay."""
    text = printable(text)
    core = text.strip()
    before, _, after = text.partition(core) if core else ("", "", "")
    return f"{before}{write([Run(core)], to)}{after}"


def uri(address: str) -> str:
    """An address in the characters of a URI (RFC 3986): others as the percent-encoding of their UTF-8."""
    return quote(_LOOSE_PERCENT.sub("%25", address), safe=_ADDRESS)
