"""Why a file of some kind is no article, and what reads it instead."""

from __future__ import annotations

from bibtool.diagnostics.code import Code
from bibtool.readers.kinds import Family, Kind
from bibtool.readers.reader import ReadError

_CODES = {
    Family.BIBLIOGRAPHY: Code.BIBLIOGRAPHY_IS_NO_ARTICLE,
    Family.OTHER_BIBLIOGRAPHY: Code.BIBLIOGRAPHY_FORMAT_NOT_READ,
    Family.CITED_NOTES: Code.NOTES_ARE_NO_ARTICLE,
    Family.LATEX: Code.LATEX_NOT_READ,
    Family.DOCUMENT: Code.DOCUMENT_NOT_READ,
    Family.DATA: Code.DATA_NO_SOURCE,
    Family.ADDRESSES: Code.ADDRESSES_ARE_NO_ARTICLE,
    Family.STYLE: Code.STYLE_IS_NO_SOURCE,
}


def refused(kind: Kind, name: str, data: bytes = b"") -> ReadError:
    """The error for a kind of any family but articles; of an archive it says what that holds."""
    if kind.name == "archive" and data[:2] == b"PK":
        from bibtool.readers.html_zip import holds

        if (files := holds(data)) is not None:
            return ReadError(Code.ARCHIVE_NO_SOURCE, name=name, kind=kind.label, holds=files)
    return ReadError(_CODES[kind.family], name=name, kind=kind.label)
