"""A typesetter with full control of every glyph's place: what other programs do not set but real files have."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pdf.content import Content, Note

_FONTS = Path("/usr/share/fonts/truetype/liberation")


@dataclass(frozen=True, slots=True)
class Hand:
    """Lengths in points; ``jitter`` is that of a text layer that was recognised from a picture."""

    page: tuple[float, float] = (482, 680)
    margin: float = 60
    columns: int = 1
    gutter: float = 16
    size: float = 10.5
    note_size: float = 9
    going_on: float = 0  # size of what goes on on the next page; 0: that of the note
    leading: float = 1.22
    mark: tuple[float, float] = (0.65, 0.33)  # size and rise of a mark in the body
    number: str = "raised"  # raised, plain, dotted, hung, high, bracket
    rule: bool = True
    hyphen: str = ""  # the character at the end of a divided word
    letters: bool = False  # each letter by itself
    jitter: float = 0
    header: bool = True
    family: str = "LiberationSerif"
    imprint: str = ""  # small print below the notes of the first page
    page_number: bool = False  # at the foot of each page


@dataclass(slots=True)
class _Piece:
    """A word; ``mark`` is the note that it calls, ``glued`` that no blank stands before it."""

    text: str
    mark: int = 0
    glued: bool = False


@dataclass(slots=True)
class _Row:
    pieces: list[_Piece]
    size: float
    number: str = ""
    indent: float = 0
    last: bool = False
    calls: list[int] = field(default_factory=list)


def set_by_hand(content: Content, hand: Hand) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont(hand.family, str(_FONTS / f"{hand.family}-Regular.ttf")))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=hand.page, pageCompression=0)
    _Setter(content, hand, canvas, pdfmetrics.stringWidth).run()
    canvas.save()
    return target.getvalue()


class _Setter:
    def __init__(self, content: Content, hand: Hand, canvas, measure) -> None:  # type: ignore[no-untyped-def]
        self._hand, self._canvas, self._measure = hand, canvas, measure
        self._rng = random.Random(7)
        self._notes = content.notes
        self._width = (hand.page[0] - 2 * hand.margin - (hand.columns - 1) * hand.gutter) / hand.columns
        self._rows = list(self._body(content))
        self._page = 0

    def _body(self, content: Content) -> Iterable[_Row]:
        count = 0
        for block in content.blocks:
            pieces: list[_Piece] = []
            apart = True  # whether a blank stands before the next run
            for run in block.runs:
                if isinstance(run, Note):
                    count += 1
                    pieces.append(_Piece(str(count), count, True))
                    apart = False
                    continue
                apart = apart or run[0].isspace()
                for word in run.split():
                    pieces.append(_Piece(word, 0, not apart))
                    apart = True
                apart = apart or run[-1].isspace()
            yield from self._broken(
                pieces, self._hand.size * (1.15 if block.heading else 1), 0 if block.heading else 14
            )

    def _wide(self, piece: _Piece, size: float) -> float:
        return float(self._measure(piece.text, self._hand.family, size * (self._hand.mark[0] if piece.mark else 1)))

    def _broken(self, pieces: Sequence[_Piece], size: float, indent: float) -> list[_Row]:
        rows: list[_Row] = []
        row = _Row([], size, indent=indent)
        at = indent
        queue = list(pieces)
        while queue:
            piece = queue.pop(0)
            blank = 0.25 * size if row.pieces and not piece.glued else 0
            wide = self._wide(piece, size)
            together = wide
            if not piece.mark and queue and queue[0].glued:
                together += self._wide(queue[0], size)
            if at + blank + together > self._width and row.pieces and not piece.glued:
                head, tail = self._divided(piece, size, self._width - at - blank)
                if head:
                    row.pieces.append(head)
                    piece = tail
                rows.append(row)
                row, at, blank = _Row([], size), 0.0, 0.0
                wide = self._wide(piece, size)
            row.pieces.append(piece)
            if piece.mark:
                row.calls.append(piece.mark)
            at += blank + wide
        row.last = True
        return [*rows, row]

    def _divided(self, piece: _Piece, size: float, room: float) -> tuple[_Piece | None, _Piece]:
        if not self._hand.hyphen or len(piece.text) < 7 or not piece.text.isalpha():
            return None, piece
        for cut in range(len(piece.text) - 3, 2, -1):
            head = _Piece(piece.text[:cut] + self._hand.hyphen, 0, piece.glued)
            if self._wide(head, size) <= room and piece.text[cut - 1] in "aeiouyаеиоуыąęó":
                return head, _Piece(piece.text[cut:])
        return None, piece

    def _note(self, number: int) -> list[_Row]:
        rows = self._broken([_Piece(word) for word in self._notes[number - 1].split()], self._hand.note_size, 12)
        rows[0].number = str(number)
        return rows

    def run(self) -> None:
        hand = self._hand
        high = hand.page[1] - 2 * hand.margin
        column = 0
        waiting: list[_Row] = []
        while self._rows or waiting:
            if hand.going_on:
                waiting = [_Row(row.pieces, hand.going_on, last=row.last) for row in waiting]
            body: list[_Row] = []
            feet = list(waiting)
            used = sum(row.size * hand.leading for row in feet)
            while self._rows:
                row = self._rows[0]
                need = row.size * hand.leading
                fresh = [line for call in row.calls for line in self._note(call)]
                least = sum(line.size for line in fresh[:1]) * hand.leading * (1 + len(row.calls))
                if body and used + need + least > high - 14:
                    break
                body.append(self._rows.pop(0))
                used += need
                feet += fresh
                used += sum(line.size * hand.leading for line in fresh)
                if used > high - 14:
                    break
            room, fit = high - 14 - sum(row.size * hand.leading for row in body), 0
            while fit < len(feet) and sum(row.size * hand.leading for row in feet[: fit + 1]) <= room:
                fit += 1
            fit = max(fit, 1) if feet else 0
            feet, waiting = feet[:fit], feet[fit:]
            self._column(body, feet, column)
            column += 1
            if column == hand.columns:
                self._close()
                column = 0
        if column:
            self._close()

    def _close(self) -> None:
        hand, page = self._hand, self._page + 31
        if hand.header:
            y = hand.page[1] - 0.6 * hand.margin
            title = f"{page}   Rocznik Nadrzeczny 7 (2015)" if page % 2 == 0 else f"O brodach i przewozach   {page}"
            self._line(_Row([_Piece(word) for word in title.split()], hand.note_size, last=True), hand.margin, y)
        if hand.imprint and not self._page:
            words = [_Piece(word) for word in hand.imprint.split()]
            self._line(_Row(words, 0.7 * hand.size, last=True), hand.margin, 0.55 * hand.margin)
        if hand.page_number:
            self._line(_Row([_Piece(str(page))], hand.size, last=True), hand.page[0] / 2, 0.4 * hand.margin)
        self._canvas.showPage()
        self._page += 1

    def _column(self, body: Sequence[_Row], feet: Sequence[_Row], column: int) -> None:
        hand = self._hand
        x = hand.margin + column * (self._width + hand.gutter)
        y = hand.page[1] - hand.margin
        for row in body:
            y -= row.size * hand.leading
            self._line(row, x, y)
        y = hand.margin + sum(row.size * hand.leading for row in feet)
        if hand.rule and feet:
            self._canvas.setLineWidth(0.5)
            self._canvas.line(x, y + 4, x + min(140, self._width), y + 4)
        for row in feet:
            y -= row.size * hand.leading
            self._line(row, x, y)

    def _line(self, row: _Row, x: float, y: float) -> None:
        hand = self._hand
        size = row.size
        left = x
        if hand.jitter:
            size *= 1 + self._rng.uniform(-hand.jitter, hand.jitter)
            y += self._rng.uniform(-hand.jitter, hand.jitter) * row.size
        if row.number:
            number = row.number + "." * (hand.number == "dotted") + ")" * (hand.number == "bracket")
            if hand.number in ("raised", "high", "bracket"):
                self._draw(number, x, y + (0.55 if hand.number == "high" else 0.33) * size, 0.65 * size)
                x += float(self._measure(number, hand.family, 0.65 * size)) + 0.2 * size
            else:
                self._draw(number, x - (18 if hand.number == "hung" else 0), y, size)
                x += 0 if hand.number == "hung" else float(self._measure(number, hand.family, size)) + 0.3 * size
        else:
            x += row.indent
        blanks = sum(not piece.glued for piece in row.pieces[1:])
        natural = sum(self._wide(piece, row.size) for piece in row.pieces) + x - left
        blank = 0.25 * row.size
        if not row.last and blanks:
            blank = max((self._width - natural) / blanks, 0.15 * row.size)
        for place, piece in enumerate(row.pieces):
            if place and not piece.glued:
                x += blank
            wide = self._wide(piece, row.size)
            if piece.mark:
                self._draw(piece.text, x, y + hand.mark[1] * size, hand.mark[0] * size)
            else:
                self._draw(piece.text, x, y + self._rng.uniform(-1, 1) * hand.jitter * 2, size)
            x += wide

    def _draw(self, text: str, x: float, y: float, size: float) -> None:
        for part in text if self._hand.letters else (text,):
            item = self._canvas.beginText()
            item.setFont(self._hand.family, round(size, 2))
            if self._hand.jitter:
                item.setTextRenderMode(3)
            item.setTextOrigin(x, y)
            item.textOut(part)
            self._canvas.drawText(item)
            x += float(self._measure(part, self._hand.family, size))
