"""What a check reads: articles, bibliographies and lists of addresses, as mentions of addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.jobs.sources import Source
from bibtool.links.plan import Mention
from bibtool.readers.kinds import Family
from bibtool.text.urls import UrlCandidate

_URL = re.compile(r"(?i)(?:https?://|www\.)\S+")
_DOI = re.compile(r"(?i)(?:doi:\s*)?10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class LinkSources:
    """Mentions in the order of the sources, the entries that ``--apply`` writes, what could not be read, and what the
    sources are."""

    mentions: tuple[Mention, ...]
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    families: frozenset[Family] = frozenset()


def load(names: Sequence[str], format: str | None = None) -> LinkSources:
    """Read every source; an http address may stand for itself.  ``format`` is a reader's or a format's name.

    A source that cannot be read is ``refused`` and the others are done.
    """
    mentions: list[Mention] = []
    entries: list[Entry] = []
    findings: list[Finding] = []
    refused: list[Finding] = []
    families: set[Family] = set()
    for name in dict.fromkeys(names):
        if _URL.fullmatch(name):
            mentions.append(_bare(name))
            families.add(Family.ADDRESSES)
            continue
        try:
            found = _one(name, format)
        except JobError as error:
            refused.append(error.finding)
            continue
        if not found.mentions and not found.refused:
            findings.append(Finding("BT518", {"path": name}, document=name))
        mentions += found.mentions
        entries += found.entries
        findings += found.findings
        refused += found.refused
        families |= found.families
    return LinkSources(tuple(mentions), tuple(entries), tuple(findings), tuple(refused), frozenset(families))


def _one(name: str, format: str | None) -> LinkSources:
    from bibtool.readers.detection import detect

    data = files.read(name)
    addresses = _addresses(data) if format is None and detect(data, name).kind.family is Family.ADDRESSES else []
    if addresses:
        return LinkSources(tuple(_bare(url) for url in addresses), families=frozenset({Family.ADDRESSES}))
    bibliography = _bibliography(name, data, format)
    if bibliography is not None:
        return bibliography
    from bibtool.jobs.extract import extract

    extraction = extract([Source(name, data, format)])
    refused = tuple(r.finding for r in extraction.refused)
    is_one = frozenset() if refused else frozenset({Family.ARTICLE})
    return LinkSources(mentions_of(extraction.cited), extraction.entries, (), refused, is_one)


def _bibliography(name: str, data: bytes, format: str | None) -> LinkSources | None:
    """The entries of a format that can be read back; None where the source is none."""
    from bibtool.formats.format import Takes
    from bibtool.jobs.works import read_back

    found = read_back(name, data, format, Takes.ENTRIES)
    if found is None:
        return None
    _, read = found
    is_one = frozenset({Family.BIBLIOGRAPHY})
    return LinkSources(mentions_of(read.entries), tuple(read.entries), tuple(read.findings), (), is_one)


def mentions_of(entries: Sequence[Entry]) -> tuple[Mention, ...]:
    """One mention for each citation of each entry that has an address or a DOI."""
    found: list[Mention] = []
    for entry in entries:
        item = entry.item
        url = item.get("URL")
        urls = entry.urls or ((UrlCandidate(url, 1.0, ("as given",)),) if url else ())
        doi = item.get("DOI")
        if not urls and not doi:
            continue
        title, issued = item.get("title"), item.dates.get("issued", Date())
        accessed = item.dates.get("accessed", Date())
        if not entry.mentions:
            found.append(Mention(urls, entry.key, "", title, accessed, issued, doi))
        for mention in entry.mentions:
            own = (Date.from_edtf(mention.accessed) if mention.accessed else None) or accessed
            found.append(Mention(urls, entry.key, mention.place.note_id, title, own, issued, doi))
    return tuple(found)


def _addresses(data: bytes) -> list[str]:
    """The addresses of a list: one a line, comments after ``#`` at the start; empty where any line is another."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return []
    kept = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return kept if kept and all(_URL.fullmatch(line) or _DOI.fullmatch(line) for line in kept) else []


def _bare(text: str) -> Mention:
    if _DOI.fullmatch(text):
        return Mention((), doi=text)
    return Mention((UrlCandidate(text, 1.0, ("as given",)),))
