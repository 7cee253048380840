"""Scores the reading of the made documents: ``python -m houses.score first|second [-v]``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes
from houses.first import FIRST
from houses.made import Made
from houses.second import SECOND


def plain(text: str) -> str:
    return " ".join(text.split())


def found(made: Made) -> tuple[list[tuple[str, str]], list[str]]:
    """The notes and the entries of lists that are read in a document."""
    result = find_notes(read_bytes(made.data, made.name))
    notes = [(n.number, plain(n.text.text)) for n in result.notes]
    return notes, [plain(e.text.text) for one in result.lists for e in one.entries]


def missed(expected: Iterable[object], got: Iterable[object]) -> tuple[list[object], list[object]]:
    """What is expected and not found, and what is found and not expected."""
    one, two = Counter(expected), Counter(got)
    return list((one - two).elements()), list((two - one).elements())


def main(half: str, loud: bool) -> None:
    whole = [0, 0, 0]
    for make in {"first": FIRST, "second": SECOND}[half]:
        made = make()
        notes, entries = found(made)
        gone, extra = missed(made.notes, notes)
        gone_entries, extra_entries = missed(made.entries, entries)
        wanted = len(made.notes) + len(made.entries)
        whole = [whole[0] + wanted - len(gone) - len(gone_entries), whole[1] + wanted,
                 whole[2] + len(extra) + len(extra_entries)]  # fmt: skip
        print(
            f"{make.__name__:20} notes {len(made.notes) - len(gone)}/{len(made.notes)} (+{len(extra)})  entries "
            f"{len(made.entries) - len(gone_entries)}/{len(made.entries)} (+{len(extra_entries)})"
        )
        if loud:
            for sign, things in ((" -", gone + gone_entries), (" +", extra + extra_entries)):
                for thing in things:
                    print(sign, repr(thing))
    print(f"{half}: {whole[0]} of {whole[1]} as expected, {whole[2]} that were not")


if __name__ == "__main__":
    main(sys.argv[1], "-v" in sys.argv)
