"""More behaviours of servers: kinds that users of link checkers and of HTTP clients reported, each in words of its own.

As :mod:`links.behaviours`; ``at`` is the cited path where it is another than that of the other table.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable

from links.behaviours import (
    BODY,
    CHUNKED,
    LONG,
    OK,
    PAGE,
    PATH,
    SIZE,
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
    with_cookie,
)
from links.servers import Exchange

MOVED = {"/nowy": PAGE}
SHORT = html("Szlaki stepu", "Krótka notatka.")


def browsers(other: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """The page to those that look like a browser, ``other`` to the rest."""

    async def reply(x: Exchange) -> None:
        await x.raw(PAGE if "Mozilla" in x.headers.get("user-agent", "") else other)
        x.close()

    return reply


def stalled(data: bytes, seconds: float = 30) -> Callable[[Exchange], Awaitable[None]]:
    """Bytes, and then nothing, on a connection that stays open."""

    async def reply(x: Exchange) -> None:
        await x.raw(data)
        await asyncio.sleep(seconds)

    return reply


async def reset_at_the_end(x: Exchange) -> None:
    await x.raw(bare(OK + "\r\n"))
    await asyncio.sleep(0.1)
    x.reset()


async def in_pieces(x: Exchange) -> None:
    for at in range(0, len(PAGE), 97):
        await x.raw(PAGE[at : at + 97])
        await asyncio.sleep(0.001)
    x.close()


async def everything_is_one_page(x: Exchange) -> None:
    """The same page of errors, status 200, for whatever is asked."""
    if x.path == "/blad.html":
        await x.raw(answer(html("Portal Stepowy", "Wybierz dział.")))
    else:
        await x.raw(to("/blad.html"))


async def home_for_programs(x: Exchange) -> None:
    if x.path == "/" or "Mozilla" not in x.headers.get("user-agent", ""):
        await x.raw(answer(html("Portal")) if x.path == "/" else to("/"))
    else:
        await x.raw(PAGE)


async def not_modified_for_all(x: Exchange) -> None:
    await x.raw(b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n')


def reported() -> list[Behaviour]:
    """The rows; names are host names."""
    found: list[Behaviour] = []

    def add(truth: str, verdict: str, at: str = PATH, **replies: Reply) -> None:
        found.extend(Behaviour(n.replace("_", "-"), truth, verdict, r, at=at) for n, r in replies.items())

    # heads
    for number, head in enumerate(
        (
            "HTTP/1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n",
            "HTTP/1.1 200 OK\r\n X-Content-Type-Options: nosniff\r\nContent-Type: text/html; charset=utf-8\r\n",
            f"{OK}Set-Cookie: lgv=grid; path=/; domain=\x7fww.\x7fom\r\n",
            f"{OK}‘access-control-allow-origin’: *\r\n",
            f"{OK}Content-Security-Policy: default-src 'self';\r\nframe-src a.test;\r\nimg-src data: *.b.test;\r\n",
            f"{OK}Server: a\r\nServer: b\r\nDate: x\r\nDate: y\r\nContent-Type: text/html\r\n",
            f"{OK}X-Long: " + "ż" * 9000 + "\r\n",
            OK + "".join(f"X-{n}: {n}\r\n" for n in range(900)),
            OK + "".join(f"Set-Cookie: c{n}={'v' * 900}\r\n" for n in range(120)),
            f"{OK}Trailer: X\r\nConnection: upgrade, close\r\nUpgrade: h2c\r\n",
            f"{OK}Keep-Alive: Keep-Alive\r\nConnection: Keep-Alive, Close\r\n",
            f"{OK}Content-Type: text/html\r\nContent-Type: application/octet-stream\r\n",
            "HTTP/1.1 200 OK\nServer: x\r\nContent-Type: text/html; charset=utf-8\nSet-Cookie: u=1; path=/;\n",
            "HTTP/1.1 200 \xff\xfe\r\nContent-Type: text/html; charset=utf-8\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html;charset=\r\n",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Type: text/html; charset=utf-8\r\n",
            f"{OK}Content-Range: bytes 0-1/2\r\nAccept-Ranges: none\r\n",
            f"{OK}Strict-Transport-Security: max-age=²; ;;\r\nExpect-CT: x\r\nNEL: {{\r\nLink: <<>>; rel=;\r\n",
            f"{OK}X-Powered-By: PHP/5\rX-Other: y\r\n",
            f"{OK}:\r\n::\r\n: :\r\n",
        )
    ):
        add(L, "alive", **{f"head-{number}": bare(f"{head}\r\n")})
    add(
        U,
        "unreachable",
        head_garbled=b"0)TP/1.1 500 E:\\x\r\nContent-Length: 0\r\n\r\n",
        head_endless=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 400_000,
    )
    add(U, "unknown", switching=b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
    add(U, "unknown", not_modified=not_modified_for_all)
    add(U, "unreachable", timed_out_408=answer(html("408 Request Time-out"), "408 Request Time-out"))
    add(L, "alive", timed_out_once=nth(answer("", "408 Request Time-out", "Connection: close"), PAGE))
    add(
        L,
        "alive",
        busy_once=nth(answer("", "503 X", "Retry-After: 0"), PAGE),
        early_once=nth(answer("", "425 Too Early"), PAGE),
    )
    add(L, "alive", excess=PAGE + b"\r\n\r\n0\r\n", pieces=in_pieces)

    # lengths and ends
    packed = gzip.compress(BODY)
    told = f"{OK}Content-Encoding: gzip\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
    add(L, "alive", gzip_length_of_the_page=told + packed, gzip_length_kept_open=stalled(told + packed))
    add(
        L,
        "alive",
        kept_open=stalled(bare(OK + "\r\n")),
        kept_open_chunk=stalled(CHUNKED + b"\r\n" + SIZE + b"\r\n" + BODY + b"\r\n"),
    )
    add(L, "alive", kept_open_length=stalled(bare(f"{OK}Content-Length: {len(BODY) + 9}\r\n\r\n")))
    add(U, "unreachable", kept_open_early=stalled(bare(OK + "\r\n", "<html><head>")))
    add(L, "alive", reset_after_the_page=reset_at_the_end)
    add(L, "alive", stream=stalled(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n\xff\xfb\x90" + b"\0" * 5000))
    add(L, "alive", deflate_that_is_gzip=answer(packed, "200 OK", "Content-Encoding: deflate"))
    add(L, "alive", gzip_that_is_zlib=answer(zlib.compress(BODY), "200 OK", "Content-Encoding: gzip"))
    add(
        L,
        "alive",
        gzip_in_parts=answer(gzip.compress(BODY[:200]) + gzip.compress(BODY[200:]), "200 OK", "Content-Encoding: gzip"),
    )
    add(
        L,
        "alive",
        gzip_named=answer(
            b"\x1f\x8b\x08\x1c\0\0\0\0\0\3\5\0abcdestrona.html\0uwaga\0" + packed[10:],
            "200 OK",
            "Content-Encoding: gzip",
        ),
    )
    add(
        L,
        "alive",
        gzip_chunked=CHUNKED + b"Content-Encoding: gzip\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed),
    )
    add(
        L,
        "alive",
        gzip_text=answer(gzip.compress(b"Zwyk\xc5\x82y tekst"), "200 OK", "Content-Encoding: gzip", kind="text/plain"),
    )
    add(L, "alive", chunks_said_plain_sent=CHUNKED + b"\r\n" + BODY)
    add(
        L,
        "alive",
        chunks_upper=CHUNKED.replace(b"chunked", b"Chunked")
        + b"\r\n"
        + SIZE.upper()
        + b"\r\n"
        + BODY
        + b"\r\n0\r\n\r\n",
    )
    add(L, "alive", chunks_identity=CHUNKED.replace(b"chunked", b"identity") + b"\r\n" + BODY)
    add(L, "alive", chunks_in_old=CHUNKED.replace(b"1.1", b"1.0") + b"\r\n" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n")
    add(U, "suspect", chunks_nothing=CHUNKED + b"\r\n0\r\n\r\n")
    add(D, "dead-now", gone_stalled=stalled(b"HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n<html>"))
    add(D, "dead-now", gone_bad_gzip=answer(b"nie ma", "404 Not Found", "Content-Encoding: gzip"))
    add(D, "dead-now", gone_brotli=answer(b"\x0b\x02\x80nie\x03", "404 Not Found", "Content-Encoding: br"))
    add(D, "dead-now", gone_half=bare("HTTP/1.1 410 Gone\r\nContent-Length: 900\r\n\r\n", "<html>"))
    add(D, "dead-now", gone_chunks_broken=CHUNKED.replace(b"200 OK", b"404 X") + b"\r\nzz\r\nnie ma")
    add(U, "blocked", refused_bad_gzip=answer(b"stop", "403 Forbidden", "Content-Encoding: gzip"))

    # redirects
    for number, place in enumerate(
        (
            "https:///\t\t",
            "https://:443/",
            "http://[fe80::1%25eth0]/x",
            "http://a.test:99999/",
            "http://.test/",
            "javascript:void(0)",
            "data:text/html,x",
            "about:blank",
        )
    ):
        add(U, "unknown", **{f"nowhere-{number}": to(place)})
    for number, place in enumerate(
        (
            "http:///goes-0.test:{port}\t\t\t/nowy\t\t\t\t",
            "///goes-1.test:{port}/nowy",
            "/nowy?a=%zz&b=100%",
            "/nowy?q=żółw",
            "/nowy?x={y}|^`",
            "/nowy##x#y",
            "HTTP:/nowy",
            "/%2e/nowy",
            "/a/%2e%2E/nowy",
            "http://goes-9.test:{port}?/../nowy",
            "/nowy?u=http:\\\\a.test",
            "./../../../../nowy",
        )
    ):
        pages: dict[str, bytes] = {PATH: to(place), "/nowy": PAGE, "/": answer(html()), "/artykul/nowy": PAGE}
        add(L, "alive", **{f"goes-{number}": {**pages, "/%2e/nowy": PAGE, "/a/%2e%2E/nowy": PAGE}})
    add(L, "alive", to_body=answer(html(), "302 Found"), to_body_blank=answer(html(), "301 Moved", "Location:"))
    add(
        L,
        "alive",
        to_body_303=answer(html(), "303 See Other"),
        to_300={PATH: to("/nowy", "300 Multiple Choices"), **MOVED},
    )
    add(D, "dead-now", to_literal={PATH: to("b'/nowy'"), **MOVED})
    add(U, "alive", to_two={PATH: to("/nowy", "302 X", "Location: /inny"), "/inny": PAGE, **MOVED})
    add(L, "alive", loops_for_programs=browsers(to(PATH, "301 Moved Permanently")))
    add(L, "alive", home_for_programs={"*": home_for_programs})
    add(L, "alive", refreshes_for_programs=browsers(answer('<meta http-equiv="refresh" content="0; url=/robot">')))
    add(L, "alive", root_to_language={"/": to("/pl/"), "/pl/": answer(html("Portal"))}, at="/")
    add(L, "alive", root_to_index={"/": to("/index.php"), "/index.php": answer(html("Portal"))}, at="/")
    add(L, "alive", index_to_root={"/index.html": to("/", "301 X"), "/": answer(html("Portal"))}, at="/index.html")
    add(
        L,
        "alive",
        root_to_page={"/": to("/start/index.jsp", "301 X"), "/start/index.jsp": answer(html("Portal"))},
        at="/",
    )
    add(L, "alive", language_to_root={"/pl/": to("/", "301 X"), "/": answer(html("Portal"))}, at="/pl/")
    add(L, "alive", query_kept={f"{PATH}?id=7": to("/?id=7", "301 X"), "/?id=7": PAGE}, at=f"{PATH}?id=7")
    add(L, "alive", slash_added={PATH: to(PATH + "/", "301 X"), PATH + "/": PAGE})
    add(L, "alive", escapes_folded={"/a%7eb": to("/a~b", "301 X"), "/a~b": PAGE}, at="/a%7eb")
    add(
        L,
        "alive",
        session_put_in={PATH: to(f"{PATH};jsessionid=1A", "302 X", "Set-Cookie: s=1"), f"{PATH};jsessionid=1A": PAGE},
    )
    found.append(with_cookie("cookie-check-page", "seen=1; HttpOnly; SameSite=Lax", "seen=1", 303))
    add(
        L,
        "alive",
        cookie_check={
            PATH: to(f"{PATH}?cookieCheck=1", "302 X", "Set-Cookie: c=1"),
            f"{PATH}?cookieCheck=1": to(PATH + "?ok", "302 X"),
            PATH + "?ok": PAGE,
        },
    )
    add(D, "suspect", error_page={"*": everything_is_one_page})
    add(D, "dead-now", error_page_404={PATH: to("/404"), "/404": answer(html("Nie ma"), "404 X")})

    # refusals that are no deaths
    add(
        U,
        "blocked",
        wall_503=answer(
            html("Just a moment...", "Enable JavaScript and cookies to continue"), "503 Service Unavailable"
        ),
    )
    add(U, "blocked", wall_202=answer("", "202 Accepted", "x-amzn-waf-action: challenge"))
    add(U, "blocked", wall_405=answer(html("Human Verification"), "405 X", "x-amzn-waf-action: captcha"))
    add(
        U,
        "blocked",
        wall_cloudfront=answer(html("ERROR: The request could not be satisfied", "403 ERROR"), "403 Forbidden"),
    )
    add(
        U,
        "blocked",
        auth_basic=answer("", "401 X", 'WWW-Authenticate: Basic realm="²'),
        auth_negotiate=answer("", "401 X", "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM"),
    )
    add(
        U,
        "blocked",
        proxy_407=answer("", "407 X", "Proxy-Authenticate: Basic"),
        paid_402=answer(html("Payment"), "402 X"),
    )
    for number, name in enumerate(
        (
            "Один момент…",
            "Einen Moment, bitte…",
            "Un instant…",
            "Okamžik…",
            "Cierpliwości...",
            "Один момент...",
            "DDOS-GUARD",
            "You are being redirected...",
            "Sucuri WebSite Firewall - Access Denied",
            "Проверка браузера перед переходом на сайт",
            "Trwa weryfikacja przeglądarki",
            "Доступ до сайту обмежено",
        )
    ):
        add(U, "blocked", **{f"more-walls-{number}": answer(html(name, "..."))})

    # parked, expired, taken over
    lander = '<html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>'
    add(
        D,
        "suspect",
        parked_lander={
            PATH: answer(lander),
            "/lander": answer(
                "<html><head><title>a.test</title><script src=/p.js></script></head><body></body></html>"
            ),
        },
    )
    add(
        D,
        "suspect",
        parked_elsewhere={
            PATH: to("http://www.hugedomains.com:{port}/domain_profile.cfm?d=a"),
            "/domain_profile.cfm": answer(html("a.test", "Get it.")),
        },
    )
    for number, (name, text) in enumerate(
        (
            ("Looks like this domain isn't connected to a website yet", ""),
            ("Account Suspended", "Contact your hosting provider for more information."),
            ("Site Not Found", "Well, this is awkward."),
            ("Konto zostało zablokowane", "Skontaktuj się z obsługą klienta."),
            ("Strona w przebudowie", "Zapraszamy wkrótce."),
            ("Сайт отключен", "Обратитесь в службу поддержки хостинга."),
            ("Хостинг сайта временно приостановлен", ""),
            ("Сайт временно заблокирован", "за неуплату"),
            ("Домен не привязан к сайту", ""),
            ("Сайт вимкнено", "Зверніться до підтримки."),
            ("Diese Domain ist geparkt", ""),
            ("Diese Website ist nicht verfügbar", ""),
            ("Doména je zaparkovaná", ""),
            ("Bandwidth Limit Exceeded", ""),
            ("Website Disabled", ""),
            ("Sorry, this shop is currently unavailable", ""),
            ("Domain Default page", "This page is generated by the control panel."),
            ("Welcome to CentOS", ""),
            ("It works!", ""),
            ("HTTP Server Test Page", ""),
        )
    ):
        add(D, "suspect", **{f"more-parked-{number}": answer(html(name, text))})
    for number, (name, text) in enumerate(
        (
            ("Ups, coś poszło nie tak", "Strona, której szukasz, nie istnieje."),
            ("Nie ma takiego adresu", ""),
            ("Nie odnaleziono artykułu", ""),
            ("Podstrona nie istnieje", ""),
            ("404 – strona zaginęła", ""),
            ("Nieprawidłowy adres strony", ""),
            ("Такая страница не найдена", ""),
            ("Запрашиваемый материал не найден", ""),
            ("Страница устарела, была удалена или не существовала вовсе", ""),
            ("Ошибка 404. Страница не найдена", ""),
            ("Неправильный адрес страницы", ""),
            ("Сторінка не існує", ""),
            ("Матеріал не знайдено", ""),
            ("Нічого не знайдено", ""),
            ("Такой старонкі няма", ""),
            ("Diese Seite existiert nicht", ""),
            ("Seite wurde nicht gefunden", ""),
            ("Tato stránka neexistuje", ""),
            ("Požadovaná stránka nebyla nalezena", ""),
            ("Hmm, we can't find that page", ""),
            ("Sorry, the page you were looking for in this blog does not exist", ""),
            ("Oops! Page not found", ""),
            ("Something went wrong: page not found", ""),
            ("The requested page doesn't exist", ""),
        )
    ):
        add(D, "suspect", **{f"more-soft-{number}": answer(html(name, text))})
    found.append(Behaviour("soft-without-words", D, "suspect", {"*": everything_alike}, TITLE))
    for number, name in enumerate(
        (
            "Konto zablokowane: polityka sowieckich banków",
            "Strona w przebudowie języka: o tłumaczeniu",
            "It works! Letters from the Aral expedition",
            "Сайт древнего поселения: раскопки 2019 года",
            "Wkrótce powrót koni do stepu",
            "Доступ к морю: Казахстан и Каспий",
            "Moment przejścia: karawany i koleje",
            "Bez dostępu do morza",
            "Не найдено следов: экспедиция в Устюрт",
            "Nothing found but sand: the second Kozlov expedition",
        )
    ):
        add(L, "alive", **{f"more-ominous-{number}": answer(html(name))})
    add(L, "alive", mentions_404=answer(html("Kody HTTP", "404 Not Found oznacza, że strona nie istnieje. " + LONG)))
    add(L, "alive", changelog=answer(html("Specyfikacja", "This page has been removed from the list. " + LONG)))
    add(
        L,
        "alive",
        short_page=answer(SHORT),
        only_heading=answer("<h1>Szlaki</h1>"),
        only_text=answer("<p>Krótko: szli na zachód, potem na północ."),
    )
    add(
        L,
        "alive",
        with_comments_off=answer(html(text=LONG, tail="<div>Nie znaleziono komentarzy</div><a>Zaloguj się</a>")),
    )
    add(
        L,
        "alive",
        with_consent=answer(
            html(tail='<div id="cookie">Szanujemy Twoją prywatność <button>Zgadzam się</button></div>')
        ),
    )
    add(L, "alive", with_noscript=answer(html(tail="<noscript><h1>Please enable JavaScript</h1></noscript>")))
    add(L, "alive", app_filled=answer(html(text=f'<div id="root"><p>{LONG}</p></div><script src=a.js></script>')))
    add(L, "alive", svg_title=answer(f"<svg><title>Not found</title></svg>{html()}"))
    add(
        L,
        "alive",
        ps=answer(b"%!PS-Adobe-3.0\n", kind="application/postscript"),
        epub=answer(b"PK\3\4", kind="application/epub+zip"),
        wrong_pdf=answer(b"%PDF-1.7\n1 0 obj", kind="text/html"),
    )
    return found


async def everything_alike(x: Exchange) -> None:
    await x.raw(answer(html("Portal Stepowy", "Wybierz dział: " + LONG)))
