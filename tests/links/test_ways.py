"""Where redirects led, told from the two addresses; what stands beside a page."""

from __future__ import annotations

import pytest

from bibtool.links.moves import Doubt, astray, has_name, is_search
from bibtool.links.page import Page, read_page
from bibtool.links.page_phrases import is_clause, whispers_wall
from bibtool.links.titles import covers

CITED = "http://site.test/teksty/2014/mlyn"


@pytest.mark.parametrize(
    "final",
    [
        "http://site.test/zasady?returnUrl=%2Fteksty%2F2014%2Fmlyn",
        "http://site.test/wejscie?url=http%3A%2F%2Fsite.test%2Fteksty%2F2014%2Fmlyn",
        "http://site.test/wejscie?Continue=http://SITE.test/teksty/2014/mlyn/",
        "http://site.test/node/5?destination=/teksty/2014/mlyn",
        "http://queue.test/?t=http%3A%2F%2Fsite.test%2Fteksty%2F2014%2Fmlyn",
        "https://id.test/a?x=1&retpath=http%253A%252F%252Fsite.test%252Fteksty%252F2014%252Fmlyn&y=2",
    ],
)
def test_a_gate_keeps_the_way_back(final: str) -> None:
    found = astray(CITED, final)
    assert found is not None
    assert found[0] is Doubt.LOGIN


@pytest.mark.parametrize(
    "final",
    [
        "http://site.test/blog/mlyn?from=%2Fteksty%2F2014%2Fmlyn",  # where the reader came from is no way back
        "http://site.test/index.php?url=teksty/2014/mlyn",
        "http://site.test/viewer.html?url=http%3A%2F%2Fsite.test%2Fteksty%2F2014%2Fmlyn",
        "http://site.test/blog/mlyn?next=/teksty/2015/most",
        "http://site.test/nowe/teksty/2014/mlyn?lang=pl",
    ],
)
def test_other_addresses_of_addresses_are_no_gates(final: str) -> None:
    found = astray(CITED, final)
    assert found is None or found[0] is not Doubt.LOGIN


def test_a_search_repeats_what_is_looked_for() -> None:
    assert is_search(CITED, "http://site.test/?s=mlyn")
    assert not is_search("http://site.test/?s=mlyn", "http://site.test/?s=mlyn")
    assert not is_search(CITED, "http://site.test/nowe/mlyn?lang=pl")


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/artykul/4471", True),
        ("/novosti/most-przez", True),
        ("/a/stary_mlyn.html", True),
        ("/index.php?id=7", True),
        ("/w/index.php?title=Stary+most-nad", True),
        ("/a?x", False),
        ("/a?lang=pl", False),
        ("/", False),
        ("/pl/", False),
        ("/o-nas/2014", False),
        ("/mlyn", False),
    ],
)
def test_addresses_that_name_a_page_among_others(path: str, named: bool) -> None:
    assert has_name(path) is named


def test_a_name_of_a_site_covers_no_title() -> None:
    assert not covers("The Miller's Book of Elbing", "Repository of Elbing")
    assert covers("The Miller's Book of Elbing", "Millers Book of Elbing | Review")
    assert covers("Księga młynarza", "Księga młynarza z Elbląga")


def test_what_stands_beside_a_text_is_not_it() -> None:
    page = read_page(b"<title>T</title><main><nav>Menu</nav><h1>T</h1><p>Text.</p><aside>Log in</aside></main>")
    assert page.main == "T Text."


def test_only_whole_clauses_are_known() -> None:
    assert is_clause("no longer exists")
    assert not is_clause("introuvable")
    assert not is_clause("obwoluty nie ma")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Please solve this CAPTCHA to go on to the website", True),
        ("Nous vérifions que vous n'êtes pas un robot", True),
        ("Forty singers are known by name.", False),
        ("Robots in the theatre of the twenties", False),
    ],
)
def test_a_wall_in_the_text_of_a_page_without_another(text: str, told: bool) -> None:
    assert bool(whispers_wall(Page("Elbing", text=text))) is told
    assert not whispers_wall(Page("Elbing", text=text + " and so on" * 100))
