"""The notes of a PDF: the zones at the feet of pages or lists at the end, cut into notes and tied to their marks."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.readers.pages.drawn import Link
from bibtool.readers.pages.feet import Zone, are_letters, feet_of, tells_rights
from bibtool.readers.pages.furniture import Sheet
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.lists import Listed, ListedNote, lists_of
from bibtool.readers.pages.sequence import Candidate, choose
from bibtool.readers.pages.starts import (
    Kind,
    Mark,
    Start,
    begun_marks_of,
    bracketed_marks_of,
    marks_of,
    solid_marks_of,
)

_MOST_TIED = 0.8  # of the marks that the body has; with fewer tied at the feet, lists are looked for
_CALLED = 0.5  # of the numbers of a list of notes that the body in front of it calls
_LINKED = 3.0  # what speaks for a mark whose link leads to the note
_LINK_REACH = 40.0  # points between a note and where a link to it leads: programs aim a line or two above
_FEWEST_ENDNOTES = 2  # beside notes at the feet of pages
_LOOSE = -0.4  # the fit of a mark of theirs: a line set wide parts it from its word
_CHAPTER = 60  # pages of the longest chapter that is followed by its notes
_FRONT = 24  # states of tying that are kept: marks of one number stand near each other


class Cut(Struct):
    """A line of a note: its words but those of its number."""

    line: Line
    first: int
    last: int


class Found(Struct):
    """One note: its number as printed, its lines, and its mark in the body where there is one."""

    number: str
    page: int
    cuts: list[Cut] = field(default_factory=list)
    mark: Mark | None = None


class Apparatus(Struct, frozen=True):
    """The body's lines in order and the notes in order."""

    body: list[Line]
    notes: list[Found]
    marks: list[Mark]


def apparatus(sheets: Sequence[Sheet]) -> Apparatus:
    """The notes, tied to raised marks; where few are, to numbers in front of them that stand on the line: in brackets,
    or solid with a word on the same page."""
    found = _by_raised_marks(sheets)
    places = {id(line): i for i, line in enumerate(line for sheet in sheets for line in sheet.lines)}
    for marks_on_the_line, at_feet in ((solid_marks_of, True), (bracketed_marks_of, False)):
        tied = [note.mark for note in found.notes]
        count = len(tied) - tied.count(None)
        if 2 * count >= len(tied):
            break
        marks = list(marks_on_the_line(found.body))
        at = [places[id(mark.line)] for mark in marks]
        limits = [bisect_left(at, places[id(note.cuts[0].line)]) if note.cuts else 0 for note in found.notes]
        if _tie(found.notes, marks, at_feet, limits) <= count:
            for note, mark in zip(found.notes, tied, strict=True):
                note.mark = mark
    _tie_missed(found)
    return found


def _by_raised_marks(sheets: Sequence[Sheet]) -> Apparatus:
    """Notes at the feet of pages; where the pages have few of those that the body calls, notes from lists."""
    feet = feet_of(sheets)
    notes, homeless = _cut(feet.zones, choose(feet.zones))
    body = feet.body
    if homeless:
        out = {id(line) for note in notes for cut in note.cuts for line in (cut.line,)}
        body = [line for sheet in sheets for line in sheet.lines if id(line) not in out]
    links = {sheet.number: sheet.links for sheet in sheets if sheet.links}
    marks = _aimed(body, links)
    _tie(notes, marks, at_feet=True)
    below = _with_endnotes(Apparatus(body, notes, marks), links)
    tied = sum(note.mark is not None for note in below.notes)
    far = sum(note.mark is not None and note.mark.page < note.page - 1 for note in notes)
    if tied < _MOST_TIED * len(marks) or 2 * far > tied:
        listed, starts = _from_lists([line for sheet in sheets for line in sheet.lines], links)
        worth, other = _worth(below.notes), _worth(listed.notes)
        surely = tied < _MOST_TIED * len(below.notes) or other > 2 * worth or 2 * far > tied
        if other > worth and (surely or _has_all(listed.notes, below.notes)):
            return _with_feet(_parted(listed, starts), notes)
    return below


def _parted(listed: Apparatus, starts: Sequence[Start]) -> Apparatus:
    """Notes of lists, their numbers parted from the words that they are set solid with."""
    for note, start in zip(listed.notes, starts, strict=True):
        note.cuts[0].last += _split(note.cuts[0].line, start, 0)
    return listed


def _with_feet(listed: Apparatus, feet: Sequence[Found]) -> Apparatus:
    """Notes of lists, and called notes at the feet of pages that count in another way: the star of the title."""
    ways = {_way(note.number) for note in listed.notes}
    body = {id(line) for line in listed.body}
    alike = Counter((mark.page, mark.number) for mark in listed.marks)  # stars of a table behind its figures
    beside = [
        note
        for note in feet
        if (mark := note.mark) is not None
        and mark.page == note.page
        and (mark.fit > 0 or alike[mark.page, mark.number] == 1)
        and _way(note.number) not in ways
        and body.issuperset(id(cut.line) for cut in note.cuts)
    ]
    if not beside:
        return listed
    out = {id(cut.line) for note in beside for cut in note.cuts}
    rest = [line for line in listed.body if id(line) not in out]
    return Apparatus(rest, [*beside, *listed.notes], listed.marks)


def _with_endnotes(feet: Apparatus, links: Mapping[int, Sequence[Link]]) -> Apparatus:
    """Notes at the feet of pages, and notes in lists that count in another way: 1, 2, 3 below the text, i, ii, iii
    behind it."""
    ways = {_way(note.number) for note in feet.notes}
    some = [mark for mark in feet.marks if _way(mark.number) not in ways and mark.fit > _LOOSE]
    if not feet.notes or not any(mark.fit > 0 for mark in some) or len(some) < _FEWEST_ENDNOTES:
        return feet
    listed, starts = _from_lists(feet.body, links, ways)
    tied = sum(note.mark is not None for note in listed.notes)
    if tied < max(_FEWEST_ENDNOTES, _MOST_TIED * len(listed.notes)):
        return feet
    listed = _parted(listed, starts)
    return Apparatus(listed.body, [*feet.notes, *listed.notes], listed.marks)


def _way(number: str) -> str:
    """How a number counts: in figures, letters or signs."""
    return "1" if number.isdecimal() else "a" if number.isalpha() else "*"


def _aimed(lines: Sequence[Line], links: Mapping[int, Sequence[Link]]) -> list[Mark]:
    """The marks of some lines, with the places that links of theirs lead to."""
    marks = list(marks_of(lines))
    for mark in marks if links else ():
        word = mark.word
        for link in links.get(mark.page, ()):
            if link.target >= 0 and link.holds(word.left, word.right, word.base):
                mark.target = link.target, link.y
                break
    return marks


def _has_all(listed: Sequence[Found], notes: Sequence[Found]) -> bool:
    """Whether lists have the notes that were taken for those at the foot of their pages, and so more than these."""
    begins = {id(note.cuts[0].line) for note in listed}
    return all(not note.cuts or id(note.cuts[0].line) in begins for note in notes)


def _worth(notes: Sequence[Found]) -> float:
    tied = sum(note.mark is not None for note in notes)
    return tied - 0.5 * (len(notes) - tied)


def _cut(zones: Sequence[Zone], chosen: Sequence[Candidate]) -> tuple[list[Found], bool]:
    """Zones cut where notes begin; whether some of their lines belong to no note."""
    by_line: dict[tuple[int, int], list[Start]] = {}
    for candidate in chosen:
        by_line.setdefault((candidate.zone, candidate.line), []).append(candidate.start)
    notes: list[Found] = []
    homeless = False
    for number, zone in enumerate(zones):
        rights = False
        for at, line in enumerate(zone.lines):
            first = 0
            added = 0  # words that a number set solid with its note has made
            for start in by_line.get((number, at), ()):
                index = start.index + added
                if index > first and notes:
                    notes[-1].cuts.append(Cut(line, first, index))
                added += _split(line, start, index)
                notes.append(Found(start.number, line.page))
                first = index + 1
            rights = not first and at > 0 and (rights or tells_rights(zone.lines[at - 1], line))
            if not notes or rights or (not first and notes[-1].cuts and zone.before > notes[-1].cuts[-1].line.page):
                homeless = True  # tables, say, many pages behind the last note; what stands below all notes
            elif first < len(line.words):
                notes[-1].cuts.append(Cut(line, first, len(line.words)))
    return notes, homeless


def _split(line: Line, start: Start, index: int) -> int:
    """Part a number or sign from a word that is set solid with it; returns how many words were added."""
    word, number = line.words[index], start.number
    if start.kind is Kind.RAISED or (start.kind is not Kind.GLUED and word.text.strip("()[].,;") == number):
        return 0
    end = len(number) + 2 if word.text[:1] in "([" else len(number)
    if number not in word.text[: len(number) + 1] or len(word.text) == end:
        return 0
    line.words[index : index + 1] = [
        replace(word, text=word.text[:end], right=word.left),
        replace(word, text=word.text[end:], apart=True, order=word.order + end),
    ]
    return 1


def _from_lists(
    lines: Sequence[Line], links: Mapping[int, Sequence[Link]], other_than: Container[str] = ()
) -> tuple[Apparatus, list[Start]]:
    """Notes from lists whose numbers the body in front of them calls, and these numbers; of lists that count in none of
    the ways ``other_than``.

    Numbered paragraphs are lists too: of all lists and of those that look alike, what ties most and leaves least.
    """
    places = {id(line): i for i, line in enumerate(lines)}
    calls = [(places[id(mark.line)], mark.number) for mark in marks_of(lines)]
    alike: dict[tuple[int, int], list[Listed]] = {}
    numbers = [number for _, number in calls]
    letters = frozenset(number for number in numbers if number.isalpha() and are_letters(numbers))
    every = [
        one
        for one in lists_of(lines, letters)
        if _way(one.notes[0].start.number) not in other_than and _is_called(one, calls)
    ]
    for one in every:
        first = one.notes[0]
        alike.setdefault((first.start.kind, round(lines[first.lines[0]].size)), []).append(one)
    best: tuple[float, list[Listed]] = (0.0, [])
    for some in [every, *alike.values()] if len(alike) > 1 else [every]:
        lists = list(some)
        while lists:
            notes = _tied_lists(lines, places, lists, links).notes
            shares = _shares(lists, notes)
            worst = min(range(len(lists)), key=shares.__getitem__)
            if shares[worst] < _CALLED:
                del lists[worst]
                continue
            if (worth := _worth(notes)) > best[0]:
                best = worth, lists
            break
    return _tied_lists(lines, places, best[1], links), [note.start for one in best[1] for note in one.notes]


def _tied_lists(
    lines: Sequence[Line],
    places: Mapping[int, int],
    lists: Sequence[Listed],
    links: Mapping[int, Sequence[Link]],
) -> Apparatus:
    taken = {i for one in lists for note in one.notes for i in note.lines}
    body = [line for i, line in enumerate(lines) if i not in taken]
    marks = _aimed(body, links)
    at = [places[id(mark.line)] for mark in marks]
    limits = [bisect_left(at, one.notes[0].lines[0]) for one in lists for _ in one.notes]
    notes = [_listed_note(lines, note) for one in lists for note in one.notes]
    _tie(notes, marks, limits=limits)
    return Apparatus(body, notes, marks)


def _shares(lists: Sequence[Listed], notes: Sequence[Found]) -> list[float]:
    """What part of the notes of each list is tied."""
    rest = iter(notes)
    return [sum(next(rest).mark is not None for _ in one.notes) / len(one.notes) for one in lists]


def _is_called(one: Listed, calls: Sequence[tuple[int, str]]) -> bool:
    begin = one.notes[0].lines[0]
    called = {number for place, number in calls if place < begin}
    return sum(note.start.number in called for note in one.notes) >= _CALLED * len(one.notes)


def _listed_note(lines: Sequence[Line], note: ListedNote) -> Found:
    found = Found(note.start.number, lines[note.lines[0]].page)
    for place, i in enumerate(note.lines):
        found.cuts.append(Cut(lines[i], 0 if place else 1, len(lines[i].words)))
    return found


def _tie(notes: Sequence[Found], marks: Sequence[Mark], at_feet: bool = False, limits: Sequence[int] = ()) -> int:
    """Each note to a mark of its number, in order, so that most are tied and to marks that stand as marks do.

    A mark that no note has (a square metre, an edition) is left aside.  At the feet a mark stands on the page of its
    note, the one before, or (where a page break falls between them) the next one; farther in front where the notes of
    a chapter stand at the feet of its last pages.  ``limits`` are the numbers of marks that stand in front of a note's
    list.  What counts in figures, letters and signs has an order each.  Returns how many were tied.
    """
    by_way: dict[str, list[int]] = {}
    for at, note in enumerate(notes):
        note.mark = None
        by_way.setdefault(_way(note.number), []).append(at)
    tied = sum(_tie_in_order([(at, notes[at]) for at in each], marks, at_feet, limits) for each in by_way.values())
    return tied + _tie_between(notes, marks)


def _tie_in_order(
    notes: Sequence[tuple[int, Found]], marks: Sequence[Mark], at_feet: bool, limits: Sequence[int]
) -> int:
    own = {(note.page, note.number) for _, note in notes}
    by_number: dict[str, list[int]] = {}
    homeless: dict[str, list[int]] = {}  # whose own page has no note of the number
    for index, mark in enumerate(marks):
        by_number.setdefault(mark.number, []).append(index)
        if mark.target is not None or (mark.page, mark.number) not in own:
            homeless.setdefault(mark.number, []).append(index)

    def on_pages(places: Sequence[int], first: int, last: int) -> Sequence[int]:
        begin, end = (bisect_left(places, page, key=lambda i: marks[i].page) for page in (first, last + 1))
        return places[begin:end]

    # a state: the mark that was tied last, the score, the note, the state before
    states: list[tuple[int, float, int, int]] = [(-1, 0.0, -1, -1)]
    front = [0]
    for at, note in notes:
        fresh: list[int] = []
        places: Sequence[int] = by_number.get(note.number, ())
        if at_feet:
            places = [
                *on_pages(homeless.get(note.number, ()), note.page - _CHAPTER, note.page - 1),
                *on_pages(places, note.page, note.page),
                *on_pages(homeless.get(note.number, ()), note.page + 1, note.page + 1),
            ]
        for index in places:
            mark = marks[index]
            if limits and index >= limits[at]:
                break
            weight = 2.0 + mark.fit
            if mark.target is not None:
                weight += _LINKED if _leads_to(mark.target, note) else -1.0
            elif at_feet and mark.page != note.page:
                weight -= 0.5 if mark.page == note.page - 1 else 1.0
            previous = max((i for i in front if states[i][0] < index), key=lambda i: states[i][1], default=None)
            if previous is None:
                continue
            states.append((index, states[previous][1] + weight, at, previous))
            fresh.append(len(states) - 1)
        if fresh:
            front = _best(states, front + fresh)
    tied = 0
    by_place = dict(notes)
    state = max(front, key=lambda i: states[i][1])
    while states[state][2] >= 0:
        index, _, at, state = states[state]
        by_place[at].mark = marks[index]
        tied += 1
    return tied


def _tie_missed(found: Apparatus) -> None:
    """Notes that lack a mark to the one number between the marks of their neighbours that can be theirs: in brackets at
    the beginning of a line, printed as other marks are; or raised, the numbers of two notes side by side ("23")."""
    notes = [note for note in found.notes if note.number.isdecimal()]
    tied = [note.mark for note in notes if note.mark is not None]
    if not tied or len(tied) == len(notes):
        return
    order = {id(line): i for i, line in enumerate(found.body)}
    looks = {_look(mark) for mark in tied}
    own = {(id(mark.word), mark.start) for mark in tied}
    loose = {note.number for note in notes if note.mark is None}
    begun = [mark for mark in begun_marks_of(found.body) if mark.number in loose and _look(mark) in looks]
    apart = {(note.page, note.number) for note in notes}
    joint = [
        mark
        for mark in found.marks
        if mark.fit > 0 and len(mark.number) > 1 and (id(mark.word), mark.start) not in own
        if mark.number not in loose and (mark.page, mark.number) not in apart
    ]

    def between(marks: Sequence[Mark], number: str, at: int) -> Mark | None:
        alike = [mark for mark in marks if mark.number == number and mark.page <= notes[at].page]
        if not alike:
            return None
        before = next((mark for i in range(at - 1, -1, -1) if (mark := notes[i].mark) is not None), None)
        after = next((mark for i in range(at + 1, len(notes)) if (mark := notes[i].mark) is not None), None)
        low = _place(before, order) if before is not None else (-1, 0.0)
        high = _place(after, order) if after is not None else (len(order), 0.0)
        fit = [mark for mark in alike if low < _place(mark, order) < high]
        return fit[0] if len(fit) == 1 else None

    for at, note in enumerate(notes):
        if note.mark is not None:
            continue
        note.mark = between(begun, note.number, at)
        follower = notes[at + 1] if at + 1 < len(notes) else None
        if note.mark is not None or follower is None or follower.mark is not None:
            continue
        if int(follower.number) != int(note.number) + 1:
            continue
        mark = between(joint, note.number + follower.number, at)
        if mark is not None:
            middle = mark.start + len(note.number)
            note.mark = replace(mark, number=note.number, end=middle)
            follower.mark = replace(mark, number=follower.number, start=middle)


def _look(mark: Mark) -> tuple[bool, str, str]:
    """How a mark is printed: raised or not, and its brackets."""
    text = mark.word.text
    signs = text[: mark.start][-1:], text[mark.end :][:1]
    opened, closed = (sign if sign and sign in "()[]" else "" for sign in signs)
    return mark.line.raised(mark.word), opened, closed


def _place(mark: Mark, order: Mapping[int, int]) -> tuple[int, float]:
    return order.get(id(mark.line), -1), mark.word.left


def _leads_to(target: tuple[int, float], note: Found) -> bool:
    """Whether a link leads to a note: to its page, and not far above or below its first line where it says how high."""
    page, y = target
    return page == note.page and (not y or not note.cuts or abs(note.cuts[0].line.base - y) < _LINK_REACH)


def _tie_between(notes: Sequence[Found], marks: Sequence[Mark]) -> int:
    """A note whose mark has another number (misread, or reckoned anew by a word processor) to the one mark between
    those of its neighbours, if that stands on its page as marks do."""
    places = {id(mark): index for index, mark in enumerate(marks)}
    tied = 0
    for before, note, after in zip(notes, notes[1:], notes[2:], strict=False):
        if note.mark is not None or before.mark is None or after.mark is None:
            continue
        begin, end = places[id(before.mark)] + 1, places[id(after.mark)]
        between = [mark for mark in marks[begin:end] if mark.fit > 0]
        if len(between) == 1 and between[0].page == note.page and between[0].number.isdecimal():
            note.mark = between[0]
            tied += 1
    return tied


def _best(states: Sequence[tuple[int, float, int, int]], front: Sequence[int]) -> list[int]:
    """States that no other beats in both the place of the mark and the score."""
    kept: list[int] = []
    top = -1.0
    for state in sorted(front, key=lambda i: (states[i][0], -states[i][1])):
        if states[state][1] > top:
            kept.append(state)
            top = states[state][1]
    return kept[-_FRONT:]
