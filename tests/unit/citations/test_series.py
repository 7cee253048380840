"""Citations joined by words, several works of one author, and clauses that only count on."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.registry import Registry
from bibtool.citations.segment.split import split


def cited(note: str) -> list[tuple[str, str]]:
    s = scanned(note)
    return [
        (s.text[slice(*segment.author)] if segment.author else "", s.text[segment.start : segment.end].rstrip(" .;,"))
        for segment in split(s.text, s.anchors, s.tree, Registry())
        if not segment.prose
    ]


@pytest.mark.parametrize(
    ("first", "between", "second"),
    [
        ("M. Bor, Lasy, Lublin 2005, s. 3–5", " oraz ", "Tadeusz Klon, Sady, Łódź 2008, s. 7"),
        ("Weber, Karl: Mühlen. Breslau 1929, S. 8", ", sowie ", "Krause, Anna: Brücken. Köln 1930, S. 9"),
        ("Д. Орлов, «Пасека», М., 1927, с. 8", ", а также ", "Н. Лунин, «Сад», М., 1930, с. 9"),
        ("Д. Орлов, «Пасека», М., 1927, с. 8", ", тж. в ", "K. Harper, “Bees” // Bee World, т. 12 (1981), стр. 77"),
        ("Ellen Ford, “Mills,” 77", ", and ", "Robert Stone, Locks (Hull: Quay, 1980), 5"),
        ("Helen Marsh, Weavers (York: Fell, 1971), 12", ", rather than ", "John Pike, Wool (Leeds: Dale, 1980), 3"),
        ("Helen Marsh, Weavers (York: Fell, 1971), 12", " with that in ", "John Pike, Wool (Leeds: Dale, 1980), 3"),
        ("M. Leroux, Les moulins, Paris 1978, p. 14", " ainsi que ", "Jean Petit, Les ponts, Paris 1980, p. 3"),
    ],
)  # fmt: skip
def test_joined_citations_are_parted(first: str, between: str, second: str) -> None:
    assert [text for _, text in cited(f"{first}{between}{second}.")] == [first, second]


def test_further_works_have_the_author_of_the_first() -> None:
    note = "T. Klon, O bartnikach, „Pszczelarz” 1960, nr 4, s. 2, Barcie, „Ziemia” 1962, nr 5, s. 8, Miody, Płock 1997."
    assert cited(note) == [
        ("", "T. Klon, O bartnikach, „Pszczelarz” 1960, nr 4, s. 2"),
        ("T. Klon", "Barcie, „Ziemia” 1962, nr 5, s. 8"),
        ("T. Klon", "Miody, Płock 1997"),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "J. Bór, Spław drewna, „Wisła” 1900, nr 3, Warszawa",
        "J. Bór, Spław drewna, „Wisła” 1900, nr 3, dodatek „Flis”, s. 5",
        "J. Bór, Spław, „Wisła” 1900, t. 14, s. 3–20; t. 15, s. 8–44",
        "Орлов Д. Пасека // Пчела. 1927. № 4. С. 8; № 5. С. 9–12",
        "Д. Орлов, «Поход» // «Старина», 1885 г., т. 46, № 4, стр. 16; май № 5, стр. 37; завершение в № 6, стр. 53",
        "Полн. собр. пословиц. Т. 1—10; СПб., М., 1897—98",
        "Орлов Д. Д. Пасека на холме... (1846). Цит. по: https://example.org/paseka",
        "Wrona, K., Lis, B. 2014. Gwary Mazowsza. Łódź: Verbum",
        "Bor M. Zemlya i volya. T. 2. M., 1912. Prilozheniya. S. 4–5",
    ],
)
def test_what_only_counts_on_is_no_citation(note: str) -> None:
    assert [text for _, text in cited(f"{note}.")] == [note]


def test_years_after_a_name_are_works() -> None:
    assert cited("Komar 2022a, 43; 2022b, 12.") == [("", "Komar 2022a, 43"), ("Komar", "2022b, 12")]


def test_archives_in_a_row_are_parted_and_the_archive_of_a_document_is_not() -> None:
    note = "Notatka z 5 XI 1982 r., zbiory autora, oraz IPN BU II 296/41, IPN BU II 3971."
    assert [text for _, text in cited(note)] == [
        "Notatka z 5 XI 1982 r., zbiory autora", "IPN BU II 296/41", "IPN BU II 3971"
    ]  # fmt: skip
    document = "List J. Nowaka z 7 V 1923, AAN, MSZ, sygn. 12, k. 5"
    assert [text for _, text in cited(f"{document}.")] == [document]


def test_what_somebody_keeps_is_cited() -> None:
    assert cited("Nagranie rozmowy z komendantem, zbiory autora.") == [
        ("", "Nagranie rozmowy z komendantem, zbiory autora")
    ]
