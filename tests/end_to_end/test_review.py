"""``lint -o review.docx``: findings as Word comments at their places, departures as tracked changes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from commands import bibtool, is_one_clear_line
from docx_cases import NAMES, TITLES
from docx_checks import comments, same_but_for_notes, texts
from docx_files import call, docx, note, paragraph, run
from lxml import html

#: A fault of each kind, with its code; ``{a}`` and ``{t}`` are an author and a title of the note's own.
FAULTS = (
    ("BT321", "A. {a}, {t}, Kraków 2010, s. 90–81."),
    ("BT322", "A. {a}, {t}, Kraków 2099, s. 12."),
    ("BT323", "A. {a}, {t}, „Gazeta Rzeczna” 2022, nr 3, s. 4 [dostęp: 31 II 2023]."),
    ("BT324", "A. {a}, {t}, Kraków 2010, ISBN 978-83-01-00000-1."),
    ("BT325", "A. {a}, {t}, zn,ua, 5 V 2020, <https://zn.ua/{n}.html> [dostęp: 6 V 2020]."),
    ("BT304", "A. {a}, {t}, „Gazeta”, 17 IV 2022, <https://example.org/{n}> [dostęp: 3 IV 2022]."),
)
MANY = 30


def planted() -> tuple[bytes, list[str]]:
    """A document of thirty notes with a fault each, and the codes in their order."""
    body: list[str] = []
    notes: list[str] = []
    codes: list[str] = []
    for number in range(1, MANY + 1):
        code, text = FAULTS[number % len(FAULTS)]
        text = text.format(a=NAMES[number], t=TITLES[number], n=number)
        body.append(paragraph(run(f"Zdanie numer {number} o rzekach"), call(number), run(" i mostach.")))
        notes.append(note(number, run(text)))
        codes.append(code)
    return docx("".join(body), footnotes="".join(notes)), codes


@pytest.fixture
def article(tmp_path: Path) -> tuple[Path, list[str]]:
    data, codes = planted()
    path = tmp_path / "article.docx"
    path.write_bytes(data)
    return path, codes


def test_each_fault_is_a_comment_at_its_note(article: tuple[Path, list[str]]) -> None:
    path, codes = article
    out = path.with_name("review.docx")
    ran = bibtool("lint", path, "-o", out)
    assert ran.code == 1 and not ran.out, ran.err
    same_but_for_notes(path, out)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        assert before.read("word/footnotes.xml") == after.read("word/footnotes.xml")
        body = after.read("word/document.xml").decode()
    ids = dict(zip(_ids(out), comments(out), strict=True))
    for number, code in enumerate(codes, 1):
        one = re.search(rf"<w:p>(?:(?!</w:p>).)*Zdanie numer {number} o.*?</w:p>", body, re.DOTALL)
        assert one is not None
        here = [ids[each] for each in re.findall(r'commentReference w:id="(\d+)"', one.group())]
        assert [text for text in here if f"({code})" in text], (number, code, here)


def _ids(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return re.findall(r'<w:comment [^>]*?w:id="(\d+)"', package.read("word/comments.xml").decode())


def test_as_many_comments_as_findings_in_the_language_that_was_asked_for(article: tuple[Path, list[str]]) -> None:
    path, _ = article
    out = path.with_name("review.docx")
    assert bibtool("lint", path, "-o", out, "--ui", "pl").code == 1
    told = json.loads(bibtool("lint", path, "--format", "json", "--ui", "pl").out)
    assert sorted(comments(out)) == sorted(f"{row['message']} ({row['code']})" for row in told)
    assert any("nie zgadza się cyfra kontrolna" in text for text in comments(out))


def test_a_finding_of_a_list_stands_over_its_paragraph(tmp_path: Path) -> None:
    rows = ["Lis A., Brody i przeprawy, Warszawa 2099.", "Zawada J., Mosty nad rzeką, Kraków 2010."]
    body = [paragraph(run("Szlaki")), paragraph(run("Zdanie o rzekach.")), paragraph(run("Bibliografia"))]
    (tmp_path / "a.docx").write_bytes(docx("".join([*body, *(paragraph(run(row)) for row in rows)])))
    assert bibtool("lint", "a.docx", "-o", "r.docx", "--select", "BT322", cwd=tmp_path).code == 1
    with zipfile.ZipFile(tmp_path / "r.docx") as package:
        document = package.read("word/document.xml").decode()
    commented = re.search(r"<w:commentRangeStart [^>]*/>(.*?)<w:commentRangeEnd", document, re.DOTALL)
    assert commented is not None and "Brody i przeprawy" in commented.group(1) and "Mosty" not in commented.group(1)


def test_departures_are_tracked_where_that_is_safe(tmp_path: Path) -> None:
    data = docx(
        paragraph(run("Zdanie"), call(1), run(".")),
        footnotes=note(1, run("A. Nowak, Szlaki stepu, „Rocznik Rzeczny” 2011, nr 3, str. 5.")),
    )
    (tmp_path / "a.docx").write_bytes(data)
    style = ("--style", "polska-humanistyka-przypisy")
    assert bibtool("lint", "a.docx", "-o", "r.docx", "--track", *style, cwd=tmp_path).code == 1
    told = json.loads(bibtool("lint", "a.docx", *style, "--format", "json", cwd=tmp_path).out)
    safe = [row for row in told if row["fix"]]
    assert safe, "something is planted that can be replaced"
    assert texts(tmp_path / "r.docx", "rejected") == texts(tmp_path / "a.docx")
    assert texts(tmp_path / "r.docx") != texts(tmp_path / "a.docx")
    assert len(comments(tmp_path / "r.docx")) == len(told) - len(safe)


#: Printed, and each change that the style asks for: what goes, what comes.
SMALL = (
    ("A. Nowak, Szlaki stepu, Kraków 2010 s. 5.", [("", ",")]),
    ("A. Nowak, Szlaki stepu, „Rocznik Rzeczny” 2011, nr 3, str. 5.", [("str", "s")]),
    ("A. Nowak. Szlaki stepu. Kraków 2010, s. 5.", [(".", ","), (".", ",")]),
)


@pytest.mark.parametrize(("printed", "changes"), SMALL, ids=[row[0] for row in SMALL])
def test_a_tracked_change_is_no_larger_than_what_differs(
    printed: str, changes: list[tuple[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(
        docx(paragraph(run("Zdanie"), call(1), run(".")), footnotes=note(1, run(printed)))
    )
    style = ("--style", "polska-humanistyka-przypisy")
    assert bibtool("lint", "a.docx", "-o", "r.docx", "--track", *style, cwd=tmp_path).code == 1
    assert texts(tmp_path / "r.docx", "rejected") == texts(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "r.docx") as package:
        written = package.read("word/footnotes.xml").decode()
    found = []
    for gone, come in re.findall(r"(<w:del .*?</w:del>)?(<w:ins .*?</w:ins>)?", written, re.DOTALL):
        said = tuple("".join(re.findall(r"<w:(?:delText|t)[^>]*>([^<]*)<", each)) for each in (gone, come))
        found += [said] if any(said) else []
    assert found == changes


#: Ids of the notes in the order of their marks: as word processors number them, as pandoc does, and at random.
NUMBERED = {"small": (1, 2, 3), "pandoc": (20, 21, 23), "backwards": (9, 5, 7), "huge": (2147483645, 2147483646, 4)}


def numbered(ids: tuple[int, ...], kind: str) -> bytes:
    """A document with a fault in each note; of two kinds of notes, the last is an endnote."""
    kinds = [*(["footnote"] * (len(ids) - 1)), "endnote"] if kind == "both" else [kind] * len(ids)
    body = [run("Zdanie")]
    made: dict[str, str] = {"footnote": "", "endnote": ""}
    for at, (one, number) in enumerate(zip(kinds, ids, strict=True)):
        body += [call(number, one), run(f" i dalej {at}")]
        made[one] += note(number, run(FAULTS[at][1].format(a=NAMES[at], t=TITLES[at], n=at)), kind=one)
    return docx(paragraph(*body), footnotes=made["footnote"], endnotes=made["endnote"])


@pytest.mark.parametrize("kind", ["footnote", "endnote", "both"])
@pytest.mark.parametrize("ids", [ids for name, ids in NUMBERED.items() if name != "huge"])
def test_ids_of_comments_are_above_those_of_notes(ids: tuple[int, ...], kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(numbered(ids, kind))
    assert bibtool("lint", "a.docx", "-o", "r.docx", cwd=tmp_path).code == 1
    given = [int(one) for one in _ids(tmp_path / "r.docx")]
    assert len(given) == len(set(given)) >= len(ids) and min(given) > max(ids)


def test_ids_stay_numbers_of_32_bits(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(numbered(NUMBERED["huge"], "footnote"))
    assert bibtool("lint", "a.docx", "-o", "r.docx", cwd=tmp_path).code == 1
    given = [int(one) for one in _ids(tmp_path / "r.docx")]
    assert len(given) == len(set(given)) >= 3 and max(given) < 2**31 and not {*given} & {*NUMBERED["huge"]}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_libreoffice_shows_every_comment_and_every_note(article: tuple[Path, list[str]]) -> None:
    path, _ = article
    folder = path.parent
    for name in ("small", "pandoc", "backwards"):
        for kind in ("footnote", "endnote", "both"):
            (folder / f"{name}-{kind}.docx").write_bytes(numbered(NUMBERED[name], kind))
    sources = sorted(folder.glob("*.docx"))
    for one in sources:
        assert bibtool("lint", one, "-o", one.with_name(f"review-{one.name}")).code == 1
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fodt"]
    files = [*sources, *(one.with_name(f"review-{one.name}") for one in sources)]
    subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=200)
    for one in sources:
        out = one.with_name(f"review-{one.name}")
        shown, before = (_shown(each.with_suffix(".fodt")) for each in (out, one))
        assert shown[0] == len(comments(out)) >= 3 and not before[0], one.name
        assert shown[1] == before[1], one.name  # each note under its own mark
        assert len(shown[1]) == (MANY if one == path else 3) and all(text for _, text in shown[1])


def _shown(path: Path) -> tuple[int, list[tuple[str, str]]]:
    """How many comments LibreOffice has, and the letters before each mark with those of its note."""
    text, office = (f"urn:oasis:names:tc:opendocument:xmlns:{one}:1.0" for one in ("text", "office"))
    root = ET.parse(path).getroot()
    annotations = [*root.iter(f"{{{office}}}annotation")]
    for one in annotations:
        for child in [*one]:
            one.remove(child)
    notes: list[tuple[str, str]] = []
    for each in root.iter(f"{{{text}}}p"):
        before = "".join(each.itertext())
        for mark in each.iter(f"{{{text}}}note"):
            body = "".join(letters for part in mark.iterfind(f"{{{text}}}note-body") for letters in part.itertext())
            notes.append(("".join(before[: before.find(body)].split()), body.strip()))
    return len(annotations), notes


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("a.txt", "-o", "r.docx"), "only from a DOCX"),
        (("a.docx", "b.docx", "-o", "r.docx"), ""),
        (("a.docx", "-o", "r.docx", "--track"), "--track"),
        (("a.docx", "-o", "a.docx"), "a.docx"),
        (("a.docx", "-o", "r.docx", "--format", "json"), "--format"),
        (("a.txt", "a.docx", "-o", "r.html"), "one document"),
        ((".", "-o", "r.html"), "one document"),
        (("none.txt", "-o", "r.html"), "none.txt"),
        (("a.txt", "-o", "r.html", "--jobs", "2"), "--jobs"),
        (("a.txt", "-o", "r.html", "--track", "--style", "pn-iso-690"), "--track"),
        (("a.txt", "-o", "r.html", "--format", "json"), "--format"),
    ],
)
def test_what_cannot_be_reviewed_is_told(args: tuple[str, ...], code: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Zdanie1.\n\n1 A. Nowak, Szlaki stepu, Kraków 2010, s. 12.\n", encoding="utf-8")
    data = docx(paragraph(run("Zdanie"), call(1)), footnotes=note(1, run("A. Nowak, Szlaki, Kraków 2010, s. 12.")))
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(data)
    ran = bibtool("lint", *args, cwd=tmp_path)
    assert ran.code == 2 and is_one_clear_line(ran.err) and code in ran.err, ran.err
    assert (tmp_path / "a.docx").read_bytes() == data and not [*tmp_path.glob("r.*")]


def test_findings_are_a_page_where_the_file_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Zdanie1. Drugie2.\n\n1 A. Nowak, Szlaki, Kraków 2010, s. 90–81, por. <b>.\n2 Tamże, s. 9.\n", encoding="utf-8"
    )
    ran = bibtool("lint", "a.txt", "-o", "r.html", "--ui", "pl", "--select", "BT321", cwd=tmp_path)
    assert ran.code == 1 and not ran.out and ran.err.startswith("uwagi: 1")
    page = html.fromstring((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert [row.xpath("./td[1]")[0].text_content() for row in page.xpath("//*[@id='findings']//tbody/tr")] == [
        "BT321 pages-run-backwards"
    ]
    assert "<b>" in page.get_element_by_id("note-1").text_content() and page.get("lang") == "pl"


@pytest.mark.parametrize("ending", ["odt", "pdf", "rtf", "doc"])
def test_a_document_of_another_kind_is_refused_and_not_filled_with_records(tmp_path: Path, ending: str) -> None:
    (tmp_path / "a.txt").write_text("Tekst.1\n\n1 J. Lis, Brody, Lublin 2004, s. 5.\n", encoding="utf-8")
    done = bibtool("lint", "a.txt", "-o", f"r.{ending}", cwd=tmp_path)
    assert done.code == 2 and "docx" in done.err and not (tmp_path / f"r.{ending}").exists()
