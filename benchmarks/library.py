"""The library with 100,000 invented works: adding, size, and queries in six romanisations.

    python -m benchmarks.library [--works 100000] [--queries 2000]

Works are invented in Polish, Russian, Ukrainian, Belarusian, English and German (``training``); every number is of this
run.  They are added as a BibTeX file, and so are those of ``benchmarks.bibliographies``, whose few words and authors
make every work look like others; bibtexparser 2 reads the same files (processor time).  A query is words of one work,
in its script or in a romanisation; it is answered where the work is among the first ten.  The commonest words and
two-letter beginnings are asked for their time alone.  Memory is that of a process that asks and does nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bibliographies import bibtex
from bibtool.entries.entry import Entry
from bibtool.formats.registry import get
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.translit import transliterate
from bibtool.library.index import words
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store
from bibtool.library.work import Work
from training.tables import table
from training.titles import CLOSE, OPEN
from training.works import KINDS, invent_work

_LANGUAGES = ("pl", "ru", "uk", "be", "en", "de")
_SCHEMES = {
    "ru": ("pl", "bgn-pcgn", "scholarly", "iso9", "ala-lc", "gost-7.79-b"),
    "uk": ("pl", "bgn-pcgn", "scholarly", "iso9", "ala-lc", "uk-2010"),
    "be": ("pl", "bgn-pcgn", "scholarly", "iso9", "ala-lc", "web"),
}
_TYPES = {"journal": "article-journal", "newspaper": "article-newspaper", "web": "webpage", "chapter": "chapter"}
_SYLLABLES = {
    "lat": "ba ce do fi gra hu ja ko lu mi no pe ra sta to wie za".split(),
    "cyr": "ба це до фи гра ху я ко лю ми но пе ра ста то ве за".split(),
}


def items(count: int, seed: int) -> Iterator[Item]:
    """Invented works; some names are put together from syllables, for an invented vocabulary is small."""
    rng = random.Random(seed)
    for _ in range(count):
        language = rng.choice(_LANGUAGES)
        kind = rng.choice(KINDS)
        work = invent_work(rng, kind, table(language))
        syllables = _SYLLABLES["cyr" if language in _SCHEMES else "lat"]
        names = {}
        for role, persons in work.persons.items():
            if persons and role in ("author", "editor", "translator", "container-author"):
                names[role] = tuple(
                    Name(family=_family(rng, p.family, syllables), given=" ".join(p.given), literal=p.literal)
                    for p in persons
                )
        text = {
            name: value.replace(OPEN, "„").replace(CLOSE, "”")
            for name, value in work.text.items()
            if value and name not in ("locator", "no-place")
        }
        dates = {"issued": Date(((work.issued[0],),))} if work.issued[0] else {}
        yield Item(_TYPES.get(kind, "book"), names, dates, {**text, "language": language})


def _family(rng: random.Random, family: str, syllables: list[str]) -> str:
    if not family or rng.random() < 0.3:
        return family
    return "".join(rng.choice(syllables) for _ in range(rng.randint(1, 3))).capitalize() + family.lower()


def _asked(rng: random.Random, item: Item, common: frozenset[str]) -> str:
    """A family name and a word of the title, rare ones, in one script or romanisation."""
    language = item.get("language")
    given = [n.family for names in item.names.values() for n in names if n.family]
    title = [w for w in words(item.get("title")) if len(w) > 3 and w not in common]
    chosen = [rng.choice(given)] if given else []
    chosen += rng.sample(title, min(len(title), 2))
    if len(chosen) < 2:
        return ""
    if language in _SCHEMES and rng.random() < 0.85:
        scheme = rng.choice(_SCHEMES[language])
        chosen = [transliterate(word, language, scheme) for word in chosen]
    return " ".join(chosen)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    asked = parser.parse_args()
    every = list(items(asked.works, 11))
    with tempfile.TemporaryDirectory() as folder:
        files = {"invented works": Path(folder, "works.bib"), "few words and authors": Path(folder, "few.bib")}
        entries = [Entry(f"w{number}", item) for number, item in enumerate(every)]
        files["invented works"].write_text(get("bibtex").write(entries), encoding="utf-8")
        files["few words and authors"].write_text(bibtex(asked.works), encoding="utf-8")
        del entries
        for name, file in files.items():
            adding(name, file)
        path = Path(folder, "library.db")
        with Store(path) as store, store.operation("add"):
            for number, item in enumerate(every):
                store.add(Work(0, f"w{number}", item))
        print(f"file {path.stat().st_size / 1e6:.0f} MB")
        with Store(path) as store:
            tables = ("words_data", "spellings_data")
            sizes = [store.db.execute(f"SELECT sum(length(block)) FROM {name}").fetchone()[0] for name in tables]
            print(f"index {sum(sizes) / 1e6:.1f} MB")
            wanted = queries(store, every, asked.queries)
        print(f"memory of a process that asks the same {process(_SEARCH, path, *wanted)} MB")
    return 0


_ADD = """
import sys, time
from bibtool.jobs.library_intake import add
began = time.process_time()
add([sys.argv[1]], sys.argv[1] + ".sqlite")
print(time.process_time() - began)
"""
_PARSE = """
import sys, time, bibtexparser
text = open(sys.argv[1], encoding="utf-8").read()
began = time.process_time()
bibtexparser.parse_string(text)
print(time.process_time() - began)
"""
_SEARCH = """
import re, sys
from bibtool.database import Access
from bibtool.library.query import parse
from bibtool.library.search import search
from bibtool.library.store import Store
with Store(sys.argv[1], Access.READ) as store:
    for text in sys.argv[2:]:
        search(store, parse(text), 10)
# of this program alone; what getrusage says is inherited from the one that started it
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def process(code: str, *args: str | Path) -> str:
    """What a process of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=True
    ).stdout.strip()


def adding(name: str, file: Path) -> None:
    """Add a file, and read it with bibtexparser, each in a process of its own."""
    own = float(process(_ADD, file))
    if importlib.util.find_spec("bibtexparser") is None:
        print(f"{name}: added in {own:.1f} s; bibtexparser is not installed (pip install -e '.[bench]')")
        return
    theirs = float(process(_PARSE, file))
    print(f"{name}: added in {own:.1f} s, read by bibtexparser in {theirs:.1f} s: {own / theirs:.2f} times")


def queries(store: Store, every: list[Item], count: int) -> list[str]:
    """Ask, and print how many works were found and how long it took; gives the queries."""
    rng = random.Random(7)
    frequency = Counter(word for item in every for word in set(words(item.get("title"))))
    common = frozenset(word for word, n in frequency.items() if n > len(every) / 200)
    commonest = [word for word, _ in frequency.most_common(count // 4)]
    times: list[float] = []
    asked: list[str] = []
    missed: list[tuple[str, str]] = []
    vague = 0
    rare = 0
    for turn in range(count):
        target = None
        if turn % 2:
            word = rng.choice(commonest)
            text = word if turn % 4 == 1 else f"{word[:2]}*"
        else:
            number = rng.randrange(len(every))
            text = _asked(rng, every[number], common)
            target = number + 1
            if not text:
                continue
        asked.append(text)
        began = time.perf_counter()
        found = search(store, parse(text), 10)
        times.append((time.perf_counter() - began) * 1000)
        if target is not None:
            rare += 1
            wanted = every[target - 1].to_csl()
            if target not in {work.id for work in found} and target in {
                work.id for work in search(store, parse(text), None)
            }:
                vague += 1  # more than ten works have these words
            elif not any(work.id == target or work.item.to_csl() == wanted for work in found):
                missed.append((text, every[target - 1].get("title")))
    times.sort()
    recall = 1 - len(missed) / max(rare - vague, 1)
    print(f"{rare} queries for one work: recall@10 {recall:.4f} ({vague} of them fit more than ten works)")
    for text, title in missed[:5]:
        print(f"  missed: {text!r}: {title}")
    p95 = times[int(len(times) * 0.95)]
    print(f"all {len(times)}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, worst {times[-1]:.0f} ms")
    return asked


if __name__ == "__main__":
    sys.exit(main())
