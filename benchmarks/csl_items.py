"""Items for the CSL benchmarks: as many as asked for, the same on every run, with the ambiguity of a real library."""

from __future__ import annotations

import random

FAMILIES = [
    a + b
    for a in "Kow Nowa Wis Zie Lew Mar Dąb Ści Boro Gra Pet Iva Sid Mül Sch Har".split()
    for b in ("alski", "ak", "iński", "berg", "man", "son", "enko", "ova", "ig", "ter")
]
GIVEN = ["Anna Maria", "Jan", "Piotr", "Ewa", "Olena", "John Q.", "Jean-Luc", "Karl", "Zofia", "Ivan", "Mary", "A. B."]
WORDS = """archive memory river letters border silence marginal reading history notes city language print ink paper
library translation village winter bridge market""".split()
PLACES = ["Warszawa", "Kraków", "London", "Berlin", "Київ", "New York"]
PUBLISHERS = ["Universitas", "Open Field Press", "Наука", "PIW", "Point Books"]
TYPES = ["book", "article-journal", "chapter", "article-newspaper", "thesis", "webpage", "report"]


def _names(rng: random.Random, most: int) -> list[dict[str, str]]:
    return [
        {"family": rng.choice(FAMILIES), "given": rng.choice(GIVEN)}
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3, most]))
    ]


def make_items(count: int, seed: int = 7) -> list[dict[str, object]]:
    """Return `count` CSL-JSON items."""
    rng = random.Random(seed)
    items: list[dict[str, object]] = []
    for number in range(count):
        kind = rng.choice(TYPES)
        title = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 9))).capitalize()
        item: dict[str, object] = {
            "id": f"item{number}",
            "type": kind,
            "title": title,
            "author": _names(rng, 5),
            "issued": {"date-parts": [[rng.randint(1950, 2024), rng.randint(1, 12), rng.randint(1, 28)]]},
        }
        first = rng.randint(1, 400)
        pages = f"{first}-{first + rng.randint(1, 40)}"
        if kind == "article-journal":
            item |= {
                "container-title": f"Journal of {rng.choice(WORDS)}",
                "volume": str(rng.randint(1, 90)),
                "issue": str(rng.randint(1, 12)),
                "page": pages,
                "DOI": f"10.1234/x.{number}",
            }
        elif kind == "chapter":
            item |= {
                "container-title": f"The {rng.choice(WORDS)} of {rng.choice(WORDS)}",
                "editor": _names(rng, 3),
                "page": pages,
                "publisher": rng.choice(PUBLISHERS),
                "publisher-place": rng.choice(PLACES),
            }
        elif kind in ("article-newspaper", "webpage"):
            item |= {
                "container-title": f"{rng.choice(WORDS)} post",
                "URL": f"https://example.org/{number}",
                "accessed": {"date-parts": [[2024, 3, 5]]},
            }
        else:
            item |= {"publisher": rng.choice(PUBLISHERS), "publisher-place": rng.choice(PLACES)}
        items.append(item)
    return items
