"""Labels in the values that a style labels itself: "S. 5–10" as pages, "nr 3" as an issue."""

from __future__ import annotations

import re
from functools import cache

from bibtool.language.forms import literal
from bibtool.text.data import toml

#: The variables whose values may begin with a label of their own, and those whose may also end with it.
LABELLED = ("page", "volume", "issue", "edition", "number-of-pages")
_BEHIND = frozenset({"edition", "number-of-pages"})
_LONGEST = 100


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    from bibtool.language.lexicon import lexicon

    pages = lexicon().forms("page", "page_in_other_letters")
    labels = toml("formats/labels.toml") | {"page": pages, "number-of-pages": pages}
    found: dict[str, re.Pattern[str]] = {}
    for variable, forms in labels.items():
        label = literal(forms)
        number = r"\d+\.?" if variable in _BEHIND else r"(?:\d|[IVXLC]+(?![^\W\d_])).*"
        behind = rf"|(\d+)\.?[ \u00a0]?(?:{label})\.?" if variable in _BEHIND else ""
        found[variable] = re.compile(rf"(?:{label})(?:(?<=[^\w])[ \u00a0]*|[ \u00a0]+)({number}){behind}", re.I | re.S)
    return found


def unlabelled(variable: str, value: str) -> str:
    """A value without the label that a style prints before it, where a number is left.

    >>> unlabelled("page", "С. 5-10"), unlabelled("issue", "№3"), unlabelled("edition", "2 wyd.")
    ('5-10', '3', '2')
    """
    while not (value.isdecimal() or len(value) > _LONGEST or (value[0].isdigit() and variable not in _BEHIND)):
        match = _patterns()[variable].fullmatch(value)
        if match is None:
            break
        value = next(group for group in match.groups() if group)
        if variable in _BEHIND:
            value = value.rstrip(".")
    return value
