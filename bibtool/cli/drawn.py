"""Text that rich draws on a terminal: made in this one place, so that no source can give the terminal orders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bibtool.text.visible import visible

if TYPE_CHECKING:
    from rich.text import Text


def drawn(text: str, style: str = "") -> Text:
    """Text in a style of rich's."""
    from rich.text import Text

    return Text(visible(text), style)


def drawn_line(segments: Iterable[tuple[str, str]]) -> Text:
    """Pieces of text, each with its style."""
    from rich.text import Text

    return Text.assemble(*((visible(text), style) for text, style in segments))
