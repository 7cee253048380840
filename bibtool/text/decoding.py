"""Bytes as text, and back: byte order marks, UTF-8, UTF-16 and UTF-32, else the older encodings."""

from __future__ import annotations

import codecs

from msgspec import Struct

from bibtool.text.encodings import BEYOND_ASCII, UTF8_CHARACTER, Decoded, Evidence, scored
from bibtool.text.mixed import mixed
from bibtool.text.patterns import regex


class NotTextError(ValueError):
    """Bytes that are no text; ``kind`` names what they are, empty if that is not known."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


# The longer mark first: the mark of UTF-32 (little endian) begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, XLS, PPT (OLE 2)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"AT&TFORM", "DjVu"),
)
_HEAD = 1 << 16  # bytes looked at for control characters
_PLAUSIBLE = regex("[\t\n\r -~\u00a0-\u052f\u2010-\u2027\ufeff]")
_CONTROLS = bytes(range(9)) + bytes(range(14, 32))


def decode(data: bytes) -> Decoded:
    """Decode ``data``; a byte order mark is no part of the text.  Raises :class:`NotTextError`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, Evidence.DECLARED)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(kind)
    if b"\0" in data[:_HEAD]:
        for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
            if _reads_as(data, encoding):
                return Decoded(data.decode(encoding, "replace"), encoding, Evidence.SCORED)
    head = data[:_HEAD]
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 20:
        raise NotTextError("")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", Evidence.VALID)
    except UnicodeDecodeError:
        return mixed(data) or _damaged_utf8(data) or scored(data)


def _reads_as(data: bytes, encoding: str) -> bool:
    """Whether bytes without a mark are UTF-16 or UTF-32: nearly all characters are of scripts read here, and blanks
    or line ends are among them."""
    width = 4 if "32" in encoding else 2
    if len(data) % width:
        return False
    text = data[: 1 << 13].decode(encoding, "ignore")
    good = len(_PLAUSIBLE.findall(text))
    return len(text) > 1 and good >= 0.95 * len(text) and any(c in " \n" for c in text)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (a file cut in mid letter): no other encoding makes such sequences by chance."""
    whole = UTF8_CHARACTER.sub(b"", data)
    stray = len(BEYOND_ASCII.findall(whole))
    characters = (len(data) - len(whole)) // 2
    if characters < 3 or stray * 4 > characters:
        return None
    return Decoded(data.decode("utf-8", "replace"), "utf-8", Evidence.SCORED)


class Exact(Struct, frozen=True):
    """A text that can be written back to the byte: what is no character of its encoding is half a surrogate pair."""

    text: str
    encoding: str
    mark: bytes

    def encoded(self, text: str) -> bytes:
        """Another text in the same encoding.  Raises UnicodeEncodeError for a character that it has not."""
        return self.mark + text.encode(self.encoding, "surrogateescape")


def exact(data: bytes) -> Exact | None:
    """``data`` as text that can be written back to the byte; None where several encodings are mixed.

    Raises :class:`NotTextError`.
    """
    found = decode(data)
    if found.runs:
        return None
    mark = next((mark for mark, _ in _MARKS if data.startswith(mark)), b"")
    errors = "surrogateescape" if not found.encoding.startswith(("utf-16", "utf-32")) else "strict"
    try:
        whole = Exact(data[len(mark) :].decode(found.encoding, errors), found.encoding, mark)
        return whole if whole.encoded(whole.text) == data else None
    except UnicodeError:
        return None
