"""Codes in words: one in full, or a list."""

from __future__ import annotations

from collections.abc import Iterable

from bibtool.cli.lines import filled
from bibtool.cli.words import word
from bibtool.diagnostics.catalogue import Rule

_WIDEST = 88


def explain(rule: Rule, ui: str, room: int | None) -> str:
    """What, why, example; paragraphs of at most 88 columns, fewer where a terminal has no ``room`` for them."""
    width = min(_WIDEST, room or _WIDEST)
    parts = [
        f"{rule.code} {rule.name} ({word(rule.severity.value, ui)})",
        f"{word('what', ui)}\n{_indented(rule.sentence[ui].replace('{{', '{').replace('}}', '}'), width)}",
        f"{word('why', ui)}\n{_indented(rule.why[ui], width)}",
        f"{word('example', ui)}\n{_indented(rule.example[ui], width)}",
    ]
    return "\n\n".join(parts)


def listing(rules: Iterable[Rule], ui: str) -> str:
    """One line a code: code, severity, name."""
    return "\n".join(f"{rule.code}  {word(rule.severity.value, ui):<11} {rule.name}" for rule in rules)


def _indented(text: str, width: int) -> str:
    return "\n".join(filled(line, width, "  ") for line in text.splitlines())
