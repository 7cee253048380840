"""Calls of a PDF that were lost: at the beginning of a line, two side by side, of roman endnotes; and none at all."""

import pytest
from pdf_files import Sheet, pdf

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes

PROSE = "The miller paid his toll in flour and the bridge was mended each spring by the town"
NOTES = ("A. Lis, Toll, London 1999, p. 5.", "B. Kos, Flour, Leeds 2001, p. 7.", "C. Rak, Mills, York 2003, p. 9.")
PLAIN, RAISED = "{} {}", "^{{{}}} {}"


def read(lines: list[str], notes: list[str], behind: tuple[str, ...] = (), ruled: bool = True) -> Document:
    """A page: text, endnotes, a rule, footnotes."""
    sheet = Sheet()
    for row, text in enumerate(lines):
        sheet.line(60, 740 - 14 * row, text, 11)
    for row, text in enumerate(behind):
        sheet.line(60, 400 - 12 * row, text, 9)
    if ruled:
        sheet.rule(60, 132, 90)
    for row, text in enumerate(notes):
        sheet.line(60, 120 - 10 * row, text, 8)
    return read_bytes(pdf([sheet]), "article.pdf")


def calls(document: Document) -> list[tuple[str, str]]:
    """Each note with what stands in front of its call, up to the call's end."""
    return [
        (note.number, document.text[max(0, note.marker.start - 6) : note.marker.end] if note.marker else "")
        for note in document.notes or ()
    ]


def not_called(document: Document) -> list[str]:
    findings = (*document.findings, *find_notes(document).findings)
    return [f.args["number"] for f in findings if f.code == "BT204"]


def footnotes(form: str) -> list[str]:
    return [form.format(number, text) for number, text in enumerate(NOTES, 1)]


@pytest.mark.parametrize(("form", "sign"), [("[{}] {}", "[{}]"), ("{} {}", "[{}]"), ("({}) {}", "({})")])
def test_a_call_in_brackets_begins_a_line(form: str, sign: str) -> None:
    one, two, three = map(sign.format, (1, 2, 3))
    lines = [
        PROSE,
        f"the town.{one} {PROSE[:50]}",
        "and paid.",
        f"{two} {PROSE}",
        f"spring.{three} {PROSE[:50]}",
        PROSE,
    ]
    document = read(lines, footnotes(form))
    assert [number for number, before in calls(document) if before] == ["1", "2", "3"]
    assert dict(calls(document))["2"].endswith(f"paid.\n{two[:2]}"[-6:])
    assert not not_called(document)


@pytest.mark.parametrize("sign", ["^{{{})}}", "^{{[{}]}}"])
def test_a_raised_call_with_a_bracket_begins_a_line(sign: str) -> None:
    one, two, three = map(sign.format, (1, 2, 3))
    lines = [PROSE, f"town.{one} {PROSE[:50]}", "and paid.", f"{two} {PROSE}", f"spring.{three} {PROSE[:50]}", PROSE]
    document = read(lines, footnotes(RAISED))
    assert [number for number, before in calls(document) if before] == ["1", "2", "3"]


@pytest.mark.parametrize("begin", ["2) ", "[2] ", "(2) "])
def test_a_number_that_is_printed_otherwise_is_no_call(begin: str) -> None:
    lines = [PROSE, f"town.^{{1}} {PROSE[:50]}", "and paid.", begin + PROSE, f"spring.^{{3}} {PROSE[:50]}", PROSE]
    document = read(lines, footnotes(RAISED))
    assert dict(calls(document))["2"] == ""
    assert not_called(document) == ["2"]


@pytest.mark.parametrize("form", [PLAIN, RAISED])
def test_two_raised_calls_side_by_side(form: str) -> None:
    document = read([PROSE, "all paid.^{1} The town", "all paid.^{23} The miller", PROSE], footnotes(form))
    assert calls(document)[1:] == [("2", " paid.2"), ("3", "paid.23")]
    assert not not_called(document)


def test_a_mark_of_another_note_is_not_two_calls() -> None:
    notes = [f"{number} {NOTES[0]}" for number in (*range(1, 13), 13)]
    marks = [number for number in range(3, 14) if number != 12]
    lines = [*(f"all paid.^{{{number}}} The town" for number in marks), "all paid.^{12} The miller"]
    assert {"1", "2"} <= set(not_called(read([PROSE, "all paid.^{12} The town", *lines], notes)))


def test_a_power_is_not_two_calls() -> None:
    lines = [PROSE, f"{PROSE[:40]} town.^{{1}} The", f"{PROSE[:40]} spring 10^{{23}} The", PROSE]
    assert not_called(read(lines, footnotes(RAISED))) == ["2", "3"]


@pytest.mark.parametrize("form", ["{}{}", "{} {}", "^{{{}}} {}"])
def test_roman_endnotes_beside_footnotes(form: str) -> None:
    ends = tuple(form.format(number, f"E. Dab, Weir, Hull {year}.") for number, year in (("i", 1990), ("ii", 1991)))
    lines = [
        PROSE,
        *(f"{PROSE[:40]} {n}own.^{{{mark}}} The" for n, mark in enumerate(("1", "i", "2", "ii", "3"))),
        PROSE,
    ]
    document = read(lines, footnotes(PLAIN), ends)
    assert sorted(number for number, before in calls(document) if before) == ["1", "2", "3", "i", "ii"]
    texts = {note.number: note.text.text for note in document.notes or ()}
    assert (texts["i"], texts["ii"]) == ("E. Dab, Weir, Hull 1990.", "E. Dab, Weir, Hull 1991.")


@pytest.mark.parametrize("ruled", [True, False])
def test_no_note_is_called(ruled: bool) -> None:
    document = read([PROSE + "."] * 14, footnotes(PLAIN), ruled=ruled)
    assert not_called(document) == ["1", "2", "3"]
