"""Values that look like something else than what they were read as are unread."""

from __future__ import annotations

import json

import pytest

from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def unread(note: str) -> list[str]:
    line = json.dumps({"number": "1", "text": note}, ensure_ascii=False)
    found = extract([Source("notes.jsonl", line.encode(), "notes")])
    return [finding.args["words"] for finding in found.findings if finding.code == "BT316"]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        # a sentence of the author, and whom it announces
        ("O tym „mówią” J. Lis, Brody, Lublin 2004, s. 5.", "J. Lis, Brody"),
        ("Rec. J. Lis, „Rzeki” 2007, nr 3, s. 210.", "Rec. J. Lis"),
        ("J. Lis, Brody, seria „Rzeki”, t. 14, Lublin 2007, s. 5.", "seria „Rzeki”"),
        ("„Brzeg”, „Prąd” i „Nurt” z 12 grudnia 1970 r.", "„Prąd” i „Nurt”"),
        # reference words
        ("J. Lis, Groble, w: tamże, s. 33.", "tamże"),
        ("Сыч Р. О. Броды // Там же. С. 144.", "Там же"),
        ("J. Lis, Brody, „Rzeki” 1972, nr 5; przedr. w: J. Lis, Szkice, Kraków 1980, s. 44.", "przedr"),
        # an author whose given name no list has
        ("Gundrella Kalter: Brunnen am See, Gmunden: Traunverlag 1992, S. 77.", "Gundrella Kalter"),
        # names that begin with no name
        ("C. Lis, « Le bac », dans id. et B. Kos (éds.), Les rivières, Paris, Seuil, 2000, p. 4.", "dans id."),
        # two authors, or one and a title
        ("Novák, Dvořák, 2005, s. 5.", "Dvořák"),
        # an archive, or a periodical
        ("Archiwum Parafialne w Rybnie, Acta mortis, t. 12, s. 5.", "Archiwum Parafialne w Rybnie, Acta mortis"),
        # no title, but the author's words in brackets
        ("Kazanie bpa J. Lisa, wygłoszone 3 maja 1930 r. w Grodnie (maszynopis w zbiorach).", "maszynopis w zbiorach"),
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_unread(note: str, words: str) -> None:
    assert words in unread(note)


@pytest.mark.parametrize(
    "note",
    [
        "J. Lis, „Brody”. Recenzja książki, „Rzeki” 2001, nr 2.",
        "J. Lis, Akcja „Bród” w powiecie, Lublin 2004, s. 5.",
        "J. Lis, Dziennik, w: B. Buk, Akcja „Bród” w powiecie, Lublin 2004, s. 5.",
        "J. Lis, Brody, słowo/obraz terytoria, Gdańsk 2004, s. 5.",
        "J. Lis, Ludzie i brody: przewodnik, Wydawnictwo Brzeg, Lublin 2004, s. 5.",
        "Лис Д. Броды. М.: Река, 2004. Т. 2. С. 5.",
        "J. Lis, Brody: 1. Małe, 2. Duże, Lublin 2008.",
        "Raport o brodach, Urząd Wodny, Warszawa, 12.03.2001, s. 5, https://brody.example.pl/r.pdf.",
        "Reed et al., Fords and Dykes, 2:14.",
        "J. Lis, „Skąd ta woda?” Rzeka w 1900 roku, Kielce 2002, s. 14.",
        "A. Reed, Dykes (Leeds and York: Brook and Sons of York 2007), 9.",
        "List J. Lisa do redakcji, „Rzeki” 1975, nr 14, s. 2.",
        "Лис И. Рец.: Сыч Р. Броды // Реки. 1934. № 10. С. 288.",
        "New York: Bridges and Fords, London 1998.",
        "Archiwum Wodne, t. 12, s. 5.",
    ],
)
def test_what_is_one_is_read(note: str) -> None:
    assert not unread(note)
