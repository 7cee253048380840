"""Grouping and collapsing of the cites of one citation (section "Cite Collapsing")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bibtool.csl.context import Cite
from bibtool.csl.tree import Group, Node, Text, find, plain, without


class CollapseRules(Struct, frozen=True):
    """The options of `cs:citation`, with their defaults filled in."""

    collapse: str
    delimiter: str
    group_delimiter: str | None
    suffix_delimiter: str
    after_delimiter: str | None
    in_text: bool = True
    sorted: bool = False

    @property
    def groups(self) -> bool:
        """Tell whether cites of the same names come together."""
        return self.group_delimiter is not None or self.collapse.startswith("year")


class Rendered(Struct):
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
    if not rules.groups or not rules.sorted:
        return rendered
    groups: dict[object, list[Rendered]] = {}
    for entry in rendered:
        groups.setdefault(entry.names, []).append(entry)
    return [entry for group in groups.values() for entry in group]


class _Piece(Struct):
    """Something to print, and the cites at its ends: their affixes decide about delimiters."""

    node: Node
    first: Cite
    last: Cite


def join(rendered: list[Rendered], rules: CollapseRules, affixed: Sequence[Node]) -> list[Node]:
    """Join the cites of a citation, `affixed` being their trees with the author's affixes; return what to print."""
    pieces: list[_Piece] = []
    delimiters: list[str] = []
    if rules.collapse == "citation-number":
        _numbers(rendered, rules, affixed, pieces, delimiters)
    elif rules.groups:
        _by_names(rendered, rules, affixed, pieces, delimiters)
    else:
        pieces = [_Piece(node, r.cite, r.cite) for node, r in zip(affixed, rendered, strict=True)]
        delimiters = [rules.delimiter] * (len(pieces) - 1)
    return _interleave(pieces, delimiters)


def _interleave(pieces: list[_Piece], delimiters: list[str]) -> list[Node]:
    out: list[Node] = []
    for place, piece in enumerate(pieces):
        if place:
            delimiter = _delimiter(pieces[place - 1].last, piece.first, delimiters[place - 1])
            if delimiter:
                out.append(Group([Text("")], suffix=delimiter))
        out.append(piece.node)
    return out


def _delimiter(before: Cite, after: Cite, delimiter: str) -> str:
    """An author's own punctuation between two cites takes the place of the delimiter."""
    if after.joint is not None:
        return after.joint
    if after.prefix.lstrip()[:1] in (",", ";", ":", ".", "!", "?") and after.prefix.strip():
        return ""
    if before.suffix.rstrip()[-1:] in (",", ";", ":", ".", "!", "?") and before.suffix.strip():
        return " " if delimiter else ""
    if before.suffix.rstrip()[-1:] in ("(", "["):
        return ""
    return delimiter


def _numbers(
    rendered: list[Rendered],
    rules: CollapseRules,
    affixed: Sequence[Node],
    pieces: list[_Piece],
    delimiters: list[str],
) -> None:
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
        first, last = rendered[place].cite, rendered[end].cite
        if pieces:
            delimiters.append(after)
        if end - place >= 2:
            pieces.append(_Piece(Group([affixed[place], Text("–"), affixed[end]]), first, last))
            after = rules.delimiter if rules.after_delimiter is None else rules.after_delimiter
        else:
            pieces.append(_Piece(affixed[place], first, first))
            for extra in range(place + 1, end + 1):
                delimiters.append(rules.delimiter)
                pieces.append(_Piece(affixed[extra], rendered[extra].cite, rendered[extra].cite))
            after = rules.delimiter
        place = end + 1


def _by_names(
    rendered: list[Rendered],
    rules: CollapseRules,
    affixed: Sequence[Node],
    pieces: list[_Piece],
    delimiters: list[str],
) -> None:
    after = rules.delimiter
    place = 0
    while place < len(rendered):
        end = place
        while end + 1 < len(rendered) and rendered[end + 1].names == rendered[place].names:
            end += 1
        group, inner = _group(list(range(place, end + 1)), rendered, rules, affixed)
        if pieces:
            delimiters.append(after)
        pieces.extend(group)
        delimiters.extend(inner)
        drawn = len(group) < end + 1 - place or len(group) > 1
        after = _after(rules, drawn and bool(rules.collapse), rendered[end].cite)
        place = end + 1


def _after(rules: CollapseRules, drawn: bool, last: Cite) -> str:
    """Return what follows a group: `after-collapse-delimiter` where cites were drawn together or a locator stands.

    Under collapse="year" it parts all groups (suite: collapse_ChicagoAfterCollapse), under "year-suffix" only those
    (collapse_TrailingDelimiter).
    """
    if rules.after_delimiter is None:
        return rules.delimiter
    if drawn or last.locator or rules.collapse not in ("", "year-suffix"):
        return rules.after_delimiter
    return rules.delimiter


def _group(
    numbers: list[int], rendered: list[Rendered], rules: CollapseRules, affixed: Sequence[Node]
) -> tuple[list[_Piece], list[str]]:
    """Return the cites of one group, the names of all but the first left out where the style collapses."""
    delimiter = rules.group_delimiter
    if delimiter is None:
        delimiter = ", " if rules.in_text else rules.delimiter
    first = numbers[0]
    pieces = [_Piece(affixed[first], rendered[first].cite, rendered[first].cite)]
    kept = [rendered[first]]
    delimiters: list[str] = []
    collapsed = False
    for number in numbers[1:]:
        entry = rendered[number]
        node = affixed[number]
        if rules.collapse.startswith("year") and not entry.cite.prefix:
            names = find(node, "names")
            rest = without(node, names) if names is not None else node
            collapsed = True
            if rest is None:
                continue
            node = rest
        delimiters.append(_within(rules, kept[-1].cite, delimiter))
        pieces.append(_Piece(node, entry.cite, entry.cite))
        kept.append(entry)
    if collapsed and rules.collapse.startswith("year-suffix"):
        return _suffixes(kept, pieces, delimiters, rules)
    return pieces, delimiters


def _within(rules: CollapseRules, before: Cite, delimiter: str) -> str:
    """What stands between two cites of one group: behind a locator, or words of the author, a comma would not part them
    ("Komar 2022a, 43; 2022b": The Chicago Manual of Style, 17th ed., 15.30)."""
    if before.locator and rules.after_delimiter is not None:
        return rules.after_delimiter
    if (before.locator or before.suffix.strip()) and delimiter.lstrip().startswith(","):
        return rules.delimiter
    return delimiter


def _suffixes(
    group: list[Rendered], pieces: list[_Piece], delimiters: list[str], rules: CollapseRules
) -> tuple[list[_Piece], list[str]]:
    """Reduce cites of one year to their suffixes, runs of three or more to a range where the style has it so."""
    out: list[_Piece] = []
    between: list[str] = []
    place = 0
    while place < len(group):
        end = place
        while end + 1 < len(group) and _same_year(group[end], group[end + 1]):
            end += 1
        if place:
            between.append(delimiters[place - 1])
        for start, stop in _runs(group, place, end, rules.collapse == "year-suffix-ranged"):
            node = pieces[start].node if start == place else _suffix_only(pieces[start].node)
            if start > place:
                between.append(rules.suffix_delimiter)
            if stop > start:
                node = Group([node, Text("–"), _suffix_only(pieces[stop].node)])
            out.append(_Piece(node, pieces[start].first, pieces[stop].last))
        place = end + 1
    return out, between


def _runs(group: list[Rendered], start: int, end: int, ranged: bool) -> list[tuple[int, int]]:
    """Split places into runs of consecutive suffixes; runs of two are no range."""
    runs: list[tuple[int, int]] = []
    place = start
    while place <= end:
        last = place
        while ranged and last < end and group[last + 1].suffix == group[last].suffix + 1:
            last += 1
        if last - place >= 2:
            runs.append((place, last))
        else:
            runs.extend((n, n) for n in range(place, last + 1))
        place = last + 1
    return runs


def _same_year(one: Rendered, other: Rendered) -> bool:
    if not (one.suffix and other.suffix) or not (one.bare and other.bare):
        return False
    return _years(one.node) == _years(other.node)


def _years(node: Node) -> str:
    suffix = find(node, "year-suffix")
    rest = without(node, suffix) if suffix is not None else node
    return plain(rest)


def _suffix_only(node: Node) -> Node:
    found = find(node, "year-suffix")
    return node if found is None else found
