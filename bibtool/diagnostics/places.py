"""Line and column of an offset, and the line itself cut to a readable width."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from bibtool.text.lines import LINE_END
from bibtool.text.spans import Span

WIDTH = 100  # characters of a line that are shown
_REMEMBERED = 1024  # characters: a document has few


class Place(Struct, frozen=True):
    """``line`` and ``column`` are 1-based; ``text`` is the line without control characters, cut to a width;
    ``marks`` are the half-open column ranges of ``text``, in terminal cells, that the spans cover."""

    line: int
    column: int
    text: str
    marks: tuple[tuple[int, int], ...]


class Lines:
    """The lines of one source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *(m.end() for m in LINE_END.finditer(source))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, 1-based, in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def place(self, spans: Sequence[Span], width: int = WIDTH) -> Place | None:
        """Where the first span stands, with the marks of all spans on its line; None without spans or outside."""
        if not spans or not 0 <= spans[0].start <= len(self._source):
            return None
        number, column = self.position(spans[0].start)
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._source)
        # never more than some hundred characters of a line of 50 MB
        low = max(start, spans[0].start - width // 2)
        high = min(end, low + width)
        low = max(start, min(low, high - width))
        cut = self._source[low:high]
        text = cut.rstrip("\r\n\u0085\u2028\u2029\f\v")
        marks = [
            (max(span.start, low) - low, min(span.end, low + len(text)) - low)
            for span in spans
            if span.start < low + len(text) and span.end > low
        ] or [(min(spans[0].start - low, len(text)),) * 2]
        shown = "".join(map(_visible, text))
        lead = "…" if low > start else ""
        tail = "…" if low + len(text) < end - 2 else ""
        cells = [0]
        for char in shown:
            cells.append(cells[-1] + _cells(char))
        marked = tuple(
            (len(lead) + cells[a], len(lead) + max(cells[b], cells[a] + 1)) for a, b in marks if a <= len(shown)
        )
        return Place(number, column, f"{lead}{shown}{tail}", marked)


def carets(place: Place) -> str:
    """The line of ``^`` under ``place.text``."""
    out: list[str] = []
    at = 0
    for start, end in sorted(place.marks):
        start = max(start, at)
        if end <= start:
            continue
        out.append(" " * (start - at) + "^" * (end - start))
        at = end
    return "".join(out)


@lru_cache(_REMEMBERED)
def _visible(char: str) -> str:
    """Control characters (a terminal would obey them) and tabs as a space; what has no width as ``·`` where it is
    a soft hyphen, which a reader should see."""
    if char == "\u00ad":
        return "·"
    return " " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in "\u202a\u202b\u202d\u202e" else char


@lru_cache(_REMEMBERED)
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
