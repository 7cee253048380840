"""Pages that would take all memory: forms that draw each other over and over (ISO 32000-1, 8.10) grow without end in
PDFium, which then ends the process.  Files that may do so are tried in a process of their own, with limits."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Iterable

from bibtool.text.patterns import regex

_FORM = regex(rb"/Subtype\s*/Form\b")
_DRAWN = regex(rb"/[^\s/<>\[\]()%]+\s+Do\b")
_STREAM = regex(rb"\bstream\r?\n")
_MOST_READ = 200_000  # bytes of the stream of a form
_FEWEST_DRAWN = 2  # a chain of forms of which each draws one other does not grow
_MOST_BAD = 3  # pages that end the process; with more the file is given up
_MEMORY = 1500 * 2**20
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
        page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        pass
print("end", flush=True)
"""


class TooLargeError(Exception):
    """The file has more than a few pages that take all memory."""


def pages_too_large(data: bytes) -> frozenset[int]:
    """The pages, from 0, that cannot be loaded within 1.5 GB and a minute.  Raises TooLargeError for more than three.

    Only a file is tried whose forms draw several things; nothing is tried where a system has no such limits.
    """
    if sys.platform == "win32" or not sys.executable or not _may_grow(data):
        return frozenset()
    bad: set[int] = set()
    while len(bad) <= _MOST_BAD:
        program = _TRY.format(memory=_MEMORY + 2 * len(data), seconds=_SECONDS, bad=bad or "()")
        tried = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=False)
        last = tried.stdout.split()[-1:]
        if not last or last == [b"end"]:  # without a page it has failed for another reason
            return frozenset(bad)
        bad.add(int(last[0]))
    raise TooLargeError


def _may_grow(data: bytes) -> bool:
    """Whether a form draws a second thing, which may be a form or itself."""
    return any(len(_DRAWN.findall(content)) >= _FEWEST_DRAWN for content in _forms(data))


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
