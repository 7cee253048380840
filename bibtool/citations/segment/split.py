"""A note cut into its citations and what is said around them.

Semicolons part always, full stops where what stands before is complete and what follows begins anew, signal words
("zob.", "см.") wherever a citation follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from bibtool.citations.names import responsible
from bibtool.citations.names.persons import person_list
from bibtool.citations.readings.audiovisual import talk
from bibtool.citations.readings.law import gazette
from bibtool.citations.scan.anchors import DATES, Anchor, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.brackets import CITED, bracketed
from bibtool.citations.segment.cites import begins_named, cites, family_alone
from bibtool.citations.segment.groups import groups
from bibtool.citations.segment.leads import Lead, known_title, leads
from bibtool.citations.segment.scripture import scripture
from bibtool.citations.segment.segments import STRONG, TAIL, WEAK_ENDS, Clause, KnownTitles, Segment, skip
from bibtool.citations.segment.series import series, year_again
from bibtool.language.forms import alternation, firsts
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase


def split(
    text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles, begin: int = 0
) -> tuple[Segment, ...]:
    """The segments of a repaired note from ``begin`` on, in order; ``known`` tells short titles of works cited
    before."""
    out: list[Segment] = []
    before: Segment | None = None
    for group in groups(text, anchors, tree, known, begin):
        found: list[Segment] = []
        if group.hard and (again := year_again(text, Segment(group.start, group.end), before, known)):
            found = [again]
        found = found or _bracketed(text, anchors, tree, group, known)
        if not found:
            found = _cut(text, anchors, tree, group, known)
            found = [s for one in found for s in ([one] if one.prose else series(text, anchors, tree, one))]
        found = [s for one in found for s in _without_remark(text, one)]
        out += found
        before = next((s for s in reversed(found) if not s.prose), before)
    return tuple(out)


@cache
def _remark() -> Phrase:
    """ "(podkr. moje)", "(emphasis added)" at the end of a citation."""
    forms = lexicon().hint("emphasised")
    return Phrase(
        rf"\s(?P<aside>[(\[]{alternation(forms)}(?!\w)[^()\[\]]{{0,40}}[)\]])[\s.,;]*\Z", firsts(sorted(forms))
    )


def _without_remark(text: str, segment: Segment) -> list[Segment]:
    """A citation without the brackets at its end that say who emphasised or translated what is quoted."""
    found = None if segment.prose or segment.inner else _remark().search(text, segment.start, segment.end)
    if found is None:
        return [segment]
    return [replace(segment, end=found.start()), Segment(*found.span("aside"), prose=True)]


def _bracketed(
    text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause, known: KnownTitles
) -> list[Segment]:
    """The citations in the brackets of a group, and the one before them where the group is no prose: "A. Lis, Wieża,
    Lublin 1911, s. 3 (zob. też: B. Kos, Most, Lublin 1920, s. 5), wbrew temu, co pisano"."""
    out: list[Segment] = []
    for segment in bracketed(text, anchors, tree, group, known):
        first = segment.prose and segment.start == group.start
        if first:
            stop = len(text[: segment.end].rstrip(" ("))
            before = replace(group, end=max(stop, segment.start))
            whole = _unsignalled(text, before)
        if first and begins_named(text, whole) and cites(text, anchors, tree, whole, known):
            out.append(Segment(skip(text, whole.start, whole.end), whole.end, signal=group.signal))
        elif first and _refers(text, anchors, whole):
            out += _cut(text, anchors, tree, before, known)
        elif segment.prose and not first:
            out += _further(text, anchors, tree, segment, known)
        else:
            out += _several(text, anchors, tree, segment, known)
    return out


def _refers(text: str, anchors: Sequence[Anchor], before: Clause) -> bool:
    """Whether a gazette stands before a bracket, or what ends a citation right before it: "ustawa (Dz.U. 1950, nr 12,
    poz. 18), co omawia", "Tamże, s. 14"."""
    last = max(between(anchors, before.start, before.end), key=lambda a: a.end, default=None)
    cited = last is not None and last.kind in CITED and last.end >= before.end - 1
    return cited or gazette(text, before.start, before.end) is not None


def _several(
    text: str, anchors: Sequence[Anchor], tree: Structure, segment: Segment, known: KnownTitles
) -> list[Segment]:
    """The citations of a bracket: "(zob. A. Kos, Tama, Kraków 1987, s. 12; B. Wrona, Młyny, Lublin 1999)"."""
    start, end = segment.start, segment.end
    if (
        not segment.inner
        or len(text) > _LONGEST
        or sum(a.kind in STRONG | WEAK_ENDS for a in between(anchors, start, end)) < 2
    ):
        return [segment]
    parts = split(text[:end], between(anchors, start, end), tree.content(start, end), known, start)
    cited = [part for part in parts if not part.prose]
    if not cited or (len(cited) == 1 and not parts[0].prose):
        return [segment]
    out = [part if part.prose else _of_author(text, part, segment.author) for part in parts]
    if out[0].prose:
        return out
    return [replace(out[0], signal=segment.signal or out[0].signal, author=segment.author), *out[1:]]


_LONGEST = 20_000  # letters of a note that is cut again at each of its brackets


def _of_author(text: str, part: Segment, author: tuple[int, int] | None) -> Segment:
    """A further citation of a bracket, by whom the sentence before names where it begins with no names: "A. Kos (Tama,
    Kraków 1987, s. 12; Młyn, Kraków 1990, s. 4)"."""
    named = author is None or person_list(text, part.start, part.end) is not None
    return replace(part, inner=True, author=None if named else author)


def _further(
    text: str, anchors: Sequence[Anchor], tree: Structure, prose: Segment, known: KnownTitles
) -> list[Segment]:
    """The words behind a bracket, and the citation that they lead to: "(…), a powtórzyła to Anna Gaj w książce Spław,
    Toruń 1980, s. 4"."""
    start = skip(text, prose.start, prose.end)
    if not any(a.kind in DATES for a in between(anchors, start, prose.end)):
        return [prose]
    for lead in leads(text, anchors, tree, start, prose.end, known):
        if cites(text, anchors, tree, Segment(lead.start, prose.end), known):
            return _led(Clause(prose.start, prose.end, hard=False), prose.start, lead)
    return [prose]


def _cut(text: str, anchors: Sequence[Anchor], tree: Structure, group: Clause, known: KnownTitles) -> list[Segment]:
    """A group as prose, or as a citation with the words that lead to it before it."""
    whole = _unsignalled(text, group)
    start = skip(text, whole.start, group.end)
    if (enclosed := _enclosed(text, tree, start, group, known)) is not None:
        return [enclosed]
    if scripture(text, start, group.end):
        return [Segment(group.start, group.end, prose=True)]
    if not cites(text, anchors, tree, whole, known):
        title = known_title(text, start, group.end, known)
        return [Segment(group.start, group.end, prose=True)] if title is None else _led(group, start, title)
    if talk(text, start, group.end, between(anchors, start, group.end)):
        return [Segment(start, group.end, signal=group.signal)]  # "Wywiad z Janem K., byłym burmistrzem, 17 maja 2008"
    found = leads(text, anchors, tree, start, group.end, known)
    stated = tuple(responsible.statements(text, start, group.end)) if found else ()
    for lead in found:
        if any(lo <= lead.start < hi for lo, hi in stated):
            continue  # "/ М-во культуры Рос. Федерации, Гос. ист. музей. – М."
        if cites(text, anchors, tree, Segment(lead.start, group.end), known):
            return _led(group, start, lead)
    return [Segment(start, group.end, signal=group.signal)]


def _enclosed(text: str, tree: Structure, start: int, group: Clause, known: KnownTitles) -> Segment | None:
    """A short reference in brackets that is all of a group: "(Brandt, 2020a)", "vgl. (Lauer 2019b, S. 4)"."""
    bracket = next(iter(tree.brackets.between(start, group.end)), None)
    if bracket is None or bracket.start != start or TAIL.match(text, bracket.end, group.end) is None:
        return None
    if family_alone(text, start + 1, bracket.end - 1, known) is None:
        return None
    return Segment(start + 1, bracket.end - 1, signal=group.signal, inner=True)


def _led(group: Clause, start: int, lead: Lead) -> list[Segment]:
    """The words before a citation, and the citation with its signal and the name that they give."""
    stop = lead.author[0] if lead.author else lead.start
    prose = [Segment(start, stop, prose=True)] if stop > start else []
    return [*prose, Segment(lead.start, group.end, signal=group.signal, author=lead.author)]


def _unsignalled(text: str, group: Clause) -> Clause:
    """The clause without its signal: "zob. przypis 5" cites nothing for having one."""
    return replace(group, start=skip(text, group.signal[1], group.end)) if group.signal else group


__all__ = ["KnownTitles", "Segment", "cites", "family_alone", "split"]
