"""Every file of terms is complete, sourced and a CSL locale."""

from pathlib import Path

import pytest

from bibtool.language.errors import UnknownLanguage
from bibtool.language.locale import EXTENSIONS, Gender, Month, locale_data, locale_xml, locales

NS = "{http://purl.org/net/xbiblio/csl}"


def terms(root) -> dict[tuple[str, str], str]:
    return {
        (term.get("name"), term.get("form") or "long"): " ".join("".join(term.itertext()).split())
        for term in root.iter(NS + "term")
        if not term.get("gender-form")
    }


def csl_file(name: str):
    citeproc = pytest.importorskip("citeproc", reason="citeproc-py, which carries CSL's locales, is not installed")
    etree = pytest.importorskip("lxml.etree")
    path = Path(citeproc.__file__).parent / "data" / "locales" / f"locales-{name}.xml"
    return terms(etree.parse(str(path)).getroot())


def test_the_languages_of_polish_bibliographies_are_there():
    assert {"pl", "ru", "uk", "be", "kk"} <= set(locales())


@pytest.mark.parametrize("language", locales())
def test_every_term_says_where_it_is_from(language):
    data = locale_data(language)
    assert len(data.terms) > 100
    assert all(term.source in data.sources.values() for term in data.terms)
    assert all(len(source) > 20 for source in data.sources.values())


@pytest.mark.parametrize("language", locales())
def test_twelve_months_in_every_form(language):
    data = locale_data(language)
    for form in Month:
        assert len(data.months[form]) == 12
        assert all(data.months[form])
    assert len(set(data.months[Month.NOMINATIVE])) == 12
    assert data.month(4, Month.ROMAN) == "IV"


@pytest.mark.parametrize("language", locales())
def test_the_xml_has_csl_names_only_and_overrides_in_place(language):
    etree = pytest.importorskip("lxml.etree")
    english = csl_file("en-US")
    plain = etree.fromstring(locale_xml(language).encode())
    assert plain.tag == NS + "locale"
    assert set(terms(plain)) - set(english) <= {key for key in terms(plain) if key[1] != "long"}
    assert {name for name, _ in terms(plain)} <= {name for name, _ in english}
    extended = etree.fromstring(locale_xml(language, extensions=True).encode())
    assert {name for name, _ in terms(extended)} - {name for name, _ in english} <= EXTENSIONS


@pytest.mark.parametrize("language", locales())
def test_no_english_is_left(language):
    """Over the CSL file that it names, or alone, the data leaves no term to English."""
    etree = pytest.importorskip("lxml.etree")
    english = csl_file("en-US")
    over = csl_file(locale_data(language).over) if locale_data(language).over else {}
    own = terms(etree.fromstring(locale_xml(language).encode()))
    merged = {**english, **over, **own}
    left = sorted(
        key
        for key, value in merged.items()
        if key not in own
        and value == english.get(key)
        and any(letter.isalpha() for letter in value)
        and not key[0].startswith("ordinal-")  # one ordinal replaces them all
    )
    assert len(merged) > 350
    assert left == []


@pytest.mark.parametrize(
    ("language", "name", "form", "expected"),
    [
        ("pl", "ibid", "long", "tamże"),
        ("pl", "op-cit", "long", "dz. cyt."),
        ("pl", "et-al", "long", "i in."),
        ("pl", "translator", "verb-short", "przeł."),
        ("ru", "accessed", "long", "дата обращения"),
        ("ru", "ibid", "long", "там же"),
        ("ru", "op-cit", "long", "указ. соч."),
        ("uk", "accessed", "long", "дата звернення"),
        ("uk", "ibid", "long", "там само"),
        ("uk", "et-al", "long", "та ін."),
        ("be", "ibid", "long", "тамсама"),
        ("kk", "page", "short", "б."),
    ],
)
def test_terms_that_notes_need(language, name, form, expected):
    assert locale_data(language).term(name, form) == expected


@pytest.mark.parametrize(
    ("language", "gender", "plural", "expected"),
    [
        ("pl", Gender.MASCULINE, False, "tenże"),
        ("pl", Gender.FEMININE, False, "taż"),
        ("pl", Gender.MASCULINE, True, "ciż"),
        ("pl", Gender.FEMININE, True, "też"),
        ("ru", Gender.MASCULINE, False, "он же"),
        ("ru", Gender.FEMININE, False, "она же"),
        ("ru", Gender.UNKNOWN, True, "они же"),
        ("uk", Gender.FEMININE, False, "та сама"),
        ("be", Gender.FEMININE, False, "яна ж"),
        ("kk", Gender.FEMININE, False, "сол автор"),
    ],
)
def test_idem_has_gender_and_number(language, gender, plural, expected):
    assert locale_data(language).term("idem", gender=gender, plural=plural) == expected


def test_months_have_cases():
    data = locale_data("pl-PL")
    assert data.month(4, Month.NOMINATIVE) == "kwiecień"
    assert data.month(4, Month.GENITIVE) == "kwietnia"
    assert locale_data("ru").month(3, Month.GENITIVE) == "марта"
    with pytest.raises(ValueError, match="1 to 12"):
        data.month(13, Month.SHORT)


def test_extensions_have_nominatives_and_no_idem_for_an_unknown_gender():
    xml = locale_xml("pl", extensions=True)
    assert '<term name="month-04" form="nominative">kwiecień</term>' in xml
    assert '<term name="idem" gender-form="feminine"><single>taż</single><multiple>też</multiple></term>' in xml
    assert '<term name="idem">' not in xml
    assert "nominative" not in locale_xml("pl")
    assert '<term name="idem">' in locale_xml("kk", extensions=True)


def test_a_date_pattern_becomes_a_csl_date():
    xml = locale_xml("pl")
    assert '<date form="text"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/>' in xml
    assert '<date-part name="day" form="numeric-leading-zeros" suffix="."/>' in xml
    assert '<date-part name="year" suffix=" ж. "/>' in locale_xml("kk")


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UnknownLanguage, match="pl"):
        locale_data("xx")
