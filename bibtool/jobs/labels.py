"""What a text calls the persons of its works, so that a style says it too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtool.jobs.extract import Extraction
    from bibtool.render.setting import Labels


def labels(extraction: Extraction | None) -> Labels:
    """By key and name variable; empty where nothing was read from a text, or its passages were not kept."""
    found: dict[str, Mapping[str, tuple[str, frozenset[str]]]] = {}
    if extraction is not None:
        from bibtool.render.labels import printed_labels

        for document in extraction.documents:
            found = {**printed_labels(document.passages, document.citations, extraction.entries), **found}
    return found
