"""Outcome and verdict rules, the nearest copy, addresses, SURT, plan and titles."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bibtool.diagnostics.reasons import reason_in
from bibtool.items.dates import Date
from bibtool.links import address, nearest, plan, titles, uri, verdict
from bibtool.links.archives import detected, wayback
from bibtool.links.archives.archive import ArchiveError, Trouble
from bibtool.links.framing import NoHttpError, take_head
from bibtool.links.nearest import Capture, Interval
from bibtool.links.outcome import DnsFault, Outcome, Verdict
from bibtool.links.surt import surt
from bibtool.links.uri import BadAddressError, Uri
from bibtool.text.urls import UrlCandidate

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ((200, 204, 206, 300), Outcome.ALIVE),
        ((404, 410), Outcome.GONE),
        ((400, 401, 402, 403, 405, 406, 407, 429, 440, 449, 451, 999), Outcome.BLOCKED),
        ((500, 502, 503, 522), Outcome.SERVER_ERROR),
        ((100, 304, 301), Outcome.UNSUPPORTED),
    ],
)
def test_status(statuses: tuple[int, ...], outcome: Outcome) -> None:
    assert {verdict.outcome_of_status(s) for s in statuses} == {outcome}


def hops(*rows: tuple[int, str]) -> list[verdict.Hop]:
    return [verdict.Hop(status, url) for status, url in rows]


@pytest.mark.parametrize(
    ("chain", "final", "outcome", "address_now"),
    [
        ([(301, "http://a.org/x")], "https://www.a.org/x/", Outcome.ALIVE, ""),
        ([(301, "http://a.org/x")], "http://a.org/y", Outcome.MOVED, "http://a.org/y"),
        ([(302, "http://a.org/x")], "http://a.org/y", Outcome.ALIVE, ""),
        ([(308, "http://a.org/x"), (302, "http://a.org/y")], "http://a.org/z", Outcome.MOVED, "http://a.org/y"),
        ([(301, "http://a.org/x")], "http://b.org/", Outcome.HOME_PAGE, "http://b.org/"),
        ([(302, "http://a.org/x/y")], "http://a.org/pl/", Outcome.HOME_PAGE, ""),
        ([(302, "http://a.org/")], "http://a.org/pl/index.html", Outcome.ALIVE, ""),
        ([(302, "http://a.org/x")], "http://a.org/?id=7", Outcome.ALIVE, ""),
    ],
)
def test_redirects(chain: list[tuple[int, str]], final: str, outcome: Outcome, address_now: str) -> None:
    assert verdict.outcome_of_redirects(hops(*chain), final) is outcome
    assert verdict.new_address(hops(*chain), final) == address_now


def test_every_outcome_has_a_verdict() -> None:
    seen = {o: verdict.verdict_now(o, confirmed=True, dns=DnsFault.UNKNOWN_HOST) for o in Outcome}
    assert [o for o, v in seen.items() if v is Verdict.DEAD_NOW] == [Outcome.GONE, Outcome.DNS]
    assert verdict.verdict_now(Outcome.GONE, confirmed=False) is Verdict.SUSPECT
    assert verdict.verdict_now(Outcome.DNS, confirmed=True, dns=DnsFault.SERVER_FAILURE) is Verdict.UNREACHABLE
    assert verdict.verdict_now(Outcome.DNS, confirmed=True, dns=DnsFault.NO_ADDRESS) is Verdict.UNREACHABLE
    assert seen[Outcome.BLOCKED] is Verdict.BLOCKED
    assert Verdict.DEAD not in seen.values()


def ago(days: float, kind: Verdict) -> tuple[datetime, Verdict]:
    return NOW - timedelta(days=days), kind


@pytest.mark.parametrize(
    ("earlier", "result"),
    [
        ([], Verdict.DEAD_NOW),
        ([ago(6, Verdict.DEAD_NOW), ago(3, Verdict.DEAD_NOW)], Verdict.DEAD),
        ([ago(3, Verdict.DEAD_NOW), ago(6, Verdict.DEAD)], Verdict.DEAD),
        ([ago(5.9, Verdict.DEAD_NOW), ago(3, Verdict.DEAD_NOW)], Verdict.DEAD_NOW),
        ([ago(9, Verdict.DEAD_NOW), ago(8, Verdict.DEAD_NOW), ago(1, Verdict.DEAD_NOW)], Verdict.DEAD_NOW),
        ([ago(9, Verdict.DEAD_NOW), ago(8, Verdict.DEAD_NOW), ago(4, Verdict.DEAD_NOW)], Verdict.DEAD),
        ([ago(9, Verdict.DEAD_NOW), ago(6, Verdict.ALIVE), ago(3, Verdict.DEAD_NOW)], Verdict.DEAD_NOW),
        ([ago(9, Verdict.DEAD_NOW), ago(6, Verdict.BLOCKED), ago(4, Verdict.DEAD_NOW)], Verdict.DEAD),
        # what was not seen, or not believed, never adds up
        ([ago(9, Verdict.UNKNOWN), ago(6, Verdict.UNKNOWN)], Verdict.DEAD_NOW),
        ([ago(9, Verdict.SUSPECT), ago(6, Verdict.SUSPECT)], Verdict.DEAD_NOW),
        ([ago(9, Verdict.UNREACHABLE), ago(6, Verdict.UNREACHABLE)], Verdict.DEAD_NOW),
    ],
)
def test_dead_after_three_looks_three_days_apart(earlier: list[tuple[datetime, Verdict]], result: Verdict) -> None:
    assert verdict.verdict_with_history(Verdict.DEAD_NOW, NOW, earlier) is result
    for now in (Verdict.ALIVE, Verdict.SUSPECT, Verdict.UNREACHABLE, Verdict.BLOCKED):
        assert verdict.verdict_with_history(now, NOW, earlier) is now


def test_came_back() -> None:
    assert verdict.came_back(Verdict.ALIVE, [ago(2, Verdict.DEAD), ago(1, Verdict.BLOCKED)])
    assert not verdict.came_back(Verdict.ALIVE, [ago(2, Verdict.DEAD), ago(1, Verdict.ALIVE)])
    assert not verdict.came_back(Verdict.SUSPECT, [ago(2, Verdict.DEAD)])


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        (((2022,),), date(2022, 1, 1), date(2022, 12, 31)),
        (((2024, 2),), date(2024, 2, 1), date(2024, 2, 29)),
        (((2022, 10, 15),), date(2022, 10, 15), date(2022, 10, 15)),
        (((2022, 10, 15), (2022, 11)), date(2022, 10, 15), date(2022, 11, 30)),
        (((2023, 2, 30),), date(2023, 2, 1), date(2023, 2, 28)),
        (((2023, 13),), date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_interval(printed: tuple[tuple[int, ...], ...], first: date, last: date) -> None:
    assert nearest.interval(Date(printed)) == Interval(first, last)


def test_interval_of_a_literal_is_unknown() -> None:
    assert nearest.interval(Date(literal="wiosna")) is None
    assert nearest.interval(Date(((0,),))) is None


def capture(stamp: str, status: int | None = 200, digest: str = "", mimetype: str = "text/html") -> Capture:
    moment = nearest.parse_timestamp(stamp)
    assert moment is not None
    return Capture(moment, "http://a.org/x", f"http://archive/{stamp}", status, digest, mimetype)


def stamps(captures: list[Capture]) -> list[str]:
    return [nearest.format_timestamp(c.timestamp)[:8] for c in captures]


def test_nearest_is_in_days_and_a_tie_goes_to_the_earlier() -> None:
    near = Interval(date(2022, 10, 15), date(2022, 10, 15))
    rows = [capture("20221017000001"), capture("20221013235959"), capture("20221016"), capture("20221014", 404)]
    assert stamps(nearest.in_order(rows, near)) == ["20221016", "20221013", "20221017"]
    assert stamps(nearest.in_order(rows, None)) == ["20221017", "20221016", "20221013"]


def test_a_revisit_needs_a_good_copy_with_its_digest() -> None:
    rows = [
        capture("2020", 200, "AAA"),
        capture("2021", None, "AAA", "warc/revisit"),
        capture("2022", None, "BBB", "warc/revisit"),
        capture("2023", 404, "BBB"),
        capture("2024", None),  # a TimeMap's: no status is told
    ]
    assert [c.timestamp.year for c in nearest.usable(rows)] == [2020, 2021, 2024]


def test_without_access_date_the_publication_date_counts() -> None:
    assert nearest.wanted(Date(), Date(((2020, 5),))) == Interval(date(2020, 5, 1), date(2020, 5, 31))
    assert nearest.wanted(Date(), Date()) is None


@pytest.mark.parametrize("text", ["", "202", "2022-01-01", "20221332", "٢٠٢٢"])
def test_bad_timestamps(text: str) -> None:
    assert nearest.parse_timestamp(text) is None


SPELLINGS = [
    ("http://www.example.org/A/b.html", "https://example.org/a/B.html/#top"),
    ("http://example.org/%C5%9Bwiat", "http://example.org/świat"),
    ("http://example.org/?b=2&a=1", "http://www2.example.org?a=1&b=2"),
    ("http://żółw.pl/x", "http://xn--w-uga1v8h.pl/x"),
    ("https://example.org:443/a//b/./c/../d", "http://user:pw@example.org/a/b/d"),
    ("https://www.youtube.com/watch?v=ZziLMhKvV28", "http://youtube.com/watch?v=zzilmhkvv28"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_surt_folds(one: str, other: str) -> None:
    assert surt(one) == surt(other)


def test_surt_keeps_apart_what_differs() -> None:
    urls = [
        "http://a.org/x",
        "http://a.org/y",
        "http://a.org:8080/x",
        "http://b.a.org/x",
        "http://a.org/x?q=1",
        "mailto:x",
    ]
    assert len({surt(u) for u in urls}) == len(urls)


def test_surt_agrees_with_the_package() -> None:
    package = pytest.importorskip("surt", reason="the package surt is not installed")
    urls = [u for pair in SPELLINGS for u in pair] + [
        "http://archive.org/goo/?b&a",
        "http://archive.org/a?a=1&a-b=2",
        "http://archive.org/x%2525y%3F",
        "http://archive.org/index.php?PHPSESSID=0123456789abcdefghijklemopqrstuv&x=1",
        "https://www.gov.pl/web/dyplomacja/aktualno%C5%9Bci-,nId",
    ]
    for url in urls:
        if "żółw" not in url:  # the package takes IDNA 2003 of the standard library and fails on some
            assert surt(url) == package.surt(url), url


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 2130706433 0177.0.0.1 0x7f000001 0x7f.1 127.1 017700000001 [::1] [::ffff:127.0.0.1] [::127.0.0.1] "
    "[64:ff9b::7f00:1] [2002:7f00:1::] 10.0.0.1 172.16.5.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0 "
    "224.0.0.1 255.255.255.255 "
    "[fe80::1%25eth0] [fc00::1] [fec0::1] [::] 192.0.2.1 198.18.0.1 240.0.0.1 127.0.0.1.".split(),
)
def test_private_addresses_in_every_spelling(host: str) -> None:
    ip = address.literal(host)
    assert ip is not None
    assert address.is_private(ip)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "[2606:4700::1111]", "134744072", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]"]
)
def test_public_addresses(host: str) -> None:
    ip = address.literal(host)
    assert ip is not None
    assert not address.is_private(ip)


@pytest.mark.parametrize("host", ["example.org", "1.2.3.4.5", "089.1.1.1", "256.1.1.1", "4294967296", "a.1", "[zz::1]"])
def test_names_are_no_addresses(host: str) -> None:
    assert address.literal(host) is None


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("www.un.org/press/x", "http://www.un.org/press/x"),
        ("https://Example.ORG:443/a b".replace(" ", "%20"), "https://example.org/a%20b"),
        ("http://żółw.pl/świat?q=ł#x", "http://xn--w-uga1v8h.pl/%C5%9Bwiat?q=%C5%82"),
        ("http://a.org/%2C,x", "http://a.org/%2C,x"),
        ("http://a.org?x", "http://a.org/?x"),
        ("http:/a.org/x", "http://a.org/x"),
        ("http:\\\\a.org\\x?y=\\z", "http://a.org/x?y=%5Cz"),
        ("http://a.org\\@b.org/", "http://a.org/@b.org/"),
        ("http://☕.org/", "http://xn--53h.org/"),
        ("http://a.org/http://b.org/", "http://a.org/http://b.org/"),
    ],
)
def test_uri(printed: str, asked: str) -> None:
    assert str(uri.Uri.parse(printed)) == asked


@pytest.mark.parametrize(
    "bad",
    ["", "ftp://a.org/x", "http://", "javascript:alert(1)", "http://a.org/x y", "http://u:p@a.org/", "http://a.org:99999/",
     "file:///etc/passwd",
     "http://http://a.org/", "https://https:/a.org", "http://[fe80::1%25eth0]/",
     "mailto:x@y.z", "http://[::1/", "http://a_b!.org/", "abc", "http://a.org/" + "x" * 9000],
)  # fmt: skip
def test_bad_addresses(bad: str) -> None:
    with pytest.raises(uri.BadAddressError):
        uri.Uri.parse(bad)


def test_a_fullwidth_loopback_is_seen_through() -> None:
    ip = address.literal(uri.Uri.parse("http://①②⑦.⓪.⓪.①/").host)
    assert ip is not None
    assert address.is_private(ip)


def test_plan_groups_by_address() -> None:
    one = plan.Mention((UrlCandidate("www.a.org/x", 1.0),), "k1", "1")
    two = plan.Mention((UrlCandidate("http://www.a.org/y", 0.2), UrlCandidate("http://www.a.org/x", 0.9)), "k2", "2")
    doi = plan.Mention((), "k3", "3", doi="10.1000/182")
    none = plan.Mention((), "k4", "4")
    targets = plan.plan([one, two, doi, none])
    assert [t.url for t in targets] == ["http://www.a.org/x", "https://doi.org/10.1000/182"]
    assert [m.key for m in targets[0].mentions] == ["k1", "k2"]
    assert [c.url for c in targets[0].candidates] == ["www.a.org/x", "http://www.a.org/x", "http://www.a.org/y"]


@pytest.mark.parametrize(
    ("cited", "found", "result"),
    [
        ("Nowa umowa handlowa Mińska", "Nowa umowa handlowa Mińska – Portal Kresowy", True),
        ("Nowa umowa handlowa Mińska", "Nowa umowa handlowa", True),
        ("Nowa umowa handlowa Mińska", "Pogoda na jutro – Portal Kresowy", False),
        ("Nowa umowa handlowa Mińska", "Mińska", False),
        ("Новости дня в Гродно", "НОВОСТИ ДНЯ В ГРОДНО | Сайт", True),
        ("", "Pogoda", None),
        ("Pogoda", "", None),
    ],
)
def test_titles_agree(cited: str, found: str, result: bool | None) -> None:
    assert titles.agrees(cited, found) is result


def test_titles_are_made_safe() -> None:
    assert titles.clean("a\x1b[31mb\u202ec\n d\x00") == "a [31mb c d"
    assert len(titles.clean("x" * 1000)) == 300


def test_nobody_talks_http_past_the_guard() -> None:
    root = Path(plan.__file__).parents[1]
    importing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(
            r"^\s*(?:import|from) (?:aiohttp|h11|httpcore|httpx|requests|urllib3|urllib\.request|http\.client)\b",
            path.read_text(encoding="utf-8"), re.MULTILINE)
    }  # fmt: skip
    assert importing == {"lookups/client.py"}  # its transport asks the guarded client


def test_nearest_equals_brute_force_on_random_rows() -> None:
    rng = random.Random(11)
    found = 0
    for _ in range(300):
        rows = []
        for _ in range(rng.randint(0, 8)):
            stamp = f"2022{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 23):02d}"
            rows.append(capture(stamp, rng.choice([200, 404, 301])))
        first = date(2022, rng.randint(1, 12), rng.randint(1, 28))
        days = {first + timedelta(days=n) for n in range(rng.choice([1, 1, 10, 30]))}
        best = min(
            ((min(abs((c.timestamp.date() - d).days) for d in days), c.timestamp) for c in rows if c.status == 200),
            default=None,
        )
        got = nearest.in_order(rows, Interval(min(days), max(days)))
        assert (got[0].timestamp if got else None) == (best[1] if best else None)
        found += bool(got)
    assert found > 100


def test_a_network_that_most_hosts_fail_on_is_suspected() -> None:
    from bibtool.links.result import Result
    from bibtool.links.suspicion import judged, possible, suspicion

    def row(host: str, outcome: Outcome, verdict: Verdict) -> Result:
        return Result(f"http://{host}.test/x", (), outcome, verdict, None, "", "", "")

    dead = [row(f"d{n}", Outcome.DNS, Verdict.DEAD_NOW) for n in range(6)]
    alive = [row(f"a{n}", Outcome.ALIVE, Verdict.ALIVE) for n in range(5)]
    found = suspicion([*dead, *alive])
    assert found is not None
    assert (found.how, found.failing, found.hosts) == (Outcome.DNS, 6, 11)
    assert {r.verdict for r in judged(dead, found)} == {Verdict.UNKNOWN}
    assert "6 of 11" in judged(dead, found)[0].evidence[-1]
    assert suspicion([*dead, *alive, row("b", Outcome.ALIVE, Verdict.ALIVE)]) is None  # half is not most
    assert suspicion(dead[:4]) is None  # four are no pattern
    assert suspicion([row("one", Outcome.DNS, Verdict.DEAD_NOW)] * 20) is None  # one host
    gone = [row(f"g{n}", Outcome.GONE, Verdict.DEAD_NOW) for n in range(9)]
    assert suspicion(gone) is None  # a server that says 404 is a network that works
    assert possible(4, 10)
    assert not possible(5, 10)


def test_a_page_that_most_hosts_show_is_nobody_s_own() -> None:
    from bibtool.links.result import Result
    from bibtool.links.suspicion import elsewhere, same_page

    def row(
        host: str, title: str, outcome: Outcome = Outcome.ALIVE, final: str = "", agrees: bool | None = None
    ) -> Result:
        url = f"http://{host}.test/x"
        return Result(url, (), outcome, Verdict.ALIVE, 200, final or url, title, "", title_agrees=agrees)

    portal = [row(f"p{n}", "Hotel", Outcome.SOFT_404 if n % 2 else Outcome.ALIVE) for n in range(6)]
    others = [row(f"a{n}", f"Page {n}") for n in range(5)]
    found = same_page([*portal, *others])
    assert found is not None
    assert (found.title, found.showing, found.hosts) == ("Hotel", 6, 11)
    again = elsewhere([*portal, *others], found)
    assert ({r.url for r in again}, {r.verdict for r in again}) == ({r.url for r in portal}, {Verdict.UNKNOWN})
    assert same_page([*portal, *others, row("b", "Page")]) is None  # half is not most
    assert same_page(portal[:4]) is None  # four are no pattern
    assert same_page([row(f"c{n}", "Szlaki", agrees=True) for n in range(9)]) is None  # a page that is cited
    assert same_page([row(f"n{n}", "404 Not Found", Outcome.SOFT_404) for n in range(9)]) is None  # the servers' own
    assert same_page([row(f"w{n}", "Just a moment...", Outcome.BLOCKED) for n in range(9)]) is None
    led = [row(f"l{n}", f"Welcome, guest {n}", final=f"http://portal.test/in?from={n}") for n in range(6)]
    assert same_page(led) is not None, "sent to one place on another host"


@pytest.mark.parametrize("bad", ["http:///zle", "http:/zle", "https:///zle/x", "http:zle", "http:///", "http://#a"])
def test_a_cited_address_without_a_host(bad: str) -> None:
    with pytest.raises(BadAddressError, match="host name"):
        Uri.parse(bad)


@pytest.mark.parametrize("location", ["http://", "//", "https://?x", "//#a"])
def test_a_location_without_a_host_leads_nowhere(location: str) -> None:
    with pytest.raises(BadAddressError):
        Uri.parse("http://a.test/p/q").join(location)


@pytest.mark.parametrize(
    ("location", "wanted"),
    [
        ("\\a\\b", "http://a.test/a/b"),
        ("http:///b.test/x", "http://b.test/x"),
        ("http:c", "http://a.test/p/c"),
        ("https:c.test/d", "https://c.test/d"),
        ("//u:p@b.test/x@y", "http://b.test/x@y"),
        ("/a\tb\n", "http://a.test/ab"),
        ("/a b?c d\\e", "http://a.test/a%20b?c%20d%5Ce"),
        ("//%C5%BC.test/", "http://xn--hha.test/"),
        ("/a?u=http://u@b.test/", "http://a.test/a?u=http://u@b.test/"),
        ("http://b\u200b.te\u00adst/", "http://b.test/"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, wanted: str) -> None:
    assert str(Uri.parse("http://a.test/p/q").join(location)) == wanted


@pytest.mark.parametrize(
    "location", ["http://%31%32%37.0.0.1/", "//0x7f.1/", "http:\\\\2130706433\\", "http://a@127.1/", "//①②⑦.0.0.1"]
)
def test_however_a_location_spells_it_an_address_is_that_address(location: str) -> None:
    assert Uri.parse("http://a.test/").join(location).host == "127.0.0.1"


@pytest.mark.parametrize("body", [b"[" * 100_000, b"<html>", b"{}", b"\xff", b"[1]"])
def test_an_index_in_no_shape_is_told_as_such(body: bytes) -> None:
    with pytest.raises(ArchiveError) as told:
        wayback._rows(body)
    assert told.value.trouble is Trouble.STRANGE


def test_brackets_in_brackets_are_no_answer_of_an_archive() -> None:
    assert detected._json(b"[" * 100_000) is None


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("http://a.test:80:80/x", "port"),
        ("http://a.test:99999/x", "port"),
        ("http://a.test:x/", "port"),
        ("http://[a.test/x", "host name"),
        ("http://a]b/x", "host name"),
        ("http://a\u2100b.test/", "host name"),  # ℀ becomes a/c
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_our_words(url: str, wrong: str) -> None:
    """They are in ``reasons.toml``; those of the library are in no language but English."""
    with pytest.raises(BadAddressError, match=f"^the address has no valid {wrong}$") as told:
        Uri.parse(url)
    assert reason_in("pl", str(told.value)) != str(told.value)


def test_an_answer_that_is_no_http_is_quoted_without_python() -> None:
    with pytest.raises(NoHttpError, match=r"^it begins with “\\x00SSH-2.0-\\xff”$"):
        take_head(bytearray(b"\x00SSH-2.0-\xff"), ended=True)
