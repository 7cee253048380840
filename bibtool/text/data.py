"""Files that come with bibtool; TOML is read as Python reads modules: compiled once, then taken from ``__pycache__``.

``tomllib`` is written in Python; the fifty files behind one note took it a twelfth of the command's time.  Python keeps
and checks what was compiled (by the time and size of the source).  Where it may write nothing, the source is read each
time.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

_ROOT = Path(__file__).parents[1]
_AS_MODULE = ".py"  # "letters.toml.py" is kept as "letters.toml.cpython-311.pyc", beside that of "letters.py"


class _Loader(SourceFileLoader):
    """The loader of modules, for a table: its code is one expression."""

    def path_stats(self, path: str) -> Any:
        return super().path_stats(path.removesuffix(_AS_MODULE))

    def get_data(self, path: str) -> bytes:
        return super().get_data(path.removesuffix(_AS_MODULE))

    def source_to_code(  # type: ignore[override]  # typeshed gives its two parents two signatures
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> CodeType:
        import tomllib  # itself of many patterns

        code: CodeType = compile(repr(tomllib.loads(bytes(data).decode("utf-8"))), path, "eval", dont_inherit=True)
        return code


def data_file(path: str) -> Path:
    """A file by its path below the package."""
    return _ROOT / path


def toml(path: str) -> dict[str, Any]:
    """A file by its path below the package: ``toml("language/lexicon/pl.toml")``; nobody else has what it gives.

    Dates and times have no place in it.  Raises OSError and :class:`tomllib.TOMLDecodeError`.
    """
    source = str(data_file(path))
    code = _Loader(path, source + _AS_MODULE).get_code(path)
    if code is None:
        raise FileNotFoundError(source)
    table: dict[str, Any] = eval(code, {"__builtins__": {}})
    return table


def tomls(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The files of a folder below the package, by their names without ".toml", in the order of these."""
    for path in sorted(data_file(folder).glob("*.toml")):
        yield path.stem, toml(f"{folder}/{path.name}")
