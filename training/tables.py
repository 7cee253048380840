"""The words that invented works and their citations are made of, by language."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Table:
    """One language: lists of choices by section and name."""

    code: str
    sections: Mapping[str, Mapping[str, tuple[str, ...]]]

    def list(self, section: str, name: str) -> tuple[str, ...]:
        """The choices of a name; empty where the language has none."""
        return self.sections[section].get(name, ())

    def pick(self, rng: random.Random, section: str, name: str) -> str:
        """One of the choices; empty where the language has none."""
        choices = self.list(section, name)
        return rng.choice(choices) if choices else ""


def _split(value: str | int) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value).split("|")) if value != "" else ()


@cache
def table(code: str) -> Table:
    """The table of a language.  Raises FileNotFoundError where there is none."""
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Table(code, {name: {key: _split(value) for key, value in rows.items()} for name, rows in data.items()})


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a table."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A Roman numeral, for numbers from 1 to 399."""
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out += sign
            number -= value
    return out


def ordinal(number: int) -> str:
    """An English ordinal in figures."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
