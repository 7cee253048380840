"""Files and standard input as bytes: the one place of this folder that touches the disk."""

from __future__ import annotations

import sys
from pathlib import Path

from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes

STDIN = "-"


def load(path: str | Path) -> bytes:
    """The bytes of a file, of standard input for ``-``.  Raises ReadError where there is no file to be read."""
    name = str(path)
    if name == STDIN:
        return sys.stdin.buffer.read()
    file = Path(path)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise ReadError("BT113", name=name) from None
    except IsADirectoryError:
        raise ReadError("BT114", name=name) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        # Windows answers "permission denied" for a directory.
        if file.is_dir():
            raise ReadError("BT114", name=name) from None
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError("BT115", name=name, reason=reason) from None


def read_path(path: str | Path, format: str | None = None) -> Document:
    """Read a file (``-``: standard input) as a Document named by its path."""
    return read_bytes(load(path), str(path), format)
