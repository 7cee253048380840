"""The typed tree that an evaluated reference is: text, groups, quotes and links that remember their variable.

The passes (disambiguation, collapsing, substitution, punctuation, quotes) work on this tree; only the last step prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field


class Format(Struct, frozen=True):
    """The five formatting attributes of CSL (section "Formatting"); an empty string means "as around"."""

    font_style: str = ""
    font_variant: str = ""
    font_weight: str = ""
    text_decoration: str = ""
    vertical_align: str = ""


# What `<span class="nodecor">` in a field asks for: everything back to the plain face.
PLAIN = Format("normal", "normal", "normal", "none", "baseline")


class Text(Struct):
    """A piece of text; `protected` text keeps its letter case, `apostrophe` text may be curled."""

    value: str
    variable: str = ""
    protected: bool = False
    fixed: bool = False  # follows a quotation in the same field: its punctuation stays where the author put it


class Group(Struct):
    """Children joined by a delimiter, with affixes outside the formatting (or inside it when `layout`)."""

    children: list[Node]
    delimiter: str = ""
    prefix: str = ""
    suffix: str = ""
    format: Format | None = None
    variable: str = ""
    display: str = ""
    rich: bool = False
    layout: bool = False


class Splice(Group):
    """What a `cs:choose` gives: children that belong to the group around it, and take its delimiter."""


class Scope(Group):
    """A cite in a language of its own: the quotation marks (outer and inner, opening and closing) that it is set in."""

    quotes: tuple[str, str, str, str] = ("", "", "", "")


class Quoted(Struct):
    """Children in quotation marks; which pair depends on the depth, known when the tree is printed."""

    children: list[Node]
    rich: bool = False
    inner: bool = False  # typed with the locale's inner marks: outermost, it keeps them
    own: str = ""  # opening and closing mark of another language: kept, unless the marks around look the same


class Link(Struct):
    """Children that point to an address."""

    children: list[Node]
    href: str
    variable: str = ""


Node = Text | Group | Quoted | Link


class Mark(Struct):
    """An opening or closing in the flat form of a tree: a format, a link, a display block or a quotation mark."""

    kind: str
    opening: bool
    value: str = ""


class Run(Struct):
    """A stretch of text in the flat form of a tree, and the variable that it is the value of (empty for affixes,
    delimiters and terms)."""

    text: str
    affix: bool = False
    fixed: bool = False
    variable: str = ""


class Flat(Struct):
    """The flat form of a tree: runs of text between marks."""

    parts: list[Run | Mark] = field(default_factory=list)


def texts(node: Node) -> Iterator[Text]:
    """Yield the text nodes of a tree from left to right, without affixes and delimiters."""
    if isinstance(node, Text):
        yield node
        return
    for child in node.children:
        yield from texts(child)


def plain(node: Node | None) -> str:
    """Return the tree as one unformatted string, affixes and delimiters included.  Used for comparing."""
    if node is None:
        return ""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Group):
        children = node.children
        if len(children) == 1:
            inner = plain(children[0])
        else:
            inner = node.delimiter.join([t for t in [plain(c) for c in children] if t])
        return f"{node.prefix}{inner}{node.suffix}" if inner else ""
    return "".join([plain(c) for c in node.children])


def is_empty(node: Node) -> bool:
    """Tell whether a tree has no text at all."""
    if isinstance(node, Text):
        return not node.value
    return all(is_empty(child) for child in node.children)


def find(node: Node, variable: str) -> Group | Link | Text | None:
    """Return the first node, in order of rendering, that remembers the variable."""
    if not isinstance(node, Quoted) and node.variable == variable:
        return node
    if isinstance(node, Text):
        return None
    for child in node.children:
        found = find(child, variable)
        if found is not None:
            return found
    return None


def without(node: Node, target: Node) -> Node | None:
    """Return a copy of the tree that lacks one node (found by identity), and every group that this leaves empty."""
    if node is target:
        return None
    if isinstance(node, Text):
        return node
    kept: list[Node] = []
    changed = False
    for child in node.children:
        rest = without(child, target)
        changed = changed or rest is not child
        if rest is not None:
            kept.append(rest)
    if not changed:
        return node
    if not kept:
        return None
    return with_children(node, kept)


def replaced(node: Node, target: Node, new: Node) -> Node:
    """Return a copy of the tree with one node (found by identity) replaced."""
    if node is target:
        return new
    if isinstance(node, Text):
        return node
    children = [replaced(child, target, new) for child in node.children]
    if all(a is b for a, b in zip(children, node.children, strict=True)):
        return node
    return with_children(node, children)


def with_children(node: Group | Quoted | Link, children: list[Node]) -> Node:
    """Return a copy of an inner node with other children."""
    if isinstance(node, Group):
        return Group(
            children,
            node.delimiter,
            node.prefix,
            node.suffix,
            node.format,
            node.variable,
            node.display,
            node.rich,
            node.layout,
        )
    if isinstance(node, Quoted):
        return Quoted(children, node.rich, node.inner, node.own)
    return Link(children, node.href, node.variable)


def mapped(node: Node, values: Iterator[str]) -> Node:
    """Return a copy of the tree whose text nodes take the given values, in order."""
    if isinstance(node, Text):
        value = next(values)
        return node if value == node.value else Text(value, node.variable, node.protected, node.fixed)
    return with_children(node, [mapped(child, values) for child in node.children])
