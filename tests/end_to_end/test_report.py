"""``bibtool report``: one page about an article or a bibliography, read as HTML."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import ARTICLE, bibtool, is_one_clear_line, process
from lxml import html

HOSTILE = """Rzeki

Zdanie o <script>alert(1)</script>1. Drugie zdanie2. Trzecie3.

1 A. <b onload=x>Kos</b>, Promy "i" tratwy </script><svg onload=y>, Lublin 2004, s. 5.
2 Tamże, s. 7.
3 J. Lis, Brody\u202e i progi, <javascript:alert(2)>, http://example.org/"onclick=z [dostęp: 3 V 2020].
"""
BIB = """@book{zawada2011, author = {Zawada, Jan}, title = {Mosty </script><img src=x onerror=y>}, date = {2011},
  langid = {polish}, url = {javascript:alert(3)}}
@book{lis1999, author = {Лисина, Анна}, title = {Переправы}, date = {1999}, langid = {russian}}
"""


def data_of(text: str) -> Any:
    """What the script of a page reads."""
    packed = html.fromstring(text).xpath("//script[@id='data']/text()")[0]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("report") / "report.html"
    ran = bibtool("report", ARTICLE, "-o", out, "--history", out.with_name("none.sqlite"))
    assert ran.code == 0 and not ran.out, ran.err
    assert not out.with_name("none.sqlite").exists()
    return out.read_text(encoding="utf-8")


def test_the_article_is_all_there(article: str) -> None:
    page = html.fromstring(article)
    assert len(article.encode()) < 400_000
    assert len(page.xpath("//ol[@class='notes']/li")) == 46 and len(page.xpath("//*[@id='bibliographies']//ul")) == 4
    assert page.xpath("//h1/text()")[0].startswith("Kazachstan") and page.xpath("//p[@lang='ru'] | //span[@lang='ru']")
    note = page.get_element_by_id("note-2").text_content()
    assert "Тренин" in note and "http://carnegie.ru/2016/04/28/ru-pub-63462" in note
    assert "seeds" not in article and str(Path.home()) not in article  # the name of the file, no folder


def test_the_data_of_the_page_explain_every_field(article: str) -> None:
    held = data_of(article)
    page = html.fromstring(article)
    fields = page.xpath("//*[@data-v]")
    assert len(fields) > 250
    for each in fields:
        rows = held["why"][each.get("data-c")]["fields"]
        assert [row for row in rows if row[0] == each.get("data-v") and row[3]], (
            each.get("data-c"),
            each.get("data-v"),
        )
    assert len(held["works"]) == 43 and len(held["why"]) == 54
    assert {name.partition(".")[2] for name in held["files"]} >= {"bib", "bibtex.bib", "csl.json", "ris", "csv"}
    assert len(json.loads(held["files"]["004_51483a6014526e0d.csl.json"])) == 43


def test_the_same_source_gives_the_same_page(article: str, tmp_path: Path) -> None:
    ran = process("report", ARTICLE, "-o", "-", "--history", tmp_path / "none.sqlite")
    assert ran.code == 0 and ran.out == article


@pytest.mark.parametrize(("name", "text"), [("a.txt", HOSTILE), ("a.bib", BIB)])
def test_nothing_of_a_source_is_markup_and_nothing_is_asked_for(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = bibtool("report", name, "-o", "r.html", "--ui", "pl", cwd=tmp_path)
    assert ran.code == 0, ran.err
    made = (tmp_path / "r.html").read_text(encoding="utf-8")
    page = html.fromstring(made)
    scripts = page.xpath("//script")
    assert [each.get("id") for each in scripts] == ["data", None]
    assert not page.xpath(
        "//b[@*] | //link | //iframe | //img | //*[@onload] | //*[@onerror] | //*[@onclick] | //*[@style]"
    )
    assert all(re.match(r"#|https?://", address) for address in page.xpath("//a/@href"))
    assert "\u202e" not in made and "@import" not in made
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for each in (page.xpath("//style/text()")[0], scripts[1].text):
        assert "'sha256-" + base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() + "'" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy and page.get("lang") == "pl"


def test_a_bibliography_has_works_and_no_notes(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    assert bibtool("report", "a.bib", "--style", "pn-iso-690", cwd=tmp_path).code == 0
    page = html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert not page.xpath("//*[@id='notes']") and len(page.xpath("//*[@id='bibliographies']//li")) == 2
    assert page.xpath("//*[@id='bibliographies']//li/@lang") == ["pl", "ru"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("none.txt",), 2),
        (("a.bib", "--style", "no-such-style"), 2),
        (("a.bib", "-o", "a.bib"), 2),
        (("a.bib", "-o", "missing/r.html"), 2),
    ],
)
def test_what_cannot_be_done_is_one_line(args: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    ran = bibtool("report", *args, cwd=tmp_path)
    assert ran.code == code and is_one_clear_line(ran.err), ran.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.bib"]
    assert (tmp_path / "a.bib").read_text(encoding="utf-8") == BIB


def test_what_earlier_checks_saw_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@online{a, title={Mosty}, url={http://127.0.0.1:9/x}, date={2001}}", encoding="utf-8"
    )
    options = ("--archive", "none", "--control", "http://127.0.0.1:9/", "--retry-wait", "0.01", "--timeout", "2")
    ran = bibtool("check", "a.bib", "--history", "h.sqlite", "--allow-private", *options, cwd=tmp_path)
    assert (tmp_path / "h.sqlite").exists(), ran.err
    assert bibtool("report", "a.bib", "--history", "h.sqlite", cwd=tmp_path).code == 0
    row = html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8")).xpath("//*[@id='links']//tbody/tr")[0]
    assert row.xpath(".//a/@data-originalurl") == ["http://127.0.0.1:9/x"]
    assert "unknown" in row.text_content() or "unreachable" in row.text_content()


def test_where_the_page_was_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "two.bib").write_text(BIB, encoding="utf-8")
    ran = bibtool("report", "two.bib", cwd=tmp_path)
    assert ran.code == 0 and ran.out == "" and ran.err.endswith("report.html was written\n")
    assert (tmp_path / "report.html").exists()
