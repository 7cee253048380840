"""Pages that keep their notes in two ways, or print them twice; raised numbers that no link follows."""

import pytest
from page_notes import paragraphs, read

from bibtool.readers.registry import read_bytes

NOTES = {
    1: ("M. Lipa, Len i wełna, Łuków 1987, s. 8.",),
    2: ("J. Klon, Wosk, Radom 1991, s. 12.", "Inaczej T. Dąb, Miód, Kielce 1975, s. 7."),
    3: ("Tamże, s. 9.",),
    4: ("E. Jasion, Bory, Kielce 1987, s. 3.", "Por. też J. Buk, Sukno, Lublin 1990, s. 3."),
}
EXPECTED = {str(n): row for n, row in NOTES.items()}
LINK = '<sup><a href="#n{n}" id="r{n}">{n}</a></sup>'
BESIDE = '<sup>{n}</sup><span class="sidenote">{t}</span>'
UNSEEN = "<sup>{n}</sup><span hidden>{t}</span>"
POPOVER = '<button popovertarget="p{n}">{n}</button>'
TITLE = '<sup class="footnote" title="{t}">{n}</sup>'
ITEM = '<li id="n{n}">{p}<a href="#r{n}">↩</a></li>'


def filled(form: str, n: int) -> str:
    return form.format(n=n, t="<br>".join(NOTES[n]), p="".join(f"<p>{each}</p>" for each in NOTES[n]))


def text(*forms: str) -> str:
    a, b, c, d = (filled(form, n) for n, form in enumerate(forms, 1))
    return f"<p>Len siano{a}, a sukno tkano zimą{b}.</p><p>Wosk był drogi{c}, miód{d} też.</p>"


def each(form: str, *numbers: int) -> str:
    return "".join(filled(form, n) for n in numbers or NOTES)


@pytest.mark.parametrize(
    "forms, end",
    [
        ((UNSEEN, UNSEEN, POPOVER, POPOVER), each('<div popover id="p{n}">{p}</div>', 3, 4)),
        ((TITLE, BESIDE, TITLE, BESIDE), ""),
        ((LINK, BESIDE, LINK, BESIDE), "<ol>" + each(ITEM.replace("<li", '<li value="{n}"'), 1, 3) + "</ol>"),
    ],
)
def test_notes_kept_in_two_ways(forms: tuple[str, ...], end: str) -> None:
    result = read(text(*forms) + end)
    assert paragraphs(result) == EXPECTED
    assert all(note.marker is not None for note in result.notes)
    assert "Lipa" not in result.body.text and "Buk" not in result.body.text


def test_notes_of_the_margin_beside_those_of_a_list() -> None:
    body = '<p>Len siano<span class="marginnote">Por. W. Olcha, Smoła, s. 4.</span> od dawna' + filled(LINK, 1)
    result = read(f"{body} i sen{filled(LINK, 2)}.</p><ol>{each(ITEM, 1, 2)}</ol>")
    assert paragraphs(result) == {"1": NOTES[1], "*": ("Por. W. Olcha, Smoła, s. 4.",), "2": NOTES[2]}


@pytest.mark.parametrize(
    "forms, end",
    [
        # sidenotes that a script adds to notes of a list; Modern Footnotes with its list
        (LINK, "<ol>" + each(ITEM) + "</ol><aside>" + each('<div class="sidenote">{p}</div>') + "</aside>"),
        (
            '<sup><a role="button" aria-describedby="m{n}">{n}</a></sup><span id="m{n}" role="tooltip" '
            'class="modern-footnotes-footnote__note">{t}</span>',
            '<ul class="modern-footnotes-list">' + each("<li><span>{n}</span><div>{t}</div></li>") + "</ul>",
        ),
        # what a publisher lays over the mark
        (
            '<span class="ref"><a data-rid="n{n}" href="#"><sup>{n}</sup></a><span class="over"><span>{t}</span></span>'
            "</span>",
            "<h3>Notes</h3>" + each('<div id="n{n}"><p>{n} {p}</div>'),
        ),
    ],
)
def test_notes_that_stand_there_twice(forms: str, end: str) -> None:
    result = read(text(*[forms] * 4) + end)
    assert paragraphs(result) == EXPECTED
    assert "Klon" not in result.body.text and "Tamże" not in result.body.text


def test_a_list_that_counts_as_titles_of_marks_do() -> None:
    short = {n: row[0] for n, row in NOTES.items()}
    calls = [f'<sup title="{text}">{n}</sup>' for n, text in short.items()]
    items = "".join(f"<li>{text}</li>" for text in short.values())
    result = read(f"<p>Len{' i sen'.join(calls)}.</p><h2>Przypisy</h2><ol>{items}</ol>")
    assert paragraphs(result) == {str(n): (text,) for n, text in short.items()}
    assert "Klon" not in result.body.text


def test_an_attribute_called_after_notes_holds_one() -> None:
    result = read(text(*['<span data-footnote="{t}">{n}</span>'] * 4).replace("<br>", "&lt;br&gt;"))
    assert paragraphs(result) == EXPECTED


def test_copies_cut_short() -> None:
    side = "".join(
        f'<li><span class="num">{n}</span>{" ".join(row)[:60]}{" (...)" * (len(" ".join(row)) > 60)}</li>'
        for n, row in NOTES.items()
    )
    result = read(f'{text(*[LINK] * 4)}<ul class="sidenotes">{side}</ul><h2>Noty</h2><ol>{each(ITEM)}</ol>')
    assert paragraphs(result) == EXPECTED
    assert "Klon" not in result.body.text


def test_works_that_notes_cite_in_full_are_no_copies() -> None:
    works = "".join(f"<li>{NOTES[n][0]}</li>" for n in (1, 4))
    notes = f'<ol><li id="n1">{NOTES[1][0]}</li><li id="n2">{NOTES[4][0]}</li></ol>'
    result = read(f"<p>Len{filled(LINK, 1)} i sen{filled(LINK, 2)}.</p>{notes}<h2>Literatura</h2><ul>{works}</ul>")
    printed = result.body.text + "".join(entry.text.text for entry in result.listed)
    assert "Lipa" in printed and "Jasion" in printed


@pytest.mark.parametrize(
    "end",
    [
        "<ol>" + each("<li>{p}</li>", 1, 2) + '</ol><ol start="3">' + each("<li>{p}</li>", 3, 4) + "</ol>",
        "<dl>" + each("<dt>{n}</dt><dd>{p}</dd>") + "</dl>",
        "<dl>"
        + "".join(f"<dt>[{n}]</dt>" + "".join(f"<dd>{x}</dd>" for x in row) for n, row in NOTES.items())
        + "</dl>",
        "<table>" + each("<tr><td>{n}.</td><td>{p}</td></tr>") + "</table>",
        "".join(f"<p><sup>{n}</sup> {row[0]}</p>" + "".join(f"<p>{x}</p>" for x in row[1:]) for n, row in NOTES.items())
        + "<h2>Autor</h2>",
    ],
)
def test_notes_that_no_link_calls(end: str) -> None:
    result = read(text(*["<sup>{n}</sup>"] * 4) + "<h3>Przypisy</h3>" + end + "<p>Autor jest zoologiem.</p>")
    assert paragraphs(result) == EXPECTED
    assert "zoologiem" in result.body.text


@pytest.mark.parametrize(
    "body",
    [
        "<p>Pole ma 5 m<sup>2</sup>, łąka 3 km<sup>2</sup>.</p><ol><li><p>Raz.</p><p>Dwa.</p></li><li>Trzy.</li></ol>",
        "<p>Len<sup>1</sup>, sen<sup>2</sup>.</p><ol><li><p>Raz.</p><p>Dwa.</p></li></ol>",
        "<ol><li><p>Raz.</p><p>Dwa.</p></li><li>Trzy.</li></ol><p>Len<sup>1</sup>, sen<sup>2</sup>.</p>",
    ],
)
def test_lists_that_count_otherwise_are_no_notes(body: str) -> None:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    assert read_bytes(page.encode(), "page.html").notes is None


@pytest.mark.parametrize("apart", [True, False])
def test_articles_of_one_page_that_name_their_notes_alike(apart: bool) -> None:
    """Posts of a blog on its front page: each counts its notes from 1 and names them so."""
    texts = [f"<p>Len{filled(LINK, 1)} i sen{filled(LINK, 2)}.</p>"] * 2
    lists = [
        "<ol>" + "".join(f'<li id="n{at}"><p>{row[0]}</p><a href="#r{at}">↩</a></li>' for at, row in enumerate(rows, 1))
        + "</ol>"
        for rows in ((NOTES[1], NOTES[2]), (NOTES[3], NOTES[4]))
    ]  # fmt: skip
    result = read("".join(texts[at] + lists[at] for at in (0, 1)) if apart else "".join(texts + lists))
    assert [(note.number, note.text.text) for note in result.notes] == [
        (number, NOTES[n][0]) for number, n in (("1", 1), ("2", 2), ("1", 3), ("2", 4))
    ]
    assert all(note.marker is not None for note in result.notes)


def test_an_article_among_others_may_call_a_note_twice() -> None:
    first = f'<p>Len{filled(LINK, 1)} i sen<sup><a href="#n1">1</a></sup>.</p><ol>{each(ITEM, 1)}</ol>'
    second = f'<p>Las{filled(LINK, 1)}.</p><ol><li id="n1">{NOTES[4][0]} <a href="#r1">↩</a></li></ol>'
    for page, texts in ((first + second, (1, 4)), (second + first, (4, 1))):
        result = read(page)
        assert [note.text.text for note in result.notes] == [NOTES[n][0] for n in texts]
        assert not any(NOTES[n][0] in result.body.text for n in texts)
