"""Lists that print an author once, and each work below."""

from __future__ import annotations

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

WORKS = [
    ("Bielak", "Młyny wodne nad Skrwą", 1998),
    ("Bielak", "Przewoźnicy i ich łodzie w dawnych rejestrach", 2004),
    ("Czajka", "Groble i stawy", 2011),
    ("Gawron", "Bród pod wsią Lipowe", 2015),
    ("Gawron", "Most, którego nie było", 2019),
]
BY_YEAR = {
    "tabs": "Bielak Anna\n1998\tMłyny wodne nad Skrwą, Płock.\n2004\tPrzewoźnicy i ich łodzie w dawnych rejestrach, "
    "Toruń.\nCzajka Piotr\n2011\tGroble i stawy, Płock.\nGawron Tomasz\n2015\tBród pod wsią Lipowe, "
    "Lublin.\n2019\tMost, "
    "którego nie było, Kraków.",
    "indented, continued": "Bielak A.\n  1998  Młyny wodne nad Skrwą, Płock.\n  2004  Przewoźnicy i ich łodzie w "
    "dawnych"
    "\n        rejestrach, Toruń.\n\nCzajka P.\n  2011  Groble i stawy, Płock.\n\nGawron T.\n  2015  Bród pod wsią "
    "Lipowe, Lublin.\n  2019  Most, którego nie było, Kraków.",
    "in brackets": "Bielak A.\n(1998) Młyny wodne nad Skrwą, Płock.\n(2004) Przewoźnicy i ich łodzie w dawnych "
    "rejestrach, Toruń.\nCzajka P.\n(2011) Groble i stawy, Płock.\nGawron T.\n(2015) Bród pod wsią Lipowe, Lublin.\n"
    "(2019) Most, którego nie było, Kraków.",
    "years on lines of their own": "Bielak Anna\n1998\nMłyny wodne nad Skrwą, Płock.\n2004\nPrzewoźnicy i ich łodzie w "
    "dawnych rejestrach, Toruń.\nCzajka Piotr\n2011\nGroble i stawy, Płock.\nGawron Tomasz\n2015\nBród pod wsią "
    "Lipowe, "
    "Lublin.\n2019\nMost, którego nie było, Kraków.",
}
BY_INDENT = {
    "indented": "Bielak Anna\n    Młyny wodne nad Skrwą, Płock 1998.\n    Przewoźnicy i ich łodzie w dawnych\n    "
    "rejestrach, Toruń 2004.\nCzajka Piotr\n    Groble i stawy, Płock 2011.\nGawron Tomasz\n    Bród pod wsią Lipowe, "
    "Lublin 2015.\n    Most, którego nie było, Kraków 2019.",
    "dashes": "Bielak Anna:\n– Młyny wodne nad Skrwą, Płock 1998.\n– Przewoźnicy i ich łodzie w dawnych rejestrach, "
    "Toruń "
    "2004.\nCzajka Piotr:\n– Groble i stawy, Płock 2011.\nGawron Tomasz:\n– Bród pod wsią Lipowe, Lublin 2015.\n– "
    "Most, "
    "którego nie było, Kraków 2019.",
}


@pytest.mark.parametrize("form", [*BY_YEAR, *BY_INDENT])
def test_each_work_is_an_entry_with_its_author(form: str) -> None:
    printed = f"Bibliografia\n\n{(BY_YEAR | BY_INDENT)[form]}\n"
    document = read_bytes(printed.encode(), "x.txt")
    notes = find_notes(document)
    assert [(e.text.text[:6], len(e.text.text) < 90) for e in notes.listed] == [(name, True) for name, _, _ in WORKS]
    for entry in notes.listed:
        assert "".join(printed[s.start : s.end] for s in entry.text.spans()).split()[0] in entry.text.text
    items = [c.item for c in extract(document, notes).citations]
    assert [(i.names["author"][0].family, i.get("title"), i.dates["issued"].year) for i in items] == WORKS


@pytest.mark.parametrize(
    "entries",
    [
        # hanging entries, whose first lines hold no year
        "Bielak Anna, Młyny wodne nad Skrwą i ich\n    dawni właściciele. Płock: Oficyna. Wydanie\n    drugie, 1998.\n"
        "Czajka Piotr, Groble i stawy w dobrach\n    kapituły. Płock 2001.\nGawron T., Bród. Lublin 2015.",
        "Kroniki miasta Lipowo, red. A. Nowak\n    Płock 1998.\nRada Miasta, Uchwały\n    Płock 2001.\n"
        "Zimorodek H., Mapy\n    Lublin 2015.",
        # a year that begins a line within an entry
        "Bielak Anna, Młyny wodne nad Skrwą w latach\n1998 i 2004, Płock 2006.\nCzajka Piotr, Groble i stawy w roku\n"
        "2011 i później, Płock 2012.\nGawron T., Bród, Lublin 2015.",
    ],
)
def test_entries_that_run_over_lines_are_whole(entries: str) -> None:
    found = find_notes(read_bytes(f"Bibliografia\n\n{entries}\n".encode(), "x.txt")).listed
    assert len(found) == 3
    assert "\n".join(entry.text.text for entry in found) == entries
