"""The text of a source with what was seen in it, in colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from bibtool.report.seen import Kind, Seen
from bibtool.text.spans import Span

_ORDER = {kind: rank for rank, kind in enumerate(Kind)}


class Stretch(Struct, frozen=True):
    """Text over which the same things lie, as a span of the page with these ``classes``; "" for plain text.

    ``language`` is BCP 47, ``title`` what the things are, in words.  A field that the page's script explains has its
    ``variable``, and in ``citation`` "12.1" with the note's id.
    """

    text: str
    classes: str = ""
    language: str = ""
    title: str = ""
    citation: str = ""
    variable: str = ""


def flow(
    text: str, things: Sequence[Seen], words: Mapping[str, str], shown: Sequence[Span] | None = None
) -> tuple[Stretch, ...]:
    """``text`` (all of it, or ``shown``), each stretch with all that lies over it; ``words`` are those of the page."""
    return tuple(_stretch(part, over, words) for part, over in stretches(text, things, shown))


def stretches(
    text: str, things: Sequence[Seen], shown: Sequence[Span] | None = None
) -> Iterator[tuple[str, tuple[Seen, ...]]]:
    """``text`` (all of it, or ``shown``, whose parts a line end divides) piece by piece, each with the things that lie
    over it in the order of drawing."""
    parts = shown if shown is not None else (Span(0, len(text)),)
    starts: dict[int, list[Seen]] = {}
    ends: dict[int, list[Seen]] = {}
    for thing in things:
        for start, end in thing.spans:
            if start < end:
                starts.setdefault(start, []).append(thing)
                ends.setdefault(end, []).append(thing)
    cuts = sorted({*starts, *ends, *(at for part in parts for at in part)})
    open_now: list[Seen] = []
    part = 0
    for at, after in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for thing in ends.get(at, ()):
            open_now.remove(thing)
        open_now += starts.get(at, ())
        while part < len(parts) and parts[part].end <= at:
            part += 1
            if part < len(parts):
                yield "\n", ()
        if part == len(parts):
            break
        if at < after and parts[part].start <= at:
            yield text[at:after], tuple(sorted(open_now, key=lambda thing: _ORDER[thing.kind]))


def _stretch(text: str, things: Sequence[Seen], words: Mapping[str, str]) -> Stretch:
    if not things or not text.strip():
        return Stretch(text)
    classes = dict.fromkeys(name for thing in things for name in classes_of(thing))
    title = " · ".join(titled(thing, words) for thing in reversed(things) if thing.kind is not Kind.BODY)
    language = next((thing.language for thing in reversed(things) if thing.language), "")
    return Stretch(text, " ".join(classes), language, title)


def classes_of(thing: Seen) -> list[str]:
    """The classes of a thing in the style."""
    found = [thing.kind.value]
    if thing.group is not None:
        found.append(thing.group.value)
    if thing.doubtful:
        found.append("doubtful")
    return found


def titled(thing: Seen, words: Mapping[str, str]) -> str:
    """What a thing is, in words: ``author (names-initials-first)``."""
    label = thing.name if thing.kind is Kind.FIELD else f"{words[thing.kind.value]} {thing.name}".strip()
    return f"{label} ({thing.rule})" if thing.rule else label
