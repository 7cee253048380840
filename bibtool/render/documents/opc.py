"""An Office Open XML package: parts with their content types and relationships, zipped (ECMA-376, part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from lxml.etree import _Element

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = "application/xml"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
# The earliest date that ZIP knows: the bytes must not depend on the day.
DATE = (1980, 1, 1, 0, 0, 0)


class Relationships(Struct):
    """What one part points to.  ``id`` gives the same identifier for the same target."""

    rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    prefix: str = "rId"

    def id(self, kind: str, target: str, external: bool = False) -> str:
        """The identifier of a relationship, made at the first call."""
        return self.rows.setdefault((kind, target, external), f"{self.prefix}{len(self.rows) + 1}")

    def xml(self) -> _Element:
        """The part that holds them."""
        name = f"{_PACKAGE}/relationships"
        root = plain_element(name, "Relationships")
        self.add_to(root)
        return root

    def add_to(self, root: _Element) -> None:
        """Append them to a part that has others; ``prefix`` keeps the identifiers apart."""
        from lxml import etree

        name = f"{_PACKAGE}/relationships"
        for (kind, target, external), identifier in self.rows.items():
            row = etree.SubElement(root, f"{{{name}}}Relationship", Id=identifier, Type=kind, Target=target)
            if external:
                row.set("TargetMode", "External")


class Part(Struct, frozen=True):
    """One part: its content type, its XML, and what it points to."""

    type: str
    root: _Element
    relationships: Relationships = field(default_factory=Relationships)


def package(parts: Mapping[str, Part], relationships: Relationships) -> bytes:
    """The archive of ``parts`` (by name, without a slash before it); the same parts give the same bytes."""
    files: dict[str, _Element] = {"[Content_Types].xml": _types(parts), "_rels/.rels": relationships.xml()}
    for name, part in parts.items():
        files[name] = part.root
        if part.relationships.rows:
            folder, _, file = name.rpartition("/")
            files[f"{folder}/_rels/{file}.rels"] = part.relationships.xml()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, root in files.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells the system that it was made on
            archive.writestr(info, xml_bytes(root))
    return out.getvalue()


def plain_element(namespace: str, tag: str) -> _Element:
    """A root whose namespace is the default one."""
    from lxml import etree

    return etree.fromstring(f'<{tag} xmlns="{namespace}"/>')


def _types(parts: Mapping[str, Part]) -> _Element:
    from lxml import etree

    name = f"{_PACKAGE}/content-types"
    root = plain_element(name, "Types")
    for extension, kind in (("rels", _RELS), ("xml", _XML)):
        etree.SubElement(root, f"{{{name}}}Default", Extension=extension, ContentType=kind)
    for path, part in parts.items():
        etree.SubElement(root, f"{{{name}}}Override", PartName=f"/{path}", ContentType=part.type)
    return root


def xml_bytes(root: _Element) -> bytes:
    """A part as it stands in the archive."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
