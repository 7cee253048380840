"""Text that knows where each of its characters came from.

Every repair (joining lines, dropping soft hyphens, folding spaces) goes through :meth:`Mapped.replace`, so
the map to the source composes and offsets are never searched for again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from bibtool.text.spans import Span, merge

_new = tuple.__new__  # of a named tuple: in half the time of a call of its class


class Piece(NamedTuple):
    """A run of the text and the source interval that it stands for.

    ``verbatim`` pieces have the same length on both sides and map character by character; in the others all
    characters stand for the whole interval (a repair; its text may be empty).
    """

    start: int
    source_start: int
    source_end: int
    verbatim: bool


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``replacement``."""

    start: int
    end: int
    replacement: str


class Mapped(Struct, frozen=True):
    """A text with its offset map.  Pieces are in the order of the text and cover all of it."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Mapped:
        """The slice ``source[start:end]``, unchanged."""
        end = len(source) if end is None else end
        if start >= end:
            return EMPTY
        return cls(source[start:end], (Piece(0, start, end, True),))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> Mapped:
        start, end, step = key.indices(len(self.text))
        if step != 1:
            raise ValueError("Mapped takes no step")
        if start >= end:
            return EMPTY
        if start == 0 and end == len(self.text):
            return self
        return Mapped(self.text[start:end], tuple(self._cut(start, end)))

    def _cut(self, start: int, end: int, base: int = 0) -> Sequence[Piece]:
        """The pieces of ``text[start:end]``, counted from ``base``; empty repairs on its edges are left out, unless it
        is the whole text."""
        pieces = self.pieces
        count, length = len(pieces), len(self.text)
        if start == base == 0 and end == length:
            return pieces
        out: list[Piece] = []
        by = base - start
        for i in range(max(_behind(pieces, start) - 1, 0), count):
            at, source_start, source_end, verbatim = pieces[i]
            if at >= end:
                break
            stop = pieces[i + 1][0] if i + 1 < count else length
            lo = at if at > start else start
            hi = stop if stop < end else end
            if lo > hi or (lo == hi and not start < lo < end):
                continue
            if verbatim:
                out.append(_new(Piece, (lo + by, source_start + lo - at, source_start + hi - at, True)))
            else:
                out.append(_new(Piece, (lo + by, source_start, source_end, False)))
        return out

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The source spans of ``text[start:end]``: sorted, disjoint, joined where they touch."""
        length = len(self.text)
        end = length if end is None else end
        if start >= end:
            return ()
        # the loop of _cut without its pieces: this is asked for every value
        pieces = self.pieces
        count = len(pieces)
        first = max(bisect_left(pieces, (start + 1,)) - 1, 0) if count > 1 else 0
        if first < count and pieces[first][0] <= start and end <= length:
            at, source_start, _, verbatim = pieces[first]
            behind = first + 1
            if behind < count and pieces[behind][0] < end:
                behind = bisect_left(pieces, (end,), behind)
            elif verbatim:  # as most values do, it stands in one piece
                by = source_start - at
                return (_new(Span, (start + by, end + by)),)
            run = pieces[first:behind]
            for one, other in pairwise(run):
                if other[1] != one[2]:
                    break
            else:  # on one line, or on lines that touch in the source
                source_start += start - at if verbatim else 0
                at, source_end, stop, verbatim = run[-1]
                source_end = source_end + end - at if verbatim else stop
                if source_end > source_start:
                    return (_new(Span, (source_start, source_end)),)
        found: list[tuple[int, int]] = []
        last = -1
        sort = False
        for i in range(first, count):
            at, source_start, source_end, verbatim = pieces[i]
            if at >= end:
                break
            stop = pieces[i + 1][0] if i + 1 < count else length
            lo = at if at > start else start
            hi = stop if stop < end else end
            if lo > hi or (lo == hi and not start < lo < end):
                continue
            if verbatim:
                source_start, source_end = source_start + lo - at, source_start + hi - at
            if source_start == last and found:
                found[-1] = (found[-1][0], source_end)
            else:
                sort = sort or source_start < last
                found.append((source_start, source_end))
            last = source_end
        if len(found) == 1 and found[0][1] > found[0][0]:
            return (Span(*found[0]),)  # nothing to sort
        spans = [Span(*pair) for pair in found]
        return merge(spans) if sort or any(s.end <= s.start for s in spans) else tuple(spans)

    def replace(self, edits: Sequence[Edit]) -> Mapped:
        """Apply ``edits`` (sorted, disjoint); what they replace stays in the map as the source of the replacement."""
        if not edits:
            return self
        text, own = self.text, self.pieces
        if edits[-1].end < len(text):
            edits = (*edits, Edit(len(text), len(text), ""))  # which keeps what stands behind the others
        texts: list[str] = []
        pieces: list[Piece] = []
        at = length = i = 0
        for edit in edits:
            start, end, replacement = edit
            if start < at:
                raise ValueError(f"edits overlap or are out of order at {start}")
            # most stand, with what is kept before them, in one verbatim piece
            while i + 1 < len(own) and own[i + 1][0] <= at:
                i += 1
            first, source_start, _, verbatim = own[i] if own else _NOTHING
            by = source_start - first
            verbatim = verbatim and end <= (own[i + 1][0] if i + 1 < len(own) else len(text))
            if at < start:
                texts.append(text[at:start])
                kept = [_new(Piece, (length, at + by, start + by, True))] if verbatim else self._cut(at, start, length)
                _join(pieces, kept, 0)
                length += start - at
            if verbatim and start < end:
                pieces.append(_new(Piece, (length, start + by, end + by, False)))
            else:
                _join(pieces, self._replaced(edit), length)
            texts.append(replacement)
            length += len(replacement)
            at = end
        return Mapped("".join(texts), tuple(pieces))

    def _replaced(self, edit: Edit) -> list[Piece]:
        """The pieces of what stands in the place of an edit, counted from its start."""
        spans = self.spans(edit.start, edit.end)
        if not spans:  # an insertion stands for nothing printed
            at = self.source_at(edit.start)
            return [Piece(0, at, at, False)] if edit.replacement else []
        if len(spans) == 1:
            return [Piece(0, *spans[0], False)]
        # Several spans: a page break was taken out between them.  Each takes a share of the text as long as itself is
        # of the source, so that a cut anywhere in the text knows about where it came from.
        whole = sum(span.end - span.start for span in spans)
        pieces: list[Piece] = []
        passed = 0
        for span in spans:
            pieces.append(Piece(len(edit.replacement) * passed // max(whole, 1), span.start, span.end, False))
            passed += span.end - span.start
        return pieces

    def source_at(self, position: int) -> int:
        """The source offset of ``text[position]``; at the end of the text, the offset after its last character."""
        if not self.pieces:
            return 0
        index = max(_behind(self.pieces, position) - 1, 0)
        piece = self.pieces[index]
        if piece.verbatim:
            return min(piece.source_start + position - piece.start, piece.source_end)
        return piece.source_start if position < len(self.text) else piece.source_end

    def within(self, span: Span) -> tuple[int, int] | None:
        """The stretch of the text that stands for a source span, None where no character does."""
        found: list[int] = []
        count, length = len(self.pieces), len(self.text)
        for i, (at, start, end, verbatim) in enumerate(self.pieces):
            if start >= span.end or end <= span.start:
                continue
            stop = self.pieces[i + 1][0] if i + 1 < count else length
            if verbatim:
                at, stop = at + max(span.start - start, 0), stop - max(end - span.end, 0)
            found += (at, stop)
        return (min(found), max(found)) if found and max(found) > min(found) else None

    def stripped(self, start: int, end: int) -> Mapped:
        """``self[start:end].strip()``, cut once."""
        part = self.text[start:end]
        right = start + len(part.rstrip())
        return self[min(end - len(part.lstrip()), right) : right] if part else EMPTY

    def strip(self, chars: str | None = None) -> Mapped:
        """Without leading and trailing ``chars`` (white space by default)."""
        left = len(self.text) - len(self.text.lstrip(chars))
        return self[left : max(len(self.text.rstrip(chars)), left)]


def concat(parts: Iterable[Mapped]) -> Mapped:
    """One text after the other."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        texts.append(part.text)
        _join(pieces, part.pieces, at)
        at += len(part.text)
    return Mapped("".join(texts), tuple(pieces))


def _join(pieces: list[Piece], more: Iterable[Piece], at: int) -> None:
    """Put pieces of a text that begins at ``at`` behind those before it; verbatim ones that touch become one."""
    for piece in more:
        start, source_start, source_end, verbatim = piece
        if verbatim and pieces:
            last_start, last_source, last_end, last_verbatim = pieces[-1]
            if last_verbatim and last_end == source_start and last_start + (last_end - last_source) == start + at:
                pieces[-1] = Piece(last_start, last_source, source_end, True)
                continue
        pieces.append(Piece(start + at, source_start, source_end, verbatim) if at else piece)


def _behind(pieces: Sequence[Piece], position: int) -> int:
    """The index of the first piece that begins behind a position.  A tuple sorts before every longer one, so that
    bisection needs no key."""
    return bisect_left(pieces, (position + 1,))


EMPTY = Mapped("", ())
_NOTHING = Piece(0, 0, 0, False)
