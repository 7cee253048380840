"""A person's word on a citation: what it says, and the printed letters that it is about."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from bibtool.text.letters import bare


class Act(Enum):
    """What was decided."""

    SET = "set"  # a field has this value; "" takes it out
    SAME = "same"  # two citations are of one work
    DIFFERENT = "different"  # they are of two


class Quote(Struct, frozen=True):
    """The printed letters of a citation, with what is printed before and behind it (W3C Web Annotation, 4.2.4).

    The number of the note and the index are for people.  Of ``count`` citations with these very letters it was the
    ``place``-th, from 1.
    """

    text: str
    before: str = ""
    after: str = ""
    note: str = ""
    index: int = 1
    place: int = 1
    count: int = 1

    @property
    def letters(self) -> str:
        """What has to stand there."""
        return bare(self.text)


class Decision(Struct, frozen=True):
    """One decision.

    SET has a ``field`` (a CSL variable, ``locator``, ``signal``, ``comment`` ...), its ``value`` as text (names
    "Family, Given; …", dates EDTF) and what was ``printed`` there; SAME and DIFFERENT have an ``other`` citation.
    ``at`` is the time in UTC (ISO 8601).
    """

    act: Act
    about: Quote
    field: str = ""
    value: str = ""
    printed: str = ""
    other: Quote | None = None
    at: str = ""

    @property
    def id(self) -> str:
        """Eight hexadecimal digits, the same wherever it is kept."""
        import hashlib  # loads the system's cryptography

        parts = [
            self.act.value,
            *_parts(self.about),
            self.field,
            self.value,
            *(_parts(self.other) if self.other else ()),
        ]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def _parts(quote: Quote) -> tuple[str, ...]:
    return quote.letters, bare(quote.before), bare(quote.after), str(quote.place)
