"""What others say (the system, parsers) in the language of the message that quotes it: ``reasons.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

#: The arguments of findings that hold such words.
QUOTED = frozenset({"reason", "problem"})


@cache
def _polish() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("bibtool.diagnostics").joinpath("reasons.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).items()
    # the longest first: "no such option: {}" would take in what is said behind it
    ordered = sorted(rows, key=lambda row: len(row[0]), reverse=True)
    return tuple(
        (re.compile(re.escape(en).replace(r"\{\}", "(.+?)"), re.IGNORECASE | re.DOTALL), pl) for en, pl in ordered
    )


def reason_in(ui: str, said: str) -> str:
    """A reason in the interface language; as it is where its words are not known.

    >>> reason_in("pl", "/x/h.sqlite: database or disk is full")
    '/x/h.sqlite: brak miejsca na dysku'
    """
    if ui == "en" or not said:
        return said
    for pattern, other in _polish():
        if found := pattern.fullmatch(said):
            return other.format(*(reason_in(ui, part) for part in found.groups()))
    head, mark, tail = said.rpartition(": ")
    return f"{head}{mark}{reason_in(ui, tail)}" if mark else said
