"""Corrections in a project's own library: applied where its owner made or trusted it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bibtool.jobs import library_mirror
from bibtool.jobs.correct import Desk, Where
from bibtool.jobs.corrections import gathered, homes
from bibtool.jobs.errors import JobError
from bibtool.jobs.library import init, library_path
from bibtool.jobs.mirrors import Keep
from bibtool.jobs.sources import from_path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("BIBTOOL_LIBRARY", raising=False)
    folder = tmp_path / "thesis"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def places() -> list[Path]:
    return [home.path for home in homes(os.environ)]


def test_a_library_that_was_made_here_keeps_corrections(project: Path) -> None:
    assert len(places()) == 1
    made = init(".")
    assert places()[1:] == [project / made]
    assert library_path(None) == project / made


def test_one_that_came_with_the_project_is_told_and_trusted(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init(".")
    source = project / "a.md"
    source.write_text("Step[^1].\n\n[^1]: E. Gaj, *Osady nad Notecią*, Łódź 2012, s. 4.\n", encoding="utf-8")
    library_mirror.write("mirror.txt", None, Keep.ALWAYS)
    desk = Desk(from_path(str(source)), gathered([str(source)]))
    change = desk.change([desk.assignment("1.title=Osady nad Wartą")], [], [], datetime.now(UTC))
    assert desk.keep(change, Where.STORE) == project / ".bibtool" / "library.sqlite"
    assert [known.decisions for known in gathered([str(source)]).known]
    assert "Osady nad Wartą" in (project / "mirror.txt").read_text(encoding="utf-8"), "the mirror follows"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "of somebody else"))
    strange = gathered([str(source)])
    assert not strange.known
    assert [finding.code for finding in strange.findings] == ["BT991"]
    with pytest.raises(JobError):
        init(".")
    init(".", trust=True)
    trusted = gathered([str(source)])
    assert trusted.known and not trusted.findings
