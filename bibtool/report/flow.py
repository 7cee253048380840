"""The text of a source with what was seen in it, in colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtool.report.page import element, escaped
from bibtool.report.seen import Kind, Seen
from bibtool.text.spans import Span

_ORDER = {kind: rank for rank, kind in enumerate(Kind)}


def flow(text: str, things: Sequence[Seen], labels: Mapping[str, str], shown: Sequence[Span] | None = None) -> str:
    """``text`` (all of it, or ``shown``) as HTML: a span for each stretch over which the same things lie."""
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
    out: list[str] = []
    part = 0
    for at, after in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for thing in ends.get(at, ()):
            open_now.remove(thing)
        open_now += starts.get(at, ())
        while part < len(parts) and parts[part].end <= at:
            part += 1
            if part < len(parts):
                out.append("\n")
        if part == len(parts):
            break
        if at < after and parts[part].start <= at:
            out.append(_stretch(text[at:after], open_now, labels))
    return element("div", "".join(out), class_="flow")


def _stretch(text: str, things: Sequence[Seen], labels: Mapping[str, str]) -> str:
    if not things or not text.strip():
        return escaped(text)
    ranked = sorted(things, key=lambda thing: _ORDER[thing.kind])
    classes = dict.fromkeys(name for thing in ranked for name in classes_of(thing))
    title = " · ".join(titled(thing, labels) for thing in reversed(ranked) if thing.kind is not Kind.BODY)
    language = next((thing.language for thing in reversed(ranked) if thing.language), "")
    return element("span", escaped(text), class_=" ".join(classes), title=title, lang=language)


def classes_of(thing: Seen) -> list[str]:
    """The classes of a thing in the style."""
    found = [thing.kind.value]
    if thing.group is not None:
        found.append(thing.group.value)
    if thing.doubtful:
        found.append("doubtful")
    return found


def titled(thing: Seen, labels: Mapping[str, str]) -> str:
    """What a thing is, in words: ``author (names-initials-first)``."""
    label = thing.name if thing.kind is Kind.FIELD else f"{labels[thing.kind.value]} {thing.name}".strip()
    return f"{label} ({thing.rule})" if thing.rule else label
