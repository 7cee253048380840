"""The JSON Schemas that others build on (docs/contracts.md): one file each, beside what writes the shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import JobError, near

_FOLDERS = ("bibtool.formats", "bibtool.jobs")
_END = ".schema.json"


@cache
def _schemas() -> Mapping[str, str]:
    found = {
        entry.name.removesuffix(_END): entry.read_text(encoding="utf-8")
        for package in _FOLDERS
        for entry in resources.files(package).joinpath("schema").iterdir()
        if entry.name.endswith(_END)
    }
    return dict(sorted(found.items()))


def names() -> list[str]:
    """All schemas, sorted."""
    return list(_schemas())


def schema(name: str) -> str:
    """The text of a schema.  Raises :class:`~bibtool.jobs.errors.JobError` BT713 with the nearest names."""
    if name not in _schemas():
        raise JobError(Code.UNKNOWN_SCHEMA, name=name, near=near(name, names()), known=", ".join(names()))
    return _schemas()[name]
