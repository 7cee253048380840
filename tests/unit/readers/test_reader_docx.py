"""DOCX files built part by part: notes, numbers, tracked changes, fields, and files that are none."""

import io
import zipfile

import pytest
from docx_files import call, docx, italic, note, paragraph, part, relationships, run

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes
from bibtool.text.spans import slices


def read(data: bytes) -> Document:
    return read_bytes(data, "article.docx")


def body(document: Document) -> str:
    return slices(document.text, document.body)


def texts(document: Document) -> list[tuple[str, str]]:
    assert document.notes is not None
    for given in document.notes:
        assert slices(document.text, given.text.spans()) == given.text.text
    return [(given.number, given.text.text) for given in document.notes]


def test_footnotes_and_endnotes_in_the_order_of_the_document() -> None:
    data = docx(
        paragraph(run("Jedno zdanie. Drugie"), call(5), run(" i trzecie"), call(2, "endnote"), run("."))
        + paragraph(run("Koniec"), call(3), run(".")),
        footnotes=note(3, run("Tamże, s. 3."))
        + note(5, run("A. Nowak, "), italic("Zarys dziejów"), run(", Kraków 2001.")),
        endnotes=note(2, run("Zob. wyżej."), kind="endnote"),
    )
    document = read(data)
    assert texts(document) == [
        ("1", "A. Nowak, Zarys dziejów, Kraków 2001."),
        ("i", "Zob. wyżej."),
        ("2", "Tamże, s. 3."),
    ]
    assert [document.text[a:b] for a, b in document.italics] == ["Zarys dziejów"]
    result = find_notes(document)
    assert [n.marker.sentence.text for n in result.notes if n.marker][:1] == ["Drugie¹ i trzeciei."]
    assert result.body.text.startswith("Jedno zdanie.")


def test_a_mark_of_the_authors_own_does_not_count() -> None:
    star = call(1, attributes='w:customMarkFollows="1"')[: -len("</w:r>")] + "<w:t>*</w:t></w:r>"
    data = docx(
        paragraph(run("Tytuł"), star) + paragraph(run("Zdanie"), call(2)),
        footnotes=note(1, run("* Autorka pracuje w Łodzi.")) + note(2, run("Ibidem.")),
    )
    assert texts(read(data)) == [("*", "Autorka pracuje w Łodzi."), ("1", "Ibidem.")]


def test_a_mark_of_the_authors_own_ends_with_its_run() -> None:
    reference = call(1, attributes='w:customMarkFollows="1"')[: -len("</w:r>")]
    data = docx(
        paragraph(run("Tytuł"), reference + "<w:t>1</w:t><w:t>2</w:t><w:t>a</w:t></w:r>", run(" i dalej")),
        footnotes=note(1, run("12a Autorka pracuje w Łodzi.")),
    )
    document = read(data)
    assert texts(document) == [("12a", "Autorka pracuje w Łodzi.")]
    assert [slices(document.text, (note.marker,)) for note in document.notes or () if note.marker] == ["12a"]


@pytest.mark.parametrize(
    ("properties", "numbers"),
    [
        ("", ["1", "2", "3", "4"]),
        ('<w:numFmt w:val="lowerRoman"/>', ["i", "ii", "iii", "iv"]),
        ('<w:numFmt w:val="lowerLetter"/><w:numStart w:val="26"/>', ["z", "aa", "bb", "cc"]),
        ('<w:numFmt w:val="chicago"/>', ["*", "†", "‡", "§"]),
        ('<w:numStart w:val="7"/>', ["7", "8", "9", "10"]),
        ('<w:numRestart w:val="eachSect"/>', ["1", "2", "1", "2"]),
        ('<w:numRestart w:val="eachPage"/>', ["1", "1", "1", "2"]),
    ],
)
def test_numbers_as_word_prints_them(properties: str, numbers: list[str]) -> None:
    settings = part("settings", f"<w:footnotePr>{properties}</w:footnotePr>")
    data = docx(
        paragraph(
            run("a"), call(1), "<w:r><w:lastRenderedPageBreak/></w:r>", run("b"), call(2), properties="<w:sectPr/>"
        )
        + paragraph(run("c"), call(3), run("d"), call(4))
        + "<w:sectPr/>",
        footnotes="".join(note(i, run(f"Przypis {i}.")) for i in range(1, 5)),
        extra={"word/settings.xml": settings},
    )
    assert [number for number, _ in texts(read(data))] == numbers


def test_tracked_changes_read_as_accepted() -> None:
    removed = f"<w:del><w:r><w:delText>stare</w:delText></w:r>{call(1)}</w:del>"
    data = docx(
        paragraph(run("To jest "), removed, f"<w:ins>{run('nowe')}</w:ins>", call(2))
        + paragraph(run("połą"), properties="<w:rPr><w:del/></w:rPr>")
        + paragraph(run("czone")),
        footnotes=note(1, run("Usunięty.")) + note(2, run("Został.")),
    )
    document = read(data)
    assert body(document) == "To jest nowe¹\n\npołączone\n\n"
    assert texts(document) == [("1", "Został.")]


def test_breaks_and_hyphens() -> None:
    inside = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
        "<w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>"
    )
    assert body(read(docx(paragraph(inside)))) == "a\tb\nc\u2011d\u00ade\n\n"


def field(code: str, result: str) -> str:
    chars = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        chars.format("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + chars.format("separate")
        + run(result)
        + chars.format("end")
    )


def test_fields_show_their_results_and_hidden_links_are_found() -> None:
    shown = field(' HYPERLINK "https://example.org/shown" ', "example.org/shown")
    hidden = '<w:hyperlink r:id="h1">' + run("Raport") + "</w:hyperlink>"
    nested = field(" IF " + "x", "wynik")
    data = docx(
        paragraph(run("Zob."), call(1)),
        footnotes=note(1, shown, run("; "), hidden, run("; "), nested),
        extra={"word/_rels/footnotes.xml.rels": relationships(("h1", "hyperlink", "https://example.org/raport", True))},
    )
    document = read(data)
    assert texts(document) == [("1", "example.org/shown; Raport; wynik")]
    (finding,) = document.findings
    assert finding.code == "BT120"
    assert finding.args["target"] == "https://example.org/raport"
    assert slices(document.text, finding.spans) == "Raport"


def test_a_printed_link_is_not_hidden_because_its_target_is_encoded() -> None:
    link = '<w:hyperlink r:id="h1">' + run("https://example.org/мост") + "</w:hyperlink>"
    target = "https://example.org/%D0%BC%D0%BE%D1%81%D1%82"
    data = docx(
        paragraph(run("Zob."), call(1)),
        footnotes=note(1, link),
        extra={"word/_rels/footnotes.xml.rels": relationships(("h1", "hyperlink", target, True))},
    )
    assert read(data).findings == ()


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent>" + paragraph(run("W ramce"), call(1)) + "</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read(docx(paragraph(run("Przed"), drawing, run(" i po.")), footnotes=note(1, run("Raz."))))
    assert body(document) == "Przed i po.\n\nW ramce¹\n\n"
    assert texts(document) == [("1", "Raz.")]


def test_italics_come_from_styles_too() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="Base"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:styleId="Title"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
    )
    data = docx(
        paragraph(run("tytuł", '<w:rStyle w:val="Title"/>'), run(" proste", '<w:rStyle w:val="Loop"/>'))
        + paragraph(run("nie", '<w:rStyle w:val="Title"/><w:i w:val="0"/>')),
        extra={"word/styles.xml": styles},
    )
    document = read(data)
    assert [document.text[a:b] for a, b in document.italics] == ["tytuł"]


def test_typed_notes_are_searched_for() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    data = docx(
        paragraph(run("Pierwsza teza"), run("1", raised), run(". Druga teza"), run("2", raised), run("."))
        + paragraph(run("1 A. Nowak, Zarys, Łódź 2001."))
        + paragraph(run("2 B. Lis, Szkice, Łódź 2002."))
    )
    document = read(data)
    assert document.notes is None
    assert [(n.number, n.text.text) for n in find_notes(document).notes] == [
        ("1", "A. Nowak, Zarys, Łódź 2001."),
        ("2", "B. Lis, Szkice, Łódź 2002."),
    ]


def test_a_call_without_its_note_is_reported() -> None:
    document = read(docx(paragraph(run("Zdanie"), call(1), run(" dalej"), call(2)), footnotes=note(2, run("Jest."))))
    assert texts(document) == [("2", "Jest.")]
    assert [f.code for f in document.findings] == ["BT121"]


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert "article.docx" in str(caught.value)
    return caught.value.finding.code


def test_files_that_are_no_docx() -> None:
    assert refused(b"just a text") == "BT116"
    assert refused(b"PK\x03\x04 cut short") == "BT116"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) == "BT118"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("other.txt", "x")
    assert refused(out.getvalue()) == "BT116"
    assert refused(docx("")) == "BT103"
    good = docx(paragraph(run("Zdanie " * 500)))
    assert refused(good[: len(good) // 2]) == "BT116"


def test_damaged_bytes_inside_are_a_clear_refusal() -> None:
    good = bytearray(docx(paragraph(run("".join(map(chr, range(300, 3000)))))))
    for at in range(800, 1200):
        good[at] ^= 0x5A
    assert refused(bytes(good)) in {"BT116", "BT119"}


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = docx("", extra={"word/document.xml": "<a>" + " " * (20 << 20) + "</a>"})
    assert len(bomb) < 100_000
    assert refused(bomb) == "BT117"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    xml = part("document", "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>")
    if 'SYSTEM "http' in doctype:
        xml = xml.replace("&e;", "e")
    xml = xml.replace("?>", f"?>{doctype}", 1)
    assert refused(docx("", extra={"word/document.xml": xml})) == "BT119"


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt>" * 3000 + "</w:sdt>" * 3000
    assert refused(docx(deep)) == "BT119"


def test_notes_cost_linear_time() -> None:
    count = 3000
    data = docx(
        "".join(paragraph(run(f"Zdanie {i}"), call(i), run(".")) for i in range(1, count + 1)),
        footnotes="".join(note(i, run(f"A. Nowak, Zarys, Łódź {i}.")) for i in range(1, count + 1)),
    )
    result = find_notes(read(data))
    assert len(result.notes) == count
    assert result.notes[-1].number == str(count)
