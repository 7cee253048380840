"""What a style prints, by section of the specification, with small styles."""

from __future__ import annotations

from typing import Any

import pytest
from small import book, cited, person, processor

from bibtool.csl.locale import resolve_locale
from bibtool.csl.numbers import is_numeric, is_plural, ordinal, page_range, roman
from bibtool.csl.textcase import convert_text

NAMES = "<names variable='author'><name {}/></names>"
THREE = [person("Kowalska", "Anna Maria"), person("van den Berg", "Piet"), person("Żak", "Jan-Paweł")]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "Anna Maria Kowalska, Piet van den Berg, Jan-Paweł Żak"),
        ("and='text'", "Anna Maria Kowalska, Piet van den Berg, and Jan-Paweł Żak"),
        ("and='symbol' delimiter-precedes-last='never'", "Anna Maria Kowalska, Piet van den Berg &#38; Jan-Paweł Żak"),
        ("form='short'", "Kowalska, van den Berg, Żak"),
        ("initialize-with='. '", "A. M. Kowalska, P. van den Berg, J.-P. Żak"),
        ("initialize-with=''", "AM Kowalska, P van den Berg, J-P Żak"),
        ("name-as-sort-order='all' initialize-with='.'", "Kowalska, A.M., Berg, P. van den, Żak, J.-P."),
        ("name-as-sort-order='first'", "Kowalska, Anna Maria, Piet van den Berg, Jan-Paweł Żak"),
        ("et-al-min='3' et-al-use-first='1'", "Anna Maria Kowalska et al."),
        (
            "et-al-min='3' et-al-use-first='2' delimiter-precedes-et-al='never'",
            "Anna Maria Kowalska, Piet van den Berg et al.",
        ),
        ("et-al-min='3' et-al-use-first='1' et-al-use-last='true'", "Anna Maria Kowalska, … Jan-Paweł Żak"),
        ("form='count'", "3"),
    ],
)
def test_names(options: str, expected: str) -> None:
    assert cited([book(author=THREE)], NAMES.format(options)) == expected


def test_substituted_names_are_not_repeated() -> None:
    style = (
        "<names variable='author'><substitute><names variable='editor'/></substitute></names>"
        "<names variable='editor' prefix=' | '/>"
    )
    assert cited([book(editor=[person("Nowak", "Ewa")])], style) == "Ewa Nowak"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"date-parts": [[2016, 4, 28]]}, "April 28, 2016"),
        ({"date-parts": [[2016, 4]]}, "April 2016"),
        ({"date-parts": [["2016"]]}, "2016"),
        ({"date-parts": [[2016, 4, 28], [2016, 4, 30]]}, "April 28–30, 2016"),
        ({"date-parts": [[2016, 4, 28], [2016, 5, 2]]}, "April 28–May 2, 2016"),
        ({"date-parts": [[2015, 12], [2016, 1]]}, "December 2015–January 2016"),
        ({"date-parts": [[0], [2016, 4]]}, "–April 2016"),
        ({"date-parts": [[2016], [0]]}, "2016–"),
        ({"date-parts": [[-44, 3, 15]]}, "March 15, 44 BC"),
        ({"date-parts": [[800]]}, "800 AD"),
        ({"date-parts": [[2004]], "season": 2}, "Summer 2004"),
        ({"literal": "no later than Easter"}, "no later than Easter"),
        ("2016-04-28", "April 28, 2016"),
        ("2004-21/2004-23", "Spring–Autumn 2004"),
        ({"raw": "2016-04~"}, "April 2016"),
        ("2016/..", "2016–"),
        (2016, "2016"),
    ],
)
def test_dates(date: Any, expected: str) -> None:
    assert cited([book(issued=date)], "<date variable='issued' form='text'/>") == expected


def test_a_group_without_values_is_left_out_with_its_terms() -> None:
    inner = "<group><text term='in' suffix=' '/><text variable='container-title'/></group>"
    style = f"<group delimiter=', '><text variable='title'/>{inner}</group>"
    assert cited([book(title="Ink")], style) == "Ink"
    assert cited([book(title="Ink", container_title="Paper")], style) == "Ink, in Paper"


def test_children_of_choose_take_the_delimiter_of_the_group_around() -> None:
    inner = "<choose><if type='book'><text variable='title'/><text variable='volume'/></if></choose>"
    style = f"<group delimiter='; '>{inner}</group>"
    assert cited([book(title="Ink", volume="2")], style) == "Ink; 2"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Who reads?", "“Who reads?” 2"),
        ("A reader", "“A reader.” 2"),
        ('The "lost" art', "“The ‘lost’ art.” 2"),
        ('The art "lost"', "“The art ‘lost.’” 2"),
        ("O’Neill's '90s", "“O’Neill’s ’90s.” 2"),
        ("<i>Betula</i> in H<sub>2</sub>O", "“<i>Betula</i> in H<sub>2</sub>O.” 2"),
        ("a < b & c", "“a &#60; b &#38; c.” 2"),
        ("<script>x</script>", "“&#60;script&#62;x&#60;/script&#62;.” 2"),
    ],
)
def test_quotes_and_punctuation(title: str, expected: str) -> None:
    style = "<text variable='title' quotes='true' suffix='. '/><text value='2'/>"
    assert cited([book(title=title)], style) == expected


def test_an_ellipsis_takes_no_full_stop() -> None:
    style = "<group delimiter='. '><text variable='title'/><text value='2'/></group>"
    assert cited([book(title="Сила …")], style) == "Сила … 2"
    assert cited([book(title="Сила ...")], style) == "Сила ... 2"


def test_french_spaces_are_left_to_french() -> None:
    """ " : " is a sign of Russian and Ukrainian references; as typed, it is the same as the style's own."""
    title = "Мости : нариси ; листи"
    assert cited([book(title=title, language="uk")], to="text") == title
    assert cited([book(title="Ponts : essais", language="fr-FR")], to="text") == "Ponts\u202f: essais"
    assert cited([book(title="Ponts : essais")], to="text") == "Ponts\u202f: essais"


def test_italics_flip_within_italics() -> None:
    style = "<text variable='title' font-style='italic'/>"
    expected = '<i>On <span style="font-style:normal;">Hamlet</span></i>'
    assert cited([book(title="On <i>Hamlet</i>")], style) == expected


@pytest.mark.parametrize(
    ("case", "language", "text", "expected"),
    [
        ("title", "en", "the margins of a page: an art", "The Margins of a Page: An Art"),
        ("title", "pl", "na marginesie", "na marginesie"),
        ("capitalize-first", "pl", "łódź i woda", "Łódź i woda"),
        ("capitalize-all", "en", "on ink", "On Ink"),
        ("sentence", "en", "The Art Of Ink", "The art of ink"),
        ("uppercase", "tr", "istanbul", "İSTANBUL"),
    ],
)
def test_text_case(case: str, language: str, text: str, expected: str) -> None:
    assert convert_text(text, case, language) == expected


def test_numbers() -> None:
    english = resolve_locale("en-US", [])
    assert [ordinal(n, english) for n in (1, 2, 3, 4, 11, 21, 112)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "21st",
        "112th",
    ]
    assert roman(1994) == "mcmxciv"
    assert is_numeric("2nd") and is_numeric("1, 3-5") and not is_numeric("second")
    assert is_plural("12–14") and is_plural("3 & 5") and not is_plural("12") and not is_plural("1,234")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("", "321–328, 100–104"),
        ("minimal", "321–8, 100–4"),
        ("minimal-two", "321–28, 100–04"),
        ("chicago", "321–28, 100–104"),
        ("expanded", "321–328, 100–104"),
    ],
)
def test_page_ranges(style: str, expected: str) -> None:
    assert page_range("321-328, 100-104", style, "–") == expected
    assert page_range("N110-5, 3-B", style, "–") == "N110-5, 3-B"


def test_ibid_and_subsequent() -> None:
    style = (
        "<choose><if position='ibid-with-locator'><text term='ibid' suffix=' '/><text variable='locator'/></if>"
        "<else-if position='ibid'><text term='ibid'/></else-if>"
        "<else-if position='subsequent'><text variable='title-short'/>"
        "<text variable='first-reference-note-number' prefix=' n. '/></else-if>"
        "<else><text variable='title'/></else></choose>"
    )
    items = [book("a", title="Ink", title_short="I"), book("b", title="Paper", title_short="P")]
    notes: list[tuple[list[Any], int]] = [
        (["a"], 1),
        (["a"], 2),
        ([{"id": "a", "locator": "5"}], 3),
        (["b"], 4),
        (["a"], 5),
        (["a", "b"], 6),
        (["b"], 7),
    ]
    made = processor(items, style)
    assert made.document(notes) == ["Ink", "Ibid.", "Ibid. 5", "Paper", "I n. 1", "Ibid.P n. 4", "P n. 4"]
    again = processor(items, style)
    assert [again.cite(cites, note) for cites, note in notes] == made.document(notes)


YEARS = (
    "<group delimiter=' '><names variable='author'><name form='short' initialize-with='.'/></names>"
    "<date variable='issued'><date-part name='year'/></date></group>"
)


def test_year_suffixes_follow_the_bibliography() -> None:
    items = [
        book("b", author=[person("Smith", "John")], issued="2010", title="Beta"),
        book("a", author=[person("Smith", "John")], issued="2010", title="Alpha"),
    ]
    made = processor(
        items,
        YEARS,
        bibliography="<text variable='title'/><text variable='year-suffix' prefix=' '/>",
        bibliography_sort="<sort><key variable='title'/></sort>",
        options="disambiguate-add-year-suffix='true'",
        layout="delimiter='; '",
    )
    assert made.bibliography() == ["Alpha a", "Beta b"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "Smith 2010; Smith 2010; Doe 2011"),
        ("disambiguate-add-givenname='true'", "A. Smith 2010; B. Smith 2010; Doe 2011"),
        ("disambiguate-add-year-suffix='true'", "Smith 2010a; Smith 2010b; Doe 2011"),
        (
            "disambiguate-add-year-suffix='true' collapse='year-suffix' year-suffix-delimiter=','",
            "Smith 2010a,b; Doe 2011",
        ),
    ],
)
def test_disambiguation(options: str, expected: str) -> None:
    items = [
        book("1", author=[person("Smith", "Ann")], issued="2010"),
        book("2", author=[person("Smith", "Bob")], issued="2010"),
        book("3", author=[person("Doe", "Cy")], issued="2011"),
    ]
    assert cited(items, YEARS, options=options, layout="delimiter='; '") == expected


def test_names_are_added_until_cites_differ() -> None:
    style = "<names variable='author'><name form='short' et-al-min='2' et-al-use-first='1'/></names>"
    items = [
        book("1", author=[person("A", "X"), person("B", "X"), person("C", "X")]),
        book("2", author=[person("A", "X"), person("B", "X"), person("D", "X")]),
        book("3", author=[person("E", "X"), person("B", "X")]),
    ]
    expected = "A, B, C; A, B, D; E et al."
    assert cited(items, style, options="disambiguate-add-names='true'", layout="delimiter='; '") == expected


def test_numbers_collapse() -> None:
    items = [book(str(n), title=str(n)) for n in range(1, 8)]
    made = processor(
        items, "<text variable='citation-number'/>", options="collapse='citation-number'", layout="delimiter=','"
    )
    assert made.cite(["1", "2", "3", "5", "6"]) == "1–3,5,6"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("complete-all", ["A, B.1", "—.2", "A, C.3"]),
        ("complete-each", ["A, B.1", "—, —.2", "A, C.3"]),
        ("partial-each", ["A, B.1", "—, —.2", "—, C.3"]),
        ("partial-first", ["A, B.1", "—, B.2", "—, C.3"]),
    ],
)
def test_subsequent_author_substitute(rule: str, expected: list[str]) -> None:
    items = [
        book("1", title="1", author=[person("A"), person("B")]),
        book("2", title="2", author=[person("A"), person("B")]),
        book("3", title="3", author=[person("A"), person("C")]),
    ]
    made = processor(
        items,
        bibliography="<names variable='author' suffix='.'/><text variable='title'/>",
        bibliography_options=f"subsequent-author-substitute='—' subsequent-author-substitute-rule='{rule}'",
    )
    assert made.bibliography() == expected


def test_sorting_by_language() -> None:
    words = ["Яма", "Zebra", "Łąka", "Lis", "Żaba", "Ива", "Mak", "Їжак"]
    items = [book(word, title=word) for word in words]

    def order(locale: str) -> list[str]:
        made = processor(
            items,
            bibliography="<text variable='title'/>",
            bibliography_sort="<sort><key variable='title'/></sort>",
            locale=locale,
        )
        return made.bibliography()

    assert order("pl-PL") == ["Lis", "Łąka", "Mak", "Zebra", "Żaba", "Ива", "Їжак", "Яма"]
    assert order("uk-UA")[:3] == ["Ива", "Їжак", "Яма"]
    assert order("en-US") != order("ru-RU")


def test_empty_values_sort_last_in_both_directions() -> None:
    items = [book("1"), book("2", issued="2001"), book("3", issued="1999")]
    for direction, expected in (("ascending", ["3", "2", "1"]), ("descending", ["2", "3", "1"])):
        made = processor(
            items,
            bibliography="<text value='x'/>",
            bibliography_sort=f"<sort><key variable='issued' sort='{direction}'/></sort>",
        )
        assert [entry.id for entry in made.entries()] == expected


def test_authors_only_and_suppressed() -> None:
    items = [book(author=[person("Smith", "Ann")], issued="2010")]
    made = processor(items, YEARS)
    assert made.cite([{"id": "b", "author-only": True}]) == "Smith"
    assert made.cite([{"id": "b", "suppress-author": True}]) == "2010"
    assert made.cite([{"id": "b", "prefix": "see ", "suffix": ", and others"}]) == "see Smith 2010, and others"
