"""A small file of every kind that is told apart, made for tests: kind, file name, bytes."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

from pdf_files import Sheet, pdf

_NOTES = "1. A. Nowak, Szlaki stepu, Kraków 2010, s. 12.\n2. B. Lis, Rzeki i brody, Lwów 2011, s. 3–5.\n"
ARTICLE = f"Tak sądzi Nowak.¹ Inaczej pisze Lis.²\n\n{_NOTES}"
BIB = "@book{nowak2010,\n  author = {Nowak, Adam},\n  title = {Szlaki stepu},\n  date = {2010},\n}\n"
RIS = "TY  - BOOK\nID  - nowak2010\nAU  - Nowak, Adam\nTI  - Szlaki stepu\nPY  - 2010\nER  - \n"
ITEM = {"id": "nowak2010", "type": "book", "title": "Szlaki stepu", "author": [{"family": "Nowak"}]}
_LINES = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines())
HTML = f"<!DOCTYPE html>\n<html><head><title>Szlaki</title></head><body>{_LINES}</body></html>\n"
LATEX = (
    "\\documentclass{article}\n\\begin{document}\nTak sądzi Nowak.\\footnote{A. Nowak, \\emph{Szlaki stepu}, Kraków "
    "2010, s. 12.} Zob. \\cite{nowak2010}.\n\\end{document}\n"
)
STYLE = (
    '<?xml version="1.0"?>\n<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info/></style>\n'
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One file; ``kind`` is what it is, whatever its name says."""

    kind: str
    name: str
    data: bytes


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _pdf() -> bytes:
    page = Sheet()
    page.line(60, 700, "Tak pisze Nowak.^{1} Inaczej pisze Lis.^{2}")
    page.rule(60, 132, 110)
    page.line(60, 120, "^{1} A. Nowak, Szlaki stepu, Poznan 2010, s. 12.", 8)
    page.line(60, 110, "^{2} B. Lis, Rzeki i brody, Opole 2011, s. 3.", 8)
    return pdf([page])


def _docx() -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {w}><w:body>" + "".join(
        f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ARTICLE.splitlines()
    )
    return _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document + "</w:body></w:document>"})


def _rows() -> dict[str, tuple[str, str | bytes]]:
    citation = {"schema": 1, "document": "a.txt", "note_id": "1", "note": "1", "index": 1, "fields": {}, "item": ITEM}
    cited = {"id": "1", "number": "1", "citations": [{"citationItems": [{"id": "nowak2010"}]}]}
    return {
        "text": ("article.txt", ARTICLE),
        "notes": ("article.jsonl", json.dumps({"number": "1", "text": _NOTES[3:47]}) + "\n"),
        "docx": ("article.docx", _docx()),
        "bibtex": ("library.bib", BIB),
        "ris": ("library.ris", RIS),
        "csl-json": ("library.json", json.dumps([ITEM])),
        "csl-notes": ("article.notes.json", json.dumps({"schema": 1, "notes": [cited]})),
        "citations": ("citations.jsonl", json.dumps(citation) + "\n"),
        "documents": (
            "documents.jsonl",
            json.dumps({"schema": 1, "document": 'a "b".txt', "sha256": None, "findings": [], "citations": []}) + "\n",
        ),
        "csl-yaml": ("library.yaml", "---\nreferences:\n- id: nowak2010\n  type: book\n  title: Szlaki stepu\n...\n"),
        "endnote-xml": ("library.xml", '<?xml version="1.0"?><xml><records><record/></records></xml>'),
        "mods": ("library.mods", '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods/></modsCollection>'),
        "marc-xml": ("marc.xml", '<?xml version="1.0"?><collection xmlns="http://www.loc.gov/MARC21/slim"/>'),
        "refer": ("library.enw", "%0 Book\n%A Nowak, Adam\n%T Szlaki stepu\n%D 2010\n"),
        "pubmed": ("library.nbib", "PMID- 123\nTI  - Steppe trails and\n      fords\nAU  - Nowak A\nDP  - 2010\n"),
        "web-of-science": ("savedrecs.ciw", "FN Clarivate Analytics\nVR 1.0\nPT J\nAU Nowak, A\n   Lis, B\nER\nEF\n"),
        "reference-table": (
            "library.csv",
            '"Key","Item Type","Publication Year","Author","Title"\n'
            '"nowak2010","book",2010,"Nowak, Adam","Szlaki stepu"\n',
        ),
        "jats-references": (
            "library.jats.xml",
            '<ref-list><ref id="nowak2010"><element-citation publication-type="book"><source>Szlaki stepu</source>'
            "</element-citation></ref></ref-list>",
        ),
        "addresses": ("addresses.txt", "# moje\nhttps://example.org/a\nwww.example.org/b\n10.1000/abc\n"),
        "markdown": (
            "article.md",
            "# Szlaki\n\nTak [@nowak2010].[^a]\n\n[^a]: A. Nowak, *Szlaki stepu*, Kraków 2010.\n",
        ),
        "latex": ("article.tex", LATEX),
        "aux": ("article.aux", "\\relax \n\\citation{nowak2010}\n\\bibstyle{plain}\n"),
        "bcf": (
            "article.bcf",
            '<?xml version="1.0"?><bcf:controlfile xmlns:bcf="https://sourceforge.net/projects/biblatex">'
            '<bcf:section number="0"><bcf:citekey order="1">nowak2010</bcf:citekey></bcf:section></bcf:controlfile>',
        ),
        "jats": (
            "jats.xml",
            '<?xml version="1.0"?><article article-type="research-article"><front/><body><p>Tak sądzi Nowak.<fn><p>A. '
            "Nowak, Szlaki stepu, Kraków 2010, s. 12.</p></fn></p></body></article>",
        ),
        "erudit": (
            "erudit.xml",
            '<article xmlns="http://www.erudit.org/xsd/article"><corps><para><alinea>Tak sądzi Nowak.<renvoi '
            'idref="n1">1</renvoi></alinea></para></corps><partiesann><grnote><note id="n1"><no>1</no><alinea>A. '
            "Nowak, Szlaki stepu, Kraków 2010, s. 12.</alinea></note></grnote></partiesann></article>",
        ),
        "tei": ("tei.xml", f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{_LINES}</body></text></TEI>'),
        "docbook": ("book.dbk", '<book xmlns="http://docbook.org/ns/docbook" version="5.0"><title>S</title></book>'),
        "html": ("article.html", HTML),
        "html-zip": ("page.zip", _zip({"Page.html": HTML, "images/image1.png": "x"})),
        "mhtml": (
            "page.mht",
            'From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: '
            f"text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{HTML}\n--x--\n",
        ),
        "rtf": ("article.rtf", "{\\rtf1\\ansi Tak s\\u261?dzi Nowak.{\\footnote A. Nowak, Szlaki, 2010.}}"),
        "pdf": ("article.pdf", _pdf()),
        "epub": (
            "book.epub",
            _zip(
                {
                    "mimetype": "application/epub+zip",
                    "META-INF/container.xml": '<container><rootfile full-path="b.opf"/></container>',
                    "b.opf": '<package><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><itemref '
                    'idref="a"/></package>',
                    "a.xhtml": HTML,
                }
            ),
        ),
        "odt": (
            "article.odt",
            _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<c>{_LINES}</c>"}),
        ),
        "doc": ("article.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "word-xml": (
            "flat.xml",
            '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        ),
        "djvu": ("book.djvu", b"AT&TFORM" + b"\0" * 60),
        "mobi": ("book.mobi", b"Szlaki" + b"\0" * 54 + b"BOOKMOBI" + b"\0" * 60),
        "notebook": ("work.ipynb", json.dumps({"cells": [], "nbformat": 4, "metadata": {}})),
        "pandoc": ("paper.json", json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": []})),
        "json": ("settings.json", json.dumps({"name": "Nowak", "values": [1, 2]})),
        "xml": ("data.xml", '<?xml version="1.0"?>\n<steps><step n="1">Szlak</step></steps>\n'),
        "yaml": ("library2.yaml", "nowak2010:\n  type: book\n  title: Szlaki stepu\n"),
        "csl-style": ("journal.csl", STYLE),
        "sqlite": ("library.sqlite", b"SQLite format 3\0" + b"\0" * 84),
        "spreadsheet": ("table.xlsx", _zip({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})),
        "slides": ("talk.pptx", _zip({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})),
        "image": ("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        "archive": ("papers.zip", _zip({"article.txt": ARTICLE})),
        "program": ("tool.exe", b"MZ\x90\0" + b"\0" * 200),
        "media": ("talk.mp3", b"ID3\x04" + b"\0" * 200),
    }


SAMPLES = [
    Sample(kind, name, data if isinstance(data, bytes) else data.encode()) for kind, (name, data) in _rows().items()
]


def sample(kind: str) -> Sample:
    """The sample of a kind."""
    return next(each for each in SAMPLES if each.kind == kind)


_FIELDS = "".join(f"  field{i} = {{Wartość pola numer {i} w tym wpisie}},\n" for i in range(3))
_PROSE = (
    "Zapis bibliografii w plikach tekstowych ma już czterdzieści lat i przetrwał niejeden program, który miał go "
    "zastąpić. Każdy wpis zaczyna się od znaku małpy i nazwy rodzaju, po której stoi klamra; pola oddziela przecinek. "
    "Tak opisuje to Nowak,¹ a za nim Lis,² który dodaje uwagi o kodowaniu znaków i o wielkich literach w tytułach.\n\n"
)
#: Articles that quote or discuss formats, and what else looks like data: name, text.  Each is an article.
STILL_ARTICLES = {
    "about-bibtex.txt": f"O formacie BibTeX\n\n{_PROSE}Na przykład:\n\n{BIB}\nalbo @book{{nowak, ...}}.\n\n{_NOTES}",
    "about-bibtex-twice.txt": f"{_PROSE}{BIB}{_PROSE}@article{{x,\n{_FIELDS}}}\n{_PROSE}{_PROSE}{_NOTES}",
    "about-ris.txt": f"O formacie RIS\n\n{_PROSE}{_PROSE}Rekord wygląda tak:\n\n{RIS}\n{_PROSE}{_NOTES}",
    "about-html.txt": f"O języku HTML\n\n{_PROSE}Strona zaczyna się od\n\n<html>\n<head><title>x</title></head>\n\n"
    f"i kończy się znacznikiem końcowym. Kursywę oznacza <i>tak</i>.\n\n{_NOTES}",
    "about-latex.txt": f"O systemie LaTeX\n\n{_PROSE}Przypis tworzy polecenie „\\footnote{{A. Nowak, Szlaki stepu, "
    f"Kraków 2010, s. 12.}}”, rozdział \\section{{Wstęp}}, całość\n\n\\documentclass{{article}}\n\n{_PROSE}{_NOTES}",
    "about-json.txt": f'[Wstęp] Zapis {{"title": "Szlaki"}} to JSON.\n\n{_PROSE}{_NOTES}',
    "about-xml.txt": f"<i>Szlaki stepu</i>. Rozprawa\n\n{_PROSE}{_NOTES}",
    "address-first.txt": f"<https://example.org/szlaki>\n\n{_PROSE}{_NOTES}",
    "fenced.md": f"# BibTeX\n\n```bibtex\n{BIB * 8}```\n\nTak Nowak.[^1]\n\n[^1]: A. Nowak, Szlaki, Kraków 2010.\n",
    "fenced-tex.md": f"# LaTeX\n\n```tex\n{LATEX}```\n\nTak Nowak.[^1]\n\n[^1]: A. Nowak, Szlaki, Kraków 2010.\n",
    "metadata.md": "---\ntitle: Szlaki\nreferences:\n- id: nowak2010\n  type: book\n---\n\n" + ARTICLE,
    "sup.txt": ARTICLE.replace("¹", "<sup>1</sup>").replace("²", "<sup>2</sup>"),
    "lines.txt": "Key, ludzie i rzeki\n\n" + ARTICLE,
    "dashes.txt": "---\n" + ARTICLE,
    "links.txt": "https://example.org/a\n" + ARTICLE,
    "percent.txt": "%0 to nie rekord\n" + ARTICLE,
    "backslashes.txt": f"Ścieżka C:\\dane\\szlaki. {_PROSE}{_NOTES}",
}
