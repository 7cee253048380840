"""Pandoc's document as JSON (pandoc-types 1.17 and later): its elements, made and read.

An element is ``{"t": constructor, "c": contents}``.  Nothing here knows all constructors: what is not named passes
through as it came, so that a newer pandoc's blocks (Figure) are no trouble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bibtool.text.patterns import regex

Element = dict[str, Any]

SPACE: Element = {"t": "Space"}
SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
_WORDS = regex(r"[ \t\r\n\f\v]+|[^ \t\r\n\f\v]+")
# Where the text of an element with attributes or a target stands in its contents.
_TEXT_AT = {"Span": 1, "Link": 1, "Image": 1, "Quoted": 1, "Cite": 1, "Code": 1, "Math": 1}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


class NotADocument(ValueError):  # noqa: N818  -- what the input is, not a fault
    """What is no document of pandoc, and why."""


def read(data: bytes) -> Element:
    """The document of ``pandoc -t json``.  Raises :class:`NotADocument`."""
    import json

    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise NotADocument("nested too deeply" if isinstance(error, RecursionError) else str(error)) from None
    if not isinstance(found, dict) or not isinstance(found.get("blocks"), list) or "pandoc-api-version" not in found:
        raise NotADocument("no pandoc-api-version and blocks")
    if not isinstance(found.get("meta"), dict):
        raise NotADocument("no meta")
    return found


def element(name: str, contents: Any) -> Element:
    """One element."""
    return {"t": name, "c": contents}


def attributes(identifier: str = "", classes: Sequence[str] = (), pairs: Sequence[tuple[str, str]] = ()) -> list[Any]:
    """Identifier, classes, key-value pairs."""
    return [identifier, list(classes), [list(pair) for pair in pairs]]


def words(text: str) -> list[Element]:
    """Text as inlines; a no-break space is a letter to pandoc."""
    return [SPACE if found[0] in " \t\r\n\f\v" else element("Str", found) for found in _WORDS.findall(text)]


def is_element(value: object, *names: str) -> bool:
    """Is it an element, of one of these names?"""
    return isinstance(value, dict) and isinstance(value.get("t"), str) and (not names or value["t"] in names)


def is_inlines(value: object) -> bool:
    """Is it a list of inlines with any in it?  (Blocks do not hold strings, spaces, or citations directly.)"""
    return isinstance(value, list) and any(is_element(each, "Str", "Cite", "Space", "Quoted", "Note") for each in value)


def plain(value: Any) -> str:
    """The text of inlines or blocks, without notes."""
    if isinstance(value, list):
        return "".join(plain(each) for each in value)
    if not is_element(value):
        return ""
    name, contents = value["t"], value.get("c")
    if name == "Str":
        return str(contents)
    if name in SPACES:
        return " "
    if name in ("Note", "RawInline", "RawBlock"):
        return ""
    if name == "Quoted":
        opening, closing = _QUOTES.get(contents[0]["t"], ('"', '"'))
        return f"{opening}{plain(contents[1])}{closing}"
    if name in _TEXT_AT:
        inner = contents[_TEXT_AT[name]]
        return inner if isinstance(inner, str) else plain(inner)
    return plain(contents)


def inline_lists(value: Any) -> Iterator[list[Any]]:
    """Every list of inlines in a tree, the inner ones first."""
    if isinstance(value, list):
        for each in value:
            yield from inline_lists(each)
        if is_inlines(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from inline_lists(each)


def replaced(value: Any, change: Callable[[Element], Element | None]) -> Any:
    """A copy of a tree in which ``change`` has taken the place of elements; where it gives None, their contents are
    looked into."""
    if isinstance(value, list):
        return [replaced(each, change) for each in value]
    if not isinstance(value, dict):
        return value
    if is_element(value):
        changed = change(value)
        if changed is not None:
            return changed
    return {key: replaced(each, change) for key, each in value.items()}
