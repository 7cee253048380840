"""The sentence that carries a marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from bibtool.notes.words import words
from bibtool.text.letters import LOWER
from bibtool.text.mapped import Edit, Mapped
from bibtool.text.patterns import regex

# A full stop ends a sentence where white space and a capital (or a quotation mark, a dash) follow; a marker may stand
# between.  Not after an initial ("J. Kowalski"), for which a single capital is taken, nor after an abbreviation that
# something always follows ("prof. Kowalski", "s. 5").
_END = regex(
    r"[.!?…]+[\"”’»)\]]*(?:[⁰¹²³⁴-⁹]+|\[\^?\d{1,4}\]|<sup[^<>]*>.{0,40}?</sup>|\d{1,3}(?=\s))?[\"”’»)\]]*"
    r"(?P<gap>\s+)(?=[\"„“«(–—-]*\s?(?P<next>\w))"
)
_PARAGRAPH = regex(r"\n[^\S\n]*\n\s*(?=(?:\[\d{1,4}\]\s?|[–—-]\s)?[\"„“«(\[–—-]*(?P<next>\w)|(?P<sign>©))")
_SPACES = regex(r"[^\S ]\s*| \s+")  # but a single blank
# U+FFFE and U+0002 are what pdfium, in newer and older versions, prints for a hyphen at the end of a line.
# It begins with the hyphen, not with the letter before it: there are fewer of those to be tried.
_HYPHEN_BREAK = regex(r"[-\u00ad\ufffe\x02](?<=[^\W\d_].)(?:(?<=[-\u00ad])[^\S\n]*\n|(?<=[\ufffe\x02]))\s*(?=[^\W\d_])")
_LONGEST = 1200
_LONGEST_TIME = 9  # words: "W nocy z 5 na 6 maja 1921 r."
_NEAR = 20_000  # characters in which a name may occur again
_ROMAN = regex(r"[IVXLCDMІХ]+(?:[-–/][IVXLCDMІХ]+)?")
_LETTER = r"[^\W\d_¹²³⁰⁴-⁹]"  # raised figures are no digits to \d
_WORD = regex(rf"{_LETTER}+(?:-{_LETTER}+)*")


def boundaries(text: str) -> list[int]:
    """Where sentences begin, 0 included."""
    found = {0}
    last = 0
    inside = words("unfinished") | words("inside")
    either = words("either")
    known = either | inside
    for match in _END.finditer(text):
        at = match.start()
        word = text[max(at - 24, 0) : at].rsplit(None, 1)[-1:]
        before = word[0].lstrip('([„“«"').casefold() + "." if word else "."
        initial = len(before) == 2 and text[at - 1].isupper()
        if initial or match["next"].islower() or (before in inside and before not in either):
            continue
        if before in known and (_time(text[last:at]) or _name(text, match.start("next"), match.start())):
            continue
        found.add(match.end())
        last = match.end()
    for match in _PARAGRAPH.finditer(text):
        if match["sign"] or match["next"].isupper():
            found.add(match.end())
    return sorted(found)


def _time(text: str) -> bool:
    """Whether a sentence so far is but an adverbial of time, with which it begins: "W 1921 r. Nowak pisał", "Po
    wydarzeniach z 1956 r. Polska weszła"."""
    found = text.strip("„“«»”\"'([–—- ").split()
    if not 1 < len(found) <= _LONGEST_TIME or found[0].casefold() not in words("time"):
        return False
    if not any(word[0].isdigit() or _ROMAN.fullmatch(word) for word in found[1:]):
        return False
    return not any(_verb(word) for word in found[1:-1])


def _verb(word: str) -> bool:
    """Whether a word in lower case ends as verbs do, and is no word of an adverbial of time."""
    plain = word.strip(",;:()").casefold()
    if word[0].isupper() or not plain.isalpha() or plain in words("time") or plain in _months():
        return False
    return len(plain) > 3 and plain.endswith(tuple(words("verbs")))


@cache
def _months() -> frozenset[str]:
    from bibtool.language.lexicon import lexicon

    return frozenset(lexicon().months)


def _name(text: str, at: int, stop: int) -> bool:
    """Whether a name follows and not the first word of a sentence: an initial, or a word that the text has with a
    capital inside sentences and nowhere without."""
    word = _WORD.match(text, at)
    if word is None or not word[0][0].isupper():
        return False
    if len(word[0]) == 1 and text[word.end() : word.end() + 1] == ".":
        return True
    near = text[max(0, stop - _NEAR) : stop + _NEAR]
    # the word first, what stands before it behind: a pattern that begins with letters is looked for by them
    name, common = re.escape(word[0]), re.escape(word[0].lower())
    inside = re.search(rf"{name}(?<=[{LOWER}]\s{name})(?!{_LETTER})", near)
    return inside is not None and re.search(rf"{common}(?<!\w{common})(?!{_LETTER})", near) is None


def around(body: Mapped, begins: Sequence[int], position: int) -> Mapped:
    """The sentence around ``position`` of the body, with spaces folded and words joined that a line break cut."""
    at = bisect_right(begins, max(position - 1, 0)) - 1
    start = begins[at]
    end = begins[at + 1] if at + 1 < len(begins) else len(body)
    # A text without full stops (a table, a list) is no sentence of a megabyte.
    start, end = max(start, position - _LONGEST), min(end, position + _LONGEST)
    return fold(body.stripped(start, end))


def fold(mapped: Mapped) -> Mapped:
    """White space folded to single blanks, words joined at line breaks."""
    text = mapped.text
    edits = [Edit(m.start(), m.end(), "") for m in _HYPHEN_BREAK.finditer(text) if text[m.end()].islower()]
    if edits:
        mapped = mapped.replace(edits)
    return mapped.replace([Edit(m.start(), m.end(), " ") for m in _SPACES.finditer(mapped.text)])
