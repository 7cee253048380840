"""Reading with clear errors; writing whole or not at all."""

import errno
import os
import threading
from pathlib import Path

import pytest

from bibtool.jobs import files
from bibtool.jobs.errors import JobError, near


def code(path: str) -> str:
    with pytest.raises(JobError) as caught:
        files.read(path)
    assert str(caught.value)
    return caught.value.finding.code


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    assert files.read(str(tmp_path / "a.txt")) == b"abc"
    assert code(str(tmp_path / "b.txt")) == "BT701"
    assert code(str(tmp_path)) == "BT702"
    assert code(str(tmp_path / "a.txt" / "b")) == "BT703"
    assert code("a\0b") == "BT703"


def test_writing_text_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    files.write(tmp_path / "a.txt", "ł\n")
    assert (tmp_path / "a.txt").read_bytes() == "ł\n".encode()


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.bib"
    target.write_text("old", encoding="utf-8")

    for failure, expected in (
        (OSError(errno.ENOSPC, "No space left"), JobError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ):

        def fail(self: Path, other: Path, failure: BaseException = failure) -> Path:
            raise failure

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", fail)
            with pytest.raises(expected):
                files.write(target, "new")
        assert [p.name for p in tmp_path.iterdir()] == ["a.bib"]
        assert target.read_text(encoding="utf-8") == "old"


def test_mode_and_links_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.bib"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.bib"
    link.symlink_to(target)
    files.write(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    mask = os.umask(0o022)
    try:
        files.write(tmp_path / "b.bib", "x")
    finally:
        os.umask(mask)
    assert (tmp_path / "b.bib").stat().st_mode & 0o777 == 0o644


def test_a_device_is_written_to_and_not_replaced() -> None:
    files.write(os.devnull, "x")
    assert not Path(os.devnull).is_file()


def test_nearest_names() -> None:
    assert near("BIBTEXX", ["bibtex", "ris"]) == " (bibtex?)"
    assert near("quite other", ["bibtex", "ris"]) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nothing_writes_into_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    monkeypatch.setattr(files, "_WAITED", 0.2)
    assert code(str(pipe)) == "BT703"
    monkeypatch.setattr(files, "_WAITED", 30.0)
    data = b"abc" * 50_000
    writer = threading.Timer(0.2, lambda: pipe.write_bytes(data))
    writer.start()
    assert files.read(str(pipe)) == data
    writer.join()
