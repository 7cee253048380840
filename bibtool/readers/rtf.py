"""RTF, through LibreOffice."""

from __future__ import annotations

from bibtool.diagnostics.code import Code
from bibtool.readers.document import Document
from bibtool.readers.office import reading
from bibtool.readers.reader import Reader, ReadError

_READ = reading("rtf", "RTF", ".rtf")


def read(data: bytes, name: str) -> Document:
    """The document that LibreOffice makes of it.  LibreOffice takes anything for a text, so other files are refused."""
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError(Code.EMPTY_INPUT, name=name)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise ReadError(Code.NOT_A_DOCX, name=name, kind="RTF", reason="it does not begin with {\\rtf")
    return _READ(data, name)


READER = Reader("rtf", (".rtf",), read)
