"""A note cut into clauses: at semicolons, at full stops, before signals and where citations are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bibtool.citations.names.persons import person_list
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.joined import within_imprint
from bibtool.citations.segment.segments import JOINED, Clause, skip
from bibtool.language.lexicon import alternation, lexicon
from bibtool.text.letters import LOWER

_SENTENCE = re.compile(rf"[.?!…][”»\")\]]{{0,2}}(?P<gap>\s+)(?=[^\W_{LOWER}]|[„«“\"(\[–—-])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    signal: re.Pattern[str]
    abbreviation: re.Pattern[str]
    joined: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lex = lexicon()
    see = [f for f in lex.forms("see", "cited_after") if len(f) > 2 or f.endswith(".")]
    short = [f for f in lex.forms("cited_after") if f not in see]
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
        joined=re.compile(rf"(?<=[0-9.)\]>]),?\s{lex.alternation('and', 'and_also')}\s"),
    )


def clauses(text: str, anchors: Sequence[Anchor], tree: Structure) -> Iterator[Clause]:
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
            a.end in (match.start(), match.start() + 1) and a.kind in JOINED
            for a in between(anchors, match.start() - 30, match.start() + 1)
        ):
            cuts.append((match.start(), match.end(), True))
    cuts.sort()
    for at, resume, kind in [*cuts, (len(text), len(text), True)]:
        if at < start:
            hard = hard or kind
            continue
        lo = skip(text, start, at)
        if lo < at:
            yield from _signals(text, anchors, tree, Clause(lo, at, hard))
            hard = kind
        else:
            hard = hard or kind
        start = resume


def _abbreviated(text: str, at: int) -> bool:
    """Whether the full stop before ``at`` is that of an initial or an abbreviation."""
    return text[at - 1] == "." and _patterns().abbreviation.search(text[max(0, at - 24) : at]) is not None


def _signals(text: str, anchors: Sequence[Anchor], tree: Structure, clause: Clause) -> Iterator[Clause]:
    start, hard, signal = clause.start, clause.hard, None
    for match in _patterns().signal.finditer(text, clause.start, clause.end):
        if match.start() > start and (
            tree.inside(match.start()) or not _citation_follows(text, anchors, match.end(), clause.end)
        ):
            continue
        if match.start() == start and not text[match.end() :].strip():
            continue
        if match.start() > start:
            yield Clause(start, match.start(), hard, signal)
            hard = False
        start, signal = match.start(), match.span()
    yield Clause(start, clause.end, hard, signal)


def _citation_follows(text: str, anchors: Sequence[Anchor], at: int, end: int) -> bool:
    at = skip(text, at, end)
    if at >= end:
        return False
    if text[at] in '„«"“':
        return True
    if any(a.kind in {Kind.IBID, Kind.IDEM, Kind.URL} for a in between(anchors, at, at + 1)):
        return True
    return text[at].isupper() and (person_list(text, at, end) is not None or ":" in text[at - 3 : at])
