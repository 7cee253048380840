"""The notes of a DOCX set again in the document itself."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from commands import ROOT, bibtool

from bibtool.readers.registry import read_bytes

sys.path.insert(0, str(ROOT / "tests" / "unit" / "readers"))
from docx_files import call, docx, italic, note, paragraph, run

FACE = '<w:rFonts w:ascii="Garamond"/><w:color w:val="112233"/><w:sz w:val="18"/>'
NOTES = (
    note(1, run("Zob. szerzej: A. Nowak, ", FACE), italic("Szlaki stepu"), run(", Kraków 2010, s. 12.")),
    note(2, run("Tamże, s. 15.")),
    note(3, run("To tylko uwaga, nic więcej.", "<w:b/>")),
    note(4, run("B. Lis, "), italic("Mosty"), run(" [online], 5 I 2022 [dostęp: 2 II 2023]: <https://example.org/m>.")),
)
BODY = paragraph(run("Raz"), call(1), run(" dwa"), call(2), run(" trzy"), call(3), run(" cztery"), call(4), run("."))
PICTURE = bytes(range(256)) * 9


@pytest.fixture
def article(tmp_path: Path) -> Path:
    data = io.BytesIO(docx(BODY, footnotes="".join(NOTES)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/media/image1.png", PICTURE)
    path = tmp_path / "article.docx"
    path.write_bytes(data.getvalue())
    return path


def again(article: Path, style: str) -> Path:
    out = article.with_name("again.docx")
    ran = bibtool("format", article, "--style", style, "--as", "notes", "-o", out)
    assert ran.code == 0, ran.err
    return out


def test_the_document_stays_and_its_notes_are_others(article: Path) -> None:
    out = again(article, "polska-humanistyka-przypisy")
    document = read_bytes(out.read_bytes(), "again.docx")
    assert document.notes is not None
    assert [n.text.text for n in document.notes] == [
        "Zob. szerzej: A. Nowak, Szlaki stepu, Kraków 2010, s. 12.",
        "Tamże, s. 15.",
        "To tylko uwaga, nic więcej.",
        "B. Lis, Mosty [online], 5 I 2022, https://example.org/m [dostęp: 2 II 2023].",
    ]
    assert document.text.startswith("Raz¹ dwa² trzy³ cztery⁴.")
    italics = {document.text[s.start : s.end] for s in document.italics}
    assert {"Szlaki stepu", "Mosty"} <= italics
    with zipfile.ZipFile(article) as before, zipfile.ZipFile(out) as after:
        same = [name for name in before.namelist() if "footnotes" not in name]
        assert "word/media/image1.png" in same and len(same) > 4
        for name in same:
            assert before.read(name) == after.read(name), name
        notes = after.read("word/footnotes.xml").decode()
        assert notes.count("<w:b/>") == 1, "a note that cites nothing is as it was"
        assert notes.count('w:ascii="Garamond"') == 1, "a note that reads as it should is as it was"
        assert "https://example.org/m" in after.read("word/_rels/footnotes.xml.rels").decode()


def test_new_text_has_the_face_of_what_it_replaces(article: Path) -> None:
    out = again(article, "gost-r-7-0-5-2008")
    notes = zipfile.ZipFile(out).read("word/footnotes.xml").decode()
    new = notes.partition(">Zob. szerzej: </w:t>")[2].partition("</w:r>")[2].partition("</w:r>")[0]
    assert "Nowak A. Szlaki stepu" in new and 'w:ascii="Garamond"' in new and '<w:sz w:val="18"/>' in new


def test_twice_is_the_same_as_once(article: Path) -> None:
    once = again(article, "polska-humanistyka-przypisy").read_bytes()
    article.write_bytes(once)
    twice = again(article, "polska-humanistyka-przypisy").read_bytes()
    texts = [[n.text.text for n in read_bytes(data, "x.docx").notes or ()] for data in (once, twice)]
    assert texts[0] == texts[1]


def test_another_style_and_back(article: Path) -> None:
    out = again(article, "gost-r-7-0-5-2008")
    first = (read_bytes(out.read_bytes(), "x.docx").notes or ())[0].text.text
    assert first.startswith("Zob. szerzej: Nowak A. Szlaki stepu. Kraków, 2010.")


def test_libreoffice_opens_it(article: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice is not installed")
    source = tmp_path / "made.docx"
    markdown = tmp_path / "made.md"
    markdown.write_text("Zdanie.[^1]\n\n[^1]: A. Nowak, *Szlaki stepu*, Kraków 2010, s. 12.\n", encoding="utf-8")
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    subprocess.run([pandoc, markdown, "-o", source], check=True)
    out = again(source, "gost-r-7-0-5-2008")
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "html"]
    subprocess.run([*command, "--outdir", tmp_path / "html", out], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "html" / "again.html").read_text(encoding="utf-8")
    assert "Nowak A. Szlaki stepu. Kraków, 2010. S. 12." in " ".join(re.sub("<[^>]*>", "", text).split())
