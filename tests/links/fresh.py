"""Eighty more behaviours of servers: heads, lengths, codings, ways on, walls, windows and what only looks like them."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib

from links.behaviours import LONG, PAGE, TITLE, Behaviour, answer, bare, html, to
from links.servers import Exchange

A, S, B, U, X, D = "alive", "suspect", "blocked", "unreachable", "unknown", "dead-now"
AT = "/teksty/osada-nad-rzeka"
_404 = html("404", "Nie znaleziono.")
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + b"0" * 3000 + b"\n%%EOF"


def fresh() -> list[Behaviour]:
    def row(name: str, truth: str, verdict: str, reply: object, title: str = "", at: str = AT) -> Behaviour:
        return Behaviour(f"fresh-{name}", truth, verdict, reply, title, at)  # type: ignore[arg-type]

    async def head_only_404(x: Exchange) -> None:
        await x.raw(PAGE if x.method == "GET" else answer("", "404 Not Found"))

    async def only_with_language(x: Exchange) -> None:
        await x.raw(PAGE if x.headers.get("accept-language") else answer("x", "406 Not Acceptable"))

    async def second_time(x: Exchange) -> None:
        await x.raw(PAGE if x.count > 1 else answer("busy", "503 Service Unavailable", "Retry-After: 0"))

    async def first_time_404(x: Exchange) -> None:
        await x.raw(PAGE if x.count > 1 else answer(_404, "404 Not Found"))

    async def slow_head(x: Exchange) -> None:
        for piece in (b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html\r\n", b"Connection: close\r\n\r\n"):
            await x.raw(piece)
            await asyncio.sleep(0.2)
        await x.raw(html().encode())
        x.close()

    async def hangs_after_title(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n" + html().encode())
        await asyncio.sleep(8)

    async def silent(x: Exchange) -> None:
        await asyncio.sleep(8)

    async def resets(x: Exchange) -> None:
        x.reset()

    async def continues(x: Exchange) -> None:
        await x.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + PAGE)

    async def chunks(x: Exchange) -> None:
        data = html().encode()
        body = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in (data[:100], data[100:])) + b"0\r\nX-T: 1\r\n\r\n"
        await x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body)

    async def login_cookie(x: Exchange) -> None:
        if "session=" in x.headers.get("cookie", ""):
            await x.raw(PAGE)
        else:
            await x.raw(to(x.target, "307 Temporary Redirect", "Set-Cookie: session=1; Path=/"))

    async def no_agent_404(x: Exchange) -> None:
        await x.raw(PAGE if "Mozilla" in x.headers.get("user-agent", "") else answer(_404, "404 Not Found"))

    async def no_agent_reset(x: Exchange) -> None:
        if "Mozilla" in x.headers.get("user-agent", ""):
            await x.raw(PAGE)
        else:
            x.reset()

    return [
        # ------------------------------------------------------------ status lines and heads
        row("status-no-reason", "living", A, bare("HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n")),
        row("status-http10", "living", A, bare("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")),
        row("status-lower", "living", A, bare("http/1.1 200 ok\r\ncontent-type: text/html\r\n\r\n")),
        row("status-icy", "living", A, bare("HTTP/1.1 200 OK\nContent-Type: text/html\n\n")),
        row("status-203", "living", A, answer(html(), "203 Non-Authoritative Information")),
        row("status-206", "living", A, answer(html(), "206 Partial Content", "Content-Range: bytes 0-99/4000")),
        row("status-226", "living", A, answer(html(), "226 IM Used")),
        row("status-404-text", "dead", D, answer(_404, "404 OK")),
        row("status-410-page", "dead", D, answer(html("Szlaki", LONG), "410 Gone")),
        row("status-418", "living", B, answer("short and stout", "418 I'm a teapot")),
        row("status-423", "living", B, answer("locked", "423 Locked")),
        row("status-509", "open", U, answer("Bandwidth", "509 Bandwidth Limit Exceeded")),
        row("status-520", "open", U, answer(html("Web server is returning an unknown error", "x"), "520 Unknown")),
        row("status-451", "open", B, answer(html("Unavailable For Legal Reasons", "x"), "451 Unavailable")),
        row("status-200-continued", "living", A, continues),
        row("head-utf8", "living", A, bare("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Tytuł: Łódź\r\n\r\n")),
        row("head-two-lengths", "living", A, answer(html(), "200 OK", f"Content-Length: {len(html().encode())}")),
        row("head-no-type", "living", A, answer(html(), kind="")),
        row("head-404-of-head", "living", A, head_only_404),
        row("head-slow", "living", A, slow_head),
        # ------------------------------------------------------------ bodies
        row("body-chunk-extensions", "living", A, chunks),
        row("body-hangs", "living", A, hangs_after_title),
        row(
            "body-gzip-named-x",
            "living",
            A,
            answer(gzip.compress(html().encode()), "200 OK", "Content-Encoding: x-gzip"),
        ),
        row(
            "body-deflate-raw",
            "living",
            A,
            answer(zlib.compress(html().encode())[2:-4], "200 OK", "Content-Encoding: deflate"),
        ),
        row("body-gzip-not", "living", A, answer(html(), "200 OK", "Content-Encoding: gzip")),
        row(
            "body-gzip-twice",
            "living",
            A,
            answer(gzip.compress(gzip.compress(html().encode())), "200 OK", "Content-Encoding: gzip, gzip"),
        ),
        row("body-identity", "living", A, answer(html(), "200 OK", "Content-Encoding: identity")),
        row("body-empty-200", "dead", S, answer("")),
        row("body-spaces", "dead", S, answer("  \n\n  ")),
        row("body-empty-html", "dead", S, answer("<html><head></head><body></body></html>")),
        row("body-only-comment", "dead", S, answer("<!-- generated in 0.2 s -->")),
        row(
            "body-cp1251",
            "living",
            A,
            answer(
                html("Степные пути", "Караваны шли. " * 40).replace("<meta charset=utf-8>", "").encode("cp1251"),
                kind="text/html",
            ),
        ),
        row(
            "body-utf16",
            "living",
            A,
            answer("\ufeff".encode("utf-16-le") + html().encode("utf-16-le"), kind="text/html"),
        ),
        row(
            "body-gone-cp1251",
            "dead",
            S,
            answer(
                html("Страница не найдена", "Увы").replace("<meta charset=utf-8>", "").encode("cp1251"),
                kind="text/html",
            ),
        ),
        row(
            "body-gone-koi8",
            "dead",
            S,
            answer(html("Страница не найдена", "Увы").encode("koi8-r"), kind="text/html; charset=koi8-r"),
        ),
        row("body-pdf", "living", A, answer(_PDF, kind="application/pdf"), at="/pliki/tom3.pdf"),
        row("body-pdf-octet", "living", A, answer(_PDF, kind="application/octet-stream"), at="/pliki/tom3.pdf"),
        row("body-pdf-as-html", "living", A, answer(_PDF, kind="text/html"), at="/pliki/tom3.pdf"),
        row(
            "body-html-for-pdf",
            "dead",
            S,
            answer(html("Portal Kresowy", "Strona, której szukasz, została usunięta."), kind="text/html"),
            at="/pliki/tom3.pdf",
        ),
        row("body-djvu", "living", A, answer(b"AT&TFORM" + b"\0" * 900, kind="image/vnd.djvu"), at="/scan/1.djvu"),
        row("body-plain-gone", "dead", S, answer("File not found.", kind="text/plain")),
        row(
            "body-json-gone",
            "dead",
            S,
            answer(json.dumps({"status": 404, "error": "Not Found"}), kind="application/json"),
        ),
        row(
            "body-problem",
            "dead",
            S,
            answer(json.dumps({"title": "Not Found", "status": 404}), kind="application/problem+json"),
        ),
        row(
            "body-xml-error",
            "dead",
            S,
            answer("<?xml version='1.0'?><error><code>404</code><message>Not found</message></error>", kind="text/xml"),
        ),
        # ------------------------------------------------------------ ways on
        row("way-303", "living", A, {AT: to("/t/8", "303 See Other"), "/t/8": PAGE}),
        row(
            "way-307-308",
            "living",
            A,
            {AT: to("/t/8", "308 Permanent Redirect"), "/t/8": to("/t/9", "307 X"), "/t/9": PAGE},
        ),
        row("way-404", "dead", D, {AT: to("/t/8", "301 Moved Permanently"), "/t/8": answer(_404, "404 Not Found")}),
        row("way-home", "dead", S, {AT: to("/", "301 Moved Permanently"), "/": answer(html("Portal"))}),
        row("way-home-pl", "dead", S, {AT: to("/pl/"), "/pl/": answer(html("Portal"))}),
        row("way-blad", "dead", S, {AT: to("/blad404.html"), "/blad404.html": answer(html("Portal Kresowy"))}),
        row("way-oshibka", "dead", S, {AT: to("/oshibka-404/"), "/oshibka-404/": answer(html("Портал"))}),
        row(
            "way-login",
            "open",
            B,
            {AT: to("/logowanie?powrot=x"), "/logowanie": answer(html("Portal", "<form><input type=password></form>"))},
        ),
        row(
            "way-sso",
            "open",
            B,
            {AT: to("/Shibboleth.sso/Login?t=1"), "/Shibboleth.sso/Login": answer(html("IdP", "Wybierz instytucję"))},
        ),
        row("way-loop", "dead", S, {AT: to("/a"), "/a": to("/b"), "/b": to("/a")}),
        row("way-cookie", "living", A, login_cookie),
        row("way-meta", "living", A, {AT: answer("<meta http-equiv=refresh content='0; url=/t/8'>"), "/t/8": PAGE}),
        row(
            "way-meta-404",
            "dead",
            D,
            {AT: answer("<meta http-equiv=refresh content='0; url=/t/8'>"), "/t/8": answer(_404, "404 Not Found")},
        ),
        row("way-js", "living", A, {AT: answer("<script>window.location.replace('/t/8');</script>"), "/t/8": PAGE}),
        row(
            "way-js-home",
            "dead",
            S,
            {AT: answer("<script>document.location.href = '/';</script>"), "/": answer(html("Portal"))},
        ),
        row("way-empty-location", "dead", X, {AT: answer("", "302 Found", "Location: ")}),
        row("way-bad-location", "dead", X, {AT: answer("", "302 Found", "Location: http://")}),
        row("way-mailto", "open", X, {AT: to("mailto:redakcja@example.org")}),
        row("way-ftp", "open", X, {AT: to("ftp://example.org/tom3.pdf")}),
        row("way-relative-dots", "living", A, {AT: to("../t/8"), "/t/8": PAGE}),
        row("way-fragment", "living", A, {AT: to("/t/8#p3"), "/t/8": PAGE}),
        row("way-raw-cyrillic", "living", A, {AT: answer("", "302 Found", "Location: /т/8"), "/%D1%82/8": PAGE}),
        row("way-https-less", "living", A, {AT: to("//fresh-way-https-less.test:{port}/t/8"), "/t/8": PAGE}),
        # ------------------------------------------------------------ moods
        row("mood-503-once", "living", A, second_time),
        row("mood-404-once", "living", A, first_time_404),
        row("mood-500", "open", U, answer(html("Error", "x"), "500 Internal Server Error")),
        row("mood-language", "living", A, only_with_language),
        row("mood-agent", "living", A, no_agent_404),
        row("mood-agent-reset", "living", A, no_agent_reset),
        row("mood-429", "open", B, answer("slow down", "429 Too Many Requests", "Retry-After: 0")),
        row("mood-silent", "open", U, silent),
        row("mood-reset", "open", U, resets),
        # ------------------------------------------------------------ walls and windows
        row("wall-captcha", "open", B, answer(html("Potwierdź, że nie jesteś robotem", "<form></form>"))),
        row("wall-ru", "open", B, answer(html("Проверка браузера", "Подождите, идёт проверка вашего браузера…"))),
        row(
            "wall-ddos-uk",
            "open",
            B,
            answer(html("Захист від DDoS", "Зачекайте кілька секунд, перевіряємо ваш браузер.")),
        ),
        row("wall-anubis", "open", B, answer(html("Making sure you're not a bot!", "<div id=anubis_challenge></div>"))),
        row(
            "wall-geo",
            "open",
            B,
            answer(html("Access from your country is restricted", "This content is not available in your region.")),
        ),
        row(
            "wall-password",
            "open",
            B,
            answer("<html><title>Wejście</title><form><input name=u><input type=password name=p></form></html>"),
        ),
        row("wall-consent", "open", B, answer(html("Zanim przejdziesz dalej", "Akceptuję wszystkie pliki cookie"))),
        row(
            "paywall-teaser",
            "living",
            A,
            answer(html(text=LONG[:500] + " Dostęp do całości tylko dla prenumeratorów. Zaloguj się.")),
            TITLE,
        ),
        row(
            "parked-pl",
            "dead",
            S,
            answer(html("osada.pl – domena na sprzedaż", "Ta domena jest na sprzedaż. Złóż ofertę.")),
        ),
        row("parked-ru", "dead", S, answer(html("Домен продаётся", "Домен osada.ru выставлен на продажу."))),
        row(
            "parked-new-host", "dead", S, answer(html("Site not published", "This hosting account has been suspended."))
        ),
        row(
            "default-apache",
            "dead",
            S,
            answer(
                html(
                    "Apache2 Debian Default Page: It works",
                    "This is the default welcome page used to test the correct operation of the Apache2 server.",
                )
            ),
        ),
        row(
            "default-nginx",
            "dead",
            S,
            answer(
                html(
                    "Welcome to nginx!",
                    "If you see this page, the nginx web server is successfully installed and working.",
                )
            ),
        ),
        row(
            "maintenance",
            "open",
            U,
            answer(html("Przerwa techniczna", "Wracamy za godzinę."), "503 Service Unavailable"),
        ),
        row(
            "maintenance-200",
            "open",
            S,
            answer(html("Przerwa techniczna", "Trwają prace konserwacyjne. Wracamy za godzinę.")),
        ),
        row(
            "index-of",
            "living",
            A,
            answer(html("Index of /teksty", "<a href=../>Parent Directory</a> <a href=a.pdf>a.pdf</a>")),
        ),
        row(
            "shell-root",
            "open",
            S,
            answer("<html><head><title>App</title></head><div id=root></div><script src=/m.js></script></html>"),
        ),
        row(
            "archive-toolbar",
            "living",
            A,
            answer(html(TITLE, LONG, "<script src=/_static/js/bundle-playback.js></script>")),
            TITLE,
        ),
    ]
