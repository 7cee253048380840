"""Options that would do nothing are refused: the table ``effects.toml`` says which, and this reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.jobs.errors import JobError
from bibtool.readers.kinds import Family, kinds
from bibtool.text.data import toml


class Rule(Struct, frozen=True):
    """One way in which an option has no effect; see ``effects.toml``."""

    option: str
    having: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sources: tuple[Family, ...] = ()


@cache
def rules(command: str) -> tuple[Rule, ...]:
    """The rules of a command."""

    return tuple(
        Rule(
            f"--{option}",
            tuple(row.get("with", ())),
            tuple(row.get("without", ())),
            tuple(map(Family, row.get("sources", ()))),
        )
        for option, rows in toml("cli/effects.toml").get(command, {}).items()
        for row in rows
    )


def among_options(command: str, given: Collection[str], values: Mapping[str, Any]) -> None:
    """Raises JobError BT751 or BT752 for an option of ``given`` that the other options leave without effect.

    ``values`` are those of all parameters by option (``--as``) or argument (``query``), given or not.
    """
    for rule in rules(command) if given else ():
        if rule.option not in given or rule.sources or values.get(rule.option) is False:  # --no-save asks for nothing
            continue
        if rule.having and all(_so(condition, given, values) for condition in rule.having):
            raise JobError(
                Code.OPTION_WITHOUT_EFFECT,
                option=rule.option,
                other=" ".join(_shown(each, values) for each in rule.having),
            )
        if rule.without and not any(_so(condition, given, values) for condition in rule.without):
            needed = " | ".join(each.replace("=", " ") for each in rule.without)
            raise JobError(Code.OPTION_NEEDS_ANOTHER, option=rule.option, needed=needed)


def on_source(command: str, name: str, given: Mapping[str, bool], families: Collection[Family]) -> None:
    """Raises JobError BT753 for an option that does nothing for sources of these families, once they are known."""
    for rule in rules(command):
        if given.get(rule.option) and rule.sources and families and not set(families) & set(rule.sources):
            takes = ", ".join(kind.label for kind in kinds().values() if kind.family in rule.sources)
            own = [kind.label for kind in kinds().values() if kind.family in families]
            # a list of addresses has the ending of a text, which may be an article
            path = f"{name} ({own[0]})" if len(own) == 1 else name
            raise JobError(Code.OPTION_NOT_FOR_SOURCE, option=rule.option, path=path, takes=takes)


def _so(condition: str, given: Collection[str], values: Mapping[str, Any]) -> bool:
    option, differs, other = condition.partition("!=")
    if differs:
        return option in given and other not in _texts(values.get(option))
    option, equals, value = condition.partition("=")
    if equals:
        return value in _texts(values.get(option))
    if not option.startswith("--"):
        return any(option in _texts(argument) for name, argument in values.items() if not name.startswith("-"))
    return option in given


def _shown(condition: str, values: Mapping[str, Any]) -> str:
    option, differs, _ = condition.partition("!=")
    if differs:
        return f"{option} {' '.join(_texts(values.get(option)))}"
    return condition.replace("=", " ")


def _texts(value: Any) -> list[str]:
    """A value, or those of a list, as they are written."""
    rows = value if isinstance(value, (list, tuple)) else [value]
    return [str(row.value if isinstance(row, Enum) else row) for row in rows]
