"""The notes of a plain text: which line starts begin a note, which numbers in the body call one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from bibtool.notes import sequence
from bibtool.notes.extent import Layout
from bibtool.notes.lists import line_shapes
from bibtool.notes.lists.headings import Heading, heading
from bibtool.notes.marks import (
    MARKERS,
    OTHER_MARKERS,
    OTHER_STARTS,
    STARTS,
    Mark,
    Style,
    at_line_starts,
    ends_sentence,
    has_figure,
    markers,
    openings,
    restart_costs,
    starts,
)
from bibtool.notes.words import is_heading, units
from bibtool.text.lines import Line

# Markers that may be missing from a text of this many notes before they are no evidence of a sequence.
_FEWEST = 2
_MANY = 3
_PLAIN = (Style.PLAIN, Style.ALONE, Style.TIGHT)
_SURE = 1.5  # the weight of a start after a blank line or the end of a sentence, with a capital


class Found(Struct, frozen=True):
    """``notes[i]`` is called by ``calls[i]`` (None: no marker); ``uncalled`` markers have no note's text.

    ``behind`` are numbers on lines of their own that stand behind their notes, so that no note is known to be theirs.
    """

    notes: tuple[Mark, ...] = ()
    calls: tuple[Mark | None, ...] = ()
    uncalled: tuple[Mark, ...] = ()
    behind: tuple[Mark, ...] = ()


def search(rows: Sequence[Line], skip: Sequence[bool]) -> Found:
    """The best reading of the text's numbers."""
    return _without_shifted(rows, skip, _best(rows, skip))


def _best(rows: Sequence[Line], skip: Sequence[bool]) -> Found:
    opened = openings(rows, skip)
    begins = {style: starts(rows, skip, style, opened) for style in STARTS}
    best: tuple[float, Found] = (0.0, Found())
    unnumbered = [no or not has_figure(line.text) for line, no in zip(rows, skip, strict=True)]
    for style in MARKERS:
        found = markers(rows, unnumbered, style, units())
        numbered = [mark.numbered for mark in found]
        tried: list[list[int]] = []
        for cost in restart_costs(style):
            chosen = sequence.chain(numbered, cost)
            if chosen in tried:
                continue  # numbers that count on from beginning to end, whatever it costs to begin again
            tried.append(chosen)
            called = [found[i] for i in chosen]
            for start_style, candidates in begins.items():
                reading = _match(called, candidates)
                score = _score(reading, style, start_style)
                if score > best[0]:
                    best = (score, reading)
    if best[0] and best[1].notes:
        return _wrapped(rows, skip, _fill(_mixed(best[1], begins), begins))
    return _otherwise(rows, skip, begins, opened) or (best[1] if best[0] else _unmarked(rows, begins))


def _otherwise(
    rows: Sequence[Line], skip: Sequence[bool], begins: dict[Style, list[Mark]], opened: Mapping[str, Sequence[int]]
) -> Found | None:
    """Notes by signs, letters, roman numerals or numbers in parentheses, and a note that is the only one: those that
    are called, where most of them cite."""
    best: Found | None = None
    for style in (*OTHER_MARKERS, Style.BRACKET, Style.GLUED):
        options = [starts(rows, skip, style, opened)] if style in OTHER_STARTS else list(begins.values())
        if not any(options):
            continue
        called = markers(rows, skip, style, units())
        if style is not Style.SIGN:
            called = [called[i] for i in sequence.chain([m.numbered for m in called], 1.0)]
        for candidates in options:
            reading = _match(called, candidates)
            if not (_enough(reading, style) and _cite(rows, reading.notes)) and not _single(rows, skip, reading, style):
                continue
            if len(reading.uncalled) > len(reading.notes):  # emphasis, enumerations
                reading = replace(reading, uncalled=())
            if style is not Style.SIGN:
                reading = _fill(reading, {reading.notes[0].style: candidates})
            if best is None or len(reading.notes) > len(best.notes):
                best = reading
    return best


def _enough(reading: Found, style: Style) -> bool:
    """Whether there are as many notes as such marks must call to be no emphasis and no enumeration."""
    return style in OTHER_MARKERS and len(reading.notes) >= (1 if style is Style.SIGN else _FEWEST)


def _single(rows: Sequence[Line], skip: Sequence[bool], reading: Found, style: Style) -> bool:
    """Whether the only number that calls has its text in the last paragraph, before a heading or at the foot of a
    page, and that holds what works hold."""
    if style in (Style.LETTER, Style.ROMAN, Style.HALF) or [n.number for n in reading.notes] != [1] or reading.uncalled:
        return False
    note, call = reading.notes[0], reading.calls[0]
    before = rows[call.line].text[: call.span.start - rows[call.line].start] if call is not None else ""
    if before.endswith(".") and not ends_sentence(before):
        return False  # "p.1"
    paragraph = list(takewhile(lambda i: not rows[i].blank, range(note.line, len(rows))))
    after = next((i for i in range(paragraph[-1] + 1, len(rows)) if not rows[i].blank and not skip[i]), None)
    last = after is None or rows[after].new_page or heading(rows[after].text) is not Heading.NOTHING
    text = "\n".join(rows[i].text for i in paragraph)
    return last and line_shapes.cites(text[note.span.end - rows[note.line].start :])


def _match(called: Sequence[Mark], candidates: Sequence[Mark]) -> Found:
    if not called or not candidates:
        return Found(uncalled=tuple(called))
    pairs = sequence.align([m.numbered for m in called], [c.numbered for c in candidates])
    with_text = {marker for marker, _ in pairs}
    return Found(
        tuple(candidates[start] for _, start in pairs),
        tuple(called[marker] for marker, _ in pairs),
        tuple(m for i, m in enumerate(called) if i not in with_text),
    )


def _mixed(found: Found, begins: dict[Style, list[Mark]]) -> Found:
    """A text layer may set a raised number now before its note, now on a line of its own: where many notes are missing,
    starts of the other plain styles fill in, if they give at least half of them."""
    if not found.notes or len(found.uncalled) < _MANY or found.notes[0].style not in _PLAIN:
        return found
    main = found.notes[0].style
    by_line: dict[int, Mark] = {}
    for style in _PLAIN:
        for mark in begins[style]:
            weighed = mark if style is main else replace(mark, weight=mark.weight * 0.6)
            if mark.line not in by_line or weighed.weight > by_line[mark.line].weight:
                by_line[mark.line] = weighed
    called = sorted((*(c for c in found.calls if c), *found.uncalled), key=lambda mark: mark.span.start)
    reading = _match(called, [by_line[line] for line in sorted(by_line)])
    gained = len(reading.notes) - len(found.notes)
    return reading if 2 * gained >= len(found.uncalled) else found


def _score(reading: Found, style: Style, start_style: Style) -> float:
    """Notes found count most; a marker without a note speaks against weak styles, which mistake other numbers."""
    matched = len(reading.notes)
    weight = 0.01 * sum(note.weight for note in reading.notes)
    if style in {Style.GLUED, Style.BRACKET}:
        if matched < _FEWEST or matched < len(reading.uncalled):
            return 0.0
        return matched - 0.5 - 0.1 * len(reading.uncalled) + weight
    if matched == 0:
        # Markers no text of which came with the document: reported as missing, if they count 1, 2, 3.
        numbers = [m.number for m in reading.uncalled]
        return 0.1 if len(numbers) >= _FEWEST and numbers[:2] == [1, 2] else 0.0
    return matched + weight - (0.2 if start_style is Style.ALONE else 0.0)


def _fill(found: Found, begins: dict[Style, list[Mark]]) -> Found:
    """Notes of which the marker was lost or printed in another way: the one candidate between its neighbours."""
    if not found.notes:
        return found
    candidates = begins[found.notes[0].style]
    places = [c.span.start for c in candidates]
    missing = {mark.number for mark in found.uncalled}
    notes: list[Mark] = []
    calls: list[Mark | None] = []
    for note, call in zip(found.notes, found.calls, strict=True):
        low = notes[-1] if notes else None
        number = low.number if low else 0
        if number + 1 < note.number:
            between = candidates[bisect_left(places, low.span.end) if low else 0 : bisect_left(places, note.span.start)]
            for lost in _only(between, range(number + 1, note.number), missing):
                notes.append(lost)
                calls.append(None)
        notes.append(note)
        calls.append(call)
    # After the last one, as long as they count on.
    rest = [c for c in candidates[bisect_left(places, notes[-1].span.end) :] if c.weight >= _SURE]
    for lost in rest:
        if lost.number == notes[-1].number + 1 and lost.number not in missing:
            notes.append(lost)
            calls.append(None)
    return replace(found, notes=tuple(notes), calls=tuple(calls))


def _wrapped(rows: Sequence[Line], skip: Sequence[bool], found: Found) -> Found:
    """With the calls that begin a line, where a line ends in front of one: of the number that is missing between two
    others, and the only one there."""
    calls = list(found.calls)
    first = min((note.span.start for note in found.notes), default=0)
    begins: dict[Style, list[Mark]] = {}
    for at in range(1, len(calls)):
        before, note = calls[at - 1], found.notes[at]
        if calls[at] is not None or before is None or note.number != before.number + 1:
            continue
        after = calls[at + 1] if at + 1 < len(calls) else None
        end = after.span.start if after is not None else first if at + 1 == len(calls) else -1
        if before.style not in begins:
            lines = {each.line for each in found.notes}
            begins[before.style] = [m for m in at_line_starts(rows, skip, before.style) if m.line not in lines]
        between = [
            mark
            for mark in begins[before.style]
            if mark.number == note.number and before.span.end <= mark.span.start < end
        ]
        if len(between) == 1:
            calls[at] = between[0]
    return replace(found, calls=tuple(calls))


def _without_shifted(rows: Sequence[Line], skip: Sequence[bool], found: Found) -> Found:
    """Without notes that would have the text of their neighbours: on a page that ends with the next number, which has
    no text but is called, the numbers stand behind their notes."""
    lacking = {mark.number for mark in found.uncalled}
    shifted: set[int] = set()
    for at, note in enumerate(found.notes):
        if note.style is not Style.ALONE or note.number + 1 not in lacking:
            continue
        end = next((i for i in range(note.line + 1, len(rows)) if rows[i].new_page), len(rows))
        last = next((i for i in range(end - 1, note.line, -1) if not rows[i].blank and not skip[i]), note.line)
        if rows[last].text.strip(" \t.)") != str(note.number + 1):
            continue
        page = next((i for i in range(note.line, 0, -1) if rows[i].new_page), 0)
        shifted |= {i for i in range(at + 1) if found.notes[i].line >= page and found.notes[i].style is Style.ALONE}
    if not shifted:
        return found
    kept = [i for i in range(len(found.notes)) if i not in shifted]
    calls = [call for i in sorted(shifted) if (call := found.calls[i]) is not None]
    return Found(
        tuple(found.notes[i] for i in kept),
        tuple(found.calls[i] for i in kept),
        tuple(sorted((*calls, *found.uncalled), key=lambda mark: mark.span.start)),
        tuple(found.notes[i] for i in sorted(shifted)),
    )


def _only(between: Sequence[Mark], wanted: range, missing: set[int]) -> list[Mark]:
    """For each wanted number its only candidate, in the order of the text."""
    by_number: dict[int, list[Mark]] = defaultdict(list)
    for candidate in between:
        if candidate.weight >= 1.0 and candidate.number in wanted and candidate.number not in missing:
            by_number[candidate.number].append(candidate)
    found: list[Mark] = []
    for number in sorted(by_number):
        options = [c for c in by_number[number] if not found or c.span.start > found[-1].span.start]
        if len(options) == 1:
            found.append(options[0])
    return found


def _unmarked(rows: Sequence[Line], begins: dict[Style, list[Mark]]) -> Found:
    """A text whose markers are lost: numbered paragraphs that count up and cite, or stand under a heading."""
    headed = next((i for i, line in enumerate(rows) if is_heading(line.text, "headings")), None)
    best: tuple[float, list[Mark]] = (0.0, [])
    for candidates in begins.values():
        usable = [c for c in candidates if headed is None or c.line > headed]
        picked = [usable[i] for i in sequence.chain([c.numbered for c in usable], 2.0)]
        if len(picked) < (_FEWEST if headed is None else 1) or (headed is None and not _cite(rows, picked)):
            continue
        weight = sum(mark.weight for mark in picked)
        if weight > best[0]:
            best = (weight, picked)
    return Found(tuple(best[1]), (None,) * len(best[1]))


def _cite(rows: Sequence[Line], picked: Sequence[Mark]) -> bool:
    """Whether at least half of these paragraphs hold what citations hold: a year or an address."""
    from bibtool.notes.evidence import cites

    citing = 0
    for at, mark in enumerate(picked):
        end = picked[at + 1].line if at + 1 < len(picked) else len(rows)
        paragraph = takewhile(lambda line: not line.blank, rows[mark.line : min(end, mark.line + 8)])
        text = "\n".join(line.text for line in paragraph)  # of "1. Introduction" what follows is no part
        citing += cites(text[mark.span.end - rows[mark.line].start :])
    return 2 * citing >= len(picked)


def layout(rows: Sequence[Line], skip: Sequence[bool], found: Found) -> Layout:
    """What the extents are found from."""
    called = [mark for mark in (*found.calls, *found.uncalled) if mark is not None]
    full = [line for line in rows if not line.blank]
    indented = sum(1 for line in full if line.indent) / max(len(full), 1)
    lines = sorted({mark.line for mark in called})
    first = found.notes[0].line if found.notes else len(rows)
    broken = any(s or line.new_page for s, line in zip(skip[first:], rows[first:], strict=True))
    return Layout(rows, skip, lines, bool(lines and lines[-1] > first) or (not lines and broken), indented)
