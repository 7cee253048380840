"""Whom a word for the one named before means, and who writes beside that one."""

from __future__ import annotations

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes

NOTES = {
    "a long dash": ("G. Ponti, I mulini del Po, Torino 1990.", "Idem — M. Sala, Le chiuse, Milano 1997.", "Ponti Sala"),
    "three in full": (
        "H. Brenner, Die Dämme der Oder, Berlin 1988.",
        "Ders., Ute Specht und Karl Moll, Schleusen, Berlin 1995.",
        "Brenner Specht Moll",
    ),
    "three in full, in brackets": (
        "J. Whitlow, Mills of the Ouse (London: Longman, 1987).",
        "Idem, Mary Cope and Paul Dunne, Fords (York: Minster, 1992).",
        "Whitlow Cope Dunne",
    ),
    "a family name alone": (
        "H. Brenner, Die Dämme der Oder, Berlin 1988.",
        "Ders./Specht, Deiche, Berlin 1996.",
        "Brenner Specht",
    ),
    "a comma and a joining word": (
        "J. Whitlow, Mills of the Ouse (London: Longman, 1987).",
        "Idem, and Mary Cope, Weirs (York: Minster, 1992).",
        "Whitlow Cope",
    ),
    "a semicolon": ("Гусев В. Н. Мосты Волги. М., 1987.", "Он же; Лунин А. А. Паромы. СПб., 1993.", "Гусев Лунин"),
    "and others": (
        "H. Brenner, K. Moll, Die Dämme der Oder, Berlin 1988.",
        "Ders. u. a., Buhnen, Berlin 1995.",
        "Brenner",
    ),
    "a title": ("A. Zięba, Most nad Łęgiem, Mielec 1979.", "Tenże, Jan Kochanowski, Mielec 1980.", "Zięba"),
    "an editor": ("A. Zięba (red.), Most nad Łęgiem, Mielec 1979.", "Tenże, Jazy, Mielec 1980.", "Zięba"),
    "an editor behind the title": ("Most nad Łęgiem, red. A. Zięba, Mielec 1979.", "Tenże, Jazy, Mielec 1980.", ""),
}


@pytest.mark.parametrize("form", NOTES)
def test_nobody_beside_the_same_author_is_lost(form: str) -> None:
    first, second, families = NOTES[form]
    printed = f"Słowo[^1] i słowo[^2].\n\n[^1]: {first}\n\n[^2]: {second}\n"
    document = read_bytes(printed.encode(), "x.md")
    item = extract(document, find_notes(document)).citations[-1].item
    assert " ".join(name.family for name in item.names.get("author", ())) == families
