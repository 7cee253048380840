"""Calls of the running text that no note of a document answers."""

import pytest

from bibtool.diagnostics.code import Code
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTE = "<sup>{n}</sup><span hidden>J. Nowak, Promy polskie, Warszawa 1998, s. {n}.</span>"


def told(text: str) -> list[tuple[str, str]]:
    """The numbers that are told as missing or skipped; {1} in the text is a note with its call."""
    for n in range(1, 9):
        text = text.replace(f"[{n}]", NOTE.format(n=n))
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
    result = find_notes(read_bytes(page.encode(), "a.html"))
    assert result.notes
    codes = (Code.MISSING_NOTE_TEXT, Code.NOTE_NUMBER_SKIPPED)
    return [(f.code, f.args.get("skipped", f.args["number"])) for f in result.findings if f.code in codes]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Promy[1] i brody[2]. Potem<sup>3</sup> mosty<sup>4</sup>.", "34"),
        ("Promy[1] i brody<sup>2</sup>. Potem[3] mosty.", "2"),
        ("Promy<sup>1</sup> i brody[2].", "1"),
        ("Паром[1]. «Мосты»<sup>2</sup> и переправы.<sup>3</sup>", "23"),
        ("Promy[1] i <a href='#'><sup>2</sup></a> brody.", ""),  # behind no word
        ("Promy[1] i „brody”,<a href='#'><sup>2</sup></a> tak.", "2"),
    ],
)
def test_a_call_without_a_note_is_told(text: str, numbers: str) -> None:
    assert told(text) == [(Code.MISSING_NOTE_TEXT, n) for n in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Promy[1]: 5 km<sup>2</sup>, 3 mln m<sup>2</sup>.",
        "Promy[1] i brody[2], 10<sup>3</sup> sztuk.",
        "Promy[1] i brody[2], dalej<sup>7</sup>.",
        "Kowal<sup>2</sup> pisze o promach[1].",
        "Promy[1], brody[2]; rozdział nowy[1].",
    ],
)
def test_what_is_no_call_is_not_told(text: str) -> None:
    assert not told(text)
