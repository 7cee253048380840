"""What must hold of a DOCX whose notes were set again, told from its XML alone: nothing here is bibtool's."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANCHORS = re.compile(
    rb'<w:commentRangeStart w:id="\d+"/>|<w:commentRangeEnd w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>'
)
# What a comment adds to a package.
COMMENTS = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/comments.xml"}
NOTES = {
    f"word/{rels}{kind}notes.xml{end}" for kind in ("foot", "end") for rels, end in (("", ""), ("_rels/", ".rels"))
}


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def notes(path: Path) -> dict[str, bytes]:
    """The bytes of each note, by kind and id."""
    found: dict[str, bytes] = {}
    for kind in ("footnote", "endnote"):
        data = part(path, f"word/{kind}s.xml")
        for match in re.finditer(rf'<w:{kind} [^>]*?w:id="(-?\d+)".*?</w:{kind}>'.encode(), data, re.DOTALL):
            found[f"{kind}{match.group(1).decode()}"] = match.group()
    return found


def texts(path: Path, view: str = "now") -> dict[str, str]:
    """The text of each note: as it shows (``now``), with all of bibtool's changes ``accepted``, or ``rejected``."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        data = part(path, f"word/{kind}s.xml")
        for element in ET.fromstring(data) if data else ():
            found[f"{kind}{element.get(W + 'id')}"] = "".join(_letters(element, view))
    return found


def _letters(element: ET.Element, view: str) -> list[str]:
    name = element.tag.removeprefix(W)
    own = element.get(W + "author") == "bibtool"
    if name == "ins" and own and view == "rejected":
        return []
    if name in ("del", "moveFrom") and not (own and view == "rejected"):
        return []
    if name in ("t", "delText"):
        return [element.text or ""]
    if name in ("tab", "br", "noBreakHyphen"):
        return [{"tab": "\t", "br": "\n"}.get(name, "-")]
    if name == "sym":
        return [f"<{element.get(W + 'char')}>"]
    inner = [letter for child in element for letter in _letters(child, view)]
    return [*inner, "\n\n"] if name == "p" else inner


def balanced(path: Path) -> bool:
    """Every complex field of the notes begins, and ends, in its own note."""
    for data in notes(path).values():
        kinds = re.findall(rb'w:fldCharType="(\w+)"', data)
        depth = 0
        for kind in kinds:
            depth += {b"begin": 1, b"end": -1}.get(kind, 0)
            if depth < 0:
                return False
        if depth:
            return False
    return True


def same_but_for_notes(before: Path, after: Path) -> None:
    """Every part but those of the notes is byte for byte the same; of the body only anchors of comments are new."""
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        compared = 0
        for name in old.namelist():
            if name in NOTES:
                continue
            was, now = old.read(name), new.read(name)
            if name == "word/document.xml" and was != now:
                # comments that stood there before are in both
                assert ANCHORS.sub(b"", now) == ANCHORS.sub(b"", was), "only anchors of comments are new in the body"
            elif was != now:
                assert name in COMMENTS, name
                assert _grown(was, now), f"{name} is more than its old bytes and new rows"
            compared += 1
        assert compared >= 3
        extra = set(new.namelist()) - set(old.namelist())
        assert extra <= COMMENTS | NOTES, extra


def _grown(was: bytes, now: bytes) -> bool:
    """Is ``now`` the old bytes with something put in at one place?"""
    head = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), len(was))
    tail = len(was) - head
    return len(now) > len(was) and (not tail or now.endswith(was[head:]))


def comments(path: Path) -> list[str]:
    """The texts of bibtool's comments."""
    data = part(path, "word/comments.xml")
    rows = [row for row in (ET.fromstring(data) if data else ()) if row.get(W + "author") == "bibtool"]
    return ["".join(t.text or "" for t in row.iter(W + "t")) for row in rows]


def anchored(path: Path) -> list[str]:
    """The ids of the notes at whose references a comment stands."""
    found: list[str] = []
    body = part(path, "word/document.xml")
    pattern = (
        rb'<w:commentRangeStart w:id="(\d+)"/>(?P<child>.*?)<w:commentRangeEnd w:id="\1"/>'
        rb'<w:r><w:commentReference w:id="\1"/></w:r>|<w:r><w:commentReference w:id="\d+"/></w:r>(?P<own>.*?</w:r>)'
    )
    for match in re.finditer(pattern, body, re.DOTALL):
        inner = match.group("child") or match.group("own") or b""
        found += [one.decode() for one in re.findall(rb'(?:foot|end)noteReference[^>]*?w:id="(\d+)"', inner)]
    return found
