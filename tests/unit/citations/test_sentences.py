"""A sentence that goes on after a citation: the further work that it names, and the net for what is not found."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.overlooked import overlooked
from bibtool.citations.registry import Registry
from bibtool.citations.segment.split import split
from bibtool.notes.account import Share, Stretch


def cited(note: str) -> list[str]:
    s = scanned(note)
    segments = split(s.text, s.anchors, s.tree, Registry())
    return [s.text[segment.start : segment.end].strip(" .,(") for segment in segments if not segment.prose]


FURTHER = "B. Gaj, Spław, Toruń 1980, s. 4"


@pytest.mark.parametrize(
    "words",
    [
        "czemu przeczy",
        "co w pełni potwierdza",
        "którego ustalenia, choć z innych powodów, potwierdza w całości",
        "a za nim",
        "jak słusznie zauważa",
        "na co zwraca uwagę",
        "uczynił to",
    ],
)
@pytest.mark.parametrize(
    "before", ["A. Lis, Wieża, Lublin 1990, s. 4, {}", "Zdaniem A. Lisa (Wieża, Lublin 1990, s. 4) miasto upadło, {}"]
)
def test_any_words_may_lead_on(before: str, words: str) -> None:
    assert cited(f"{before.format(words)} {FURTHER}.")[1:] == [FURTHER]


@pytest.mark.parametrize(
    ("note", "further"),
    [
        ("Лисов А. Б. Река. М., 1990. С. 5, против чего возражает Гаев В. Г. Сплав. Киров, 1980. С. 4.",
         "Гаев В. Г. Сплав. Киров, 1980. С. 4"),
        ("Лис О. Ріка. Київ, 1990. С. 5, що підтверджує Гай В. Г. Сплав. Львів, 1980. С. 4.",
         "Гай В. Г. Сплав. Львів, 1980. С. 4"),
        ("Лісаў А. Рака. Мінск, 1990. С. 5, з чым не згодны Гай В. Г. Сплаў. Гродна, 1980. С. 4.",
         "Гай В. Г. Сплаў. Гродна, 1980. С. 4"),
        ("A. Fox, Rivers (Leeds, 1990), p. 4, which is denied by B. Hale, Weirs (York: Dale Press, 1980), p. 4.",
         "B. Hale, Weirs (York: Dale Press, 1980), p. 4"),
        ("А за ним и Д. К. Сомов: Сомов Д. К. Река и власть. Казань, 2007. С. 101.",
         "Сомов Д. К. Река и власть. Казань, 2007. С. 101"),
        ("Pisała o tym prasa („Kurier” 1880, nr 4, s. 2), a powtórzyła to Anna Gaj w książce Spław, Toruń 1980, s. 4.",
         "Spław, Toruń 1980, s. 4"),
        ("Tego zdania jest S. Obłąk, który w pracy Handel rzeczny (Kraków 1969, s. 44) pisze o komorach.",
         "Handel rzeczny (Kraków 1969, s. 44)"),
    ],
)  # fmt: skip
def test_in_every_language(note: str, further: str) -> None:
    assert cited(note)[-1] == further


@pytest.mark.parametrize(
    "note",
    [
        "A. Lis, Dzieje miasta do 1569, czyli unia Jana Kosa, Kraków 1991, s. 5.",
        "A. Lis, Wieża (1918–1939) w świetle relacji Jana Kosa, Warszawa 1991, s. 5.",
        "A. Lis, Pamiętnik znaleziony w 1920, wydany przez Jana Kosa, Kraków 1991, s. 5.",
        "A. Lis, Wieża, Lublin 1990, s. 4, z posłowiem B. Gaja, Warszawa 1991.",
        "A. Lis, Wieża, Lublin 1990, s. 4, dedykowane pamięci B. Gaja.",
        "J. Smith, Weirs (London: Dale, 1990), 45, translated by John Hill, Oxford 1991.",
        "V. A. Korsakovskaia, Goroda Povolzh'ia v XVII veke (Moscow: Nauka, 1978), 101.",
    ],
)
def test_names_inside_a_work_are_no_further_one(note: str) -> None:
    assert len(cited(note)) == 1


def told(note: str) -> list[str]:
    s = scanned(note)
    words = [Stretch(Share.WORDS, 0, len(s.text.rstrip(".")))]
    return [s.text[start:end] for start, end in overlooked(s.text, s.anchors, s.tree, words)]


@pytest.mark.parametrize(
    "words",
    [
        "co potwierdza książka Spław, Toruń 1980",
        "co potwierdza książka Spław z 1980, s. 4",
        "pisze o tym „Kultura” 1979",
        "a point that “The Ferry Trade,” 12 (1980) had denied",
        "что подтверждает и сборник «Сплав», Киров, 1980. С. 4",
        "on the site https://example.org/ferries of the town",
    ],
)
def test_what_only_citations_hold_is_told(words: str) -> None:
    assert len(told(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "W 1980 r. na s. 4 gazety pisano o promach.",
        "Prom płynął aż do 1980 r., kiedy to zatonął pod Toruniem.",
        "В 1990 году в Москве вышла новая книга.",
        "In 1945 the ferry at York was given up.",
        "Zob. też niżej, s. 15.",
    ],
)
def test_years_and_pages_of_prose_are_not(words: str) -> None:
    assert told(words) == []
