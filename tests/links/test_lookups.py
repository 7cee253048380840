"""A DOI, an ISBN and an address are added by what a server answers: good records, and everything else."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from end_to_end.commands import Ran, bibtool

from bibtool.lookups.pages import of_page
from bibtool.lookups.records import BadRecordError
from links.servers import Exchange, Web

CSL = "application/vnd.citationstyles.csl+json"
ARTICLE = {
    "indexed": {"date-parts": [[2025, 1, 2]]},
    "reference-count": 12,
    "reference": [{"key": "1", "unstructured": "Inny autor"}],
    "publisher": "Wydawnictwo Bagienne",
    "issue": "3",
    "DOI": "10.5555/Bagno.2011.3",
    "type": "article-journal",
    "created": {"date-parts": [[2012, 5, 1]]},
    "page": "11-29",
    "source": "Crossref",
    "title": ["On the &amp;lt;Reeds&amp;gt; of <i>Phragmites</i>"],
    "subtitle": ["A <scp>Survey</scp>"],
    "prefix": "10.5555",
    "volume": "7",
    "author": [
        {"given": "Ludwika", "family": "Szuwar", "sequence": "first", "affiliation": []},
        {"name": "Grupa Torf"},
    ],
    "container-title": ["Rocznik Bagienny", "RB"],
    "language": "en",
    "issued": {"date-parts": [[2011, 9]]},
    "URL": "http://dx.doi.org/10.5555/bagno.2011.3",
    "ISSN": ["1234-5679", "2345-6787"],
    "license": [{"URL": "https://example.org/licence"}],
    "score": 1,
}
RUSSIAN = {
    **ARTICLE,
    "DOI": "10.5555/boloto",
    "title": ["The swamps of the northern rivers"],
    "subtitle": [],
    "original-title": ["Болота северных рек"],
    "language": "ru",
}
TRANSLATED_BOOK = {
    "DOI": "10.5555/book",
    "type": "book",
    "title": "The Marshes",
    "original-title": ["Болота"],
    "language": "en",
    "author": [{"family": "Mokry", "given": "Jan"}],
}
BOOK = {
    "ISBN:9788301000004": {
        "title": "Trzciny",
        "subtitle": "przewodnik",
        "authors": [{"name": "Ludwika Szuwar", "url": "x"}],
        "publishers": [{"name": "Bagno"}],
        "publish_places": [{"name": "Łódź"}],
        "publish_date": "May 1987",
        "number_of_pages": 212,
    }
}
ISBN = "9788301000004"
PAGE = """<!DOCTYPE html><html lang="pl"><head><meta charset="{charset}"><title>Żurawie | Gazeta</title>
<meta property="og:title" content="Żurawie nad Narwią"><meta property="og:site_name" content="Gazeta Nadrzeczna">
<meta property="og:locale" content="pl_PL"><meta property="article:published_time" content="2019-04-07T10:00:00+02:00">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"G"}},
{{"@type":["NewsArticle"],"headline":"Żurawie nad Narwią","datePublished":"2019-04-07T08:00:00Z",
"author":[{{"@type":"Person","name":"Iga Czapla"}}],
"publisher":{{"@type":"Organization","name":"Nadrzecze sp. z o.o."}}}}]}}
</script></head><body>...</body></html>"""
HIGHWIRE = """<html><head><title>x</title><meta name="citation_title" content="Wydry">
<meta name="citation_author" content="Łasica, Ewa"><meta name="citation_author" content="Bóbr, Jan">
<meta name="citation_publication_date" content="2004/06/01"><meta name="citation_journal_title" content="Ssaki">
<meta name="citation_issn" content="1234-5679"><meta name="citation_firstpage" content="5">
<meta name="citation_lastpage" content="9"><meta name="citation_doi" content="10.5555/wydry"></head></html>"""


@dataclass
class Net:
    """Everybody who may be asked, on one server: answers by host and path."""

    web: Web
    folder: Path
    answers: dict[str, Callable[[Exchange], Awaitable[None]]] = field(default_factory=dict)

    def add(self, *words: str) -> Ran:
        return bibtool("lib", "add", *words, "--library", self.folder / "l.sqlite", cwd=self.folder)

    def works(self) -> list[dict[str, Any]]:
        if not (self.folder / "l.sqlite").exists():
            return []
        found: list[dict[str, Any]] = json.loads(
            bibtool("lib", "list", "--to", "json", "--library", self.folder / "l.sqlite").out
        )
        return found

    def says(self, place: str, body: str | bytes, kind: str = CSL, status: int = 200, **headers: str) -> None:
        async def answer(x: Exchange) -> None:
            await x.send(status, body, {k.replace("_", "-"): v for k, v in headers.items()}, kind)

        self.answers[place] = answer

    def registered(self, doi: str, agency: str, record: Any) -> None:
        async def resolver(x: Exchange) -> None:
            assert CSL in x.headers["accept"]
            await x.redirect(f"https://{agency}/{doi}")

        self.answers[f"doi.org/{doi}"] = resolver
        self.says(f"{agency}/{doi}", json.dumps(record))


@pytest.fixture
def net(web: Callable[..., Web], authority: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Net:
    names = ("doi.org", "api.crossref.org", "api.datacite.org", "openlibrary.org", "gazeta.example")
    server = web(tls=authority.context(*names))
    net = Net(server, tmp_path)

    async def answer(x: Exchange) -> None:
        handler = net.answers.get((x.headers["host"] + x.path).lower())
        await (handler(x) if handler else x.page("404 Not Found", status=404))

    server.fallback = answer
    for name, value in {
        "RESOLVE": f"*:443:127.0.0.1:{server.port}",
        "CA_BUNDLE": authority.bundle,
        "ALLOW_PRIVATE": "1",
        "TIMEOUT": "5",
        "PER_HOST": "0",
    }.items():
        monkeypatch.setenv(f"BIBTOOL_{name}", value)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return net


def test_a_doi_gives_the_record_of_its_agency(net: Net) -> None:
    net.registered("10.5555/bagno.2011.3", "api.crossref.org", ARTICLE)
    assert net.add("10.5555/bagno.2011.3").code == 0
    (work,) = net.works()
    item = work["item"]
    assert item["title"] == "On the <Reeds> of <i>Phragmites</i>: A Survey"
    assert item["author"] == [{"family": "Szuwar", "given": "Ludwika"}, {"literal": "Grupa Torf"}]
    assert item["container-title"] == "Rocznik Bagienny" and item["source"] == "Crossref"
    assert item["issued"] == {"date-parts": [[2011, 9]]} and item["type"] == "article-journal"
    assert not {"reference", "custom", "score", "URL"} & item.keys()
    again = net.add("https://doi.org/10.5555/BAGNO.2011.3", "--verbose")
    assert again.code == 0 and "already there: 1" in again.out and len(net.works()) == 1


def test_a_work_keeps_its_own_title(net: Net) -> None:
    net.registered("10.5555/boloto", "api.crossref.org", RUSSIAN)
    net.registered("10.5555/book", "api.datacite.org", TRANSLATED_BOOK)
    assert net.add("doi:10.5555/boloto", "10.5555/book").code == 0
    book, article = net.works()
    assert article["item"]["title"] == "Болота северных рек" and "original-title" not in article["item"]
    assert [(v["kind"], v["value"]) for v in article["variants"]] == [
        ("translated", "The swamps of the northern rivers")
    ]
    assert book["item"]["title"] == "The Marshes" and book["item"]["original-title"] == "Болота"
    assert book["item"]["source"] == "DataCite"


def test_a_duplicate_is_told(net: Net) -> None:
    (net.folder / "a.bib").write_text("@article{b, author={Szuwar, Ludwika}, year=2011, doi={10.5555/bagno.2011.3}}")
    net.add("a.bib")
    net.registered("10.5555/bagno.2011.3", "api.crossref.org", ARTICLE)
    done = net.add("10.5555/bagno.2011.3", "--verbose")
    assert "joined with what was there: 1" in done.out and "BT953" in done.err
    assert [work["key"] for work in net.works()] == ["b"]


@pytest.mark.parametrize("words", [(ISBN,), ("978-83-01-00000-4",), ("--isbn", "83-01-00000-7"), ("ISBN 8301000007",)])
def test_an_isbn(net: Net, words: tuple[str, ...]) -> None:
    net.says("openlibrary.org/api/books", json.dumps(BOOK), "application/json")
    assert net.add(*words).code == 0
    item = net.works()[0]["item"]
    assert item["title"] == "Trzciny: przewodnik" and item["author"] == [{"family": "Szuwar", "given": "Ludwika"}]
    assert item["issued"] == {"date-parts": [[1987]]} and item["publisher-place"] == "Łódź"
    assert item["ISBN"] == ISBN and item["source"] == "Open Library"


def test_an_isbn_that_nobody_knows_or_that_is_none(net: Net) -> None:
    net.says("openlibrary.org/api/books", "{}", "application/json")
    done = net.add(ISBN)
    assert done.code == 2 and "openlibrary.org has no such record" in done.err
    for wrong in (("--isbn", "9788301000005"), ("9788301000005",), ("--isbn", "abc")):
        done = net.add(*wrong)
        assert done.code == 2 and "is not a valid ISBN" in done.err
    assert net.works() == []


@pytest.mark.parametrize(("charset", "header"), [("utf-8", ""), ("iso-8859-2", ""), ("utf-8", "iso-8859-2")])
def test_an_address_gives_what_its_page_says(net: Net, charset: str, header: str) -> None:
    """The header of an answer stands before what the page says of itself."""
    kind = f"text/html; charset={header}" if header else "text/html"
    net.says("gazeta.example/zurawie", PAGE.format(charset=charset).encode(header or charset), kind)
    assert net.add("https://gazeta.example/zurawie").code == 0
    item = net.works()[0]["item"]
    assert item["title"] == "Żurawie nad Narwią" and item["type"] == "article-newspaper"
    assert item["author"] == [{"family": "Czapla", "given": "Iga"}]
    assert item["issued"] == {"date-parts": [[2019, 4, 7]]} and item["container-title"] == "Gazeta Nadrzeczna"
    assert item["URL"] == "https://gazeta.example/zurawie" and item["source"] == "gazeta.example"


def test_a_journals_page(net: Net) -> None:
    net.says("gazeta.example/wydry", HIGHWIRE, "text/html; charset=utf-8")
    assert net.add("https://gazeta.example/wydry").code == 0
    item = net.works()[0]["item"]
    assert item["type"] == "article-journal" and item["DOI"] == "10.5555/wydry" and item["page"] == "5–9"
    assert [name["family"] for name in item["author"]] == ["Łasica", "Bóbr"]


def test_a_doi_whose_agency_has_no_data_gives_its_page(net: Net) -> None:
    net.says("doi.org/10.5555/wydry", HIGHWIRE, "text/html; charset=utf-8")
    assert net.add("10.5555/wydry").code == 0
    assert net.works()[0]["item"]["title"] == "Wydry"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("<title>Sam tytuł</title>", {"title": "Sam tytuł", "type": "webpage"}),
        (
            '<title>t</title><meta property="og:title" content="Bobry"><meta name="author" content="Iga Żak, Jan Lis">'
            '<meta name="date" content="2020-02-03 10:00">',
            {"title": "Bobry", "author": [{"family": "Żak", "given": "Iga"}, {"family": "Lis", "given": "Jan"}]},
        ),
        (
            '<meta name="DC.title" content="Bagna"><meta name="DC.creator" content="Żak, Iga"><meta name="DC.date" '
            'content="2001">',
            {"title": "Bagna", "type": "webpage", "author": [{"family": "Żak", "given": "Iga"}]},
        ),
        (
            '<script type="application/ld+json">{ broken</script><script type="application/ld+json">[{"@type": "Book", '
            '"name": "Rzeka", "author": {"@type": "Organization", "name": "Koło Rzek"}, '
            '"isbn": "9788301000004"}]</script>',
            {"title": "Rzeka", "type": "book", "author": [{"literal": "Koło Rzek"}], "ISBN": "9788301000004"},
        ),
        (
            '<title>x</title><meta name="citation_title" content="Tama">'
            '<meta name="citation_author" content="Żak, Iga">'
            '<meta name="citation_dissertation_institution" content="Szkoła Wodna">',
            {"title": "Tama", "type": "thesis", "publisher": "Szkoła Wodna"},
        ),
    ],
)
def test_pages_say_it_in_many_ways(head: str, wanted: dict[str, Any]) -> None:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>Treść</body></html>".encode()
    item = of_page(page, "text/html", "https://www.gazeta.example/a?b=1").item.to_csl()
    assert {name: item.get(name) for name in wanted} == wanted
    assert item["source"] == "gazeta.example" and item["URL"] == "https://www.gazeta.example/a?b=1"


@pytest.mark.parametrize("page", [b"", b"   ", b"<html></html>", b"<" * 50_000, b"<script>" * 20_000, b"\xff\xfe<\x00"])
def test_a_page_that_says_nothing(page: bytes) -> None:
    with pytest.raises(BadRecordError):
        of_page(page, "text/html", "https://gazeta.example/")


HUGE = json.dumps({**ARTICLE, "reference": ["x" * 1000] * 9000})


@pytest.mark.parametrize(
    ("body", "kind", "status", "headers", "code", "told"),
    [
        ("", "text/html", 404, {}, 2, "doi.org has no such record"),
        (json.dumps({**ARTICLE, "DOI": "10.5555/other"}), CSL, 200, {}, 3, "the record of another DOI (10.5555/other)"),
        ("<html><body>Sorry</body></html>", CSL, 200, {}, 3, "a page that has no title"),
        ("<html><body>Sorry</body></html>", "text/html", 200, {}, 3, "a page that has no title"),
        ('{"DOI": "10.5555/x", "type": "book"}', CSL, 200, {}, 3, "a record without a title"),
        ("[]", CSL, 200, {}, 3, "no record, but a list"),
        ('{"title": ', CSL, 200, {}, 3, "no JSON, but application/vnd"),
        ("[" * 100_000, CSL, 200, {}, 3, "no JSON"),
        (b"\x00\xff\xfe\x01", "application/octet-stream", 200, {}, 3, "no JSON, but application/octet-stream"),
        ("", "", 200, {}, 3, "no JSON"),
        (HUGE, CSL, 200, {}, 3, "more than 8 megabytes"),
        ("", CSL, 403, {}, 3, "it answered 403"),
        ("", CSL, 429, {"Retry-After": "3600"}, 3, "it answered 429; it asks for 3600 seconds; try again later"),
        ("", CSL, 302, {"Location": "ftp://files.example/x"}, 3, "gave no record: redirected to a bad address"),
        ("", CSL, 302, {"Location": "https://doi.org/10.5555/x"}, 3, "gave no record: "),
    ],
)
def test_what_is_no_record_is_told_and_nothing_is_added(
    net: Net,
    body: str | bytes,
    kind: str,
    status: int,
    headers: dict[str, str],
    code: int,
    told: str,
) -> None:
    net.says("doi.org/10.5555/x", body, kind, status, **headers)
    done = net.add("10.5555/x")
    assert done.code == code and "Traceback" not in done.err and done.err.count("\n") == 1
    assert told in done.err
    assert net.works() == []


def test_nobody_on_the_own_network_is_asked(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIBTOOL_ALLOW_PRIVATE")
    for word in (
        "10.5555/x",
        "https://gazeta.example/",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "http://u:p@a.example/",
    ):
        done = net.add(word)
        assert done.code == 3 and "gave no record" in done.err, word
    assert net.works() == [] and net.web.log == []


def test_who_is_busy_for_a_moment_is_asked_again(net: Net) -> None:
    async def resolver(x: Exchange) -> None:
        if x.count < 3:
            await x.send(429 if x.count == 1 else 503, b"", {"Retry-After": "0"})
        else:
            await x.send(200, json.dumps({**ARTICLE, "DOI": "10.5555/x"}), {}, CSL)

    net.answers["doi.org/10.5555/x"] = resolver
    assert net.add("10.5555/x").code == 0 and len(net.works()) == 1


def test_without_a_network(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIBTOOL_RESOLVE", "*:443:servfail")
    done = net.add("10.5555/x")
    assert done.code == 3 and "no answer from doi.org" in done.err
    for words, offline in ((("10.5555/x", "--offline"), ""), (("https://gazeta.example/", ISBN), "1")):
        monkeypatch.setenv("BIBTOOL_OFFLINE", offline)
        done = net.add(*words)
        assert done.code == 3 and "was not looked up" in done.err
    assert net.works() == [] and net.web.log == []


def test_a_file_of_that_name_comes_first(net: Net) -> None:
    (net.folder / "10.5555").mkdir()
    (net.folder / "10.5555" / "x").write_text("@book{plik, title={Plik}, author={Ja, Sam}, year=2000}")
    assert net.add("10.5555/x").code == 0
    assert [work["key"] for work in net.works()] == ["plik"] and net.web.log == []


def test_what_is_neither_a_file_nor_an_identifier(net: Net) -> None:
    done = net.add("10.5555x")
    assert done.code == 2 and "no such file" in done.err.lower()
    assert net.add().code == 2


def test_several_at_once_are_one_operation(net: Net) -> None:
    net.registered("10.5555/boloto", "api.crossref.org", RUSSIAN)
    net.says("openlibrary.org/api/books", json.dumps(BOOK), "application/json")
    assert net.add("10.5555/boloto", ISBN).code == 0 and len(net.works()) == 2
    bibtool("lib", "undo", "--library", net.folder / "l.sqlite")
    assert net.works() == []
