"""Bibliography files of many entries beside other programs, in one run, each in a process of its own, in turn.

python -m benchmarks.bibliographies                     # 100,000 entries
python -m benchmarks.bibliographies --entries 20000 --rounds 1

BibTeX is read beside bibtexparser 2, RIS beside rispy (processor time of the reading alone), BibTeX is converted to
CSL-JSON beside citation-js from npm (processor time and memory of the whole process).  A peer that is not installed is
left out, and said so.  Ends with 1 where a ratio or the memory is over its bound.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
CITATION_JS = ("@citation-js/core", "@citation-js/plugin-bibtex", "@citation-js/plugin-csl")
MOST_MEMORY = 600  # MB
_FAMILIES = ("Lis", "Kos", "Żuraw", "Лось", "Соколенко", "Nowak-Wilk", "O'Dell", "Růžička")
_GIVEN = ("Anna", "Jan M.", "Олена", "Petr", "J. K.")
_WORDS = ("rzeka", "most", "młyn", "річка", "мост", "water", "mill", "brod", "tama", "lud")
_READ = """
import sys, time
text = open(sys.argv[1], encoding="utf-8").read()
{imports}
start = time.process_time()
found = {read}
print(time.process_time() - start, {count})
"""
_OWN = ("from bibtool.jobs.references import read", "read(sys.argv[1])", "len(found[0])")  # as every command reads
READERS = {
    ("BibTeX", "bib"): {
        "bibtool": _OWN,
        "bibtexparser": ("import bibtexparser", "bibtexparser.parse_string(text)", "len(found.entries)"),
    },
    ("RIS", "ris"): {
        "bibtool": _OWN,
        "rispy": ("import rispy", "rispy.loads(text)", "len(found)"),
    },
}
BOUNDS = {"bibtexparser": 1.3, "rispy": 2.0, "citation-js": 1.0}
_NODE = """
const fs = require('fs')
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex'); require('@citation-js/plugin-csl')
const data = new Cite(fs.readFileSync(process.argv[2], 'utf8'))
fs.writeFileSync(process.argv[3], JSON.stringify(data.data))
"""


def works(count: int) -> Iterator[dict[str, str]]:
    """Invented articles and books in three scripts; the same at each run."""
    rng = random.Random("bibliographies")
    for number in range(count):
        people = rng.sample([(f, g) for f in _FAMILIES for g in _GIVEN], rng.randint(1, 3))
        yield {
            "key": f"k{number}",
            "author": " and ".join(f"{family}, {given}" for family, given in people),
            "title": " ".join(rng.choices(_WORDS, k=rng.randint(3, 9))).capitalize(),
            "container": " ".join(rng.choices(_WORDS, k=2)).title() if rng.random() < 0.6 else "",
            "year": str(rng.randint(1900, 2024)),
            "volume": str(rng.randint(1, 80)),
            "pages": f"{rng.randint(1, 99)}--{rng.randint(100, 300)}",
        }


def bibtex(count: int) -> str:
    """Their BibTeX."""
    rows = []
    for w in works(count):
        journal = f"journal = {{{w['container']}}},\n  volume = {{{w['volume']}}}"
        where = journal if w["container"] else "publisher = {Woda}"
        kind = "article" if w["container"] else "book"
        rows.append(
            f"@{kind}{{{w['key']},\n  author = {{{w['author']}}},\n  title = {{{w['title']}}},\n  {where},\n"
            f"  year = {{{w['year']}}},\n  pages = {{{w['pages']}}}\n}}\n"
        )
    return "\n".join(rows)


def ris(count: int) -> str:
    """Their RIS."""
    rows = []
    for w in works(count):
        first, last = w["pages"].split("--")
        lines = [f"TY  - {'JOUR' if w['container'] else 'BOOK'}", f"ID  - {w['key']}"]
        lines += [f"AU  - {name}" for name in w["author"].split(" and ")]
        lines += [f"TI  - {w['title']}", *([f"T2  - {w['container']}"] if w["container"] else [])]
        lines += [f"PY  - {w['year']}", f"VL  - {w['volume']}", f"SP  - {first}", f"EP  - {last}", "ER  - ", ""]
        rows += lines
    return "\n".join(rows)


def _ran(command: Sequence[str]) -> tuple[str, float, float]:
    """What a process prints, its seconds of processor time and its most memory in MB."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NODE_PATH": str(PEERS / "node_modules")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        printed = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {' '.join(command)}")
    return printed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _reading(form: str, file: Path, rounds: int) -> list[float]:
    """The ratios of reading a file, a round each; none where the peer is missing."""
    programs = READERS[form, file.suffix[1:]]
    peer = next(name for name in programs if name != "bibtool")
    if importlib.util.find_spec(peer) is None or (peer == "bibtexparser" and not _second()):
        print(f"{form}: {peer} is not installed (pip install -e '.[bench]')")
        return []
    ratios = []
    for _ in range(rounds):
        seconds = {}
        for name, (imports, read, count) in programs.items():
            script = _READ.format(imports=imports, read=read, count=count)
            printed, _, _ = _ran([sys.executable, "-c", script, str(file)])
            seconds[name] = float(printed.split()[0])
        ratios.append(seconds["bibtool"] / seconds[peer])
        print(f"{form} read: bibtool {seconds['bibtool']:.2f} s, {peer} {seconds[peer]:.2f} s")
    return ratios


def _second() -> bool:
    """Whether bibtexparser is its second version."""
    import bibtexparser

    return hasattr(bibtexparser, "parse_string")


def _citation_js() -> bool:
    """Install citation-js; whether it is there."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    PEERS.mkdir(parents=True, exist_ok=True)
    if not (PEERS / "node_modules" / "@citation-js").is_dir():
        done = subprocess.run(["npm", "install", "--silent", "--prefix", str(PEERS), *CITATION_JS], check=False)
        return done.returncode == 0
    return True


def _converting(file: Path, folder: Path, rounds: int) -> tuple[list[float], float]:
    """The ratios of converting BibTeX to CSL-JSON, and bibtool's most memory in MB."""
    own = [sys.executable, "-m", "bibtool.cli.app", "convert", str(file), "-o", str(folder / "own.json")]
    script = folder / "convert.cjs"
    script.write_text(_NODE, encoding="utf-8")
    other = ["node", "--max-old-space-size=6000", str(script), str(file), str(folder / "peer.json")]
    there = _citation_js()
    if not there:
        print("citation-js could not be installed: no peer")
    ratios, memory = [], 0.0
    for _ in range(rounds):
        _, seconds, most = _ran(own)
        memory = max(memory, most)
        told = f"BibTeX to CSL-JSON: bibtool {seconds:.2f} s, {most:.0f} MB"
        if there:
            _, theirs, their_most = _ran(other)
            ratios.append(seconds / theirs)
            told += f"; citation-js {theirs:.2f} s, {their_most:.0f} MB"
        print(told)
    assert json.loads((folder / "own.json").read_text(encoding="utf-8"))
    return ratios, memory


def main() -> int:
    """The ratios, and 1 where one is over its bound."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bibliographies")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    over = False
    with TemporaryDirectory(prefix="bibtool-bench-") as temporary:
        folder = Path(temporary)
        files = {"BibTeX": folder / "works.bib", "RIS": folder / "works.ris"}
        files["BibTeX"].write_text(bibtex(asked.entries), encoding="utf-8")
        files["RIS"].write_text(ris(asked.entries), encoding="utf-8")
        found = {}
        for form, file in files.items():
            peer = next(name for name in READERS[form, file.suffix[1:]] if name != "bibtool")
            found[peer] = _reading(form, file, asked.rounds)
        found["citation-js"], memory = _converting(files["BibTeX"], folder, asked.rounds)
    for peer, ratios in found.items():
        if ratios:
            ratio = statistics.median(ratios)
            print(f"{peer}: ratio {ratio:.2f}, at most {BOUNDS[peer]}")
            over = over or ratio > BOUNDS[peer]
    print(f"memory {memory:.0f} MB, at most {MOST_MEMORY} (for 100,000 entries)")
    return int(over or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
