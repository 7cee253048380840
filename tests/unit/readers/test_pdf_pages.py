"""Pages of PDFs that are not set as most are: scans, plates in a note, notes in columns, counted lines; places."""

import random
import sys
import zlib
from math import hypot

import pytest
from msgspec.structs import replace
from pdf_files import Sheet, objects, pdf
from test_pdf_finder import PROSE, SHORT, before, found, page, prose, read, row, word
from test_pdf_letters import bitmap_pdf, in_cork

from bibtool.readers.document import Document
from bibtool.readers.pages import document as pages
from bibtool.readers.pages import probe
from bibtool.readers.pages import text as layout
from bibtool.readers.pages.columns import lines_of
from bibtool.readers.pages.furniture import LineNumbers
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.recognised import evened, levelled
from bibtool.readers.pages.starts import solid_marks_of
from bibtool.readers.pdf import READER
from bibtool.text.spans import Span

# --- scans


@pytest.mark.parametrize("rise", [0.006, -0.01])
def test_lines_of_a_page_that_was_scanned_askew_are_whole(rise: float) -> None:
    rows = [row(PROSE, 60, 700 - 13 * n, order=100 * n) for n in range(12)]
    tilted = [[replace(w, base=w.base + rise * w.left) for w in some] for some in rows]
    level = levelled(page(*tilted))
    assert [len(line.words) for line in lines_of(level)] == [len(some) for some in rows]
    straight = page(*rows)
    assert levelled(straight) is straight


def test_text_that_runs_a_degree_askew_is_text_and_no_watermark() -> None:
    sheet = Sheet()
    for n in range(9):
        sheet.text(60, 700 - 13 * n, f"{n} {PROSE[:58]}", turn="0.9998 0.0175 -0.0175 0.9998")
    document = read(sheet)
    body = document.text[document.body[0].start : document.body[0].end].split("\n")
    assert [line for line in body if line] == [f"{n} {PROSE[:58]}" for n in range(9)]


def test_sizes_that_change_from_line_to_line_are_evened_but_not_those_of_notes() -> None:
    rng = random.Random(3)
    body = [Line(0, 700 - 12 * n, 0, row(PROSE, size=10 + rng.uniform(-0.4, 0.4))) for n in range(20)]
    notes = [Line(0, 440 - 9 * n, 0, row(PROSE, size=8 + rng.uniform(-0.3, 0.3))) for n in range(3)]
    for line in (*body, *notes):
        line.size = line.words[0].size
    evened([*body, *notes])
    assert all(9.6 < line.size < 10.4 for line in body) and all(7.7 < line.size < 8.3 for line in notes)
    set_in_type = [Line(0, 700 - 12 * n, 10.0 if n < 18 else 9.0, row(PROSE)) for n in range(19)]
    evened(set_in_type)
    assert [line.size for line in set_in_type] == [10.0] * 18 + [9.0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("flour.12", "12"),
        ("mill”3", "3"),
        ("toll7.", "7"),
        ("(1764).4", "4"),
        ("1764.15", "15"),
        ("17", None),
        ("1764", None),
        ("12.5", None),
        ("A4", None),
        ("word", None),
    ],
)
def test_numbers_that_are_set_solid_with_words(text: str, number: str | None) -> None:
    marks = list(solid_marks_of([Line(0, 100, 10, row(f"of the {text}"))]))
    assert [mark.number for mark in marks] == ([] if number is None else [number])


def test_marks_that_a_recogniser_left_on_the_line_call_the_notes_of_their_pages() -> None:
    sheets = []
    for number in (1, 3, 5):
        sheet = Sheet()
        prose(sheet, [PROSE, f"at the gate.{number} It was shut by law.{number + 1} " + PROSE[:30], *[PROSE] * 5])
        for at, text in enumerate((f"{number}. Toll book of 17{number}1, in the hall.", f"{number + 1}. Ibid.")):
            sheet.line(60, 130 - 10 * at, text, 8)
        sheets.append(sheet)
    document = read(*sheets)
    assert [number for number, _ in found(document)] == list("123456")
    assert [before(document, n) for n in range(6)] == ["gate.", "law."] * 3


# --- notes that go on


def test_a_note_goes_on_behind_a_plate_and_a_table_across_the_page() -> None:
    first, table, plate, last = Sheet(), Sheet(), Sheet(), Sheet()
    prose(first, [PROSE, "at the gate.^{1} " + PROSE[:40], *[PROSE] * 6])
    first.rule(60, 132, 110)
    first.line(60, 120, "^{1} Toll book of the gate, of which the clerk wrote that", 8)
    for n in range(6):
        table.text(100 + 20 * n, 100, f"Weir {n} had tolls of 12 and 14 pence in all the years", turn="0 1 -1 0")
    prose(last, [*[PROSE] * 6, "at the weir.^{2} " + PROSE[:40]])
    last.rule(60, 142, 110)
    last.line(60, 130, "nobody had read it. See p. 4.", 8)
    last.line(60, 120, "^{2} Ibid.", 8)
    expected = [
        ("1", "Toll book of the gate, of which the clerk wrote that nobody had read it. See p. 4."),
        ("2", "Ibid."),
    ]
    assert found(read(first, table, plate, last)) == expected


def test_notes_at_the_foot_of_the_last_pages_of_a_chapter_are_called_pages_before() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        prose(sheet, [PROSE, f"at the gate.^{{{number}}} " + PROSE[:40], *[PROSE] * 6])
        sheets.append(sheet)
    sheets[-1].line(60, 200, "Notes", 12)
    sheets[-1].line(60, 180, "1. Toll book of the lower gate, in the hall.", 8)
    last = Sheet()
    for n in (2, 3, 4):
        last.line(60, 760 - 10 * n, f"{n}. Toll book of gate {n}.", 8)
    document = read(*sheets, last)
    assert [number for number, _ in found(document)] == list("1234")
    assert [before(document, n) for n in range(4)] == ["gate."] * 4


# --- columns


def test_notes_in_two_columns_below_a_text_in_one() -> None:
    sheet = Sheet()
    prose(
        sheet,
        [PROSE, "at the gate.^{1} It was shut.^{2} " + PROSE[:20], "by the weir.^{3} " + PROSE[:40], *[PROSE] * 5],
    )
    left = ("^{1} Toll book of 1764, of which the", "clerk wrote that nobody had", "^{2} Ibid., p. 12, and of the mill")
    right = ("who was not at home that year.", "^{3} Deed of the weir of 1766,", "in the hall.")
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.line(60, 130 - 10 * n, one, 8)
        sheet.line(260, 130 - 10 * n, other, 8)
    assert found(read(sheet)) == [
        ("1", "Toll book of 1764, of which the clerk wrote that nobody had"),
        ("2", "Ibid., p. 12, and of the mill who was not at home that year."),
        ("3", "Deed of the weir of 1766, in the hall."),
    ]


def test_a_line_below_two_columns_with_a_gap_at_the_gutter_is_one_line() -> None:
    rows = [row(f"left {SHORT}", 60, 600 - 12 * n, order=100 * n) for n in range(8)]
    rows += [row(f"right {SHORT}", 320, 600 - 12 * n, order=100 * n + 50) for n in range(8)]
    parted = [
        *row("Boll, The toll of the upper", 60, 480, 8, 2000),
        *row("https://weir.example.org/a of it", 330, 480, 8, 2020),
    ]
    rows += [parted, row(f"full {PROSE} again", 60, 470, 8, 2100), row(f"full {PROSE} again", 60, 460, 8, 2200)]
    last = lines_of(page(*rows))[-3:]
    assert [one.column for one in last] == [-1, -1, -1] and len(last[0].words) == len(parted)


# --- counted lines


@pytest.mark.parametrize(("first", "gone"), [(21, True), (1, True), (7, False)])
def test_numbers_of_lines_go_on_from_the_page_before(first: int, gone: bool) -> None:
    numbers = LineNumbers()
    for begin, count, taken in ((1, 20, True), (first, 5, gone)):
        rows = [row(PROSE, 85, 700 - (24 if n < 3 else 31) * n, 12, 100 * n) for n in range(count)]
        figures = [[word(str(begin + n), 60, some[0].base, 7, 90 + 100 * n)] for n, some in enumerate(rows)]
        if count == 20:
            rows = [row(PROSE, 85, 700 - 24 * n, 12, 100 * n) for n in range(count)]
            figures = [[word(str(begin + n), 60, some[0].base, 7, 90 + 100 * n)] for n, some in enumerate(rows)]
        out = numbers.put_aside(page(*rows, *figures))
        assert len(out.aside) == (count if taken else 0)


def test_the_first_line_of_a_page_set_widely_above_many_notes_is_no_header() -> None:
    sheets = []
    for number in range(1, 6):
        sheet = Sheet()
        for n in range(9):
            text = f"{number} recorded floods.^{{{number}}} " + PROSE[number : 30 + number] if not n else PROSE
            sheet.line(60, 700 - 25 * n, text, 12)
        sheet.rule(60, 310, 110)
        for n in range(14):
            sheet.line(60, 298 - 10 * n, f"^{{{number}}} Toll book {number}, where" if not n else f"{PROSE[n:]} {n}", 8)
        sheets.append(sheet)
    document = read(*sheets)
    assert [before(document, n) for n in range(5)] == ["floods."] * 5


# --- letters


def test_a_font_of_signs_is_read_by_their_own_encoding() -> None:
    lines = [b"Zob. art. 5 ustawy o groblach i jej przepisy", in_cork("o młynie, który spłonął w nocy, źródła milczą")]
    document = READER.read(bitmap_pdf(lines, signs=bytes([0xA7])), "a.pdf")
    assert "§" in document.text and "ğ" not in document.text


# --- pages without end


def growing(drawn: bytes) -> bytes:
    """A page of text and one with a form that draws ``drawn``."""
    text = b"BT /F 10 Tf 60 700 Td (The miller paid his toll.) Tj ET"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 7 0 R >> >> /Length %d >>"
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F 8 0 R >> "
    page += b"/XObject << /X 7 0 R >> >> >>"
    streams = [b"<< /Length %d >>\nstream\n%s\nendstream" % (len(some), some) for some in (text, b"/X Do ")]
    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
            page % 5,
            page % 6,
            *streams,
            form % len(drawn) + b"\nstream\n%s\nendstream" % drawn,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
def test_a_page_whose_form_draws_itself_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_MEMORY", 400 * 2**20)
    assert probe.pages_too_large(growing(b"/X Do /X Do ")) == {1}
    document = READER.read(growing(b"/X Do /X Do "), "a.pdf")
    assert "The miller paid his toll." in document.text
    assert [(finding.code, dict(finding.args)["pages"]) for finding in document.findings] == [("BT127", "2")]


def crowded(pieces: int, shown: bytes, pack: bool) -> bytes:
    """A page of text and one of so many pieces of it."""
    text = b"BT /F 10 Tf 60 700 Td (The miller paid his toll.) Tj ET"
    many = b"BT /F 1 Tf 60 700 Td 0 Tr %b ET" % (shown * pieces)
    packed = zlib.compress(many) if pack else many
    said = b"<< /Length %d /Filter /FlateDecode >>" if pack else b"<< /Length %d >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources "
    page += b"<< /Font << /F 7 0 R >> >> >>"
    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
            page % 5,
            page % 6,
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
            said % len(packed) + b"\nstream\n%b\nendstream" % packed,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
@pytest.mark.parametrize("pack", [True, False])
@pytest.mark.parametrize("shown", [b"1 0 Td (a) Tj ", b"1 0 Td [(a)] TJ\n", b"1 0 Td <61> Tj ", b"(a) ' "])
def test_a_page_of_very_many_pieces_is_left_out_and_told(shown: bytes, pack: bool) -> None:
    data = crowded(150_000, shown, pack)
    assert probe.pages_too_large(data) == {1}
    document = READER.read(data, "a.pdf")
    assert document.text.split() == "The miller paid his toll.".split()
    assert [(finding.code, dict(finding.args)["pages"]) for finding in document.findings] == [("BT127", "2")]


def test_a_page_of_many_pieces_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe.subprocess, "run", lambda *_, **__: pytest.fail("nothing is to be tried"))
    assert not probe.pages_too_large(crowded(50_000, b"1 0 Td (a) Tj ", True))


@pytest.mark.parametrize("drawn", [b"/Y Do /Z Do ", b"0 0 m 9 9 l S "])
def test_forms_that_do_not_grow_are_no_harm(drawn: bytes) -> None:
    assert not probe.pages_too_large(growing(drawn))


# --- places


def spans(document: Document, text: str) -> list[Span]:
    at, out = document.text.find(text), []
    while at >= 0:
        out.append(Span(at, at + len(text)))
        at = document.text.find(text, at + 1)
    return out


def test_places_are_the_same_however_they_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = []
    for number in range(4):
        sheet = Sheet()
        prose(sheet, [f"{PROSE} {number}" for _ in range(9)])
        sheets.append(sheet)
    whole = read(*sheets)
    monkeypatch.setattr(layout, "_TOGETHER", 5)
    parts = read(*sheets)
    assert whole.places is not None and parts.places is not None
    for document in (whole, parts):
        assert document.places is not None
        found = spans(document, "miller paid his toll in flour and the bridge")
        assert len(found) == 36
        boxes = [document.places(span) for span in found]
        assert all(len(some) == 1 for some in boxes)
        assert [some[0].page for some in boxes] == [1 + n // 9 for n in range(36)]
        first = boxes[0][0]
        assert first.left == pytest.approx(60 + 22.2, abs=3) and hypot(first.bottom - 697.5, first.top - 707.5) < 0.1
    assert parts.places(Span(0, 60)) == whole.places(Span(0, 60))


def test_a_book_is_opened_anew_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = []
    for number in range(7):
        sheet = Sheet()
        prose(sheet, [f"{PROSE} {number}"] * 3)
        sheets.append(sheet)
    opened: list[int] = []
    real = pages.pypdfium2.PdfDocument
    monkeypatch.setattr(pages, "_FEW", 3)
    monkeypatch.setattr(pages.pypdfium2, "PdfDocument", lambda data: opened.append(len(data)) or real(data))
    document = READER.read(pdf(sheets), "a.pdf")
    assert len(opened) == 3 and all(document.text.count(f"town {n}") == 3 for n in range(7))
