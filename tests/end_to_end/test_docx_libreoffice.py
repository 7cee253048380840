"""LibreOffice opens a DOCX whose notes were set again: as many notes, the same body, all else byte for byte."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from commands import ROOT, bibtool, is_one_clear_line
from docx_cases import whole_document
from docx_checks import balanced, notes, same_but_for_notes, texts

SHARED = ROOT.parent / "shared"
REAL = sorted([*(SHARED / "documents").glob("*.docx"), *(SHARED / "cases" / "documents").glob("*.docx")])
STYLES = ("gost-r-7-0-5-2008", "polska-humanistyka-przypisy")
OPTIONS = ((), ("--unlink",), ("--accept-changes",), ("--track",))
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

soffice = shutil.which("soffice")
pytestmark = pytest.mark.skipif(soffice is None, reason="soffice is not installed")


def opened(paths: list[Path], folder: Path) -> dict[str, Path]:
    """Each file as LibreOffice understands it (flat ODF), by its name."""
    assert soffice is not None
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "fodt"]
    subprocess.run([*command, "--outdir", folder / "fodt", *paths], check=True, capture_output=True, timeout=200)
    return {path.name: folder / "fodt" / f"{path.stem}.fodt" for path in paths}


def shown(path: Path) -> tuple[int, str]:
    """How many notes it has, and the text of its body."""
    body = ET.parse(path).getroot().find(f"{OFFICE}body")
    assert body is not None
    return sum(1 for _ in body.iter(f"{TEXT}note")), re.sub(r"\s+", " ", "".join(_letters(body)))


def _letters(element: ET.Element) -> list[str]:
    if element.tag in (f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes"):
        return []
    found = [element.text or ""]
    for child in element:
        found += [*_letters(child), child.tail or ""]
    return found


def own_document(folder: Path) -> Path:
    path = folder / "wszystko.docx"
    path.write_bytes(whole_document())
    return path


def looked_at(sources: list[Path], options: tuple[tuple[str, ...], ...], folder: Path) -> int:
    """Set the notes of each document again in each style with each set of options, and look at all that came of it;
    how many documents were written."""
    written: list[tuple[Path, Path]] = []
    for source in sources:
        copy = folder / "before" / source.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(source.read_bytes())
        for style in STYLES:
            for chosen in options:
                out = folder / "after" / f"{source.stem}{''.join(chosen)}-{style}.docx"
                out.parent.mkdir(exist_ok=True)
                ran = bibtool("format", copy, "--style", style, "--as", "notes", "-o", out, *chosen)
                if ran.code in (2, 3):  # an option without effect here, or no notes at all
                    assert not out.exists() and is_one_clear_line(ran.err), ran.err
                    continue
                assert ran.code in (0, 1), ran.err
                written.append((copy, out))
    if not written:
        return 0
    made = opened([*{before for before, _ in written}, *(after for _, after in written)], folder)
    for before, after in written:
        same_but_for_notes(before, after)
        assert balanced(after), after.name
        assert list(notes(before)) == list(notes(after)), after.name
        assert shown(made[before.name]) == shown(made[after.name]), after.name
        if "--track" in after.name:
            assert texts(after, "rejected") == texts(before), after.name
    return len(written)


def test_libreoffice_opens_a_document_of_every_kind_of_note(tmp_path: Path) -> None:
    assert looked_at([own_document(tmp_path)], OPTIONS, tmp_path) == len(STYLES) * len(OPTIONS)


@pytest.mark.parametrize("most", [3, pytest.param(len(REAL), marks=pytest.mark.long)])
def test_libreoffice_opens_real_documents(most: int, tmp_path: Path) -> None:
    """The smallest in every run, all in the long ones."""
    if not REAL:
        pytest.skip("../shared is not there")
    chosen = sorted(REAL, key=lambda path: path.stat().st_size)[:most]
    assert looked_at(chosen, ((),), tmp_path) > len(chosen)


@pytest.mark.parametrize("real", [None, *REAL], ids=lambda path: path.stem if path else "every kind of note")
def test_the_marks_of_notes_are_printed_once(real: Path | None, tmp_path: Path) -> None:
    """Not one of the notes' own marks is lost or doubled, in the body or in the note."""
    source = real or own_document(tmp_path)
    out = tmp_path / f"marks-{source.name}"
    ran = bibtool("format", source, "--style", STYLES[0], "--as", "notes", "-o", out, "--no-comments")
    if real and ran.code == 3:
        pytest.skip("nothing of it can be set again")
    before, after = texts(source), texts(out)
    assert real or len(before) > 30
    for key, old in before.items():
        heads = [re.match(r"\s*((?:<\w+>|[*†‡§])*)", one) for one in (old, after[key])]
        assert heads[0] and heads[1] and heads[0].group() == heads[1].group(), (source.name, key)
