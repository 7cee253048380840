"""Control characters, non-characters and halves of pairs: files stay valid, a terminal is given no orders."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import ROOT, bibtool

BAD = "\x00\x1b[31m\x85\x9b2J\x7f\u202e\ufffe\ufdd0\ud83d\U0001ffff\x07"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\U0001ffff]")
TEXTS = (f"Zob. A. Nowak, Szlaki {BAD} stepu, Kraków 2010, s. 12.", f"Autor {BAD} pisze o rzece.")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("control") / "a.notes.jsonl"
    rows = [json.dumps({"number": str(number), "text": text}) for number, text in enumerate(TEXTS, 1)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(source: Path) -> dict[str, str]:
    """The files of the whole job."""
    out = source.parent / "out"
    ran = bibtool("run", source, "-o", out, "--no-check")
    assert ran.code == 0, ran.err
    return {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}


def test_files_of_a_run_hold_nothing_that_a_terminal_would_obey(written: dict[str, str]) -> None:
    assert len(written) > 15
    for name, text in written.items():
        # an override of direction is a character like others in a text that stays as it is
        found = set(OBEYED.findall(text)) - {"\u202e"}
        assert found == set(), name
    assert any("\ufffd" in text for text in written.values()), "what was there is seen"


def test_json_is_json_and_keeps_every_character(written: dict[str, str]) -> None:
    for name, text in written.items():
        if name.endswith(".json"):
            json.loads(text)
    rows = [json.loads(line) for line in written["citations.jsonl"].splitlines()]
    assert rows and any("\x1b" in row["item"]["title"] for row in rows)


def test_pages_are_well_formed(written: dict[str, str]) -> None:
    # the report is HTML with a script and attributes without values: test_report reads it
    pages = [text for name, text in written.items() if name.endswith(".html") and name != "report.html"]
    assert len(pages) > 3
    for page in pages:
        ElementTree.fromstring(re.sub(r"<(meta|link|br|hr)([^>]*[^/])?>", r"<\1\2/>", page.partition("\n")[2]))


@pytest.mark.parametrize("shape", ["notes", "bibliography"])
def test_a_docx_is_well_formed(shape: str, source: Path, tmp_path: Path) -> None:
    ran = bibtool("format", source, "--as", shape, "--style", "pn-iso-690", "-o", tmp_path / "a.docx")
    assert ran.code in (0, 1), ran.err
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.docx").read_bytes())) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        assert len(parts) > 4
        for name in parts:
            ElementTree.fromstring(archive.read(name))


def on_a_terminal(*args: str | Path, cwd: Path) -> str:
    """What a terminal gets, from standard output and standard error."""
    main, own = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bibtool.cli.app", *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=own,
        stderr=own,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm", "COLUMNS": "200"},
    ):
        os.close(own)
        parts = []
        while True:
            try:
                parts.append(os.read(main, 65536))
            except OSError:  # the other end is closed
                break
            if not parts[-1]:
                break
    os.close(main)
    return b"".join(parts).decode()


# What rich draws: colours, the cursor hidden, shown and moved up while a stage is told; line ends of a terminal.
DRAWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[1?A|\x1b\[2K|\r")


@pytest.mark.parametrize(
    "args",
    [
        ("extract", "a.notes.jsonl", "-v"),
        ("extract", "a.notes.jsonl", "--format", "citations"),
        ("extract", "a.notes.jsonl", "--format", "ris"),
        ("lint", "a.notes.jsonl"),
        ("lint", "a.notes.jsonl", "--format", "json"),
        ("lint", "a.notes.jsonl", "--style", "pn-iso-690", "--format", "diff"),
        ("format", "a.notes.jsonl", "--as", "notes", "--style", "pn-iso-690"),
        ("translit", f"Тренин {BAD[1:10]}"),
        ("explain", BAD[1:10]),
        ("extract", BAD[1:10]),
        ("run", "a.notes.jsonl", "--no-check", "-o", f"out{BAD[1:9]}"),
    ],
    ids=lambda args: " ".join(args[:1]) + str(len(args)),
)
def test_a_terminal_is_given_no_orders(args: tuple[str, ...], source: Path) -> None:
    shown = on_a_terminal(*args, cwd=source.parent)
    assert shown.strip() and "Traceback" not in shown
    assert "\x1b[31m " not in shown and "\x1b[31m\\" not in shown, "a colour of the source's"
    assert OBEYED.findall(DRAWN.sub("", shown)) == []


def test_a_pipe_gets_the_data_as_they_are(source: Path) -> None:
    ran = bibtool("translit", "Тренин \x1b \u202e")
    assert ran.out == "Trienin \x1b \u202e\n"
