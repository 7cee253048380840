"""Addresses that works get from links behind words of their citations ("zob. tu"), where they are plainly theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bibtool.citations.citation import Citation, Field, Kind, Where
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.readers.document import Document, Link
from bibtool.readers.hidden import is_printed, led_to
from bibtool.text.spans import Span
from bibtool.text.urls import UrlCandidate

_RULE = "link"
#: A link behind these words is the work's, and so is one behind words of no field; one behind another field leads to an
#: author, a journal or a place.
_OWN = ("title", "accessed", "URL")


def completed(document: Document, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations, of which those in full that print no address have that of the one link in them."""
    hidden = [link for link in document.links if not is_printed(document.text, link)]
    if not hidden:
        return tuple(citations)
    return tuple(_completed(document.text, each, hidden) for each in citations)


def as_printed(entries: Sequence[Entry], citations: Iterable[Citation]) -> tuple[Entry, ...]:
    """The works without the addresses that come of links alone: a note that is set again keeps the link, and prints no
    address that it did not print."""
    ruled: dict[str, set[bool]] = {}
    for citation in citations:
        field = citation.fields.get("URL")
        if field is not None:
            ruled.setdefault(citation.key, set()).add(field.rule == _RULE)
    linked = {key for key, found in ruled.items() if found == {True}}
    return tuple(replace(e, item=e.item.with_text(URL="")) if e.key in linked else e for e in entries)


def told(findings: Sequence[Finding], citations: Sequence[Citation]) -> list[Finding]:
    """The findings without those of links that became addresses of works (BT120)."""
    taken = {field.spans for each in citations if (field := each.fields.get("URL")) and field.rule == _RULE}
    return [f for f in findings if f.code != Code.LINK_NOT_PRINTED or f.spans not in taken]


def _completed(text: str, citation: Citation, hidden: Sequence[Link]) -> Citation:
    link = _link(citation, hidden)
    if link is None:
        return citation
    address = led_to(link.target)
    field = Field((link.span,), text[link.span.start : link.span.end], _RULE, True)
    return replace(
        citation,
        item=citation.item.with_text(URL=address),
        fields={**citation.fields, "URL": field},
        urls=(UrlCandidate(address, 1.0, ("a link",)),),
    )


def _link(citation: Citation, hidden: Sequence[Link]) -> Link | None:
    if citation.kind is not Kind.FULL or citation.where is Where.TEXT or citation.is_exact or not citation.spans:
        return None
    if citation.item.get("URL") or citation.urls or "URL" in citation.fields:
        return None
    start, end = citation.spans[0].start, citation.spans[-1].end
    found = [link for link in hidden if start <= link.span.start and link.span.end <= end]
    of_title = [link for link in found if _meets(link, citation.fields.get("title"))]
    found = of_title or found
    if len({led_to(link.target) for link in found}) != 1:
        return None
    others = (field for name, field in citation.fields.items() if name not in _OWN)
    return found[0] if of_title or not any(_meets(found[0], field) for field in others) else None


def _meets(link: Link, field: Field | None) -> bool:
    return field is not None and any(_overlap(link.span, span) for span in field.spans)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
