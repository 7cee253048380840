"""A citation cut at every place where one of its areas may end: the pieces that a reading gives labels to.

A piece is never part of two areas; an area may be several pieces.  So cutting too often costs little, and cutting
too seldom a reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.names import bodies, roles
from bibtool.citations.names.given import is_given
from bibtool.citations.names.persons import NameList, attested, person_list
from bibtool.citations.scan.abbreviations import ends_abbreviation
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.imprints import EDITION, edition_of
from bibtool.citations.scan.numbers import NEW_SERIES
from bibtool.citations.scan.places import NOWHERE, Places, known_names
from bibtool.citations.scan.structure import Structure
from bibtool.language import gazetteer
from bibtool.language.forms import alternation
from bibtool.language.gazetteer import Kind as Known
from bibtool.language.gazetteer import Match, Place
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.members import members
from bibtool.text.patterns import regex


class Form(Enum):
    """What a piece is by its form."""

    __hash__ = object.__hash__

    TEXT = "text"
    QUOTED = "quoted"
    NUMBER = "number"  # figures or a roman numeral that no label explains
    ANCHOR = "anchor"
    ROLE = "role"  # "red.", "przeł.", "a. d. Engl. v."


FORM = members(Form)


class Piece(Struct, frozen=True, gc=False):
    """``text[start:end]`` without separators; ``before`` is the separator in front of it."""

    start: int
    end: int
    form: Form
    before: str  # "" at the start, " " where only a space parts, else the separator's last mark
    depth: int = 0  # in how many brackets it stands
    anchor: Anchor | None = None
    role: str = ""  # CSL variable of a role word
    names: str = ""  # form of the list of names that covers it: "initials-first", ...
    name_starts: bool = False  # a list of names begins with it
    name_whole: bool = False  # the list of names ends where it ends
    known: tuple[str, ...] = ()  # what the gazetteer says of it: "place", "publisher", "ends-in-place", ...


# ".", "?" and the like part only before white space or a quotation; a comma also where the space is lost.  One class is
# asked before all: at a letter, or a space between words, each of the others would be tried.
_CUT = regex(
    rf"(?=[/–—―\-\[\]().,;:?!…]|\s[/–—―:-])(?:(?P<slashes>\s?//\s?)|(?P<slash>\s/\s|(?<=[{LOWER}.])/(?={CAPITAL}))|(?P<dash>\s?[–—―]\s|\s[–—―-]\s?|(?<=\.)[-–—]\s)"
    rf"|(?P<glued>(?<=[^\W\d_])\[[^\W\d_]{{1,20}}\])|(?P<bracket>[()\[\]])|(?P<comma>,(?=\s|$|[„«“”\"»<]|{CAPITAL}))|(?P<semi>;)|(?P<colon>\s?:(?=\s|$)|(?<=[.\]]):(?=[«“\"]|{CAPITAL}))"
    rf"|(?P<stop>(?<![.?!…])[.?!…]++)(?=\s+(?:[^{LOWER}\s]|[{LOWER}]+[.:])|\s*$|[„«“\"(\[]|{CAPITAL}[{LOWER}]))"
)
_EDGE = " \t\n.,;:–—―-/"
_FIGURES = regex(
    r"[0-9]{1,5}[a-z]?(?:\s?[-–/]\s?[0-9]{1,5}[a-z]?)?\.?|[IVXLCІХ]{1,8}(?:\s?[-–/]\s?[IVXLCІХ0-9]{1,8})?\.?"
)
_FIRST_FIGURES = "0123456789IVXLCІХ"  # what begins such figures
_BEHIND_ROLE = (frozenset(".:)"), frozenset(".:),"))  # "A. Lis and B. Kos, eds, Rivers"
_PLACE = itemgetter(0, 1)
_WORDED = frozenset({Form.TEXT, Form.QUOTED})
_BOUNDS = frozenset({Form.QUOTED, Form.ROLE})  # no name goes past them
_SOLID_SKIPPED = frozenset({Kind.IMPRINT, Kind.OP_CIT, Kind.IBID})


def pieces(text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> tuple[Piece, ...]:
    """The pieces of a citation in order."""
    names = known_names(text, start, end)
    places = Places.of(names, start)
    out: list[Piece] = []
    at, before, depth = start, "", 0
    body = bodies.known(text, start, end)
    if body is not None:  # its commas and the bracket around its acronym part nothing
        at, before = body[1], " "
        out.append(Piece(start, at, Form.TEXT, "", 0))
    for solid_start, solid_end, anchor, role in [*_solids(text, start, end, anchors, tree), (end, end, None, "")]:
        if solid_start < at:
            continue
        if at < solid_start:
            before, depth = _stretch(text, at, solid_start, before, depth, places, out)
        if anchor is not None and anchor.rule == NEW_SERIES:
            before = before or ","  # what counts the volumes anew is no question, and parts nothing
        elif solid_start < solid_end:
            form = Form.ROLE if role else Form.ANCHOR if anchor else Form.QUOTED
            parted = before or (" " if out else "")
            out.append(Piece(solid_start, solid_end, form, parted, depth, anchor, role))
            before = " "
        at = solid_end
    return _told(text, start, _named(text, end, out, places), names)


Solid = tuple[int, int, Anchor | None, str]


def _solids(text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> list[Solid]:
    """Quotations, and the anchors and role words outside them, in order; linear in the length of the citation."""
    named: list[Solid] = []
    for anchor in anchors:
        if anchor.start < start or anchor.end > end:
            continue
        if anchor.start == start and anchor.kind is Kind.PAGES and anchor.end < end and text[anchor.end] == ".":
            continue  # "S.M. Kuczyński": initials
        if anchor.kind is Kind.IMPRINT:
            named.append((anchor.value_start, anchor.value_end, _year(anchor), ""))
            named += [(lo, hi, edition_of(text, lo, hi), "") for name, lo, hi in anchor.extra if name == EDITION]
        elif anchor.kind not in _SOLID_SKIPPED:
            named.append((anchor.start, anchor.end, anchor, ""))
    found = _quoted(start, end, named, tree)
    taken = _Taken(start, end)
    if found:
        for lo, hi, *_ in found:
            taken.take(lo, hi)
        named = [solid for solid in named if taken.free(solid[0], solid[1])]
    found += named
    told = list(_roles(text, start, end))
    if told:
        for lo, hi, *_ in named:
            taken.take(lo, hi)
        for lo, hi, role in told:
            if taken.free(lo, hi):
                found.append((lo, hi, None, role))
                taken.take(lo, hi)
    found.sort(key=_PLACE)
    return found


def _quoted(start: int, end: int, named: Sequence[Solid], tree: Structure) -> list[Solid]:
    """The quotations of a citation that hold no address and stand in no series, none inside another."""
    found: list[Solid] = []
    quotes = tree.quotes.between(start, end)
    if not quotes:
        return found
    addresses = _Taken(start, end)
    for lo, hi, anchor, _ in named:
        if anchor is not None and (anchor.urls or (anchor.kind is Kind.SERIES and anchor.rule != NEW_SERIES)):
            addresses.take(lo, hi)
    at = start
    for lo, hi in quotes:
        if lo >= at and hi <= end and addresses.free(lo, hi):
            at = hi
            found.append((lo, hi, None, ""))
    return found


class _Taken:
    """Which letters of a citation are taken."""

    __slots__ = ("_letters", "_start")

    def __init__(self, start: int, end: int) -> None:
        self._start = start
        self._letters = bytearray(end - start)

    def take(self, lo: int, hi: int) -> None:
        self._letters[lo - self._start : hi - self._start] = b"\x01" * (hi - lo)

    def free(self, lo: int, hi: int) -> bool:
        return 1 not in self._letters[lo - self._start : hi - self._start]


def _year(imprint: Anchor) -> Anchor:
    return Anchor(
        Kind.YEAR, imprint.value_start, imprint.value_end, imprint.value_start, imprint.value_end, imprint.value,
        imprint.date, rule="year",
    )  # fmt: skip


def _stretch(
    text: str, start: int, end: int, before: str, depth: int, places: Places, out: list[Piece]
) -> tuple[str, int]:
    """Put the pieces between two solids into a list; what parts the next, and how deep in brackets it stands."""
    at = start
    for lo, hi, sign in _cuts(text, start, end, places):
        if lo < at:
            continue
        if at < lo:
            out += _plain(text, *_trim(text, at, lo), before, depth, places)
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        before = sign
        at = hi
    last = _plain(text, *_trim(text, at, end), before, depth, places) if at < end else []
    out += last
    return " " if last else before, depth


def _cuts(text: str, start: int, end: int, places: Places) -> Iterator[tuple[int, int, str]]:
    for match in _CUT.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "glued":
            continue  # "J. L[is]"
        sign = match.group().strip()
        if kind == "stop":
            short = sign == "." and ends_abbreviation(text, start, match.end())
            if short and (
                _INITIAL.match(text, max(start, match.end() - 2), match.end())
                or not places.follows(text, match.end(), end)
                or places.joined(text, start, match.end())
            ):
                continue
            if sign == "." and not short and _short_name(text, start, match.start()):
                continue
            sign = sign[-1]
        elif kind == "dash":
            sign = "–"
        elif kind == "bracket" and places.bracketed(text, match.start()):
            continue  # "Köln [u.a.]"
        yield match.start(), match.end(), sign


def _short_name(text: str, start: int, at: int) -> bool:
    """Whether the full stop at a place is one of the name of a periodical, whose words are all short, before a number:
    "Title. Psychol. Erz. Unterr. 43 (1996)"."""
    word = text.rfind(" ", start, at) + 1
    return word > start + 1 and text[word - 2] in ".?!,”" and _SHORT_NAME.match(text, word) is not None


_SHORT_NAME = regex(
    rf"(?:{CAPITAL}?[{LOWER}]{{1,8}}\.\s){{1,5}}{CAPITAL}[{LOWER}]{{1,9}}\.?\s[0-9]{{1,3}}(?=\s?[(,;:])"
)
_INITIAL = regex(rf"(?<!\w){CAPITAL}\.\Z")  # "J. Jawor, Lublin": no place of that name


def _given_before(text: str, start: int, at: int) -> bool:
    """Whether an initial or a given name stands before a place: "J. Jawor", "Krzysztof Jawor" are persons."""
    word = text[start:at].rsplit(None, 1)[-1]
    return (len(word) < 4 and word.endswith(".")) or is_given(word)


_LAST_FIGURES = "0123456789IVXLC"
_LAST_NUMBER = regex(r"(?<=[^\W\d_])[.,]?\s(?P<number>[0-9]{1,4}|[IVXLC]{1,8})\Z")


# "О. Н. Лис", "О. Лис, Реки": the letter that is a place elsewhere is an initial before another one, and before a word
# with a comma and a title behind it.
_PERSON = regex(
    rf"{CAPITAL}\.\s?(?:(?:{CAPITAL}\.[\s-]?){{1,2}}{CAPITAL}[{LOWER}]|{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?,\s{CAPITAL}[{LOWER}\s][{LOWER}])"
)


def _plain(text: str, start: int, end: int, before: str, depth: int, places: Places = NOWHERE) -> list[Piece]:
    """A stretch without role words; a number at its end is a piece of its own ("Europe 45")."""
    if start >= end:
        return []
    if text[start] in _FIRST_FIGURES and _FIGURES.fullmatch(text, start, end):
        state = text[slice(start, end)] in lexicon().hint("state_of_place")  # "Chicago, IL"
        return [Piece(start, end, Form.TEXT if state else Form.NUMBER, before, depth)]
    first = places.ends.get(start, 0)
    abbreviated = start < first < end and text[first - 1] == "." and text[first : first + 1] == " "
    if before and abbreviated and _PERSON.match(text, start) is None:
        # "М. Наука, 1993": only a space parts the abbreviated place from the publisher
        rest = _plain(text, *_trim(text, first, end), " ", depth)
        return [Piece(start, first, Form.TEXT, before, depth), *rest]
    last = places.starts.get(end, 0)
    if last > start and (last := places.first(text, start, last)) == start:
        return [Piece(start, end, Form.TEXT, before, depth)]
    if last > start and text[last - 1] == " " and not _given_before(text, start, last):
        # "PWN Warszawa 2001": only a space parts the publisher from the place
        return [Piece(*_trim(text, start, last), Form.TEXT, before, depth), Piece(last, end, Form.TEXT, " ", depth)]
    number = _LAST_NUMBER.search(text[max(start, end - 12) : end]) if text[end - 1] in _LAST_FIGURES else None
    if number is None:
        return [Piece(start, end, Form.TEXT, before, depth)]
    at = max(start, end - 12) + number.start("number")
    return [Piece(*_trim(text, start, at), Form.TEXT, before, depth), Piece(at, end, Form.NUMBER, " ", depth)]


@cache
def _offprints() -> Phrase:
    """ "odb. „Ateneum Wileńskie”": what stands between a title and the periodical that it is printed from."""
    forms = lexicon().forms("offprint")
    return Phrase(rf"(?<=[,.;(]\s){alternation(forms)}(?=\s)", forms)


def _roles(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Role words: abbreviated ones behind a separator, others where names follow them."""
    yield from ((m.start(), m.end(), "offprint") for m in _offprints().finditer(text, start, end))
    for lo, hi, role in roles.found(text, start, end):
        if lo > start and text[lo - 1] not in " ,.;:([/–—-":
            continue
        before = text[start:lo].rstrip()
        parted = not before or before[-1] in ',.;:([/–—-”»"“]' or text[lo] in "(["  # "Keller (Hrsg.)"
        while text[lo] in "([ ":
            lo += 1
        while text[hi - 1] in " :)]":
            hi -= 1
        # "Wybór esejów" names no role: a word in full is one only before a name
        short = parted and (text[hi - 1] == "." or text[hi : hi + 1] in _BEHIND_ROLE[hi - lo < 5])
        at = hi
        while at < end and text[at] in " :":
            at += 1
        persons = None if short else person_list(text, at, end, closed=False)
        if short or (persons is not None and (parted or attested(text, persons))):
            yield lo, max(hi, lo + 1), role  # "Systems with Social Regularization" names nobody


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in " \t\n,;:–—―-/":
        end -= 1
    return start, end


_INITIALED = frozenset({"initials-first", "family-first"})


def _named(text: str, end: int, found: list[Piece], places: Places) -> list[Piece]:
    """The pieces with the lists of names that cover them; one is cut where a name with initials ends inside it."""
    out: list[Piece] = []
    queue = list(reversed(found))
    covered, form = -1, ""
    limits = [*(piece.start for piece in found if piece.form in _BOUNDS), end]
    while queue:
        piece = queue.pop()
        if (
            (piece.before and places.ends.get(piece.start, -1) >= piece.end)
            or piece.form is not Form.TEXT
            or (not text[piece.start].isalpha() and text[piece.start] not in "'’")
        ):
            out.append(piece)
            continue
        starts = False
        if piece.start >= covered:
            limit = limits[bisect_left(limits, piece.end)]
            names = _names(text, piece, limit)
            if names is None:
                out.append(piece)
                continue
            covered, form, starts = names.end, names.form, True
        if covered < piece.end - 1:
            # "Корман Б. О. О целостности", "Lis J Sleep and age": only a space parts a name from the title
            stop = _trim(text, piece.start, covered)[1]
            rest = _trim(text, covered, piece.end)
            if rest[0] < rest[1]:
                queue += reversed(_plain(text, *rest, " ", piece.depth))
            out.append(
                Piece(
                    piece.start,
                    stop,
                    Form.TEXT,
                    piece.before,
                    piece.depth,
                    names=form,
                    name_starts=starts,
                    name_whole=True,
                )
            )
            continue
        out.append(
            Piece(
                piece.start, piece.end, Form.TEXT, piece.before, piece.depth,
                names=form, name_starts=starts, name_whole=covered <= piece.end + 1,
            )
        )  # fmt: skip
    return out


# "a. sikora, ": initials whose capitals a text layer lost
_LOST = regex(rf"(?:[^\W\d_]\.\s?){{1,3}}[{LOWER}]{{3,}}(?=,\s)")


@cache
def _families() -> re.Pattern[str]:
    """ "Хэррис и Морган": family names alone, joined by a word."""
    word = rf"{CAPITAL}[{LOWER}]+(?:-{CAPITAL}[{LOWER}]+)?"
    return compiled(rf"{word}\s(?:{lexicon().alternation('and')}|&)\s{word}")


def _names(text: str, piece: Piece, limit: int) -> NameList | None:
    if text[piece.start + 1 : piece.start + 2] == "." and _LOST.match(text, piece.start, limit):
        return NameList((), (), piece.end, "initials-first")
    if text.count(" ", piece.start, piece.end) == 2 and _families().fullmatch(text, piece.start, piece.end):
        return NameList((), (), piece.end, "families")
    names = person_list(text, piece.start, limit) or person_list(text, piece.start, limit, closed=False)
    if names is None:
        return None
    if names.end < piece.end - 1 and names.form not in _INITIALED:
        return None
    return names


_CLASSES = {Known.PLACE: "place", Known.PUBLISHER: "publisher", Known.PERIODICAL: "periodical"}


def _told(text: str, start: int, found: list[Piece], names: Sequence[Match]) -> tuple[Piece, ...]:
    """The pieces with what the gazetteer knows of them; ``names`` count from ``start``."""
    if not names:
        return tuple(found)
    out: list[Piece] = []
    index = 0
    for piece in found:
        while index < len(names) and names[index].end + start <= piece.start:
            index += 1
        if index < len(names) and names[index].start + start < piece.end and piece.form in _WORDED:
            known = _known(text, start, piece, names, index)
            out.append(replace(piece, known=known) if known else piece)
        else:
            out.append(piece)
    return tuple(out)


def _known(text: str, start: int, piece: Piece, names: Sequence[Match], index: int) -> tuple[str, ...]:
    """What the names from an index on say of a piece."""
    known: list[str] = []
    inner = 1 if piece.form is Form.QUOTED else 0
    lo, hi = piece.start + inner, piece.end - inner
    while index < len(names) and names[index].start + start < piece.end:
        match, first, last = names[index], names[index].start + start, names[index].end + start
        index += 1
        kind = _CLASSES[match.kind] + ("?" if match.place is Place.DOUBTFUL else "")
        if first <= lo and last >= hi - 1:
            known.append(kind)
            if match.place is Place.ABBREVIATED:
                known.append("place-short")
        elif last >= hi - 1:
            known.append(f"ends-in-{kind}")
        elif first <= lo:
            known.append(f"begins-with-{kind}")
    listed = known and "place" not in known and known[0].startswith("begins") and hi - lo < 80
    if listed and gazetteer.place(text[lo:hi]) is not None:
        known.append("places")
    return tuple(dict.fromkeys(known))
