"""Subsequent-author-substitute: names that repeat those of the entry above (section "Reference Grouping")."""

from __future__ import annotations

from bibtool.csl.tree import Group, Link, Node, Quoted, Text, find, plain, replaced


def _names_of(node: Node) -> list[Group]:
    """Return the single names of a names rendering, in order."""
    out: list[Group] = []
    if isinstance(node, Group) and node.variable == "name":
        return [node]
    if isinstance(node, Group | Quoted | Link):
        for child in node.children:
            out.extend(_names_of(child))
    return out


def substitute(nodes: list[Node], text: str, rule: str) -> list[Node]:
    """Replace the names of each entry that repeat those of the entry before, by the rule of the style."""
    out: list[Node] = []
    previous: list[str] | None = None
    previous_whole = ""
    for node in nodes:
        found = find(node, "names")
        if not isinstance(found, Group):
            previous, previous_whole = None, ""
            out.append(node)
            continue
        names = _names_of(found)
        shown = [plain(n) for n in names]
        whole = plain(found)
        new = node
        if rule in ("complete-all", "complete-each"):
            if shown and whole == previous_whole:
                new = _complete(node, found, names, text, rule)
        elif previous:
            same = 0
            while same < min(len(shown), len(previous)) and shown[same] == previous[same]:
                same += 1
            if rule == "partial-first":
                same = min(same, 1)
            for name in names[:same]:
                new = replaced(new, name, Group([Text(text)], variable="name"))
        out.append(new)
        previous, previous_whole = shown, whole
    return out


def _complete(node: Node, found: Group, names: list[Group], text: str, rule: str) -> Node:
    if rule == "complete-each":
        for name in names:
            node = replaced(node, name, Group([Text(text)], variable="name"))
        return node
    children: list[Node] = []
    for child in found.children:
        label = find(child, "label") if isinstance(child, Group) and not child.variable else None
        if not children:
            kept = Text(text, "name")
            if label is not None and isinstance(child, Group) and child.children[-1] is not names[-1]:
                children.append(Group([kept, child.children[-1]]) if _is_label(child.children[-1]) else kept)
            else:
                children.append(kept)
    made = Group(children, found.delimiter, found.prefix, found.suffix, found.format, found.variable, found.display)
    return replaced(node, found, made)


def _is_label(node: Node) -> bool:
    return find(node, "label") is not None and find(node, "name") is None
