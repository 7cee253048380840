"""Behaviours of the sites that scholars cite: whole pages with menus, banners and scripts around what matters.

As :mod:`links.behaviours`: what content systems, repositories, firewalls, registrars and browsers are known to do,
in words of our own.
"""

from __future__ import annotations

import gzip

from links.behaviours import (
    LONG,
    NOT_FOUND,
    PAGE,
    PATH,
    TITLE,
    Behaviour,
    D,
    L,
    Reply,
    U,
    answer,
    bare,
    html,
    nth,
    to,
)
from links.servers import Exchange

MENU = (
    '<header><a class="logo" href="/"><img src="/logo.png" alt="Biblioteka Stepowa"></a><nav><ul>'
    '<li><a href="/">Start</a></li><li><a href="/o-nas">O nas</a></li><li><a href="/zbiory">Zbiory</a></li>'
    '<li><a href="/kontakt">Kontakt</a></li></ul></nav>'
    '<form action="/szukaj"><input type="search" name="q"><button>Szukaj</button></form></header>'
)
FOOT = (
    '<aside><h3>Ostatnio dodane</h3><ul><li><a href="/a/1">Studnie Kyzył-kum</a></li><li><a href="/a/2">Listy kupców'
    "</a></li></ul></aside><footer><p>© 2019 Biblioteka Stepowa. Wszelkie prawa zastrzeżone.</p>"
    '<a href="/polityka">Polityka prywatności</a></footer><script>window.dataLayer=[];</script>'
)
BANNER = (
    '<div id="cookie-banner" role="dialog"><p>Używamy plików cookie, aby strona działała lepiej.</p>'
    "<button>Akceptuję wszystkie</button><button>Odrzuć</button></div>"
)


def site(title: str, main: str, *, head: str = "", body: str = "", status: str = "200 OK", extra: str = "") -> bytes:
    """A page with everything that stands around its text on a real site."""
    return answer(
        f'<!DOCTYPE html><html lang="pl"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f'<link rel="stylesheet" href="/s.css"></head>'
        f"<body {body}>{MENU}<main>{main}</main>{FOOT}{extra}</body></html>",
        status,
    )


FRONT = site("Biblioteka Stepowa", "<h1>Witamy</h1><p>Zbiory map, listów i fotografii z Azji Środkowej.</p>")
LIST = site("Artykuły - Biblioteka Stepowa", "<h1>Artykuły</h1><ul><li>Studnie</li><li>Karawany</li></ul>")
TEXT = f"<h1>{TITLE}</h1><p>{LONG}</p>"
LOGIN = site(
    "Logowanie",
    '<form method="post"><label>Login<input name="u"></label><label>Hasło<input type="password" name="p"></label>'
    "<button>Zaloguj</button></form>",
)


async def in_two_steps(x: Exchange) -> None:
    """A cookie is set on another path and asked for on the way back."""
    if "seen=1" in x.headers.get("cookie", ""):
        await x.raw(PAGE)
    elif x.path == "/ciastko":
        await x.redirect(PATH, 302, {"Set-Cookie": "seen=1; Path=/"})
    else:
        await x.redirect("/ciastko?back=1")


async def wants_a_language(x: Exchange) -> None:
    await x.raw(PAGE if x.headers.get("accept-language") else answer("", "403 Forbidden"))


async def wants_html(x: Exchange) -> None:
    await x.raw(PAGE if "text/html" in x.headers.get("accept", "") else answer("", "406 Not Acceptable"))


async def reset_behind_the_page(x: Exchange) -> None:
    await x.raw(PAGE)
    x.reset()


def abroad() -> list[Behaviour]:
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = PATH) -> None:
        found.append(Behaviour(f"abroad-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = PATH) -> None:
        add(name, L, "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = PATH) -> None:
        add(name, D, "suspect", reply, title, at)

    def walled(name: str, reply: Reply, title: str = "") -> None:
        add(name, U, "blocked", reply, title)

    def failing(name: str, reply: Reply, title: str = "") -> None:
        add(name, U, "suspect", reply, title)

    def down(name: str, reply: Reply, title: str = "") -> None:
        add(name, U, "unreachable", reply, title)

    # ---------------------------------------------------------------- heads and bodies that browsers take
    h, body = html(), html().encode()
    lives("head-continue", bare(b"HTTP/1.1 100 Continue\r\n\r\n", PAGE))
    lives("head-hints", bare(b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n", PAGE))
    lives("head-processing", bare(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", PAGE))
    lives("head-length-twice", answer(h, "200 OK", f"Content-Length: {len(body)}"))
    lives(
        "head-both-lengths",
        bare(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"%x;name=value\r\n%b\r\n0\r\nX-Trailer: a\r\n\r\n" % (len(body), body),
        ),
    )
    lives("head-newlines", bare(b"HTTP/1.0 200 OK\nContent-Type: text/html\nServer: old\n\n"))
    lives("head-folded", bare(b"HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=utf-8\r\n\r\n"))
    lives("head-latin", bare(b"HTTP/1.1 200 OK\r\nX-Autor: \xb3\xf3d\xbc\r\nContent-Type: text/html\r\n\r\n"))
    lives("head-big", answer(h, "200 OK", *(f"Content-Security-Policy-{n}: {'x' * 1200}" for n in range(40))))
    lives("head-many", answer(h, "200 OK", *(f"X-Field-{n}: {n}" for n in range(250))))
    lives("head-space-in-name", answer(h, "200 OK", "X Powered By: PHP/4"))
    lives("head-no-kind", answer(h, kind=""))
    lives("head-kind-empty", answer(h, "200 OK", "Content-Type:", kind=""))
    lives("head-coding-utf8", answer(h, "200 OK", "Content-Encoding: utf-8"))
    lives("head-coding-lies", answer(h, "200 OK", "Content-Encoding: gzip"))
    lives("head-coding-twice", answer(gzip.compress(gzip.compress(body)), "200 OK", "Content-Encoding: gzip, gzip"))
    lives("head-x-gzip", answer(gzip.compress(body), "200 OK", "Content-Encoding: x-gzip"))
    lives("body-short", bare(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"))
    lives(
        "body-bad-chunk",
        bare(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"%x\r\n%b\r\nzz\r\nrest" % (len(body), body),
        ),
    )
    lives("body-then-reset", reset_behind_the_page)
    lives("body-utf16", answer("\ufeff".encode("utf-16-le") + h.encode("utf-16-le"), kind="text/html"))
    lives(
        "body-koi8",
        answer("<title>Пути степи</title><p>Караваны шли от колодца к колодцу.".encode("koi8-r"), kind="text/html"),
    )
    lives("body-pdf-as-html", answer(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + b"\x00\xff" * 900, kind="text/html"))
    lives(
        "body-download",
        answer(
            b"%PDF-1.5\n" + b"\x01" * 2000,
            "200 OK",
            'Content-Disposition: attachment; filename="szlaki.pdf"',
            kind="application/octet-stream",
        ),
    )
    lives("body-zip", answer(b"PK\x03\x04" + b"\0" * 500, kind="application/zip"))
    lives("body-epub", answer(b"PK\x03\x04" + b"\0" * 500, kind="application/epub+zip"))
    failing("body-empty-pdf", answer(b"", kind="application/pdf"))
    failing("body-blank", answer(" \r\n\t \n", kind="text/html"))
    failing("body-comment", answer("<!-- generated by cms 2.1 -->"))
    failing("body-empty-tags", answer("<html><head></head><body></body></html>"))
    lives("retry-429-once", nth(answer("", "429 Too Many Requests"), PAGE))
    lives("retry-503-once", nth(answer("", "503 Service Unavailable"), PAGE))
    lives("retry-404-once", nth(NOT_FOUND, PAGE))
    lives("asks-language", wants_a_language)
    lives("asks-html", wants_html)
    lives("cookie-in-two-steps", {PATH: in_two_steps, "/ciastko": in_two_steps})

    # ---------------------------------------------------------------- places that are written oddly
    def place(name: str, location: str, *targets: str, at: str = PATH) -> None:
        lives(f"place-{name}", {at: to(location), **dict.fromkeys(targets, PAGE)}, at=at)

    place("one-slash", "http:/artykul/nowy", "/artykul/nowy")
    place("no-slash", "nowy-tekst", "/artykul/nowy-tekst")
    place("up", "../teksty/szlaki", "/teksty/szlaki")
    place("query", "?strona=1", f"{PATH}?strona=1")
    place("capital-scheme", "HTTP://abroad-place-capital-scheme.test:{port}/teksty/szlaki", "/teksty/szlaki")
    place("space", "/teksty/szlaki stepu.html", "/teksty/szlaki%20stepu.html")
    place("raw-letters", "/teksty/ścieżka", "/teksty/%C5%9Bcie%C5%BCka")
    place("tab-behind", "/teksty/szlaki\t ", "/teksty/szlaki")
    place("fragment", "/teksty/szlaki#s3", "/teksty/szlaki")
    place("semicolon", "/teksty/szlaki;jsessionid=1A2B", "/teksty/szlaki;jsessionid=1A2B")
    lives(
        "place-refresh-quoted", {PATH: answer("", "200 OK", "Refresh: 0; URL='/teksty/szlaki'"), "/teksty/szlaki": PAGE}
    )
    lives(
        "place-refresh-comma",
        {PATH: answer('<meta http-equiv="Refresh" content="0,/teksty/szlaki">'), "/teksty/szlaki": PAGE},
    )
    lives(
        "place-by-script",
        {PATH: answer("<script>window.location.replace('/teksty/szlaki');</script>"), "/teksty/szlaki": PAGE},
    )

    # ---------------------------------------------------------------- redirects that lead to the page
    def moved(name: str, old: str, new: str, title: str = "", status: str = "301 Moved Permanently") -> None:
        lives(f"moved-{name}", {old: to(new, status), new: site(TITLE, TEXT)}, title, old)

    moved("node", "/node/1234", "/szlaki-stepu")
    moved("query-to-path", "/artykul.php?id=57", "/artykuly/57-szlaki-stepu")
    moved("wordpress", "/?p=812", "/2010/05/szlaki-stepu/")
    moved("language", "/publikacje/szlaki-stepu", "/pl/publikacje/szlaki-stepu")
    moved("html-added", "/teksty/szlaki", "/teksty/szlaki.html")
    moved("php-dropped", "/teksty/szlaki.php", "/teksty/szlaki")
    moved("lower", "/Teksty/Szlaki_Stepu", "/teksty/szlaki_stepu")
    moved("handle", "/handle/123456789/55", "/items/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0")
    moved("ojs", "/index.php/zs/article/view/12", "/zs/article/view/12")
    moved("short", "/s/Ab3x", "/wpisy/szlaki-stepu", status="302 Found")
    moved("user", "/~kos/szlaki.htm", "/pracownicy/kos/szlaki.htm")
    moved("pdf", "/download/55", "/media/2010/szlaki_stepu.pdf")
    moved("archive-of-site", "/artykul/7", "/archiwum/artykul/7")
    moved("publication", "/publication/312", "/dlibra/publication/312/edition/298")
    moved("parameter-added", "/tekst?id=8", "/tekst?id=8&lang=pl")
    moved("titled-elsewhere", "/a/8", "/aktualnosci", TITLE)
    lives("front-to-language", {"/": to("/pl/"), "/pl/": FRONT}, at="/")
    lives("front-to-home", {"/": to("/home", "301 X"), "/home": FRONT}, at="/")
    lives("front-to-start-php", {"/": to("/index.php?option=com_content"), "/index.php": FRONT}, at="/")
    lives("front-to-portal", {"/": to("/web/guest/start"), "/web/guest/start": FRONT}, at="/")
    lives("list-cited", {"/artykuly": to("/artykuly/", "301 X"), "/artykuly/": LIST}, at="/artykuly")

    # ---------------------------------------------------------------- redirects that lead elsewhere
    def astray(name: str, place: str, page: bytes = FRONT, at: str = PATH, status: str = "302 Found") -> None:
        gone(f"astray-{name}", {at: to(place, status), place.partition("?")[0]: page, "/": FRONT}, at=at)

    astray("home", "/")
    astray("home-permanent", "/", status="301 Moved Permanently")
    astray("language-home", "/pl/")
    astray("start-aspx", "/default.aspx")
    astray("home-page-word", "/strona-glowna")
    astray("aspx-error", "/Error.aspx?aspxerrorpath=/artykul/szlaki-stepu", site("Błąd", "<h1>Wystąpił błąd</h1>"))
    astray("not-found-dir", "/errors/not-found/", site("Biblioteka Stepowa", "<h1>Ups</h1>"))
    astray("page404", "/page404.html", site("Biblioteka Stepowa", "<p>Wróć na stronę główną.</p>"))
    astray("search", "/szukaj?q=szlaki-stepu", site("Wyniki", "<p>0 wyników dla szlaki-stepu</p>"))
    astray("news-list", "/aktualnosci", LIST, "/aktualnosci/2010/05/szlaki-stepu")
    astray("category", "/category/historia/", LIST, "/2010/05/szlaki-stepu/")
    astray("up", "/teksty/", LIST, "/teksty/szlaki-stepu.html")
    astray("russian-main", "/glavnaya", site("Главная", "<h1>Новости музея</h1>"))
    astray("missing-query", "/?msg=page_missing")
    astray("shop-front", "/collections/all", LIST, "/products/szlaki-stepu")
    gone("astray-other-home", {PATH: to("http://nowa.abroad-astray-other-home.test:{port}/"), "/": FRONT})
    gone("astray-script-home", {PATH: answer('<script>location.href = "/";</script>'), "/": FRONT})
    gone(
        "astray-refresh-home",
        {
            PATH: site(
                "Strona przeniesiona",
                "<p>Za chwilę przejdziesz na stronę główną</p>",
                head='<meta http-equiv="refresh" content="5; url=/index.html">',
            ),
            "/index.html": FRONT,
            "/": FRONT,
        },
    )

    # ---------------------------------------------------------------- sign in first
    def door(name: str, place: str, page: bytes = LOGIN) -> None:
        walled(f"door-{name}", {PATH: to(place), place.partition("?")[0]: page})

    door("shibboleth", "/idp/profile/SAML2/Redirect/SSO?execution=e1s1")
    door("cas", "/cas/login?service=http%3A%2F%2Fx.test%2F")
    door(
        "ezproxy",
        "/login?qurl=http%3A%2F%2Fjournal.test%2Fa",
        site("Biblioteka: dostęp zdalny", "<p>Podaj numer karty.</p>"),
    )
    door(
        "keycloak",
        "/auth/realms/step/protocol/openid-connect/auth?client_id=web",
        site("Sign in to step", "<form><input name=username><input type=password></form>"),
    )
    door("oauth", "/oauth2/authorize?client_id=1&response_type=code")
    door(
        "wayf",
        "/Shibboleth.sso/Login?target=x",
        site("Wybierz swoją instytucję", "<select><option>Uniwersytet Stepowy</option></select>"),
    )
    door("cookie-absent", "/action/cookieAbsent", site("Cookies", "<p>Your browser does not accept cookies.</p>"))
    door(
        "consent",
        "/consent?continue=/artykul/szlaki-stepu",
        site("Zanim przejdziesz dalej", "<button>Zaakceptuj</button>"),
    )
    door("logowanie", "/konto/logowanie?returnUrl=/artykul")
    door("vhod", "/vhod?back=/artykul", site("Вход", "<form><input type=password></form>"))
    walled(
        "door-here",
        site(
            "Biblioteka Stepowa",
            "<h1>Treść dla zalogowanych</h1><p>Aby zobaczyć tę stronę, musisz się zalogować.</p><form>"
            "<input name=u><input type=password name=p></form>",
        ),
    )
    walled(
        "door-drupal",
        site(
            "Odmowa dostępu | Biblioteka",
            "<h1>Odmowa dostępu</h1><p>Nie masz uprawnień do wyświetlenia tej strony.</p>",
        ),
    )
    walled("door-sharepoint", site("Access required", "<h1>Sorry, this site has not been shared with you</h1>"))

    # ---------------------------------------------------------------- walls against programs
    def wall(name: str, title: str, text: str, status: str = "200 OK", *headers: str, head: str = "") -> None:
        walled(f"wall-{name}", answer(html(title, text, head), status, *headers))

    wall(
        "cloudflare",
        "Just a moment...",
        "Enable JavaScript and cookies to continue",
        "403 Forbidden",
        "CF-Mitigated: challenge",
    )
    wall(
        "cloudflare-503",
        "Just a moment...",
        "Checking your browser before accessing stepy.test.",
        "503 Service Unavailable",
        "Server: cloudflare",
    )
    wall(
        "cloudflare-1020",
        "Access denied | stepy.test used Cloudflare to restrict access",
        "Error 1020",
        "403 Forbidden",
    )
    wall(
        "ddos-guard",
        "DDoS-Guard",
        "Checking your browser before accessing stepy.test",
        "403 Forbidden",
        "Server: ddos-guard",
    )
    wall(
        "aws",
        "",
        "",
        "202 Accepted",
        "x-amzn-waf-action: challenge",
        head='<script src="/x.token.awswaf.com/challenge.js"></script>',
    )
    wall("vercel", "Vercel Security Checkpoint", "We're verifying your browser", "429 Too Many Requests")
    wall(
        "akamai",
        "Access Denied",
        'You don\'t have permission to access "http://stepy.test/" on this server. Reference #18.2d3e4f',
        "403 Forbidden",
    )
    wall(
        "f5",
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator. Your support ID is: 1234567890",
    )
    wall("perimeter", "Access to this page has been denied", "Please verify you are a human. Press &amp; Hold")
    wall(
        "sucuri",
        "You are being redirected...",
        "Javascript is required. Please enable javascript before you are allowed to see this page.",
    )
    wall("imunify", "One moment, please...", "Please wait while your request is being verified...")
    wall("bunny", "Establishing a secure connection ...", "We are checking your browser")
    wall("yandex", "Вы не робот?", "Подтвердите, что запросы отправляли вы, а не робот")
    wall("ru-check", "Проверка браузера", "Подождите, идёт проверка вашего браузера")
    wall("pl-human", "Weryfikacja", "Potwierdź, że jesteś człowiekiem, aby przejść dalej")
    wall("pl-traffic", "Biblioteka", "Wykryliśmy nietypowy ruch z Twojej sieci. Rozwiąż zadanie, aby kontynuować.")
    wall("de-check", "Sicherheitsprüfung", "Bitte bestätigen Sie, dass Sie kein Roboter sind")
    wall("uk-check", "Перевірка", "Підтвердьте, що ви не робот")
    wall("country", "Niedostępne", "Ten materiał nie jest dostępny w Twoim kraju")
    wall("ip", "Zablokowano", "Twój adres IP został zablokowany")
    wall(
        "old-browser", "Unsupported browser", "Your browser is not supported. Please upgrade your browser to continue."
    )
    walled(
        "wall-captcha-dir", {PATH: to("/showcaptcha?retpath=x"), "/showcaptcha": answer(html("Ой!", "Введите символы"))}
    )
    walled(
        "wall-sorry",
        {
            PATH: to("/sorry/index?continue=x"),
            "/sorry/index": answer(html("stepy", "Our systems have detected unusual traffic"), "429 X"),
        },
    )

    # ---------------------------------------------------------------- pages that say that there is none
    def none(name: str, title: str, main: str, **more: str) -> None:
        gone(f"none-{name}", site(title, main, **more))

    none(
        "wordpress-pl",
        "Nie znaleziono strony - Biblioteka Stepowa",
        "<h1>Ups! Tej strony nie można znaleźć.</h1><p>Wygląda na to, że nic tu nie ma. Może spróbuj poszukać?</p>",
    )
    none(
        "wordpress-heading",
        "Biblioteka Stepowa",
        "<h1>Nic nie znaleziono</h1><p>Wygląda na to, że nie możemy znaleźć tego, czego szukasz.</p>",
    )
    none(
        "joomla",
        "404 - Błąd: 404",
        "<h2>Żądana strona nie może być wyświetlona.</h2>"
        "<p>Możliwe przyczyny: nieaktualna zakładka, pomyłka w adresie.</p>",
    )
    none("drupal", "Nie znaleziono strony | Biblioteka Stepowa", "<p>Żądana strona nie została znaleziona.</p>")
    none("typo3", "Page Not Found", "<h1>Page Not Found</h1><p>Reason: The requested page does not exist!</p>")
    none(
        "bitrix",
        "404 Not Found",
        "<h1>Страница не найдена</h1><p>Неправильно набран адрес или такой страницы больше не существует.</p>",
    )
    none("ucoz", "Библиотека", "<h1>Такой страницы нет</h1>")
    none("vk", "Ошибка | Сеть", "<div class=message_page>Страница удалена либо ещё не создана.</div>")
    none("journal", "Дневник", "<h1>Этот журнал удалён</h1><p>Журнал был удалён его владельцем.</p>")
    none("blog", "Zapiski ze stepu", "<p>Przepraszamy, ale strony, której szukasz na tym blogu, nie ma.</p>")
    none(
        "wiki",
        "Szlaki stepu - Wiki",
        "<h1>Szlaki stepu</h1><p>Na tej stronie obecnie nie ma żadnej treści. Możesz utworzyć stronę.</p>",
    )
    none(
        "wiki-en",
        "Steppe routes - Wiki",
        "<h1>Steppe routes</h1>"
        "<p>There is currently no text in this page. You can search for this page title in other pages.</p>",
    )
    none(
        "dspace",
        "Repository",
        "<h1>Invalid Identifier</h1>"
        "<p>The identifier you have provided does not correspond to a valid item in the repository.</p>",
    )
    none(
        "dspace-withdrawn",
        "Repozytorium",
        "<h1>Pozycja wycofana</h1><p>Ta pozycja została wycofana z repozytorium.</p>",
    )
    none("dlibra", "Biblioteka cyfrowa", "<h1>Komunikat</h1><p>Podany obiekt nie istnieje lub został usunięty.</p>")
    none("ojs", "Czasopismo Stepowe", "<h1>Błąd</h1><p>Nie znaleziono artykułu o podanym identyfikatorze.</p>")
    none("elibrary", "Научная библиотека", "<p>Публикация с таким номером не найдена</p>")
    none("news", "Wiadomości", "<h1>Artykuł został usunięty</h1><p>Sprawdź inne teksty w serwisie.</p>")
    none("news-de", "Steppenblatt", "<h1>Der Artikel ist leider nicht mehr verfügbar</h1>")
    none("news-uk", "Степові вісті", "<h1>На жаль, такої сторінки не існує</h1><p>Можливо, її було вилучено.</p>")
    none("be", "Бібліятэка", "<h1>Старонка не знойдзена</h1>")
    none("cs", "Stepní knihovna", "<h1>Stránka nebyla nalezena</h1><p>Požadovaná stránka neexistuje.</p>")
    none(
        "social",
        "Sieć",
        "<h2>Ta treść nie jest teraz dostępna</h2><p>Link mógł wygasnąć albo strona została usunięta.</p>",
    )
    none("video", "Wideo", "<p>Film niedostępny. Ten film został usunięty przez użytkownika.</p>")
    none("plone", "Biblioteka", "<h1>This page does not seem to exist…</h1><p>We apologize for the inconvenience.</p>")
    none("picture", "Biblioteka", '<p><img src="/404.svg" alt="404"></p><p>Przepraszamy!</p>')
    none("og-type", "Biblioteka", "<p>Przepraszamy!</p>", body='class="page error-404 not-found"')
    none("domino", "Error", "<h1>HTTP Web Server: Couldn't find design note - szlaki.html</h1>")
    none("file", "Pobieranie", "<p>Plik nie istnieje.</p>")
    none("record", "Katalog", "<p>Brak rekordu o podanym numerze.</p>")
    none("event", "Biblioteka", "<h1>410</h1><p>Strona została trwale usunięta.</p>")
    gone(
        "none-s3",
        answer(
            "<?xml version='1.0'?><Error><Code>NoSuchKey</Code>"
            "<Message>The specified key does not exist.</Message></Error>",
            kind="application/xml",
        ),
    )
    gone(
        "none-json", answer('{"message":"Not Found","documentation_url":"https://docs.test/"}', kind="application/json")
    )
    gone("none-titled", site("Nie znaleziono strony", "<h1>Nie znaleziono</h1>"), TITLE)

    # ---------------------------------------------------------------- failures at 200
    def fails(name: str, title: str, main: str) -> None:
        failing(f"fails-{name}", answer(f"<html><head><title>{title}</title></head><body>{main}</body></html>"))

    fails(
        "mysql",
        "Biblioteka",
        "<b>Warning</b>: mysql_connect(): Too many connections in <b>/var/www/db.php</b> on line <b>12</b>",
    )
    fails(
        "fatal",
        "",
        "<br /><b>Fatal error</b>: Uncaught Error: Call to undefined function ereg() in /home/step/index.php:3",
    )
    fails("wordpress-db", "Błąd bazy danych", "<h1>Błąd podczas łączenia się z bazą danych</h1>")
    fails("aspnet", "Runtime Error", "<h1>Server Error in '/' Application.</h1><h2>Runtime Error</h2>")
    fails(
        "java", "Error report", "<h1>HTTP Status 500 - Internal Server Error</h1><p>java.lang.NullPointerException</p>"
    )
    fails("oracle", "Katalog", "ORA-12541: TNS:no listener")
    fails("coldfusion", "Error Occurred While Processing Request", "<p>Element ID is undefined in URL.</p>")
    fails("laravel", "Whoops!", "<h1>Whoops, looks like something went wrong.</h1>")
    fails("maintenance-ru", "Сайт на обслуживании", "<h1>Ведутся технические работы</h1>")
    fails(
        "bandwidth",
        "Bandwidth Limit Exceeded",
        "The server is temporarily unable to service your request due to the site owner reaching his bandwidth limit.",
    )
    fails(
        "expired",
        "Website Expired",
        "<p>This account has expired. If you are the site owner, click below to log in.</p>",
    )
    fails(
        "suspended",
        "Account Suspended",
        "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>",
    )

    # ---------------------------------------------------------------- domains without their site
    def parked(name: str, title: str, main: str, head: str = "") -> None:
        gone(f"parked-{name}", answer(f"<html><head><title>{title}</title>{head}</head><body>{main}</body></html>"))

    parked("lander", "", "", '<script>window.onload=function(){window.location.href="/lander"}</script>')
    parked("frame", "stepy.test", '<iframe src="https://www.sedoparking.com/stepy.test"></iframe>')
    parked("sale-pl", "stepy.pl", "<h1>Domena stepy.pl jest na sprzedaż</h1><p>Złóż ofertę</p>")
    parked("sale-en", "stepy.test", "<h1>stepy.test</h1><p>The domain stepy.test is for sale. Make an offer.</p>")
    parked("sale-ru", "stepy.ru", "<p>Домен stepy.ru продаётся</p>")
    parked("registered-pl", "stepy.pl", "<p>Domena została zarejestrowana i utrzymywana na serwerach operatora.</p>")
    parked("registered-ru", "stepy.ru", "<h1>Домен не прилинкован ни к одной из директорий на сервере</h1>")
    parked(
        "debian",
        "Apache2 Debian Default Page: It works",
        "<p>This is the default welcome page used to test the correct operation of the Apache2 server.</p>",
    )
    parked("works", "", "<h1>It works!</h1>")
    parked("iis", "IIS Windows Server", '<img src="iisstart.png" alt="IIS">')
    parked("building", "stepy.pl", "<h1>Strona w budowie</h1><p>Zapraszamy wkrótce.</p>")
    parked("expired", "stepy.com", "<p>This domain has expired. If you are the owner, please renew it.</p>")

    # ---------------------------------------------------------------- gone without doubt, and not
    add("dead-410", D, "dead-now", site("Gone", "<p>x</p>", status="410 Gone"))
    add("dead-404-site", D, "dead-now", site("Nie znaleziono", "<p>Nie ma takiej strony.</p>", status="404 Not Found"))
    add(
        "dead-404-refresh-home",
        D,
        "dead-now",
        {
            PATH: site(
                "404", "<p>Nie ma.</p>", head='<meta http-equiv="refresh" content="5;url=/">', status="404 Not Found"
            ),
            "/": FRONT,
        },
    )
    add(
        "spa-404-shell",
        U,
        "suspect",
        answer(
            '<!DOCTYPE html><title>Stepy</title><div id="root"></div><script src="/static/js/main.3f2a.js"></script>',
            "404 Not Found",
        ),
    )
    add(
        "spa-404-script",
        U,
        "suspect",
        answer(
            "<!DOCTYPE html><title>Stepy</title>"
            "<script>var l=window.location;l.replace(l.protocol+'//'+l.host+'/?/'+l.pathname.slice(1));</script>",
            "404 Not Found",
        ),
    )
    down("s508", answer("", "508 Resource Limit Is Reached"))
    down("s509", answer(html("509 Bandwidth Limit Exceeded"), "509 Bandwidth Limit Exceeded"))
    down("s529", answer("", "529 Site is overloaded"))
    down("no-http", b"SSH-2.0-OpenSSH_8.4\r\n")
    walled("s420", answer("", "420 Enhance Your Calm"))
    walled("s440", answer("", "440 Login Time-out"))
    walled("s403-api", answer('{"error":"forbidden"}', "403 Forbidden", kind="application/json"))

    # ---------------------------------------------------------------- living pages with ominous words
    def text(name: str, title: str, main: str = "", **more: str) -> None:
        lives(f"text-{name}", site(title, main or f"<h1>{title}</h1><p>{LONG}</p>", **more))

    text("error-history", "Błąd 404: historia pewnego numeru")
    text("denied", "Access Denied: The Practice of Internet Filtering on the Steppe")
    text("for-sale", "Domain for Sale: Property Law under the Khans")
    text("building", "Strona w budowie: architektura sieci w Polsce lat 90.")
    text("captcha", "Captcha, czyli kim jest człowiek")
    text("lost", "Nie znaleziono: wiersze zebrane")
    text("technical", "Przerwa techniczna", f"<h1>Przerwa techniczna</h1><article><p>{LONG}</p></article>")
    text("gone", "Gone")
    text("removed", "Usunięto z mapy. Wsie, których nie ma")
    text("ru-lost", "Не найдено: письма 1937 года")
    text("noscript", TITLE, f"<noscript>Proszę włączyć JavaScript, aby zobaczyć stronę.</noscript>{TEXT}")
    text(
        "noscript-refresh", TITLE, TEXT, head='<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>'
    )
    text("banner", TITLE, TEXT, extra=BANNER)
    text(
        "login-in-menu",
        TITLE,
        f"<form><input name=u><input type=password name=p><button>Zaloguj się</button></form>{TEXT}",
    )
    text(
        "captcha-form",
        TITLE,
        f'{TEXT}<form><div class="g-recaptcha" data-sitekey="x"></div><p>Potwierdź, że nie jesteś robotem</p></form>',
    )
    text("frame-buster", TITLE, TEXT, head="<script>if(top!=self){top.location.href=self.location.href;}</script>")
    lives(
        "script-for-telephones",
        answer(
            "<html><head><title>Muzeum</title><script>if(screen.width<700){location='/m/';}</script></head>"
            '<frameset cols="20%,*"><frame src="menu.htm"><frame src="tekst.htm"></frameset></html>'
        ),
    )
    text("click", TITLE, TEXT, head="<script>function go(){window.location='/';}</script>")
    text("refresh-self", TITLE, TEXT, head='<meta http-equiv="refresh" content="600">')
    text("styles", TITLE, TEXT, head="<style>body.error404{color:red}.page-not-found{}</style>")
    text(
        "data",
        TITLE,
        TEXT,
        extra='<script id="__NEXT_DATA__" type="application/json">{"page":"/[slug]","no":"Page not found"}</script>',
    )
    text(
        "paid",
        TITLE,
        f"<h1>{TITLE}</h1><p>Karawany szły od studni do studni.</p>"
        f"<p>Dalsza część artykułu dostępna dla prenumeratorów.</p>",
    )
    text(
        "record",
        "Szlaki stepu / Z. Kos. - Katalog",
        "<h1>Szlaki stepu</h1><dl><dt>Autor</dt><dd>Kos, Z.</dd><dt>Rok</dt><dd>2010</dd></dl>",
    )
    text("scan", "Szlaki stepu, s. 12", '<img src="/skan/12.jpg" alt="">')
    text("embedded", "Szlaki stepu (PDF)", '<embed src="/pliki/szlaki.pdf" type="application/pdf">')
    text("comments", TITLE, f"{TEXT}<section><h2>Komentarze</h2><p>Link w przypisie 4: page not found.</p></section>")
    text(
        "closed-comments", TITLE, f"{TEXT}<p>Komentowanie zostało wyłączone. Strona nie istnieje w innych językach.</p>"
    )
    text("old", "", f"<CENTER><FONT SIZE=+2>SZLAKI STEPU</FONT></CENTER><P>{LONG}")
    text("bankrupt", "Domena króla na sprzedaż. Dobra królewskie w XVIII wieku")
    text("no-access", "Brak dostępu do morza a handel Buchary")
    text("moved-note", TITLE, f"<p>Ta strona została przeniesiona z dawnego serwera w 2009 r.</p>{TEXT}")
    text("empty-search", TITLE, f"{TEXT}<div class=box>Brak wyników. Nic nie znaleziono.</div>")
    text("test-page", "Strona testowa kolei: próby parowozów")
    lives("text-txt", answer("404 wielbłądy szły przez step.\n" + LONG, kind="text/plain; charset=utf-8"))
    lives("text-path-404", site("Zabytek nr 404", TEXT), at="/zabytki/404")
    lives("text-path-login", site("Login i hasło w dawnej Buchary", TEXT), at="/historia/login")
    return found
