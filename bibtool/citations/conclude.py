"""A draft becomes a citation: resolved among those before it, with its type and language, provenance and doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bibtool.citations import exact, resolve
from bibtool.citations.citation import KIND, WHERE, Citation, Field, Reference
from bibtool.citations.context import Context, Place
from bibtool.citations.draft import Draft
from bibtool.citations.fields.doubts import doubts
from bibtool.citations.fields.misprints import misprints
from bibtool.citations.fields.numbered import numbered_document
from bibtool.citations.fields.work_language import evidence_of, language_of
from bibtool.citations.fields.work_type import work_type
from bibtool.citations.readings.within import BESIDE_IDEM
from bibtool.citations.resolve import Cited
from bibtool.citations.same_archive import fill_archive
from bibtool.citations.same_container import fill_container
from bibtool.citations.scan.references import DASHES
from bibtool.citations.scan.shapes import YEAR_SUFFIX
from bibtool.citations.scan.small_capitals import Capitals
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.gender import gender_of
from bibtool.language.locale import Gender
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex
from bibtool.text.spans import Span, slices

_SHOWN = 80  # characters of a citation in a finding


def conclude(
    draft: Draft,
    place: Place,
    index: int,
    context: Context,
    before: Sequence[Citation],
    in_note: Sequence[Citation],
    stated: exact.Stated | None = None,
) -> tuple[Citation, list[Finding]]:
    """The citation of a draft, the ``index``-th of its note, and what is doubtful about it.

    ``before`` are the citations that "ibid." may mean, ``in_note`` those before it in its note.  ``stated`` is the
    record that the document itself holds of it.
    """
    mapped = place.repaired.text
    printed = mapped.text[draft.start : draft.end]
    whole = mapped.spans(draft.start, draft.end)
    here = Reference(place.note.number, index, place.note.id)
    in_list = context.where is WHERE.LIST
    said: list[tuple[str, dict[str, str]]] = []
    if draft.idem and stated is None and not _named_before(draft, before, context, mapped.text):
        said.append((Code.UNRESOLVED_BACK_REFERENCE, {"text": printed[:_SHOWN]}))
    if in_list and draft.kind is not KIND.IBID:
        draft.kind, refers_to, doubt = KIND.FULL, None, ""
    else:
        resolved = resolve.resolve(draft, context.registry, before, in_note)
        draft.kind, refers_to, doubt = resolved.kind, resolved.target, resolved.doubt
    if stated is not None:
        first = context.recorded.get(stated.record.ident)
        refers_to, doubt = exact.as_recorded(draft, stated, mapped.text, draft.kind, first), ""
        context.recorded.setdefault(stated.record.ident, here)
        whole = whole or mapped.spans(stated.start, stated.end)
    elif draft.kind is KIND.FULL:
        if fill_container(draft, before[-1] if before else None):
            said.append((Code.UNRESOLVED_BACK_REFERENCE, {"text": printed[:_SHOWN]}))
        fill_archive(draft, in_note[-1] if in_note else None)
        draft.type = work_type(draft, mapped.text)
        numbered_document(draft, mapped.text)
    if in_list and stated is None:
        _whole_pages(draft)
    if doubt:
        said.append((doubt, {"text": printed[:_SHOWN]}))
    fields = _fields(draft, place)
    if stated is not None:
        fields[exact.RECORD] = Field(whole, slices(place.source, whole), exact.RECORD)
    if not draft.text.get("language"):
        _language(draft, fields, refers_to, mapped.text, context)
    item = Item(
        draft.type if draft.kind is KIND.FULL or stated else "",
        {variable: tuple(names) for variable, names in draft.names.items() if names},
        draft.dates,
        draft.text,
        draft.custom,
    )
    nowhere = whole if stated is not None else ()
    findings = [
        Finding(code, args, spans, place.document, here.note_id, index)
        for code, args, spans in (
            *((code, args, _spans(place, places) or nowhere) for code, args, places in draft.findings),
            *((code, args, whole) for code, args in said),
            *_doubts(draft, item, fields, whole),
            *_misprints(draft, item, fields, whole, place),
        )
    ]
    citation = Citation(
        document=place.document,
        note_id=place.note.id,
        note=place.note.number,
        index=index,
        kind=draft.kind,
        item=item,
        spans=whole,
        refers_to=refers_to,
        locator=draft.locator,
        label=draft.label if draft.locator else "",
        locator_rest=draft.locator_rest,
        signal=draft.signal,
        fields=fields,
        urls=draft.urls,
        findings=tuple(dict.fromkeys(f.code for f in findings)),
        where=context.where,
    )
    return citation, findings


_BEFORE_BRACKET = regex(rf"(?P<family>{CAPITAL}[{LOWER}][^\W\d_]+)\s\(\Z")
_STEM = 4  # letters that a family name keeps in every case


def _named_before(draft: Draft, before: Sequence[Citation], context: Context, text: str) -> bool:
    """ "Tenże" is whoever the citation before it names; whether it names anybody.  In brackets right behind another
    person of whom the author speaks it is that one: "uwagi J. Nowaka (tenże, Prawo, Kraków 1990)"."""
    names = _of_its_gender(draft, before, context, text)
    beside = _BEFORE_BRACKET.search(text, max(0, draft.start - _SHOWN), draft.start)
    if beside is not None and not any(beside["family"][:_STEM] == name.family[:_STEM] for name in names):
        return False
    if draft.idem == DASHES:
        names = _meant_by_dash(before[-1], names) if before else ()
    for variable, value in draft.values.items() if names else ():
        if value.rule == "idem":  # "Taż, Rybacy, w: taż (red.), Rzeki"
            draft.names[variable] = list(names)
        elif value.rule == BESIDE_IDEM:  # "tenże, J. Kos (red.), Rzeki"
            own = draft.names.get(variable, [])
            others = [name for name in names if name not in own]
            draft.names[variable] = [*(others if draft.idem in {"pl", DASHES} else others[:1]), *own]
    return bool(names)


_GENDERS = {"m": Gender.MASCULINE, "f": Gender.FEMININE}


def _of_its_gender(draft: Draft, before: Sequence[Citation], context: Context, text: str) -> tuple[Name, ...]:
    """Whom the citation before names or, where that is one person of the other gender than the word's, one before it
    of its own: "J. Lis, Młyn, s. 1; A. Popławska, Wir, s. 2; tenże, Jaz".  That there is none is told."""
    names = resolve.the_same(before[-1], context.registry) if before else ()
    wanted = _GENDERS.get(draft.idem)
    if wanted is None or not _other_gender(names, wanted):
        return names
    for earlier in reversed(before[:-1]):
        found = resolve.the_same(earlier, context.registry)
        if found and not _other_gender(found, wanted):
            return found
    shown = {"text": text[draft.start : draft.end][:_SHOWN]}
    draft.findings.append((Code.UNRESOLVED_BACK_REFERENCE, shown, [(draft.start, draft.end)]))
    return names


def _other_gender(names: Sequence[Name], wanted: Gender) -> bool:
    """Whether names are one person who is known to be of another gender."""
    if len(names) != 1 or not names[0].family:
        return False
    return gender_of(names[0].family, names[0].given).gender not in {wanted, Gender.UNKNOWN}


def _meant_by_dash(last: Citation, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Without those who stand beside the dash of the entry before: "— and J. Kos" has the dash mean one author, and so
    does the next."""
    field = last.fields.get("author") or last.fields.get("editor")
    beside = len(field.spans) - 1 if field is not None and field.rule == BESIDE_IDEM else 0
    return names[: len(names) - beside]


_Placed = tuple[str, dict[str, str], tuple[Span, ...]]


def _doubts(draft: Draft, item: Item, fields: dict[str, Field], whole: tuple[Span, ...]) -> Iterator[_Placed]:
    """What is doubtful about the values of a full citation, where they stand."""
    for code, args in doubts(item) if draft.kind is KIND.FULL else ():
        spans = next((fields[k].spans for k in args.get("field", "").split() if k in fields), whole)
        yield code, {k: v for k, v in args.items() if k != "field"}, spans


def _misprints(
    draft: Draft, item: Item, fields: dict[str, Field], whole: tuple[Span, ...], place: Place
) -> Iterator[_Placed]:
    """What cannot be right as it is printed, where it stands."""
    mapped = place.repaired.text
    for wrong in misprints(mapped.text[draft.start : draft.end], item, draft.locator, draft.label):
        if wrong.end:
            spans = mapped.spans(draft.start + wrong.start, draft.start + wrong.end)
        else:
            spans = fields[wrong.field].spans if wrong.field in fields else whole
        yield wrong.code, dict(wrong.args), spans


def _whole_pages(draft: Draft) -> None:
    """The pages that a list prints for what stands in something are all its pages, none is cited."""
    if draft.locator and draft.label == "page" and draft.text.get("container-title") and "page" not in draft.text:
        draft.text["page"] = draft.locator
        draft.values["page"] = draft.values.pop("locator")
        draft.locator = draft.label = ""


def _spans(place: Place, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Places of the repaired note in the source."""
    mapped = place.repaired.text
    if len(places) == 1:
        return mapped.spans(*places[0])
    return tuple(span for each in places for span in mapped.spans(*each))


def _fields(draft: Draft, place: Place) -> dict[str, Field]:
    """Provenance: the source spans of every value."""
    out: dict[str, Field] = {}
    source = place.source
    for variable, value in draft.values.items():
        spans = _spans(place, value.spans)
        out[variable] = Field(spans, slices(source, spans), value.rule, value.inferred)
    return out


def _language(draft: Draft, fields: dict[str, Field], refers_to: Reference | None, text: str, context: Context) -> None:
    """The language of the title; a back-reference has that of its work."""
    work = context.registry.at(refers_to) if refers_to is not None else None
    if work is not None:
        language = work.language
    else:
        title = draft.text.get("title") or draft.text.get("container-title", "")
        language = language_of(evidence_of(draft, text, context.background, title)) if title else ""
    if language and draft.kind is not KIND.IBID:
        draft.text["language"] = language
        fields["language"] = Field((), "", "language-of-title", inferred=True)


def with_comment(citation: Citation, spans: Sequence[tuple[int, int]], place: Place, capitals: Capitals) -> Citation:
    """The citation with what the author says about it at ``spans`` of the repaired note."""
    mapped = place.repaired.text
    parts = [mapped.text[start:end].strip(" ;,").removesuffix("(").rstrip() for start, end in spans]
    source = _spans(place, spans)
    comment = capitals.prose(" … ".join(part for part in parts if part))
    fields = {**citation.fields, "comment": Field(source, slices(place.source, source), "prose")}
    return replace(citation, comment=comment, fields=fields)


def as_cited(citation: Citation, called: Sequence[str], head: str) -> Cited:
    """A full citation as others may refer to it."""
    issued = citation.item.dates.get("issued")
    return Cited(
        citation.place,
        resolve.families(makers(citation)),
        makers(citation),
        resolve.words(citation.item.get("title") or citation.item.get("container-title")),
        citation.item.get("language"),
        issued.year if issued else None,
        tuple(called),
        resolve.words(citation.item.get("container-title")),
        head,
        citation.item.custom.get(YEAR_SUFFIX, ""),
    )


def makers(citation: Citation) -> tuple[Name, ...]:
    """Whose work it is: its authors, or its editors where it has none."""
    names = citation.item.names
    return tuple(names.get("author") or names.get("editor") or ())
