"""Small files of each format around what is to grow."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

NOTE = "A. Wierzba, Brody Narwi, Łomża 2003, s. {}."
WORD = "rzeka płynie przez miasto "
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Shape = Callable[[int], str | bytes]


def rows(row: str, count: int) -> str:
    return "".join(row.replace("#", str(i)) for i in range(1, count + 1))


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def tex(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def jats(body: str, back: str = "") -> str:
    return f'<article article-type="x" dtd-version="1.2"><front/><body>{body}</body><back>{back}</back></article>'


def tei(body: str) -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def docx(body: str, notes: str = "") -> bytes:
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" Type="{related}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="b" '
            f'Type="{related}/footnotes" Target="footnotes.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
        }
    )


def odt(body: str) -> bytes:
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{name}="{urn}{name}:1.0"' for name in ("office", "text", "table"))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content{spaces}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        }
    )


def epub(chapters: list[str]) -> bytes:
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
    names = [f"c{i}.xhtml" for i in range(len(chapters))]
    items = "".join(f'<item id="i{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    order = "".join(f'<itemref idref="i{n}"/>' for n in names)
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="content.opf"/></rootfiles></container>',
            "content.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}'
            "</spine></package>",
            **{name: f"{head}{body}</body></html>" for name, body in zip(names, chapters, strict=True)},
        }
    )


def pdf(pages: list[list[str]]) -> bytes:
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


def line(x: float, y: float, text: str, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET"


def prose(page: int) -> list[str]:
    prose = [line(60, 760 - 14 * row, f"the ferry left the town {row} at noon and came back in the evening") for row in
             range(40)]  # fmt: skip
    mark = [line(380, 764, str(page), 6), "60 140 m 160 140 l S"]
    return [*prose, *mark, line(60, 128, str(page), 6), line(66, 124, f"Osier, Ferries, London 1998, p. {page}.", 8)]
