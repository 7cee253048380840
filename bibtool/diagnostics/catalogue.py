"""The catalogue of findings: what each code means, in English and Polish.

Each ``codes/*.toml`` holds one family::

    [BT301]
    name = "accessed-before-issued"      # the defect, never the remedy
    severity = "warning"                 # error, warning, info
    en = "accessed {accessed}, before it was published on {issued}"
    pl = "..."
    why_en = "..."                       # what it means for the reader
    why_pl = "..."
    example = "..."                      # a line that provokes it, or what does
    example_pl = "..."                   # the same, where it says anything in English
    names_fields = true                  # {variable} is said in words (fields.toml), not as files spell it
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache

from msgspec import Struct

from bibtool.diagnostics.findings import Finding
from bibtool.text.data import toml, tomls


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


class Rule(Struct, frozen=True):
    """One code of the catalogue; the mappings are keyed by interface language (``en``, ``pl``)."""

    code: str
    name: str
    severity: Severity
    sentence: Mapping[str, str]
    why: Mapping[str, str]
    example: Mapping[str, str]
    names_fields: bool = False


@cache
def rules() -> Mapping[str, Rule]:
    """All codes, sorted."""
    found: dict[str, Rule] = {}
    for family, data in tomls("diagnostics/codes"):
        for code, row in data.items():
            if code in found:
                raise ValueError(f"{family}.toml: {code} is declared twice")
            found[code] = Rule(
                code,
                row["name"],
                Severity(row["severity"]),
                {ui: row[ui] for ui in UI_LANGUAGES},
                {ui: row[f"why_{ui}"] for ui in UI_LANGUAGES},
                {ui: row.get(f"example_{ui}", row["example"]) for ui in UI_LANGUAGES},
                row.get("names_fields", False),
            )
    return dict(sorted(found.items()))


def severity(finding: Finding) -> Severity:
    """The severity of a finding's code."""
    return rules()[finding.code].severity


def sentence(finding: Finding, ui: str = "en") -> str:
    """The finding in words, in the interface language ``ui``."""
    from bibtool.diagnostics.reasons import QUOTED, reason_in

    rule = rules()[finding.code]
    args = {name: reason_in(ui, text, _sentences) if name in QUOTED else text for name, text in finding.args.items()}
    if rule.names_fields:
        args["variable"] = ", ".join(_fields(ui).get(name, name) for name in args["variable"].split(", "))
    return rule.sentence[ui].format(**args)


@cache
def _fields(ui: str) -> Mapping[str, str]:
    """What messages call a CSL variable, where that is not its CSL name."""
    names: Mapping[str, str] = toml("diagnostics/fields.toml").get(ui, {})
    return names


@cache
def _sentences() -> Sequence[tuple[re.Pattern[str], str]]:
    """The sentences that one finding may quote of another, those with the most words of their own first."""
    from string import Formatter

    found: list[tuple[int, re.Pattern[str], str]] = []
    for rule in rules().values():
        parts = list(Formatter().parse(rule.sentence["en"]))
        if any(conversion for *_, conversion in parts):
            continue  # a value with quotation marks around it
        pattern, known = "", set[str]()
        for literal, name, *_ in parts:
            pattern += re.escape(literal)
            if name is not None:
                pattern += f"(?P={name})" if name in known else f"(?P<{name}>.*?)"
                known.add(name)
        own = sum(len(literal) for literal, *_ in parts)
        found.append((own, re.compile(pattern, re.DOTALL), rule.sentence["pl"]))
    return tuple((pattern, other) for _, pattern, other in sorted(found, key=lambda row: -row[0]))
