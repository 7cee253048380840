"""A .bib dialect as data: entry types, their fields, and which CSL variable goes where (``biblatex.toml``, ...)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache
from typing import NamedTuple

from msgspec import Struct, field

from bibtool.text.data import toml
from bibtool.text.patterns import regex

# What tells a type and is mostly left to the parent (biblatex manual, "Cross-referencing setup").
_INHERITED = frozenset({"author", "editor", "booktitle"})


class Row(NamedTuple):
    """``variable`` goes into ``field`` in entries of ``types`` (none: of every type that takes the field)."""

    variable: str
    field: str
    types: frozenset[str]

    def holds(self, entry_type: str) -> bool:
        """Does this row speak of entries of this type?"""
        return not self.types or entry_type in self.types


_FIELD = regex(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
# What bibtool itself keeps beside CSL's variables.
_OWN = regex(
    r"tex|entrytype|links|language|year|month|day|year-suffix|et-al|sources|citation|publication-type|custom|transliteration"
    r"|translated-title|transliterated-.*|other-.*|.*-time"
)


class Table(Struct, frozen=True):
    """One dialect.  ``valid`` is empty where every type takes every field."""

    overflow: str
    types: Mapping[str, tuple[str, ...]]
    telling: Mapping[str, tuple[frozenset[str], ...]]
    reading: Mapping[str, str]
    default_type: Mapping[str, str]
    valid: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    aliases: Mapping[str, str]
    rows: tuple[Row, ...]
    order: Mapping[str, int] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()  # fields that are no variable of CSL, and are kept as they are
    known: frozenset[str] = frozenset()  # all others that mean something
    kept: frozenset[str] = frozenset()  # entry types that an entry keeps where `types` would give it another

    def takes(self, entry_type: str, name: str) -> bool:
        """May an entry of this type have this field?"""
        return not self.valid or entry_type not in self.valid or name in self.valid[entry_type]

    def passes(self, name: str) -> bool:
        """Is what an item has under this name, which CSL has not, a field of this name?  Those of other programs are,
        whatever they are: LaTeX passes over a field that it does not know."""
        if name in self.passed:
            return True
        return name not in self.known and _FIELD.fullmatch(name) is not None and _OWN.fullmatch(name) is None

    def candidates(self, csl_type: str) -> tuple[str, ...]:
        """Entry types for a CSL type, the best first; the last one for works that no other fits."""
        return self.types.get(csl_type, self.types["*"])

    def fits(self, entry_type: str, fields: Container[str]) -> bool:
        """Are the fields there that tell this type from others, or may a parent have them?"""
        given = _INHERITED if "crossref" in fields or "xdata" in fields else frozenset()
        return all(
            one_of <= given or any(name in fields for name in one_of) for one_of in self.telling.get(entry_type, ())
        )

    def chosen(self, csl_type: str, fields: Container[str]) -> str:
        """The entry type for a work of a CSL type that has these fields."""
        candidates = self.candidates(csl_type)
        return next((name for name in candidates if self.fits(name, fields)), candidates[-1])


@cache
def table(dialect: str) -> Table:
    """The table of ``<dialect>.toml``."""
    data = toml(f"formats/{dialect}.toml")
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
        {key: tuple(frozenset(one_of.split("|")) for one_of in value) for key, value in data["telling"].items()},
        data["reading"],
        data.get("default_type", {}),
        {key: everywhere | frozenset(value.split()) for key, value in data.get("valid", {}).items() if key != "*"},
        {name: kind for kind, names in data["kinds"].items() for name in names.split()},
        data["aliases"],
        rows,
        order=order,
        passed=frozenset(f"{data.get('passed', '')} {data.get('programs', '')}".split()),
        known=frozenset({*order, *data["aliases"], *(row.field for row in rows), "type", "csl", "verbc"}),
        kept=frozenset(data["kept"]["types"].split()),
    )


@cache
def accessed_words() -> Mapping[str, str]:
    """Language tag to what stands before an access date, with ``{date}``; ``*`` for any other language."""
    words: dict[str, str] = toml("formats/bibtex.toml")["accessed"]
    return words


@cache
def babel_names() -> Mapping[str, tuple[str, ...]]:
    """Language tag to babel's names, the one to write first."""
    return {tag: tuple(names) for tag, names in toml("formats/languages.toml")["babel"].items()}


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
