"""Pages of a PDF as pictures, and PNG as bytes (ISO/IEC 15948): grey, or in colour where boxes lie over them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

SCALE = 1.5  # pixels a point: letters of seven points can be read
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST = 5000  # pixels on a side: a poster is shown smaller


class Picture(Struct, frozen=True):
    """Grey pixels, a byte each, row by row from above; ``scale`` is pixels a point."""

    width: int
    height: int
    scale: float
    pixels: bytes

    def png(self, boxes: Iterable[tuple[float, float, float, float, tuple[int, int, int]]] = ()) -> bytes:
        """As PNG; ``boxes`` (left, top, width, height in pixels, and a colour) lie over the page as ink of a marker
        does: white takes the colour, black stays."""
        drawn = list(boxes)
        if not drawn:
            return _png(self.width, self.height, 0, [self.pixels])
        planes = [bytearray(self.pixels) for _ in range(3)]
        for left, top, width, height, colour in drawn:
            first, last = max(0, int(left)), min(self.width, round(left + width))
            if first >= last:
                continue
            tables = [bytes(value * part // 255 for value in range(256)) for part in colour]
            for row in range(max(0, int(top)), min(self.height, round(top + height))):
                at = row * self.width
                for plane, table in zip(planes, tables, strict=True):
                    plane[at + first : at + last] = plane[at + first : at + last].translate(table)
        return _png(self.width, self.height, 2, planes)


def pictures(data: bytes, numbers: Iterable[int], scale: float = SCALE) -> Iterable[tuple[int, float, float, Picture]]:
    """Pages of a PDF by their numbers (from 1): number, width and height in points, picture; those that PDFium cannot
    draw are left out."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            try:
                page = document[number - 1]
                width, height = page.get_size()
                fitting = min(scale, _LARGEST / max(width, height, 1))
                yield number, width, height, _drawn(page, fitting)
                page.close()
            except pypdfium2.PdfiumError:
                continue
    finally:
        document.close()


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _drawn(page: Any, scale: float) -> Picture:
    bitmap = page.render(scale=scale, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    step = bitmap.n_channels
    rows = [raw[row * stride : row * stride + width * step : step] for row in range(height)]
    bitmap.close()
    return Picture(width, height, scale, b"".join(rows))


def _png(width: int, height: int, colour: int, planes: list[Any]) -> bytes:
    """``colour`` 0 is grey, 2 red, green and blue (table 11.1)."""
    rows = bytearray()
    for row in range(height):
        rows.append(0)  # filter type: none
        line = bytearray(width * len(planes))
        for number, plane in enumerate(planes):
            line[number :: len(planes)] = plane[row * width : (row + 1) * width]
        rows += line
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
