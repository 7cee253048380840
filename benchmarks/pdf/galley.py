"""A typesetter of galleys: notes across two columns, in the margin, several on a line, or typewritten."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.pdf.content import Content, Note

_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_LEADING = 1.22


class _Word(NamedTuple):
    """A word; ``call`` is the number of the note that stands at its end, ``opens`` the note that it begins."""

    text: str
    call: int = 0
    tail: str = ""  # what stands after the call
    opens: int = 0


@dataclass(frozen=True, slots=True)
class Galley:
    """Lengths in points."""

    page: tuple[float, float] = (482, 680)
    left: float = 56
    right: float = 56
    top: float = 60
    columns: int = 1
    gutter: float = 18
    size: float = 10
    note: float = 8
    family: str = "DejaVuSerif"
    across: bool = False  # notes of all columns in one block below them
    margin_notes: float = 0  # width of notes in the right margin, beside the lines that call them
    run_in: bool = False  # notes of a page as one paragraph
    underscores: bool = False  # a typed rule, and marks typed in full size, raised by half a line

    def __call__(self, content: Content) -> bytes:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont(self.family, str(_FONTS / f"{self.family}.ttf")))
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=self.page, pageCompression=0)
        _Composer(content, self, canvas, pdfmetrics.stringWidth).run()
        canvas.save()
        return target.getvalue()


class _Composer:
    def __init__(self, content: Content, galley: Galley, canvas, measure) -> None:  # type: ignore[no-untyped-def]
        self._galley, self._canvas, self._measure = galley, canvas, measure
        self._notes = content.notes
        inner = galley.page[0] - galley.left - galley.right
        self._width = (inner - (galley.columns - 1) * galley.gutter) / galley.columns
        self._foot_width = inner if galley.across else galley.margin_notes or self._width
        self._rows = list(self._body(content))

    def _body(self, content: Content) -> Iterator[list[_Word]]:
        count = 0
        for block in content.blocks:
            words: list[_Word] = []
            apart = True
            for run in block.runs:
                if isinstance(run, Note):
                    count += 1
                    words[-1] = words[-1]._replace(call=count)
                    apart = False
                    continue
                parts = run.split()
                if parts and not apart and not run[0].isspace():
                    words[-1] = words[-1]._replace(tail=parts.pop(0))
                words += [_Word(part) for part in parts]
                apart = True
            yield from self._broken(words, self._galley.size, self._width)
            yield []

    def _wide(self, word: _Word, size: float) -> float:
        galley = self._galley
        small = size if galley.underscores else 0.62 * size
        wide = float(self._measure(word.text + word.tail, galley.family, size))
        return wide + float(self._measure(str(word.call or word.opens or ""), galley.family, small))

    def _broken(self, words: Sequence[_Word], size: float, width: float) -> Iterator[list[_Word]]:
        row: list[_Word] = []
        at = 0.0
        queue = list(words)
        while queue:
            word = queue.pop(0)
            while self._wide(word, size) > width and "/" in word.text[:-1].strip("/"):  # an address goes on below
                head, slash, tail = (
                    word.text.rpartition("/") if word.text[-1] != "/" else word.text[:-1].rpartition("/")
                )
                queue.insert(0, _Word(tail, word.call, word.tail))
                word = _Word(head + slash, opens=word.opens)
            wide = self._wide(word, size)
            if row and at + wide > width:
                yield row
                row, at = [], 0.0
            row.append(word)
            at += wide + 0.3 * size
        if row:
            yield row

    def _noted(self, numbers: Sequence[int]) -> list[list[_Word]]:
        rows: list[list[_Word]] = []
        run: list[_Word] = []
        for number in numbers:
            first, *rest = self._notes[number - 1].split()
            words = [_Word(first, opens=number), *map(_Word, rest)]
            if self._galley.run_in:
                run += words
            else:
                rows += self._broken(words, self._galley.note, self._foot_width)
        return rows + list(self._broken(run, self._galley.note, self._foot_width))

    def run(self) -> None:
        galley = self._galley
        page = 17
        waiting: list[list[_Word]] = []
        foot_high = galley.note * _LEADING
        high = galley.page[1] - 2 * galley.top - 16
        while self._rows or waiting:
            columns: list[list[list[_Word]]] = []
            feet: list[list[list[_Word]]] = []
            calls: list[int] = []
            for column in range(galley.columns):
                body: list[list[_Word]] = []
                if not galley.across or column == 0:
                    calls = []
                carried = waiting if not galley.across or column == 0 else []
                while self._rows:
                    called = [word.call for word in self._rows[0] if word.call]
                    noted = [] if galley.margin_notes else self._noted(calls + called)
                    # what a block below all columns takes is taken from each of them
                    if (
                        body
                        and (len(body) + 1) * galley.size * _LEADING + (len(carried) + len(noted)) * foot_high > high
                    ):
                        break
                    body.append(self._rows.pop(0))
                    calls += called
                columns.append(body)
                if not galley.across:
                    feet.append(carried + ([] if galley.margin_notes else self._noted(calls)))
                    waiting = []
            if galley.across:
                feet.append(waiting + self._noted(calls))
                waiting = []
            room = max(int((high - min(map(len, columns)) * galley.size * _LEADING) / foot_high), 1)
            if galley.across:
                most = max(map(len, columns)) * galley.size * _LEADING
                room = max(int((galley.page[1] - 1.75 * galley.top - most) / foot_high), 1)
            for place, rows in enumerate(feet):
                if len(rows) > room and not galley.margin_notes:
                    feet[place], more = rows[:room], rows[room:]
                    waiting = waiting + more
            self._draw_page(columns, feet, page)
            page += 1

    def _draw_page(self, columns: list[list[list[_Word]]], feet: list[list[list[_Word]]], page: int) -> None:
        galley = self._galley
        head = f"{page}    Zapiski 12 (2018)" if page % 2 == 0 else f"O przewozach    {page}"
        self._canvas.setFont(galley.family, galley.note)
        self._canvas.drawString(galley.left, galley.page[1] - 0.6 * galley.top, head)
        beside = galley.page[1] - galley.top
        for place, rows in enumerate(columns):
            x, y = galley.left + place * (self._width + galley.gutter), galley.page[1] - galley.top
            for row in rows:
                y -= galley.size * _LEADING
                self._line(row, x, y, galley.size)
                for word in row:
                    if word.call and galley.margin_notes:
                        beside = self._beside(word.call, min(beside, y + galley.size * _LEADING))
        for place, rows in enumerate(feet):
            if not rows:
                continue
            x, y = galley.left + place * (self._width + galley.gutter), 0.55 * galley.top
            y += len(rows) * galley.note * _LEADING
            if galley.underscores:
                self._canvas.setFont(galley.family, galley.note)
                self._canvas.drawString(x, y + 3, "_" * 20)
            else:
                self._canvas.setLineWidth(0.4)
                self._canvas.line(x, y + 3, x + 90, y + 3)
            for row in rows:
                y -= galley.note * _LEADING
                self._line(row, x, y, galley.note)
        self._canvas.showPage()

    def _beside(self, number: int, y: float) -> float:
        galley = self._galley
        for row in self._noted([number]):
            y -= galley.note * _LEADING
            self._line(row, galley.page[0] - galley.right + 16, y, galley.note)
        return y - 3

    def _line(self, row: Sequence[_Word], x: float, y: float, size: float) -> None:
        for word in row:
            x = self._number(word.opens, x, y, size)
            x = self._put(word.text, x, y, size)
            x = self._number(word.call, x, y, size)
            x = self._put(word.tail, x, y, size)
            x += 0.3 * size

    def _number(self, number: int, x: float, y: float, size: float) -> float:
        if not number:
            return x
        typed = self._galley.underscores
        return self._put(str(number), x, y + (0.45 if typed else 0.34) * size, size if typed else 0.62 * size)

    def _put(self, text: str, x: float, y: float, size: float) -> float:
        if text:
            self._canvas.setFont(self._galley.family, size)
            self._canvas.drawString(x, y, text)
        return x + float(self._measure(text, self._galley.family, size))
