"""The processor: a style, a locale and items in; citations and a bibliography out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from bibtool.csl.collapse import Rendered, arrange, join, names_text
from bibtool.csl.collation import Collator, DefaultCollator
from bibtool.csl.compile import Area, Layout, render_all
from bibtool.csl.context import Cite, Context, Position
from bibtool.csl.findings import Finding, Kind
from bibtool.csl.idem import GenderOf, idem_word, own_gender, with_idem
from bibtool.csl.item import read_items, show_cut
from bibtool.csl.locale import NS, Locale
from bibtool.csl.localized import Sheet, sheets_of
from bibtool.csl.options import Header, collapse_rules, disambiguation_rules, header, near_note_distance
from bibtool.csl.output import write
from bibtool.csl.positions import Citation, set_positions
from bibtool.csl.punctuation import flatten
from bibtool.csl.registry import Registry
from bibtool.csl.repeated import locator_once
from bibtool.csl.richtext import parse_rich
from bibtool.csl.second_script import beside
from bibtool.csl.style import Style
from bibtool.csl.substitute import Substitution
from bibtool.csl.tree import Group, Link, Mark, Node, Run, Scope, Text, find, is_empty, without

# What the suite wants to see where a style prints nothing for an item (sort_OmittedBibRefMixedNumericStyle).
NO_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
_STOP = re.compile(r"[.!?][\"'”’»)\]]*\Z")

CiteLike = Cite | Mapping[str, object] | str


class Entry(Struct):
    """One entry of a bibliography: the item's id, its tree, and the locale that it is set in."""

    id: str
    node: Node
    locale: Locale


class CiteParts(Struct, frozen=True):
    """One cite of a document by itself, its position known: the flat form of its tree."""

    cite: Cite
    parts: list[Run | Mark]


@lru_cache(maxsize=8)
def _installed(name: str) -> Style:
    """A style by its name; to compile it takes longer than to set a few items, and what is compiled stays with it."""
    return Style.load(name)


class Processor:
    """Renders citations and bibliographies.

    `style` is a :class:`Style` or the name of an installed one; `items` are CSL-JSON dictionaries; `locale` is a
    language tag (without one the style's default counts, then en-US).  Nothing in an item raises: what was wrong is in
    `findings`.  Beyond CSL, and off unless asked for here or by the style (:class:`bibtool.csl.style.Extensions`):

    - `locales`: `cs:locale` elements as XML text, over the locale files and under the style's own;
    - `entry_languages`: each entry's terms, dates, quotes and "et al." in the entry's own language;
    - `roman_months`: languages ("pl", or "*" for all) whose months are printed as roman numerals;
    - `idem`: the names of the entry or note before are not repeated but printed as the term `idem`, in the gender that
      `gender` tells of a person;
    - `beside`: items by the ids of others; where their values differ they follow in brackets ("Мосты [Mosty]");
    - `sort_as`: items by whose values those of the same ids are sorted; `rank`: what comes first whatever the style
      sorts by;
    - `heading_authors`: a work of more authors than this is entered under its title: its authors are found as
      `contributor`, which a style prints behind the title; 0 for no such limit;
    - `labels`: by item and name variable a word that stands for its label ("oprac.", where CSL has "red." alone), and
      the languages in whose texts it does;
    - `locator_once`: a cite that prints its locator twice, label and all, prints the first one only;
    - `collator`: the order of text; `renamed`: `event` and `event-title` stand for each other.
    """

    def __init__(
        self,
        style: Style | str,
        items: Iterable[object],
        *,
        locale: str | None = None,
        collator: Collator | None = None,
        locales: Sequence[str] = (),
        entry_languages: bool | None = None,
        roman_months: Iterable[str] | None = None,
        idem: bool | None = None,
        gender: GenderOf | None = None,
        renamed: bool = False,
        beside: Iterable[object] = (),
        sort_as: Iterable[object] = (),
        rank: Callable[[str], Any] | None = None,
        heading_authors: int | None = None,
        labels: Mapping[str, Mapping[str, tuple[str, frozenset[str]]]] | None = None,
        locator_once: bool = False,
    ) -> None:
        self.style = _installed(style) if isinstance(style, str) else style
        asked = self.style.extensions
        most = asked.heading_authors if heading_authors is None else heading_authors
        self.items, self.findings = read_items(items, renamed, most)
        if asked.short_title_ellipsis:
            for item in self.items.values():
                show_cut(item)
        for identity, own in (labels or {}).items():
            if identity in self.items:
                self.items[identity].labels = own
        tag = locale or self.style.default_locale or "en-US"
        roman = asked.roman_months if roman_months is None else roman_months
        self.sheets = sheets_of(self.style, tag, locales, roman)
        self.locale = self.sheets.main.locale
        if not self.locale.found:
            self.findings.append(Finding(Kind.UNKNOWN_LOCALE, "", "", f"there is no locale {tag!r}; en-US is used"))
        self.entry_languages = asked.entry_languages if entry_languages is None else entry_languages
        wants_idem = asked.idem if idem is None else idem
        self.gender: GenderOf | None = (gender or own_gender) if wants_idem else None
        self.rules = disambiguation_rules(self.sheets.main.citation)
        self.collapse_rules = collapse_rules(self.sheets.main.citation, self.style.in_text)
        cited = self.style.root.find(NS + "citation")
        self.numbered = cited is not None and any(
            e.get("variable") == "citation-number" for e in cited.iter(NS + "text", NS + "number")
        )
        self.beside = read_items(beside, renamed, most)[0]
        self.registry = Registry(
            self.items,
            self.sheets,
            collator or DefaultCollator(),
            self.entry_languages,
            read_items(sort_as, renamed, most)[0],
            rank,
        )
        self.locator_once = locator_once
        self.history: list[Citation] = []
        # By id: what the cites of a document link to ("#ref-nowak2010"); None for no links.
        self.anchor: Callable[[str], str] | None = None

    @property
    def header(self) -> Header:
        """Return what a program that sets the bibliography needs to know: hanging indent, spacing, alignment."""
        return header(self.sheets.main.bibliography)

    def register(self, ids: Iterable[str]) -> None:
        """Put items in play, in order: sort, number and disambiguate them.  Without a call, all items are in play."""
        known = list(ids)
        for identity in known:
            if identity not in self.items:
                self._find(Kind.UNKNOWN_ITEM, identity, f"there is no item {identity!r}")
        self.registry.fill(known, self.rules)

    def _find(self, kind: Kind, item: str, message: str) -> None:
        finding = Finding(kind, item, "", message)
        if finding not in self.findings:
            self.findings.append(finding)

    def _in_play(self) -> Registry:
        if not self.registry.ids and self.items:
            self.registry.fill(list(self.items), self.rules)
        return self.registry

    def cite(self, cites: Sequence[CiteLike], note: int = 0, to: str = "html") -> str:
        """Render the next citation of a document: cites as ids, dictionaries of the citation JSON or :class:`Cite`.

        `note` is the number of the note that it stands in, 0 in running text.  Positions (ibid and so on) follow from
        the citations before; `document` sees those after as well.
        """
        self._in_play()
        area = self.sheets.main.citation
        read = self._known(cites)
        if area is None or not read:
            return ""
        citation = Citation(self._sorted(read, area), note)
        self.history.append(citation)
        set_positions(self.history, near_note_distance(area))
        before = self.history[-2] if len(self.history) > 1 else None
        return self.cluster(citation.cites, to, before)

    def document(self, citations: Sequence[tuple[Sequence[CiteLike], int]], to: str = "html") -> list[str]:
        """Render all citations of a document at once: (cites, number of their note or 0), in order of appearance.

        Items come into play in the order in which they are cited; positions (ibid and so on) are found.
        """
        placed = self._place(citations)
        return [self.cluster(one.cites, to, before) for one, before in _with_before(placed)]

    def document_cites(
        self, citations: Sequence[tuple[Sequence[CiteLike], int]]
    ) -> list[tuple[list[CiteParts], list[Run | Mark]]]:
        """Render a document like :meth:`document`: of each citation its cites by themselves, without the author's words
        around them and without what stands between them; then all of it."""
        out: list[tuple[list[CiteParts], list[Run | Mark]]] = []
        for citation, before in _with_before(self._place(citations)):
            rendered = self._rendered(citation.cites, before)
            cites = [CiteParts(r.cite, flatten(Group([r.node]), self.locale, nested=True)) for r in rendered]
            out.append((cites, self._cluster(citation.cites, rendered)))
        return out

    def document_clusters(
        self, citations: Sequence[tuple[Sequence[CiteLike], int]], uncited: Iterable[str] = ()
    ) -> list[list[Run | Mark]]:
        """Render a document like :meth:`document`, each citation as runs and marks; empty where it prints nothing.

        `uncited` items come into play after the cited ones.
        """
        placed = self._place(citations, uncited)
        return [self.cluster_parts(one.cites, before) for one, before in _with_before(placed)]

    def named(self, identity: str) -> list[Run | Mark]:
        """The names of a work as its later cites print them, for a sentence that names its author.

        Empty where cites of this style have no names (numbers, labels).
        """
        ctx = self._in_play().context(Cite(identity, position=Position.SUBSEQUENT, near_note=True), "citation")
        area = "citation" if self.sheets.main.intext is None else "intext"
        sheet, layout = self.sheets.choose(ctx.item, area, self.entry_languages)
        names = find(Group(render_all(layout.children, ctx)), "names") if layout is not None else None
        return flatten(names, sheet.locale, nested=True) if names is not None else []

    def _place(
        self, citations: Sequence[tuple[Sequence[CiteLike], int]], uncited: Iterable[str] = ()
    ) -> list[Citation]:
        placed = [Citation(self._known(cites), note) for cites, note in citations]
        self.registry.fill([*(cite.id for citation in placed for cite in citation.cites), *uncited], self.rules)
        area = self.sheets.main.citation
        if area is not None:
            for citation in placed:
                citation.cites = self._sorted(citation.cites, area)
            set_positions(placed, near_note_distance(area))
        self.history = placed
        return placed

    def _known(self, cites: Sequence[CiteLike]) -> list[Cite]:
        out: list[Cite] = []
        for raw in cites:
            cite = raw if isinstance(raw, Cite) else Cite(raw) if isinstance(raw, str) else make_cite(raw)
            if cite.id in self.items:
                out.append(cite)
            else:
                self._find(Kind.UNKNOWN_ITEM, cite.id, f"there is no item {cite.id!r}")
        return out

    def _sorted(self, cites: Sequence[Cite], area: Area) -> list[Cite]:
        """Sort the cites of a citation, unless words of the author's lead from one to the next ("see A; but cf. B")."""
        if any(cite.prefix.strip() for cite in cites[1:]):
            return list(cites)
        return self.registry.sort(cites, area, "citation")

    def render_cite(self, cite: Cite, capitalize: bool = True) -> Node | None:
        """Render one cite, without the affixes of the layout and those typed by the author."""
        ctx = self._in_play().context(cite, "citation")
        # CSL 1.1 has a layout of its own for authors named in the text; others cut it out of the cite.
        intext = cite.author_only and self.sheets.main.intext is not None
        sheet, layout = self.sheets.choose(ctx.item, "intext" if intext else "citation", self.entry_languages)
        if layout is None:
            return None
        ctx.capitalize = capitalize and not self.style.in_text
        nodes = self._nodes(layout, ctx)
        if not nodes:
            return None
        node: Node | None = Group(nodes)
        if (cite.author_only and not intext) or cite.suppress_author:
            node = _part_of(Group(nodes), cite.author_only)
        return node if node is None or sheet is self.sheets.main else Scope([node], quotes=sheet.locale.quotes)

    def _nodes(self, layout: Layout, ctx: Context) -> list[Node]:
        """Render an item, and beside it the item that it has in another script."""
        nodes = self._printed(layout, ctx)
        if ctx.item.id not in self.beside:
            return nodes
        other = self.registry.context(ctx.cite, ctx.area, self.beside)
        other.capitalize = ctx.capitalize
        return beside(nodes, self._printed(layout, other))

    def _printed(self, layout: Layout, ctx: Context) -> list[Node]:
        nodes = render_all(layout.children, ctx)
        return locator_once(nodes) if self.locator_once and ctx.cite.locator else nodes

    def cluster(self, cites: Sequence[Cite], to: str = "html", before: Citation | None = None) -> str:
        """Render the cites of one citation, whose positions are settled, as one string.

        `before` is the citation before it: what "the same author" may refer to.
        """
        parts = self.cluster_parts(cites, before)
        return write(parts, to) if parts else ""

    def cluster_parts(self, cites: Sequence[Cite], before: Citation | None = None) -> list[Run | Mark]:
        """Render the cites of one citation, whose positions are settled, as runs and marks."""
        if self.sheets.main.citation is None or not cites:
            return []
        return self._cluster(cites, self._rendered(cites, before))

    def _cluster(self, cites: Sequence[Cite], rendered: list[Rendered]) -> list[Run | Mark]:
        area = self.sheets.main.citation
        if area is None or not cites:
            return []
        if all(is_empty(r.node) for r in rendered):
            nodes: list[Node] = [Text(NO_FORM)]
        else:
            rendered = arrange(rendered, self.collapse_rules)
            nodes = join(rendered, self.collapse_rules, [_with_affixes(r.node, r.cite) for r in rendered])
        look = area.layouts[-1].look
        tree = Group(nodes, "", look.prefix, look.suffix, look.format, layout=True)
        if all(cite.author_only for cite in cites):
            # An author named in the running text stands outside of the citation's own brackets.
            tree = Group(nodes)
        return flatten(tree, self.locale, nested=True)

    def _rendered(self, cites: Sequence[Cite], before: Citation | None) -> list[Rendered]:
        """Render the cites of one citation one by one, in their order."""
        registry = self._in_play()
        area = self.sheets.main.citation
        rendered: list[Rendered] = []
        known = [cite for cite in cites if cite.id in self.items]
        for cite in self._sorted(known, area) if area is not None else []:
            starts = _starts_sentence(cite, first=not rendered)
            node = self.render_cite(cite, starts)
            if node is None:
                continue
            previous = rendered[-1].cite if rendered else _alone(before)
            node = self._with_idem(node, cite, previous, starts)
            settled = registry.settled.get(cite.id)
            suffix = settled.year_suffix if settled is not None else 0
            names = names_text(node)
            if self.anchor is not None:
                node = Link([node], self.anchor(cite.id))
            rendered.append(Rendered(cite, node, names, registry.numbers.get(cite.id, 0), suffix))
        return rendered

    def _with_idem(self, node: Node, cite: Cite, previous: Cite | None, capital: bool) -> Node:
        if self.gender is None or previous is None or previous.id == cite.id or cite.position > Position.SUBSEQUENT:
            return node
        names = self.items[cite.id].names.get("author", [])
        if not names or names != self.items[previous.id].names.get("author"):
            return node
        sheet = self.sheets.get(self.items[cite.id].language) if self.entry_languages else self.sheets.main
        return with_idem(node, idem_word(names, sheet.locale, self.gender), capital)

    def entries(self, sort: bool = True) -> list[Entry]:
        """Render the bibliography as trees, in the style's order or in that of the items."""
        return list(self._entries(sort))

    def _entries(self, sort: bool) -> Iterator[Entry]:
        """Yield the entries one by one: ten thousand trees at once are work for the garbage collector."""
        registry = self._in_play()
        area = self.sheets.main.bibliography
        if area is None:
            return
        text = area.attributes.get("subsequent-author-substitute")
        rule = area.attributes.get("subsequent-author-substitute-rule") or "complete-all"
        repeating = Substitution(text, rule) if text is not None or self.gender is not None else None
        for identity in registry.order if sort else registry.ids:
            entry = self._entry(identity)
            if entry is None:
                continue
            if repeating is not None:
                entry.node = repeating.apply(entry.node, self._word(entry))
            yield entry

    def _word(self, entry: Entry) -> str:
        if self.gender is None:
            return ""
        word = idem_word(self.items[entry.id].names.get("author", []), entry.locale, self.gender)
        return word[:1].upper() + word[1:]

    def _entry(self, identity: str) -> Entry | None:
        ctx = self.registry.context(Cite(identity), "bibliography")
        sheet, layout = self.sheets.choose(ctx.item, "bibliography", self.entry_languages)
        if layout is None:
            return None
        nodes = self._nodes(layout, ctx)
        if not nodes:
            self._find(Kind.EMPTY_ENTRY, identity, "the style prints nothing for this item")
            if not self.numbered:
                return None
            # The number was cited, so that the entry cannot be left out.
            nodes = [Text(f"{ctx.number}. {NO_FORM}")]
        area = sheet.bibliography
        if area is not None and area.attributes.get("second-field-align") and len(nodes) > 1:
            nodes = [Group(nodes[:1], display="left-margin"), Group(nodes[1:], display="right-inline")]
        look = layout.look
        return Entry(identity, Group(nodes, "", look.prefix, look.suffix, look.format, layout=True), sheet.locale)

    def bibliography(self, to: str = "html", sort: bool = True) -> list[str]:
        """Render the bibliography, one string an entry."""
        return [write(parts, to) for parts in self.bibliography_parts(sort).values()]

    def bibliography_parts(self, sort: bool = True) -> dict[str, list[Run | Mark]]:
        """The entries of the bibliography as runs and marks, by the ids of their items, in order."""
        return {entry.id: flatten(entry.node, entry.locale) for entry in self._entries(sort)}


def make_cite(raw: Mapping[str, object]) -> Cite:
    """Read a cite from the citation JSON of CSL; whatever has the wrong type is left out."""

    def text(key: str) -> str:
        value = raw.get(key)
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    cite = Cite(text("id"), text("locator"), text("label") or "page", text("prefix"), text("suffix"))
    cite.suppress_author = raw.get("suppress-author") is True
    cite.author_only = raw.get("author-only") is True
    position = raw.get("position")
    if isinstance(position, int) and 0 <= position <= 3:
        cite.position = Position(position)
    cite.near_note = bool(raw.get("near-note"))
    return cite


def _with_before(placed: Sequence[Citation]) -> Iterator[tuple[Citation, Citation | None]]:
    """Each citation and the one before it, where that is in the same note, the note before or the running text too: no
    "the same" reaches over a note that the document leaves alone."""
    before: Citation | None = None
    for citation in placed:
        yield citation, before if before is not None and citation.note - before.note <= 1 else None
        before = citation


def _alone(citation: Citation | None) -> Cite | None:
    """Return the only cite of a citation."""
    return citation.cites[0] if citation is not None and len(citation.cites) == 1 else None


def _part_of(node: Group, names_only: bool) -> Node | None:
    """Return the names of a cite, or all the rest; a cite without names stays whole."""
    names = find(node, "names")
    if names is None:
        return node
    return names if names_only else without(node, names)


def _with_affixes(node: Node, cite: Cite) -> Node:
    """Put the author's own prefix and suffix around a cite."""
    if not cite.prefix and not cite.suffix:
        return node
    children: list[Node] = parse_rich(cite.prefix) if cite.prefix else []
    children.append(node)
    if cite.suffix:
        children.extend(parse_rich(cite.suffix))
    return Group(children)


def _starts_sentence(cite: Cite, first: bool) -> bool:
    """Tell whether the cite's own text begins a sentence: after nothing, or after a prefix of words and a stop."""
    prefix = cite.prefix.strip()
    if not prefix:
        return first
    return _STOP.search(prefix) is not None and " " in prefix


__all__ = ["Citation", "Cite", "Entry", "Processor", "Sheet", "make_cite"]
