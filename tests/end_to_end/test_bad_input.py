"""What is wrong with the input is one clear line and an exit code, never a traceback."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from commands import ARTICLE, ROOT, bibtool, is_one_clear_line, process

COMMANDS = ("extract", "lint", "run")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_file_is_named_with_what_looks_like_it(command: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x", encoding="utf-8")
    ran = bibtool(command, "articel.txt", cwd=tmp_path)
    assert ran.code == 2 and ran.out == ""
    assert is_one_clear_line(ran.err)
    assert "articel.txt" in ran.err and "article.txt" in ran.err


@pytest.mark.parametrize(
    ("command", "said"), [("extract", "no document"), ("lint", "no document"), ("run", "folder"), ("format", "folder")]
)
def test_a_folder_without_documents_is_no_source(command: str, said: str, tmp_path: Path) -> None:
    ran = bibtool(command, tmp_path, *(("--style", "apa") if command == "format" else ()))
    assert ran.code == 2 and is_one_clear_line(ran.err) and said in ran.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("none.docx", b"this is no docx"),
        ("empty.docx", b""),
        ("bad.notes.jsonl", b'{"number": \n'),
    ],
)
def test_what_cannot_be_read(command: str, name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    ran = bibtool(command, path, *(["-o", tmp_path / "out"] if command == "run" else []))
    assert ran.code == 2, ran
    assert is_one_clear_line(ran.err), ran.err
    assert name in ran.err
    assert not (tmp_path / "out").exists()


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "private.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    ran = bibtool("extract", path)
    assert ran.code == 2 and is_one_clear_line(ran.err) and "denied" in ran.err


def test_a_path_that_no_system_takes() -> None:
    ran = bibtool("extract", "a\0b.txt")
    assert ran.code == 2 and is_one_clear_line(ran.err)
    ran = bibtool("extract", "x" * 5000)
    assert ran.code == 2 and is_one_clear_line(ran.err)


def test_a_zip_bomb_and_external_entities_in_a_docx(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            part.write(b"<w>")
            for _ in range(300):
                part.write(b" " * 1_000_000)
    ran = bibtool("extract", bomb)
    assert ran.code == 2 and is_one_clear_line(ran.err)
    entity = tmp_path / "entity.docx"
    secret = tmp_path / "secret.txt"
    secret.write_text("tajne hasło", encoding="utf-8")
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>",
        )
    ran = bibtool("extract", entity)
    assert "hasło" not in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("extract", ARTICLE, "--format", "bibtexx"), ["bibtexx", "bibtex"]),
        (("extract", ARTICLE, "-o", "x.bibb"), [".bibb", "biblatex"]),
        (("extract", ARTICLE, "--key-scheme", "iso8"), ["iso8", "iso9"]),
        (("extract", ARTICLE, "--from", "docxx"), ["docxx", "docx"]),
        (("lint", ARTICLE, "--select", "BT4O1"), ["BT4O1", "BT401"]),
        (("lint", ARTICLE, "--ignore", "conflicting-date"), ["conflicting-date", "conflicting-data"]),
        (("lint", ARTICLE, "--fail-level", "bad"), ["bad", "warning"]),
        (("explain", "BT4O1"), ["BT4O1", "BT401"]),
        (("schema", "citation"), ["citation", "citations"]),
        (("extract", ARTICLE, ARTICLE.parent / "README.md", "--supplement", ARTICLE), ["--supplement", "2"]),
        (("extrct", ARTICLE), ["extrct", "extract"]),
        (("extract", "--frm", "text"), ["--frm", "--from"]),
        (("extract",), ["SOURCE"]),
        (("explain", "--ui", "de"), ["de", "pl"]),
    ],
    ids=lambda value: " ".join(str(v) for v in value if not isinstance(v, Path)),
)
def test_unknown_names_are_answered_with_the_nearest(args: tuple[str | Path, ...], words: list[str]) -> None:
    ran = bibtool(*args)
    assert ran.code == 2 and ran.out == ""
    assert is_one_clear_line(ran.err), ran.err
    assert all(word in ran.err for word in words), ran.err


def test_messages_in_polish() -> None:
    assert "nie ma takiego pliku" in bibtool("extract", "nic.txt", "--ui", "pl").err
    assert "nie ma takiego pliku" in process("extract", "nic.txt", env={"LC_ALL": "pl_PL.UTF-8"}).err
    assert "zob." in bibtool("extract", "--frm", "--ui", "pl").err


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    ran = bibtool("extract", tmp_path / "nic.txt", ROOT / "seeds" / "000_c1463a18df063656.txt")
    assert ran.code == 2
    assert ran.out.startswith("key ")
    assert ran.err.splitlines()[-1].startswith("bibtool: ") and "nic.txt" in ran.err


def test_standard_input_without_text() -> None:
    ran = process("extract", "-", data=b"")
    assert ran.code == 2 and is_one_clear_line(ran.err)


def test_an_output_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "x.bib"
    folder.mkdir()
    ran = bibtool("extract", ARTICLE, "-o", folder)
    assert ran.code == 2 and ran.err.splitlines()[-1].startswith("bibtool: ")
    missing = tmp_path / "no" / "x.bib"
    ran = bibtool("extract", ARTICLE, "-o", missing)
    assert ran.code == 2 and "no/x.bib" in ran.err and not missing.parent.exists()
    blocked = tmp_path / "file"
    blocked.write_text("kept", encoding="utf-8")
    ran = bibtool("run", ARTICLE, "-o", blocked)
    assert ran.code == 2 and ran.err.splitlines()[-1].startswith("bibtool: ")
    assert blocked.read_text(encoding="utf-8") == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "x.bib"], "nothing half-written is left"


def test_a_closed_pipe_is_no_error() -> None:
    code = (
        f"{sys.executable} -m bibtool.cli.app extract {ARTICLE} --format citations | head -c 10; "
        'echo "${PIPESTATUS[@]}"'
    )
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)
    assert "Traceback" not in done.stderr and "Broken pipe" not in done.stderr
    assert done.stdout.endswith("0 0\n")


def test_ctrl_c_is_one_line(tmp_path: Path) -> None:
    fifo = tmp_path / "slow.txt"
    os.mkfifo(fifo)
    # a source that never ends: the reader waits on the pipe
    with subprocess.Popen(
        [sys.executable, "-m", "bibtool.cli.app", "run", str(fifo), "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        # a background job, as the tests may be, ignores SIGINT, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        deadline = time.monotonic() + 60
        writer = -1
        while writer < 0:  # opens once the reader has opened its end
            assert time.monotonic() < deadline and running.poll() is None
            try:
                writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:
                time.sleep(0.02)
        time.sleep(0.5)  # until it waits: between opening and reading CPython looks for no signals
        running.send_signal(signal.SIGINT)
        try:
            out, err = running.communicate(timeout=60)
        finally:
            running.kill()
            os.close(writer)
    assert running.returncode == 130
    assert is_one_clear_line(err.decode()), err.decode()
    assert out == b"" and not (tmp_path / "out").exists()
