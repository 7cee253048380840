"""Codes by number, name and family."""

import pytest

from bibtool.diagnostics.catalogue import Severity, rules
from bibtool.diagnostics.findings import Finding
from bibtool.jobs.errors import JobError
from bibtool.jobs.selection import at_least, chosen, selected, wanted


def test_codes_names_and_families() -> None:
    assert chosen(["BT401", "key-taken,bt405"]) == {"BT401", "BT404", "BT405"}
    family = chosen(["BT4"])
    assert family == {code for code in rules() if code.startswith("BT4")}
    assert len(family) >= 6
    with pytest.raises(JobError) as caught:
        chosen(["BT4", "key-tkaen"])
    assert caught.value.finding.code == "BT706"
    assert "key-taken" in str(caught.value)


def test_select_then_ignore() -> None:
    findings = [Finding("BT401"), Finding("BT404"), Finding("BT201")]
    assert [f.code for f in selected(findings)] == ["BT401", "BT404", "BT201"]
    assert [f.code for f in selected(findings, ["BT4"], ["key-taken"])] == ["BT401"]
    assert selected(findings, ["BT4"], ["BT"]) == []


def test_levels() -> None:
    warning = [Finding("BT401")]
    assert rules()["BT401"].severity is Severity.WARNING
    assert at_least(warning, Severity.INFO) and at_least(warning, Severity.WARNING)
    assert not at_least(warning, Severity.ERROR)
    assert not at_least([], Severity.INFO)


@pytest.mark.parametrize(("select", "ignore"), [((), ["BT"]), (["BT3", "key-taken"], ["BT3,BT4"])])
def test_codes_of_which_none_is_left_are_refused(select: list[str], ignore: list[str]) -> None:
    with pytest.raises(JobError) as caught:
        wanted(select, ignore)
    assert caught.value.finding.code == "BT751"
    assert f"--ignore {ignore[0]}" in str(caught.value)
    assert wanted(["BT3"], ["BT301"]) == chosen(["BT3"]) - {"BT301"}
