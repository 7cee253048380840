"""Bytes of an HTTP/1.x answer: its head and its body, read as browsers read them (RFC 9112, and what servers send).

h11 refuses stray lines among the headers, spaces before colons, control characters and lines before the status;
httptools 0.9 with every leniency on still refuses stray lines, spaces before colons, letters beyond ASCII in names
and a repeated length.  Chromium reads all of them, and so does this.  Pure: bytes in, values out.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from bibtool.text.patterns import regex

#: Bytes of status line and headers together: as many as Chromium reads (``kMaxHeaderBufSize``).
MOST_HEAD = 262_144
#: A chunk's size and its extensions.
_MOST_SIZE = 65_536
#: What may stand before the status line: Chromium passes over four bytes, some servers send a line end or two more.
_SLOP = 8
_STATUS = regex(rb"(?i)(?:HTTP(?:/(\d+)\.?(\d*))?|ICY)[ \t]*([^\r\n]*)")
_START = regex(rb"(?i)HTTP|ICY ")
_LENGTH = regex(rb"\d{1,18}")
_CODE = regex(rb"\s*(\d+)")
_SIZE = regex(rb"[ \t]*([0-9A-Fa-f]+)(?![\w.-])")
_END = regex(rb"\r?\n\r?\n")

Header = tuple[bytes, bytes]


class NoHttpError(Exception):
    """What came is no HTTP."""


class CutShortError(Exception):
    """The body ended before its end."""


class Head(Struct, frozen=True):
    """Status and headers as they came; names without the spaces around them."""

    status: int
    headers: tuple[Header, ...]
    old: bool = False  # HTTP/1.0: closes unless told otherwise

    def values(self, name: bytes) -> list[bytes]:
        """All values of a header, ``name`` in lower case."""
        return [value for key, value in self.headers if key.lower() == name]


def take_head(buffer: bytearray, *, ended: bool) -> Head | None:
    """The first head in ``buffer``, removed from it; None where more must come.

    ``ended``: nothing more will come, so that a head without its blank line is all that there is.
    Raises :class:`NoHttpError`.
    """
    lead = bytes(buffer[: _SLOP + 5])
    start = _start(lead)
    if start is None:
        if len(buffer) >= _SLOP + 5 or (ended and buffer):
            raise NoHttpError(_begins(lead))
        return None
    found = _END.search(buffer, start)
    if found is None or found.start() > MOST_HEAD:
        if len(buffer) > MOST_HEAD:
            raise NoHttpError("its headers are too long")
        if not ended or not buffer.endswith(b"\n"):  # half a line may be half of anything
            return None
        head, end = bytes(buffer[start:]), len(buffer)
    else:
        head, end = bytes(buffer[start : found.start()]), found.end()
    del buffer[:end]
    return read_head(head)


def _begins(data: bytes) -> str:
    """How an answer begins, bytes that are no ASCII letters escaped."""
    return f"it begins with “{repr(data[:24])[2:-1]}”"


def _start(lead: bytes) -> int | None:
    at = _START.search(lead)
    return at.start() if at is not None and at.start() <= _SLOP else None


def read_head(head: bytes) -> Head:
    """Status line and header lines.  A line that is no header is passed over.  Raises :class:`NoHttpError`."""
    first, *lines = head.split(b"\n")
    said = _STATUS.match(first)
    if said is None:
        raise NoHttpError(_begins(first))
    code = _CODE.match(said[3])
    # Chromium takes a line without a number for 200.
    status = int(code[1][:6]) if code else 200
    headers: list[Header] = []
    for line in lines:
        line = line.rstrip(b"\r")
        if line[:1] in {b" ", b"\t"} and headers:  # a header goes on (RFC 9112, 5.2)
            key, value = headers[-1]
            headers[-1] = (key, value + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        name = name.strip()
        if colon and name:
            headers.append((name, value.strip().replace(b"\0", b"")))
    return Head(status, tuple(headers), (said[1], said[2]) == (b"1", b"0") or said[1] is None)


class _Kind(Enum):
    NOTHING = "nothing"
    LENGTH = "length"
    CHUNKS = "chunks"
    TO_THE_END = "to the end"


class Body:
    """The body that follows a head.  Bytes go in with :meth:`take`; ``done`` once its end was seen."""

    __slots__ = ("_at_boundary", "_begun", "_kind", "_left", "_old", "_trailer", "done", "short")

    def __init__(self, head: Head) -> None:
        self._kind, self._left = _framed(head)
        self._old = head.old
        self._at_boundary = True
        self._trailer = False
        self._begun = False
        self.done = self._kind is _Kind.NOTHING or (self._kind is _Kind.LENGTH and self._left == 0)
        self.short = False  # ended without its last chunk, whole otherwise

    @property
    def to_the_end(self) -> bool:
        """Whether only the end of the connection ends it."""
        return self._kind is _Kind.TO_THE_END

    def take(self, buffer: bytearray) -> bytes:
        """What is in ``buffer`` of the body, removed from it.  Raises :class:`CutShortError` for a broken chunk."""
        if self._kind is _Kind.TO_THE_END:
            part = bytes(buffer)
            buffer.clear()
            return part
        if self._kind is _Kind.LENGTH:
            part = bytes(buffer[: self._left])
            del buffer[: self._left]
            self._left -= len(part)
            self.done = self._left == 0
            return part
        if not self._begun and buffer[:1] == b"<":  # said to come in chunks, and sent as it is
            self._kind = _Kind.TO_THE_END
            return self.take(buffer)
        return self._chunks(buffer)

    def _chunks(self, buffer: bytearray) -> bytes:
        parts: list[bytes] = []
        at = 0  # one removal at the end: a removal a chunk is quadratic over a body of tiny ones
        while not self.done:
            if self._left:
                part = bytes(buffer[at : at + self._left])
                if not part:
                    break
                parts.append(part)
                at += len(part)
                self._left -= len(part)
                self._at_boundary = self._left == 0
                continue
            end = buffer.find(b"\n", at)
            if end < 0:
                if len(buffer) - at > _MOST_SIZE:
                    raise CutShortError("a chunk's size is too long")
                break
            line, begun = bytes(buffer[at:end]).strip(), at
            at = end + 1
            if self._trailer:
                self.done = not line
            elif line:  # an empty line ends the chunk before
                size = _SIZE.match(line)
                if size is None or len(size[1]) > 15:
                    if not parts:
                        raise CutShortError(f"a chunk's size is {line[:20]!r}")
                    at = begun  # told with the next call: what came before it is read
                    break
                self._left = int(size[1], 16)
                self._begun = True
                self._trailer = self._left == 0
                self._at_boundary = self._trailer
        del buffer[:at]
        return b"".join(parts)

    def end(self) -> None:
        """The connection ended.  Raises :class:`CutShortError` where more was announced than came.

        A missing last chunk is forgiven where the one before it was whole.
        """
        if self.done or self._kind is _Kind.TO_THE_END:
            self.done = True
            return
        if self._kind is _Kind.CHUNKS and self._at_boundary:
            self.done = self.short = True
            return
        raise CutShortError("the connection ended before the body did")


def _framed(head: Head) -> tuple[_Kind, int]:
    """How the body ends (RFC 9112, 6.3).  A length that is none, or several that differ, leave the connection's end."""
    if head.status in {204, 205, 304} or 100 <= head.status < 200:
        return _Kind.NOTHING, 0
    coding = b",".join(head.values(b"transfer-encoding")).lower()
    if b"chunked" in coding and not head.old:
        return _Kind.CHUNKS, 0
    lengths = {part.strip() for value in head.values(b"content-length") for part in value.split(b",")}
    if len(lengths) == 1 and _LENGTH.fullmatch(length := lengths.pop()):
        return _Kind.LENGTH, int(length)
    return _Kind.TO_THE_END, 0


def kept_alive(head: Head) -> bool:
    """Whether the server says that it keeps the connection."""
    told = b",".join(head.values(b"connection")).lower()
    return b"keep-alive" in told if head.old else b"close" not in told
