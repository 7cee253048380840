"""Citations to works: group, merge, name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bibtool.citations.citation import Citation, Kind, Reference
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry, Mention, Variant
from bibtool.entries.grouping import Group, group
from bibtool.entries.judged import NOTHING, Judged, Place
from bibtool.entries.keys import DEFAULT_SCHEME, assign, stem
from bibtool.entries.known_books import complete
from bibtool.entries.members import Member
from bibtool.entries.merging import Merged
from bibtool.entries.page_ranges import outside
from bibtool.entries.result import EntriesResult
from bibtool.entries.titles import folded
from bibtool.items.item import Item
from bibtool.text.urls import UrlCandidate


def build(
    citations: Sequence[Citation],
    documents: Mapping[str, Item] | None = None,
    key_scheme: str = DEFAULT_SCHEME,
    judged: Judged = NOTHING,
) -> EntriesResult:
    """The works that ``citations`` (of any number of documents, in order) cite.

    ``documents`` gives the work that each document itself is, by the document's name; it becomes an entry without
    mentions, unless a citation names it too.  ``key_scheme`` is a transliteration scheme of
    :mod:`bibtool.language.translit`; an unknown one raises its error.  What a person ``judged`` goes before all
    evidence.
    """
    members = [Member.of(c.item, c.document, order, c) for order, c in enumerate(citations) if c.kind is Kind.FULL]
    own = [
        Member.of(item, name, len(citations) + order)
        for order, (name, item) in enumerate((documents or {}).items())
        if item.text or item.names or item.dates
    ]
    groups, findings = group([*members, *own], judged)
    merged = [Merged(found.members, found.repeats) for found in groups]
    complete(groups, merged)
    keys = _keys(groups, merged, key_scheme, findings)
    for work in merged:
        findings += work.findings
    places = [_place(c) for c in citations]
    order = {place: i for i, place in enumerate(places)}
    findings.sort(key=lambda f: (order.get(_finding_place(f), len(order)), f.code))
    codes: dict[Place, dict[str, None]] = {}
    for finding in findings:
        codes.setdefault(_finding_place(finding), {})[finding.code] = None

    entries: list[Entry] = []
    key_of: dict[Place, str] = {}
    mentioned = _mentions(groups, citations)
    for mentions in mentioned:
        for finding in outside(mentions):
            findings.append(finding)
            codes.setdefault(_finding_place(finding), {})[finding.code] = None
    for found, work, key, mentions in zip(groups, merged, keys, mentioned, strict=True):
        key_of.update((_place(c), key) for c in mentions)
        variants = _with_short_titles(work, mentions)
        entries.append(
            Entry(
                key,
                _with_short_title(work.item, variants),
                tuple(_mention(c) for c in mentions),
                variants,
                _urls(found),
                tuple(dict.fromkeys(code for c in mentions for code in codes.get(_place(c), ()))),
            )
        )
    return EntriesResult(
        tuple(entries),
        tuple(
            replace(c, key=key_of.get(place, ""), findings=tuple(dict.fromkeys((*c.findings, *codes.get(place, ())))))
            for c, place in zip(citations, places, strict=True)
        ),
        tuple(findings),
    )


def _keys(groups: Sequence[Group], merged: Sequence[Merged], scheme: str, findings: list[Finding]) -> list[str]:
    stems = [stem(work.item, scheme) for work in merged]
    keys = assign(text for text, _ in stems)
    for found, key, (base, named) in zip(groups, keys, stems, strict=True):
        if not named:
            findings.append(found.first.finding(Code.WORK_WITHOUT_NAME, found.first.spans("URL"), key=key))
        if key != base:
            findings.append(found.first.finding(Code.KEY_TAKEN, found.first.spans("author"), base=base, key=key))
    return keys


def _place(citation: Citation) -> Place:
    return citation.document, citation.note_id, citation.index


def _finding_place(finding: Finding) -> Place:
    return finding.document, finding.note_id, finding.index


def _mentions(groups: Sequence[Group], citations: Sequence[Citation]) -> list[list[Citation]]:
    """All citations of each group, in order; back-references follow what they refer to.  One that is unresolved
    belongs to no work: it makes none by guess."""
    group_of: dict[Place, int] = {}
    for number, found in enumerate(groups):
        for member in found.members:
            if member.citation is not None:
                group_of[_place(member.citation)] = number
    mentions: list[list[Citation]] = [[] for _ in groups]
    for citation in citations:  # in order: a back-reference to a back-reference finds it done
        target = citation.refers_to
        number_or_none = group_of.get(_place(citation))
        if number_or_none is None and target is not None:
            number_or_none = group_of.get((citation.document, target.note_id, target.index))
        if number_or_none is not None:
            group_of[_place(citation)] = number_or_none
            mentions[number_or_none].append(citation)
    return mentions


def _mention(citation: Citation) -> Mention:
    accessed = citation.item.dates.get("accessed")
    return Mention(
        citation.document,
        Reference(citation.called, citation.index, citation.note_id),
        citation.kind.value,
        citation.locator,
        accessed.to_edtf() if accessed else "",
        citation.urls[0].url if citation.urls else "",
    )


def _with_short_titles(merged: Merged, mentions: Sequence[Citation]) -> tuple[Variant, ...]:
    """What back-references call the work, beside what its full citations print."""
    title = merged.item.get("title")
    variants = dict.fromkeys(merged.variants)
    for citation in mentions:
        short = citation.item.get("title")
        if citation.kind is not Kind.FULL and short and short != title:
            variants[Variant("title", "short", short)] = None
    return tuple(variants)


def _with_short_title(item: Item, variants: Sequence[Variant]) -> Item:
    """CSL's ``title-short``: the beginning of the title by which back-references call the work, the longest of them."""
    title = folded(item.get("title"))
    shorts = [v.value.rstrip(" …").rstrip() for v in variants if (v.variable, v.kind) == ("title", "short")]
    beginnings = [short for short in shorts if folded(short) and title.startswith(folded(short) + " ")]
    if not beginnings or item.get("title-short"):
        return item
    return item.with_text(title_short=max(beginnings, key=len))


def _urls(found: Group) -> tuple[UrlCandidate, ...]:
    """All readings of the work's address: of the first citation that has one, then what others add."""
    urls: dict[str, UrlCandidate] = {}
    for member in found.members:
        for candidate in member.citation.urls if member.citation else ():
            urls.setdefault(candidate.url, candidate)
    return tuple(urls.values())
