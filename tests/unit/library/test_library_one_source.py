"""A document is one by whatever path it is named, and an entry is either in the library or set aside."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bibtool.cli.app import main
from bibtool.jobs.library import asides
from bibtool.jobs.library_intake import add

NOTES = """# Młyny

Koło podsiębierne[^1] i nadsiębierne[^2].

[^1]: Anna Kos, *Młyny wodne*, Kraków: Znak, 2001, s. 5.
[^2]: Jan Sowa, *Tamy i groble*, Warszawa: PWN, 1999, s. 17.
"""


def test_a_document_by_other_paths_is_already_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "mills.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "link.md").symlink_to("mills.md")
    library = str(tmp_path / "l.sqlite")
    monkeypatch.chdir(tmp_path / "below")
    assert {each.became.value for each in add(["../mills.md"], library).added} == {"new"}
    monkeypatch.chdir(tmp_path)
    for path in ("mills.md", "./mills.md", "below/../mills.md", "link.md", str(tmp_path / "mills.md")):
        assert {each.became.value for each in add([path], library).added} == {"same"}, path
    with sqlite3.connect(library) as db:
        rows = db.execute("SELECT document, note_id FROM mention ORDER BY note_id").fetchall()
    mills = str((tmp_path / "mills.md").resolve())
    assert rows == [(mills, "1"), (mills, "2")]


def test_a_broken_entry_that_was_read_is_in_the_library_and_not_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "open.bib").write_text("@book{q, author={Kos, A.}, title={Groble}, year=2000", encoding="utf-8")
    library = str(tmp_path / "l.sqlite")
    assert main(["lib", "add", str(tmp_path / "open.bib"), "--library", library, "--ui", "en"]) == 1
    said = capsys.readouterr()
    assert "new: 1," in said.out and "set aside: 0" in said.out
    assert "BT602" in said.err and "BT955" not in said.err
    assert asides(library) == []
