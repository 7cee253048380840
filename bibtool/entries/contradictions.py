"""What keeps two citations of one title and author apart, and what makes their joining doubtful.

A book and an article, a chapter and a book, a thesis and what became of it, two issues, two editions, two days of a
newspaper, two places in one volume: the words of the title are the same, the work is another.
"""

from __future__ import annotations

from enum import Enum, auto

from bibtool.entries.members import Member
from bibtool.entries.page_ranges import WIDE, pages
from bibtool.entries.titles import Agreement

_PERIODICAL = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PART = frozenset({"chapter", "paper-conference", "entry-encyclopedia", "entry-dictionary"})
_REVIEW = frozenset({"review", "review-book"})
_NUMBERED = ("volume", "issue", "edition", "number", "part-number", "archive", "archive_location", "genre")
_DAY = 3  # parts of a full date


class Shape(Enum):
    """How a citation says that its work was published, as far as it says so."""

    BOOK = auto()  # a place or a publisher, nothing around it
    ARTICLE = auto()  # in a periodical
    PART = auto()  # in a book
    THESIS = auto()
    REVIEW = auto()
    UNTOLD = auto()


def shape(member: Member) -> Shape:
    """By the type that was read, where what the citation prints bears it out."""
    item = member.item
    if item.type in _REVIEW or item.get("reviewed-title"):
        return Shape.REVIEW
    if item.type == "thesis":
        return Shape.THESIS
    if item.type in _PERIODICAL and item.get("container-title"):
        return Shape.ARTICLE
    if item.type in _PART and item.get("container-title"):
        return Shape.PART
    if not item.get("container-title") and (item.get("publisher") or item.get("publisher-place")):
        return Shape.BOOK
    return Shape.UNTOLD


def contradict(one: Member, other: Member) -> bool:
    """Whether two citations of one title are of two works."""
    if one.authors and other.authors and one.authors[0] != other.authors[0]:
        return True
    return printed_elsewhere(one, other)


def printed_elsewhere(one: Member, other: Member) -> bool:
    """Another periodical or book around it, another shape, volume, issue, edition, shelf, day, other pages."""
    if one.container.against(other.container) is Agreement.DIFFERENT:
        return True
    if one.doi and other.doi and one.doi != other.doi:
        return True
    if any(one.item.get(v) and other.item.get(v) and one.item.get(v) != other.item.get(v) for v in _NUMBERED):
        return True
    return _other_shape(one, other) or _other_day(one, other) or _other_pages(one, other)


def _other_shape(one: Member, other: Member) -> bool:
    shapes = {shape(one), shape(other)}
    if len(shapes) < 2 or Shape.UNTOLD in shapes:
        return False
    if shapes == {Shape.THESIS, Shape.BOOK}:
        # "Warszawa 2008" may be where the thesis was written; a publisher has made a book of it
        book = one if shape(one) is Shape.BOOK else other
        return bool(book.item.get("publisher"))
    return True


def _other_day(one: Member, other: Member) -> bool:
    """Two days of one newspaper."""
    days = [member.item.dates["issued"].parts for member in (one, other) if "issued" in member.item.dates]
    if len(days) < 2 or not all(len(parts) == 1 and len(parts[0]) == _DAY for parts in days):
        return False
    return days[0] != days[1] and bool(one.container.words or other.container.words)


def _other_pages(one: Member, other: Member) -> bool:
    """Two ranges as wide as articles that share no page, in one periodical or book."""
    ranges = [_range(member) for member in (one, other)]
    if not ranges[0] or not ranges[1] or not one.container.words or not other.container.words:
        return False
    (first, last), (begin, end) = ranges[0], ranges[1]
    return last < begin or end < first


def _range(member: Member) -> tuple[int, int] | None:
    """Pages that are wide enough to be those of a whole article."""
    printed = member.item.get("page")
    locator = member.citation.locator if member.citation and member.citation.label in {"", "page"} else ""
    for text in (printed, locator):
        found = pages(text) if text else None
        if found and (text == printed or found[1] - found[0] >= WIDE):
            return found
    return None


def doubt(one: Member, other: Member) -> str:
    """The variable that makes it doubtful whether two joined citations are one work; "" where nothing does."""
    if (one.year is None) != (other.year is None):
        return "issued"
    if {shape(one), shape(other)} == {Shape.THESIS, Shape.BOOK}:
        return "genre"
    ranges = [_range(member) for member in (one, other)]
    for found, member in zip(ranges, (other, one), strict=True):
        if found and member.container.words and _outside(found, member):
            return "page"
    if (
        " " not in one.title.words
        and {shape(one), shape(other)} & {Shape.ARTICLE, Shape.PART}
        and (Shape.UNTOLD in {shape(one), shape(other)})
    ):
        return "container-title"
    return ""


def _outside(found: tuple[int, int], member: Member) -> bool:
    locator = member.citation.locator if member.citation and member.citation.label in {"", "page"} else ""
    return locator.isdecimal() and not found[0] <= int(locator) <= found[1]
