"""What readers ask of an element of markup: its name, its words, what it says of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset("p div li dd dt td th tr aside section blockquote article body html table ol ul dl".split())
HEADS = frozenset("h1 h2 h3 h4 h5 h6 header nav".split())
_HIDDEN = regex(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")


def tag(element: _Element) -> str:
    """The local name in lower case; "" for what is no element."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def attributes(element: _Element) -> str:
    """What an element says of its kind: classes, roles, ``epub:type``, id and style."""
    return " ".join(
        str(value)
        for key, value in element.attrib.items()
        if str(key).rpartition("}")[2].rpartition(":")[2] in ("class", "role", "type", "id", "style", "rel", "data-fn")
        or (str(key) == "data-fn")
    )


def is_hidden(element: _Element) -> bool:
    """Whether an element says that it is not shown, or only when a reader asks for it (HTML, 6.1 and 6.12)."""
    said = element.attrib
    return bool(said) and (
        "hidden" in said or "popover" in said or _HIDDEN.search(element.get("style") or "") is not None
    )


def show(element: _Element) -> None:
    """Take away what hides an element."""
    if is_hidden(element):
        for key in ("hidden", "popover", "style"):
            element.attrib.pop(key, "")


def words(element: _Element) -> str:
    """All text in an element."""
    return "".join(map(str, element.itertext()))


def strip_brackets(element: _Element) -> None:
    """Take away the brackets right around an element that is not shown."""
    before = element.getprevious()
    holder, text = (element.getparent(), "text") if before is None else (before, "tail")
    left, right = (getattr(holder, text) or "").rstrip(), (element.tail or "").lstrip()
    if left[-1:] + right[:1] in ("[]", "()"):
        setattr(holder, text, left[:-1])
        element.tail = right[1:]
