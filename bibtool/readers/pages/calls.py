"""What PDFium is asked of single characters, called by the addresses of its functions.

ctypes takes twice as long to look at typed pointers as at numbers, and half as long again where it lets go of Python's
lock for the time of a call.  PDFium is not made for several threads, and these calls only look something up.
"""

from __future__ import annotations

import ctypes
from array import array
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


def address_of(pointer: Any) -> int:
    """The address that a typed pointer of ctypes holds, 0 for none."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


def room(count: int) -> tuple[array[float], tuple[int, ...]]:
    """An array for so many numbers that PDFium gives, which must not grow, and the addresses of these."""
    numbers = array("d", bytes(8 * count))
    address, _ = numbers.buffer_info()
    return numbers, tuple(address + 8 * i for i in range(count))


# each takes the address of the text page and the number of a character, then addresses of what it fills
text_object = _by_address(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
#: Left, right, bottom, top.
char_box = _by_address(pdfium.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
char_matrix = _by_address(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
char_size = _by_address(pdfium.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
#: 1 for a blank that PDFium has put in itself.
is_generated = _by_address(pdfium.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
#: 1 for a character whose font does not say which letter it is.
has_no_letter = _by_address(pdfium.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
#: Takes the address of an object alone.
font_of = _by_address(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
