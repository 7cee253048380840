"""Style elements of citeproc-py that print wrong, replaced by subclasses while a style is loaded.

What ``substitute`` prints in the author's place must not be printed again (CSL 1.0.2, "Substitute").  citeproc-py keeps
that promise for ``<text variable>`` only, not for macros and names, and prints the title of every authorless work
twice in half of the styles.  It ignores ``initialize="false"``, which says that given names stay whole; prints nothing
for a range within one year where only the year is asked for; cuts the last page of "7-19" to "9"; knows one form of a
month, where Slavic languages have two; and prints a group whose variables are all empty when a term stands in a macro
of it ("Edition." of nothing).  It sorts by code point, which puts Ł behind Ž and Cyrillic і behind я.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from bibtool.language.collation import collated_languages, collator
from bibtool.render.engine import Target
from bibtool.text.data import toml
from bibtool.text.patterns import regex

_MARKUP = regex(r"<[^>]*>|[\uf500-\uf516]")  # tags of the formatter, marks of bibtool.render.markup
_NAMESPACE = "http://purl.org/net/xbiblio/csl"


def load(path: Path, locale: str) -> Any:
    """The style at ``path`` with cured elements, its terms in ``locale``.  Raises what lxml raises."""
    from citeproc import frontend
    from lxml import etree

    sheet: Any = frontend.CitationStylesStyle.__new__(frontend.CitationStylesStyle)
    sheet.parser = etree.XMLParser(remove_comments=True, encoding="UTF-8", no_network=True, resolve_entities=False)
    lookup = etree.ElementNamespaceClassLookup()
    lookup.get_namespace(_NAMESPACE).update(_classes())
    sheet.parser.set_element_class_lookup(lookup)
    sheet.xml = etree.parse(str(path), sheet.parser)
    sheet.root = sheet.xml.getroot()
    if is_style(sheet):
        sheet.root.set_locale_list(locale, validate=False)
        # Its loader parses the locale files with the classes of its own.
        own = sheet.root.getroottree().docinfo.URL
        sheet.root.locales = [
            found if own == found.getroottree().docinfo.URL else _again(found, sheet) for found in sheet.root.locales
        ]
        sheet.root.language_used = locale.split("-")[0]
        sheet.root.printed = 0
        # It looks macros up by XPath, once for each item and place: a dictionary does.
        sheet.root.macros_by_name = {macro.get("name"): macro for macro in sheet.root.findall(f"{{{_NAMESPACE}}}macro")}
        sheet.root.printed_by = {}
    return sheet


def is_style(sheet: Any) -> bool:
    """Is the document's root CSL's ``style``?"""
    return bool(sheet.root.tag == f"{{{_NAMESPACE}}}style")


def _again(locale: Any, sheet: Any) -> Any:
    from lxml import etree

    root: Any = etree.parse(locale.getroottree().docinfo.URL, sheet.parser).getroot()
    root.style = sheet.root
    return root


@cache
def _words() -> dict[str, dict[str, str]]:
    return toml("render/citeproc/cures.toml")


def month_name(language: str, month: int, with_day: bool) -> str:
    """A month (1 to 12) in the case that it takes beside a day, or without one; empty where the locale's form is right.

    >>> month_name("pl", 4, with_day=False)
    'kwiecień'
    """
    names = _words()["with_day" if with_day else "without_day"].get(language, "").split()
    return names[month - 1] if names else ""


@cache
def _classes() -> dict[str | None, Any]:
    import citeproc.model
    from citeproc.source import VariableError
    from citeproc.string import String

    model: Any = citeproc.model  # untyped

    def count(element: Any, text: Any) -> Any:
        """Note that a variable was printed; groups look at the number."""
        if text:
            element.get_root().printed += 1
        return text

    class WithMacros:
        """Finds macros without a search."""

        def get_macro(self, name: str) -> Any:
            """The macro of this name."""
            element: Any = self
            found = element.get_root().__dict__.get("macros_by_name", {}).get(name)
            return super().get_macro(name) if found is None else found  # type: ignore[misc]

    class Cased:
        """Gives ``text-case`` the kind of string that it needs; terms and joined names come as bare ones."""

        def case(self, text: Any, language: Any = None) -> Any:
            """As the base class."""
            if not isinstance(text, String):  # a bare string, or a list with one in it
                text = String(str(text or ""))  # type: ignore[no-untyped-call, unused-ignore]
            return super().case(text, language) if text else text  # type: ignore[misc]

    class NamePart(Cased, model.Name_Part):  # type: ignore[misc]
        """Cased."""

    class Label(Cased, model.Label):  # type: ignore[misc]
        """Cased."""

    class Group(model.Group):  # type: ignore[misc]
        """Prints nothing where it asks for variables and none is there (CSL 1.0.2, "Group")."""

        def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
            """The joined children.  Raises VariableError for an empty group, as its parents expect."""
            root = self.get_root()
            before = root.printed
            text = super().process(item, context=context, **kwargs)
            if root.printed == before and self.asks():
                raise VariableError
            return text

        def asks(self) -> bool:
            """Does any child, through macros and conditions, print a variable?"""
            return any(child.calls_variable() for child in self.iterchildren())

    class Number(Cased, model.Number):  # type: ignore[misc]
        """Counts what it prints."""

        def format_number(self, number: Any) -> Any:
            """As the base class; an ordinal never ends as in English where a nearer locale has ordinals."""
            if self.get("form") != "ordinal" or not str(number).isdigit():
                return super().format_number(number)
            return f"{int(number)}{_ordinal(self.get_root().locales, int(number))}"

        def render(self, *args: Any, **kwargs: Any) -> Any:
            """As the base class."""
            return count(self, super().render(*args, **kwargs))

    class Substitute(WithMacros, model.Substitute):  # type: ignore[misc]
        """Remembers everything that its child printed."""

        def add_to_repressed_list(self, child: Any, context: Any) -> None:
            """Of a macro: the variables that it may have printed."""
            repressed = context.get_layout().repressed
            known = self.get_root().printed_by
            # The elements live as long as the style, so that their paths need not be compared.
            if child not in known:
                known[child] = _variables(child, self)
            for tag, variables in known[child].items():
                repressed.setdefault(tag, []).extend(variables)

    class Names(model.Names):  # type: ignore[misc]
        """Leaves out the roles that stand in the author's place already."""

        def render(self, *args: Any, **kwargs: Any) -> Any:
            """As the base class, counted."""
            return count(self, super().render(*args, **kwargs))

        def process(self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any) -> Any:
            """As the base class, without the repressed roles."""
            layout = (self if context is None else context).get_layout()
            repressed = getattr(layout, "repressed", {}).get(self.tag, ())
            roles = self.get("variable", "").split()
            left = [role for role in roles if role not in repressed]
            if left == roles:
                return super().process(item, names_context=names_context, context=context, **kwargs)
            if not left:
                raise VariableError
            self.set("variable", " ".join(left))
            try:
                return super().process(item, names_context=names_context, context=context, **kwargs)
            finally:
                self.set("variable", " ".join(roles))

    class Name(model.Name):  # type: ignore[misc]
        """Keeps given names whole where the style asks for it."""

        def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
            """No initials with ``initialize="false"``."""
            if name == "initialize-with" and self.get("initialize") == "false":
                return None
            return super().get_option(name, context, sort_options)

    class Key(WithMacros, model.Key):  # type: ignore[misc]
        """Sorts words in the order of the locale's language."""

        def sort_keys(self, items: Any, context: Any) -> Any:
            """As the base class, with collation keys for words; numbers and dates stay what they are."""
            found = super().sort_keys(items, context)
            words = [None if key is None else str(key) for key in found]
            if all(word is None or re.fullmatch(r"[-\d.]*", word) for word in words):
                return found
            language = self.get_root().__dict__.get("language_used", "")
            order = collator(language if language in collated_languages() else "en")
            return [None if word is None else order.key(_MARKUP.sub("", word)) for word in words]

    class Text(Cased, WithMacros, model.Text):  # type: ignore[misc]
        """Shortens last pages only of as many figures as the first; takes the short form of a term for a symbol."""

        def get_term(self, name: str, form: str | None = None, *args: Any, **kwargs: Any) -> Any:
            """As the base class; a form that no locale has gives way to the next (CSL 1.0.2, "Text", ``form``)."""
            found = super().get_term(name, form, *args, **kwargs)
            return self.get_term(name, "short", *args, **kwargs) if found is None and form == "symbol" else found

        def render(self, *args: Any, **kwargs: Any) -> Any:
            """As the base class, counted where it is a variable."""
            text = super().render(*args, **kwargs)
            return count(self, text) if "variable" in self.attrib else text

        def _format_last_page(self, first: str, last: str) -> Any:
            return last if len(first) != len(last) else super()._format_last_page(first, last)

    class Date(model.Date):  # type: ignore[misc]
        """Prints a range that is none by what the style asks for."""

        def render(self, *args: Any, **kwargs: Any) -> Any:
            """As the base class, counted; a date of a locale file prints for one that counts."""
            text = super().render(*args, **kwargs)
            return text if self.is_locale_date() else count(self, text)

        def render_date_range(self, date_range: Any, show_parts: Any = None, context: Any = None) -> Any:
            """The range, or the one date that both ends are, as far as they are shown."""
            if getattr(context, "join", None) is None:
                context = self  # it was called from a macro, which joins nothing
            text = super().render_date_range(date_range, list(show_parts or ()), context)
            return text or self.render_single_date(date_range.begin, show_parts, context)

    class DatePart(Cased, model.Date_Part):  # type: ignore[misc]
        """The month in the case that its language wants."""

        def process(self, date: Any, context: Any = None) -> Any:
            """As the base class, but for the months of the table."""
            month = self.get("name") == "month"
            if month and not date.get("month") and self.get("form", "long") not in {"long", "short"}:
                raise VariableError  # a season has no number
            text = super().process(date, context)
            if month and self.get("form", "long") == "long" and date.get("month"):
                root = self.get_root()
                style = root.__dict__.get("style", root)
                return month_name(style.__dict__.get("language_used", ""), date["month"], bool(date.get("day"))) or text
            return text

    classes: dict[str | None, Any] = {None: model.CitationStylesElement}
    for base in model.CitationStylesElement.__subclasses__():
        classes[base.__name__.replace("_", "-").lower()] = base
    return classes | {
        "substitute": Substitute,
        "names": Names,
        "name": Name,
        "text": Text,
        "date": Date,
        "date-part": DatePart,
        "group": Group,
        "key": Key,
        "number": Number,
        "label": Label,
        "name-part": NamePart,
    }


def _ordinal(locales: Any, number: int) -> str:
    """The ending of an ordinal (CSL 1.0.2, "Ordinal Suffixes"): all ordinals of the first locale that has any."""
    for locale in locales:
        terms = {
            term.get("name"): "".join(term.itertext())
            for term in locale.iter(f"{{{_NAMESPACE}}}term")
            if (term.get("name") or "").startswith("ordinal") and not term.get("gender-form")
        }
        if terms:
            keys = (f"ordinal-{number % 100:02}", f"ordinal-{number % 10:02}", "ordinal")
            return next((terms[key].strip() for key in keys if key in terms), "")
    return ""


def _variables(child: Any, within: Any) -> dict[str, list[str]]:
    """What the elements under ``child`` print, macros followed: variables by the element's tag."""
    found: dict[str, list[str]] = {}
    macros: set[str] = set()
    left = [child]
    while left:
        for element in left.pop().iter():
            if element.get("variable") and element.tag.rpartition("}")[2] in {"text", "names", "number", "date"}:
                found.setdefault(element.tag, []).extend(element.get("variable").split())
            macro = element.get("macro")
            if macro and macro not in macros:
                macros.add(macro)
                left.append(within.get_macro(macro))
    return found


@cache
def formatter(to: Target) -> Any:
    """citeproc-py's formatter, without its invalid ``<l>`` element."""
    import citeproc.formatter.html
    import citeproc.formatter.plain

    if to == "text":
        return citeproc.formatter.plain
    html: Any = citeproc.formatter.html

    class Light(html.TagWrapper):  # type: ignore[misc]
        """font-weight: lighter."""

        tag = "span"
        attributes = {"style": "font-weight:lighter"}  # noqa: RUF012  -- as the base class has it

    class Formatter:
        """What :mod:`citeproc.formatter.html` offers, as attributes."""

        preformat = staticmethod(html.preformat)
        Italic, Oblique, Bold, Underline = html.Italic, html.Oblique, html.Bold, html.Underline
        Superscript, Subscript, SmallCaps = html.Superscript, html.Subscript, html.SmallCaps

    return type("Formatter", (Formatter,), {"Light": Light})
