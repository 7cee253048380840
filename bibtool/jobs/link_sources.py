"""What a check reads: articles, bibliographies and lists of addresses, as mentions of addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.citation import Where
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.jobs import files
from bibtool.jobs.corrections import NONE, OF_CORRECTIONS, Corrections
from bibtool.jobs.errors import JobError
from bibtool.jobs.paths import exists
from bibtool.jobs.queries import IN_USE, Shelf, is_query
from bibtool.jobs.sources import Source
from bibtool.links.plan import Mention, complete
from bibtool.links.uri import page_key
from bibtool.notes.places import note_at
from bibtool.readers.document import Document, SourceNote
from bibtool.readers.hidden import is_printed, led_to
from bibtool.readers.kinds import Family
from bibtool.text import urls as printed
from bibtool.text.identifiers import doi_address, identified, labelled
from bibtool.text.patterns import regex
from bibtool.text.spans import Span
from bibtool.text.urls import UrlCandidate

if TYPE_CHECKING:
    from bibtool.jobs.extract import Extracted, Extraction
    from bibtool.notes.note import NotesResult

_ADDRESS = regex(r"(?i)(?:(?:https?|ftps?)://|www\.|(?:mailto|urn|hdl|doi|arxiv|isbn):)\S+")
#: Variables and fields whose addresses are not further addresses of the work: its own, what others say in its summary,
#: an archived copy, files and programs' own data.
_NOT_FURTHER = frozenset(
    {"URL", "DOI", "abstract", "archiveurl", "archive_location", "file", "bibsource", "biburl", "csl"}
)
# In the running text, where words and numbers may look like an address without a scheme.
_WHOLE = regex(r"(?i)(?:(?:https?|ftps?)://|www\.)[\w\[][^\s/]*[.:]")
_SHOWN = 80
_PARAGRAPH = regex(r"[^\n](?:[^\n]|\n(?!\n))*")


class Part(Struct, frozen=True):
    """One source with its bytes: ``entries`` is the range of its works among all; ``kind`` is that of its file or the
    name of its format; ``notes`` are those of a DOCX."""

    name: str
    data: bytes
    kind: str
    entries: range
    notes: tuple[SourceNote, ...] = ()


class LinkSources(Struct, frozen=True):
    """Mentions in the order of the sources, the entries that ``--apply`` writes, what could not be read, and what the
    sources are.  ``unread`` are lines of lists in which there is no address."""

    mentions: tuple[Mention, ...]
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    families: frozenset[Family] = frozenset()
    parts: tuple[Part, ...] = ()
    unread: tuple[Finding, ...] = ()


def load(
    names: Sequence[str], format: str | None = None, corrections: Corrections = NONE, shelf: Shelf = IN_USE
) -> LinkSources:
    """Read every source; an address or identifier may stand for itself.  ``format`` is a reader's or a format's name.

    A source that cannot be read is ``refused`` and the others are done.  Raises JobError BT960 for a query of the
    library without works.
    """
    shelf.check_asked(names, format)
    mentions: list[Mention] = []
    entries: list[Entry] = []
    findings: list[Finding] = []
    refused: list[Finding] = []
    families: set[Family] = set()
    parts: list[Part] = []
    unread: list[Finding] = []
    for name in dict.fromkeys(names):
        if not is_query(name) and _stands_for_itself(name):
            mentions.append(_bare(name))
            families.add(Family.ADDRESSES)
            continue
        try:
            found = _shelved(name, shelf) if is_query(name) else _one(name, format, corrections)
        except JobError as error:
            if is_query(name):
                raise
            refused.append(error.finding)
            continue
        if not found.mentions and not found.refused:
            findings.append(Finding(Code.NO_ADDRESSES, {"path": name}, document=name))
        first = len(entries)
        mentions += [replace(m, place=m.place + first if m.place >= 0 else -1, document=name) for m in found.mentions]
        entries += found.entries
        findings += [finding for finding in found.findings if finding not in findings]
        refused += found.refused
        families |= found.families
        parts += [replace(p, entries=range(first, first + len(found.entries))) for p in found.parts]
        unread += found.unread
    return LinkSources(
        tuple(mentions),
        tuple(entries),
        tuple(findings),
        tuple(refused),
        frozenset(families),
        tuple(parts),
        tuple(unread),
    )


def of_values(addresses: Sequence[str], entries: Sequence[Entry]) -> LinkSources:
    """Addresses or identifiers, and works.  Raises JobError BT515 for a text that is neither."""
    for text in addresses:
        if not (_ADDRESS.fullmatch(text) or identified(text)):
            reason = f"{text[:_SHOWN]!r} is not an address: write it as it is cited, as in http://example.org/page"
            raise JobError(Code.BAD_LINK_SETTING, setting="urls", reason=reason)
    return LinkSources((*map(_bare, addresses), *mentions_of(entries)), tuple(entries))


def of_works(entries: Sequence[Entry], extraction: Extraction | None) -> LinkSources:
    """Works, and the links of the documents that they were read from (None: a bibliography)."""
    return LinkSources(mentions_of(entries) if extraction is None else mentions_in(extraction), tuple(entries))


def _stands_for_itself(name: str) -> bool:
    return _ADDRESS.fullmatch(name) is not None or (identified(name) is not None and not exists(name))


def _one(name: str, format: str | None, corrections: Corrections) -> LinkSources:
    from bibtool.readers.detection import detect

    data = files.read(name)
    kind = detect(data, name).kind
    if format is None and kind.family is Family.ADDRESSES:
        return _listed(name, data)
    bibliography = _bibliography(name, data, format)
    if bibliography is not None:
        return bibliography
    from bibtool.jobs.extract import extract

    extraction = extract([Source(name, data, format)], corrections=corrections)
    refused = tuple(r.finding for r in extraction.refused)
    is_one = frozenset() if refused else frozenset({Family.ARTICLE})
    notes = extraction.documents[0].document.notes or () if extraction.documents else ()
    mentions, entries = mentions_in(extraction), extraction.entries
    said = tuple(finding for finding in extraction.findings if finding.code in OF_CORRECTIONS)
    kind_name = format or kind.name
    if kind_name == "html" and not refused:
        said += tuple(_left_out(name, data, extraction, mentions))
    if kind_name == "markdown":
        held, own = _in_metadata(data)
        mentions += tuple(replace(m, place=m.place + len(entries)) for m in mentions_of(held))
        mentions += own
        entries += held
    part = Part(name, data, kind_name, range(len(entries)), tuple(notes))
    return LinkSources(mentions, entries, said, refused, is_one, (part,))


def _left_out(name: str, data: bytes, extraction: Extraction, mentions: Sequence[Mention]) -> Iterator[Finding]:
    """That a page has links without a whole address (BT537), and addresses in what frames it (BT538): once for all."""
    from bibtool.links.declared import relative_links, whole_links
    from bibtool.links.page import decode

    markup = decode(data)
    relative = len(relative_links(markup))
    if relative:
        yield Finding(Code.RELATIVE_LINKS, {"name": name, "count": str(relative)}, document=name)
    asked = {page_key(complete(candidate.url)) for mention in mentions for candidate in mention.urls}
    asked |= {page_key(doi_address(mention.doi)) for mention in mentions if mention.doi}
    others = {page_key(complete(led_to(url))) for url in (*whole_links(markup), *_printed_in_frames(extraction))}
    if others - asked:
        yield Finding(Code.FRAMING_LINKS, {"name": name, "count": str(len(others - asked))}, document=name)


def _printed_in_frames(extraction: Extraction) -> Iterator[str]:
    for document in (each.document for each in extraction.documents):
        for span in document.framing:
            words = document.text[span.start : span.end]
            for found in printed.find(words):
                if _WHOLE.match(words, found.start):
                    yield "".join(words[found.start : found.end].split())


def _in_metadata(data: bytes) -> tuple[tuple[Entry, ...], tuple[Mention, ...]]:
    """The works that the metadata of a Markdown document hold, and the addresses that are values of their own, as that
    of the document itself."""
    from bibtool.formats.csl_yaml import of_metadata
    from bibtool.formats.format import FormatError
    from bibtool.readers.markdown_metadata import metadata
    from bibtool.text.decoding import decode

    head, _ = metadata(decode(data).text.replace("\r\n", "\n"))
    try:
        held, values = of_metadata(head) if head else ((), {})
    except FormatError:
        return (), ()
    own = (value.strip() for value in values.values() if _ADDRESS.fullmatch(value.strip()))
    return tuple(held), tuple(map(_bare, dict.fromkeys(own)))


def _bibliography(name: str, data: bytes, format: str | None) -> LinkSources | None:
    """The entries of a format that can be read back; None where the source is none."""
    from bibtool.formats.format import Takes
    from bibtool.jobs.references import recognised
    from bibtool.jobs.works import read_back

    found = read_back(name, data, format, Takes.ENTRIES)
    if found is None:
        return None
    _, read = found
    known = recognised(name, data)
    part = Part(name, data, format or (known.name if known else ""), range(len(read.entries)))
    is_one = frozenset({Family.BIBLIOGRAPHY})
    # a check keeps whatever stands between the entries
    told = tuple(f for f in read.findings if f.code != Code.TEXT_OUTSIDE_ENTRIES or _ADDRESS.search(f.args["text"]))
    return LinkSources(mentions_of(read.entries), tuple(read.entries), told, (), is_one, (part,))


def _shelved(name: str, shelf: Shelf) -> LinkSources:
    entries = tuple(shelf.entries(name))
    return LinkSources(mentions_of(entries), entries, families=frozenset({Family.BIBLIOGRAPHY}))


def _listed(name: str, data: bytes) -> LinkSources:
    """A list of addresses; a line without one is told, and the others are done."""
    from bibtool.readers.addresses import lines
    from bibtool.text.decoding import decode

    mentions: list[Mention] = []
    unread: list[Finding] = []
    for line in lines(decode(data).text):
        mentions += map(_bare, line.addresses)
        if not line.addresses:
            args = {"path": name, "line": str(line.number), "text": line.text[:_SHOWN]}
            unread.append(Finding(Code.LIST_LINE_UNREAD, args, document=name))
    is_one = frozenset({Family.ADDRESSES})
    return LinkSources(tuple(mentions), families=is_one, unread=tuple(unread))


def mentions_of(entries: Sequence[Entry]) -> tuple[Mention, ...]:
    """One mention for each citation of each entry that has an address or a DOI, and one for each further address.

    Addresses are alternatives only where they may be readings of one printed address: those that other citations print
    are addresses of their own.
    """
    return tuple(mention for place, entry in enumerate(entries) for mention in _mentions(entry, place))


def _mentions(entry: Entry, place: int) -> Iterator[Mention]:
    item = entry.item
    url = item.get("URL")
    groups = _spellings(entry.urls or ((UrlCandidate(url, 1.0, ("as given",)),) if url else ()))
    doi, misplaced = item.get("DOI"), ""
    if _ADDRESS.match(doi) and not identified(doi):
        doi, misplaced = "", doi  # an address in the field of the DOI
    title, issued = item.get("title"), item.dates.get("issued", Date())
    accessed = item.dates.get("accessed", Date())
    main = next(iter(groups), "")
    used: set[str] = set()
    if groups or doi:
        for mention in entry.mentions:
            key = skeleton(mention.url) if skeleton(mention.url) in groups else main
            used.add(key)
            own = (Date.from_edtf(mention.accessed) if mention.accessed else None) or accessed
            yield Mention(groups.get(key, ()), entry.key, mention.place.note_id, title, own, issued, doi, place)
        for key, urls in (groups or {"": ()}).items():
            if key not in used:
                yield Mention(urls, entry.key, "", title, accessed, issued, doi, place)
    notes = {mention.place.note_id for mention in entry.mentions}
    note = notes.pop() if len(notes) == 1 else ""  # of several, nothing says which prints it
    for other in dict.fromkeys((*filter(None, [misplaced]), *_further(entry))):
        if skeleton(other) not in groups:
            candidate = UrlCandidate(other, 1.0, ("in a note",))
            its_own = "" if groups or doi else title  # the only address is that of the work itself
            yield Mention((candidate,), entry.key, note, its_own, accessed, issued, "", place)


def mentions_in(extraction: Extraction) -> tuple[Mention, ...]:
    """The addresses of the works that documents cite, and those that their links lead to and their text prints besides.

    Of links in notes and entries only those are taken that no citation prints: printed ones are read with the works.
    ``note_id`` of an address in the running text is its paragraph, "paragraph-12", counted from 1.
    """
    cited = {entry.key for entry in extraction.cited}  # the work that the article itself is need not be
    known = [m for m in mentions_of(extraction.entries) if m.key in cited]
    asked = {page_key(complete(candidate.url)) for mention in known for candidate in mention.urls}
    asked |= {page_key(doi_address(mention.doi)) for mention in known if mention.doi}
    shapes = set(map(skeleton, asked))
    for document in extraction.documents:
        for mention in _of_notes(document):
            keys = {page_key(complete(candidate.url)) for candidate in mention.urls}
            if not shapes.intersection(map(skeleton, keys)):
                known.append(mention)
                asked |= keys
                shapes.update(map(skeleton, keys))
        besides = (*_links(document), *_labelled(document))
        known += (m for m in besides if page_key(m.urls[0].url) not in asked)
    return tuple(known)


def _of_notes(found: Extracted) -> Iterator[Mention]:
    """Addresses that notes print: those of citations, whose work need not have them (a back-reference may print one of
    its own), and those beside all citations, among an author's own words."""
    taken: list[Span] = []
    for citation in found.citations:
        if citation.where is Where.TEXT:
            continue
        accessed = citation.item.dates.get("accessed", Date())
        for urls in _spellings(citation.urls).values():
            yield Mention(urls, note_id=citation.note_id, accessed=accessed)
        if doi := citation.item.get("DOI"):
            own = (UrlCandidate(doi_address(doi), 1.0, ("an identifier",)),)
            yield Mention(own, note_id=citation.note_id, accessed=accessed)
        taken += (span for name in ("URL", "DOI") if (field := citation.fields.get(name)) for span in field.spans)
    for note in (*found.notes.notes, *found.notes.listed):
        text = note.text.text
        for each in printed.find(text):
            spans = note.text.spans(each.start, each.end)
            if _WHOLE.match(text, each.start, each.end) and not _meet(spans, taken):
                yield Mention(printed.readings(text, each, printed.NO_EVIDENCE), note_id=note.id)


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _links(found: Extracted) -> Iterator[Mention]:
    document, notes = found.document, (*found.notes.notes, *found.notes.listed)
    text = _running(found.notes)
    shown = [each for each in printed.find(text) if _WHOLE.match(text, each.start, each.end)]
    if not document.links and not shown:
        return
    within = note_at(notes)
    starts = [match.start() for match in _PARAGRAPH.finditer(document.text)]
    paragraphs = [start for start in starts if not _frames(document, start)]
    for link in document.links:
        note = within(link.span.start)
        if note and is_printed(document.text, link):
            continue
        place = note or f"paragraph-{bisect_right(paragraphs, link.span.start)}"
        yield Mention((UrlCandidate(complete(led_to(link.target)), 1.0, ("a link",)),), note_id=place)
    linked = {at for link in document.links for at in range(link.span.start, link.span.end)}
    for each in shown:
        start = found.notes.body.source_at(each.start)
        if start not in linked and not _frames(document, start) and not within(start):
            place = f"paragraph-{bisect_right(paragraphs, start)}"
            yield Mention(printed.readings(text, each, printed.NO_EVIDENCE), note_id=place)


def _labelled(found: Extracted) -> Iterator[Mention]:
    """Identifiers that notes print with their labels, where they are resolved."""
    for note in (*found.notes.notes, *found.notes.listed):
        for each in labelled(note.text.text):
            yield Mention((UrlCandidate(each.address, 1.0, ("an identifier",)),), note_id=note.id)


def _frames(document: Document, at: int) -> bool:
    """Whether a letter stands in what frames a page: its menu, header or footer."""
    return any(span.start <= at < span.end for span in document.framing)


def _running(notes: NotesResult) -> str:
    """The running text, as long as it is, with spaces where it calls notes: a number behind an address is not part of
    it."""
    text = notes.body.text
    for note in notes.notes:
        place = notes.body.within(note.marker.span) if note.marker is not None else None
        if place is not None:
            text = text[: place[0]] + " " * (place[1] - place[0]) + text[place[1] :]
    return text


def _spellings(candidates: Sequence[UrlCandidate]) -> dict[str, tuple[UrlCandidate, ...]]:
    """Candidates by the printed address that they are readings of."""
    groups: dict[str, list[UrlCandidate]] = {}
    for candidate in candidates:
        groups.setdefault(skeleton(candidate.url), []).append(candidate)
    return {key: tuple(group) for key, group in groups.items()}


def skeleton(url: str) -> str:
    """What the readings of one printed address have in common: all but hyphens, which line breaks add and hide."""
    return re.sub("[-\u00ad\u2010]", "", url)


def _further(entry: Entry) -> Iterator[str]:
    """Addresses in all other fields."""
    item = entry.item
    for name, text in (*item.text.items(), *item.custom.items()):
        if name in _NOT_FURTHER or not ("://" in text or "www." in text.lower()):
            continue  # most fields: nothing below would be kept
        for found in printed.find(text):
            url = text[found.start : found.end]
            if "://" in url or url.lower().startswith("www."):
                yield "".join(url.split())


def _bare(text: str) -> Mention:
    return Mention((UrlCandidate(text, 1.0, ("as given",)),))
