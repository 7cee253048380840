"""Pages that would take all memory: forms that draw each other over and over (ISO 32000-1, 8.10) grow without end in
PDFium, which then ends the process, and each piece of text takes some 330 bytes in it, however well it is packed.
Files that may do so are tried in a process of their own, with limits."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections.abc import Iterable
from itertools import islice, pairwise

from bibtool.text.patterns import regex

_FORM = regex(rb"/Subtype\s*/Form\b")
_DRAWN = regex(rb"/[^\s/<>\[\]()%]+\s+Do\b")
_STREAM = regex(rb"\bstream\r?\n")
_MOST_READ = 200_000  # bytes of the stream of a form
_FEWEST_DRAWN = 2  # a chain of forms of which each draws one other does not grow
_MOST_BAD = 3  # pages that end the process; with more the file is given up
_MOST_PIECES = 100_000  # of text on a page; a full page of small print has some 10,000, were each letter one
_LARGE = 400_000  # bytes of a stream that may hold so many
_LONGEST = 200_000_000  # bytes of a stream that are looked at
_MOST_PACKED = 20_000_000  # bytes of a packed stream that are looked at
_SHOWN = regex(rb"T[jJ]\b|[)>]\s*['\"]")
_OTHER = (b"/Image", b"/Length1", b"/ObjStm", b"/XRef", b"/ICCBased", b"/FontFile", b"/Metadata")
_MEMORY = 1500 * 2**20
_MEMORY_OF_PIECES = 400 * 2**20  # more than a page of the most pieces takes
_SECONDS = 60
_TRY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import pypdfium2
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
for number in range(len(document)):
    if number in {bad}:
        continue
    print(number, flush=True)
    try:
        page = document[number]
        if pypdfium2.raw.FPDFPage_CountObjects(page) > {pieces}:
            print("large", flush=True)
        else:
            page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        pass
print("end", flush=True)
"""


class TooLargeError(Exception):
    """The file has more than a few pages that end the process."""


def pages_too_large(data: bytes) -> frozenset[int]:
    """The pages, from 0, that cannot be loaded within a minute and 1.5 GB (400 MB where the file has streams of very
    many pieces of text), or hold more than 100,000 pieces.  Raises TooLargeError where more than three end the process.

    Only a file is tried whose forms draw several things, or that has a stream with so many pieces; nothing is tried
    where a system has no such limits.
    """
    if sys.platform == "win32" or not sys.executable:
        return frozenset()
    crowded = _is_crowded(data)
    if not crowded and not _may_grow(data):
        return frozenset()
    memory = (_MEMORY_OF_PIECES if crowded else _MEMORY) + 2 * len(data)
    bad: set[int] = set()
    ended = 0
    while ended <= _MOST_BAD:
        program = _TRY.format(memory=memory, seconds=_SECONDS, pieces=_MOST_PIECES, bad=bad or "()")
        tried = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=False)
        said = tried.stdout.split()
        bad.update(int(number) for number, what in pairwise(said) if what == b"large")
        if not said or said[-1] == b"end":  # without a page it has failed for another reason
            return frozenset(bad)
        bad.add(int(said[-2] if said[-1] == b"large" else said[-1]))
        ended += 1
    raise TooLargeError


def _may_grow(data: bytes) -> bool:
    """Whether a form draws a second thing, which may be a form or itself."""
    return any(len(_DRAWN.findall(content)) >= _FEWEST_DRAWN for content in _forms(data))


def _is_crowded(data: bytes) -> bool:
    """Whether a stream shows more pieces of text than a page may hold."""
    return any(_pieces(data, match) > _MOST_PIECES for match in _STREAM.finditer(data))


def _pieces(data: bytes, stream: re.Match[bytes]) -> int:
    """How many pieces of text a large stream shows, counted as far as there are too many; 0 for one that is small,
    holds something else, or is packed in an uncommon way."""
    begin = stream.end()
    said = data[max(0, stream.start() - 512) : stream.start()]
    said = said[said.rfind(b" obj") + 1 :]
    if any(kind in said for kind in _OTHER):
        return 0
    if b"/Filter" not in said:
        end = data.find(b"endstream", begin)
        content = data[begin : end if end >= 0 else len(data)]
        return sum(1 for _ in islice(_SHOWN.finditer(content), _MOST_PIECES + 1)) if len(content) > _LARGE else 0
    unpacked = zlib.decompressobj()
    count = length = 0
    rest = data[begin : begin + _MOST_PACKED]
    try:
        chunk = unpacked.decompress(rest, _LARGE)
        while len(chunk) == _LARGE and count <= _MOST_PIECES and length < _LONGEST:
            count += len(_SHOWN.findall(chunk))
            length += len(chunk)
            chunk = unpacked.decompress(unpacked.unconsumed_tail, _LARGE)
    except zlib.error:
        return 0
    return count + len(_SHOWN.findall(chunk)) if length else 0


def _forms(data: bytes) -> Iterable[bytes]:
    """What forms draw, as far as it is not packed in an uncommon way; their dictionaries are never packed (ISO 32000-1,
    7.5.7)."""
    for match in _FORM.finditer(data):
        stream = _STREAM.search(data, match.end(), match.end() + 4096)
        if stream is None:
            continue
        begin = stream.end()
        if b"FlateDecode" in data[max(0, match.start() - 1024) : begin]:
            try:
                yield zlib.decompressobj().decompress(data[begin : begin + _MOST_READ], _MOST_READ)
            except zlib.error:
                continue
        else:
            end = data.find(b"endstream", begin, begin + _MOST_READ)
            yield data[begin : end if end >= 0 else begin + _MOST_READ]
