"""Change sets on disk: backups, the journal, undo; all or nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bibtool.changes import store, writing
from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.journal import Journal
from bibtool.changes.store import ChangedSince, State
from bibtool.database import Access, DatabaseError

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def change_set(*rows: tuple[Path, bytes]) -> ChangeSet:
    """New contents of files that are there, or are not."""
    return ChangeSet("test", tuple(Change.of(str(p), p.read_bytes() if p.exists() else None, data) for p, data in rows))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    with Journal(tmp_path / "data" / "changes.sqlite") as book:
        yield book


def test_write_and_undo(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    (written,) = store.write(change_set((file, b"two")), journal, NOW)
    assert file.read_bytes() == b"two"
    assert Path(written.backup) == tmp_path / "a.txt.bak" and Path(written.backup).read_bytes() == b"one"
    (entry,) = journal.entries()
    assert (entry.command, entry.path, entry.at) == ("test", str(file), "2024-05-06T07:08:09Z")
    assert store.state(entry) is State.WRITTEN
    done = store.undo(journal, [str(tmp_path)], NOW)
    assert done.done == (entry,) and done.left == ()
    assert file.read_bytes() == b"one"
    assert store.state(journal.entries()[0]) is State.UNDONE
    assert store.undo(journal, [str(tmp_path)], NOW) == store.Undone((), ())


def test_a_second_run_never_overwrites_the_first_backup(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    names = [
        store.write(change_set((file, data)), journal, NOW)[0].backup for data in (b"two", b"three", b"one", b"four")
    ]
    assert [Path(name).name for name in names] == ["a.txt.bak", "a.txt.2.bak", "a.txt.3.bak", "a.txt.bak"]
    assert [Path(name).read_bytes() for name in names] == [b"one", b"two", b"three", b"one"]
    for expected in (b"one", b"three", b"two", b"one"):
        assert store.undo(journal, [str(tmp_path)], NOW).done
        assert file.read_bytes() == expected
    assert not store.undo(journal, [str(tmp_path)], NOW).done


def test_a_backup_of_somebody_else_stays(tmp_path: Path, journal: Journal) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "a.txt.bak"
    file.write_bytes(b"one")
    other.write_bytes(b"theirs")
    (tmp_path / "a.txt.2.bak").symlink_to(tmp_path / "nowhere")
    (written,) = store.write(change_set((file, b"two")), journal, NOW)
    assert Path(written.backup).name == "a.txt.3.bak"
    assert other.read_bytes() == b"theirs" and not (tmp_path / "nowhere").exists()


def test_an_edited_or_missing_file_is_left_alone(tmp_path: Path, journal: Journal) -> None:
    one, other, third = (tmp_path / name for name in "abc")
    for file in (one, other, third):
        file.write_bytes(b"1")
    store.write(change_set((one, b"2"), (other, b"2"), (third, b"2")), journal, NOW)
    one.write_bytes(b"mine")
    third.unlink()
    done = store.undo(journal, [str(tmp_path)], NOW)
    assert [Path(entry.path).name for entry in done.done] == ["b"]
    assert {(Path(entry.path).name, state) for entry, state in done.left} == {
        ("a", State.EDITED),
        ("c", State.MISSING),
    }
    assert one.read_bytes() == b"mine" and other.read_bytes() == b"1" and not third.exists()


def test_named_files_only(tmp_path: Path, journal: Journal) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    for file in (one, other):
        file.write_bytes(b"1")
        store.write(change_set((file, b"2")), journal, NOW)
        store.write(change_set((file, b"3")), journal, NOW)
    link = tmp_path / "link"
    link.symlink_to(one)
    assert len(store.undo(journal, [str(link)], NOW).done) == 1
    assert one.read_bytes() == b"2" and other.read_bytes() == b"3"
    assert store.undo(journal, [str(tmp_path / "c")], NOW) == store.Undone((), ())


def test_a_new_file_is_removed_again(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "new"
    (written,) = store.write(change_set((file, b"1")), journal, NOW)
    assert written.backup == "" and file.read_bytes() == b"1"
    store.undo(journal, [str(tmp_path)], NOW)
    assert not file.exists()


def test_a_file_changed_meanwhile_or_named_twice_is_refused(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    stale = change_set((file, b"2"))
    file.write_bytes(b"other")
    with pytest.raises(ChangedSince):
        store.write(stale, journal, NOW)
    with pytest.raises(ChangedSince):
        store.write(change_set((file, b"2"), (file, b"3")), journal, NOW)
    assert file.read_bytes() == b"other" and journal.entries() == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "data"]


def test_nothing_to_change_is_no_row_and_no_backup(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    assert store.write(change_set((file, b"1")), journal, NOW) == ()
    assert journal.entries() == [] and not (tmp_path / "a.bak").exists()


def test_all_or_nothing(tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"1")
    other.write_bytes(b"1")
    real = writing.write

    def full(path: Path, content: bytes, *rest: object) -> None:
        if path.name == "b":
            raise OSError(errno.ENOSPC, "full")
        real(path, content, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", full)
    with pytest.raises(OSError, match="full"):
        store.write(change_set((one, b"2"), (other, b"2")), journal, NOW)
    assert one.read_bytes() == b"1" and other.read_bytes() == b"1"
    assert journal.entries() == []


def test_the_backup_of_a_private_file_is_private(tmp_path: Path, journal: Journal) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    file.chmod(0o600)
    (written,) = store.write(change_set((file, b"2")), journal, NOW)
    assert Path(written.backup).stat().st_mode & 0o777 == 0o600 == file.stat().st_mode & 0o777


@pytest.mark.parametrize("when", ["the journal", "the backup", "the file"])
def test_a_killed_process_leaves_a_file_that_is_whole_and_a_journal_that_works(tmp_path: Path, when: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old " * 1000)
    code = (
        "import sys, time\n"
        "from datetime import datetime, UTC\n"
        "from pathlib import Path\n"
        "from bibtool.changes import store, writing\n"
        "from bibtool.changes.change import Change, ChangeSet\n"
        "from bibtool.changes.journal import Journal\n"
        "def wait(*a):\n"
        "    print('now', flush=True); time.sleep(60)\n"
        f"when, path = {when!r}, Path({str(file)!r})\n"
        "real = Path.replace\n"
        "if when == 'the journal': Journal.add = wait\n"
        "if when == 'the backup': writing._link = wait\n"
        "if when == 'the file': Path.replace = wait\n"
        "with Journal(path.parent / 'changes.sqlite') as book:\n"
        "    change = Change.of(str(path), path.read_bytes(), b'new ' * 1000)\n"
        "    store.write(ChangeSet('test', (change,)), book, datetime.now(UTC))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stdout.readline() == b"now\n"
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=30)
    assert file.read_bytes() == b"old " * 1000
    left = [p.name for p in tmp_path.iterdir() if p.name.endswith(".tmp")]
    assert len(left) == (when != "the journal")
    with Journal(tmp_path / "changes.sqlite") as book:
        assert all(store.state(entry) is State.NOT_WRITTEN for entry in book.entries())
        assert store.undo(book, [str(tmp_path)], NOW) == store.Undone((), ())
        store.write(change_set((file, b"new")), book, NOW)
        assert not [p for p in tmp_path.iterdir() if p.name.endswith(".tmp")], "the next one cleans up"
        assert len(store.undo(book, [str(tmp_path)], NOW).done) == 1
    assert file.read_bytes() == b"old " * 1000


def test_what_is_no_journal_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "text"
    bad.write_text("no database " * 100, encoding="utf-8")
    for path in (bad, tmp_path, bad / "below"):
        with pytest.raises(DatabaseError):
            Journal(path)


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mail.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE letters (text)")
        other.commit()
    held = path.read_bytes()
    for access in Access:
        with pytest.raises(DatabaseError, match="another program"):
            Journal(path, access)
    assert path.read_bytes() == held
    assert [p.name for p in tmp_path.iterdir()] == ["mail.sqlite"]


def test_a_journal_from_before_it_bore_a_mark_goes_on(tmp_path: Path) -> None:
    path, file = tmp_path / "changes.sqlite", tmp_path / "a.txt"
    file.write_bytes(b"old")
    with contextlib.closing(sqlite3.connect(path)) as old:
        old.executescript(
            "CREATE TABLE change_set (id INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL);"
            "CREATE TABLE change (id INTEGER PRIMARY KEY, change_set INTEGER NOT NULL REFERENCES change_set,"
            "path TEXT NOT NULL, before TEXT, after TEXT NOT NULL, backup TEXT, inverse BLOB NOT NULL, undone TEXT);"
            "INSERT INTO change_set VALUES (7, '2026-01-01T00:00:00Z', 'tidy');"
            "INSERT INTO change VALUES (1, 7, '/nowhere', NULL, 'x', NULL, x'', NULL); PRAGMA user_version=1;"
        )
    with Journal(path, Access.READ) as book:
        assert [entry.command for entry in book.entries()] == ["tidy"]
    with Journal(path) as book:
        store.write(change_set((file, b"new")), book, NOW)
        assert len(book.entries()) == 2
        with pytest.raises(DatabaseError, match="cannot be read"):
            book.inverse(book.entries()[1])


def test_only_what_a_dead_process_of_this_user_left_is_swept(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait(timeout=30)
    host = writing._host()
    name = f".a.txt.bibtool-{host}-{dead.pid}-0123456789ab.tmp"
    kept = {
        f".a.txt.bibtool-{host}-{os.getpid()}-0123456789ab.tmp": "a living process",
        f".a.txt.bibtool-00000000-{dead.pid}-0123456789ab.tmp": "another computer",
        f"a.txt.bibtool-{host}-{dead.pid}-0123456789ab.tmp": "another name",
        f".a.txt.bibtool-{host}-{dead.pid}-0123456789.tmp": "another name",
        f".a.txt.bibtool-{host}-{dead.pid}-0123456789ab.tmp.txt": "another name",
        ".a.txt.x7k2p9q1": "another program",
    }
    for each in (name, *kept):
        (tmp_path / each).write_bytes(b"half")
    folder = tmp_path / f".b.bibtool-{host}-{dead.pid}-0123456789ab.tmp"
    folder.mkdir()
    link = tmp_path / f".c.bibtool-{host}-{dead.pid}-0123456789ab.tmp"
    link.symlink_to(tmp_path / ".a.txt.x7k2p9q1")
    assert writing.swept(tmp_path) == [tmp_path / name]
    assert {p.name for p in tmp_path.iterdir()} == {*kept, folder.name, link.name}
    old = tmp_path / f".a.txt.bibtool-00000000-{dead.pid}-0123456789ab.tmp"
    os.utime(old, (0, 0))
    assert writing.swept(tmp_path) == [old]
    assert writing.swept(tmp_path / "none") == []


def test_a_write_that_fails_leaves_no_backup(tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    earlier = tmp_path / "two.txt.bak"
    earlier.write_bytes(b"2")
    write = writing.write

    def refused(path: Path, data: bytes, *rest: object) -> None:
        if path == two:
            raise PermissionError(errno.EACCES, "refused")
        write(path, data, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", refused)
    with pytest.raises(PermissionError):
        store.write(change_set((one, b"11"), (two, b"22")), journal, datetime.now(UTC))
    assert sorted(path.name for path in tmp_path.glob("*.txt*")) == ["one.txt", "two.txt", "two.txt.bak"]
    assert (one.read_bytes(), two.read_bytes(), earlier.read_bytes()) == (b"1", b"2", b"2")
