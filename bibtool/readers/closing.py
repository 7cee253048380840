"""Lines with which a publisher closes an article: when it came in, how to cite it, whose it is.  No note holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bibtool.text.compiled import compiled
from bibtool.text.data import toml

# "Received: 3 May 2021", "Eingegangen am 3. Mai 2021", "June 3, 2021", "2021-05-03", "3.05.2021"
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_DATE = rf"(?:\d{{1,2}}\.?\s[^\W\d]+\.?\s{_YEAR}|[^\W\d]+\s\d{{1,2}},?\s{_YEAR}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}})"
_DATED = rf"\W{{0,4}}(?:\w{{1,4}}\W{{1,2}})?{_DATE}"
_LONGEST = 120  # characters of the words and of what tells them


def closes(text: str, *, named: bool = True) -> bool:
    """Whether a paragraph begins as such a line does; without ``named`` those that hold a DOI or the like do not."""
    said = " ".join(text[:_LONGEST].split())
    return any(_pattern(kind).match(said) is not None for kind in ("said", "dated", "signs", "named")[: 3 + named])


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    ends = {"said": rf"(?:\s?:|{_DATED})", "dated": _DATED, "signs": r"(?!\w)", "named": r"\s?:"}
    return compiled(rf"(?i){_either(toml('readers/closing.toml')[kind])}{ends[kind]}")


def _either(rows: Mapping[str, Sequence[str]]) -> str:
    forms = {form for row in rows.values() for form in row}
    return "(?:" + "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) + ")"
