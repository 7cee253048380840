"""Places, publishers and periodicals that are known by name."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from bibtool.citations.scan import hints
from bibtool.language import gazetteer
from bibtool.language.gazetteer import Kind, Place, Told
from bibtool.language.lexicon import lexicon

FILES = ("places.txt", "places_doubtful.txt", "places_known.txt", "publishers.txt", "periodicals.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Warszawa",
        "WARSZAWA",
        "[Kraków]",
        "Wilno",
        "Вільня",
        "Пецярбург",
        "Lipsk",
        "Mediolan",
        "Frankfurt a. M.",
        "Frankfurt a.M.",
        "Ростов-на-Дону",
        "Ростов н/Д",
        "Cambridge, Mass.",
        "Cambridge (Mass.)",
        "New Haven CT",
        "Warszawa–Kraków",
        "Warszawa – Poznań – Lwów",
        "Oxford and New York",
        "Wrocław i Opole",
        "Київ; Львів",
        "Berlin/New York",
        "Leipzig u. Wien",
    ],
)
def test_places_in_all_their_names(text: str) -> None:
    assert gazetteer.place(text) is Place.KNOWN


@pytest.mark.parametrize(
    "text", ["М.", "М.; Л.", "М.–Л.", "М. ; Л.", "СПб.", "С.-Пб.", "Пг.", "Мн.", "Н. Новгород", "N.Y."]
)
def test_abbreviated_places(text: str) -> None:
    assert gazetteer.place(text) in {Place.ABBREVIATED, Place.KNOWN}
    assert gazetteer.expansions(text) or ";" in text or "–" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "м.",
        "М",
        "nice",
        "Representing Germany",
        "Kraków Warszawa",
        "Dzieje Polski",
        "Warszawa wczoraj",
        "1999",
        "и",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert gazetteer.place(text) is None


def test_a_word_that_is_a_town_as_well_is_doubtful() -> None:
    assert gazetteer.place("Reading") is Place.DOUBTFUL
    assert gazetteer.place("Oxford–Reading") is Place.DOUBTFUL


def test_no_language_overwrites_another() -> None:
    assert dict(gazetteer.expansions("М.")) == {"be": "Масква", "ru": "Москва", "uk": "Москва"}
    assert gazetteer.expansions("Л.")["ru"] == "Ленинград"
    assert gazetteer.expansions("Л.")["uk"] == "Львів"
    assert gazetteer.expansions("Ростов н/Д.") == gazetteer.expansions("Ростов  н/Д.")
    assert not gazetteer.expansions("Warszawa")


def test_every_expansion_is_a_known_place() -> None:
    names = {name for forms in lexicon().places.values() for name in forms.values()}
    assert len(names) > 30
    assert [name for name in names if gazetteer.place(name) is not Place.KNOWN] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PWN", Told.NAME),
        ("Państwowy Instytut Wydawniczy", Told.NAME),
        ("UNIVERSITAS", Told.NAME),
        ("C.H. Beck", Told.NAME),
        ("C. H. Beck", Told.NAME),
        ("L’Harmattan", Told.NAME),
        ("L'Harmattan", Told.NAME),
        ("Наукова думка", Told.NAME),
        ("Изд-во Моск. ун-та", Told.NAME),
        ("dtv", Told.NAME),
        ("Wydawnictwo Pod Lipą", Told.WORD),
        ("Edition Nordverlag", Told.WORD),
        ("Press of the North", Told.WORD),
        ("Historia pewnego miasta", None),
        ("DTV", None),
        ("мир", None),
    ],
)
def test_publishers(text: str, told: Told | None) -> None:
    assert gazetteer.publisher(text) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PiP", Told.NAME),
        ("Państwo i Prawo", Told.NAME),
        ("„Państwo i Prawo”", Told.NAME),
        ("Dz. U.", Told.NAME),
        ("Dz.U.", Told.NAME),
        ("Вопросы истории", Told.NAME),
        ("ВОПРОСЫ ИСТОРИИ", Told.NAME),
        ("Український історичний журнал", Told.NAME),
        ("Rocznik Pewnej Gminy", Told.WORD),
        ("Nordische Wochenzeitung", Told.WORD),
        ("PIP", None),
        ("pip", None),
        ("Opowieść o domu", None),
    ],
)
def test_periodicals(text: str, told: Told | None) -> None:
    assert gazetteer.periodical(text) is told


def found(text: str) -> list[tuple[str, Kind]]:
    return [(text[match.start : match.end], match.kind) for match in gazetteer.matches(text)]


def test_the_longest_name_at_every_word() -> None:
    text = "Ruch Prawniczy, Ekonomiczny i Socjologiczny; Cambridge, Mass.: Basic Books; Dz.U. nr 5; W-wa, PWN"
    assert found(text) == [
        ("Ruch Prawniczy, Ekonomiczny i Socjologiczny", Kind.PERIODICAL),
        ("Cambridge, Mass.", Kind.PLACE),
        ("Basic Books", Kind.PUBLISHER),
        ("Dz.U.", Kind.PERIODICAL),
        ("W-wa", Kind.PLACE),
        ("PWN", Kind.PUBLISHER),
    ]


def test_a_name_may_be_of_several_kinds() -> None:
    assert {kind for _, kind in found("Наука и НЛО")} >= {Kind.PUBLISHER, Kind.PERIODICAL}


def test_an_abbreviation_inside_a_word_is_none() -> None:
    assert [kind for text, kind in found("Труды ИМ. Ленина, А-М. Рим") if text == "М."] == []


def test_matches_are_linear() -> None:
    """The names tried at a word do not grow with the text: what is found in a repeated text is a multiple."""
    line = "Cambridge, Mass. New York State Nowy Jork i Ruch Prawniczy, Ekonomiczny a nie "
    once = len(gazetteer.matches(line))
    assert once
    assert len(gazetteer.matches(line * 300)) == 300 * once


@pytest.mark.parametrize("file", FILES)
def test_files_are_in_order(file: str) -> None:
    """No entry twice in a file, no stray spaces; no name is longer than what is tried."""
    text = (resources.files("bibtool.language") / "gazetteers" / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    entries = [entry for line in lines for entry in line.split("; ")]
    assert len(entries) > 800
    assert [entry for entry in entries if not entry or entry != entry.strip()] == []
    assert max(len(re.findall(r"[^\W_]+", entry)) for entry in entries) <= 9
    assert len(text.encode()) < 150_000


def test_the_made_files_share_no_name() -> None:
    folder = resources.files("bibtool.language") / "gazetteers"
    sure, doubtful = (set((folder / name).read_text(encoding="utf-8").casefold().splitlines()) for name in FILES[:2])
    assert len(sure) > 5000
    assert not sure & doubtful


@pytest.mark.parametrize("text", ["Ратно-над-Сяном", "Zielonka Górna"])
def test_a_reader_asks_for_places_here(text: str) -> None:
    assert hints.known_place("Regiomonti")
    assert hints.known_place("М.–Л.")
    assert not hints.known_place(text)
    assert not hints.known_place("Reading")


def test_a_reader_asks_for_publishers_and_periodicals_here() -> None:
    assert hints.has("Vandenhoeck & Ruprecht", "publisher")
    assert hints.has("Slavic Review", "journal", "newspaper")
    assert not hints.has("Slavia", "journal"), "the gazetteer does not part journals from newspapers"
    assert not hints.has("Opowieść o domu", "journal", "newspaper", "publisher")
