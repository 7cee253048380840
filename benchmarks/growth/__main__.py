"""How reading grows with its input: each shape of each format at one size and at ten times that.

python -m benchmarks.growth                 # every shape
python -m benchmarks.growth markdown html   # those of these formats
python -m benchmarks.growth --over 15       # only what takes more than fifteen times as long
python -m benchmarks.growth --part 0.5      # at half the sizes

A ratio of ten is linear (of "growing" and "deeper" shapes the input grows by a hundred).  Each shape is read in a
process of its own, which also tells the memory it took; what a format loads once was loaded before.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time

from benchmarks.growth.markup import SHAPES as MARKUP
from benchmarks.growth.texts import SHAPES as TEXTS

_LIMIT = 60  # seconds that one reading may take
SHAPES = {**TEXTS, **MARKUP}
_ENDINGS = {"text": ".txt", "markdown": ".md", "latex": ".tex", "jats": ".xml", "tei": ".xml", "notes": ".jsonl"}


def measured(format: str, data: bytes) -> tuple[float, int, str]:
    """Seconds of the processor, KB of memory more than before, and how it ended."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        told = _read(data, _name(format))
        row = (time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, told)
        os.write(send, json.dumps(row).encode())
        os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as answer:
        row_text = answer.read()
    os.waitpid(child, 0)
    return tuple(json.loads(row_text)) if row_text else (float(_LIMIT), 0, "ended")


def _name(format: str) -> str:
    return "a" + _ENDINGS.get(format, f".{format}")


def _bytes(made: str | bytes) -> bytes:
    return made.encode() if isinstance(made, str) else made


def _read(data: bytes, name: str) -> str:
    from bibtool.notes.find import find_notes
    from bibtool.readers.reader import ReadError
    from bibtool.readers.registry import read_bytes

    try:
        document = read_bytes(data, name)
        result = find_notes(document)
    except ReadError as error:
        return str(error.finding.code if hasattr(error, "finding") else error)[:60]
    except MemoryError:
        return "memory"
    return f"{document.format}: {len(result.notes)} notes, {sum(len(each.entries) for each in result.lists)} entries"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", default=list(SHAPES))
    parser.add_argument("--over", type=float, default=0.0)
    parser.add_argument("--part", type=float, default=1.0, help="of the usual sizes")
    asked = parser.parse_args()
    print(f"{'shape':40} {'n':>8} {'seconds':>9} {'10n':>9} {'ratio':>7} {'MB':>7}  read")
    for format in asked.formats:
        _, first = next(iter(SHAPES[format].values()))
        _read(_bytes(first(2)), _name(format))
        for name, (usual, shape) in SHAPES[format].items():
            count = max(int(asked.part * usual), 2)
            both = [measured(format, _bytes(shape(size))) for size in (count, 10 * count)]
            (one, _, _), (ten, memory, told) = both
            ratio = ten / max(one, 0.002)
            if ratio >= asked.over:
                times = f"{count:8} {one:9.3f} {ten:9.3f} {ratio:7.1f}"
                print(f"{format + ' ' + name:40} {times} {memory / 1024:7.0f}  {told}", flush=True)


if __name__ == "__main__":
    main()
