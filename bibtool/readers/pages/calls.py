"""What PDFium is asked of single characters, called by the addresses of its functions.

ctypes takes twice as long to look at typed pointers as at addresses, half as long again where it lets go of Python's
lock for the time of a call, and twice as long where it converts arguments to the types that a function declares: none
is declared here, so that addresses must come as ``Address``, never as whole numbers, which would be cut to C's int.
PDFium is not made for several threads, and these calls only look something up.
"""

from __future__ import annotations

import ctypes
from array import array
from typing import Any

import pypdfium2.raw as pdfium

Address = ctypes.c_void_p


def _by_address(function: Any, result: Any) -> Any:
    found: Any = ctypes.PYFUNCTYPE(result)(address_of(function).value or 0)
    found.argtypes = None
    return found


def address_of(pointer: Any) -> Address:
    """The address that a typed pointer of ctypes holds."""
    return ctypes.cast(pointer, Address)


def room(count: int) -> tuple[array[float], tuple[Address, ...]]:
    """An array for so many numbers that PDFium gives, which must not grow, and the addresses of these."""
    numbers = array("d", bytes(8 * count))
    address, _ = numbers.buffer_info()
    return numbers, tuple(Address(address + 8 * i) for i in range(count))


# each takes the address of the text page and the number of a character, then addresses of what it fills
#: The address of an object as a whole number; None for no object.
text_object = _by_address(pdfium.FPDFText_GetTextObject, Address)
char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
#: Left, right, bottom, top.
char_box = _by_address(pdfium.FPDFText_GetCharBox, ctypes.c_int)
char_matrix = _by_address(pdfium.FPDFText_GetMatrix, ctypes.c_int)
char_size = _by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double)
#: 1 for a blank that PDFium has put in itself.
is_generated = _by_address(pdfium.FPDFText_IsGenerated, ctypes.c_int)
#: 1 for a character whose font does not say which letter it is.
has_no_letter = _by_address(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
#: Takes the address of an object alone.
font_of = _by_address(pdfium.FPDFTextObj_GetFont, Address)
