"""What goes beyond CSL: off by default, on through parameters."""

from __future__ import annotations

from typing import Any

import pytest
from small import book, person, processor

from bibtool.csl.collation import SortableKey
from bibtool.csl.findings import StyleError
from bibtool.csl.person import Name
from bibtool.csl.processor import Processor
from bibtool.csl.style import Extensions, Style

ACCESS = (
    "<group delimiter=', '><names variable='author'><name et-al-min='2' et-al-use-first='1'/></names>"
    "<text variable='title' quotes='true'/><group delimiter=' '><text term='accessed'/>"
    "<date variable='accessed' form='text'/></group></group>"
)
ITEMS = [
    book(
        "pl", language="pl-PL", title="Cisza", author=[person("Żak", "J."), person("Lis", "K.")], accessed="2020-04-28"
    ),
    book(
        "ru", language="ru-RU", title="Мост", author=[person("Громов", "Л."), person("Ёж", "И.")], accessed="2020-04-28"
    ),
    book("xx", language="tlh", title="Mara", author=[person("Worf")], accessed="2020-04-28"),
]
LOCALE = """<locale xmlns="http://purl.org/net/xbiblio/csl" xml:lang="pl-PL"><terms>
  <term name="accessed">data dostępu</term><term name="month-04" form="nominative">kwiecień</term>
  <term name="idem" gender-form="masculine"><single>tenże</single><multiple>ciż</multiple></term>
  <term name="idem" gender-form="feminine"><single>taż</single><multiple>też</multiple></term>
  <term name="idem"><single>tenże</single><multiple>ciż</multiple></term></terms></locale>"""


def test_entries_in_their_own_language() -> None:
    plain = processor(ITEMS, bibliography=ACCESS, locale="en-US").bibliography("text")
    assert all("accessed April 28, 2020" in line for line in plain) and len(plain) == 3
    own = processor(ITEMS, bibliography=ACCESS, locale="en-US", entry_languages=True)
    polish, russian, other = own.bibliography("text")
    assert polish.startswith(("J. Żak i in., „Cisza”", "J. Żak et al., „Cisza”"))
    assert "28 kwietnia 2020" in polish
    assert "«Мост»" in russian and "апрел" in russian
    assert other == "Worf, “Mara,” accessed April 28, 2020"


def test_quotes_of_cites_follow_their_language() -> None:
    made = processor(
        ITEMS, "<text variable='title' quotes='true'/>", layout="delimiter='; '", entry_languages=True, locale="en-US"
    )
    assert made.cite(["pl", "ru", "xx"], to="text") == "„Cisza”; «Мост»; “Mara”"


def test_a_layout_of_csl_m_switches_terms() -> None:
    layouts = "<text term='accessed'/></layout><layout><text term='accessed'/>"
    made = processor(ITEMS, layouts, layout="locale='de'", locale="en-US", style_class="in-text")
    german = processor(
        [book("de", language="de-DE")], layouts, layout="locale='de'", locale="en-US", style_class="in-text"
    )
    assert german.cite(["de"]) == "zugegriffen"
    assert made.cite(["xx"]) == "accessed"


@pytest.mark.parametrize(
    ("languages", "expected"),
    [((), "28 kwietnia 2020"), (("pl",), "28 IV 2020"), (("*",), "28 IV 2020"), (("ru",), "28 kwietnia 2020")],
)
def test_roman_months(languages: tuple[str, ...], expected: str) -> None:
    made = processor(ITEMS[:1], "<date variable='accessed' form='text'/>", locale="pl-PL", roman_months=languages)
    assert made.cite(["pl"]) == expected


def test_locales_from_outside_stand_over_the_files_and_under_the_style() -> None:
    date = "<date variable='accessed' form='text' date-parts='year-month'/>"
    style = f"<group delimiter=' '><text term='accessed'/>{date}</group>"
    month = [book("m", accessed="2020-04")]
    assert processor(month, style, locale="pl-PL", style_class="in-text").cite(["m"]).endswith("kwietnia 2020")
    outside = processor(month, style, locale="pl-PL", locales=[LOCALE], style_class="in-text")
    assert outside.cite(["m"]) == "data dostępu kwiecień 2020"
    own = '<locale><terms><term name="accessed">dostęp</term></terms></locale>'
    assert (
        processor(month, style, locale="pl-PL", locales=[LOCALE], before=own).cite(["m"]).lower().startswith("dostęp")
    )
    with pytest.raises(StyleError, match="locale is not well-formed"):
        processor(month, style, locales=["<locale"])


def test_a_language_without_a_file_lives_by_its_own_locale() -> None:
    belarusian = LOCALE.replace("pl-PL", "be-BY").replace("data dostępu", "дата доступу")
    made = processor(
        [book("x")], "<text term='accessed'/>", locale="be-BY", locales=[belarusian], style_class="in-text"
    )
    assert made.cite(["x"]) == "дата доступу" and made.findings == []


def women(*families: str) -> list[dict[str, str]]:
    return [person(family, "Anna", gender="feminine") for family in families]


def test_idem_in_gender_and_number() -> None:
    items = [
        book("1", title="1", author=[person("Nowak", "Jan", gender="masculine")]),
        book("2", title="2", author=[person("Nowak", "Jan", gender="masculine")]),
        book("3", title="3", author=women("Sowa")),
        book("4", title="4", author=women("Sowa")),
        book("5", title="5", author=women("Sowa", "Ptak")),
        book("6", title="6", author=women("Sowa", "Ptak")),
    ]
    style = "<group delimiter=', '><names variable='author'/><text variable='title'/></group>"
    options: dict[str, Any] = {"locale": "pl-PL", "locales": [LOCALE], "idem": True}
    made = processor(items, style, bibliography=style, **options)
    assert made.bibliography() == [
        "Jan Nowak, 1",
        "Tenże, 2",
        "Anna Sowa, 3",
        "Taż, 4",
        "Anna Sowa, Anna Ptak, 5",
        "Też, 6",
    ]
    notes = made.document([([item["id"]], n) for n, item in enumerate(items, start=1)])
    assert notes == made.bibliography()
    assert made.document([(["1", "2"], 1)]) == ["Jan Nowak, 1tenże, 2"]
    assert processor(items, style, bibliography=style, **options | {"idem": False}).bibliography()[1] == "Jan Nowak, 2"


def test_gender_comes_from_a_protocol() -> None:
    def by_ending(name: Name) -> str:
        return "feminine" if name.given.endswith("a") else "masculine"

    items = [book(str(n), title=str(n), author=[person("Lem", "Ewa")]) for n in (1, 2)]
    style = "<group delimiter=', '><names variable='author'/><text variable='title'/></group>"
    made = processor(items, bibliography=style, locale="pl-PL", locales=[LOCALE], idem=True, gender=by_ending)
    assert made.bibliography() == ["Ewa Lem, 1", "Taż, 2"]


class Backwards:
    """A collator that sorts by the end of words."""

    def key(self, text: str, language: str) -> SortableKey:
        return (language, text[::-1])


def test_collation_comes_from_a_protocol() -> None:
    items = [book(word, title=word) for word in ("ab", "ba", "ca")]
    sort = "<sort><key variable='title'/></sort>"
    made = processor(items, bibliography="<text variable='title'/>", bibliography_sort=sort, collator=Backwards())
    assert made.bibliography() == ["ba", "ca", "ab"]


def test_renamed_variables_meet_on_request() -> None:
    item = book(event_title="Meeting")
    assert processor([item], "<text variable='title'/><text variable='event'/>").cite(["b"]).startswith("[CSL")
    assert processor([item], "<text variable='event'/>", renamed=True).cite(["b"]) == "Meeting"


def test_an_intext_layout_names_the_author() -> None:
    style = "<names variable='author'><name form='short'/></names>"
    items = [book(author=[person("Smith", "Ann")])]
    layout = "prefix='(' suffix=')'"
    author = {"id": "b", "author-only": True}
    assert processor(items, style, layout=layout).cite([author]) == "Smith"
    intext = "<intext><layout><text value='Dr. '/><names variable='author'/></layout></intext>"
    assert processor(items, style, layout=layout, before=intext).cite([author]) == "Dr. Ann Smith"
    assert processor(items, style, layout=layout, before=intext).cite(["b"]) == "(Smith)"


INSTRUCTED = """<?xml version="1.0"?><?bibtool {0}?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
<citation><layout><?other thing?><date variable="accessed" form="text"/></layout></citation></style>"""


def test_a_style_asks_for_extensions_itself() -> None:
    style = Style.from_xml(INSTRUCTED.format('roman-months="pl" idem="true"'))
    assert style.extensions == Extensions(idem=True, roman_months=("pl",))
    assert Processor(style, ITEMS[:1], locale="pl-PL").cite(["pl"]) == "28 IV 2020"
    assert Processor(style, ITEMS[:1], locale="pl-PL", roman_months=()).cite(["pl"]) == "28 kwietnia 2020"
    with pytest.raises(StyleError, match='knows no idem="maybe"'):
        Style.from_xml(INSTRUCTED.format('idem="maybe"'))


HEADED = """<?bibtool heading-authors="{0}"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">
<bibliography><sort><key macro="heading"/><key variable="title"/></sort><layout><group delimiter=". ">
<text macro="heading"/><group delimiter=" / "><text variable="title"/>
<names variable="contributor"><name et-al-min="2" et-al-use-first="1"/></names></group>
</group></layout></bibliography>
<macro name="heading"><names variable="author"><name form="short" delimiter=", "/></names></macro></style>"""


def test_a_work_of_many_authors_stands_under_its_title() -> None:
    """ГОСТ Р 7.0.5–2008, 8.4: one, two or three authors are the heading; a work of four and more has none."""
    names = [{"family": family, "given": "A."} for family in ("Ash", "Birch", "Cedar", "Dogwood")]
    items = [
        {"id": "four", "type": "book", "title": "Trees", "author": names, "contributor": [{"family": "Elm"}]},
        {"id": "three", "type": "book", "title": "Woods", "author": names[:3]},
    ]
    style = Style.from_xml(HEADED.format(3))
    assert style.extensions == Extensions(heading_authors=3)
    assert Processor(style, items).bibliography("text") == ["Ash, Birch, Cedar. Woods", "Trees / A. Ash et al."]
    whole = ["Ash, Birch, Cedar. Woods", "Ash, Birch, Cedar, Dogwood. Trees / Elm"]
    assert Processor(style, items, heading_authors=0).bibliography("text") == whole
    with pytest.raises(StyleError, match='heading-authors="many"'):
        Style.from_xml(HEADED.format("many"))


def test_a_locator_that_a_style_prints_twice_is_printed_once() -> None:
    twice = (
        "<group delimiter=', '><text variable='title'/><group delimiter=' '><label variable='locator' form='short'/>"
        "<text variable='locator'/></group><text variable='publisher'/><choose><if variable='locator'>"
        "<group delimiter=' '><label variable='locator' form='short'/><text variable='locator'/></group></if></choose>"
        "</group>"
    )
    items = [book("a", title="Promy", publisher="Most")]
    cite = {"id": "a", "locator": "7", "label": "page"}
    assert processor(items, citation=twice).cite([cite], to="text") == "Promy, p. 7, Most, p. 7"
    once = processor(items, citation=twice, locator_once=True)
    assert once.cite([cite], to="text") == "Promy, p. 7, Most"
    assert once.cite([{"id": "a"}], to="text") == "Promy, Most"
