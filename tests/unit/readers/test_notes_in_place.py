"""Notes that a page holds beside their marks, several calls of one note, ways back to the text."""

import io
import zipfile

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

FIRST = "T. Sowa, Puszcza i ludzie, Białystok 1991, s. 18."
SECOND = "Tamże, s. 20."


def found(body: str) -> list[tuple[str, str]]:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Las</title></head><body>{body}</body></html>'
    document = read_bytes(page.encode(), "las.html")
    notes = find_notes(document).notes
    assert all(each.marker is not None for each in notes)
    assert document.text.count("Puszcza i ludzie") <= 1
    return [(each.number, " ".join(each.text.text.split())) for each in notes]


TWO = [("1", FIRST), ("2", SECOND)]


@pytest.mark.parametrize(
    "mark", ['<label for="s" class="sidenote-number"></label><input type="checkbox" id="s"/>', "<sup>{}</sup>", ""]
)
@pytest.mark.parametrize("kind", ["sidenote", "marginnote", "inline-footnotes__note", "footnote-text"])
def test_notes_in_the_margin(mark: str, kind: str) -> None:
    rows = "".join(
        f'Las {mark.format(at)}<span class="{kind}">{words}</span>' for at, words in enumerate((FIRST, SECOND), 1)
    )
    assert found(f"<p>{rows} rósł.</p>") == TWO


def test_a_note_that_is_hidden_until_its_mark_is_touched() -> None:
    rows = "".join(
        f'Las<sup>{at}</sup><span class="foot-note-content" style="display:none">{words}</span>'
        for at, words in enumerate((FIRST, SECOND), 1)
    )
    assert found(f"<p>{rows} rósł.</p>") == TWO


def test_a_note_that_repeats_its_mark() -> None:
    rows = "".join(
        f'Las<span class="ltx_note"><sup>{at}</sup><span class="outer"><span class="ltx_note_content"><sup>{at}</sup>'
        f'<span class="tag">{at}</span>{words}</span></span></span>'
        for at, words in enumerate((FIRST, SECOND), 1)
    )
    assert found(f"<p>{rows} rósł.</p>") == TWO


@pytest.mark.parametrize("name", ["title", "data-content", "data-footnote"])
def test_notes_in_attributes_of_raised_marks(name: str) -> None:
    marked = FIRST.replace("Puszcza", "&lt;i&gt;Puszcza&lt;/i&gt;")
    body = f'<p>Las<sup {name}="{marked}">1</sup> i bór<sup {name}="{SECOND}">2</sup>.</p>'
    assert found(body) == TWO


def test_a_script_may_lead_nowhere_and_a_title_may_hold_what_no_xml_does() -> None:
    calls = """<a onclick="go('r1')"><sup>1</sup></a> <sup title="Sowa, &#1;Puszcza &#65535; i ludzie, s. 5.">2</sup>"""
    notes = found(f"<p>Las {calls}.</p>")
    assert [number for number, _ in notes] == ["2"]
    assert "Puszcza" in notes[0][1]


def test_what_titles_say_of_every_mark_is_no_note() -> None:
    body = "".join(f'Las<sup title="Przypis {at}">{at}</sup> ' for at in (1, 2))
    assert found(f"<p>{body}</p><p>1. {FIRST}</p><p>2. {SECOND}</p>") == TWO


def test_words_in_a_box_are_no_notes() -> None:
    assert found('<div class="sidenote"><p>Ramka o lesie.</p></div><p>Las.</p>') == []


def linked(*notes: tuple[str, str]) -> str:
    return "<ol>" + "".join(f'<li id="n{key}"><p>{words}</p></li>' for key, words in notes) + "</ol>"


def test_a_note_with_several_calls_has_several_ways_back() -> None:
    calls = [("a", 1, "1"), ("b", 2, "2"), ("c", 2, "2:1")]
    body = "".join(f'Las<sup id="{key}"><a href="#n{note}">[{mark}]</a></sup> ' for key, note, mark in calls)
    ways = f'{SECOND} <a href="#b">↩</a>, <a href="#c">↩<sup>2</sup></a>'
    notes = linked(("1", f'{FIRST} <a href="#a">↩</a>'), ("2", ways))
    assert found(f"<p>{body}</p>{notes}") == TWO


def test_a_link_to_another_note_is_no_way_back() -> None:
    body = "".join(f'Las<sup><a href="#n{at}" id="c{at}">{at}</a></sup> ' for at in (1, 2, 3))
    notes = linked(
        ("1", f'{FIRST} <a href="#c1">wróć do tekstu</a>'),
        ("2", 'Por. <a href="#c1">przyp. 1</a>, nieco dalej. <a href="#c2">↑</a>'),
        ("3", 'Zob. przypis <a href="#c1">1</a> i inne. <a href="#c3">powrót</a>'),
    )
    assert found(f"<p>{body}</p>{notes}") == [
        ("1", FIRST),
        ("2", "Por. przyp. 1, nieco dalej."),
        ("3", "Zob. przypis 1 i inne."),
    ]


def test_an_epub_says_what_book_it_is() -> None:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Puszcza</dc:title><dc:creator id='a'>Tomasz Sowa</dc:creator><dc:creator id='t'>Ewa Ryś</dc:creator>"
        "<meta refines='#t' property='role'>trl</meta><dc:identifier>urn:isbn:978-83-01-00000-1</dc:identifier>"
        "<dc:date>2019-05-02</dc:date></metadata>"
        "<manifest><item id='p' href='p.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='p'/></spine></package>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
        )
        book.writestr("b.opf", opf)
        book.writestr("p.xhtml", "<html><body><p>Las rósł.</p></body></html>")
    own = read_bytes(out.getvalue(), "puszcza.epub").own
    assert own is not None
    assert (own.type, own.get("title"), own.get("ISBN")) == ("book", "Puszcza", "9788301000001")
    assert [name.family for name in own.names["author"]] == ["Sowa"]
    assert [name.family for name in own.names["translator"]] == ["Ryś"]


def test_xml_of_an_article_may_be_called_xml() -> None:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Las<note n="1">Tamże.</note></p></body></text></TEI>'
    assert read_bytes(tei.encode(), "las.xml").findings == ()


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ('Las<anchor xml:id="a"/> rósł.', "Las"),
        ('Las <seg xml:id="a">gęsty</seg> rósł.', "Las gęsty"),
        ('Las <anchor xml:id="o"/>gęsty<anchor xml:id="a"/> rósł.', "Las gęsty"),
    ],
)
@pytest.mark.parametrize("target", ["#a", "#o #a"])
def test_notes_of_tei_that_name_their_place(text: str, before: str, target: str) -> None:
    source = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{text}</p></body><back><div type="notes"><note n="1" '
        f'target="{target}">{FIRST}</note></div></back></text></TEI>'
    )
    document = read_bytes(source.encode(), "las.xml")
    (note,) = find_notes(document).notes
    assert (note.number, note.text.text) == ("1", FIRST)
    assert note.marker is not None
    assert document.text[: note.marker.span.start] == before
    assert document.text.startswith(f"{before}¹ rósł.")


@pytest.mark.parametrize("command", ["pagenote", "sidefootnote", "parnote", "footnoteA", "Bfootnote"])
def test_other_commands_of_latex_that_set_notes(command: str) -> None:
    source = f"\\documentclass{{memoir}}\\begin{{document}}Las\\{command}{{{FIRST}}} rósł.\\end{{document}}"
    document = read_bytes(source.encode(), "las.tex")
    assert [note.text.text for note in document.notes or ()] == [FIRST]
    assert document.text.startswith("Las¹ rósł.")


def test_a_note_that_thousands_of_marks_call() -> None:
    calls = "".join(f'Las<a href="#n" id="r{at}"><sup>1</sup></a> ' for at in range(3000))
    backs = "".join(f'<a href="#r{at}">↑</a>' for at in range(3000))
    assert found(f'<p>{calls}</p><p id="n">{backs} {FIRST}</p>') == [("1", FIRST)]
