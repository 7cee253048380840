"""Every code of reading occurs in the golden corpus, or is listed as lacking a case."""

from __future__ import annotations

import os
from pathlib import Path

from golden_notes import cases

from bibtool.diagnostics.catalogue import rules

UNCOVERED = Path(__file__).parent / "known_uncovered_codes.txt"


def test_every_code_of_reading_occurs_in_the_corpus() -> None:
    """Codes of text, notes, citations and works; tests/known_uncovered_codes.txt lists those without a case.

    Strict both ways: a new code without a case must be listed, a listed code with a case must go.
    ``UPDATE_GOLDEN=1`` writes the list.
    """
    shown = {code for case in cases() for code in case.expected.get("findings", [])}
    assert shown <= set(rules()), "a case expects a finding that does not exist"
    missing = sorted(code for code in rules() if code[2] in "1234" and code not in shown)
    if os.environ.get("UPDATE_GOLDEN"):
        UNCOVERED.write_text("".join(f"{code} {rules()[code].name}\n" for code in missing), encoding="utf-8")
    listed = [line.split()[0] for line in UNCOVERED.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert listed == missing
