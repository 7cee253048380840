"""Writing flat trees in one of the output formats."""

from __future__ import annotations

from collections.abc import Callable

from bibtool.csl.output_html import write_html
from bibtool.csl.output_latex import write_latex
from bibtool.csl.output_markdown import write_markdown
from bibtool.csl.output_text import write_text
from bibtool.csl.tree import Mark, Run

Writer = Callable[[list[Run | Mark]], str]
FORMATS: dict[str, Writer] = {
    "html": write_html,
    "text": write_text,
    "markdown": write_markdown,
    "latex": write_latex,
}


def write(parts: list[Run | Mark], to: str) -> str:
    """Write flat parts in a format; raises ValueError for a format that is not known."""
    writer = FORMATS.get(to)
    if writer is None:
        raise ValueError(f"there is no output format {to!r}; there are {', '.join(FORMATS)}")
    return writer(parts)
