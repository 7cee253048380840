"""Attributes that elements share: formatting, affixes, text-case, quotes, strip-periods and display."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from bibtool.csl.context import Context, Renderer
from bibtool.csl.textcase import is_foreign, with_case
from bibtool.csl.tree import Format, Group, Node, Quoted, Text, mapped, texts

if TYPE_CHECKING:
    from lxml.etree import _Element


class Look(Struct, frozen=True):
    """How the output of one element is dressed."""

    prefix: str = ""
    suffix: str = ""
    format: Format | None = None
    text_case: str = ""
    quotes: bool = False
    strip_periods: bool = False
    display: str = ""

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing at all is asked for."""
        return self == PLAIN_LOOK


PLAIN_LOOK = Look()
# A period before a small letter is part of a name ("bibliotek.dk") and stays.
_PERIOD = re.compile(r"\.([^a-z]|\Z)")


def read_format(element: _Element) -> Format | None:
    """Read the formatting attributes; None when the element has none."""
    made = Format(
        element.get("font-style") or "",
        element.get("font-variant") or "",
        element.get("font-weight") or "",
        element.get("text-decoration") or "",
        element.get("vertical-align") or "",
    )
    return made if made != Format() else None


# What may be in another language than the item.
NAMED_APART = frozenset(
    {"container-title", "container-title-short", "collection-title", "event", "event-title", "original-title"}
)


def read_look(element: _Element) -> Look:
    """Read all shared attributes."""
    return Look(
        element.get("prefix") or "",
        element.get("suffix") or "",
        read_format(element),
        element.get("text-case") or "",
        element.get("quotes") == "true",
        element.get("strip-periods") == "true",
        element.get("display") or "",
    )


def dress(node: Node, look: Look, ctx: Context, variable: str = "", language: str = "") -> Node:
    """Apply a look to a node: periods, case, then quotes, then formatting, then affixes around it all.

    `language` is that of the text where it is not the item's: a term is in the language of the locale.
    """
    if look.strip_periods:
        node = mapped(node, iter([_PERIOD.sub(r"\1", t.value) for t in texts(node)]))
    if look.text_case:
        language = language or ctx.language
        if look.text_case == "title" and variable in NAMED_APART and is_foreign("".join(t.value for t in texts(node))):
            language = ""  # an English article in "L’Europe en formation"
        node = with_case(node, look.text_case, language)
    if look.quotes:
        node = Quoted([node])
    if look.prefix or look.suffix or look.format is not None or look.display:
        return Group([node], "", look.prefix, look.suffix, look.format, variable, look.display)
    return node


def dressed(render: Renderer, look: Look) -> Renderer:
    """Wrap a renderer so that its output is dressed."""
    if look.is_plain:
        return render

    def wrapped(ctx: Context) -> Node | None:
        node = render(ctx)
        return None if node is None else dress(node, look, ctx)

    return wrapped


def constant(value: str) -> Text:
    """Return a text node that belongs to no variable."""
    return Text(value)
