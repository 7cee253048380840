"""bibtool for Python programs: plain values in and out, nothing printed, errors with codes (docs/api.md)."""

from bibtool.api.functions import check, convert, extract, read, render
from bibtool.api.library import Added, Library
from bibtool.api.values import Converted, Finding, Link, Note, Reading, Rendered, Work
from bibtool.diagnostics.errors import CodedError as Error

__all__ = [
    "Added",
    "Converted",
    "Error",
    "Finding",
    "Library",
    "Link",
    "Note",
    "Reading",
    "Rendered",
    "Work",
    "check",
    "convert",
    "extract",
    "read",
    "render",
]
