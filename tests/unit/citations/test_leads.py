"""Words that lead to a citation are the author's; a citation begins where its author or title does."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.registry import Registry
from bibtool.citations.segment.split import split


def cited(note: str) -> list[tuple[str, str]]:
    """The name that the words before give, and the text of every citation."""
    s = scanned(note)
    return [
        (s.text[slice(*segment.author)] if segment.author else "", s.text[segment.start : segment.end].rstrip("."))
        for segment in split(s.text, s.anchors, s.tree, Registry())
        if not segment.prose
    ]


@pytest.mark.parametrize(
    ("lead", "citation"),
    [
        ("O tej cegielni wspominam w artykule: ", "Marta Lipiec, Glina i ogień, „Rocznik” 2009, nr 3, s. 12"),
        ("Najpełniej: ", "Zofia Karcz, Ogrody klasztorne, Kraków 1982, s. 4"),
        ("Zwraca na to uwagę ", "Helena Trzcina, Łąki zalewowe, Lublin 2001, s. 9"),
        ("Według Marii Sowy rzeka zmieniła bieg. ", "Maria Sowa, Dawne koryto, Płock 1977, s. 6"),
        ("W tamtym roku nie ukazała się żadna recenzja, a druku nie dokończono. ", "Nowe książki, „Głos” 1958, nr 7"),
        ("Por. jego ", "Uwagi o uprawie lnu, Poznań 1931, s. 4"),
        ("Lista członków towarzystwa jest dostępna na stronie ", "http://www.example.org/lista"),
        ("Подробно об этом говорится в статье: ", "Соколова Н. П. Мельницы // Вестник. 1998. № 4. С. 31"),
        ("Краткий разбор см. в книге ", "Павел Орлов, Дорога к слову, Москва, 1979, с. 40"),
        ("Источники: ", "Орлова М. А. Ткачи Иванова. Иваново, 1962"),
        ("Літ.: ", "Гнатюк О. І. Церкви Поділля. Київ: Наука, 1991. С. 17"),
        ("Ця проблема розглянута у праці: ", "Гнатюк О. І. Церкви Поділля. Київ: Наука, 1991. С. 17"),
        ("A detailed survey can be found in ", "Robert Hale, Canals (Leeds: Dale Press, 1999), 41"),
        ("Vgl. zum ganzen Abschnitt ", "Weber, Karl: Mühlen in Schlesien. Breslau 1929, S. 8"),
        ("Eine gute Übersicht bietet ", "Karl Weber, Mühlen in Schlesien, Breslau 1929, S. 8"),
        ("Sur cette question, on lira ", "Marie Leroux, Les moulins, Paris, 1978, p. 14"),
        ("K tomu srov. podrobně ", "Jan Dvořák, Mlýny na Moravě, Brno 1999, s. 3"),
    ],
)  # fmt: skip
def test_words_before_a_citation_are_no_part_of_it(lead: str, citation: str) -> None:
    assert cited(f"{lead}{citation}.") == [("", citation)]


@pytest.mark.parametrize(
    ("note", "author", "begins"),
    [
        ("Dokładny opis daje Stefan Brzeg w książce Mosty Podlasia, Białystok 1988, s. 40.", "Stefan Brzeg", "Mosty"),
        ("Эту мысль развивает Игорь Васильев в книге Речные города, Казань, 1987, с. 55.", "Игорь Васильев", "Речные"),
        ("Пра гэта піша Іван Саверчанка ў кнізе Замкі, Мінск 1995, с. 20.", "Іван Саверчанка", "Замкі"),
        ("The first survey is the book by Anna Hale entitled “Mills”, Leeds 2016.", "Anna Hale", "“Mills”"),
        ("Zdanie to powtórzył Adam Brzoza (Młyny i tartaki, Kielce 1963, s. 40).", "Adam Brzoza", "Młyny"),
        # a name in another case is nobody's signature
        ("Zob. uwagi Stefana Brzega w tekście Mosty Podlasia, Białystok 1988, s. 40.", "", "Mosty"),
    ],
)  # fmt: skip
def test_the_author_may_stand_in_the_words_before(note: str, author: str, begins: str) -> None:
    ((said, citation),) = cited(note)
    assert (said, citation[: len(begins)]) == (author, begins)


@pytest.mark.parametrize(
    "note",
    [
        "Historia polskiego młyna. Zarys dziejów od czasów najdawniejszych, Warszawa 1966",
        "Co to jest las? Przewodnik dla nauczycieli, red. A. Bór, Kraków 2003, s. 5",
        "Życie codzienne w Toruniu, oprac. Jan Wilk, Toruń 1985",
        "Literatura: teoria i praktyka, Warszawa 1970, s. 3",
        "Our Town, London 1938, p. 5",
        "Wystawa pośmiertna. Jan Lebiedź, Łódź 1999",
        "The Life and Letters of Anna Hale, ed. Robert Ford (London: Cape, 1920), 5",
        "Nieznana Autorka, Łąki, w: Jan Lis, Ogrody i pola, Lublin 2001, s. 9",
    ],
)
def test_a_title_is_no_lead(note: str) -> None:
    assert cited(f"{note}.") == [("", note)]


def test_a_sentence_with_a_name_cites_nothing() -> None:
    assert cited("Młynarz Jan Lis, jak zwykle, nie podał źródła, z którego korzystał.") == []


def test_a_signal_in_brackets_begins_a_citation() -> None:
    note = "Najgłośniejszy spór (na ten temat por. Claire Dubois, Les usines, Seuil, Paris 2005) dotyczył tylko płac."
    assert cited(note) == [("", "Claire Dubois, Les usines, Seuil, Paris 2005")]


def test_what_stands_before_a_bracket_with_a_citation_cites_too() -> None:
    note = (
        "S. Kos, Wstęp, Kraków 1911, s. 3 (zob. też: M. Lis, Dzieje, Kraków 1880, s. 5), a jednak pisano o tym inaczej."
    )
    assert cited(note) == [("", "S. Kos, Wstęp, Kraków 1911, s. 3"), ("", "M. Lis, Dzieje, Kraków 1880, s. 5")]
