"""A note cut into its citations and what is said around them.

Semicolons part always, full stops where what stands before is complete and what follows begins anew, signal words
("zob.", "см.") wherever a citation follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bibtool.citations.names.persons import person_list
from bibtool.citations.names.roles import editors_after, role_at
from bibtool.citations.readings.archive import archive_head, shelfmarks
from bibtool.citations.readings.law import gazette
from bibtool.citations.readings.parts import dated_head
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.joined import within_imprint
from bibtool.language.lexicon import lexicon
from bibtool.text.letters import CAPITAL, LOWER, UPPER

_END_KINDS = frozenset(
    {Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.PAGES, Kind.FOLIO, Kind.IBID, Kind.OP_CIT, Kind.IMPRINT, Kind.EXTENT,
     Kind.DEAD_END, Kind.ISBN}
)  # fmt: skip
_WEAK_END_KINDS = frozenset({Kind.YEAR, Kind.DATE, Kind.ISSUE, Kind.VOLUME})
_DATED = frozenset({Kind.YEAR, Kind.DATE})
_JOINED = frozenset({Kind.PAGES, Kind.YEAR, Kind.URL, Kind.DOI, Kind.ACCESSED})
_STRONG = _END_KINDS | {Kind.ONLINE, Kind.ISSN, Kind.IN, Kind.EDITION, Kind.IDEM}
_SENTENCE = re.compile(rf"[.?!…][”»\")\]]{{0,2}}(?P<gap>\s+)(?=[^\W_{LOWER}]|[„«“\"(\[–—-])")
# A citation seldom is longer; what is looked at again at every clause of a group must not grow with the group.
_NEAR = 600
_TAIL = re.compile(r"[\s.,;:–—-]*\Z")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a note.  ``prose`` is what cites nothing; ``signal`` the span of the signal before a citation;
    ``author`` that of a name which the sentence around gives; ``inner`` marks a citation in the brackets of prose."""

    start: int
    end: int
    prose: bool = False
    signal: tuple[int, int] | None = None
    author: tuple[int, int] | None = None
    inner: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    hard: bool  # parted from what stands before by a semicolon
    signal: tuple[int, int] | None = None
    complete: bool = False  # holds an anchor that ends a citation; kept for groups of clauses, which may be long


@dataclass(frozen=True, slots=True)
class _Patterns:
    signal: re.Pattern[str]
    abbreviation: re.Pattern[str]
    rest: re.Pattern[str]
    joined: re.Pattern[str]
    manuscript: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lex = lexicon()
    see = [f for f in lex.forms("see", "cited_after") if len(f) > 2 or f.endswith(".")]
    short = [f for f in lex.forms("cited_after") if f not in see]
    from bibtool.language.lexicon import alternation

    endings = sorted(
        {form.rsplit(" ", 1)[-1] for role in lex.words for form in lex.words[role] if form.endswith(".")}
        | {form for form in lex.hint("inner") if form.endswith(".")},
        key=len,
    )
    return _Patterns(
        signal=re.compile(
            rf"(?:{alternation(see)}\s?[:,]?|{alternation(short)}\s?:)(?=\s)(?:\s{alternation(see)}\s?:?(?=\s))?"
            # "por. rozważania w: Z. Bauman, …"
            rf"(?:(?:\s[^\W\d_]+){{0,3}}\s{lex.alternation('in')}\s?:(?=\s))?"
        ),
        abbreviation=re.compile(rf"(?:(?<![^\W_])[^\W\d_]|{alternation(reversed(endings))})\.?\Z"),
        rest=re.compile(rf"[\s,.(]*{lex.alternation('locator_rest', 'locator_alone')}[\s.)]*\Z"),
        joined=re.compile(rf"(?<=[0-9.)\]>]),?\s{lex.alternation('and', 'and_also')}\s"),
        manuscript=re.compile(lex.alternation("manuscript")),
    )


def split(text: str, anchors: Sequence[Anchor], tree: Structure, known: KnownTitles) -> tuple[Segment, ...]:
    """The segments of a repaired note in order; ``known`` tells short titles of works cited before."""
    out: list[Segment] = []
    for group in _groups(text, anchors, tree):
        inner = list(_bracketed(text, anchors, tree, group))
        if inner:
            out += inner
        elif cites(text, anchors, tree, _unsignalled(text, group), known):
            start = group.signal[1] if group.signal else group.start
            out.append(Segment(_skip(text, start, group.end), group.end, signal=group.signal))
        else:
            out.append(Segment(group.start, group.end, prose=True))
    return tuple(out)


class KnownTitles:
    """What has been cited before, for telling a short title from prose (a protocol; see resolve)."""

    def begins(self, text: str) -> bool:
        """Whether a text is the title, or the beginning of the title, of a work cited before."""
        raise NotImplementedError

    def family(self, word: str) -> bool:
        """Whether a word is the family name of an author cited before."""
        raise NotImplementedError


def _unsignalled(text: str, group: _Clause) -> _Clause:
    """The clause without its signal: "zob. przypis 5" cites nothing for having one."""
    return replace(group, start=_skip(text, group.signal[1], group.end)) if group.signal else group


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " ,:;–—":
        start += 1
    return start


def _clauses(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[_Clause]:
    """Sentences and semicolon parts, parted once more where a signal stands inside."""
    start, hard = 0, True
    cuts: list[tuple[int, int, bool]] = []
    for position, char in enumerate(text):
        if char == ";" and not tree.inside(position) and not within_imprint(text, position):
            cuts.append((position, position + 1, True))
    for match in _SENTENCE.finditer(text):
        gap = match.start("gap")
        if not tree.inside(gap) and not _abbreviated(text, gap):
            cuts.append((gap, match.end(), False))
    for match in _patterns().joined.finditer(text):
        # "…, Lublin 2005, s. 3–5 oraz B. Lis, Wieża": what stands before is complete, a name follows
        names = None if tree.inside(match.start()) else person_list(text, match.end(), len(text))
        if names is None or names.form != "initials-first" or text[names.end : names.end + 1] != ",":
            continue
        if any(
            a.end in (match.start(), match.start() + 1) and a.kind in _JOINED
            for a in between(anchors, match.start() - 30, match.start() + 1)
        ):
            cuts.append((match.start(), match.end(), True))
    cuts.sort()
    for at, resume, kind in [*cuts, (len(text), len(text), True)]:
        if at < start:
            hard = hard or kind
            continue
        lo = _skip(text, start, at)
        if lo < at:
            yield from _signals(text, anchors, tree, _Clause(lo, at, hard))
            hard = kind
        else:
            hard = hard or kind
        start = resume


def _abbreviated(text: str, at: int) -> bool:
    """Whether the full stop before ``at`` is that of an initial or an abbreviation."""
    return text[at - 1] == "." and _patterns().abbreviation.search(text[max(0, at - 24) : at]) is not None


def _signals(text: str, anchors: Sequence[Anchor], tree: Structure, clause: _Clause) -> Iterator[_Clause]:
    start, hard, signal = clause.start, clause.hard, None
    for match in _patterns().signal.finditer(text, clause.start, clause.end):
        if match.start() > start and (
            tree.inside(match.start()) or not _citation_follows(text, anchors, match.end(), clause.end)
        ):
            continue
        if match.start() == start and not text[match.end() :].strip():
            continue
        if match.start() > start:
            yield _Clause(start, match.start(), hard, signal)
            hard = False
        start, signal = match.start(), match.span()
    yield _Clause(start, clause.end, hard, signal)


def _citation_follows(text: str, anchors: Sequence[Anchor], at: int, end: int) -> bool:
    at = _skip(text, at, end)
    if at >= end:
        return False
    if text[at] in '„«"“':
        return True
    if any(a.kind in {Kind.IBID, Kind.IDEM, Kind.URL} for a in between(anchors, at, at + 1)):
        return True
    return text[at].isupper() and (person_list(text, at, end) is not None or ":" in text[at - 3 : at])


def _groups(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[_Clause]:
    """Clauses put together again where a full stop was inside one citation."""
    group: _Clause | None = None
    for clause in _clauses(text, anchors, tree):
        clause = replace(clause, complete=_complete(anchors, clause))
        if group is None:
            group = clause
        elif _parts(text, anchors, tree, group, clause):
            yield group
            group = clause
        else:
            group = replace(group, end=clause.end, complete=group.complete or clause.complete)
    if group is not None:
        yield group


def _parts(text: str, anchors: Sequence[Anchor], tree: Structure, group: _Clause, clause: _Clause) -> bool:
    """Whether ``clause`` begins something new after ``group``."""
    if clause.hard:
        return not _same_statement(text, group, clause)
    if clause.signal:
        return True
    own = between(anchors, clause.start, clause.end)
    ended = _ended(text, anchors, group)
    starts = _starts(text, anchors, clause)
    if _continues(text, own, clause):
        return False
    if ended == 2:
        return True
    if ended == 1:
        return starts or not any(a.kind in _STRONG or a.kind in _WEAK_END_KINDS for a in own)
    words = text[group.start : min(group.end, group.start + _NEAR)].split()
    return starts and len(words) > 7 and person_list(text, group.start, group.end) is None


def _same_statement(text: str, group: _Clause, clause: _Clause) -> bool:
    """Whether a semicolon parts the names and roles of one citation only: "/ Я. Новік; пад рэд. Я. Новіка",
    "Kowalski J.; Nowak A., Title"."""
    if role_at(text, clause.start, clause.end) and (" / " in text[group.start : group.end]):
        return True
    names = person_list(text, group.start, group.end, closed=False)
    return names is not None and names.end >= group.end - 1 and names.form == "family-first"


def _ended(text: str, anchors: Sequence[Anchor], group: _Clause) -> int:
    """2 where a citation is complete, 1 where it may be, 0 where it is not."""
    if group.complete:
        return 2
    own = between(anchors, max(group.start, group.end - _NEAR), group.end)
    last = own[-1] if own else None
    if last and last.kind in _DATED and len(own) == 1 and _only_dated_names(text, group):
        return 0
    if last and last.kind in _WEAK_END_KINDS and _TAIL.match(text, last.end, group.end):
        # "Т. 3." without a year ends nothing: a GOST title goes on with that volume's own.
        return int(any(a.kind in _DATED for a in own))
    return 0


def _complete(anchors: Sequence[Anchor], clause: _Clause) -> bool:
    return any(a.kind in _END_KINDS for a in between(anchors, clause.start, clause.end))


def _only_dated_names(text: str, group: _Clause) -> bool:
    """Whether a clause is names with their date in brackets and nothing else: "Lis, A., & Kos, B. (2015)."."""
    names = person_list(text, group.start, group.end)
    if names is None:
        return False
    head = dated_head(text, editors_after(text, names.end, group.end), group.end)
    return head is not None and _TAIL.match(text, head.end(), group.end) is not None


def _only_dated_names_begin(text: str, group: _Clause) -> bool:
    names = person_list(text, group.start, group.end)
    return names is not None and dated_head(text, editors_after(text, names.end, group.end), group.end) is not None


def _starts(text: str, anchors: Sequence[Anchor], clause: _Clause) -> bool:
    """Whether a clause begins as citations do: a name, a reference, a quotation."""
    if any(a.kind in {Kind.IBID, Kind.IDEM} for a in between(anchors, clause.start, clause.start + 1)):
        return True
    names = person_list(text, clause.start, clause.end)
    if names is None:
        return False
    after = text[names.end : names.end + 2]
    return names.form.startswith(("initials", "family-first")) or after.startswith(",")


def _continues(text: str, own: Sequence[Anchor], clause: _Clause) -> bool:
    """Whether a clause goes on with the citation before it: a dash, a bracket, pages, an address, a bare imprint."""
    first = text[clause.start]
    if set(text[max(0, clause.start - 3) : clause.start]) & set("–—―-"):
        return True
    if first in "–—-" or (first in "([" and own and own[0].start <= clause.start + 1):
        return True
    marks = shelfmarks(text, clause.start, min(clause.end, clause.start + 40))
    if marks and marks[0].start() == clause.start:
        return True
    if own and own[0].start == clause.start and own[0].kind not in {Kind.IBID, Kind.IDEM, Kind.DATE}:
        return True
    if own and own[0].kind is Kind.DATE and own[0].start == clause.start:
        return len(text[clause.start : clause.end]) - (own[0].end - own[0].start) < 12
    return False


def cites(text: str, anchors: Sequence[Anchor], tree: Structure, group: _Clause | Segment, known: KnownTitles) -> bool:
    """Whether a stretch of text cites something, by what it contains and how it begins."""
    stretch = text[group.start : group.end].strip(" .,;")
    if not stretch:
        return False
    own = between(anchors, group.start, group.end)
    kinds = {a.kind for a in own}
    if kinds & {Kind.URL, Kind.DOI, Kind.ACCESSED, Kind.ONLINE, Kind.ISBN, Kind.IMPRINT, Kind.OP_CIT}:
        return True
    if kinds & {Kind.IBID, Kind.IDEM} and any(a.start == group.start for a in own if a.kind in {Kind.IBID, Kind.IDEM}):
        return True
    marks = len(shelfmarks(text, group.start, group.end))
    if gazette(text, group.start, group.end) is not None or marks > 1:
        return True
    if marks and hints.has(stretch, "archive", "library"):
        return True
    if archive_head(text, group.start, group.end) is not None:
        return True
    if Kind.DATE in kinds and hints.starts_with(stretch, "statute"):
        return True
    if " // " in stretch or (Kind.IN in kinds and len(stretch) > 12):
        return True
    names = person_list(text, group.start, group.end)
    titled = names is not None and names.end < group.end and text[names.end] in ",.:"
    if Kind.PAGES in kinds and not _mentioned(text, own, group.end):
        return Kind.YEAR in kinds or not _is_prose(text, own, group)
    if stretch.endswith(("…", "...")) and len(stretch.split()) < 12:
        return True
    if known.begins(stretch):
        return True
    if family_alone(text, group.start, group.end, known):
        return True
    if titled and names is not None:
        if names.form in {"initials-first", "family-first"}:
            return len(text[names.end : group.end].split()) > 1
        return bool(kinds & (_STRONG | _WEAK_END_KINDS))
    return bool(kinds & _WEAK_END_KINDS) and _imprint_like(text, tree, own, group)


@cache
def _alone() -> re.Pattern[str]:
    name = rf"{CAPITAL}[^\W\d_]+(?:-[^\W\d_]+)?"
    lex = lexicon()
    joiner, et_al = lex.alternation("and"), lex.alternation("et_al")
    others = rf"(?:,\s{name})?,?\s{joiner}\s{name}|,?\s{et_al}"
    return re.compile(rf"(?P<first>{name})(?:{others})?(?=,\s)")


def family_alone(text: str, start: int, end: int, known: KnownTitles) -> tuple[int, int] | None:
    """A family name without given name at the head of a short citation ("Snyder, “Federalism”, 35"), known before."""
    match = _alone().match(text, start, end)
    return match.span() if match and known.family(match.group("first")) else None


def _mentioned(text: str, own: Sequence[Anchor], end: int) -> bool:
    """Whether the pages are those of a sentence that goes on: "na s. 3 ostatniego numeru pożegnał się"."""
    pages = next(a for a in own if a.kind is Kind.PAGES)
    after = text[pages.end : end].split()
    return len(after) > 2 and all(word[0].islower() for word in after[:3]) and after[0][-1].isalpha()


def _imprint_like(text: str, tree: Structure, own: Sequence[Anchor], group: _Clause | Segment) -> bool:
    """Whether a year or issue stands where an imprint does, in a text that is no running sentence."""
    for anchor in own:
        around = tree.brackets.around(anchor.start, anchor.end)
        if anchor.kind not in _WEAK_END_KINDS or (
            around and anchor.start - around.start > 2 and anchor.end < around.end
        ):
            continue
        after = text[anchor.end : anchor.end + 1]
        before = text[group.start : anchor.start].rstrip()
        if after.isalnum() or (after == " " and text[anchor.end + 1 : anchor.end + 2].islower()):
            continue
        if before.endswith((",", ".", "–", "—", ":", "”", "»", '"')) or re.search(r"[,.:]\s[^\W\d_]\S*$", before):
            return not _is_prose(text, own, group)
    return False


def _is_prose(text: str, own: Sequence[Anchor], group: _Clause | Segment) -> bool:
    """Whether a stretch reads as running sentences: many words in lower case before its first anchor, and no name,
    comma or quotation that parts a title from the rest."""
    head = text[group.start : own[0].start] if own else text[group.start : group.end]
    words = [w for w in head.split() if w[0].isalpha()]
    lower = sum(w[0].islower() for w in words)
    if not words:
        return False
    if person_list(text, group.start, group.end) is not None:
        return False
    return len(words) > 9 and lower / len(words) > 0.6 and "," not in head[-40:] and not head.rstrip().endswith(".")


def _bracketed(text: str, anchors: Sequence[Anchor], tree: Structure, group: _Clause) -> Iterator[Segment]:
    """Citations in the brackets of running prose: «Antoni Stańko (Gdzie Karpat…, dz. cyt., s. 302) podaje: …»."""
    found: list[tuple[int, int]] = []
    for bracket in tree.brackets.between(group.start, group.end):
        if text[bracket.start] != "(":
            continue
        own = between(anchors, bracket.start, bracket.end)
        kinds = {a.kind for a in own}
        content = text[bracket.start : bracket.end]
        telling = kinds & {Kind.OP_CIT, Kind.IBID, Kind.PAGES, Kind.IN} or _patterns().manuscript.search(content)
        only_pages = len(own) == 1 and own[0].kind is Kind.PAGES and bracket.end - own[0].end < 3
        if only_pages and own[0].start - bracket.start < 3 and _only_dated_names_begin(text, group):
            continue  # "In Proceedings of Bridges (pp. 12–20)": pages of the work that is cited
        if (
            telling
            and not (own and all(a.kind is Kind.ACCESSED for a in own))
            and (
                _in_prose(text, anchors, group, bracket.start, bracket.end)
                or _whole(text, anchors, group, bracket.start, bracket.end)
            )
        ):
            found.append((bracket.start, bracket.end))
    at = group.start
    for start, end in found:
        author = _author_before(text, at, start)
        stop = author[0] if author else start
        if stop > at:
            yield Segment(at, stop, prose=True)
        yield Segment(start + 1, end - 1, author=author, inner=True)
        at = end
    if found and _TAIL.match(text, at, group.end) is None:
        yield Segment(at, group.end, prose=True)


def _in_prose(text: str, anchors: Sequence[Anchor], group: _Clause, start: int, end: int) -> bool:
    """Whether running words stand after a bracket, or enough of them before one that ends its sentence."""
    outside = [a for a in between(anchors, group.start, group.end) if not start <= a.start < end]
    if any(a.kind in {Kind.URL, Kind.DOI, Kind.ONLINE} for a in outside):
        return False
    if re.match(rf"[\s,]*[{LOWER}][^\W\d_]+:", text[end : group.end]):
        return True
    following = [w for w in re.split(r"[.?!…]\s", text[end : group.end], maxsplit=1)[0].split() if w[0].isalpha()]
    if len(following) > 2 and sum(w[0].islower() for w in following) * 2 >= len(following):
        return True
    before = [w for w in text[group.start : start].split() if w[0].islower()]
    return len(before) > 4 and _TAIL.match(text, end, group.end) is not None


def _whole(text: str, anchors: Sequence[Anchor], group: _Clause, start: int, end: int) -> bool:
    """Whether a bracket at the end holds a citation with author and year, and nothing outside cites: «Jak pisze A.
    Kot: „Most…” (A. Kot, Most, Lublin 2005, s. 3)»."""
    if _TAIL.match(text, end, group.end) is None:
        return False
    names = person_list(text, start + 1, end)
    if names is None or names.form not in {"initials-first", "family-first"} or text[names.end] not in ",.: ":
        return False
    inside = {a.kind for a in between(anchors, start, end)}
    outside = {a.kind for a in between(anchors, group.start, start)}
    return bool(inside & _DATED) and not outside & (_STRONG | _WEAK_END_KINDS)


def _author_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name that stands right before a bracket: two words with capitals, or initials and a family name."""
    window = text[max(start, end - 60) : end].rstrip()
    match = re.search(rf"(?:[{UPPER}]\.\s?){{1,3}}[{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?$", window) or re.search(
        rf"(?:[{UPPER}][^\W\d_]+\s)[{UPPER}][^\W\d_]+(?:-[^\W\d_]+)?$", window
    )
    if match is None:
        return None
    offset = max(start, end - 60)
    names = person_list(text, offset + match.start(), offset + match.end())
    from bibtool.citations.names.given import is_given

    first = text[offset + match.start() : offset + match.end()].split()[0]
    if names is None or not (first.endswith(".") or is_given(first)):
        return None
    return offset + match.start(), offset + match.end()
