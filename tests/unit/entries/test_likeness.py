"""Two records: one work, likely one, or two."""

from __future__ import annotations

import pytest

from bibtool.entries.candidates import candidates, sketch
from bibtool.entries.likeness import Face, Likeness, Verdict, likeness
from bibtool.entries.people import Person, Persons, compare
from bibtool.entries.spellings import Spelled, Words
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name, names_from_text


def item(kind: str, authors: str, title: str, year: str = "", **text: str) -> Item:
    names = {"author": names_from_text(authors)} if authors else {}
    dates = {"issued": Date.from_edtf(year) or Date()} if year else {}
    values = {name.replace("_", "-"): value for name, value in text.items()}
    return Item(kind, names, dates, {"title": title, **values})


def judged(one: Item, other: Item) -> Likeness:
    faces = [Face.of(each) for each in (one, other)]
    found = likeness(*faces)
    assert likeness(*reversed(faces)).verdict is found.verdict, "the order of two works does not matter"
    return found


LAKE = item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina")
PAPER = item(
    "article-journal",
    "Ольха, Вера",
    "О цвете озёр",
    "2007",
    container_title="Вестник лимнологии",
    volume="12",
    page="40-58",
)


@pytest.mark.parametrize(
    "other",
    [
        item("book", "Sitko, Marta", "JEZIORA MAZUR. Szkice o wodzie", "1994", publisher="Wydawnictwo Trzcina"),
        item("book", "Sitko, M.", "Jeziora Mazur", "1994", publisher="Trzcina"),
        item("book", "Marta, Sitko", "Jeziora Mazur: szkice o wodzie", "1994"),
        item("book", "Sitko, Marta", "Jezioro Mazur: szkice o wodzje", "1994", publisher="Trzcina"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie [Lakes of Masuria: sketches of water]", "1994"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1995", publisher="Trzcina"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie"),
        item("book", "", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina"),
        item("book", "Sitko, Marta; Wąs, Jan", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina"),
    ],
    ids=lambda other: other.get("title")[:30] + str(len(other.names)) + str(len(other.dates)),
)
def test_one_book_in_other_records(other: Item) -> None:
    found = judged(LAKE, other)
    assert found.verdict is not Verdict.DIFFERENT and found.evidence


@pytest.mark.parametrize(
    "other",
    [
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "2001", publisher="Trzcina"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1995", publisher="Trzcina", edition="wyd. 2"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie. Cz. 2", "1994", publisher="Trzcina"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o rybach", "1994", publisher="Trzcina"),
        item("book", "Sitko, Marta", "Jeziora Warmii: szkice o wodzie", "1994", publisher="Trzcina"),
        item("book", "Sitko, Zenon", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina"),
        item("book", "Wąs, Jan", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina"),
        item(
            "chapter", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1994", container_title="Wody", publisher="Sum"
        ),
        item("review", "Wąs, Jan", "Jeziora Mazur: szkice o wodzie", "1994", container_title="Nowe Książki"),
        item("book", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1994", publisher="Trzcina", volume="2"),
        item("thesis", "Sitko, Marta", "Jeziora Mazur: szkice o wodzie", "1992", publisher="UW", genre="rozprawa"),
    ],
    ids=range(11),
)
def test_another_work_than_a_book(other: Item) -> None:
    assert judged(LAKE, other).verdict is Verdict.DIFFERENT


def _paper(**changes: str) -> Item:
    return PAPER.with_text(**changes)


def test_one_article_in_other_letters() -> None:
    for authors, title, container in (
        ("Olcha, Wiera", "O cwietie ozior", "Wiestnik limnołogii"),
        ("Olkha, V.", "O tsvete ozer", "Vestnik limnologii"),
        ("Ol'ha, Vera", "O cvete ozër", "Vestn. limnol."),
    ):
        other = item("article-journal", authors, title, "2007", container_title=container, volume="12", page="40–58")
        found = judged(PAPER, other)
        assert found.verdict is not Verdict.DIFFERENT, title
        assert "page" in {each.variable for each in found.evidence}


def test_an_article_under_a_translated_title_is_told_by_its_pages() -> None:
    english = item("article-journal", "Olkha, Vera", "On the colour of lakes", "2007", volume="12", page="40-58")
    assert judged(PAPER, english).verdict is Verdict.LIKELY
    assert judged(PAPER, english.with_text(page="61-70")).verdict is Verdict.DIFFERENT
    assert judged(PAPER, english.with_text(page="")).verdict is Verdict.DIFFERENT


def test_two_parts_and_two_days_are_two_works() -> None:
    assert judged(PAPER, _paper(title="О цвете озёр (II)", page="3-20")).verdict is Verdict.DIFFERENT
    assert judged(PAPER, _paper(volume="13")).verdict is Verdict.DIFFERENT
    days = [
        item("article-newspaper", "", "Kronika miasta", f"1931-04-0{day}", container_title="Głos") for day in (1, 2)
    ]
    assert judged(*days).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("against", "authors", "more"),
    [
        ("author", "Ольха, Вера and Ясень, Олег", {}),
        ("author", "Sitko, Marta", {}),
        ("volume", "Ольха, Вера", {"volume": "13"}),
        ("page", "Ольха, Вера and Кедр, Павел", {"page": "140-158", "container_title": "Озеро"}),
    ],
)
def test_one_doi_with_one_title_is_looked_at_whatever_contradicts_it(
    against: str, authors: str, more: dict[str, str]
) -> None:
    one = item("article-journal", "Ольха, Вера and Кедр, Павел", "О цвете озёр: опыт", "2007", DOI="10.5555/oz.7")
    other = item("article-journal", authors, "О цвете озёр", "2007", DOI="10.5555/oz.7", **more)
    found = judged(one.with_text(volume="12", page="40-58"), other)
    assert found.verdict is Verdict.LIKELY
    assert found.is_contradicted and against in {each.variable for each in found.evidence}
    elsewhere = judged(one.with_text(volume="12", page="40-58", DOI="10.5555/oz.8"), other)
    assert elsewhere.verdict is Verdict.DIFFERENT


def test_identifiers_are_borne_out_by_the_title() -> None:
    other = item("article-journal", "Ольха, Вера", "О цвете озер", "2008", DOI="10.5555/Oz.7")
    assert judged(_paper(DOI="10.5555/oz.7"), other).verdict is Verdict.SAME
    assert judged(_paper(DOI="10.5555/oz.8"), other).verdict is Verdict.DIFFERENT
    chapters = [
        item("chapter", "Sitko, Marta", title, "1994", container_title="Wody", ISBN="9788301000004")
        for title in ("Rzeki małe", "Stawy i groble")
    ]
    assert judged(*chapters).verdict is Verdict.DIFFERENT


def test_a_translation_is_another_work() -> None:
    novel = item("book", "Sitko, Marta", "Ondyna", "1994", language="pl")
    names = {**novel.names, "translator": (Name("Reed", "Sue"),)}
    assert (
        judged(novel, Item("book", names, novel.dates, {"title": "Ondyna", "language": "en"})).verdict
        is Verdict.DIFFERENT
    )


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Łódź w XIX wieku", "Лодзь в ХІХ веке", Words.SPELLING),
        ("Łódź w XIX wieku", "Лодзь в ХХ веке", Words.TRANSLATED),
        ("История степи", "Istorija stepi", Words.EQUAL),
        ("Dzieje Polski. Tom 1", "Dzieje Polski. Tom 2", Words.DIFFERENT),
        ("Dzieje Polski", "Dzieje Polski. T. V", Words.DIFFERENT),
        ("Wojna i rnir", "Wojna i mir", Words.SPELLING),
        ("Dom nad rzeką", "Dom nad rzeką / M. Sitko", Words.EQUAL),
        ("Dom [Текст]", "Dom", Words.EQUAL),
        ("", "Dom", Words.UNKNOWN),
    ],
)
def test_titles(one: str, other: str, relation: Words) -> None:
    assert Spelled.of(one).against(Spelled.of(other)) is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Берёза, Юлия", "Bereza, J.", Persons.SAME),
        ("Lis, Jan; Wąs, Ewa", "Wąs, E.; Lis, J.", Persons.SAME),
        ("Lis, Jan Maria", "Lis, J. M.", Persons.SAME),
        ("Lis, Jan", "Lis, Maria", Persons.DIFFERENT),
        ("Lis, Jan; Wąs, Ewa", "Lis, Jan; Kot, Ewa", Persons.MIXED),
        ("Lis, Jan; Wąs, Ewa; Kot, Ewa", "Lis, Jan", Persons.PART),
        ("", "Lis, Jan", Persons.UNKNOWN),
        ("Urząd Wód", "Urzad Wod", Persons.SAME),
    ],
)
def test_persons(one: str, other: str, relation: Persons) -> None:
    rows = [tuple(map(Person.of, names_from_text(text))) for text in (one, other)]
    assert compare(*rows) is compare(*reversed(rows)) is relation


def test_a_cognate_title_in_another_language_is_its_translation() -> None:
    polish = item("book", "Sitko, Marta", "Łódź w XIX wieku", "1994", language="pl")
    russian = item("book", "Ситко, Марта", "Лодзь в XIX веке", "1994", language="ru")
    assert judged(polish, russian).verdict is Verdict.DIFFERENT
    assert judged(polish.with_text(language=""), russian).verdict is Verdict.LIKELY


def test_few_pairs_are_worth_comparing() -> None:
    many = [item("book", f"Autor{number % 97}, Jan", f"Praca {number} o rzece", "1990") for number in range(2_000)]
    sketches = [sketch(Face.of(each)) for each in [*many, LAKE, PAPER, LAKE]]
    found = candidates(sketches)
    assert (2_000, 2_002) in found and len(found) < 40 * len(sketches)


def verdict(one: Item, other: Item) -> Verdict:
    return judged(one, other).verdict


def test_letters_that_look_alike_in_cyrillic_are_a_misprint() -> None:
    printed = item("book", "Лис, Петр", "Питание птиц в долине Припяти", "1987", publisher="Наука")
    scanned = item("book", "Лис, Петр", "Лнтание птиц в долнне Припяти", "1987", publisher="Наука")
    assert verdict(printed, scanned) is Verdict.LIKELY
    other = item("book", "Лис, Петр", "Линька птиц в долине Припяти", "1987", publisher="Наука")
    assert verdict(printed, other) is Verdict.DIFFERENT


def test_an_edition_is_printed_in_one_year() -> None:
    one = item("book", "Lis, Ewa", "Brody", "1987", publisher="Lira", edition="3")
    assert verdict(one, item("book", "Lis, Ewa", "Brody", "1988", publisher="Lira", edition="wyd. III")) is (
        Verdict.LIKELY
    )
    assert verdict(one, item("book", "Lis, Ewa", "Brody", "1988", publisher="Lira", edition="4")) is Verdict.DIFFERENT


def test_as_long_a_book_of_one_author_is_the_same() -> None:
    one = item("book", "Lis, Ewa", "Mosty", publisher="Lira", number_of_pages="312")
    assert verdict(one, item("book", "Lis, E.", "Mostv", "1988", number_of_pages="312")) is Verdict.LIKELY
    assert verdict(one, item("book", "Lis, E.", "Mostv", "1988")) is Verdict.DIFFERENT


def test_the_same_day_of_two_years_is_two_days() -> None:
    days = [
        item("article-newspaper", "Kot, Adam", "Wieczór nad Wartą w dniu święta", day, container_title="Goniec")
        for day in ("1993-11-11", "1994-11-11")
    ]
    assert verdict(*days) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wieś „Zalesie”. Kronika rodu", "Wieś „Zalesie”"),
        ("Młyny nad Wartą i Odrą", "Młyny nad Wartą o Odrą"),
        ("Groblą und Wehr am Fluss", "Groblą ud Wehr am Fluss"),
        ("0bszary wodne Kujaw", "Obszary wodne Kujaw"),
        ("Bagna zachodnie i wschodnie", "Bagna acbodnie i wschodnie"),
        ("Трясины", "Тряисны"),
    ],
)
def test_misprints_in_titles_of_one_author(one: str, other: str) -> None:
    works = [item("book", "Dębska, Olga", title, "1988", publisher="Szuwar") for title in (one, other)]
    assert verdict(*works) is not Verdict.DIFFERENT
    assert candidates([sketch(Face.of(work)) for work in works]) == [(0, 1)]


def test_the_only_word_of_a_title_tells_with_a_full_name_where_no_year_is_given() -> None:
    known = item("book", "Sitko, Marta", "Wiersze", "1994", publisher="Trzcina")
    assert verdict(known, item("book", "Sitko, Marta", "Wiersze")) is Verdict.LIKELY
    assert verdict(known, item("book", "Sitko, Zenon", "Wiersze")) is Verdict.DIFFERENT
    assert verdict(known, item("book", "Sitko, M.", "Wiersze")) is Verdict.DIFFERENT


def test_works_are_compared_though_the_parts_of_a_name_changed_places_and_no_year_is_given() -> None:
    works = [item("book", "Sitko, Marta", "Stare groble", "1994"), item("book", "Marta, Sitko", "Stare grolbe")]
    assert candidates([sketch(Face.of(work)) for work in works]) == [(0, 1)]


def test_the_page_of_a_whole_site_is_told_by_its_address_and_title() -> None:
    page = item("webpage", "", "Stacja na Śniardwach", "2011", URL="https://stacja.example/")
    assert verdict(page, item("webpage", "", "Stacja na Śniardwach", URL="https://stacja.example")) is Verdict.LIKELY
    assert verdict(page, item("webpage", "", "Cennik stacji", URL="https://stacja.example")) is Verdict.DIFFERENT


def test_a_letter_that_romanisation_writes_with_four_may_be_left_out_of_a_name() -> None:
    names = [Person.of(name) for name in (Name("Плащук", "Лев"), Name("Плаук", "Лев"))]
    assert names[0].may_be(names[1])
