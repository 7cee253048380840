"""The golden corpus: what is read from each note, and where each value stands in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden_notes import Case, cases

from bibtool.citations.citation import Citation
from bibtool.entries.build import build
from bibtool.items.item import DATE_VARIABLES, NAME_VARIABLES, Item
from bibtool.jobs.extract import from_document
from bibtool.text.spans import slices

CASES = list(cases())
# One line a failure: the test's name without "test_", the case; strict both ways: a listed pass fails too.
FAILURES = Path(__file__).parent / "known_failures.txt"
KNOWN = {
    tuple(line.split()[:2])
    for line in FAILURES.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}
# What stands beside the variables of an item in an expected citation.
FRAME = {"note", "index", "kind", "refers_to", "type", "locator", "label", "signal", "comment", "printed", "inferred"}
# Compared only where the case names it: it is told, not printed.
OPTIONAL = {"language"}
# Findings that are compared only where the case names them: BT317 says how near two readings are, which moves with the
# trained weights while the reading itself stays.
OPTIONAL_FINDINGS = {"BT317"}


def each_case(test: str) -> pytest.MarkDecorator:
    """All cases as parameters of ``test_<test>``, those in known_failures.txt expected to fail."""
    unknown = {name for kind, name in KNOWN if kind == test} - {case.name for case in CASES}
    assert not unknown, f"known_failures.txt lists cases that are not there: {sorted(unknown)}"
    marked = [
        pytest.param(c, id=c.name, marks=[pytest.mark.xfail(strict=True)] if (test, c.name) in KNOWN else [])
        for c in CASES
    ]
    return pytest.mark.parametrize("case", marked)


@cache
def _result(name: str) -> tuple[str, list[Citation], set[str], Item | None]:
    case = next(c for c in CASES if c.name == name)
    found, findings = from_document(case.read())
    works = build(found.citations)
    codes = {f.code for f in (*findings, *works.findings)}
    return found.document.text, list(works.citations), codes, found.own


def test_there_is_a_corpus() -> None:
    assert len(CASES) >= 6
    assert len({case.path.parent.name for case in CASES}) >= 3, "several languages"
    assert any(not case.expected.get("citation") for case in CASES), "what looks like a citation and is none"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_case_says_why_it_is_there(case: Case) -> None:
    lines = [line for line in case.prose.splitlines() if line.strip()]
    assert lines[0].startswith("# ")
    assert len(lines) >= 2
    for expected in case.expected.get("citation", []):
        unknown = set(expected) - FRAME - NAME_VARIABLES - DATE_VARIABLES
        assert all(isinstance(expected[key], str) for key in unknown), f"{unknown}: text variables are strings"


@each_case("citations")
def test_citations(case: Case) -> None:
    _, citations, _, own = _result(case.name)
    expected = [_wanted(row) for row in case.expected.get("citation", [])]
    assert [_got(c, row) for c, row in zip(citations, _padded(expected, citations), strict=True)] == expected
    if "document" in case.expected:
        assert own is not None
        wanted = case.expected["document"]
        assert {key: _variables(own).get(key) for key in wanted} == wanted


@each_case("findings")
def test_findings(case: Case) -> None:
    _, _, codes, _ = _result(case.name)
    expected = case.expected.get("findings", [])
    assert sorted(codes - (OPTIONAL_FINDINGS - set(expected))) == sorted(expected)


@each_case("provenance")
def test_provenance(case: Case) -> None:
    """The joined slices of the spans are ``raw``, for every field; and ``raw`` is what the case says is printed."""
    source, citations, _, _ = _result(case.name)
    for citation in citations:
        assert citation.spans == tuple(sorted(citation.spans))
        assert citation.fields or citation.kind.value != "full"
        for variable, field in citation.fields.items():
            where = f"{case.name} {citation.note}.{citation.index} {variable}"
            assert slices(source, field.spans) == field.raw, where
            assert field.rule, where
            assert field.inferred or field.spans, f"{where}: printed, but nowhere"
    rows = case.expected.get("citation", [])
    for citation, row in zip(citations, rows, strict=False):
        for variable, printed in _printed(row, source).items():
            field = "note" if variable == "remark" else variable
            assert field in citation.fields, f"{variable} has no place"
            assert _flat(citation.fields[field].raw) == _flat(printed), variable


def _padded(expected: list[dict[str, Any]], citations: list[Citation]) -> list[dict[str, Any]]:
    return (expected + [{}] * len(citations))[: len(citations)]


def _wanted(row: dict[str, Any]) -> dict[str, Any]:
    out = {key: value for key, value in row.items() if key not in {"printed", "inferred"}}
    out.setdefault("kind", "full")
    out.setdefault("note", "1")
    return out


def _got(citation: Citation, row: dict[str, Any]) -> dict[str, Any]:
    """The citation in the shape of a case: variables that the case leaves out must be absent, but for OPTIONAL and
    the type, and what a back-reference inherits is not compared unless named."""
    out: dict[str, Any] = {"kind": citation.kind.value, "note": citation.note}
    if citation.item.type and "type" in row:
        out["type"] = citation.item.type
    if citation.refers_to:
        out["refers_to"] = f"{citation.refers_to.note}.{citation.refers_to.index}"
    for key in ("locator", "label", "locator_rest", "signal", "comment"):
        value = _flat(getattr(citation, key))
        if value and (key != "label" or "label" in row):
            out[key] = value
    if "index" in row:
        out["index"] = citation.index
    for variable, value in _variables(citation.item).items():
        if variable in row or variable not in OPTIONAL:
            out[variable] = value
    return out


def _variables(item: Item) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for variable, names in item.names.items():
        rows = [n.literal or ", ".join(filter(None, [f"{n.particle} {n.family}".strip(), n.given])) for n in names]
        out[variable] = rows
    out.update((variable, date.to_edtf()) for variable, date in item.dates.items() if date)
    out.update(item.text)
    if "note" in out:  # the row says under that name which note it is of
        out["remark"] = out.pop("note")
    return out


def _printed(row: dict[str, Any], source: str) -> dict[str, str]:
    """Variable by printed form: as the case says, else the value itself where the note holds it literally."""
    out: dict[str, str] = dict(row.get("printed", {}))
    skip = {
        "note",
        "index",
        "kind",
        "refers_to",
        "type",
        "label",
        "locator_rest",
        "printed",
        "inferred",
        *row.get("inferred", []),
    }
    for variable, value in row.items():
        if variable not in skip and variable not in OPTIONAL and isinstance(value, str) and value in _flat(source):
            out.setdefault(variable, value)
    return out


def _flat(text: str) -> str:
    return " ".join(text.split())
