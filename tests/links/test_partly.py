"""How many messages are told of which a list has only some words, and how many living pages are taken for one."""

from __future__ import annotations

from bibtool.links.outcome import Verdict
from links.partly import partly
from links.test_behaviours import looked_at

#: Messages in a picture or without a word of a page, and a title that is a message but for its grammar.
MISSED = {"18-en", "19-en", "20-de", "112-en", "203-pl", "208-be", "210-en", "212-de", "303-pl"}
WRONG = {"l25-cs"}


def test_shapes_of_messages_are_told(loop: object) -> None:
    rows = partly()
    seen = looked_at(rows, loop)
    told = {row.name for row in rows if seen[row.name].verdict is not Verdict.ALIVE}
    gone = {row.name for row in rows if row.truth == "dead"}
    assert (len(gone), len(rows)) == (80, 200)
    assert {name.removeprefix("unworded-partly-") for name in gone - told} == MISSED
    assert {name.removeprefix("unworded-partly-") for name in told - gone} == WRONG
