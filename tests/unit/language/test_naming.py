"""Languages by their names."""

import pytest

from bibtool.language.naming import tag_of


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Polish", "pl"), ("polski", "pl"), ("język polski", "pl"), ("po polsku", "pl"), ("польский", "pl"),
        ("польська мова", "pl"), ("polština", "pl"), ("Polnisch", "pl"), ("pol", "pl"), ("PL", "pl"),
        ("pl_PL", "pl-PL"),
        ("беларуская", "be"), ("на русском языке", "ru"), ("Українська", "uk"), ("ukr.", "uk"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("deutsch", "de"), ("ger", "de"), ("lietuvių", "lt"),
    ],
)  # fmt: skip
def test_a_name_in_any_language(name: str, tag: str) -> None:
    assert tag_of(name) == tag


@pytest.mark.parametrize("name", ["", "w", "Mosty", "the", "pl; en", "XX", "polski i angielski", "język", "x" * 50])
def test_what_is_no_language(name: str) -> None:
    assert tag_of(name) == ""
