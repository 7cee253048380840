"""The words and endings of Cyrillic languages in Latin letters are made from those in Cyrillic, under every scheme."""

import os
import re
import tomllib
import unicodedata
from pathlib import Path

from bibtool.language import marks
from bibtool.language.errors import SchemeLacksLanguage
from bibtool.language.translit import schemes, transliterate

FILE = Path(marks.__file__).parent / "data" / "latinised.toml"
HEAD = """# Words and endings of languages.toml and languages_more.toml in Latin letters, as the schemes write
# them, without signs for ь and ъ.  Made by tests/unit/language/test_latinised.py (UPDATE_GOLDEN=1).
"""
LIKE_POLISH = {"pl"}  # its words are too often Polish ones: "koniec"
SHORTEST = {"words": 4, "endings": 2}
SIGNS = re.compile("['’ʹʺʼ′″`´\"\u0360-\u0362\ufe20\ufe21]")


def spelled(text: str, language: str, without: set[str]) -> set[str]:
    found = set()
    for scheme in schemes():
        if scheme.name in without:
            continue
        try:
            latin = transliterate(text, language, scheme.name)
        except SchemeLacksLanguage:
            continue
        found.add(unicodedata.normalize("NFC", SIGNS.sub("", latin)).casefold())
    return found


def made() -> str:
    folder = FILE.parent
    rows = tomllib.loads((folder / "languages.toml").read_text(encoding="utf-8"))
    more = tomllib.loads((folder / "languages_more.toml").read_text(encoding="utf-8"))["more"]
    out = [HEAD]
    for language in ("ru", "uk", "be"):
        out.append(f'["{language}@latin"]')
        for key, shortest in SHORTEST.items():
            parts = f"{rows[language][key]} {more[key].get(language, '') if key == 'words' else ''}".split()
            without = LIKE_POLISH if key == "words" else set()
            found = {word for part in parts for word in spelled(part, language, without) if len(word) >= shortest}
            out.append(f'{key} = "{" ".join(sorted(found))}"')
        out.append("")
    return "\n".join(out)


def test_the_file_is_what_the_schemes_make():
    text = made()
    if os.environ.get("UPDATE_GOLDEN"):
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text
