"""What a check would write into entries: new addresses and archived copies, where nothing speaks against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry, Variant
from bibtool.formats.bibnotes import tells_access
from bibtool.items.dates import Date
from bibtool.links import titles
from bibtool.links.archives.cited import cited_copy
from bibtool.links.moves import Doubt, doubt, with_fragment
from bibtool.links.outcome import Verdict
from bibtool.links.plan import complete
from bibtool.links.result import MentionResult, Result
from bibtool.links.snapshots import Snapshot
from bibtool.links.spelling import Spelling
from bibtool.text.patterns import regex

#: What readers know the archives by; others go by the name that the user gave them.
_TITLES = {"wayback": "Wayback Machine", "arquivo.pt": "Arquivo.pt"}
_RESOLVER = regex(r"https?://(?:dx\.)?(?:doi\.org|hdl\.handle\.net|nbn-resolving\.org)/")  # made to move
#: Variables that tell nothing of a visit.
_NO_NOTES = frozenset({"title", "URL", "DOI", "abstract", "csl"})
_ACCEPTED = frozenset({Spelling.SETTLED, Spelling.CUT, Spelling.CAPITALS})


class CopyFields(Enum):
    """Where the archived copy goes: each reader has its own place for it."""

    CSL = "csl"  # ``archive`` and ``archive_location``
    BIB = "bib"  # the custom fields ``archiveurl`` and ``archivedate``


class Wanted(Struct, frozen=True):
    """What one entry shall get: for an address as it stands there a new one ("" for none), and its archived copy."""

    printed: str
    address: str = ""
    snapshot: Snapshot | None = None
    seen: str = ""  # the day on which the new address was seen, ISO 8601; "" where the entry says when it was seen
    failed: bool = False  # the printed address shows nothing now


def wanted(entries: Sequence[Entry], results: Sequence[Result]) -> tuple[dict[int, tuple[Wanted, ...]], list[Finding]]:
    """What each entry shall get, by its place, and in which entries new addresses are not written and why (BT521).

    Each entry is judged by its own title, whatever the others of its address say.
    """
    found: dict[int, dict[str, Wanted]] = defaultdict(dict)
    left: list[Finding] = []
    crowded = _crowded(results)
    for result in results:
        if cited_copy(result.url) is not None:
            continue  # a copy is no page that moves
        reasons: dict[Doubt, dict[str, None]] = {}
        for mention in result.mentions:
            if not 0 <= mention.place < len(entries) or mention.copy:
                continue
            entry = entries[mention.place]
            address, why = accepted_address(replace(result, title_agrees=_agrees(mention, result)), crowded)
            snapshot = mention.snapshot
            if snapshot is not None and snapshot.title_agrees is False:
                snapshot = None
            if _uncompared(mention, entry, result):
                address, why, snapshot = "", Doubt.UNCOMPARED if address else why, None
            if why is not None:
                reasons.setdefault(why, {})[entry.key or mention.note_id] = None
            if address or snapshot is not None:
                seen = "" if says_when(entry) else result.checked_at[:10]
                row = Wanted(result.url, address, snapshot, seen, result.verdict.failed)
                found[mention.place].setdefault(result.url, row)
        left += [_left(result, why, keys) for why, keys in reasons.items()]
    return {place: tuple(rows.values()) for place, rows in found.items()}, left


def moved_links(results: Sequence[Result]) -> tuple[dict[str, dict[str, str]], list[Finding]]:
    """Where links of articles that belong to no work shall lead, by document and address; which stay (BT521)."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    left: list[Finding] = []
    crowded = _crowded(results)
    for result in results:
        free = [m for m in result.mentions if m.place < 0 and m.note_id]
        if not free or cited_copy(result.url) is not None:
            continue
        address, why = accepted_address(result, crowded)
        if address:
            for mention in free:
                found[mention.document][result.url] = address
        elif why is not None:
            left.append(_left(result, why, dict.fromkeys(m.note_id for m in free)))
    return found, left


def says_when(entry: Entry) -> bool:
    """Whether an entry says when its page was seen, in a field for it or in words ("dostęp 12.03.2019")."""
    item = entry.item
    texts = (*item.text.items(), *item.custom.items())
    said = (value for name, value in texts if name not in _NO_NOTES and any(map(str.isdigit, value)))
    return bool(item.dates.get("accessed")) or any(map(tells_access, said))


def _left(result: Result, why: Doubt, keys: Iterable[str]) -> Finding:
    args = {"key": ", ".join(keys), "url": result.url, "target": _target(result), "reason": why.value}
    return Finding(Code.NEW_ADDRESS_LEFT, args)


def _agrees(mention: MentionResult, result: Result) -> bool | None:
    """Whether the page has the title under which one entry cites it; the check compared the longest of all."""
    longest = max((each.title for each in result.mentions), key=len, default="")
    if not mention.title or mention.title == longest or titles.agrees(mention.title, longest) is True:
        return result.title_agrees
    return titles.agrees(mention.title, result.title)


def _uncompared(mention: MentionResult, entry: Entry, result: Result) -> bool:
    """Whether it is a further link of a work ("reviewed at …"), whose page nobody knows by its title."""
    return bool(entry.item.get("title")) and not mention.title and result.title_agrees is not True


def accepted_address(result: Result, crowded: frozenset[str] = frozenset()) -> tuple[str, Doubt | None]:
    """The address to write (where the page moved for good, else an accepted spelling), empty to leave the printed one;
    and what speaks against the one that would be written else."""
    target = _target(result)
    if not target or target == result.url or _RESOLVER.match(result.url):
        return "", None
    if result.title_agrees is False:
        return "", Doubt.TITLE
    if result.spelling in _ACCEPTED and target == result.checked_url:
        return with_fragment(result.url, target), None
    if target in crowded:
        return "", Doubt.SHARED
    why = doubt(result.url, target)
    return ("", why) if why is not None else (with_fragment(result.url, target), None)


def _target(result: Result) -> str:
    if result.verdict is Verdict.ALIVE and result.moved_to:
        return result.moved_to
    return result.checked_url if result.spelling in _ACCEPTED else ""


def _crowded(results: Sequence[Result]) -> frozenset[str]:
    """Where several pages moved to: a list, a front page or a page of errors, whatever it calls itself."""
    sources: dict[str, set[str]] = defaultdict(set)
    for result in results:
        if result.moved_to:
            sources[result.moved_to].add(result.url.partition("#")[0].rstrip("/").partition("://")[2])
    return frozenset(target for target, urls in sources.items() if len(urls) > 1)


def applied(entries: Sequence[Entry], rows: Mapping[int, Sequence[Wanted]], fields: CopyFields) -> tuple[Entry, ...]:
    """Entries with what they shall get; filled variables stay, and so does what has no result.

    The address that is replaced stays as a variant ``printed``.
    """
    return tuple(_one(entry, rows.get(place, ()), fields) for place, entry in enumerate(entries))


def _one(entry: Entry, rows: Sequence[Wanted], fields: CopyFields) -> Entry:
    item, variants = entry.item, entry.variants
    old = item.get("URL")
    row = next((row for row in rows if old and complete(old) == row.printed), None)
    row = row or next((row for row in rows if not old), None)
    if row is None:
        return entry
    if old and row.address:
        item = item.with_text(URL=row.address)
        if row.seen and not item.dates.get("accessed") and (day := Date.from_edtf(row.seen)):
            item = replace(item, dates={**item.dates, "accessed": day})
        if not any(v.variable == "URL" and v.value == old for v in variants):
            variants = (*variants, Variant("URL", "printed", old))
    snapshot = row.snapshot
    if snapshot is not None and fields is CopyFields.CSL:
        if not item.get("archive") and not item.get("archive_location"):
            item = item.with_text(archive=archive_title(snapshot))
            item = replace(item, text={**item.text, "archive_location": snapshot.uri})
    elif snapshot is not None and not (item.custom.get("archiveurl") or item.custom.get("archivedate")):
        item = replace(item, custom={**item.custom, "archiveurl": snapshot.uri, "archivedate": archive_day(snapshot)})
    return replace(entry, item=item, variants=variants)


def archive_title(snapshot: Snapshot) -> str:
    """The archive's name for readers."""
    return _TITLES.get(snapshot.archive, snapshot.archive)


def archive_day(snapshot: Snapshot) -> str:
    """The day of a copy, ISO 8601."""
    return datetime.strptime(snapshot.timestamp[:8], "%Y%m%d").date().isoformat()
