"""References to a work cited before: "ibid.", and names or a short title before "op. cit."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.citation import Kind as CitationKind
from bibtool.citations.draft import Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.readings import church, shelf
from bibtool.citations.readings.archive import place_again
from bibtool.citations.readings.articles import articles_again
from bibtool.citations.readings.head import ONE_FAMILY, put_families
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.readings.short import pages_at, put_year
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import KIND, Anchor
from bibtool.citations.scan.references import POINTER
from bibtool.citations.segment.cites import YEAR_FIRST
from bibtool.citations.segment.split import KnownTitles
from bibtool.language.forms import alternation, squash
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER
from bibtool.text.patterns import regex

_ROMAN_NEXT = regex(r",?\s(?P<value>[IVXLC]{1,6}),\s(?=[^\W\d_]{1,4}\.\s?[0-9])")  # "Ibidem, II, p. 34"


def read_ibid(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> Draft:
    """ "Ibid.", with another place in the same work, or other marks of the same archive."""
    draft.kind = CitationKind.IBID
    draft.values["ibid"] = Value([(anchors[0].start, anchors[0].end)], "ibid")
    if articles_again(draft, text, anchors[0].end, end):
        return draft
    marks = shelfmarks(text, anchors[0].end, end)
    if marks:  # "Там же. Ф. 963. Оп. 1. Д. 159. Л. 12": of the same archive
        place = (marks[0].start(), marks[-1].end())
        draft.put("archive_location", text[slice(*place)], place, "shelfmarks")
    numbers = {KIND.PAGES, KIND.FOLIO, KIND.CHAPTER, KIND.VOLUME, KIND.PART, KIND.ISSUE}
    stop = place_again(draft, text, anchors[0].end, end, anchors)
    details.take(draft, text, [a for a in anchors[1:] if a.kind in numbers and a.start >= stop])
    volume = _ROMAN_NEXT.match(text, anchors[0].end, end) if "volume" not in draft.text else None
    if volume is not None:
        draft.put("volume", volume["value"], volume.span("value"), "volume-before-pages")
    last = max((a.end for a in anchors if a.kind in numbers | {KIND.IBID, KIND.OP_CIT}), default=0)
    last = max(last, stop)
    leaf = shelf.leaf().search(text, anchors[0].end, end)
    if leaf is not None and draft.locator and draft.values["locator"].spans[0][0] == leaf.start("value"):
        draft.locate(details.pages(leaf["value"]), "folio", leaf.span("value"), "folio-label")  # "Ibid., l. 4 ob."
        last = max(last, leaf.end())
    first_page = next((a for a in anchors if a.kind is KIND.PAGES), None)
    stop = first_page.end if first_page else last
    if first_page is None and stop == anchors[0].end:
        stop = pages_at(draft, text, stop, end)
    rest = trim(text, stop, end)
    page = _page_and_note().fullmatch(text, *rest) if first_page is None else None
    if page is not None:  # "Ibid., 45n12"
        draft.locate(page["page"], "page", page.span("page"), "page-bare")
        rest = page.span("note")
    if page is not None or _note_alone().fullmatch(text, *rest) is not None:  # "Tamże, przyp. 23"
        draft.locator_rest = text[slice(*rest)]
        draft.values["locator-rest"] = Value([rest], "note")
        return draft
    passim = hints.starts_with(text[slice(*rest)], "locator_rest")
    if rest[0] < rest[1] and any(c.isalpha() for c in text[slice(*rest)]) and not (passim and rest[1] - rest[0] < 12):
        draft.comments.append(rest)
    return draft


@cache
def _page_and_note() -> re.Pattern[str]:
    return compiled(r"(?P<page>[0-9]{1,4}(?:[-–][0-9]{1,4})?)\s?(?P<note>nn?\.?\s?[0-9]{1,4})")


@cache
def _note_alone() -> re.Pattern[str]:
    return compiled(rf"{lexicon().alternation('note')}\s?[0-9]{{1,4}}")


def place_cited(text: str, anchor: Anchor) -> bool:
    """Whether "a.a.O." or "loc. cit." stands where "ibid." does: the place cited last."""
    return anchor.kind is KIND.OP_CIT and squash(text[anchor.start : anchor.end]) in _places_cited()


@cache
def _places_cited() -> frozenset[str]:
    return frozenset(map(squash, lexicon().hint("place_cited")))


# Behind "указ. соч.": the family name of whose work it is, perhaps in another case.
_WHOSE = regex(rf"\s(?P<name>{CAPITAL}[{LOWER}]{{2,}}{FURTHER})(?=[.,;)]|\s*\Z)")


_FAMILY_FIRST = regex(rf"(?P<family>{ONE_FAMILY}(?:(?:\s[-–—]\s|/){ONE_FAMILY}){{0,3}}),\s(?=[„«“\"]?{CAPITAL})")

_FAMILY_ALONE = regex(rf"{CAPITAL}[^\W\d_]*[{LOWER}]{FURTHER}")


@cache
def _pointed() -> re.Pattern[str]:
    """The note that cites a work, between the reference word and its pages: "op. cit. note 3 above, at 9", "op. cit.
    note 3, 61", "op. cit. note 3."; but behind a comma the note may be one of the work's, "op. cit., n. 3"."""
    lex = lexicon()
    words = alternation(lex.hint("note_pointer") | lex.hint("note_pointer_bare"))
    behind = rf"(?:\s{alternation(lex.hint('note_pointer_behind'))})?"
    pages = lex.alternation("page", "cited_pages")
    number = rf"{words}\s?(?P<number>[0-9]{{1,4}}){behind}"
    return compiled(rf"(?:(?P<comma>,)?\s){number}(?=,?\s(?:{pages}\s?)?[0-9]|(?(comma)(?!)|[.;]?\s*\Z))")


def _inside(draft: Draft, text: str, lo: int, hi: int) -> tuple[int, int] | None:
    """The word before the book that holds the work of named authors: "A. Riva, La laguna, in Le acque, cit."."""
    match = shelf.part_of().search(text, lo, hi) if draft.names else None
    return match.span() if match is not None and text[match.end()].isupper() else None


def read_op_cit(
    draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor], op_cit: Anchor, known: KnownTitles
) -> Draft:
    """A short reference: names, perhaps a short title, "dz. cyt.", pages."""
    draft.kind = CitationKind.SHORT
    draft.op_cit = True
    pointed = _pointed().match(text, op_cit.end, end) if op_cit.rule != POINTER else None
    stop = pointed.end() if pointed is not None else op_cit.end
    draft.values["op-cit"] = Value([(op_cit.start, stop)], "op-cit")
    draft.pointer = pointed["number"] if pointed is not None else op_cit.value if op_cit.rule == POINTER else ""
    lo, hi = trim(text, at, op_cit.start)
    dated = YEAR_FIRST.fullmatch(text, lo, hi) if draft.names else None
    if dated is not None:
        put_year(draft, dated)  # "Achter 1986 (wie Anm. 1), S. 41"
    elif not draft.names and _FAMILY_ALONE.fullmatch(text, lo, hi) and not known.begins(text[lo:hi]):
        put_families(draft, text, (lo, hi))  # "Mróz, op. cit.": who is named and cited nowhere before
    elif lo < hi and any(c.isalpha() for c in text[lo:hi]):
        first = None if draft.names or draft.idem else _FAMILY_FIRST.match(text, lo, hi)
        if first is not None and not known.begins(text[lo:hi]) and not hints.known_place(first["family"]):
            put_families(draft, text, first.span("family"))  # "Molmenti, La storia, cit."
            lo = first.end()
        within = next((a for a in anchors if a.kind is KIND.IN and lo <= a.start < a.end < hi), None)
        inside = (within.start, within.end) if within is not None else _inside(draft, text, lo, hi)
        fields.title(draft, text, lo, inside[0] if inside else hi, "title-before-op-cit")
        if inside is not None:  # "“Culture”, in: Collins Dictionary, op. cit."
            fields.container(draft, text, inside[1], hi, "container-after-in")
    after = [a for a in anchors if a.start >= stop]
    if after and after[0].kind is KIND.ISSUE and church.issuer_named(draft):
        number = after.pop(0)  # "Benedykt XVI, Deus caritas est, dz. cyt., nr 18"
        stop, span = number.end, (number.value_start, number.value_end)
        draft.locate(details.pages(number.value), "paragraph", span, "paragraph-label")
    details.take(draft, text, after)
    volume = _ROMAN_NEXT.match(text, stop, end) if "volume" not in draft.text else None
    if volume is not None:  # "Mróz, Młyny cit., I, pp. 45–47"
        draft.put("volume", volume["value"], volume.span("value"), "volume-before-pages")
    whose = None if draft.names or "title" in draft.text else _WHOSE.match(text, stop, end)
    if whose is not None:  # "указ. соч. Иванова, с. 25"
        put_families(draft, text, whose.span("name"))
        stop = whose.end("name")
    elif not after:
        stop = pages_at(draft, text, stop, end)  # "Smith (n 1) 54"
    if after:
        lo, hi = trim(text, stop, after[0].start)
        if lo < hi and text[lo] in '„«"“' and text[hi - 1] in '”»"“':
            draft.put("container-title", text[lo + 1 : hi - 1], (lo + 1, hi - 1), "quoted-container")
        last = max(a.end for a in after)
        lo, hi = trim(text, last, end)
    else:
        lo, hi = trim(text, stop, end)
    if lo < hi and any(c.isalpha() for c in text[lo:hi]) and "container-title" not in draft.text:
        draft.comments.append((lo, hi))
    return draft
