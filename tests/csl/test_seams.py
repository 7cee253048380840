"""Where two things meet in print: quotation marks, spaces, cites of one author, short titles."""

from __future__ import annotations

from typing import Any

import pytest
from small import book, cited, person, processor, style_xml

from bibtool.csl.processor import Processor
from bibtool.csl.style import Style
from bibtool.csl.textcase import convert_text, is_foreign

NUMBERED = "<text variable='citation-number' prefix='[' suffix=']'/>"


@pytest.mark.parametrize(
    ("look", "to", "expected"),
    [
        ("quotes='true'", "text", "[1] “Brody”"),
        ("quotes='true'", "markdown", "\\[1\\] “Brody”"),
        ("font-style='italic'", "markdown", "\\[1\\] *Brody*"),
        ("font-style='italic' prefix=' '", "markdown", "\\[1\\] *Brody*"),
        ("", "text", "[1] Brody"),
    ],
)
def test_a_number_and_its_entry_are_set_off_outside_of_marks(look: str, to: str, expected: str) -> None:
    made = processor(
        [book(title="Brody")],
        bibliography=f"{NUMBERED}<text variable='title' {look}/>",
        bibliography_options="second-field-align='flush'",
    )
    (entry,) = made.bibliography(to=to)
    assert entry == expected


def test_an_affix_that_ends_with_a_space_and_one_that_begins_with_a_comma() -> None:
    items = [book(collection_title="Biblioteka", volume="4", page="5")]
    layout = (
        "<group delimiter=', '><group suffix='. '><text variable='collection-title'/></group>"
        "<text variable='page'/></group>"
    )
    assert cited(items, layout, to="text") == "Biblioteka., 5"


YEARS = (
    "<group delimiter=', '><group delimiter=' '><names variable='author'/><date variable='issued'>"
    "<date-part name='year'/></date></group><text variable='locator'/></group>"
)


def cite(cites: list[dict[str, Any]]) -> str:
    items = [
        {**book(identity, author=[person("Komar")], issued={"date-parts": [[2022]]}), "title": identity}
        for identity in "ab"
    ]
    made = processor(
        items,
        YEARS,
        layout="prefix='(' suffix=')' delimiter='; '",
        options="disambiguate-add-year-suffix='true' collapse='year'",
        bibliography="<text variable='title'/>",
        style_class="in-text",
    )
    return made.cite(cites, to="text")


def test_cites_of_one_author_are_parted_by_a_semicolon_behind_a_locator() -> None:
    page = {"id": "a", "locator": "43", "label": "page"}
    assert cite([{"id": "a"}, {"id": "b"}]) == "(Komar 2022a, 2022b)"
    assert cite([page, {"id": "b"}]) == "(Komar 2022a, 43; 2022b)"
    assert cite([{"id": "b"}, page]) == "(Komar 2022b, 2022a, 43)"
    assert cite([{"id": "a", "suffix": ", passim"}, {"id": "b"}]) == "(Komar 2022a, passim; 2022b)"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("rivers and beyond", "Rivers and Beyond"),
        ("rivers and beyond: an outline", "Rivers and Beyond: An Outline"),
        ("what is it for? a study", "What Is It For? A Study"),
        ("life beyond the river", "Life beyond the River"),
    ],
)
def test_the_last_word_of_a_part_of_a_title_has_a_capital(title: str, expected: str) -> None:
    assert convert_text(title, "title", "en") == expected


@pytest.mark.parametrize(
    "name",
    ["L’Europe en formation", "Le Monde diplomatique", "Przegląd wschodni i zachodni", "Zeszyty nadwarciańskie",
     "Revue d’histoire", "Archiv für Flüsse", "El país semanal"],
)  # fmt: skip
def test_a_name_in_another_language_keeps_its_capitals(name: str) -> None:
    assert is_foreign(name)
    item = {**book(title="the river"), "container-title": name, "language": "en"}
    assert cited([item], "<text variable='container-title' text-case='title'/>", to="text") == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("journal of river studies", "Journal of River Studies"),
        ("nature communications", "Nature Communications"),
        ("World War I studies", "World War I Studies"),
        ("new left review", "New Left Review"),
        ("studies on l’Amour", "Studies on l’Amour"),
    ],
)
def test_an_english_name_has_title_case(name: str, expected: str) -> None:
    item = {**book(title="the river"), "container-title": name, "language": "en"}
    assert cited([item], "<text variable='container-title' text-case='title'/>", to="text") == expected


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("Długie drogi", "Długie drogi …"),
        ("Długie drogi…", "Długie drogi …"),
        ("Długie drogi rzeczne", "Długie drogi rzeczne"),
        ("Drogi", "Drogi"),
        ("", "Długie drogi rzeczne: zarys"),
    ],
)
def test_a_short_title_that_leaves_out_words_ends_with_an_ellipsis_where_a_style_wants_it(
    short: str, expected: str
) -> None:
    item = {**book(title="Długie drogi rzeczne: zarys"), **({"title-short": short} if short else {})}
    layout = "<text variable='title' form='short'/>"
    xml = style_xml(layout)
    wanted = Processor(Style.from_xml(f'<?bibtool short-title-ellipsis="true"?>{xml}'), [item])
    assert wanted.cite(["b"], to="text") == expected
    assert Processor(Style.from_xml(xml), [item]).cite(["b"], to="text") == short or not short


@pytest.mark.parametrize(
    ("title", "locale", "plain", "quoted"),
    [
        ("O „Wiśle” i Bugu", "en-US", "O „Wiśle” i Bugu", "“O ‘Wiśle’ i Bugu”"),
        ("O „Wiśle” i Bugu", "pl-PL", "O „Wiśle” i Bugu", "„O «Wiśle» i Bugu”"),
        ("On “the ‘inner’ river”", "pl-PL", "On “the ‘inner’ river”", "„On «the ‘inner’ river»”"),
        ("О «Буге»", "en-US", "О «Буге»", "“О «Буге»”"),
        ("О «реке „Буг“»", "en-US", "О «реке „Буг“»", "“О «реке „Буг“»”"),
        ("Co to jest „bród", "en-US", "Co to jest „bród", "“Co to jest „bród”"),
    ],
)
def test_marks_of_another_language_stay_unless_those_around_look_the_same(
    title: str, locale: str, plain: str, quoted: str
) -> None:
    assert cited([book(title=title)], locale=locale, to="text") == plain
    assert cited([book(title=title)], "<text variable='title' quotes='true'/>", locale=locale, to="text") == quoted
