"""PDFs: notes at the feet of pages and in lists, columns, headers, places, and files that cannot be read."""

import pytest
from pdf_files import Sheet, objects, pdf

from bibtool.diagnostics.catalogue import UI_LANGUAGES, sentence
from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes

PROSE = "The ferry left the town at noon and came back with the evening mail of the river"


def read(*sheets: Sheet) -> Document:
    return read_bytes(pdf(list(sheets)), "article.pdf")


def flow(sheet: Sheet, lines: list[str], top: float = 700, left: float = 60, size: float = 10) -> None:
    for number, line in enumerate(lines):
        sheet.line(left, top - 13 * number, line, size)


def foot(sheet: Sheet, lines: list[str], top: float = 120, left: float = 60, ruled: bool = True) -> None:
    if ruled:
        sheet.rule(left, top + 12, 110)
    for number, line in enumerate(lines):
        sheet.line(left, top - 10 * number, line, 8)


def rows(document: Document) -> list[tuple[str, str, str]]:
    """Number, text on one line, and the letters before the mark."""
    assert document.notes is not None
    found = []
    for note in document.notes:
        before = document.text[: note.marker.start].rstrip()[-8:] if note.marker else ""
        found.append((note.number, note.text.text.replace("\n", " "), before))
    return found


@pytest.mark.parametrize("ruled", [True, False])
def test_notes_at_the_foot_are_tied_to_raised_marks(ruled: bool) -> None:
    page = Sheet()
    flow(page, [PROSE, "to the bridge,^{1} where a guard counted sacks.^{2} " + PROSE[:30], PROSE, PROSE])
    foot(page, ["^{1} J. Osier, Ferries of the North, Leeds 1931,", "p. 12.", "^{2} Ibid., p. 14."], ruled=ruled)
    document = read(page)
    assert rows(document) == [
        ("1", "J. Osier, Ferries of the North, Leeds 1931, p. 12.", " bridge,"),
        ("2", "Ibid., p. 14.", "d sacks."),
    ]
    assert "Osier" not in document.text[document.body[0].start : document.body[0].end]


def test_numbers_on_the_baseline_set_solid_or_apart_begin_notes() -> None:
    page = Sheet()
    flow(page, [PROSE, "to the bridge,^{1} where a guard counted sacks.^{2} " + PROSE[:30], PROSE])
    foot(page, ["1 J. Osier, Ferries, Leeds", "1931, p. 12.", "2Ibid., p. 14."])
    assert [row[:2] for row in rows(read(page))] == [
        ("1", "J. Osier, Ferries, Leeds 1931, p. 12."),
        ("2", "Ibid., p. 14."),
    ]


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    first, second = Sheet(), Sheet()
    flow(first, [PROSE, PROSE, "to the mill.^{1} " + PROSE[:40]])
    foot(first, ["^{1} J. Osier, whose book names every"])
    flow(second, [PROSE, PROSE, "and to the lock.^{2} " + PROSE[:40]])
    foot(second, ["ferry but that of the monks, p. 3.", "^{2} Ibid., p. 4."])
    assert rows(read(first, second)) == [
        ("1", "J. Osier, whose book names every ferry but that of the monks, p. 3.", "he mill."),
        ("2", "Ibid., p. 4.", "he lock."),
    ]


def test_numbers_that_begin_anew_on_each_page() -> None:
    sheets = []
    for name in ("mill", "lock", "weir"):
        page = Sheet()
        flow(page, [PROSE, PROSE, f"to the {name}.^{{1}} " + PROSE[:40]])
        foot(page, [f"^{{1}} The {name} of 1702."])
        sheets.append(page)
    document = read(*sheets)
    assert [row[1:] for row in rows(document)] == [(f"The {n} of 1702.", f"he {n}.") for n in ("mill", "lock", "weir")]
    assert [note.id for note in find_notes(document).notes] == ["1", "1-2", "1-3"]


def test_signs_are_marks_too() -> None:
    page = Sheet()
    flow(page, [PROSE, "to the mill.^{*} It stood by the weir^{\x86} for long.", PROSE, PROSE])
    foot(page, ["^{*} Now a house.", "^{\x86} Built twice."])
    page.parts = [part.replace("\x86", "†") for part in page.parts]
    assert [row[:2] for row in rows(read(page))] == [("*", "Now a house."), ("†", "Built twice.")]


def test_columns_are_read_one_after_the_other_each_with_its_notes() -> None:
    page = Sheet()
    short = "The ferry left the town at noon and came"
    for left, name, number in ((50, "mill", 1), (320, "lock", 2)):
        flow(page, [short] * 9 + [f"to the {name}.^{{{number}}} The ferry left"], left=left)
        foot(page, [f"^{{{number}}} The {name}: see the deed of", "1702."], left=left)
    document = read(page)
    assert rows(document) == [
        ("1", "The mill: see the deed of 1702.", "he mill."),
        ("2", "The lock: see the deed of 1702.", "he lock."),
    ]
    body = document.text[: document.body[0].end]
    assert body.index("mill") < body.index("lock") and "came The ferry" not in body


def test_running_headers_and_page_numbers_are_neither_body_nor_note() -> None:
    sheets = []
    for number in range(1, 5):
        page = Sheet()
        page.line(60, 760, f"{number} Annals of the River" if number % 2 else f"Ferries and Locks {number}", 8)
        page.line(300, 40, str(number + 100), 10)
        flow(page, [PROSE, PROSE, f"to the mill.^{{{number}}} " + PROSE[:40]])
        foot(page, [f"^{{{number}}} The mill of 170{number}."])
        sheets.append(page)
    document = read(*sheets)
    assert [row[1] for row in rows(document)] == [f"The mill of 170{n}." for n in range(1, 5)]
    assert "Annals" not in document.text[: document.body[0].end]
    assert [document.text[a:b] for a, b in document.headers].count("101") == 1
    assert "1 Annals of the River" in [header.text for header in find_notes(document).headers]


def test_notes_in_a_list_at_the_end() -> None:
    page, last = Sheet(), Sheet()
    flow(page, [PROSE, "to the mill.^{1} It stood^{2} by the weir.^{3} " + PROSE[:20], PROSE])
    flow(last, ["Notes"], top=700, size=12)
    flow(last, ["1. Now a house.", "2. J. Osier, Ferries, Leeds", "1931.", "3. Ibid."], top=670)
    assert rows(read(page, last)) == [
        ("1", "Now a house.", "he mill."),
        ("2", "J. Osier, Ferries, Leeds 1931.", "It stood"),
        ("3", "Ibid.", "he weir."),
    ]


def test_a_text_without_notes_is_searched_as_a_plain_text() -> None:
    page = Sheet()
    flow(page, [PROSE] * 5)
    document = read(page)
    assert document.notes is None and document.text.count("ferry") == 5


def test_italics_hyphens_and_places() -> None:
    page = Sheet()
    page.text(60, 700, "He read the Annals of the far-")
    page.text(60, 687, "away", font="I")
    page.text(90, 687, "river in May")
    document = read(page)
    assert "far-\naway river" in document.text
    assert [document.text[a:b] for a, b in document.italics] == ["away"]
    assert document.places is not None
    start = document.text.index("away")
    (place,) = document.places(document.italics[0])
    assert place.page == 1 and place.left == pytest.approx(60) and place.bottom < 687 < place.top
    assert len(document.places(type(document.italics[0])(start - 3, start + 2))) == 2


def test_text_that_runs_another_way_is_kept_apart() -> None:
    page = Sheet()
    flow(page, [PROSE] * 4)
    page.text(300, 300, "DRAFT", 40, turn="0.7 0.7 -0.7 0.7")
    document = read(page)
    assert "DRAFT" not in document.text[: document.body[0].end] and "DRAFT" in document.text


def test_cyrillic_given_as_latin_letters_is_mended_and_told() -> None:
    page = Sheet()
    words = "паром ушёл из города в полдень и вернулся вечером с почтой"
    flow(page, [words.encode("cp1251").decode("cp1252")] * 3)
    document = read(page)
    assert words in document.text
    assert [finding.code for finding in document.findings] == ["BT128"]


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
LONG = pdf([Sheet([f"BT /F 10 Tf 60 {700 - n} Td (ferry) Tj ET" for n in range(99)])])
REFUSED = {
    "locked": (pdf([Sheet()], LOCKED), "BT124"),
    "cut": (LONG[: len(LONG) // 3], "BT125"),
    "header only": (b"%PDF-1.7\n", "BT125"),
    "its own child": (objects([CATALOGUE, b"<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R] >>"]), "BT125"),
    "no text": (pdf([Sheet()] * 3), "BT126"),
    "many empty pages": (
        objects(
            [
                CATALOGUE,
                b"<< /Type /Pages /Count 10000 /Kids [%s] >>" % (b"3 0 R " * 10_000),
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            ]
        ),
        "BT126",
    ),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_said(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "article.pdf")
    assert caught.value.finding.code == code
    assert all("article.pdf" in sentence(caught.value.finding, ui) for ui in UI_LANGUAGES)
