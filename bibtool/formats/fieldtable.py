"""A .bib dialect as data: entry types, their fields, and which CSL variable goes where (``biblatex.toml``, ...)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple


class Row(NamedTuple):
    """``variable`` goes into ``field`` in entries of ``types`` (none: of every type that takes the field)."""

    variable: str
    field: str
    types: frozenset[str]

    def holds(self, entry_type: str) -> bool:
        """Does this row speak of entries of this type?"""
        return not self.types or entry_type in self.types


@dataclass(frozen=True, slots=True)
class Table:
    """One dialect.  ``valid`` is empty where every type takes every field."""

    overflow: str
    types: Mapping[str, tuple[str, ...]]
    mandatory: Mapping[str, tuple[frozenset[str], ...]]
    reading: Mapping[str, str]
    default_type: Mapping[str, str]
    valid: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    aliases: Mapping[str, str]
    rows: tuple[Row, ...]
    last_type: str = "misc"
    order: Mapping[str, int] = field(default_factory=dict)
    passed: tuple[str, ...] = ()  # fields that are kept as they are; none where every field may stand

    def takes(self, entry_type: str, name: str) -> bool:
        """May an entry of this type have this field?"""
        return not self.valid or entry_type not in self.valid or name in self.valid[entry_type]

    def candidates(self, csl_type: str) -> tuple[str, ...]:
        """Entry types for a CSL type, the best first."""
        return (*self.types.get(csl_type, self.types["*"]), self.last_type)

    def complete(self, entry_type: str, fields: Mapping[str, str]) -> bool:
        """Are the mandatory fields all there?"""
        return all(any(name in fields for name in one_of) for one_of in self.mandatory.get(entry_type, ()))


@cache
def table(dialect: str) -> Table:
    """The table of ``<dialect>.toml``."""
    text = resources.files("bibtool.formats").joinpath(f"{dialect}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows = tuple(
        Row(variable, name, frozenset(block.get("types", ())))
        for block in data["rows"]
        for variable, name in zip(block["variables"], block["fields"], strict=True)
    )
    everywhere = frozenset(data.get("valid", {}).get("*", "").split())
    order = {name: place for place, name in enumerate(data["order"].split())}
    return Table(
        data["overflow"],
        {key: tuple(value) for key, value in data["types"].items()},
        {key: tuple(frozenset(one_of.split("|")) for one_of in value) for key, value in data["mandatory"].items()},
        data["reading"],
        data.get("default_type", {}),
        {key: everywhere | frozenset(value.split()) for key, value in data.get("valid", {}).items() if key != "*"},
        {name: kind for kind, names in data["kinds"].items() for name in names.split()},
        data["aliases"],
        rows,
        order=order,
        passed=tuple(data.get("passed", "").split()),
    )


@cache
def accessed_words() -> Mapping[str, str]:
    """Language tag to what stands before an access date, with ``{date}``; ``*`` for any other language."""
    text = resources.files("bibtool.formats").joinpath("bibtex.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)["accessed"]
    return words


@cache
def babel_names() -> Mapping[str, tuple[str, ...]]:
    """Language tag to babel's names, the one to write first."""
    text = resources.files("bibtool.formats").joinpath("languages.toml").read_text(encoding="utf-8")
    return {tag: tuple(names) for tag, names in tomllib.loads(text)["babel"].items()}


@cache
def tags_of_babel() -> Mapping[str, str]:
    """Babel's name to language tag."""
    return {name: tag for tag, names in babel_names().items() for name in names}


def babel(tag: str) -> str:
    """Babel's name for a language tag, for its longest known part (``pl-PL``: polish); empty where there is none."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        names = babel_names().get("-".join(parts[:length]))
        if names:
            return names[0]
    return ""
