"""DOC of Word 97 to 2003, through LibreOffice; what else is stored in OLE 2 is refused."""

from __future__ import annotations

from bibtool.diagnostics.code import Code
from bibtool.readers.document import Document
from bibtool.readers.office import reading
from bibtool.readers.reader import Reader, ReadError

_STREAM = "WordDocument".encode("utf-16-le")  # [MS-DOC] 2.1.1
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4: a DOCX with a password
_READ = reading("doc", "DOC", ".doc")


def read(data: bytes, name: str) -> Document:
    """The document that LibreOffice makes of it.  Raises ReadError BT118 for one with a password, and other files."""
    if _STREAM not in data or _LOCKED in data:
        raise ReadError(Code.OLD_OR_ENCRYPTED_DOCUMENT, name=name)
    return _READ(data, name)


READER = Reader("doc", (".doc",), read)
