"""Punctuation where the pieces of an entry meet.

citeproc-py joins strings and leaves doubled stops, a stop behind "?", empty slots between two delimiters.  CSL leaves
these to the processor; the rules are those of citeproc-js's tables, as far as strings can follow them.
"""

from __future__ import annotations

from bibtool.text.patterns import regex

_CLOSE = r"(?:</[a-z]+>|[\uf500-\uf50f])*"  # tags may stand between two marks
_RULES = tuple(
    (regex(pattern), replacement)
    for pattern, replacement in (
        (r"[ \t\n]+", " "),
        (r"\(\s*\)|\[\s*\]", ""),
        (r" +([,;.:](?=[ <]|$))", r"\1"),  # a slot between two delimiters: "2016. . Bank"
        (rf"(?<![.])\.({_CLOSE})\.(?![.])", r".\1"),
        (rf"([?!…])({_CLOSE})\.(?=[ <]|$)", r"\1\2"),
        (rf"([,;:])({_CLOSE})([,;:.])(?=[ <]|$)", r"\2\3"),
        (r"([,;:])\1+", r"\1"),
        (r"^[ .,;:]+(?=\S)", ""),
        (r"^(\[\d+\]|\d+\.)(?=[^\d\s])", r"\1 "),  # the number stands in a column of its own (second-field-align)
        (r" {2,}", " "),
    )
)
_IN_QUOTE = (
    (regex(rf"([?!])([”’])({_CLOSE})[.]"), r"\1\2\3"),
    (regex(r"([^?!.,;:\s])([”’])([.,])"), r"\1\3\2"),
    (regex(r"\.([”’])\."), r".\1"),
)


def tidy(text: str, in_quote: bool = False) -> str:
    """One entry; ``in_quote`` is the locale's ``punctuation-in-quote`` (American usage)."""
    for _ in range(3):  # one repair may leave the ground for another
        before = text
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
        if in_quote:
            for pattern, replacement in _IN_QUOTE:
                text = pattern.sub(replacement, text)
        if text == before:
            break
    return text.strip()
