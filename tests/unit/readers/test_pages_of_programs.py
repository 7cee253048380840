"""Notes as old pages, publishers and word processors set them in HTML."""

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.registry import read_bytes

LEN = "M. Lipa, Len i wełna, Łuków 1987, s. 8."
SEN = "Tamże, s. 9."


def found(body: str) -> NotesResult:
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return find_notes(read_bytes(page.encode(), "page.html"))


def notes(body: str) -> list[tuple[str, str]]:
    return [(note.number, note.text.text.strip()) for note in found(body).notes]


def test_line_breaks_part_notes_in_one_paragraph() -> None:
    calls = '<p>Len <a name="t1" href="#p1">[1]</a> i sen <a name="t2" href="#p2">[2]</a>.</p>'
    plain = f'<p><a name="p1"></a><a href="#t1">[1]</a> {LEN}<br><a name="p2"></a><a href="#t2">[2]</a> {SEN}</p>'
    small = (
        f'<p><font><a href="#t1">[1]</a><a name="p1"></a> {LEN}<br>\n<a href="#t2" name="p2">[2]</a> {SEN}</font></p>'
    )
    for below in (plain, small):
        assert notes(calls + below + "<p>Koniec.</p>") == [("1", LEN), ("2", SEN)]
        assert "Koniec." in found(calls + below + "<p>Koniec.</p>").body.text


def test_places_in_a_sentence_are_not_parted() -> None:
    body = (
        '<p>Len<sup><a href="#a">1</a></sup> i sen<sup><a href="#b">2</a></sup>.</p>'
        f'<p id="a">1 {LEN}</p><p id="b">2 {SEN} <span id="c">Raz</span> i <span id="d">dwa</span>.</p>'
    )
    assert notes(body) == [("1", LEN), ("2", SEN + " Raz i dwa.")]


def test_words_that_are_only_heard_are_no_part_of_a_mark() -> None:
    body = (
        '<p>Len<a href="#n1" id="r1" class="ref fn"><span class="show-for-sr">Footnote </span><sup>1</sup></a>.</p>'
        f'<div class="fn" id="n1"><a href="#r1"><sup>1</sup></a><p>{LEN}</p></div>'
    )
    assert notes(body) == [("1", LEN)]


def test_marks_of_groups_keep_their_word() -> None:
    body = (
        '<p>Len<sup class="reference" id="u1"><a href="#n1">[uwaga 1]</a></sup>, <a href="#w">Rozdział 2</a>.</p>'
        f'<h2 id="w">Rozdział 2</h2><ol><li id="n1"><a href="#u1">↑</a> {LEN}</li></ol>'
    )
    assert notes(body) == [("uwaga 1", LEN)]


def test_comments_of_reviewers_are_no_text() -> None:
    docs = (
        '<p>Len<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.'
        '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        f'<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> {LEN}</p></div>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a> Skąd ta data?</p></div>'
    )
    word = (
        '<p>Len<a href="#_ftn1" name="_ftnref1">[1]</a>.<a class=msocomanchor href="#_msocom_1">[AK1]</a></p>'
        f'<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> {LEN}</p></div>'
        '<div class=msocomtxt><span><a name="_msocom_1"></a></span><p>Skąd ta data?</p></div>'
    )
    for body in (docs, word):
        result = found(body)
        assert [(note.number, note.text.text) for note in result.notes] == [("1", LEN)]
        assert "data" not in result.body.text and "AK1" not in result.body.text


def test_links_to_the_top_of_the_page_are_no_part_of_a_note() -> None:
    calls = '<p>Len<sup><a href="#p1">1</a></sup> i sen<sup><a href="#p2">2</a></sup>.</p>'
    for up in (
        '<a href="#top">powrót</a>',
        '[<a href="#">w górę</a>]',
        '<a href="#top">↑</a>',
        '<b><a href="#TOP">Top</a></b>',
    ):
        below = f'<ul><li id="p1"><b>1.</b> {LEN} {up}</li><li id="p2"><b>2.</b> {SEN} {up}</li></ul>'
        assert [text for _, text in notes(calls + below)] == [LEN, SEN]
    inside = f'<ul><li id="p1"><b>1.</b> Zob. <a href="#">Lipa</a>, s. 8.</li><li id="p2"><b>2.</b> {SEN}</li></ul>'
    assert notes(calls + inside)[0][1] == "Zob. Lipa, s. 8."


def test_brackets_around_the_way_back_go_with_it() -> None:
    calls = '<p>Len<sup><a href="#p1" id="r1">1</a></sup> i sen<sup><a href="#p2" id="r2">2</a></sup>.</p>'
    for form in (
        '<li id="p{0}"><span>{1} [<a href="#r{0}">^</a>]</span></li>',
        '<li id="p{0}">(<a href="#r{0}">↑</a>) {1}</li>',
    ):
        assert notes(calls + "<ol>" + form.format(1, LEN) + form.format(2, SEN) + "</ol>") == [("1", LEN), ("2", SEN)]


def test_links_below_an_entry_are_no_entry() -> None:
    works = (
        "Lipa, M. (1987). Len i wełna. Łuków: Tkacz.",
        "Buk, J. (1990). Sukno. Lublin: Krosno.",
        "Lis, T. (1991). Miód.",
    )
    items = "".join(
        f'<li class="c-article-references__item"><p class="c-article-references__text">{work}</p><p><a '
        f'href="https://scholar.google.com/scholar_lookup?title={at}">Google Scholar</a> </p></li>'
        for at, work in enumerate(works)
    )
    result = found(f'<p>Len.</p><h2>References</h2><ul class="c-article-references">{items}</ul>')
    assert [entry.text.text.strip() for entry in result.listed] == list(works)
