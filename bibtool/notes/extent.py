"""Which lines belong to each note: where it ends, what is body, what continues it after a page break."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bibtool.notes.evidence import cites
from bibtool.notes.marks import Mark, Style, closed, last_word
from bibtool.notes.words import is_heading, words
from bibtool.text.lines import Line
from bibtool.text.patterns import regex

_STARRED = regex(r"\s*[*†‡]{1,3}\s*[^\W\d_]")
_ADDRESS = ("<http", "<www", "http://", "https://", "www.")


class Extent(Struct, frozen=True):
    """The lines of one note, in order; ``joined`` if body text or a page break stood between them, ``cut`` if the
    note breaks off and no continuation was found."""

    lines: tuple[int, ...]
    joined: bool = False
    cut: bool = False


class Layout(Struct, frozen=True):
    """What the search for extents looks at.

    ``marker_lines``: sorted lines that carry a marker; ``interleaved``: notes stand at the foot of pages, between
    parts of the body, rather than in a list at the end.
    """

    rows: Sequence[Line]
    skip: Sequence[bool]
    marker_lines: Sequence[int]
    interleaved: bool
    indented: float  # share of the lines that begin with white space

    def torn(self, before: int, after: int) -> bool:
        """Whether a page ends between two lines."""
        return any(self.rows[i].new_page or self.skip[i] for i in range(before + 1, after)) or self.rows[after].new_page


def extents(layout: Layout, starts: Sequence[Mark], stops: Sequence[int] = ()) -> list[Extent]:
    """One extent for each start; ``stops`` are lines, that no note goes beyond, sorted (headings of lists)."""
    ends = [*(mark.line for mark in starts[1:]), len(layout.rows)]
    for i, mark in enumerate(starts):
        stop = bisect_right(stops, mark.line)
        if stop < len(stops):
            ends[i] = min(ends[i], stops[stop])
    return [
        _extent(layout, mark.line, end, last=i + 1 == len(starts))
        for i, (mark, end) in enumerate(zip(starts, ends, strict=False))
    ]


_HEADING = 70  # characters of the heading of a chapter


def without_headings(layout: Layout, starts: Sequence[Mark], reach: Sequence[Extent]) -> list[Extent]:
    """The extents without headings of chapters among the notes: a short line behind the end of a note, before one from
    which the numbers count again."""
    out = list(reach)
    for at, (extent, after) in enumerate(zip(reach, starts[1:], strict=False)):
        lines = extent.lines
        if after.number != 1 or len(lines) < 2 or starts[at].style is Style.SIGN:
            continue
        end = len(lines)
        while end > 1 and end > len(lines) - 2 and _heads(layout, lines[end - 1]):
            end -= 1
        if end < len(lines) and closed("\n".join(layout.rows[i].text for i in lines[:end])):
            out[at] = replace(extent, lines=lines[:end])
    return out


def _heads(layout: Layout, index: int) -> bool:
    text = layout.rows[index].text.strip()
    return len(text) <= _HEADING and text[:1].isalnum() and not text[:1].islower() and text[-1:] not in ".,;:>)]-"


def _extent(layout: Layout, start: int, end: int, last: bool) -> Extent:
    rows = layout.rows
    content = [i for i in range(start, end) if not layout.skip[i] and not rows[i].blank]
    # The author's own note, called by a star, ends the note above it.
    for at in range(1, len(content)):
        if _STARRED.match(rows[content[at]].text) and closed(rows[content[at - 1]].text):
            content = content[:at]
            end = content[-1] + 1
            break
    first = bisect_left(layout.marker_lines, start + 1)
    beyond = bisect_left(layout.marker_lines, end)
    called = layout.marker_lines[first:beyond]
    if called:
        # The body resumes at the latest in the line of its first marker.
        limit = bisect_left(content, called[0])
        split = _best_split(layout, content, limit, least=-10.0)
        own, rest = content[:split], content[split:]
        if not _closed(layout, own):
            tail = _continuation(layout, own, rest, called[-1])
            return Extent((*own, *tail), joined=bool(tail), cut=not tail)
        return Extent(tuple(own))
    if last or (layout.interleaved and not layout.marker_lines):
        split = _best_split(layout, content, len(content), least=4.0 if last else 6.0)
        own = content[:split]
        return Extent(tuple(own), cut=split < len(content) and not _closed(layout, own))
    return Extent(tuple(content))


def _closed(layout: Layout, content: Sequence[int]) -> bool:
    return closed("\n".join(layout.rows[i].text for i in content))


def _best_split(layout: Layout, content: Sequence[int], limit: int, least: float) -> int:
    """How many lines of ``content`` the note keeps: the best place up to ``limit`` where body text may resume.

    Without a place as good as ``least`` it keeps them all.
    """
    rows = layout.rows
    best, split = least, len(content)
    angle = square = 0
    for at in range(1, min(limit, len(content) - 1) + 1):
        line, before = rows[content[at]], rows[content[at - 1]]
        angle += before.text.count("<") - before.text.count(">")
        square += before.text.count("[") - before.text.count("]")
        score = -1.0
        if closed(before.text.strip("<>[]")) or before.text.rstrip().endswith(">"):
            score = 3.0 if angle <= 0 and square <= 0 else -2.0
        between = range(content[at - 1] + 1, content[at])
        if layout.torn(content[at - 1], content[at]):
            score += 7.0  # a note goes beyond the end of its page only with body text between
        elif len(between):
            score += 2.0
        elif score == 3.0 and line.text.lstrip()[:1].islower():
            # The middle of a sentence after the end of one: the body goes on, without any mark of it.
            either = last_word(before.text).casefold() in words("either")
            score += 0.0 if either or _end_of_note([rows[i].text for i in content[at : at + _LINES + 1]]) else 3.0
        if line.indent > rows[content[at - 1]].indent:
            score += 3.0 if layout.indented < 0.2 else 1.0
        if is_heading(line.text, "after") or is_heading(line.text, "headings"):
            score += 4.0
        if score == -1.0:  # nothing at all speaks for it
            score = -9.0
        if score > best:
            best, split = score, at
    return split


_LINES = 2


def _end_of_note(rest: Sequence[str]) -> bool:
    """Whether the lines behind an abbreviation are the last of a note: a line or two that cite, up to a full stop
    ("канд. ист. / наук. Улан-Удэ, 1999. С. 88.")."""
    return len(rest) <= _LINES and cites("\n".join(rest)) and closed(rest[-1])


def _continuation(layout: Layout, own: Sequence[int], content: Sequence[int], last_marker: int) -> list[int]:
    """The lines after the body that continue an unfinished note.

    Where the note breaks off in a bracket, what closes it tells; else the last block before the next note, from the
    last one that begins in mid sentence.
    """
    rows = layout.rows
    after = [i for i in content if i > last_marker]
    for at in range(1, len(after)):
        if layout.torn(after[at - 1], after[at]):  # it stands on the page where the body resumed
            after = after[:at]
            break
    closing = _closing(layout, own, after)
    blocks: list[list[int]] = []
    for at, index in enumerate(after):
        if at == 0 or index - after[at - 1] > 1:
            blocks.append([])
        blocks[-1].append(index)
    # The block that begins in the marker's own paragraph is body.
    if blocks and blocks[0][0] == last_marker + 1:
        blocks = blocks[1:]
    if not blocks:
        return closing
    first = len(blocks) - 1
    for at in range(len(blocks) - 1, -1, -1):
        begin = rows[blocks[at][0]].text.lstrip()[:1]
        if begin.islower() or begin.isdigit() or begin in "-<":
            first = at
            break
    tail = [i for block in blocks[first:] for i in block]
    return tail if not closing or closing[0] in tail else closing


def _closing(layout: Layout, own: Sequence[int], after: Sequence[int]) -> list[int]:
    """From the line on that closes the bracket in which the note breaks off, or that begins with an address; an
    address may run over more lines."""
    text = "\n".join(layout.rows[i].text for i in own)
    for opener, closer in ("<>", "[]"):
        if text.count(opener) <= text.count(closer):
            continue
        for at, index in enumerate(after):
            line = layout.rows[index].text
            end = line.find(closer)
            if end < 0 or -1 < line.find(opener) < end:
                continue
            while opener == "<" and at and len(layout.rows[after[at - 1]].text.split()) == 1:
                at -= 1
            return list(after[at:])
    # A line of a body does not begin with an address.
    for at, index in enumerate(after):
        if layout.rows[index].text.lstrip().startswith(_ADDRESS):
            return list(after[at:])
    return []
