"""A citation cut into its parts: text between separators, with the anchors that stand in it.

Which separators a citation uses (commas, full stops, the dashes and slashes of GOST) is read off the citation
itself: off what stands before its anchors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache

from msgspec import Struct

from bibtool.citations.names.bodies import is_body
from bibtool.citations.names.persons import person_list
from bibtool.citations.names.roles import may_stand, role_at
from bibtool.citations.scan import hints
from bibtool.citations.scan.abbreviations import ends_abbreviation
from bibtool.citations.scan.anchors import KIND, Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.joined import within_imprint
from bibtool.language.lexicon import lexicon
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.members import members
from bibtool.text.patterns import regex


class Family(Enum):
    """How a citation parts its areas."""

    __hash__ = object.__hash__

    COMMA = "comma"  # Polish notes, Chicago notes
    PERIOD = "period"  # ISO 690 as Czech and some Polish journals print it
    GOST = "gost"  # // and dashes: Russian, Ukrainian, Belarusian


FAMILY = members(Family)


class Part(Struct, frozen=True, gc=False):
    """One part: ``[start, end)`` trimmed, what parted it from the one before, its anchors and the text left over."""

    start: int
    end: int
    separator: str
    anchors: tuple[Anchor, ...]
    rest: tuple[tuple[int, int], ...]  # stretches of text that are no anchor, trimmed

    def has(self, *kinds: Kind) -> bool:
        """Whether it has an anchor of one of these kinds."""
        for anchor in self.anchors:  # noqa: SIM110 -- asked for every part again and again, and most have no anchor
            if anchor.kind in kinds:
                return True
        return False

    @property
    def bare(self) -> bool:
        """Whether it is nothing but text."""
        return not self.anchors

    @property
    def head(self) -> tuple[int, int] | None:
        """The text before its first anchor."""
        if not self.rest:
            return None
        if self.anchors and self.rest[0][0] > self.anchors[0].start:
            return None
        return self.rest[0]


# In a period-style or GOST citation a full stop parts only where it ends no abbreviation or initial.
_SEPARATORS = {
    # each begins with the characters that any separator begins with: of most letters nothing else is asked
    Family.COMMA: regex(r"[\s,;](?:(?<=[,;])|(?<=\s)[,;])(?=\s|$|[„«“\"<])\s?"),
    Family.PERIOD: regex(
        rf"(?=[.?!…”»\"\s;])(?:(?P<sep>[.?!…][”»\"]?|[”»\"](?=\s\S))\s+(?=[^{LOWER}\s]|[{LOWER}]+[{UPPER}]|[\w-]+\.[a-z]{{2,4}}(?!\w)|$)|\s?(?P<sep2>[;])\s)"
    ),
    Family.GOST: regex(
        rf"(?=[\s.,–—―?!…;])(?:\s(?P<slashes>//)\s?|\s(?P<slash>/)\s|(?:(?P<dot>\.)|,)?\s?(?P<dash>[–—―])\s(?=\S)|\.\s?-\s(?=\S)|(?P<sep>[.?!…][»”\"]?)\s+(?=[^{LOWER}\s/])"
        r"|(?P<semi>;)\s)"
    ),
}
_COUNTED = frozenset(
    {Kind.PAGES, Kind.VOLUME, Kind.ISSUE, Kind.PART, Kind.YEAR, Kind.DATE, Kind.URL, Kind.ONLINE, Kind.EXTENT,
     Kind.ACCESSED, Kind.DOI, Kind.EDITION, Kind.OP_CIT, Kind.NO_YEAR}
)  # fmt: skip


# What follows the names says most: ISO 690 has full stops there, and commas between its numbers.
_NAMES_WEIGH = 4
# At most three words, without an ambiguity that could be tried twice.
_PLACE_BEFORE = regex(
    r"[,\s]*(?<!\w)(?:[^\W\d_]\w{0,2}\.|[^\W\d_][\w’'-]*)(?:[\s/–]+(?:[^\W\d_]\w{0,2}\.|[^\W\d_][\w’'-]*)){0,2}[,:]?\s*\Z"
)


def _without_place(before: str) -> str:
    """What stands before a place that ends a stretch."""
    # no comma stands between the words of one
    at = max(before.rfind(",", 0, len(before) - 1), 0)
    while at > 0 and (before[at - 1] == "," or before[at - 1].isspace()):
        at -= 1
    match = _PLACE_BEFORE.search(before, at)
    return before[: match.start()] or before if match else before


_GOST = regex(r"[\s.](?:(?<=\s)//(?:\s|(?=\S))|(?<=\.)(?:\s?[–—―]\s|\s-\s(?=[^\W_])))")
_DASH = regex(r"\.\s?[–—―-]\s")  # what it holds that has no slashes, asked first
_SLASH = regex(r"\s/\s(?=\S)")


def _responsible(text: str, at: int, end: int) -> bool:
    """Whether who made a work follows a slash: "Очерки / под ред. Б. Д. Лиса", "Курс / А. В. Лис"."""
    if role_at(text, at, end) is not None:
        return True
    names = person_list(text, at, end)
    return names is not None and names.form in {"initials-first", "family-first"}


def family(text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure, head_end: int) -> Family:
    """The family of a citation whose names end at ``head_end``."""
    slashes = text.find("/", start, end) >= 0
    for match in _GOST.finditer(text, start, end) if slashes or _DASH.search(text, start, end) is not None else ():
        if not tree.inside(match.start() + 1):
            return FAMILY.GOST
    for match in _SLASH.finditer(text, start, end) if slashes else ():
        if not tree.inside(match.start() + 1) and _responsible(text, match.end(), end):
            return FAMILY.GOST
    commas = periods = 0
    for anchor in anchors:
        if anchor.kind not in _COUNTED:
            continue
        before = text[max(start, anchor.start - 60) : anchor.start]
        # What stands before an imprint's place, or before the anchor itself.
        trimmed = before.rstrip()
        if anchor.kind is KIND.YEAR:
            trimmed = _without_place(trimmed)
        last = trimmed[-1:] if trimmed else ""
        if last == "," or (last == ":" and anchor.kind is KIND.URL):
            commas += 1
        elif last == "." and not ends_abbreviation(text, start, anchor.start - (len(before) - len(trimmed))):
            periods += 1
    after = text[head_end : head_end + 1] if head_end > start else ""
    if after == ",":
        commas += _NAMES_WEIGH
    elif after == ".":
        periods += _NAMES_WEIGH
    elif after == ":" and periods:
        periods += 1  # "T. Nowicki: Bezpieczeństwo. Gliwice 2014, s. 5": only the pages stand behind a comma
    elif head_end > start and after == " " and text[head_end + 1 : head_end + 2].isupper():
        # "Корман Б. О. О целостности": nothing parts the name from the title, as only GOST has it.
        return FAMILY.GOST
    return FAMILY.PERIOD if periods > commas else FAMILY.COMMA


@cache
def _dated_head() -> re.Pattern[str]:
    editors = lexicon().alternation("role_editor")
    return compiled(
        # "Lis, Jan (Sonnenuhren, 2020): Title": what the text calls the work stands before the year
        rf"[.,]?\s?(?P<open>\()?(?P<label>(?(open){CAPITAL}[^(),;:\d]{{2,40}}(?=,\s\d{{4}}[{LOWER}]?\):)|(?!)))?"
        rf"(?(label),\s)(?:(?:(?P<first>\[?(?:1[4-9]|20)\d\d(?:\]\s?|/))?(?=\d))?(?P<year>(?:1[4-9]|20)\d\d)"
        rf"(?P<letter>[{LOWER}])?"
        rf"(?P<second>(?(open)\s?\[(?:1[4-9]|20)\d\d\]|(?!)))?(?P<day>(?(open),\s(?!{editors})[^()]{{3,16}}|(?!)))?"
        rf"|(?(open){lexicon().alternation('no_year')}|(?!)))"
        # "(1995, Hrsg.):", "(1995) (Ed.)."
        rf"(?(open)(?P<edited>,?\s{editors})?\)\s?(?P<edited2>[(\[]{editors}[)\]])?)"
        # "Lis, A. 2015. Title", "Lis, A., 2015: Title": without brackets it wants a full stop or a colon
        rf"(?P<mark>(?(open)(?:[.,:]|(?=[„“\"«‘'])|(?={CAPITAL}[{LOWER}]+\s[^\W\d_]))|(?:[.:]|(?(letter),|(?!)))(?=\s[„“\"«]?[{UPPER}])))"
    )


def dated_head(text: str, at: int, end: int) -> re.Match[str] | None:
    """The date right after the names, as APA and Harvard print it: "Lis, A. (2015). Title", "Lis, A. 2015. Title"."""
    return _dated_head().match(text, at, end)


def cut(text: str, start: int, end: int, anchors: Sequence[Anchor], tree: Structure, kind: Family) -> list[Part]:
    """The parts of ``text[start:end]`` in order; empty ones are left out."""
    parts: list[Part] = []
    at, separator = start, ""
    roled = may_stand(text)
    role = _role_end(text, start, end) if roled else start  # no part ends before it
    commas = kind is FAMILY.COMMA
    for match in _SEPARATORS[kind].finditer(text, start, end):
        sign = match.lastgroup
        stop, following = match.span()
        mark = stop if commas or sign is None else match.start(sign)
        if mark < role or tree.inside(mark) or (text[mark] == ";" and within_imprint(text, mark)):
            continue
        if commas and text[following : following + 1].islower() and _within_body(text, at, stop, following, end):
            continue
        if sign == "dash" and _joins_places(text, at, stop, following):
            continue
        if sign == "sep" and not commas:
            others = separator == "/" and text[mark] == "." and _others().search(text, at, mark + 1) is not None
            if text[mark] == "." and not others and ends_abbreviation(text, at, mark + 1):
                continue
            if text[mark] in '?!…”»"':
                stop = match.end(sign)
        part = _part(text, at, stop, separator, anchors)
        if part is not None:
            parts.append(part)
        at = following
        role = _role_end(text, at, end) if roled else at
        separator = "–" if sign == "dash" else match.group().strip()
    part = _part(text, at, end, separator, anchors)
    if part is not None:
        parts.append(part)
    return parts


@cache
def _others() -> re.Pattern[str]:
    """What ends a statement of responsibility though it is an abbreviation: "/ О. Д. Гай та ін. Київ : НДІ"."""
    return compiled(rf"\s{lexicon().alternation('et_al')}\Z")


def _within_body(text: str, start: int, stop: int, at: int, end: int) -> bool:
    """Whether a comma stands inside the name of a body, which a joining word ends: "Istituto veneto di scienze, lettere
    ed arti"."""
    if not is_body(text[start:stop].split()[:1]):
        return False
    comma = text.find(",", at, end)
    return _joining().search(text, at, comma if comma > 0 else end) is not None


@cache
def _joining() -> re.Pattern[str]:
    return compiled(rf"\s{lexicon().alternation('and')}\s")


_PLACE_NEXT = regex(rf"(?P<place>{CAPITAL}[^\W\d_]+)(?=,?\s(?:1[4-9]|20)\d\d|\s?:\s)")


def _joins_places(text: str, start: int, stop: int, at: int) -> bool:
    """Whether a dash stands between two places, the first of them a part of its own: ". Wrocław – Warszawa, 1968"."""
    following = _PLACE_NEXT.match(text, at)
    return following is not None and hints.known_place(text[start:stop]) and hints.known_place(following["place"])


def _role_end(text: str, start: int, end: int) -> int:
    """Where the words for a role end with which a part begins, "сост., ред." is one; else where the part begins."""
    role = role_at(text, start, end)
    return role[1] if role is not None else start


_EDGES = " \t,;:–—"
_EDGES_BEFORE = _EDGES + "."


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and separators at both ends; a full stop at the end goes unless it ends an initial or an
    ellipsis."""
    while start < end and text[start] in _EDGES_BEFORE:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    while end > start and text[end - 1] == "." and text[end - 2 : end - 1] != "." and not dot_stays(text, start, end):
        end -= 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
    return start, end


def dot_stays(text: str, start: int, end: int) -> bool:
    """Whether a full stop belongs to an initial or to an abbreviation of a year or the like ("1944 r.")."""
    match = _SHORT.search(text[max(start, end - 6) : end])
    if match is None:
        return False
    return (len(match.group(1)) == 1 and match.group(1).isupper()) or f"{match.group(1)}." in _year_marks()


_SHORT = regex(r"(?:^|[\s.])([^\W\d_]{1,3})\.\Z")


@cache
def _year_marks() -> frozenset[str]:
    return frozenset(lexicon().forms("year_suffix", "volumes_total", "century"))


def _part(text: str, start: int, end: int, separator: str, anchors: Sequence[Anchor]) -> Part | None:
    own = between(anchors, start, end)
    if not own:  # most are nothing but text
        lo, hi = trim(text, start, end)
        return Part(lo, hi, separator, (), ((lo, hi),)) if lo < hi and _says(text, lo, hi) else None
    rest: list[tuple[int, int]] = []
    at = start
    for anchor in own:
        if at < anchor.start:
            lo, hi = trim(text, at, anchor.start)
            if hi > lo and text[hi - 1] in "([":  # "Weirs (3rd ed., Vol. 2)"
                lo, hi = trim(text, lo, hi - 1)
            if lo < hi and (text[lo].isalnum() or any(map(str.isalnum, text[lo:hi]))):
                rest.append((lo, hi))
        if anchor.end > at:
            at = anchor.end
    if at < end:
        lo, hi = trim(text, at, end)
        if lo < hi and _says(text, lo, hi):
            rest.append((lo, hi))
    first, last = own[0].start, own[-1].end
    if rest:
        first, last = min(rest[0][0], first), max(rest[-1][1], last)
    return Part(first, last, separator, tuple(own), tuple(rest))


def _says(text: str, start: int, end: int) -> bool:
    """Whether a letter, a figure or an ellipsis stands in a stretch."""
    return text[start].isalnum() or any(map(str.isalnum, text[start:end])) or "…" in text[start:end]
