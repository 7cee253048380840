"""Behaviours that users of link checkers and HTTP clients told of after the other tables were made.

As :mod:`links.reported`: pages that call themselves errors beside their words, messages that are no HTML, closed
regions, maintenance, odd heads, cookies in a row.
"""

from __future__ import annotations

import gzip

from links.behaviours import LONG, PAGE, PATH, TITLE, Behaviour, D, L, Reply, U, answer, bare, html, to
from links.servers import Exchange

PLAIN = "text/plain; charset=utf-8"
FRONT = html("Portal Stepowy", "Wybierz dział")


def chunked(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)


async def three_cookies(x: Exchange) -> None:
    cookies = x.headers.get("cookie", "")
    wanted = next((name for name in ("a=1", "b=2", "c=3") if name not in cookies), "")
    if wanted:
        await x.redirect(x.target, 302, {"Set-Cookie": wanted})
    else:
        await x.raw(PAGE)


async def counting_cookie(x: Exchange) -> None:
    number = int(x.headers.get("cookie", "n=0").partition("n=")[2].split(";")[0])
    if number < 6:
        await x.redirect(x.target, 302, {"Set-Cookie": f"n={number + 1}"})
    else:
        await x.raw(PAGE)


def further() -> list[Behaviour]:
    found: list[Behaviour] = []

    def add(truth: str, verdict: str, /, **replies: Reply) -> None:
        found.extend(Behaviour(name.replace("_", "-"), truth, verdict, reply) for name, reply in replies.items())

    def each(name: str, truth: str, verdict: str, pages: tuple[tuple[str, str], ...]) -> None:
        for number, (title, text) in enumerate(pages):
            found.append(Behaviour(f"{name}-{number}", truth, verdict, answer(html(title, text))))

    add(
        L,
        "alive",
        head_cookie_newline=bare(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=; HttpOnly; \nSecure\nTransfer-Encoding: chunked\r\n\r\n",
            chunked(html().encode()),
        ),
        head_twice=bare("HTTP/1.1 200 OK\r\nServer: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        head_range=answer(html(), "200 OK", "Content-Range: bytes 0-100/101"),
        head_connection_both=answer(html(), "200 OK", "Connection: close, keep-alive"),
        head_status_field=bare("HTTP/1.1 200\r\nStatus: 404 Not Found\r\nContent-Type: text/html\r\n\r\n"),
        head_tabs=bare("HTTP/1.1\t200\tOK\r\nContent-Type: text/html\r\n\r\n"),
        head_lower=bare("http/1.1 200 ok\r\ncontent-type: text/html\r\n\r\n"),
        head_as_http2=bare("HTTP/2 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        coding_gzip_in_transfer=bare(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Type: text/html\r\n\r\n",
            chunked(gzip.compress(html().encode())),
        ),
        coding_unknown_in_transfer=bare("HTTP/1.1 200 OK\r\nTransfer-Encoding: foo\r\nContent-Type: text/html\r\n\r\n"),
        kind_twice=answer(html(), kind="text/html, text/html; charset=utf-8"),
        to_with_refresh={PATH: answer("", "302 Found", "Location: /n", "Refresh: 0; url=/z"), "/n": PAGE},
        to_in_201={PATH: answer(html(), "201 Created", "Location: /n"), "/n": to("/x")},
        refresh_on_base={
            PATH: answer('<base href="/nowe/"><meta http-equiv=refresh content="0; url=strona"><p>Moved'),
            "/nowe/strona": PAGE,
        },
        refresh_in_minutes=answer(html(head='<meta http-equiv=refresh content="300;url=/">')),
        cookies_in_a_row=three_cookies,
        cookie_that_counts=counting_cookie,
        json_record=answer('{"title": "Szlaki stepu", "year": 2010}', kind="application/json"),
        text_that_begins_so=answer("Page not found in the archive of the steppe.\n" + LONG, kind=PLAIN),
        text_short=answer("Szli na zachód, potem na północ.\n", kind=PLAIN),
        class_of_a_post=answer(FRONT.replace("<body>", '<body class="single postid-404">')),
        class_of_a_part=answer(html(tail='<div class="not-found error404">Brak komentarzy</div>')),
        listing=answer(html("Index of /artykul", "Parent Directory szlaki.pdf 2010-01-02")),
        canonical_elsewhere=answer(html(head='<link rel="canonical" href="https://a.test/szlaki">')),
        query_with_a_number={PATH: to("/?p=404", "301 X"), "/?p=404": PAGE},
    )
    add(
        D,
        "suspect",
        json_error=answer('{"error": "not found", "status": 404}', kind="application/json"),
        json_problem=answer('{"title": "Page not found", "status": 404}', kind="application/problem+json"),
        json_inner=answer('{"error": {"code": 404, "message": "Document not found"}}', kind="application/json"),
        text_404=answer("404 page not found\n", kind=PLAIN),
        text_404_pl=answer("Nie znaleziono pliku.", kind=PLAIN),
        xhtml_404=answer(html("Page not found", "Sorry"), kind="application/xhtml+xml"),
        entities_404=answer(html("Nie&nbsp;znaleziono&nbsp;strony", "")),
        latin2_404=answer(
            "<meta charset=iso-8859-2><title>Nie znaleziono żądanej strony</title>Błąd".encode("iso-8859-2"),
            kind="text/html",
        ),
        heading_404=answer("<title></title><body><h2>404</h2><p>Page not found</p>"),
        class_404=answer(FRONT.replace("<body>", '<body class="home error404 wide">')),
        class_404_bare=answer(FRONT.replace("<body>", "<body class=page-not-found>")),
        prerender_404=answer(html("Portal", "Dział", '<meta name="prerender-status-code" content="404">')),
        canonical_404=answer(html("Portal", "Dział", '<link rel="canonical" href="/404">')),
        og_404=answer("<title>Portal</title><meta property='og:title' content='Page not found'><h1>Portal</h1>x"),
        home_with_an_error={PATH: to("/?error=404", "301 X"), "/?error=404": answer(FRONT), "/": answer(FRONT)},
        home_by_refresh={
            PATH: answer(html("Chwileczkę", "", '<meta http-equiv=refresh content="3;url=/">')),
            "/": answer(FRONT),
        },
    )
    each(
        "default",
        D,
        "suspect",
        (
            ("Welcome to nginx!", "If you see this page, the web server is successfully installed."),
            ("Domain Default page", "This page is generated by a control panel"),
            ("Default Web Site Page", "If you are the owner, contact your provider"),
            ("Serwis zawieszony", "Strona zablokowana z powodu nieopłacenia"),
            ("Срок регистрации домена истёк", ""),
            ("Registered at Namecheap.com", ""),
        ),
    )
    each(
        "maintenance",
        U,
        "suspect",
        (
            ("Przerwa techniczna", "Wracamy o dwunastej"),
            ("Site under maintenance", ""),
            ("Технические работы", "Сайт временно недоступен"),
            ("We'll be right back", "Down for maintenance"),
        ),
    )
    each(
        "closed",
        U,
        "blocked",
        (
            ("Not available in your region", "This content is not available in your country or region."),
            ("Our European visitors are important to us", "This site is unavailable in the European Economic Area"),
            ("Dostęp z Twojego kraju jest zablokowany", ""),
            ("Доступ ограничен", "Доступ к ресурсу ограничен"),
            ("Validate User", "Please validate that you are not a robot"),
            ("Making sure you're not a bot!", "Loading..."),
            ("验证码", ""),
        ),
    )
    add(U, "blocked", closed_frame=answer("<html><body><iframe>Request unsuccessful. Incapsula incident ID: 12"))
    add(
        U,
        "unreachable",
        coding_zstd=answer(b"\x28\xb5\x2f\xfd\x04\x00" + b"x" * 300, "200 OK", "Content-Encoding: zstd"),
    )
    for number, name in enumerate(
        (
            "Prace techniczne w kopalniach Donbasu 1934",
            "Region niedostępny: mapy Pamiru",
            "Not available in the archive: lost maps of the Volga",
            "Scheduled maintenance of canals in Khiva",
            "Технические работы на канале 1950 года",
        )
    ):
        found.append(Behaviour(f"further-ominous-{number}", L, "alive", answer(html(name))))
    found.append(Behaviour("title-in-another-kind", L, "alive", answer(PAGE, kind="application/octet-stream"), TITLE))
    return found
