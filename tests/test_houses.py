"""Documents as platforms, editors and journals make them: all notes and all entries are found as they stand."""

from collections.abc import Callable

import pytest
from houses.first import FIRST
from houses.made import Made
from houses.score import found, missed
from houses.second import SECOND

from bibtool.notes.find import find_notes
from bibtool.readers.registry import format_of, read_bytes


@pytest.mark.parametrize("make", [*FIRST, *SECOND], ids=lambda make: make.__name__)
def test_all_that_stands_in_it_is_found(make: Callable[[], Made]) -> None:
    made = make()
    notes, entries = found(made)
    assert missed(made.notes, notes)[0] == []
    assert missed(made.entries, entries) == ([], [])


@pytest.mark.parametrize(
    "doctype",
    ["<!doctype html>", "<!Doctype HTML>", '<!DOCTYPE html SYSTEM "about:legacy-compat">',
     '<!doctype html public "-//W3C//DTD HTML 4.01//EN">', "<!-- a -->\n<!doctype html>"],
)  # fmt: skip
def test_a_page_is_a_page_however_its_type_is_written(doctype: str) -> None:
    page = f"{doctype}\n<html lang=pl><head><title>Wir</title></head><body><p>Tak.</p></body></html>"
    assert format_of(page.encode(), "a.html") == "html"
    assert format_of(page.encode(), "a") == "html"


@pytest.mark.parametrize(
    ("preamble", "printed"),
    [
        (r"\usepackage[polish]{babel}", "„Wir «i» zator”"),
        (r"\usepackage[main=polish,german]{babel}", "„Wir «i» zator”"),
        (r"\usepackage[english,russian]{babel}", "«Wir „i“ zator»"),
        (r"\usepackage{polyglossia}\setdefaultlanguage[variant=a]{german}", "„Wir ‚i‘ zator“"),
        (r"\usepackage{csquotes}", "“Wir ‘i’ zator”"),
    ],
)
def test_quotation_marks_are_those_of_the_papers_language(preamble: str, printed: str) -> None:
    note = r"\footnote{\enquote{Wir \enquote{i} zator}, Hel 1980.}"
    tex = rf"\documentclass{{article}}{preamble}\begin{{document}}\enquote{{Tak{note}}}.\end{{document}}"
    (one,) = find_notes(read_bytes(tex.encode(), "a.tex")).notes
    assert one.text.text.replace("\N{NO-BREAK SPACE}", "") == f"{printed}, Hel 1980."


def test_the_languages_of_a_class_are_babels_too() -> None:
    tex = r"\documentclass[12pt,ngerman]{article}\usepackage{babel}\begin{document}\enquote{Tak}.\end{document}"
    assert "„Tak“" in read_bytes(tex.encode(), "a.tex").text


LISTED = "".join(f"<p>Lis {x}., Wir i zator {x}, Hel 19{n}.</p>" for n, x in enumerate("ABCD", 80))


@pytest.mark.parametrize(
    "box",
    ["<section role=doc-bibliography><h2>Dzieła</h2>{}</section>", "<div class='item references'><h2>R</h2>{}</div>",
     "<div id=bibliography><div>{}</div></div>", "<div class=article-references-list>{}<p>Więcej</p></div>"],
)  # fmt: skip
def test_what_markup_calls_a_bibliography_ends_where_it_does(box: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>Tak.</p>{box.format(LISTED)}<p>Numer 7, Hel 2001.</p></body></html>"
    (one,) = find_notes(read_bytes(page.encode(), "a.html")).lists
    assert [entry.text.text[-4:-1] for entry in one.entries] == [f"98{n}" for n in range(4)]


def test_a_box_of_notes_is_no_bibliography() -> None:
    notes = "".join(f"<li id=n{n}><a href='#r{n}'>↑</a> Lis A., Wir, Hel 198{n}.</li>" for n in range(4))
    calls = "".join(f"<p>Tak<sup><a id=r{n} href='#n{n}'>{n + 1}</a></sup>.</p>" for n in range(4))
    page = f"<!DOCTYPE html><html><body>{calls}<ol class=references>{notes}</ol></body></html>"
    result = find_notes(read_bytes(page.encode(), "a.html"))
    assert len(result.notes) == 4
    assert result.lists == ()


@pytest.mark.parametrize("year", ["(1998)", "[1998]", "(1998a)"])
def test_no_comma_stands_between_an_author_and_a_bracket(year: str) -> None:
    text = f"Literatura\n\nKowal, Jan\n{year}, Młyny, Hel.\n(2003), Folusze, Płock.\n\nLis, Adam\n(2004), Wieża, Hel.\n"
    (one,) = find_notes(read_bytes(text.encode(), "a.txt")).lists
    assert one.entries[0].text.text.split() == f"Kowal, Jan {year}, Młyny, Hel.".split()


@pytest.mark.parametrize("notes", ["<span id=f{0}><a href='#r{0}'>{0}</a> Lis A., Wir, Hel 198{0}.</span> ",
                                   "<em><a id=f{0} href='#r{0}'>{0}</a></em> Lis A., Wir, Hel 198{0}. "])  # fmt: skip
def test_notes_that_share_a_paragraph_are_parted_by_the_elements_that_hold_them(notes: str) -> None:
    calls = "".join(f"<p>Tak<sup><a id=r{n} href='#f{n}'>{n}</a></sup>.</p>" for n in range(1, 5))
    page = f"<!DOCTYPE html><html><body>{calls}<p>{''.join(map(notes.format, range(1, 5)))}</p></body></html>"
    result = find_notes(read_bytes(page.encode(), "a.html"))
    assert [note.text.text for note in result.notes] == [f"Lis A., Wir, Hel 198{n}." for n in range(1, 5)]


@pytest.mark.parametrize("opening", ["^[", "[", "![", "[^"])
def test_many_brackets_that_nothing_closes_are_text(opening: str) -> None:
    text = f"# Wir\n\nTak[^1]. {f'rzeka {opening}' * 60} a\n\nI [tam](https://a.example)^[Lis.].\n\n[^1]: Lis, *Wir*.\n"
    document = read_bytes(text.encode(), "a.md")
    assert document.text.count(f"rzeka {opening}") == 60
    assert [note.text.text for note in find_notes(document).notes] == ["Lis, Wir.", "Lis."]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (r"A \iffalse nie\footnote{Nie.} \fi tak", "A tak"),
        (r"A \iffalse nie \ifx\a\b c \else d \fi \else tak\fi", "A tak"),
        (r"A \iftrue tak\else nie\fi", "A tak"),
        (r"\newif\ifdraft A \ifdraft nie\else tak\fi", "A tak"),
        (r"\newif\ifdraft \drafttrue A \ifdraft tak\else nie\fi", "A tak"),
        (r"\newif\ifdraft \drafttrue A \ifdraft tak\iffalse nie\fi\fi", "A tak"),
        ("A % \\iffalse\ntak% \\fi\n", "A tak"),
        (r"A \iffalse tak", "A tak"),
        (r"\verb|\iffalse| A tak \fi", r"\iffalse A tak"),
        (r"A \ifdefempty{a}{tak}", "A atak"),
    ],
)
def test_branches_of_conditions_that_are_not_taken_are_no_text(source: str, printed: str) -> None:
    tex = rf"\documentclass{{article}}\begin{{document}}{source}\end{{document}}"
    document = read_bytes(tex.encode(), "a.tex")
    assert " ".join(document.text.split()) == printed
    assert not document.notes


def test_an_author_named_before_is_a_dash() -> None:
    tex = r"\begin{thebibliography}{9}\bibitem{a} A. Lis, Wir, 1980.\bibitem{b} \bysame, Jaz, 1.\end{thebibliography}"
    page = rf"\documentclass{{amsart}}\begin{{document}}Tak.{tex}\end{{document}}"
    (one,) = find_notes(read_bytes(page.encode(), "a.tex")).lists
    assert one.entries[1].text.text == "———, Jaz, 1."


def test_a_note_with_several_ways_back_begins_with_its_text() -> None:
    call = "<a class='footnote-reference brackets' href='#f1' id={} role=doc-noteref>[1]</a>"
    back = "<a role=doc-backlink href='#{}'>{}</a>"
    note = (
        "<aside class=footnote id=f1 role=doc-footnote><span class=label><span>[</span>1<span>]</span></span>"
        f"<span class=backrefs>({back.format('a', 1)},{back.format('b', 2)})</span><p>Lis A., Wir, 1980.</p></aside>"
    )
    page = f"<!DOCTYPE html><html><body><p>Tak {call.format('a')}, {call.format('b')}.</p>{note}</body></html>"
    (one,) = find_notes(read_bytes(page.encode(), "a.html")).notes
    assert one.text.text == "Lis A., Wir, 1980."


SEARCH = " <a href='https://scholar.example/lookup?q={0}'>Szukaj</a>"
DOI = " <a href='https://doi.example/10.1/{0}'>Crossref</a>"


@pytest.mark.parametrize(("links", "kept"), [(SEARCH, ""), (f"{DOI}{SEARCH}", " Crossref"), (f" [{SEARCH}]", "")])
def test_links_that_search_for_each_entry_are_none_of_it(links: str, kept: str) -> None:
    rows = "".join(f"<li>Lis {x}., Wir, Hel 198{n}.{links.format(n)}</li>" for n, x in enumerate("ABCD"))
    page = f"<!DOCTYPE html><html><body><p>Tak.</p><div class=references><ol>{rows}</ol></div></body></html>"
    (one,) = find_notes(read_bytes(page.encode(), "a.html")).lists
    assert [entry.text.text for entry in one.entries] == [
        f"Lis {x}., Wir, Hel 198{n}.{kept}" for n, x in enumerate("ABCD")
    ]


def test_a_link_of_one_entry_is_a_part_of_it() -> None:
    rows = "".join(f"<p>Lis {x}., Wir, Hel 198{n}.</p>" for n, x in enumerate("ABCD"))
    rows += "<p>Lis E., <a href='https://a.example/?p=1'>Jaz</a></p>"
    page = f"<!DOCTYPE html><html><body><p>Tak.</p><div class=references>{rows}</div></body></html>"
    (one,) = find_notes(read_bytes(page.encode(), "a.html")).lists
    assert one.entries[-1].text.text == "Lis E., Jaz"


def test_a_raised_call_that_repeats_another_is_printed_once() -> None:
    call = '<sup><xref ref-type="fn" rid="f">1</xref></sup>'
    note = '<back><fn-group><fn id="f"><label>1</label><p>Lis A., Wir, 1980.</p></fn></fn-group></back>'
    article = f'<article article-type="x"><body><p>Tak{call}. I tak{call}.</p></body>{note}</article>'
    document = read_bytes(article.encode(), "a.xml")
    assert document.text.startswith("Tak¹. I tak¹.")
    assert len(document.notes or ()) == 1
