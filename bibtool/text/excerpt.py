"""Long values, cut for a message."""

from __future__ import annotations


def excerpt(text: str, most: int) -> str:
    """``text`` in one line of at most ``most`` characters, with an ellipsis where something is left out.

    >>> excerpt("Mgła  nad rzeką", 10)
    'Mgła nad …'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
