"""One segment of a note to a draft: reference words, names, then the parts of its family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bibtool.citations.citation import Kind as CitationKind
from bibtool.citations.draft import BEFORE_BRACKET, Draft, Value
from bibtool.citations.fields import details
from bibtool.citations.fields import put as fields
from bibtool.citations.fields.newspapers import newspaper_of_the_day
from bibtool.citations.names import roles
from bibtool.citations.names.bodies import at_head
from bibtool.citations.names.given import family_like
from bibtool.citations.names.honours import RELIGIOUS
from bibtool.citations.names.marked import edited, families
from bibtool.citations.names.persons import SURE, NameList, attested, person_list
from bibtool.citations.readings.archive import archive_head, place_again, read_archival, shelfmarks
from bibtool.citations.readings.asides import asides, language_behind
from bibtool.citations.readings.assemble import assemble
from bibtool.citations.readings.audiovisual import read_film, read_lecture, read_sent, read_talk
from bibtool.citations.readings.chain import Weights
from bibtool.citations.readings.church import coded, document, issuer, put_issuer, read_church
from bibtool.citations.readings.classical import read_classical
from bibtool.citations.readings.common_law import read_common_law
from bibtool.citations.readings.contributors import further_editors
from bibtool.citations.readings.genres import genre_last
from bibtool.citations.readings.imprint import printed_by
from bibtool.citations.readings.kept import read_kept, unheralded
from bibtool.citations.readings.law import gazette_first, is_ruling, read_legal
from bibtool.citations.readings.law_review import read_law_review
from bibtool.citations.readings.parts import Family, cut, dated_head, family, trim
from bibtool.citations.readings.peeled import entry_within, manuscript_last, peel, read_thesis, status_last, thesis_last
from bibtool.citations.readings.review import read_review
from bibtool.citations.readings.short import pages_at, read_short
from bibtool.citations.readings.supplement import read_supplement
from bibtool.citations.readings.vancouver import read_vancouver
from bibtool.citations.readings.weigh import weighed
from bibtool.citations.readings.within import CONTRIBUTOR, EDITED, contributor, same_edits, same_named
from bibtool.citations.readings.year_journal import read_year_journal
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between, only_numbers
from bibtool.citations.scan.dates import parse_date
from bibtool.citations.scan.references import DASHES, POINTER
from bibtool.citations.scan.shapes import YEAR_SUFFIX
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.split import KnownTitles, Segment, family_alone
from bibtool.items.names import Name
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
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
    rf"\[?(?P<label>(?P<family>{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?)[^\d–—=;]{{0,40}}\s"
    rf"(?:1[4-9]|20)\d\d[{LOWER}]?)\]?"
    rf"\s?[:–—=]\s(?=(?P=family))"
)

_PROTECTED = frozenset(
    {Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.ISBN, Kind.ISSN, Kind.ONLINE, Kind.IN, Kind.IMPRINT, Kind.LABEL}
)
_DATES = frozenset({Kind.YEAR, Kind.DATE})
_OF_A_TITLE = _DATES | {Kind.VOLUME, Kind.ISSUE, Kind.PART, Kind.PAGES, Kind.EXTENT}  # where words follow
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
    draft = _read(plain, segment, all_anchors, tree, known, weights)
    if language := language_behind(text, segment.end):
        draft.text["language"] = language
        draft.values["language"] = Value([], "language-said", inferred=True)  # it stands outside of the citation
    for printed, one in reversed(found):
        draft.put(one.variable, one.value, one.at, f"{one.variable}-said")
        if one.type:
            draft.type = one.type
            _end_title(draft, printed, one.span)
        draft.end = max(draft.end, one.span[1])
    return draft


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
    dashes = any(a.kind is Kind.IDEM and a.rule == DASHES for a in between(all_anchors, segment.start, start))
    if dashes:  # for the names of the entry before
        start = segment.start
    end = max([end, *(min(anchor.end, segment.end) for anchor in between(all_anchors, start, segment.end))])
    draft = Draft(start, end)
    if segment.inner:
        tree = tree.content(start, end)
    if listed is not None:
        draft.state("citation-label", listed.span("label"))
    if segment.signal:
        draft.signal = text[slice(*segment.signal)].strip(" ,")
        draft.values["signal"] = Value([segment.signal], "signal")
    anchors = _own(text, all_anchors, tree, start, end)
    if segment.author:
        _author(draft, text, segment.author)
    if anchors and anchors[0].start == start and (anchors[0].kind is Kind.IBID or _place_cited(text, anchors[0])):
        return _ibid(draft, text, anchors, end)
    of_church = coded(text, start, end) or document(text, start, end)
    if not of_church and not dashes and read_short(draft, text, start, end, anchors, known):
        return draft
    at = head = start
    if anchors and anchors[0].kind is Kind.IDEM and anchors[0].start == start:
        draft.idem = "m" if dashes else anchors[0].rule
        at = head = same_named(draft, text, start, anchors[0].end, end)
        anchors = [a for a in anchors[1:] if a.start >= at]
    elif not segment.author:
        if any(notation(draft, text, start, end, anchors) for notation in _WHOLE):
            return draft
        if archive_head(text, start, end) is not None and read_archival(draft, text, start, end, anchors):
            return draft
        at = _authors(draft, text, start, end, anchors, known)
        if draft.names and draft.values["author" if "author" in draft.names else "editor"].rule == f"names-{RELIGIOUS}":
            head = at  # what its brackets hold is no question
    headed = dated_head(text, at, end) if draft.names or dashes else None
    if headed is not None:
        at = _dated_head(draft, headed)
        anchors = [a for a in anchors if a.start >= at and a.kind not in {Kind.YEAR, Kind.NO_YEAR}]
    op_cit = next((a for a in anchors if a.kind is Kind.OP_CIT), None)
    if op_cit is None and draft.names and anchors and anchors[0].kind is Kind.IBID and anchors[0].start - at < 3:
        op_cit = anchors[0]  # "J. Lis, jw., s. 5"
    if op_cit is not None:
        return _op_cit(draft, text, at, end, anchors, op_cit, known)
    if any(notation(draft, text, at, end, anchors) for notation in _BEHIND_NAMES):
        manuscript_last(draft, text)
        return draft
    if read_review(draft, text, at, end, all_anchors, tree):
        return draft
    kind = family(text, start, end, anchors, tree, at if at > start else start)
    if headed is not None:
        kind = Family.COMMA if headed.group("mark") == "," else Family.PERIOD
    parts = cut(text, at, end, _honoured(text, at, end, anchors, kind), tree, kind)
    assemble(draft, text, parts, kind)
    peel(draft, text, end)
    details.trailing(draft, text, anchors, end)
    # who published on a platform is told by the platform: a notation of its own
    best = draft if draft.channel else weighed(draft, text, head, between(all_anchors, head, end), tree, weights)
    details.raised_edition(best, text, between(all_anchors, start, end))
    return _settled(best, text, anchors)


def _settled(draft: Draft, text: str, anchors: Sequence[Anchor]) -> Draft:
    """The reading that was chosen, with what its values say of each other put right."""
    same_edits(draft, text)
    further_editors(draft, text)
    entry_within(draft, text)
    thesis_last(draft, text)
    status_last(draft, text)
    genre_last(draft, text)
    printed_by(draft, text)
    newspaper_of_the_day(draft, text)
    unheralded(draft, text, anchors)
    details.day_of_issue(draft, text)
    details.year_of_imprint(draft, text, anchors)
    details.series(draft, text)
    return draft


def _own(text: str, anchors: Sequence[Anchor], tree: Structure, start: int, end: int) -> list[Anchor]:
    """The anchors of a segment; those that a title quotes are left out."""
    own = []
    for anchor in between(anchors, start, end):
        quoted = None if anchor.kind in _PROTECTED else tree.quotes.around(anchor.start, anchor.end)
        if quoted is None or quoted == (anchor.start, anchor.end):
            own.append(anchor)
    outside = {a.start for a in own if a.kind in _DATES and not tree.brackets.around(a.start, a.end)}
    if outside:
        # "Warszawa 1990 (1961–1964)": the year in brackets is that of something else.
        own = [a for a in own if a.kind not in _DATES or a.start in outside]
    return [a for a in own if not _deep(a, text, own, tree, start)]


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


def _ibid(draft: Draft, text: str, anchors: Sequence[Anchor], end: int) -> Draft:
    draft.kind = CitationKind.IBID
    draft.values["ibid"] = Value([(anchors[0].start, anchors[0].end)], "ibid")
    marks = shelfmarks(text, anchors[0].end, end)
    if marks:  # "Там же. Ф. 963. Оп. 1. Д. 159. Л. 12": of the same archive
        place = (marks[0].start(), marks[-1].end())
        draft.put("archive_location", text[slice(*place)], place, "shelfmarks")
    details.take(
        draft,
        text,
        [
            a
            for a in anchors[1:]
            if a.kind in {Kind.PAGES, Kind.FOLIO, Kind.CHAPTER, Kind.VOLUME, Kind.PART, Kind.ISSUE}
        ],
    )
    placed = {Kind.IBID, Kind.OP_CIT, Kind.PAGES, Kind.FOLIO, Kind.CHAPTER, Kind.VOLUME, Kind.ISSUE, Kind.PART}
    last = max((a.end for a in anchors if a.kind in placed), default=0)
    last = max(last, place_again(draft, text, anchors[0].end, end, anchors))
    first_page = next((a for a in anchors if a.kind is Kind.PAGES), None)
    stop = first_page.end if first_page else last
    if first_page is None and stop == anchors[0].end:
        stop = pages_at(draft, text, stop, end)
    rest = trim(text, stop, end)
    passim = hints.starts_with(text[slice(*rest)], "locator_rest")
    if rest[0] < rest[1] and any(c.isalpha() for c in text[slice(*rest)]) and not (passim and rest[1] - rest[0] < 12):
        draft.comments.append(rest)
    return draft


def _place_cited(text: str, anchor: Anchor) -> bool:
    """Whether "a.a.O." or "loc. cit." stands where "ibid." does: the place cited last."""
    return anchor.kind is Kind.OP_CIT and squash(text[anchor.start : anchor.end]) in _places_cited()


@cache
def _places_cited() -> frozenset[str]:
    return frozenset(map(squash, lexicon().hint("place_cited")))


def _author(draft: Draft, text: str, span: tuple[int, int]) -> None:
    names = person_list(text, *span)
    if names:
        draft.put_names("author", list(names.names), list(names.spans), BEFORE_BRACKET)
    else:
        _families(draft, text, span)


def _authors(draft: Draft, text: str, start: int, end: int, anchors: Sequence[Anchor], known: KnownTitles) -> int:
    """Put the names at the head into the draft; where they end."""
    if roles.role_at(text, start, end) or hints.starts_with(text[start:end], "statute"):
        return start
    if gazette_first(text, start, end) or is_ruling(text, start, end):
        return start
    body = issuer(text, start, end)
    if body is not None:
        put_issuer(draft, text, body)
        return body[1]
    nobody = hints.starts_with(text[start:end], "no_author")
    if nobody:
        draft.state("no-author", (start + nobody.start(), start + nobody.end()))
        return start + nobody.end()
    signed = _SIGNED.match(text, start, end)
    if signed is not None:
        draft.put_names("author", [Name(literal=signed["name"])], [signed.span("name")], "signature")
        return signed.end()
    names = person_list(text, start, end)
    if names is None or not _credible(text, names, start, end, anchors):
        marked = edited(text, start, end)
        if marked is not None:  # "Bock-Lahn, Adrienne (Hg.): Stadt"
            draft.put_names("editor", list(marked.names), list(marked.spans), EDITED)
            if marked.et_al:
                draft.custom["et-al"] = "editor"
            return marked.end
        alone = family_alone(text, start, end, known)
        if alone is None and (alone := contributor(text, start, end, anchors)) is not None:
            spans = families(text, *alone)
            draft.put_names("author", [Name(family=text[slice(*span)]) for span in spans], spans, CONTRIBUTOR)
            return alone[1]
        if alone is None:
            return start
        _families(draft, text, alone)
        return alone[1]
    stop = roles.editors_after(text, names.end, end)
    variable = "author" if stop == names.end else "editor"
    draft.put_names(variable, list(names.names), list(names.spans), f"names-{names.form}")
    if names.et_al:
        draft.custom["et-al"] = variable
    return stop


# Letters in brackets that a journalist signs with: "(kt), Nowe kino", "(А. Б.). Пожар".
_SIGNED = regex(
    rf"[(\[](?P<name>[{LOWER}]{{1,4}}(?:[.-][{LOWER}]{{1,3}}){{0,2}}\.?(?=[)\]],)|{CAPITAL}\.(?:\s?-?{CAPITAL}\.){{0,2}})[)\]](?=[,.:]\s)"
)


def _families(draft: Draft, text: str, span: tuple[int, int]) -> None:
    """Family names without given names: "Jones and Brown, “Trade and Faith,” 130"."""
    one = _ONE_FAMILY if " - " in text[slice(*span)] else rf"{CAPITAL}[^\W\d_]+(?:-[^\W\d_]+)*"
    found = list(re.finditer(one, text[slice(*span)]))
    spans = [(span[0] + m.start(), span[0] + m.end()) for m in found]
    draft.put_names("author", [Name(family=m.group()) for m in found], spans, "family-name-known")


def _credible(text: str, names: NameList, start: int, end: int, anchors: Sequence[Anchor]) -> bool:
    """Whether something that can be a title follows full names (initials are proof enough of a name)."""
    if names.form in SURE:
        return True
    known = names.form == "body" or attested(text, names)
    if known and dated_head(text, names.end, end) is not None:
        return True  # "Петрова Анна, 1998. Плотины"
    rest = text[roles.editors_after(text, names.end, end) : end].lstrip(" ,.:;–—")
    if not rest:
        return False
    if text.startswith(":", names.end) and not attested(text, names) and not _family_like(text, names):
        return False  # "Мистецтво України: Довідник"
    at = end - len(rest)
    first = next((a for a in anchors if a.start >= names.end), None)
    if (
        first is not None
        and first.kind in _DATES
        and text.startswith(",", names.end)
        and _only_place(text, at, first.start)
    ):
        # "Mały Rocznik Statystyczny, Warszawa 1939": nothing is left that could be the title.
        return False
    if first is not None and first.start <= at + 1:
        if first.kind is Kind.OP_CIT:
            return True
        # "Московский Комсомолец, 2014, № 5": nothing but figures follows.
        alone = attested(text, names) and not text[first.end : end].strip(" .,;)]")  # "Młynarczyk Jan, 1998"
        return first.kind in _DATES and (alone or _goes_on(text, first.end, end, Family.COMMA))
    if any(hints.starts_with(rest, kind) for kind in ("review", "message_behind", "interview_behind")):
        return True  # "Harold Winslade, review of Serf Lives", "John Fell, e-mail to author"
    return not rest[0].islower() or hints.starts_with(rest, "lower_start") is not None


def _family_like(text: str, names: NameList) -> bool:
    """Whether a word of the first name ends as family names do."""
    return any(family_like(word) for word in text[slice(*names.spans[0])].split())


def _dated_head(draft: Draft, match: re.Match[str]) -> int:
    """Put the date in brackets after the names into the draft; where what follows begins."""
    year = match.group("year")
    if year is None:
        draft.undated = True
        draft.state("no-date", match.span())
    else:
        date = parse_date(year + (match.group("day") or "")) or parse_date(year)
        if date is not None:
            span = (match.start("year"), match.end("day") if match.group("day") else match.end("year"))
            draft.put_date("issued", date, span, "date-after-names")
        if match.group("letter"):
            draft.custom[YEAR_SUFFIX] = match.group("letter")
            draft.values[YEAR_SUFFIX] = Value([match.span("letter")], "date-after-names")
    if match.group("label"):
        draft.state("citation-label", match.span("label"))
    for name in ("first", "second"):  # "(1972 [1921])", "([1921] 1972)", "(1921/1972)"
        figures = re.search(r"\d{4}", match.group(name) or "")
        original = parse_date(figures.group()) if figures else None
        if figures and original:
            at = match.start(name) + figures.start()
            draft.put_date("original-date", original, (at, at + 4), "date-after-names")
    draft.dated_first = True
    return match.end()


def _only_place(text: str, start: int, end: int) -> bool:
    stretch = text[start:end].strip(" ([")
    return bool(stretch) and "," not in stretch and len(stretch.split()) < 3 and hints.place(stretch)


# Behind "указ. соч.": the family name of whose work it is, perhaps in another case.
_WHOSE = regex(rf"\s(?P<name>{CAPITAL}[{LOWER}]{{3,}}(?:-{CAPITAL}[{LOWER}]+)?)(?=[.,;)]|\s*\Z)")
# "Molmenti, La storia", "De Santi - Lo Monaco, I pascoli", "Lang/Brandt, Armut"
_ONE_FAMILY = rf"(?:{CAPITAL}[{LOWER}]{{1,2}}\s)?{CAPITAL}[{LOWER}]{{2,}}(?:-{CAPITAL}[{LOWER}]+)?"
_FAMILY_FIRST = regex(rf"(?P<family>{_ONE_FAMILY}(?:(?:\s[-–—]\s|/){_ONE_FAMILY}){{0,3}}),\s(?=[„«“\"]?{CAPITAL})")
_FAMILY_ALONE = regex(rf"{CAPITAL}[^\W\d_]*[{LOWER}](?:-{CAPITAL}[^\W\d_]+)?")


def _op_cit(
    draft: Draft, text: str, at: int, end: int, anchors: Sequence[Anchor], op_cit: Anchor, known: KnownTitles
) -> Draft:
    """A short reference: names, perhaps a short title, "dz. cyt.", pages."""
    draft.kind = CitationKind.SHORT
    draft.op_cit = True
    draft.values["op-cit"] = Value([(op_cit.start, op_cit.end)], "op-cit")
    draft.pointer = op_cit.value if op_cit.rule == POINTER else ""
    lo, hi = trim(text, at, op_cit.start)
    if not draft.names and _FAMILY_ALONE.fullmatch(text, lo, hi) and not known.begins(text[lo:hi]):
        _families(draft, text, (lo, hi))  # "Mróz, op. cit.": who is named and cited nowhere before
    elif lo < hi and any(c.isalpha() for c in text[lo:hi]):
        first = None if draft.names or draft.idem else _FAMILY_FIRST.match(text, lo, hi)
        if first is not None and not known.begins(text[lo:hi]) and not hints.known_place(first["family"]):
            _families(draft, text, first.span("family"))  # "Molmenti, La storia, cit."
            lo = first.end()
        within = next((a for a in anchors if a.kind is Kind.IN and lo < a.start < a.end < hi), None)
        fields.title(draft, text, lo, within.start if within else hi, "title-before-op-cit")
        if within is not None:  # "“Culture”, in: Collins Dictionary, op. cit."
            fields.container(draft, text, within.end, hi, "container-after-in")
    after = [a for a in anchors if a.start >= op_cit.end]
    details.take(draft, text, after)
    stop = op_cit.end
    whose = None if draft.names or "title" in draft.text else _WHOSE.match(text, stop, end)
    if whose is not None:  # "указ. соч. Иванова, с. 25"
        _families(draft, text, whose.span("name"))
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


def _honoured(text: str, at: int, end: int, anchors: Sequence[Anchor], kind: Family) -> list[Anchor]:
    """Without the years and numbers that belong to a title: what stands before "w:", "//" or "/", and what is
    followed by more words of the same part."""
    bound = at
    for anchor in anchors:
        if anchor.kind is Kind.IN:
            bound = anchor.start
    slashes = text.find("//", at, end)
    while slashes >= 0 and text[slashes - 1] in ":/":
        slashes = text.find("//", slashes + 2, end)
    if slashes > 0:
        bound = max(bound, slashes)
    dated = max(bound, text.find(" / ", at, end)) if kind is Family.GOST else bound
    kept = []
    for anchor in anchors:
        if anchor.start < at:
            continue
        if anchor.start < bound and anchor.kind in _OF_A_TITLE:
            continue
        if anchor.kind in _DATES and anchor.start < dated:
            continue
        if anchor.kind in _DATES and _goes_on(text, anchor.end, end, kind):
            continue
        if anchor.kind is Kind.IBID and anchor.start > at + 2:
            continue
        kept.append(anchor)
    return kept


_BEHIND_DATES = ("volume", "issue", "part", "page", "accessed", "url_label")
_WORDS = regex(r"\s?(?:[-–—]\s?)?[^\W\d_]+")


def _goes_on(text: str, at: int, end: int, kind: Family) -> bool:
    """Whether words follow right after a date, so that it is part of a phrase."""
    match = _WORDS.match(text, at, end)
    if match is None:
        return text[at : at + 1] == ":" and kind is Family.COMMA and text[at + 1 : at + 3].strip()[:1].isalpha()
    word = match.group().strip(" -–—")
    following = text[match.end() : match.end() + 2]
    rest = text[match.start() : end].lstrip()
    return not (
        any(hints.starts_with(rest, role) for role in _BEHIND_DATES)
        or (kind is Family.GOST and match.group().lstrip()[0] in "–—")
        or (word.casefold() in {"http", "https", "www"} and following[:1] in ":.")
    )
