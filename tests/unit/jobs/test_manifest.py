"""What a run remembers of the files that it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.jobs.manifest import MANIFEST, Edited, deliver


def contents(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name != MANIFEST}


def test_what_was_written_is_written_anew(tmp_path: Path) -> None:
    for text in ("1", "2", "1", "3"):
        done = deliver(tmp_path, {"a": text, "b": b"same"})
        assert done.findings == () and done.files == (tmp_path / "a", tmp_path / "b")
        assert contents(tmp_path) == {"a": text, "b": "same"}


def test_what_was_edited_is_left_and_told_once(tmp_path: Path) -> None:
    deliver(tmp_path, {"a": "1", "b": "1", "c": "1"})
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    (tmp_path / "b").write_text("mine", encoding="utf-8")
    for _ in range(2):
        done = deliver(tmp_path, {"a": "2", "b": "2", "c": "2"})
        (finding,) = done.findings
        assert finding.code == "BT768" and finding.args["names"] == "a, b"
        assert done.files == (tmp_path / "c",)
        assert contents(tmp_path) == {"a": "mine", "b": "mine", "c": "2"}
    (tmp_path / "a").write_text("1", encoding="utf-8")
    assert deliver(tmp_path, {"a": "2", "b": "2", "c": "2"}).findings[0].args["names"] == "b", "an edit taken back"
    done = deliver(tmp_path, {"a": "3", "b": "3", "c": "3"}, Edited.OVERWRITTEN)
    assert done.findings == () and contents(tmp_path) == {"a": "3", "b": "3", "c": "3"}
    assert deliver(tmp_path, {"a": "4", "b": "4", "c": "4"}).findings == ()


def test_a_file_that_no_manifest_knows_is_left_unless_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("theirs", encoding="utf-8")
    (tmp_path / "b").write_text("same", encoding="utf-8")
    done = deliver(tmp_path, {"a": "1", "b": "same", "c": "1"})
    assert done.findings[0].args["names"] == "a" and done.files == (tmp_path / "b", tmp_path / "c")
    assert contents(tmp_path) == {"a": "theirs", "b": "same", "c": "1"}
    assert deliver(tmp_path, {"b": "2"}).findings == (), "from now on it is known"


def test_two_deliveries_share_a_manifest_that_depends_on_nothing_else(tmp_path: Path) -> None:
    for name in ("one", "other"):
        folder = files.make_folder(tmp_path / name)
        deliver(folder, {"b": "1"})
        deliver(folder, {"a": "2"})
        deliver(folder, {"b": "1", "a": "2"})
    texts = [(tmp_path / name / MANIFEST).read_text(encoding="utf-8") for name in ("one", "other")]
    assert texts[0] == texts[1] and list(json.loads(texts[0])["files"]) == ["a", "b"]
    assert all(len(hashes) == 1 for hashes in json.loads(texts[0])["files"].values())


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_a_run_that_was_cut_off_knows_its_files_again(
    stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(tmp_path, {"a": "1", "b": "1"})
    real = files.write
    calls: list[str] = []

    def cut(path: Path, data: str | bytes) -> None:
        if len(calls) == stop:
            raise KeyboardInterrupt
        calls.append(str(path))
        real(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(files, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            deliver(tmp_path, {"a": "2", "b": "2"})
    assert deliver(tmp_path, {"a": "3", "b": "3"}).findings == ()
    assert contents(tmp_path) == {"a": "3", "b": "3"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": []}', '{"files": {"a": 3}}', "[" * 100_000, "\0"])
def test_a_broken_manifest_knows_nothing(text: str, tmp_path: Path) -> None:
    deliver(tmp_path, {"a": "1"})
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    assert deliver(tmp_path, {"a": "2"}).findings[0].args["names"] == "a"
    assert contents(tmp_path) == {"a": "1"}


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(JobError, match="cannot be written"):
        deliver(tmp_path, {"a": "1"})


def test_half_of_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    deliver(tmp_path, {"a": "x\ud83dy"})
    assert contents(tmp_path) == {"a": "x\\ud83dy"}
