"""Long PDFs: memory and processor time a page as the pages grow from a thousand to ten thousand.

python -m benchmarks.pages                        # 1,000, 2,000, 5,000 and 10,000 pages, a process each
python -m benchmarks.pages --pages 2000 10000     # others
python -m benchmarks.pages --pages 400 --against COMMIT --rounds 9   # beside an older commit, in turn
python -m benchmarks.pages write FILE N           # the PDF itself: pages of about 600 words, eight notes at each foot

The words, names and numbers are drawn by a generator that is seeded with the number of the page.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.notes import ROOT
from benchmarks.older import environment_of, tree_of
from benchmarks.startup import yardstick

_WORDS = (
    "the river town border memory route bridge village road court abbey market settlement merchants craft railway "
    "chronicle archive however nobody remembered which of the older tolls had been levied before that flood and why"
).split()
_NAMES = "Ashdown Birchall Elmhurst Hazelwood Larchfield Maplewell Oakley Rowanby Thornley Willowby".split()
_PLACES = "London Oxford Edinburgh York Dublin".split()
_NOTES = 8  # of a page
_CHAPTER = 250  # pages, after which numbers of notes begin anew
_LINES = 40
_LINE = 78  # letters
_WIDTH, _HEIGHT, _LEFT = 482, 700, 56


def write(path: Path, pages: int) -> None:
    """A PDF of so many pages, written page by page."""
    at: list[int] = []
    with path.open("wb") as target:
        target.write(b"%PDF-1.5\n")

        def put(number: int, body: bytes) -> None:
            at.append(target.tell())
            target.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

        put(1, b"<</Type/Catalog/Pages 2 0 R>>")
        kids = b" ".join(b"%d 0 R" % (4 + 2 * page) for page in range(pages))
        put(2, b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids))
        put(3, b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>")
        box = b"/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>" % (_WIDTH, _HEIGHT)
        for page in range(pages):
            put(4 + 2 * page, b"<</Type/Page%b/Contents %d 0 R>>" % (box, 5 + 2 * page))
            packed = zlib.compress("\n".join(_drawn(page)).encode("cp1252"))
            put(5 + 2 * page, b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed))
        end = target.tell()
        target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1))
        target.write(b"".join(b"%010d 00000 n \n" % place for place in at))
        target.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(at) + 1, end))


def _drawn(page: int) -> Iterator[str]:
    """What draws a page: a running head, lines of text with raised marks, a rule, notes in smaller type."""
    chance = random.Random(page)
    yield f"BT /F 8 Tf {_LEFT} {_HEIGHT - 34} Td ({page + 1}   Journal of River Studies) Tj ET"
    calls = dict(zip(sorted(chance.sample(range(_LINES), _NOTES)), range(1, _NOTES + 1), strict=True))
    y = _HEIGHT - 60.0
    for line in range(_LINES):
        words: list[str] = []
        while sum(map(len, words)) + len(words) < _LINE:
            words.append(chance.choice(_WORDS))
        text = " ".join(words)
        if line not in calls:
            yield f"BT /F 10 Tf {_LEFT} {y} Td ({text}) Tj ET"
        else:
            number = page % _CHAPTER * _NOTES + calls[line]
            yield f"BT /F 10 Tf {_LEFT} {y} Td ({text}.) Tj /F 6.2 Tf 3.3 Ts ({number}) Tj 0 Ts ET"
        y -= 11.8
    yield f"0.4 w {_LEFT} {y} m {_LEFT + 110} {y} l S"
    y -= 12
    for note in range(1, _NOTES + 1):
        name, first = chance.choice(_NAMES), chance.randint(1, 300)
        title = " ".join(chance.sample(_WORDS, 7)).capitalize()
        place = f"{chance.choice(_PLACES)}: River Press, {chance.randint(1900, 2020)}"
        yield f"BT /F 5 Tf 2.7 Ts {_LEFT} {y} Td ({page % _CHAPTER * _NOTES + note}) Tj /F 8 Tf 0 Ts "
        yield f"( {chance.choice('ABCDEFG')}. {name}, {title} \\({place}\\), {first}.) Tj ET"
        y -= 9.6


def read(path: Path) -> None:
    """Read a PDF in this process; prints what it took as JSON."""
    from bibtool.readers.registry import read_bytes

    data = path.read_bytes()
    begun = time.process_time()
    document = read_bytes(data, path.name)
    seconds = time.process_time() - begun
    # what is read, at its own size: the text and that of its notes again
    notes = document.notes or ()
    held = sys.getsizeof(document.text) + sum(sys.getsizeof(note.text.text) for note in notes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "file": len(data), "held": held, "notes": len(notes)}))


def measured(path: Path, tree: Path = ROOT) -> dict[str, float]:
    """What reading a PDF takes in a process of its own, by the bibtool of ``tree``."""
    command = [sys.executable, "-m", "benchmarks.pages", "read", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tree, env=environment_of(tree))
    took: dict[str, float] = json.loads(done.stdout)
    return took


def compared(path: Path, pages: int, commit: str, rounds: int) -> str:
    """Milliseconds a page at an older commit and now, in turn, and their ratio."""
    rows: list[tuple[float, float]] = []
    with tree_of(commit) as tree:
        for number in range(rounds):
            first, second = (tree, ROOT) if number % 2 else (ROOT, tree)
            found = {each: 1000 * measured(path, each)["seconds"] / pages for each in (first, second)}
            rows.append((found[tree], found[ROOT]))
    then, now = (statistics.median(row[side] for row in rows) for side in (0, 1))
    least_then, least = (min(row[side] for row in rows) for side in (0, 1))
    ratio = statistics.median(own / other for other, own in rows)
    return (
        f"{pages} pages, {rounds} rounds in turn: {then:.1f} ms a page at {commit}, {now:.1f} now "
        f"(the quickest rounds {least_then:.1f} and {least:.1f}); ratio {ratio:.2f}; "
        f"{now / 1000 / yardstick():.3f} of import typer a page now"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", nargs="*", help="nothing, write FILE N, or read FILE")
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 2000, 5000, 10_000])
    parser.add_argument("--against", metavar="COMMIT", default="")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    if given.command[:1] == ["write"]:
        write(Path(given.command[1]), int(given.command[2]))
        return
    if given.command[:1] == ["read"]:
        read(Path(given.command[1]))
        return
    before: tuple[int, float] | None = None
    for pages in given.pages:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "pages.pdf"
            write(path, pages)
            if given.against:
                print(compared(path, pages, given.against, given.rounds), flush=True)
                continue
            took = measured(path)
        own = took["peak"] - took["file"]
        row = (
            f"{pages} pages, {took['notes']} notes: {1000 * took['seconds'] / pages:.1f} ms a page "
            f"({took['seconds'] / pages / yardstick():.3f} of import typer), peak "
            f"{took['peak'] / 2**20:.0f} MB, of it the file {took['file'] / 2**20:.0f} and the text "
            f"{took['held'] / 2**20:.0f}"
        )
        if before is not None:
            row += f"; {(own - before[1]) / (pages - before[0]) / 1024:.1f} KB a page more than the file"
        print(row, flush=True)
        before = pages, own


if __name__ == "__main__":
    main()
