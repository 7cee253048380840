"""Made-up addresses beside a cited one: what is asked, how often, and what it proves."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from msgspec.structs import replace

from bibtool.links.fetched import Answer, FetchError, Request
from bibtool.links.outcome import Outcome
from bibtool.links.page import Page, read_page
from bibtool.links.siblings import Siblings, alike, bears_its_name, is_strange, sibling
from bibtool.links.uri import Uri
from bibtool.links.verdict import Hop


def uri(text: str) -> Uri:
    return Uri.parse(text)


@pytest.mark.parametrize(
    ("cited", "kept"),
    [
        ("http://site.test/a/szlaki-stepu", "/a/"),
        ("http://site.test/2014/05/most.html", "/2014/05/"),
        ("http://site.test/a/b/", "/a/"),
        ("http://site.test/news/48121/a-bridge", "/news/"),  # many sites read only the number
        ("http://site.test/node/99", "/node/"),
        ("http://site.test/?p=123", "/?p="),
        ("http://site.test/index.php?option=content&id=123", "/index.php?option=content&id="),
        ("http://site.test/w/index.php?title=Kurgan", "/w/index.php?title="),
    ],
)
def test_what_names_the_page_is_made_up(cited: str, kept: str) -> None:
    made = sibling(uri(cited))
    assert made is not None
    assert made.target.startswith(kept)
    assert made.target != uri(cited).target
    assert made == sibling(uri(cited)), "the same in every run"


def test_a_made_up_address_keeps_its_shape() -> None:
    by_number, by_ending = sibling(uri("http://site.test/node/99")), sibling(uri("http://site.test/a/most.html"))
    assert by_number is not None
    assert by_ending is not None
    assert by_number.target.rpartition("/")[2].isdecimal()
    assert by_ending.target.endswith(".html")
    assert "48121" not in str(sibling(uri("http://site.test/news/48121/a-bridge")))
    assert sibling(uri("http://site.test/")) is None
    one, other = (sibling(uri(f"http://site.test/news/{n}/{name}")) for n, name in ((1234, "a"), (5678, "b")))
    assert one == other, "one a folder"


def page(title: str, text: str) -> Page:
    return read_page(f"<html><meta charset=utf-8><title>{title}</title><body><p>{text}</p></body></html>".encode())


def test_pages_are_alike_but_for_figures_and_addresses() -> None:
    cited, made = uri("http://site.test/a/szlaki"), uri("http://site.test/a/0f0f0f")
    one, other = page("Kurier", "Pusto: /a/szlaki 12:30:05 ab12"), page("Kurier", "Pusto: /a/0f0f0f 13:31:06 cd34")
    assert alike(one, other, cited, made)
    assert not alike(one, page("Kurier", "Karawany szły od studni do studni."), cited, made)


@pytest.mark.parametrize(
    ("name", "cited", "bears"),
    [
        ("Мост открыт", "http://site.test/novosti/most", True),
        ("Page 12", "http://site.test/page/12", True),
        ("Otwarto most", "http://site.test/48121/otwarto-most.html", True),
        ("Kurier", "http://site.test/48121/otwarto-most.html", False),
        ("Most", "http://site.test/48121/otwarto-most.html", False),
        ("Kurgan", "http://site.test/index.php?title=Kurgan", True),
    ],
)
def test_a_page_that_bears_the_name_of_its_address(name: str, cited: str, bears: bool) -> None:
    assert bears_its_name(page(name, ""), uri(cited)) is bears


def test_a_title_is_looked_for_in_any_script() -> None:
    assert not is_strange("Степные пути", page("Stepnye puti", ""))
    assert is_strange("Степные пути", page("Kurier", "Zapraszamy!"))


class Site:
    """Pages by their paths, ``*`` for the rest; counts what it is asked."""

    def __init__(self, **pages: str) -> None:
        self.pages = {"/" + name.removeprefix("root"): text for name, text in pages.items()}
        self.asked = Counter[str]()

    async def __call__(self, request: Request) -> Answer:
        self.asked[request.uri.target] += 1
        text = self.pages.get(request.uri.target, self.pages.get("/rest"))
        if text is None:
            raise FetchError(Outcome.RESET, "reset")
        return Answer(request.uri, 200, {"content-type": "text/html"}, text.encode())


def told(site: Site, cited: str, *, slight: bool, again: int = 1) -> str:
    siblings = Siblings(site)

    async def ask() -> str:
        for _ in range(again):
            here = uri(cited)
            answer = await site(Request(here))
            said = await siblings.same(here, answer, read_page(answer.body, answer.content_type), slight=slight)
        return said

    return asyncio.run(ask())


EMPTY, HOME = "<title>Kurier</title><p>Tu pusto</p>", "<title>Kurier</title><p>Witamy w redakcji Kuriera</p>"


def test_a_made_up_address_is_asked_once() -> None:
    site = Site(root=HOME, rest=EMPTY)
    assert told(site, "http://site.test/a/szlaki", slight=True, again=3)
    assert site.asked.pop("/a/szlaki") == 3
    assert sorted(site.asked.values()) == [1, 1], "the made-up one and the root"


def test_a_slight_doubt_needs_another_page_at_the_root() -> None:
    assert told(Site(root=HOME, rest=EMPTY), "http://site.test/a/szlaki", slight=True)
    assert not told(Site(rest=EMPTY), "http://site.test/a/szlaki", slight=True), "it may have only that one"
    assert told(Site(rest=EMPTY), "http://site.test/a/szlaki", slight=False)


def test_a_site_that_reads_only_the_number() -> None:
    text = "<title>Карта моста</title><h1>Карта моста</h1><p>Мост открыли в субботу</p>"
    assert not told(Site(root=HOME, rest=text), "http://site.test/n/karta-mosta", slight=False)


@pytest.mark.parametrize(("place", "gone"), [("/nowe", True), ("/nowe/{}", False), ("/brak?z={}", True)])
def test_where_redirects_lead(place: str, gone: bool) -> None:
    """To one place for all: nothing is kept.  To a page each: the site knows them."""

    class Moved(Site):
        async def __call__(self, request: Request) -> Answer:
            answer = await super().__call__(request)
            if request.uri.target == "/":
                return answer
            there = request.uri.join(place.format(request.uri.target.rpartition("/")[2]))
            return replace(answer, uri=there, hops=(Hop(302, str(request.uri)),))

    assert bool(told(Moved(root=HOME, rest=EMPTY), "http://site.test/a/szlaki", slight=True)) is gone


def test_a_site_that_knows_nobody_else() -> None:
    class Alone(Site):
        async def __call__(self, request: Request) -> Answer:
            if request.uri.target != "/a/szlaki":
                raise FetchError(Outcome.RESET, "reset")
            return await super().__call__(request)

    assert not told(Alone(rest=EMPTY), "http://site.test/a/szlaki", slight=False)
