"""One style compiled for several locales, each when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bibtool.csl.compile import Area, Layout, compile_area
from bibtool.csl.findings import StyleError
from bibtool.csl.item import Item
from bibtool.csl.locale import Locale, Units, read_units, resolve_locale
from bibtool.csl.style import Style


class Sheet(Struct):
    """A style in one locale."""

    locale: Locale
    citation: Area | None
    bibliography: Area | None
    intext: Area | None = None

    def area(self, name: str) -> Area | None:
        """Return `cs:citation`, `cs:bibliography` or `cs:intext`."""
        if name == "intext":
            return self.intext
        return self.citation if name == "citation" else self.bibliography


def sheets_of(style: Style, tag: str, locales: Sequence[str], roman_months: Iterable[str]) -> Sheets:
    """The sheets of a style with a main locale, ``cs:locale`` elements over the files (XML text) and the languages of
    roman months: compiled once and kept with the style.  Raises StyleError for a locale that is not well-formed."""
    key = (tag, tuple(locales), frozenset(roman_months))
    found = style.compiled.get(key)
    if not isinstance(found, Sheets):
        found = style.compiled[key] = Sheets(style, tag, read_locales(locales), key[2])
    return found


class Sheets:
    """The sheets of a style: the main one, and those of other languages.  Nothing changes them but :meth:`get`."""

    def __init__(self, style: Style, tag: str, extra: Sequence[Units], roman_months: Iterable[str]) -> None:
        self.style = style
        self.extra = list(extra)
        self.roman_months = frozenset(roman_months)
        self.sheets: dict[str, Sheet] = {}
        self.main = self._make(tag)

    def _make(self, tag: str) -> Sheet:
        locale = resolve_locale(tag, self.style.locales, self.extra)
        locale.roman_months = bool(self.roman_months & {"*", locale.lang, locale.lang.split("-")[0]})
        sheet = Sheet(
            locale,
            compile_area(self.style, locale, "citation"),
            compile_area(self.style, locale, "bibliography"),
            compile_area(self.style, locale, "intext"),
        )
        self.sheets[tag] = sheet
        return sheet

    def get(self, language: str) -> Sheet:
        """Return the sheet of a language; one that has no locale gets the main sheet."""
        tag = language.strip()
        if not tag or tag.lower().startswith("und") or not tag.replace("-", "").replace("_", "").isalnum():
            return self.main
        found = self.sheets.get(tag)
        if found is None:
            if resolve_locale(tag, (), self.extra).found:
                found = self._make(tag)
            else:
                found = self.sheets[tag] = self.main
        return found

    def choose(self, item: Item, name: str, own_language: bool) -> tuple[Sheet, Layout | None]:
        """Return the sheet and layout of an item: by CSL-M's `<layout locale>`, its own language, or the main ones."""
        sheet = self.get(item.language) if own_language else self.main
        area = sheet.area(name)
        if area is None:
            return sheet, None
        if len(area.layouts) == 1:
            return sheet, area.layouts[0]
        language = item.language.lower()
        for place, layout in enumerate(area.layouts):
            for code in layout.languages:
                if language.startswith(code.lower()):
                    localized = self.get(layout.languages[0])
                    chosen = localized.area(name)
                    return localized, chosen.layouts[place] if chosen is not None else layout
        plain = next((layout for layout in area.layouts if not layout.languages), area.layouts[-1])
        return sheet, plain


def read_locales(texts: Iterable[str]) -> list[Units]:
    """Read `cs:locale` elements given as XML text.  Raises StyleError when one is not well-formed."""
    from lxml import etree

    out: list[Units] = []
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True)
    for text in texts:
        try:
            out.append(read_units(etree.fromstring(text.encode("utf-8"), parser)))
        except etree.XMLSyntaxError as error:
            raise StyleError(f"a locale is not well-formed XML: {error.msg}") from error
    return out
