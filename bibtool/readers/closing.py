"""Lines with which a publisher closes an article: when it came in, how to cite it, whose it is.  No note holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bibtool.text.compiled import compiled
from bibtool.text.data import toml

_DATED = r"\W{0,4}(?:\w{1,4}\W{1,2})?\d"  # "Received 3 May", "Eingegangen am 3. Mai"
_LONGEST = 120  # characters of the words and of what tells them


def closes(text: str, *, named: bool = True) -> bool:
    """Whether a paragraph begins as such a line does; without ``named`` those that hold a DOI or the like do not."""
    said = " ".join(text[:_LONGEST].split())
    return any(_pattern(kind).match(said) is not None for kind in ("said", "signs", "named")[: 2 + named])


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    ends = {"said": rf"(?:\s?:|{_DATED})", "signs": r"(?!\w)", "named": r"\s?:"}
    return compiled(rf"(?i){_either(toml('readers/closing.toml')[kind])}{ends[kind]}")


def _either(rows: Mapping[str, Sequence[str]]) -> str:
    forms = {form for row in rows.values() for form in row}
    return "(?:" + "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) + ")"
