"""What a message quotes, in its own language: words of others (the system, parsers) by ``reasons.toml``, other findings
by the catalogue."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from string import Formatter

#: The arguments of findings that hold such words.
QUOTED = frozenset({"reason", "problem", "doubt"})


@cache
def _polish() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("bibtool.diagnostics").joinpath("reasons.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text).items()
    # the longest first: "no such option: {}" would take in what is said behind it
    ordered = sorted(rows, key=lambda row: len(row[0]), reverse=True)
    return tuple(
        (re.compile(re.escape(en).replace(r"\{\}", "(.+?)"), re.IGNORECASE | re.DOTALL), pl) for en, pl in ordered
    )


@cache
def _findings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences of the catalogue, those with the most words of their own first."""
    from bibtool.diagnostics.catalogue import rules

    found: list[tuple[int, re.Pattern[str], str]] = []
    for rule in rules().values():
        parts = list(Formatter().parse(rule.sentence["en"]))
        if any(conversion for *_, conversion in parts):
            continue  # a value with quotation marks around it
        pattern, known = "", set[str]()
        for literal, name, *_ in parts:
            pattern += re.escape(literal)
            if name is not None:
                pattern += f"(?P={name})" if name in known else f"(?P<{name}>.*?)"
                known.add(name)
        own = sum(len(literal) for literal, *_ in parts)
        found.append((own, re.compile(pattern, re.DOTALL), rule.sentence["pl"]))
    return tuple((pattern, other) for _, pattern, other in sorted(found, key=lambda row: -row[0]))


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
    for pattern, other in _findings():
        if found := pattern.fullmatch(said):
            return other.format(**{name: reason_in(ui, part) for name, part in found.groupdict().items()})
    head, mark, tail = said.rpartition(": ")
    return f"{head}{mark}{reason_in(ui, tail)}" if mark else said
