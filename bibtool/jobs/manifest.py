"""What was written into a folder, by name and hash: a file that somebody edited since is never overwritten.

The manifest is written before the files, with what they had and what they shall have, and once more after them: a run
that is killed between the two knows its own files again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from msgspec import Struct

from bibtool.changes import writing
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.jobs import files

MANIFEST = ".bibtool-run.json"
#: The code of the finding that says what was left.
LEFT = Code.OUTPUT_EDITED


class Edited(Enum):
    """What is done with files that were edited since, or that no manifest knows."""

    LEFT = "left"
    OVERWRITTEN = "overwritten"


class Delivered(Struct, frozen=True):
    """The files that have the new content, in order, and a finding (BT768) where some were left."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def deliver(folder: Path, content: Mapping[str, str | bytes], edited: Edited = Edited.LEFT) -> Delivered:
    """Write ``content`` by name into ``folder``.  Raises JobError BT704."""
    writing.swept(folder)  # also where nothing is written, since everything is there
    known = _known(folder / MANIFEST)
    data = {name: files.encoded(text) for name, text in content.items()}
    new = {name: _sum(each) for name, each in data.items()}
    there = {name: _there(folder / name) for name in data}
    left = [
        name for name in data if edited is Edited.LEFT and there[name] not in (None, new[name], *known.get(name, ()))
    ]
    written = {name: each for name, each in new.items() if name not in left}
    if any(there[name] != each for name, each in written.items()):
        both = {name: [*known.get(name, ()), each] for name, each in written.items()}
        _save(folder, {**known, **both})
        for name in written:
            if there[name] != new[name]:
                files.write(folder / name, data[name])
    _save(folder, {**known, **{name: [each] for name, each in written.items()}})
    findings = (Finding(LEFT, {"folder": str(folder), "names": ", ".join(left)}),) if left else ()
    return Delivered(tuple(folder / name for name in written), findings)


def _known(path: Path) -> dict[str, list[str]]:
    """Hashes by name; none where there is no manifest, or what is there is none."""
    try:
        rows = json.loads(path.read_bytes())["files"]
        return {str(name): [str(each) for each in hashes] for name, hashes in rows.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _save(folder: Path, known: Mapping[str, list[str]]) -> None:
    rows = {name: sorted(set(hashes)) for name, hashes in sorted(known.items())}
    text = json.dumps({"schema": 1, "files": rows}, ensure_ascii=False, indent=1) + "\n"
    if _there(folder / MANIFEST) != _sum(files.encoded(text)):
        files.write(folder / MANIFEST, text)


def _there(path: Path) -> str | None:
    """The hash of what is there; None for nothing, "" for what cannot be read."""
    try:
        return _sum(path.read_bytes())
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return None  # writing says so
    except OSError:
        return ""


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
