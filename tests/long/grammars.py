"""Inputs grown from nothing: citations, .bib entries and JSON of the right shape with any values."""

from __future__ import annotations

import random
from typing import Any

from mutations import HOSTILE, ODD

NAMES = ["A. Sowa", "Sowa A.", "SOWA, Anna", "Anna Sowa", "Сова В. И.", "J.-M. Dubois", "van den Broek H.",
    "W. Mak, K. Kra",
         "Mak W. i in.", "ks. W. Mak", "NATO", "[b.a.]", "Jan Paweł II", "Ó. Ñ", "Ш. Б."]  # fmt: skip
TITLES = [
    "Jary i rzeki",
    "„Kra” na Wiśle",
    "«Реки»: очерки",
    "Dikes. A History (1990–2000)",
    "Most, t. 2",
    "O „O «o» o” o",
    "1984",
]
JOINS = [
    ", ",
    ". ",
    "; ",
    ": ",
    " // ",
    " / ",
    ". – ",
    " — ",
    " ",
    ",",
    " (",
    ") ",
    " [",
    "] ",
    "\n",
    "-\n",
    " w: ",
    " In: ",
    " i ",
    " oraz ",
]
REST = ["Opole 2005", "Минск: Наука, 2009", "(Oxford: Press, 1975)", "2010", "[2010]", "b.r.", "t. 2", "nr 3/2014",
    "R. XII, z. 4",
        "s. 5–7", "С. 3", "pp. 12, 14–16", "k. 3v", "312 с.", "przyp. 3", "wyd. 2", "red. W. Mak",
        "под ред. В. Мака", "tłum. A. Kra",
        "https://example.org/a-\nb", "www.example.org", "doi:10.1000/x.5", "ISBN 978-83-01-00000-1",
        "[dostęp: 3 IV 2021]",
        "(дата обращения: 1.02.2020)", "[online]", "dz. cyt.", "Tamże", "tenże", "ibid.", "zob. też", "cyt. za:",
        "passim", "n.",
        "Dz. U. 1997 nr 78 poz. 483", "AAN, sygn. 12, k. 4", "mps", "[rec.]", "…"]  # fmt: skip
TYPES = """article book misc online thesis phdthesis incollection inproceedings report patent string preamble comment
  x""".split()
FIELDS = """author editor title journal journaltitle date year month day url urldate doi isbn issn pages volume number
  howpublished note crossref xdata entrysubtype langid language verbc csl type editortype eprint eprinttype ids
  options""".split()
VALUES = ["{Sowa, Anna and others}", "{Nowak}", "{{NATO}}", "2005", "jan", "jan # feb", "undefined",
    "{2005-01/2006}", "{2005~}", "{}",
          '"a"', '"a {"} b"', "{\\'{o}\\L}", "{\\url{http://a.b/c_d}}", "{a # b}", "{{{{}}}}", "{a}}", "{\\",
          "{5--7}", "{and and and}",
          "{, , ,}", '{{"csl": {"title": null}}}', '{{"csl": {"custom/x": []}, "for": 5}}',
          "{$x^2$ \\textbf{b} ~ -- ---}", "{%}"]  # fmt: skip


def _any(rng: random.Random, *lists: list[str]) -> str:
    return rng.choice(HOSTILE) if rng.random() < 0.04 else rng.choice(rng.choice(lists))


def note(rng: random.Random) -> str:
    """A note of one to five citations, more or less as people print them."""
    parts: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 5))):
        words = [_any(rng, NAMES), _any(rng, TITLES)] + [
            _any(rng, REST, REST, TITLES, NAMES) for _ in range(rng.randrange(7))
        ]
        if rng.random() < 0.2:
            rng.shuffle(words)
        join = rng.choice(JOINS[:7])
        parts.append("".join(word + (join if rng.random() < 0.8 else rng.choice(JOINS)) for word in words))
    return rng.choice((". ", "; ", " ")).join(parts) + rng.choice((".", "", ".”", "…", ";"))


def bib(rng: random.Random) -> str:
    """A few commands of a .bib file."""
    out = []
    for number in range(rng.choice((1, 2, 6))):
        rows = [f"{rng.choice(FIELDS)} = {_any(rng, VALUES)}" for _ in range(rng.randrange(8))]
        opening, closing = rng.choice(("{}", "{}", "()", "{)"))
        key = rng.choice(("a", f"k{number}", "", "лис", "a b", "k{"))
        out.append(f"@{rng.choice(TYPES)}{opening}{key},\n  {f',{chr(10)}  '.join(rows)}\n{closing}\n")
    return "".join(out)


def item(rng: random.Random, names: list[str]) -> dict[str, Any]:
    """An item of CSL-JSON with any values under right names."""
    from copy import deepcopy

    good: list[Any] = [
        "x",
        "Jary",
        5,
        "2005",
        [{"family": "Sowa", "given": "A."}],
        {"date-parts": [[2005, 4]]},
        {"raw": "2005"},
    ]
    return {"id": rng.choice(("a", 5, "б", "a b")), "type": rng.choice(("book", "article-journal", "x", ""))} | {
        name: deepcopy(rng.choice(good if rng.random() < 0.6 else ODD)) for name in rng.sample(names, rng.randrange(10))
    }
