"""A locator that a style prints twice, as some do of archival records without a title."""

from __future__ import annotations

from bibtool.csl.tree import Group, Node, Text, plain, texts, without


def locator_once(nodes: list[Node]) -> list[Node]:
    """Leave out each later printing of the locator with its label, where the very same stands before it.

    CSL has no such rule: a style that asks for a variable twice gets it twice.
    """
    tree: Node = Group(nodes)
    places = [each for node in nodes for each in _places(node)]
    if len(places) < 2:
        return nodes
    first = plain(places[0])
    for place in places[1:]:
        if plain(place) == first:
            rest = without(tree, place)
            tree = rest if rest is not None else tree
    return tree.children if isinstance(tree, Group) else nodes


def _places(node: Node) -> list[Node]:
    """The largest nodes of no other variable than the locator (and its label), from left to right."""
    variables = {text.variable for text in texts(node)} - {"", "label"}
    if variables == {"locator"}:
        return [node]
    if isinstance(node, Text) or "locator" not in variables:
        return []
    return [place for child in node.children for place in _places(child)]
