"""How many published examples each library gets right, as the table of docs/transliteration.md.

    python -m pip install translitua iuliia cyrtranslit transliterate PyICU Unidecode
    python -m benchmarks.translit_peers

The examples are those of tests/unit/language/published.toml.  A library is asked only for a scheme that it offers by
name; which sign stands for ь and ъ (’ ' ′ ʹ) is not held against it.  Unidecode and cyrtranslit name no norm: they
are compared with the scheme that they come nearest to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from bibtool.language.translit import transliterate

EXAMPLES = Path(__file__).parent.parent / "tests" / "unit" / "language" / "published.toml"
_SIGNS = re.compile("[’'ʹ′´`ʼ]")
_DOUBLE = re.compile("[”\"ʺ″]|''")
Job = Callable[[str], str]


def load(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def same(one: str, other: str) -> bool:
    def plain(text: str) -> str:
        return _DOUBLE.sub('"', _SIGNS.sub("'", text)).replace("''", '"')

    return plain(one) == plain(other)


def jobs() -> dict[str, dict[tuple[str, str], Job]]:
    """Library to what it offers."""
    out: dict[str, dict[tuple[str, str], Job]] = {}
    translitua = load("translitua")
    if translitua:
        tables = {
            ("ala-lc", "ru"): translitua.RussianALALC,
            ("ala-lc", "uk"): translitua.UkrainianALALC,
            ("iso9", "ru"): translitua.RussianISO9SystemA,
            ("bgn-pcgn", "uk"): translitua.UkrainianBGN,
            ("uk-2010", "uk"): translitua.UkrainianKMU,
        }
        out["translitua"] = {k: lambda t, table=v: translitua.translit(t, table) for k, v in tables.items()}
    iuliia = load("iuliia")
    if iuliia:
        schemas = {
            ("ala-lc", "ru"): iuliia.ALA_LC,
            ("bgn-pcgn", "ru"): iuliia.BGN_PCGN,
            ("iso9", "ru"): iuliia.GOST_779,
        }
        out["iuliia"] = {k: (lambda t, schema=v: schema.translate(t)) for k, v in schemas.items()}
    icu = load("icu")
    if icu:
        names = {("iso9", "ru"): "Cyrillic-Latin"}
        for code in ("ru", "uk", "be", "bg", "kk"):
            names["bgn-pcgn", code] = f"{code}-{code}_Latn/BGN"
        found = {k: icu.Transliterator.createInstance(v) for k, v in names.items()}
        out["ICU"] = {k: v.transliterate for k, v in found.items()}
    cyrtranslit = load("cyrtranslit")
    if cyrtranslit:
        codes = {"ru": "ru", "uk": "ua", "be": "by", "bg": "bg"}
        out["cyrtranslit"] = {
            (scheme, code): (lambda t, c=codes[code]: cyrtranslit.to_latin(t, c))
            for scheme, code in (("iso9", "ru"), ("bg-2009", "bg"), ("ala-lc", "be"), ("uk-2010", "uk"))
        }
    package = load("transliterate")
    if package:
        out["transliterate"] = {
            (scheme, code): (lambda t, c=code: package.translit(t, c, reversed=True))
            for scheme, code in (("bgn-pcgn", "ru"), ("uk-2010", "uk"), ("bg-2009", "bg"))
        }
    unidecode = load("unidecode")
    if unidecode:
        keys = (("bgn-pcgn", "ru"), ("uk-2010", "uk"), ("bgn-pcgn", "be"), ("bg-2009", "bg"))
        out["Unidecode"] = dict.fromkeys(keys, unidecode.unidecode)
    return out


def main() -> None:
    examples: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["example"]:
        pairs = [tuple(line.split(" = ")) for line in row["pairs"].strip().splitlines()]
        examples.setdefault((row["scheme"], row["language"]), []).extend(pairs)
    libraries = jobs()
    print(f"| scheme | language | examples | bibtool | {' | '.join(libraries)} |")
    print("|---" * (4 + len(libraries)) + "|")
    for key, pairs in examples.items():
        ours = sum(transliterate(text, key[1], key[0]) == expected for text, expected in pairs)
        cells = []
        for offers in libraries.values():
            job = offers.get(key)
            cells.append("–" if job is None else str(sum(same(job(text), wanted) for text, wanted in pairs)))
        print(f"| {key[0]} | {key[1]} | {len(pairs)} | {ours} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
