"""Fifty-six behaviours more: odd heads, bodies and redirects, walls and pages that are none, living pages beside."""

from __future__ import annotations

import gzip

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.seen import article, page, prose
from links.servers import Exchange

TITLE = "Młyny wodne nad Wkrą"
AT = "/zeszyt/7/mlyny-wodne"
TEXT = article("pl", TITLE)
ARTICLE = answer(TEXT)


def _chunked(body: str, *, size: bytes = b"%x", tail: bytes = b"0\r\n\r\n", head: bytes = b"") -> bytes:
    data = body.encode()
    start = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n" + head + b"\r\n"
    )
    return start + size % len(data) + b"\r\n" + data + b"\r\n" + tail


async def _second_time(x: Exchange) -> None:
    """An error at first, the page to whom asks like a browser."""
    browser = "text/html,application/xhtml+xml" in x.headers.get("accept", "") and "sec-fetch-mode" in x.headers
    await x.raw(ARTICLE if browser else answer("<h1>Error</h1>", "500 Internal Server Error"))
    x.close()


async def _language(x: Exchange) -> None:
    """Sent to a language, whatever is asked."""
    if x.path.startswith("/pl/"):
        await x.raw(ARTICLE if x.path.endswith("mlyny-wodne") else answer("<h1>404</h1>", "404 Not Found"))
    else:
        await x.redirect("/pl" + x.target, 302)
    x.close()


async def _busy_once(x: Exchange) -> None:
    """Too busy for the first look."""
    browser = "sec-fetch-mode" in x.headers
    await x.raw(ARTICLE if browser else answer("", "503 Service Unavailable", "Retry-After: 0"))
    x.close()


async def _slow_head(x: Exchange) -> None:
    import asyncio

    for part in (b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html; ", b"charset=utf-8\r\n\r\n", TEXT.encode()):
        await x.raw(part)
        await asyncio.sleep(0.05)
    x.close()


def recent() -> list[Behaviour]:
    """All rows; names are host names."""
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"recent-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT, verdict: str = "suspect") -> None:
        add(name, "dead", verdict, reply, title, at)

    # living: how it is sent
    lives("chunk-names", _chunked(TEXT, size=b"%x; part=1; last"))
    lives("chunk-zeros", _chunked(TEXT, size=b"0000%x"))
    lives("chunk-trailers", _chunked(TEXT, tail=b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"))
    lives("chunk-and-length", _chunked(TEXT, head=b"Content-Length: 17\r\n"))
    lives("lf-only", bare("HTTP/1.0 200 OK\nContent-Type: text/html; charset=utf-8\n\n", TEXT))
    lives("no-reason", bare("HTTP/1.1 200\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", TEXT))
    lives(
        "two-lengths",
        bare(
            f"HTTP/1.1 200 OK\r\nContent-Length: {len(TEXT.encode())}\r\ncontent-length: {len(TEXT.encode())}\r\n\r\n",
            TEXT,
        ),
    )
    lives("early-hints", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + ARTICLE)
    lives(
        "gzip-twice-named",
        answer(gzip.compress(TEXT.encode()), "200 OK", "Content-Encoding: gzip", "Content-Encoding: identity"),
    )
    lives("bom-16", answer(b"\xff\xfe" + TEXT.encode("utf-16-le"), kind="text/html"))
    lives(
        "koi8",
        answer(
            article("ru", "Мельницы на Вкре").replace("charset=utf-8", "charset=koi8-r").encode("koi8-r", "replace"),
            kind="text/html",
        ),
        "Мельницы на Вкре",
    )
    lives("slow-head", _slow_head)
    lives(
        "xhtml", answer(TEXT.replace("<meta charset=utf-8>", '<meta charset="utf-8"/>'), kind="application/xhtml+xml")
    )
    lives("no-type", bare("HTTP/1.1 200 OK\r\nX-Powered-By: młyn\r\n\r\n".encode(), TEXT))
    # living: where it leads
    lives("language", {"*": _language}, TITLE)
    lives("slash-and-back", {AT: to(AT + "/", "301 Moved Permanently"), AT + "/": ARTICLE}, TITLE)
    lives(
        "moved-word-order",
        {AT: to("/mlyny-wodne-zeszyt-7", "301 Moved Permanently"), "/mlyny-wodne-zeszyt-7": ARTICLE},
        TITLE,
    )
    lives("see-other", {AT: to("/czytnik?zeszyt=7&tekst=mlyny-wodne", "303 See Other"), "/czytnik": ARTICLE})
    lives("second-time", _second_time)
    lives(
        "refresh-header", {AT: answer("<p>Chwileczkę</p>", "200 OK", "Refresh: 0; url='/t/7'"), "/t/7": ARTICLE}, TITLE
    )
    # living: what it says
    lives(
        "ominous",
        answer(article("pl", "Nie znaleziono młyna: śladami zaginionych map")),
        "Nie znaleziono młyna: śladami zaginionych map",
    )
    lives("errors-of-print", answer(article("de", "Druckfehler 404: Aus der Geschichte einer Zahl")))
    lives(
        "cookie-bar",
        answer(
            page(
                "pl",
                TITLE,
                "<h1>Młyny wodne</h1>" + prose("pl") + "<div>Ta strona używa plików cookie. Akceptuję</div>",
            )
        ),
    )
    lives(
        "sold-house",
        answer(article("en", "The mill is for sale: notes on Prussian auctions")),
        at="/essays/mill-for-sale",
    )
    lives(
        "noindex-archive",
        {
            AT: answer(
                article("cs", "Vodní mlýny na Odře").replace("<head>", "<head><meta name=robots content=noindex>")
            ),
            "*": answer("", "404 Not Found"),
        },
    )
    # walls
    add("paywall-402", "living", "blocked", answer("<h1>Dostęp płatny</h1>", "402 Payment Required"))
    add("geo-451", "living", "blocked", answer("<h1>Unavailable</h1>", "451 Unavailable For Legal Reasons"))
    add(
        "to-sso",
        "living",
        "blocked",
        {
            AT: to("/cas/login?service=%2Fzeszyt%2F7%2Fmlyny-wodne"),
            "/cas/login": answer(page("pl", "Logowanie", "<form><input type=password></form>")),
        },
    )
    add(
        "press-and-hold",
        "living",
        "blocked",
        answer(
            page("en", "Just a moment...", "<p>Press and hold the button to confirm you are human.</p>"),
            "403 Forbidden",
        ),
    )
    # gone
    gone(
        "404-gzip-broken", answer(b"\x1f\x8b\x08broken", "404 Not Found", "Content-Encoding: gzip"), verdict="dead-now"
    )
    gone("410-empty", answer("", "410 Gone"), verdict="dead-now")
    gone("404-chunk-cut", b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<h1>", verdict="dead-now")
    gone("pl-nie-ma", answer(page("pl", "Zeszyty", "<h1>Nie ma takiego zeszytu</h1><p>Sprawdź adres.</p>")))
    gone("uk-vydaleno", answer(page("uk", "Зошити", "<h1>Статтю видалено автором</h1>")))
    gone("de-umgezogen", {AT: to("/startseite"), "/startseite": answer(page("de", "Hefte", prose("de")))})
    gone("to-error-query", {AT: to("/index.php?error=404"), "/index.php": answer(page("en", "Notebooks", prose("en")))})
    gone(
        "meta-home",
        {
            AT: answer("<html><meta http-equiv=refresh content='0;url=/'><title>Zeszyty</title></html>"),
            "/": answer(page("pl", "Zeszyty", prose("pl"))),
        },
    )
    gone("all-same", {"*": answer(page("cs", "Sešity", prose("cs") + prose("cs")))})
    gone(
        "other-title",
        {
            AT: answer(page("pl", "Zeszyty", "<h1>Aktualności</h1>" + prose("pl"))),
            "*": answer(page("pl", "Zeszyty", "<h1>Aktualności</h1>" + prose("pl"))),
        },
        TITLE,
    )
    gone(
        "parked-frame",
        answer(
            "<html><title>recent-parked-frame.test</title><body><script src='https://www.sedoparking.com/x.js'></script></body></html>"
        ),
    )
    # kinds of real sites
    noscript = "<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>"
    lives(
        "noscript-refresh",
        {AT: answer(TEXT.replace("</head>", noscript + "</head>")), "/nojs": answer("", "404 Not Found")},
    )
    lives(
        "frame-buster",
        answer(TEXT.replace("</head>", "<script>if (top != self) { top.location = '/'; }</script></head>")),
    )
    lives("pdf-to-landing", {"/pdf/7.pdf": to("/artykul/7"), "/artykul/7": ARTICLE}, TITLE, at="/pdf/7.pdf")
    lives("octets", answer(b"%PDF-1.4\n" + bytes(range(256)) * 40, kind="application/octet-stream"), at="/dl?id=7")
    lives(
        "page-404",
        {"/strony/404": answer(article("pl", "Kronika, strona 404")), "*": answer("", "404 Not Found")},
        at="/strony/404",
    )
    lives("busy-once", _busy_once)
    add("real-body-404", "open", "suspect", answer(TEXT, "404 Not Found"), TITLE)
    gone("pl-przerwa", answer(page("pl", "Zeszyty", "<h1>Trwa przerwa techniczna</h1><p>Zapraszamy wieczorem.</p>")))
    gone(
        "pl-wiki", answer(page("pl", "Młynarstwo – wiki", "<p>W tej wiki nie ma jeszcze artykułu o takiej nazwie.</p>"))
    )
    gone(
        "pl-dlibra",
        answer(
            page(
                "pl",
                "Biblioteka cyfrowa",
                "<h1>Obiekt o identyfikatorze 998 nie istnieje lub nie masz do niego dostępu</h1>",
            )
        ),
    )
    gone(
        "en-video",
        answer(page("en", "Video", "<h1>Video unavailable</h1><p>This video has been removed by the uploader.</p>")),
    )
    gone("doi", answer(page("en", "DOI Not Found", "<h1>DOI Not Found</h1>"), "404 Not Found"), verdict="dead-now")
    add(
        "ojs-login",
        "living",
        "blocked",
        {
            AT: to("/index.php/zeszyty/login?source=%2Fzeszyt%2F7"),
            "/index.php/zeszyty/login": answer(page("pl", "Logowanie", "<form><input type=password></form>")),
        },
    )
    add(
        "drive",
        "living",
        "blocked",
        answer(
            page("en", "Drive", "<h1>You need access</h1><p>Request access, or switch to an account with access.</p>")
        ),
    )
    add(
        "access-check",
        "living",
        "blocked",
        answer(
            page(
                "en", "Access Check", "<p>Our systems have detected unusual traffic. Please complete the reCAPTCHA.</p>"
            )
        ),
    )
    add(
        "problem-403",
        "living",
        "blocked",
        answer(
            page("en", "Problem", "<p>There was a problem providing the content you requested.</p>"), "403 Forbidden"
        ),
    )
    return found
