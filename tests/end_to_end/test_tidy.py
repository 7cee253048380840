"""``bibtool tidy``: only what is asked changes, papers follow, and all of it comes back."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from commands import Ran, bibtool, is_one_clear_line

LIBRARY = """\ufeff% Encoding: UTF-8
%% Pasieka, spis 3

@string{pas = "Pasieka"}
@preamble{"\\newcommand{\\ul}{ul}"}

@Book{stary,
  Author    = {Maj, Ewa},
  title     = {Barcie nad Bugiem},
  year      = 1999, % albo 1998
  note      = {},
  URL       = "http://ul.example/a{\\_}b",
  moje-pole = {zostaje   tak},
}

% o rojach
@article{roj2,author={Cis, Jan},title="Roje {Podlasia} i NATO",journal=pas # ", nowa seria",year={2001},doi={https://doi.org/10.1000/ab\\_c}}
@inbook{dym,
\tcrossref = {stary},
\ttitle = {Dym},
\tAUTHOR = {Żuk, Ada},
\tpages =\t{1--2}
}
@comment{jabref-meta: groupsversion:3;}
@misc{zepsuty, title = {Bez końca, year = 2000
@book{drugi, title={Barcie nad Bugiem}, author={Maj, Ewa}, year=1999, publisher={Rój}}
koniec
"""
OPTIONS = (
    ("--keys",), ("--fields",), ("--urls",), ("--case",), ("--duplicates",), ("--sort", "key"), ("--sort", "author"),
    ("--sort", "year"), ("--sort", "title"), ("--sort", "type"), ("--encoding", "utf-16"),
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "refs.bib"
    path.write_bytes(LIBRARY.encode())
    return path


def ended(ran: Ran) -> int:
    """1 where a broken entry was left as it is."""
    return int("BT640" in ran.err)


def tidied(library: Path, *options: str) -> str:
    ran = bibtool("tidy", library, *options, "-o", library.with_name("new.bib"))
    assert ran.code == ended(ran), ran
    return library.with_name("new.bib").read_bytes().decode()


def changes(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [row for row in rows if row[0] in "+-"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "utf-16", "iso-8859-2"])
def test_without_options_the_bytes_are_the_same(encoding: str, newline: str, library: Path) -> None:
    text = LIBRARY[1:].replace("\n", newline)
    library.write_bytes(text.encode(encoding))
    assert bibtool("tidy", library, "-o", library.with_name("new.bib")).code == 0
    assert library.with_name("new.bib").read_bytes() == text.encode(encoding)
    assert bibtool("tidy", library, "--case", "-o", library.with_name("new.bib")).code == 1
    wanted = text.replace("nad Bugiem", "nad {Bugiem}").replace("i NATO", "i {NATO}")
    assert library.with_name("new.bib").read_bytes() == wanted.encode(encoding)


def test_keys_change_nothing_but_keys(library: Path) -> None:
    wanted = LIBRARY
    for old, new in (("{stary", "{maj1999"), ("{roj2", "{cis2001"), ("{dym", "{zuk1999"), ("{drugi", "{maj1999a")):
        wanted = wanted.replace(old, new)
    assert tidied(library, "--keys") == wanted  # the broken entry keeps its own


def test_fields_get_their_names_and_order(library: Path) -> None:
    text = tidied(library, "--fields")
    assert "  author    = {Maj, Ewa},\n" in text and '  url       = "http://ul.example/a{\\_}b",\n' in text
    assert "  year      = 1999, % albo 1998\n  note      = {},\n" in text  # beside comments nothing moves
    assert "  moje-pole = {zostaje   tak},\n}" in text
    assert "@inbook{dym,\n\tauthor = {Żuk, Ada},\n\ttitle = {Dym},\n\tpages =\t{1--2},\n\tcrossref = {stary}\n}" in text
    assert "@Book{stary," in text and "Bez końca, year = 2000" in text


def test_empty_and_repeated_fields_go(library: Path) -> None:
    library.write_text(
        "@misc{a,\n  note = {},\n  title = {Ul},\n  title = {Ul},\n  title = {Rój},\n}\n", encoding="utf-8"
    )
    assert tidied(library, "--fields") == "@misc{a,\n  title = {Ul},\n  title = {Rój},\n}\n"


def test_addresses_are_what_they_are(library: Path) -> None:
    text = tidied(library, "--urls")
    assert text == LIBRARY.replace('"http://ul.example/a{\\_}b"', '"http://ul.example/a_b"').replace(
        "{https://doi.org/10.1000/ab\\_c}", "{10.1000/ab_c}"
    )


def test_several_addresses_in_one_field_stay_as_they_are(library: Path) -> None:
    text = "@misc{a, url = {http://ul.example/a http://ul.example/b{\\_}c}, doi = {https://doi.org/10.1/a}}\n"
    library.write_text(text, encoding="utf-8")
    assert tidied(library, "--urls") == text.replace("https://doi.org/", "")


def test_entries_of_one_work_become_one(library: Path) -> None:
    text = tidied(library, "--duplicates")
    assert changes(LIBRARY, text) == [
        "+   publisher = {Rój},",
        "- @book{drugi, title={Barcie nad Bugiem}, author={Maj, Ewa}, year=1999, publisher={Rój}}",
    ]
    other = LIBRARY.replace("year=1999, publisher={Rój}", "year=1999, note={x}, isbn={978-83-01-00000-2}, volume={3}")
    library.write_text(other.replace("  note      = {},", "  volume    = {2},"), encoding="utf-8")
    ran = bibtool("tidy", library, "--duplicates", "--diff")
    assert ran.code == ended(ran) and ("BT642" in ran.err or ran.out == "")


@pytest.mark.parametrize("more", ["volume={2}", "edition={2}", "part={1}"])
def test_a_volume_or_an_edition_is_told_and_not_joined(more: str, library: Path) -> None:
    one = "@book{ule, title={Ule i ludzie}, author={Cis, Jan}, year={1988}"
    library.write_text(f"{one}}}\n{one.replace('ule,', 'ule2,', 1)}, {more}}}\n", encoding="utf-8")
    ran = bibtool("tidy", library, "--duplicates", "-o", library.with_name("new.bib"))
    new = library.with_name("new.bib").read_text(encoding="utf-8")
    assert new == library.read_text(encoding="utf-8")
    assert "BT642" in ran.err and f"differ in {more.partition('=')[0]};" in ran.err


def test_years_in_fields_of_two_names_are_compared(library: Path) -> None:
    one = "@book{plon, title={Plon}, author={Cis, Jan}, "
    library.write_text(f"{one}year=1988}}\n{one.replace('plon', 'plon2')}date=1989}}\n", encoding="utf-8")
    ran = bibtool("tidy", library, "--duplicates", "-o", library.with_name("new.bib"))
    new = library.with_name("new.bib").read_text(encoding="utf-8")
    assert new == library.read_text(encoding="utf-8") and "BT642" in ran.err


@pytest.mark.parametrize("doi", ["10.1/PSZ", "https://doi.org/10.1/Psz"])
def test_one_doi_in_two_cases_is_one_work(doi: str, library: Path) -> None:
    one = "@article{ta, title={Taniec}, author={Cis, Jan}, year=1988, doi={10.1/psz}}\n"
    library.write_text(f"{one}@article{{tb, title={{Taniec}}, doi={{{doi}}}, volume=4}}\n", encoding="utf-8")
    ran = bibtool("tidy", library, "--duplicates", "-o", library.with_name("new.bib"))
    new = library.with_name("new.bib").read_text(encoding="utf-8")
    assert "BT643" in ran.err and new.count("@article") == 1 and "volume={4}" in new


def test_entries_are_sorted_with_their_comments(library: Path) -> None:
    text = tidied(library, "--sort", "author")
    assert text.startswith(LIBRARY[: LIBRARY.index("@Book{stary")])
    places = [text.index(f"{{{key},") for key in ("roj2", "drugi", "zepsuty", "dym", "stary")]
    assert places[0] < places[1] and places[3] < places[4]
    assert places[4] == max(places)  # what others refer to comes last
    assert "% o rojach\n@article{roj2" in text
    assert sorted(text) == sorted(LIBRARY)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_sorted_entries_begin_lines_and_keep_the_text_beside_them(newline: str, library: Path) -> None:
    lines = [
        "@book{wosk, title={Wosk}}  pożyczona Ewie",
        "@book{rana, title={Rana {po żądle}, year=1990}",
        "@book{miód, title={Miód}}",
        "  year = 1991",
        "}",
        "% od Jana",
        "@book{kit, title={Kit}} @book{ar, title={Ar}}",
    ]
    library.write_bytes(newline.join(lines).encode())
    ran = bibtool("tidy", library, "--sort", "key", "-o", library.with_name("new.bib"))
    assert "BT640" in ran.err and "rana" in ran.err
    new = library.with_name("new.bib").read_bytes().decode()
    wanted = ["@book{ar, title={Ar}}", lines[1], "% od Jana", "@book{kit, title={Kit}}", *lines[2:5], lines[0]]
    assert new == newline.join(wanted)


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_each_option_is_done_after_one_run_and_comes_back(options: tuple[str, ...], library: Path) -> None:
    once = bibtool("tidy", library, *options, "--in-place")
    assert once.code == int("--encoding" not in options), once
    first = library.read_bytes()
    assert bibtool("tidy", library, *options, "-o", library.with_name("again.bib")).code == once.code
    assert library.with_name("again.bib").read_bytes() == first
    if first != LIBRARY.encode():
        assert bibtool("undo", library).code == 0
    assert library.read_bytes() == LIBRARY.encode()


def test_papers_get_the_new_keys_and_come_back_with_the_file(library: Path, tmp_path: Path) -> None:
    paper, part, notes = (tmp_path / name for name in ("paper.tex", "part.tex", "notes.qmd"))
    paper.write_bytes(
        "Za \\textcite[s. 5]{stary} i \\cite{roj2, obcy}. % \\cite{stary}\r\n\\input{part}\r\n".encode("cp1250")
    )
    part.write_text("\\parencites{stary}[7]{dym}\n", encoding="utf-8")
    notes.write_text("Zob. [@stary, s. 5; -@roj2] i `@stary`.\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (library, paper, part, notes)}
    shown = bibtool("tidy", library, "--keys", "--papers", paper, "--papers", notes, "--diff")
    assert {path: path.read_bytes() for path in before} == before
    assert all(f"+++ {path}" in shown.out for path in before)
    done = bibtool("tidy", library, "--keys", "--papers", paper, "--papers", notes, "--in-place")
    assert done.code == 1, done
    assert paper.read_bytes().decode("cp1250") == (
        "Za \\textcite[s. 5]{maj1999} i \\cite{cis2001, obcy}. % \\cite{stary}\r\n\\input{part}\r\n"
    )
    assert part.read_text(encoding="utf-8") == "\\parencites{maj1999}[7]{zuk1999}\n"
    assert notes.read_text(encoding="utf-8") == "Zob. [@maj1999, s. 5; -@cis2001] i `@stary`.\n"
    assert bibtool("undo", cwd=tmp_path).code == 0
    assert {path: path.read_bytes() for path in before} == before
    rows = json.loads(bibtool("undo", "--list", "--format", "json", cwd=tmp_path).out)
    assert rows


def test_papers_follow_a_merged_entry(library: Path, tmp_path: Path) -> None:
    paper = tmp_path / "p.md"
    paper.write_text("@drugi\n", encoding="utf-8")
    assert bibtool("tidy", library, "--duplicates", "--keys", "--papers", paper, "--in-place").code == 1
    assert paper.read_text(encoding="utf-8") == "@maj1999\n"


def test_the_encoding_and_its_header_change(library: Path) -> None:
    library.write_bytes(LIBRARY[1:].encode())
    assert bibtool("tidy", library, "--encoding", "cp1250", "--in-place").code == 0
    assert library.read_bytes().decode("cp1250") == LIBRARY[1:].replace("Encoding: UTF-8", "Encoding: windows-1250")
    ran = bibtool("tidy", library, "--encoding", "koi8-r", "--in-place")
    assert ran.code == 2 and is_one_clear_line(ran.err) and "BT772" not in ran.out
    assert bibtool("tidy", library, "--encoding", "abc", "-o", library.with_name("x.bib")).code == 2
    assert not library.with_name("x.bib").exists()


def test_a_file_in_several_encodings_needs_one(library: Path) -> None:
    data = "@book{a, title = {Żądło i łąka}}\n".encode() + "@book{b, title = {Źdźbła, świętość}}\n".encode("cp1250")
    library.write_bytes(data)
    refused = bibtool("tidy", library, "--keys")
    assert refused.code == 2 and is_one_clear_line(refused.err) and "cp1250" in refused.err
    assert bibtool("tidy", library, "--keys", "--encoding", "utf-8", "--in-place").code == 0
    assert "Żądło" in library.read_text(encoding="utf-8") and "Źdźbła" in library.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ris", b"TY  - BOOK\nTI  - Ul\nER  - \n"),
        ("a.bib", b"\x00\x01\x02\xff" * 50),
        ("a.txt", "Zwykły tekst.\n".encode()),
    ],
)
def test_other_files_are_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    ran = bibtool("tidy", tmp_path / name, "--keys")
    assert ran.code == 2 and is_one_clear_line(ran.err) and ran.out == "", ran
    assert bibtool("tidy", tmp_path, "--keys").code == 2
    assert bibtool("tidy", tmp_path / "no.bib").code == 2


def test_binary_data_are_called_so(tmp_path: Path) -> None:
    path = tmp_path / "ul.bib"
    path.write_bytes(bytes(range(256)) * 9)
    for command in (("tidy", path, "--keys"), ("convert", path, "--to", "ris", "-o", tmp_path / "ul.ris")):
        ran = bibtool(*command)
        assert ran.code == 2 and is_one_clear_line(ran.err), ran
        assert "binary" in ran.err and "BibTeX" not in ran.err and "DOCX" not in ran.err
    assert not (tmp_path / "ul.ris").exists()


def test_standard_input_is_not_written_in_place(library: Path) -> None:
    ran = bibtool("tidy", "-", "--keys", "--in-place")
    assert ran.code == 2 and is_one_clear_line(ran.err)
    assert "standard input" in ran.err and "DOCX" not in ran.err


def test_papers_of_other_kinds_are_refused(library: Path, tmp_path: Path) -> None:
    (tmp_path / "paper.aux").write_text("\\citation{stary}\n", encoding="utf-8")
    before = library.read_bytes()
    ran = bibtool("tidy", library, "--keys", "--papers", tmp_path / "paper.aux", "--in-place")
    assert ran.code == 2 and is_one_clear_line(ran.err), ran
    assert library.read_bytes() == before


def test_what_is_spelled_otherwise_is_no_contradiction(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    first = '@string{p = "Pasieka"}\n@article{a, author={Maj, Ewa}, title={Roje nad Narwią}, journal=p, year=1999}\n'
    second = (
        "@article{b, author={Maj, Ewa}, title={Roje nad {N}arwi{\\k a}}, journal={Pasieka}, year={1999}, pages={3}}\n"
    )
    third = "@article{c, author={Maj, Ewa}, title={Roje nad Narwią}, journal={Pasieka}, year={1999}, pages={4}}\n"
    path.write_text(first + second + third, encoding="utf-8")
    ran = bibtool("tidy", path, "--duplicates", "-o", tmp_path / "new.bib")
    assert ran.code == 0 and "BT643 info: b is the same work as a" in ran.err
    assert "c may be the same work as a, but they differ in pages" in ran.err  # which a took from b
    assert tidied(path, "--duplicates") == first.replace("year=1999}", "year=1999, pages={3}}") + third


def test_old_names_of_fields_stand_in_their_order_and_braces_hold_whole_words(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    text = "@article{a, year={2001}, journal={Ul}, title={Roje nad Narwi{\\k a}my}, author={Maj, E}, langid={polish}}\n"
    path.write_text(text, encoding="utf-8")
    assert tidied(path, "--fields") == (
        "@article{a, author={Maj, E}, title={Roje nad Narwi{\\k a}my}, journal={Ul}, year={2001}, langid={polish}}\n"
    )
    assert "title={Roje nad {Narwi{\\k a}my}}" in tidied(path, "--case")
