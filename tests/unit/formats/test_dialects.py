"""A .bib file is read in the dialect that it is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtool.formats import registry
from bibtool.formats.dialects import dialect
from bibtool.jobs.works import load

GOLDEN = Path(__file__).parents[2] / "golden" / "formats"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@book{a, title = {Jary}, year = 2005, address = {Opole}}", "bibtex"),
        ("@article{a,\n  journal = {Kra},\n  month = may,\n}", "bibtex"),
        ("@book{a, title = {Jary}, date = {2005}, location = {Opole}}", "biblatex"),
        ("@article{a, journaltitle = {Kra}, year = 2005}", "biblatex"),
        ("@book{a, year = 2005}\n@video{b, title = {Kra}, year = 2006}", "biblatex"),
        ("@misc{a, title = {year = 5}}", "biblatex"),
        ("@misc{a, title = {Jary}}", "biblatex"),
        ("@misc{a, title = {Jary}, howpublished = {Kra, \\url{http://x.example}}}", "bibtex"),
        ("", "biblatex"),
    ],
)
def test_the_fields_tell(text: str, expected: str) -> None:
    assert dialect(text) == expected


@pytest.mark.parametrize(("name", "written"), [("library.bibtex.bib", "bibtex"), ("library.bib", "biblatex")])
def test_what_is_written_in_either_is_read_back_whatever_it_is_called(name: str, written: str, tmp_path: Path) -> None:
    text = (GOLDEN / name).read_text(encoding="utf-8")
    path = tmp_path / "refs.bib"
    path.write_text(text, encoding="utf-8")
    assert load(str(path)).entries == registry.get(written).read(text).entries
    assert len(load(str(path)).entries) > 10


def test_whoever_names_the_format_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@misc{a, title = {Jary}, year = 2005, howpublished = {Kra}}", encoding="utf-8")
    assert load(str(path)).entries[0].item.get("container-title") == "Kra"
    assert load(str(path), "biblatex").entries[0].item.get("medium") == "Kra"
