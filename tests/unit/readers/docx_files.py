"""DOCX files made by hand for tests, part by part."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTERNAL = ' TargetMode="External"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def italic(text: str) -> str:
    return run(text, "<w:i/>")


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def call(number: int, kind: str = "footnote", attributes: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {attributes}/></w:r>'


def note(number: int, *content: str, kind: str = "footnote") -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}">{paragraph(mark, run(" "), *content)}</w:{kind}>'


def relationships(*rows: tuple[str, str, str, bool]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{EXTERNAL * out}/>'
        for key, kind, target, out in rows
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {W} {R}>{content}</w:{root}>'


def docx(body: str, *, footnotes: str = "", endnotes: str = "", extra: dict[str, str] | None = None) -> bytes:
    """A package with a main part, its notes and whatever ``extra`` adds or replaces."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("r0", "officeDocument", "word/document.xml", False)),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            ("f", "footnotes", "footnotes.xml", False), ("e", "endnotes", "endnotes.xml", False)
        ),
    }
    separator = '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    if footnotes:
        parts["word/footnotes.xml"] = part("footnotes", separator.format("footnote") + footnotes)
    if endnotes:
        parts["word/endnotes.xml"] = part("endnotes", separator.format("endnote") + endnotes)
    parts.update(extra or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
