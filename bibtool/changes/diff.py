"""A change for people: lines of text that go and come; of a package its parts, and the lines of their text."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from bibtool.changes.change import Change, ChangeSet
from bibtool.changes.edits import EditError
from bibtool.changes.packages import is_package, parts
from bibtool.text.decoding import NotTextError, decode

# What ends a line of the text of an XML part: paragraphs of WordprocessingML, OpenDocument and HTML are all called so.
_PARAGRAPH = "p"
_RELATIONSHIP = "Relationship"  # of a package: where a link leads
# Tracked changes of WordprocessingML and HTML.
_DELETED, _INSERTED = ("[-", "-]"), ("{+", "+}")
_TRACKED = {"del": _DELETED, "moveFrom": _DELETED, "ins": _INSERTED, "moveTo": _INSERTED}
_CUT = "\\ No newline at end of file\n"


def unified(change_set: ChangeSet) -> str:
    """All changes as a unified diff; "" where nothing changes."""
    return "".join(of_change(change) for change in change_set.changes)


def of_change(change: Change) -> str:
    """One change as a unified diff; "" where nothing changes."""
    before, after = change.before, change.after
    if before == after:
        return ""
    old = "/dev/null" if before is None else change.path
    if is_package(after) and (not before or is_package(before)):
        try:
            return "".join(_package(old, change.path, before, after))
        except EditError:
            pass  # an archive that cannot be unpacked is shown by its size
    else:
        lines = _lines(before or b""), _lines(after)
        if lines[0] is not None and lines[1] is not None:
            return "".join([f"--- {old}\n+++ {change.path}\n", *_hunks(lines[0], lines[1])])
    return f"--- {old}\n+++ {change.path}\n{len(before or b'')} bytes -> {len(after)} bytes\n"


def _package(old: str, new: str, before: bytes | None, after: bytes) -> Iterator[str]:
    was, will = parts(before) if before else {}, parts(after)
    yield f"--- {old}\n+++ {new}\n"
    for name in [*was, *(name for name in will if name not in was)]:
        one, other = was.get(name), will.get(name)
        if one == other:
            continue
        yield f"{name}: {_size(one)} -> {_size(other)}\n"
        lines = _paragraphs(one or b""), _paragraphs(other or b"")
        if lines[0] is not None and lines[1] is not None:
            yield from _hunks(lines[0], lines[1])


def _size(content: bytes | None) -> str:
    return "nothing" if content is None else f"{len(content)} bytes"


def _hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    for line in list(difflib.unified_diff(before, after, n=1))[2:]:
        yield line if line.endswith("\n") else f"{line}\n{_CUT}"


def _lines(data: bytes) -> list[str] | None:
    """The lines of a text, in whatever encoding; None for what is no text."""
    try:
        text = decode(data).text if data else ""
    except NotTextError:
        return None
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _paragraphs(data: bytes) -> list[str] | None:
    """The text of an XML part, a paragraph a line, with tracked changes as ``git diff --word-diff`` marks words:
    ``[-old-]{+new+}``; None for what is no XML, or declares entities."""
    lines: list[str] = []
    text: list[str] = []
    opened: list[tuple[tuple[str, str], int]] = []  # tracked changes: their signs, and where in ``text`` they begin

    def marked(signs: tuple[str, str], begin: int) -> None:
        if "".join(text[begin:]).strip():  # the mark of a paragraph is changed by an empty element
            text[begin:] = [signs[0], *text[begin:], signs[1]]

    def began(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == _RELATIONSHIP and "Target" in attributes:
            lines.append(f"{attributes['Target']}\n")
        if (signs := _TRACKED.get(name.rpartition(":")[2])) is not None:
            opened.append((signs, len(text)))

    def ended(name: str) -> None:
        local = name.rpartition(":")[2]
        if local in _TRACKED:
            marked(*opened.pop())
        elif local == _PARAGRAPH:
            for signs, begin in reversed(opened):
                marked(signs, begin)
            line = " ".join("".join(text).split())
            if line:
                lines.append(f"{line}\n")
            text.clear()
            opened[:] = [(signs, 0) for signs, _ in opened]

    def declared(*_: object) -> None:
        raise EditError("a document type")

    if not data:
        return []
    parser = expat.ParserCreate()
    parser.StartElementHandler = began
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, EditError):
        return None
    return lines
