"""Thirty-six behaviours more, to see what the rules make of kinds that none of the other tables had."""

from __future__ import annotations

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.seen import article, page, plain, prose
from links.servers import Exchange

TITLE = "Huculskie nagrobki i ich autorzy"
AT = "/badania/2011/huculskie-nagrobki"
ARTICLE = answer(article("pl", TITLE))


def latest() -> list[Behaviour]:
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"latest-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "dead", "suspect", reply, title, at)

    def every(body: str | bytes, status: str = "200 OK", *headers: str) -> Reply:
        return {"*": answer(body, status, *headers)}

    # gone
    gone(
        "pl-brak",
        answer(page("pl", "Instytut", "<h1>Brak strony</h1><p>Adres mógł się zmienić po przebudowie serwisu.</p>")),
    )
    gone("pl-niedostepna", answer(page("pl", "Instytut", "<p>Publikacja chwilowo niedostępna.</p>")), TITLE)
    gone("ru-net", answer(page("ru", "Институт", "<h1>Такого адреса нет</h1><p>Начните с главной.</p>")))
    gone(
        "ru-arhiv",
        every(page("ru", "Институт", "<h1>Материал перенесён в архив</h1><p>Доступ к архиву по запросу.</p>")),
    )
    gone("uk-pomylka", answer(page("uk", "Інститут", "<h1>Помилка!</h1><p>Сторінка за цим посиланням не існує.</p>")))
    gone("de-weg", answer(page("de", "Institut", "<h1>Weg!</h1><p>Der Beitrag wurde vom Autor zurückgezogen.</p>")))
    gone("cs-smazano", answer(page("cs", "Ústav", "<h1>Příspěvek byl smazán</h1><p>Důvod: porušení pravidel.</p>")))
    gone("lt-pasalinta", answer(page("lt", "Institutas", "<h1>Įrašas pašalintas</h1><p>Grįžkite į pradžią.</p>")))
    gone("fr-supprime", answer(page("fr", "Institut", "<h1>Billet supprimé</h1><p>L'auteur a supprimé ce billet.</p>")))
    gone("be-nyama", answer(page("be", "Інстытут", "<h1>Нічога не знойдзена</h1><p>Паспрабуйце пошук.</p>")))
    gone(
        "en-gone",
        answer(page("en", "Institute", "<h1>Gone fishing</h1><p>The page you asked for isn't here any more.</p>")),
    )
    gone("status-page", every(plain("Institute", "<h1>404</h1><p>—</p>")))
    gone(
        "to-root-host",
        {AT: to("http://institute-new.test:{port}/"), "/": answer(page("pl", "Nowy Instytut", prose("pl")))},
    )
    gone("to-list", {AT: to("/badania/"), "/badania/": answer(page("pl", "Badania", "<h1>Badania</h1>" + prose("pl")))})
    gone(
        "to-search-echo",
        {
            AT: to("/szukaj?q=huculskie+nagrobki"),
            "/szukaj": answer(
                page("pl", "Szukaj: huculskie nagrobki", "<h1>Szukaj: huculskie nagrobki</h1><p>0 wyników</p>")
            ),
        },
        TITLE,
    )
    gone(
        "domain-auction",
        every(
            plain(
                "huculszczyzna.test",
                "<h1>huculszczyzna.test</h1><p>This premium name may be yours. Place "
                "your bid before the auction ends.</p>",
            )
        ),
    )
    gone(
        "registrar-hold",
        every(
            plain(
                "Domain on hold",
                "<p>The registration of this domain has been put on hold by the registrar "
                "until the owner verifies an e-mail address.</p>",
            )
        ),
    )
    gone(
        "pdf-login-less",
        every(page("pl", "Repozytorium", "<h1>Witaj w repozytorium</h1>" + prose("pl"))),
        TITLE,
        "/files/nagrobki.pdf",
    )
    gone("json-null", answer("null", kind="application/json"), at="/api/item/7712")
    gone(
        "xml-error",
        answer(
            '<?xml version="1.0"?><error><code>404</code><message>No such object</message></error>',
            kind="application/xml",
        ),
        at="/oai?id=7712",
    )
    # walls
    add(
        "js-wait",
        "open",
        "blocked",
        every(
            plain(
                "Loading",
                "<p>Please wait while we check that you are not an automated program.</p><script src=/c.js></script>",
            )
        ),
        TITLE,
    )
    add(
        "wall-404",
        "open",
        "blocked",
        every(plain("Just a moment...", "<p>Verifying you are human.</p>"), "404 Not Found"),
        TITLE,
    )
    add(
        "ip-banned",
        "open",
        "blocked",
        every(plain("Banned", "<p>Your IP address has been banned.</p>"), "403 Forbidden"),
    )
    add(
        "consent-here",
        "open",
        "blocked",
        every(
            plain(
                "Twoja prywatność",
                "<p>Zanim przejdziesz do serwisu, wyraź zgodę na pliki cookies.</p><button>Zgadzam się</button>",
            )
        ),
        TITLE,
    )

    # living
    async def flaky(x: Exchange) -> None:
        await x.raw(ARTICLE if x.count > 1 else answer("", "502 Bad Gateway"))

    lives("flaky", flaky, TITLE)
    lives("slash", {AT: to(AT + "/", "301 Moved Permanently"), AT + "/": ARTICLE})
    lives(
        "lower",
        {
            "/Badania/Huculskie-Nagrobki": to("/badania/huculskie-nagrobki", "301 X"),
            "/badania/huculskie-nagrobki": ARTICLE,
        },
        at="/Badania/Huculskie-Nagrobki",
    )
    lives(
        "number-to-slug",
        {"/node/771": to("/badania/huculskie-nagrobki", "301 X"), "/badania/huculskie-nagrobki": ARTICLE},
        at="/node/771",
    )
    lives("session-in-path", {AT: to(AT + ";jsessionid=8F1"), AT + ";jsessionid=8F1": ARTICLE}, TITLE)
    lives(
        "gallery",
        answer(
            page("pl", "Galeria", "<h1>Nagrobki w Krzyworówni</h1><img src=/1.jpg><img src=/2.jpg><img src=/3.jpg>")
        ),
        at="/galeria/12",
    )
    lives(
        "table",
        answer(
            page("en", "Data", "<table>" + "".join(f"<tr><td>{n}<td>{n * n}</tr>" for n in range(400)) + "</table>")
        ),
        at="/data/2011-3",
    )
    lives(
        "ominous-body",
        answer(article("en", "A stone not found").replace("</p>", "Page not found, wrote the archivist.</p>", 1)),
        at="/essays/a-stone-not-found",
    )
    lives(
        "ominous-sold",
        answer(article("pl", "Domena na sprzedaż: majątki na Pokuciu 1850–1914")),
        at="/ksiazki/domena-na-sprzedaz",
    )
    lives(
        "poem",
        answer(page("uk", "Камінь", "<h1>Камінь</h1><p>Тут нікого немає.<br>Лише вітер.</p>")),
        at="/virshi/kamin",
    )
    lives(
        "plain-text",
        bare("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n", "Nagrobki\n\n" + "Kamień i krzyż. " * 90),
        at="/t.txt",
    )
    lives(
        "xhtml",
        answer('<?xml version="1.0" encoding="utf-8"?>' + article("pl", TITLE), kind="application/xhtml+xml"),
        TITLE,
    )
    return found
