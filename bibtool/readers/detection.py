"""What kind of file bytes are: their content decides, the name only where the content says nothing.

Binary formats are told by their signatures, ZIP archives by their parts, texts by :mod:`bibtool.readers.text_kind`.
"""

from __future__ import annotations

import io

from msgspec import Struct

from bibtool.readers.kinds import Family, Kind, by_ending, kinds
from bibtool.readers.text_kind import is_markdown, kind_of_text
from bibtool.text.decoding import NotTextError, decode

_HEAD = 1 << 18  # bytes of a text that are looked at; a multiple of four, for UTF-32
_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"SQLite format 3\0", "sqlite"),
    (b"AT&TFORM", "djvu"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\0", "program"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"fLaC", "media"),
)
# The file "mimetype" is the first of an EPUB or OpenDocument archive, and not packed (ODF 1.3 part 2, 3.3; OCF, 4.3).
_MIMETYPES = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "slides",
}
_PARTS = (("word/", "docx"), ("xl/", "spreadsheet"), ("ppt/", "slides"), ("meta-inf/container.xml", "epub"))


class Detected(Struct, frozen=True):
    """The kind; ``ending`` is the kind that the name promises, where it is another one."""

    kind: Kind
    ending: Kind | None = None


def detect(data: bytes, name: str) -> Detected:
    """The kind of ``data``.  Bytes that are no text in any encoding, and say nothing, go by the name.

    A text without the signs of any format is an article, whatever its name; only readers that say what is wrong with
    such a text (DOCX, notes) keep theirs, and an empty file is what it is called.
    """
    told = by_ending(name)
    found = _content(data, told)
    if found is None:
        chosen = told or kinds()["text"]
        return Detected(chosen)
    return Detected(kinds()[found], told if told is not None and told.name != found else None)


def _content(data: bytes, told: Kind | None) -> str | None:
    if b"%PDF-" in data[:1024]:  # a reader of PDF takes the header anywhere there (ISO 32000-1, Annex H.3.4.1)
        return "pdf"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(data, told)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in (b"heic", b"avif", b"mif1") else "media"
    if data[60:68] == b"BOOKMOBI":
        return "mobi"
    try:
        text = decode(data[:_HEAD]).text
    except NotTextError:
        return None
    if not text.strip():
        return None
    found = kind_of_text(text, complete=len(data) <= _HEAD, tail=_tail(data), ending=told.name if told else "")
    if found is None and is_markdown(text, named=told is not None and told.name == "markdown"):
        return "markdown"
    if found is None and told is not None and told.name in ("docx", "notes"):
        return told.name
    if found is None and told is not None and told.name == "csl-json" and text.lstrip("\ufeff").lstrip()[:1] in "[{":
        return told.name  # damaged beyond recognition, or cut: its reader names the line
    if found == "json" and told is not None and told.name == "notes":
        return "notes"  # its reader names the lines that are no notes
    if found is None and told is not None and told.name == "latex" and "\\" in text:
        return "latex"
    return found or "text"


def _tail(data: bytes) -> str:
    return data[-400:].replace(b"\0", b"").decode("ascii", "ignore")


def _archive(data: bytes, told: Kind | None) -> str:
    import zipfile  # of no use to most commands

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower().lstrip("/") for name in archive.namelist()]
            mimetype = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "ignore").strip()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, KeyError):
        # its reader says what is wrong with a damaged one
        packed = told is not None and (told.family is Family.DOCUMENT or told.name in _MIMETYPES.values())
        return told.name if told is not None and packed else "docx"
    if mimetype in _MIMETYPES:
        return _MIMETYPES[mimetype]
    for part, kind in _PARTS:
        if any(name.startswith(part) for name in names):
            return kind
    from bibtool.readers.html_zip import page_of

    if page_of(names) is not None:
        return "html-zip"
    return "docx" if told is not None and told.name == "docx" else "archive"
