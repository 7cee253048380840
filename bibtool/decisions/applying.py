"""Decisions put on the citations of one document: what they change, and why some do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Citation, Confidence, Kind, Reference
from bibtool.citations.fields.doubts import doubts
from bibtool.decisions import fields
from bibtool.decisions.decision import Act, Decision
from bibtool.decisions.quoting import Missed, Printed
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.judged import Judged, Pair, Place
from bibtool.text.certainty import Certainty
from bibtool.text.letters import bare
from bibtool.text.spans import Span, slices

APPLIED = Code.CORRECTIONS_APPLIED
_MISSED = {
    Missed.CHANGED: Code.CORRECTED_LETTERS_CHANGED,
    Missed.AMBIGUOUS: Code.CORRECTED_LETTERS_AMBIGUOUS,
    Missed.RECUT: Code.CORRECTED_CITATION_CUT_OTHERWISE,
}
# What a reading says of itself: of no use once a person has looked.
_OF_READING = frozenset({Code.DOUBTFUL_READING})
_OF_REFERENCES = frozenset(
    {
        Code.UNRESOLVED_BACK_REFERENCE,
        Code.AMBIGUOUS_BACK_REFERENCE,
        Code.IBID_AFTER_SEVERAL_CITATIONS,
        Code.IBID_AFTER_UNREAD_NOTE,
    }
)
_UNREAD = Code.UNREAD_WORDS


class State(Enum):
    """What became of a decision."""

    APPLIED = "applied"
    CHANGED = "changed"
    RECUT = "recut"
    AMBIGUOUS = "ambiguous"


class Outcome(Struct, frozen=True):
    """A decision, and the citations (places among all) that it is about, where they were found."""

    decision: Decision
    state: State
    about: int | None = None
    other: int | None = None


class Applied(Struct, frozen=True):
    """The citations and findings of a document with what was decided."""

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    judged: Judged
    outcomes: tuple[Outcome, ...]


def apply(
    decisions: Sequence[Decision],
    citations: Sequence[Citation],
    findings: Sequence[Finding],
    printed: Printed,
    document: str,
) -> Applied:
    """Put the decisions on the citations, the later on top of the earlier; ``document`` is its name."""
    out = list(citations)
    outcomes = [_found(decision, printed) for decision in decisions]
    changed: dict[int, dict[str, str]] = {}
    pairs: dict[tuple[int, int], Act] = {}
    for outcome in outcomes:
        if outcome.state is not State.APPLIED or outcome.about is None:
            continue
        decision, place = outcome.decision, outcome.about
        if decision.act is Act.SET:
            out[place] = fields.corrected(out[place], decision.field, decision.value)
            changed.setdefault(place, {})[decision.field] = decision.value
        elif outcome.other is not None:
            pairs[min(place, outcome.other), max(place, outcome.other)] = decision.act
    told = list(findings)
    for place, values in changed.items():
        out[place], told = _settled(
            citations[place], out[place], values, told, printed.source(citations[place].note_id)
        )
    judged = _judge(pairs, out)
    referred = [place for pair in pairs for place in pair if out[place].kind is not Kind.FULL]
    told = [f for f in told if not (f.code in _OF_REFERENCES and _at(f) in {_place(out[n]) for n in referred})]
    if outcomes:
        told += _said(outcomes, out, document)
    return Applied(tuple(out), tuple(told), judged, tuple(outcomes))


def _found(decision: Decision, printed: Printed) -> Outcome:
    about = printed.find(decision.about)
    if isinstance(about, Missed):
        return Outcome(decision, State(about.value))
    if decision.other is None:
        return Outcome(decision, State.APPLIED, about)
    other = printed.find(decision.other)
    if isinstance(other, Missed):
        return Outcome(decision, State(other.value), about)
    return Outcome(decision, State.APPLIED, about, other)


def _settled(
    before: Citation, after: Citation, values: dict[str, str], findings: list[Finding], text: str
) -> tuple[Citation, list[Finding]]:
    """A corrected citation is sure; what was doubtful of its values is asked anew."""
    read = "".join(map(bare, values.values()))
    unread = tuple(span for span in after.unread if bare(slices(text, (span,))) not in read)
    old = {code for code, _ in doubts(before.item)} if before.kind is Kind.FULL else set()
    said = list(doubts(after.item)) if after.kind is Kind.FULL else []
    here = _place(after)
    kept = [
        finding
        for finding in findings
        if _at(finding) != here
        or not (finding.code in old | _OF_READING or (finding.code == _UNREAD and not set(finding.spans) & set(unread)))
    ]
    for code, args in said:
        spans: tuple[Span, ...] = next(
            (after.fields[name].spans for name in args.get("field", "").split() if name in after.fields), after.spans
        )
        told = {name: value for name, value in args.items() if name != "field"}
        kept.append(Finding(code, told, spans or after.spans, after.document, after.note_id, after.index))
    gone = old | _OF_READING | (set() if unread else {_UNREAD})
    codes = dict.fromkeys([code for code in after.findings if code not in gone] + [code for code, _ in said])
    sure = Confidence(Certainty.SURE)
    return replace(after, unread=unread, findings=tuple(codes), confidence=sure), kept


def _judge(pairs: dict[tuple[int, int], Act], citations: list[Citation]) -> Judged:
    """The pairs of full citations; a back-reference refers to the other of its pair, or no more to it."""
    same: list[Pair] = []
    different: list[Pair] = []
    for (first, second), act in pairs.items():
        one, other = citations[first], citations[second]
        if one.kind is Kind.FULL and other.kind is Kind.FULL:
            (same if act is Act.SAME else different).append((_place(one), _place(other)))
            continue
        back, target = (second, one) if other.kind is not Kind.FULL else (first, other)
        citations[back] = _referring(citations[back], target, act)
    return Judged(tuple(same), tuple(different))


def _referring(citation: Citation, target: Citation, act: Act) -> Citation:
    goal: Reference | None = target.place if target.kind is Kind.FULL else target.refers_to
    if act is Act.DIFFERENT:
        goal = None if citation.refers_to == goal else citation.refers_to
    codes = tuple(code for code in citation.findings if code not in _OF_REFERENCES)
    return replace(citation, refers_to=goal, findings=codes, confidence=Confidence(Certainty.SURE))


def _said(outcomes: Iterable[Outcome], citations: Sequence[Citation], document: str) -> list[Finding]:
    outcomes = list(outcomes)
    applied = sum(outcome.state is State.APPLIED for outcome in outcomes)
    found = [Finding(APPLIED, {"applied": str(applied), "count": str(len(outcomes))}, document=document)]
    for outcome in outcomes:
        if outcome.about is not None and _is_idle(outcome.decision, citations[outcome.about]):
            target = citations[outcome.about].refers_to
            args = {"what": what(outcome.decision), "target": target.note if target is not None else "–"}
            found.append(Finding(Code.CORRECTED_BACK_REFERENCE, args, document=document))
        if outcome.state is not State.APPLIED:
            decision = outcome.decision
            words = decision.about.text
            args = {
                "what": what(decision),
                "note": decision.about.note,
                "words": words if len(words) <= 80 else words[:79] + "…",
            }
            found.append(Finding(_MISSED[Missed(outcome.state.value)], args, document=document))
    return found


def _is_idle(decision: Decision, citation: Citation) -> bool:
    """Whether a decision sets something of a work on a citation that takes its work from another one."""
    if decision.act is not Act.SET or citation.kind is Kind.FULL or citation.refers_to is None:
        return False
    return not fields.is_of_citation(decision.field)


def what(decision: Decision) -> str:
    """A decision in short: ``26.1.title = …``, ``26.1 same 3.1``."""
    here = f"{decision.about.note}.{decision.about.index}"
    if decision.other is not None:
        return f"{here} {decision.act.value} {decision.other.note}.{decision.other.index}"
    return f"{here}.{decision.field} = {decision.value}"


def _place(citation: Citation) -> Place:
    return citation.document, citation.note_id, citation.index


def _at(finding: Finding) -> Place:
    return finding.document, finding.note_id, finding.index
