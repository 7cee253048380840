"""A replacement as the smallest changes that make it, for people who look at each of them (tracked changes).

Letters that stay are not touched.  A word or an address changes as a whole: nobody can read "Lub[-lin-]{+owla+}".
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from re import DOTALL

from bibtool.render.rewriting.alignment import Gap
from bibtool.text.patterns import regex

#: A letter, and what else has to be alike for it to stay.
Letter = tuple[str, object]
_Token = tuple[Letter, ...]
_TOKEN = regex(r"(?:https?://|www\.)[^\s<>„”\"]+|[^\W_]+|.", flags=DOTALL)


def smaller(gap: Gap, old: Sequence[Letter], new: Sequence[Letter]) -> list[Gap]:
    """The parts of ``gap`` that differ, in order; ``old`` and ``new`` are its letters on both sides.

    >>> said = [(letter, "") for letter in "w Krakowie 2010"], [(letter, "") for letter in "w Krakowie, 2010"]
    >>> [(one.old_start, one.old_end, one.new_start, one.new_end) for one in smaller(Gap(0, 15, 0, 16), *said)]
    [(10, 10, 10, 11)]
    """
    ours, theirs = _tokens(old), _tokens(new)
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    changes: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in codes:
        if tag == "equal":
            continue
        before = changes[-1] if changes else None
        if before and _one_change(ours, theirs, before, (a, b, c, d)):
            changes[-1] = (before[0], b, before[2], d)
        else:
            changes.append((a, b, c, d))
    here, there = _offsets(ours), _offsets(theirs)
    return [
        Gap(gap.old_start + here[a], gap.old_start + here[b], gap.new_start + there[c], gap.new_start + there[d])
        for a, b, c, d in changes
    ]


def _one_change(
    ours: Sequence[_Token],
    theirs: Sequence[_Token],
    before: tuple[int, int, int, int],
    after: tuple[int, int, int, int],
) -> bool:
    """Whether only spaces part two changes that both put words in the place of words."""
    swaps = all(_has_word(ours[a:b]) and _has_word(theirs[c:d]) for a, b, c, d in (before, after))
    return swaps and all(token[0][0].isspace() for token in ours[before[1] : after[0]])


def _has_word(tokens: Sequence[_Token]) -> bool:
    return any(token[0][0].isalnum() for token in tokens)


def _tokens(letters: Sequence[Letter]) -> list[_Token]:
    """Words, addresses, and every other letter by itself."""
    text = "".join(letter for letter, _ in letters)
    return [tuple(letters[found.start() : found.end()]) for found in _TOKEN.finditer(text)]


def _offsets(tokens: Sequence[_Token]) -> list[int]:
    """Where each token begins, and where the last one ends."""
    out = [0]
    for token in tokens:
        out.append(out[-1] + len(token))
    return out
