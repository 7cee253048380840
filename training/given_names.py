"""Given names in Latin letters: those that the lexicon has in Cyrillic, as the tables for names romanise them.

python -m training.given_names        # write bibtool/language/lexicon/_romanised.toml anew

Russian by BGN/PCGN and ALA-LC, Ukrainian by the national table of 2010 and ALA-LC, Belarusian by BGN/PCGN, each without
marks and apostrophes, as catalogues of publishers print them.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from bibtool.language import gazetteer
from bibtool.language.lexicon import lexicon
from bibtool.language.translit import transliterate

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "bibtool" / "language" / "lexicon" / "_romanised.toml"
_TABLES = {"ru": ("bgn-pcgn", "ala-lc"), "uk": ("uk-2010", "ala-lc"), "be": ("bgn-pcgn",)}
_SIGNS = "’”ʹʺ'\"͡"
_LEAST = 4  # letters: shorter ones are words of many languages
_HEAD = """\
# Given names of Russian, Ukrainian and Belarusian in Latin letters, made by training/given_names.py from those in
# Cyrillic: `python -m training.given_names` writes this file anew.
[hints]
given = [
"""


def romanised() -> list[str]:
    """The names, sorted; no place that is known and none that another language has."""
    known = lexicon().hints["given"]
    others = {name for name, languages in known.items() if languages != {FILE.stem}}
    found = {
        plain
        for name, languages in known.items()
        for language in languages & _TABLES.keys()
        for table in _TABLES[language]
        if (plain := _plain(transliterate(name, language, table))) and len(plain) >= _LEAST
    }
    return sorted(name for name in found - others if gazetteer.place(name) is None)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    plain = "".join(c for c in letters if c not in _SIGNS and not unicodedata.combining(c))
    return plain if plain.isascii() and plain.isalpha() else ""


def written() -> str:
    """The text of the file."""
    names = romanised()
    rows = [names[at : at + 10] for at in range(0, len(names), 10)]
    lines = ["  " + ", ".join(f'"{name}"' for name in row) + ",\n" for row in rows]
    return f"{_HEAD}{''.join(lines)}]\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
