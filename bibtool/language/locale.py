"""Terms of a bibliography for languages that CSL's locale files serve badly or not at all.

Each ``locales/<language>.toml`` holds what differs from the CSL locale that it stands over (``over``, empty where CSL
has none and the file is whole), every term with its source.  :func:`locale_data` gives it as values,
:func:`locale_xml` as a CSL locale for any processor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache
from html import escape
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bibtool.language.errors import UnknownLanguage, nearest_names, primary
from bibtool.text.data import toml, tomls

CSL_NAMESPACE = "http://purl.org/net/xbiblio/csl"
# Where a form is wanting, the forms that stand for it, the nearest first.  CSL would take an English one first.
_STAND_INS = {
    "long": ("short", "verb"),
    "short": ("long",),
    "verb": ("verb-short", "short", "long"),
    "verb-short": ("short", "verb", "long"),
}
# Terms that CSL 1.0.2 does not know; they are left out of locale_xml unless asked for.
EXTENSIONS = frozenset({"idem"})


class Gender(Enum):
    """Of one person or of the author group of a work; plural where there are several."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    UNKNOWN = ""


class Month(Enum):
    """Forms of a month's name."""

    NOMINATIVE = "nominative"  # alone or with a year: kwiecień 2016
    GENITIVE = "genitive"  # with a day: 28 kwietnia 2016
    SHORT = "short"
    ROMAN = "roman"


class LocaleTerm(Struct, frozen=True):
    """One term; ``multiple`` equals ``single`` where the plural is the same; ``source`` is a sentence."""

    name: str
    form: str  # long, short, verb, verb-short, symbol
    gender: Gender
    single: str
    multiple: str
    source: str


class LocaleData(Struct, frozen=True):
    """What one file says.  ``dates`` are patterns of :meth:`str.format` with ``day``, ``month`` and ``year``."""

    lang: str
    over: str
    terms: tuple[LocaleTerm, ...]
    months: Mapping[Month, tuple[str, ...]]
    quotes: tuple[str, str, str, str]  # open, close, inner open, inner close
    page_range: str
    dates: Mapping[str, str]
    sources: Mapping[str, str]

    def term(self, name: str, form: str = "long", gender: Gender = Gender.UNKNOWN, plural: bool = False) -> str:
        """A term, empty where this file has none; an unknown gender takes the term without gender."""
        for wanted in (gender, Gender.UNKNOWN):
            for found in self.terms:
                if (found.name, found.form, found.gender) == (name, form, wanted):
                    return found.multiple if plural else found.single
        return ""

    def month(self, number: int, form: Month) -> str:
        """The name of a month, 1 to 12."""
        if not 1 <= number <= 12:
            raise ValueError(f"month {number}: months go from 1 to 12")
        return self.months[form][number - 1]


@cache
def _files() -> Mapping[str, LocaleData]:
    found = {}
    for language, data in tomls("language/locales"):
        found[language] = _read(data, f"{language}.toml")
    return found


def _read(data: Mapping[str, Any], name: str) -> LocaleData:
    sources = data["sources"]
    terms = [
        _term(line, sources[source])
        for source, block in data["terms"].items()
        for line in block.splitlines()
        if line.strip()
    ]
    twice = [key for key, count in Counter((t.name, t.form, t.gender) for t in terms).items() if count > 1]
    if twice:
        raise ValueError(f"{name}: declared twice: {sorted({key[0] for key in twice})}")
    months = {form: tuple(data["months"][form.value].split()) for form in Month}
    opening, closing, inner, inner_closing = data["quotes"]["marks"].split()
    return LocaleData(
        data["locale"]["lang"],
        data["locale"]["over"],
        tuple(terms),
        months,
        (opening, closing, inner, inner_closing),
        data["quotes"]["range"],
        {key: value for key, value in data["dates"].items() if key != "source"},
        sources,
    )


def _term(line: str, source: str) -> LocaleTerm:
    key, _, value = line.partition("=")
    key, _, gender = key.strip().partition("@")
    name, _, form = key.partition(".")
    single, _, multiple = (part.strip() for part in value.partition("|"))
    return LocaleTerm(name, form or "long", Gender(gender), single, multiple or single, source)


def _quoted(value: str) -> str:
    # xml.sax.saxutils has this, and loads http.client and ssl
    return f'"{escape(value)}"'


def locales() -> tuple[str, ...]:
    """The languages with a file."""
    return tuple(_files())


def locale_data(language: str) -> LocaleData:
    """The data of a language (BCP 47, only the primary subtag counts); raises :class:`UnknownLanguage`."""
    code = primary(language)
    found = _files().get(code)
    if found is None:
        near = nearest_names(code, _files())
        raise UnknownLanguage(f"no terms for {language!r}; known: {', '.join(_files())}", language, near)
    return found


def locale_xml(language: str, extensions: bool = False) -> str:
    """The data as a CSL locale (CSL 1.0.2, "Locale Files"), to be merged over the file that it names.

    Months in full are genitives, as CSL prints them beside days.  ``extensions`` adds what CSL does not know: ``idem``
    with ``gender-form``, and months with the form ``nominative``.
    """
    data = locale_data(language)
    lines = [f'<locale xmlns="{CSL_NAMESPACE}" version="1.0" xml:lang="{data.lang}">']
    lines.append('<style-options punctuation-in-quote="false"/>')
    lines += [_date_xml(form, data.dates[form]) for form in ("text", "numeric")]
    lines.append("<terms>")
    quotes = zip(("open-quote", "close-quote", "open-inner-quote", "close-inner-quote"), data.quotes, strict=True)
    for name, value in (*quotes, ("page-range-delimiter", data.page_range)):
        lines.append(f'<term name="{name}">{escape(value)}</term>')
    for number in range(1, 13):
        lines.append(f'<term name="month-{number:02}">{data.month(number, Month.GENITIVE)}</term>')
        lines.append(f'<term name="month-{number:02}" form="short">{data.month(number, Month.SHORT)}</term>')
        if extensions:
            name = data.month(number, Month.NOMINATIVE)
            lines.append(f'<term name="month-{number:02}" form="nominative">{name}</term>')
    lines += [_term_xml(term) for term in _all_forms(data) if extensions or term.name not in EXTENSIONS]
    return "\n".join([*lines, "</terms>", "</locale>"]) + "\n"


def _all_forms(data: LocaleData) -> list[LocaleTerm]:
    """The terms, and for each name the forms that it lacks; verbs only for names that have a role (editor, host).

    A term without gender beside gendered ones is left out: a processor would print it for an unknown gender.
    """
    gendered = {term.name for term in data.terms if term.gender is not Gender.UNKNOWN}
    out = [term for term in data.terms if term.name not in gendered or term.gender is not Gender.UNKNOWN]
    by_name: dict[str, dict[str, LocaleTerm]] = {}
    for term in data.terms:
        if term.gender is Gender.UNKNOWN and term.name not in gendered:
            by_name.setdefault(term.name, {})[term.form] = term
    roles = _roles()
    for name, forms in by_name.items():
        for form in ("long", "short", "verb", "verb-short"):
            if form in forms or (form.startswith("verb") and name not in roles):
                continue
            stand_in = next((forms[other] for other in _STAND_INS[form] if other in forms), None)
            if stand_in is not None:
                out.append(replace(stand_in, form=form))
    return out


@cache
def _roles() -> frozenset[str]:
    return frozenset(toml("language/data/csl_roles.toml")["roles"])


def _term_xml(term: LocaleTerm) -> str:
    attributes = f"name={_quoted(term.name)}"
    if term.form != "long":
        attributes += f" form={_quoted(term.form)}"
    if term.gender is not Gender.UNKNOWN:
        attributes += f" gender-form={_quoted(term.gender.value)}"
    if term.multiple == term.single:
        return f"<term {attributes}>{escape(term.single)}</term>"
    forms = f"<single>{escape(term.single)}</single><multiple>{escape(term.multiple)}</multiple>"
    return f"<term {attributes}>{forms}</term>"


def _date_xml(form: str, pattern: str) -> str:
    """``{day:02}.{month:02}.{year}`` as a CSL date: what stands between two parts is the suffix of the first."""
    import string

    parts: list[str] = []
    prefix = ""
    pieces = list(string.Formatter().parse(pattern))
    for place, (literal, name, spec, _) in enumerate(pieces):
        if name is None:
            continue
        if place == 0:
            prefix = literal
        suffix = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        shape = ' form="numeric-leading-zeros"' if spec == "02" else ""
        before = f" prefix={_quoted(prefix)}" if prefix else ""
        after = f" suffix={_quoted(suffix)}" if suffix else ""
        parts.append(f'<date-part name="{name}"{shape}{before}{after}/>')
        prefix = ""
    return f'<date form="{form}">{"".join(parts)}</date>'
