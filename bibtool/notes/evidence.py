"""Language-free signs that a text cites something."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"\b(?:1[5-9]|20)\d\d\b|https?://|www\.|\bdoi\b|\b10\.\d{4,}/", re.IGNORECASE)


def cites(text: str) -> bool:
    """A year, an address or a DOI."""
    return bool(_SIGNS.search(text))
