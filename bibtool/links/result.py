"""What is known of one address at the end of a check, and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from bibtool.links.liveness import Live
from bibtool.links.outcome import Outcome, Verdict
from bibtool.links.plan import Mention
from bibtool.links.snapshots import Snapshot
from bibtool.links.spelling import Candidate, Spelling

SCHEMA = 2


class MentionResult(Struct, frozen=True):
    """One mention and the copy that shows what its author saw.  ``copy`` is the archived copy that is cited, where the
    address was read out of its; ``place`` that of the entry in its source, ``title`` the one that the page was compared
    with: neither is part of the JSON; ``document`` is the source that mentions it."""

    key: str
    note_id: str
    accessed: str
    snapshot: Snapshot | None = None
    copy: str = ""
    place: int = -1
    title: str = ""
    document: str = ""

    def to_json(self) -> dict[str, Any]:
        """The object of the JSON output."""
        snapshot = self.snapshot.to_json() if self.snapshot else None
        return {
            "key": self.key,
            "note_id": self.note_id,
            "accessed": self.accessed,
            "snapshot": snapshot,
            "copy": self.copy,
            "document": self.document,
        }

    def where(self, document: bool) -> str:
        """The note, or else the key; behind the name of the ``document``, where several were read."""
        note = self.note_id or self.key
        return ": ".join(filter(None, (self.document, note))) if document else note


class Result(Struct, frozen=True):
    """One address.  ``url`` is as planned, ``checked_url`` the spelling that stands, ``archives`` what each archive
    without a copy said, ``marked`` a person's word that the verdict rests on; ``attempts`` and ``candidates`` are the
    evidence."""

    url: str
    mentions: tuple[MentionResult, ...]
    outcome: Outcome
    verdict: Verdict
    status: int | None
    final_url: str
    title: str
    checked_at: str
    attempts: tuple[Mapping[str, Any], ...] = ()
    candidates: tuple[Mapping[str, Any], ...] = ()
    checked_url: str = ""
    spelling: Spelling = Spelling.AS_GIVEN
    moved_to: str = ""
    title_agrees: bool | None = None
    redirects: tuple[Mapping[str, Any], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    archives: Mapping[str, str] = field(default_factory=dict)
    came_back: bool = False
    marked: str = ""

    @property
    def snapshot(self) -> Snapshot | None:
        """The first mention's copy that there is."""
        return next((m.snapshot for m in self.mentions if m.snapshot), None)

    def to_json(self) -> dict[str, Any]:
        """One object a URL; the order of keys is part of the format."""
        return {
            "schema": SCHEMA,
            "url": self.url,
            "mentions": [m.to_json() for m in self.mentions],
            "outcome": self.outcome.value,
            "verdict": self.verdict.value,
            "status": self.status,
            "final_url": self.final_url,
            "title": self.title,
            "checked_at": self.checked_at,
            "attempts": [dict(a) for a in self.attempts],
            "candidates": [dict(c) for c in self.candidates],
            "checked_url": self.checked_url,
            "spelling": self.spelling.value,
            "moved_to": self.moved_to,
            "title_agrees": self.title_agrees,
            "redirects": [dict(r) for r in self.redirects],
            "headers": dict(self.headers),
            "evidence": list(self.evidence),
            "archives": dict(self.archives),
            "came_back": self.came_back,
            "marked": self.marked,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Result:
        """From :meth:`to_json`."""
        mentions = tuple(
            MentionResult(
                m["key"],
                m["note_id"],
                m["accessed"],
                Snapshot.from_json(m["snapshot"]) if m["snapshot"] else None,
                m.get("copy", ""),
                document=m.get("document", ""),
            )
            for m in row["mentions"]
        )
        return cls(
            row["url"],
            mentions,
            Outcome(row["outcome"]),
            Verdict(row["verdict"]),
            row["status"],
            row["final_url"],
            row["title"],
            row["checked_at"],
            tuple(row["attempts"]),
            tuple(row["candidates"]),
            row["checked_url"],
            Spelling(row["spelling"]),
            row["moved_to"],
            row["title_agrees"],
            tuple(row["redirects"]),
            row["headers"],
            tuple(row["evidence"]),
            row["archives"],
            row["came_back"],
            row.get("marked", ""),
        )


def attempts_of(live: Live) -> tuple[Mapping[str, Any], ...]:
    """The requests of a look, as they go into the JSON."""
    return tuple(
        {
            "at": a.at.isoformat(timespec="milliseconds"),
            "outcome": a.outcome.value,
            "status": a.status,
            "dns": a.dns.value if a.dns else None,
            "seconds": a.seconds,
            "detail": a.detail,
        }
        for a in live.attempts
    )


def candidates_of(candidates: tuple[Candidate, ...]) -> tuple[Mapping[str, Any], ...]:
    """The spellings, as they go into the JSON."""
    return tuple(c.to_json() for c in candidates)


def mention_of(mention: Mention, snapshot: Snapshot | None) -> MentionResult:
    """The result of one mention; the access date as EDTF."""
    return MentionResult(
        mention.key,
        mention.note_id,
        mention.accessed.to_edtf(),
        snapshot,
        mention.copy,
        mention.place,
        mention.title,
        mention.document,
    )


def in_documents(results: Iterable[Result]) -> bool:
    """Whether results are of more than one document, so that the number of a note does not tell which it is."""
    return len({mention.document for result in results for mention in result.mentions}) > 1
