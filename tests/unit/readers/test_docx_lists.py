"""The numbers of Word's lists, which its file holds nowhere as text; styles that hide or raise."""

import pytest
from docx_files import call, docx, note, paragraph, part, relationships, run

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes


def level(at: int, text: str, kind: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, home: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{home}"/>{more}</w:num>'


def item(text: str, key: int = 1, at: int = 0) -> str:
    counted = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>'
    return paragraph(run(text) if text else "", properties=counted)


def read(body: str, numbering: str, styles: str = "", footnotes: str = "") -> Document:
    extra = {"word/numbering.xml": part("numbering", numbering), "word/styles.xml": part("styles", styles)}
    return read_bytes(docx(body, footnotes=footnotes, extra=extra), "lista.docx")


def rows(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line.strip()]


def test_paragraphs_of_a_list_have_the_numbers_that_word_prints() -> None:
    body = item("Buk") + paragraph(run("Między nimi.")) + item("Dąb") + item("Wiąz", 2)
    found = read(body, abstract(4, level(0, "[%1]")) + num(1, 4) + abstract(5, level(0, "%1)", start=7)) + num(2, 5))
    assert rows(found) == ["[1] Buk", "Między nimi.", "[2] Dąb", "7) Wiąz"]


def test_levels_below_begin_again_and_name_the_levels_above() -> None:
    levels = level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%3)", "lowerLetter")
    body = item("A") + item("B", at=1) + item("C", at=1) + item("D", at=2) + item("E") + item("F", at=1)
    assert rows(read(body, abstract(0, *levels) + num(1, 0))) == ["I. A", "1.1 B", "1.2 C", "a) D", "II. E", "2.1 F"]


def test_a_list_that_is_begun_anew_begins_anew_and_one_that_goes_on_goes_on() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("A") + item("B") + item("C", 2) + item("D", 2) + item("E", 3)
    assert rows(read(body, abstract(0, level(0, "%1.")) + num(1, 0) + num(2, 0, anew) + num(3, 0))) == [
        "1. A",
        "2. B",
        "1. C",
        "2. D",
        "3. E",
    ]


def test_a_style_may_count_its_paragraphs_and_a_paragraph_may_leave_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Spis"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Spis2"><w:basedOn w:val="Spis"/></w:style>'
    )
    styled = [paragraph(run(words), properties='<w:pStyle w:val="Spis2"/>') for words in ("Lis", "Ryś")]
    out = paragraph(
        run("Wilk"), properties='<w:pStyle w:val="Spis"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    )
    assert rows(read(styled[0] + out + styled[1], abstract(0, level(0, "%1.")) + num(1, 0), styles)) == [
        "1. Lis",
        "Wilk",
        "2. Ryś",
    ]


def test_bullets_and_levels_that_are_not_there_print_no_number() -> None:
    body = item("Kropka") + item("Wyjęty", 0) + item("Głęboko", 1, 12) + item("Głęboko i bez listy", 5, 1)
    numbering = abstract(0, level(0, "•", "bullet")) + num(1, 0) + num(5, 99) + '<w:num w:numId="x"/>'
    found = read(body, numbering)
    assert rows(found) == ["Kropka", "Wyjęty", "Głęboko", "Głęboko i bez listy"]
    assert not found.findings


@pytest.mark.parametrize("numbering", ["", num(5, 99), num(7, 0) + abstract(0, level(0, "%1)"))])
def test_a_list_that_the_file_does_not_describe_is_counted(numbering: str) -> None:
    works = ("Иванов И. И. Земля и вода. М.: Наука, 1999. С. 5.", "Там же. С. 7.", "Петров П. Лес. СПб., 2001. С. 15.")
    body = paragraph(run("Земля [1] и вода [2], а также лес [3].")) + paragraph(run("Примечания"))
    found = read(body + "".join(item(words, 5) for words in works), numbering)
    assert [(note.number, note.text.text, note.marker is not None) for note in find_notes(found).notes] == [
        (str(at), words, True) for at, words in enumerate(works, 1)
    ]
    assert [(f.code, f.args["count"]) for f in found.findings] == [("BT167", "3")]


def test_lists_that_the_file_does_not_describe_are_counted_each() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Spis"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    styled = paragraph(run("Ryś"), properties='<w:pStyle w:val="Spis"/>')
    found = read(item("Lis", 5) + styled + item("Wilk", 5) + styled, "", style)
    assert rows(found) == ["1. Lis", "1. Ryś", "2. Wilk", "2. Ryś"]


def test_what_was_deleted_with_track_changes_does_not_count() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>Skreślone</w:delText></w:r></w:del></w:p>'
    )
    found = read(item("Raz") + gone + item("Dwa"), abstract(0, level(0, "%1.")) + num(1, 0))
    assert rows(found) == ["1. Raz", "2. Dwa"]


def test_entries_of_a_list_of_references_have_their_numbers() -> None:
    works = (
        "Sowa T. Puszcza i ludzie. Białystok: Bór, 1991. 180 s.",
        "Орёл К. Лесные тропы. Пермь: Кама, 2004. 212 с.",
        "Finch R. Forest Law in Practice. Leeds: Aire Press, 2012. 96 p.",
    )
    body = paragraph(run("Puszcze znikały [2, с. 17].")) + paragraph(run("Literatura")) + "".join(map(item, works))
    found = find_notes(read(body, abstract(0, level(0, "%1.")) + num(1, 0)))
    assert [(entry.number, entry.text.text) for entry in found.listed] == list(zip("123", works, strict=True))


def test_typed_notes_that_word_numbers_are_found() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    texts = ("T. Sowa, Puszcza i ludzie, Białystok 1991, s. 18.", "Tamże, s. 20.", "R. Finch, Forest Law, Leeds 2012.")
    body = paragraph(
        run("Las rósł"), run("1", raised), run(" i gęstniał"), run("2", raised), run(", potem go wycięto"),
        run("3", raised), run("."),
    )  # fmt: skip
    body += paragraph(run("Przypisy")) + "".join(map(item, texts))
    found = find_notes(read(body, abstract(0, level(0, "%1.")) + num(1, 0)))
    assert [(each.number, each.text.text) for each in found.notes] == list(zip("123", texts, strict=True))


@pytest.mark.parametrize("style", ["Przypis", "Na_nim"])
def test_marks_may_be_raised_and_words_hidden_by_a_style(style: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Przypis"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Na_nim"><w:basedOn w:val="Przypis"/></w:style>'
        '<w:style w:type="character" w:styleId="Skryty"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    named = f'<w:rStyle w:val="{style}"/>'
    body = paragraph(run("Las rósł"), run("1", named), run("tajne", '<w:rStyle w:val="Skryty"/>'), run(" dalej."))
    assert rows(read(body, "", styles)) == ["Las rósł¹ dalej."]


def test_a_mark_of_the_authors_own_stays_as_typed() -> None:
    styles = '<w:style w:type="character" w:styleId="Fn"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    own = (
        '<w:r><w:rPr><w:rStyle w:val="Fn"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="1"/>'
        "<w:t>7</w:t></w:r>"
    )
    words = paragraph(run("7", '<w:rStyle w:val="Fn"/>'), run(" Tamże, s. 3."))
    text = f'<w:footnote w:id="1">{words}</w:footnote>'
    (one,) = find_notes(read(paragraph(run("Las"), own), "", styles, text)).notes
    assert (one.number, one.text.text) == ("7", "Tamże, s. 3.")


def test_russian_letters_count_notes_without_those_that_begin_no_word() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="russianLower"/></w:footnotePr></w:sectPr>'
    body = paragraph(*(call(i) for i in range(1, 12))) + section
    found = read(body, "", footnotes="".join(note(i, run(f"Сноска {i}.")) for i in range(1, 12)))
    assert "".join(each.number for each in find_notes(found).notes) == "абвгдежзикл"  # й is not among them


def test_a_document_taken_in_that_is_not_read_is_told() -> None:
    body = paragraph(run("Początek.")) + '<w:altChunk r:id="rId9"/>' + paragraph(run("Koniec."))
    rels = relationships(("rId9", "aFChunk", "rozdzial.rtf", False))
    data = docx(body, extra={"word/_rels/document.xml.rels": rels, "word/rozdzial.rtf": "{\\rtf1 Środek.}"})
    found = read_bytes(data, "zbior.docx")
    assert [(f.code, f.args["part"]) for f in found.findings] == [("BT129", "word/rozdzial.rtf")]


def with_chapter(name: str, chapter: str | bytes) -> Document:
    body = paragraph(run("Początek."), call(1)) + '<w:altChunk r:id="rId9"/>' + paragraph(run("Koniec."), call(2))
    rels = relationships(("rId9", "aFChunk", name, False), ("f", "footnotes", "footnotes.xml", False))
    extra = {"word/_rels/document.xml.rels": rels, f"word/{name}": chapter}
    notes = note(1, run("Buk, Las, s. 1.")) + note(2, run("Dąb, Gaj, s. 2."))
    return read_bytes(docx(body, footnotes=notes, extra=extra), "zbior.docx")


def test_a_page_taken_in_stands_in_its_place_with_its_notes() -> None:
    page = (
        "<html><body><p>Środek<a href='#n1' id='r1'><sup>1</sup></a>.</p>"
        "<p id='n1'><a href='#r1'>1</a> Klon, <i>Sad</i>, s. 3.</p></body></html>"
    )
    found = with_chapter("rozdzial.html", page)
    notes = find_notes(found).notes
    assert [each.text.text for each in notes] == ["Buk, Las, s. 1.", "Klon, Sad, s. 3.", "Dąb, Gaj, s. 2."]
    assert [found.text[span.start : span.end] for span in found.italics] == ["Sad"]
    body = " ".join("".join(found.text[span.start : span.end] for span in found.body).split())
    assert body == "Początek.¹ Środek¹. Koniec.²"
    assert found.findings == ()


def test_a_document_of_word_and_a_text_are_taken_in() -> None:
    inner = docx(paragraph(run("Środek."), call(1)), footnotes=note(1, run("Klon, Sad, s. 3.")))
    assert [n.text.text for n in find_notes(with_chapter("a.docx", inner)).notes][1] == "Klon, Sad, s. 3."
    assert "Początek.¹\n\nTylko słowa.\n\nKoniec.²" in with_chapter("a.txt", "Tylko słowa.").text


def test_a_document_that_takes_in_itself_ends() -> None:
    rels = relationships(("rId9", "aFChunk", "a.docx", False))
    own = '<w:altChunk r:id="rId9"/>' + paragraph(run("Środek."))
    inner = docx(own, extra={"word/_rels/document.xml.rels": rels, "word/a.docx": b"PK\x03\x04"})
    found = with_chapter("a.docx", inner)
    assert "Środek." in found.text
    assert [finding.code for finding in found.findings] == ["BT129"]


def test_a_number_of_millions_is_no_million_letters() -> None:
    for kind in ("lowerLetter", "chicago", "russianLower"):
        found = read(item("Buk"), abstract(0, level(0, "%1.", kind, start=9_000_000)) + num(1, 0))
        assert rows(found) == ["9000000. Buk"]
