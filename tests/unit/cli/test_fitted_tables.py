"""Columns chosen by width: keys whole, titles with the room that is left."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bibtool.cli.drawn import drawn
from bibtool.cli.table import Column, Room, _draw, fit, fitted_text, linked

COLUMNS = (
    Column("key"),
    Column("type", worth=1),
    Column("author", Room.WRAPPED, 14, 4),
    Column("issued", worth=5),
    Column("in notes", Room.WRAPPED, 9, 2),
    Column("title", Room.WRAPPED, 24),
)
KEY = "bardzodluginazwisko-wymyslone2016a"
ROW = (
    KEY,
    "article-newspaper",
    "Lipska; Wrzosek; Jarzębiak …",
    "2016-09-14",
    "3 5 8 13 21 34 55",
    "Mosty nad Wartą " * 8,
)
WIDEST = [len(cell) for cell in ROW]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_key_is_whole_and_nothing_is_wider_than_the_terminal(width: int) -> None:
    out = io.StringIO()
    _draw(COLUMNS, [[drawn(cell) for cell in ROW]], Console(file=out, width=width))
    lines = out.getvalue().splitlines()
    assert lines[1].startswith(KEY + " ") and max(map(len, lines)) <= width
    assert "".join(out.getvalue().split()).count("Wartą") == 8, "a title is wrapped, not cut"


def test_what_matters_least_goes_first_and_a_wide_terminal_shows_all() -> None:
    assert list(fit(COLUMNS, WIDEST, 300)) == [0, 1, 2, 3, 4, 5]
    assert list(fit(COLUMNS, WIDEST, 110)) == [0, 2, 3, 4, 5]
    assert list(fit(COLUMNS, WIDEST, 62)) == [0, 5]
    assert fit(COLUMNS, WIDEST, 30)[0] == len(KEY), "even where there is no room at all"


@pytest.mark.parametrize("width", range(20, 260, 7))
def test_room_that_is_there_is_used_and_no_more(width: int) -> None:
    widths = fit(COLUMNS, WIDEST, width)
    total = sum(widths.values()) + 2 * len(widths)
    assert total <= width or list(widths) == [0, 5]
    wrapped = [place for place in widths if COLUMNS[place].room is Room.WRAPPED]
    if any(widths[place] < WIDEST[place] for place in wrapped):
        assert total >= width - 1, "no room is left unused where something is wrapped"


def test_a_link_is_for_the_terminal_alone_and_only_to_the_web() -> None:
    def written(address: str, terminal: bool) -> str:
        out = io.StringIO()
        console = Console(file=out, force_terminal=terminal, color_system="standard" if terminal else None, width=80)
        console.print(linked("Mosty", address))
        return out.getvalue()

    assert "\x1b]8;" in written("https://mosty.example/1", True)
    assert written("https://mosty.example/1", False) == "Mosty\n"
    for address in ("", "javascript:alert(1)", "file:///etc/passwd", "https://a.example/\x1b]0;x"):
        assert "\x1b]8;" not in written(address, True)


def test_a_pipe_gets_the_whole_text_and_a_terminal_a_fitted_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert ROW[5].strip() in fitted_text(COLUMNS, [ROW], io.StringIO())
    assert max(map(len, fitted_text(COLUMNS, [ROW], Terminal()).splitlines())) <= 80
