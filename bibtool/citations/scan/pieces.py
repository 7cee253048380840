"""A citation cut at every place where one of its areas may end: the pieces that a reading gives labels to.

A piece is never part of two areas; an area may be several pieces.  So cutting too often costs little, and cutting
too seldom a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from bibtool.citations.names import roles
from bibtool.citations.names.persons import NameList, person_list
from bibtool.citations.readings.parts import ends_abbreviation
from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.structure import Structure
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, LOWER


class Form(Enum):
    """What a piece is by its form."""

    __hash__ = object.__hash__

    TEXT = "text"
    QUOTED = "quoted"
    NUMBER = "number"  # figures or a roman numeral that no label explains
    ANCHOR = "anchor"
    ROLE = "role"  # "red.", "przeł."


@dataclass(frozen=True, slots=True)
class Piece:
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


# ".", "?" and the like part only before white space or a quotation; a comma also where the space is lost.
_CUT = re.compile(
    rf"(?P<slashes>\s?//\s?)|(?P<slash>\s/\s|(?<=[{LOWER}.])/(?={CAPITAL}))|(?P<dash>\s?[–—―]\s|\s[–—―-]\s?|(?<=\.)[-–—]\s)"
    rf"|(?P<bracket>[()\[\]])|(?P<comma>,(?=\s|$|[„«“”\"»<]|{CAPITAL}))|(?P<semi>;)|(?P<colon>\s?:(?=\s|$)|(?<=[.\]]):(?=[«“\"]|{CAPITAL}))"
    rf"|(?P<stop>[.?!…]+)(?=\s+(?:[^{LOWER}\s]|[{LOWER}]+[.:])|\s*$|[„«“\"(\[]|{CAPITAL}[{LOWER}])"
)
_EDGE = " \t\n.,;:–—―-/"
_ROMAN = re.compile(r"[IVXLCDMІХ]{1,8}")
_FIGURES = re.compile(r"[0-9]{1,5}[a-z]?(?:\s?[-–/]\s?[0-9]{1,5}[a-z]?)?\.?|[IVXLCІХ]{1,8}(?:\s?[-–/]\s?[IVXLCІХ0-9]{1,8})?\.?")
_SOLID_SKIPPED = frozenset({Kind.IMPRINT, Kind.OP_CIT, Kind.IBID})


def pieces(text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure) -> tuple[Piece, ...]:
    """The pieces of a citation in order."""
    out: list[Piece] = []
    at, before, depth = start, "", 0
    for solid_start, solid_end, anchor in [*_solids(text, start, end, anchors, tree), (end, end, None)]:
        for piece in _stretch(text, at, solid_start, before, depth):
            if piece.start < piece.end:
                out.append(piece)
                before = " "
            else:
                before, depth = piece.before, piece.depth
        if solid_start < solid_end:
            form = Form.ANCHOR if anchor else Form.QUOTED
            out.append(Piece(solid_start, solid_end, form, before if before else (" " if out else ""), depth, anchor))
            before = " "
        at = solid_end
    return _named(text, end, out)


def _solids(
    text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure
) -> list[tuple[int, int, Anchor | None]]:
    """Quotations, and the anchors outside them, in order."""
    found: list[tuple[int, int, Anchor | None]] = []
    for anchor in anchors:
        if anchor.start == start and anchor.kind is Kind.PAGES and anchor.end < end and text[anchor.end] == ".":
            continue  # "S.M. Kuczyński": initials
        if anchor.start < start or anchor.end > end or anchor.kind in _SOLID_SKIPPED:
            if anchor.kind is Kind.IMPRINT and start <= anchor.start and anchor.end <= end:
                found.append((anchor.value_start, anchor.value_end, _year(anchor)))
            continue
        found.append((anchor.start, anchor.end, anchor))
    at = start
    for quote_start, quote_end in tree.quotes.between(start, end):
        if quote_end > end or quote_start < at:
            continue
        urls = [f for f in found if f[2] is not None and f[2].urls and f[0] < quote_end and quote_start < f[1]]
        if urls:
            continue
        at = quote_end
        found = [f for f in found if f[1] <= quote_start or f[0] >= quote_end]
        found.append((quote_start, quote_end, None))
    found.sort(key=lambda f: (f[0], f[1]))
    return found


def _year(imprint: Anchor) -> Anchor:
    return Anchor(
        Kind.YEAR, imprint.value_start, imprint.value_end, imprint.value_start, imprint.value_end, imprint.value,
        imprint.date, rule="year",
    )  # fmt: skip


def _stretch(text: str, start: int, end: int, before: str, depth: int) -> Iterator[Piece]:
    """The pieces between two solids; empty ones tell what parts the next."""
    at = start
    for mark in _cuts(text, start, end):
        lo, hi, sign = mark
        if lo < at:
            continue
        yield from _words(text, at, lo, before, depth)
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        before = sign
        yield Piece(hi, hi, Form.TEXT, before, depth)
        at = hi
    yield from _words(text, at, end, before, depth)


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _CUT.finditer(text, start, end):
        kind = match.lastgroup
        sign = match.group().strip()
        if kind == "stop":
            if sign == "." and ends_abbreviation(text, start, match.end()) and not _place_follows(text, match.end(), end):
                continue
            sign = sign[-1]
        elif kind == "dash":
            sign = "–"
        yield match.start(), match.end(), sign


@cache
def _places() -> re.Pattern[str]:
    known = lexicon()
    short = [p for p in known.places if len(p) < 12]
    cities = [p for p in (*known.places.values(), *known.hint("city"))]
    words = "|".join(re.escape(p.rstrip(".")) for p in sorted({*short, *cities}, key=lambda p: (-len(p), p)))
    return re.compile(rf"(?:{words})(?!\w)\.?\s?(?=[,:;–—-]|(?:1[4-9]|20)\d\d|\s[:–—]|\[?(?:1[4-9]|20)\d\d)")


def _place_follows(text: str, at: int, end: int) -> bool:
    while at < end and text[at] == " ":
        at += 1
    return _places().match(text, at, end) is not None


def _words(text: str, start: int, end: int, before: str, depth: int) -> Iterator[Piece]:
    """A stretch without separators: cut at role words and before a place that ends it."""
    start, end = _trim(text, start, end)
    if start >= end:
        return
    if _FIGURES.fullmatch(text, start, end):
        yield Piece(start, end, Form.NUMBER, before or "", depth)
        return
    at = start
    for lo, hi, variable in _roles(text, start, end):
        if lo > at:
            stop = _trim(text, at, lo)
            if stop[0] < stop[1]:
                yield Piece(*stop, Form.TEXT, before, depth)
                before = " "
        yield Piece(lo, hi, Form.ROLE, before, depth, role=variable)
        before, at = " ", hi
    lo, hi = _trim(text, at, end)
    yield from _plain(text, lo, hi, before, depth)


_LAST_NUMBER = re.compile(r"(?<=[^\W\d_])[.,]?\s(?P<number>[0-9]{1,4}|[IVXLC]{1,8})\Z")


def _plain(text: str, start: int, end: int, before: str, depth: int) -> Iterator[Piece]:
    """A stretch without role words; a number at its end is a piece of its own ("Europe 45")."""
    if start >= end:
        return
    number = _LAST_NUMBER.search(text[max(start, end - 12) : end])
    if number is None:
        yield Piece(start, end, Form.NUMBER if _FIGURES.fullmatch(text, start, end) else Form.TEXT, before, depth)
        return
    at = max(start, end - 12) + number.start("number")
    lo, hi = _trim(text, start, at)
    yield Piece(lo, hi, Form.TEXT, before, depth)
    yield Piece(at, end, Form.NUMBER, " ", depth)


def _roles(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Role words: at the start, or in the middle where names follow them."""
    at = start
    while at < end:
        found = roles.role_at(text, at, end)
        if found and found[1] > at:
            stop = min(found[1], end)
            lo, hi = _trim(text, at, stop)
            # "Wybór esejów" names no role: a word in full is one only before a name
            short = at == start and (text[hi - 1 : hi + 1].endswith(".") or text[hi : hi + 1] in {":", ")"})
            if short or person_list(text, found[1], end, closed=False) is not None:
                yield lo, max(hi, lo + 1), found[0]
                at = stop
                continue
        following = text.find(" ", at, end)
        if following < 0:
            return
        at = following + 1


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in " \t\n,;:–—―-/":
        end -= 1
    return start, end


_INITIALED = frozenset({"initials-first", "family-first"})


def _named(text: str, end: int, found: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with the lists of names that cover them; one is cut where a name with initials ends inside it."""
    out: list[Piece] = []
    queue = list(reversed(found))
    covered, form = -1, ""
    while queue:
        piece = queue.pop()
        if piece.form is not Form.TEXT or not text[piece.start].isalpha() and text[piece.start] not in "'’":
            out.append(piece)
            continue
        starts = False
        if piece.start >= covered:
            limit = next((p.start for p in reversed(queue) if p.form in {Form.QUOTED, Form.ROLE}), end)
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
                queue += reversed(list(_plain(text, *rest, " ", piece.depth)))
            out.append(Piece(piece.start, stop, Form.TEXT, piece.before, piece.depth, names=form, name_starts=starts, name_whole=True))
            continue
        out.append(
            Piece(
                piece.start, piece.end, Form.TEXT, piece.before, piece.depth,
                names=form, name_starts=starts, name_whole=covered <= piece.end + 1,
            )
        )  # fmt: skip
    return tuple(out)


def _names(text: str, piece: Piece, limit: int) -> NameList | None:
    names = person_list(text, piece.start, limit) or person_list(text, piece.start, limit, closed=False)
    if names is None:
        return None
    if names.end < piece.end - 1 and names.form not in _INITIALED:
        return None
    return names
