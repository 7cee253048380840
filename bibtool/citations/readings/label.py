"""What a piece of a citation is in a reading."""

from __future__ import annotations

from enum import Enum

from bibtool.text.members import members


class Label(Enum):
    """The part that a piece has in a reading; the values are those of the weights."""

    __hash__ = object.__hash__

    AUTHOR = "A"
    EDITOR = "E"
    TRANSLATOR = "T"
    CONTAINER_AUTHOR = "CA"
    TITLE = "TI"
    CONTAINER = "CO"
    PLACE = "PL"
    PUBLISHER = "PU"
    ISSUED = "YR"
    ACCESSED = "AC"
    VOLUME = "VO"
    ISSUE = "IS"
    PAGES = "PG"
    URL = "UR"
    DOI = "DO"
    OTHER = "XX"
    PROSE = "PR"  # the author's own words around a citation


LABEL = members(Label)
