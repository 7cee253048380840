"""PNG as other programs read it."""

import struct
import zlib

from bibtool.report.picture import Picture

GREY = Picture(3, 2, 1.0, bytes([255, 0, 255, 255, 128, 255]))


def decoded(png: bytes) -> tuple[int, int, int, bytes]:
    """Width, height, type of colour, and the rows without their filter types; the sums of all chunks are looked at."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data, header = 8, b"", (0, 0, 0, 0)
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        if name == b"IHDR":
            header = struct.unpack(">IIBB", body[:10])
        data += body if name == b"IDAT" else b""
        at += 12 + length
    width, height, _, colour = header
    raw = zlib.decompress(data)
    line = len(raw) // height
    return width, height, colour, b"".join(raw[row * line + 1 : (row + 1) * line] for row in range(height))


def test_a_page_without_boxes_is_grey() -> None:
    assert decoded(GREY.png()) == (3, 2, 0, GREY.pixels)


def test_a_box_colours_paper_and_leaves_ink() -> None:
    width, height, colour, rows = decoded(GREY.png([(1, 0, 99, 1, (255, 200, 100))]))
    assert (width, height, colour) == (3, 2, 2)
    assert rows[:9] == bytes([255, 255, 255, 0, 0, 0, 255, 200, 100])
    assert rows[9:] == bytes([255] * 3 + [128] * 3 + [255] * 3)


def test_a_box_outside_the_page_is_nothing() -> None:
    assert decoded(GREY.png([(-9, -9, 5, 5, (1, 1, 1))]))[3] == bytes(byte for byte in GREY.pixels for _ in range(3))
