"""The package of a DOCX: its ZIP archive and XML parts, read with suspicion (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.readers.reader import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

# A document.xml of 64 MB is a text of some ten thousand pages.  Word's XML deflates 10 to 40 times; 200 is more than
# any text reaches, and it matters only for parts that are large.
LARGEST_PART = 64 << 20
_RATIO = 200
_SMALL = 8 << 20
_MOST_PARTS = 20_000
_ENCRYPTED = 0x1  # APPNOTE.TXT 4.4.4, bit 0
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def local(element: _Element) -> str:
    """The name of an element without its namespace (the strict and the transitional one differ); "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return None


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element


class Package(Struct):
    """An opened DOCX, ODT or EPUB.  Every method raises ReadError with a clear reason for what cannot be read."""

    name: str
    archive: zipfile.ZipFile
    parts: dict[str, str] = field(default_factory=dict)  # lower-cased name -> name (part names ignore case)
    kind: str = "DOCX"  # what messages call it

    @classmethod
    def open(cls, data: bytes, name: str, kind: str = "DOCX") -> Package:
        """Open an archive; nothing is unpacked yet."""
        if not data:
            raise ReadError(Code.EMPTY_INPUT, name=name)
        if data.startswith(_OLE):
            raise ReadError(Code.OLD_OR_ENCRYPTED_DOCUMENT, name=name)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
            raise ReadError(Code.NOT_A_DOCX, name=name, kind=kind, reason="no ZIP archive") from None
        names = archive.namelist()
        if len(names) > _MOST_PARTS:
            raise ReadError(Code.ARCHIVE_TOO_LARGE, name=name, part=f"{len(names)} parts")
        return cls(name, archive, {n.lower().lstrip("/"): n for n in names}, kind)

    def xml(self, part: str) -> _Element | None:
        """The root of a part, None where the package has no such part."""
        from lxml import etree

        real = self.parts.get(part.lower().lstrip("/"))
        if real is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.content(real), parser)
        except etree.XMLSyntaxError as error:
            # its own words say the place twice; msg ends with the place as well
            what = (error.msg or "").partition(", line ")[0]
            raise ReadError(
                Code.BAD_XML_PART, name=self.name, part=part, reason=f"no well-formed XML (line {error.lineno}): {what}"
            ) from None
        except ValueError as error:
            raise ReadError(Code.BAD_XML_PART, name=self.name, part=part, reason=str(error)) from None
        # "DTD declarations shall not be used in the XML markup" (ECMA-376-2, XML usage): a file that has one is not
        # from a word processor.
        info = root.getroottree().docinfo
        if info is not None and info.internalDTD is not None:
            raise ReadError(Code.BAD_XML_PART, name=self.name, part=part, reason="it declares a DTD or entities")
        return root

    def content(self, real: str) -> bytes:
        """The bytes of a part by its real name; one that is too large for what it is raises."""
        info = self.archive.getinfo(real)
        too_much = info.file_size > max(_SMALL, info.compress_size * _RATIO)
        if info.file_size > LARGEST_PART or too_much:
            raise ReadError(Code.ARCHIVE_TOO_LARGE, name=self.name, part=f"{real}, {info.file_size} bytes")
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(Code.NOT_A_DOCX, name=self.name, kind=self.kind, reason=f"{real}: encrypted")
        try:
            with self.archive.open(info) as stream:
                # The declared size may lie.
                data = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
            raise ReadError(Code.NOT_A_DOCX, name=self.name, kind=self.kind, reason=f"{real}: {error}") from None
        if len(data) > LARGEST_PART:
            raise ReadError(Code.ARCHIVE_TOO_LARGE, name=self.name, part=real)
        return data

    def main_part(self) -> str:
        """The document's main part: where the package's relationships say, usually ``word/document.xml``."""
        for kind, target, _ in self.relationships(""):
            if kind == "officeDocument" and target.lower() in self.parts:
                return target
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        raise ReadError(
            Code.NOT_A_DOCX, name=self.name, kind=self.kind, reason="the archive holds no word/document.xml"
        )

    def relationships(self, part: str) -> Iterator[tuple[str, str, str]]:
        """(kind, target, id) of what a part refers to; targets inside the package as part names."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for row in root if root is not None else ():
            target = attribute(row, "Target") or ""
            kind = (attribute(row, "Type") or "").rpartition("/")[2]
            if attribute(row, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield kind, target, attribute(row, "Id") or ""
