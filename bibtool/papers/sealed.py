"""Elements of a document that are not built as pandoc builds them: sealed while it is worked on, and put back as they
came.

A filter of somebody else's, or a hand, may leave such ones; pandoc itself reads what it can of them.  Everything behind
this module may rely on the shapes below, which are those of pandoc-types 1.17 to 1.23 that bibtool looks into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.papers.tree import Element, is_element, is_inlines

_SEAL = "bibtool-sealed"
_SHOWN = 60
_MODES = frozenset({"NormalCitation", "AuthorInText", "SuppressAuthor"})

Shape = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _any(value: Any) -> bool:
    return True


def _mode(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("t"), str)


def _row(*shapes: Shape) -> Shape:
    def fits(value: Any) -> bool:
        return (
            isinstance(value, list)
            and len(value) >= len(shapes)
            and all(f(v) for f, v in zip(shapes, value, strict=False))
        )

    return fits


def _lists(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, list) for each in value)


def _attributes(value: Any) -> bool:
    if not (isinstance(value, list) and len(value) == 3 and _text(value[0]) and _list(value[1]) and _list(value[2])):
        return False
    pairs = all(isinstance(pair, list) and len(pair) == 2 and all(map(_text, pair)) for pair in value[2])
    return pairs and all(map(_text, value[1]))


def _cites(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_cite, value))


def _cite(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("citationId"), str)
        and isinstance(value.get("citationPrefix"), list)
        and isinstance(value.get("citationSuffix"), list)
        and isinstance(value.get("citationMode"), dict)
        and str(value["citationMode"].get("t")) in _MODES
    )


_SHAPES: Mapping[str, Shape] = {
    "Str": _text,
    **dict.fromkeys(("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"), _list),
    "Quoted": _row(_mode, _list),
    "Cite": _row(_cites, _list),
    "Code": _row(_attributes, _text),
    "Math": _row(_mode, _text),
    "RawInline": _row(_text, _text),
    "Link": _row(_attributes, _list, _row(_text, _text)),
    "Image": _row(_attributes, _list, _row(_text, _text)),
    "Note": _list,
    "Span": _row(_attributes, _list),
    "Plain": _list,
    "Para": _list,
    "LineBlock": _lists,
    "CodeBlock": _row(_attributes, _text),
    "RawBlock": _row(_text, _text),
    "BlockQuote": _list,
    "OrderedList": _row(_any, _lists),
    "BulletList": _lists,
    "Header": _row(lambda level: isinstance(level, int), _attributes, _list),
    "Div": _row(_attributes, _list),
    "MetaMap": lambda value: isinstance(value, dict) and all(map(is_element, value.values())),
    "MetaList": _list,
    "MetaBool": lambda value: isinstance(value, bool),
    "MetaString": _text,
    "MetaInlines": _list,
    "MetaBlocks": _list,
}
# Where the elements of a list stand in the contents; the contents themselves of those that are not named.
_HOLD: Mapping[str, int] = {"Quoted": 1, "Cite": 1, "Link": 1, "Image": 1, "Span": 1, "Header": 2, "Div": 1}
_PLAIN_LISTS = frozenset(
    {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Note", "Plain", "Para",
     "BlockQuote", "MetaList", "MetaInlines", "MetaBlocks"}
)  # fmt: skip


class Sealed(Struct, frozen=True):
    """A document whose every element has its shape, what was taken out of it, and what there is to say."""

    document: Element
    originals: tuple[Any, ...]
    findings: tuple[Finding, ...]

    def opened(self, value: Any) -> Any:
        """A tree made of this document with all that was taken out back in its place."""
        if not self.originals:
            return value
        if isinstance(value, list):
            return [self.opened(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.get("t") == _SEAL:
            return self.originals[value["n"]]
        return {key: self.opened(each) for key, each in value.items()}


def sealed(document: Element) -> Sealed:
    """``document`` without what is malformed in it."""
    originals: list[Any] = []

    def seal(value: Any) -> Element:
        originals.append(value)
        return {"t": _SEAL, "n": len(originals) - 1}

    def elements(values: list[Any]) -> list[Any]:
        return [look(each) if isinstance(each, dict) and "t" in each else seal(each) for each in values]

    def look(value: Any) -> Any:
        if isinstance(value, list):
            return elements(value) if is_inlines(value) else [look(each) for each in value]
        if not isinstance(value, dict):
            return value
        name = value.get("t")
        if "t" in value and not isinstance(name, str):
            return seal(value)
        shape = _SHAPES.get(name) if isinstance(name, str) else None
        if shape is not None and not shape(value.get("c")):
            return seal(value)
        if name == "Cite":
            cites = [
                {**each, "citationPrefix": elements(each["citationPrefix"]),
                 "citationSuffix": elements(each["citationSuffix"])}
                for each in value["c"][0]
            ]  # fmt: skip
            return {**value, "c": [cites, elements(value["c"][1]), *value["c"][2:]]}
        if name in _PLAIN_LISTS:
            return {**value, "c": elements(value["c"])}
        if isinstance(name, str) and name in _HOLD:
            at = _HOLD[name]
            return {**value, "c": [elements(each) if place == at else each for place, each in enumerate(value["c"])]}
        return {key: look(each) for key, each in value.items()}

    meta = {key: look(value) if is_element(value) else seal(value) for key, value in document["meta"].items()}
    done = {**document, "meta": meta, "blocks": elements(document["blocks"])}
    return Sealed(done, tuple(originals), tuple(map(_told, originals)))


def _told(value: Any) -> Finding:
    import json

    shown = json.dumps(value, ensure_ascii=False)
    return Finding(Code.ELEMENT_MALFORMED, {"element": shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"})
