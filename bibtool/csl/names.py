"""Names: one name in all its orders, and lists of names with "and" and "et al." (section "Names")."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from bibtool.csl.attributes import PLAIN_LOOK, Look, dress
from bibtool.csl.context import Context, NamesSeen, Position
from bibtool.csl.initials import initialize
from bibtool.csl.locale import Locale
from bibtool.csl.nameoptions import NameOptions
from bibtool.csl.person import Name, is_spaced
from bibtool.csl.richtext import is_rich, parse_rich
from bibtool.csl.tree import Group, Node, Text


class EtAl(Struct, frozen=True):
    """The `cs:et-al` element: which term, dressed how."""

    term: str = "et-al"
    look: Look = PLAIN_LOOK


# The last of a list that its source cuts short: "and others", as BibTeX and pandoc call them.
OTHERS = "others"


class NameList(Struct):
    """Renders the names of one variable: options for the area, and the words of the locale."""

    options: NameOptions
    et_al: EtAl
    locale: Locale
    quotes: str
    sorting: bool = False

    def render(self, names: list[Name], variable: str, ctx: Context, index: int) -> Node | None:
        """Render a list of names; None when the options leave none.  `index` counts names renderings in the cite."""
        options = self.options
        others = len(names) > 1 and names[-1].literal == OTHERS
        if others:
            names = names[:-1]
        minimum, first = options.et_al_min, options.et_al_use_first
        if ctx.cite.position is not Position.FIRST and ctx.area == "citation":
            minimum = options.et_al_subsequent_min if options.et_al_subsequent_min >= 0 else minimum
            first = options.et_al_subsequent_use_first if options.et_al_subsequent_use_first >= 0 else first
        total = len(names)
        shown = total
        truncated = minimum > 0 and first >= 0 and total >= minimum and first < total
        if truncated:
            shown = first
        disambiguation = ctx.disambiguation
        if disambiguation is not None:
            shown = max(shown, min(total, disambiguation.names.get(index, 0)))
            truncated = shown < total
        truncated = truncated or others
        if ctx.names_seen is not None:
            ctx.names_seen.append(
                NamesSeen(
                    total,
                    shown,
                    options.form == "short",
                    options.initialize_with is not None,
                    [n.identity for n in names],
                )
            )
        rendered = [self._one(name, place, index, ctx) for place, name in enumerate(names[:shown])]
        return self._join(rendered, names, truncated, variable, ctx, index)

    def _join(
        self, rendered: list[Node], names: list[Name], truncated: bool, variable: str, ctx: Context, index: int
    ) -> Node | None:
        options = self.options
        delimiter = options.delimiter
        count = len(rendered)
        children: list[Node]
        if not truncated:
            if count < 2 or not options.and_ or self.sorting:
                return Group(rendered, delimiter, variable=variable)
            inverted = self._inverted(names[count - 2], count - 2) and options.form != "short"
            before = _precedes(options.precedes_last, count > 2, inverted)
            word = "&" if options.and_ == "symbol" else self.locale.term("and") or "and"
            joint = self._and(delimiter, word, before)
            children = [Group(rendered[:-1], delimiter), Text(joint, "term"), rendered[-1]]
            return Group(children, variable=variable)
        if options.et_al_use_last and len(names) - count >= 2:
            last = self._one(names[-1], len(names) - 1, index, ctx)
            return Group([Group(rendered, delimiter), Text(f"{delimiter.rstrip(' ')} … "), last], variable=variable)
        term = "" if self.sorting else self.locale.term(self.et_al.term) or ""
        if not count or not term:
            return Group(rendered, delimiter, variable=variable) if rendered else None
        inverted = self._inverted(names[count - 1], count - 1) and options.form != "short"
        before = _precedes(options.precedes_et_al, count > 1, inverted)
        et_al = dress(Text(term, "et-al"), self.et_al.look, ctx)
        joint = delimiter if before else " " if is_spaced(term[0]) else ""
        return Group([Group(rendered, delimiter), Text(joint), et_al], variable=variable)

    def _and(self, delimiter: str, word: str, before: bool) -> str:
        """Return what joins the last two names; a word that brings its own space needs no other."""
        if word[-1:].isspace():
            return f"{delimiter}{word}" if before else word
        start = delimiter if before else " "
        return f"{start}{word} " if start.endswith((" ", "\u00a0")) else f"{start} {word} "

    def _inverted(self, name: Name, place: int) -> bool:
        if name.literal:
            return False
        order = self.options.sort_order
        return order == "all" or (order == "first" and place == 0) or self.sorting

    def _one(self, name: Name, place: int, index: int, ctx: Context) -> Node:
        options = self.options
        form, full = options.form, options.initialize_with is None
        level = 0 if form == "short" else 2 if full else 1
        levels = ctx.name_levels
        if levels is not None and not (levels.primary and place):
            level = max(level, levels.levels.get(name.identity, (0, 0))[full])
        if ctx.disambiguation is not None:
            level = max(level, ctx.disambiguation.givens.get((index, place), 0))
        if name.literal:
            node: Node = self._part(
                name.literal, Look(format=options.family.format, text_case=options.family.text_case), ctx
            )
        elif not name.is_roman:
            node = self._unspaced(name, level, ctx)
        else:
            node = self._spaced(name, level, self._inverted(name, place) or name.static, ctx)
        if not options.look.is_plain:
            look = options.look
            if look.text_case:
                # cs:name has no text-case; its parts have.
                look = replace(look, text_case="")
            if name.literal and (look.prefix or look.suffix):
                look = replace(look, prefix="", suffix="")
            node = dress(node, look, ctx)
        return Group([node], variable="name")

    def _part(self, value: str, look: Look, ctx: Context) -> Node:
        node: Node
        node = Group(parse_rich(value, quotes=self.quotes)) if is_rich(value) else Text(value)
        return node if look.is_plain else dress(node, look, ctx)

    def _unspaced(self, name: Name, level: int, ctx: Context) -> Node:
        family = self._part(name.family, self.options.family, ctx)
        if level == 0 or not name.given:
            return family
        return Group([family, self._part(name.given, self.options.given, ctx)])

    def _suffix(self, name: Name, ctx: Context) -> Node:
        """Return "Jr." and the like, without its period in styles whose initials have none."""
        mark = self.options.initialize_with
        value = name.suffix.replace(".", "") if mark is not None and "." not in mark else name.suffix
        return self._part(value, PLAIN_LOOK, ctx)

    def _given(self, name: Name, level: int) -> str:
        options = self.options
        if options.initialize_with is None or not name.given:
            return name.given
        if level >= 2 and options.initialize:
            return name.given
        return initialize(name.given, options.initialize_with, options.hyphen, not options.initialize)

    def _spaced(self, name: Name, level: int, inverted: bool, ctx: Context) -> Node:
        options = self.options
        if level == 0:
            if self.sorting and name.non_dropping and options.demote != "never":
                return Text(f"{name.family} {name.non_dropping}")
            if name.non_dropping and inverted and options.demote == "display-and-sort" and not self.sorting:
                own = self._part(name.family, options.family, ctx)
                return Group([own, self._part(name.non_dropping, options.family, ctx)], options.sort_separator)
            family = _joined(name.non_dropping, name.family)
            return self._part(family, options.family, ctx)
        given = self._given(name, level)
        if name.static:
            return self._sequence(
                [self._part(name.family, options.family, ctx), *self._maybe(given, options.given, ctx)]
            )
        suffix = [self._suffix(name, ctx)] if name.suffix else []
        if not inverted:
            return self._natural(name, given, ctx)
        demoted = options.demote == "display-and-sort" or (self.sorting and options.demote == "sort-only")
        family_value = name.family if demoted else _joined(name.non_dropping, name.family)
        family_node: Node
        if self.sorting and name.non_dropping and not demoted:
            particle = name.non_dropping.replace("'", "").replace("’", "")
            family_node = Text(f"{particle} {name.family}")
        elif name.non_dropping and not demoted and options.family.format is not None:
            inner = _bare(options.family)
            both = self._sequence([self._part(name.non_dropping, inner, ctx), self._part(name.family, inner, ctx)])
            family_node = Group([both], prefix=options.family.prefix, suffix=options.family.suffix)
        else:
            family_node = self._part(family_value, options.family, ctx)
        tail = self._tail(given, name.dropping, name.non_dropping if demoted else "", ctx)
        parts: list[Node] = [family_node]
        if tail is not None:
            parts.append(tail)
        parts.extend(suffix)
        return Group(parts, options.sort_separator)

    def _tail(self, given: str, dropping: str, non_dropping: str, ctx: Context) -> Node | None:
        """Given name and particles, after the family name and the separator."""
        options = self.options
        pieces: list[Node] = []
        look = options.given
        if given or dropping:
            inner = _bare(look)
            if given:
                pieces.append(self._part(given, inner, ctx))
            if dropping:
                pieces.append(self._part(dropping, inner, ctx))
        if non_dropping:
            pieces.append(self._part(non_dropping, _bare(options.family), ctx))
        if not pieces:
            return None
        node: Node = pieces[0] if len(pieces) == 1 else self._sequence(pieces)
        if look.prefix or look.suffix:
            node = Group([node], prefix=look.prefix, suffix=look.suffix)
        return node

    def _natural(self, name: Name, given: str, ctx: Context) -> Node:
        options = self.options
        family_look = options.family
        inner = _bare(family_look)
        family: list[Node] = []
        if name.dropping:
            family.append(self._part(name.dropping.lstrip(", "), _bare(options.given), ctx))
        if name.non_dropping and inner.format is not None:
            family.append(self._part(name.non_dropping, inner, ctx))
            family.append(self._part(name.family, inner, ctx))
        else:
            family.append(self._part(_joined(name.non_dropping, name.family), inner, ctx))
        block: Node = self._sequence(family) if len(family) > 1 else family[0]
        if family_look.prefix or family_look.suffix:
            if name.suffix:
                block = Group([block, self._suffix(name, ctx)], ", " if name.comma_suffix else " ")
            block = Group([block], prefix=family_look.prefix, suffix=family_look.suffix)
        parts: list[Node] = [*self._maybe(given, options.given, ctx), block]
        if len(parts) > 1 and name.dropping.startswith(","):
            parts = [Group([parts[0], Text(", ")]), *parts[1:]]
            joined: Node = Group(parts)
        elif len(parts) > 1 and given.endswith(("\u00a0", "-")):
            joined = Group(parts)
        else:
            joined = self._sequence(parts)
        if name.suffix and not (family_look.prefix or family_look.suffix):
            return Group([joined, self._suffix(name, ctx)], ", " if name.comma_suffix else " ")
        return joined

    def _maybe(self, value: str, look: Look, ctx: Context) -> list[Node]:
        return [self._part(value, look, ctx)] if value else []

    def _sequence(self, parts: list[Node]) -> Node:
        """Join parts with spaces, but none after an apostrophe or a hyphen: "d'Aubignac", "al-One"."""
        if len(parts) == 1:
            return parts[0]
        children: list[Node] = []
        for place, part in enumerate(parts):
            if place and not _tight(children[-1]):
                children.append(Text(" "))
            children.append(part)
        return Group(children)


def _tight(node: Node) -> bool:
    while not isinstance(node, Text):
        if not node.children or (isinstance(node, Group) and node.suffix):
            return False
        node = node.children[-1]
    return node.value.endswith(("'", "’", "-", " ", "\u00a0")) and not node.value.endswith("\u00a0")


def _bare(look: Look) -> Look:
    """The look without affixes, which stand around more than one part of a name."""
    return replace(look, prefix="", suffix="") if look.prefix or look.suffix else look


def _joined(particle: str, family: str) -> str:
    if not particle:
        return family
    if particle.endswith(("'", "’", "-", "ʼ", " ")):
        return particle + family
    return f"{particle} {family}"


def _precedes(rule: str, several: bool, inverted: bool) -> bool:
    if rule == "always":
        return True
    if rule == "never":
        return False
    if rule == "after-inverted-name":
        return inverted
    return several
