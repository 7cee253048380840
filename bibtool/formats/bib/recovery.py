"""What is wrong in a .bib file, and where reading goes on behind it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from bibtool.text.patterns import regex


class Fault(Enum):
    """A breach of the syntax in words; {} is the field, or what was passed over (in Polish: ``reasons.toml``)."""

    UNCLOSED = "it is never closed"
    BRACE = "a brace of the field {} is never closed"
    QUOTE = "a quotation mark of the field {} is never closed, or stands inside"
    BRACKET = "it is closed too early"
    COMMA = "a comma is missing"
    EQUALS = "the sign = is missing behind {}"
    VALUE = "the value of the field {} has neither braces nor quotation marks"
    JUNK = "this is no field: {}"


class Flaw(NamedTuple):
    """One fault at one place of the text; ``text`` is the field, or what was passed over."""

    fault: Fault
    at: int
    text: str = ""


# Where a field begins behind a value that did not end: a line, or a comma, then a name, "=" and a value.
FIELD_AHEAD = regex(r"[\"}]?[ \t]*(?:,\s*+|\r?\n\s*+(?:,\s*+)?)(?=[^\W\d_][\w-]*+\s*+=\s*+[{\"\w])")
# Where one begins in the line of a value without delimiters, behind a single word and behind several: a text may have a
# sign of equality ("E = mc2"), with a brace or a quotation mark behind it hardly.
FIELD_BESIDE = regex(r"[ \t]++(?=[^\W\d_][\w-]*+\s*+=\s*+[{\"\w])")
OPEN_FIELD_BESIDE = regex(r"(?<![ \t])[ \t]++(?=[^\W\d_][\w-]*+[ \t]*+=[ \t]*+[{\"])")
_BEHIND_BRACKET = regex(
    r"(?:\s*+[})])*+\s*+,\s*+(?=[^\W\d_][\w-]*+\s*+=\s*+[{\"\w])|\s*+\n\s*+(?=[^\W\d_][\w-]*+\s*+=\s*+[{\"])"
)


def field_ahead(text: str, at: int, limit: int) -> int | None:
    """Where fields go on behind a bracket that closed the entry too early; None where they do not."""
    found = _BEHIND_BRACKET.match(text, at, limit)
    return None if found is None else found.end()
