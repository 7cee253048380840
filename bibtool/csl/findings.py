"""What was wrong with an item or a style: values, not log lines."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Kind(Enum):
    """The defect; the name says what is wrong, never the remedy."""

    MISSING_ID = "missing-id"
    MISSING_TYPE = "missing-type"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_VARIABLE = "unknown-variable"
    WRONG_VALUE = "wrong-value"
    BAD_DATE = "bad-date"
    BAD_NAME = "bad-name"
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_ITEM = "unknown-item"
    UNKNOWN_LOCALE = "unknown-locale"
    EMPTY_ENTRY = "empty-entry"


class Finding(Struct, frozen=True):
    """One defect: its kind, the item's id (empty for a style), the variable and a sentence in English."""

    kind: Kind
    item: str
    variable: str
    message: str


class StyleError(ValueError):
    """A style that cannot be used: the message names the style and, where there is one, the line."""
