"""Notes of several paragraphs, as programs set them in HTML and word processors in their files."""

from collections.abc import Callable

import pytest
from docx_files import docx, paragraph, run
from page_notes import paragraphs, read

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

ONE = ("M. Lipa, Len i wełna, Łuków 1987, s. 8.", "Por. też J. Buk, Sukno, Lublin 1990, s. 3.")
TWO = ("Tamże, s. 9.",)
THREE = ("J. Klon, Wosk, Radom 1991, s. 12.", "Inaczej T. Dąb, Miód, Kielce 1975, s. 7.")
NOTES = {1: ONE, 2: TWO, 3: THREE}
END = "<p>Autor jest zoologiem.</p>"


def call(n: int) -> str:
    return f'<a id="b{n}" href="#n{n}"><sup>{n}</sup></a>'


def text(*numbers: int) -> str:
    return f"<p>Len i sen{''.join(map(call, numbers))} oraz koń.</p>"


def note(n: int, *lines: str) -> str:
    first, *more = lines
    return f'<p><a id="n{n}" href="#b{n}">{n}</a> {first}</p>' + "".join(f"<p>{line}</p>" for line in more)


def each(make: Callable[[int, str, str], str]) -> str:
    """All notes: ``make`` gets the number of each, its first paragraph, and the others as paragraphs."""
    return "".join(make(n, first, "".join(f"<p>{one}</p>" for one in more)) for n, (first, *more) in NOTES.items())


GOOGLE = "".join(f'<sup><a href="#ftnt{n}" id="ftnt_ref{n}">[{n}]</a></sup>' for n in NOTES)
SHAPES = {
    "Google Docs": f"<p>Len{GOOGLE}.</p><hr>"
    + each(lambda n, a, b: f'<div><p><a href="#ftnt_ref{n}" id="ftnt{n}">[{n}]</a><span>&nbsp;{a}</span></p>{b}</div>'),
    "quotations of Calibre": text(1, 2, 3)
    + '<div class="calibre7">'
    + each(lambda n, a, b: f'<blockquote><p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}</blockquote>')
    + "</div>",
    "sections": text(1, 2, 3)
    + each(lambda n, a, b: f'<section><p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}</section>'),
    "a place in a span": text(1, 2, 3)
    + each(lambda n, a, b: f'<div><p><span id="n{n}"><a href="#b{n}">{n}</a></span> {a}</p>{b}</div>'),
    "boxes in boxes": text(1, 2, 3)
    + each(lambda n, a, b: f'<div><div><div id="n{n}"><a href="#b{n}">{n}</a> {a}</div></div><div>{b}</div></div>'),
    "numbers in boxes": text(1, 2, 3)
    + each(lambda n, a, b: f'<div><div><a id="n{n}" href="#b{n}">{n}</a></div><div><p>{a}</p>{b}</div></div>'),
    "numbers in cells": text(1, 2, 3)
    + "<table>"
    + each(lambda n, a, b: f'<tr><td><p><a id="n{n}" href="#b{n}">{n}</a></p></td><td><p>{a}</p>{b}</td></tr>')
    + "</table>",
    "rows without a number": text(1, 2, 3)
    + "<table>"
    + each(
        lambda n, a, b: f'<tr><td><a id="n{n}" href="#b{n}">{n}</a></td><td>{a}</td></tr><tr><td></td><td>{b}</td></tr>'
    )
    + "</table>",
    "boxes in an item": text(1, 2, 3)
    + "<ol>"
    + each(lambda n, a, b: f'<li><div id="n{n}">{a}</div><div>{b}</div><a href="#b{n}">↑</a></li>')
    + "</ol>",
    "a class of their own": text(1, 2, 3)
    + each(
        lambda n, a, b: f'<p class="ftn"><a id="n{n}" href="#b{n}">{n}</a> {a}</p>' + b.replace("<p", '<p class="ftn"')
    ),
    "quotations behind": text(1, 2, 3)
    + each(
        lambda n, a, b: (
            f'<p class="z"><a id="n{n}" href="#b{n}">{n}</a> {a}</p>'
            + b.replace("<p>", '<blockquote class="z">').replace("</p>", "</blockquote>")
        )
    ),
    "a box for all": text(1, 2, 3)
    + '<div class="footnotes"><h2>Przypisy</h2>'
    + each(lambda n, a, b: f'<p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}')
    + "</div>",
}


@pytest.mark.parametrize("behind", ["", END, f"<h2>Literatura</h2>{END}"])
@pytest.mark.parametrize("shape", SHAPES)
def test_all_paragraphs_are_of_the_note(shape: str, behind: str) -> None:
    result = read(SHAPES[shape] + behind)
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": THREE}
    assert "Len" in result.body.text


def test_paragraphs_between_notes_are_of_the_first() -> None:
    plain = text(1, 2, 3) + each(lambda n, a, b: f'<p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}')
    apart = text(1, 2, 3) + each(lambda n, a, b: f'<a name="n{n}"></a><p><a href="#b{n}">{n}</a> {a}</p>{b}')
    ruled = text(1, 2, 3) + each(lambda n, a, b: f'<hr><p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}')
    for body in (plain, apart, ruled):  # nothing tells where the last one ends
        assert paragraphs(read(body + END)) == {"1": ONE, "2": TWO, "3": THREE[:1]}


FLAT = each(lambda n, a, b: f'<p><a id="n{n}" href="#b{n}">{n}</a> {a}</p>{b}')


@pytest.mark.parametrize(
    "begin", ["<h2>Przypisy</h2>", "<hr>", "<p><b>Przypisy:</b></p>", "<p><strong>Notes</strong>:</p>"]
)
@pytest.mark.parametrize("end", ["<h2>Autor</h2>", "<hr/>", "<h4>Autor</h4>", "<p><strong>Autor</strong></p>"])
def test_the_last_note_ends_at_a_heading_or_a_rule(begin: str, end: str) -> None:
    result = read(text(1, 2, 3) + begin + FLAT + end + END)
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": THREE}
    assert "zoologiem" in result.body.text


@pytest.mark.parametrize(
    "begin, behind",
    [
        ("<hr>", ""),
        ("", "<h2>Autor</h2>" + END),
        ("<h2>Przypisy</h2>", END),
        ("<hr>", '<p class="bio">Autor (ur. 1950)</p><hr>'),
        ("<h2>Przypisy</h2>", "<footer><p>© 2021</p></footer>"),
    ],
)
def test_what_may_go_on_with_the_last_note_is_told(begin: str, behind: str) -> None:
    body = text(1, 2, 3) + begin + FLAT + behind
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    document = read_bytes(page.encode(), "page.html")
    assert paragraphs(find_notes(document)) == {"1": ONE, "2": TWO, "3": THREE[:1]}
    (told,) = [f for f in document.findings if f.code == "BT211"]
    assert told.args["words"] == THREE[1]


def test_the_only_note_below_a_rule() -> None:
    assert paragraphs(read(text(1) + f"<hr><div>{note(1, *ONE)}</div>{END}")) == {"1": ONE}
    assert paragraphs(read(text(1) + f"<div>{note(1, ONE[0])}{END}</div>")) == {"1": ONE[:1]}
    assert paragraphs(read(text(1) + f"<hr><div>{note(1, ONE[0])}<h3>Autor</h3>{END}</div>")) == {"1": ONE[:1]}


@pytest.mark.parametrize(
    "body",
    [
        text(1) + note(1, ONE[0]) + "<p>Strona druga.</p>" + text(2) + note(2, *TWO),
        f"<div>{text(1)}{note(1, ONE[0])}</div><div><p>Strona druga.</p>{text(2)}{note(2, *TWO)}</div>",
        f"<div>{text(1)}<div>{note(1, ONE[0])}</div></div><div>{text(2)}<div>{note(2, *TWO)}</div>{END}</div>",
        f"<ol><li>{text(1)}{note(1, ONE[0])}</li><li>{text(2)}{note(2, *TWO)}</li></ol>",
        f"<table><tr><td>{text(1, 2)}</td></tr><tr><td>{note(1, ONE[0])}{note(2, *TWO)}{END}</td></tr></table>",
        text(1, 2).replace("<p", '<p class="t"')
        + (note(1, ONE[0]) + note(2, *TWO) + END).replace("<p", '<p class="t"'),
        text(1, 2) + note(1, ONE[0]) + "<figure><img><figcaption>Ryc. 1</figcaption></figure>" + note(2, *TWO),
    ],
)
def test_text_between_and_behind_notes_is_text(body: str) -> None:
    result = read(body)
    assert paragraphs(result) == {"1": ONE[:1], "2": TWO}
    assert "Len" in result.body.text


def test_a_note_that_nothing_calls_is_no_part_of_another() -> None:
    assert paragraphs(read(text(1, 3) + note(1, ONE[0]) + f"<p>2 {TWO[0]}</p>" + note(3, THREE[0]))) == {
        "1": ONE[:1],
        "3": THREE[:1],
    }


def test_a_paragraph_may_call_another_note() -> None:
    more = 'Zob. przyp. <sup><a href="#n3">3</a></sup>.'
    body = text(1, 2, 3) + note(1, ONE[0], more) + note(2, *TWO) + note(3, THREE[0])
    assert paragraphs(read(body)) == {"1": (ONE[0], "Zob. przyp. ³."), "2": TWO, "3": THREE[:1]}


def test_word_files_of_google_docs_count_their_notes_from_zero() -> None:
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'

    def called(n: int) -> str:
        return f'<w:r>{raised}<w:footnoteReference w:customMarkFollows="0" w:id="{n}"/></w:r>'

    def noted(n: int, *lines: str) -> str:
        rows = [
            paragraph("" if at else f"<w:r>{raised}<w:footnoteRef/></w:r>", run(f" {line}"))
            for at, line in enumerate(lines)
        ]
        return f'<w:footnote w:id="{n}">{"".join(rows)}</w:footnote>'

    body = paragraph(run("Len"), called(0), run(" i sen"), called(1), run("."))
    package = docx(body, footnotes=noted(0, *ONE) + noted(1, *TWO))
    assert paragraphs(find_notes(read_bytes(package, "google.docx"))) == {"1": ONE, "2": TWO}


@pytest.mark.parametrize(
    "more",
    [
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<ol><li>{}</li></ol>",
        "<div>{}</div>",
        "<table><tr><td>{}</td></tr></table>",
        "<br><blockquote>{}</blockquote>",
    ],
)
def test_a_last_item_without_links_keeps_what_follows_its_first_line(more: str) -> None:
    items = f"<li>{TWO[0]}</li><li>{ONE[0]}{more.format(ONE[1])}</li>"
    result = read(f"<p>Len był tani.<sup>1</sup></p><p>Sen też.<sup>2</sup></p><h2>Przypisy</h2><ol>{items}</ol>")
    found = paragraphs(result)
    assert found["1"] == TWO
    assert found["2"][0] == ONE[0] and found["2"][1].endswith(ONE[1])


def test_links_below_an_item_are_no_paragraph_of_it() -> None:
    items = "".join(f'<li>{a}<div><a href="https://example.org/{a[0]}">Szukaj</a></div></li>' for a in (TWO[0], ONE[0]))
    plain = read(f"<p>Len był tani.<sup>1</sup></p><p>Sen też.<sup>2</sup></p><h2>Przypisy</h2><ol>{items}</ol>")
    assert all("Szukaj" not in line for lines in paragraphs(plain).values() for line in lines[:1])
