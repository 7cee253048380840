"""Letters of PDFs whose fonts have no accents, or do not say which letters their glyphs are."""

import pytest
from pdf_files import Sheet, objects, pdf

from bibtool.readers.pages.codes import Codes
from bibtool.readers.pages.words import Look, Page, Word
from bibtool.readers.pdf import READER
from bibtool.readers.reader import ReadError

_LINES = (
    "Kroniki wsi mówią o młynie, który spłonął w nocy,",
    "choć źródła urzędowe o pożarze milczą – „ani słowa”.",
    "Wypis z księgi łanów wskazuje na żywą pamięć.",
)
_CORK = {"ó": 0xF3, "ą": 0xA1, "ł": 0xAA, "ć": 0xA2, "ź": 0xB9, "ę": 0xA6, "ż": 0xBB, "ś": 0xB1, "ń": 0xAB}
_CORK |= {"–": 0x15, "„": 0x12, "”": 0x11}


def bitmap_pdf(lines: list[bytes], producer: str = "pdfTeX-1.40.25", signs: bytes = b"") -> bytes:
    """Lines in a Type 3 font of boxes whose names of glyphs say nothing, as TeX's bitmap fonts are; ``signs`` stand
    below them in a second one."""
    codes = sorted({code for line in (*lines, signs) for code in line if code != 0x20})
    names = " ".join(f"{code} /a{code}" for code in codes)
    glyphs = " ".join(f"/a{code} 5 0 R" for code in codes)
    box = b"500 0 20 0 450 600 d1 20 0 430 600 re f"
    widths = " ".join(["500"] * 256)
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 600] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 "
        f"/LastChar 255 /Widths [{widths}] /CharProcs << {glyphs} >> "
        f"/Encoding << /Type /Encoding /Differences [{names}] >> /Resources << >> >>"
    )
    shown = "\n".join(
        f"BT /T 10 Tf 1 0 0 1 60 {700 - 14 * at} Tm <{line.hex()}> Tj ET" for at, line in enumerate(lines)
    )
    if signs:
        shown += f"\nBT /S 10 Tf 1 0 0 1 60 {700 - 14 * len(lines)} Tm <{signs.hex()}> Tj ET"
    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R "
            b"/Resources << /Font << /T 4 0 R /S 8 0 R >> >> >>",
            font.encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(box), box),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown.encode()),
            f"<< /Producer ({producer}) >>".encode(),
            font.encode(),
        ],
        b"/Info 7 0 R",
    )


def _codes(found: object) -> list[str]:
    return [finding.code for finding in found.findings]  # type: ignore[attr-defined]


def in_cork(text: str) -> bytes:
    return bytes(_CORK.get(char, ord(char)) for char in text)


@pytest.mark.parametrize("producer", ["pdfTeX-1.40.25", "Ghostscript, of a file by dvips", "a converter"])
def test_bitmap_fonts_of_tex_are_read_by_their_encoding(producer: str) -> None:
    document = READER.read(bitmap_pdf([in_cork(line) for line in _LINES], producer), "a.pdf")
    assert document.text.split("\n")[:3] == list(_LINES)
    assert "BT162" in _codes(document)


def test_cyrillic_bitmap_fonts_keep_dashes_and_letters() -> None:
    text = "Уставные грамоты и посадские книги, ещё не изданные, 1670–1675"
    line = b"".join({"ё": b"\xbc", "–": b"\x15"}.get(char) or char.encode("cp1251") for char in text)
    document = READER.read(bitmap_pdf([line, line]), "a.pdf")
    assert document.text.split("\n")[:2] == [text, text]


def test_old_fonts_of_seven_bits_have_ligatures_at_other_codes() -> None:
    line = b"The \x0crst o\x0ece of the \x0bort, pages 12{15, and the caf\x13e by the sea"
    document = READER.read(bitmap_pdf([line]), "a.pdf")
    assert document.text.startswith("The first office of the ffort, pages 12–15, and the café by the sea")


def test_a_font_whose_letters_nobody_knows_is_told_not_guessed() -> None:
    unknown = bytes(range(1, 9)) + bytes(range(14, 30))
    known = Sheet()
    for at in range(12):
        known.line(60, 700 - 14 * at, "Here a text stands in Helvetica, which every reader can read and count.")
    with pytest.raises(ReadError) as refused:
        READER.read(bitmap_pdf([unknown, unknown[::-1]], "a printer's driver"), "a.pdf")
    assert refused.value.finding.code == "BT163"
    assert _codes(READER.read(pdf([known]), "b.pdf")) == []


def test_an_unknown_font_beside_others_stands_as_replacement_characters() -> None:
    def word(text: str, look: int = 0) -> Word:
        return Word(text, 0, 10, 0, 10, look, 0, True)

    words = [word("readable"), *[word("letters") for _ in range(40)], *[word("XQZKJV", Look.FONT) for _ in range(6)]]
    codes = Codes("")
    page = codes.page(Page(4, 600, 800, words, [], [], 0, 0, (), ("Odd",)))
    assert [each.text for each in page.words][-1] == "\ufffd" * 6
    assert page.words[0].text == "readable"
    assert not codes.is_unreadable
    (finding,) = codes.findings("a.pdf")
    assert (finding.code, finding.args["font"], finding.args["pages"], finding.args["count"]) == (
        "BT161",
        "Odd",
        "5",
        "36",
    )


def test_accents_that_are_glyphs_of_their_own_go_on_their_letters() -> None:
    sheet = Sheet()
    sheet.text(60, 700, "Die B")
    sheet.text(84.5, 700, "acker von Ulm und ihre Zunft")
    sheet.text(85.6, 700.2, "\xa8")
    sheet.text(60, 680, "dell'arte e la carita di Treviso")
    document = READER.read(pdf([sheet]), "a.pdf")
    assert "Die Bäcker von Ulm" in document.text
    assert "\xa8" not in document.text


def test_an_acute_that_stands_for_an_apostrophe_stays() -> None:
    sheet = Sheet()
    sheet.text(60, 700, "Storia dell\xb4arte e d\xb4altre cose")
    assert "dell\xb4arte e d\xb4altre" in READER.read(pdf([sheet]), "a.pdf").text


def test_a_closing_quotation_mark_below_its_line_opens() -> None:
    sheet = Sheet()
    sheet.text(60, 700, "Art. ")
    sheet.text(80, 695.6, "”")
    sheet.text(83.6, 700, "Zunftfrauen“, in: Lexikon")
    sheet.text(60, 686, "der Geschichte, Sp. 12.")
    document = READER.read(pdf([sheet]), "a.pdf")
    assert document.text.startswith("Art. „Zunftfrauen“, in: Lexikon\nder Geschichte")


def test_the_asterisk_of_tex_is_a_mark() -> None:
    sheet = Sheet()
    sheet.line(60, 700, "On the mills of a valley", 14)
    sheet.text(212, 705, "*", 8, font="I")
    for at in range(10):
        sheet.line(60, 660 - 12 * at, "The valley has mills, and the mills have keepers who wrote to the town.")
    sheet.rule(60, 120, 100)
    sheet.text(60, 112, "*", 6, font="I")
    sheet.text(63, 109, "Thanks are due to the keepers of the town's archive.", 8)
    oblique = b"/BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding"
    document = READER.read(pdf([sheet]).replace(oblique, b"/BaseFont /Symbol"), "a.pdf")  # it has U+2217 at 42
    assert document.notes is not None
    assert [(note.number, note.marker is not None) for note in document.notes] == [("*", True)]


def test_numbers_in_brackets_solid_with_their_notes() -> None:
    sheet = Sheet()
    for at in range(10):
        number = f"({at // 2 + 1})" if at % 2 else ""
        sheet.line(
            60, 700 - 12 * at, f"The valley has mills, and the mills have keepers who wrote to the town{number}."
        )
    sheet.rule(60, 200, 100)
    for number, text in enumerate(("Ivi, c. 5r.", "Cfr. Sartori, Mulini, p. 7.", "Ibidem.", "Ivi, p. 9.", "Ivi."), 1):
        sheet.line(60, 190 - 10 * number, f"({number}){text}", 8)
    document = READER.read(pdf([sheet]), "a.pdf")
    assert document.notes is not None
    assert [note.text.text for note in document.notes][:3] == ["Ivi, c. 5r.", "Cfr. Sartori, Mulini, p. 7.", "Ibidem."]
    assert all(note.marker is not None for note in document.notes)


def superior_pdf(lines: list[str]) -> bytes:
    """Lines in a Type 3 font of boxes in which what stands between ^ and ^ is set in glyphs that stand high."""
    letters = sorted({char for line in lines for char in line if char not in " ^"})
    code = {char: 0x21 + at for at, char in enumerate(letters)}
    high = {char: 0x21 + len(letters) + at for at, char in enumerate(letters)}
    names = " ".join(f"/a{n}" for n in [*code.values(), *high.values()])
    glyphs = " ".join([f"/a{n} 5 0 R" for n in code.values()] + [f"/a{n} 8 0 R" for n in high.values()])
    rows = [f"<{n:02x}> <{ord(char):04x}>" for table in (code, high) for char, n in table.items()]
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def 1 "
        "begincodespacerange <00> <ff> endcodespacerange "
        f"{len(rows)} beginbfchar {' '.join(rows)} endbfchar endcmap end end"
    ).encode()
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 900] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 "
        f"/LastChar 255 /Widths [{' '.join(['500'] * 256)}] /CharProcs << {glyphs} >> /ToUnicode 7 0 R "
        f"/Encoding << /Type /Encoding /Differences [33 {names}] >> /Resources << >> >>"
    )
    shown = []
    for at, line in enumerate(lines):
        x, parts = 60, []
        for number, part in enumerate(line.split("^")):
            table = high if number % 2 else code
            for word in part.split(" "):
                data = bytes(table[char] for char in word)
                parts.append(f"1 0 0 1 {x} {700 - 14 * at} Tm <{data.hex()}> Tj" if data else "")
                x += 5 * (len(word) + 1)
            x -= 5
        shown.append(f"BT /T 10 Tf {' '.join(parts)} ET")
    page = "\n".join(shown).encode()
    low, raised = (b"500 0 20 %d 480 %d d1 20 %d 460 %d re f" % box for box in ((0, 700, 0, 700), (350, 800, 350, 450)))

    def stream(data: bytes) -> bytes:
        return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)

    return objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R "
            b"/Resources << /Font << /T 4 0 R >> >> >>",
            font.encode(),
            stream(low),
            stream(page),
            stream(unicode),
            stream(raised),
        ]
    )


def test_superiors_of_a_font_keep_their_brackets_and_all_their_letters() -> None:
    import pypdfium2

    from bibtool.readers.pages.words import page_of

    lines = ["^1)^Vgl. Boll", "^viii^Ibid. (1912)", "Werft^[2]^ und", "^iii^Peter", "vivid (a)"]
    words = page_of(pypdfium2.PdfDocument(superior_pdf(lines)), 0).words
    raised = [word.text for word in words if word.look & Look.RAISED]
    assert raised == ["1)", "viii", "[2]", "iii"]
    assert [word.text for word in words if word.text in ("Vgl.", "Ibid.", "(1912)", "Peter", "vivid", "(a)")] == [
        "Vgl.",
        "Ibid.",
        "(1912)",
        "Peter",
        "vivid",
        "(a)",
    ]
