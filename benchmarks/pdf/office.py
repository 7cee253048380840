"""Documents as word processors make them: LibreOffice's and Word's marks, several paragraphs in a note, italics."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.pdf.content import Block, Content, Note


@dataclass(frozen=True, slots=True)
class Office:
    """Lengths in points."""

    page: tuple[float, float] = (595, 842)
    margin: float = 71
    size: float = 12
    note: float = 10
    font: str = "Liberation Serif"
    restart: str = "document"
    header: bool = False
    italics: bool = False
    html: bool = False


def set_by_office(content: Content, office: Office) -> bytes:
    from benchmarks.pdf.setting import convert

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("x.html" if office.html else "x.fodt")
        path.write_text(_html(content) if office.html else _flat(content, office), encoding="utf-8")
        return convert(path)


def _html(content: Content) -> str:
    notes: list[str] = []
    out: list[str] = []
    for block in content.blocks:
        row: list[str] = []
        for run in block.runs:
            if isinstance(run, Note):
                notes.append(run.text)
                n = len(notes)
                row.append(
                    f'<a class="sdfootnoteanc" name="sdfootnote{n}anc" href="#sdfootnote{n}sym"><sup>{n}</sup></a>'
                )
            else:
                row.append(escape(run))
        out.append(f"<h2>{''.join(row)}</h2>" if block.heading else f"<p>{''.join(row)}</p>")
    for n, text in enumerate(notes, 1):
        out.append(
            f'<div id="sdfootnote{n}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n}sym" '
            f'href="#sdfootnote{n}anc">{n}</a> {escape(text)}</p></div>'
        )
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(out)}</body></html>'


def _flat(content: Content, office: Office) -> str:
    rng = random.Random(5)
    count = 0

    def note(text: str) -> str:
        nonlocal count
        count += 1
        words = text.split(" ")
        shown = escape(text)
        if office.italics and len(words) > 6:
            a, b = 1, rng.randint(3, len(words) - 2)
            middle = escape(" ".join(words[a:b]))
            shown = (
                f'{escape(words[0])} <text:span text:style-name="I">{middle}</text:span> {escape(" ".join(words[b:]))}'
            )
        return (
            f'<text:note text:id="n{count}" text:note-class="footnote"><text:note-citation>{count}'
            f'</text:note-citation><text:note-body><text:p text:style-name="N"> {shown}</text:p></text:note-body>'
            "</text:note>"
        )

    def paragraph(block: Block) -> str:
        row = [note(run.text) if isinstance(run, Note) else escape(run) for run in block.runs]
        if block.heading:
            return f'<text:h text:outline-level="1" text:style-name="H">{"".join(row)}</text:h>'
        return f'<text:p text:style-name="P">{"".join(row)}</text:p>'

    body = "".join(map(paragraph, content.blocks))
    width, height = office.page
    number = '<text:page-number text:select-page="current"/>'
    head = (
        f"<style:header><text:p>Fähren und Furten<text:tab/>{number}</text:p></style:header>"
        if office.header
        else (f"<style:footer><text:p>{number}</text:p></style:footer>")
    )
    text = f'style:font-name="F" fo:hyphenate="true" fo:language="{content.language}" fo:country="none"'
    names = ("office", "style", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        f'<style:font-face style:name="F" svg:font-family="{office.font}"/></office:font-face-decls><office:styles>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" '
        'fo:text-indent="35pt" fo:line-height="115%" fo:margin-bottom="6pt"/><style:text-properties '
        f'fo:font-size="{office.size}pt" {text}/></style:style><style:style style:name="N" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="justify"/><style:text-properties fo:font-size="{office.note}pt" '
        f'{text}/></style:style><style:style style:name="H" style:family="paragraph"><style:paragraph-properties '
        f'fo:margin-top="14pt"/><style:text-properties fo:font-size="{office.size + 2}pt" fo:font-weight="bold" '
        f'{text}/></style:style><style:style style:name="I" style:family="text"><style:text-properties '
        'fo:font-style="italic"/>'
        '</style:style><style:style style:name="A" style:family="text"><style:text-properties '
        'style:text-position="33% 65%"/></style:style><text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format=""/></text:outline-style>'
        '<text:notes-configuration text:note-class="footnote" text:citation-style-name="A" '
        'text:citation-body-style-name="A" style:num-format="1" text:start-value="0" text:footnotes-position="page" '
        f'text:start-numbering-at="{office.restart}"/></office:styles><office:automatic-styles>'
        f'<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}pt" '
        f'fo:page-height="{height}pt" fo:margin="{office.margin}pt"><style:footnote-sep style:width="0.5pt" '
        'style:distance-before-sep="3pt" style:distance-after-sep="3pt" style:line-style="solid" '
        'style:adjustment="left" style:rel-width="33%" style:color="#000000"/>'
        "</style:page-layout-properties><style:header-style>"
        '<style:header-footer-properties fo:min-height="20pt" fo:margin-bottom="10pt"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="20pt" fo:margin-top="10pt"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="L">{head}</style:master-page>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )
