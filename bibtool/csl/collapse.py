"""Grouping and collapsing of the cites of one citation (section "Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bibtool.csl.context import Cite
from bibtool.csl.tree import Group, Node, Text, find, plain, without


@dataclass(frozen=True, slots=True)
class CollapseRules:
    """The options of `cs:citation`, with their defaults filled in."""

    collapse: str
    delimiter: str
    group_delimiter: str | None
    suffix_delimiter: str
    after_delimiter: str

    @property
    def groups(self) -> bool:
        """Tell whether cites of the same names come together."""
        return self.group_delimiter is not None or self.collapse.startswith("year")


@dataclass(slots=True)
class Rendered:
    """A cite and its tree, the names it starts with, and its number."""

    cite: Cite
    node: Node
    names: str
    number: int
    suffix: int

    @property
    def bare(self) -> bool:
        """Tell whether nothing but the item itself is printed: such cites may be drawn together."""
        return not (self.cite.locator or self.cite.prefix or self.cite.suffix)


def names_text(node: Node) -> str:
    """Return the text of the first names of a cite."""
    found = find(node, "names")
    return plain(found) if found is not None else ""


def arrange(rendered: list[Rendered], rules: CollapseRules) -> list[Rendered]:
    """Bring cites of the same names together, at the place of the first."""
    if not rules.groups:
        return rendered
    groups: dict[object, list[Rendered]] = {}
    for place, entry in enumerate(rendered):
        groups.setdefault(entry.names or place, []).append(entry)
    return [entry for group in groups.values() for entry in group]


def join(rendered: list[Rendered], rules: CollapseRules, affixed: Sequence[Node]) -> list[Node]:
    """Join the cites of a citation, `affixed` being their trees with the author's affixes; return what to print."""
    if rules.collapse == "citation-number":
        return _numbers(rendered, rules, affixed)
    if not rules.groups:
        return _interleave(list(affixed), [rules.delimiter] * (len(affixed) - 1))
    return _by_names(rendered, rules, affixed)


def _interleave(nodes: list[Node], delimiters: list[str]) -> list[Node]:
    out: list[Node] = []
    for place, node in enumerate(nodes):
        if place and delimiters[place - 1]:
            out.append(Group([Text("")], suffix=delimiters[place - 1]))
        out.append(node)
    return out


def _numbers(rendered: list[Rendered], rules: CollapseRules, affixed: Sequence[Node]) -> list[Node]:
    nodes: list[Node] = []
    delimiters: list[str] = []
    after = rules.delimiter
    place = 0
    while place < len(rendered):
        end = place
        while (
            end + 1 < len(rendered)
            and rendered[end].bare
            and rendered[end + 1].bare
            and rendered[end + 1].number == rendered[end].number + 1
        ):
            end += 1
        if nodes:
            delimiters.append(after)
        if end - place >= 2:
            nodes.append(Group([affixed[place], Text("–"), affixed[end]]))
            after = rules.after_delimiter
        else:
            nodes.append(affixed[place])
            for extra in range(place + 1, end + 1):
                delimiters.append(rules.delimiter)
                nodes.append(affixed[extra])
            after = rules.delimiter
        place = end + 1
    return _interleave(nodes, delimiters)


def _by_names(rendered: list[Rendered], rules: CollapseRules, affixed: Sequence[Node]) -> list[Node]:
    group_delimiter = rules.group_delimiter if rules.group_delimiter is not None else rules.delimiter
    nodes: list[Node] = []
    delimiters: list[str] = []
    after = rules.delimiter
    place = 0
    while place < len(rendered):
        end = place
        while end + 1 < len(rendered) and rendered[place].names and rendered[end + 1].names == rendered[place].names:
            end += 1
        group = list(range(place, end + 1))
        collapsed = False
        trees: list[Node] = [affixed[place]]
        inner: list[str] = []
        for number in group[1:]:
            node = affixed[number]
            if rules.collapse.startswith("year") and not rendered[number].cite.prefix:
                names = find(node, "names")
                rest = without(node, names) if names is not None else node
                collapsed = True
                if rest is None:
                    continue
                node = rest
            trees.append(node)
            inner.append(group_delimiter)
        if collapsed and rules.collapse.startswith("year-suffix"):
            trees, inner = _suffixes([rendered[n] for n in group], trees, inner, rules)
        if nodes:
            delimiters.append(after)
        nodes.extend(trees)
        delimiters.extend(inner)
        after = rules.after_delimiter if collapsed else rules.delimiter
        place = end + 1
    return _interleave(nodes, delimiters)


def _suffixes(
    group: list[Rendered], trees: list[Node], delimiters: list[str], rules: CollapseRules
) -> tuple[list[Node], list[str]]:
    """Reduce cites of one year to their suffixes, runs of three or more to a range where the style has it so."""
    out = [trees[0]]
    between: list[str] = []
    place = 0
    while place < len(group):
        end = place
        while end + 1 < len(group) and _same_year(group[end], group[end + 1]):
            end += 1
        if place:
            between.append(delimiters[place - 1])
            out.append(trees[place])
        if end > place:
            _runs(group, trees, place, end, rules, out, between)
        place = end + 1
    return out, between


def _runs(
    group: list[Rendered],
    trees: list[Node],
    start: int,
    end: int,
    rules: CollapseRules,
    out: list[Node],
    between: list[str],
) -> None:
    place = start + 1
    ranged = rules.collapse == "year-suffix-ranged"
    run = start
    while place <= end:
        last = place
        if ranged:
            while last + 1 <= end and group[last + 1].suffix == group[last].suffix + 1:
                last += 1
            if group[place].suffix == group[run].suffix + 1 and last > place:
                out.append(_suffix_only(trees[last]))
                between.append("–")
                run = place = last + 1
                if place <= end:
                    out.append(_suffix_only(trees[place]))
                    between.append(rules.suffix_delimiter)
                    run, place = place, place + 1
                continue
        out.append(_suffix_only(trees[place]))
        between.append(rules.suffix_delimiter)
        run = place
        place += 1


def _same_year(one: Rendered, other: Rendered) -> bool:
    if not (one.suffix and other.suffix) or one.cite.locator or other.cite.locator or not (one.bare and other.bare):
        return False
    return _years(one.node) == _years(other.node)


def _years(node: Node) -> str:
    suffix = find(node, "year-suffix")
    rest = without(node, suffix) if suffix is not None else node
    return plain(rest)


def _suffix_only(node: Node) -> Node:
    found = find(node, "year-suffix")
    return node if found is None else found
