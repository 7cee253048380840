"""Which encoding bytes are in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from enum import Enum


class Certainty(Enum):
    """How an encoding was established."""

    DECLARED = "declared"  # by a byte order mark
    VALID = "valid"  # the bytes are valid UTF-8, which no other text is by chance
    SCORED = "scored"  # the letters fit one encoding clearly best
    GUESSED = "guessed"  # another encoding fits about as well


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding's name as Python spells it, and how sure it is."""

    text: str
    encoding: str
    certainty: Certainty
    rival: str = ""


class NotTextError(ValueError):
    """Bytes that are no text; ``kind`` names what they are."""

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


def decode(data: bytes) -> Decoded:
    """Decode ``data``; a byte order mark is no part of the text.  Raises :class:`NotTextError`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, Certainty.DECLARED)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", Certainty.VALID)
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1250", "replace"), "cp1250", Certainty.GUESSED, "iso-8859-2")
