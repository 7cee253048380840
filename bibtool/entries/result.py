"""What joining citations gives."""

from __future__ import annotations

from msgspec import Struct

from bibtool.citations.citation import Citation
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry


class EntriesResult(Struct, frozen=True):
    """The works in order of first mention, then those works that the documents themselves are (no mentions);
    the citations in their order with ``key`` set ('' where a back-reference stays unresolved)."""

    entries: tuple[Entry, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def cited(self) -> tuple[Entry, ...]:
        """The works that some note cites."""
        return tuple(entry for entry in self.entries if entry.mentions)
