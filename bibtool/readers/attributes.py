"""Elements of HTML with more attributes than libxml2 can bear: it compares the name of each with those of all others,
so that 50,000 take it 17 seconds and 100,000 more than a minute."""

from __future__ import annotations

from bibtool.text.patterns import regex

#: Of one element; libxml2 takes 0.04 seconds for so many, and no page has a hundredth of them.
MOST = 5000

# WHATWG, HTML, 13.2.5.32 to 13.2.5.39; possessive, so that nothing is read twice
_ATTRIBUTE = r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_TAG = regex(rf"<!--|<([A-Za-z][^\s/>]*+)((?:{_ATTRIBUTE})*+)")
_EACH = regex(_ATTRIBUTE)
_SHORTEST = 2 * MOST  # a blank and a letter each
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())


def are_too_many(text: str) -> bool:
    """Whether an element of a page has more than ``MOST`` attributes."""
    at = 0
    while len(text) - at > _SHORTEST and (match := _TAG.search(text, at)) is not None:
        start, at = match.end(1), match.end()
        name = (match[1] or "").lower()
        if not name:
            at = text.find("-->", at)
        elif at - start > _SHORTEST and sum(1 for _ in _EACH.finditer(text, start, at)) > MOST:
            return True
        elif name in _RAW:
            at = text.find("</", at)
            while at >= 0 and text[at + 2 : at + 2 + len(name)].lower() != name:
                at = text.find("</", at + 2)
        if at < 0:
            return False
    return False
