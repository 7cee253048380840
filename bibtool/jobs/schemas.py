"""The JSON Schemas that others build on (docs/contracts.md): one file each, where the format lives."""

from __future__ import annotations

from importlib import resources

from bibtool.jobs.errors import JobError, near

_END = ".schema.json"


def names() -> list[str]:
    """All schemas, sorted."""
    folder = resources.files("bibtool.formats").joinpath("schema")
    return sorted(entry.name.removesuffix(_END) for entry in folder.iterdir() if entry.name.endswith(_END))


def schema(name: str) -> str:
    """The text of a schema.  Raises :class:`~bibtool.jobs.errors.JobError` BT713 with the nearest names."""
    if name not in names():
        raise JobError("BT713", name=name, near=near(name, names()), known=", ".join(names()))
    return resources.files("bibtool.formats").joinpath("schema", name + _END).read_text(encoding="utf-8")
