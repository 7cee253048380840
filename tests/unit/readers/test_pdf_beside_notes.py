"""What stands beside the notes of a PDF and was taken for them, or they for it: counted lines, typed rules, headings
with numbers, tables across the page, columns of different length, commentaries that have more notes than text."""

import pytest
from pdf_files import Sheet, pdf

from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes

PROSE = "The miller paid his toll in flour and the bridge was mended each spring by the town"
HALF = "The miller paid his toll in flour and"


def read(*sheets: Sheet) -> Document:
    return read_bytes(pdf(list(sheets)), "article.pdf")


def found(document: Document) -> list[tuple[str, str]]:
    return [(note.number, " ".join(note.text.text.split())) for note in document.notes or ()]


def counted(lines: list[tuple[float, str, float]], first: int, size: float) -> Sheet:
    """Lines of a height, a text and a size, each with its number in the margin."""
    sheet = Sheet()
    for number, (y, text, letters) in enumerate(lines, first):
        sheet.text(30, y, str(number), size)
        sheet.line(80, y, text, letters)
    return sheet


def test_numbers_of_lines_that_count_those_of_notes_too_are_no_text() -> None:
    body = [(740 - 24.0 * n, PROSE + ("^{1}" if n == 3 else "^{2}" if n == 9 else ""), 12.0) for n in range(15)]
    feet = [(340.0, "^{1} A. Wiek, Toll, p. 3, which was mended in the spring by", 10.0)]
    feet += [(328.0, "a miller, p. 7.", 10.0), (310.0, "^{2} B. Wiek, Flour, p. 9.", 10.0)]
    document = read(counted(body + feet, 1, 8))
    assert found(document) == [
        ("1", "A. Wiek, Toll, p. 3, which was mended in the spring by a miller, p. 7."),
        ("2", "B. Wiek, Flour, p. 9."),
    ]
    assert "\n17" in document.text  # nothing printed is lost


def test_hung_numbers_of_notes_of_their_size_do_not_count_lines() -> None:
    body = [(740 - 14.0 * n, f"{PROSE}^{{{n + 1}}}", 11.0) for n in range(16)]
    sheet = Sheet()
    for y, text, size in body:
        sheet.line(60, y, text, size)
    for n in range(16):
        sheet.text(40, 480 - 10 * n - 12 * (n > 7), f"{n + 1}", 8)
        sheet.line(60, 480 - 10 * n - 12 * (n > 7), f"A. Wiek, Toll, p. {n + 20}.", 8)
    assert [number for number, _ in found(read(sheet))] == [str(n + 1) for n in range(16)]


@pytest.mark.parametrize("typed", ["____________", "------------", "_ _ _ _ _ _ _", "============"])
def test_a_rule_that_is_typed_stands_above_notes_of_the_size_of_the_text(typed: str) -> None:
    sheets = []
    for number in (1, 2, 3, 4):
        sheet = Sheet()
        for row in range(9):
            sheet.line(60, 700 - 14 * row, f"{PROSE}^{{{number}}}" if row == 4 else PROSE)
        sheet.line(60, 574, typed)
        if number in (2, 4):
            sheet.line(60, 560, f"who saw the bridge of 17{number}, p. 4.")
        end = ", and those" if number in (1, 3) else "."
        sheet.line(60, 546 if number in (2, 4) else 560, f"^{{{number}}} A. Wiek, Toll {number}, 1990, p. 3{end}")
        sheets.append(sheet)
    document = read(*sheets)
    assert [text for _, text in found(document)] == [
        "A. Wiek, Toll 1, 1990, p. 3, and those who saw the bridge of 172, p. 4.",
        "A. Wiek, Toll 2, 1990, p. 3.",
        "A. Wiek, Toll 3, 1990, p. 3, and those who saw the bridge of 174, p. 4.",
        "A. Wiek, Toll 4, 1990, p. 3.",
    ]
    assert document.text.count(typed) == 4  # nothing printed is lost
    assert all(note.marker is not None for note in document.notes or ())


def test_a_short_line_that_grows_no_note_is_a_heading_with_a_number() -> None:
    sheets = []
    for number in (1, 2):
        sheet = Sheet()
        for row in range(20):
            sheet.line(60, 740 - 14 * row, f"{PROSE}^{{{number}}}" if row == 4 else PROSE)
        sheet.line(60, 440, f"{number}. The Bridge of the Town")
        for row in range(6):
            sheet.line(60, 424 - 14 * row, PROSE)
        sheets.append(sheet)
    last = Sheet()
    last.line(60, 740, "Notes", 12)
    last.line(60, 720, "1. A. Wiek, Toll, 1990, p. 3.", 9)
    last.line(60, 708, "2. B. Wiek, Flour, 1991, p. 4.", 9)
    assert found(read(*sheets, last)) == [("1", "A. Wiek, Toll, 1990, p. 3."), ("2", "B. Wiek, Flour, 1991, p. 4.")]


def test_a_commentary_has_more_notes_than_text() -> None:
    sheets = []
    for number in range(1, 7):
        sheet = Sheet()
        for row in range(5):
            sheet.line(60, 740 - 14 * row, f"to the town^{{{number}}}" if row == 1 else PROSE)
        y = 650
        if number > 1:
            for _ in range(14):
                sheet.line(60, y, "who saw the bridge and the flour of the town and who did not and what he paid", 8)
                y -= 10
        sheet.line(
            60, y, f"^{{{number}}} A. Wiek, Toll {number}, 1990, p. 3{'.' if number == 6 else ', and of those'}", 8
        )
        for _ in range(0 if number == 6 else 22):
            y -= 10
            sheet.line(60, y, "who saw the bridge and the flour of the town and who did not and what he paid", 8)
        sheets.append(sheet)
    document = read(*sheets)
    assert [number for number, _ in found(document)] == ["1", "2", "3", "4", "5", "6"]
    assert [text.count("bridge") for _, text in found(document)] == [36, 36, 36, 36, 36, 0]


def test_a_table_over_both_columns_is_no_part_of_the_note_that_goes_on_under_one() -> None:
    first, second = Sheet(), Sheet()
    number = {(0, 40): "^{1}", (1, 240): "^{2}"}
    for page, sheet in enumerate((first, second)):
        for row in range(20):
            for left in (40, 240):
                sheet.line(left, 640 - 13 * row, HALF + (number.get((page, left), "") if row == 9 else ""))
    first.line(40, 360, "^{1} A. Wiek, Toll, 1990, p. 3, which says nothing", 8)
    first.line(40, 350, "of what the miller and his daughter had been", 8)
    second.rule(40, 740, 520)
    second.line(40, 729, "Weir 1764 1765 1766 and the tolls that were paid there by all who came from the east", 8.5)
    second.line(40, 717, "Town 12 13 14 and others, as the rolls have them for the whole of these three years", 8.5)
    second.rule(40, 710, 520)
    second.line(40, 360, "told before the flood of 1766, p. 8.", 8)
    second.line(240, 360, "^{2} B. Wiek, Flour, 1991, p. 4.", 8)
    texts = dict(found(read(first, second)))
    assert "1764" not in texts["1"] and texts["1"].startswith("A. Wiek, Toll")


def test_the_longer_of_two_columns_above_notes_across_is_read_first() -> None:
    sheet = Sheet()
    for row in range(24):
        sheet.line(40, 700 - 13 * row, HALF)
        if row < 22:
            sheet.line(240, 700 - 13 * row, "A second column" + ("^{2}" if row == 7 else " of the same length"))
    sheet.line(40, 700 - 13 * 25, "A last paragraph of the column.^{1}")
    sheet.line(40, 700 - 13 * 26, "It ends with a bridge.")
    sheet.rule(40, 340, 90)
    for row in range(4):
        number = row // 2 + 1
        text = f"^{{{number}}} A. Wiek, Toll {number}, a book on tolls and towns and on the miller and his bridges,"
        sheet.line(
            40, 328 - 10 * row, text if row % 2 == 0 else "and more of it than anybody had asked for in a note.", 8
        )
    document = read(sheet)
    assert document.text.index("ends with a bridge") < document.text.index("second column")
    assert [number for number, _ in found(document)] == ["1", "2"]


def test_a_note_goes_on_in_the_next_column_behind_an_abbreviation() -> None:
    sheet = Sheet()
    for row in range(30):
        sheet.line(40, 700 - 13 * row, HALF + ("^{1}" if row == 3 else ""))
        sheet.line(240, 700 - 13 * row, HALF + ("^{2}" if row == 20 else ""))
    sheet.line(40, 290, "^{1} A. Wiek, Toll, in: Blaetter 1, S.", 8)
    sheet.line(240, 290, "146; dies., Flour, in: Blaetter 2, S. 3.", 8)
    sheet.line(240, 280, "^{2} B. Wiek, Bridge, 1991, p. 4.", 8)
    assert found(read(sheet)) == [
        ("1", "A. Wiek, Toll, in: Blaetter 1, S. 146; dies., Flour, in: Blaetter 2, S. 3."),
        ("2", "B. Wiek, Bridge, 1991, p. 4."),
    ]
