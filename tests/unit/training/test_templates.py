"""The notation of notations."""

from __future__ import annotations

import random

import pytest

from training.pieces import Piece, joined, tidy
from training.templates import expand, fill

VALUES = {"title": "Most", "year": "1931", "place": "Lwów"}


class Words:
    """A source of three values, one word and Polish quotation marks."""

    def __init__(self) -> None:
        self.rng = random.Random(1)
        self.marks = iter("„”" * 9)

    def value(self, name: str) -> list[Piece]:
        return [Piece(VALUES[name], name)] if name in VALUES else []

    def word(self, name: str) -> str:
        return {"page": "s."}[name]

    def quote(self) -> str:
        return next(self.marks)

    def choice(self, key: str, count: int) -> int:
        return len(key) % count


def printed(template: str) -> str:
    return joined(tidy(fill(template, Words()))).text


def test_values_words_and_quotation_marks() -> None:
    assert printed('"{title}", {place} {year}, @page 5') == "„Most”, Lwów 1931, s. 5"


def test_a_group_goes_with_the_value_that_it_lacks() -> None:
    assert printed("{title}<, {publisher}>, {year}") == "Most, 1931"
    assert printed("{title}<, {place}< ({publisher})>>, {year}") == "Most, Lwów, 1931"


def test_a_template_without_what_it_needs_gives_nothing() -> None:
    assert fill("{publisher}, {year}", Words()) == []


def test_brackets_inside_a_choice_are_text() -> None:
    assert printed("%(({year})|({place}))") in {"(1931)", "(Lwów)"}


def test_the_same_choice_is_made_alike() -> None:
    once = printed("%(a|b|c) %(a|b|c) %(a|b|c)").split()
    assert len(once) == 3
    assert len(set(once)) == 1


def test_parts_stand_for_what_they_hold() -> None:
    assert expand("$a2, x", {"a2": "$b", "b": "{year}"}) == "{year}, x"
    with pytest.raises(KeyError):
        expand("$none", {})


@pytest.mark.parametrize("broken", ["<{title}", "%({title}|{year}"])
def test_a_broken_template_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="lacks"):
        fill(broken, Words())


def test_a_stop_is_not_doubled() -> None:
    parts = tidy([Piece("Kto?", "title"), Piece(". "), Piece("M.", "place"), Piece(". "), Piece("1931", "issued")])
    assert joined(parts).text == "Kto? M. 1931"


def test_spans_hold_values_only() -> None:
    text, spans = joined([Piece("("), Piece("5–7, ", "page"), Piece(")")])
    assert [(text[start:end], label) for start, end, label in spans] == [("5–7", "page")]
