"""The sentence that carries a marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bibtool.notes.words import words
from bibtool.text.mapped import Edit, Mapped

# A full stop ends a sentence where white space and a capital (or a quotation mark, a dash) follow; a marker may stand
# between.  Not after an initial ("J. Kowalski"), for which a single capital is taken, nor after an abbreviation that
# something always follows ("prof. Kowalski", "s. 5").
_END = re.compile(
    r"[.!?…]+[\"”’»)\]]*(?:[⁰¹²³⁴-⁹]+|\[\^?\d{1,4}\]|<sup[^<>]*>.{0,40}?</sup>|\d{1,3}(?=\s))?[\"”’»)\]]*"
    r"(?P<gap>\s+)(?=[\"„“«(–—-]*\s?(?P<next>\w))"
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*(?=[\"„“«(–—-]*(?P<next>\w))")
_SPACES = re.compile(r"\s+")
# U+FFFE and U+0002 are what pdfium, in newer and older versions, prints for a hyphen at the end of a line.
_HYPHEN_BREAK = re.compile(r"(?<=[^\W\d_])(?:[-\u00ad][^\S\n]*\n\s*|[\ufffe\x02]\s*)(?=[^\W\d_])")
_LONGEST = 1200


def boundaries(text: str) -> list[int]:
    """Where sentences begin, 0 included."""
    found = {0}
    unfinished = words("unfinished")
    for match in _END.finditer(text):
        at = match.start()
        word = text[max(at - 24, 0) : at].rsplit(None, 1)[-1:]
        before = word[0].lstrip('([„“«"').casefold() + "." if word else "."
        initial = len(before) == 2 and text[at - 1].isupper()
        if not initial and before not in unfinished and not match["next"].islower():
            found.add(match.end())
    for match in _PARAGRAPH.finditer(text):
        if match["next"].isupper():
            found.add(match.end())
    return sorted(found)


def around(body: Mapped, begins: Sequence[int], position: int) -> Mapped:
    """The sentence around ``position`` of the body, with spaces folded and words joined that a line break cut."""
    at = bisect_right(begins, max(position - 1, 0)) - 1
    start = begins[at]
    end = begins[at + 1] if at + 1 < len(begins) else len(body)
    # A text without full stops (a table, a list) is no sentence of a megabyte.
    start, end = max(start, position - _LONGEST), min(end, position + _LONGEST)
    return fold(body[start:end].strip())


def fold(mapped: Mapped) -> Mapped:
    """White space folded to single blanks, words joined at line breaks."""
    text = mapped.text
    edits = [Edit(m.start(), m.end(), "") for m in _HYPHEN_BREAK.finditer(text) if text[m.end()].islower()]
    if edits:
        mapped = mapped.replace(edits)
    return mapped.replace([Edit(m.start(), m.end(), " ") for m in _SPACES.finditer(mapped.text) if m.group() != " "])
