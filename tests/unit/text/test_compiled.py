"""Patterns that are kept for the next process."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bibtool.text import compiled as patterns
from bibtool.text import kept
from bibtool.text.compiled import compiled

_LONG = "|".join(f"(?P<n{n}>słowo{n}\\s[а-я]+)" for n in range(9))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_kept_pattern_is_that_of_re(folder: Path, forget: Callable[[], None]) -> None:
    flags = (0, re.IGNORECASE, re.VERBOSE | re.DOTALL)
    assert [compiled(_LONG, each) for each in flags] == [re.compile(_LONG, each) for each in flags]
    assert compiled(_LONG.encode()) == re.compile(_LONG.encode())
    assert len(kept._new) == 4
    kept._keep()
    forget()
    again = [compiled(_LONG, each) for each in flags]
    assert again == [re.compile(_LONG, each) for each in flags]  # which compares their numbers
    assert compiled(_LONG.encode()) == re.compile(_LONG.encode())
    assert not kept._new
    match = again[0].search("za słowo7 два")
    assert match is not None
    assert match.lastgroup == "n7"
    assert match.groupdict()["n7"] == "słowo7 два"
    assert again[0].groupindex == re.compile(_LONG).groupindex


def test_short_patterns_are_not_kept(folder: Path) -> None:
    assert compiled(r"\d+") == re.compile(r"\d+")
    assert not kept._new


def test_what_other_processes_keep_stays(folder: Path, forget: Callable[[], None]) -> None:
    compiled(_LONG)
    kept._keep()
    forget()
    assert compiled(_LONG + "|x") == re.compile(_LONG + "|x")
    assert len(kept._new) == 1
    kept._keep()
    forget()
    compiled(_LONG)
    compiled(_LONG + "|x")
    assert not kept._new
    assert len(_files(folder)) == 1


@pytest.mark.parametrize("harm", [b"", b"\0" * 40, b"\xff" * 40])
def test_a_harmed_file_is_made_anew(folder: Path, forget: Callable[[], None], harm: bytes) -> None:
    compiled(_LONG)
    kept._keep()
    forget()
    (file,) = _files(folder)
    file.write_bytes(harm)
    assert compiled(_LONG) == re.compile(_LONG)
    assert len(kept._new) == 1


def test_those_of_another_python_are_not_taken(
    folder: Path, forget: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(_LONG)
    kept._keep()
    forget()
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert compiled(_LONG) == re.compile(_LONG)
    assert len(kept._new) == 1


def test_another_source_of_the_same_key_is_not_taken(folder: Path, forget: Callable[[], None]) -> None:
    compiled(_LONG)
    (key,) = kept._new
    kept._new[key] = marshal.dumps(("another", patterns._parts("another", 0)))
    kept._keep()
    forget()
    assert compiled(_LONG) == re.compile(_LONG)


def test_where_nothing_may_be_written_nothing_is(
    folder: Path, forget: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(_LONG) == re.compile(_LONG)
    kept._keep()
    assert not _files(folder)
    monkeypatch.setattr(kept, "cache_from_source", lambda _: str(folder / "a file" / "x.pyc"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (folder / "a file").touch()
    forget()
    assert compiled(_LONG) == re.compile(_LONG)
    kept._keep()
    assert _files(folder) == [folder / "a file"]


def test_a_broken_source_fails_as_with_re(folder: Path) -> None:
    with pytest.raises(re.error, match="unterminated subpattern"):
        compiled("(")


_SOURCES = """
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source
from bibtool.text import compiled, kept
made = []
parts = compiled._parts
kept._file.cache_clear()
kept._file = lambda: kept.Path("nowhere")
kept._keep = lambda: None
compiled._parts = lambda source, flags: made.append(ascii(source)) or parts(source, flags)
text = "J. Lis, Most, [w:] Rzeki, red. A. Kos, Kielce 2001, s. 5; AAN, MSZ, sygn. 12, k. 3; tenże, Tama, Lublin 1999."
extract([Source("note.jsonl", b'{"number": "1", "text": "%s"}' % text.encode(), "notes")])
print(*sorted(made), sep="\\0")
"""


def test_patterns_are_the_same_in_every_process() -> None:
    """Else none of them is found again: no pattern is made of a set in the order that it happens to have."""
    made = [
        subprocess.run(
            [sys.executable, "-c", _SOURCES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
        for seed in ("1", "2")
    ]
    assert len(made[0]) > 150
    assert made[0] == made[1]


def test_a_file_that_grew_too_large_begins_anew(
    folder: Path, forget: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(_LONG)
    kept._keep()
    forget()
    monkeypatch.setattr(kept, "_MOST", 0)
    compiled(_LONG, re.IGNORECASE)
    kept._keep()
    assert len(kept._read().places) == 1
