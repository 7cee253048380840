"""Locales: terms, date formats and options, merged by the order of the specification (section "Locale Fallback").

Locale files are those that citeproc-py carries.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from lxml.etree import _Element

NS = "{http://purl.org/net/xbiblio/csl}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FORM_FALLBACK = {"verb-short": "verb", "verb": "long", "symbol": "short", "short": "long", "nominative": "long"}

# The dialect that stands for a bare language (CSL's locales.json, "primary-dialects").
PRIMARY = {
    "af": "af-ZA",
    "bal": "bal-PK",
    "bg": "bg-BG",
    "brh": "brh-PK",
    "ca": "ca-AD",
    "cs": "cs-CZ",
    "cy": "cy-GB",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-US",
    "es": "es-ES",
    "et": "et-EE",
    "fa": "fa-IR",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "gl": "gl-ES",
    "he": "he-IL",
    "hi": "hi-IN",
    "hr": "hr-HR",
    "hu": "hu-HU",
    "hy": "hy-AM",
    "id": "id-ID",
    "is": "is-IS",
    "it": "it-IT",
    "ja": "ja-JP",
    "km": "km-KH",
    "ko": "ko-KR",
    "lij": "lij-IT",
    "lt": "lt-LT",
    "lv": "lv-LV",
    "mn": "mn-MN",
    "ms": "ms-MY",
    "nb": "nb-NO",
    "nl": "nl-NL",
    "nn": "nn-NO",
    "no": "nb-NO",
    "pa": "pa-PK",
    "pl": "pl-PL",
    "pt": "pt-PT",
    "ro": "ro-RO",
    "ru": "ru-RU",
    "sk": "sk-SK",
    "sl": "sl-SI",
    "sr": "sr-Cyrl-RS",
    "sv": "sv-SE",
    "th": "th-TH",
    "tl": "tl-PH",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "vi": "vi-VN",
    "zh": "zh-CN",
}


class Term(Struct, frozen=True):
    """A term: its singular and plural, its gender, and the gender that a variant is for."""

    single: str
    multiple: str
    gender: str = ""


class Ordinal(Struct, frozen=True):
    """An ordinal suffix: the text and how its number is matched."""

    text: str
    match: str


class DatePart(Struct, frozen=True):
    """One part of a localized date format: name, form and the other attributes as written."""

    name: str
    attributes: dict[str, str]


class Units(Struct):
    """What one `cs:locale` element defines."""

    lang: str = ""
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    gendered: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    ordinals: dict[tuple[str, str], Ordinal] = field(default_factory=dict)
    dates: dict[str, tuple[str, list[DatePart]]] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)


class Locale(Struct):
    """The merged view: later units win, term by term and form by form."""

    lang: str
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    gendered: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    ordinals: dict[tuple[str, str], Ordinal] = field(default_factory=dict)
    dates: dict[str, tuple[str, list[DatePart]]] = field(default_factory=dict)
    punctuation_in_quote: bool = False
    limit_day_ordinals: bool = False
    found: bool = True
    roman_months: bool = False

    def find(self, name: str, form: str = "long", gender: str = "") -> Term | None:
        """Return the term, in the form asked for or the one that the specification falls back to."""
        while True:
            if gender:
                term = self.gendered.get((name, form, gender))
                if term is not None:
                    return term
            term = self.terms.get((name, form))
            if term is not None:
                return term
            if form not in FORM_FALLBACK:
                return None
            form = FORM_FALLBACK[form]

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str = "") -> str | None:
        """Return the text of a term, or None where the locale has none."""
        found = self.find(name, form, gender)
        if found is None:
            return None
        return found.multiple if plural else found.single

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """Return the quotation marks: outer opening and closing, inner opening and closing."""
        one, two, three, four = (
            self.term(name) or "" for name in ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        )
        return one, two, three, four

    def merge(self, units: Units) -> None:
        """Let the units of one `cs:locale` override what is here."""
        self.terms.update(units.terms)
        self.gendered.update(units.gendered)
        if units.ordinals:
            # "ordinal" terms are one unit: any redefinition replaces all (section "Ordinal Suffixes").
            self.ordinals = dict(units.ordinals)
        self.dates.update(units.dates)
        if "punctuation-in-quote" in units.options:
            self.punctuation_in_quote = units.options["punctuation-in-quote"] == "true"
        if "limit-day-ordinals-to-day-1" in units.options:
            self.limit_day_ordinals = units.options["limit-day-ordinals-to-day-1"] == "true"


def read_units(element: _Element) -> Units:
    """Read one `cs:locale` element."""
    units = Units(lang=element.get(XML_LANG) or "")
    for child in element:
        tag = child.tag
        if tag == NS + "style-options":
            units.options.update({str(k): str(v) for k, v in child.attrib.items()})
        elif tag == NS + "date":
            parts = [
                DatePart(part.get("name") or "", {str(k): str(v) for k, v in part.attrib.items()})
                for part in child
                if part.tag == NS + "date-part"
            ]
            units.dates[child.get("form") or "text"] = (child.get("delimiter") or "", parts)
        elif tag == NS + "terms":
            for term in child:
                if term.tag == NS + "term":
                    _read_term(units, term)
    return units


def _read_term(units: Units, term: _Element) -> None:
    name = term.get("name") or ""
    single = multiple = ""
    has_forms = False
    for form in term:
        if form.tag == NS + "single":
            single, has_forms = form.text or "", True
        elif form.tag == NS + "multiple":
            multiple, has_forms = form.text or "", True
    if not has_forms:
        single = multiple = "".join(str(t) for t in term.itertext())
        if "\n" in single and not single.strip():
            single = multiple = ""
    gender = term.get("gender-form") or ""
    if name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdigit()):
        default = "last-digit" if name[8:] < "10" else "last-two-digits"
        units.ordinals[name, gender] = Ordinal(single, term.get("match") or default)
        return
    value = Term(single, multiple, term.get("gender") or "")
    if gender:
        units.gendered[name, term.get("form") or "long", gender] = value
    else:
        units.terms[name, term.get("form") or "long"] = value


def locale_folder() -> Path:
    """Return the folder of citeproc-py's locale files."""
    from importlib.util import find_spec

    spec = find_spec("citeproc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the locale files come with citeproc-py, which is not installed")
    return Path(spec.origin).parent / "data" / "locales"


@lru_cache(maxsize=128)
def _file_units(lang: str) -> Units | None:
    from lxml import etree

    path = locale_folder() / f"locales-{lang}.xml"
    if not lang.replace("-", "").isalnum() or not os.path.isfile(path):  # noqa: PTH113 -- false for a name too long, where Path raises
        return None
    return read_units(etree.parse(str(path)).getroot())


def normal_tag(tag: str) -> str:
    """Spell a language tag as the locale files do: `pl_pl` becomes `pl-PL`."""
    parts = [p for p in tag.strip().replace("_", "-").split("-") if p]
    if not parts:
        return ""
    rest = [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p for p in parts[1:]]
    return "-".join([parts[0].lower(), *rest])


def resolve_locale(tag: str, overrides: Sequence[Units], extra: Sequence[Units] = ()) -> Locale:
    """Merge a style's own locales over the locale files: dialect over language over en-US.

    `overrides` are the style's `cs:locale` elements; `extra` are others that stand between these and the files.
    `found` is False when nothing matches the tag's language.
    """
    tag = normal_tag(tag) or "en-US"
    language = tag.split("-")[0]
    exact = tag if _file_units(tag) is not None else ""
    primary = PRIMARY.get(language, language)
    if primary and _file_units(primary) is None:
        primary = ""
    locale = Locale(tag, found=bool(exact or primary))
    chain = [name for name in dict.fromkeys(["en-US", primary, exact]) if name]
    for name in chain:
        units = _file_units(name)
        if units is not None:
            locale.merge(units)
    for units in extra:
        own = normal_tag(units.lang)
        if own in ("", language, tag) or own.split("-")[0] == language:
            locale.merge(units)
            locale.found = True
    full = tag if "-" in tag else primary or tag
    for wanted in dict.fromkeys(["", language, full, tag]):
        for units in overrides:
            if normal_tag(units.lang) == wanted:
                locale.merge(units)
    return locale
