"""Pages: titles in any encoding, the phrases of a soft 404, parked domains and bot walls."""

import json
import tomllib
from importlib import resources

import pytest
from msgspec.structs import replace

from bibtool.links import declared, page_phrases
from bibtool.links.fetched import Answer
from bibtool.links.liveness import _shows_text
from bibtool.links.moves import Doubt, astray
from bibtool.links.page import Page, decode, read_page
from bibtool.links.uri import Uri

WORDS = sorted(e.name for e in resources.files("bibtool.links").joinpath("words").iterdir() if e.name.endswith(".toml"))


def html(title: str, heading: str = "", text: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{heading}</h1><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        ("<title>Świat</title>".encode(), "text/html; charset=utf-8", "Świat"),
        ("<title>Świat</title>".encode("iso-8859-2"), "text/html; charset=iso-8859-2", "Świat"),
        ('<meta charset="windows-1251"><title>Мир</title>'.encode("cp1251"), "text/html", "Мир"),
        ("<title>Świat</title>".encode("utf-16"), "text/html", "Świat"),
        ("<title>Żółw</title>".encode(), "text/html; charset=no-such-charset", "Żółw"),
        (b"<TITLE lang=pl>\n A &amp; B\x1b[2J &#x202e;</TITLE>", "text/html", "A & B [2J"),
        (b"<title>never closed\nnext", "text/html", "never closed"),
        (b"%PDF-1.7 <title>x</title>", "application/pdf", ""),
        (b"", "", ""),
        (b"\xff\xfe\x00", "text/html", ""),
    ],
)
def test_titles(body: bytes, content_type: str, title: str) -> None:
    assert read_page(body, content_type).title == title


def test_og_title_heading_and_visible_text() -> None:
    page = read_page(
        b'<title>T</title><meta content="Og &amp; title" property="og:title"><style>h1{}</style>'
        b"<script>var hidden = '<h1>no</h1>'</script><h1>Head<b>ing</b></h1>seen<!-- unseen --> text",
        "text/html",
    )
    assert (page.og_title, page.names[0]) == ("Og & title", "T")
    assert "seen text" in page.text
    assert "hidden" not in page.text
    assert "unseen" not in page.text.replace("seen text", "")


def test_hostile_markup_ends() -> None:
    for unit in (b"<script", b"<title>", b"<meta ", b"<!--", b"<h1>", b"<", b"&#", b"<a " * 3):
        page = read_page(unit * (400_000 // len(unit)), "text/html")  # took minutes before the patterns were bounded
        assert not page.og_title


@pytest.mark.parametrize("name", WORDS)
def test_each_language_knows_its_phrases(name: str) -> None:
    rows = tomllib.loads(resources.files("bibtool.links").joinpath("words", name).read_text(encoding="utf-8"))
    assert rows["not_found"]
    for phrase in rows["not_found"]:
        assert page_phrases.says_not_found(read_page(html(f"{phrase} | Portal"), "text/html")), phrase
    for phrase in rows["parked"]:
        assert page_phrases.says_parked(read_page(html("x.pl", phrase), "text/html")), phrase
    for phrase in rows["walls"]:
        assert page_phrases.says_wall(read_page(html(phrase), "text/html"), {}), phrase


@pytest.mark.parametrize(
    "title",
    ["Page not found: a short history of the web's most famous error", "Budżet 1404 złotych", "Boeing 404 rozbił się",
     "Nie znaleziono winnych katastrofy pod Smoleńskiem", "Wiadomości", ""],
)  # fmt: skip
def test_titles_that_only_sound_like_it(title: str) -> None:
    assert page_phrases.says_not_found(read_page(html(title), "text/html")) == ""


@pytest.mark.parametrize(
    ("told", "gone"),
    [
        ({"status": 404, "opis": "brak"}, True),
        ({"error": {"code": 410, "message": "nema takoho"}}, True),
        ({"success": False, "code": "404", "title": "x"}, True),
        ({"statusCode": 404, "message": "x"}, True),
        ({"title": "Error analysis", "status": "published", "code": 404}, False),
        ({"id": 12, "title": "Szlaki", "errors": [], "error": None, "status": "ok"}, False),
    ],
)
def test_the_status_in_a_program_s_answer(told: dict[str, object], gone: bool) -> None:
    page = read_page(json.dumps(told).encode(), "application/json")
    assert bool(page_phrases.says_not_found(page)) is gone


@pytest.mark.parametrize(
    ("markup", "gone"),
    [
        ("<body id=error-404>", True),
        ("<html class='no-js http-404'><body>", True),
        ("<body><section class='error-404 not-found'>", True),
        ("<body class='page-404'>", True),
        ("<body class='postid-404 page-id-404 paged-404'>", False),
        ("<body class='post-404 single'>", False),
        ("<meta property='og:url' content='/404.html'><body>", True),
        ("<meta property='og:url' content='/artykul/404'><body>", False),
    ],
)
def test_what_templates_call_a_page_of_errors(markup: str, gone: bool) -> None:
    text = f"{markup}<p>Zapraszamy do działu historii.</p>"
    assert bool(declared.says_gone(text, read_page(text.encode(), "text/html; charset=utf-8"))) is gone
    if "page-404" in markup:
        long = text + "<p>Karawany szły od studni do studni.</p>" * 40
        assert not declared.says_gone(long, read_page(long.encode(), "text/html; charset=utf-8")), "the 404th page"


def test_a_pdf_is_no_empty_page() -> None:
    """What stands between angle brackets in it is no markup."""
    pdf = Answer(Uri.parse("http://a.test/x.pdf"), 200, {"content-type": "application/pdf"}, b"%PDF-1.7\n1 0 obj\n<<>>")
    assert not _shows_text(pdf)
    assert _shows_text(replace(pdf, body=b""))
    assert _shows_text(replace(pdf, body=b"<!DOCTYPE html><p>Strona"))


def test_a_whisper_needs_a_short_page() -> None:
    short = read_page(html("Portal", text="Przepraszamy, strona nie istnieje."), "text/html")
    long = read_page(html("Portal", text="Strona nie istnieje. " + "Długi artykuł o czym innym. " * 100), "text/html")
    assert page_phrases.whispers_not_found(short)
    assert not page_phrases.whispers_not_found(long)


def test_walls_by_header_and_error_paths() -> None:
    assert page_phrases.says_wall(Page(), {"cf-mitigated": "challenge"})
    assert not page_phrases.says_wall(Page(), {"server": "cloudflare"})
    assert page_phrases.error_path("http://a.org/pl/404.html") == "404"
    assert page_phrases.error_path("http://a.org/terror") == ""


def test_a_page_in_several_encodings_is_read() -> None:
    body = (
        "<title>Żółta łąka, święto, źródło</title>".encode()
        + "<p>Страница о степи и её людях</p>".encode("cp1251") * 20
    )
    assert "<title>" in decode(body)
    assert "степи" in decode("<p>Страница о степи</p>".encode("cp1251"))
    assert "łąka" in decode("<title>Żółta łąka</title>".encode(), "text/html; charset=iso-8859-1")


@pytest.mark.parametrize(
    ("final", "what"),
    [
        ("/index.shtml", Doubt.HOME),
        ("/brak-strony", Doubt.ERROR),
        ("/seite-nicht-gefunden.html", Doubt.ERROR),
        ("/stranica-ne-najdena/", Doubt.ERROR),
        ("/category/historia/", Doubt.LIST),
        ("/tag/step", Doubt.LIST),
        ("/category/historia/szlaki-stepu-i-rzeki/", None),
        ("/category/szlaki-stepu/", None),
        ("/category/17", Doubt.LIST),
        ("/teksty/szlaki-i-inne-drogi", None),
        ("/index.php?option=com_frontpage", Doubt.HOME),
        ("/?route=common/home&lang=pl", Doubt.HOME),
        ("/index.php?module=home", Doubt.HOME),
        ("/?p=17", None),
        ("/?page=historia", None),
        ("/index.php?title=home", None),
    ],
)
def test_where_an_address_of_an_article_led(final: str, what: Doubt | None) -> None:
    led = astray("http://a.test/2010/05/szlaki-stepu/", f"http://a.test{final}")
    assert (led and led[0]) == what


def test_letters_that_lower_case_makes_two_shift_nothing() -> None:
    hidden = b"<script>hidden</script>"
    page = read_page("İİİİİİİİİİ".encode() + hidden + b"<nav>menu</nav>seen text", "text/html; charset=utf-8")
    assert page.text == "İİİİİİİİİİ menu seen text"
    assert page.core == "İİİİİİİİİİ seen text"
