"""OpenDocument texts: paragraphs, real footnotes, links and languages (ODF 1.3, part 3)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from bibtool.render.documents.calls import BETWEEN, one_line, paragraphs
from bibtool.render.documents.fragment import uri
from bibtool.render.documents.kind import DocumentKind
from bibtool.render.documents.opc import DATE
from bibtool.render.documents.wordml import Piece, pieces, word_language
from bibtool.render.engine import RenderedNote, Section
from bibtool.render.markup import printable

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MIMETYPE = "application/vnd.oasis.opendocument.text"
# Formatting as attributes of style:text-properties (20.1 ff.).
LOOKS: dict[tuple[str, str], str] = {
    ("font-weight", "bold"): 'fo:font-weight="bold"',
    ("font-style", "italic"): 'fo:font-style="italic"',
    ("font-style", "oblique"): 'fo:font-style="oblique"',
    ("font-variant", "small-caps"): 'fo:font-variant="small-caps"',
    ("text-decoration", "underline"): 'style:text-underline-style="solid"',
    ("vertical-align", "sup"): 'style:text-position="super 58%"',
    ("vertical-align", "sub"): 'style:text-position="sub 58%"',
}
_STYLES = (
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
    'style:parent-style-name="Standard" style:default-outline-level="1"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="Bibliography" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-left="0.5in" fo:text-indent="-0.5in"/></style:style>'
    '<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-size="10pt"/></style:style>'
    '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"/>'
)


def looks_of(piece: Piece) -> tuple[str, ...]:
    """The attributes of a piece's style, in a fixed order; what was opened last counts."""
    last = dict(piece.looks)
    return tuple(attribute for look, attribute in LOOKS.items() if last.get(look[0]) == look[1])


def style_name(looks: Sequence[str], prefix: str = "Look") -> str:
    """The name of the automatic style for these attributes; "" for none."""
    return prefix + "".join(str([*LOOKS.values()].index(look)) for look in looks) if looks else ""


def style(looks: Sequence[str], prefix: str = "Look") -> str:
    """That style."""
    return (
        f'<style:style style:name="{style_name(looks, prefix)}" style:family="text"><style:text-properties '
        f"{' '.join(looks)}/></style:style>"
    )


def text_of(words: str) -> str:
    """Text with the white space that XML readers would fold (6.1.2, 6.1.3)."""
    made: list[str] = []
    for space, group in groupby(printable(words), lambda letter: letter == " "):
        run = "".join(group)
        if space and len(run) > 1:
            made.append(f' <text:s text:c="{len(run) - 1}"/>')
        else:
            made.append(escape(run, quote=False).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>"))
    return "".join(made)


def content_of(html: str, used: set[tuple[str, ...]]) -> str:
    """A fragment of HTML as the content of a paragraph; ``used`` learns which styles it needs."""
    made: list[str] = []
    for link, group in groupby(pieces(html), lambda piece: piece.link):
        inner = "".join(_span(piece, used) for piece in group)
        made.append(f'<text:a xlink:type="simple" xlink:href="{escape(uri(link))}">{inner}</text:a>' if link else inner)
    return "".join(made)


def _span(piece: Piece, used: set[tuple[str, ...]]) -> str:
    looks = looks_of(piece)
    if not looks:
        return text_of(piece.text)
    used.add(looks)
    return f'<text:span text:style-name="{style_name(looks)}">{text_of(piece.text)}</text:span>'


def bibliography(title: str, locale: str, sections: Sequence[Section]) -> bytes:
    """Title, headings of sections, entries in the style "Bibliography"."""
    used: set[tuple[str, ...]] = set()
    body = [_paragraph("Title", text_of(one_line(title)))]
    for section in sections:
        if section.heading:
            heading = text_of(one_line(section.heading))
            body.append(f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{heading}</text:h>')
        body += [_paragraph("Bibliography", content_of(entry.text, used)) for entry in section.entries]
    return _package(title, locale, body, used)


def notes(title: str, locale: str, notes: Sequence[RenderedNote]) -> bytes:
    """The sentences with real footnotes; a note that none calls has a paragraph of its own."""
    used: set[tuple[str, ...]] = set()
    body = [_paragraph("Title", text_of(one_line(title)))]
    count = 0
    for row in paragraphs(notes):
        content: list[str] = []
        for piece in row:
            if isinstance(piece, str):
                content.append(text_of(piece) if piece is not BETWEEN else _raised(piece, used))
                continue
            _, note = piece
            count += 1
            label = escape(printable(one_line(note.number)))
            content.append(
                f'<text:note text:id="ftn{count}" text:note-class="footnote"><text:note-citation text:label='
                f'"{label}">{label}</text:note-citation><text:note-body>'
                f"{_paragraph('Footnote', content_of(note.text, used))}</text:note-body></text:note>"
            )
        body.append(_paragraph("Standard", "".join(content)))
    return _package(title, locale, body, used)


def _raised(text: str, used: set[tuple[str, ...]]) -> str:
    return _span(Piece(text, (("vertical-align", "sup"),)), used)


def _paragraph(name: str, content: str) -> str:
    return f'<text:p text:style-name="{name}">{content}</text:p>'


def _package(title: str, locale: str, body: Iterable[str], used: set[tuple[str, ...]]) -> bytes:
    language, _, country = word_language(locale).partition("-")
    spoken = f' fo:language="{language}" fo:country="{country or "none"}"' if language else ""
    automatic = "".join(style(looks) for looks in sorted(used))
    parts = {
        "content.xml": f"{_HEAD}<office:document-content {_NAMES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"{_HEAD}<office:document-styles {_NAMES}><office:styles><style:default-style style:family="
        f'"paragraph"><style:text-properties fo:font-size="12pt"{spoken}/></style:default-style>{_STYLES}'
        "</office:styles></office:document-styles>",
        "meta.xml": f"{_HEAD}<office:document-meta {_NAMES}><office:meta><meta:generator>bibtool</meta:generator>"
        f"<dc:title>{escape(printable(one_line(title)), quote=False)}</dc:title>"
        f"<dc:language>{escape(printable(locale))}</dc:language></office:meta></office:document-meta>",
    }
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in parts
    )
    parts["META-INF/manifest.xml"] = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>{rows}'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # first and not packed (part 2, 3.3)
        archive.writestr(zipfile.ZipInfo("mimetype", DATE), _MIMETYPE, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


DOCUMENT = DocumentKind("odt", (".odt",), _MIMETYPE, "html", bibliography, notes)
