"""DOCX files made by hand for tests, part by part."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EXTERNAL = ' TargetMode="External"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


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


def field(code: str, *result: str) -> str:
    """A complex field with the runs of its result."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = f'{char.format("begin")}<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return f"{begin}{char.format('separate')}{''.join(result)}{char.format('end')}"


def control(tag: str, *content: str) -> str:
    """A content control."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{"".join(content)}</w:sdtContent></w:sdt>'


def content_types(parts: dict[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("footnotes", "footnotes"),
            ("endnotes", "endnotes"),
            ("comments", "comments"),
            ("settings", "settings"),
            ("styles", "styles"),
        )
        if f"word/{name}.xml" in parts
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    png = '<Default Extension="png" ContentType="image/png"/>'
    return f'<Types xmlns="{TYPES}">{rels}{xml}{png}{rows}</Types>'


def relationships(*rows: tuple[str, str, str, bool]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{EXTERNAL * out}/>'
        for key, kind, target, out in rows
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {W} {R}>{content}</w:{root}>'


def docx(body: str, *, footnotes: str = "", endnotes: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """A package with a main part, its notes and whatever ``extra`` adds or replaces."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "",
        "_rels/.rels": relationships(("r0", "officeDocument", "word/document.xml", False)),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            *([("f", "footnotes", "footnotes.xml", False)] if footnotes else []),
            *([("e", "endnotes", "endnotes.xml", False)] if endnotes else []),
        ),
    }
    separator = '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'
    if footnotes:
        parts["word/footnotes.xml"] = part("footnotes", separator.format("footnote") + footnotes)
    if endnotes:
        parts["word/endnotes.xml"] = part("endnotes", separator.format("endnote") + endnotes)
    parts.update(extra or {})
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"] or content_types(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
