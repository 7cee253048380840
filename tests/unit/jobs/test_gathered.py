"""Folders, patterns and lists of documents."""

import os
from pathlib import Path

import pytest

from bibtool.jobs.errors import JobError
from bibtool.jobs.gathered import gather, listed, several


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def names(folder: Path, paths: tuple[str, ...]) -> list[str]:
    return [str(Path(path).relative_to(folder)) for path in paths]


def test_a_folder_gives_its_articles_and_those_within_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a b.docx", "c/ż.pdf", "c/x.png", "c/y.png", "d.bib", "e.xml", "f.jats.xml", "README")
    found = gather([str(tmp_path)])
    assert names(tmp_path, found.paths) == ["a b.docx", "b.txt", "c/ż.pdf", "e.xml", "f.jats.xml"]
    assert found.left == {".png": 2, ".bib": 1, "": 1} and not found.refused


def test_what_is_hidden_or_beside_an_open_file_is_no_document(tmp_path: Path) -> None:
    make(tmp_path, ".git/a.txt", ".b.txt", "~$c.docx", ".~lock.c.docx#", "c.docx")
    assert names(tmp_path, gather([str(tmp_path)]).paths) == ["c.docx"]


def test_a_link_that_leads_back_is_followed_once(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    assert len(gather([str(tmp_path)]).paths) == 1
    assert names(tmp_path, gather([f"{tmp_path}/**/*.txt"]).paths) == ["in/a.txt"]


def test_a_link_to_nowhere_is_kept_so_that_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path, gather([str(tmp_path)]).paths) == ["gone.txt"]


def test_a_pattern_takes_files_of_any_ending_and_folders_as_folders(tmp_path: Path) -> None:
    make(tmp_path, "one.doc1", "two/a.txt", "two/b.png", "three/c.txt")
    assert names(tmp_path, gather([f"{tmp_path}/*o*"]).paths) == ["one.doc1", "two/a.txt"]
    assert names(tmp_path, gather([f"{tmp_path}/t*"]).paths) == ["three/c.txt", "two/a.txt"]


def test_a_file_whose_name_is_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    make(tmp_path, "a[1].txt", "a1.txt")
    assert not several(str(tmp_path / "a[1].txt"))
    assert names(tmp_path, gather([str(tmp_path / "a[1].txt")]).paths) == ["a[1].txt"]


def test_an_address_is_no_pattern() -> None:
    assert not several("https://example.org/?a=[b]*")


def test_files_are_taken_once_in_the_order_of_the_arguments(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "c.txt")
    found = gather([str(tmp_path / "b.txt"), str(tmp_path)])
    assert names(tmp_path, found.paths) == ["b.txt", "a.txt", "c.txt"]


def test_what_is_written_is_not_read(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out.jsonl", "out.jsonl.part")
    written = [tmp_path / "out.jsonl", tmp_path / "out.jsonl.part"]
    for name in (".", "*", "**/*"):
        assert names(tmp_path, gather([f"{tmp_path}/{name}"], written).paths) == ["a.txt"]


@pytest.mark.parametrize("name", ["", "*.odt"])
def test_where_there_is_no_document_that_is_said(name: str, tmp_path: Path) -> None:
    make(tmp_path, "a.png")
    found = gather([str(tmp_path / name)])
    assert not found.paths and [finding.code for finding in found.refused] == ["BT729"]


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="may read everything")
def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path) -> None:
    make(tmp_path, "shut/a.txt", "b.txt")
    (tmp_path / "shut").chmod(0)
    found = gather([str(tmp_path)])
    (tmp_path / "shut").chmod(0o700)
    assert names(tmp_path, found.paths) == ["b.txt"] and [f.code for f in found.refused] == ["BT703"]


def test_a_pipe_in_a_folder_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    make(tmp_path, "b.txt")
    assert names(tmp_path, gather([str(tmp_path)]).paths) == ["b.txt"]


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.txt\nb c.txt\n", ["a.txt", "b c.txt"]),
        (b"\xef\xbb\xbfa.txt\r\n\r\nb c.txt\r\n", ["a.txt", "b c.txt"]),
        ("ą.txt\r\nб.txt".encode("utf-16"), ["ą.txt", "б.txt"]),
        (b"a.txt\rb.txt", ["a.txt", "b.txt"]),
        (b"a.txt\0b\xff.txt\0", ["a.txt", "b\udcff.txt"]),
        (b" a.txt \n", [" a.txt "]),
    ],
)
def test_a_list_is_read_whatever_wrote_it(data: bytes, paths: list[str], tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(data)
    assert listed(str(tmp_path / "list")) == paths


def test_a_list_of_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\n \r\n")
    with pytest.raises(JobError) as told:
        listed(str(tmp_path / "list"))
    assert told.value.finding.code == "BT730"
