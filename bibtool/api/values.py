"""What the API gives back: works as CSL-JSON, readings, findings, texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from bibtool.diagnostics import catalogue
from bibtool.entries.entry import Entry, Mention, Variant

if TYPE_CHECKING:
    from bibtool.diagnostics.findings import Finding as Found
    from bibtool.diagnostics.shown import Sources
    from bibtool.links.result import Result


class Work(Mapping[str, Any]):
    """One work: a mapping that is its CSL-JSON (``id`` is the key), so that ``dict(work)`` is what other programs take.

    ``entry`` is the same as bibtool's own stages have it.
    """

    __slots__ = ("_csl", "certainty", "entry")

    def __init__(self, entry: Entry, certainty: str = "sure") -> None:
        self.entry = entry
        self.certainty = certainty
        self._csl = entry.item.to_csl(entry.key)

    @property
    def key(self) -> str:
        """What papers cite it by."""
        return self.entry.key

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Forms of a variable beside the one in the work: as printed before a repair, transliterated, translated."""
        return self.entry.variants

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where it is cited: document, note, pages, date of access."""
        return self.entry.mentions

    def __getitem__(self, variable: str) -> Any:
        return self._csl[variable]

    def __iter__(self) -> Iterator[str]:
        return iter(self._csl)

    def __len__(self) -> int:
        return len(self._csl)

    def __repr__(self) -> str:
        return f"<Work {self.key}: {self.get('title', '')}>"


class Finding(Struct, frozen=True):
    """Something doubtful or wrong: a code of the catalogue (``bibtool explain BT401``) and what it is about.

    ``severity`` is ``error``, ``warning`` or ``info``; ``spans`` are pairs of places in the text of ``document``;
    ``note`` is the note's number as printed, ``index`` the citation in it, from 1 (0: the whole note).
    """

    code: str
    name: str
    severity: str
    message: str
    args: Mapping[str, str]
    document: str = ""
    note: str = ""
    index: int = 0
    spans: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.severity}: {self.message}"


class Note(Struct, frozen=True):
    """A note as it is read: its number as printed, its text with line breaks and hyphens repaired."""

    id: str
    number: str
    text: str


class Reading(Struct, frozen=True):
    """What a source holds.  Of an article: its notes, and each citation as the contract "Citations" has it
    (docs/contracts.md); of a bibliography the works alone.  ``title`` is the source's own, where it tells one."""

    name: str
    works: tuple[Work, ...]
    findings: tuple[Finding, ...] = ()
    citations: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[Note, ...] = ()
    title: str = ""

    def __iter__(self) -> Iterator[Work]:
        return iter(self.works)

    def __len__(self) -> int:
        return len(self.works)


class Converted(Struct, frozen=True):
    """A bibliography in a format, and what is doubtful about it or lost there (BT630)."""

    text: str
    format: str
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        return self.text


class Rendered(Struct, frozen=True):
    """A list of works in a style: ``entries`` are pairs of key and text in the order of the style, ``data`` is the
    whole document."""

    entries: tuple[tuple[str, str], ...]
    data: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The entries one below the other."""
        return "".join(f"{text}\n" for _, text in self.entries)

    def __str__(self) -> str:
        return self.text


class Link(Struct, frozen=True):
    """What became of an address: ``verdict`` and ``outcome`` as in docs/links.md, ``copy`` the address of an archived
    copy ("" for none), ``keys`` those of the works that have it; ``record`` is the whole of it as ``bibtool check
    --format json`` prints it."""

    url: str
    verdict: str
    outcome: str
    status: int | None
    final_url: str
    title: str
    copy: str
    keys: tuple[str, ...]
    record: Mapping[str, Any]


def link(result: Result) -> Link:
    """A result of a check."""
    record = result.to_json()
    snapshots = [mention["snapshot"] for mention in record["mentions"] if mention["snapshot"]]
    return Link(
        result.url,
        result.verdict.value,
        result.outcome.value,
        result.status,
        result.final_url,
        result.title,
        snapshots[0]["url"] if snapshots else "",
        tuple(dict.fromkeys(mention["key"] for mention in record["mentions"] if mention["key"])),
        record,
    )


def findings(found: Iterable[Found], sources: Sources | None = None, ui: str = "en") -> tuple[Finding, ...]:
    """Findings with their sentences in the language ``ui``."""
    return tuple(
        Finding(
            each.code,
            catalogue.rules()[each.code].name,
            catalogue.severity(each).value,
            catalogue.sentence(each, ui),
            dict(each.args),
            each.document,
            sources.note(each) if sources is not None else each.note_id,
            each.index,
            tuple((span.start, span.end) for span in each.spans),
        )
        for each in found
    )


def entries_of(works: Iterable[Work | Mapping[str, Any]]) -> tuple[list[Entry], list[Found]]:
    """Works as bibtool's stages have them, and what is doubtful about CSL-JSON that a program gave."""
    rows = [works] if isinstance(works, Mapping) else list(works)
    entries: list[Entry] = []
    said: list[Found] = []
    for row in rows:
        if isinstance(row, Work):
            entries.append(row.entry)
        else:
            entry, doubts = _entry(row)
            entries.append(entry)
            said += doubts
    return entries, said


def _entry(work: Mapping[str, Any]) -> tuple[Entry, Sequence[Found]]:
    from bibtool.formats.registry import get

    if not isinstance(work, Mapping):
        raise TypeError(f"a work is a mapping (CSL-JSON), not {type(work).__name__}")
    read = get("csl-json").read(json.dumps([dict(work)], ensure_ascii=False))
    return read.entries[0], read.findings
