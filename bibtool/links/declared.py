"""What markup says of a page beside its words: that it is a page of errors, and what its addresses stand on.  Pure."""

from __future__ import annotations

import html
import re

from bibtool.links.page_phrases import error_path, signs

_TAG = re.compile(r"(?i)<(meta|link|base|body)\b([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s>\"']{1,1000}))")
#: Prerendering services send it as the status to programs (Google's guide to dynamic rendering names it).
_STATUS = "prerender-status-code"


def tags(markup: str, name: str) -> list[dict[str, str]]:
    """The attributes of each ``meta``, ``link``, ``base`` or ``body``, in order."""
    return [_attributes(found[2]) for found in _TAG.finditer(markup) if found[1].lower() == name]


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(text)
    }


def base(markup: str) -> str:
    """What relative addresses of the page stand on (HTML, 4.2.3), empty where it does not say."""
    if "<base" not in markup.lower():
        return ""
    return next((row["href"].strip() for row in tags(markup, "base") if row.get("href", "").strip()), "")


def says_gone(markup: str) -> str:
    """The sign by which the page calls itself one of errors, whatever its words; empty where there is none.

    A status for programs, a class of the body (WordPress's ``error404``), or the address of a page of errors as its
    own: what stands there are templates' names, not an author's words.
    """
    for row in tags(markup, "meta"):
        if row.get("name", "").lower() == _STATUS and row.get("content", "").strip() in {"404", "410"}:
            return f"{_STATUS} {row['content'].strip()}"
    for row in tags(markup, "body")[:1]:
        named = sorted(set(row.get("class", "").lower().split()) & signs().classes)
        if named:
            return f"its body is of the class {named[0]}"
    for row in tags(markup, "link"):
        if "canonical" in row.get("rel", "").lower().split() and error_path(row.get("href", "")):
            return f"its own address is {row['href'][:100]}"
    return ""
