"""What is doubtful in one citation."""

from __future__ import annotations

from collections.abc import Iterator

from bibtool.citations.citation import Citation


def doubts(citation: Citation) -> Iterator[tuple[str, dict[str, str]]]:
    """Codes with their arguments; ``field`` names the fields whose place is shown."""
    yield from ()
