"""Whether two works are one, with what speaks for it: for lists of duplicates, where two records stand side by side.

Citations are joined by what they print alike (:mod:`bibtool.entries.grouping`).  Two records of one work may print
nothing alike: another script, a translated title, initials, a misprint.  So words and names are compared by the keys
that all scripts share, and what little agreement there may be has to be borne out by the place of publication.  What
keeps citations apart keeps works apart (:mod:`bibtool.entries.contradictions`); here a contradiction also needs to
be one in every script and spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from msgspec import Struct

from bibtool.entries import identifiers
from bibtool.entries.contradictions import Shape, shape
from bibtool.entries.page_ranges import pages
from bibtool.entries.people import Person, Persons, compare, persons
from bibtool.entries.spellings import Spelled, Word, Words, same_word, same_words, words_of
from bibtool.entries.titles import Agreement, Title, families, folded
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.text.patterns import regex

_NUMBERED = ("volume", "issue", "edition", "number", "part-number", "collection-number", "chapter-number")
_NUMBER = regex(r"\d+|(?<![^\W\d_])[IVXivx]+(?![^\W\d_])")
_FIRST_PAGE = regex(r"[a-zA-Z]?\d{1,9}")
# Types that one piece is often entered as; of two in different rows one is another work.
_ROWS = (
    frozenset("article-newspaper article-magazine webpage post-weblog post article".split()),
    frozenset("article-journal article-magazine article article-newspaper paper-conference review-book review".split()),
    frozenset("chapter paper-conference entry-encyclopedia entry-dictionary entry".split()),
    frozenset("book report pamphlet document manuscript classic collection software".split()),
    frozenset("thesis manuscript document".split()),
)
_PARTS = _ROWS[0] | _ROWS[1] | _ROWS[2]
_BITS = {kind: sum(1 << place for place, row in enumerate(_ROWS) if kind in row) for kind in frozenset().union(*_ROWS)}
_PAGES = frozenset({"webpage", "post", "post-weblog"})
_DAY = 3


class Verdict(Enum):
    """What is to be thought of two works."""

    SAME = "same"  # one work
    LIKELY = "likely"  # a person should look
    DIFFERENT = "different"


class Speaks(Enum):
    """What a piece of evidence says."""

    SAME = "same"
    ALIKE = "alike"
    AGAINST = "against"


class Evidence(Struct, frozen=True):
    """One piece: the variable that it is about, what it says, and how (``equal``, ``spelling``, ``initials`` …)."""

    variable: str
    speaks: Speaks
    how: str


class Likeness(Struct, frozen=True):
    """A verdict and what it rests on."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_contradicted(self) -> bool:
        """Whether something speaks against one work, though an identifier may outweigh it."""
        return any(each.speaks is Speaks.AGAINST for each in self.evidence)


class Face(Struct, frozen=True):
    """A work as it is looked at beside others, worked out once."""

    item: Item
    year: int | None
    title: Spelled
    persons: tuple[Person, ...]
    container: Spelled
    publisher: tuple[Word, ...]
    doi: str
    isbn: str
    address: str
    shelf: str

    @classmethod
    def of(cls, item: Item) -> Face:
        """Make the keys."""
        text, issued = item.text, item.dates.get("issued")
        return cls(
            item,
            issued.year if issued is not None else None,
            Spelled.of(item.get("title")),
            persons(item),
            Spelled.of(item.get("container-title")),
            words_of(item.get("publisher")),
            identifiers.doi(item) if "DOI" in text else "",
            identifiers.isbn(item) if "ISBN" in text else "",
            identifiers.address(item.get("URL")),
            identifiers.shelf(item),
        )

    @property
    def host(self) -> str:
        """The host of its address, or ''."""
        return identifiers.host(self.item.get("URL"))

    @property
    def rows(self) -> int:
        """The rows of types that its own is in, as bits; 0 for a type that tells nothing."""
        return _BITS.get(self.item.type, 0)


def likeness(one: Face, other: Face) -> Likeness:
    """What two works have in common, and what is to be thought of it."""
    return _Pair(one, other).judged()


def contradictions(one: Face, other: Face) -> tuple[str, ...]:
    """The variables in which two works contradict each other, if they are evidently two: nothing outweighs it."""
    if likeness(one, other).verdict is not Verdict.DIFFERENT:
        return ()
    return tuple(dict.fromkeys(_Pair(one, other).against()))


class _Pair:
    def __init__(self, one: Face, other: Face) -> None:
        self.one, self.other = one, other
        self.title = one.title.against(other.title)
        if self.title is Words.DIFFERENT and self._identifier() and _nearly(one.item, other.item):
            self.title = Words.SPELLING
        if self.title in (Words.SPELLING, Words.SHORTER) and self._two_languages():
            self.title = Words.TRANSLATED  # "Łódź w XIX wieku", «Лодзь в XIX веке»

    # most pairs are told apart by their titles, before these are asked for

    @cached_property
    def persons(self) -> Persons:
        return compare(self.one.persons, self.other.persons)

    @cached_property
    def container(self) -> Words:
        return _container(self.one, self.other)

    def judged(self) -> Likeness:
        against = next(self.against(), None)
        identifier = self._identifier()
        if against is not None:
            other = Evidence(against, Speaks.AGAINST, "different")
            if identifier == "DOI" and self.title in (Words.EQUAL, Words.SPELLING, Words.SHORTER):
                return Likeness(Verdict.LIKELY, (*self._told(identifier), other))  # one of them is entered wrongly
            return Likeness(Verdict.DIFFERENT, (other,))
        verdict = self._by_identifier(identifier) if identifier else self._by_description()
        if verdict is Verdict.DIFFERENT and identifier:
            verdict = self._by_description()
        return Likeness(verdict, tuple(self._told(identifier)) if verdict is not Verdict.DIFFERENT else ())

    # what keeps two works apart

    def against(self) -> Iterator[str]:
        """The variables that contradict each other."""
        one, other = self.one, self.other
        if one.doi and other.doi:
            if one.doi != other.doi:
                yield "DOI"
            elif self.title in (Words.EQUAL, Words.SPELLING) and self.persons in (Persons.SAME, Persons.PART):
                return  # a registered record is of one text, whatever else is misprinted
        yield from self._other_type()
        if self.title is Words.DIFFERENT and not self._same_place():
            yield "title"
        if self.persons in (Persons.DIFFERENT, Persons.MIXED):
            yield "author"
        if self.container is Words.DIFFERENT:
            yield "container-title"
        yield from (v for v in _NUMBERED if _other_numbers(one.item.get(v), other.item.get(v)))
        yield from self._other_date()
        if self._other_pages():
            yield "page"
        if one.shelf and other.shelf and one.shelf != other.shelf:
            yield "archive_location"
        if self._translation():
            yield "translator"
        if self._one_volume():
            yield "volume"
        web = {one.item.type, other.item.type} <= _PAGES and self.persons is not Persons.SAME
        if web and one.host and other.host and one.host != other.host:
            yield "URL"  # of one author it may be a copy in an archive
        if self.title is not Words.EQUAL and one.isbn and other.isbn and one.isbn != other.isbn:
            yield "ISBN"

    def _other_type(self) -> Iterator[str]:
        one, other = self.one, self.other
        shapes = {_shape(one), _shape(other)}
        if Shape.REVIEW in shapes and len(shapes) == 2:
            yield "reviewed-title"
        if Shape.UNTOLD not in shapes and len(shapes) == 2 and not shapes <= {Shape.PART, Shape.ARTICLE}:
            yield "type"
        if not one.rows & other.rows and one.rows and other.rows:
            yield "type"

    def _other_date(self) -> Iterator[str]:
        one, other = self.one, self.other
        days = self._days()
        if days is not None and days[0] != days[1]:
            yield "issued"  # also of one day of two years: feasts and columns come again
        if one.year is None or other.year is None or one.year == other.year:
            return
        if abs(one.year - other.year) > 1 or not self._outweighs_a_year():
            yield "issued"

    def _outweighs_a_year(self) -> bool:
        """A year more or less is a misprint where the very place in a volume is the same, or the very book or
        edition; and, of a person's book of the same publisher, where no edition and no other ISBN is told."""
        one, other = self.one, self.other
        if self.title in (Words.DIFFERENT, Words.TRANSLATED, Words.UNKNOWN):
            return False
        if self._same_place() or self._identifier() in ("DOI", "ISBN", "URL"):
            return True
        if self._same_volume():
            return True
        items = [face.item for face in (self.one, self.other)]
        lengths = [_numbers(item.get("number-of-pages")) for item in items]
        if lengths[0] and lengths[1]:
            return lengths[0] == lengths[1] and self._publisher() is not False
        editions = [_numbers(item.get("edition")) for item in items]
        if any(item.get("edition") for item in items) and (not editions[0] or editions[0] != editions[1]):
            return False
        if editions[0] and self.persons is Persons.SAME and self._publisher() is not False:
            return True  # no edition is printed for two years
        if any(item.type == "report" for item in items) or self._bodies() or (one.isbn and other.isbn):
            return False  # the report of the next year has the same title
        words = self._words()
        if self.persons is not Persons.SAME or words < 2:
            return False
        if self._supported():
            return True
        return self._publisher() is not False and words > 2 and (self._full_names() or words > 3)

    def _bodies(self) -> bool:
        """Whether a body is named: a single word is somebody's only name."""
        return any(person.body and len(person.family) > 1 for face in (self.one, self.other) for person in face.persons)

    def _one_volume(self) -> bool:
        """One is a volume of the other, or of another set."""
        items = [face.item for face in (self.one, self.other)]
        if any(_shape(face) is not Shape.BOOK for face in (self.one, self.other)):
            return False
        told = [bool(_numbers(item.get("volume") or item.get("part-number"))) for item in items]
        return told[0] != told[1] and self._identifier() != "ISBN"

    def _other_pages(self) -> bool:
        ranges = [_range(face.item.get("page")) for face in (self.one, self.other)]
        if not ranges[0] or not ranges[1]:
            return False
        (first, last), (begin, end) = ranges[0], ranges[1]
        return last < begin or end < first

    def _two_languages(self) -> bool:
        """Whether the titles are in two scripts and, as the records tell, in two languages."""
        languages = {face.item.get("language").partition("-")[0].lower() for face in (self.one, self.other)}
        return len(languages - {""}) == 2 and self.one.title.latin != self.other.title.latin

    def _translation(self) -> bool:
        """A text in another language is another work, also under the same title."""
        items = [face.item for face in (self.one, self.other)]
        languages = {item.get("language").partition("-")[0].lower() for item in items} - {""}
        told = [bool(item.names.get("translator") or item.get("original-title")) for item in items]
        if len(languages) == 2 and told[0] != told[1]:
            return True
        translators = [tuple(map(Person.of, item.names.get("translator", ()))) for item in items]
        return compare(*translators) is Persons.DIFFERENT

    # what speaks for one work

    def _identifier(self) -> str:
        one, other = self.one, self.other
        if one.doi and one.doi == other.doi:
            return "DOI"
        if one.isbn and one.isbn == other.isbn:
            return "ISBN"
        if one.shelf and one.shelf == other.shelf:
            return "archive_location"
        if one.address and one.address == other.address and not identifiers.is_site(one.item.get("URL")):
            return "URL"
        return ""

    def _by_identifier(self, identifier: str) -> Verdict:
        close = self.title in (Words.EQUAL, Words.SHORTER, Words.SPELLING)
        if identifier == "DOI":
            return Verdict.SAME if close or self.title is Words.BRACKETED else Verdict.LIKELY
        if close:
            known = self.persons is not Persons.UNKNOWN or not (self.one.persons or self.other.persons)
            return Verdict.SAME if known and self._same_year() else Verdict.LIKELY
        alike = self.title in (Words.BRACKETED, Words.TRANSLATED) and self.persons is Persons.SAME
        return Verdict.LIKELY if alike and identifier != "archive_location" else Verdict.DIFFERENT

    def _by_description(self) -> Verdict:
        # a body has many works of one title
        place, words, publisher = self._same_place(), self._words(), self._publisher()
        told = not self._bodies() or (words > 2 and publisher is not False)
        told = told or (self._same_year() and (publisher is True or (words > 1 and publisher is None)))
        known = told and self.persons in (Persons.SAME, Persons.PART)
        match self.title:
            case Words.EQUAL if known and self._same_year() and (words > 1 or self._supported()):
                sure = self.persons is Persons.SAME and (place or self._supported()) and self._full_names()
                return Verdict.SAME if sure and words > 1 else Verdict.LIKELY
            case Words.EQUAL | Words.SHORTER | Words.SPELLING | Words.BRACKETED:
                return Verdict.LIKELY if self._borne_out(known, place, words) else Verdict.DIFFERENT
            case Words.TRANSLATED | Words.DIFFERENT | Words.UNKNOWN:
                return Verdict.LIKELY if place and known and self._same_year() else Verdict.DIFFERENT

    def _borne_out(self, known: bool, place: bool, words: int) -> bool:
        if place:
            return known or words > 1
        if self._same_extent() and (self.persons is Persons.SAME or (words > 1 and self._publisher() is True)):
            return True
        support = self._supported()
        one, other = self.one, self.other
        dated = self._same_year() or one.year is None or other.year is None
        if not dated:  # what outweighs a year has been asked
            return known and (words > 2 or support)
        if known:
            if self._same_year() or self.title is Words.EQUAL:
                return words > 1 or support or self._full_names()
            return words > 2 or (support and (words > 1 or (self.persons is Persons.SAME and self._full_names())))
        # nobody is named by one of them
        if self._same_year():
            if words > 1 and (support or self._same_day()) and (words > 2 or (support and self._same_day())):
                return True
            least = {Words.EQUAL: 5, Words.SPELLING: 6}.get(self.title)
            return least is not None and words >= least and self._publisher() is not False
        return words > (2 if self.title is Words.EQUAL else 4) and support

    def _words(self) -> int:
        """How many words the shorter title has."""
        return min(len(self.one.title.whole), len(self.other.title.whole))

    def _same_year(self) -> bool:
        return self.one.year is not None and self.one.year == self.other.year

    def _full_names(self) -> bool:
        """Whether each side gives the first person more than initials, or both give the same."""
        first = [face.persons[0] for face in (self.one, self.other)]
        return first[0].body or all(any(len(word.letters) > 1 for word in person.given) for person in first)

    def _supported(self) -> bool:
        """Whether both were published in one place: a periodical or book around them, a site, or a publisher."""
        if self.container in (Words.EQUAL, Words.SHORTER, Words.SPELLING):
            return True
        if self.one.address and self.one.address == self.other.address:
            return True  # of a whole site
        return self.container is Words.UNKNOWN and self._publisher() is True

    def _publisher(self) -> bool | None:
        """Whether the publishers are the same; None where one is not given."""
        mine, others = self.one.publisher, self.other.publisher
        if not mine or not others:
            return None
        short, long = sorted(({word.key for word in row} for row in (mine, others)), key=len)
        return same_words(mine, others, True) or short <= long  # "Scholar" is "Wydawnictwo Naukowe Scholar"

    def _same_volume(self) -> bool:
        """One volume of one periodical."""
        one, other = (face.item for face in (self.one, self.other))
        mine, others = _numbers(one.get("volume")), _numbers(other.get("volume"))
        return bool(mine) and mine == others and self.container in (Words.EQUAL, Words.SHORTER, Words.SPELLING)

    def _same_extent(self) -> bool:
        """Whether books have as many pages, or articles are in one issue of one periodical."""
        one, other = (face.item for face in (self.one, self.other))
        lengths = [_numbers(item.get("number-of-pages")) for item in (one, other)]
        if lengths[0] and lengths[0] == lengths[1]:
            return True
        issues = [_numbers(item.get("issue")) for item in (one, other)]
        return bool(issues[0]) and issues[0] == issues[1] and self._same_volume()

    def _same_place(self) -> bool:
        """The same pages of the same volume of one periodical or book, as far as they are given: one text."""
        one, other = (face.item for face in (self.one, self.other))
        first = [_FIRST_PAGE.match(item.get("page").strip()) for item in (one, other)]
        if not first[0] or not first[1] or first[0].group() != first[1].group():
            return False
        if self.container in (Words.DIFFERENT, Words.TRANSLATED):
            return False
        told = [v for v in ("volume", "issue") if _numbers(one.get(v)) and _numbers(other.get(v))]
        if any(_numbers(one.get(v)) != _numbers(other.get(v)) for v in told):
            return False
        if told or self.container in (Words.EQUAL, Words.SHORTER, Words.SPELLING):
            return True
        # a container that is missing cannot be another one where the first page and the last are the same
        whole = pages(one.get("page"))
        return whole is not None and whole == pages(other.get("page")) and self.title is not Words.DIFFERENT

    def _same_day(self) -> bool:
        """One day of a newspaper or a page."""
        days = self._days()
        return days is not None and days[0] == days[1]

    def _days(self) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """The days of both, where both tell one."""
        mine, others = (face.item.dates.get("issued", Date()).parts for face in (self.one, self.other))
        if len(mine) != 1 or len(others) != 1 or not len(mine[0]) == len(others[0]) == _DAY:
            return None
        return mine[0], others[0]

    def _told(self, identifier: str) -> Iterator[Evidence]:
        if identifier:
            yield Evidence(identifier, Speaks.SAME, "equal")
        if self.title not in (Words.DIFFERENT, Words.UNKNOWN):
            same = self.title is Words.EQUAL
            mine, others = (folded(face.item.get("title")) for face in (self.one, self.other))
            how = "scripts" if same and mine != others else self.title.value
            yield Evidence("title", Speaks.SAME if same else Speaks.ALIKE, how)
        if self.persons in (Persons.SAME, Persons.PART):
            same = self.persons is Persons.SAME
            how = "equal" if same else "part"
            if same and families(self.one.item) != families(self.other.item):
                how = "spelling"
            elif same and not self._full_names():
                how = "initials"
            yield Evidence("author", Speaks.SAME if how == "equal" else Speaks.ALIKE, how)
        one, other = self.one, self.other
        if one.year is not None and other.year is not None:
            yield Evidence("issued", *((Speaks.SAME, "equal") if one.year == other.year else (Speaks.ALIKE, "near")))
        if self.container in (Words.EQUAL, Words.SHORTER, Words.SPELLING):
            same = self.container is Words.EQUAL
            yield Evidence("container-title", Speaks.SAME if same else Speaks.ALIKE, self.container.value)
        if self._same_place():
            yield Evidence("page", Speaks.SAME, "equal")
        if self._publisher():
            yield Evidence("publisher", Speaks.SAME, "equal")


def _shape(face: Face) -> Shape:
    """A chapter without its book is no book, though it names a publisher."""
    found = shape(face.item)
    return Shape.UNTOLD if found is Shape.BOOK and face.item.type in _PARTS else found


def _container(one: Face, other: Face) -> Words:
    """As titles, and abbreviated: "Przegl. Hist." is "Przegląd Historyczny"."""
    found = one.container.against(other.container)
    if found not in (Words.DIFFERENT, Words.TRANSLATED):
        return found
    short, long = sorted((one.container.whole, other.container.whole), key=lambda row: sum(len(w.letters) for w in row))
    if len(short) == len(long) > 1 and all(
        full.letters.startswith(word.letters) or full.key.startswith(word.key) or same_word(word, full)
        for word, full in zip(short, long, strict=True)
    ):
        return Words.SHORTER
    return found


def _nearly(one: Item, other: Item) -> bool:
    mine, others = (Title.of(item.get("title")) for item in (one, other))
    return mine.against(others) in (Agreement.SPELLING, Agreement.SHORTER) and mine.numbers == others.numbers


def _numbers(text: str) -> frozenset[str]:
    """The numbers that a value names, Roman ones in figures."""
    return frozenset(word.key for number in _NUMBER.findall(text) for word in words_of(number))


def _other_numbers(one: str, other: str) -> bool:
    """Whether two values name other numbers: "wyd. 2" and "2nd ed." do not."""
    first, second = _numbers(one), _numbers(other)
    return bool(first and second) and first.isdisjoint(second)


def _range(text: str) -> tuple[int, int] | None:
    text = text.strip()
    if text.isdecimal() and len(text) < 10:
        return int(text), int(text)
    return pages(text)
