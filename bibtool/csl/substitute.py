"""Subsequent-author-substitute: names that repeat those of the entry above (section "Reference Grouping")."""

from __future__ import annotations

from dataclasses import dataclass

from bibtool.csl.tree import Group, Link, Node, Quoted, Text, find, plain, replaced, without
from bibtool.csl.variables import NAME_VARIABLES


@dataclass(slots=True)
class FirstNames:
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


def substitute(nodes: list[Node], text: str | None, rule: str, words: list[str] | None = None) -> list[Node]:
    """Replace the names of each entry that repeat those of the entry before, by the rule of the style.

    `words`, one an entry, stand for the style's text where they are not empty.
    """
    out: list[Node] = []
    previous: FirstNames | None = None
    for place, node in enumerate(nodes):
        found = first_names(node)
        new: Node = node
        word = words[place] if words is not None else ""
        if found is not None and previous is not None and (word or text is not None):
            new = _replace(node, found, previous, word or text or "", "complete-all" if word else rule)
        out.append(new)
        previous = found
    return out


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
