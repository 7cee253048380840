"""Calls whose notes a file does not hold, and links that are none."""

import pytest

from bibtool.diagnostics.code import Code
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTE = "M. Lipa, Len, Łuków 1987, s. 8."


def missing(text: str, name: str = "page.html") -> list[str]:
    result = find_notes(read_bytes(text.encode(), name))
    told = [f.args["number"] for f in result.findings if f.code == Code.MISSING_NOTE_TEXT]
    assert list(result.missing) == told
    assert [note.number for note in result.notes] == ["1"]
    return told


def page(call: str, note: str, more: str = "") -> str:
    text = "".join(f"<p>Sen {at}.{call.replace('%', str(at))}</p>" for at in (1, 2, 3))
    return f'<html><head><meta charset="utf-8"></head><body>{text}{more}{note}</body></html>'


BACK = f'<div id="f1"><a href="#r1">1</a> {NOTE}</div>'
RAISED = '<sup><a href="#f%" id="r%">%</a></sup>'
CALLS = {
    "raised": (RAISED, BACK),
    "a raised link": ('<a href="#f%" id="r%"><sup>%</sup></a>', BACK),
    "brackets": ('<a href="#f%" id="r%">[%]</a>', BACK),
    "raised brackets": ('<sup><a href="#f%" id="r%">[%]</a></sup>', BACK),
    "plain": ('<a href="#f%" id="r%">%</a>', BACK),
    "a role": ('<a href="#f%" id="r%" role="doc-noteref">%</a>', BACK),
    "an item": (RAISED, f'<ol><li id="f1">{NOTE} <a href="#r1">↩</a></li></ol>'),
    "Word": (
        '<a href="#_ftn%" name="_ftnref%"><span>[%]</span></a>',
        f'<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> {NOTE}</p></div>',
    ),
}


@pytest.mark.parametrize("kind", CALLS)
def test_calls_without_a_note_are_told(kind: str) -> None:
    assert missing(page(*CALLS[kind])) == ["2", "3"]


@pytest.mark.parametrize(
    "more",
    [
        '<p>Por. <a href="#rozdzial2">2</a> i <a href="#rozdzial3">[3]</a>.</p>',
        '<p>Spis: <a href="#s4">4</a>, <a href="#f5">5</a></p>',
        '<nav><sup><a href="#f4">4</a></sup></nav>',
        '<p>Por. <a href="#f4">tam</a>.</p>',
        '<p>Inny tekst<sup><a href="other.html#f4">4</a></sup>.</p>',
        '<p>Znów<sup><a href="#f2">2</a></sup>.</p>',
    ],
)
def test_other_links_that_lead_nowhere_are_no_calls(more: str) -> None:
    assert missing(page(RAISED, BACK, more)) == ["2", "3"]


def test_a_link_of_a_note_to_another_is_no_call() -> None:
    note = BACK.replace("</div>", ' Por. przypis <sup><a href="#f7">7</a></sup>.</div>')
    assert missing(page(RAISED, note)) == ["2", "3"]


def jats(call: str) -> str:
    return (
        '<?xml version="1.0"?><article><front><article-meta><title-group><article-title>Len</article-title>'
        "</title-group></article-meta></front><body>"
        f'<p id="p1">Sen.<xref ref-type="fn" rid="f1">1</xref> Koń.{call}</p></body>'
        f'<back><fn-group><fn id="f1"><label>1</label><p>{NOTE}</p></fn></fn-group></back></article>'
    )


def test_references_of_jats_to_no_note_are_told() -> None:
    assert missing(jats('<xref ref-type="fn" rid="f2">2</xref>'), "a.xml") == ["2"]
    assert missing(jats('<sup><xref ref-type="fn" rid="f2">2</xref></sup>'), "a.xml") == ["2"]


def test_other_references_of_jats_are_no_calls() -> None:
    for call in ('<xref ref-type="fig" rid="f2">2</xref>', '<xref ref-type="fn" rid="p1">2</xref>'):
        assert missing(jats(call), "a.xml") == []
