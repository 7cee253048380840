"""Runs of names in all forms and languages, one a line of name_runs.txt."""

from pathlib import Path

import pytest

from bibtool.citations.names.run import run
from bibtool.items.names import Name

ROWS = [
    tuple(part.strip() for part in line.split(" | "))
    for line in (Path(__file__).parent / "name_runs.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def said(name: Name) -> str:
    if name.literal:
        return f"{name.literal}!"
    family = f"{name.particle} {name.family}".strip()
    given = f"{name.given} {name.dropping_particle}".strip()
    return f"{family}, {given}" if given else family


def test_there_are_runs_of_many_kinds() -> None:
    assert len(ROWS) >= 60
    assert sum(wanted.endswith("+") for _, wanted in ROWS) >= 5
    assert sum(";" in wanted for _, wanted in ROWS) >= 20


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_a_run_is_parted_into_its_names(text: str, wanted: str) -> None:
    found = run(text, 0, len(text))
    assert " ; ".join(map(said, found.names)) + (" +" if found.et_al else "") == wanted


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_names_stand_apart_and_in_order_where_their_spans_say(text: str, wanted: str) -> None:
    around = f"({text})"
    found = run(around, 1, len(around) - 1)
    assert found.names == run(text, 0, len(text)).names
    assert len(found.spans) == len(found.names)
    ends = [1, *(at for span in found.spans for at in span), len(around) - 1]
    assert ends == sorted(ends)
    for name, (start, end) in zip(found.names, found.spans, strict=True):
        for part in filter(None, (name.family, name.given, name.literal)):
            assert part in " ".join(around[start:end].split())


@pytest.mark.parametrize("text", ["", " , ", "();", "…"])
def test_what_has_no_letters_names_nobody(text: str) -> None:
    found = run(text, 0, len(text))
    assert not found.names
    assert not found.et_al
