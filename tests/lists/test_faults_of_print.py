"""Lists as prints and copies damage them: letters between entries, heads of pages within, holdings without names."""

from __future__ import annotations

import pytest

from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes


def entries(text: str) -> list[str]:
    return [" ".join(e.text.text.split()) for e in find_notes(read_bytes(text.encode(), "x.txt")).listed]


POLISH = ["Adamski P., Brody, Łódź 1999.", "Agaj W., Groble, Łódź 2001.", "Bielak A., Młyny, Płock 1998.",
          "Łoś R., Tamy, Lublin 2012."]  # fmt: skip
RUSSIAN = ["Азов П. И. Броды. М., 1999.", "Алов В. И. Плотины. М., 2001.", "Белов А. И. Мельницы. М., 1998.",
           "Жук Р. И. Колодцы. М., 2012."]  # fmt: skip


@pytest.mark.parametrize("letter", ["{}", "{}.", "– {} –", "{}\n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("heading", "rows"), [("Bibliografia", POLISH), ("Список литературы", RUSSIAN)])
def test_letters_between_entries(letter: str, gap: str, heading: str, rows: list[str]) -> None:
    lines: list[str] = []
    for row in rows:
        if not lines or row[0] != lines[-1][0]:
            lines.append(letter.format(row[0]))
        lines.append(row)
    assert entries(f"{heading}\n\n{gap.join(lines)}\n") == rows


@pytest.mark.parametrize("head", ["212   Bibliografia", "Bibliografia 213", "BIBLIOGRAFIA     213"])
def test_a_head_of_a_page_within_an_entry(head: str) -> None:
    first = "Bielak A., Młyny i tamy nad dolną Wkrą w czasach saskich,"
    before, after = "Bibliografia\n\nAdamski P., Brody, Łódź 1999.", "Płock 1998.\nCzajka P., Stawy, Płock 2001.\n"
    assert entries(f"{before}\n{first}\n\n\f{head}\n\n{after}") == [
        "Adamski P., Brody, Łódź 1999.",
        f"{first} Płock 1998.",
        "Czajka P., Stawy, Płock 2001.",
    ]


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("Archiwalia", ["Archiwum Państwowe w Płocku, Akta miasta, sygn. 114.", "Archiwum Akt Nowych, Akta, sygn. 7."]),
        ("Архивные источники", ["Архив Рязани, ф. 114, оп. 2, д. 7.", "Архив Академии, ф. 3, оп. 1, д. 12."]),
        ("Prasa", ["„Głos Płocka” 1921–1925.", "„Echo” 1936–1939.", "„Ziemia Wkrzańska” 1931.", "„Brzeg” 1928."]),
    ],
)
def test_entries_that_begin_alike(heading: str, rows: list[str]) -> None:
    works = ["Bielak A., Młyny, Płock 1998.", "Czajka P., Stawy, Płock 2001.", "Dudek E., Tamy, Płock 2004."]
    printed = "\n".join(rows)
    assert entries(f"Bibliografia\n\n{heading}\n{printed}\n\nLiteratura\n" + "\n".join(works) + "\n") == rows + works


def test_few_paragraphs_of_any_length() -> None:
    rows = [
        "Barrow, Alice. “The Last Light and the Long Way Home.” Tide Review, vol. 4, no. 1, 2012, pp. 3–19.",
        "“Ferries of the North.” Ferry Page, 3 May 2020. Accessed 5 June 2021.",
        "The Long Crossing. Directed by Mara Stone, Humber Films, 1999.",
        "Cole, James, editor. Harbour Papers. Ouse, 2003.",
    ]
    assert entries("Works Cited\n\n" + "\n".join(rows) + "\n") == rows


@pytest.mark.parametrize(
    "text",
    [
        "Bibliografia\n\nBielak A., Młyny wodne nad Skrwą, Płock 1998, zwłaszcza tom\nA\nopisujący brody i groble.\n"
        "Czajka P., Stawy, Płock 2001.\n",
        "Literatura\n\nBielak A., Młyny. Archiwum\nArchiwum Wód, Płock 1998.\nCzajka P., Stawy, Płock 2001.\n",
    ],
)
def test_what_is_no_break(text: str) -> None:
    assert len(entries(text)) == 2
