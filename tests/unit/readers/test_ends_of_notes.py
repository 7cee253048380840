"""Where the last note of a page ends, and notes whose paragraphs are no ``p``."""

import pytest
from page_notes import paragraphs

from bibtool.notes.find import find_notes
from bibtool.readers.closing import closes
from bibtool.readers.document import Document
from bibtool.readers.registry import read_bytes

ONE = ("M. Lipa, Len i wełna, Łuków 1987, s. 8.",)
TWO = ("J. Klon, Wosk, Radom 1991, s. 12.", "Inaczej T. Dąb, Miód, Kielce 1975, s. 7.")
LAST = ("E. Jasion, Bory, Kielce 1987, s. 3.", "Por. też J. Buk, Sukno, Lublin 1990, s. 3.", "Tak W. Olcha, s. 4.")
NOTES = {1: ONE, 2: TWO, 3: LAST}
CALLS = "<p class='t'>Len" + "".join(f'<sup><a href="#n{n}" id="r{n}">{n}</a></sup> i sen' for n in NOTES) + ".</p>"
CLOSING = (
    "Received: 3 May 2021. Accepted: 4 June 2021.",
    "© 2021 Autor. Licencja CC BY 4.0.",
    "Sposób cytowania: A. Kowal, Rzemiosło, „Nurt” 2021, nr 2.",
    "Поступила в редакцию 3.05.2021",
    "Jak citovat: Kowal A., 2021.",
    "Eingegangen am 3. Mai 2021",
)


def read(body: str) -> Document:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return read_bytes(page.encode(), "page.html")


def flat(first: str = "", more: str = "") -> str:
    """The notes as paragraphs, the first of each and the others of a class."""
    return "".join(
        f'<p class="{first}" id="n{n}"><a href="#r{n}">{n}</a> {row[0]}</p>'
        + "".join(f'<p class="{more}">{each}</p>' for each in row[1:])
        for n, row in NOTES.items()
    )


@pytest.mark.parametrize("closing", CLOSING)
def test_the_last_note_ends_where_the_publisher_speaks(closing: str) -> None:
    for kind in ("", "t", "fn"):
        result = find_notes(read(CALLS + "<h3>Przypisy</h3>" + flat(kind, kind) + f'<p class="{kind}">{closing}</p>'))
        assert paragraphs(result) == {"1": ONE, "2": TWO, "3": LAST}
        assert closing in result.body.text


def test_what_begins_like_the_publisher_is_a_note_all_the_same() -> None:
    for text in (
        "Received wisdom has it otherwise.",
        "Published in Radom, 1987.",
        "Licencja na połów, Kielce 1975.",
        "Przyjęto 12 uchwał.",
        "Published: M. Lipa, Len, Łuków 1987.",
    ):
        assert not closes(text)
    for text in CLOSING:
        assert closes(text)


@pytest.mark.parametrize("classes", [("first", "more"), ("fn", "fn ParaOverride-2"), ("fn", "fn")])
def test_the_classes_of_other_notes_tell_where_the_last_one_ends(classes: tuple[str, str]) -> None:
    result = find_notes(read(CALLS + flat(*classes) + '<p class="meta">Nr 2, 2021</p><p class="t">Koniec.</p>'))
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": LAST}
    assert "Koniec." in result.body.text and "Nr 2" in result.body.text


def test_a_class_that_no_other_note_has_is_told() -> None:
    notes = "".join(f'<p class="a" id="n{n}"><a href="#r{n}">{n}</a> {row[0]}</p>' for n, row in NOTES.items())
    document = read(CALLS + notes + f'<p class="b">{LAST[1]}</p><p class="t">Koniec roku 2021.</p>')
    assert paragraphs(find_notes(document))["3"] == LAST[:1]
    assert [f.args["words"] for f in document.findings if f.code == "BT211"] == [LAST[1]]


@pytest.mark.parametrize(
    "box", ["<h3>Przypisy</h3><div>{}</div>", "<div><h3>Przypisy</h3>{}</div>", "<hr><div>{}</div>"]
)
def test_a_box_below_a_heading_holds_notes_alone(box: str) -> None:
    result = find_notes(read(CALLS + box.format(flat()) + "<p>Autor jest zoologiem.</p>"))
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": LAST}
    assert "zoologiem" in result.body.text


def test_a_publishers_line_between_notes_is_of_the_first() -> None:
    line = "DOI: 10.1234/abc.2021.5"
    body = flat().replace(f'<p class="">{TWO[1]}</p>', f"<p>{TWO[1]}</p><p>{line}</p>")
    result = find_notes(read(f"{CALLS}<h3>Przypisy</h3>{body}<p>{line}</p>"))
    assert paragraphs(result) == {"1": ONE, "2": (*TWO, line), "3": LAST}


def test_a_part_with_a_heading_of_its_own_ends_the_notes() -> None:
    share = '<div class="share"><h3>Udostępnij:</h3><ul><li>Poczta</li></ul></div>'
    result = find_notes(read(f"{CALLS}<h3>Przypisy</h3>{flat()}{share}"))
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": LAST}
    assert "Poczta" in result.body.text


def test_the_notes_of_a_page_end_with_it() -> None:
    def page(n: int, *rows: str) -> str:
        notes = f'<p id="n{n}"><a href="#r{n}">{n}</a> {rows[0]}</p>' + "".join(f"<p>{each}</p>" for each in rows[1:])
        return f'<div><p>Len<sup><a href="#n{n}" id="r{n}">{n}</a></sup>.</p><hr>{notes}<p>{n + 10}</p></div>'

    result = find_notes(read(page(1, *TWO) + page(2, *LAST) + page(3, *ONE)))
    assert paragraphs(result) == {"1": TWO, "2": LAST, "3": ONE}


def test_stars_are_a_rule() -> None:
    result = find_notes(read(f"{CALLS}<p>* * *</p>{flat()}<p>* * *</p><p>Autor jest zoologiem.</p>"))
    assert paragraphs(result) == {"1": ONE, "2": TWO, "3": LAST}


def test_a_list_of_works_ends_where_the_publisher_speaks() -> None:
    works = "".join(f"<p>{one}</p>" for one in ("Lipa, M. Len. Łuków, 1987.", "Buk, J. Sukno. Lublin, 1990."))
    result = find_notes(read(f"<p>Len.</p><h3>Literatura</h3>{works}<p>{CLOSING[0]}</p><p>{CLOSING[2]}</p>"))
    assert [entry.text.text for entry in result.listed] == [
        "Lipa, M. Len. Łuków, 1987.",
        "Buk, J. Sukno. Lublin, 1990.",
    ]


def test_a_doi_on_a_line_of_its_own_ends_no_list() -> None:
    works = ("Lipa, M. Len. Łuków, 1987.", "DOI: 10.1234/abc", "Buk, J. Sukno. Lublin, 1990.")
    result = find_notes(read(f"<p>Len.</p><h3>Literatura</h3>{''.join(f'<p>{one}</p>' for one in works)}"))
    assert result.listed[-1].text.text == works[2]


def test_spans_may_be_paragraphs() -> None:
    shapes = {
        "LaTeXML": '<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">{n}</sup><span '
        'class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">{n}</sup>{spans}'
        "</span></span></span>",
        "Tufte": '<label for="s{n}" class="sidenote-number"></label><input type="checkbox" id="s{n}"><span '
        'class="sidenote">{spans}</span>',
    }
    spans = {
        "LaTeXML": '<span class="ltx_para"><span class="ltx_p">{}</span></span>',
        "Tufte": '<span style="display: block">{}</span>',
    }
    for name, shape in shapes.items():
        each = [shape.format(n=n, spans="".join(map(spans[name].format, row))) for n, row in NOTES.items()]
        assert paragraphs(find_notes(read(f"<p>Len{' i sen'.join(each)}.</p>"))) == {"1": ONE, "2": TWO, "3": LAST}


def test_addresses_of_slides() -> None:
    page = (
        CALLS.replace("#n", "#/n")
        + "<section><ol>"
        + "".join(
            f'<li id="n{n}">{"".join(f"<p>{x}</p>" for x in row)}<a href="#/r{n}">↩︎</a></li>'
            for n, row in NOTES.items()
        )
    )
    assert paragraphs(find_notes(read(page + "</ol></section>"))) == {"1": ONE, "2": TWO, "3": LAST}


def test_a_number_whose_cell_reaches_over_rows() -> None:
    rows = "".join(
        f'<tr><td rowspan="{len(row)}"><a id="n{n}" href="#r{n}">{n}</a></td><td>{row[0]}</td></tr>'
        + "".join(f"<tr><td>{each}</td></tr>" for each in row[1:])
        for n, row in NOTES.items()
    )
    assert paragraphs(find_notes(read(f"{CALLS}<table>{rows}</table>"))) == {"1": ONE, "2": TWO, "3": LAST}


def test_the_cell_of_a_number_with_an_arrow_that_no_link_holds() -> None:
    rows = "".join(
        f'<tr><th id="n{n}" onclick="back(\'r{n}\');"><a role="button"><span>&#8593;</span>{n}</a></th>'
        f"<td>{'<br>'.join(row)}</td></tr>"
        for n, row in NOTES.items()
    )
    assert paragraphs(find_notes(read(f"{CALLS}<table>{rows}</table>"))) == {"1": ONE, "2": TWO, "3": LAST}


def test_a_list_in_a_note_of_libreoffice() -> None:
    box = (
        '<div id="sdfootnote{0}"><ul><li><p><a class="sdfootnotesym" name="n{0}" href="#r{0}">{0}</a>'
        "{1}</p><li><p>{2}</p></ul></div>"
    )
    result = find_notes(read(CALLS + box.format(1, *TWO) + box.format(2, *TWO) + box.format(3, *LAST[:2])))
    assert paragraphs(result) == {"1": TWO, "2": TWO, "3": LAST[:2]}


def test_items_that_nothing_calls_are_no_part_of_the_only_note() -> None:
    call = '<p>Len<sup><a href="#n1" id="r1">1</a></sup>.</p>'
    items = f'<ol><li id="n1"><a href="#r1">^</a> {ONE[0]}</li><li>{TWO[0]}</li></ol>'
    result = find_notes(read(f'{call}<div class="footnotes">{items}</div>'))
    assert paragraphs(result) == {"1": ONE}


def test_what_was_deleted_is_no_text() -> None:
    body = '<p>Len <del cite="mailto:A" datetime="2021-01-01T00:00">i wełna</del><del>i sen</del>.</p>'
    assert find_notes(read(body)).body.text.strip() == "Len i sen."


def test_a_note_without_text_is_told() -> None:
    items = f'<li id="n1"><a href="#r1">^</a></li><li id="n2">{TWO[0]}</li><li id="n3">{LAST[0]}</li>'
    result = find_notes(read(f"{CALLS}<ol>{items}</ol>"))
    assert [(f.code, f.note_id) for f in result.findings] == [("BT212", "1")]


@pytest.mark.parametrize("closing", [*CLOSING, "Надійшла до редакції 3.05.2021", "ISSN 1234-567X"])
def test_the_publisher_speaks_behind_a_line_break_of_the_last_note(closing: str) -> None:
    rows = [(n, row[0]) for n, row in NOTES.items()]
    one = "<p>" + "<br>".join(f'<a id="n{n}" href="#r{n}">{n}</a> {text}' for n, text in rows)
    several = "".join(f'<p id="n{n}"><a href="#r{n}">{n}</a> {text}</p>' for n, text in rows).removesuffix("</p>")
    for notes in (one, several):
        result = find_notes(read(f"{CALLS}{notes}<br><b>Nota.</b><br>{closing}<br><i>Koniec</i></p><p>Stopka.</p>"))
        assert paragraphs(result) == {"1": ONE, "2": TWO[:1], "3": (LAST[0], "Nota.")}
        assert f"{closing}\nKoniec\n\nStopka." in result.body.text


def test_lines_of_notes_that_are_no_publishers() -> None:
    back = '<a href="#r3">↩</a>'
    for line in ("DOI: 10.1000/182", "Received wisdom has it otherwise.", f"Received: 3 May 2021 {back}"):
        notes = "".join(f'<p id="n{n}">{row[0]}</p>' for n, row in NOTES.items()).removesuffix("</p>")
        result = find_notes(read(f"{CALLS}{notes}<br>{line}</p>"))
        assert paragraphs(result)["3"] == (LAST[0], line.removesuffix(back).strip())
    first = f'<p id="n1">{ONE[0]}<br>Received: 3 May 2021</p><p id="n2">{TWO[0]}</p><p id="n3">{LAST[0]}</p>'
    assert paragraphs(find_notes(read(CALLS + first)))["1"] == (*ONE, "Received: 3 May 2021")
