"""Renderers of `cs:text`, `cs:number` and `cs:label` (sections "Text", "Number", "Label")."""

from __future__ import annotations

import re

from bibtool.csl.attributes import Look, dress
from bibtool.csl.context import Context, Renderer
from bibtool.csl.item import Item
from bibtool.csl.locale import Locale
from bibtool.csl.numbers import is_numeric, is_plural, page_range, render_number
from bibtool.csl.richtext import is_rich, parse_rich, spaced
from bibtool.csl.textcase import convert_text
from bibtool.csl.tree import Group, Link, Node, Text

LINKS = {"URL": "", "DOI": "https://doi.org/", "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/", "PMCID": ""}
# The kinds of locators (CSL 1.0.2, appendix "Terms", "Locators").
LOCATORS = frozenset(
    """act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page
    paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse volume""".split()
)
#: Variables whose value may bring a label, or have one of its own in the text that it was read from.
_LABELS = frozenset({"issue", "volume", "number", "page", "supplement"})
_OWN = re.compile(r"(?:[^\W\d_]+\.|[№#])\s?\d")
NUMBER_LIKE = frozenset({"page", "locator", "issue", "volume", "number", "edition", "collection-number", "section"})


def field(value: str, variable: str, quotes: str, language: str = "") -> Node:
    """Return the node of a field's text, rich text where there is any; `language` is the item's own, if it has one."""
    if not language or language.lower().startswith("fr"):
        value = spaced(value)
    if not is_rich(value):
        return Text(value, variable)
    nodes = parse_rich(value, variable, quotes)
    return nodes[0] if len(nodes) == 1 else Group(nodes, variable=variable)


def text_variable(variable: str, form: str, look: Look, quotes: str, locale: Locale) -> Renderer:
    """Render a plain variable; `form="short"` takes the short variant where the item has one."""
    numeric = variable in NUMBER_LIKE
    short = f"{variable}-short" if form == "short" and not variable.endswith("-short") else ""
    plain = look.is_plain
    base = {"title-short": "title", "container-title-short": "container-title"}.get(variable, "")

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        text = ctx.item.text
        name = variable
        value = text.get(short) if short else None
        if value is None:
            value = text.get(variable)
        if value is None:
            return None
        if ctx.suppressed is not None and (name in ctx.suppressed or (base and base in ctx.suppressed)):
            return None
        ctx.found = ctx.started = True
        if numeric and not value.isdigit():
            value = _numeric(value, locale)
        node = field(value, variable, quotes, ctx.item.language)
        return node if plain else dress(node, look, ctx, variable)

    return render


def link_variable(variable: str, look: Look) -> Renderer:
    """Render a variable that is an address or leads to one."""
    start = LINKS[variable]

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        value = ctx.item.text.get(variable)
        if value is None or (ctx.suppressed is not None and variable in ctx.suppressed):
            return None
        ctx.found = ctx.started = True
        href = value if value.startswith(("http://", "https://")) else f"{start}{value}" if start else ""
        text = Text(value, variable, protected=True)
        node: Node = Link([text], href, variable) if href else text
        return dress(node, look, ctx, variable)

    return render


def number_text(value: str, locale: Locale, page_format: str) -> str:
    """Return ranges formatted, with the locale's delimiter and its sign for "and"."""
    delimiter = locale.term("page-range-delimiter") or "–"
    if "&" in value:
        value = value.replace(" & ", f" {locale.term('and', 'symbol') or '&'} ")
    return page_range(value.strip(), page_format, delimiter)


def page_variable(variable: str, look: Look, locale: Locale, page_format: str, quotes: str) -> Renderer:
    """Render `page`, a range of which follows page-range-format."""

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        value = ctx.item.text.get(variable)
        if value is None or (ctx.suppressed is not None and variable in ctx.suppressed):
            return None
        ctx.found = ctx.started = True
        value = number_text(value, locale, page_format)
        return dress(field(value, variable, quotes, ctx.item.language), look, ctx, variable)

    return render


def locator_variable(look: Look, locale: Locale, page_format: str, quotes: str) -> Renderer:
    """Render the cite's locator."""

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        value = ctx.cite.locator
        if not value:
            return None
        ctx.found = ctx.started = True
        given = locator_label(value, locale)
        if given is not None:
            value = value[given[1] :]
        value = number_text(value, locale, page_format if ctx.cite.label == "page" else "")
        return dress(field(value, "locator", quotes, ctx.item.language), look, ctx, "locator")

    return render


def number(variable: str, form: str, look: Look, locale: Locale, page_format: str, quotes: str) -> Renderer:
    """Render `cs:number`."""

    def render(ctx: Context) -> Node | None:
        ctx.called = True
        value = number_value(variable, ctx)
        if not value or (ctx.suppressed is not None and variable in ctx.suppressed):
            return None
        ctx.found = ctx.started = True
        if form in ("ordinal", "long-ordinal", "roman"):
            term = locale.find("locator" if variable == "locator" else variable)
            gender = term.gender if term else ""
            value = ", ".join(_segment(piece, form, locale, gender) for piece in value.split(", "))
        elif variable in ("page", "locator"):
            value = number_text(value, locale, page_format)
        else:
            value = _numeric(value, locale)
        return dress(Text(value, variable), look, ctx, variable)

    return render


_LABELLED = re.compile(r"[^\W\d_]+\.?(?=\s+\d)")


def locator_label(value: str, locale: Locale) -> tuple[str, int] | None:
    """Return the kind of locator that a locator's own first word names ("vol. 1, fol. 186"), and where the rest begins.

    The word must be the locale's short form, period included.
    """
    match = _LABELLED.match(value)
    if match is None or not match[0].endswith("."):
        return None
    for (name, form), term in locale.terms.items():
        if form == "short" and name in LOCATORS and match[0] in (term.single, term.multiple):
            rest = value[match.end() :]
            return name, len(value) - len(rest.lstrip())
    return None


def _segment(value: str, form: str, locale: Locale, gender: str) -> str:
    """Render one item of a list of numbers; one that brings a label ("7, p. 3-8") keeps plain numbers."""
    given = locator_label(value, locale)
    if given is None:
        return render_number(value, form, locale, gender)
    rest = value[given[1] :]
    return f"{locale.term(given[0], 'short', is_plural(rest)) or ''} {number_text(rest, locale, '')}"


def _numeric(value: str, locale: Locale) -> str:
    if not is_numeric(value) or value.isdigit():
        return value
    return number_text(value, locale, "")


def number_value(variable: str, ctx: Context) -> str:
    """Return the value of a number variable, those of the cite included."""
    if variable == "locator":
        return ctx.cite.locator
    if variable == "citation-number":
        return str(ctx.number) if ctx.number else ""
    if variable == "first-reference-note-number":
        return str(ctx.cite.first_note) if ctx.cite.first_note else ""
    return ctx.item.text.get(variable, "")


def own_label(variable: str, item: Item, locale: Locale) -> str:
    """The word that an item has for a label in texts of this language; "" where it has none."""
    text, languages = item.labels.get(variable, ("", frozenset()))
    return text if locale.lang.partition("-")[0] in languages else ""


def labelled(value: str) -> bool:
    """Whether a number brings its own label: "z. 2", "Suppl. 1", "№ 3"."""
    return _OWN.match(value) is not None


def label(variable: str, form: str, plural: str, look: Look, locale: Locale) -> Renderer:
    """Render `cs:label` outside of names."""
    word = locale.term("and") or "and"

    def render(ctx: Context) -> Node | None:
        value = number_value(variable, ctx)
        if variable == "locator":
            # A label that the author typed into the locator counts for more than the one chosen.
            given = locator_label(value, locale)
            if given is not None:
                value = value[given[1] :]
                several = plural == "always"
                text = locale.term(given[0], form, several)
                ctx.started = True
                return dress(Text(text, "label"), look, ctx, language="en") if text else None
        term = ctx.cite.label if variable == "locator" else "page" if variable == "page-first" else variable
        if not value or (variable != "locator" and labelled(value)):
            return None
        several = plural == "always" or (plural != "never" and _several(variable, value, word))
        text = own_label(variable, ctx.item, locale) or locale.term(term, form, several)
        if not text:
            return None
        ctx.started = True
        return dress(Text(text, "label"), look, ctx, language="en")

    return render


def _several(variable: str, value: str, word: str) -> bool:
    if variable in ("number-of-pages", "number-of-volumes"):
        return value.strip().isdecimal() and value.strip().lstrip("0") not in ("", "1")
    return is_plural(value, word)


def term(name: str, form: str, plural: bool, look: Look, locale: Locale) -> Renderer:
    """Render a term; a locale without it gives nothing."""
    text = locale.term(name, form, plural)
    if text is None:
        return lambda ctx: None
    node = Text(text, "term")
    first = Text(convert_text(text, "capitalize-first", locale.lang), "term")
    if not text:
        # A term that a style sets to nothing still ends a substitution.
        return lambda ctx: node if ctx.substituting else None
    plain = look.is_plain
    numbered = name in _LABELS

    def render(ctx: Context) -> Node | None:
        if numbered and (number := ctx.item.text.get(name)):  # styles print a term, too, before a number
            if labelled(number):
                return None
            if own := own_label(name, ctx.item, locale):
                ctx.started = True
                return dress(Text(own, "label"), look, ctx, language="en")
        # The first word of a note, or of an entry, has a capital: "Ibid.", "See".
        chosen = first if ctx.capitalize and not ctx.started else node
        ctx.started = True
        return chosen if plain else dress(chosen, look, ctx, language="en")

    return render


def value(text: str, look: Look, quotes: str, locale: Locale) -> Renderer:
    """Render a text that the style itself holds."""
    node = field(text, "", quotes)

    def render(ctx: Context) -> Node | None:
        ctx.started = True
        return dress(node, look, ctx, language="en")

    return render
