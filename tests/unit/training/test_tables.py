"""The word tables: every language has every name, and every template's words are there."""

from __future__ import annotations

import re

import pytest

from training.notation import FOLDER, notations
from training.tables import languages, table

# What a language may lack.
OPTIONAL = {("people", "patronymic"), ("people", "middle"), ("people", "particles")}


@pytest.mark.parametrize("code", languages())
def test_every_language_has_the_same_names(code: str) -> None:
    names = {(section, name) for section, rows in table("pl").sections.items() for name in rows}
    own = {(section, name) for section, rows in table(code).sections.items() for name in rows}
    assert own ^ names <= OPTIONAL


@pytest.mark.parametrize("code", languages())
def test_months_are_twelve(code: str) -> None:
    assert len(table(code).list("words", "months")) == len(table(code).list("words", "months_short")) == 12


def test_templates_use_words_that_there_are() -> None:
    used = {word for path in FOLDER.glob("*.toml") for word in re.findall(r"@(\w+)", path.read_text(encoding="utf-8"))}
    assert len(used) > 15
    assert used <= table("pl").sections["words"].keys()


def test_every_notation_has_a_language_and_a_book() -> None:
    assert len(notations()) > 15
    for notation in notations():
        assert set(notation.languages) <= set(languages()), notation.family
        assert notation.kinds["book"], notation.family
