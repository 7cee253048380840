"""What servers do, and what is to be thought of it: one row a behaviour, each on a host of its own.

``truth`` is what the page is (``living``, ``dead``, or ``open`` where nobody can tell from outside), ``verdict`` what a
check of one day must say.  ``beside.json`` holds what curl and Chromium make of the same rows;
``python -m tests.links.beside`` records it anew.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from links.servers import Exchange

PATH = "/artykul/szlaki-stepu"
LONG = "Karawany szły od studni do studni, a każda stacja miała swego poborcę i swój spichlerz. " * 30
TITLE = "Szlaki stepu"


def html(title: str = TITLE, text: str = LONG, head: str = "", tail: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1><p>{text}</p>{tail}</body></html>"
    )


def answer(
    body: str | bytes = "", status: str = "200 OK", *headers: str, kind: str = "text/html; charset=utf-8"
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *headers]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode() + data


def bare(head: str | bytes, body: str | bytes = html()) -> bytes:
    """A head as it is written, and a body that ends with the connection."""
    data = body.encode() if isinstance(body, str) else body
    return (head.encode("utf-8") if isinstance(head, str) else head) + data


def to(place: str, status: str = "302 Found", *headers: str) -> bytes:
    return answer("", status, f"Location: {place}", *headers)


Reply = bytes | Callable[[Exchange], Awaitable[None]] | Mapping[str, "bytes | Callable[[Exchange], Awaitable[None]]"]


@dataclass(frozen=True)
class Behaviour:
    name: str
    truth: str
    verdict: str
    reply: Reply
    title: str = ""  # the cited one
    at: str = PATH  # the cited path


PAGE = answer(html())
L, D, U = "living", "dead", "open"


# ------------------------------------------------------------------ servers with a mind


def with_cookie(name: str, setting: str, wanted: str, status: int = 302) -> Behaviour:
    """In only with the cookie; without it, set and sent round."""

    async def reply(x: Exchange) -> None:
        if wanted in x.headers.get("cookie", ""):
            await x.raw(PAGE)
        else:
            await x.redirect(x.target, status, {"Set-Cookie": setting})

    return Behaviour(name, L, "alive", reply)


async def hang(x: Exchange) -> None:
    await asyncio.sleep(30)


async def reset(x: Exchange) -> None:
    x.reset()


async def close(x: Exchange) -> None:
    x.close()


def nth(*replies: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """One answer after the other, the last for good."""

    async def reply(x: Exchange) -> None:
        await x.raw(replies[min(x.count, len(replies)) - 1])
        x.close()

    return reply


def to_browsers(else_: bytes, header: str, part: str = "") -> Callable[[Exchange], Awaitable[None]]:
    async def reply(x: Exchange) -> None:
        await x.raw(PAGE if part in x.headers.get(header, "\0") else else_)

    return reply


async def reset_programs(x: Exchange) -> None:
    if "Mozilla" in x.headers.get("user-agent", ""):
        await x.raw(PAGE)
    else:
        x.reset()


async def slow_page(x: Exchange) -> None:
    await x.raw(PAGE[:40])
    await asyncio.sleep(0.4)
    await x.raw(PAGE[40:])


async def countdown(x: Exchange) -> None:
    number = int(x.target.rpartition("=")[2] or 0) if "=" in x.target else 0
    await x.raw(PAGE if number >= 18 else to(f"{PATH}?n={number + 1}"))


async def endless(x: Exchange) -> None:
    await x.raw(to(x.target + "x"))


NOT_FOUND = answer(html("404 Not Found", "Nie ma."), "404 Not Found")
SERVER = (
    answer(html("500"), "500 Internal Server Error"),
    answer("", "502 Bad Gateway"),
    answer(html("503 Service Unavailable"), "503 Service Unavailable"),
    answer("", "504 Gateway Timeout"),
    answer("", "520 Unknown"),
    answer("", "521 Down"),
    answer("", "523 Unreachable"),
    answer("", "525 Handshake"),
    answer("", "530 Frozen"),
    answer("", "599 X"),
)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
BODY = html().encode()
SIZE = b"%x" % len(BODY)
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
raw_deflate = zlib.compressobj(wbits=-15)
RAW = raw_deflate.compress(BODY) + raw_deflate.flush()
MOVED = {"/nowy": PAGE}


def rows() -> list[Behaviour]:
    """All behaviours; names are host names."""
    found: list[Behaviour] = []

    def add(truth: str, verdict: str, **replies: Reply) -> None:
        found.extend(Behaviour(n.replace("_", "-"), truth, verdict, r) for n, r in replies.items())

    # statuses
    add(L, "alive", s200=PAGE, s201=answer(html(), "201 Created"), s202=answer(html(), "202 Accepted"))
    add(
        L, "alive", s203=answer(html(), "203 X"), s206=answer(html(), "206 Partial"), s226=answer(html(), "226 IM Used")
    )
    add(L, "alive", s300_list=answer(html("Wybierz wersję"), "300 Multiple Choices"), s299=answer(html(), "299 X"))
    for code in (
        400,
        401,
        402,
        403,
        405,
        406,
        407,
        409,
        412,
        416,
        418,
        421,
        422,
        425,
        426,
        428,
        431,
        451,
        460,
        494,
        495,
    ):
        add(U, "blocked", **{f"s{code}": answer(html(str(code)), f"{code} X")})
    add(U, "blocked", s999=answer("", "999 Request denied"), s429=answer("", "429 X", "Retry-After: 0"))
    add(U, "blocked", retry_superscript=answer("", "429 X", "Retry-After: ²"))
    add(U, "blocked", retry_year_9999=answer("", "429 X", "Retry-After: Fri, 31 Dec 9999 23:59:59 -0100"))
    add(
        U,
        "blocked",
        retry_negative=answer("", "429 X", "Retry-After: -5"),
        retry_words=answer("", "429 X", "Retry-After: soon"),
    )
    add(U, "blocked", retry_huge=answer("", "429 X", "Retry-After: " + "9" * 400))
    for number, reply in enumerate(SERVER):
        add(U, "unreachable", **{f"server-error-{number}": reply})
    add(U, "unknown", s304=b"HTTP/1.1 304 Not Modified\r\n\r\n", s301_nowhere=answer("", "301 Moved"))
    add(U, "suspect", s204=b"HTTP/1.1 204 No Content\r\n\r\n", empty=answer(""), blank=answer("\n \n"))

    # the page is gone, and the server says so
    add(D, "dead-now", gone_404=NOT_FOUND, gone_410=answer("", "410 Gone"), gone_empty=answer("", "404 Not Found"))
    add(
        D,
        "dead-now",
        gone_old=b"HTTP/1.0 404 Not Found\r\n\r\nnie ma",
        gone_no_reason=b"HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n",
    )
    add(D, "dead-now", gone_stray=b"HTTP/1.1 404 Not Found\r\nWarning at line 3\r\nContent-Length: 0\r\n\r\n")
    add(D, "dead-now", gone_long=answer(html("Nie znaleziono", LONG), "404 Not Found"))
    add(D, "dead-now", gone_json=answer("{}", "404 Not Found", kind="application/json"))
    add(
        D, "dead-now", gone_xml=answer("<Error><Code>NoSuchKey</Code></Error>", "404 Not Found", kind="application/xml")
    )
    add(D, "dead-now", gone_gzip=answer(gzip.compress(BODY), "404 Not Found", "Content-Encoding: gzip"))
    add(D, "dead-now", gone_cookie=answer("", "404 Not Found", "Set-Cookie: a=b; Domain=elsewhere.test"))
    add(U, "suspect", gone_shell=answer('<div id="root"></div><script src=a.js></script>', "404 Not Found"))
    add(D, "dead-now", gone_refresh=answer('<meta http-equiv=refresh content="0;url=/">', "404 Not Found"))
    add(D, "dead-now", gone_chunked=CHUNKED.replace(b"200 OK", b"404 Not Found") + b"\r\n0\r\n\r\n")
    add(D, "dead-now", gone_behind={PATH: to("/stara"), "/stara": NOT_FOUND})
    add(D, "dead-now", gone_behind_301={PATH: to("/stara", "301 Moved Permanently"), "/stara": answer("", "410 Gone")})
    add(D, "dead-now", gone_other_host={PATH: to("http://gone-404.test:{port}/x", "301 X"), "/x": NOT_FOUND})
    add(
        D,
        "dead-now",
        gone_meta={PATH: answer('<meta http-equiv="refresh" content="0; url=/blad">'), "/blad": NOT_FOUND},
    )
    add(D, "dead-now", gone_hsts=answer("", "404 Not Found", "Strict-Transport-Security: max-age=1"))
    add(D, "dead-now", gone_lf=b"HTTP/1.1 404 Not Found\nContent-Length: 0\n\n")
    add(D, "dead-now", gone_charset=answer("страница".encode("cp1251"), "404 X", kind="text/html; charset=x-none"))
    add(
        L, "alive", gone_once=nth(NOT_FOUND, PAGE), broken_once=nth(SERVER[2], PAGE), gone_then_403=nth(NOT_FOUND, PAGE)
    )
    found.append(Behaviour("gone-with-the-title", U, "suspect", answer(html(), "404 Not Found"), TITLE))

    # 404 and worse to programs only
    for header, part in (
        ("user-agent", "Mozilla"),
        ("accept-language", ""),
        ("sec-fetch-mode", "navigate"),
        ("upgrade-insecure-requests", "1"),
        ("user-agent", "Chrome/"),
        ("accept", "image/"),
    ):
        add(
            L,
            "alive",
            **{f"robots-404-{header}-{len(part)}{part[:1].lower()}".rstrip("/"): to_browsers(NOT_FOUND, header, part)},
        )
    add(L, "alive", robots_500=to_browsers(SERVER[0], "user-agent", "Mozilla"))
    add(L, "alive", robots_410=to_browsers(answer("", "410 Gone"), "accept-language"), robots_reset=reset_programs)
    add(U, "blocked", robots_403=answer("", "403 Forbidden"))

    # connections
    add(U, "unreachable", never=hang, resets=reset, closes=close)
    add(L, "alive", slow=slow_page)
    add(U, "unreachable", ssh=b"SSH-2.0-OpenSSH_9.6\r\n", smtp=b"220 mail ESMTP\r\n", binary=bytes(range(256)))
    add(U, "unreachable", http2=b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x80", http09=b"<html>stara")
    add(
        U,
        "unreachable",
        head_only=b"HTTP/1.1 200 OK\r\nContent-Le",
        huge_head=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90_000,
    )

    # heads that browsers read
    for number, line in enumerate(
        (
            "PHP Warning: x in y on line 3",
            "<br />",
            "no colon at all",
            ": empty name",
            "X-A : space before colon",
            "X-Ł: name beyond ASCII",
            "X-A: \x01\x02 control",
            "X-B: a\0b",
            "\tfolded nothing",
            "X-C: " + "c" * 30_000,
            "HTTP/1.1 200 OK",
            "Content-Type",
            "Set-Cookie: =; =; ==",
            "Date: the day before",
            "Age: ²",
            "X: \x85\x9b",
        )
    ):
        add(L, "alive", **{f"stray-{number}": bare(f"{OK}{line}\r\n\r\n")})
    for number, first in enumerate(
        (
            "HTTP/1.1 200",
            "HTTP/1.1 200 ",
            "HTTP/1.1  200  OK",
            "HTTP/1.0 200 OK",
            "HTTP/1.1 200 Все хорошо",
            "http/1.1 200 ok",
            "HTTP/1.1 200OK",
            "HTTP/1.1 OK",
            "HTTP/1.2 200 OK",
            "HTTP/2 200 OK",
            "HTTP/1.1\t200 OK",
            "\r\nHTTP/1.1 200 OK",
            "\n\nHTTP/1.1 200 OK",
            "ICY 200 OK",
            "HTTP/11 200 OK",
            "HTTP/1.1 0200 OK",
        )
    ):
        add(L, "alive", **{f"first-{number}": bare(f"{first}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")})
    add(
        L,
        "alive",
        lf_only=bare(OK.replace("\r", "") + "\n"),
        mixed_ends=bare(OK + "\n"),
        no_headers=bare("HTTP/1.1 200 OK\r\n\r\n"),
    )
    add(
        L,
        "alive",
        hints=b"HTTP/1.1 103 X\r\nLink: <a>\r\n\r\n" * 3 + PAGE,
        hundred=b"HTTP/1.1 100 Continue\r\n\r\n" + PAGE,
    )
    for number, length in enumerate(
        ("-1", "abc", "", "1, 2", f"{len(BODY)}, {len(BODY)}", "0x10", "1e9", "99999999999999999999")
    ):
        add(L, "alive", **{f"length-{number}": bare(f"{OK}Content-Length: {length}\r\n\r\n")})
    add(L, "alive", length_twice=bare(f"{OK}Content-Length: {len(BODY)}\r\nContent-Length: {len(BODY)}\r\n\r\n"))
    add(L, "alive", length_too_long=bare(f"{OK}Content-Length: {len(BODY) + 50}\r\n\r\n"))
    add(L, "alive", length_and_chunks=CHUNKED + b"Content-Length: 3\r\n\r\n" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n")
    add(U, "unreachable", half=bare(f"{OK}Content-Length: 90000\r\n\r\n", "<html><title>Szl"))
    # bodies in chunks
    whole = CHUNKED + b"\r\n"
    add(
        L,
        "alive",
        chunks=whole + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n",
        chunks_no_last=whole + SIZE + b"\r\n" + BODY + b"\r\n",
    )
    add(
        L,
        "alive",
        chunks_spaces=whole + SIZE + b"   \r\n" + BODY + b"\r\n0\r\n\r\n",
        chunks_lf=whole + SIZE + b"\n" + BODY + b"\n0\n\n",
    )
    add(L, "alive", chunks_extended=whole + SIZE + b";a=b\r\n" + BODY + b"\r\n0\r\n\r\n")
    add(
        L,
        "alive",
        chunks_trailer=whole + SIZE + b"\r\n" + BODY + b"\r\n0\r\nX: y\r\n\r\n",
        chunks_no_crlf=whole + SIZE + b"\r\n" + BODY,
    )
    add(L, "alive", chunks_zeros=whole + b"0000" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n")
    add(
        L,
        "alive",
        chunks_twice_told=CHUNKED + b"Transfer-Encoding: chunked\r\n\r\n" + SIZE + b"\r\n" + BODY + b"\r\n0\r\n\r\n",
    )
    add(U, "unreachable", chunks_broken=whole + b"zz\r\nabc", chunks_short=whole + b"fff\r\nabc")

    # packed bodies
    packed = gzip.compress(BODY)
    for name, coding, data in (
        ("gzip", "gzip", packed),
        ("x-gzip", "x-gzip", packed),
        ("gzip-upper", "GZIP", packed),
        ("deflate", "deflate", zlib.compress(BODY)),
        ("deflate-bare", "deflate", RAW),
        ("gzip-no-trailer", "gzip", packed[:-8]),
        ("gzip-half-trailer", "gzip", packed[:-3]),
        ("gzip-bad-sum", "gzip", packed[:-8] + b"12345678"),
        ("gzip-twice", "gzip, gzip", gzip.compress(packed)),
        ("gzip-that-is-none", "gzip", BODY),
        ("coding-utf8", "utf-8", BODY),
        ("coding-none", "none", BODY),
        ("coding-identity", "identity", BODY),
        ("gzip-and-more", "gzip", packed + b"\0\0\0"),
        ("coding-empty", "", BODY),
    ):
        add(L, "alive", **{name: answer(data, "200 OK", f"Content-Encoding: {coding}")})
    add(L, "alive", gzip_half=answer(packed[: len(packed) * 3 // 4], "200 OK", "Content-Encoding: gzip"))
    add(U, "unreachable", brotli_unasked=answer(b"\x1b\x03", "200 OK", "Content-Encoding: br"))

    # cookies
    for number, cookie in enumerate(
        (
            "seen=1; Path=/",
            'seen="1"',
            "seen=1;",
            "seen=1; Domain=.cookie-4.test",
            "seen=1; Expires=someday",
            "seen=1; Max-Age=²",
            "seen=1; SameSite=Weird; Partitioned",
            "seen=1 ; Secure; HttpOnly; =",
            "  seen = 1",
            "seen=1; Expires=Thu, 31-Dec-99999 1:1:1",
            "seen=1, other=2",
            "seen=1; Priority=High; Path=żółw",
            'seen={"a":1}',
            "seen=[1]",
            "seen=1/2@3?4",
            "seen=ą1",
            "seen=a b c",
            "seen=1; Domain=test",
            "seen==",
            'seen=1;Version=1;Comment="x;y"',
        ),
        1,
    ):
        if number not in {16, 18}:  # beyond ASCII it need not come back; the domain "test" is nobody's
            found.append(with_cookie(f"cookie-{number}", cookie, "seen"))
    found.append(with_cookie("cookie-301", "seen=1", "seen=1", 301))
    found.append(with_cookie("cookie-307", "seen=1", "seen=1", 307))
    add(L, "alive", cookie_bad=answer(html(), "200 OK", "Set-Cookie: \t;;; =a;b", "Set-Cookie: " + "x" * 9000))
    add(U, "suspect", cookie_never=to(PATH, "302 Found", "Set-Cookie: seen=1; Max-Age=0"))

    # redirects
    for code in (301, 302, 303, 307, 308):
        add(L, "alive", **{f"to-{code}": {PATH: to("/nowy", f"{code} X"), **MOVED}})
    for number, place in enumerate(
        (
            "/nowy",
            "../nowy",
            "//place-1.test:{port}/nowy",
            "http:/nowy",
            "http:///place-4.test:{port}/nowy",
            "\\nowy",
            "/a\\..\\..\\nowy",
            "http:\\\\place-7.test:{port}\\nowy",
            "  /nowy  ",
            "/nowy#part",
            "http://user:word@place-10.test:{port}/nowy",
            "/./nowy",
            "http://PLACE-12.TEST:{port}/nowy",
            "HTTP://place-13.test:{port}/nowy",
            "/%6eowy",
            "http://place-15.test.:{port}/nowy",
            "http:nowy",
            "?x=1",
            "http://user@place-18.test:{port}/nowy",
            "/nowy?u=http://a.test/\\b",
            "/nowy?a b",
            "/no\twy",
            "/nowy;p=1",
        )
    ):
        add(
            L,
            "alive",
            **{
                f"place-{number}": {
                    PATH: to(place),
                    "/nowy": PAGE,
                    "/nowy;p=1": PAGE,
                    "/%6eowy": PAGE,
                    "/artykul/nowy": PAGE,
                    f"{PATH}?x=1": PAGE,
                }
            },
        )
    add(L, "alive", place_utf8={PATH: to("/żółw"), "/%C5%BC%C3%B3%C5%82w": PAGE})
    add(
        L,
        "alive",
        place_idn={PATH: to("http://żółw.test:{port}/nowy"), **MOVED},
        place_space={PATH: to("/a b"), "/a%20b": PAGE},
    )
    add(
        L,
        "alive",
        place_1251={
            PATH: b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: /\xec\xe8\xf0\r\n\r\n",
            "/%EC%E8%F0": PAGE,
        },
    )
    add(L, "alive", place_twice={PATH: to("/nowy", "302 X", "Location: /nowy"), **MOVED}, hops_18=countdown)
    add(
        L,
        "alive",
        same_twice=nth(to(PATH), to(PATH), PAGE),
        chain={PATH: to("/b"), "/b": to("/c", "301 X"), "/c": PAGE},
    )
    add(U, "suspect", loop=to(PATH), loop_two={PATH: to("/b"), "/b": to(PATH)}, hops_endless=endless)
    add(
        U,
        "unknown",
        to_ftp=to("ftp://a.test/x"),
        to_mail=to("mailto:a@b.test"),
        to_app=to("intent://a#Intent;end"),
        to_bad=to("http://[x/"),
    )
    add(
        U,
        "suspect",
        home={PATH: to("/"), "/": answer(html("Portal"))},
        home_301={PATH: to("/", "301 X"), "/": answer(html("Portal"))},
    )
    add(U, "suspect", home_index={PATH: to("/index.html"), "/index.html": answer(html("Portal"))})
    add(U, "suspect", home_language={PATH: to("/pl/"), "/pl/": answer(html("Portal"))})
    add(
        U,
        "suspect",
        home_meta={PATH: answer('<meta http-equiv=refresh content="0;url=/">'), "/": answer(html("Portal"))},
    )

    # refresh and scripts
    for number, meta in enumerate(
        (
            '<meta http-equiv="refresh" content="0; url=/nowy">',
            "<META HTTP-EQUIV=Refresh CONTENT='0;URL=/nowy'>",
            '<meta http-equiv="refresh" content="3;url=\'/nowy\'">',
            '<meta content="0;/nowy" http-equiv="refresh">',
            "<script>location.href='/nowy'</script>",
            '<script>window.location = "/nowy";</script>',
            '<script>window.location.replace("/nowy")</script>',
            "<script>document.location='/nowy';</script>",
            '<script>top.location.href="\\/nowy";</script>',
            "<script>window.location.assign('/nowy');</script>",
            '<script type="text/javascript">setTimeout(function(){ self.location = "/nowy"; }, 100);</script>',
            "<body onload=\"x()\"><script>function x(){location.replace('/nowy')}</script>",
        )
    ):
        add(L, "alive", **{f"onward-{number}": {PATH: answer(f"<html><head>{meta}</head></html>"), **MOVED}})
    add(L, "alive", onward_header={PATH: answer("", "200 OK", "Refresh: 0; url=/nowy"), **MOVED})
    add(L, "alive", refresh_late=answer(html(head='<meta http-equiv=refresh content="600">')))
    add(L, "alive", refresh_self=answer(html(head=f'<meta http-equiv=refresh content="5;url={PATH}">')))
    add(
        L,
        "alive",
        refresh_noscript=answer(html(head='<noscript><meta http-equiv=refresh content="0;url=/zle"></noscript>')),
    )
    add(L, "alive", refresh_comment=answer(html(head='<!-- <meta http-equiv=refresh content="0;url=/zle"> -->')))
    add(L, "alive", script_on_click=answer(html(tail="<script>b.onclick=function(){location.href='/zle'}</script>")))
    for number, body in enumerate(
        (
            '<title>Portal</title><div id="root"></div><script src="/app.js"></script>',
            "<title>App</title><div id=app></div><script src=a.js></script>",
            "<app-root></app-root><script src=main.js></script>",
            '<div id="__next"></div><script>self.x=1</script>',
            "<title>P</title><noscript>This app needs JavaScript.</noscript><div id=root></div><script src=x></script>",
            '<body ng-app="a"><script src=a.js></script></body>',
            "<title>Serwis</title><script src=/bundle.js></script>",
        )
    ):
        add(U, "suspect", **{f"shell-{number}": answer(body)})
    found.append(
        Behaviour(
            "shell-with-the-title",
            L,
            "alive",
            answer(f"<title>{TITLE}</title><div id=root></div><script src=a></script>"),
            TITLE,
        )
    )

    # walls, logins, consents
    for number, name in enumerate(
        (
            "Just a moment...",
            "Attention Required! | Cloudflare",
            "Access Denied",
            "Вы не робот?",
            "Potwierdź, że nie jesteś robotem",
            "Доступ ограничен",
            "Sind Sie ein Mensch?",
            "Доступ заборонено",
            "Zaloguj się",
            "Вход на сайт",
            "Before you continue to Google",
            "Szanujemy Twoją prywatność",
            "Bitte melden Sie sich an",
            "Přihlášení",
            "Увійти",
            "Sign in",
            "Robot Check",
            "Please enable cookies",
        )
    ):
        add(U, "blocked", **{f"wall-{number}": answer(html(name, "Prosimy chwilę poczekać."))})
    add(
        U,
        "blocked",
        wall_header=answer(html(), "403 X", "cf-mitigated: challenge"),
        wall_404=answer(html("Just a moment...", ""), "404 X"),
    )
    add(U, "blocked", login={PATH: to("/login?next=/x"), "/login": answer(html("Portal"))})
    add(U, "blocked", consent={PATH: to("http://consent.site.test:{port}/c"), "/c": answer(html("Portal"))})
    add(U, "blocked", sso={PATH: to("/sso/start"), "/sso/start": answer(html("Uniwersytet"))})

    # pages that say that they are none
    for number, name in enumerate(
        (
            "404",
            "Page not found | Portal",
            "Nie znaleziono strony",
            "Страница не найдена",
            "Сторінку не знайдено",
            "Старонка не знойдзена",
            "Seite nicht gefunden",
            "Stránka nenalezena",
            "Portal – Błąd 404",
            "Page introuvable",
            "Ups! Nie znaleziono strony",
            "Артыкул не знойдзены",
            "Материал удалён",
            "Article is no longer available",
            "Strona nie istnieje",
            "Error 404 (Not Found)!!1",
        )
    ):
        add(D, "suspect", **{f"soft-{number}": answer(html(name, "Wróć na stronę główną."))})
    for number, name in enumerate(
        (
            "stepy.example is for sale",
            "Ta domena jest na sprzedaż",
            "Домен продается",
            "This domain has expired",
            "Welcome to nginx!",
            "Domain zu verkaufen",
            "Tato doména je na prodej",
            "Index of /",
            "Домен припарковано",
        )
    ):
        add(D, "suspect", **{f"parked-{number}": answer(html(name, "Oferta."))})
    for number, name in enumerate(
        (
            "404: historia numeru",
            "Error 404 – dzieje jednego kodu",
            "Not Found: zaginione miasta Azji",
            "Domena na sprzedaż? Rynek adresów w 2020 r.",
            "Dlaczego strona nie istnieje w archiwum",
            "Вход в метро закрыт: почему",
            "Login do systemu: krótka historia haseł",
            "Page not found – a short history of the error page",
            "Nie znaleziono winnych pożaru",
            "Captcha i jej wrogowie",
            "Доступ запрещён: границы империи",
            "Gone with the Wind",
            "Under Construction: mosty Syberii",
            "Coming Soon to a Steppe Near You",
        )
    ):
        add(L, "alive", **{f"ominous-{number}": answer(html(name))})

    # other kinds of pages
    add(
        L,
        "alive",
        pdf=answer(b"%PDF-1.4\n%\xe2\xe3", kind="application/pdf"),
        plain=answer("Zwykły tekst.", kind="text/plain"),
    )
    add(L, "alive", picture=answer(b"\xff\xd8\xff\xe0", kind="image/jpeg"), json=answer("{}", kind="application/json"))
    add(
        L,
        "alive",
        no_kind=answer(html(), kind=""),
        bad_kind=answer(html(), kind=";;/"),
        download=answer(b"x", kind="application/octet-stream"),
    )
    add(
        L,
        "alive",
        frames=answer("<frameset><frame src=a.html></frameset>"),
        bad_charset=answer(html(), kind="text/html; charset=none"),
    )
    add(
        L,
        "alive",
        utf16=answer(html().encode("utf-16"), kind="text/html"),
        koi8=answer("<title>Путь</title>".encode("koi8-r"), kind="text/html; charset=koi8-r"),
    )
    add(
        L,
        "alive",
        unclosed=answer("<title>Szlaki"),
        nul=answer(html().replace("step", "st\0ep")),
        large=answer(html(text="słowo " * 90_000)),
    )
    return found
