"""What a run takes over from the one before it."""

import json
from pathlib import Path

import pytest

from bibtool.jobs.document_line import Counts, Head, head_of, line
from bibtool.jobs.errors import JobError
from bibtool.jobs.lines_kept import Kept, part_of

MADE = {"bibtool": "7", "product": "findings"}


def of(name: str, sha: str = "a", made: dict[str, str] = MADE) -> bytes:
    return line(Head(name, sha, made, "text", Counts(notes=3)), [{"message": '", "findings": ['}], None)


def test_the_head_of_a_line_is_read_without_its_lists() -> None:
    head = head_of(of('a", "findings": [.txt'))
    assert head is not None and head.document == 'a", "findings": [.txt' and head.counts.notes == 3
    assert head_of(of("a")[:-3]) is None and head_of(b'{"x": 1}\n') is None


def test_a_name_that_is_no_utf8_comes_back() -> None:
    head = head_of(of("a\udcff.txt"))
    assert head is not None and head.document == "a\udcff.txt"


def test_lines_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with Kept(str(out), MADE) as kept:
        for number in (2, 0, 1):
            kept.add(number, of(f"{number}.txt"))
        assert not out.exists()
        kept.finish()
    assert [json.loads(row)["document"] for row in out.read_text().splitlines()] == ["0.txt", "1.txt", "2.txt"]
    assert not part_of(out).exists()


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    part_of(out).write_bytes(of("a.txt") + of("b.txt", made={"bibtool": "6"}) + of("c.txt")[:40])
    with Kept(str(out), MADE) as kept:
        assert (kept.known("a.txt"), kept.known("b.txt"), kept.known("c.txt")) == ("a", "", "")
        kept.keep(0, "a.txt")
        kept.add(1, of("c.txt"))
        kept.finish()
    assert out.read_bytes() == of("a.txt") + of("c.txt")


def test_what_was_done_is_there_again_after_a_failure(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt), Kept(str(out), MADE) as kept:
        kept.add(0, of("a.txt"))
        raise KeyboardInterrupt
    with Kept(str(out), MADE) as kept:
        assert kept.known("a.txt") == "a"
    with Kept(str(out), MADE, fresh=True) as kept:
        assert kept.known("a.txt") == ""


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    out = tmp_path / "out.jsonl"
    with Kept(str(out), MADE), pytest.raises(JobError, match="another run"):
        Kept(str(out), MADE)


def test_nothing_done_leaves_nothing(tmp_path: Path) -> None:
    with Kept(str(tmp_path / "out.jsonl"), MADE):
        pass
    assert list(tmp_path.iterdir()) == []
