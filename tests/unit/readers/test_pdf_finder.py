"""The finder of notes in PDFs, part by part: lines, starts and marks, furniture, the order of numbers, links."""

import time

import pytest
from msgspec.structs import replace
from pdf_files import Sheet, pdf

from bibtool.readers.document import Document
from bibtool.readers.pages.columns import lines_of
from bibtool.readers.pages.feet import Zone
from bibtool.readers.pages.furniture import LineNumbers
from bibtool.readers.pages.lines import Line
from bibtool.readers.pages.sequence import choose
from bibtool.readers.pages.starts import Kind, marks_of, start_of
from bibtool.readers.pages.words import Look, Page, Word
from bibtool.readers.registry import read_bytes

PROSE = "The miller paid his toll in flour and the bridge was mended each spring by the town"
SHORT = "The miller paid his toll in flour and"


def word(text: str, left: float, base: float = 100.0, size: float = 10.0, order: int = 0, look: int = 0) -> Word:
    return Word(text, left, left + 0.5 * size * len(text), base, size, look or int(Look.PLAIN), order, True)


def row(text: str, left: float = 60.0, base: float = 100.0, size: float = 10.0, order: int = 0) -> list[Word]:
    out: list[Word] = []
    for part in text.split():
        out.append(word(part, left, base, size, order + len(out)))
        left = out[-1].right + 0.3 * size
    return out


def line(text: str, base: float = 100.0, size: float = 8.0, page: int = 0) -> Line:
    return Line(page, base, size, row(text, base=base, size=size))


def page(*rows: list[Word]) -> Page:
    return Page(0, 600, 800, [word for some in rows for word in some], [], [], 0, 0)


def read(*sheets: Sheet) -> Document:
    return read_bytes(pdf(list(sheets)), "article.pdf")


def prose(sheet: Sheet, lines: list[str], top: float = 700, left: float = 60, size: float = 10) -> None:
    for number, text in enumerate(lines):
        sheet.line(left, top - 13 * number, text, size)


def found(document: Document) -> list[tuple[str, str]]:
    return [(note.number, " ".join(note.text.text.split())) for note in document.notes or ()]


def before(document: Document, number: int) -> str:
    assert document.notes is not None
    marker = document.notes[number].marker
    assert marker is not None
    return document.text[: marker.start].split()[-1]


# --- starts and marks


@pytest.mark.parametrize(
    ("text", "called", "number", "kind"),
    [
        ("12 Vgl. Boll", (), "12", Kind.PLAIN),
        ("12. Vgl. Boll", (), "12", Kind.DOTTED),
        ("[12] Vgl. Boll", (), "12", Kind.BRACKETED),
        ("12Vgl. Boll", (), "12", Kind.GLUED),
        ("** Vgl. Boll", (), "**", Kind.SIGN),
        ("b) Vgl. Boll", {"b"}, "b", Kind.DOTTED),
        ("(b) Vgl. Boll", {"b"}, "b", Kind.BRACKETED),
        ("iii Vgl. Boll", {"iii"}, "iii", Kind.PLAIN),
    ],
)
def test_numbers_that_begin_notes(text: str, called: set[str], number: str, kind: Kind) -> None:
    start = start_of(line(text), called)
    assert start is not None
    assert (start.number, start.kind) == (number, kind)


@pytest.mark.parametrize("text", ["b) Vgl. Boll", "i tak dalej", "w 1815 roku", "in den Akten", "1815", "§ 12 Vgl."])
def test_letters_that_nothing_calls_and_bare_numbers_begin_no_note(text: str) -> None:
    start = start_of(line(text), {"c"})
    assert start is None or start.kind is Kind.SIGN


def test_marks_behind_words_fit_better_than_powers_and_verses() -> None:
    def fit(text: str, gap: float) -> float:
        words = row(text)
        mark = word("3", words[-1].right + gap, 103.5, 6.0, 9)
        (one,) = marks_of([Line(0, 100, 10, [*words, mark], mixed=True)])
        return one.fit

    assert fit("of the mill.", 0.2) > fit("some 340", 0.2) and fit("of the mill.", 0.2) > fit("of the mill.", 4.0)


# --- lines and columns


def test_a_mark_as_large_as_its_line_but_higher_is_raised() -> None:
    body = row("the toll of the bridge,")
    mark = word("7", body[-1].right + 0.2, 104.0, 10.0, 30)
    (one,) = lines_of(page(row("an earlier line of the text", base=113), body, [mark]))[1:]
    assert [w.text for w in one.words][-1] == "7" and one.raised(one.words[-1])
    level = word("7", body[-1].right + 0.2, 101.0, 10.0, 30)
    (other,) = lines_of(page(row("an earlier line of the text", base=113), body, [level]))[1:]
    assert not other.raised(other.words[-1])


def test_two_columns_over_full_lines_and_under_them() -> None:
    columns = [row(f"left {SHORT}", 60, 600 - 12 * n, order=100 * n) for n in range(8)]
    columns += [row(f"right {SHORT}", 320, 600 - 12 * n, order=100 * n + 50) for n in range(8)]
    full = [row(f"full {PROSE} again", 60, 480 - 10 * n, 8, 2000 + 50 * n) for n in range(9)]
    for rows, first in (
        ([*columns, *full], "left"),
        ([*[[replace(w, base=w.base + 300) for w in r] for r in full], *columns], "full"),
    ):
        texts = [one.text.split()[0] for one in lines_of(page(*rows))]
        expected = ["left"] * 8 + ["right"] * 8
        assert texts == ([*expected, *["full"] * 9] if first == "left" else [*["full"] * 9, *expected])


def test_a_short_line_between_full_ones_under_columns_is_of_their_text() -> None:
    rows = [row(f"left {SHORT}", 60, 600 - 12 * n, order=100 * n) for n in range(8)]
    rows += [row(f"right {SHORT}", 320, 600 - 12 * n, order=100 * n + 50) for n in range(8)]
    rows += [
        row(f"full {PROSE} again", 60, 480, 8, 2000),
        row("short", 60, 470, 8, 2100),
        row(f"full {PROSE} again", 60, 460, 8, 2200),
    ]
    assert [one.column for one in lines_of(page(*rows))][-3:] == [-1, -1, -1]


# --- furniture


@pytest.mark.parametrize(("step", "gone"), [(5, True), (1, False)])
def test_numbers_that_count_lines_in_the_margin_are_no_text(step: int, gone: bool) -> None:
    rows = [row(PROSE, 85, 700 - 14 * n, 12, 100 * n) for n in range(20)]
    numbers = [[word(str(step * (n + 1)), 60, 700 - 14 * 5 * n, 7, 90 + 500 * n)] for n in range(4)]
    out = LineNumbers().put_aside(page(*rows, *numbers))
    assert (len(out.aside) == 4) is gone and len(out.words) + len(out.aside) == 20 * 17 + 4


def test_a_notice_of_three_lines_on_each_page_is_no_note() -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        prose(sheet, [PROSE, PROSE + " " + "x" * number, f"at the gate.^{{{number}}} " + PROSE[: 20 + number]])
        sheet.rule(60, 132, 110)
        sheet.line(60, 120, f"^{{{number}}} Toll book of 181{number}.", 8)
        for at, text in enumerate(
            ("Brought to you by the River Library", "Unauthenticated", "Download Date 1 May 2015")
        ):
            sheet.line(200, 44 - 7 * at, text, 6)
        sheets.append(sheet)
    document = read(*sheets)
    assert found(document) == [(str(n), f"Toll book of 181{n}.") for n in range(1, 5)]
    shown = [document.text[span.start : span.end] for span in document.headers]
    assert shown.count("Unauthenticated") == 4


# --- the order of numbers


def zone(page: int, called: set[str], *texts: str) -> Zone:
    return Zone(page, [line(text, 100 - 10 * n, page=page) for n, text in enumerate(texts)], frozenset(called))


def chosen(*zones: Zone) -> list[str]:
    return [candidate.start.number for candidate in choose(zones)]


def test_a_year_at_the_head_of_a_line_begins_no_note() -> None:
    assert chosen(zone(0, {"4", "5"}, "4 Boll, Werft, Wesel", "1815 und öfter.", "5 Ebd.")) == ["4", "5"]


def test_numbers_that_begin_anew_and_roman_ones() -> None:
    zones = [zone(n, {"1", "2"}, "1 Boll, Werft.", "2 Ebd.") for n in range(4)]
    assert chosen(*zones) == ["1", "2"] * 4
    assert chosen(zone(0, {"i", "ii", "iii", "iv"}, "i Boll.", "ii Ebd.", "iii Auwald.", "iv Ebd.")) == [
        "i",
        "ii",
        "iii",
        "iv",
    ]


def test_letters_go_on_behind_z() -> None:
    numbers = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]
    zones = [
        zone(n, set(some), *(f"{number}) Boll, Werft, S. {n}." for number in some))
        for n, some in enumerate((numbers[:14], numbers[14:]))
    ]
    assert chosen(*zones) == numbers


# --- notes as a whole


def test_notes_of_the_size_of_the_text_without_a_rule() -> None:
    first, second = Sheet(), Sheet()
    for sheet, number in ((first, 1), (second, 3)):
        prose(sheet, [PROSE, f"at the gate.^{{{number}}} It was shut.^{{{number + 1}}} " + PROSE[:20], *[PROSE] * 6])
        prose(
            sheet,
            [f"^{{{number}}} Toll book, p. {number}, and what the", "clerk of it says.", f"^{{{number + 1}}} Ibid."],
            top=560,
        )
    assert found(read(first, second)) == [
        ("1", "Toll book, p. 1, and what the clerk of it says."),
        ("2", "Ibid."),
        ("3", "Toll book, p. 3, and what the clerk of it says."),
        ("4", "Ibid."),
    ]


def test_a_heading_and_a_title_have_notes() -> None:
    sheet = Sheet()
    sheet.line(60, 740, "Mills and Bridges^{*}", 16)
    sheet.line(60, 715, "1. The toll^{1}", 12)
    prose(sheet, [PROSE, PROSE, "at the gate.^{2} " + PROSE[:30]], top=690)
    sheet.rule(60, 142, 110)
    for at, text in enumerate(("^{*} A talk given in May.", "^{1} Toll book of 1811.", "^{2} Ibid.")):
        sheet.line(60, 130 - 10 * at, text, 8)
    document = read(sheet)
    assert found(document) == [("*", "A talk given in May."), ("1", "Toll book of 1811."), ("2", "Ibid.")]
    assert [before(document, n) for n in range(3)] == ["Bridges", "toll", "gate."]


def test_endnotes_of_two_chapters_at_the_end_have_numbers_of_their_own() -> None:
    text, last = Sheet(), Sheet()
    for top, name in ((720, "mill"), (560, "weir")):
        text.line(60, top, f"The {name}", 13)
        prose(text, [PROSE, f"at the {name}gate.^{{1}} And so^{{2}} " + PROSE[:30], PROSE, PROSE], top=top - 20)
    last.line(60, 740, "Notes", 13)
    for top, name in ((710, "mill"), (640, "weir")):
        last.line(60, top, f"The {name}", 11)
        prose(last, [f"^{{1}} Deed of the {name}.", f"^{{2}} Toll book of the {name}."], top=top - 16, size=9)
    document = read(text, last)
    assert [note for _, note in found(document)] == [
        f"{a} of the {b}." for b in ("mill", "weir") for a in ("Deed", "Toll book")
    ]
    assert before(document, 0) == "millgate." and before(document, 2) == "weirgate."


# --- links


def test_a_link_ties_a_mark_that_its_number_alone_does_not() -> None:
    text, last = Sheet(), Sheet()
    prose(text, [PROSE, "some 40 km^{2} of it.^{1} The gate^{2} was shut. " + PROSE[:20], PROSE])
    text.link(0, 0, 1, 1, (0, 0))
    prose(last, [PROSE, PROSE])
    last.rule(60, 132, 110)
    last.line(60, 120, "^{1} Toll book.", 8)
    last.line(60, 110, "^{2} Ibid.", 8)
    document = read(text, last)
    assert found(document) == [("1", "Toll book."), ("2", "Ibid.")]
    assert before(document, 0) == "it." and before(document, 1) == "gate"


def test_an_address_that_only_a_link_has_is_told() -> None:
    sheet = Sheet()
    prose(sheet, [PROSE, "at the gate.^{1} " + PROSE[:30], PROSE])
    sheet.rule(60, 132, 110)
    sheet.line(60, 120, "^{1} Toll book, online, and https://mills.example.org/a seen in May.", 8)
    sheet.link(60, 116, 124, 128, "https://tolls.example.org/book?page=12")
    sheet.link(150, 116, 290, 128, "https://mills.example.org/a")
    document = read(sheet)
    assert [(f.code, dict(f.args)["target"]) for f in document.findings] == [
        ("BT120", "https://tolls.example.org/book?page=12")
    ]
    (span,) = document.findings[0].spans
    assert document.text[span.start : span.end].startswith("Toll book")


# --- damaged and hostile files


@pytest.mark.parametrize(
    "place", ["/F 0 Tf 60 700 Td", "/F 1e30 Tf 60 700 Td", "/F 9 Tf 1e38 -1e38 Td", "/F 9 Tf 0 0 0 0 0 0 Tm"]
)
def test_text_of_no_size_or_at_no_place_is_read_all_the_same(place: str) -> None:
    sheet = Sheet()
    prose(sheet, [PROSE] * 7)
    sheet.parts += [f"BT {place} (odd{number}) Tj ET" for number in range(9)]
    assert read(sheet).text.count("miller") == 7


def test_thousands_of_marks_between_two_columns_take_no_time_without_end() -> None:
    sheet = Sheet()
    for left in (10, 310):
        prose(sheet, [SHORT] * 50, left=left, top=750)
    for number in range(5000):
        sheet.text(290 + number % 20, (7 * number) % 790, "7", 6)
    began = time.process_time()
    read(sheet)
    assert time.process_time() - began < 5


# --- notes that count in letters, beside others


def lettered(*numbers: str, raised: bool) -> list[str]:
    return [f"^{{{n}}} Toll book, p. {at}." if raised else f"{n} Toll book, p. {at}." for at, n in enumerate(numbers)]


@pytest.mark.parametrize("raised", [False, True])
def test_roman_notes_in_a_list_at_the_end(raised: bool) -> None:
    first, second = Sheet(), Sheet()
    calls = [f"{SHORT} meal.^{{{n}}} It was so" for n in ("i", "ii", "iii", "iv")]
    prose(first, [*calls, PROSE, *[PROSE] * 30])
    prose(second, lettered("i", "ii", "iii", "iv", raised=raised))
    document = read(first, second)
    assert [number for number, _ in found(document)] == ["i", "ii", "iii", "iv"]
    assert all(note.marker is not None for note in document.notes or ())


def test_a_roman_mark_behind_a_year_is_no_ordinal() -> None:
    def numbers(text: str) -> list[str]:
        return [mark.number for mark in marks_of([raised_line(text)])]

    assert numbers("1860 ii") == ["ii"] and numbers("1860 i") == ["i"] and numbers("1860 viii") == ["viii"]
    assert not numbers("19 th") and not numbers("2 e") and not numbers("1 a") and not numbers("30 c")


def raised_line(text: str) -> Line:
    left, right = text.split()
    words = [word(left, 60.0), word(right, 60.0 + 5.0 * len(left), base=104.0, size=6.0, order=1)]
    return Line(0, 100.0, 10.0, words, mixed=True)


def test_endnotes_in_roman_numbers_beside_notes_at_the_feet() -> None:
    pages = [Sheet() for _ in range(3)]
    for number, sheet in enumerate(pages[:2], 1):
        roman = "i" * number
        prose(sheet, [PROSE, f"at the gate.^{{{number}}} It was shut.^{{{roman}}} " + PROSE[:20], *[PROSE] * 6])
        sheet.rule(60, 580, 100)
        prose(sheet, [f"^{{{number}}} Toll book, p. {number}."], top=560, size=8)
    prose(pages[2], lettered("i", "ii", raised=True))
    document = read(*pages)
    assert [number for number, _ in found(document)] == ["1", "2", "i", "ii"]
    assert all(note.marker is not None for note in document.notes or ())
    assert "Toll book" not in "".join(document.text[span.start : span.end] for span in document.body)


def test_the_star_of_a_title_beside_a_list_at_the_end() -> None:
    first, second = Sheet(), Sheet()
    prose(
        first, ["The Toll Books of 1720^{*}", *(f"{SHORT} meal.^{{{n}}} It was so" for n in range(1, 9)), *[PROSE] * 20]
    )
    first.rule(60, 330, 100)
    prose(first, ["^{*} Supported by the town of Wesel."], top=310, size=8)
    prose(second, lettered(*(str(n) for n in range(1, 9)), raised=True))
    assert found(read(first, second))[:2] == [("*", "Supported by the town of Wesel."), ("1", "Toll book, p. 0.")]
