"""Clauses put together again where a full stop or semicolon stands inside one citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.citations.names import bodies, particles
from bibtool.citations.names.given import is_given
from bibtool.citations.names.marked import edited
from bibtool.citations.names.persons import attested, person_list, turned_round
from bibtool.citations.names.roles import editors_after, role_at
from bibtool.citations.readings.asides import of_another_printing
from bibtool.citations.readings.law import gazette, gazette_first
from bibtool.citations.readings.parts import dated_head
from bibtool.citations.readings.shelf_again import again
from bibtool.citations.readings.shelf_parts import shelfmarks
from bibtool.citations.readings.within import beside
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import DATES, Anchor, Kind, between
from bibtool.citations.scan.hints import known_place
from bibtool.citations.scan.references import DASHES
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.cites import DATED_NAMES, YEAR_FIRST, family_alone, plain_dated_names
from bibtool.citations.segment.clauses import clauses
from bibtool.citations.segment.segments import (
    END_KINDS,
    NEAR,
    STRONG,
    TAIL,
    WEAK_ENDS,
    Clause,
    KnownTitles,
    skip,
)
from bibtool.language import gazetteer
from bibtool.language.forms import exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER
from bibtool.text.patterns import regex


def groups(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int = 0
) -> tuple[Clause, ...]:
    """Clauses put together again where a full stop was inside one citation."""
    out: list[Clause] = []
    for clause in clauses(text, anchors, tree, known, begin):
        clause = replace(clause, complete=_complete(anchors, clause) or _short_paged(text, clause, known))
        if not out or _parts(text, anchors, out[-1], clause):
            out.append(clause)
        else:
            out[-1] = replace(out[-1], end=clause.end, complete=out[-1].complete or clause.complete)
    return tuple(out)


def _parts(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether ``clause`` begins something new after ``group``."""
    if clause.hard:
        return not (
            _goes_on(text, anchors, group, clause)
            or _same_statement(text, anchors, group, clause)
            or _title_parted(text, anchors, group, clause)
            or _in_volume_title(text, anchors, group, clause)
        )
    if clause.signal:
        return not _only_address(text, anchors, group, clause)
    own = between(anchors, clause.start, clause.end)
    if _continues(text, own, clause) or (not own and known_place(text[clause.start : clause.end].rstrip(" ."))):
        return False  # "Discussion Paper 2/2004. Nürnberg."
    if _published_in(text, group, clause):
        return False
    starts = _starts(text, anchors, clause)
    if not starts and _online_before(anchors, group):
        return False
    ended = _ended(text, anchors, group)
    if ended == 2:
        addressed = [a for a in own if a.kind in {Kind.URL, Kind.DOI}]
        imprint = replace(clause, end=addressed[0].start) if addressed and addressed[0] is own[0] else clause
        return (bool(own) and imprint is clause) or starts or not _publisher_next(text, group, imprint)
    if ended == 1:
        if not own and not starts and _title_goes_on(text, anchors, group, clause):
            return False
        if not starts and _year_in_title(text, anchors, group, clause):
            return False
        return starts or not any(a.kind in STRONG or a.kind in WEAK_ENDS for a in own)
    group = _unsignalled(text, group)
    words = text[group.start : min(group.end, group.start + NEAR)].split()
    return starts and len(words) > 7 and person_list(text, group.start, group.end) is None


def _published_in(text: str, group: Clause, clause: Clause) -> bool:
    """Whether a clause is the gazette of the act before it: "Правила: наказ … № 812. Офіційний вісник. 2019."."""
    figures = min(len(text), clause.end + NEAR)  # those of the gazette stand behind a full stop of their own
    if not gazette_first(text, clause.start, figures) or gazette(text, group.start, group.end) is not None:
        return False
    head = text[group.start : min(group.end, group.start + NEAR)]
    return (
        hints.starts_with(head, "statute") is not None or _act_behind().search(text, group.start, group.end) is not None
    )


@cache
def _act_behind() -> Phrase:
    return Phrase(rf":\s{lexicon().alternation('statute')}\s", lexicon().forms("statute"))


def _only_address(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether a signal stands before the address of what was cited before it and nothing else: "Некрасов Н. Н. Рыцарь
    на час. Цит. по: https://…"."""
    start = skip(text, clause.signal[1], clause.end) if clause.signal else clause.start
    own = between(anchors, start, clause.end)
    if not own or own[0].start != start or own[0].kind is not Kind.URL:
        return False
    if any(a.kind in {Kind.URL, Kind.DOI} for a in between(anchors, group.start, group.end)):
        return False
    return all(a.kind in {Kind.URL, Kind.ACCESSED, Kind.DATE, Kind.ONLINE} for a in own)


def _goes_on(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether what follows a semicolon holds only numbers and what they count, of the work before it: "№ 4, с. 161;
    май № 5, с. 377; завершение в № 6"; or the place and year that it lacks: "Т. 1–10; СПб., 1897"."""
    own = between(anchors, clause.start, clause.end)
    if again(text, clause.start, clause.end):
        return False  # "спр. 212, арк. 45; спр. 213, арк. 2"
    if own and own[0].kind is Kind.IN and own[0].start == clause.start and not clause.signal:
        return not group.complete  # "Lis, A.: Die Wehre; in: Kos, B. (Hg.): Flüsse"
    if not own and not clause.signal and not group.complete:  # "; in: Lis, A. (Hg.): Flüsse; Bonn; S. 12–30"
        dated = any(a.kind in DATES or a.kind is Kind.IN for a in between(anchors, group.start, group.end))
        return dated and known_place(text[clause.start : clause.end].rstrip(" ."))
    if clause.signal or not own or YEAR_FIRST.match(text, clause.start, clause.end):
        return False
    if own[0].rule == "issue-of-year" and hints.starts_with(text[clause.start : clause.end], "statute") is not None:
        return False  # "Zákon č. 14/1939 Sb.; zákon č. 218/1949 Sb."
    if of_another_printing(text, clause.start, clause.end):
        return True  # "London 1980; zuerst 1963", "Lyon 1898 ; réimpr. Genève 1972"
    first = text[clause.start]
    if first.islower() or first.isdigit() or (own[0].start == clause.start and own[0].kind in _NUMBERED):
        numbers = [a for a in own if a.kind in _NUMBERED]
        words = text[clause.start : numbers[0].start].split() if numbers else []
        return bool(numbers) and len(words) < 3 and len(numbers) == len(own) and numbers[0].kind is not Kind.YEAR
    before = between(anchors, group.start, group.end)
    if any(a.kind in DATES | {Kind.IMPRINT} for a in before) or own[0].kind is not Kind.YEAR:
        return False
    places = text[clause.start : own[0].start].strip(" ,").split(", ")
    return len(places) < 3 and all(known_place(place) for place in places)


def _title_parted(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether a semicolon stands inside a title: names and a few words before it and no number, and behind it words in
    lower case and a place with its year: "A. Lis, Rzeka; czyli o wodzie, Lublin 1990"."""
    own = between(anchors, clause.start, clause.end)
    if clause.signal or not text[clause.start].islower() or not own or own[0].kind is not Kind.YEAR:
        return False
    if between(anchors, group.start, group.end):
        return False
    start = skip(text, group.signal[1], group.end) if group.signal else group.start
    names = person_list(text, start, group.end)
    if names is None or not attested(text, names) or text[names.end : names.end + 1] not in {",", "."}:
        return False
    title, _, place = text[clause.start : own[0].start].rstrip(" ,").rpartition(", ")
    return bool(title) and "," not in title and known_place(place) and not any(map(str.isupper, title))


def _in_volume_title(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether a semicolon stands inside the title of a volume, before any date: "Т. 2: Дитинство; Юність. Київ, 1999",
    "t. 5: Noc; Dzień, Warszawa 1958"."""
    own = between(anchors, group.start, group.end)
    if clause.signal or not own or own[-1].kind not in {Kind.VOLUME, Kind.PART}:
        return False
    if not text.startswith(": ", own[-1].end):
        return False
    if any(a.kind in DATES for a in own):
        return False
    names = person_list(text, clause.start, clause.end)
    return names is None or not attested(text, names) or known_place(names.names[0].given)


_NUMBERED = frozenset({Kind.ISSUE, Kind.VOLUME, Kind.PART, Kind.PAGES, Kind.YEAR, Kind.CHAPTER})


def _dated(anchors: Sequence[Anchor], start: int, end: int) -> bool:
    """Whether a year stands in a stretch: the imprint is behind the statement of who is responsible."""
    return any(a.kind in DATES for a in between(anchors, start, end))


def _same_statement(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether a semicolon parts the names and roles of one citation only: "/ Я. Новік; пад рэд. Я. Новіка",
    "Kowalski J.; Nowak A., Title"."""
    slashed = text.find(" / ", group.start, group.end)
    if slashed >= 0 and role_at(text, clause.start, clause.end) and not _dated(anchors, slashed, group.end):
        return True
    if group.end - group.start < NEAR:  # of a long list, the last name tells
        names = person_list(text, group.start, group.end, closed=False)
        if names is not None and names.end >= group.end - 1 and turned_round(text, names):
            return True
    # of several that were put together before, the last; those of a larger work stand behind "in:"
    within = max((a.end for a in between(anchors, group.start, group.end) if a.kind is Kind.IN), default=group.start)
    begin = max(within, text.rfind(";", group.start, group.end) + 1)
    last = replace(group, start=skip(text, begin, group.end))
    if last.start > group.start and not clause.signal:
        names = person_list(text, last.start, group.end, closed=False)
        if names is not None and names.end >= group.end - 1 and turned_round(text, names):
            return _named(text, clause)
    same = between(anchors, last.start, group.end)
    if same and same[0].kind is Kind.IDEM and not text[same[0].end : group.end].strip() and not clause.signal:
        names = person_list(text, clause.start, clause.end)  # "Он же; Лунин А. А. Паромы"
        return names is not None and attested(text, names)
    first = _turned_name(text, last)
    return first is not None and not text[first : group.end].strip() and _named(text, clause)


def _named(text: str, clause: Clause) -> bool:
    """Whether names stand at the head of a clause."""
    return (
        _turned_name(text, clause) is not None or person_list(text, clause.start, clause.end, closed=False) is not None
    )


# "Keller, Anna" before a semicolon, "Voigt, Peter:" or "von Kardorff, Ernst" behind it
_ONE_NAME = rf"{CAPITAL}[{LOWER}]+{FURTHER}"


@cache
def _turned() -> re.Pattern[str]:
    et_al = lexicon().alternation("et_al")
    led = particles.before_family()
    return compiled(rf"{led}{_ONE_NAME},\s{_ONE_NAME}(?:\s{CAPITAL}[{LOWER}]*\.?)?(?=\s?[:;(/]|\.\s|,?\s{et_al})")


def _turned_name(text: str, clause: Clause) -> int | None:
    """Where a name that is turned round ends at the head of a clause, its mark apart."""
    end = min(len(text), clause.end + 2)
    found = _turned().match(text, clause.start, end)
    if found is None and (named := particles.turned(text, clause.start, end)) is not None:
        return named[2]  # "Kardhof, Ernst von"
    if found is None:
        return None
    family, given = found.group().split(", ", 1)
    placed = known_place(given) or (known_place(family) and not is_given(given.split()[0]))
    return None if placed else found.end()


def _ended(text: str, anchors: Sequence[Anchor], group: Clause) -> int:
    """2 where a citation is complete, 1 where it may be, 0 where it is not."""
    if group.complete:
        return 2
    own = between(anchors, max(group.start, group.end - NEAR), group.end)
    last = own[-1] if own else None
    if last and last.kind in DATES and _one_date(own) and _only_dated_names(text, anchors, group):
        return 0
    if last and last.kind in WEAK_ENDS and TAIL.match(text, last.end, group.end):
        # "Т. 3." without a year ends nothing: a GOST title goes on with that volume's own.
        return int(any(a.kind in DATES for a in own))
    return 0


def _one_date(own: Sequence[Anchor]) -> bool:
    """Whether one date stands among some anchors, or two of which the first is that of the first printing: "[1937]
    2009."."""
    dates = [a for a in own if a.kind is not Kind.IDEM]
    return len(dates) == 1 or (len(dates) == 2 and dates[0].kind is Kind.YEAR and dates[1].start - dates[0].end < 2)


_FEW = 7  # words of a publisher


def _title_goes_on(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether a clause goes on behind a title that ends in a year, of a work that is dated at its head: a few words,
    "Lis, A. (2010). Rivers, 1929–1956. Dale Press.", or more where no place stands before that year, or nothing that
    could be the title."""
    if not dated_names_begin(text, group):
        return False
    if len(text[clause.start : clause.end].split()) < _FEW:
        return True
    own = between(anchors, group.start, group.end)
    last = own[-1]
    if len(own) > 1 and _PARTED.search(text[own[-2].end : last.start].lstrip(" ).,:")) is None:
        return True  # "Lis, A. (2001): Pisa 2000. What pupils know"
    before = text[group.start : last.start].rstrip(" ,([").rpartition(" ")[2]
    return last.kind is Kind.YEAR and bool(before) and before[-1].isalpha() and not known_place(before)


_PARTED = regex(r"[.,:;!?][\s”»\"]")


def _year_in_title(text: str, anchors: Sequence[Anchor], group: Clause, clause: Clause) -> bool:
    """Whether the year that ends a group belongs to its title, of which it leaves no word that could be a place, and
    the imprint follows: "Lis, A. (Hrsg.): Berlin 1945. Eine Dokumentation. München 1985"."""
    years = [a for a in between(anchors, group.start, group.end) if a.kind in DATES]
    stop = text.find(";", clause.start)
    behind = between(anchors, clause.start, stop if stop > 0 else clause.end + NEAR)
    if len(years) != 1 or years[0].kind is not Kind.YEAR or not any(a.kind in DATES | {Kind.IMPRINT} for a in behind):
        return False
    start = skip(text, group.signal[1], group.end) if group.signal else group.start
    names = person_list(text, start, group.end)
    marked = edited(text, start, group.end)
    if marked is not None:
        at = marked.end
    elif names is not None and attested(text, names):
        at = editors_after(text, names.end, group.end)
    else:
        at = text.find(": ", start, years[0].start)
        if at < 0 or not bodies.is_body(text[start:at].split()):
            return False
    stopped = text[at - 1 : at + 1] == ". "  # "Лис А. Москва 1941. Хроника"
    if not (stopped or text[at : at + 2] in {": ", ", "}):
        return False
    at = skip(text, at, group.end)
    if YEAR_FIRST.match(text, at, group.end):
        return False
    title = text[at : years[0].start].strip()
    return bool(title) and _PARTED.search(title) is None


def _publisher_next(text: str, group: Clause, clause: Clause) -> bool:
    """Whether a clause is the publisher behind pages in brackets, of a work that is dated at its head: "In G. Lis
    (Ed.), Weirs (pp. 41–66). Dale Press."."""
    if text[group.start : group.end].rstrip(" .")[-1:] != ")" or len(text[clause.start : clause.end].split()) >= _FEW:
        return False
    return dated_names_begin(text, group)


def _online_before(anchors: Sequence[Anchor], group: Clause) -> bool:
    """Whether a group says that its work is online and has no address yet: "Deník [online]. 2014-07-21 [cit. …]."."""
    kinds = {a.kind for a in between(anchors, group.start, group.end)}
    return Kind.ONLINE in kinds and not kinds & {Kind.URL, Kind.DOI}


def _complete(anchors: Sequence[Anchor], clause: Clause) -> bool:
    """Whether a clause has what ends a citation; pages that stand before the larger work end none: "S. 3–9 in: …"."""
    own = between(anchors, clause.start, clause.end)
    ends = [at for at, a in enumerate(own) if a.kind in END_KINDS]
    if len(ends) == 1 and own[ends[0]].kind is Kind.PAGES and ends[0] + 1 < len(own):
        pages, after = own[ends[0] : ends[0] + 2]
        return after.kind is not Kind.IN or after.start - pages.end > _COMMA
    return bool(ends)


_COMMA = 2  # characters


_BARE_PAGES = regex(r",[”»“\"’]?\s[0-9]{1,4}(?:[-–][0-9]{1,4})?\.?\Z")


def _short_paged(text: str, clause: Clause, known: KnownTitles) -> bool:
    """Whether a clause cites an author cited before in short, with pages that no label has: "Lis, “Mills,” 36."."""
    pages = _BARE_PAGES.search(text, clause.start, clause.end)
    if pages is None:
        return False
    clause = _unsignalled(text, clause)
    family = family_alone(text, clause.start, clause.end, known)
    return family is not None and known.wrote(text[slice(*family)], text[family[1] : pages.start()].strip(' ,“”„»«"‘’'))


# "——— 2019.": dashes for names
_DASHES = regex(r"[—–_-]{2,}[.,]?\s\(?(?:1[4-9]|20)[0-9]{2}[^\W\d_]?\)?[.:]?\s*")


def _only_dated_names(text: str, anchors: Sequence[Anchor], group: Clause) -> bool:
    """Whether a clause is names with their date and nothing else: "Lis, A., & Kos, B. (2015).", "Lis, A. 2015.": a list
    of works goes on with the title."""
    group = _unsignalled(text, group)
    plain = plain_dated_names(text, group.start, group.end)
    if (plain is not None and plain.end() == group.end) or _DASHES.fullmatch(text, group.start, group.end):
        return True
    first = anchors[0] if anchors else None
    if first is not None and first.rule == DASHES and not text[first.end : group.start].strip(" ,"):
        # "———, and Jane Kirch. 2015. Title", "— (Ed.). (2015). Title"
        end = min(len(text), group.end + 3)
        head = dated_head(text, beside(text, first.end, end), end)
        if head is not None and head.end() <= group.end and TAIL.match(text, head.end(), group.end) is not None:
            return True
    body = bodies.at_head(text, group.start, min(len(text), group.end + NEAR))  # the title tells it, too
    names = person_list(text, group.start, group.end) if body is None else None
    if body is not None:
        at = body[1]
    elif names is not None:
        at = editors_after(text, names.end, group.end)
    else:
        return False
    bare = DATED_NAMES.match(text, at, group.end)
    if bare is not None and TAIL.match(text, bare.end(), group.end) is not None:
        return names is None or names.form == "family-first" or attested(text, names)
    # "Lis, Anna. 2015. Title": without brackets the title behind the year tells, and it is in the next clause
    head = dated_head(text, at, min(len(text), group.end + 3))
    return head is not None and head.end() <= group.end and TAIL.match(text, head.end(), group.end) is not None


def dated_names_begin(text: str, group: Clause) -> bool:
    """Whether a clause begins with names and their date in brackets: "Lis, A. (2015). Wells."."""
    group = _unsignalled(text, group)
    names = person_list(text, group.start, group.end)
    return names is not None and dated_head(text, editors_after(text, names.end, group.end), group.end) is not None


def _unsignalled(text: str, group: Clause) -> Clause:
    """A clause without the signal that it begins with: "See also Lis, A. (2015). Wells."."""
    return replace(group, start=skip(text, group.signal[1], group.end)) if group.signal else group


def _starts(text: str, anchors: Sequence[Anchor], clause: Clause) -> bool:
    """Whether a clause begins as citations do: a name, a reference, a quotation."""
    if any(a.kind in {Kind.IBID, Kind.IDEM} for a in between(anchors, clause.start, clause.start + 1)):
        return True
    names = person_list(text, clause.start, clause.end)
    if names is None or hints.starts_with(text[clause.start : clause.start + 20], "volume"):
        return False  # "Том I. М., 1989" is no "Tom I. M."
    if known_place(text[slice(*names.spans[0])]):
        return False  # "Н. Новгород, 2002"
    after = text[names.end : names.end + 2]
    return names.form.startswith(("initials", "family-first")) or after.startswith(",")


# "Оп. 3.", "Д. 843.", "4 марта.": one mark and its number
_SHORT_PART = regex(r"(?:[^\W\d_]{1,4}\.\s?[0-9][\w/–-]{0,8}|[0-9]{1,2}\s[^\W\d_]{3,9})\.?\Z")


def _pages_next(text: str, clause: Clause) -> bool:
    """Whether a word or two stand before pages: "Prilozheniya. S. 4–5"."""
    if len(text[clause.start : clause.end].split()) > 2:
        return False
    return _page_after().match(text, clause.end, clause.end + 16) is not None


@cache
def _page_after() -> Phrase:
    return Phrase(rf"\s{lexicon().alternation('page')}\s?[0-9]", lexicon().forms("page"))


@cache
def _publisher_behind() -> re.Pattern[str]:
    """The publisher behind a place, perhaps behind its country, and what may follow it in brackets."""
    country = rf"(?:,\s(?:{exact(lexicon().hint('country'))}|{CAPITAL}{{2}}))?"
    return compiled(rf"{country}\s?:\s[^:.()]{{2,60}}\.?\s*(?P<behind>\([^()]{{5,60}}\)\.?\s*)?\Z")


def _imprint_next(text: str, own: Sequence[Anchor], clause: Clause) -> bool:
    """Whether a clause is places and their publisher, of a work that is dated at its head: "Kraków: Universitas.",
    "Bonn, Berlin: Beltz", "London, England: Routledge"."""
    stretch = text[clause.start : clause.end]
    end = 0
    for place in (m for m in gazetteer.matches(stretch) if m.kind is gazetteer.Kind.PLACE):
        if place.start and (not end or _further_place().fullmatch(stretch, end, place.start) is None):
            break
        end = place.end
    found = _publisher_behind().match(stretch, end) if end else None
    if found is None:
        return False
    last = clause.start + (found.start("behind") if found["behind"] else found.end())
    return all(a.kind is Kind.SERIES or a.start >= last for a in own)


@cache
def _further_place() -> re.Pattern[str]:
    return compiled(rf",\s|\s?[/–-]\s?|;\s|\s(?:{lexicon().alternation('and')}|&)\s")


def _continues(text: str, own: Sequence[Anchor], clause: Clause) -> bool:
    """Whether a clause goes on with the citation before it: a dash, a bracket, pages, an address, a bare imprint."""
    first = text[clause.start]
    if set(text[max(0, clause.start - 3) : clause.start]) & set("–—―-"):
        return True
    if first in "–—-" or (first in "([" and own and own[0].start <= clause.start + 1):
        return True
    if first == "(" and not own and text[clause.start : clause.end].rstrip(" .").endswith(")"):
        return True  # "(Жизнь замечательных людей)": the series of the book before it
    marks = shelfmarks(text, clause.start, min(clause.end, clause.start + 40))
    if marks and marks[0].start() == clause.start:
        return True
    if own and own[0].start == clause.start and own[0].kind not in {Kind.IBID, Kind.IDEM, Kind.DATE}:
        return True
    if _SHORT_PART.match(text, clause.start, clause.end):
        return True
    if _imprint_next(text, own, clause) or (all(a.kind is Kind.SERIES for a in own) and _pages_next(text, clause)):
        return True
    if own and own[0].kind is Kind.DATE and own[0].start == clause.start:
        return len(text[clause.start : clause.end]) - (own[0].end - own[0].start) < 12
    return False
