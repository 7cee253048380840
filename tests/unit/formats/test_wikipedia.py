"""Templates of Wikipedia: what stands in them, and what is told as lost."""

from __future__ import annotations

import pytest

from bibtool.entries.entry import Entry
from bibtool.formats import registry
from bibtool.formats.bibnames import OTHERS
from bibtool.formats.format import FormatError
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name

AUTHORS = {"author": (Name("Łąka", "Ewa"), Name(literal="Instytut Rzek"))}
ARTICLE = Entry(
    "laka1998",
    Item(
        "article-journal",
        AUTHORS,
        {"issued": Date(((1998, 4),))},
        {
            "title": "Promy | brody <i>Canis</i>",
            "container-title": "Zeszyty",
            "volume": "7",
            "page": "12–19",
            "note": "uwaga",
        },
    ),
)
CHAPTER = Entry(
    "laka2001",
    Item(
        "chapter",
        {"author": (Name("Łąka", "Ewa"),), "editor": (Name("Bród", "Jan"),), "translator": (Name("Lis", "O."),)},
        {"issued": Date(((2001,),))},
        {"title": "Kładki", "container-title": "Księga", "publisher": "Wiosło"},
    ),
)


@pytest.mark.parametrize(
    ("language", "article", "chapter"),
    [
        (
            "pl",
            "{{Cytuj pismo | nazwisko = Łąka | imię = Ewa | autor2 = Instytut Rzek | "
            "tytuł = Promy {{!}} brody ''Canis'' | czasopismo = Zeszyty | wolumin = 7 | strony = 12–19 | "
            "data = 1998-04}}",
            "{{Cytuj książkę | nazwisko r = Łąka | imię r = Ewa | inni = Bród Jan (red.); Lis O. (tłum.) | "
            "rozdział = Kładki | tytuł = Księga | data = 2001 | wydawca = Wiosło}}",
        ),
        (
            "ru",
            "{{статья | автор = Łąka Ewa, Instytut Rzek | заглавие = Promy {{!}} brody ''Canis'' | издание = Zeszyty | "
            "год = 1998 | месяц = 4 | том = 7 | страницы = 12–19}}",
            "{{книга | автор = Łąka Ewa | ответственный = ред. Bród Jan; пер. Lis O. | часть = Kładki | "
            "заглавие = Księga | издательство = Wiosło | год = 2001}}",
        ),
        (
            "en",
            "{{cite journal | last1 = Łąka | first1 = Ewa | author2 = Instytut Rzek | "
            "title = Promy {{!}} brody ''Canis'' | journal = Zeszyty | volume = 7 | pages = 12–19 | "
            "date = April 1998}}",
            "{{cite book | last1 = Łąka | first1 = Ewa | editor-last1 = Bród | editor-first1 = Jan | "
            "translator-last1 = Lis | translator-first1 = O. | chapter = Kładki | title = Księga | "
            "date = 2001 | publisher = Wiosło}}",
        ),
    ],
)
def test_a_template(language: str, article: str, chapter: str) -> None:
    form = registry.get(f"wikipedia-{language}")
    assert form.write([ARTICLE, CHAPTER]) == f"<!-- laka1998 -->\n{article}\n<!-- laka2001 -->\n{chapter}\n"
    assert dict(form.lost(ARTICLE)) == {"note": "uwaga"}
    assert dict(form.lost(CHAPTER)) == {}


@pytest.mark.parametrize(("language", "lost"), [("uk", {"issued"}), ("be", {"issued"}), ("en", set()), ("pl", set())])
def test_a_date_that_a_template_holds_in_part_is_told(language: str, lost: set[str]) -> None:
    form = registry.get(f"wikipedia-{language}")
    assert set(form.lost(ARTICLE)) - {"note"} == lost
    assert "1998" in form.write([ARTICLE])


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (Date(((1998,), (2001,))), "1998–2001"),
        (Date(((1998, 4), (1998, 6))), "April–June 1998"),
        (Date(((1998, 4, 7), (1998, 6, 1))), "7 April 1998 – 1 June 1998"),
        (Date(((1998,),), season=3), "Autumn 1998"),
        (Date(((1850,),), circa=True), "c. 1850"),
        (Date(literal="n.d."), "n.d."),
    ],
)
def test_dates_in_words(date: Date, text: str) -> None:
    entry = Entry("a", Item("book", {}, {"issued": date}, {"title": "Promy"}))
    form = registry.get("wikipedia-en")
    assert f"| date = {text}}}}}" in form.write([entry])
    assert not form.lost(entry)


def test_no_value_ends_a_template_or_an_address() -> None:
    item = Item("webpage", text={"title": "a}} {{b|c]] [[d <!-- ''x''", "URL": "https://x.example/a b|c[1]''d"})
    text = registry.get("wikipedia-en").write([Entry("k--k-", item)])
    assert text.count("{{") == 2 and text.count("}}") == 2  # the template, and its sign for a bar
    assert "https://x.example/a%20b%7Cc%5B1%5D%27%27d" in text
    assert text.startswith("<!-- k- -k- -->\n")


def test_it_is_written_only() -> None:
    with pytest.raises(FormatError, match="written only"):
        registry.get("wikipedia-pl").read("{{Cytuj książkę}}")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "display-authors = etal"), ("pl", "autor2 = i in."), ("ru", "Łąka, и др.")]
)
def test_names_that_are_left_out_are_said_to_be(language: str, shown: str) -> None:
    item = Item("book", {"author": (Name("Łąka"), OTHERS)}, {}, {"title": "Promy"})
    assert shown in registry.get(f"wikipedia-{language}").write([Entry("a", item)])
