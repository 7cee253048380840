"""Thirty-five behaviours more, outcomes written down first: what is sent, where it leads, walls, pages that are none in
seven languages, and living pages beside each kind."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

from links.behaviours import Behaviour, Reply, answer, bare, to
from links.seen import article, page, plain, prose
from links.servers import Exchange

TITLE = "Przewoźnicy na Dolnej Wiśle"
AT = "/numery/2016/przewoznicy-na-dolnej-wisle"
TEXT = article("pl", TITLE)
ARTICLE = answer(TEXT)


async def _forgotten_cookie(x: Exchange) -> None:
    """In only for one who drops a cookie when told to."""
    cookies = x.headers.get("cookie", "")
    if x.path == "/dalej":
        await x.raw(to(AT, "302 Found", "Set-Cookie: stary=; Max-Age=0; Path=/", "Set-Cookie: nowy=1; Path=/"))
    elif "nowy=1" in cookies and "stary" not in cookies:
        await x.raw(ARTICLE)
    else:
        await x.raw(to("/dalej", "302 Found", "Set-Cookie: stary=1; Path=/"))
    x.close()


async def _two_digit_year(x: Exchange) -> None:
    """Away for a second, by the date of RFC 850."""
    if x.count == 1:
        until = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%A, %d-%b-%y %H:%M:%S GMT")
        await x.raw(answer("<h1>503</h1>", "503 Service Unavailable", f"Retry-After: {until}"))
    else:
        await x.raw(ARTICLE)
    x.close()


async def _negative_wait(x: Exchange) -> None:
    if x.count == 1:
        await x.raw(answer("", "429 Too Many Requests", "Retry-After: -5"))
    else:
        await x.raw(ARTICLE)
    x.close()


async def _cut_gone(x: Exchange) -> None:
    """A 404 of which the half arrives."""
    await x.raw(bare("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n", "<h1>404"))
    x.reset()


async def _head_alone(x: Exchange) -> None:
    await x.raw(bare("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n", ""))
    x.reset()


def afterwards() -> list[Behaviour]:
    """All rows; names are host names."""
    found: list[Behaviour] = []

    def add(name: str, truth: str, verdict: str, reply: Reply, title: str = "", at: str = AT) -> None:
        found.append(Behaviour(f"afterwards-{name}", truth, verdict, reply, title, at))

    def lives(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "living", "alive", reply, title, at)

    def walled(name: str, reply: Reply, title: str = "", at: str = AT) -> None:
        add(name, "open", "blocked", reply, title, at)

    def gone(name: str, reply: Reply, title: str = "", at: str = AT, verdict: str = "suspect") -> None:
        add(name, "dead", verdict, reply, title, at)

    packed = gzip.compress(TEXT.encode())
    # living: how it is sent
    lives("length-plus", bare("HTTP/1.1 200 OK\r\nContent-Length: +90\r\nContent-Type: text/html\r\n\r\n", TEXT))
    lives(
        "old-in-chunks",
        bare(
            "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"%x\r\n" % len(TEXT.encode()) + TEXT.encode() + b"\r\n0\r\n\r\n",
        ),
        TITLE,
    )
    lives("gzip-and-more", answer(packed + b"\0\0<!-- cache -->", "200 OK", "Content-Encoding: gzip"), TITLE)
    lives(
        "gzip-half",
        bare(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n",
            packed[: len(packed) * 2 // 3],
        ),
        TITLE,
    )
    lives(
        "gzip-members",
        answer(
            gzip.compress(TEXT.encode()[:900]) + gzip.compress(TEXT.encode()[900:]), "200 OK", "Content-Encoding: gzip"
        ),
        TITLE,
    )
    lives(
        "charset-unknown",
        answer(article("ru", "Паромщики нижней Вислы").encode("cp1251", "replace"), kind="text/html; charset=ansi"),
        "Паромщики нижней Вислы",
    )
    lives(
        "charset-baltic",
        answer(
            article("lt", "Žemutinės Vyslos keltininkų šeimos")
            .replace("charset=utf-8", "charset=windows-1257")
            .encode("cp1257", "replace"),
            kind="text/html",
        ),
        "Žemutinės Vyslos keltininkų šeimos",
    )
    lives(
        "title-in-numbers",
        answer(article("uk", "".join(f"&#{ord(c)};" for c in "Перевізники Нижньої Вісли"))),
        "Перевізники Нижньої Вісли",
    )
    lives("partial", answer(TEXT, "206 Partial Content"), TITLE)
    lives("by-proxy", answer(TEXT, "203 Non-Authoritative Information", "Via: 1.0 w3cache", "Warning: 214 -"), TITLE)
    lives("djvu", answer(b"AT&TFORM\0\0\1\0DJVMDIRM" + bytes(900), kind="image/vnd.djvu"), TITLE, "/pliki/wisla.djvu")
    # living: cookies, waiting, robots
    lives("cookie-dropped", {"*": _forgotten_cookie}, TITLE)
    lives("retry-rfc850", _two_digit_year, TITLE)
    lives("retry-negative", _negative_wait, TITLE)
    lives(
        "robots-txt",
        {"/robots.txt": answer("User-agent: *\nDisallow: /\n", kind="text/plain"), AT: ARTICLE},
    )
    # living: where it leads
    lives("query-alone", {AT: to("?widok=tekst", "301 Moved Permanently"), AT + "?widok=tekst": ARTICLE}, TITLE)
    lives("refresh-itself", answer(page("pl", TITLE, prose("pl"), "<meta http-equiv=refresh content=900>")), TITLE)
    iri = "/numery/przewoźnicy-na-wiśle.html"
    lives("iri", {"/numery/przewo%C5%BAnicy-na-wi%C5%9Ble.html": ARTICLE}, TITLE, iri)
    # living: ominous words
    lives("ominous-en", answer(article("en", "Page Not Found: The Lost Leaves of the Ferrymen's Book")))
    lives("ominous-de", answer(article("de", "Gelöscht: Wie aus einem Fährbuch Namen verschwanden")))
    lives(
        "teaser",
        answer(
            page(
                "cs",
                "Převozníci na dolní Visle",
                f"<h1>Převozníci na dolní Visle</h1>{prose('cs', 4)}<div class=paywall><b>Celý článek je jen pro "
                "předplatitele.</b> <a href=/predplatne>Předplaťte si</a> nebo <a href=/login>se přihlaste</a>.</div>",
            )
        ),
        "Převozníci na dolní Visle",
    )
    data = json.dumps({"props": {"pageProps": {"title": TITLE}}, "page": "/numery/[...slug]"})
    lives(
        "shell-titled",
        answer(plain(TITLE, f"<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{data}</script>")),
        TITLE,
    )
    # walls
    walled(
        "to-subscribe",
        {
            AT: to("/prenumerata/oferta?artykul=811"),
            "/prenumerata/oferta": answer(
                page("pl", "Prenumerata", "<h1>Kup dostęp</h1><p>Ten tekst mogą czytać tylko prenumeratorzy.</p>")
            ),
        },
        TITLE,
    )
    walled(
        "login-be",
        answer(
            page(
                "be",
                "Уваход",
                "<h1>Уваход</h1><form method=post><input name=u><input type=password name=p><button>Увайсці</button>"
                "</form><p>Каб чытаць далей, увайдзіце ў свой акаўнт.</p>",
            )
        ),
        "Паромшчыкі ніжняй Віслы",
    )
    walled(
        "robot-uk",
        answer(
            page("uk", "Перевірка", "<h1>Підтвердьте, що ви не робот</h1><p>Введіть символи з картинки.</p>"), "200 OK"
        ),
        "Перевізники Нижньої Вісли",
    )
    # gone, status 200: seven languages
    gone("pl", answer(page("pl", "Rudawka", "<h1>Ten adres prowadzi donikąd</h1><p>Artykuł zdjęto ze strony.</p>")))
    gone(
        "ru",
        answer(page("ru", "Рудавка", "<p>Материал снят с публикации по решению редакции.</p>")),
        "Паромщики нижней Вислы",
    )
    gone("uk", answer(page("uk", "Рудавка", "<h2>Отакої!</h2><p>За цією адресою нічого немає.</p>")))
    gone(
        "be",
        answer(page("be", "Рудаўка", "<p>Старонка, якую вы шукаеце, перамешчана альбо выдалена.</p>")),
        "Паромшчыкі ніжняй Віслы",
    )
    gone(
        "en", answer(page("en", "Rudawka", "<h1>Hmm.</h1><p>This link has gone stale and we could not follow it.</p>"))
    )
    gone(
        "de",
        answer(page("de", "Rudawka", "<p>Unter dieser Adresse gibt es bei uns nichts mehr zu lesen.</p>")),
        "Fährleute an der unteren Weichsel",
    )
    gone("cs", answer(page("cs", "Rudawka", "<h1>A jéje</h1><p>Odkaz je neplatný, článek jsme stáhli.</p>")))
    # gone: the rest
    gone(
        "parked-ru",
        answer(
            plain(
                "rudawka.test",
                "<h1>rudawka.test</h1><p>Домен зарегистрирован и припаркован. Вы можете купить этот домен.</p>"
                "<ul><li>Речные перевозки<li>Паромы<li>Кредиты онлайн</ul>",
            )
        ),
    )
    gone("cut-404", _cut_gone, TITLE, verdict="dead-now")
    add("head-alone", "open", "unreachable", _head_alone, TITLE)
    return found
