"""The processor: a style, a locale and items in; citations and a bibliography out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from bibtool.csl.collapse import CollapseRules, Rendered, arrange, join, names_text
from bibtool.csl.collation import Collator, DefaultCollator
from bibtool.csl.compile import Area, Layout, compile_area, render_all
from bibtool.csl.context import Cite, Context, Disambiguation, NameLevels, NamesSeen, Position
from bibtool.csl.disambiguate import Rules, name_levels, settle
from bibtool.csl.findings import Finding, Kind
from bibtool.csl.item import Item, read_items
from bibtool.csl.locale import NS, Locale, resolve_locale
from bibtool.csl.output import write
from bibtool.csl.positions import Citation, set_positions
from bibtool.csl.punctuation import flatten
from bibtool.csl.richtext import parse_rich
from bibtool.csl.sort import key_values, sort_by_keys
from bibtool.csl.style import Style
from bibtool.csl.substitute import substitute
from bibtool.csl.tree import Group, Node, Text, is_empty, plain

# What the suite wants to see where a style prints nothing for an item (sort_OmittedBibRefMixedNumericStyle).
NO_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
_STOP = re.compile(r"[.!?][\"'”’»)\]]*\Z")


@dataclass(slots=True)
class Entry:
    """One entry of a bibliography: the item's id and its tree."""

    id: str
    node: Node


@dataclass(slots=True)
class Registry:
    """Which items are in play, in which order, and what was settled for each."""

    ids: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    settled: dict[str, Disambiguation] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    levels: NameLevels | None = None


class Processor:
    """Renders citations and bibliographies.

    `items` are CSL-JSON dictionaries.  `locale` is a language tag; without one the style's own default counts, then
    en-US.  Nothing in an item raises: what was wrong is in `findings`.
    """

    def __init__(
        self,
        style: Style,
        items: Iterable[object],
        *,
        locale: str | None = None,
        collator: Collator | None = None,
    ) -> None:
        self.style = style
        self.items, self.findings = read_items(items)
        self.collator: Collator = collator or DefaultCollator()
        tag = locale or style.default_locale or "en-US"
        self.locale: Locale = resolve_locale(tag, style.locales)
        if not self.locale.found:
            self.findings.append(Finding(Kind.UNKNOWN_LOCALE, "", "", f"there is no locale {tag!r}; en-US is used"))
        self.citation: Area | None = compile_area(style, self.locale, "citation")
        self.bibliography_area: Area | None = compile_area(style, self.locale, "bibliography")
        self.rules = _rules(self.citation)
        self.collapse_rules = _collapse_rules(self.citation, style.in_text)
        cited = style.root.find(NS + "citation")
        self.numbered = cited is not None and any(
            e.get("variable") == "citation-number" for e in cited.iter(NS + "text", NS + "number")
        )
        self.registry = Registry()

    def register(self, ids: Iterable[str]) -> None:
        """Put items in play, in order: sort, number and disambiguate them."""
        known = [i for i in dict.fromkeys(ids) if i in self.items]
        registry = self.registry = Registry(ids=known)
        registry.numbers = {i: n for n, i in enumerate(known, start=1)}
        area = self.bibliography_area
        registry.order = self._sorted(known, area) if area is not None else known
        registry.numbers = {i: n for n, i in enumerate(registry.order, start=1)}
        if self.citation is not None and self.rules.any:
            self._disambiguate(registry)

    def _disambiguate(self, registry: Registry) -> None:
        rules = self.rules
        if rules.add_given and rules.given_rule != "by-cite":
            seen = [self._probe(i, None)[1] for i in registry.ids]
            initials = next((n.mark for names in seen for n in names if n.mark is not None), None)
            registry.levels = name_levels([n.keys for names in seen for n in names], rules.given_rule, initials)
        registry.settled = settle(registry.order, self._probe, rules)

    def _probe(self, identity: str, config: Disambiguation | None) -> tuple[str, list[NamesSeen]]:
        """Render an item as a later cite would show it; return its text and the names that it had."""
        cite = Cite(identity, position=Position.SUBSEQUENT, near_note=True)
        ctx = self.context(identity, cite, "citation")
        ctx.disambiguation = config
        ctx.looking = True
        seen: list[NamesSeen] = []
        ctx.names_seen = seen
        area = self.citation
        assert area is not None
        layout = self._layout(area, ctx.item)
        return "".join([plain(child(ctx)) for child in layout.children]), seen

    def _sorted(self, ids: list[str], area: Area) -> list[str]:
        if not area.keys:
            return ids
        rows = []
        for place, identity in enumerate(ids):
            values = key_values(
                area.keys,
                partial(self.context, identity, Cite(identity), "bibliography"),
                self.collator,
                self.locale.lang,
            )
            rows.append((values, place))
        return [ids[place] for place in sort_by_keys(rows, [k.descending for k in area.keys])]

    def context(self, identity: str, cite: Cite, area: str) -> Context:
        """Return a fresh context for an item."""
        item = self.items[identity]
        ctx = Context(item, cite, area)
        ctx.number = self.registry.numbers.get(identity, 0)
        ctx.disambiguation = self.registry.settled.get(identity)
        ctx.name_levels = self.registry.levels
        ctx.language = _language(item, self.locale)
        return ctx

    def _layout(self, area: Area, item: Item) -> Layout:
        for layout in area.layouts:
            if any(item.language.lower().startswith(code.lower()) for code in layout.languages):
                return layout
        return next((layout for layout in area.layouts if not layout.languages), area.layouts[-1])

    def render_cite(self, cite: Cite, capitalize: bool = True) -> Node | None:
        """Render one cite, without the affixes of the layout and those typed by the author."""
        area = self.citation
        if area is None or cite.id not in self.items:
            return None
        layout = self._layout(area, self.items[cite.id])
        ctx = self.context(cite.id, cite, "citation")
        ctx.capitalize = capitalize and not self.style.in_text
        nodes = render_all(layout.children, ctx)
        return Group(nodes) if nodes else None

    def document(self, citations: Sequence[tuple[Sequence[Cite], int]], to: str = "html") -> list[str]:
        """Render all citations of a document at once: (cites, number of their note or 0), in order of appearance.

        Items come into play in the order in which they are cited; positions (ibid and so on) are found.
        """
        self.register(cite.id for cites, _ in citations for cite in cites)
        placed = [Citation([c for c in cites if c.id in self.items], note) for cites, note in citations]
        area = self.citation
        if area is None:
            return [""] * len(placed)
        for citation in placed:
            citation.cites = self._sort_cites(citation.cites, area)
        distance = area.attributes.get("near-note-distance", "")
        set_positions(placed, int(distance) if distance.isdigit() else 5)
        return [self.cluster(citation.cites, to) for citation in placed]

    def cluster(self, cites: Sequence[Cite], to: str = "html") -> str:
        """Render the cites of one citation as one string."""
        area = self.citation
        if area is None:
            return ""
        rendered: list[Rendered] = []
        for cite in self._sort_cites([c for c in cites if c.id in self.items], area):
            node = self.render_cite(cite, _starts_sentence(cite, first=not rendered))
            if node is not None:
                settled = self.registry.settled.get(cite.id)
                number = self.registry.numbers.get(cite.id, 0)
                suffix = settled.year_suffix if settled is not None else 0
                rendered.append(Rendered(cite, node, names_text(node), number, suffix))
        if not cites:
            return ""
        if all(is_empty(r.node) for r in rendered):
            nodes: list[Node] = [Text(NO_FORM)]
        else:
            rendered = arrange(rendered, self.collapse_rules)
            nodes = join(rendered, self.collapse_rules, [self._with_affixes(r.node, r.cite) for r in rendered])
        look = area.layouts[-1].look
        tree = Group(nodes, "", look.prefix, look.suffix, look.format, layout=True)
        return write(flatten(tree, self.locale, nested=True), to)

    def _sort_cites(self, cites: Sequence[Cite], area: Area) -> list[Cite]:
        if not area.keys or len(cites) < 2:
            return list(cites)
        rows = []
        for place, cite in enumerate(cites):
            values = key_values(
                area.keys, partial(self.context, cite.id, cite, "citation"), self.collator, self.locale.lang
            )
            rows.append((values, place))
        return [cites[place] for place in sort_by_keys(rows, [k.descending for k in area.keys])]

    def _with_affixes(self, node: Node, cite: Cite) -> Node:
        if not cite.prefix and not cite.suffix:
            return node
        children: list[Node] = []
        if cite.prefix:
            children.extend(parse_rich(cite.prefix))
        children.append(node)
        if cite.suffix:
            children.extend(parse_rich(cite.suffix))
        return Group(children)

    def entries(self) -> list[Entry]:
        """Render the bibliography as trees."""
        area = self.bibliography_area
        if area is None:
            return []
        align = area.attributes.get("second-field-align") or ""
        out: list[Entry] = []
        for identity in self.registry.order:
            item = self.items[identity]
            layout = self._layout(area, item)
            ctx = self.context(identity, Cite(identity), "bibliography")
            nodes = render_all(layout.children, ctx)
            if not nodes:
                if not self.numbered:
                    continue
                # The number was cited, so that the entry cannot be left out.
                nodes = [Text(f"{ctx.number}. {NO_FORM}")]
            if align and len(nodes) > 1:
                nodes = [Group(nodes[:1], display="left-margin"), Group(nodes[1:], display="right-inline")]
            look = layout.look
            out.append(Entry(identity, Group(nodes, "", look.prefix, look.suffix, look.format, layout=True)))
        text = area.attributes.get("subsequent-author-substitute")
        if text is not None and out:
            rule = area.attributes.get("subsequent-author-substitute-rule") or "complete-all"
            nodes = substitute([entry.node for entry in out], text, rule)
            out = [Entry(entry.id, node) for entry, node in zip(out, nodes, strict=True)]
        return out

    def bibliography(self, to: str = "html") -> list[str]:
        """Render the bibliography, one string an entry."""
        return [write(flatten(entry.node, self.locale), to) for entry in self.entries()]


def _starts_sentence(cite: Cite, first: bool) -> bool:
    """Tell whether the cite's own text begins a sentence: after nothing, or after a prefix of words and a stop."""
    prefix = cite.prefix.strip()
    if not prefix:
        return first
    return _STOP.search(prefix) is not None and " " in prefix


def _rules(area: Area | None) -> Rules:
    """Read the disambiguation options of `cs:citation`."""
    if area is None:
        return Rules()
    attributes = area.attributes
    return Rules(
        attributes.get("disambiguate-add-names") == "true",
        attributes.get("disambiguate-add-givenname") == "true",
        attributes.get("givenname-disambiguation-rule") or "by-cite",
        min(area.disambiguation_tests, 8),
        attributes.get("disambiguate-add-year-suffix") == "true",
    )


def _collapse_rules(area: Area | None, in_text: bool) -> CollapseRules:
    """Read the collapsing options of `cs:citation`."""
    if area is None:
        return CollapseRules("", "", None, "", None)
    attributes = area.attributes
    delimiter = area.layouts[-1].delimiter
    return CollapseRules(
        attributes.get("collapse") or "",
        delimiter,
        attributes.get("cite-group-delimiter"),
        attributes.get("year-suffix-delimiter", attributes.get("cite-group-delimiter", delimiter)),
        attributes.get("after-collapse-delimiter"),
        in_text,
        bool(area.keys),
    )


def _language(item: Item, locale: Locale) -> str:
    """Return the language whose rules of letter case an item follows: its own, or the locale's."""
    own = item.language.strip().lower()
    if own:
        return own.replace("_", "-")
    return locale.lang.lower()
