"""Printed citations beside what a style prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from bibtool.cli.drawn import drawn_line
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.copyedit.compare import Compared
from bibtool.copyedit.tokens import Pieces

_PRINTED = ("[-", "-]", "red")
_EXPECTED = ("{+", "+}", "green")


def print_comparison(compared: Sequence[Compared], ui: str, stream: TextIO) -> None:
    """The citations that depart, in order, then how many agree.

    On a terminal two columns with the differences in colour; elsewhere two lines each, the differences in the marks
    of ``wdiff``: ``[-printed-]``, ``{+expected+}``.
    """
    departing = [one for one in compared if one.findings]
    if is_terminal(stream):
        _table(departing, ui, stream)
    else:
        for one in departing:
            codes = " ".join(dict.fromkeys(finding.code for finding in one.findings))
            stream.write(f"{_where(one)}  {codes}\n")
            stream.write(f"- {_line(one.printed, _PRINTED)}\n+ {_line(one.expected, _EXPECTED)}\n\n")
    stream.write(word("style_agree", ui, agree=len(compared) - len(departing), count=len(compared)) + "\n")


def _where(one: Compared) -> str:
    return f"{one.note}.{one.index}"


def _line(pieces: Pieces, marks: tuple[str, str, str]) -> str:
    text = "".join(f"{marks[0]}{text}{marks[1]}" if changed else text for text, changed in pieces)
    return " ".join(text.split())


def _table(compared: Sequence[Compared], ui: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_lines=True, header_style="bold")
    table.add_column(word("style_note", ui), no_wrap=True)
    for name in ("style_printed", "style_expected"):
        table.add_column(word(name, ui), overflow="fold", ratio=1)
    for one in compared:
        cells = [
            drawn_line((text, f"bold {marks[2]}" if changed else "") for text, changed in pieces)
            for pieces, marks in ((one.printed, _PRINTED), (one.expected, _EXPECTED))
        ]
        table.add_row(_where(one), *cells)
    Console(file=stream, highlight=False).print(table)
