"""The library under many processes, killed ones, full disks and files that are none: nothing is lost, all is told."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from end_to_end.commands import Ran, bibtool, is_one_clear_line
from msgspec.structs import replace

from bibtool.database import Access
from bibtool.items.item import Item
from bibtool.library.keys import rename
from bibtool.library.log import last
from bibtool.library.merging import merge
from bibtool.library.mirror import write
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work

ROOT = Path(__file__).parents[2]
SECONDS = float(os.environ.get("BIBTOOL_SAFETY_SECONDS", "60"))
KILLS = int(os.environ.get("BIBTOOL_SAFETY_KILLS", "200"))

WRITER = """
import sys, time
from pathlib import Path
from bibtool.items.item import Item
from bibtool.library.store import Store
from bibtool.library.work import Work

name, path, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
until, number = time.monotonic() + seconds, 0
while time.monotonic() < until:
    with Store(path) as store:
        for _ in range(5):
            with store.operation("add"):
                work = store.add(Work(0, f"{name}{number}", Item("book", text={"title": f"Trzcina {name} {number}"})))
                store.belonging("tag", work.id, f"t{number % 7}")
            print(f"{name}{number}", flush=True)
            number += 1
"""
READER = """
import sys, time
from pathlib import Path
from bibtool.database import Access
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store

path, seconds = Path(sys.argv[1]), float(sys.argv[2])
until, before, looked = time.monotonic() + seconds, 0, 0
while time.monotonic() < until:
    with Store(path, Access.READ) as store:
        count = len(search(store, parse("trzcina"), None))
        assert count >= before, (count, before)
        tagged = len(search(store, parse("tag:t0 OR tag:t1 OR tag:t2 OR tag:t3 OR tag:t4 OR tag:t5 OR tag:t6"), None))
        before, looked = count, looked + 1
print(looked)
"""


def test_two_writers_and_eight_readers(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Store(path).close()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(program: str, *args: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, *map(str, args)], stdout=subprocess.PIPE, text=True, env=env
        )

    writers = [start(WRITER, name, path, SECONDS) for name in ("a", "b")]
    readers = [start(READER, path, SECONDS) for _ in range(8)]
    said = [process.communicate(timeout=SECONDS + 300)[0].split() for process in writers]
    looks = [process.communicate(timeout=300)[0].split() for process in readers]
    assert [process.returncode for process in writers + readers] == [0] * 10
    assert all(int(look[0]) > 0 for look in looks)
    with Store(path, Access.READ) as store:
        assert all(len(keys) >= 5 for keys in said)
        assert sorted(store.every_key()) == sorted(key for keys in said for key in keys)
        assert store.faults() == []
        assert len(store.operations()) == sum(map(len, said))
        assert len(search(store, parse("trzcina"), None)) == sum(map(len, said))


def state(store: Store) -> str:
    """Everything that people entered."""
    return hashlib.sha256("".join(write(store)).encode()).hexdigest()


def _act(store: Store, rng: random.Random) -> int:
    """One operation; its number."""
    works = list(store.works())
    choice = rng.random()
    standing = last(store.db)
    if choice < 0.2 and standing:
        return store.undo(standing[0])
    with store.operation("act") as operation:
        if choice < 0.45 or len(works) < 4:
            for _ in range(rng.choice((1, 1, 30))):
                title = " ".join(rng.choice(("bagno", "torf", "Щука", "łąka", "x" * 900)) for _ in range(6))
                store.add(Work(0, f"k{rng.getrandbits(60):x}", Item("book", text={"title": title})))
        elif choice < 0.65:
            one, *others = rng.sample(works, 3)
            merge(store, one, others)
        elif choice < 0.75:
            one, other = rng.sample(works, 2)
            rename(store, {one.key: other.key, other.key: one.key})
        else:
            work = rng.choice(works)
            store.change(replace(work, item=work.item.with_text(note=f"{rng.getrandbits(99)}")))
            store.belonging("tag", work.id, rng.choice("abcd"))
    return operation.number


def _child(path: Path, seed: int, out: int) -> None:
    rng = random.Random(seed)
    with Store(path) as store:
        while True:
            number = _act(store, rng)
            os.write(out, f"{number} {state(store)}\n".encode())


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    rng = random.Random(11)
    acknowledged = unacknowledged = 0
    with Store(path) as store:
        before = (0, state(store))
    for kill in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(reading)
                _child(path, kill, writing)
            except BaseException:
                (tmp_path / "fault.txt").write_text(traceback.format_exc(), encoding="utf-8")
            finally:
                os._exit(1)
        os.close(writing)
        first = os.read(reading, 1 << 16)
        time.sleep(rng.random() * 0.15)
        os.kill(child, signal.SIGKILL)
        told = first
        while part := os.read(reading, 1 << 16):
            told += part
        os.close(reading)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"kill {kill}: {(tmp_path / 'fault.txt').read_text(encoding='utf-8')}"
        lines = [line.split() for line in told.decode().split("\n")[:-1]]
        acknowledged += len(lines)
        if lines:
            before = (int(lines[-1][0]), lines[-1][1])
        with Store(path) as store:
            assert store.faults() == [], f"kill {kill}"
            newest = max((operation.id for operation in store.operations()), default=0)
            if newest > before[0]:  # committed, and killed before it could say so
                unacknowledged += 1
                undone = store.undo(newest)
                assert state(store) == before[1], f"kill {kill}"
                store.undo(undone)
                newest = max(operation.id for operation in store.operations())
            else:
                assert state(store) == before[1], f"kill {kill}"
            before = (newest, state(store))
            if store.count() > 150:
                with store.operation("clear"):
                    for work in list(store.works())[20:]:
                        store.remove(work.id)
                before = (newest + 1, state(store))
    print(f"{KILLS} kills, {acknowledged} acknowledged, {unacknowledged} committed unsaid")
    assert acknowledged >= KILLS


BIB = "".join(
    f"@book{{b{n}, author = {{Bagno{n}, Jan}}, title = {{Torf {n} {'żółw ' * 40}}}, year = {{{1900 + n % 99}}}}}\n"
    for n in range(400)
)
SMALL = "@book{maly, author = {Lis, Ewa}, title = {Nora}, year = {1990}}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("BIBTOOL_LIBRARY", str(tmp_path / "l.sqlite"))
    (tmp_path / "big.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "small.bib").write_text(SMALL, encoding="utf-8")
    assert bibtool("lib", "add", tmp_path / "small.bib").code == 0
    return tmp_path


def within(prepare: Callable[[], None], *words: str | Path, extra: dict[str, str] | None = None) -> Ran:
    """The command in a process of its own, after ``prepare``."""
    done = subprocess.run(
        [sys.executable, "-m", "bibtool", *map(str, words)],
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **(extra or {})},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def keys() -> list[str]:
    return [row["key"] for row in json.loads(bibtool("lib", "list", "--to", "json").out)]


@pytest.mark.parametrize("room", [0, 4, 60, 200])
def test_a_full_disk_is_told_and_nothing_is_lost(desk: Path, room: int) -> None:
    path = desk / "l.sqlite"
    most = path.stat().st_size + room * 1024 if room else 1024

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    for words in (("add", desk / "big.bib"), ("mirror", desk / "m.txt"), ("backup", desk / "copy.sqlite")):
        done = within(full, "lib", *words)
        if done.code == 0:
            continue
        assert done.code == 3 and is_one_clear_line(done.err), (words, done)
        assert not (desk / "m.txt").exists() and not (desk / "copy.sqlite").exists()
        assert [each.name for each in desk.iterdir() if each.name.endswith(".tmp")] == []
        break
    else:
        pytest.fail("nothing was too large")
    assert "maly" in keys() and bibtool("lib", "doctor").code == 0
    assert bibtool("lib", "add", desk / "big.bib").code == 0 and len(keys()) == 401


@pytest.fixture
def disk(desk: Path) -> Iterator[Path]:
    """A disk of 256 kilobytes with a library on it."""
    place = desk / "disk"
    place.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(asked, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copy(desk / "l.sqlite", place / "l.sqlite")
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_small_disk(desk: Path, disk: Path) -> None:
    library = disk / "l.sqlite"
    done = within(lambda: None, "lib", "add", desk / "big.bib", "--library", library)
    assert done.code == 3 and is_one_clear_line(done.err), done
    shown = bibtool("lib", "list", "--to", "json", "--library", library)
    assert [row["key"] for row in json.loads(shown.out)] == ["maly"]
    assert bibtool("lib", "doctor", "--library", library).code == 0


def test_a_disk_that_cannot_be_written(desk: Path, disk: Path) -> None:
    library = disk / "l.sqlite"
    data = library.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for words in (("list",), ("search", "nora"), ("show", "maly"), ("log",), ("doctor",), ("mirror", desk / "m.txt")):
        shown = bibtool("lib", *words, "--library", library)
        assert shown.code == 0, (words, shown)
    for words in (("add", desk / "big.bib"), ("tag", "maly", "--add", "x"), ("purge", "maly", "--yes"), ("undo",)):
        done = bibtool("lib", *words, "--library", library)
        assert done.code in (2, 3) and is_one_clear_line(done.err), (words, done)
    done = bibtool("lib", "init", disk / "new")
    assert done.code in (2, 3) and is_one_clear_line(done.err), done
    assert library.read_bytes() == data and [each.name for each in disk.iterdir()] == ["l.sqlite"]


_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("search", "nora"),
    ("show", "maly"),
    ("add", "small.bib"),
    ("tag", "maly", "--add", "x"),
    ("keys", "--pattern", "{family}"),
    ("rm", "maly"),
    ("purge", "maly", "--yes"),
    ("undo",),
    ("log",),
    ("mirror", "m.txt"),
    ("backup", "copy.sqlite"),
    ("dedupe",),
)


def _another(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE moz_places (id INTEGER)")
    db.commit()
    db.close()


def _newer(path: Path) -> None:
    with Store(path):
        pass
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=999")
    db.commit()
    db.close()


@pytest.mark.parametrize("made", [_another, _newer, lambda path: path.write_text("Dear diary\n" * 99)])
def test_what_is_no_library_is_left_alone_by_every_command(desk: Path, made: Callable[[Path], object]) -> None:
    path = desk / "foreign.sqlite"
    made(path)
    data = path.read_bytes()
    for words in _COMMANDS:
        done = bibtool("lib", *words, "--library", path, cwd=desk)
        assert done.code == 2 and is_one_clear_line(done.err), (words, done)
        assert path.read_bytes() == data
    assert not (desk / "m.txt").exists() and not (desk / "copy.sqlite").exists()


def test_a_file_that_was_cut_off(desk: Path) -> None:
    bibtool("lib", "add", desk / "big.bib")
    whole = (desk / "l.sqlite").read_bytes()
    rng = random.Random(3)
    path = desk / "cut.sqlite"
    for _ in range(25):
        path.write_bytes(whole[: rng.choice((rng.randrange(1, 5000), rng.randrange(len(whole))))])
        for words in rng.sample(_COMMANDS, 4):
            done = bibtool("lib", *words, "--library", path, cwd=desk)
            assert done.code in (0, 1, 2, 3) and "Traceback" not in done.err, (words, done)
            if done.code in (2, 3):
                assert done.err.startswith("bibtool: "), (words, done)
        told = bibtool("lib", "doctor", "--library", path)
        assert told.code != 0, len(path.read_bytes())


LOCKLESS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int ask(const char *name, int fd, int cmd, void *arg) {
    if (cmd == F_SETLK || cmd == F_SETLKW || cmd == F_OFD_SETLK) { errno = ENOLCK; return -1; }
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    return real(fd, cmd, arg);
}
int fcntl(int fd, int cmd, ...) { va_list v; va_start(v, cmd); void *a = va_arg(v, void *); va_end(v);
    return ask("fcntl", fd, cmd, a); }
int fcntl64(int fd, int cmd, ...) { va_list v; va_start(v, cmd); void *a = va_arg(v, void *); va_end(v);
    return ask("fcntl64", fd, cmd, a); }
"""


def test_a_disk_without_locks(desk: Path) -> None:
    """As some network file systems are: fcntl says ENOLCK."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler")
    (desk / "lockless.c").write_text(LOCKLESS)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", desk / "lockless.so", desk / "lockless.c", "-ldl"], check=True)
    data = (desk / "l.sqlite").read_bytes()
    done = within(lambda: None, "lib", "add", desk / "big.bib", extra={"LD_PRELOAD": str(desk / "lockless.so")})
    assert done.code in (2, 3) and is_one_clear_line(done.err) and "lock" in done.err, done
    assert (desk / "l.sqlite").read_bytes() == data and keys() == ["maly"]
