"""The processor of this project (:mod:`bibtool.csl`) made ready for a list: its style, its works, its setting."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bibtool.csl import findings as csl_findings
from bibtool.csl.locale import NS, PRIMARY, normal_tag
from bibtool.csl.processor import Processor
from bibtool.csl.style import Style, style_names, style_path
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.genders import Person, person
from bibtool.formats.canonical import canonical
from bibtool.items.item import Item
from bibtool.language.collation import collated_languages, collator
from bibtool.language.gender import gender_of
from bibtool.language.locale import locale_xml, locales
from bibtool.render.acts import as_one_mark
from bibtool.render.dated_titles import said_once
from bibtool.render.engine import StyleError, UnknownStyle
from bibtool.render.order import rank
from bibtool.render.scripts import in_latin, with_translation
from bibtool.render.setting import OWN_LANGUAGE, Script, Setting, Sort
from bibtool.render.styles import own_styles
from bibtool.text.patterns import regex

if TYPE_CHECKING:
    from bibtool.csl.person import Name

# The number of an entry stands in a column of its own (second-field-align); in a list it is followed by a space.
_BETWEEN = regex(r'\s*</div>\s*<div class="csl-right-inline">\s*')
_COLUMNS = regex(r'<div class="csl-(?:left-margin|right-inline|block|indent)">|</div>')
# The processor escapes by number, as CSL's test suite wants it.
_ENTITIES = {"38": "amp", "60": "lt", "62": "gt"}
_CODES = regex("&#(38|60|62);")
_YEAR = regex(r"\d{4}")
# What an act was published in has a year of its own, for which CSL has no variable: "available-date" comes nearest.
GAZETTE_DATE, PUBLISHED = "gazette-date", "available-date"
_NUMBER = regex(r"^(\[\d+\]|\d+\.)(?=[^\d\s])")


def load(style: str) -> Style:
    """A style by its name or its file; raises :class:`UnknownStyle` or :class:`StyleError`."""
    try:
        if style.endswith(".csl"):
            if not os.path.isfile(style):  # noqa: PTH113 -- false for a name too long, where Path raises
                raise UnknownStyle(style)
            return Style.from_file(Path(style))
        return _installed(style)
    except csl_findings.StyleError as error:
        raise StyleError(str(error)) from None


@lru_cache(maxsize=8)
def _installed(style: str) -> Style:
    """A style by its name; what is compiled of it stays with it."""
    if style in own_styles():
        return Style.from_file(own_styles()[style])
    if style_path(style) is None:
        raise UnknownStyle(style, _nearest(style))
    return Style.load(style)


def _nearest(style: str) -> tuple[str, ...]:
    """Up to three names: those that begin so, this project's first, the shortest first; else those that look alike."""
    rows = [sorted(names, key=len) for names in (own_styles(), style_names())]
    begun = [name for names in rows for name in names if name.startswith(style)]
    return tuple(dict.fromkeys(begun))[:3] or tuple(get_close_matches(style, known_styles(), n=3, cutoff=0.5))


@cache
def known_styles() -> tuple[str, ...]:
    """Names of the CSL style repository and of this project, sorted."""
    return tuple(sorted({*style_names(), *own_styles()}))


def processor(sheet: Style, items: Mapping[str, Item], setting: Setting) -> Processor:
    """A processor with ``items`` (by id) as ``setting`` wants them.  Raises UnknownScheme."""
    shown = {i: with_translation(item) if setting.translations else item for i, item in items.items()}
    latin = {}
    if setting.script is not Script.ORIGINAL or setting.sort is Sort.TRANSLITERATED:
        latin = {i: in_latin(item, setting.schemes) for i, item in shown.items()}
    changed = {i: item for i, item in latin.items() if item is not shown[i] and item != shown[i]}
    own_language = setting.entry_language == OWN_LANGUAGE
    locale = setting.locale if own_language else setting.entry_language or setting.locale
    key = rank(setting.sections, setting.sort, setting.locale or sheet.default_locale or "en-US")
    own, by_year = sheet.name in own_styles(), _cites_by_year(sheet)
    return Processor(
        sheet,
        _csl(latin if setting.script is Script.LATIN else shown, own, by_year),
        locale=locale or None,
        collator=_Collation(),
        locales=_terms(),
        renamed=True,
        entry_languages=True if own_language else None if setting.entry_language is None else False,
        idem=setting.idem,
        gender=partial(_gender, _genders(setting, shown, latin)),
        beside=_csl(changed, own, by_year) if setting.script is Script.BOTH else (),
        sort_as=_csl(changed, own, by_year) if setting.sort is Sort.TRANSLITERATED else (),
        rank=None if key is None else lambda identity: key(items[identity]),
        labels=setting.labels,
        locator_once=True,
    )


def _cites_by_year(sheet: Style) -> bool:
    """Whether a style's citations name works by author and year."""
    if not sheet.in_text:
        return False
    formats = {each.get("citation-format") for each in sheet.root.iterfind(f"{NS}info/{NS}category")}
    return not formats & {"note", "numeric", "label"}


def _csl(items: Mapping[str, Item], own: bool, by_year: bool) -> list[dict[str, Any]]:
    """``own``: for a style of this project, which has a place for every part of where an act was published."""
    # A title without a language would get English capitals in an English style ("und": BCP 47, undetermined).
    rows = [
        _once(_in_words({"language": "und"} | canonical(item).to_csl(identity)), item)
        for identity, item in items.items()
    ]
    if own:  # others print "n.d." for a record without a date
        return [said_once(row, item, by_year=by_year) for row, item in zip(rows, items.values(), strict=True)]
    return [as_one_mark(row, PUBLISHED) for row in rows]


def _once(row: dict[str, Any], item: Item) -> dict[str, Any]:
    """No address beside the DOI that it is; the year of the journal of laws beside the date of its act."""
    if "DOI" in row and "URL" in row and _leads_to(row["URL"], row["DOI"]):
        row = {variable: value for variable, value in row.items() if variable != "URL"}
    year = _YEAR.search(item.custom.get(GAZETTE_DATE, ""))
    return row | {PUBLISHED: {"date-parts": [[int(year.group())]]}} if year else row


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """Kinds and states of works that data have as BibLaTeX's keys ("phdthesis") in words of the work's language."""
    from bibtool.formats.typewords import is_key, words

    return row | {
        variable: words(row[variable], row["language"])
        for variable in ("genre", "status")
        if is_key(row.get(variable, ""))
    }


def used_locale(made: Processor) -> str:
    """The locale whose terms a processor prints."""
    lang = made.locale.lang
    return (lang if "-" in lang else PRIMARY.get(lang, lang)) if made.locale.found else "en-US"


def locale_doubts(setting: Setting, used: str) -> list[Finding]:
    """BT653 where the locale that was asked for, or that of the entries, has no terms."""
    entries = setting.entry_language if setting.entry_language != OWN_LANGUAGE else None
    asked = entries or setting.locale
    if not asked or _language(used) == _language(asked):
        return []
    return [Finding(Code.LOCALE_UNKNOWN, {"locale": asked, "used": used})]


def _language(tag: str) -> str:
    return normal_tag(tag).partition("-")[0]


def _leads_to(url: str, doi: str) -> bool:
    """Whether an address is the DOI's own: at the resolver, escaped or not, with or without a query."""
    plain = unquote(url).casefold().partition("?")[0] if "?" not in doi else unquote(url).casefold()
    return plain.endswith(f"doi.org/{doi.casefold()}")


def in_list(text: str, to: str) -> str:
    """An entry as it stands in a list: its number set off by a space, HTML's entities by name."""
    text = _NUMBER.sub(r"\1 ", _COLUMNS.sub("", _BETWEEN.sub(" ", text)).strip())
    return by_name(text) if to == "html" else text


def by_name(html: str) -> str:
    """HTML's entities by their names, as everything else here writes them."""
    return _CODES.sub(lambda m: f"&{_ENTITIES[m.group(1)]};", html)


@cache
def _terms() -> tuple[str, ...]:
    """The terms that CSL's locale files lack or have wrong ("i in.", "дата обращения"), in every language with any."""
    return tuple(locale_xml(language, extensions=True) for language in locales())


class _Collation:
    """The languages' own order of letters."""

    def key(self, text: str, language: str) -> Any:
        """See :class:`bibtool.csl.collation.Collator`."""
        code = language.split("-")[0]
        return collator(code if code in collated_languages() else "en").key(text)


def _genders(setting: Setting, shown: Mapping[str, Item], latin: Mapping[str, Item]) -> Mapping[Person, str]:
    """The genders of a setting, for names in the letters in which they are printed too."""
    found = dict(setting.genders)
    if not found:
        return found
    for identity, item in latin.items():
        for variable, names in item.names.items():
            for printed, name in zip(names, shown[identity].names.get(variable, ()), strict=False):
                gender = found.get(person(name.family, name.given))
                if gender:
                    found.setdefault(person(printed.family, printed.given), gender)
    return found


def _gender(genders: Mapping[Person, str], name: Name) -> str:
    """The gender of a person for "the same" (tenże, taż): as told, else as the item says, else by the given name; ""
    where nothing tells."""
    told = genders.get(person(name.family, name.given)) if genders else ""
    return told or name.gender or gender_of(name.family, name.given).gender.value


def bare(text: str) -> str:
    """What is printed: ``text`` without tags and the punctuation around it; empty where that is nothing."""
    return re.sub(r"<[^>]*>", "", text).strip(" .,;:")


def problems_of(sheet: Style) -> list[str]:
    """What is wrong with a style by the schema of CSL 1.0.2 ("line 4: ..."); CSL-M has a schema of its own."""
    layouts = (layout for layout in sheet.root.iter(f"{NS}layout") if layout.get("locale"))
    if "mlz" in (sheet.root.get("version") or "") or any(True for _ in layouts):
        return []
    return sheet.validate()


def is_note_style(style: str) -> bool:
    """Whether a style is made for notes; raises as :func:`load`."""
    return load(style).root.get("class") == "note"


def style_kinds(sheet: Style) -> Sequence[str]:
    """Which of "citation" and "bibliography" a style has."""
    return [kind for kind in ("citation", "bibliography") if any(str(c.tag).endswith("}" + kind) for c in sheet.root)]
