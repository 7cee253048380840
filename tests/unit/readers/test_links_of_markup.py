"""Where the links of notes and entries lead is told in every format that has links."""

from __future__ import annotations

import io
import zipfile

import pytest

from bibtool.diagnostics.code import Code
from bibtool.readers.document import Document
from bibtool.readers.hidden import led_to
from bibtool.readers.registry import read_bytes

URL = "https://rzeki.example/promy?a=1&amp;b=2"
TARGET = "https://rzeki.example/promy?a=1&b=2"
HTML = (
    "<!DOCTYPE html><html><head><title>Rzeki</title></head><body><nav><a "
    'href="https://menu.example/">Menu</a></nav><p>Tak<a '
    'href="#n1" id="r1"><sup>1</sup></a>.</p><p id="n1"><a href="#r1">1</a> Zob. <a href="{}">Promy</a> i <a '
    'href="https://rzeki.example/brody">https://rzeki.example/brody</a>.</p></body></html>'
)
JATS = (
    '<article article-type="other" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><body><p>Tak<fn><label>1</label><p>Zob. <ext-link xlink:href="{}">'
    'Promy</ext-link> i <uri xlink:href="https://rzeki.example/brody">https://rzeki.example/brody</uri>.</p></fn></p>'
    "</body></article>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Tak<note n="1">Zob. <ref target="{}">Promy</ref> i <ref '
    'target="https://rzeki.example/brody">https://rzeki.example/brody</ref>.</note>.</p></body></text></TEI>'
)
ODT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
    '<office:text><text:p>Tak<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    '<text:note-body><text:p>Zob. <text:a xlink:href="{}">Promy</text:a> i <text:a '
    'xlink:href="https://rzeki.example/brody">https://rzeki.example/brody</text:a>.</text:p></text:note-body>'
    "</text:note>."
    "</text:p></office:text></office:body></office:document-content>"
)
LATEX = (
    "\\documentclass{{article}}\n\\begin{{document}}\nTak\\footnote{{Zob. \\href{{{}}}{{Promy}} i "
    "\\url{{https://rzeki.example/brody}}.}}.\n\\end{{document}}\n"
)


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def epub(page: str) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
            "b.opf": '<package><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine>'
            '<itemref idref="a"/></spine></package>',
            "a.xhtml": page,
        }
    )


FILES = {
    "a.html": HTML.format(URL).encode(),
    "a.epub": epub(HTML.format(URL)),
    "a.xml": JATS.format(URL).encode(),
    "a.tei": TEI.format(URL).encode(),
    "a.odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.format(URL)}),
    "a.tex": LATEX.format(TARGET.replace("&", "\\&")).encode(),
    "a.md": f"Tak[^1].\n\n[^1]: Zob. [Promy]({TARGET}) i <https://rzeki.example/brody>.\n".encode(),
}


def told(document: Document) -> list[tuple[str, str]]:
    rows = [f for f in document.findings if f.code == Code.LINK_NOT_PRINTED]
    return [(document.text[f.spans[0].start : f.spans[0].end], f.args["target"]) for f in rows]


@pytest.mark.parametrize("name", FILES)
def test_a_link_whose_address_is_not_printed_is_told(name: str) -> None:
    document = read_bytes(FILES[name], name)
    assert [note.text.text for note in document.notes or ()] == ["Zob. Promy i https://rzeki.example/brody."]
    assert told(document) == [("Promy", TARGET)]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://www.google.com/url?q=https://rzeki.example/a%3Fb%3D1&sa=D&ust=1", "https://rzeki.example/a?b=1"),
        ("https://www.google.pl/url?sa=t&url=https%3A%2F%2Frzeki.example%2F", "https://rzeki.example/"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Frzeki.example%2Fa&h=AT0", "https://rzeki.example/a"),
        (
            "https://eur03.safelinks.protection.outlook.com/?url=http%3A%2F%2Frzeki.example%2F&data=05",
            "http://rzeki.example/",
        ),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        (
            "https://www.google.com/search?q=https://rzeki.example/",
            "https://www.google.com/search?q=https://rzeki.example/",
        ),
        ("https://rzeki.example/url?q=https://inne.example/", "https://rzeki.example/url?q=https://inne.example/"),
        ("https://[", "https://["),
    ],
)
def test_pages_that_pass_a_reader_on(link: str, leads: str) -> None:
    assert led_to(link) == leads


def test_a_link_that_passes_on_to_what_is_printed_is_not_hidden() -> None:
    page = HTML.format("https://www.google.com/url?q=https://rzeki.example/&amp;sa=D").replace("Promy", "rzeki.example")
    assert told(read_bytes(page.encode(), "a.html")) == []


@pytest.mark.parametrize(
    ("page", "framed"),
    [
        ("<header>{}</header><article><p>Rzeki płyną.</p></article>", True),
        ("<article><header><h1>Rzeki</h1><p>{}</p></header><p>Rzeki płyną.</p></article>", False),
        ("<section><header>{}</header><p>Rzeki płyną.</p></section>", False),
        ("<div role=main><header>{}</header><p>Rzeki płyną.</p></div>", False),
        ("<nav><section><header>{}</header></section></nav><p>Rzeki płyną.</p>", True),
        ("<div role=banner>{}</div><p>Rzeki płyną.</p>", True),
        ("<article><footer>{}</footer><p>Rzeki płyną.</p></article>", True),
    ],
)
def test_the_head_of_an_article_is_its_text_and_that_of_a_page_frames_it(page: str, framed: bool) -> None:
    link = "<a href=https://most.example/a>mosty</a>"
    data = f"<!DOCTYPE html><html><body>{page.format(link)}</body></html>".encode()
    document = read_bytes(data, "a.html")
    assert [link.target for link in document.links] == ([] if framed else ["https://most.example/a"])
    assert ("mosty" in "".join(document.text[span.start : span.end] for span in document.framing)) == framed
