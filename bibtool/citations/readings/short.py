"""Short references without a title: "Gould 1966, S. 6", "Лунин, т. 1, стр. 17", "KPL, s. 3", "AL 211"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.citation import Kind as CitationKind
from bibtool.citations.draft import EDITOR_LABEL, Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.names import particles
from bibtool.citations.readings.archive import archive_head
from bibtool.citations.readings.parts import trim
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.segment.aliases import alias_at
from bibtool.citations.segment.cites import ABBREVIATION, DATED_NAMES, YEAR_FIRST, abbreviated, family_alone
from bibtool.citations.segment.segments import KnownTitles
from bibtool.items.names import Name
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER
from bibtool.text.patterns import regex

_LOCATORS = frozenset({Kind.PAGES, Kind.FOLIO, Kind.CHAPTER, Kind.VOLUME, Kind.PART, Kind.ISSUE})
_DATA = frozenset({Kind.YEAR, Kind.DATE, Kind.IMPRINT, Kind.URL, Kind.DOI})
_NUMBERS = r"[0-9]+(?:[a-z]|\s?ff?\.?)?(?:\s?[-–—]\s?[0-9]+)?(?:,\s[0-9]+(?:\s?[-–—]\s?[0-9]+)?)*(?!\w)"
# "AL 211", "BL, 115", "“KM,” 2:244", "Komar 2022a, 43"
_BARE = regex(rf"[,:]?\s(?:[{LOWER}]{{1,4}}\.?\s)?(?:(?P<volume>[0-9]{{1,2}}):)?(?P<pages>{_NUMBERS})(?=[\s.,;)]|\Z)")


@cache
def _family() -> re.Pattern[str]:
    return compiled(rf"{exact(lexicon().hint('saint_family'))}(?!\w)|{particles.family_alone(joined=True)}")


def read_short(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor], known: KnownTitles) -> bool:
    """Read a reference by a name or an abbreviation known before with a year or pages and nothing else; whether it
    was one.  Names may stand in the draft already, those of a sentence around it or of the citation before."""
    given = alias_at(text, start, end, known)
    if given is not None and (shelfmarks(text, given[1], end) or archive_head(text, start, end) is not None):
        return False  # "ДАКО. — Ф. Р. — Оп. 2": another reference to an archive that was abbreviated
    if given is not None and _data(draft, text, given[1], end, anchors):
        draft.put("title", text[slice(*given[0])], given[0], "abbreviation-known")
        return True
    own = given or _abbreviation(text, start, end)
    if own is not None:
        span, at = own
        if not _pages(draft, text, at, end, anchors):
            return False
        draft.put("title", text[slice(*span)], span, "abbreviation-known")
        draft.kind = CitationKind.SHORT
        return True
    names = None if draft.names else family_alone(text, start, end, known)
    if names is None and not draft.names and _unknown(draft, text, start, end, anchors):
        return True
    if names is None and not draft.names:
        return False
    if names is not None and _titled(draft, text, names, end, anchors, known):
        return True
    at = names[1] if names else start
    dated = DATED_NAMES.match(text, at, end) if names else YEAR_FIRST.match(text, at, end)
    rest = dated.end() if dated else at
    if names is None and dated is None:
        return False
    if not _pages(draft, text, rest, end, anchors) and not (dated and not text[rest:end].strip(" .,;)")):
        return False
    if names is not None:
        _families(draft, text, names)
    if dated is not None:
        put_year(draft, dated)
    draft.kind = CitationKind.SHORT
    return True


def put_year(draft: Draft, dated: re.Match[str]) -> None:
    """Put the year behind names into the draft, with its letter."""
    date = parse_date(dated["year"])
    if date is not None:
        stop = dated.end("letter") if dated["letter"] else dated.end("year")
        draft.put_date("issued", date, (dated.start("year"), stop), "year-after-names")


_KNOWN = r"[,:]\s(?P<title>[“„«\"][^”“»\"]{3,150}[”“»\"]|[^,“„«\"]{3,150}),?\s"
_TITLE = regex(
    rf"{_KNOWN}(?:(?P<volume>[0-9]{{1,2}}):)?(?P<pages>{_NUMBERS}|[0-9]+(?=n[0-9]))(?:(?:,?\s)?(?P<noted>nn?\.?\s?[0-9]{{1,3}}))?\.?\s*\Z"
)

_BEFORE_LABEL = regex(rf"{_KNOWN}\Z")


def _titled(
    draft: Draft, text: str, names: tuple[int, int], end: int, anchors: Sequence[Anchor], known: KnownTitles
) -> bool:
    """Read a known title with its volume and pages after names: "Marsh, “Weavers of the Dales,” 13–14, 20", "Marsh and
    Dale, Fords, 2:17", "Marsh and Dale, Fords, vol. 2, 17"."""
    editing = _editing().match(text, names[1], end)  # "Marsh, ed., Fords, 2:17"
    at = editing.end() if editing is not None else names[1]
    match, bare = _TITLE.match(text, at, end), True
    if match is None:
        bare = False
        labelled = next((a for a in anchors if a.start > at), None)
        match = _BEFORE_LABEL.match(text, at, labelled.start) if labelled is not None else None
    title = match["title"].strip(' ,.;“”„«»"…') if match is not None else ""
    if match is None or not (known.begins(title) or known.wrote(text[slice(*names)], title)):
        return False
    if not bare and not _pages(draft, text, match.end(), end, anchors):
        return False
    volume = draft.values.get("volume")
    if volume is not None and not draft.locator and volume.spans[0][0] == match.end():
        draft.locate(draft.text["volume"], "page", volume.spans[0], "bare-number")
        draft.drop("volume")  # "“Mills,” 207, who says": a number alone is that of a page
    _families(draft, text, names, "author" if editing is None else "editor")
    if editing is not None:
        draft.state(EDITOR_LABEL, editing.span("word"))
    fields.title(draft, text, *match.span("title"), "title-known")
    draft.kind = CitationKind.SHORT
    if not bare:
        return True
    if match["volume"]:
        draft.put("volume", match["volume"], match.span("volume"), "bare-number")
    draft.locate(details.pages(match.group("pages")), "page", match.span("pages"), "bare-number")
    if match["noted"]:  # "44n7": with the note on that page
        draft.locator_rest = match["noted"]
        draft.values["locator-rest"] = Value([match.span("noted")], "bare-number")
    return True


# "Cross, Weirs, 12", "Cross, “Weirs,” 12", "Сифман, “Динамика”, стр. 62", "Weel, Die Sorgen der Mütter…"
_NAME_AND_COMMA = regex(
    rf"(?P<names>(?:{CAPITAL}[’'])?{CAPITAL}[{LOWER}][^\W\d_]+{FURTHER}),\s"
    rf"(?!{CAPITAL}\.\s)"  # "Тычына, М. Проза…": the family name alone has no comma before its initials
)
_UNKNOWN = regex(
    rf"{_NAME_AND_COMMA.pattern}"
    rf"(?P<title>(?P<quoted>[“„«\"][^”“»\"]{{3,150}}[”“»\"])|{CAPITAL}[^,“„«\"0-9]{{2,150}}?(?P<cut>…|\.\.\.)?)"
    rf"(?:,?\s(?P<pages>{_NUMBERS}))?\.?\s*\Z"
)


def _unknown(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Read a family name that is not known, a title, and pages or an ellipsis, and nothing else."""
    if _NAME_AND_COMMA.match(text, start, end) is None:
        return False
    bare = {a.start for a in anchors if a.kind is Kind.PAGES and not a.rule.endswith("-label")}
    own = [a for a in anchors if start <= a.start and a.start not in bare]
    labelled = own[0] if len(own) == 1 and own[0].kind in {Kind.PAGES, Kind.FOLIO, Kind.CHAPTER} else None
    stop = labelled.start if labelled else end
    match = _UNKNOWN.match(text, start, len(text[:stop].rstrip(" ,")) if labelled else end)
    if match is None or (own and labelled is None) or (labelled and match.group("pages")):
        return False
    name = match.group("names")
    if hints.known_place(name) or hints.has(name, "journal", "newspaper", "magazine", "organisation", "archive"):
        return False
    if not (match.group("cut") or match.group("pages") or labelled):
        return False
    _families(draft, text, match.span("names"))
    fields.title(draft, text, *match.span("title"), "title-after-family-name")
    if labelled:
        details.take(draft, text, [labelled])
    elif match.group("pages"):
        draft.locate(details.pages(match.group("pages")), "page", match.span("pages"), "bare-number")
    draft.kind = CitationKind.SHORT
    return True


def _data(draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Put the volume, place, year and pages after an abbreviation into the draft ("ПСС, т. 36, Москва-Ленинград, 1936,
    с. 104"); False where there is no year or something else stands between them."""
    own = [a for a in anchors if a.start >= at and a.kind in _LOCATORS | {Kind.YEAR}]
    places: list[tuple[int, int]] = []
    taken: list[Anchor] = []
    for anchor in own:
        gap = trim(text, at, anchor.start)
        if gap[0] < gap[1]:
            if anchor.kind is not Kind.YEAR or not hints.place(text[slice(*gap)]):
                break
            places.append(gap)
        taken.append(anchor)
        at = anchor.end
    year = next((a for a in taken if a.kind is Kind.YEAR), None)
    if year is None:
        return False
    details.take(draft, text, [a for a in taken if a.kind is not Kind.YEAR])
    details.issued(draft, year)
    for place in places[:1]:
        fields.place(draft, text, *place, "place-before-year")
    _rest(draft, text, at, end)
    return True


def _abbreviation(text: str, start: int, end: int) -> tuple[tuple[int, int], int] | None:
    """An abbreviation that is not known, where a reference holds nothing else but figures."""
    if not abbreviated(text, start, end):
        return None
    match = ABBREVIATION.match(text, start, end)
    if match is None:
        return None
    at = match.end("word")
    while at < end and text[at] in ',”»"':
        at += 1
    return match.span("word"), at


def pages_at(draft: Draft, text: str, at: int, end: int) -> int:
    """Put bare pages at a place, after a reference word, into the draft; where they end ("Ibid., 15.")."""
    bare = _BARE.match(text, at, end)
    if bare is None or bare.group("volume"):
        return at
    draft.locate(details.pages(bare.group("pages")), "page", bare.span("pages"), "bare-number")
    return bare.end()


def _pages(draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Put the pages that stand at ``at``, labelled or bare, into the draft; False where something else does."""
    own = [a for a in anchors if a.start >= at]
    if own and own[0].kind in _LOCATORS and not text[at : own[0].start].strip(" ,.:("):
        taken: list[Anchor] = []
        for anchor in own:
            between = text[taken[-1].end if taken else at : anchor.start]
            if anchor.kind not in _LOCATORS or between.strip(" ,.:("):
                break
            taken.append(anchor)
        if any(a.start >= taken[-1].end and a.kind in _DATA for a in own):
            return False  # "СС, т. 5, Москва 1967, с. 40": more than numbers
        details.take(draft, text, taken)
        behind = taken[-1].end if draft.locator else pages_at(draft, text, taken[-1].end, end)  # "vol. 2, 17"
        _rest(draft, text, behind, end)
        return True
    bare = _BARE.match(text, at, end)
    if bare is None or shelfmarks(text, at, min(end, at + 12)):
        return False
    if bare.group("volume"):
        draft.put("volume", bare.group("volume"), bare.span("volume"), "bare-number")
    draft.locate(details.pages(bare.group("pages")), "page", bare.span("pages"), "bare-number")
    _rest(draft, text, bare.end(), end)
    return True


def _rest(draft: Draft, text: str, at: int, end: int) -> None:
    while at < end and not text[at].isalnum() and text[at] not in '„«“"(':
        at += 1
    if any(c.isalpha() for c in text[at:end]):
        draft.comments.append((at, end))


@cache
def _editing() -> re.Pattern[str]:
    """The word for editors behind their family names: ", ed.", " (Hrsg.)"."""
    return compiled(rf"(?:,\s|\s[(\[])(?P<word>{lexicon().alternation('role_editor')})[)\]]?(?=,\s)")


def _families(draft: Draft, text: str, span: tuple[int, int], role: str = "author") -> None:
    found = list(_family().finditer(text, *span))
    draft.put_names(role, [Name(family=m.group()) for m in found], [m.span() for m in found], "family-name-known")
