"""Whatever a server, an archive or a name server sends: a value or the parser's own error, never another exception."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from links.behaviours import rows

from bibtool.items.dates import Date
from bibtool.links import declared, oembed, page_phrases, scripted
from bibtool.links.archives import memento
from bibtool.links.archives.archive import ArchiveError, NothingArchivedError
from bibtool.links.archives.memento import http_date, parse_links
from bibtool.links.archives.pywb import Pywb
from bibtool.links.archives.wayback import Wayback
from bibtool.links.bodies import BadBodyError, read_body
from bibtool.links.cookies import Jar
from bibtool.links.dns import TYPE_A, BadMessageError, answer, question
from bibtool.links.fetched import Answer
from bibtool.links.framing import Body, CutShortError, NoHttpError, take_head
from bibtool.links.issuers import between, issuer_addresses
from bibtool.links.moves import astray, has_name, is_search
from bibtool.links.nearest import wanted
from bibtool.links.page import read_page
from bibtool.links.retries import retry_after
from bibtool.links.siblings import bears_its_name
from bibtool.links.uri import BadAddressError, Uri

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = wanted(Date.from_edtf("2019-05-06") or Date(), Date())
ARCHIVES = (Wayback("w", "http://w.test"), Pywb("p", "http://p.test/c"), memento.make("m", "http://m.test/"))
RUNNER = asyncio.Runner()
BASE = Uri.parse("http://steppe.test/a/b?c")
ASKED = question("steppe.test", TYPE_A, 7)
ANSWERS = [row.reply for row in rows() if isinstance(row.reply, bytes) and len(row.reply) < 20_000]
PIECES = [
    b"\r\n",
    b"\n",
    b"\r",
    b":",
    b"\0",
    b"\x80",
    b"\xff",
    b" ",
    b"=",
    b";",
    b",",
    b"<",
    b">",
    b"&#x110000;",
    b"&#0;",
    b"%",
    b"\xc2\xb2",
    b"99999999999999999999",
    b"-1",
    b"HTTP/1.1 200 OK",
    b"chunked",
    b"\xed\xa0\x80",
    b"[",
    b"@",
    b"//",
    b"\\",
    b"<!--",
    b"charset=",
]


def worse(rng: random.Random, data: bytes) -> bytes:
    """A few bytes taken away, put in, repeated or turned round."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randint(0, len(data))
        match rng.randrange(5):
            case 0:
                data = data[:at] + data[at + rng.randint(1, 20) :]
            case 1:
                data = data[:at] + rng.choice(PIECES) + data[at:]
            case 2:
                data = data[:at] + rng.randbytes(rng.randint(1, 6)) + data[at:]
            case 3:
                data = data[:at]
            case _:
                end = at + rng.randint(1, 30)
                data = data[:end] + data[at:end] * rng.choice((1, 2, 30)) + data[end:]
    return data[:20_000]


@pytest.fixture(autouse=True, scope="module")
def runner() -> Iterator[None]:
    yield
    RUNNER.close()


def http(rng: random.Random, data: bytes) -> None:
    buffer = bytearray(data)
    with suppress(NoHttpError, CutShortError):
        head = take_head(buffer, ended=rng.random() < 0.5)
        if head is not None:
            body = Body(head)
            while body.take(buffer) and not body.done:
                pass
            body.end()


def packed(rng: random.Random, data: bytes) -> None:
    parts = [data[:7], data[7:], b""]

    async def chunk() -> bytes:
        return parts.pop(0) if parts else b""

    with suppress(BadBodyError, CutShortError):
        coding = rng.choice(("gzip", "deflate", "gzip, gzip", "x", ""))
        RUNNER.run(read_body(chunk, coding, 5_000, streamed=rng.random() < 0.2))


def page(rng: random.Random, data: bytes) -> None:
    kind = rng.choice(
        ("text/html", "", "text/html; charset=utf-16", "text/html; charset=idna", data[:30].decode("latin-1"))
    )
    read = read_page(data[:3000], kind)
    markup = data[:3000].decode("latin-1")
    scripted.refreshed_to(markup, {"refresh": markup[:60]})
    scripted.scripted_to(markup, read)
    scripted.is_shell(markup, read)
    page_phrases.says_not_found(read)
    page_phrases.says_login(read)
    page_phrases.says_parked(read)
    page_phrases.whispers_not_found(read)
    page_phrases.whispers_wall(read)
    declared.doubts(markup, {}, BASE)
    bears_its_name(read, BASE)
    declared.says_gone(markup, read)
    declared.is_one_of_many(markup, BASE)
    scripted.shows_nothing(markup, read, data)
    declared.says_shut(markup, read, lambda: False)
    declared.says_parked(markup, read, "steppe.test")


def cookie(rng: random.Random, data: bytes) -> None:
    jar = Jar()
    jar.take(data, "www.steppe.test")
    sent = jar.header("www.steppe.test")
    assert "\r" not in sent and "\n" not in sent


def date(rng: random.Random, data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    http_date(text)
    waited = retry_after({"retry-after": text}, NOW)
    assert waited is None or waited >= 0


def location(rng: random.Random, data: bytes) -> None:
    with suppress(BadAddressError, ValueError):
        there = BASE.join(data.decode("latin-1"))
        assert str(there).isascii() and str(there).isprintable()
        astray(str(BASE), str(there))
        is_search(str(BASE), str(there))
        has_name(there.target)


def name(rng: random.Random, data: bytes) -> None:
    with suppress(BadMessageError):
        answer(data, ASKED)


def json_answer(rng: random.Random, data: bytes) -> None:
    oembed.meaning(Answer(BASE, rng.choice((200, 404, 403)), {}, data))


def link_format(rng: random.Random, data: bytes) -> None:
    list(parse_links(data.decode("utf-8", "replace")))


def archive(rng: random.Random, data: bytes) -> None:
    """CDX in its two forms, the availability service, redirects to the nearest copy."""
    headers = {"location": data[:200].decode("latin-1"), "memento-datetime": data[:40].decode("latin-1")}
    status = rng.choice((200, 200, 200, 302, 404, 403, 503))

    async def ask(*_: object, **__: object) -> Answer:
        return Answer(BASE, status, {} if rng.random() < 0.5 else headers, data)

    kind = rng.choice(ARCHIVES)
    with suppress(ArchiveError, NothingArchivedError):
        RUNNER.run(rng.choice((kind.captures, kind.quick))(ask, str(BASE), rng.choice((None, DAY))))
    with suppress(ArchiveError):
        RUNNER.run(kind.under(ask, str(BASE), 5))


def certificate(rng: random.Random, data: bytes) -> None:
    between(data)
    issuer_addresses(data)


PACKED = [bytes.fromhex("1f8b0800000000000003"), b"x\x9c\xcbH\xcd\xc9\xc9\x07\x00\x06,\x02\x15", b"<html>"]
DATES = [
    b"Sun, 06 Nov 1994 08:49:37 GMT",
    b"120",
    b"Fri, 31 Dec 9999 23:59:59 -0100",
    "²".encode(),
    b"Sunday, 06-Nov-94 08:49:37 GMT",
]
PLACES = [
    b"/a/b",
    b"//x.test/y",
    b"http:///x",
    b"http://u@[::1]:8/\\",
    "http://żółw.test/ą".encode(),
    b"?q#f",
    b"https:x",
]
_NAMED = ASKED[12:-11]  # without what asks for reasons
_BLOCKED = b"\0\0\x29\4\xd0\0\0\0\0\0\x0c\0\x0f\0\x08\0\x0fcourt "
_POLICY = b"\3rpz\4test\0\0\6\0\1\0\0\0<\0\x16" + bytes(22)
DNS = [
    ASKED[:2] + b"\x81\x80\0\1\0\1\0\0\0\0" + _NAMED + b"\xc0\x0c\0\1\0\1\0\0\0<\0\4\x7f\0\0\1",
    ASKED[:2] + b"\x81\x83\0\1\0\1\0\1\0\1" + _NAMED + b"\xc0\x0c\0\5\0\1\0\0\0<\0\2\xc0\x0c" + _POLICY + _BLOCKED,
]
JSON = [b'{"title": "a"}', b"[1]", b'{"title": {}}', b"null", b'"a"', b"[" * 200]
LINKS = [b'<http://a.test/>; rel="memento"; datetime="Sun, 06 Nov 1994 08:49:37 GMT", <b>; rel=original']
COOKIES = [b"a=b; Domain=.steppe.test; Max-Age=0", b'a="b;c"; Path=/', b"=; ;"]

NAMED = bytes.fromhex("06082b06010505073002") + b"\x86\x0fhttp://a.test/c"
CERTIFICATES = [b"0\x40\x30\x3e\xa0\x03\x02\x01\2\x02\x01\1\x30\0\x30\2ab\x30\0\x30\2cd" + NAMED, NAMED]
CDX = [
    b'[["urlkey","timestamp","original","mimetype","statuscode","digest"],'
    b'["test,steppe)/","20190506","http://steppe.test/","text/html","200","A"]]',
    b'{"urlkey": "k", "timestamp": "20190506", "url": "http://steppe.test/", "mime": "text/html", "status": "200"}\n',
    b'{"archived_snapshots": {"closest": {"available": true, "status": "200", "timestamp": "20190506", "url": "x"}}}',
    b"/web/20190506101112id_/http://steppe.test/",
]

#: The parser, what it is given to begin with, how many times: a million in all.
TARGETS: list[tuple[Callable[[random.Random, bytes], None], list[bytes], int]] = [
    (http, ANSWERS, 250_000),
    (page, ANSWERS, 50_000),
    (packed, PACKED, 100_000),
    (cookie, COOKIES, 150_000),
    (date, DATES, 100_000),
    (location, PLACES, 100_000),
    (name, DNS, 100_000),
    (json_answer, JSON, 100_000),
    (link_format, LINKS, 50_000),
    (archive, CDX, 100_000),
    (certificate, CERTIFICATES, 50_000),
]


def test_a_million() -> None:
    assert sum(count for _, _, count in TARGETS) >= 1_000_000


@pytest.mark.parametrize(("parse", "seeds", "count"), TARGETS, ids=lambda v: getattr(v, "__name__", ""))
def test_nothing_that_is_sent_is_too_bad(
    parse: Callable[[random.Random, bytes], None], seeds: list[bytes], count: int
) -> None:
    rng = random.Random(parse.__name__)
    began = time.process_time()
    for number in range(count):
        data = worse(rng, rng.choice(seeds))
        try:
            parse(rng, data)
        except Exception as error:
            pytest.fail(f"{parse.__name__}, execution {number}: {error!r} for {data!r}")
    assert time.process_time() - began < 600
