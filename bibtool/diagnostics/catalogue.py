"""The catalogue of findings: what each code means, in English and Polish.

Each ``codes/*.toml`` holds one family::

    [BT301]
    name = "accessed-before-issued"      # the defect, never the remedy
    severity = "warning"                 # error, warning, info
    en = "accessed {accessed}, before it was published on {issued}"
    pl = "..."
    why_en = "..."                       # what it means for the reader
    why_pl = "..."
    example = "..."                      # a line that provokes it
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

from bibtool.diagnostics.findings import Finding


class Severity(Enum):
    """How much a finding matters; the order is that of :attr:`rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self.value]


_RANKS = {"error": 0, "warning": 1, "info": 2}
UI_LANGUAGES = ("en", "pl")


@dataclass(frozen=True, slots=True)
class Rule:
    """One code of the catalogue; the mappings are keyed by interface language (``en``, ``pl``)."""

    code: str
    name: str
    severity: Severity
    sentence: Mapping[str, str]
    why: Mapping[str, str]
    example: str


@cache
def rules() -> Mapping[str, Rule]:
    """All codes, sorted."""
    found: dict[str, Rule] = {}
    for entry in resources.files("bibtool.diagnostics").joinpath("codes").iterdir():
        if not entry.name.endswith(".toml"):
            continue
        for code, row in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"{entry.name}: {code} is declared twice")
            found[code] = Rule(
                code,
                row["name"],
                Severity(row["severity"]),
                {ui: row[ui] for ui in UI_LANGUAGES},
                {ui: row[f"why_{ui}"] for ui in UI_LANGUAGES},
                row["example"],
            )
    return dict(sorted(found.items()))


def severity(finding: Finding) -> Severity:
    """The severity of a finding's code."""
    return rules()[finding.code].severity


def sentence(finding: Finding, ui: str = "en") -> str:
    """The finding in words, in the interface language ``ui``."""
    from bibtool.diagnostics.reasons import QUOTED, reason_in

    args = {name: reason_in(ui, text) if name in QUOTED else text for name, text in finding.args.items()}
    return rules()[finding.code].sentence[ui].format(**args)
