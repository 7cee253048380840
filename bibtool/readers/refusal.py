"""Why a file of some kind is no article, and what reads it instead."""

from __future__ import annotations

from bibtool.readers.kinds import Family, Kind
from bibtool.readers.reader import ReadError

_CODES = {
    Family.BIBLIOGRAPHY: "BT740",
    Family.OTHER_BIBLIOGRAPHY: "BT741",
    Family.CITED_NOTES: "BT742",
    Family.LATEX: "BT743",
    Family.DOCUMENT: "BT744",
    Family.DATA: "BT745",
    Family.ADDRESSES: "BT746",
    Family.STYLE: "BT747",
}


def refused(kind: Kind, name: str) -> ReadError:
    """The error for a kind of any family but articles."""
    return ReadError(_CODES[kind.family], name=name, kind=kind.label)
