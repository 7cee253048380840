"""Where each entry of a list begins: one choice over all its lines, by what their layout has in common.

A numbered list counts; a hanging or an indented one shows its beginnings by their indent, one with blank lines by
these.  Else every line is weighed: is the line before it shorter than it had to be, does it end like an entry, does
the line begin like one, and does the order of the alphabet go on?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from bibtool.notes.lists import line_shapes
from bibtool.notes.lists.once import authors
from bibtool.notes.sequence import Numbered, chain
from bibtool.text.patterns import regex

_STARTS = (
    regex(r"\s*\[(?P<number>\d{1,4})\][.:)]?\s*(?=\S|\Z)"),
    regex(r"\s*\(?(?P<number>\d{1,4})\)\s*(?=\S)"),
    regex(r"\s*(?P<number>\d{1,4})\.(?:\s+|\s?(?=[^\W\d_]|[„“«\"]))(?=\S)"),
    regex(r"\s*(?P<number>\d{1,4})[\t ]+(?=[^\W\d_]|[„“«\"—])"),
    regex(r"\s*(?P<number>[⁰¹²³⁴-⁹]{1,4})\s*(?=\S)"),
)
_LABELLED = regex(r"\s*\[(?P<number>[^\W\d_][^\[\]\n]{1,24})\]:?\s*(?=\s\S|\Z)")
_BRACKETED = regex(r"\s*\[(?P<number>[^\W_][^\[\]\n]{0,24})\]:?\s*(?=\s\S|\Z)")
_LETTERED = regex(r"\s*\(?(?P<number>[^\W\d_]\d{1,3})(?:[.:)]\)?\s*|\s+)(?=[^\W\d_]|[„“«\"])")
_BULLET = regex(r"\s*(?P<number>[•·▪◦●○■□‣⁃*]|[–—-](?=\s+[^\W\d_„“«\"]))\s*(?=\S)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WINDOW = 14  # lines that an entry may have
_WIDEST = 160  # characters; longer lines are paragraphs, which nothing broke
_TAB = 8
_FEWEST = 3  # rows that tell what rows are
_UNNAMED = 1.2
_UNNAMED_LINE = 0.4  # of a line that is an entry by all other signs
_OPEN = 2.5  # of a row behind a line that does not end as entries do
_POOR = 1.5
_ALIKE = 0.8  # lines that begin alike: "Archiwum …" and "Archiwum …", titles in quotation marks


class Row(Struct, frozen=True):
    """A line of a list: its index in the document, its text, whether a blank line stands before it."""

    index: int
    text: str
    parted: bool


class Cut(Struct, frozen=True):
    """An entry: its rows, the number or label as printed, and where in the first row the text begins.

    ``joint`` is what the end of the first row stands for, where that is no space: a comma behind an author's name.
    """

    rows: tuple[Row, ...]
    number: str = ""
    begin: int = 0
    joint: str = ""

    @property
    def text(self) -> str:
        """Its lines, one after the other, without the number."""
        return "\n".join([self.rows[0].text[self.begin :], *(row.text for row in self.rows[1:])])


def cut(rows: Sequence[Row]) -> list[Cut]:
    """The entries of a list's rows, which hold no heading."""
    if not rows:
        return []
    under = authors([row.text for row in rows], [row.parted for row in rows])
    if under:
        return _under_authors(rows, under)
    marked = numbered(rows)
    if marked:
        return _at(rows, marked)
    return _at(rows, dict.fromkeys(_begins(rows), ("", 0)))


def _under_authors(rows: Sequence[Row], under: Mapping[int, int]) -> list[Cut]:
    """The entries of a list that prints an author once: each with the row of its author before it."""
    heads = frozenset(under.values())
    begins = sorted(under)
    ends = [
        next((at for at in range(begin + 1, len(rows)) if at in under or at in heads), len(rows)) for begin in begins
    ]
    cuts: list[Cut] = []
    for begin, end in zip(begins, ends, strict=True):
        head = rows[under[begin]]
        plain = head.text.rstrip()[-1:] not in ",:;" and rows[begin].text.lstrip()[:1] not in "(["
        cuts.append(Cut((head, *rows[begin:end]), joint=", " if plain else ""))
    return cuts


def _at(rows: Sequence[Row], begins: dict[int, tuple[str, int]]) -> list[Cut]:
    places = sorted(begins)
    if places and places[0] > 0:  # lines before the first number belong to no entry
        places = [0, *places] if not any(number for number, _ in begins.values()) else places
    ends = [*places[1:], len(rows)]
    return _closed(
        [Cut(tuple(rows[start:end]), *begins.get(start, ("", 0))) for start, end in zip(places, ends, strict=True)]
    )


def _closed(cuts: list[Cut]) -> list[Cut]:
    """With the last entry ended at a blank line where none stands within the others; what follows it is apart."""
    *others, last = cuts
    apart = next((at for at, row in enumerate(last.rows) if at and row.parted), None)
    if apart is None or not others or any(row.parted for cut in others for row in cut.rows[1:]):
        return cuts
    return [*others, Cut(last.rows[:apart], last.number, last.begin), Cut(last.rows[apart:])]


def numbered(rows: Sequence[Row]) -> dict[int, tuple[str, int]]:
    """The rows that a number, a label or a bullet begins, with it and the end of it; empty where none do."""
    best: dict[int, tuple[str, int]] = {}
    for pattern in _STARTS:
        found = [(at, match) for at, row in enumerate(rows) if (match := pattern.match(row.text))]
        if len(found) <= len(best):
            continue
        numbers = [Numbered(int(m["number"].translate(_SUPERSCRIPTS)), at, _weight(rows, at)) for at, m in found]
        picked = [found[i] for i in chain([n for n in numbers if n.number], restart_cost=1.5)]
        picked = [(at, match) for at, match in picked if match["number"]]
        if len(picked) > len(best) and _covers(rows, [at for at, _ in picked]):
            best = {at: (match["number"].translate(_SUPERSCRIPTS), match.end()) for at, match in picked}
    if best:
        return best
    for pattern in (_LABELLED, _LETTERED, _BULLET):
        if pattern is _BULLET and line_shapes.named(rows[0].text.strip()):
            continue  # a dash before some of the others stands for names
        marked = {
            at: (match["number"] if pattern is not _BULLET else "", match.end())
            for at, row in enumerate(rows)
            if (match := pattern.match(row.text))
        }
        if len(marked) > 1 and _covers(rows, sorted(marked)):
            return marked
    return {}


def labels(rows: Sequence[Row]) -> dict[int, tuple[str, int]]:
    """The same of rows that are known to begin entries, which may have numbers and labels of several kinds."""
    bracketed = {at: match for at, row in enumerate(rows) if (match := _BRACKETED.match(row.text))}
    return {at: (match["number"], match.end()) for at, match in bracketed.items()} | numbered(rows)


def _weight(rows: Sequence[Row], at: int) -> float:
    """How well a numbered line may begin an entry: not in the middle of one."""
    if at == 0 or rows[at].parted:
        return 1.3
    return 1.0 + 0.2 * line_shapes.ended(rows[at - 1].text)


def _covers(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether these rows begin the entries of the whole list: from the first row on, no entry without end."""
    if len(places) < 2 and len(rows) > _WINDOW // 2:
        return False
    longest = max(after - before for before, after in zip(places, [*places[1:], len(rows)], strict=True))
    return places[0] <= 1 and longest <= 2 * _WINDOW


def _begins(rows: Sequence[Row]) -> list[int]:
    """The rows that begin entries, the best choice of all.

    Where nearly all entries begin with a person, a row that does not is less likely to begin one; where nearly all end
    with a full stop, so is a row behind a line without one.
    """
    weights = _weights(rows)
    signed = [_Signs.of(row.text.strip()) for row in rows]
    found = _best(weights, signed)
    ends = [True, *(line_shapes.ended(row.text) > 0 or row.text.rstrip().endswith(".") for row in rows[:-1])]
    if len(found) > _FEWEST and 5 * sum(ends[at] for at in found) >= 4 * len(found):
        weights = [weight - (0.0 if end else _OPEN) for weight, end in zip(weights, ends, strict=True)]
        found = _best(weights, signed)
    persons = sum(signed[at].named or signed[at].apart for at in found)
    if 4 * persons < 3 * len(found):
        return found
    whole = [False] * len(rows) if _width(rows) else _whole(rows)
    unnamed = [
        0.0 if sign.named or sign.apart else _UNNAMED_LINE if alone else _UNNAMED
        for sign, alone in zip(signed, whole, strict=True)
    ]
    return _best([weight - less for weight, less in zip(weights, unnamed, strict=True)], signed)


class _Signs(NamedTuple):
    """What a row tells if it begins an entry."""

    key: str
    named: bool
    apart: bool  # the alphabet says nothing of it: the author of the entry before, or an archive
    cites: bool

    @classmethod
    def of(cls, text: str) -> _Signs:
        apart = line_shapes.same_author(text) or line_shapes.archival(text)
        return cls(line_shapes.order_key(text), line_shapes.named(text), apart, line_shapes.cites(text))


def _best(weights: Sequence[float], rows: Sequence[_Signs]) -> list[int]:
    citing = [0, *accumulate(row.cites for row in rows)]

    def poor(start: int, end: int) -> float:
        """What it costs that an entry holds no year and no address."""
        return 0.0 if citing[end] > citing[start] else _POOR

    best: list[tuple[float, int]] = [(0.0, -1)]
    for at in range(1, len(rows)):
        options = [
            (best[before][0] + weights[at] + _order(rows[before], rows[at]) - poor(before, at), before)
            for before in range(max(0, at - _WINDOW), at)
        ]
        best.append(max(options))
    # The last entry runs to the end.
    at = max(range(max(0, len(rows) - _WINDOW), len(rows)), key=lambda i: best[i][0] - poor(i, len(rows)))
    begins: list[int] = []
    while at >= 0:
        begins.append(at)
        at = best[at][1]
    return begins[::-1]


def _order(before: _Signs, after: _Signs) -> float:
    """What the alphabet says of two neighbours."""
    one, other = before.key, after.key
    if before.apart or after.apart or not one or not other:
        return 0.0
    if (one[0] > "\u0370") != (other[0] > "\u0370"):  # another script begins another row
        return 0.0
    named = before.named and after.named
    if one <= other:
        return 0.6 if named else 0.3
    return -0.8 if named else -0.6


def _weights(rows: Sequence[Row]) -> list[float]:
    """How much speaks for a beginning in each row, by the layout that the rows share."""
    indents = [_indent(row.text) for row in rows]
    by_indent = _by_indent(indents, rows)
    parted = sum(row.parted for row in rows[1:])
    wide = _width(rows)
    blanks = _blanks(rows, parted, wide)
    addressed = line_shapes.address(rows[0].text.strip())
    heads = Counter(map(line_shapes.head, (row.text for row in rows)))
    dashed = line_shapes.parts_by_dashes([row.text for row in rows])
    out: list[float] = []
    for at, row in enumerate(rows):
        if at == 0:
            out.append(0.0)
            continue
        before = rows[at - 1].text.rstrip()
        begun = line_shapes.begun(row.text)
        if dashed and line_shapes.part(row.text.strip()):
            begun = -3.0
        if addressed and begun < 0 and line_shapes.address(row.text.strip()):
            begun = 0.8  # a list of sites
        if begun > -1 and heads[line_shapes.head(row.text)] > 1 and line_shapes.head(row.text):
            begun += _ALIKE
        weight = begun + line_shapes.parted(before, row.text)
        if by_indent:
            weight += by_indent * (1 if indents[at] > min(indents) else -1)
        if blanks:
            weight += blanks if row.parted else -blanks
        elif row.parted:
            weight += 1.0
        if not wide:
            weight += 1.2
        elif not by_indent or not blanks:
            weight += 1.3 if _early(before, row.text, wide) else -0.6
        out.append(weight)
    return out


def _by_indent(indents: Sequence[int], rows: Sequence[Row]) -> float:
    """The weight of a deeper row: below 0 where beginnings hang out, above 0 where they are indented, 0 where indents
    say nothing."""
    low = min(indents)
    deep = [at for at, indent in enumerate(indents) if indent > low]
    if not deep or len(deep) == len(indents):
        return 0.0
    flat = [at for at, indent in enumerate(indents) if indent == low]

    def mean(places: Sequence[int]) -> float:
        told = [line_shapes.begun(rows[at].text) + line_shapes.ended(rows[at - 1].text) for at in places if at]
        return sum(told) / len(told) if told else 0.0

    hanging, indented = mean(flat) - mean(deep), mean(deep) - mean(flat)
    if indents[0] == low and (hanging > 0 or len(flat) == 1):
        return -3.0
    if indents[0] > low and (indented > 0 or len(deep) == 1):
        return 3.0
    return 0.0


def _early(before: str, after: str, wide: int) -> bool:
    """Whether a line ends though the first word of the next one had room in it."""
    words = after.split(maxsplit=1)
    return len(before.rstrip()) + 1 + len(words[0] if words else "") <= wide


def _blanks(rows: Sequence[Row], parted: int, wide: int) -> float:
    """The weight of a blank line before a row; 0 where blank lines say nothing: none stand, or before every line."""
    if not parted or len(rows) < 3 or parted == len(rows) - 1:
        return 0.0
    good = sum(row.parted and line_shapes.begun(row.text) > -1 for row in rows[1:])
    inside = [at for at in range(1, len(rows)) if not rows[at].parted]
    begin = sum(
        line_shapes.begun(rows[at].text) + line_shapes.ended(rows[at - 1].text) > 1.2
        and (not wide or _early(rows[at - 1].text, rows[at].text, wide))
        for at in inside
    )
    # where most rows without a blank line before them begin like entries, blank lines part groups, not entries
    return 2.5 if 4 * good >= 3 * parted and 2 * begin < max(len(inside), 1) else 0.0


def _width(rows: Sequence[Row]) -> int:
    """The measure of the lines in characters; 0 where nothing broke them."""
    lengths = sorted(len(row.text.rstrip()) for row in rows)
    longest = lengths[-1]
    if longest > _WIDEST or len(rows) < 2 or (len(rows) >= _FEWEST and all(_whole(rows))):
        return 0
    # paragraphs of any length have no measure that some lines share
    near = sum(length > 0.8 * longest for length in lengths)
    return longest if near > 1 and near * 6 >= len(lengths) else 0


def _whole(rows: Sequence[Row]) -> list[bool]:
    """Of each row whether it is an entry by all signs: its beginning, its end, that of the row before, a year."""
    ends = [line_shapes.parted(one.text, other.text) > 0 for one, other in pairwise(rows)]
    ends.append(line_shapes.ended(rows[-1].text) > 0)
    return [
        end and before and line_shapes.begun(row.text) >= 0 and line_shapes.cites(row.text)
        for row, before, end in zip(rows, [True, *ends[:-1]], ends, strict=True)
    ]


def _indent(text: str) -> int:
    expanded = text.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip())
