"""Accepted spellings, new addresses and archived copies, written into the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from bibtool.entries.entry import Entry, Variant
from bibtool.formats.bib.edits import TextEdit, added, value_edit
from bibtool.formats.bib.edits import applied as replaced
from bibtool.formats.bib.tree import Kind, blocks
from bibtool.formats.bibvalues import write_text
from bibtool.links.outcome import Verdict
from bibtool.links.plan import complete
from bibtool.links.result import Result
from bibtool.links.snapshots import Snapshot
from bibtool.links.spelling import Spelling

#: What readers know the archives by; others go by the name that the user gave them.
_TITLES = {"wayback": "Wayback Machine", "arquivo.pt": "Arquivo.pt"}
_ACCEPTED = frozenset({Spelling.SETTLED, Spelling.CUT, Spelling.CAPITALS})
_COLUMN = 12  # where bibtool's own files have their signs


class CopyFields(Enum):
    """Where the archived copy goes: each reader has its own place for it."""

    CSL = "csl"  # ``archive`` and ``archive_location``
    BIB = "bib"  # the custom fields ``archiveurl``, ``archivedate`` and ``addendum``


def applied(entries: Sequence[Entry], results: Iterable[Result], fields: CopyFields) -> tuple[Entry, ...]:
    """Entries with what the check found; those without a result stay as they are.

    The address that is replaced stays as a variant ``printed``.
    """
    by_key: dict[str, list[Result]] = {}
    for result in results:
        for mention in result.mentions:
            if mention.key:
                by_key.setdefault(mention.key, []).append(result)
    return tuple(_one(entry, by_key.get(entry.key, ()), fields) for entry in entries)


def _one(entry: Entry, results: Sequence[Result], fields: CopyFields) -> Entry:
    if not results:
        return entry
    result = results[0]
    item = entry.item
    old, new = item.get("URL"), accepted_address(result)
    variants = entry.variants
    if old and new and new != old and complete(old) in {result.url, *_spellings(result)}:
        item = item.with_text(URL=new)
        if not any(v.variable == "URL" and v.value == old for v in variants):
            variants = (*variants, Variant("URL", "printed", old))
    snapshot = next((m.snapshot for m in result.mentions if m.key == entry.key and m.snapshot), None)
    if snapshot is not None and fields is CopyFields.CSL:
        item = item.with_text(archive=archive_title(snapshot))
        item = replace(item, text={**item.text, "archive_location": snapshot.uri})
    elif snapshot is not None:
        item = replace(item, custom={**item.custom, **archive_fields(snapshot)})
    return replace(entry, item=item, variants=variants)


def accepted_address(result: Result) -> str:
    """The address to write: where the page moved for good, else an accepted spelling; empty to leave it."""
    if result.verdict is Verdict.ALIVE and result.moved_to:
        return result.moved_to
    return result.checked_url if result.spelling in _ACCEPTED else ""


def archive_title(snapshot: Snapshot) -> str:
    """The archive's name for readers."""
    return _TITLES.get(snapshot.archive, snapshot.archive)


def archive_fields(snapshot: Snapshot) -> Mapping[str, str]:
    """BibLaTeX's custom fields: an address, a date, and a line for styles that know neither."""
    day = f"{snapshot.timestamp[:4]}-{snapshot.timestamp[4:6]}-{snapshot.timestamp[6:8]}"
    return {
        "archiveurl": snapshot.uri,
        "archivedate": day,
        "addendum": f"{archive_title(snapshot)}, {day}: {snapshot.uri}",
    }


def edited(text: str, entries: Sequence[Entry], results: Iterable[Result]) -> str | None:
    """The text of a .bib file with what the check found, every other letter as it stands; None where its entries are
    not those of the text."""
    found = [block for block in blocks(text) if block.kind is Kind.ENTRY]
    if len(found) != len(entries):
        return None
    edits: list[TextEdit] = []
    for block, entry, after in zip(found, entries, applied(entries, results, CopyFields.BIB), strict=True):
        if after.item == entry.item:
            continue
        if block.flaws:
            return None
        new = {name: after.item.custom.get(name, "") for name in ("archiveurl", "archivedate", "addendum")}
        if after.item.get("URL") != entry.item.get("URL"):
            new["url"] = after.item.get("URL")
        more: list[tuple[str, str]] = []
        own = {field.name.lower(): field for field in block.fields}
        for name, value in new.items():
            written = (write_text("text" if name == "addendum" else "verbatim", value) or "") if value else ""
            if written and name in own:
                edits.append(value_edit(text, own[name], written))
            elif written:
                more.append((name, written))
        if more:
            edits.append(added(text, block, more, _COLUMN))
    return replaced(text, edits)


def _spellings(result: Result) -> set[str]:
    return {complete(str(c["url"])) for c in result.candidates}
