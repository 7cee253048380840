"""MHTML, a page with its pictures in one file: Word's "Single File Web Page", what browsers save (RFC 2557)."""

from __future__ import annotations

from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.readers import html
from bibtool.readers.document import Document
from bibtool.readers.reader import Reader, ReadError

_NAME = "mhtml"


def read(data: bytes, name: str) -> Document:
    """The text and the notes of the first page in the file."""
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError(Code.EMPTY_INPUT, name=name)
    return replace(html.read(_page(data, name), name), format=_NAME)


def _page(data: bytes, name: str) -> bytes:
    """The bytes of the page, in UTF-8 where its part says how it is encoded."""
    from email import message_from_bytes  # of no use to most commands

    message = message_from_bytes(data.lstrip())
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        try:
            return content.decode(part.get_content_charset("utf-8")).encode()
        except (LookupError, ValueError):
            return content
    raise ReadError(Code.BAD_XML_PART, name=name, part="MHTML", reason="no part of it is a page")


READER = Reader(_NAME, (".mht", ".mhtml"), read)
