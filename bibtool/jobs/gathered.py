"""The documents that a command line names: files, folders, patterns and lists of them."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files
from bibtool.jobs.errors import JobError
from bibtool.jobs.paths import exists
from bibtool.jobs.queries import is_query
from bibtool.readers.kinds import Family, by_ending

_PATTERN = frozenset("*?[")
#: What programs keep beside documents and nobody wrote: Word's and LibreOffice's marks of an open file.
_BESIDE = ("~$", ".~")


class Gathered(Struct, frozen=True):
    """Paths in the order of the arguments, those of a folder or pattern sorted; how many files of folders are left out,
    by ending; what of the arguments cannot be looked at."""

    paths: tuple[str, ...]
    left: Mapping[str, int]
    refused: tuple[Finding, ...] = ()


def several(name: str) -> bool:
    """Whether an argument names any number of files: a folder, or a pattern that is no file's name."""
    if name in ("", files.STDIN) or "://" in name or is_query(name):
        return False
    return Path(name).is_dir() if exists(name) else not _PATTERN.isdisjoint(name)


def expanded(names: Sequence[str], without: Iterable[str | None] = ()) -> Gathered:
    """Files instead of folders and patterns; names that are all of files stay as they are, repeated ones too."""
    return gather(names, without) if any(map(several, names)) else Gathered(tuple(names), {})


def gather(names: Sequence[str], without: Iterable[str | Path | None] = ()) -> Gathered:
    """Every file that ``names`` name, once.

    Of a folder and those within it: files whose ending is that of an article, and no hidden ones; a symbolic link is
    followed, a folder is entered once.  ``without`` are files that folders and patterns do not give
    (what is written into the folder that is read).
    """
    own = {found for each in without if each is not None and (found := _identity(each)) is not None}
    paths: dict[str, None] = {}
    left: Counter[str] = Counter()
    refused: list[Finding] = []
    for name in names:
        if not several(name):
            paths[name] = None
            continue
        of_it: dict[str, None] = {}
        here: Counter[str] = Counter()
        bad = len(refused)
        if Path(name).is_dir():
            _folder(name, own, of_it, here, refused, _wanted)
        else:
            of_it = _matches(name, own, here, refused)
        if not of_it and len(refused) == bad:
            others = f" ({some(here)})" if here else ""
            refused.append(Finding(Code.NO_DOCUMENTS, {"path": name, "left": others}, document=name))
        paths |= of_it
        left += here
    return Gathered(tuple(paths), dict(sorted(left.items())), tuple(refused))


def some(left: Mapping[str, int]) -> str:
    """``.png 3, .csv 1``: endings with how many files have them, the most frequent first."""
    ranked = sorted(left.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(f"{ending or '-'} {count}" for ending, count in ranked[:8]) + (", …" if len(ranked) > 8 else "")


def listed(path: str) -> list[str]:
    """The paths in a list, one a line in any encoding; empty lines do not matter, nor which line ends there are.

    Paths are those of the current folder.  Raises :class:`~bibtool.jobs.errors.JobError` for a list that cannot be
    read, or that holds nothing (BT730).
    """
    data = files.read(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:  # a path need not be UTF-8; "find -print0" ends each with a null
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").replace("\0", "\n")
    names = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not names:
        raise JobError(Code.LIST_EMPTY, path=path)
    return names


def _folder(
    root: str,
    own: set[tuple[int, int]],
    paths: dict[str, None],
    left: Counter[str],
    refused: list[Finding],
    wanted: Callable[[str], bool],
) -> None:
    """The files of a folder and of those within, into ``paths``; no recursion, whatever the depth."""
    entered: set[tuple[int, int]] = set()
    found: list[str] = []
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            seen = Path(folder).stat()
            if (seen.st_dev, seen.st_ino) in entered:
                continue
            entered.add((seen.st_dev, seen.st_ino))
            with os.scandir(folder) as rows:
                entries = sorted(rows, key=lambda entry: (entry.is_symlink(), entry.name), reverse=True)
        except OSError as error:
            refused.append(Finding(Code.CANNOT_READ, {"path": folder, "reason": files.reason(error)}, document=folder))
            continue
        for entry in entries:
            if entry.name.startswith((".", *_BESIDE)):
                continue
            path = str(PurePath(entry.path))
            try:
                if entry.is_dir():
                    waiting.append(path)
                    continue
                status = entry.stat()
            except OSError:  # a link to nowhere: said when it is read
                if wanted(path):
                    found.append(path)
                continue
            if not stat.S_ISREG(status.st_mode) or (status.st_dev, status.st_ino) in own:
                continue
            if wanted(path):
                found.append(path)
            else:
                left[PurePath(entry.name).suffix.lower()] += 1
    paths |= dict.fromkeys(_in_order(found))


def _matches(pattern: str, own: set[tuple[int, int]], left: Counter[str], refused: list[Finding]) -> dict[str, None]:
    """What a pattern matches; a folder stands for its files.  ``**`` is any folders, and no link is followed in a
    circle (glob of the standard library takes every way through links that lead back: two make it endless)."""
    found: dict[str, None] = {}
    root, anywhere, rest = pattern.partition("**")
    if anywhere:
        rest = rest.lstrip("/" + os.sep).replace("**", "*")
        for folder in _globbed(root or os.curdir):
            _folder(
                folder,
                own,
                found,
                Counter(),
                refused,
                lambda path: PurePath(path).match(rest) if rest else _wanted(path),
            )
        return dict.fromkeys(_in_order(found))
    for path in _globbed(pattern):
        if Path(path).is_dir():
            _folder(path, own, found, left, refused, _wanted)
        elif _identity(path) not in own or not exists(path):
            found[path] = None
    return dict.fromkeys(_in_order(found))


def _globbed(pattern: str) -> list[str]:
    return glob.glob(pattern)  # noqa: PTH207  -- Path.glob takes no absolute pattern


def _in_order(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: PurePath(path).parts)


def _wanted(path: str) -> bool:
    """Whether a file's name promises an article, or may: XML is all kinds of things, JATS too."""
    from bibtool.readers.registry import readers

    kind = by_ending(path)
    return kind is not None and (
        kind.name in readers()
        or kind.family in (Family.ARTICLE, Family.DOCUMENT)
        or kind.name in ("xml", "jats-references")
    )


def _identity(path: str | Path) -> tuple[int, int] | None:
    try:
        seen = Path(path).stat()
    except (OSError, ValueError):
        return None
    return seen.st_dev, seen.st_ino
