r"""Which number each note of LaTeX prints, and which mark calls which text (LaTeX2e, 15.1 and 15.2: ``\footnotemark``
prints a number, ``\footnotetext`` has the text of the last one, both with a number of their own in brackets)."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.readers.sheet import NoteSource
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

# Classes whose chapters begin the numbers of notes anew.
_BY_CHAPTER = regex(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{(?:book|report|memoir|scrbook|scrreprt|mwbk|mwrep)\}")


class Step(Enum):
    """What happens to the numbers of notes."""

    NOTE = auto()  # a mark and its text in one
    THANKS = auto()  # a note to a title: marked by a sign, and not counted
    MARK = auto()
    TEXT = auto()
    SET = auto()
    ADD = auto()
    CHAPTER = auto()


_SIGNS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")  # \\fnsymbol (LaTeX2e, 13.1)


def _sign(number: int) -> str:
    return _SIGNS[number - 1] if number <= len(_SIGNS) else str(number)


class Notes(Struct):
    """What was met, in order: the step, its element, and the number that it is given ("" for the next)."""

    steps: list[tuple[Step, _Element | None, str]] = field(default_factory=list)

    def found(self, preamble: str) -> tuple[list[NoteSource], dict[_Element, str], list[str]]:
        """The notes; the further calls of notes that were called before; the numbers that marks call and no text
        has."""
        anew = _BY_CHAPTER.search(preamble) is not None
        count = thanks = 0
        notes: list[NoteSource] = []
        marks: list[tuple[str, _Element]] = []
        texts: list[tuple[str, _Element, int]] = []  # and how many marks stand before it
        for step, element, said in self.steps:
            if step is Step.CHAPTER:
                count = 0 if anew else count
            elif step in (Step.SET, Step.ADD):
                given = int(said) if re.fullmatch(r"-?\d{1,6}", said) else 0
                count = given if step is Step.SET else count + given
            elif step is Step.THANKS and element is not None:
                thanks += 1
                notes.append(NoteSource(said or _sign(thanks), (element,), frozenset(), element))
            elif element is not None:
                count += step is not Step.TEXT and not said
                number = said or str(count)
                if step is Step.NOTE:
                    notes.append(NoteSource(number, (element,), frozenset(), element))
                elif step is Step.MARK:
                    marks.append((number, element))
                else:
                    texts.append((number, element, len(marks)))
        calls: dict[int, _Element] = {}
        for number, element, before in texts:
            near = [*range(before - 1, -1, -1), *range(before, len(marks))][:_FAR]
            at = next((i for i in near if i not in calls and marks[i][0] == number), -1)
            if at >= 0:
                calls[at] = element
            notes.append(NoteSource(number, (element,), frozenset(), marks[at][1] if at >= 0 else None))
        known = {number for number, _, _ in texts}
        left = [(number, mark) for at, (number, mark) in enumerate(marks) if at not in calls]
        return notes, {mark: number for number, mark in left}, [number for number, _ in left if number not in known]


_FAR = 2000  # marks between a mark and its text
