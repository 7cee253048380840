"""What a message quotes, in its own language: words of others (the system, parsers) by ``reasons.toml``, other messages
by their sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from bibtool.text.data import toml

#: Gives what messages say, each as a pattern with named groups and in the language of the interface.
Sentences = Callable[[], Sequence[tuple[re.Pattern[str], str]]]
#: The arguments of findings that hold such words.
QUOTED = frozenset({"reason", "problem", "doubt", "why", "how", "place"})


@cache
def _polish() -> tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]:
    """Patterns, what stands in them ("{!}" is quoted and stays), and the Polish words."""
    rows = toml("diagnostics/reasons.toml").items()
    # the longest first: "no such option: {}" would take in what is said behind it
    ordered = sorted(rows, key=lambda row: len(row[0]), reverse=True)
    return tuple(
        (
            re.compile(re.sub(r"\\\{!?\\\}", "(.+?)", re.escape(en)), re.IGNORECASE | re.DOTALL),
            tuple(re.findall(r"\{!?\}", en)),
            pl,
        )
        for en, pl in ordered
    )


def reason_in(ui: str, said: str, sentences: Sentences = tuple) -> str:
    """A reason in the interface language; as it is where its words are not known.  ``sentences`` are asked only then.

    >>> reason_in("pl", "/x/h.sqlite: database or disk is full")
    '/x/h.sqlite: brak miejsca na dysku'
    """
    if ui == "en" or not said:
        return said
    if known := _known(ui, said, sentences):
        return known
    head, mark, rest = said.partition(": ")
    if known := _known(ui, rest, sentences):  # whole, as it may have commas of its own
        return f"{reason_in(ui, head, sentences)}{mark}{known}"
    for mark in ("; ", ", ", ": "):  # several reasons, or what gives one
        if mark in said:
            return mark.join(reason_in(ui, part, sentences) for part in said.split(mark))
    count, mark, counted = said.partition(" ")  # "2 of another moment"
    if count.isdecimal() and counted:
        return f"{count}{mark}{reason_in(ui, counted, sentences)}"
    outcome, _, status = said.rpartition(" ")  # "gone 404"
    if status.isdecimal() and (other := reason_in(ui, outcome, sentences)) != outcome:
        return f"{other}, {status}"
    return said


def _known(ui: str, said: str, sentences: Sentences) -> str:
    """A reason of the table, or another message, in the interface language; "" for neither."""
    for pattern, places, other in _polish():
        if found := pattern.fullmatch(said):
            parts = zip(found.groups(), places, strict=True)
            return other.format(*(part if place == "{!}" else reason_in(ui, part, sentences) for part, place in parts))
    for pattern, other in sentences():
        if found := pattern.fullmatch(said):
            return other.format(**{name: reason_in(ui, part, sentences) for name, part in found.groupdict().items()})
    return ""
