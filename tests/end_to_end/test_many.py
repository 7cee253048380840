"""Many documents: folders, patterns and lists, a line and a row each, whatever becomes of one of them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from commands import ROOT, bibtool
from jsonschema import Draft202012Validator

from bibtool.jobs.schemas import schema

NOTES = ("A. Wierzba, Kładki nad Sołą, Bielsko 1998, s. {n}.", "Tamże, s. {n}.", "Л. Ивин, Броды, Тула 1977, с. {n}.")
EARLY = "B. Osika, Promy, Toruń 2019, [dostęp: 3 II 2018], https://promy.example.org/{n}."


def article(number: int, *texts: str) -> str:
    rows = [text.format(n=number + 5) for text in texts or NOTES]
    body = " ".join(f"Zdanie o rzece i jej brzegach{n}." for n in range(1, len(rows) + 1))
    return f"Rzeki\n\n{body}\n\n" + "".join(f"{n} {row}\n" for n, row in enumerate(rows, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    within = tmp_path / "in" / "part two"
    within.mkdir(parents=True)
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(article(number), encoding="utf-8")
    (within / "3.txt").write_text(article(3), encoding="utf-8")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG\r\n")
    return tmp_path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def rows(out: str) -> list[list[str]]:
    return [row.split("\t") for row in out.splitlines()]


def test_a_folder_gives_a_line_and_a_row_a_document(folder: Path) -> None:
    ran = bibtool("extract", "in", "-o", "out.jsonl", "--jobs", "2", cwd=folder)
    assert ran.code == 0, ran.err
    found = lines(folder / "out.jsonl")
    assert [row["document"] for row in found] == ["in/0.txt", "in/1.txt", "in/2.txt", "in/part two/3.txt"]
    valid = Draft202012Validator(json.loads(schema("documents")))
    one = Draft202012Validator(json.loads(schema("citations")))
    for row in found:
        valid.validate(row)
        assert row["counts"]["notes"] == 3 == row["counts"]["citations"] == len(row["citations"])
        for citation in row["citations"]:
            one.validate(citation)
    table = rows(ran.out)
    assert table[0] == ["notes", "citations", "doubtful", "findings", "seconds", "document", "error"]
    assert [row[0] for row in table[1:]] == ["3"] * 4 and [row[5] for row in table[1:]] == [
        r["document"] for r in found
    ]
    assert "documents read: 4" in ran.err and ".png 1" in ran.err


def test_the_same_lines_come_from_one_process_and_from_two_and_from_standard_output(folder: Path) -> None:
    for number in ("1", "2"):
        assert bibtool("extract", "in", "-o", f"out{number}.jsonl", "--jobs", number, cwd=folder).code == 0
    assert (folder / "out1.jsonl").read_bytes() == (folder / "out2.jsonl").read_bytes()
    ran = bibtool("extract", "in", "--format", "documents", cwd=folder)
    assert ran.out.encode() == (folder / "out1.jsonl").read_bytes() and "seconds" in ran.err


def test_a_second_run_does_what_is_new_or_changed(folder: Path) -> None:
    assert bibtool("extract", "in", "-o", "out.jsonl", cwd=folder).code == 0
    (folder / "in" / "1.txt").write_text(article(1, *NOTES[:2]), encoding="utf-8")
    (folder / "in" / "0.txt").rename(folder / "in" / "0a.txt")
    (folder / "in" / "2.txt").unlink()
    ran = bibtool("extract", "in", "-o", "out.jsonl", cwd=folder)
    assert [(row[5], row[4] == "kept") for row in rows(ran.out)[1:]] == [
        ("in/0a.txt", False),
        ("in/1.txt", False),
        ("in/part two/3.txt", True),
    ]
    assert [(row["document"], row["counts"]["notes"]) for row in lines(folder / "out.jsonl")] == [
        ("in/0a.txt", 3),
        ("in/1.txt", 2),
        ("in/part two/3.txt", 3),
    ]
    again = bibtool("extract", "in", "-o", "out.jsonl", "--fresh", cwd=folder)
    assert "kept" not in again.out
    other = bibtool("extract", "in", "-o", "out.jsonl", "--key-scheme", "iso9", cwd=folder)
    assert "kept" not in other.out


def test_a_bad_document_is_told_and_the_others_are_done(folder: Path) -> None:
    (folder / "in" / "empty.txt").write_bytes(b"")
    (folder / "in" / "cut.docx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "in" / "library.txt").write_text("@book{a, title={Brody}, year={1999}}", encoding="utf-8")
    (folder / "in" / "data.xml").write_text("<rows><row/></rows>", encoding="utf-8")
    ran = bibtool("extract", "in", "-o", "out.jsonl", cwd=folder)
    assert ran.code == 2 and "Traceback" not in ran.err
    errors = {row["document"]: row["error"]["code"] for row in lines(folder / "out.jsonl") if row["error"]}
    assert errors == {"in/empty.txt": "BT103", "in/cut.docx": "BT116", "in/library.txt": "BT740"}
    assert ran.err.count("bibtool: in/") == 3 and ".xml 1" in ran.err and "cannot be read: 3" in ran.err


def test_a_document_that_takes_too_long_is_given_up(folder: Path) -> None:
    ran = bibtool("extract", "in/0.txt", "in/1.txt", "-o", "out.jsonl", "--timeout", "0.1", "--jobs", "1", cwd=folder)
    found = lines(folder / "out.jsonl")
    assert [row["error"]["code"] for row in found] == ["BT732", "BT732"] and ran.code == 1
    again = bibtool("extract", "in/0.txt", "in/1.txt", "-o", "out.jsonl", cwd=folder)
    assert again.code == 0 and not any(row["error"] for row in lines(folder / "out.jsonl"))


def test_a_killed_run_goes_on(folder: Path) -> None:
    for number in range(4, 30):
        (folder / "in" / f"{number}.txt").write_text(article(number), encoding="utf-8")
    command = [sys.executable, "-m", "bibtool.cli.app", "extract", "in", "-o", "out.jsonl", "--jobs", "1"]
    running = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    part = folder / "out.jsonl.part"
    until = time.monotonic() + 100
    while time.monotonic() < until and not (part.exists() and part.read_bytes().count(b"\n") > 2):
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    done = part.read_bytes().count(b"\n")
    assert 2 < done < 30 and not (folder / "out.jsonl").exists()
    ran = bibtool("extract", "in", "-o", "out.jsonl", cwd=folder)
    assert ran.code == 0 and ran.out.count("\tkept\t") == done
    assert len(lines(folder / "out.jsonl")) == 30 and not part.exists()


def test_a_list_names_the_documents(folder: Path) -> None:
    (folder / "list.txt").write_bytes(b"in/2.txt\r\nin/part two/3.txt\r\nin/none.txt\r\n")
    ran = bibtool("extract", "--files-from", "list.txt", cwd=folder)
    assert [row[5] for row in rows(ran.out)[1:]] == ["in/2.txt", "in/part two/3.txt", "in/none.txt"]
    assert ran.code == 2 and "in/none.txt: no such file" in ran.err


def test_works_of_a_folder_are_joined_as_those_of_files(folder: Path) -> None:
    ran = bibtool("extract", "in", "--format", "biblatex", cwd=folder)
    files = bibtool("extract", *sorted((folder / "in").rglob("*.txt")), "--format", "biblatex", cwd=folder)
    assert ran.code == files.code == 0 and ran.out == files.out and ran.out.count("@book") == 2


def test_findings_of_a_folder_are_listed_and_written(folder: Path) -> None:
    (folder / "in" / "1.txt").write_text(article(1, NOTES[0], EARLY, NOTES[2]), encoding="utf-8")
    ran = bibtool("lint", "in", cwd=folder)
    listed = [line for line in ran.out.splitlines() if "BT304" in line]
    assert ran.code == 1 and len(listed) == 1 and listed[0].startswith("in/1.txt:")
    written = bibtool("lint", "in", "-o", "out.jsonl", "--select", "BT304", cwd=folder)
    assert written.code == 1
    assert [[f["code"] for f in row["findings"]] for row in lines(folder / "out.jsonl")] == [[], ["BT304"], [], []]
    assert not any("citations" in row for row in lines(folder / "out.jsonl"))
    array = bibtool("lint", "in", "--format", "json", "--select", "BT304", "--fail-level", "error", cwd=folder)
    assert array.code == 0 and [f["document"] for f in json.loads(array.out)] == ["in/1.txt"]


def test_a_style_is_judged_document_by_document(folder: Path) -> None:
    ran = bibtool("lint", "in", "--style", "polska-humanistyka-przypisy", "-o", "out.jsonl", cwd=folder)
    assert ran.code in (0, 1), ran.err
    assert all(row["made"]["style"]["name"] == "polska-humanistyka-przypisy" for row in lines(folder / "out.jsonl"))
    assert bibtool("lint", "in", "--style", "no-such-style", cwd=folder).code == 2


def test_the_output_in_the_folder_is_not_read(folder: Path) -> None:
    for _ in range(2):
        ran = bibtool("extract", "in", "-o", "in/out.jsonl", cwd=folder)
        assert ran.code == 0 and len(lines(folder / "in" / "out.jsonl")) == 4
    other = bibtool("extract", "in", "-o", "other.jsonl", cwd=folder)
    assert other.code == 0 and len(lines(folder / "other.jsonl")) == 4


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("in/0.txt", "--format", "ris", "--jobs", "2"), "--jobs"),
        (("in/0.txt", "--fresh"), "--fresh"),
        (("in", "--supplement", "in/0.txt"), "--supplement"),
        (("in", "--scheduler", "127.0.0.1:1"), "--scheduler"),
        (("in", "--engine", "dask"), "--scheduler"),
        (("in", "--engine", "dask", "--scheduler", "10.0.0.9:8786"), "tls://"),
        (("in", "--engine", "dask", "--scheduler", "tcp://cluster.example.org:8786"), "tls://"),
        (("in", "--jobs", "0"), "--jobs"),
        ((), "SOURCE"),
    ],
)
def test_what_would_do_nothing_or_harm_is_refused(args: tuple[str, ...], code: str, folder: Path) -> None:
    ran = bibtool("extract", *args, cwd=folder)
    assert ran.code == 2 and code in ran.err and not ran.out and len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words", [("extract", "in", "-o", "out.bib"), ("lint", "in", "--style", "apa", "--format", "diff")]
)
def test_files_of_a_folder_that_are_left_out_are_told(folder: Path, words: tuple[str, ...]) -> None:
    ran = bibtool(*words, cwd=folder)
    assert "left out: 1 (.png 1)" in ran.err
