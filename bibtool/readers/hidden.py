"""Addresses that links lead to and the text does not print."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.text.spans import Span


def hidden_links(source: str, links: Iterable[tuple[Span, str]], name: str) -> list[Finding]:
    """A finding for each link, which is the span of its words and its address, whose address ``source`` does not
    print."""
    found: list[Finding] = []
    for span, target in links:
        shown = "".join(source[span.start : span.end].split()).rstrip("/.").casefold()
        # word processors write the target in the characters of a URI, the text as the author typed it
        targets = {target.rstrip("/").casefold(), unquote(target).rstrip("/").casefold()}
        # What is printed in part ("example.org/a", a DOI) can be read; a word that the address holds too cannot.
        if any(("." in shown and shown in each) or each in shown for each in targets):
            continue
        found.append(Finding(Code.LINK_NOT_PRINTED, {"name": name, "target": target}, (span,), name))
    return found
