"""What was seen of a source, as a page to look at."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from commands import ARTICLE, bibtool, is_one_clear_line
from lxml import html
from pdf_files import Sheet, pdf

HOSTILE = """Rzeki

Zdanie o <script>alert(1)</script>1. Drugie zdanie2.

1 A. <b onload=x>Kos</b>, Promy, Lublin 2004, s. 5.
2 Tamże, s. 7.
"""


def document() -> bytes:
    pages = []
    for number in (1, 2):
        sheet = Sheet()
        sheet.text(60, 770, "Rocznik Traktow")
        for row in range(12):
            sheet.text(60, 720 - 14 * row, "Zdanie o rzekach i mostach, o brodach i przeprawach tratew.")
        sheet.line(60, 540, f"Ostatnie zdanie o promach^{{{number}}} i nic wiecej.")
        sheet.rule(60, 120, 150)
        sheet.line(60, 100, f"^{{{number}}} A. Kos, Promy i tratwy, Lublin 200{number}, s. {number}5.", 8)
        pages.append(sheet)
    return pdf(pages)


def test_a_text_is_shown_whole_with_its_notes(tmp_path: Path) -> None:
    out = tmp_path / "seen.html"
    ran = bibtool("inspect", ARTICLE, "-o", out)
    assert ran.code == 0 and not ran.out and not ran.err
    text = out.read_text(encoding="utf-8")
    page = html.fromstring(text)
    shown = page.find_class("flow")[0].text_content()
    printed = ARTICLE.read_text(encoding="utf-8")
    assert " ".join(shown.split())[:3000] == " ".join(printed.split())[:3000] and len(shown) >= len(printed) - 50
    assert len(page.find_class("mark")) > 40 and len(page.xpath("//section")) == 46
    assert page.xpath("//section[1]//code/text()")[0].startswith("names")
    assert page.get("lang") == "en" and page.xpath("//span[@lang='ru']")


def test_nothing_of_a_source_is_markup_and_nothing_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    assert bibtool("inspect", "a.txt", "-o", "a.html", "--ui", "pl", cwd=tmp_path).code == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert not page.xpath("//script | //b | //link | //iframe | //*[@onload] | //a[@href]")
    assert (
        not re.findall(r"""(?:src|href)\s*=\s*["']?(?!data:)""", text) and "url(" not in text and "@import" not in text
    )
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = page.xpath("//style/text()")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src 'none'" in policy and f"'sha256-{digest}'" in policy and "unsafe" not in policy
    assert page.get("lang") == "pl" and not page.xpath("//*[@style]")


def test_notes_that_are_asked_for_are_shown_alone(tmp_path: Path) -> None:
    out = tmp_path / "seen.html"
    assert bibtool("inspect", ARTICLE, "--note", "2", "--note", "7", "-o", out).code == 0
    page = html.fromstring(out.read_text(encoding="utf-8"))
    assert page.xpath("//h2/text()") == ["note 2", "note 7"] and len(page.find_class("flow")[0].text_content()) < 3000


def test_the_pages_of_a_pdf_have_boxes_where_things_stand(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document())
    assert bibtool("inspect", "a.pdf", "-o", "a.html", cwd=tmp_path).code == 0
    page = html.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert len(page.xpath("//figure//image")) == 2
    for number in (1, 2):
        marks = page.xpath(f"//figure[{number}]//rect[@class='mark']")
        citations = page.xpath(f"//figure[{number}]//rect[starts-with(@class, 'citation')]")
        headers = page.xpath(f"//figure[{number}]//rect[@class='aside']")
        assert len(marks) == 1 and citations and headers
        assert 245 < float(marks[0].get("y")) < 262  # the line at 540 of 800 points
        assert 685 < float(citations[0].get("y")) < 705
        assert any(float(box.get("y")) < 40 for box in headers)


def test_one_page_is_a_picture(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document())
    assert bibtool("inspect", "a.pdf", "--page", "2", "-o", "a.png", cwd=tmp_path).code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    told = bibtool("inspect", "a.pdf", "--page", "2", cwd=tmp_path)
    assert told.out.startswith("note 2") and "note 1" not in told.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("a.txt", "-o", "a.png"), "no pages"),
        (("a.txt", "-o", "a.docx"), "html, png"),
        (("a.txt", "--page", "1"), "--page"),
        (("a.pdf", "--page", "3"), "has no page 3"),
        (("a.pdf", "--page", "0"), "--page"),
        (("a.txt", "-o", "a.txt"), "a.txt"),
    ],
)
def test_what_cannot_be_drawn_is_said(args: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(document())
    ran = bibtool("inspect", *args, cwd=tmp_path)
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "a.txt"]
