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


def refused(kind: Kind, name: str) -> ReadError:
    """The error for a kind of any family but articles."""
    return ReadError(_CODES[kind.family], name=name, kind=kind.label)
