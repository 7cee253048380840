"""Links of documents: whatever their words, wherever they stand, in every format that has links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from unit.readers.docx_files import call, docx, field, note, paragraph, relationships, run
from unit.readers.test_links_of_markup import epub, zipped

from bibtool.jobs.link_sources import load
from links.cli import bibtool
from links.servers import Exchange, Web

Start = Callable[..., Web]
A, B, C = "http://n.test/promy?a=1&b=2", "http://n.test/brody", "http://n.test/mosty"
BROWSED = A.replace("&", "&amp;")
PAGE = (
    "<!DOCTYPE html><html><head><title>Rzeki</title></head><body><nav><a href='http://menu.test/'>Menu</a></nav>"
    "<header><a href='http://menu.test/1'>Strona</a></header><p>Wstęp.</p>"
    f"<p>O promach pisze <a href='{BROWSED}'>Lis</a>, o brodach <a href='{B}'>{B}</a>"
    '<a href="#n1" id="r1"><sup>1</sup></a>.</p>'
    f"<p id='n1'><a href='#r1'>1</a> Zob. <a href='{C}'>Mosty</a>.</p>"
    "<div role='contentinfo'><a href='http://menu.test/2'>Kontakt</a></div></body></html>"
)
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'xmlns:text="{TEXT}" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
    f'<text:p>Wstęp.</text:p><text:p>O promach pisze <text:a xlink:href="{BROWSED}">Lis</text:a>, o brodach '
    f'<text:a xlink:href="{B}">{B}</text:a><text:note text:note-class="footnote"><text:note-citation>1'
    f'</text:note-citation><text:note-body><text:p>Zob. <text:a xlink:href="{C}">Mosty</text:a>.</text:p>'
    "</text:note-body></text:note>.</text:p></office:text></office:body></office:document-content>"
)
JATS = (
    '<article article-type="other" xmlns:xlink="http://www.w3.org/1999/xlink"><body><p>Wstęp.</p><p>O promach pisze '
    f'<ext-link xlink:href="{BROWSED}">Lis</ext-link>, o brodach <uri xlink:href="{B}">{B}</uri><fn><label>1</label>'
    f'<p>Zob. <ext-link xlink:href="{C}">Mosty</ext-link>.</p></fn>.</p></body></article>'
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Wstęp.</p><p>O promach pisze '
    f'<ref target="{BROWSED}">Lis</ref>, o brodach <ref target="{B}">{B}</ref>'
    f'<note n="1">Zob. <ref target="{C}">Mosty</ref>.</note>.</p></body></text></TEI>'
)
LATEX = (
    "\\documentclass{article}\n\\begin{document}\nWstęp.\n\nO promach pisze "
    f"\\href{{{A.replace('&', chr(92) + '&')}}}{{Lis}}, o brodach \\url{{{B}}}"
    f"\\footnote{{Zob. \\href{{{C}}}{{Mosty}}.}}.\n\\end{{document}}\n"
)
MARKDOWN = f"Wstęp.\n\nO promach pisze [Lis]({A}), o brodach <{B}>[^1].\n\n[^1]: Zob. [Mosty]({C}).\n"


def linked(key: str, *content: str) -> str:
    return f'<w:hyperlink r:id="{key}">{"".join(content)}</w:hyperlink>'


def word(address: str = A, *more: str) -> bytes:
    """A DOCX with the same links: a relation, a field, and a relation of the notes."""
    text = [run("O promach pisze "), linked("h1", run("Lis")), run(", o brodach "), field(f'HYPERLINK "{B}"', run(B))]
    return docx(
        paragraph(run("Wstęp.")) + paragraph(*text, call(1), run("."), *more),
        footnotes=note(1, run("Zob. "), linked("h1", run("Mosty")), run(".")),
        extra={
            "word/_rels/document.xml.rels": relationships(("h1", "hyperlink", address.replace("&", "&amp;"), True)),
            "word/_rels/footnotes.xml.rels": relationships(("h1", "hyperlink", C, True)),
        },
    )


FILES = {
    "a.html": PAGE.encode(),
    "a.epub": epub(PAGE.replace("'", '"')),
    "a.xml": JATS.encode(),
    "a.tei": TEI.encode(),
    "a.odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT}),
    "a.tex": LATEX.encode(),
    "a.md": MARKDOWN.encode(),
    "a.docx": word(),
}


def asked(path: Path) -> list[tuple[str, str]]:
    return [(url.url, mention.note_id) for mention in load([str(path)]).mentions for url in mention.urls]


@pytest.mark.parametrize("name", FILES)
def test_a_link_is_asked_wherever_it_stands(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    found = asked(tmp_path / name)
    assert sorted(url for url, _ in found) == sorted([A, B, C])
    places = dict(found)
    assert places[C] == "1"
    assert places[A] == places[B] != places[C]
    assert places[A].startswith("paragraph-")


def test_the_paragraph_of_a_link_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word())
    assert dict(asked(tmp_path / "a.docx"))[A] == "paragraph-2"


@pytest.mark.parametrize(
    ("code", "leads"),
    [
        (f'HYPERLINK "{A}" \\t "_blank"', [A]),
        (f'HYPERLINK \\t "_blank" \\o "Promy na Dnieprze" "{A}"', [A]),
        (f"hyperlink {A}", [A]),
        ('HYPERLINK \\l "rozdzial2"', []),
        ('HYPERLINK "mailto:lis@n.test"', []),
        ("HYPERLINK", []),
    ],
)
@pytest.mark.parametrize("simple", [False, True])
def test_a_field_leads_where_its_code_says(code: str, leads: list[str], simple: bool, tmp_path: Path) -> None:
    attribute = escape(code, {'"': "&quot;"})
    words = run("Lis")
    shown = f'<w:fldSimple w:instr="{attribute}">{words}</w:fldSimple>' if simple else field(code, words)
    (tmp_path / "a.docx").write_bytes(docx(paragraph(run("Pisze o tym "), shown, run("."))))
    assert [url for url, _ in asked(tmp_path / "a.docx")] == leads


def test_what_a_page_calls_its_main_part_holds_its_text(tmp_path: Path) -> None:
    page = f"<body><div><a href='http://menu.test/'>Menu</a></div><main><p>Zob. <a href='{B}'>brody</a>.</p></main>"
    (tmp_path / "a.html").write_text(f"<html>{page}<p><a href='http://menu.test/2'>RSS</a></p></body></html>")
    assert [url for url, _ in asked(tmp_path / "a.html")] == [B]


def test_a_link_to_what_a_note_cites_is_asked_once(tmp_path: Path) -> None:
    text = f"Zob. [brody]({B}/)[^1] i [promy](https://www.google.com/url?q=http%3A%2F%2Fn.test%2Fpromy&sa=D).\n\n"
    (tmp_path / "a.md").write_text(f"{text}[^1]: J. Lis, Brody, Lublin 2001, {B}.\n", encoding="utf-8")
    assert asked(tmp_path / "a.md") == [(B, "1"), ("http://n.test/promy", "paragraph-1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Wstęp.\n\nZob. {B}, dalej; też (por. {C}).\n", [B, C]),
        (f"Wstęp.\n\nСм. <{B}> и «{C}».\n", [B, C]),
        ("Wstęp.\n\nWięcej na www.n.test/brody.\n", ["www.n.test/brody"]),
        ("Wstęp.\n\nZob. http://n.test/brody-\n-i-promy dalej.\n", ["http://n.test/brody-i-promy"]),
        ("Wstęp.\n\nLis i http://, a także www. i i/lub n.test/brody, m.in./np. 3.5/4.\n", []),
    ],
    ids=["bare", "brackets", "www", "broken", "none"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_address_that_the_text_prints_is_asked(name: str, text: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    places = dict(asked(tmp_path / name))
    assert set(found) <= places.keys() and bool(places) == bool(found)
    assert set(places.values()) <= {"paragraph-2"}


@pytest.mark.parametrize("call", ["[^1]", "¹"])
def test_the_number_of_a_note_is_no_part_of_an_address_in_the_text(call: str, tmp_path: Path) -> None:
    label = "[^1]:" if call == "[^1]" else "¹"
    (tmp_path / "a.md").write_text(f"Wstęp.\n\nZob. {B}{call}.\n\n{label} J. Lis, Brody, Lublin 2001, {C}.\n")
    assert asked(tmp_path / "a.md") == [(C, "1"), (B, "paragraph-2")]


def test_an_address_that_a_note_cites_and_the_text_prints_is_asked_once(tmp_path: Path) -> None:
    text = f"Zob. {B}/ i dalej[^1].\n\n[^1]: J. Lis, Brody, Lublin 2001, {B}.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert asked(tmp_path / "a.md") == [(B, "1")]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("hdl:20.500.12345/7.", ["https://hdl.handle.net/20.500.12345/7"]),
        ("Handle: 1842/3000, s. 5.", ["https://hdl.handle.net/1842/3000"]),
        ("urn:nbn:de:101:1-2019.", ["https://nbn-resolving.org/urn:nbn:de:101:1-2019"]),
        ("arXiv:2101.00001v2 [cs.DL].", ["https://arxiv.org/abs/2101.00001v2"]),
        ("PMID: 123456; hdl:11089/55.", ["https://pubmed.ncbi.nlm.nih.gov/123456/", "https://hdl.handle.net/11089/55"]),
        ("hdl:1842/30 0.", []),
        ("PMID: 123 4567.", []),
        ("s. 5/7, handle: zob. s. 3/4.", []),
        ("ISBN 978-83-01-00000-1.", []),
    ],
)
def test_an_identifier_that_a_note_prints_with_its_label_is_asked(
    printed: str, found: list[str], tmp_path: Path
) -> None:
    """It was read as a part of the title, and not checked.  One that may go on is left: half of it is another one."""
    (tmp_path / "a.md").write_text(f"Woda[^1].\n\n[^1]: J. Lis, Zbiór wód, Lublin 2001, {printed}\n", encoding="utf-8")
    assert asked(tmp_path / "a.md") == [(each, "1") for each in found]


def test_an_identifier_whose_address_is_printed_too_is_asked_once(tmp_path: Path) -> None:
    text = "Woda[^1].\n\n[^1]: J. Lis, Zbiór, hdl:1842/30, <https://hdl.handle.net/1842/30> [dostęp: 5 V 2020].\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [url for url, _ in asked(tmp_path / "a.md")] == ["https://hdl.handle.net/1842/30"]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("J. Lis, Zbiór wód, Lublin 2001.", f"Lis, dz. cyt., s. 8, {B}.", [(B, "2")]),
        (f"J. Lis, Zbiór wód, Lublin 2001, {C}.", f"Lis, dz. cyt., s. 8, {B}.", [(C, "1"), (C, "2"), (B, "2")]),
        ("J. Lis, Zbiór wód, Lublin 2001.", f"Tamże, s. 9, {B} (dostęp: 5.05.2020).", [(B, "2")]),
        (
            "J. Lis, Zbiór wód, Lublin 2001.",
            "Lis, dz. cyt., s. 8, DOI 10.1000/184.",
            [("https://doi.org/10.1000/184", "2")],
        ),
        ("J. Lis, Zbiór wód, Lublin 2001.", f"Autor dziękuje za mapę ze strony {B}.", [(B, "2")]),
        ("J. Lis, Zbiór wód, Lublin 2001.", "Lis, dz. cyt., hdl.handle.net/2027/x.", [("hdl.handle.net/2027/x", "2")]),
    ],
)
def test_an_address_that_no_work_takes_is_asked(
    first: str, second: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    """That of a back-reference, or among an author's own words: the work has another one, or none."""
    (tmp_path / "a.md").write_text(f"Woda[^1]. Las[^2].\n\n[^1]: {first}\n\n[^2]: {second}\n", encoding="utf-8")
    assert asked(tmp_path / "a.md") == found


def test_a_second_address_of_a_note_is_told_with_the_note(tmp_path: Path) -> None:
    copy = "https://web.archive.org/web/20190320120000/http://n.test/brody"
    text = f"Woda[^1].\n\n[^1]: J. Lis, Brody, <http://n.test/brody> [<{copy}>] [dostęp: 21 III 2019].\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert (copy, "1") in asked(tmp_path / "a.md")


async def gone(x: Exchange) -> None:
    await x.page("Not found", status=404)


def test_a_dead_link_of_the_running_text_is_told_with_its_paragraph(web: Start, tmp_path: Path) -> None:
    server = web(fallback=gone)
    (tmp_path / "a.docx").write_bytes(word(f"{server.base}/gone"))
    quick = ("--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--history", "h.sqlite", "--archive", "none")
    run = bibtool(tmp_path, "check", "a.docx", *quick, "--control", server.base, "--exclude", "n.test", "--verbose")
    assert run.code == 1
    assert f"{server.base}/gone" in run.out and "paragraph-2" in run.out
    assert "[paragraph-2]" in run.err and "[note paragraph" not in run.err


def test_a_place_in_the_running_text_is_no_note_of_a_document(web: Start, tmp_path: Path) -> None:
    server = web(fallback=gone)
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.docx").write_bytes(word(f"{server.base}/gone"))
    (tmp_path / "f" / "b.md").write_text(f"# A\n\nZob. [tu]({server.base}/gone/b).\n", encoding="utf-8")
    quick = ("--allow-private", "--per-host", "0", "--retry-wait", "0.01", "--history", "h.sqlite", "--archive", "none")
    run = bibtool(tmp_path, "check", "f", *quick, "--control", server.base, "--exclude", "n.test", "--verbose")
    assert run.code == 1
    assert "f/b.md: BT502" in run.err and "[note paragraph" not in run.err
