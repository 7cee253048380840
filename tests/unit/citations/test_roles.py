"""Words for who edited or translated, in brackets or not, two of them joined."""

from __future__ import annotations

import pytest

from bibtool.citations.names.roles import editors_after, found, role_at


@pytest.mark.parametrize(
    ("text", "variable", "end"),
    [
        ("red. A. Lis", "editor", 5),
        ("(red.) A. Lis", "editor", 7),
        ("[(ed.)] A. Lis", "editor", 8),
        ("Hrsg. von A. Lis", "editor", 10),
        ("red. i przekł. A. Lis", "editor", 15),
        ("przeł. A. Lis", "translator", 7),
        ("reda A. Lis", None, 0),
        ("(", None, 0),
        ("", None, 0),
    ],
)
def test_a_word_at_a_place(text: str, variable: str | None, end: int) -> None:
    assert role_at(text, 0, len(text)) == ((variable, end) if variable else None)


def test_all_words_of_a_stretch() -> None:
    text = "Most, red. A. Lis, przeł. B. Kos (ed. C. Wrona)"
    assert [(text[start:end], variable) for start, end, variable in found(text, 0, len(text))] == [
        ("red. ", "editor"), ("przeł. ", "translator"), ("(ed. ", "editor"),
    ]  # fmt: skip
    assert list(found(text, 0, 6)) == []
    assert list(found("Most nad rzeką", 0, 14)) == []


@pytest.mark.parametrize(
    ("text", "at", "end"),
    [("A. Lis (red.), Most", 6, 13), ("A. Lis, red., Most", 6, 12), ("A. Lis, Most", 6, 6), ("A. Lis (most), X", 6, 6)],
)
def test_an_editor_behind_names(text: str, at: int, end: int) -> None:
    assert editors_after(text, at, len(text)) == end
