"""What was undone in the library, a command a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bibtool.cli.lines import filled, moment
from bibtool.cli.words import word
from bibtool.library.undoing import Effect, Undone, together
from bibtool.text.visible import visible

_MOST = 12  # keys of one kind that are printed


def undone_text(done: Sequence[Undone], ui: str, room: int | None) -> str:
    """For people: the number, the command, its time, and which works were removed again, put back or changed back."""
    groups = groupby(done, key=lambda each: each.operation.batch)
    return "".join(line + "\n" for _, steps in groups for line in _command(list(steps), ui, room))


def _command(steps: Sequence[Undone], ui: str, room: int | None) -> Iterator[str]:
    newest, oldest = steps[0].operation, steps[-1].operation
    numbers = str(newest.id) if newest is oldest else f"{oldest.id}–{newest.id}"
    told = word("library_undone", ui, numbers=numbers, command=oldest.command, at=moment(oldest.at))
    yield filled(visible(told), room, "", "  ")
    effects = together(steps)
    for effect in Effect:
        keys = [key for key, found in effects.items() if found is effect]
        if keys:
            more = word("library_keys_more", ui, count=len(keys) - _MOST) if len(keys) > _MOST else ""
            listed = visible(", ".join([*keys[:_MOST], *filter(None, [more])]))
            told = word(f"library_undone_{effect.value}", ui, count=len(keys))
            yield filled(listed, room, f"  {told} ", "    ")
