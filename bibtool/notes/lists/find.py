"""The reference lists of a text: those under a heading, and a text that is nothing but one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from msgspec import Struct

from bibtool.notes.lists import line_shapes
from bibtool.notes.lists.cut import Cut, Row, cut, labels
from bibtool.notes.lists.headings import Heading, heading
from bibtool.readers.closing import closes
from bibtool.text.compiled import compiled
from bibtool.text.lines import Line
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

_LONG = 900  # characters; a longer entry is prose
_TYPICAL = 450  # characters that entries have on average at most
_SHORT_HEADING = 60  # characters of a heading within a list
_WORDS = 7  # of such a heading
_TITLE = 4  # rows that may stand above a list that is all there is
_FEW = 3
_RIGHTS = ("(c) ", "(C) ")  # "(c) 2020 Journal": the foot of a page; no work is cited so
_PROSE = 1.5  # words of sentences in an entry


class FoundList(Struct, frozen=True):
    """A list's entries, and the lines of the text that belong to it: heading, headings of its parts, entries.

    ``heading`` is the line of its heading, -1 where it has none.
    """

    heading: int
    entries: tuple[Cut, ...]
    lines: frozenset[int]

    @property
    def numbered(self) -> bool:
        """Whether its entries count."""
        return any(entry.number.isdecimal() for entry in self.entries)


def _ends_line(rows: Sequence[Line], at: int) -> bool:
    """Whether a line ends what the line right above it left open: "Cambridge: Polity", "Press."."""
    above = rows[at - 1].text.rstrip() if at else ""
    return rows[at].text.rstrip().endswith(".") and bool(above) and (above[-1].isalnum() or above[-1] in ",:&-")


def find_lists(rows: Sequence[Line], skip: Sequence[bool], entries: Sequence[Span] = ()) -> list[FoundList]:
    """The lists under headings, and those whose ``entries`` the format marks, in order."""
    marked = _marked(rows, skip, entries)
    taken = {i for each in marked for i in each.lines}
    content = [i for i, line in enumerate(rows) if not skip[i] and not line.blank and i not in taken]
    heads = [(bisect_left(content, min(each.lines)), Heading.END) for each in marked]  # none goes on behind them
    heads += [
        (at, kind)
        for at, i in enumerate(content)
        if (kind := heading(rows[i].text)) is not Heading.NOTHING and not (kind is Heading.PART and _ends_line(rows, i))
    ]
    heads.sort(key=lambda head: head[0])
    found: list[FoundList] = []
    number = 0
    while number < len(heads):
        kind = heads[number][1]
        number += 1
        if kind is Heading.END:
            continue
        built, number = _under(rows, skip, content, heads, number - 1)
        if built is not None:
            found.append(built)
    found += _before(rows, skip, content, heads, found)
    return sorted((*found, *marked), key=lambda each: min(each.lines))


def _marked(rows: Sequence[Line], skip: Sequence[bool], spans: Sequence[Span]) -> list[FoundList]:
    """The lists whose entries are known: what other lines stand between parts them."""
    lists: list[list[list[Row]]] = []
    starts = [line.start for line in rows]
    behind = -1
    for span in spans:
        begin = max(bisect_right(starts, span.start) - 1, 0)
        inside = range(max(begin, behind + 1), bisect_left(starts, span.end))
        lines = _rows(rows, skip, (i for i in inside if not skip[i] and not rows[i].blank))
        if not lines or (len(lines) == 1 and heading(lines[0].text) is not Heading.NOTHING):
            continue
        if not lists or not all(skip[i] or rows[i].blank for i in range(behind + 1, lines[0].index)):
            lists.append([])
        lists[-1].append(lines)
        behind = lines[-1].index
    found: list[FoundList] = []
    behind = -1
    for each in lists:
        numbers = labels([lines[0] for lines in each])
        cuts = [Cut(tuple(lines), *numbers.get(at, ("", 0))) for at, lines in enumerate(each)]
        between = [i for i in range(behind + 1, each[0][0].index) if not skip[i] and not rows[i].blank]
        parted = behind >= 0 and len(between) == 1 and len(rows[between[0]].text) <= _SHORT_HEADING
        known = bool(between) and heading(rows[between[-1]].text) not in (Heading.NOTHING, Heading.END)
        head = between[-1:] if known or parted else []
        held = [row.index for lines in each for row in lines]
        found.append(FoundList(head[0] if head else -1, tuple(cuts), frozenset((*head, *held))))
        behind = held[-1]
    return found


def _before(
    rows: Sequence[Line],
    skip: Sequence[bool],
    content: Sequence[int],
    heads: Sequence[tuple[int, Heading]],
    found: Sequence[FoundList],
) -> list[FoundList]:
    """The lists under headings that chapters have too, which end where a list begins ("Источники" before
    "Литература")."""
    begun = {each.heading for each in found}
    used = {i for each in found for i in each.lines}
    more: list[FoundList] = []
    for (at, kind), (end, _) in reversed(list(pairwise(heads))):
        part = _rows(rows, skip, content[at + 1 : end])
        if kind is not Heading.PART or content[at] in used or content[end] not in begun or not part:
            continue
        entries, lines = _section(part, Trust.CLOSED)
        if entries and len(lines) == len(part):
            more.append(FoundList(content[at], tuple(entries), frozenset((content[at], *lines))))
            begun.add(content[at])
    return more


def _under(
    rows: Sequence[Line], skip: Sequence[bool], content: Sequence[int], heads: Sequence[tuple[int, Heading]], first: int
) -> tuple[FoundList | None, int]:
    """The list that a heading opens, with the parts that headings below it open; the number of the next heading."""
    entries: list[Cut] = []
    lines: list[int] = []
    number = first
    while number < len(heads) and (heads[number][1] is not Heading.END):
        at, kind = heads[number]
        end = heads[number + 1][0] if number + 1 < len(heads) else len(content)
        if number > first and kind is Heading.LIST and entries:
            break  # a list of its own
        part = _rows(rows, skip, content[at + 1 : end])
        if part:
            closed = number > first and number + 1 < len(heads) and heads[number + 1][1] is not Heading.END
            trust = Trust.CLOSED if closed else Trust.HEADED
            told, used = _section(part, trust if heads[first][1] is Heading.LIST else Trust.BARE)
            if not told:
                break
            entries += told
            lines += [content[at], *used]
            number += 1
            if len(used) < len(part):
                break  # prose follows
        else:
            lines.append(content[at])
            number += 1
    if not entries:
        return None, first + 1
    return FoundList(content[heads[first][0]], tuple(entries), frozenset(lines)), number


def _rows(rows: Sequence[Line], skip: Sequence[bool], indices: Iterable[int]) -> list[Row]:
    out: list[Row] = []
    before = -1
    for index in indices:
        if _is_running_head(rows, index):
            continue
        between = range(before + 1, index) if before >= 0 else ()
        # what a page break leaves between two lines parts nothing
        torn = any(skip[i] or rows[i].new_page for i in between) or rows[index].new_page
        out.append(Row(index, rows[index].text, bool(between) and not torn))
        before = index
    return out


_NUMBERED_HEAD = regex(r"\s*(?:\d{1,4}\s+(?P<left>\D+)|(?P<right>\D+?)\s+\d{1,4})\s*")


def _is_running_head(rows: Sequence[Line], index: int) -> bool:
    """Whether a line is the heading of a list with the number of a page, at the head of it."""
    text = rows[index].text
    match = _NUMBERED_HEAD.fullmatch(text) if len(text) < 2 * _SHORT_HEADING else None
    if match is None or heading(match["left"] or match["right"]) in (Heading.NOTHING, Heading.END):
        return False
    while index and not rows[index].new_page and rows[index - 1].blank:
        index -= 1
    return rows[index].new_page


class Trust(Enum):
    """What a heading says of the entries below it."""

    BARE = auto()  # it may be that of a chapter
    HEADED = auto()  # it is that of a list
    CLOSED = auto()  # a list goes on or begins behind them


def _section(rows: list[Row], trust: Trust) -> tuple[list[Cut], list[int]]:
    """The entries of one part of a list, and the lines used; nothing where it holds no works."""
    entries, used = _parts(rows)
    kept = _without_tail(entries)
    if len(kept) < len(entries):
        gone = {row.index for entry in entries[len(kept) :] for row in entry.rows}
        last = max((row.index for entry in kept for row in entry.rows), default=-1)
        used = [i for i in used if i not in gone and i <= last]
    fits = {Trust.BARE: _strict, Trust.HEADED: _headed, Trust.CLOSED: _closed}[trust]
    return (kept, used) if kept and fits(kept) else ([], [])


def _parts(rows: list[Row]) -> tuple[list[Cut], list[int]]:
    """The entries between headings that no lexicon knows ("Prasa lokalna"), and between letters of the alphabet."""
    breaks = _letters(rows)
    if not breaks:
        first = cut(rows)
        breaks = _inner_headings(first)
    used = [row.index for row in rows]
    if not breaks:
        return first, used
    entries: list[Cut] = []
    part: list[Row] = []
    for row in rows:
        if row.index in breaks:
            entries += cut(part)
            part = []
        else:
            part.append(row)
    return [*entries, *cut(part)], used


def _letters(rows: Sequence[Row]) -> set[int]:
    """Lines that are one letter, behind which entries begin with it: "A", "B"; the lines' indexes."""
    found = {
        row.index
        for row, after in pairwise(rows)
        if (match := _LETTER.fullmatch(row.text.strip()))
        and line_shapes.order_key(after.text).startswith(line_shapes.order_key(match["letter"]))
    }
    first = next((row.index for row in rows), -1)
    return found if len(found) > 1 and first in found else set()


_LETTER = regex(r"[–—-]?\s*(?P<letter>[^\W\d_]{1,2})\s*[.–—-]?")


def _inner_headings(entries: Sequence[Cut]) -> set[int]:
    """Entries that are a short line apart, behind which the alphabet or the numbers begin anew."""
    found: set[int] = set()
    counted = any(entry.number.isdecimal() for entry in entries)
    for at, entry in enumerate(entries[:-1]):
        text = entry.text.strip()
        after = entries[at + 1]
        if len(entry.rows) > 1 or len(text) > _SHORT_HEADING or entry.number or not text[:1].isupper():
            continue
        if (
            line_shapes.cites(text)
            or line_shapes.named(text)
            or text[-1] in ".,;"
            or "," in text
            or len(text.split()) > _WORDS
        ):
            continue
        if not (entry.rows[0].parted or at == 0) or line_shapes.begun(after.text) < 0:
            continue
        anew = counted and bool(after.number)
        if anew or at == 0 or line_shapes.order_key(after.text) < line_shapes.order_key(entries[at - 1].text):
            found.add(entry.rows[0].index)
    return found


def _poor(entry: Cut) -> bool:
    """Whether an entry holds nothing that works have."""
    text = entry.text
    if len(text) > _LONG:
        return True
    return not line_shapes.cites(text) and not (
        entry.number or line_shapes.named(text.strip()) or line_shapes.same_author(text.strip())
    )


def _without_tail(entries: list[Cut]) -> list[Cut]:
    """The entries up to where prose, or what a publisher says of the article begin."""
    end = next((at for at, entry in enumerate(entries) if at and _is_of_publisher(entry.text)), len(entries))
    entries = entries[:end]
    for at, entry in enumerate(entries):
        following = entries[at : at + 3]
        if _poor(entry) and (
            len(entry.text) > _LONG
            or (len(following) == 3 and all(map(_poor, following)) and not _archival(entries, at))
        ):
            end = at
            break
    kept = entries[:end]
    while kept and _apart(kept):
        kept = kept[:-1]
    return kept


def _is_of_publisher(text: str) -> bool:
    return text.startswith(_RIGHTS) or closes(text.lstrip(), named=False)


def _apart(entries: Sequence[Cut]) -> bool:
    """Whether what stands last is no entry: without a number in a list that counts, or words of sentences, set off."""
    last = entries[-1]
    if not any(map(str.isalpha, last.text)):
        return True  # the number of the last page
    if not last.rows[0].parted:
        return False
    if (
        len(entries) > _FEW
        and not any(e.rows[0].parted for e in entries[1:-1])
        and not line_shapes.named(last.text.strip())
    ):
        return True  # set off, as no other entry is
    if not last.number and any(entry.number.isdecimal() for entry in entries):
        return True
    return _poor(last) and _prose(last.text) > 0


def _archival(entries: Sequence[Cut], at: int) -> bool:
    """Whether a list goes on with works behind entries without a year."""
    later = entries[at:]
    return 2 * sum(line_shapes.cites(entry.text) for entry in later) >= len(later)


def _headed(entries: Sequence[Cut]) -> bool:
    """Whether what stands under the heading of a list is one."""
    count = len(entries)
    citing = sum(line_shapes.cites(entry.text) for entry in entries)
    begun = sum(
        bool(e.number) or line_shapes.begun(e.text) >= 0 or line_shapes.address(e.text.strip()) for e in entries
    )
    length = sum(len(entry.text) for entry in entries) / count
    return 2 * citing >= count and 3 * begun >= 2 * count and length < _TYPICAL and not _are_notes(entries)


def _closed(entries: Sequence[Cut]) -> bool:
    """The same between the headings of a list's parts: holdings of archives show neither years nor names."""
    texts = [entry.text.strip() for entry in entries]
    if sum(map(_prose, texts)) or any(line_shapes.begun(text) < 0 and not line_shapes.address(text) for text in texts):
        return _headed(entries)
    return sum(map(len, texts)) < _TYPICAL * len(texts) and not _are_notes(entries)


def _strict(entries: Sequence[Cut]) -> bool:
    """The same under a heading that chapters have too ("Źródła")."""
    count = len(entries)
    if count < 2 or not _headed(entries):
        return False
    citing = sum(line_shapes.cites(entry.text) for entry in entries)
    told = sum(
        line_shapes.named(text) or line_shapes.same_author(text) or line_shapes.official(text) or "://" in text
        for text in (e.text.strip() for e in entries)
    )
    prose = sum(_prose(entry.text) for entry in entries) / count
    return 4 * citing >= 3 * count and 5 * told >= 2 * count and prose < _PROSE


def _are_notes(entries: Sequence[Cut]) -> bool:
    """Whether entries point back, as notes do and works do not."""
    back = sum(_back().match(entry.text.strip()) is not None for entry in entries)
    return back * 10 >= len(entries) and back > 0


@cache
def _back() -> re.Pattern[str]:
    from bibtool.language.lexicon import lexicon

    return compiled(lexicon().alternation("ibid", "op_cit", "see"))


def _prose(text: str) -> int:
    """How many words of sentences a text holds."""
    from bibtool.language.lexicon import lexicon

    told = lexicon().hint("sentence_word")
    return sum(word in told for word in text.split())


def alone(rows: Sequence[Line], skip: Sequence[bool]) -> FoundList | None:
    """The list that a text without any heading is, below a title at most.

    Numbered paragraphs are notes, unless the alphabet orders them.
    """
    content = _rows(rows, skip, (i for i, line in enumerate(rows) if not skip[i] and not line.blank))
    # of entries at least every sixth line has a year; a book of prose need not be cut to know that it is none
    if len(content) < 2 or 6 * sum(line_shapes.cites(row.text) for row in content) < len(content):
        return None
    for start in range(min(_TITLE, len(content) - 1)):
        if start and line_shapes.named(content[start - 1].text.strip()):
            break
        entries = cut(content[start:])
        if _is_all(entries):
            lines = frozenset(row.index for entry in entries for row in entry.rows)
            return FoundList(-1, tuple(entries), lines)
    return None


def _is_all(entries: Sequence[Cut]) -> bool:
    count = len(entries)
    if count < 2 or _are_notes(entries) or any(len(entry.text) > _LONG for entry in entries):
        return False
    texts = [entry.text.strip() for entry in entries]
    citing = sum(map(line_shapes.cites, texts))
    family = sum(line_shapes.family_first(text) or line_shapes.same_author(text) for text in texts)
    named = sum(line_shapes.named(text) or line_shapes.same_author(text) for text in texts)
    keys = [line_shapes.order_key(text) for text in texts if not line_shapes.same_author(text)]
    ordered = sum(before <= after for before, after in pairwise(keys))
    prose = sum(map(_prose, texts)) / count
    if 6 * citing < 5 * count or prose >= _PROSE or sum(map(len, texts)) > _TYPICAL * count:
        return False
    sorted_ = 5 * ordered >= 4 * (len(keys) - 1) and len(keys) > 2
    if entries[0].number.isdecimal():
        return sorted_ and 5 * family >= 3 * count
    return (sorted_ and 5 * named >= 2 * count) or 4 * named >= 3 * count
