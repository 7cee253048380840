"""How reading grows with its input: each shape of each format at one size and at ten times that.

python -m benchmarks.growth                 # every shape
python -m benchmarks.growth markdown html   # those of these formats
python -m benchmarks.growth --over 15       # only what takes more than fifteen times as long

A ratio of ten is linear.  Each shape is read in a process of its own, which also tells the memory it took.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import time
import zipfile
from collections.abc import Callable

_NOTE = "A. Wierzba, Brody Narwi, Łomża 2003, s. {}."
_WORD = "rzeka płynie przez miasto "
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LIMIT = 60  # seconds that one reading may take
Shape = Callable[[int], str | bytes]


def _rows(row: str, count: int) -> str:
    return "".join(row.replace("#", str(i)) for i in range(1, count + 1))


def _page(body: str) -> str:
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def _tex(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def _jats(body: str, back: str = "") -> str:
    return f'<article article-type="x" dtd-version="1.2"><front/><body>{body}</body><back>{back}</back></article>'


def _tei(body: str) -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def _docx(body: str, notes: str = "") -> bytes:
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" Type="{related}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="b" '
            f'Type="{related}/footnotes" Target="footnotes.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{notes}</w:footnotes>',
        }
    )


def _odt(body: str) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{name}="{urn}{name}:1.0"' for name in ("office", "text", "table"))
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content{spaces}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        }
    )


def _epub(chapters: list[str]) -> bytes:
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
    names = [f"c{i}.xhtml" for i in range(len(chapters))]
    items = "".join(f'<item id="i{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    order = "".join(f'<itemref idref="i{n}"/>' for n in names)
    return _zip(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="content.opf"/></rootfiles></container>',
            "content.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}'
            "</spine></package>",
            **{name: f"{head}{body}</body></html>" for name, body in zip(names, chapters, strict=True)},
        }
    )


def _pdf(pages: list[list[str]]) -> bytes:
    """Pages of drawing operators, set in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for rows in pages:
        stream = "\n".join(rows)
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    out, places = [b"%PDF-1.4\n"], []
    at = len(out[0])
    for number, content in enumerate(objects, 1):
        places.append(at)
        out.append(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
        at += len(out[-1])
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out.append(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
        f"startxref\n{at}\n%%EOF\n".encode()
    )
    return b"".join(out)


def _line(x: float, y: float, text: str, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET"


def _prose(page: int) -> list[str]:
    prose = [_line(60, 760 - 14 * row, f"the ferry left the town {row} at noon and came back in the evening") for row in
             range(40)]  # fmt: skip
    mark = [_line(380, 764, str(page), 6), "60 140 m 160 140 l S"]
    return [*prose, *mark, _line(60, 128, str(page), 6), _line(66, 124, f"Osier, Ferries, London 1998, p. {page}.", 8)]


SHAPES: dict[str, dict[str, tuple[int, Shape]]] = {
    "text": {
        "notes": (500, lambda n: _rows(f"{_WORD}#. ", n) + "\n\n" + _rows(f"# {_NOTE.format('#')}\n", n)),
        "one line": (100_000, lambda n: _WORD * n),
        "one line of numbers": (20_000, lambda n: _rows("# ", n)),
        "one line of raised numbers": (20_000, lambda n: "rzeka¹ " * n),
        "numbered lines": (5_000, lambda n: _rows(f"# {_WORD}\n", n)),
        "the same number": (5_000, lambda n: f"1 {_WORD}\n" * n),
        "opening brackets": (100_000, lambda n: "[(" * n),
        "blank lines": (100_000, lambda n: "a" + "\n" * n + "b"),
        "pages": (2_000, lambda n: _rows(f"{_WORD}\n12\n\f", n)),
        "list": (500, lambda n: "Tekst.\n\nBibliografia\n\n" + _rows(f"Wierzba A#., {_NOTE.format('#')}\n", n)),
        "asterisks": (20_000, lambda n: "rzeka* " * n),
        "no spaces": (500_000, lambda n: "a" * n),
    },
    "markdown": {
        "notes": (1_000, lambda n: _rows(f"{_WORD}[^#].\n\n", n) + _rows(f"[^#]: {_NOTE.format('#')}\n\n", n)),
        "notes in place": (1_000, lambda n: _rows(f"{_WORD}^[{_NOTE.format('#')}] ", n)),
        "links in notes in place": (1_000, lambda n: _rows("Tak^[Zob. [Wir](https://wir.example/#)] ", n)),
        "one note called": (10_000, lambda n: f"{_WORD}[^1].\n\n" * n + "[^1]: Lis.\n"),
        **{
            f"open {mark}": (20_000, lambda n, mark=mark: "# Rzeki\n\n" + f"rzeka {mark}" * n)  # type: ignore[misc]
            for mark in ("^[", "[", "[^", "*a", "**a", "_a", "`a", "<a ", "<!-- ", "![", "](", "$a", "~~a", "\\", "[a](", "(")
        },
        "growing rows of `": (300, lambda n: "# R\n\n" + " a".join("`" * i for i in range(1, n))),
        "nested brackets": (20_000, lambda n: "# R\n\n" + "[" * n + "a" + "]" * n),
        "nested notes": (20_000, lambda n: "# R\n\n" + "^[a " * n + "]" * n),
        "nested quotations": (2_000, lambda n: "# R\n\n" + ">" * n + " a"),
        "deeper quotations": (300, lambda n: "# R\n\n" + "\n".join(">" * i + " a" for i in range(1, n))),
        "emphasis": (10_000, lambda n: "# R\n\n" + "*a* **b** " * n),
        "one line": (100_000, lambda n: "# R\n\n" + _WORD * n),
        "list": (5_000, lambda n: "# R\n\n" + _rows(f"- {_WORD}\n", n)),
        "deeper list": (200, lambda n: "# R\n\n" + "\n".join("  " * i + "- a" for i in range(1, n))),
        "table": (5_000, lambda n: "# R\n\n| a | b |\n|---|---|\n" + "| a[^1] | b |\n" * n),
        "headings": (5_000, lambda n: _rows("# R #\n\nTak.\n\n", n)),
        "lazy lines": (20_000, lambda n: "# R[^1]\n\n[^1]: a\n" + "b\n" * n),
    },
    "latex": {
        "notes": (1_000, lambda n: _tex(_rows(f"{_WORD}\\footnote{{{_NOTE.format('#')}}}.\n\n", n))),
        **{
            f"open {mark}": (10_000, lambda n, mark=mark: _tex(f"rzeka {mark}" * n))  # type: ignore[misc]
            for mark in ("\\footnote{", "{", "\\begin{quote}", "$a", "\\verb|", "\\iffalse ", "\\item[", "\\emph{",
                         "\\cite[", "\\section[", "}", "\\begin{verbatim}", "\\enquote{", "\\footnote[", "\\[", "\\(")  # fmt: skip
        },
        "comments": (20_000, lambda n: _tex("% a\n" * n + "b")),
        "definitions": (1_000, lambda n: _tex("a", _rows("\\newcommand{\\x#}{a}\n", n))),
        "uses": (10_000, lambda n: _tex("\\zob{a} " * n, "\\newcommand{\\zob}[1]{Zob. #1}")),
        "open definitions": (1_000, lambda n: _tex("a", "\\newcommand{\\x}{a" * n)),
        "accents": (20_000, lambda n: _tex("\\'{e}\\.z" * n)),
        "one line": (100_000, lambda n: _tex(_WORD * n)),
        "works": (1_000, lambda n: _tex("\\begin{thebibliography}{9}" + _rows("\\bibitem{k#} Lis A., Wir, Hel 1980.\n", n)
                                        + "\\end{thebibliography}")),
    },
    "html": {
        "notes": (500, lambda n: _page(
            "".join(f'<p>Tak<a href="#fn{i}" id="r{i}"><sup>{i}</sup></a>.</p>' for i in range(n))
            + "<ol>" + "".join(f'<li id="fn{i}">{_NOTE.format(i)} <a href="#r{i}">↩</a></li>' for i in range(n)) + "</ol>")),
        "notes in paragraphs": (500, lambda n: _page(
            "".join(f'<p>Tak<a href="#f{i}" name="r{i}">[{i}]</a>.</p>' for i in range(n))
            + "".join(f'<p><a href="#r{i}" name="f{i}">[{i}]</a> {_NOTE.format(i)}</p><p>Tak.</p>' for i in range(n)))),
        "notes in one paragraph": (500, lambda n: _page(
            "<p>" + "".join(f'Tak<a href="#f{i}" name="r{i}"><sup>{i}</sup></a>. ' for i in range(n)) + "</p><p>"
            + "<br>".join(f'<a href="#r{i}" name="f{i}">{i}</a> {_NOTE.format(i)}' for i in range(n)) + "</p>")),
        "notes in one element": (500, lambda n: _page(
            "<div>" + "".join(f'<span>Tak<sup><a href="#f{i}" id="r{i}">{i}</a></sup>.</span>' for i in range(n))
            + "".join(f'<span id="f{i}"><a href="#r{i}">^</a> {_NOTE.format(i)}</span>' for i in range(n)) + "</div>")),
        "notes in a table": (500, lambda n: _page(
            "".join(f'<p>Tak<sup><a href="#f{i}" id="r{i}">{i}</a></sup>.</p>' for i in range(n)) + "<table>"
            + "".join(f'<tr><td><a id="f{i}" href="#r{i}">{i}</a></td><td>{_NOTE.format(i)}</td></tr>' for i in range(n))
            + "</table>")),
        "notes in margins": (500, lambda n: _page("<p>" + _rows(
            f'Tak<sup>#</sup><span class="sidenote">{_NOTE.format("#")}</span>. ', n))),
        "notes in attributes": (500, lambda n: _page("<p>" + _rows(f'Tak<sup title="{_NOTE.format("#")}">#</sup>. ', n))),
        "one note called": (1_000, lambda n: _page(
            "".join(f'<p>Tak<a href="#f" id="r{i}"><sup>1</sup></a>.</p>' for i in range(n)) + '<p id="f">1 Lis.</p>')),
        "links": (2_000, lambda n: _page("<p id=a>a</p>" + '<p>Tak <a href="#a">1</a>.</p>' * n)),
        "links to paragraphs": (1_000, lambda n: _page(
            "".join(f'<p>Tak <sup><a href="#p{i}">{i}</a></sup>.</p>' for i in range(n))
            + "".join(f"<p><span id=p{i}>Tak.</span> {_WORD}</p>" for i in range(n)))),
        "raised": (5_000, lambda n: _page("<p>" + "Tak<sup>1</sup>. " * n)),
        "siblings": (20_000, lambda n: _page("<p>" + "<span>a</span> " * n)),
        "breaks": (20_000, lambda n: _page("<p>" + "a<br>" * n)),
        "open <b>": (200, lambda n: _page("<b>a" * n)),
        "open <p>": (20_000, lambda n: _page("<p>a" * n)),
        "open <!--": (10_000, lambda n: _page("<p>a<!-- " * n)),
        "open <": (20_000, lambda n: _page("<p>a < b" + "<" * n)),
        "works": (500, lambda n: _page("<h2>Literatura</h2>" + _rows("<p>Lis A#., Wir, Hel 1980.</p>", n))),
        "works in a box": (500, lambda n: _page("<div class=references>" + _rows("<p>Lis A#., Wir, Hel 1980.</p>", n))),
        "one line": (100_000, lambda n: _page("<p>" + _WORD * n)),
        "attributes": (5_000, lambda n: _page("<p " + _rows('a#="b" ', n) + ">a</p>")),
        "no type": (20_000, lambda n: "<p>a</p>" * n),
        "comments before": (5_000, lambda n: "<!-- a -->\n" * n + "<html><body>a</body></html>"),
        "open comments before": (5_000, lambda n: "<!-- a -- \n" * n + "<html><body>a</body></html>"),
    },
    "epub": {
        "chapters": (50, lambda n: _epub([f"<p>{_WORD}</p>"] * n)),
        "notes": (50, lambda n: _epub(["".join(f'<p>Tak<a epub:type="noteref" href="#n{i}">{i}</a>.</p>' for i in range(1, 11))
            + _rows(f'<aside epub:type="footnote" id="n#">{_NOTE.format("#")}</aside>', 10)] * n)),
    },
    "jats": {
        "notes": (500, lambda n: _jats(_rows('<p>Tak<xref ref-type="fn" rid="f#">#</xref>.</p>', n), "<fn-group>" + _rows(
            f'<fn id="f#"><label>#</label><p>{_NOTE.format("#")}</p></fn>', n) + "</fn-group>")),
        "notes in place": (500, lambda n: _jats(_rows(f"<p>Tak<fn><p>{_NOTE.format('#')}</p></fn>.</p>", n))),
        "one note called": (2_000, lambda n: _jats('<p>Tak<xref ref-type="fn" rid="f">1</xref>.</p>' * n,
                                                   '<fn-group><fn id="f"><p>Lis.</p></fn></fn-group>')),
        "works": (500, lambda n: _jats("<p>a</p>", "<ref-list>" + _rows(
            '<ref id="r#"><mixed-citation>Lis A#., Wir, Hel 1980.</mixed-citation></ref>', n) + "</ref-list>")),
        "works in elements": (200, lambda n: _jats("<p>a</p>", "<ref-list>" + _rows(
            '<ref id="r#"><element-citation><name><surname>Lis</surname></name><source>Wir #</source><year>1980</year>'
            "</element-citation></ref>", n) + "</ref-list>")),
        "works cited": (500, lambda n: _jats(_rows('<p>Tak <xref ref-type="bibr" rid="r#">#</xref>.</p>', n), "<ref-list>"
            + _rows('<ref id="r#"><mixed-citation>Lis A#., <source>Wir</source>, <year>1980</year>.</mixed-citation></ref>',
                    n) + "</ref-list>")),
        "row of works": (500, lambda n: _jats(
            f'<p>Tak <xref ref-type="bibr" rid="r1">1</xref>–<xref ref-type="bibr" rid="r{n}">{n}</xref>.</p>' * 20,
            "<ref-list>" + _rows(
                '<ref id="r#"><mixed-citation>Lis, <source>Wir</source>, <year>1980</year>.</mixed-citation></ref>', n)
            + "</ref-list>")),
        "nested": (20, lambda n: _jats("<sec>" * n + "<p>a</p>" + "</sec>" * n)),
    },
    "tei": {
        "notes": (500, lambda n: _tei(_rows(f'<p>Tak<note place="foot" n="#">{_NOTE.format("#")}</note>.</p>', n))),
        "notes apart": (500, lambda n: _tei("".join(f'<p>Tak<ref target="#n{i}">{i}</ref>.</p>' for i in range(n)) + "<div>"
            + "".join(f'<note xml:id="n{i}" n="{i}">{_NOTE.format(i)}</note>' for i in range(n)) + "</div>")),
        "works": (500, lambda n: _tei("<p>a</p><listBibl>" + _rows("<bibl>Lis A#., Wir, Hel 1980.</bibl>", n)
                                      + "</listBibl>")),
        "structured works": (200, lambda n: _tei("<p>a</p><listBibl>" + _rows(
            "<biblStruct><monogr><author>Lis</author><title>Wir #</title><imprint><date>1980</date></imprint></monogr>"
            "</biblStruct>", n) + "</listBibl>")),
        "works cited": (300, lambda n: _tei("".join(f'<p>Tak <ref target="#b{i}">{i}</ref>.</p>' for i in range(n))
            + "<listBibl>" + "".join(f'<bibl xml:id="b{i}"><author>Lis</author>, <title>Wir {i}</title>, <date>1980</date>'
                                     "</bibl>" for i in range(n)) + "</listBibl>")),
    },
    "docx": {
        "notes": (500, lambda n: _docx(
            _rows('<w:p><w:r><w:t>Tak</w:t></w:r><w:r><w:footnoteReference w:id="#"/></w:r></w:p>', n),
            _rows(f'<w:footnote w:id="#"><w:p><w:r><w:footnoteRef/><w:t>{_NOTE.format("#")}</w:t></w:r></w:p></w:footnote>',
                  n))),
        "runs": (20_000, lambda n: _docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * n + "</w:p>")),
        "paragraphs": (10_000, lambda n: _docx("<w:p><w:r><w:t>rzeka</w:t></w:r></w:p>" * n)),
        "open fields": (5_000, lambda n: _docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + "<w:r><w:instrText>"
            "ADDIN</w:instrText></w:r>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>a</w:t></w:r>' * n
            + "</w:p>")),
        "nested tables": (10, lambda n: _docx("<w:tbl><w:tr><w:tc>" * n + "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
                                              + "</w:tc></w:tr></w:tbl>" * n)),
        "tables": (2_000, lambda n: _docx("<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * n
                                          + "</w:tbl>")),
        "listed": (5_000, lambda n: _docx('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                                          "<w:r><w:t>a</w:t></w:r></w:p>" * n)),
    },
    "odt": {
        "notes": (500, lambda n: _odt(_rows(
            '<text:p>Tak<text:note text:note-class="footnote"><text:note-citation>#</text:note-citation><text:note-body>'
            f"<text:p>{_NOTE.format('#')}</text:p></text:note-body></text:note></text:p>", n))),
        "spans": (20_000, lambda n: _odt("<text:p>" + "<text:span>a</text:span>" * n + "</text:p>")),
        "spaces": (1_000, lambda n: _odt(f'<text:p>a<text:s text:c="{n}"/>b</text:p>' * 100)),
        "repeated cells": (1_000, lambda n: _odt(
            f'<table:table><table:table-row table:number-rows-repeated="{n}"><table:table-cell '
            f'table:number-columns-repeated="{n}"><text:p>a</text:p></table:table-cell></table:table-row></table:table>')),
        "changes": (1_000, lambda n: _odt("<text:tracked-changes>" + _rows(
            '<text:changed-region text:id="c#"><text:deletion><text:p>a</text:p></text:deletion></text:changed-region>', n)
            + "</text:tracked-changes>" + _rows('<text:p>Tak<text:change text:change-id="c#"/></text:p>', n))),
        "listed": (2_000, lambda n: _odt("<text:list>" + "<text:list-item><text:p>a</text:p></text:list-item>" * n
                                         + "</text:list>")),
    },
    "notes": {
        "lines": (1_000, lambda n: "".join(
            json.dumps({"number": i, "text": _NOTE.format(i)}, ensure_ascii=False) + "\n" for i in range(n))),
        "escapes": (20_000, lambda n: json.dumps({"number": 1, "text": "ą\n" * n}) + "\n"),
        "open quotes": (20_000, lambda n: '{"number": 1, "text": "' + '\\"' * n),
        "nested": (1_000, lambda n: '{"number": 1, "text": "a", "b": ' + "[" * n + "]" * n + "}\n"),
    },
    "pdf": {
        "pages": (20, lambda n: _pdf([_prose(i) for i in range(1, n + 1)])),
        "lines of one page": (300, lambda n: _pdf([[_line(60, 800 - 700 * i / n, f"rzeka {i} w dolinie") for i in
                                                    range(n)]])),
        "words of one line": (500, lambda n: _pdf([[_line(60 + 400 * i / n, 500, "ab") for i in range(n)]])),
        "the same place": (500, lambda n: _pdf([[_line(60, 500, "rzeka w dolinie")] * n])),
        "one long string": (5_000, lambda n: _pdf([[_line(60, 500, "rzeka " * n, 1)]])),
        "strokes": (5_000, lambda n: _pdf([[_line(60, 500, "rzeka"), *(f"60 {i % 800} m 160 {i % 800} l S" for i in
                                                                      range(n))]])),
        "raised": (200, lambda n: _pdf([[each for i in range(n) for each in (
            _line(60, 800 - 700 * i / n, f"rzeka {i}"), _line(105, 803 - 700 * i / n, str(i), 6))]])),
    },
}  # fmt: skip
_ENDINGS = {"text": ".txt", "markdown": ".md", "latex": ".tex", "jats": ".xml", "tei": ".xml", "notes": ".jsonl"}


def measured(format: str, data: bytes) -> tuple[float, int, str]:
    """Seconds of the processor, KB of memory more than before, and how it ended."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        told = _read(data, "a" + _ENDINGS.get(format, f".{format}"))
        row = (time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, told)
        os.write(send, json.dumps(row).encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as answer:
        row_text = answer.read()
    os.waitpid(child, 0)
    return tuple(json.loads(row_text)) if row_text else (float(_LIMIT), 0, "ended")


def _read(data: bytes, name: str) -> str:
    from bibtool.notes.find import find_notes
    from bibtool.readers.reader import ReadError
    from bibtool.readers.registry import read_bytes

    try:
        document = read_bytes(data, name)
        result = find_notes(document)
    except ReadError as error:
        return str(error.finding.code if hasattr(error, "finding") else error)[:60]
    except MemoryError:
        return "memory"
    return f"{document.format}: {len(result.notes)} notes, {sum(len(each.entries) for each in result.lists)} entries"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", default=list(SHAPES))
    parser.add_argument("--over", type=float, default=0.0)
    asked = parser.parse_args()
    print(f"{'shape':40} {'n':>8} {'seconds':>9} {'10n':>9} {'ratio':>7} {'MB':>7}  read")
    for format in asked.formats:
        for name, (count, shape) in SHAPES[format].items():
            both = []
            for size in (count, 10 * count):
                made = shape(size)
                both.append(measured(format, made.encode() if isinstance(made, str) else made))
            (one, _, _), (ten, memory, told) = both
            ratio = ten / max(one, 0.002)
            if ratio >= asked.over:
                print(
                    f"{format + ' ' + name:40} {count:8} {one:9.3f} {ten:9.3f} {ratio:7.1f} {memory / 1024:7.0f}  {told}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
