"""CSL-YAML: the items of CSL-JSON under ``references:``, their texts in pandoc's Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from bibtool.diagnostics.attempt import Attempt, direct
from bibtool.entries.entry import Entry
from bibtool.formats.canonical import canonical, clean
from bibtool.formats.csl_json import items_of
from bibtool.formats.format import Format, FormatError, ReadResult
from bibtool.formats.markdown import from_markdown, to_markdown

# A file of some lines can stand for gigabytes through its aliases; what an honest file holds is its own size.
_MOST_FOLD = 20
_LEAST = 100_000
_DEEPEST = 60
_NO_TEXT = frozenset({"id", "type"})


def write(entries: Sequence[Entry]) -> str:
    """One document, as pandoc writes it."""
    rows = [canonical(entry.item).to_csl(clean(entry.key)) for entry in entries]
    return f"---\n{_dump({'references': [_texts(row, to_markdown) for row in rows]})}...\n"


def read(text: str, attempt: Attempt = direct) -> ReadResult[Entry]:
    """The items of all documents of a file: of ``references``, of a list, or a single one.

    Raises :class:`FormatError` where the text is no YAML, holds no items, or would unfold to many times its size.
    """
    documents = _documents(text)
    data = documents[0] if len(documents) == 1 else [row for each in documents for row in _rows(each)]
    return items_of(_texts(data, from_markdown), "CSL-YAML", attempt)


def of_metadata(text: str, attempt: Attempt = direct) -> tuple[Sequence[Entry], dict[str, str]]:
    """The works under ``references`` of the metadata of a Markdown document, and its own values that are texts.

    Raises :class:`FormatError` as :func:`read` does.
    """
    data = next(iter(_documents(text)), None)
    if not isinstance(data, dict):
        return (), {}
    rows = data.get("references")
    read = items_of(_texts(rows, from_markdown), "CSL-YAML", attempt).entries if isinstance(rows, list) else ()
    return read, {str(name): value for name, value in data.items() if isinstance(value, str)}


def _documents(text: str) -> list[Any]:
    yaml: Any = import_module("yaml")  # untyped
    try:
        documents = [each for each in yaml.load_all(text.removeprefix("\ufeff"), _loader()) if each is not None]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 0
        raise FormatError(f"no YAML: {error.problem or error.context}", line) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        raise FormatError(f"no YAML: {' '.join(str(error).split())}") from None
    except (RecursionError, ValueError, TypeError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise FormatError(f"no YAML that can be read: {reason}") from None
    _Unfolded(max(_LEAST, _MOST_FOLD * len(text))).count(documents, 0)
    return documents


def _rows(data: Any) -> list[Any]:
    if isinstance(data, dict) and isinstance(data.get("references"), list):
        rows: list[Any] = data["references"]
        return rows
    return data if isinstance(data, list) else [data]


def _texts(value: Any, change: Callable[[str], str]) -> Any:
    """Data with every text changed, but for keys, ids and types."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each if key in _NO_TEXT else _texts(each, change) for key, each in value.items()}
    return [_texts(each, change) for each in value] if isinstance(value, list) else value


def _dump(data: Any) -> str:
    yaml: Any = import_module("yaml")
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumped: str = yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return dumped


@cache
def _loader() -> Any:
    """A loader for which only null and truth values are no texts: "no" is Norwegian, 1.10 a number of an issue."""
    yaml: Any = import_module("yaml")
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    kinds = {"tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"}
    resolvers: dict[Any, list[Any]] = {}
    for first, rows in base.yaml_implicit_resolvers.items():
        kept = [row for row in rows if row[0] in kinds and (row[0].endswith("null") or first in set("tTfF"))]
        if kept:
            resolvers[first] = kept
    loader: Any = type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})
    loader.add_constructor("tag:yaml.org,2002:bool", lambda load, node: node.value.lower() == "true")
    return loader


class _Unfolded:
    """How much data a document stands for, aliases unfolded; more than ``limit`` is refused."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.sizes: dict[int, int] = {}
        self.open: set[int] = set()

    def count(self, value: Any, depth: int) -> int:
        """The number of values.  Raises :class:`FormatError`."""
        if not isinstance(value, (dict, list)):
            return 1 + (len(value) // 100 if isinstance(value, str) else 0)
        if id(value) in self.sizes:
            return self.sizes[id(value)]
        if id(value) in self.open or depth > _DEEPEST:
            raise FormatError("no YAML that can be read: it holds itself, or is nested too deeply")
        self.open.add(id(value))
        size = 1
        for each in value.values() if isinstance(value, dict) else value:
            size += self.count(each, depth + 1)
            if size > self.limit:
                raise FormatError("no YAML that can be read: its aliases stand for many times its size")
        self.open.discard(id(value))
        self.sizes[id(value)] = size
        return size


LOSSES = (
    "mentions, variants, URL candidates and findings of an entry stay in citations.jsonl",
    "text is brought to NFC, and control characters go",
)

FORMAT: Format[Entry] = Format("csl-yaml", "CSL-YAML", (".yaml", ".yml", ".csl.yaml"), write, read, LOSSES)
