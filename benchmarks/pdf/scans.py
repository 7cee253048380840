"""A set PDF turned into a scan: a picture of each page above letters that are not drawn, as recognisers leave them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.pdf.content import Content

_FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Scan:
    """What is recognised; ``level`` sets a whole line in one size on one base line, marks glued to their words."""

    set: Callable[[Content], bytes]
    level: bool = False
    skew: float = 0.0  # points that a line rises over the width of a page
    jitter: float = 0.3

    def __call__(self, content: Content) -> bytes:
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        rng = random.Random(content.name)
        pdfmetrics.registerFont(TTFont("Layer", str(_FONT)))
        out = io.BytesIO()
        canvas = Canvas(out)
        with pypdfium2.PdfDocument(self.set(content)) as pdf:
            for page in pdf:
                width, height = page.get_size()
                canvas.setPageSize((width, height))
                picture = io.BytesIO()
                page.render(scale=0.6, grayscale=True).to_pil().save(picture, "JPEG", quality=20)
                canvas.drawImage(ImageReader(picture), 0, 0, width, height)
                for word in self._words(page):
                    size = max(word.size + rng.uniform(-self.jitter, self.jitter), 3)
                    layer = canvas.beginText(word.left, word.base + self.skew * word.left / width)
                    layer.setTextRenderMode(3)
                    layer.setFont("Layer", size)
                    natural = pdfmetrics.stringWidth(word.text, "Layer", size) or 1
                    layer.setHorizScale(max(100 * (word.right - word.left) / natural, 1))
                    layer.textOut(word.text)
                    canvas.drawText(layer)
                canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _words(self, page: pypdfium2.PdfPage) -> Iterator[_Word]:
        words = list(_split(page))
        if not self.level:
            yield from words
            return
        line: list[_Word] = []
        for word in words:
            if line and (word.left < line[-1].left or abs(word.base - line[0].base) > 0.6 * line[0].size):
                yield from _levelled(line)
                line = []
            line.append(word)
        yield from _levelled(line)


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float
    base: float
    size: float


def _split(page: pypdfium2.PdfPage) -> Iterator[_Word]:
    text = page.get_textpage()
    raw = pypdfium2.raw
    word: _Word | None = None
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index)).replace("\x02", "-").replace("\ufffe", "-")
        if char.isspace() or not char.isprintable():
            if word:
                yield word
            word = None
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        if word and (abs(word.size - size) > 1 or abs(word.base - y.value) > 1 or left < word.left):
            yield word
            word = None
        if word is None:
            word = _Word("", left, right, y.value, size)
        word.text += char
        word.right = right
    if word:
        yield word


def _levelled(line: list[_Word]) -> Iterator[_Word]:
    """The words of a line in its chief size on its base line; what touches is one word."""
    if not line:
        return
    chief = max(line, key=lambda w: len(w.text) * w.size)
    last: _Word | None = None
    for word in line:
        if last and word.left - last.right < 0.12 * chief.size:
            last.text, last.right = last.text + word.text, word.right
            continue
        if last:
            yield last
        last = _Word(word.text, word.left, word.right, chief.base, chief.size)
    if last:
        yield last
