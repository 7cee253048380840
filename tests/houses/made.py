"""What the documents of presses and platforms have in common: invented works, and what a reader should find."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

WORKS = (
    "J. Kowal, Młyny wodne Mazowsza, Płock 1998, s. 45.",
    "A. Lis, Wieża ciśnień w Toruniu, „Roczniki Nadwiślańskie” 2004, t. 12, s. 33–41.",
    "Орлов Р. С. Речные переправы Полесья. – Минск: Наука, 2009. – 214 с.",
    "M. Harwood, The Ferrymen of the Vistula, Oxford 2011, pp. 12–19.",
    "Левченко О. П. Млини Поділля. Київ : Либідь, 2013. 180 с.",
    "K. Bielak, Śluzy Kanału Górnego, [w:] Drogi wodne, red. T. Sowa, Gdańsk 2001, s. 101–118.",
    "H. Brunner, Die Mühlen an der Weichsel, Göttingen 1987, S. 77.",
    "E. Zawada, Flisacy i oryle, Warszawa 2015, s. 9.",
    "P. Wrona, Mosty łyżwowe, https://mosty.example/lyzwowe (dostęp: 5.03.2021).",
    "Там же. С. 18.",
    "Tamże, s. 47.",
    "S. Dąb, Prom w Kazimierzu, „Przegląd Rzeczny” 1999, nr 3, s. 5–17.",
    "Ibid., p. 20.",
    "J. Kowal, dz. cyt., s. 52.",
    "N. Okoń, Port drzewny, Toruń 2018, s. 201.",
    "Савич И. В. Паромы Припяти // Вестник рек. 2016. № 4. С. 21–30.",
)
ENTRIES = (
    "Bielak K., Śluzy Kanału Górnego, Gdańsk 2001.",
    "Brunner H., Die Mühlen an der Weichsel, Göttingen 1987.",
    "Dąb S., Prom w Kazimierzu, „Przegląd Rzeczny” 1999, nr 3, s. 5–17.",
    "Harwood M., The Ferrymen of the Vistula, Oxford 2011.",
    "Kowal J., Młyny wodne Mazowsza, Płock 1998.",
    "Lis A., Wieża ciśnień w Toruniu, „Roczniki Nadwiślańskie” 2004, t. 12, s. 33–41.",
    "Zawada E., Flisacy i oryle, Warszawa 2015.",
    "Левченко О. П. Млини Поділля. Київ : Либідь, 2013. 180 с.",
    "Орлов Р. С. Речные переправы Полесья. – Минск: Наука, 2009. – 214 с.",
)
SENTENCES = (
    "Pierwsze młyny wodne stanęły nad rzeką w XIV wieku",
    "Przeprawa promowa działała tu do połowy XX wieku",
    "Flisacy zatrzymywali się zwykle poniżej ujścia kanału",
    "O rozbudowie portu zdecydowano dopiero po wielkiej powodzi",
    "Mosty łyżwowe rozbierano każdej zimy",
    "Wieża ciśnień służyła miastu przez sto lat",
)


@dataclass(frozen=True)
class Made:
    """A document and what stands in it: notes as (number, text), entries of its lists, numbers that have a mark."""

    name: str
    data: bytes
    notes: list[tuple[str, str]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)


def numbered(*texts: str, start: int = 1) -> list[tuple[str, str]]:
    return [(str(start + i), text) for i, text in enumerate(texts)]


def package(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPECIAL = (
    '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    '<w:{0} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{0}>'
)


def docx(body: str, footnotes: str = "", endnotes: str = "", settings: str = "") -> bytes:
    """A package of Word around the XML of its body and notes."""
    parts = {"document": f"<w:body>{body}</w:body>"}
    if footnotes:
        parts["footnotes"] = SPECIAL.format("footnote") + footnotes
    if endnotes:
        parts["endnotes"] = SPECIAL.format("endnote") + endnotes
    if settings:
        parts["settings"] = settings
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{head}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/word/{p}.xml" ContentType="{PART}.{"document.main" if p == "document" else p}+xml"/>'
            for p in parts
        )
        + "</Types>",
        "_rels/.rels": f'{head}<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{OFFICE}/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{RELATED}">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{OFFICE}/{p}" Target="{p}.xml"/>'
            for i, p in enumerate(parts, 1)
            if p != "document"
        )
        + "</Relationships>",
    }
    for part, content in parts.items():
        files[f"word/{part}.xml"] = f'{head}<w:{part} xmlns:w="{W}" xmlns:r="{OFFICE}">{content}</w:{part}>'
    return package(files)


def run(text: str, properties: str = "") -> str:
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{around}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, properties: str = "") -> str:
    around = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{around}{''.join(content)}</w:p>"


def call(number: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def word_note(number: int, *paragraphs: str, kind: str = "footnote", mark: str = "") -> str:
    ref = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark or f"<w:{kind}Ref/>"}</w:r>'
    first, *rest = paragraphs
    first = first if first.startswith("<") else run(" " + first)
    inner = para(ref, first) + "".join(r if r.startswith("<w:p>") else para(run(r)) for r in rest)
    return f'<w:{kind} w:id="{number}">{inner}</w:{kind}>'


ODT_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
)


def odt(body: str, styles: str = "") -> bytes:
    """A package of OpenDocument around the XML of its text."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{ODT_HEAD}<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:text>{body}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
            'opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path='
            '"content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )


def odt_note(number: int, *paragraphs: str, kind: str = "footnote", label: str = "", shown: str = "") -> str:
    attribute = f' text:label="{label}"' if label else ""
    inner = "".join(p if p.startswith("<text:") else f"<text:p>{p}</text:p>" for p in paragraphs)
    return (
        f'<text:note text:id="{kind[0]}tn{number}" text:note-class="{kind}"><text:note-citation{attribute}>'
        f"{label or shown or number}</text:note-citation><text:note-body>{inner}</text:note-body></text:note>"
    )


CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def epub(chapters: dict[str, str]) -> bytes:
    """A book of EPUB 3: the chapters by file name, each the content of its body."""
    items = "".join(f'<item id="i{i}" href="{n}" media-type="application/xhtml+xml"/>' for i, n in enumerate(chapters))
    order = "".join(f'<itemref idref="i{i}"/>' for i in range(len(chapters)))
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x'
        "</dc:identifier><dc:title>Rzeki</dc:title><dc:language>pl</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>",
    }
    for name, content in chapters.items():
        files[f"OEBPS/{name}"] = (
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops" lang="pl"><head><title>Rzeki</title></head><body>{content}'
            "</body></html>"
        )
    return package(files)
