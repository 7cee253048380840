"""A style compiled for one locale: every element becomes a function from a Context to a node or None.

Macros, terms, formats and options are resolved here, once; rendering an item touches no XML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.csl import elements
from bibtool.csl.attributes import Look, dressed, read_format, read_look
from bibtool.csl.conditions import Test, condition
from bibtool.csl.context import Context, Renderer
from bibtool.csl.dates import DateElement, Part
from bibtool.csl.labels import citation_label, citation_number, year_suffix
from bibtool.csl.locale import NS, DatePart, Locale
from bibtool.csl.nameoptions import NameOptions, inherited_attributes, name_options
from bibtool.csl.names import EtAl, NameList
from bibtool.csl.names_element import NamesElement, NamesLabel
from bibtool.csl.style import Style
from bibtool.csl.tree import Group, Node, Splice

if TYPE_CHECKING:
    from lxml.etree import _Element


class Layout(Struct):
    """A compiled `cs:layout`: its children, and how it is dressed."""

    children: list[Renderer]
    look: Look
    delimiter: str
    languages: list[str]


class SortKey(Struct):
    """A compiled `cs:key`."""

    render: Renderer
    descending: bool
    variable: str
    numeric: bool = False


class Area(Struct):
    """`cs:citation` or `cs:bibliography`, compiled."""

    layouts: list[Layout]
    keys: list[SortKey]
    attributes: dict[str, str] = field(default_factory=dict)
    disambiguation_tests: int = 0


class Compiler:
    """Compiles the elements of one area ("citation", "bibliography", or either's sort keys)."""

    def __init__(
        self, style: Style, locale: Locale, area: str, inherited: dict[str, str], sorting: bool = False
    ) -> None:
        self.style = style
        self.locale = locale
        self.area = area
        self.inherited = inherited
        self.sorting = sorting
        self.macros: dict[str, Renderer] = {}
        self.page_format = style.root.get("page-range-format") or ""
        self.quotes = "".join(
            (locale.term(name) or "")[:1]
            for name in ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        )
        self.explicit_suffix = any(e.get("variable") == "year-suffix" for e in style.root.iter(NS + "text"))

    def children(self, element: _Element, names: NamesElement | None = None) -> list[Renderer]:
        """Compile the children of an element, in order."""
        return [render for child in element if (render := self.element(child, names)) is not None]

    def element(self, element: _Element, names: NamesElement | None = None) -> Renderer | None:
        """Compile one rendering element."""
        tag = str(element.tag).removeprefix(NS)
        if tag == "text":
            return self._text(element)
        if tag == "group":
            return self._group(element)
        if tag == "choose":
            return self._choose(element, names)
        if tag == "names":
            return self.names(element, names).render
        if tag == "date":
            return self._date(element)
        if tag == "number":
            return self._number(element)
        if tag == "label":
            return elements.label(
                element.get("variable") or "",
                element.get("form") or "long",
                element.get("plural") or "contextual",
                read_look(element),
                self.locale,
            )
        return None

    def _text(self, element: _Element) -> Renderer | None:
        look = read_look(element)
        attributes = element.attrib
        if "variable" in attributes:
            return self._variable(element.get("variable") or "", element.get("form") or "long", look)
        if "macro" in attributes:
            return dressed(self.macro(element.get("macro") or ""), look)
        if "term" in attributes:
            name = element.get("term") or ""
            return elements.term(
                name, element.get("form") or "long", element.get("plural") == "true", look, self.locale
            )
        if "value" in attributes:
            return elements.value(element.get("value") or "", look, self.quotes, self.locale)
        return None

    def _variable(self, name: str, form: str, look: Look) -> Renderer:
        if name == "citation-number":
            return citation_number(look, self.locale)
        if name == "year-suffix":
            return year_suffix(look)
        if name == "citation-label":
            return citation_label(look)
        if name == "locator":
            return elements.locator_variable(look, self.locale, self.page_format, self.quotes)
        if name == "page":
            return elements.page_variable(name, look, self.locale, self.page_format, self.quotes)
        if name == "first-reference-note-number":
            return elements.number(name, "numeric", look, self.locale, "", self.quotes)
        if name in elements.LINKS:
            return elements.link_variable(name, look)
        return elements.text_variable(name, form, look, self.quotes, self.locale)

    def macro(self, name: str) -> Renderer:
        """Compile a macro of the style, once for this area."""
        render = self.macros.get(name)
        if render is None:
            render = group(self.children(self.style.macros[name]), "", Look())
            self.macros[name] = render
        return render

    def _group(self, element: _Element) -> Renderer:
        return group(self.children(element), element.get("delimiter") or "", read_look(element))

    def _choose(self, element: _Element, names: NamesElement | None) -> Renderer:
        branches: list[tuple[Test | None, list[Renderer]]] = []
        for child in element:
            tag = str(child.tag).removeprefix(NS)
            test = condition(child) if tag in ("if", "else-if") else None
            branches.append((test, self.children(child, names)))

        def render(ctx: Context) -> Node | None:
            for test, children in branches:
                if test is None or test(ctx):
                    if len(children) == 1:
                        return children[0](ctx)
                    nodes = render_all(children, ctx)
                    return Splice(nodes) if nodes else None
            return None

        return render

    def names(self, element: _Element, outer: NamesElement | None = None) -> NamesElement:
        """Compile `cs:names`.  Inside of `cs:substitute`, an empty one takes everything from the one around it."""
        variables = (element.get("variable") or "").split()
        name = element.find(NS + "name")
        et_al = element.find(NS + "et-al")
        label = element.find(NS + "label")
        inherited = dict(self.inherited)
        if outer is not None and name is None and et_al is None and label is None:
            options = outer.names.options
            listing = outer.names
            compiled_label = outer.label
        else:
            if "names-delimiter" in inherited:
                inherited.pop("names-delimiter")
            inherited.update(inherited_attributes(element))
            options = name_options(inherited, name)
            if self.sorting:
                options = self._sort_options(options)
            listing = NameList(
                options,
                EtAl(et_al.get("term") or "et-al", read_look(et_al)) if et_al is not None else EtAl(),
                self.locale,
                self.quotes,
                self.sorting,
            )
            compiled_label = self._names_label(element, name, label)
        delimiter = element.get("delimiter")
        if delimiter is None:
            delimiter = outer.delimiter if outer is not None else self.inherited.get("names-delimiter", "")
        look = read_look(element)
        if outer is not None and look.is_plain:
            look = outer.look
        compiled = NamesElement(variables, delimiter, look, listing, compiled_label, [], self.locale)
        substitute = element.find(NS + "substitute")
        if substitute is not None:
            compiled.substitutes = self.children(substitute, compiled)
        return compiled

    def _sort_options(self, options: NameOptions) -> NameOptions:
        return replace(options, sort_order="all" if options.form != "count" else "", family=Look(), given=Look())

    def _names_label(self, element: _Element, name: _Element | None, label: _Element | None) -> NamesLabel | None:
        if label is None or self.sorting:
            return None
        before = name is not None and element.index(label) < element.index(name)
        return NamesLabel(label.get("form") or "long", label.get("plural") or "contextual", read_look(label), before)

    def _number(self, element: _Element) -> Renderer:
        name = element.get("variable") or ""
        if name == "citation-number" and (element.get("form") or "numeric") == "numeric":
            return citation_number(read_look(element), self.locale)
        form = element.get("form") or "numeric"
        return elements.number(name, form, read_look(element), self.locale, self.page_format, self.quotes)

    def _date(self, element: _Element) -> Renderer:
        form = element.get("form")
        delimiter = element.get("delimiter") or ""
        own = {p.get("name") or "": p for p in element if p.tag == NS + "date-part"}
        parts: list[Part]
        if form:
            delimiter, localized = self.locale.dates.get(form, ("", []))
            wanted = (element.get("date-parts") or "year-month-day").split("-")
            parts = [_part({**p.attributes, **_overrides(own.get(p.name))}) for p in localized if p.name in wanted]
        else:
            parts = [_part({str(k): str(v) for k, v in p.attrib.items()}) for p in own.values()]
        variable = element.get("variable") or ""
        implicit = variable == "issued" and not self.explicit_suffix
        genders = {
            month: found.gender
            for month in range(1, 13)
            if (found := self.locale.find(f"month-{month:02d}")) is not None and found.gender
        }
        return DateElement(
            variable,
            parts,
            delimiter,
            read_look(element),
            self.locale,
            self.quotes,
            year_suffix(Look()) if implicit else None,
            genders,
            self.sorting,
        ).render


def _part(attributes: Mapping[str, str]) -> Part:
    from bibtool.csl.tree import Format

    made = Format(
        attributes.get("font-style", ""),
        attributes.get("font-variant", ""),
        attributes.get("font-weight", ""),
        attributes.get("text-decoration", ""),
        attributes.get("vertical-align", ""),
    )
    look = Look(
        attributes.get("prefix", ""),
        attributes.get("suffix", ""),
        made if made != Format() else None,
        attributes.get("text-case", ""),
        attributes.get("quotes") == "true",
        attributes.get("strip-periods") == "true",
    )
    return Part(attributes.get("name", ""), attributes.get("form", ""), look, attributes.get("range-delimiter") or "–")


def _overrides(element: _Element | None) -> dict[str, str]:
    if element is None:
        return {}
    return {str(k): str(v) for k, v in element.attrib.items() if k not in ("prefix", "suffix")}


def render_all(children: list[Renderer], ctx: Context) -> list[Node]:
    """Render elements in order; those that print nothing are left out, the children of `cs:choose` brought up."""
    nodes: list[Node] = []
    for child in children:
        node = child(ctx)
        if node is None:
            continue
        if type(node) is Splice:
            nodes.extend(node.children)
        else:
            nodes.append(node)
    return nodes


def group(children: list[Renderer], delimiter: str, look: Look) -> Renderer:
    """Render children as a group: nothing when variables were called and none of them had a value."""
    prefix, suffix, style, display = look.prefix, look.suffix, look.format, look.display

    def render(ctx: Context) -> Node | None:
        called, found = ctx.called, ctx.found
        ctx.called = ctx.found = False
        nodes = render_all(children, ctx)
        if not nodes or (ctx.called and not ctx.found):
            ctx.called = ctx.called or called
            ctx.found = found
            return None
        # A group that prints something counts as a variable with a value for the groups around it.
        ctx.called = ctx.found = True
        if len(nodes) == 1 and not (prefix or suffix or style or display):
            return nodes[0]
        return Group(nodes, delimiter, prefix, suffix, style, display=display)

    return render


def _layout(compiler: Compiler, element: _Element) -> Layout:
    languages = (element.get("locale") or "").split()
    return Layout(compiler.children(element), read_look(element), element.get("delimiter") or "", languages)


def compile_area(style: Style, locale: Locale, area: str) -> Area | None:
    """Compile `cs:citation` or `cs:bibliography`; None when the style has none."""
    element = style.root.find(NS + area)
    if element is None:
        return None
    inherited = inherited_attributes(style.root, element)
    delimiter = element.get("names-delimiter") or style.root.get("names-delimiter")
    if delimiter is not None:
        inherited["names-delimiter"] = delimiter
    compiler = Compiler(style, locale, area, inherited)
    layouts = [_layout(compiler, child) for child in element if child.tag == NS + "layout"]
    keys: list[SortKey] = []
    sort = element.find(NS + "sort")
    if sort is not None:
        for key in sort:
            if key.tag == NS + "key":
                keys.append(_sort_key(style, locale, area, inherited, key))
    attributes = {str(k): str(v) for k, v in style.root.attrib.items()}
    attributes.update({str(k): str(v) for k, v in element.attrib.items()})
    tests = sum(e.get("disambiguate") is not None for e in style.root.iter(NS + "if", NS + "else-if"))
    return Area(layouts, keys, attributes, tests)


def _sort_key(style: Style, locale: Locale, area: str, inherited: dict[str, str], key: _Element) -> SortKey:
    attributes = dict(inherited)
    for name, target in (
        ("names-min", "et-al-min"),
        ("names-use-first", "et-al-use-first"),
        ("names-use-last", "et-al-use-last"),
    ):
        value = key.get(name)
        if value is not None:
            attributes[target] = value
    compiler = Compiler(style, locale, area, attributes, sorting=True)
    descending = key.get("sort") == "descending"
    variable = key.get("variable") or ""
    if not variable:
        return SortKey(compiler.macro(key.get("macro") or ""), descending, "")
    return SortKey(_sort_variable(compiler, variable), descending, variable)


def _sort_variable(compiler: Compiler, variable: str) -> Renderer:
    from bibtool.csl.variables import DATE_VARIABLES, NAME_VARIABLES

    if variable in NAME_VARIABLES:
        options = replace(name_options(compiler.inherited, None), sort_order="all")
        listing = NameList(options, EtAl(), compiler.locale, compiler.quotes, True)
        return NamesElement([variable], "", Look(), listing, None, [], compiler.locale).render
    if variable in DATE_VARIABLES:
        parts = [Part("year"), Part("month"), Part("day")]
        return DateElement(variable, parts, "", Look(), compiler.locale, sorting=True).render
    return compiler._variable(variable, "long", Look())


__all__ = ["Area", "Compiler", "DatePart", "Layout", "SortKey", "compile_area", "read_format"]
