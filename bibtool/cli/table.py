"""Tables: fitted to a terminal, plain columns of full text elsewhere.

On a terminal the columns that matter least go when there is no room; keys, dates and verdicts are never cut, and what
is left goes to titles and addresses, which are wrapped.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct
from msgspec.structs import replace

from bibtool.cli.drawn import drawn
from bibtool.cli.findings import is_terminal
from bibtool.cli.words import word
from bibtool.entries.entry import Entry
from bibtool.render.fallback import called

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLUMNS = ("key", "type", "author", "issued", "cited_in", "title")
_GAP = 2
_NEEDED = 9
_LONGEST_WORD = 20  # letters: one that is longer may be cut
_LEAST = 8  # letters of a column in any case


class Room(Enum):
    """What a column does where there is too little room."""

    WHOLE = "whole"  # is as wide as its widest cell
    WRAPPED = "wrapped"


class Column(Struct, frozen=True):
    """A column: ``least`` letters for one that is wrapped; columns of little ``worth`` go first, those of 9 never."""

    head: str
    room: Room = Room.WHOLE
    least: int = 12
    worth: int = _NEEDED


_WORKS = (
    Column("key"),
    Column("type", worth=1),
    Column("author", Room.WRAPPED, 14, 4),
    Column("issued", worth=5),
    Column("cited_in", Room.WRAPPED, 9, 2),
    Column("title", Room.WRAPPED, 24),
)


def rows(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    """One row a work, in the order of ``COLUMNS``; the title last, as the longest."""
    return [tuple(_clean(cell) for cell in _row(entry)) for entry in entries]


def table_text(entries: Sequence[Entry], ui: str) -> str:
    """All works, plain: for a pipe or a file."""
    return plain_table([tuple(word(name, ui) for name in COLUMNS), *rows(entries)])


def print_table(
    entries: Sequence[Entry], ui: str, out: TextIO, marked: Callable[[Text], None] = lambda text: None
) -> None:
    """All works; on a terminal that can, a title is a link to the work's address.  ``marked`` makes what is looked for
    stand out."""
    if not is_terminal(out):
        out.write(table_text(entries, ui))
        return
    columns = [Column(word(each.head, ui), each.room, each.least, each.worth) for each in _WORKS]
    cells = [
        [*map(drawn, row[:-1]), linked(row[-1], entry.item.get("URL"))]
        for row, entry in zip(rows(entries), entries, strict=True)
    ]
    for row in cells:
        for text in row:
            marked(text)
    print_rows(columns, cells, out)


def linked(text: str, address: str, style: str = "") -> Text:
    """Text that leads to an address where the terminal knows links (OSC 8); only to http and https."""
    shown = drawn(text, style)
    if address.startswith(("http://", "https://")) and address.isprintable() and ";" not in address:
        from rich.style import Style

        shown.stylize(Style(link=address))
    return shown


def print_rows(columns: Sequence[Column], cells: Sequence[Sequence[Text]], out: TextIO) -> None:
    """Rows on a terminal."""
    from rich.console import Console

    _draw(columns, cells, Console(file=out, highlight=False))


def fitted_text(columns: Sequence[Column], texts: Sequence[Sequence[str]], out: TextIO) -> str:
    """Rows for a stream: fitted to a terminal, else :func:`plain_table`."""
    if not is_terminal(out):
        return plain_table([[each.head for each in columns], *([_clean(cell) for cell in row] for row in texts)])
    from rich.console import Console

    drawn_to = io.StringIO()
    width = Console(file=out).width
    _draw(columns, [[drawn(cell) for cell in row] for row in texts], Console(file=drawn_to, width=width))
    return drawn_to.getvalue()


def _draw(columns: Sequence[Column], cells: Sequence[Sequence[Text]], console: Console) -> None:
    from rich.cells import cell_len
    from rich.table import Table

    texts = [[column.head, *(row[place].plain for row in cells)] for place, column in enumerate(columns)]
    told = [place for place, each in enumerate(texts) if any(each[1:])]  # a column of nothing says nothing
    columns = [
        replace(column, least=max(column.least, *map(_word, each))) for column, each in zip(columns, texts, strict=True)
    ]
    found = fit([columns[place] for place in told], [max(map(cell_len, texts[place])) for place in told], console.width)
    widths = {told[place]: width for place, width in found.items()}
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for place, width in widths.items():
        table.add_column(drawn(columns[place].head), width=width, overflow="fold")
    for row in cells:
        table.add_row(*(row[place] for place in widths))
    console.print(table)


def _word(text: str) -> int:
    """The letters of the longest word, of an address no more than would be cut anyway."""
    return min(_LONGEST_WORD, max(map(len, text.split()), default=0))


def fit(columns: Sequence[Column], widest: Sequence[int], room: int) -> dict[int, int]:
    """The columns that are shown, by their place, with their widths in letters.

    >>> fit([Column("key"), Column("kind", worth=1), Column("title", Room.WRAPPED, 20)], [10, 8, 90], 40)
    {0: 10, 2: 26}
    """
    shown = {
        place: widest[place] if column.room is Room.WHOLE else min(widest[place], column.least)
        for place, column in enumerate(columns)
    }

    def left() -> int:
        return room - sum(shown.values()) - _GAP * len(shown)

    while left() < 0:
        least = min(shown, key=lambda place: columns[place].worth)
        if columns[least].worth == _NEEDED:
            break
        del shown[least]
    for place, column in enumerate(columns):  # a key is not cut, however little is left of a title
        if place in shown and column.room is Room.WRAPPED and left() < 0:
            shown[place] = max(_LEAST, shown[place] + left())
    # what is over goes to those that are wrapped, the last one (a title, an address) taking two parts in three
    wrapped = [place for place in shown if columns[place].room is Room.WRAPPED]
    for number, place in enumerate(reversed(wrapped)):
        over = max(0, left())
        part = over if number + 1 == len(wrapped) else over * 2 // 3
        shown[place] = min(widest[place], shown[place] + part)
    for place in reversed(wrapped):
        shown[place] = min(widest[place], shown[place] + max(0, left()))
    return shown


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of full text, two spaces apart."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


def _row(entry: Entry) -> tuple[str, ...]:
    item = entry.item
    names = item.names.get("author", ())
    author = "; ".join(name.literal or f"{name.particle} {name.family}".strip() for name in names[:3])
    if len(names) > 3:
        author += " …"
    issued = item.dates.get("issued")
    notes = list(dict.fromkeys(mention.place.note for mention in entry.mentions))
    return (entry.key, item.type, author, issued.to_edtf() if issued else "", " ".join(notes), called(item))


def _clean(text: str) -> str:
    """One line without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
