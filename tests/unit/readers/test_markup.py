"""Notes of HTML, EPUB, TEI, JATS and OpenDocument as the programs that write these formats set them."""

import io
import time
import zipfile

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.document import Document
from bibtool.readers.reader import ReadError
from bibtool.readers.registry import read_bytes

ONE = "A. Wierzba, <i>Brody Narwi</i>, Łomża 2003, s. 14."
TWO = "Tamże, s. 20."
PLAIN = ["A. Wierzba, Brody Narwi, Łomża 2003, s. 14.", "Tamże, s. 20."]


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Brody</title></head><body>{body}</body></html>"


HTML = {
    "pandoc": '<p>Tak<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> i'
    '<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>.</p>'
    '<section id="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>'
    f'{ONE}<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>'
    f'<li id="fn2"><p>{TWO}<a href="#fnref2" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
    "word": '<p class=MsoNormal>Tak<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title=""><span '
    'class=MsoFootnoteReference>[1]</span></a> i<a href="#_ftn2" name="_ftnref2"><span>[2]</span></a>.</p>'
    "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
    f'<a href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> {ONE}</p></div>'
    f'<div style=\'mso-element:footnote\' id=ftn2><p><a href="#_ftnref2" name="_ftn2"><span>[2]</span></a> {TWO}</p>'
    "</div></div>",
    "word pasted into a journal": '<p>Tak<a href="file:///C:/a.htm#_ftn1" name="_ftnref1"><sup>[1]</sup></a> i'
    '<a href="file:///C:/a.htm#_ftn2" name="_ftnref2">[2]</a>.</p><hr>'
    f'<p><a href="file:///C:/a.htm#_ftnref1" name="_ftn1">[1]</a> {ONE}</p>'
    f'<p><a href="file:///C:/a.htm#_ftnref2" name="_ftn2">[2]</a> {TWO}</p>',
    "libreoffice": '<p>Tak<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> i'
    '<a class="sdfootnoteanc" name="sdfootnote2anc" href="#sdfootnote2sym"><sup>2</sup></a>.</p><div id="sdfootnote1">'
    f'<p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>{ONE}</p></div>'
    '<div id="sdfootnote2"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote2sym" '
    f'href="#sdfootnote2anc">2</a>{TWO}</p></div>',
    "tei stylesheets": '<p>Tak<span id="ftn1_return"><a class="notelink" href="#ftn1"><sup>1</sup></a></span> i'
    '<span id="ftn2_return"><a class="notelink" href="#ftn2"><sup>2</sup></a></span>.</p><div class="notes">'
    f'<div class="note" id="ftn1"><p><a class="link_return" href="#ftn1_return"><sup>1.</sup></a> <span>{ONE}</span>'
    f'</p></div><div class="note" id="ftn2"><p><a class="link_return" href="#ftn2_return"><sup>2.</sup></a> {TWO}</p>'
    "</div></div>",
    "a link called note_return": '<p>Tak<a id="r1" href="#n1">1</a> i<a id="r2" href="#n2">2</a>.</p>'
    f'<p id="n1"><a class="note_return" href="#r1">1</a> {ONE}</p><p id="n2"><a class="note_return" href="#r2">2</a> '
    f"{TWO}</p>",
    "mediawiki": '<p>Tak<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> i'
    '<sup id="cite_ref-2" class="reference"><a href="#cite_note-2"><span>[</span>2<span>]</span></a></sup> i znów'
    '<sup id="cite_ref-2b" class="reference"><a href="#cite_note-2">[2]</a></sup>.</p><ol class="references">'
    '<li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">↑</a></span> <span '
    f'class="reference-text">{ONE}</span></li><li id="cite_note-2"><span class="mw-cite-backlink">↑ '
    '<sup><a href="#cite_ref-2">a</a></sup> <sup><a href="#cite_ref-2b">b</a></sup></span> '
    f"<span>{TWO}</span></li></ol>",
    "wordpress": '<p>Tak<sup data-fn="aa1" class="fn"><a href="#aa1" id="aa1-link">1</a></sup> i'
    '<sup data-fn="bb2" class="fn"><a href="#bb2" id="bb2-link">2</a></sup>.</p><ol class="wp-block-footnotes">'
    f'<li id="aa1">{ONE} <a href="#aa1-link" aria-label="Do odnośnika 1">↩︎</a></li>'
    f'<li id="bb2">{TWO} <a href="#bb2-link">↩︎</a></li></ol>',
    "wordpress plugin": '<p>Tak<span class="footnote_referrer"><a role="button" onclick="footnote_moveToReference_1('
    '\'footnote_plugin_reference_1_1\');"><sup id="footnote_plugin_tooltip_1_1">[1]</sup></a><span '
    'class="footnote_tooltip">A. Wierzba…</span></span> i<span class="footnote_referrer"><a onclick="'
    'footnote_moveToReference_1(\'footnote_plugin_reference_1_2\');"><sup id="footnote_plugin_tooltip_1_2">[2]</sup>'
    "</a></span>.</p><table><tbody><tr><th onclick=\"footnote_moveToAnchor_1('footnote_plugin_tooltip_1_1');\"><a "
    'id="footnote_plugin_reference_1_1" class="footnote_backlink"><span>&#8593;</span>1</a></th><td>'
    f'{ONE}</td></tr><tr><th><a id="footnote_plugin_reference_1_2" class="footnote_backlink"><span>&#8593;</span>2</a>'
    f"</th><td>{TWO}</td></tr></tbody></table>",
    "epub types": '<p>Tak<a epub:type="noteref" href="#n1">1</a> i<a epub:type="noteref" href="#n2">2</a>.</p>'
    f'<aside epub:type="footnote" id="n1"><p>{ONE}</p></aside>'
    f'<aside epub:type="footnote" id="n2"><p>2. {TWO}</p></aside>',
    "the number outside the link back": '<p>Tak<sup><a href="#p1" id="o1">1</a></sup> i<sup><a href="#p2" id="o2">2'
    f'</a></sup>.</p><p id="p1">1. {ONE} <a href="#o1">&#8617;</a></p><p id="p2">2. {TWO} <a href="#o2">^</a></p>',
}


def texts(document: Document) -> list[str]:
    return [note.text.text for note in document.notes or ()]


@pytest.mark.parametrize("name", HTML)
def test_footnotes_of_html(name: str) -> None:
    document = read_bytes(page(HTML[name]).encode(), "page.html")
    assert document.format == "html"
    assert texts(document) == PLAIN
    assert [note.number for note in document.notes or ()] == ["1", "2"]
    for note in document.notes or ():
        assert note.marker is not None
        assert document.text[note.marker.start : note.marker.end] in ("¹", "²")
        for span in note.text.spans():
            assert document.text[span.start : span.end] == note.text.text
    assert "Brody Narwi" in [document.text[a:b] for a, b in document.italics]
    found = find_notes(document)
    assert found.body.text.startswith("Tak¹ i²")
    assert "Wierzba" not in found.body.text


def test_links_that_call_no_notes() -> None:
    body = (
        '<ol><li><a href="#s1">1</a></li></ol><p>E. Sowa<sup><a href="#aff1">1</a></sup>, zob. <a href="#x">Nowak'
        '</a> i rys. <a href="#fig1">2</a>.</p><h2 id="s1"><a href="#s1">1</a> Wstęp</h2><p id="aff1">Łomża</p>'
        '<p id="x">Nowak</p><p id="fig1">Rys.</p>'
    )
    document = read_bytes(page(body).encode(), "page.html")
    assert document.notes is None
    assert "Łomża" in document.text and "Wstęp" in document.text


def test_a_page_without_links_is_searched_and_its_lists_are_numbered() -> None:
    body = f"<p>Tak sądzi Wierzba.<sup>1</sup> Inaczej Lis.<sup>2</sup></p><ol><li>{ONE}</li><li>{TWO}</li></ol>"
    document = read_bytes(page(body).encode(), "page.html")
    assert document.notes is None
    assert [note.text.text for note in find_notes(document).notes] == PLAIN


def test_what_a_browser_hides_is_no_text() -> None:
    body = '<p>Widać.</p><script>var x = "nie";</script><p hidden>nie</p><p style="display: none">nie</p><!-- nie -->'
    text = read_bytes(page(body + "<p>a</p>" * 4).encode(), "page.html").text
    assert "Widać." in text and "nie" not in text


def test_a_page_says_its_own_encoding() -> None:
    html = page('<meta charset="windows-1251"><p>Рука</p>').encode("cp1251")
    document = read_bytes(html, "page.html")
    assert "Рука" in document.text and document.encoding == "cp1251"


def test_a_note_of_several_paragraphs_and_one_that_begins_with_a_number() -> None:
    body = (
        '<p>Tak<a id="r1" href="#_ftn1">[1]</a> i<a id="r2" href="#_ftn2">[2]</a>.</p><p>'
        '<a href="#r1" id="_ftn1">[1]</a> 1 maja 1920 r.</p><p>Dalej o tym.</p>'
        '<p><a href="#r2" id="_ftn2">[2]</a> Tamże.</p><p>Po przypisach.</p>'
    )
    document = read_bytes(page(body).encode(), "page.html")
    assert texts(document) == ["1 maja 1920 r.\n\nDalej o tym.", "Tamże."]
    assert "Po przypisach." in find_notes(document).body.text


TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><note>nie</note></teiHeader><text><body><p>Tak<note n="1" '
    'place="foot">A. Wierzba, <hi rend="italic">Brody\n   Narwi</hi>, Łomża 2003, s. 14.</note> i<ref '
    'target="#n2">2</ref>.</p></body><back><div type="notes"><note xml:id="n2"><label>2</label> <p>Tamże, s. 20.</p>'
    "</note></div></back></text></TEI>"
)
JATS = (
    '<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS.dtd"><article><front>'
    "<article-meta><title-group><article-title>Brody&nbsp;Narwi</article-title></title-group></article-meta></front>"
    "<body><p>Tak"
    '<xref ref-type="fn" rid="fn1"><sup>1</sup></xref> i<sup><xref ref-type="fn" rid="fn2">2</xref></sup>.</p></body>'
    "<back><fn-group>"
    '<fn id="fn1"><label>1</label><p>A. Wierzba, <italic>Brody Narwi</italic>, Łomża 2003, s. 14.</p></fn>'
    '<fn id="fn2"><p>2. Tamże, s. 20.</p></fn><fn fn-type="conflict"><p>Brak konfliktu.</p></fn></fn-group></back>'
    "</article>"
)
NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def odt_note(number: str, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )


CONTENT = (
    f'<office:document-content {NS}><office:automatic-styles><style:style style:name="T1"><style:text-properties '
    'fo:font-style="italic"/></style:style></office:automatic-styles><office:body><office:text><text:tracked-changes>'
    "<text:p>nie</text:p></text:tracked-changes><text:p>Tak"
    + odt_note("1", 'A. Wierzba,<text:s/><text:span text:style-name="T1">Brody Narwi</text:span>, Łomża 2003, s. 14.')
    + " i"
    + odt_note("2", "Tamże, s. 20.")
    + ".</text:p></office:text></office:body></office:document-content>"
)


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def odt(content: str) -> bytes:
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(chapter: str, notes: str) -> bytes:
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>',
            "OPS/b.opf": '<package><manifest><item id="n" href="t/notes.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="c" href="t/a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="lost"/></spine></package>',
            "OPS/t/a b.xhtml": chapter,
            "OPS/t/notes.xhtml": notes,
        }
    )


EPUB = epub(
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Tak<a id="r1" '
    'href="notes.xhtml#n1">1</a> i<a id="r2" href="notes.xhtml#n2">2</a>.</p></body></html>',
    f'<html><body><h2>Przypisy</h2><p id="n1"><a href="a%20b.xhtml#r1">1.</a> {ONE}</p><p id="n2"><a '
    f'href="a%20b.xhtml#r2">2.</a> {TWO}</p></body></html>',
)
OTHERS = {"tei": TEI.encode(), "jats": JATS.encode(), "odt": odt(CONTENT), "epub": EPUB}


@pytest.mark.parametrize("format", OTHERS)
def test_notes_of_other_formats(format: str) -> None:
    document = read_bytes(OTHERS[format], "book")
    assert document.format == format
    assert texts(document) == PLAIN
    assert [note.number for note in document.notes or ()] == ["1", "2"]
    assert all(note.marker is not None for note in document.notes or ())
    assert "Brody Narwi" in [document.text[a:b] for a, b in document.italics]
    body = find_notes(document).body.text
    assert "Tak¹ i²." in body and "nie" not in body


def test_a_statement_of_the_journal_stays_text() -> None:
    assert "Brak konfliktu." in find_notes(read_bytes(OTHERS["jats"], "a.xml")).body.text


@pytest.mark.parametrize("format", OTHERS)
def test_cut_files_are_refused_or_read(format: str) -> None:
    data = OTHERS[format]
    refused = 0
    for part in range(1, 20):
        try:
            read_bytes(data[: len(data) * part // 20], "a", format)
        except ReadError:
            refused += 1
    assert refused >= 19


BOMB = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><TEI><text><p>&b;</p></text></TEI>'
OUTSIDE = '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI><text><p>&a;</p></text></TEI>'


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE])
@pytest.mark.parametrize("format", ["tei", "jats", "odt"])
def test_entities_are_refused(xml: str, format: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(xml.encode(), "a.xml", format)
    assert caught.value.finding.code == "BT119"


def test_hostile_pages_take_linear_time() -> None:
    begun = time.process_time()
    many = "".join(f'<p>a<a id="r{i}" href="#n{i}">{i}</a></p>' for i in range(1, 3000))
    many += "".join(f'<p id="n{i}"><a href="#r{i}">{i}</a> Tamże, s. {i}.</p>' for i in range(1, 3000))
    assert len(texts(read_bytes(page(many).encode(), "a.html"))) == 2999
    deep = page("<div>" * 20_000 + "Dno" + "</div>" * 20_000)
    with pytest.raises(ReadError, match="nested too deeply"):
        read_bytes(deep.encode(), "a.html")
    assert "Dno" in read_bytes(page("<font>" * 300 + "Dno").encode(), "a.html").text
    items = page("<ol>" + "<li>Tamże</li>" * 20_000 + "</ol>")
    assert "20000. Tamże" in read_bytes(items.encode(), "a.html").text
    same = page('<p>a<a href="#n" id="r">1</a></p>' * 5000 + '<p id="n"><a href="#r">1</a> Tamże.</p>')
    assert texts(read_bytes(same.encode(), "a.html")) == ["Tamże."]
    assert time.process_time() - begun < 20


def book(manifest: str, spine: str) -> Document:
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>',
        "OPS/b.opf": f"<package><manifest>{manifest}</manifest><spine>{spine}</spine></package>",
        "OPS/one.xhtml": page(HTML["epub types"]),
    }
    return read_bytes(package(parts), "a.epub")


def item(own: str, more: str = "") -> str:
    return f'<item id="{own}" href="{own}.xhtml" media-type="application/xhtml+xml"{more}/>'


@pytest.mark.parametrize(
    ("manifest", "spine", "lost"),
    [
        (item("one") + item("two"), '<itemref idref="one"/><itemref idref="two"/>', ["OPS/two.xhtml"]),
        (item("one"), '<itemref idref="one"/><itemref idref="two"/>', ["two"]),
        (item("one") + item("two"), '<itemref idref="one"/>', ["OPS/two.xhtml"]),
        (item("one") + item("toc", ' properties="nav"'), '<itemref idref="one"/>', []),
        (item("one") + '<item id="c" href="c.svg" media-type="image/svg+xml"/>', '<itemref idref="one"/>', []),
    ],
)
def test_chapters_that_a_book_does_not_hold_are_told(manifest: str, spine: str, lost: list[str]) -> None:
    document = book(manifest, spine)
    assert [f.args["part"] for f in document.findings if f.code == "BT129"] == lost
    assert len(find_notes(document).notes) == 2


def test_a_book_without_any_of_its_chapters_is_refused() -> None:
    with pytest.raises(ReadError) as error:
        book(item("two"), '<itemref idref="two"/>')
    assert error.value.finding.args["part"] == "OPS/two.xhtml"


def hiding(body: str) -> str:
    styles = (
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="I" style:parent-style-name="H"><style:text-properties fo:font-style="italic"/>'
        '</style:style><style:style style:name="S" style:parent-style-name="H"><style:text-properties '
        'text:display="true"/></style:style>'
    )
    content = (
        f"<office:document-content {NS}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text><text:p>Tak{odt_note('1', body)}.</text:p></office:text></office:body></office:document-content>"
    )
    (note,) = find_notes(read_bytes(odt(content), "a.odt")).notes
    return note.text.text


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:span text:style-name="H">ukryte</text:span>',
        '<text:span text:style-name="I">ukryte</text:span>',
        '</text:p><text:p text:style-name="H">ukryte',
        '</text:p><text:section text:display="none"><text:p>ukryte</text:p></text:section><text:p>',
    ],
)
def test_hidden_text_of_opendocument_is_no_text(hidden: str) -> None:
    assert hiding(f"A. Wierzba, Brody.{hidden}") == "A. Wierzba, Brody."


@pytest.mark.parametrize(
    "shown",
    [
        '<text:span text:style-name="S">, s. 3.</text:span>',
        '<text:span text:style-name="none">, s. 3.</text:span>',
        ', <text:span text:style-name="H">nie</text:span>s. 3.',
    ],
)
def test_shown_text_of_opendocument_stays(shown: str) -> None:
    assert hiding(f"A. Wierzba, Brody{shown}") == "A. Wierzba, Brody, s. 3."


def test_what_is_shown_in_a_hidden_paragraph_stays() -> None:
    assert "s. 3." in hiding(
        'Wierzba.</text:p><text:p text:style-name="H">x <text:span text:style-name="S">s. 3.</text:span>'
    )
