"""Forty-four behaviours more, outcomes written down first: ways of sending, ways of leading on, pages that are none in
seven languages, and living pages beside each kind."""

from __future__ import annotations

import gzip
import zlib

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.seen import article, page, prose
from links.servers import Exchange

TITLE = "Wiatraki nad Notecią"
AT = "/rocznik/2011/wiatraki-nad-notecia"
TEXT = article("pl", TITLE)
ARTICLE = answer(TEXT)


async def _stale_cookie(x: Exchange) -> None:
    """In with the last of two cookies of one name."""
    if "wizyta=nowa" in x.headers.get("cookie", ""):
        await x.raw(ARTICLE)
    else:
        await x.raw(to(AT, "302 Found", "Set-Cookie: wizyta=stara; Path=/", "Set-Cookie: wizyta=nowa; SameSite=Lax"))
    x.close()


async def _patient(x: Exchange) -> None:
    """Too many requests at first, with a date that is over."""
    if x.count == 1:
        await x.raw(answer("", "429 Too Many Requests", "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT"))
    else:
        await x.raw(ARTICLE)
    x.close()


async def _unavailable(x: Exchange) -> None:
    """Away for half a second, as a fraction that no standard knows."""
    if x.count == 1:
        await x.raw(answer("<h1>Przerwa</h1>", "503 Service Unavailable", "Retry-After: 0.5"))
    else:
        await x.raw(ARTICLE)
    x.close()


async def _halves(x: Exchange) -> None:
    """A gzip body in two chunks that end in the middle of its header."""
    data = gzip.compress(TEXT.encode())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    await x.raw(head + b"5\r\n" + data[:5] + b"\r\n")
    await x.raw(b"%x\r\n" % len(data[5:]) + data[5:] + b"\r\n0\r\n\r\n")
    x.close()


async def _referred(x: Exchange) -> None:
    """A redirect to a page of one's own for each visitor."""
    if x.path == AT:
        await x.redirect(AT + ";jsessionid=1A2B3C4D5E6F1A2B3C4D5E6F1A2B3C4D")
    else:
        await x.raw(ARTICLE)
    x.close()


def newest() -> list[Behaviour]:
    """All rows; names are host names."""
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"newest-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT, verdict: str = "suspect") -> None:
        add(name, "dead", verdict, reply, title, at)

    # living: how it is sent
    lives("old-and-open", bare("HTTP/1.0 200 OK\r\nServer: młynarz/0.3\r\n\r\n", TEXT))
    lives(
        "old-kept",
        bare(f"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: {len(TEXT.encode())}\r\n\r\n", TEXT),
    )
    lives("status-alone", bare(b"HTTP/1.1 200\nContent-Type:text/html\n\n", TEXT))
    lives("gzip-halves", _halves)
    lives("gzip-cut", answer(gzip.compress(TEXT.encode())[:-4], "200 OK", "Content-Encoding: gzip"))
    lives("deflate-bare", answer(zlib.compress(TEXT.encode())[2:-4], "200 OK", "Content-Encoding: deflate"))
    lives("coding-capitals", answer(gzip.compress(TEXT.encode()), "200 OK", "Content-Encoding: GZip"))
    lives("coding-lie", answer(TEXT, "200 OK", "Content-Encoding: gzip"))
    lives("type-twice", answer(TEXT, "200 OK", "Content-Type: text/html", kind="text/html; charset=utf-8"))
    lives("type-quoted", answer(TEXT.encode("iso-8859-2", "replace"), kind='text/html; charset="ISO-8859-2"'), TITLE)
    lives("type-odd", answer(TEXT.encode("cp1250", "replace"), kind="text/html;; Charset=Windows-1250 ; q=1"), TITLE)
    lives("utf-8-mark", answer(b"\xef\xbb\xbf" + TEXT.encode(), kind="text/html; charset=iso-8859-1"), TITLE)
    lives(
        "header-without-name", bare("HTTP/1.1 200 OK\r\n: nic\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", TEXT)
    )
    lives("204-first", {AT: to("/a", "307 Temporary Redirect"), "/a": ARTICLE}, TITLE)
    # living: cookies, waiting
    lives("cookie-twice", _stale_cookie)
    lives("retry-over", _patient)
    lives("retry-fraction", _unavailable)
    # living: where it leads
    lives("session", _referred, TITLE)
    lives(
        "refresh-base",
        {
            AT: answer("<base href='/nowe/'><meta http-equiv=Refresh content='1; URL=wiatraki.html'><p>Chwilę</p>"),
            "/nowe/wiatraki.html": ARTICLE,
        },
        TITLE,
    )
    lives("location-spaces", {AT: to("/pliki/wiatraki nad.html"), "/pliki/wiatraki%20nad.html": ARTICLE}, TITLE)
    lives("location-dots", {AT: to("../2011/./nowe/../wiatraki.html"), "/rocznik/2011/wiatraki.html": ARTICLE}, TITLE)
    lives("idn", {AT: to("http://wiatraki-noteć.newest-idn.test:{port}/w"), "/w": ARTICLE}, TITLE)
    lives(
        "script-later",
        answer(page("pl", TITLE, f"<h1>{TITLE}</h1>{prose('pl')}", "<script>var l = window.location.href;</script>")),
        TITLE,
    )
    lives(
        "cookie-words",
        answer(
            page("de", "Windmühlen an der Netze", f"<h1>Windmühlen</h1>{prose('de')}<div>Wir verwenden Cookies</div>")
        ),
        "Windmühlen an der Netze",
        "/aufsaetze/windmuehlen-an-der-netze",
    )
    lives(
        "title-of-gone",
        answer(article("uk", "Сторінку не знайдено: вітряки, яких немає")),
        "Сторінку не знайдено: вітряки, яких немає",
    )
    lives("title-of-sale", answer(article("cs", "Na prodej: mlýny a jejich páni")), at="/clanky/mlyny-a-pani")
    # walls: the page is there, and not for us
    add(
        "consent",
        "open",
        "blocked",
        {
            AT: to("/zgoda?powrot=/rocznik/2011/wiatraki-nad-notecia"),
            "/zgoda": answer(
                page("pl", "Twoja prywatność", "<h1>Twoja prywatność</h1><p>Wybierz, na co się zgadzasz.</p>")
            ),
        },
        TITLE,
    )
    add(
        "queue",
        "open",
        "blocked",
        answer(
            page("en", "Just a moment", "<p>Checking your browser before you enter the reading room.</p>"),
            "503 Service Unavailable",
            "cf-mitigated: challenge",
        ),
    )
    add("robots", "open", "blocked", answer("<h1>Robots are not welcome</h1>", "403 Forbidden", "X-Robots-Tag: none"))
    add("retry-week", "open", "blocked", answer("", "429 Too Many Requests", "Retry-After: 604800"))
    add(
        "shell",
        "open",
        "suspect",
        answer(
            "<html><head><title>Rocznik</title></head><body><div id=app></div><script src=/a.js></script></body></html>"
        ),
    )
    # gone, status 200
    gone(
        "pl",
        answer(page("pl", "Rudawka", "<h2>Ups!</h2><p>Strona, której szukasz, została usunięta lub przeniesiona.</p>")),
    )
    gone("ru", answer(page("ru", "Рудавка", "<h1>Извините</h1><p>Запрошенный документ больше не доступен.</p>")))
    gone("uk", answer(page("uk", "Рудавка", "<p>На жаль, такої статті на нашому сайті немає.</p>")))
    gone("be", answer(page("be", "Рудаўка", "<h1>Памылка</h1><p>Гэтая старонка больш не існуе.</p>")))
    gone(
        "en", answer(page("en", "Rudawka", "<h1>Sorry</h1><p>The article you requested is no longer on this site.</p>"))
    )
    gone("de", answer(page("de", "Rudawka", "<h1>Hoppla</h1><p>Der gesuchte Beitrag wurde leider gelöscht.</p>")))
    gone("cs", answer(page("cs", "Rudawka", "<h1>Jejda</h1><p>Požadovaná stránka už tu není.</p>")))
    gone(
        "front",
        {AT: to("/index.php?option=com_frontpage"), "/index.php": answer(page("pl", "Rudawka", prose("pl")))},
        TITLE,
    )
    gone(
        "parked",
        answer(
            "<html><head><title>notec-rocznik.test</title></head>"
            "<body><p>Die Domain notec-rocznik.test steht zum Verkauf.</p></body></html>"
        ),
    )
    gone(
        "gone-json",
        answer('{"ok": false, "error": {"code": 404, "message": "no such volume"}}', kind="application/json"),
    )
    gone("410", answer(page("pl", "Usunięto", "<h1>Usunięto</h1>"), "410 Gone"), verdict="dead-now")
    gone(
        "refresh-404",
        {
            AT: answer("<meta http-equiv=refresh content='0;url=/404.html'>"),
            "/404.html": answer(page("pl", "Rudawka", "<h1>404</h1>")),
        },
    )
    add("cut", "open", "unreachable", bare("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", "<p>Wiatraki"))
    return found
