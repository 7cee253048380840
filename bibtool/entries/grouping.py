"""Which citations name the same work.

Only evidence joins two citations: one prints the DOI, ISBN, address or shelf of the other and the titles do not
contradict it; or title, author and year are the same and nothing else speaks against it
(:mod:`bibtool.entries.contradictions`).  What merely looks alike becomes a finding (BT402, BT403), and so does what is
joined by little (BT408).  Time grows with the number of citations: every comparison is with the few
works that share an identifier, a title, or an author and year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from bibtool.citations.citation import Where
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries import identifiers
from bibtool.entries.contradictions import contradict, doubt, printed_elsewhere
from bibtool.entries.judged import NOTHING, Judged, Place, neighbours
from bibtool.entries.likeness import Face, Verdict, likeness
from bibtool.entries.members import Member
from bibtool.entries.page_ranges import pages
from bibtool.entries.people import Persons, compare, persons
from bibtool.entries.spellings import Words
from bibtool.entries.titles import Agreement, Title

# A page of many notes can share one address (a site, a collection of laws); no more works than this are compared.
_MOST = 8
_SAID = ("volume", "issue", "edition", "number", "part-number", "page", "publisher", "publisher-place", "archive")
# Citations of one work that differ in what they say of it; a work cited a thousand times says a few things.
_MOST_PROFILES = 16
_BESIDE = (Words.EQUAL, Words.BRACKETED)  # a title, and the same with a translation in brackets
_MOST_LISTED = 100  # entries of one year in the lists of one document that are compared


class Group(Struct):
    """The members of one work while they are being collected."""

    members: list[Member]
    titles: list[Title] = field(default_factory=list)  # distinct
    telling: list[Member] = field(default_factory=list)  # distinct by what speaks for or against the next one
    seen: set[object] = field(default_factory=set)
    repeats: list[Member] = field(default_factory=list)  # entries that give the work again in another script

    @property
    def first(self) -> Member:
        """The member that stands first."""
        return self.members[0]

    def add(self, member: Member) -> None:
        """Take one member in."""
        self.members.append(member)
        if member.title.words and member.title not in self.titles:
            self.titles.append(member.title)
        profile = _profile(member)
        if profile not in self.seen and len(self.telling) < _MOST_PROFILES:
            self.seen.add(profile)
            self.telling.append(member)


def group(members: Sequence[Member], judged: Judged = NOTHING) -> tuple[list[Group], list[Finding]]:
    """The works among ``members`` (full citations and documents) in order of first mention."""
    return _Grouping(judged).run(members)


def likely_the_same(members: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Each member that is, or may be, the work of an earlier one, beside that one; in order, a pair once."""
    grouping = _Grouping()
    groups, _ = grouping.run(members)
    pairs = [(member, found.first) for found in groups for member in found.members[1:]]
    pairs += grouping.alike
    distinct = {(later.order, earlier.order): (later, earlier) for later, earlier in pairs}
    return [distinct[place] for place in sorted(distinct)]


class _Grouping:
    def __init__(self, judged: Judged = NOTHING) -> None:
        self.same = neighbours(judged.same)
        self.different = neighbours(judged.different)
        self.placed: dict[Place, Group] = {}  # of the members that somebody judged
        self.groups: list[Group] = []
        self.alike: list[tuple[Member, Member]] = []  # not joined, the later one first
        self.findings: list[Finding] = []
        self.by_identifier: dict[str, list[Group]] = defaultdict(list)
        self.by_title: dict[str, list[Group]] = defaultdict(list)
        self.by_author_year: dict[tuple[str, int], list[Group]] = defaultdict(list)
        self.listed: dict[tuple[str, int], list[tuple[_Listed, Group]]] = defaultdict(list)  # by document, year

    def run(self, members: Sequence[Member]) -> tuple[list[Group], list[Finding]]:
        for member in members:
            found = self._judged(member) or self._find(member)
            if found is None and (found := self._listed_before(member)) is not None:
                found.repeats.append(member)
            if found is None:
                found = Group([])
                self.groups.append(found)
            found.add(member)
            self._index(member, found)
            if member.place in self.same or member.place in self.different:
                self.placed[member.place] = found
        self._unite(members)
        self._look_alikes()
        return self.groups, self.findings

    def _judged(self, member: Member) -> Group | None:
        """The work of an earlier citation that a person said to be this one's."""
        earlier = [self.placed[place] for place in self.same.get(member.place, ()) if place in self.placed]
        return earlier[0] if earlier else None

    def _kept_apart(self, member: Member, candidate: Group) -> bool:
        """Whether a person said that a citation is of another work than one of these."""
        return any(self.placed.get(place) is candidate for place in self.different.get(member.place, ()))

    def _unite(self, members: Sequence[Member]) -> None:
        """Groups that evidence parted before a later citation was said to be of both."""
        if not self.same:
            return
        for member in members:
            into = self.placed.get(member.place)
            for place in self.same.get(member.place, ()):
                other = self.placed.get(place)
                if into is None or other is None or other is into:
                    continue
                first, second = sorted((into, other), key=lambda found: found.first.order)
                for moved in second.members:
                    first.add(moved)
                first.members.sort(key=lambda each: each.order)
                self.groups = [found for found in self.groups if found is not second]
                self.placed = {at: first if found is second else found for at, found in self.placed.items()}
                for rows in (*self.by_title.values(), *self.by_author_year.values()):
                    rows[:] = [found for found in rows if found is not second]
                into = first

    def _find(self, member: Member) -> Group | None:
        """The one work that evidence names.  Two works that one citation could join stay apart: the second
        identifier then contradicts the first, and which of them is misprinted cannot be known here."""
        refused: tuple[str, Group] | None = None
        for identifier in _identifiers(member):
            for candidate in self.by_identifier[identifier]:
                if self._kept_apart(member, candidate):
                    continue
                if _titles_allow(member, candidate, identifier):
                    return candidate
                if refused is None and _of_one_work(identifier, member):
                    refused = identifier, candidate
        alike = self.by_title[member.title.words] if member.title.words else ()
        fitting = [each for each in alike if _fits(member, each) and not self._kept_apart(member, each)]
        if len(fitting) == 1:
            self._doubted(member, fitting[0])
            return fitting[0]
        if refused is not None:
            self.findings.append(_two_titles(member, *refused))
            self.alike.append((member, refused[1].first))
        return None

    def _listed_before(self, member: Member) -> Group | None:
        """The one work of an earlier entry of the document's lists that an entry gives in another script, or with a
        translation of its title: a list of references in Latin letters repeats the one before it."""
        rows = self.listed[member.document, member.year] if _is_listed(member) and member.year is not None else []
        if not rows or len(rows) > _MOST_LISTED:
            return None
        listed = _Listed.of(member)
        found = {id(work): work for one, work in rows if _repeats(listed, one) and not self._kept_apart(member, work)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _doubted(self, member: Member, candidate: Group) -> None:
        """Say what makes a join by title and author doubtful."""
        reasons = [doubt(member, other) for other in candidate.telling]
        if all(reasons):
            first = candidate.first
            title = member.item.get("title")
            self.findings.append(
                member.finding(
                    Code.DOUBTFUL_JOIN, member.spans("title"), title=title, note=first.note, variable=reasons[0]
                )
            )

    def _index(self, member: Member, found: Group) -> None:
        for identifier in _identifiers(member):
            _remember(self.by_identifier[identifier], found)
        if member.title.words:
            _remember(self.by_title[member.title.words], found)
        if _is_listed(member) and member.year is not None:
            self.listed[member.document, member.year].append((_Listed.of(member), found))
        if member.title.words and member.authors and member.year is not None:
            rows = self.by_author_year[member.authors[0], member.year]
            if found not in rows[-1:]:
                rows.append(found)

    def _look_alikes(self) -> None:
        """Report what is alike and stays apart, each pair once, from the later work to the earlier."""
        place = {id(found): i for i, found in enumerate(self.groups)}
        seen: set[tuple[int, int]] = set()
        for pair in self._pairs():
            earlier, later = sorted(place[id(found)] for found in pair)
            if earlier == later or (earlier, later) in seen:
                continue
            seen.add((earlier, later))
            one, other = self.groups[earlier].first, self.groups[later].first
            said = other.place in self.different.get(one.place, ())
            if not said and not _kept_apart_for_cause(one, other):
                self.findings.append(_look_alike(other, one))
                self.alike.append((other, one))

    def _pairs(self) -> Iterator[tuple[Group, Group]]:
        for found in self.by_title.values():
            yield from pairwise(found)
        for rows in self.by_author_year.values():
            # sorted, a title stands next to the one that goes on where it ends
            ordered = sorted({id(g): g for g in rows}.values(), key=lambda g: g.first.title.words)
            for one, other in pairwise(ordered):
                if one.first.title.against(other.first.title) in {Agreement.SHORTER, Agreement.SPELLING}:
                    yield one, other


def _is_listed(member: Member) -> bool:
    return member.citation is not None and member.citation.where is Where.LIST


class _Listed(NamedTuple):
    """An entry of a list of references, and its face for comparisons, worked out once."""

    member: Member
    face: Face

    @classmethod
    def of(cls, member: Member) -> _Listed:
        return cls(member, Face.of(member.item))


def _repeats(later: _Listed, earlier: _Listed) -> bool:
    """Whether an entry of a list is an earlier one in another script, or one to which it adds a translated title."""
    one, other = later.member, earlier.member
    scripts = one.title.latin != other.title.latin
    if compare(later.face.persons, earlier.face.persons) is not Persons.SAME:
        return False
    if scripts and one.item.get("page") and pages(one.item.get("page")) == pages(other.item.get("page")):
        return True  # of a periodical whose name is translated, too
    if not scripts and (
        "[" not in one.item.get("title") or later.face.title.against(earlier.face.title) not in _BESIDE
    ):
        return False
    return likeness(later.face, earlier.face).verdict is not Verdict.DIFFERENT


def _remember(rows: list[Group], found: Group) -> None:
    if len(rows) < _MOST and not any(row is found for row in rows):
        rows.append(found)


def _identifiers(member: Member) -> Iterator[str]:
    if member.doi:
        yield f"doi:{member.doi}"
    if member.isbn:
        yield f"isbn:{member.isbn}"
    if member.url:
        yield f"url:{member.address}"
    if member.shelf:
        yield f"shelf:{member.shelf}"


def _of_one_work(identifier: str, member: Member) -> bool:
    """Chapters share the ISBN of their book, pages the address of their site."""
    kind = identifier.partition(":")[0]
    return kind == "doi" or (kind == "url" and not identifiers.is_site(member.url))


def _titles_allow(member: Member, candidate: Group, identifier: str) -> bool:
    strong = _of_one_work(identifier, member)
    if not candidate.titles:
        return strong or not member.title.words
    for title in candidate.titles:
        match member.title.against(title):
            case Agreement.EQUAL:
                return True
            case Agreement.SHORTER | Agreement.SPELLING if member.title.numbers == title.numbers:
                return True
            case Agreement.UNKNOWN | Agreement.SCRIPTS if strong:
                return True
            case _:
                pass
    return False


def _profile(member: Member) -> object:
    item = member.item
    said = tuple([item.text.get(variable, "") for variable in _SAID])
    locator = member.citation.locator if member.citation else ""
    return (item.type, member.authors[:1], member.container.words, item.dates.get("issued"), member.host, said, locator)


def _fits(member: Member, candidate: Group) -> bool:
    """Whether one citation of a work describes it as ``member`` does, and none contradicts it."""
    return any(_same_description(member, other) for other in candidate.telling) and not any(
        contradict(member, other) for other in candidate.telling
    )


def _same_description(one: Member, other: Member) -> bool:
    """Same title already; is it the same author and year, and does nothing speak against it?"""
    if contradict(one, other) or (one.host and other.host and one.host != other.host):
        return False
    same_year = one.year is not None and one.year == other.year
    if one.year is not None and other.year is not None and not same_year:
        return False
    if one.authors and other.authors:
        # an undated "Introduction" by one author can be two; a title of some words can not
        return same_year or " " in one.title.words
    if one.authors or other.authors:
        return False
    if one.shelf:
        return one.shelf == other.shelf
    if one.container.words or other.container.words:
        return same_year and one.container.words == other.container.words
    # a book without an author is known by its editors; a list may name more of them than a note
    return same_year and compare(persons(one.item), persons(other.item)) in {Persons.SAME, Persons.PART}


def _kept_apart_for_cause(one: Member, other: Member) -> bool:
    if printed_elsewhere(one, other) or one.title.numbers != other.title.numbers:
        return True
    if one.authors and other.authors:
        # "Szymanksi" may be Szymański; "Nowak" and "Lis" with one title are two people
        relation = Title(one.authors[0]).against(Title(other.authors[0]))
        if relation not in {Agreement.EQUAL, Agreement.SPELLING}:
            return True
    # Same title in another year is a new edition or a yearly report as often as a misprint, unless the rest agrees.
    return bool(one.year != other.year and not (one.authors and one.authors == other.authors))


def _two_titles(member: Member, identifier: str, candidate: Group) -> Finding:
    first = candidate.first
    variable = identifier.partition(":")[0]
    spans = member.spans("DOI" if variable == "doi" else "URL")
    return member.finding(
        Code.IDENTIFIER_OF_TWO_TITLES,
        spans,
        identifier=identifier.partition(":")[2] if variable == "url" else identifier,
        here=member.item.get("title"),
        elsewhere=first.item.get("title"),
        note=first.note,
    )


def _unlike_list(member: Member, entry: Member) -> Finding:
    """What a citation says otherwise than the entry of the reference list that it most likely means."""
    variable = "issued" if member.title.words == entry.title.words and member.year != entry.year else "title"
    here, listed = (
        (str(one.year or "–") if variable == "issued" else one.item.get("title")) for one in (member, entry)
    )
    return member.finding(
        Code.DIFFERS_FROM_LIST, member.spans(variable), variable=variable, here=here, listed=listed, entry=entry.note
    )


def _look_alike(member: Member, earlier: Member) -> Finding:
    listed = [each for each in (member, earlier) if each.citation and each.citation.where is Where.LIST]
    unlike = member.year != earlier.year or member.title.words != earlier.title.words
    if len(listed) == 1 and unlike and member.citation and earlier.citation:
        (entry,) = listed
        return _unlike_list(earlier if entry is member else member, entry)
    return member.finding(
        Code.LIKELY_DUPLICATE,
        member.spans("title"),
        title=member.item.get("title"),
        other=earlier.item.get("title"),
        note=earlier.note,
    )
