"""Behaviours that a colleague who wanted to break the checker thought of, from what users of other checkers report.

As :mod:`links.behaviours`: pages that only browsers get, ways that lead elsewhere, failures that answer 200, parked
domains told by their markup, encodings that nobody declares, and targets that must arrive as they are written.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from collections.abc import Awaitable, Callable

from links.behaviours import (
    BODY,
    CHUNKED,
    LONG,
    NOT_FOUND,
    OK,
    PAGE,
    PATH,
    SERVER,
    SIZE,
    Behaviour,
    D,
    L,
    Reply,
    U,
    answer,
    bare,
    close,
    hang,
    html,
    nth,
    reset,
    to,
)
from links.reported import browsers, stalled
from links.servers import Exchange

ALIVE, SUSPECT, BLOCKED, UNREACHABLE, UNKNOWN, DEAD_NOW = (
    "alive",
    "suspect",
    "blocked",
    "unreachable",
    "unknown",
    "dead-now",
)
USED: set[object] = set()


async def hang_programs(x: Exchange) -> None:
    if "Mozilla" in x.headers.get("user-agent", ""):
        await x.raw(PAGE)
    else:
        await asyncio.sleep(30)


async def close_programs(x: Exchange) -> None:
    if "Mozilla" in x.headers.get("user-agent", ""):
        await x.raw(PAGE)
    else:
        x.close()


async def login_programs(x: Exchange) -> None:
    if "Mozilla" in x.headers.get("user-agent", ""):
        await x.raw(PAGE)
    elif x.path == "/login":
        await x.raw(answer(html("Portal")))
    else:
        await x.raw(to("/login"))


def first(act: Callable[[Exchange], Awaitable[None]]) -> Callable[[Exchange], Awaitable[None]]:
    async def reply(x: Exchange) -> None:
        if x.count == 1:
            await act(x)
        else:
            await x.raw(PAGE)

    return reply


async def stale(x: Exchange) -> None:
    """A connection that is said to stay open, and is not."""
    if x.writer.get_extra_info("socket").getpeername() in USED:
        x.reset()
        return
    USED.add(x.writer.get_extra_info("socket").getpeername())
    keep = b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nConnection: keep-alive\r\nLocation: /nowy\r\n\r\n"
    await x.raw(PAGE if x.path == "/nowy" else keep)


async def drip(x: Exchange) -> None:
    await x.raw(b"HTTP/1.1 200 OK\r\n")
    for n in range(60):
        await x.raw(b"X-%d: y\r\n" % n)
        await asyncio.sleep(0.2)


async def endless_html(x: Exchange) -> None:
    await x.raw(CHUNKED + b"\r\n" + SIZE + b"\r\n" + BODY + b"\r\n")
    with contextlib.suppress(ConnectionError):
        for _ in range(3000):
            await x.raw(b"5\r\nslowo\r\n")
            await asyncio.sleep(0.01)


async def cookie_domain(x: Exchange) -> None:
    if x.path == PATH:
        await x.redirect(
            f"http://sub.cookie-dom.test:{x.headers['host'].split(':')[1]}/further",
            302,
            {"Set-Cookie": "seen=1; Domain=.cookie-dom.test; Path=/"},
        )
    elif "seen=1" in x.headers.get("cookie", ""):
        await x.raw(PAGE)
    else:
        await x.raw(answer("", "403 X"))


SLOW = (
    '<html><body><script type="text/javascript" src="/aes.js" ></script><script>'
    "function toNumbers(d){var e=[];d.replace(/(..)/g,function(d){e.push(parseInt(d,16))});"
    'return e}var a=toNumbers("f6"),b=toNumbers("98");'
    'document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b))+"; path=/";'
    ' location.href="http://js-aes.test:{port}/artykul/szlaki-stepu?i=1";</script><noscript>'
    "This site requires Javascript to work, please enable Javascript in your browser</noscript>"
    "</body></html>"
)


NAV = "<nav>" + "".join(f"<a href=/{i}>Dział {i}</a> " for i in range(40)) + "</nav>"


def page(title: str, body: str) -> bytes:
    return answer(
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"{NAV}{body}<footer>Redakcja, kontakt, regulamin, polityka prywatności. {LONG[:600]}</footer>"
        f"</body></html>"
    )


def only(*targets: str) -> Reply:
    async def reply(x: Exchange) -> None:
        await x.raw(PAGE if x.target in targets else NOT_FOUND)

    return {"*": reply}


def elsewhere() -> list[Behaviour]:
    """The rows; names are host names."""
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, at: str = PATH) -> None:
        found.append(Behaviour(name, truth, verdict, reply, at=at))

    for code in ("400 X", "403 Forbidden", "405 X", "406 X", "418 X", "429 X", "500 X", "503 X"):
        add("programs-" + code[:3], L, ALIVE, browsers(answer(html("no", "no"), code)))
    add("programs-hang", L, ALIVE, hang_programs)
    add("programs-close", L, ALIVE, close_programs)
    add("programs-empty", L, ALIVE, browsers(answer("<html><head></head><body></body></html>")))
    add("programs-soft", L, ALIVE, browsers(answer(html("Page not found", "Sorry"))))
    add("programs-wall", L, ALIVE, browsers(answer(html("Access Denied", "You don't have permission"))))
    add("programs-login", L, ALIVE, {"*": login_programs})
    add("programs-204", L, ALIVE, browsers(b"HTTP/1.1 204 No Content\r\n\r\n"))
    add("once-reset", L, ALIVE, first(reset))
    add("once-close", L, ALIVE, first(close))
    add("once-hang", L, ALIVE, first(hang))
    add("once-half", L, ALIVE, nth(bare(f"{OK}Content-Length: 90000\r\n\r\n", "<ht"), PAGE))
    add("once-garbage", L, ALIVE, nth(b"\x15\x03\x01\x00\x02\x02\x46", PAGE))
    add("gone-then-500", U, UNREACHABLE, nth(NOT_FOUND, SERVER[0]))
    add("gone-then-429", U, BLOCKED, nth(NOT_FOUND, answer("", "429 X", "Retry-After: 0")))
    add("stale-connection", L, ALIVE, {"*": stale})
    add("status-600", U, UNKNOWN, answer(html(), "600 X"))
    add("status-999-page", U, BLOCKED, answer(html("LinkedIn"), "999 X"))
    add("status-511", U, UNREACHABLE, answer(html("Login"), "511 Network Authentication Required"))
    add("reason-404-status-200", L, ALIVE, answer(html(), "200 Not Found"))
    add("location-on-200", L, ALIVE, answer(html(), "200 OK", "Location: /nigdzie"))
    add("location-on-404", D, DEAD_NOW, answer("", "404 Not Found", "Location: /nigdzie"))
    add("coding-binary", L, ALIVE, answer(html(), "200 OK", "Content-Encoding: binary"))
    add("coding-charset", L, ALIVE, answer(html(), "200 OK", "Content-Encoding: windows-1251"))
    add(
        "coding-twice-header",
        L,
        ALIVE,
        answer(gzip.compress(BODY), "200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip"),
    )
    add("chunk-0x", L, UNREACHABLE, CHUNKED + b"\r\n0x" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n")
    add("chunk-negative", U, UNREACHABLE, CHUNKED + b"\r\n-5\r\nabc")
    add("chunk-overflow", L, UNREACHABLE, CHUNKED + b"\r\n" + b"F" * 40 + b"\r\n" + BODY)
    add("chunk-blank-first", L, ALIVE, CHUNKED + b"\r\n\r\n" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n")
    add("processing-102", L, ALIVE, b"HTTP/1.1 102 Processing\r\n\r\n" * 2 + PAGE)
    add("empty-pdf", D, SUSPECT, answer(b"", kind="application/pdf"))
    add("pdf-that-is-an-error", D, SUSPECT, answer(html("Page not found", "x"), kind="application/pdf"))
    add("connection-close-kept", L, ALIVE, stalled(answer(html(), "200 OK", "Connection: close")))
    add("headers-drip", U, UNREACHABLE, drip)
    add("endless-html", L, ALIVE, endless_html)
    add(
        "gzip-much",
        L,
        ALIVE,
        answer(gzip.compress(html().encode() + b" " * 3_000_000), "200 OK", "Content-Encoding: gzip"),
    )
    add(
        "title-late",
        L,
        ALIVE,
        answer("<html><head><style>" + "a{b:c}" * 9000 + "</style><title>Szlaki</title></head><body>" + LONG),
    )
    add(
        "soft-late",
        D,
        SUSPECT,
        answer("<html><head><style>" + "a{b:c}" * 9000 + "</style><title>Page not found</title></head><body>Sorry"),
    )
    for n, place in enumerate(
        (
            "/?utm_source=x",
            "/index.php?lang=pl",
            "/default.aspx",
            "/home",
            "/strona-glowna",
            "/index.php?option=com_content&view=featured",
            "/Pages/default.aspx",
            "/#/",
            "/pl",
            "/start.html",
            "/glavnaya",
            "/main.php",
            "/web/guest/home",
            "/en/index.html",
            "/home.html",
            "/pl/home",
            "/ua/",
        )
    ):
        add(
            f"homes-{n}",
            D,
            SUSPECT,
            {PATH: to(place), place.partition("#")[0]: answer(html("Portal", "Wybierz dział"))},
        )
    add(
        "home-elsewhere",
        D,
        SUSPECT,
        {PATH: to("http://nowy-portal.test:{port}/", "301 X"), "/": answer(html("Nowy portal", "Wybierz"))},
    )
    add(
        "to-section",
        D,
        SUSPECT,
        {PATH: to("/artykul/", "301 X"), "/artykul/": answer(html("Artykuły", "Lista artykułów"))},
        at=PATH,
    )
    add(
        "to-section-deep",
        D,
        SUSPECT,
        {
            "/2011/05/17/szlaki-stepu-i-karawany.html": to("/aktualnosci/"),
            "/aktualnosci/": answer(html("Aktualności", "Lista")),
        },
        at="/2011/05/17/szlaki-stepu-i-karawany.html",
    )
    add(
        "to-search",
        D,
        SUSPECT,
        {PATH: to("/search?q=szlaki+stepu"), "/search": answer(html("Wyniki wyszukiwania", "1 2 3"))},
    )
    add("to-search-pl", D, SUSPECT, {PATH: to("/szukaj/?s=szlaki"), "/szukaj/": answer(html("Szukaj: szlaki", "brak"))})
    add(
        "to-aspx-error",
        D,
        SUSPECT,
        {PATH: to("/Error.aspx?aspxerrorpath=/artykul/szlaki"), "/Error.aspx": answer(html("Portal", "Wybierz"))},
    )
    add("to-error-php", D, SUSPECT, {PATH: to("/error.php?code=404"), "/error.php": answer(html("Portal", "Wybierz"))})
    add(
        "to-page-not-found",
        D,
        SUSPECT,
        {PATH: to("/page-not-found"), "/page-not-found": answer(html("Portal", "Wybierz"))},
    )
    add(
        "to-notfound-html",
        D,
        SUSPECT,
        {PATH: to("/notfound.html"), "/notfound.html": answer(html("Portal", "Wybierz"))},
    )
    add(
        "to-404-aspx", D, SUSPECT, {PATH: to("/404.aspx?404;http://x/"), "/404.aspx": answer(html("Portal", "Wybierz"))}
    )
    add(
        "to-errors-404",
        D,
        SUSPECT,
        {PATH: to("/errors/404.html"), "/errors/404.html": answer(html("Portal", "Wybierz"))},
    )
    add(
        "to-suspended",
        D,
        SUSPECT,
        {
            PATH: to("/cgi-sys/suspendedpage.cgi"),
            "/cgi-sys/suspendedpage.cgi": answer(html("a.test", "Contact your hosting provider")),
        },
    )
    add(
        "to-defaultwebpage",
        D,
        SUSPECT,
        {PATH: to("/cgi-sys/defaultwebpage.cgi"), "/cgi-sys/defaultwebpage.cgi": answer(html("a.test", "sorry"))},
    )
    add(
        "to-maintenance",
        U,
        SUSPECT,
        {PATH: to("/maintenance.html"), "/maintenance.html": answer(html("Portal", "Wracamy"))},
    )
    add(
        "to-wordpress-typo",
        D,
        SUSPECT,
        {
            PATH: to("http://wordpress.com:{port}/typo/?subdomain=abc"),
            "/typo/": answer(html("abc.wordpress.com is available", "Register")),
        },
    )
    for n, place in enumerate(
        (
            "/sorry/index?continue=x",
            "/captcha/?r=1",
            "/action/cookieAbsent",
            "/cookies-disabled",
            "/nocookies.html",
            "/blocked.html",
            "/denied",
            "/access-denied",
            "/unsupported-browser",
            "/users/sign_in",
            "/user/login?destination=x",
            "/Account/Login?ReturnUrl=%2fx",
            "/signin?x=1",
            "/auth/realms/uni/protocol/openid-connect/auth?x",
            "/Shibboleth.sso/Login",
            "/adfs/ls/?wa=wsignin1.0",
            "/member/login.php",
            "/logowanie.html",
            "/ssologin",
            "/idp/profile/SAML2/Redirect/SSO",
            "/distil_r_captcha.html",
            "/verify-human",
        )
    ):
        add(f"doors-{n}", U, BLOCKED, {PATH: to(place), place.partition("?")[0]: answer(html("Uniwersytet", "Witamy"))})
    add("cookie-dom", L, ALIVE, {PATH: cookie_domain, "/further": cookie_domain})
    for n, (title, text) in enumerate(
        (
            (
                "Pardon Our Interruption",
                "As you were browsing something about your browser made us think you were a bot.",
            ),
            ("Access to this page has been denied", "Please verify you are a human"),
            ("Vercel Security Checkpoint", "We're verifying your browser"),
            ("Client Challenge", "JavaScript is disabled in your browser."),
            ("One moment, please...", "Please wait while your request is being verified..."),
            ("Bot Verification", "Verifying that you are not a robot..."),
            ("Are you a robot?", ""),
            ("Radware Bot Manager Captcha", ""),
            ("Security Check", "Complete the captcha"),
            ("Тест Тьюринга", "Введите символы"),
            ("Ресурс заблокирован", "по решению органов государственной власти"),
            ("Доступ до ресурсу заблоковано", ""),
            (
                "Web Page Blocked!",
                "You have tried to access a web page which is in violation of your internet usage policy.",
            ),
            ("FortiGuard Intrusion Prevention - Access Blocked", ""),
            ("Web Filter Violation", ""),
            ("You need access", "Ask for access, or switch to an account with access."),
            (
                "Request Rejected",
                "The requested URL was rejected. Please consult with your administrator. Your support ID is: 123",
            ),
            ("This blog is open to invited readers only", ""),
            ("Ten blog jest dostępny tylko dla zaproszonych czytelników", ""),
            ("Sprawdzanie, czy połączenie z witryną jest bezpieczne", ""),
            ("Weryfikacja bezpieczeństwa", "Sprawdzamy przeglądarkę"),
            ("Checking your browser before accessing", ""),
            ("Human verification required", ""),
            ("Performance & security by Cloudflare", ""),
            ("Czy masz ukończone 18 lat?", "Wejdź / Wyjdź"),
            ("403 Forbidden", "nginx"),
            ("401 Unauthorized", ""),
            ("Proszę włączyć JavaScript", ""),
            ("Unsupported browser", "Please upgrade your browser"),
            ("Twoja przeglądarka nie jest obsługiwana", ""),
            ("Ваш браузер устарел", ""),
            ("You must log in to continue", ""),
            ("Log in to Facebook", ""),
            ("Session expired", "Please log in again"),
            ("Private site", "This site is currently private."),
            ("Dostęp tylko dla zalogowanych użytkowników", ""),
        )
    ):
        add(f"shut-{n}", U, BLOCKED, answer(html(title, text)))
    add("js-aes", U, BLOCKED, answer(SLOW))
    add("js-cookie-reload", U, SUSPECT, answer('<script>document.cookie="x=1; path=/";location.reload();</script>'))
    add("js-computed", U, SUSPECT, answer("<script>var h='/no'+'wy';window.location=h;</script>"))
    add(
        "js-autopost",
        U,
        BLOCKED,
        answer(
            '<html><head><title>Working...</title></head><body onload="document.forms[0].submit()">'
            '<form method="POST" action="https://idp.test/x">'
            '<input type="hidden" name="SAMLRequest" value="x"><noscript><input type=submit></noscript>'
            "</form></body></html>"
        ),
    )
    add(
        "js-https-switch",
        U,
        SUSPECT,
        answer(
            "<html><head><script>"
            "if(location.protocol!='https:'){location.href='https:'+window.location.href.substring(5)}</script>"
            "</head><body></body></html>"
        ),
    )
    add(
        "datadome",
        U,
        BLOCKED,
        answer(
            "<html lang=en><head><title>stepy.test</title></head><body style='margin:0'><p id=cmsg>"
            "Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'x'}</script>"
            "<script src='https://ct.captcha-delivery.com/c.js'></script></body></html>"
        ),
    )
    add(
        "login-form-in-place",
        U,
        BLOCKED,
        answer(
            html(
                "Repozytorium Uczelni",
                "Login: Hasło:",
                tail='<form><input name=u><input type="password" name=p><input type=submit value=Zaloguj></form>',
            )
        ),
    )
    for n, (title, text) in enumerate(
        (
            ("500 Internal Server Error", ""),
            ("502 Bad Gateway", "nginx"),
            ("503 Service Temporarily Unavailable", ""),
            ("400 Bad Request", ""),
            ("Error", "An error occurred while processing your request."),
            ("Server Error", ""),
            ("Błąd serwera", ""),
            ("Wystąpił błąd", "Spróbuj ponownie później"),
            ("Ошибка сервера", ""),
            ("Внутренняя ошибка сервера", ""),
            ("Помилка сервера", ""),
            ("Runtime Error", "Server Error in '/' Application."),
            ("Application error", ""),
            ("Database Error", "Error establishing a database connection"),
            ("Błąd połączenia z bazą danych", ""),
            ("Ошибка соединения с базой данных", ""),
            ("Whitelabel Error Page", "This application has no explicit mapping for /error"),
            ("Oops, an error occurred!", ""),
            ("Sorry! This site is experiencing technical difficulties.", "Try waiting a few minutes and reloading."),
            ("Website Expired", "This account has expired."),
            ("Blog has been removed", "Sorry, the blog at a.blogspot.com has been removed."),
            ("This content isn't available right now", ""),
            ("Video unavailable", "This video is no longer available"),
            ("Handle not found", "The handle you requested cannot be found."),
            ("Item withdrawn", ""),
            ("This document has been removed", ""),
            ("Серверы недоступны", ""),
            ("Dokument został wycofany", ""),
            ("Serwis niedostępny", "Przepraszamy"),
            ("Сервис временно недоступен", ""),
            ("Fehler 404", "Die Seite"),
            ("Fehler", "Es ist ein Fehler aufgetreten"),
            ("Došlo k chybě", ""),
            ("Invalid URL", ""),
            ("Invalid request", ""),
            ("Nothing to see here", ""),
            ("The page has been deleted", ""),
            ("Страница удалена либо ещё не создана", ""),
            ("Пост удалён автором", ""),
            ("Invalid article ID", ""),
            ("No record found", ""),
            ("Requested record was not found", ""),
            ("Nieprawidłowy identyfikator artykułu", ""),
            ("Zasób niedostępny", ""),
            ("Error 404: NOT_FOUND", ""),
        )
    ):
        add(f"fault-{n}", D, BLOCKED if n == 43 else SUSPECT, answer(html(title, text)))
    for n, (text, kind) in enumerate(
        (
            ("File not found.", "text/html"),
            ("No input file specified.", "text/html"),
            ("Not Found", "text/plain"),
            ("default backend - 404", "text/plain"),
            ("Invalid URL", "text/html"),
            (
                "Fastly error: unknown domain: a.test. Please check that this domain has been added to a service.",
                "text/html",
            ),
            ("Error establishing a database connection", "text/html"),
            ("Could not connect: Too many connections", "text/html"),
            (
                "<b>Fatal error</b>: Uncaught Error: Call to undefined function mysql_connect() in /home/a/db.php:3",
                "text/html",
            ),
            (
                (
                    "<br />\n<b>Warning</b>:  mysqli_connect(): (HY000/2002): Connection refused in <b>"
                    "/var/www/db.php</b> on line <b>12</b><br />"
                ),
                "text/html",
            ),
            ('{"message":"no Route matched with those values"}', "application/json"),
            ('{"detail":"Not found."}', "application/json"),
            ('{"success":false,"message":"Publication does not exist"}', "application/json"),
            ("Service Unavailable", "text/html"),
            ("Hello World", "text/html"),
            ("Forbidden", "text/plain"),
            ("Brak dostępu", "text/html"),
            ("Nie ma takiego pliku", "text/plain"),
            ("Doc not found", "text/html"),
            ("The requested URL was not found on this server.", "text/html"),
            ("Plik nie istnieje", "text/html"),
            ("error code: 1001", "text/plain"),
            ("Microsoft OLE DB Provider for SQL Server error '80004005'", "text/html"),
            ("Parse error: syntax error, unexpected end of file in /var/www/index.php on line 3", "text/html"),
            ("Invalid parameter", "text/html"),
            ("Brak parametru", "text/html"),
        )
    ):
        add(f"line-{n}", D, BLOCKED if n in {15, 16} else SUSPECT, answer(text, kind=kind + "; charset=utf-8"))
    add("frame-h1", D, SUSPECT, page("Portal Stepowy", "<h1>404</h1><p>Strona, której szukasz, nie istnieje.</p>"))
    add("frame-h2", D, SUSPECT, page("Portal Stepowy", "<h2>Nie znaleziono strony</h2><p>Sprawdź adres.</p>"))
    add("frame-div", D, SUSPECT, page("Portal Stepowy", '<div class="error-404"><p>Nie znaleziono strony</p></div>'))
    add("frame-h1-ru", D, SUSPECT, page("Степной портал", "<h1>Страница не найдена</h1>"))
    add("frame-h3", D, SUSPECT, page("Portal Stepowy", "<h3>Ups! Ta strona nie istnieje</h3>"))
    add(
        "frame-main-p",
        D,
        SUSPECT,
        page("Portal Stepowy", "<main><p>Przepraszamy, artykuł o podanym adresie nie istnieje.</p></main>"),
    )
    add(
        "cp1251-undeclared",
        D,
        SUSPECT,
        answer(
            "<html><head><title>Страница не найдена</title></head><body>Ошибка</body></html>".encode("cp1251"),
            kind="text/html",
        ),
    )
    add(
        "cp1251-meta",
        D,
        SUSPECT,
        answer(
            (
                '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>'
                "Страница не найдена</title></head><body>Ошибка</body></html>"
            ).encode("cp1251"),
            kind="text/html",
        ),
    )
    add(
        "koi8-undeclared",
        D,
        SUSPECT,
        answer(
            "<html><head><title>Страница не найдена</title></head><body>Такой страницы нет</body></html>".encode(
                "koi8-r"
            ),
            kind="text/html",
        ),
    )
    add(
        "numeric-entities",
        D,
        SUSPECT,
        answer("<title>" + "".join(f"&#{ord(c)};" for c in "Страница не найдена") + "</title><body>x"),
    )
    add("title-comment", D, SUSPECT, answer("<title>\n  Page   not\n found\n</title><body>x"))
    add(
        "header-charset-wrong",
        D,
        SUSPECT,
        answer(
            "<html><head><meta charset=utf-8><title>Страница не найдена</title></head><body>Ошибка</body></html>",
            kind="text/html; charset=iso-8859-1",
        ),
    )
    add(
        "park-ww",
        D,
        SUSPECT,
        {
            PATH: to("http://ww25.park-ww.test:{port}/artykul?subid1=20240101"),
            "/artykul": answer(
                "<html><head><title>park-ww.test</title></head><body><a>Related links</a></body></html>"
            ),
        },
    )
    add(
        "park-adblockkey",
        D,
        SUSPECT,
        answer(
            "<!doctype html>"
            '<html data-adblockkey="MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANDrp2lz7AOmADaN8tA50LsWcjLFyQFcb_x">'
            '<head><title>stepy.test</title></head><body><div id="target"></div><script>'
            'window.park="eyJ1"</script></body></html>'
        ),
    )
    add(
        "park-caf",
        D,
        SUSPECT,
        answer(
            "<html><head><title>stepy.test</title>"
            '<script src="https://www.google.com/adsense/domains/caf.js"></script></head><body><div id=c>'
            "Related searches: Flights, Hotels</div></body></html>"
        ),
    )
    add(
        "park-frame",
        D,
        SUSPECT,
        answer(
            "<html><head><title>stepy.test</title></head><frameset>"
            '<frame src="http://www.sedoparking.com/stepy.test"></frameset></html>'
        ),
    )
    add(
        "park-godaddy",
        D,
        SUSPECT,
        answer(
            '<html><head><title>stepy.test</title></head><body><div id="root"></div>'
            '<script src="https://img1.wsimg.com/parking-lander/static/js/main.js"></script></body></html>'
        ),
    )
    for n, (title, text) in enumerate(
        (
            ("Apache2 Ubuntu Default Page: It works", "This is the default welcome page"),
            ("Apache2 Debian Default Page: It works", ""),
            ("IIS Windows Server", ""),
            ("IIS7", ""),
            ("Test Page for the Apache HTTP Server on Red Hat Enterprise Linux", ""),
            ("Welcome to OpenResty!", ""),
            ("Caddy works!", ""),
            ("Future home of something quite cool.", ""),
            ("Web Server's Default Page", "Plesk"),
            ("stepy.test is registered at Dynadot", ""),
            ("This domain name has been registered with Gandi.net", ""),
            ("stepy.test domain name is for sale. Inquire now.", ""),
            ("stepy.test - contact with domain owner", ""),
            ("Kup domenę stepy.test", ""),
            ("Domena stepy.test jest dostępna do odsprzedaży", ""),
            ("stepy.test - oferta sprzedaży domeny", ""),
            ("stepy.test - продажа домена", ""),
            ("Домен stepy.test: купить в магазине доменных имен", ""),
            ("Домен stepy.test продається", ""),
            ("Launching Soon", ""),
            ("Closed for maintenance", ""),
            ("This site has moved", "Please update your bookmarks"),
            ("Strona została przeniesiona", "Nowy adres: http://nowa.test/"),
            ("Сайт переехал", "Новый адрес"),
            ("Hosting expired", ""),
            ("Welcome to your new website!", ""),
            ("Félicitations ! Votre domaine a bien été créé chez OVH", ""),
            ("Ten adres jest już nieaktualny", ""),
            ("Witryna w trakcie tworzenia", ""),
            ("XAMPP", ""),
            ("phpinfo()", ""),
            ("Apache Tomcat/9.0.31", ""),
        )
    ):
        add(f"park-{n}", D, SUSPECT, answer(html(title, text)))
    for n, title in enumerate(
        (
            "Serwer i błąd: historia informatyki w PRL",
            "Error and Exile: Polish Writers in Kazakhstan",
            "Ошибка резидента: кино и история",
            "Dostęp do archiwów: poradnik",
            "Are you a robot? Philosophers on machines",
            "Video unavailable: lost films of Central Asia",
            "Robot w literaturze radzieckiej",
            "Sprzedaż domen państwowych w XVIII wieku",
            "Домен и его владельцы: феодальное право",
            "Access denied: archives in Minsk after 1994",
            "Strona internetowa Muzeum Stepu",
            "Zawieszone konta: bankowość w Petersburgu",
            "Private sites of memory",
            "Search and Rescue in Karakum",
            "Moved by the State",
            "This site has been excavated since 1936",
            "Invalid kings: a list of pretenders",
            "The Item: A History",
            "Item 404: coin hoard from Otrar",
            "Database of Kazakh inscriptions",
            "Błąd w sztuce",
            "500 lat Warszawy",
            "404 dni w niewoli",
            "Error 1937",
            "Browser history of the steppe",
        )
    ):
        add(f"lives-{n}", L, ALIVE, answer(html(title)))
    add("lives-short-1", L, ALIVE, answer(html("Error and Exile", "A note.")))
    add("lives-login-sidebar", L, ALIVE, answer(html(tail='<form><input type="password"></form>')))
    add(
        "lives-section-id",
        L,
        ALIVE,
        {"/artykul/123/szlaki-stepu": to("/artykul/123", "301 X"), "/artykul/123": PAGE},
        at="/artykul/123/szlaki-stepu",
    )
    add(
        "lives-amp",
        L,
        ALIVE,
        {"/artykul/szlaki/amp": to("/artykul/szlaki", "301 X"), "/artykul/szlaki": PAGE},
        at="/artykul/szlaki/amp",
    )
    add(
        "lives-index",
        L,
        ALIVE,
        {"/dzielo/index.html": to("/dzielo/", "301 X"), "/dzielo/": PAGE},
        at="/dzielo/index.html",
    )
    add(
        "lives-print",
        L,
        ALIVE,
        {"/dzielo/szlaki/druk": to("/dzielo/szlaki", "301 X"), "/dzielo/szlaki": PAGE},
        at="/dzielo/szlaki/druk",
    )
    add("lives-mobile", L, ALIVE, {PATH: to("http://m.lives-mobile.test:{port}/nowy"), "/nowy": PAGE})
    add("lives-search-cited", L, ALIVE, {"/search?q=step": answer(html("Wyniki wyszukiwania"))}, at="/search?q=step")
    add("lives-doc-rtf", L, ALIVE, answer(b"{\\rtf1 x}", kind="application/rtf"))
    add("lives-djvu", L, ALIVE, answer(b"AT&TFORM", kind="image/vnd.djvu"))
    add("lives-xml", L, ALIVE, answer("<?xml version='1.0'?><TEI><text>Szlaki</text></TEI>", kind="application/xml"))
    add(
        "lives-rss", L, ALIVE, answer("<rss><channel><title>Szlaki</title></channel></rss>", kind="application/rss+xml")
    )
    add("lives-csv", L, ALIVE, answer("a,b\n1,2\n", kind="text/csv"))
    add(
        "lives-frameset",
        L,
        ALIVE,
        answer(
            '<html><head><title>Muzeum Stepu</title></head><frameset rows="*"><frame src="menu.html">'
            '<frame src="main.html"></frameset></html>'
        ),
    )
    add("lives-json-data", L, ALIVE, answer('{"items":[],"error":null,"total":0}', kind="application/json"))
    add("target-apostrophe", L, ALIVE, only("/d'or/x"), at="/d'or/x")
    add("target-plus", L, ALIVE, only("/a+b/c"), at="/a+b/c")
    add("target-lower-escapes", L, ALIVE, only("/%d0%bf"), at="/%d0%bf")
    add("target-double-escape", L, ALIVE, only("/a%2520b"), at="/a%2520b")
    add("target-slashes", L, ALIVE, only("/a//b"), at="/a//b")
    add("target-empty-query", L, ALIVE, only("/a?"), at="/a?")
    add("target-bang", L, ALIVE, only("/a!$&()*,:@=;b"), at="/a!$&()*,:@=;b")
    add("target-pipe", L, ALIVE, only("/a|b", "/a%7Cb"), at="/a|b")
    add("target-brackets", L, ALIVE, only("/a?b[]=1", "/a?b%5B%5D=1"), at="/a?b[]=1")
    add("target-bad-percent", L, ALIVE, only("/100%"), at="/100%")
    add("target-backslash", L, ALIVE, only("/a/b"), at="/a\\b")
    add("target-cyrillic", L, ALIVE, only("/%D0%BF%D1%83%D1%82%D1%8C"), at="/путь")
    add("target-cyrillic-query", L, ALIVE, only("/a?q=%D0%BF"), at="/a?q=п")
    add("target-quote-query", L, ALIVE, only("/a?q=%22b%22"), at='/a?q="b"')
    add("target-fragment", L, ALIVE, only("/a"), at="/a#b?c")
    add("target-hashbang", L, ALIVE, only("/"), at="/#!/artykul/7")
    add("target-dots", L, ALIVE, only("/b"), at="/a/../b")
    add("target-encoded-slash", L, ALIVE, only("/a%2Fb"), at="/a%2Fb")
    add("target-nbsp", L, ALIVE, only("/a%C2%A0b"), at="/a%C2%A0b")
    add("target-nfd", L, ALIVE, only("/o%CC%81"), at="/o%CC%81")
    add("target-semicolon", L, ALIVE, only("/a;v=1?b;c"), at="/a;v=1?b;c")
    return found
