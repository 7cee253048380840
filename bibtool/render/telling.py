"""Whether what a style prints of a work tells which work it is."""

from __future__ import annotations

from collections.abc import Iterable

from bibtool.csl.tree import Mark, Run
from bibtool.items.item import DATE_VARIABLES

# Printed alone, none of these says which work is meant: "[3]", "(n.d., fol. 7)", "2(4), 11–29".
_TELLS_NOTHING = DATE_VARIABLES | frozenset(
    """citation-number edition first-reference-note-number genre issue label language locator medium number-of-pages
    number-of-volumes page page-first status term volume year-suffix""".split()
)


def tells(parts: Iterable[Run | Mark]) -> bool:
    """Whether a cite or an entry prints more of its work than numbers and dates."""
    return any(isinstance(part, Run) and part.variable and part.variable not in _TELLS_NOTHING for part in parts)
