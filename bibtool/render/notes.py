"""The notes of a text set again in another style: full forms at first mention, then what the style says.

The author's own words stay where they stand.  Positions (ibid., near note, first note) are found over all notes
(CSL 1.0.2, "Citation positions").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field

from bibtool.citations.citation import Citation, Kind
from bibtool.citations.passages import NotePassages
from bibtool.csl.context import Cite, Position
from bibtool.csl.locale import PRIMARY
from bibtool.csl.output import write
from bibtool.csl.processor import CiteParts, Processor
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.apparatus import CitedNote, CitedWork, note_indices
from bibtool.entries.entry import Entry
from bibtool.items.item import Item
from bibtool.language.detect import detect
from bibtool.language.locale import locales
from bibtool.language.scripts import script
from bibtool.render.engine import RenderedNote, StyleError, Target
from bibtool.render.links import linked
from bibtool.render.markup import protect, unprotect
from bibtool.render.processing import by_name, load, locale_doubts, processor, style_kinds, used_locale
from bibtool.render.proof import ADDED, LOST, Proof, Unprinted, prove
from bibtool.render.scripts import script_of
from bibtool.render.setting import Setting
from bibtool.render.spacing import spaced

# What of a work is in words that tell a language, and how sure they have to tell it.
_WORDED = ("title", "container-title", "archive", "archive_location", "publisher-place")
_SURE = 0.6
RESTING = Code.NOTE_LEFT_WORK_DOUBTFUL
# Why a note stays as printed, where the reading is in doubt; what its file cannot carry speaks not against it.
_OF_READING = frozenset({Code.NOTE_LEFT_UNREAD, LOST, ADDED, Code.NOTE_LEFT_DOUBTFUL, RESTING, Code.NOTE_LEFT_FAR_IBID})


class NoteSource(Struct, frozen=True):
    """A note as it was read: its passages with the account of its letters, its citations by index, and the findings
    that forbid to set it again (what is unread, what is doubtful)."""

    passages: NotePassages
    citations: Mapping[int, Citation]
    doubts: tuple[Finding, ...] = ()


class Left(Struct, frozen=True):
    """A note that stays as printed, and why."""

    note_id: str
    number: str
    reasons: tuple[Finding, ...]


class RenderedNotes(Struct, frozen=True):
    """All notes in order; ``locale`` is the one that the terms were taken from.

    ``left`` are those that stay as printed; ``lost`` counts the words that those set again lack all the same;
    ``unprinted`` is what the style has no place for, by the id of the note.
    """

    notes: tuple[RenderedNote, ...]
    findings: tuple[Finding, ...] = ()
    locale: str = "en-US"
    left: Mapping[str, Left] = field(default_factory=lambda: MappingProxyType({}))
    lost: int = 0
    unprinted: Mapping[str, tuple[Unprinted, ...]] = field(default_factory=lambda: MappingProxyType({}))


def unknown_keys(notes: Sequence[CitedNote], entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The keys that no entry has, each with the numbers of the notes that cite them."""
    known = {entry.key for entry in entries}
    found: dict[str, list[str]] = {}
    for note in notes:
        for cluster in note.clusters:
            for cite in cluster:
                if cite.key not in known:
                    found.setdefault(cite.key, []).append(note.number)
    return found


def set_notes(
    notes: Sequence[CitedNote],
    entries: Sequence[Entry],
    setting: Setting,
    to: Target = "text",
    sources: Mapping[str, NoteSource] | None = None,
) -> RenderedNotes:
    """``notes`` in the style of ``setting``; every work that they cite has to be in ``entries``.

    With ``sources`` (by note id) each note is proved against what is printed: one in which a word would be lost, added
    or moved stays as printed.  What it cites does not count for the positions of later cites, so that none refers to
    it in short.  Raises UnknownStyle, StyleError (also for a style without citations) or UnknownScheme.
    """
    return set_notes_in((to,), notes, entries, setting, sources)[to]


def set_notes_in(
    targets: Sequence[Target],
    notes: Sequence[CitedNote],
    entries: Sequence[Entry],
    setting: Setting,
    sources: Mapping[str, NoteSource] | None = None,
) -> dict[Target, RenderedNotes]:
    """The same in several targets: the notes are set and proved once."""
    made = _processor(entries, setting)
    items = {entry.key: entry.item for entry in entries}
    known = {entry.key: entry for entry in entries}
    left = _doubtful(notes, sources or {})
    while True:
        left |= _resting(notes, sources or {}, left, setting.style)
        again = _set(made, [note for note in notes if note.id not in left], notes)
        if sources is None:
            proofs: dict[str, Proof] = {}
            break
        proofs = {
            note.id: prove(source.passages, source.citations, *again[note.id], known, setting)
            for note in notes
            if note.id in again and (source := sources.get(note.id)) is not None
        }
        failed = {
            note.id: Left(note.id, note.number, proofs[note.id].faults)
            for note in notes
            if note.id in proofs and proofs[note.id].faults
        }
        if not failed:
            break
        left |= failed
    set_again: dict[Target, list[RenderedNote]] = {to: [] for to in targets}
    for note in notes:
        kept = sources is not None and note.id in sources and (note.id in left or not note.clusters)
        clusters = again[note.id][1] if note.id in again and not kept else []
        languages = {items[cite.key].get("language") for cluster in note.clusters for cite in cluster}
        clusters = [spaced(parts, setting.spaces, {*languages, used_locale(made)}) for parts in clusters]
        for to, rows in set_again.items():
            if sources is not None and kept:
                text = unprotect(protect(_as_printed(sources[note.id].passages)), to)
            else:
                text = _note(note, [write(parts, to) if parts else "" for parts in clusters], items, to)
            rows.append(RenderedNote(note.number, text, note.called))
    unprinted = {identity: proof.unprinted for identity, proof in proofs.items() if proof.unprinted}
    lost = sum(proof.lost for proof in proofs.values())
    used = used_locale(made)
    doubts = tuple(locale_doubts(setting, used))
    return {to: RenderedNotes(tuple(rows), doubts, used, left, lost, unprinted) for to, rows in set_again.items()}


def _doubtful(notes: Sequence[CitedNote], sources: Mapping[str, NoteSource]) -> dict[str, Left]:
    return {
        note.id: Left(note.id, note.number, sources[note.id].doubts)
        for note in notes
        if note.clusters and note.id in sources and sources[note.id].doubts
    }


def _resting(
    notes: Sequence[CitedNote], sources: Mapping[str, NoteSource], left: Mapping[str, Left], style: str
) -> dict[str, Left]:
    """The notes that refer in short to a work which is in full only in notes that stay as printed, or by "ibid." to a
    reference which stays so ("Там же. Ф. 9": it may be of another record)."""
    full = [(note_id, c) for note_id, source in sources.items() for c in source.citations.values() if _in_full(c)]
    told = {citation.key for _, citation in full}
    sure = {c.key for note_id, c in full if note_id not in left or not _against(left[note_id], c.index)}
    out: dict[str, Left] = {}
    last: Citation | None = None
    for note in notes:
        source = sources.get(note.id)
        before = last
        if source is not None and source.citations:
            last = list(source.citations.values())[-1]
        if source is None or note.id in left or not note.clusters:
            continue
        gone = {**left, **out}
        for citation in source.citations.values():
            after = before is not None and before.note_id in gone and _against(gone[before.note_id], before.index)
            before, unsure = citation, after and citation.kind is Kind.IBID
            if not _in_full(citation) and (citation.key in told - sure or unsure):
                said = source.passages.said(citation.index)
                args = {"words": said, "style": style}
                found = Finding(RESTING, args, citation.spans, citation.document, note.id, citation.index)
                out[note.id] = Left(note.id, note.number, (found,))
                break
    return out


def _against(left: Left, index: int) -> bool:
    """Whether a reason for which a note stays as printed speaks against its reading of one citation."""
    return any(reason.code in _OF_READING and reason.index in (0, index) for reason in left.reasons)


def _in_full(citation: Citation) -> bool:
    return citation.kind is Kind.FULL


_SetNote = tuple[dict[int, CiteParts], list[list[Run | Mark]]]  # cites by index, clusters


def _set(made: Processor, notes: Sequence[CitedNote], every: Sequence[CitedNote]) -> dict[str, _SetNote]:
    """The notes that cite, by id; their places are those among ``every`` note."""
    indices = dict(zip((note.id for note in every), note_indices(every), strict=True))
    placed: list[tuple[list[Cite], int]] = []
    owners: list[tuple[str, dict[int, int]]] = []
    for note in notes:
        for cluster in note.clusters:
            cites = [_cite(work) for work in cluster]
            placed.append((cites, indices[note.id]))
            owners.append((note.id, {id(cite): work.index for cite, work in zip(cites, cluster, strict=True)}))
    out: dict[str, _SetNote] = {}
    for (identity, places), (cites_set, parts) in zip(owners, made.document_cites(placed), strict=True):
        found, clusters = out.setdefault(identity, ({}, []))
        found.update((places[id(one.cite)], one) for one in cites_set)
        clusters.append(parts)
    return out


def _as_printed(note: NotePassages) -> str:
    """A note to the letter; one whose lines a page broke, with its lines joined."""
    return note.printed if "\n" not in note.printed else note.text.text


def _note(note: CitedNote, texts: Sequence[str], items: Mapping[str, Item], to: Target) -> str:
    if not note.clusters:
        return unprotect(protect(note.text), to)
    text = " ".join(texts)
    if to == "html":
        text = by_name(text)
        for key in dict.fromkeys(cite.key for cluster in note.clusters for cite in cluster):
            text = linked(text, items[key])
    return text


class SetCite(Struct, frozen=True):
    """One citation of a note as the style prints it, by itself: (text, CSL variable or "") pairs, quotation marks
    included, and its position in the document."""

    parts: tuple[tuple[str, str], ...]
    position: Position


def set_cites(notes: Sequence[CitedNote], entries: Sequence[Entry], setting: Setting) -> dict[tuple[str, int], SetCite]:
    """Each citation of ``notes`` by (note id, index); raises as :func:`set_notes`."""
    return {
        (identity, index): SetCite(tuple(_pairs(found.parts)), found.cite.position)
        for identity, (cites, _) in _set(_processor(entries, setting), notes, notes).items()
        for index, found in cites.items()
    }


def marks_of(setting: Setting) -> tuple[str, str]:
    """What a style puts between the cites of a note and after the last; raises as :func:`set_notes`."""
    area = _processor((), setting).sheets.main.citation
    if area is None:
        return "", ""
    return area.layouts[-1].delimiter, area.layouts[-1].look.suffix


def _pairs(parts: Sequence[Run | Mark]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Run):
            yield part.text, part.variable
        elif part.kind == "quote":
            yield part.value, ""


def _processor(entries: Sequence[Entry], setting: Setting) -> Processor:
    sheet = load(setting.style)
    if "citation" not in style_kinds(sheet):
        raise StyleError(f"{setting.style}: the style has no citations")
    return processor(sheet, _in_languages({entry.key: entry.item for entry in entries}), setting)


def _in_languages(items: dict[str, Item]) -> dict[str, Item]:
    """Works whose language was not read (records of archives, titles of a word or two), or has no terms (Latin), with
    that of their words, or that of most other works in their letters, so that no label is of a third language.

    English is not said of any with a title: it would get capitals.
    """
    with_terms = {*PRIMARY, *locales()}
    known = Counter(
        (script_of(item), language) for item in items.values() if (language := item.get("language")) in with_terms
    )
    usual = {letters: language for (letters, language), _ in reversed(known.most_common())}
    out = dict(items)
    for key, item in items.items():
        if item.get("language").partition("-")[0] not in with_terms:
            guess = detect(" ".join(map(item.get, _WORDED)))
            letters = script("".join(map(item.get, _WORDED)))
            sure = guess.confidence >= _SURE and guess.language in with_terms
            language = guess.language if sure else usual.get(letters, guess.language)
            telling = with_terms - {"en"} if item.get("title") or item.get("container-title") else with_terms
            out[key] = item.with_text(language=language) if language in telling else item
    return out


def _cite(cite: CitedWork) -> Cite:
    return Cite(cite.key, cite.locator, cite.label or "page", cite.prefix, cite.suffix, joint=cite.joint)
