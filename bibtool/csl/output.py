"""Writing flat trees in one of the output formats."""

from __future__ import annotations

from bibtool.csl.output_html import write_html
from bibtool.csl.tree import Mark, Run

FORMATS = ("html", "text")


def write(parts: list[Run | Mark], to: str) -> str:
    """Write flat parts in a format; raises ValueError for a format that is not known."""
    if to == "html":
        return write_html(parts)
    if to == "text":
        return "".join(
            p.text if isinstance(p, Run) else p.value for p in parts if isinstance(p, Run) or p.kind == "quote"
        )
    raise ValueError(f"there is no output format {to!r}; there are {', '.join(FORMATS)}")
