"""RTF and DOC, through LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers import office
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes

SOFFICE = shutil.which("soffice")
NOTE = rb"{\super\chftn{\footnote\pard\plain {\super\chftn} %b}}"
RTF = (
    rb"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Times;}}\f0 Tak s\'b9dzi Lin."
    + NOTE % rb"E. Lin, {\i Wir}, Krak\'f3w 1980, s. 12."
    + rb" Inaczej Sum."
    + NOTE % rb"Tam\'bfe."
    + rb"\par}"
)
needed = pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")


@needed
@pytest.mark.parametrize("kind", ["rtf", "doc"])
def test_notes_are_those_of_the_document(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "praca.rtf"
    path.write_bytes(RTF)
    if kind == "doc":
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        path = tmp_path / "praca.doc"
    document = read_bytes(path.read_bytes(), path.name)
    assert document.format == kind
    found = [(note.number, note.text.text) for note in find_notes(document).notes]
    assert found == [("1", "E. Lin, Wir, Kraków 1980, s. 12."), ("2", "Tamże.")]
    assert "Wir" in [document.text[span.start : span.end].strip() for span in document.italics]


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PROGRAMS", ("no-such-office",))
    with pytest.raises(ReadError, match=r"LibreOffice.*DOCX") as caught:
        read_bytes(RTF, "praca.rtf")
    assert caught.value.finding.code == "BT114"


def test_an_office_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "office"
    slow.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr(office, "_PROGRAMS", (str(slow),))
    monkeypatch.setattr(office, "_SECONDS", 1)
    with pytest.raises(ReadError) as caught:
        read_bytes(RTF, "praca.rtf")
    assert caught.value.finding.code == "BT115"


@needed
def test_damaged_rtf_is_told() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(b"{\\rtf1 {{{{{ ", "praca.rtf")
    assert caught.value.finding.code == "BT115"


@pytest.mark.parametrize("stream", ["EncryptedPackage", "Workbook"])
def test_other_files_of_ole_are_refused(stream: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le")
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "praca.doc")
    assert caught.value.finding.code == "BT118"
