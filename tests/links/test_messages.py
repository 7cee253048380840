"""Messages told by their vocabulary: no word of their own, no message."""

from __future__ import annotations

import pytest

from bibtool.links import page_phrases
from bibtool.links.page import Page

LONG = "Wieści z drogi i rachunki kupców. " * 60


def page(name: str, text: str = "Portal Dział Kontakt") -> Page:
    return Page(name, "", name, f"{name} {text}")


@pytest.mark.parametrize(
    "name",
    [
        "Zasób o wskazanym adresie nie istnieje",
        "Artykuł, którego szukasz, został usunięty lub przeniesiony",
        "Страница, которую вы запросили, больше не существует",
        "Сторінку переміщено або видалено",
        "Дакумент не знойдзены",
        "Der Inhalt wurde entfernt oder verschoben",
        "Der Beitrag wurde inzwischen gelöscht",
        "Nie mamy już tego tekstu",
        "Tutaj nie znajdziesz już tego artykułu",
        "Odkaz je neplatný",
        "The page you tried to open has been moved or deleted",
        "Бұл бет жойылған",
        "Le document demandé est introuvable",
        "W tej wiki nie ma jeszcze artykułu o takiej nazwie",
        "Obiekt o identyfikatorze 998 nie istnieje lub nie masz do niego dostępu",
        "Статья с таким названием не существует",
        "Об'єкт з ідентифікатором 998 не існує",
        "Артыкула з такой назвай няма",
        "Es gibt keinen Artikel mit diesem Namen",
        "Článek s tímto názvem neexistuje",
    ],
)
def test_a_page_that_is_gone_says_nothing_else(name: str) -> None:
    assert page_phrases.says_not_found(page(name))
    assert not page_phrases.says_not_found(page(name + " Samarkandzie"))


@pytest.mark.parametrize(
    "name",
    [
        "Domena wygasła i nie została przedłużona",
        "Хостинг не оплачен",
        "Сайт закрито",
        "Domain registration expired",
        "Web je ve výstavbě",
    ],
)
def test_a_site_that_is_shut_says_nothing_else(name: str) -> None:
    assert page_phrases.says_parked(page(name))


@pytest.mark.parametrize(
    "text",
    [
        "Our systems have detected unusual traffic.",
        "Мы обнаружили необычный трафик.",
        "Мы выявілі незвычайны трафік.",
        "Ми виявили незвичний трафік.",
        "Wir haben ungewöhnlichen Datenverkehr festgestellt.",
        "Zjistili jsme neobvyklý provoz.",
    ],
)
def test_a_wall_says_nothing_else(text: str) -> None:
    assert page_phrases.says_wall(Page("Steppe Review", "", "", f"Steppe Review {text}"), {})
    assert not page_phrases.says_wall(Page("Steppe Review", "", "", f"Steppe Review {text} " + LONG), {})


@pytest.mark.parametrize(
    "text",
    [
        "This link has gone stale and we could not follow it.",
        "This link is out of date.",
        "This address does not lead anywhere.",
        "The address you typed points nowhere.",
        "Dieser Link führt ins Leere.",
        "Die Adresse führt nirgendwohin.",
        "Dieser Link ist veraltet.",
        "Tento odkaz nikam nevede.",
        "Tento odkaz je zastaralý.",
        "Ten adres nigdzie nie prowadzi.",
        "Ссылка никуда не ведёт.",
        "Посилання нікуди не веде.",
        "Спасылка нікуды не вядзе.",
        "Ši nuoroda pasenusi.",
        "Odkaz je neaktuálny.",
    ],
)
def test_a_link_that_leads_nowhere_says_so(text: str) -> None:
    shown = Page("Rudawka", "", "", f"Rudawka {text}")
    assert page_phrases.says_not_found(shown) or page_phrases.whispers_not_found(shown)


@pytest.mark.parametrize(
    "name",
    [
        "Dokument z 1921 roku nie istnieje",
        "Materiały niedostępne w Polsce: bibliografia",
        "Zamknięte miasta",
        "Konto w banku Rzeszy",
        "Статья не для печати",
        "Доступ к источникам",
        "The missing file",
        "Address unknown",
        "Domäne und Herrschaft",
        "Stránky z dějin",
        "Broken Links",
        "A Working Document",
        "Ссылка в Сибирь",
        "Veraltete Texte des Mittelalters",
    ],
)
def test_titles_that_have_a_word_of_their_own_are_none(name: str) -> None:
    for text in ("Portal Dział Kontakt", LONG):
        shown = page(name, text)
        assert not (
            page_phrases.says_not_found(shown) or page_phrases.says_parked(shown) or page_phrases.says_wall(shown, {})
        )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sklep zamknięty. Handel w Bucharze", "Streszczenie artykułu."),
        ("Mapa nie istnieje. O kartografii stepu", "Recenzja."),
        ("Kurs nieaktualny?", "Nauka kazachskiego w 30 lekcjach."),
        ("Książki niedostępne w handlu", "Wykaz z 1951 roku."),
        ("Films Withdrawn from Circulation", "A checklist with sources."),
        ("О журнале", "Журнал закрыт в 1917 году, комплект в фонде музея."),
        ("Dom na sprzedaż", "Opowiadanie z tomu Step, 1934."),
        ("Errata", "s. 14: zamiast Buchara winno być Chiwa."),
        ("Removed", "A short story by A. Kos about a family moved from Orsk to Vilnius."),
        ("The Complete Robot", "Contents: twelve stories."),
    ],
)
def test_short_records_of_works_are_pages(name: str, text: str) -> None:
    shown = page(name, text)
    said = page_phrases.says_not_found(shown) or page_phrases.says_parked(shown) or page_phrases.says_wall(shown, {})
    assert not said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wpis został skasowany przez autora bloga.", "says"),
        ("Тема не существует или была удалена модератором.", "says"),
        ("This photo is no longer available.", "says"),
        ("Dokument pod tym adresem nie jest już nikomu publikowany.", "hints"),
        ("The article you asked for was retracted in spring and removed.", "hints"),
        ("Karawany szły od studni do studni.", "nothing"),
    ],
)
def test_a_sentence_on_a_page_without_others_says_or_hints(text: str, wanted: str) -> None:
    shown = page("Portal", text)
    said, hints = bool(page_phrases.says_not_found(shown)), bool(page_phrases.whispers_not_found(shown))
    assert (said, hints) == {"says": (True, True), "hints": (False, True), "nothing": (False, False)}[wanted]


def test_things_are_no_message_on_a_page_with_much_to_read() -> None:
    assert page_phrases.says_not_found(page("Film został usunięty"))
    assert not page_phrases.says_not_found(page("Film został usunięty", LONG))


@pytest.mark.parametrize(
    "text",
    [
        "Fatal error: Uncaught mysqli_sql_exception: Access denied for user 'db'@'localhost' in /home/www/db.php:12",
        "Warning: mysql_connect(): Access denied for user 'ojs'@'localhost' in /var/www/config.php on line 31",
        "SQLSTATE[HY000] [1045] Access denied for user 'drupal'@'10.0.0.3' (using password: YES)",
    ],
)
def test_a_database_that_denies_access_to_its_program_is_no_wall(text: str) -> None:
    shown = Page("", "", "", text)
    assert page_phrases.says_not_found(shown) and not page_phrases.says_wall(shown, {})
    assert page_phrases.says_wall(Page("", "", "", "Access denied. Your request was blocked."), {})


@pytest.mark.parametrize(
    "name",
    [
        "Zanim przejdziesz do serwisu",
        "Cenimy Twoją prywatność",
        "Wir schätzen Ihre Privatsphäre",
        "Мы ценим вашу конфиденциальность",
        "Ми цінуємо вашу приватність",
        "Záleží nám na vašem soukromí",
        "Nous respectons votre vie privée",
        "We care about your privacy",
    ],
)
def test_a_question_for_consent_is_a_gate_and_an_article_about_it_is_not(name: str) -> None:
    assert page_phrases.says_login(page(name))
    assert not page_phrases.says_login(page(f"{name}: historia krytyczna", LONG))


def test_the_only_sentence_of_a_page_counts() -> None:
    said = page("Portal", "Start Kontakt Przepraszamy, podana strona nie istnieje. Wróć")
    assert page_phrases.says_not_found(said)
    assert not page_phrases.says_not_found(page("Portal", "Przepraszamy, podana strona nie istnieje. " + LONG))


@pytest.mark.parametrize(
    ("final", "asked", "parked"),
    [
        ("www.hugedomains.com", "a.example", True),
        ("ww25.a.example", "www.a.example", True),
        ("ww25.b.example", "www.a.example", False),
        ("sedo.com", "www.sedo.com", False),
        ("a.example", "a.example", False),
    ],
)
def test_hosts_where_domains_are_sold(final: str, asked: str, parked: bool) -> None:
    assert bool(page_phrases.parked_at(final, asked)) is parked
