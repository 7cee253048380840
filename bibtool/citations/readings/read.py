"""One segment of a note to a draft: reference words, names, then the parts of its family."""

from __future__ import annotations

from collections.abc import Sequence

from bibtool.citations.draft import NO_AUTHOR, Draft, Value
from bibtool.citations.fields import book_series, details
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.edited_books import chapter_of_edited
from bibtool.citations.fields.newspapers import newspaper_of_the_day, newspaper_with_its_town
from bibtool.citations.fields.periodical_numbers import periodical_numbers
from bibtool.citations.fields.special_issues import special_issue
from bibtool.citations.fields.subtitles import subtitle_in_brackets, title_goes_on
from bibtool.citations.fields.unknown_given import given_of_title
from bibtool.citations.fields.volume_titles import volume_title
from bibtool.citations.fields.work_type import said_thesis
from bibtool.citations.names import responsible
from bibtool.citations.names.bodies import at_head
from bibtool.citations.names.honours import RELIGIOUS
from bibtool.citations.names.in_full import unstopped
from bibtool.citations.readings import conferences
from bibtool.citations.readings.archive import archive_head, read_archival
from bibtool.citations.readings.asides import (
    BODY,
    CONFERENCE,
    DATED,
    FIRST_IN_FULL,
    FIRST_PUBLISHED,
    MATERIAL,
    PRINTED_AGAIN,
    Aside,
    asides,
    language_behind,
)
from bibtool.citations.readings.assemble import UNIVERSITY, assemble
from bibtool.citations.readings.audiovisual import read_film, read_lecture, read_sent, read_talk
from bibtool.citations.readings.back_reference import place_cited, read_ibid, read_op_cit
from bibtool.citations.readings.chain import Weights
from bibtool.citations.readings.church import of_church, read_church
from bibtool.citations.readings.classical import read_classical
from bibtool.citations.readings.common_law import read_common_law
from bibtool.citations.readings.contributors import (
    author_behind,
    edited_by_body,
    further_editors,
    given_in_brackets,
    single_author,
)
from bibtool.citations.readings.entries import entry_within
from bibtool.citations.readings.head import authors_at_head, goes_on, put_author, put_dated_head
from bibtool.citations.readings.imprint import imprint_last, nowhere, place_last, printed_by, volume_last, with_state
from bibtool.citations.readings.kept import keeper_behind, manuscript_in, read_kept, unheralded
from bibtool.citations.readings.law import read_legal
from bibtool.citations.readings.law_review import read_law_review
from bibtool.citations.readings.parts import FAMILY, Family, cut, dated_head, family, trim
from bibtool.citations.readings.peeled import manuscript_last, peel, read_thesis, status_last
from bibtool.citations.readings.review import read_review
from bibtool.citations.readings.short import read_short
from bibtool.citations.readings.supplement import read_supplement
from bibtool.citations.readings.theses import thesis_last, unpublished_last
from bibtool.citations.readings.translated import translated_first
from bibtool.citations.readings.vancouver import read_vancouver
from bibtool.citations.readings.weigh import weighed
from bibtool.citations.readings.within import edits_again, named_beside, same_edits, same_named
from bibtool.citations.readings.year_journal import read_year_journal
from bibtool.citations.same_container import part_container
from bibtool.citations.scan.anchors import DATES, KIND, Anchor, Kind, between, only_numbers
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.references import DASHES
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.split import KnownTitles, Segment
from bibtool.items.names import Name
from bibtool.language import gazetteer
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

# Notations with a grammar of their own, in the order in which they are asked.
_WHOLE = (read_common_law, read_classical, read_church, read_vancouver, read_film, read_talk)
_BEHIND_NAMES = (
    read_supplement, read_kept, read_legal, read_archival, read_lecture, read_sent, read_thesis, read_year_journal,
    read_law_review,
)  # fmt: skip

# "Лис 2003 – Лис А. Т. Гончарство": what the text calls the work, before it in a list of references.
_LISTED = regex(
    # no figure and no dash stands in it before the year; its first letters and what follows the year are asked first
    rf"(?=\[?{CAPITAL}[{LOWER}])(?=[^\d–—=;]*+(?<=\s)(?:1[4-9]|20)\d\d[{LOWER}]?\]?\s?[:–—=]\s)"
    rf"\[?(?P<label>(?P<family>{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?)[^\d–—=;]{{0,40}}\s"
    rf"(?:1[4-9]|20)\d\d[{LOWER}]?)\]?"
    rf"\s?[:–—=]\s(?=(?P=family))"
)

_PROTECTED = frozenset(
    {Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.ISBN, Kind.ISSN, Kind.ONLINE, Kind.IN, Kind.IMPRINT, Kind.LABEL}
)
_OF_A_TITLE = DATES | {Kind.VOLUME, Kind.ISSUE, Kind.PART, Kind.PAGES, Kind.EXTENT}  # where words follow
_NOT_DEEP = _PROTECTED | {Kind.IBID, Kind.OP_CIT, Kind.VOLUMES}


def read(
    text: str,
    segment: Segment,
    all_anchors: Sequence[Anchor],
    tree: Structure,
    known: KnownTitles,
    weights: Weights | None = None,
) -> Draft:
    """The draft of one citation; ``known`` tells the authors cited before, ``weights`` are others than the shipped."""
    plain, found = asides(text, segment.start, segment.end)
    if found:
        aside = [one.span for _, one in found]
        all_anchors = [a for a in all_anchors if not any(lo <= a.start < hi for lo, hi in aside)]
    draft = _read(plain, segment, all_anchors, tree, known, weights)
    if language := language_behind(text, segment.end):
        draft.text["language"] = language
        draft.values["language"] = Value([], "language-said", inferred=True)  # it stands outside of the citation
    for printed, one in reversed(found):
        if one.variable != BODY:
            _put_aside(draft, printed, one)
        draft.end = max(draft.end, one.span[1])
    for _, one in found:
        if one.variable == BODY:
            _put_body(draft, text, segment.start, one)
    return draft


def _put_body(draft: Draft, text: str, start: int, one: Aside) -> None:
    """A body among those who are responsible; the first one of a thesis is where it was written."""
    if "publisher" not in draft.text and said_thesis().search(text, start, one.at[0]) is not None:
        fields.publisher(draft, text, *one.at, UNIVERSITY)
    else:
        draft.put_names(BODY, [Name(literal=one.value)], [one.at], "body-after-slash")


def _put_aside(draft: Draft, text: str, one: Aside) -> None:
    """What was passed over into the draft; ``text`` is the one that it was found in."""
    if one.variable == CONFERENCE:
        if not conferences.restore(draft, text, one.span):
            _where_and_when(draft, text, *one.shown)
        return
    date = parse_date(one.value) if one.variable in DATED else None
    if date is not None:
        draft.put_date(one.variable, date, one.at, DATED[one.variable])
    elif one.variable == MATERIAL:
        draft.state(MATERIAL, one.at)
    elif one.variable == FIRST_IN_FULL:
        first = parse_date(one.value)
        if first is not None:
            draft.put_date(FIRST_PUBLISHED, first, one.at, FIRST_IN_FULL)
        draft.put("note", text[slice(*one.at)], one.at, FIRST_IN_FULL)  # the date does not say where
    elif one.variable == PRINTED_AGAIN:
        draft.put("note", one.value, one.at, PRINTED_AGAIN)  # no variable of CSL says more of it
    else:
        draft.put(one.variable, one.value, one.at, f"{one.variable}-said")
    if one.type:
        draft.type = one.type
        _end_title(draft, text, one.span)
    if one.shown[1]:
        _where_and_when(draft, text, *one.shown)


_WHEN = regex(r",\s(?=[^,]*(?:1[89]|20)[0-9]{2})")


def _where_and_when(draft: Draft, text: str, start: int, end: int) -> None:
    """Where an exhibition or a conference was, if its place is known, and when."""
    when = _WHEN.search(text, start, end)
    stop = when.start() if when is not None else end
    if gazetteer.place(text[start:stop].partition(",")[0]) is None:
        draft.state("event", (start, end))
        return
    draft.put("event-place", text[start:stop], (start, stop), "place-of-event")
    if when is not None:
        draft.state("event-date", (when.end(), end))


def _end_title(draft: Draft, text: str, aside: tuple[int, int]) -> None:
    """What a work is stands between its title and who publishes it: "Meta-analysis [Computer software]. Biostat"."""
    value = draft.values.get("title")
    if value is None or not value.spans[0][0] < aside[0] < aside[1] <= value.spans[-1][1]:
        return
    draft.drop("title")
    fields.title(draft, text, value.spans[0][0], aside[0], value.rule)
    fields.publisher(draft, text, aside[1], value.spans[-1][1], "publisher-last")


def _read(
    text: str,
    segment: Segment,
    all_anchors: Sequence[Anchor],
    tree: Structure,
    known: KnownTitles,
    weights: Weights | None,
) -> Draft:
    start, end = trim(text, segment.start, segment.end)
    listed = _LISTED.match(text, start, end)
    if listed is not None and at_head(text, start, end) is not None:
        listed = None  # "Statistisches Bundesamt, 1999: Statistisches Jahrbuch"
    if listed is not None:
        start = listed.end()
    dashes = start > segment.start and any(
        a.kind is KIND.IDEM and a.rule == DASHES for a in between(all_anchors, segment.start, start)
    )
    if dashes:  # for the names of the entry before
        start = segment.start
    inner = between(all_anchors, start, segment.end)
    end = min(max([end, *[anchor.end for anchor in inner]]), segment.end)
    draft = Draft(start, end)
    if segment.inner:
        tree = tree.content(start, end)
    if listed is not None:
        draft.state("citation-label", listed.span("label"))
    if segment.signal:
        draft.signal = text[slice(*segment.signal)].strip(" ,")
        draft.values["signal"] = Value([segment.signal], "signal")
    anchors = _own(text, inner, tree, start)
    if segment.author:
        put_author(draft, text, segment.author)
    if anchors and anchors[0].start == start and (anchors[0].kind is KIND.IBID or place_cited(text, anchors[0])):
        return read_ibid(draft, text, anchors, end)
    churchly = of_church(text, start, end)
    if not churchly and not dashes and read_short(draft, text, start, end, anchors, known):
        return draft
    at = head = start
    if anchors and anchors[0].kind is KIND.IDEM and anchors[0].start == start:
        draft.idem = DASHES if dashes else anchors[0].rule
        at = head = same_named(draft, text, start, anchors[0].end, end)
        anchors = [a for a in anchors[1:] if a.start >= at]
    elif not segment.author:
        for notation in _WHOLE:
            own = inner if notation is read_talk else anchors  # a talk may have its day in brackets
            if (churchly or notation is not read_church) and notation(draft, text, start, end, own):
                return draft
        # "ЦГИА УССР : каталог / сост. А. Лис. Киев, 1988" is a book
        archival = archive_head(text, start, end) is not None and not any(responsible.statements(text, start, end))
        if archival and read_archival(draft, text, start, end, anchors):
            return draft
        at = authors_at_head(draft, text, start, end, anchors, known)
        if draft.names and draft.values["author" if "author" in draft.names else "editor"].rule == f"names-{RELIGIOUS}":
            head = at  # what its brackets hold is no question
    headed = dated_head(text, at, end) if draft.names or dashes or NO_AUTHOR in draft.values else None
    if headed is not None:
        at = put_dated_head(draft, headed)
        anchors = [a for a in anchors if a.start >= at and a.kind not in {KIND.YEAR, KIND.NO_YEAR}]
    op_cit = next((a for a in anchors if a.kind is KIND.OP_CIT), None)
    if op_cit is None and draft.names and anchors and anchors[0].kind is KIND.IBID and anchors[0].start - at < 3:
        op_cit = anchors[0]  # "J. Lis, jw., s. 5"
    if op_cit is not None:
        return read_op_cit(draft, text, at, end, anchors, op_cit, known)
    for notation in _BEHIND_NAMES:
        if notation(draft, text, at, end, anchors):
            manuscript_last(draft, text)
            return draft
    if read_review(draft, text, at, end, all_anchors, tree):
        return draft
    kind = family(text, start, end, anchors, tree, at if at > start else start)
    if headed is not None:
        kind = FAMILY.COMMA if headed.group("mark") == "," else FAMILY.PERIOD
    parts = cut(text, at, end, _honoured(text, at, end, anchors, kind), tree, kind)
    assemble(draft, text, parts, kind)
    peel(draft, text, end)
    details.trailing(draft, text, anchors, end)
    # who published on a platform is told by the platform: a notation of its own
    best = draft if draft.channel else weighed(draft, text, head, between(inner, head, end), tree, weights)
    details.raised_edition(best, text, inner)
    return _settled(best, text, anchors)


def _settled(draft: Draft, text: str, anchors: Sequence[Anchor]) -> Draft:
    """The reading that was chosen, with what its values say of each other put right."""
    for role, names in draft.names.items():
        draft.names[role] = unstopped(names)
    same_edits(draft, text)
    edits_again(draft, text, anchors)
    named_beside(draft, text)
    given_in_brackets(draft, text)
    further_editors(draft, text)
    _years_of_title(draft, text)
    edited_by_body(draft, text)
    author_behind(draft, text)
    single_author(draft, text)
    given_of_title(draft, text)
    subtitle_in_brackets(draft, text)
    title_goes_on(draft, text)
    entry_within(draft, text)
    thesis_last(draft, text)
    unpublished_last(draft, text)
    keeper_behind(draft, text)
    manuscript_in(draft, text)
    status_last(draft, text)
    volume_last(draft, text)
    special_issue(draft, text)
    periodical_numbers(draft, text)
    volume_title(draft, text, anchors)
    chapter_of_edited(draft, text)
    part_container(draft, text)
    printed_by(draft, text)
    nowhere(draft, text)
    place_last(draft, text)
    imprint_last(draft, text)
    with_state(draft, text)
    translated_first(draft, text)
    newspaper_with_its_town(draft, text)
    newspaper_of_the_day(draft, text)
    unheralded(draft, text, anchors)
    details.day_of_issue(draft, text)
    details.year_of_imprint(draft, text, anchors)
    book_series.series_before_place(draft, text)
    book_series.series(draft, text)
    return draft


_SPAN = regex(r",\s(?:1[0-9]|20)[0-9]{2}\s?[-–]\s?(?:(?:1[0-9]|20)[0-9]{2}|[0-9]{2})(?=,\s)")


def _years_of_title(draft: Draft, text: str) -> None:
    """A time that stands between a title and its imprint belongs to the title: "The Lands Between, 1795–1918, London
    1974"."""
    value, issued = draft.values.get("title"), draft.values.get("issued")
    if value is None or issued is None or len(value.spans) != 1 or not issued.spans:
        return
    start, end = value.spans[0]
    span = _SPAN.match(text, end)
    if span is None or issued.spans[0][0] < span.end() or "container-title" in draft.text:
        return
    if not any(lo < span.end() and span.start() < hi for other in draft.values.values() for lo, hi in other.spans):
        draft.drop("title")
        draft.put("title", text[start : span.end()], (start, span.end()), value.rule)


def _own(text: str, anchors: Sequence[Anchor], tree: Structure, start: int) -> list[Anchor]:
    """The anchors of a segment without those that a title quotes."""
    own = list(anchors)
    if tree.quotes.items:
        own = [a for a in own if a.kind in _PROTECTED or not _quoted(a, tree)]
    if not tree.brackets.items:
        return own
    outside = {a.start for a in own if a.kind in DATES and not tree.brackets.around(a.start, a.end)}
    if outside:
        # "Warszawa 1990 (1961–1964)": the year in brackets is that of something else.
        own = [a for a in own if a.kind not in DATES or a.start in outside]
    return [a for a in own if not _deep(a, text, own, tree, start)]


def _quoted(anchor: Anchor, tree: Structure) -> bool:
    quoted = tree.quotes.around(anchor.start, anchor.end)
    return quoted is not None and quoted != (anchor.start, anchor.end)


def _deep(anchor: Anchor, text: str, own: Sequence[Anchor], tree: Structure, start: int) -> bool:
    """Whether pages, volumes and the like stand in brackets with other words: what a title says of itself."""
    if anchor.kind in _NOT_DEEP:
        return False
    around = tree.brackets.around(anchor.start, anchor.end)
    if around is None or around.start < start or around.start == anchor.start or around.end == anchor.end:
        return False
    if anchor.start - around.start < 3 and around.end - anchor.end < 4:
        return False
    return not only_numbers(text, between(own, around.start, around.end), around.start, around.end)


def _honoured(text: str, at: int, end: int, anchors: Sequence[Anchor], kind: Family) -> list[Anchor]:
    """Without the years and numbers that belong to a title: what stands before "w:", "//" or "/", and what is
    followed by more words of the same part."""
    bound = at
    for anchor in anchors:
        if anchor.kind is KIND.IN:
            bound = anchor.start
    slashes = text.find("//", at, end)
    while slashes >= 0 and text[slashes - 1] in ":/":
        slashes = text.find("//", slashes + 2, end)
    if slashes > 0:
        bound = max(bound, slashes)
    dated = max(bound, text.find(" / ", at, end)) if kind is FAMILY.GOST else bound
    kept = []
    for anchor in anchors:
        if anchor.start < at:
            continue
        if anchor.start < bound and anchor.kind in _OF_A_TITLE:
            continue
        if anchor.kind in DATES and anchor.start < dated:
            continue
        if anchor.kind in DATES and goes_on(text, anchor.end, end, kind):
            continue
        if anchor.kind is KIND.IBID and anchor.start > at + 2:
            continue
        kept.append(anchor)
    return kept
