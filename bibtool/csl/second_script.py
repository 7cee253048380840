"""A value and its form in another script side by side: "Мосты [Mosty]".

CSL has no notation for it (its schema's oldest wish in this field asks for one).  The item is rendered twice, in its
own letters and in the other, and the two trees, which have the same shape, are walked together: wherever a name or a
value differs, the other form follows in brackets, outside quotation marks and formatting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bibtool.csl.tree import Group, Node, Quoted, Text, plain, texts, with_children


def beside(nodes: Sequence[Node], others: Sequence[Node]) -> list[Node]:
    """Return the first trees with what differs in the second ones in brackets; trees of another shape stay alone."""
    if len(nodes) != len(others):
        return list(nodes)
    return [_both(one, other) for one, other in zip(nodes, others, strict=True)]


def _both(node: Node, other: Node) -> Node:
    if plain(node) == plain(other):
        return node
    if _is_value(node):
        return Group([node, _bracketed(other)], variable=_variable(node))
    if isinstance(node, Text) or isinstance(other, Text) or type(node) is not type(other):
        return node
    return with_children(node, beside(node.children, other.children))


def _is_value(node: Node) -> bool:
    """Tell whether a tree is one name or one value: what is put in brackets is never part of one."""
    if isinstance(node, Text):
        return True
    if isinstance(node, Group):
        if node.prefix or node.suffix or node.layout or node.display:
            return False
        if node.variable == "name":
            return True
        return (len(node.children) == 1 and _is_value(node.children[0])) or _is_rich(node)
    return isinstance(node, Quoted) and len({text.variable for text in texts(node)}) == 1


def _is_rich(node: Group) -> bool:
    """Tell whether a group is the text of one field, in pieces because of quotations or faces in it."""
    if not node.variable or node.delimiter or node.format is not None:
        return False
    return {text.variable for text in texts(node)} == {node.variable}


def _variable(node: Node) -> str:
    return "" if isinstance(node, Quoted) else node.variable


def _bracketed(node: Node) -> Node:
    """The other form in brackets, without the marks around all of it; quotations within it stay quotations."""
    while not isinstance(node, Text) and len(node.children) == 1 and not (isinstance(node, Quoted) and node.rich):
        node = node.children[0]
    if any(isinstance(part, Quoted) for part in _parts(node)):
        return Group([node], prefix=" [", suffix="]")
    return Text(f" [{_bare(node)}]", protected=True)


def _parts(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, Text):
        for child in node.children:
            yield from _parts(child)


def _bare(node: Node) -> str:
    return plain(node).strip(" ,;")
