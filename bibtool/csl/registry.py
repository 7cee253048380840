"""Which items are in play, and what the processor settled for each: order, number, disambiguation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct, field

from bibtool.csl.collation import Collator
from bibtool.csl.compile import Area
from bibtool.csl.context import Cite, Context, Disambiguation, NameLevels, NamesSeen, Position
from bibtool.csl.disambiguate import Rules, name_levels, settle
from bibtool.csl.item import Item
from bibtool.csl.localized import Sheets
from bibtool.csl.sort import key_values, sort_by_keys
from bibtool.csl.tree import plain


class Registry(Struct):
    """The items in play, in the order in which they came and in that of the bibliography."""

    items: dict[str, Item]
    sheets: Sheets
    collator: Collator
    own_language: bool = False
    sort_as: Mapping[str, Item] = field(default_factory=dict)  # items whose values are sorted by, where not their own
    rank: Callable[[str], Any] | None = None  # by id: entries of a lower rank come first, whatever the style sorts by
    ids: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    settled: dict[str, Disambiguation] = field(default_factory=dict)
    levels: NameLevels | None = None

    def fill(self, ids: Sequence[str], rules: Rules) -> None:
        """Put items in play: sort, number and disambiguate them."""
        self.ids = [i for i in dict.fromkeys(ids) if i in self.items]
        self.settled = {}
        self.levels = None
        self.numbers = {i: n for n, i in enumerate(self.ids, start=1)}
        area = self.sheets.main.bibliography
        cites = [Cite(i) for i in self.ids]
        self.order = [c.id for c in self.sort(cites, area, "bibliography")] if area is not None else self.ids
        if self.rank is not None:
            self.order = sorted(self.order, key=self.rank)
        self.numbers = {i: n for n, i in enumerate(self.order, start=1)}
        if self.sheets.main.citation is not None and rules.any:
            self._disambiguate(rules)

    def _disambiguate(self, rules: Rules) -> None:
        if rules.add_given and rules.given_rule != "by-cite":
            seen = [self._probe(i, None)[1] for i in self.ids]
            self.levels = name_levels([n.keys for names in seen for n in names], rules.given_rule)
        self.settled = settle(self.order, self._probe, rules)

    def _probe(self, identity: str, config: Disambiguation | None) -> tuple[str, list[NamesSeen]]:
        """Render an item as a later cite would show it; return its text and the names that it had."""
        ctx = self.context(Cite(identity, position=Position.SUBSEQUENT, near_note=True), "citation")
        ctx.disambiguation = config
        ctx.looking = True
        seen: list[NamesSeen] = []
        ctx.names_seen = seen
        _, layout = self.sheets.choose(ctx.item, "citation", self.own_language)
        children = layout.children if layout is not None else []
        return "".join([plain(child(ctx)) for child in children]), seen

    def sort(self, cites: Sequence[Cite], area: Area, name: str) -> list[Cite]:
        """Sort cites by the keys of an area; an area without keys leaves them as they are."""
        if not area.keys or len(cites) < 2:
            return list(cites)
        language = self.sheets.main.locale.lang
        rows = [
            (key_values(area.keys, partial(self.context, cite, name, self.sort_as), self.collator, language), place)
            for place, cite in enumerate(cites)
        ]
        return [cites[place] for place in sort_by_keys(rows, [k.descending for k in area.keys])]

    def context(self, cite: Cite, area: str, instead: Mapping[str, Item] | None = None) -> Context:
        """Return a fresh context for a cite or an entry; items of `instead` stand for those of the same id."""
        item = (instead.get(cite.id) if instead else None) or self.items[cite.id]
        ctx = Context(item, cite, area)
        ctx.number = self.numbers.get(cite.id, 0)
        ctx.disambiguation = self.settled.get(cite.id)
        ctx.name_levels = self.levels
        # Letter case follows the item's own language, or that of the locale.
        ctx.language = item.language.strip().lower().replace("_", "-") or self.sheets.main.locale.lang.lower()
        return ctx
