"""What every code of a finding promises."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from bibtool.diagnostics.catalogue import UI_LANGUAGES, Rule, Severity, rules, sentence
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from training import codes

ROOT = Path(__file__).parents[2] / "bibtool"
CODES = sorted((ROOT / "diagnostics" / "codes").glob("*.toml"))
RULES = list(rules().values())
IN_CODE = {
    getattr(Code, name)
    for path in ROOT.rglob("*.py")
    for name in re.findall(r"\bCode\.([A-Z0-9_]+)", path.read_text("utf-8"))
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_code_has_all_its_texts(rule: Rule) -> None:
    assert re.fullmatch(r"BT[1-9]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert isinstance(rule.severity, Severity)
    assert all(rule.example[ui].strip() for ui in UI_LANGUAGES)
    for ui in UI_LANGUAGES:
        assert rule.sentence[ui].strip() and rule.why[ui].strip()
        assert "\n" not in rule.sentence[ui], "a sentence is one line"
        assert not rule.sentence[ui].rstrip().endswith("."), "sentences stand in lists"
        assert rule.why[ui].rstrip().endswith((".", "…", "?")), "the explanation is prose"
    assert rule.sentence["en"] != rule.sentence["pl"] and rule.why["en"] != rule.why["pl"]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_placeholders_agree_between_languages(rule: Rule) -> None:
    english, polish = (placeholders(rule.sentence[ui]) for ui in UI_LANGUAGES)
    assert english == polish
    assert all(re.fullmatch(r"[a-z_]+", name) for name in english)
    for ui in UI_LANGUAGES:
        shown = sentence(Finding(rule.code, dict.fromkeys(english, "XYZ")), ui)
        assert shown.count("XYZ") >= len(english)


def test_code_names_every_finding_by_its_name() -> None:
    assert codes.MODULE.read_text("utf-8") == codes.module(), "run python -m training.codes"


def test_findings_are_named_in_code_not_numbered() -> None:
    numbered = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.rglob("*.py")
        if path != codes.MODULE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and re.fullmatch(r"BT\d{3}", str(node.value))
    ]
    assert not numbered, "write Code.NAME"


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


def test_a_hundred_belongs_to_one_layer() -> None:
    """BT1 to BT3 are declared by several files (reading, splitting, dating ...); a code stands in one of them."""
    found = [code for path in CODES for code in tomllib.loads(path.read_text("utf-8"))]
    assert len(found) == len(set(found)) == len(RULES)


def test_every_code_found_is_declared_and_every_code_declared_is_found() -> None:
    assert IN_CODE, "no code occurs in the program"
    assert sorted(IN_CODE - set(rules())) == [], "a finding without a sentence"
    assert sorted(set(rules()) - IN_CODE) == [], "a sentence that nothing can say"


# Constructors that take a code, and where its arguments stand: a mapping, or keywords.
_MAKERS = {"Finding", "JobError", "ReadError", "finding"}
_NOT_ARGUMENTS = {"spans", "document", "note_id", "index", "fix", "exit", "args", "code"}


def calls() -> list[tuple[str, str, set[str]]]:
    """Place, code and argument names of every call that makes a finding with its arguments in plain sight."""
    found: list[tuple[str, str, set[str]]] = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # helpers of a module may add arguments of their own: only the constructors themselves are looked at
            if (
                not isinstance(node, ast.Call)
                or getattr(node.func, "id", getattr(node.func, "attr", "")) not in _MAKERS
            ):
                continue
            named = [
                getattr(Code, a.attr)
                for a in node.args
                if isinstance(a, ast.Attribute) and isinstance(a.value, ast.Name) and a.value.id == "Code"
            ]
            if len(named) != 1 or any(k.arg is None for k in node.keywords):
                continue
            mappings = [a for a in (*node.args, *(k.value for k in node.keywords)) if isinstance(a, ast.Dict)]
            names = {k.arg for k in node.keywords if k.arg and not isinstance(k.value, ast.Dict)} - _NOT_ARGUMENTS
            if len(mappings) == 1 and all(isinstance(k, ast.Constant) for k in mappings[0].keys):
                names |= {str(k.value) for k in mappings[0].keys if isinstance(k, ast.Constant)}
            elif mappings or any(isinstance(a, ast.Name) and a.id == "args" for a in node.args):
                continue
            found.append((f"{path.relative_to(ROOT)}:{node.lineno}", named[0], names))
    return found


def test_a_finding_brings_what_its_sentence_names() -> None:
    """A missing argument would only show when the sentence is printed."""
    seen = [row for row in calls() if row[2]]
    assert len(seen) >= 15
    lacking = {
        f"{place} {code}": sorted(placeholders(rules()[code].sentence["en"]) - names)
        for place, code, names in seen
        if not placeholders(rules()[code].sentence["en"]) <= names
    }
    assert lacking == {}
