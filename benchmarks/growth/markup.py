"""What grows in HTML, EPUB, JATS, TEI, DOCX and OpenDocument."""

from __future__ import annotations

from benchmarks.growth.made import NOTE, WORD, Shape, docx, epub, jats, odt, page, rows, tei

SHAPES: dict[str, dict[str, tuple[int, Shape]]] = {
    "html": {
        "notes": (
            500,
            lambda n: page(
                "".join(f'<p>Tak<a href="#fn{i}" id="r{i}"><sup>{i}</sup></a>.</p>' for i in range(n))
                + "<ol>"
                + "".join(f'<li id="fn{i}">{NOTE.format(i)} <a href="#r{i}">↩</a></li>' for i in range(n))
                + "</ol>"
            ),
        ),
        "notes in paragraphs": (
            500,
            lambda n: page(
                "".join(f'<p>Tak<a href="#f{i}" name="r{i}">[{i}]</a>.</p>' for i in range(n))
                + "".join(f'<p><a href="#r{i}" name="f{i}">[{i}]</a> {NOTE.format(i)}</p><p>Tak.</p>' for i in range(n))
            ),
        ),
        "notes in one paragraph": (
            500,
            lambda n: page(
                "<p>"
                + "".join(f'Tak<a href="#f{i}" name="r{i}"><sup>{i}</sup></a>. ' for i in range(n))
                + "</p><p>"
                + "<br>".join(f'<a href="#r{i}" name="f{i}">{i}</a> {NOTE.format(i)}' for i in range(n))
                + "</p>"
            ),
        ),
        "notes in one element": (
            500,
            lambda n: page(
                "<div>"
                + "".join(f'<span>Tak<sup><a href="#f{i}" id="r{i}">{i}</a></sup>.</span>' for i in range(n))
                + "".join(f'<span id="f{i}"><a href="#r{i}">^</a> {NOTE.format(i)}</span>' for i in range(n))
                + "</div>"
            ),
        ),
        "notes in a table": (
            500,
            lambda n: page(
                "".join(f'<p>Tak<sup><a href="#f{i}" id="r{i}">{i}</a></sup>.</p>' for i in range(n))
                + "<table>"
                + "".join(
                    f'<tr><td><a id="f{i}" href="#r{i}">{i}</a></td><td>{NOTE.format(i)}</td></tr>' for i in range(n)
                )
                + "</table>"
            ),
        ),
        "notes in margins": (
            500,
            lambda n: page("<p>" + rows(f'Tak<sup>#</sup><span class="sidenote">{NOTE.format("#")}</span>. ', n)),
        ),
        "notes in attributes": (
            500,
            lambda n: page("<p>" + rows(f'Tak<sup title="{NOTE.format("#")}">#</sup>. ', n)),
        ),
        "one note called": (
            1_000,
            lambda n: page(
                "".join(f'<p>Tak<a href="#f" id="r{i}"><sup>1</sup></a>.</p>' for i in range(n))
                + '<p id="f">1 Lis.</p>'
            ),
        ),
        "links": (2_000, lambda n: page("<p id=a>a</p>" + '<p>Tak <a href="#a">1</a>.</p>' * n)),
        "links to paragraphs": (
            1_000,
            lambda n: page(
                "".join(f'<p>Tak <sup><a href="#p{i}">{i}</a></sup>.</p>' for i in range(n))
                + "".join(f"<p><span id=p{i}>Tak.</span> {WORD}</p>" for i in range(n))
            ),
        ),
        "raised": (5_000, lambda n: page("<p>" + "Tak<sup>1</sup>. " * n)),
        "siblings": (20_000, lambda n: page("<p>" + "<span>a</span> " * n)),
        "breaks": (20_000, lambda n: page("<p>" + "a<br>" * n)),
        "open <b>": (200, lambda n: page("<b>a" * n)),
        "open <p>": (20_000, lambda n: page("<p>a" * n)),
        "open <!--": (10_000, lambda n: page("<p>a<!-- " * n)),
        "open <": (20_000, lambda n: page("<p>a < b" + "<" * n)),
        "works": (500, lambda n: page("<h2>Literatura</h2>" + rows("<p>Lis A#., Wir, Hel 1980.</p>", n))),
        "works in a box": (500, lambda n: page("<div class=references>" + rows("<p>Lis A#., Wir, Hel 1980.</p>", n))),
        "one line": (100_000, lambda n: page("<p>" + WORD * n)),
        "attributes": (5_000, lambda n: page("<p " + rows('a#="b" ', n) + ">a</p>")),
        "no type": (20_000, lambda n: "<p>a</p>" * n),
        "comments before": (5_000, lambda n: "<!-- a -->\n" * n + "<html><body>a</body></html>"),
        "open comments before": (5_000, lambda n: "<!-- a -- \n" * n + "<html><body>a</body></html>"),
    },
    "epub": {
        "chapters": (50, lambda n: epub([f"<p>{WORD}</p>"] * n)),
        "notes": (
            50,
            lambda n: epub(
                [
                    "".join(f'<p>Tak<a epub:type="noteref" href="#n{i}">{i}</a>.</p>' for i in range(1, 11))
                    + rows(f'<aside epub:type="footnote" id="n#">{NOTE.format("#")}</aside>', 10)
                ]
                * n
            ),
        ),
    },
    "jats": {
        "notes": (
            500,
            lambda n: jats(
                rows('<p>Tak<xref ref-type="fn" rid="f#">#</xref>.</p>', n),
                "<fn-group>" + rows(f'<fn id="f#"><label>#</label><p>{NOTE.format("#")}</p></fn>', n) + "</fn-group>",
            ),
        ),
        "notes in place": (500, lambda n: jats(rows(f"<p>Tak<fn><p>{NOTE.format('#')}</p></fn>.</p>", n))),
        "one note called": (
            2_000,
            lambda n: jats(
                '<p>Tak<xref ref-type="fn" rid="f">1</xref>.</p>' * n,
                '<fn-group><fn id="f"><p>Lis.</p></fn></fn-group>',
            ),
        ),
        "works": (
            500,
            lambda n: jats(
                "<p>a</p>",
                "<ref-list>"
                + rows('<ref id="r#"><mixed-citation>Lis A#., Wir, Hel 1980.</mixed-citation></ref>', n)
                + "</ref-list>",
            ),
        ),
        "works in elements": (
            200,
            lambda n: jats(
                "<p>a</p>",
                "<ref-list>"
                + rows(
                    '<ref id="r#"><element-citation><name><surname>Lis</surname></name><source>Wir #</source>'
                    "<year>1980</year></element-citation></ref>",
                    n,
                )
                + "</ref-list>",
            ),
        ),
        "works cited": (
            500,
            lambda n: jats(
                rows('<p>Tak <xref ref-type="bibr" rid="r#">#</xref>.</p>', n),
                "<ref-list>"
                + rows(
                    '<ref id="r#"><mixed-citation>Lis A#., <source>Wir</source>, <year>1980</year>.'
                    "</mixed-citation></ref>",
                    n,
                )
                + "</ref-list>",
            ),
        ),
        "row of works": (
            500,
            lambda n: jats(
                f'<p>Tak <xref ref-type="bibr" rid="r1">1</xref>–<xref ref-type="bibr" rid="r{n}">{n}</xref>.</p>' * 20,
                "<ref-list>"
                + rows(
                    '<ref id="r#"><mixed-citation>Lis, <source>Wir</source>, <year>1980</year>.</mixed-citation></ref>',
                    n,
                )
                + "</ref-list>",
            ),
        ),
        "nested": (20, lambda n: jats("<sec>" * n + "<p>a</p>" + "</sec>" * n)),
    },
    "tei": {
        "notes": (500, lambda n: tei(rows(f'<p>Tak<note place="foot" n="#">{NOTE.format("#")}</note>.</p>', n))),
        "notes apart": (
            500,
            lambda n: tei(
                "".join(f'<p>Tak<ref target="#n{i}">{i}</ref>.</p>' for i in range(n))
                + "<div>"
                + "".join(f'<note xml:id="n{i}" n="{i}">{NOTE.format(i)}</note>' for i in range(n))
                + "</div>"
            ),
        ),
        "works": (
            500,
            lambda n: tei("<p>a</p><listBibl>" + rows("<bibl>Lis A#., Wir, Hel 1980.</bibl>", n) + "</listBibl>"),
        ),
        "structured works": (
            200,
            lambda n: tei(
                "<p>a</p><listBibl>"
                + rows(
                    "<biblStruct><monogr><author>Lis</author><title>Wir #</title><imprint><date>1980</date></imprint>"
                    "</monogr></biblStruct>",
                    n,
                )
                + "</listBibl>"
            ),
        ),
        "works cited": (
            300,
            lambda n: tei(
                "".join(f'<p>Tak <ref target="#b{i}">{i}</ref>.</p>' for i in range(n))
                + "<listBibl>"
                + "".join(
                    f'<bibl xml:id="b{i}"><author>Lis</author>, <title>Wir {i}</title>, <date>1980</date></bibl>'
                    for i in range(n)
                )
                + "</listBibl>"
            ),
        ),
    },
    "docx": {
        "notes": (
            500,
            lambda n: docx(
                rows('<w:p><w:r><w:t>Tak</w:t></w:r><w:r><w:footnoteReference w:id="#"/></w:r></w:p>', n),
                rows(
                    f'<w:footnote w:id="#"><w:p><w:r><w:footnoteRef/><w:t>{NOTE.format("#")}</w:t></w:r></w:p>'
                    "</w:footnote>",
                    n,
                ),
            ),
        ),
        "runs": (20_000, lambda n: docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * n + "</w:p>")),
        "paragraphs": (10_000, lambda n: docx("<w:p><w:r><w:t>rzeka</w:t></w:r></w:p>" * n)),
        "open fields": (
            5_000,
            lambda n: docx(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + "<w:r><w:instrText>"
                "ADDIN</w:instrText></w:r>"
                + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>a</w:t></w:r>' * n
                + "</w:p>"
            ),
        ),
        "nested tables": (
            10,
            lambda n: docx(
                "<w:tbl><w:tr><w:tc>" * n + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * n
            ),
        ),
        "tables": (
            2_000,
            lambda n: docx("<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * n + "</w:tbl>"),
        ),
        "listed": (
            5_000,
            lambda n: docx(
                '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                "<w:r><w:t>a</w:t></w:r></w:p>" * n
            ),
        ),
    },
    "odt": {
        "notes": (
            500,
            lambda n: odt(
                rows(
                    '<text:p>Tak<text:note text:note-class="footnote"><text:note-citation>#</text:note-citation>'
                    f"<text:note-body><text:p>{NOTE.format('#')}</text:p></text:note-body></text:note></text:p>",
                    n,
                )
            ),
        ),
        "spans": (20_000, lambda n: odt("<text:p>" + "<text:span>a</text:span>" * n + "</text:p>")),
        "spaces": (1_000, lambda n: odt(f'<text:p>a<text:s text:c="{n}"/>b</text:p>' * 100)),
        "repeated cells": (
            1_000,
            lambda n: odt(
                f'<table:table><table:table-row table:number-rows-repeated="{n}"><table:table-cell '
                f'table:number-columns-repeated="{n}"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
            ),
        ),
        "changes": (
            1_000,
            lambda n: odt(
                "<text:tracked-changes>"
                + rows(
                    '<text:changed-region text:id="c#"><text:deletion><text:p>a</text:p></text:deletion>'
                    "</text:changed-region>",
                    n,
                )
                + "</text:tracked-changes>"
                + rows('<text:p>Tak<text:change text:change-id="c#"/></text:p>', n)
            ),
        ),
        "listed": (
            2_000,
            lambda n: odt("<text:list>" + "<text:list-item><text:p>a</text:p></text:list-item>" * n + "</text:list>"),
        ),
    },
}
