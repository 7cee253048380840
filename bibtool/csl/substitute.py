"""Subsequent-author-substitute: names that repeat those of the entry above (section "Reference Grouping")."""

from __future__ import annotations

from msgspec import Struct

from bibtool.csl.tree import Group, Link, Node, Quoted, Text, find, plain, replaced, without
from bibtool.csl.variables import NAME_VARIABLES


class FirstNames(Struct):
    """The first names of an entry: their group, the lists of each variable (without labels), the single names."""

    group: Group
    lists: list[Node]
    names: list[Node]

    @property
    def shown(self) -> list[str]:
        """Return the single names as text."""
        return [plain(name) for name in self.names]

    @property
    def whole(self) -> str:
        """Return the lists as text: labels do not count."""
        return "\n".join(plain(one) for one in self.lists)


def _collect(node: Node, variables: frozenset[str]) -> list[Node]:
    if not isinstance(node, Quoted) and node.variable in variables:
        return [node]
    if isinstance(node, Group | Quoted | Link):
        return [found for child in node.children for found in _collect(child, variables)]
    return []


def first_names(node: Node) -> FirstNames | None:
    """Return the first names of a cite or entry; None where it has none."""
    group = find(node, "names")
    if not isinstance(group, Group):
        return None
    # A title in the place of names counts as one name.
    lists = _collect(group, NAME_VARIABLES) or list(group.children)
    names = _collect(group, frozenset(("name",))) or lists
    return FirstNames(group, lists, names)


class Substitution(Struct):
    """Replaces the names of each entry that repeat those of the entry before, by the text and rule of the style."""

    text: str | None
    rule: str
    previous: FirstNames | None = None

    def apply(self, node: Node, word: str = "") -> Node:
        """Return the next entry, its names replaced where they repeat; a `word` stands for the style's text."""
        found, previous = first_names(node), self.previous
        self.previous = found
        if found is None or previous is None or not (word or self.text is not None):
            return node
        return _replace(node, found, previous, word or self.text or "", "complete-all" if word else self.rule)


def _replace(node: Node, found: FirstNames, previous: FirstNames, text: str, rule: str) -> Node:
    if rule in ("complete-all", "complete-each"):
        if found.whole != previous.whole:
            return node
        if rule == "complete-each":
            return _each(node, found.names, text)
        if not text:
            rest = without(node, found.group)
            return rest if rest is not None else node
        for extra in found.lists[1:]:
            trimmed = without(node, extra)
            node = trimmed if trimmed is not None else node
        return replaced(node, found.lists[0], Text(text, "name"))
    shown, before = found.shown, previous.shown
    same = 0
    while same < min(len(shown), len(before)) and shown[same] == before[same]:
        same += 1
    return _each(node, found.names[: min(same, 1) if rule == "partial-first" else same], text)


def _each(node: Node, names: list[Node], text: str) -> Node:
    for name in names:
        node = replaced(node, name, Group([Text(text)], variable="name"))
    return node
