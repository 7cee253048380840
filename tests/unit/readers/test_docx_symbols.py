"""Letters of symbol fonts, and marks of the author's own in the body."""

from __future__ import annotations

import pytest
from docx_files import call, docx, note, paragraph, run

from bibtool.readers.docx_symbols import mark_of, symbol
from bibtool.readers.registry import read_bytes

STAR = '<w:sym w:font="Symbol" w:char="F02A"/>'


@pytest.mark.parametrize(
    ("font", "code", "letter"),
    [
        ("Symbol", "F02A", "*"),
        ("Symbol", "002A", "*"),
        ("symbol", "F061", "α"),
        ("Symbol", "F0B7", "•"),
        ("Symbol", "F0DE", "⇒"),
        ("Times New Roman", "F02A", "*"),
        ("Times New Roman", "2020", "†"),
        ("Wingdings", "F0AB", "\ufffd"),
        ("", "F02A", "\ufffd"),
        ("Symbol", "F0F0", "\ufffd"),
        ("Symbol", "xyz", ""),
        ("Symbol", "D800", "\ufffd"),
    ],
)
def test_symbols(font: str, code: str, letter: str) -> None:
    assert symbol(code, font) == letter


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("*", "*"),
        (" **  dalej", "**"),
        ("***Tytuł", "***"),
        ("12a", "12a"),
        ("1Tytuł", "1"),
        ("(a) dalej", "(a)"),
        ("", ""),
    ],
)
def test_marks(text: str, mark: str) -> None:
    assert mark_of(text) == mark


def reference(*content: str) -> str:
    return call(1, attributes='w:customMarkFollows="1"').removesuffix("</w:r>") + "".join(content) + "</w:r>"


@pytest.mark.parametrize(
    ("called", "number", "body"),
    [
        (reference(STAR), "*", "Tytuł* i dalej"),
        (reference() + f"<w:r>{STAR}</w:r>", "*", "Tytuł* i dalej"),
        (reference(STAR, STAR), "**", "Tytuł** i dalej"),
        (reference(STAR, "<w:t> oraz</w:t>"), "*", "Tytuł* oraz i dalej"),
        (reference("<w:t>*oraz</w:t>"), "*", "Tytuł*oraz i dalej"),
        (
            reference(STAR).replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="Odw"/></w:rPr>')
            + f'<w:r><w:rPr><w:rStyle w:val="Odw"/></w:rPr>{STAR}</w:r>',
            "**",
            "Tytuł** i dalej",
        ),
        (reference(STAR) + f"<w:r>{STAR}</w:r>", "*", "Tytuł** i dalej"),
    ],
)
def test_own_marks_are_read_right(called: str, number: str, body: str) -> None:
    data = docx(
        paragraph(run("Tytuł"), called, run(" i dalej")),
        footnotes=f'<w:footnote w:id="1"><w:p><w:r>{STAR * len(number)}</w:r>{run(" Autorka pracuje w Łodzi.")}</w:p>'
        "</w:footnote>" + note(2, run("Inny.")),
    )
    document = read_bytes(data, "a.docx")
    assert [(n.number, n.text.text) for n in document.notes or ()] == [(number, "Autorka pracuje w Łodzi.")]
    assert document.text.startswith(body)
