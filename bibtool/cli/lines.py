"""Text in lines that fit a terminal."""

from __future__ import annotations

import shutil
import textwrap
from typing import TextIO

_NARROWEST = 40


def room(out: TextIO) -> int | None:
    """The columns of a terminal, at least 40; None for a stream that is none: its lines are as long as they are."""
    return max(_NARROWEST, shutil.get_terminal_size().columns) if out.isatty() else None


def filled(text: str, room: int | None, first: str = "", others: str | None = None) -> str:
    """``text`` behind ``first``, in lines of at most ``room`` columns; further lines begin with ``others``, or below
    the text.  A word is never cut: a key or an address that is longer than a line stays whole.

    >>> print(filled("Ferries and rafts", 18, "title  "))
    title  Ferries and
           rafts
    """
    if room is None:
        return first + text
    below = " " * len(first) if others is None else others
    return textwrap.fill(
        text, room, initial_indent=first, subsequent_indent=below, break_on_hyphens=False, break_long_words=False
    )


def moment(at: str) -> str:
    """A time in UTC as people read it.

    >>> moment("2026-05-01T12:00:00Z")
    '2026-05-01 12:00:00 UTC'
    """
    return at.replace("T", " ").replace("Z", " UTC")
