"""Fields that only one program writes come out under their own names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bibtool
from bibtool.diagnostics.code import Code

_OWN = {
    "copyright": "CC BY-SA",
    "collaborator": "Wilk, Zofia",
    "bdsk-url-1": "http://wilk.example/",
    "mendeley-groups": "Lasy/Bory",
    "adsurl": "https://ads.example/b_c?d=1&e=2",
    "author_keywords": "bór; las",
    "userb": "półka 7",
    "readstatus": "read",
}
_ENTRY = "@article{wilk, author = {Wilk, Jan}, title = {Bory}, journal = {Las}, year = 1999, %s}"


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_fields_of_programs_keep_their_names(tmp_path: Path, form: str) -> None:
    escaped = {name: value.replace("&", r"\&").replace("_", r"\_") for name, value in _OWN.items()}
    (tmp_path / "a.bib").write_text(_ENTRY % ", ".join(f"{k} = {{{v}}}" for k, v in escaped.items()), "utf-8")
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        library.add(tmp_path / "a.bib")
        done = library.export(to=form)
        for name in _OWN:
            assert re.search(rf"^  {name} += {{", done.text, re.MULTILINE), name
        assert "csl  " not in done.text and "verbc" not in done.text
        (tmp_path / "b.bib").write_text(done.text, "utf-8")
        before = dict(library["wilk"])
        assert library.add(tmp_path / "b.bib").became == (("wilk", "same"),)
        assert dict(library["wilk"]) == before
        assert before["custom"].items() >= _OWN.items()


def test_isbns_of_several_printings_are_one_field(tmp_path: Path) -> None:
    both = "978-0-306-40615-7 0-306-40615-2"
    (tmp_path / "a.bib").write_text(f"@book{{a, title = {{Bory}}, isbn = {{{both}}}}}", "utf-8")
    (tmp_path / "b.bib").write_text("@book{b, title = {Knieje}, isbn = {978-0-306-40615-7 0-306-40615-3}}", "utf-8")
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        library.add(tmp_path / "a.bib", tmp_path / "b.bib")
        done = library.export(to="biblatex")
        assert f"isbn         = {{{both}}}" in done.text
        assert [each.args["key"] for each in done.findings if each.code == Code.IDENTIFIER_INVALID] == ["b"]


def test_what_is_no_entry_is_told_when_a_file_is_added(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n@book{a, title = {Bory}}\n", "utf-8"
    )
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        added = library.add(tmp_path / "a.bib")
        assert [each.args["text"] for each in added.findings if each.code == Code.TEXT_OUTSIDE_ENTRIES] == ["@comment"]
