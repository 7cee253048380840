"""Two hundred pages that answer 200: gone, parked, closed or alive; (what it is, title, heading, text)."""

from __future__ import annotations

SITES = (
    "Portal Kresowy",
    "Новости Полесья",
    "Steppe Review",
    "Вісник Поділля",
    "Heimatbote",
    "Lidový kurýr",
    "Наша Ніва",
)
READING = "Karawany szły od studni do studni, a każda stacja miała swego poborcę i spichlerz. " * 25

GONE = """
Nie znaleziono strony|Nie znaleziono
Błąd 404 – strony nie znaleziono|Nie ma takiej strony
404|Ups! Nie ma takiej strony
Strona, której szukasz, nie istnieje|
Podana strona nie istnieje|Przepraszamy
Artykuł został usunięty|Artykuł został usunięty
Nie znaleziono artykułu|
Ta strona już nie istnieje|Sprawdź adres
Brak strony|Brak strony
Strona niedostępna|Strona niedostępna
Szukana strona nie istnieje|Wróć na stronę główną
Materiał niedostępny|
Страница не найдена|404
404 – страница не найдена|Такой страницы нет
Ошибка 404|Запрашиваемая страница не найдена
Материал не найден|Материал удалён
Такой страницы не существует|
Новость не найдена|
Запрашиваемая страница не существует|Увы
Извините, страница не найдена|
Статья удалена|
Документ не найден|Документ не найден
К сожалению, страница не найдена|
Сторінку не знайдено|404
Помилка 404|Такої сторінки немає
Такої сторінки не існує|
Матеріал не знайдено|
На жаль, сторінку не знайдено|
Новину видалено|Новину видалено
Сторінка не існує|
Старонка не знойдзена|404
Памылка 404|Старонка не існуе
На жаль, старонка не знойдзена|
Такой старонкі не існуе|
Артыкул не знойдзены|
Page not found|404
404 Not Found|Not Found
We can't find that page|Sorry
This page does not exist|
Article no longer available|This article has been removed
Sorry, this page isn't available|
The page you requested could not be found|
Oops! That page can't be found|
File not found|File not found
Content unavailable|This content has been removed
Error 404|The requested URL was not found on this server
Seite nicht gefunden|404
Fehler 404|Diese Seite existiert nicht mehr
Die Seite wurde nicht gefunden|
Artikel nicht gefunden|
Leider konnten wir die Seite nicht finden|
Inhalt nicht mehr verfügbar|
Stránka nenalezena|404
Chyba 404|Požadovaná stránka nebyla nalezena
Tato stránka neexistuje|
Článek nebyl nalezen|
Hledaná stránka neexistuje|
Omlouváme se, stránka nebyla nalezena|
"""
PARKED = """
Domena na sprzedaż|stepy-kresowe.example
stepy.example – domena do kupienia|
Domena stepy.example jest na sprzedaż|
Ta domena wygasła|
Strona w budowie|Strona w budowie
Домен продаётся|stepi.example
stepi.example – домен выставлен на продажу|
Домен stepi.example продается|
Срок регистрации домена истёк|
Сайт в разработке|
Домен продається|
Домен stepy.example виставлено на продаж|
Термін реєстрації домену закінчився|
Дамен прадаецца|
steppe.example is for sale|
The domain steppe.example may be for sale|
This domain has expired|
This domain is parked|
Welcome to nginx!|Welcome to nginx!
Apache2 Debian Default Page: It works|
Domain steppe.example steht zum Verkauf|
Diese Domain ist geparkt|
steppe.example – Domain zu verkaufen|
Doména steppe.example je na prodej|
Tato doména je na prodej|
Future home of something quite cool|
"""
WALL = """
Just a moment...|steppe.example
Attention Required! | Cloudflare|Sorry, you have been blocked
Access Denied|Access Denied
Are you a robot?|
Verifying you are human|
Security check|
Potwierdź, że nie jesteś robotem|
Sprawdzamy Twoją przeglądarkę|
Odmowa dostępu|
Подтвердите, что вы не робот|
Проверка браузера|
Доступ ограничен|
Підтвердьте, що ви не робот|
Доступ заборонено|
Пацвердзіце, што вы не робат|
Bestätigen Sie, dass Sie ein Mensch sind|
Zugriff verweigert|
Ověřte, že jste člověk|
Přístup odepřen|
Zaloguj się|Logowanie
Logowanie – Portal Kresowy|
Zanim przejdziesz dalej|
Вход|Авторизация
Войдите, чтобы продолжить|
Увійти|Вхід
Увайсці|
Log in|Sign in to continue
Before you continue|
Sign in – Steppe Review|
Anmelden|
Bevor Sie fortfahren|
Přihlášení|Přihlaste se
Přihlásit se|
Szanujemy Twoją prywatność|
We value your privacy|
"""
ALIVE = """
404: historia numeru
Page not found: a short history of an error
Nie znaleziono winnych katastrofy
Zaginione miasta: czego nie znaleziono w stepie
Strona nie istnieje w pamięci, istnieje w archiwum
Domena na sprzedaż: jak handluje się adresami
Kto kupi domenę kresy.example?
Błąd 404 w sztuce współczesnej
Страница не найдена: эссе о забытых газетах
Ошибка 404 и другие числа в литературе
Не найдено в архивах: судьба одной рукописи
Домен продаётся дорого: рынок адресов
Вход воспрещён: закрытые города
Доступ ограничен: как работают спецхраны
Вы не робот? Тест Тьюринга сегодня
Сторінку не знайдено: нариси з історії преси
Помилка 404 у сучасному мистецтві
Вхід до палацу: архітектура порталів
Старонка не знойдзена: гісторыя аднаго выдання
Уваход у царкву: архітэктура бабінцаў
Access denied: women and the university
Just a moment: time in the novel
Security check: the border in the age of rail
Sign in the wilderness: semiotics of the steppe
Login: a cultural history of passwords
Domain for sale: the market for names
Under construction: bridges of Siberia
Coming soon: posters of the silent film
Not found: the lost library of Ivan the Terrible
Error 404 as a work of art
Seite nicht gefunden: Lücken in der Überlieferung
Anmelden oder abmelden? Meldepflicht im Kaiserreich
Zugriff verweigert: Archive im Kalten Krieg
Fehler 404: Kunst des Scheiterns
Stránka nenalezena: o ztracených kronikách
Přihlášení do spolku: dějiny členství
Chyba 404 v moderním umění
Gone with the wind of the steppe
Szlaki karawan
Studnie i oazy
Rzeki i brody
Монастыри Полесья
Торговые пути Евразии
Міста Поділля
Гарады Палесся
Trade routes of the steppe
Handelswege der Steppe
Obchodní cesty stepi
Kronika Janka z Czarnkowa
Robot w literaturze: od Čapka do dziś
Ciasteczka babuni: przepisy z Podola
Prywatność w XIX wieku
Logowanie drewna na Dnieprze
Spichlerze zbożowe
Brak strony w rękopisie: uwagi kodykologiczne
Usunięto artykuł z konstytucji
Материал удалён из учебника: споры об истории
Закрытый сайт раскопок
Новость не найдена, но правдива
Index of place names in the Primary Chronicle
Welcome to Nagasaki: traders and translators
Captcha: eine Kulturgeschichte
Dostęp zablokowany: cieśniny w czasie wojny
Consent and coercion in the village commune
Subscribe or perish: newspapers of the 1860s
Test page: proofs from the printing house
410 lat miasta
Ulica 404
Pociąg 410 do Lwowa
Please wait: queues in the planned economy
This page does not exist: on imaginary books
Ta strona medalu już nie istnieje
Ничего не найдено при обыске
Under the steppe: kurgans
Nothing found but bones
Sesja wygasła: ostatni sejm Rzeczypospolitej
Konto zawieszone: bankowość wojenna
Account suspended: banks in the war years
Site not found: in search of Sarai
Repository not found in the inventory of 1571
Выставлен на продажу: судьба имения
"""


def pages() -> list[tuple[str, str, str, str]]:
    """All of them; every second one bears the name of its site, every third bad one much text of menus."""
    found: list[tuple[str, str, str, str]] = []
    for kind, block in (("gone", GONE), ("parked", PARKED), ("wall", WALL)):
        for number, line in enumerate(filter(None, block.split("\n"))):
            title, _, heading = line.rpartition("|")
            site = SITES[number % len(SITES)]
            title = title.strip() if number % 2 else f"{title.strip()} {'|–-'[number % 3]} {site}"
            found.append((kind, title, heading.strip() or line.partition("|")[0].strip(), "Wróć na stronę główną."))
    for number, line in enumerate(filter(None, ALIVE.split("\n"))):
        title = line if number % 2 else f"{line} | {SITES[number % len(SITES)]}"
        found.append(("alive", title, line if number % 3 else "", READING))
    return found
