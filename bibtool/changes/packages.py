"""Named parts of a ZIP package changed by edits of its bytes: every other part stays as it is stored, bit for bit.

Only the entries of changed parts and the central directory are written anew (APPNOTE.TXT 6.3.10, 4.3).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from msgspec import Struct

from bibtool.changes.edits import Edit, EditError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_START = b"PK\x03\x04"
_LARGE = 0xFFFFFFFF
_MOST = 0xFFFF
_DEFLATED = 8
_UTF8 = 0x800
# The earliest date that ZIP knows, for new parts: the bytes must not depend on the day.
_DATE = (0, 33)


def is_package(data: bytes) -> bool:
    """Are these the bytes of a ZIP archive?"""
    return data.startswith(_START) and zipfile.is_zipfile(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package by its name.  Raises :class:`EditError` for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise EditError(f"no package: {error}") from None


class _Entry(Struct, frozen=True):
    """A row of the central directory: its fields, its name, what follows the name, and where its part ends."""

    fields: tuple[int, ...]
    name: bytes
    rest: bytes
    end: int

    @property
    def start(self) -> int:
        return self.fields[-1]

    @property
    def text(self) -> str:
        return self.name.decode("utf-8" if self.fields[2] & _UTF8 else "cp437")

    def row(self, fields: tuple[int, ...]) -> bytes:
        return _CENTRAL.pack(b"PK\x01\x02", *fields) + self.name + self.rest


def part_edits(data: bytes, changed: Mapping[str, bytes | None]) -> tuple[Edit, ...]:
    """The edits that give a package other ``changed`` parts by name, new ones at its end; None takes a part out.

    Raises :class:`EditError` for a package that is none, that is larger than ZIP without its extensions can say, or
    whose entries overlap, and for a part to be taken out that is not there.
    """
    entries, directory = _entries(data)
    known = {entry.text: entry for entry in entries}
    missing = [name for name, content in changed.items() if content is None and name not in known]
    if missing:
        raise EditError(f"the package has no part {missing[0]}")
    edits: list[Edit] = []
    rows: list[bytes] = []
    starts: dict[int, int] = {}
    moved = 0
    for entry in sorted(entries, key=lambda one: one.start):
        starts[entry.start] = entry.start + moved
        content = changed.get(entry.text)
        if entry.text in changed:
            new = b"" if content is None else _stored(entry.name, entry.fields, content)[0]
            edits.append(Edit(entry.start, entry.end, new))
            moved += len(new) - (entry.end - entry.start)
    for entry in entries:
        content = changed.get(entry.text)
        if entry.text not in changed:
            rows.append(entry.row((*entry.fields[:-1], starts[entry.start])))
        elif content is not None:
            _, fields = _stored(entry.name, entry.fields, content)
            rows.append(entry.row((*fields, starts[entry.start])))
    at = directory + moved
    added = b""
    for name in sorted(changed.keys() - known.keys()):
        content = changed[name]
        assert content is not None  # a part to be taken out is known
        raw = name.encode("utf-8")
        base = (20, 20, _UTF8 if not name.isascii() else 0, _DEFLATED, *_DATE, 0, 0, 0, len(raw), 0, 0, 0, 0, 0, 0)
        stored, fields = _stored(raw, base, content)
        rows.append(_CENTRAL.pack(b"PK\x01\x02", *fields, at + len(added)) + raw)
        added += stored
    at += len(added)
    listed = b"".join(rows)
    comment = data[-_comment(data) :] if _comment(data) else b""
    if len(rows) >= _MOST or at + len(listed) >= _LARGE:
        raise EditError("the package would be too large")
    end = _END.pack(b"PK\x05\x06", 0, 0, len(rows), len(rows), len(listed), at, len(comment)) + comment
    return (*edits, Edit(directory, len(data), added + listed + end)) if changed else ()


def _stored(name: bytes, fields: tuple[int, ...], content: bytes) -> tuple[bytes, tuple[int, ...]]:
    """A part as it is stored, and the fields of its row but for the place; compressed as it was, else deflated."""
    made, needs, flags, method, time, date, _, _, _, length, *others = fields
    if method not in (0, _DEFLATED):
        method, needs = _DEFLATED, 20
    flags &= _UTF8  # the sizes stand before the part, and nothing is encrypted
    packed = content
    if method == _DEFLATED:
        squeeze = zlib.compressobj(level=6, wbits=-15)
        packed = squeeze.compress(content) + squeeze.flush()
    if max(len(content), len(packed)) >= _LARGE:
        raise EditError("the part is too large")
    sizes = (zlib.crc32(content), len(packed), len(content))
    head = _LOCAL.pack(_START, needs, flags, method, time, date, *sizes, len(name), 0)
    return head + name + packed, (made, needs, flags, method, time, date, *sizes, length, *others[:-1])


def _comment(data: bytes) -> int:
    """How long the comment at the end of an archive is."""
    first = max(0, len(data) - _END.size - _MOST)
    at = len(data)
    while (at := data.rfind(b"PK\x05\x06", first, at + 3)) >= 0:  # a comment may hold these letters too
        length = int(_END.unpack_from(data, at)[-1]) if at + _END.size <= len(data) else -1
        if at + _END.size + length == len(data):
            return length
    raise EditError("no package: it has no end")


def _entries(data: bytes) -> tuple[list[_Entry], int]:
    """The rows of the central directory in their order, and where it begins."""
    end = len(data) - _comment(data) - _END.size
    _, disk, first, here, total, size, directory, _ = _END.unpack_from(data, end)
    if disk or first or here != total or _MOST in (total,) or _LARGE in (size, directory):
        raise EditError("a package of several files, or one that needs the extensions for large ones")
    if directory + size != end:
        raise EditError("no package: its central directory is not where it says")
    rows: list[tuple[tuple[int, ...], bytes, bytes]] = []
    at = directory
    for _ in range(total):
        if at + _CENTRAL.size > end:
            raise EditError("no package: its central directory is cut off")
        signature, *fields = _CENTRAL.unpack_from(data, at)
        name, extra, comment = fields[9:12]
        stop = at + _CENTRAL.size + name + extra + comment
        if signature != b"PK\x01\x02" or stop > end or _LARGE in (fields[7], fields[8], fields[-1]):
            raise EditError("no package, or one that needs the extensions for large ones")
        rows.append((tuple(fields), data[at + _CENTRAL.size :][:name], data[at + _CENTRAL.size + name : stop]))
        at = stop
    starts = sorted(fields[-1] for fields, _, _ in rows)
    ends = dict(zip(starts, [*starts[1:], directory][: len(starts)], strict=True))
    if len(ends) != len(rows):
        raise EditError("two parts of the package lie in one place")
    entries = [_Entry(fields, name, rest, ends[fields[-1]]) for fields, name, rest in rows]
    for entry in entries:
        inside = entry.end - entry.start >= _LOCAL.size + len(entry.name) + entry.fields[7]
        if not data.startswith(_START, entry.start) or not inside:
            raise EditError(f"the part {entry.text} overlaps another")
    if len({entry.text for entry in entries}) != len(entries):
        raise EditError("two parts of the package have one name")
    return entries, directory
