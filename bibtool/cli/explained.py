"""Codes in words: one in full, or a list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from bibtool.cli.words import word
from bibtool.diagnostics.catalogue import Rule

_WIDTH = 88


def explain(rule: Rule, ui: str) -> str:
    """What, why, example; paragraphs of 88 columns."""
    parts = [
        f"{rule.code} {rule.name} ({word(rule.severity.value, ui)})",
        f"{word('what', ui)}\n{_indented(rule.sentence[ui].replace('{{', '{').replace('}}', '}'))}",
        f"{word('why', ui)}\n{_indented(rule.why[ui])}",
        f"{word('example', ui)}\n{_indented(rule.example)}",
    ]
    return "\n\n".join(parts)


def listing(rules: Iterable[Rule], ui: str) -> str:
    """One line a code: code, severity, name."""
    return "\n".join(f"{rule.code}  {word(rule.severity.value, ui):<11} {rule.name}" for rule in rules)


def _indented(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        for line in text.splitlines()
    )
