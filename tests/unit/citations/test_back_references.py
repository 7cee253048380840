"""What short references, abbreviations and reference words refer to: one work or none, never a wrong one."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.citation import Citation, Kind, Reference
from bibtool.citations.registry import Cited, Registry, words
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def citations(*notes: str) -> list[Citation]:
    lines = [json.dumps({"number": str(n), "text": note}, ensure_ascii=False) for n, note in enumerate(notes, 1)]
    return list(extract([Source("notes.jsonl", "\n".join(lines).encode(), "notes")]).citations)


def last(*notes: str) -> tuple[Kind, str]:
    """The kind of the last citation, and the note and index that it refers to."""
    citation = citations(*notes)[-1]
    refers = citation.refers_to
    return citation.kind, f"{refers.note}.{refers.index}" if refers else ""


KOLO = "Karol Młynarz, Woda i koło, Opole 1990, s. 3."
POMPY = "Karol Młynarz, Pompy, Opole 1991, s. 3."
FORD = "Ellen Ford, Mills and Mobs (York: Minster, 2001), 77."
WEBER = "Weber, Karl: Mühlen in Schlesien. Breslau 1929."


@pytest.mark.parametrize(
    ("before", "short"),
    [
        ([KOLO], "Młynarz, s. 40."),
        ([KOLO], "Młynarz, t. 1, s. 40."),
        ([KOLO], "Młynarz 1990, s. 40."),
        ([POMPY.replace("1991", "1988"), KOLO], "Młynarz 1990, s. 40."),
        ([KOLO], "Karol Młynarz, Woda...."),
        ([FORD], "Ford, Mills and Mobs, 80."),
        ([FORD], "Ford, 80–81."),
        ([WEBER], "Vgl. Weber 1929, S. 9."),
        (["Kos, A., Wilk, B.: Furten. Kiel 2011."], "Kos / Wilk 2011, S. 9."),
        (["Гнат О. Історія української ріки, т. 1, Київ 1923, с. 9."], "О. Гнат, Іст. укр. ріки, с. 8."),
        (["Лев Бобров, Полное собрание сочинений, т. 3, Москва, 1966, с. 11."], "ПСС, т. 5, Москва, 1967, с. 40."),
        (["Słownik rzek i jezior (dalej: KPL), t. 3, Warszawa 1882, s. 5."], "KPL, s. 8."),
        (["Ellen Ford, Mills and Mobs (York: Minster, 2001), 77 (hereafter MX)."], "MX, 80."),
        (["Костров А. И. Ремёсла Урала. Пермь, 1958. С. 40."], "Костров. Указ. соч. С. 12."),
        (["Костров А. И. Ремёсла Урала. Пермь, 1958. С. 40."], "См.: Костров. Ремёсла… С. 3."),
        (["Bauer, Hans: Die Papiermühlen Sachsens. Leipzig 1931."], "Bauer: Papiermühlen, S. 7."),
        (["Bauer, Hans: Die Papiermühlen Sachsens. Leipzig 1931."], "Bauer (wie Anm. 1), S. 7."),
        ([FORD], "Ford, “Mills and Mobs,” 80–81, 90."),
        (["РГАЛИ. Ф. 5. Оп. 1. Д. 3. Л. 4."], "Там же. Ф. 6. Оп. 2. Д. 7. Л. 1."),
    ],
)  # fmt: skip
def test_a_short_reference_refers_to_its_work(before: list[str], short: str) -> None:
    kind, refers = last(*before, short)
    assert kind is not Kind.FULL
    assert refers == f"{len(before)}.1"


@pytest.mark.parametrize(
    ("before", "short"),
    [
        ([KOLO, POMPY], "Młynarz, s. 40."),  # which of the two?
        ([KOLO], "Młynarz 1977, s. 40."),  # another year
        ([KOLO], "Młynarz / Kos 1990, s. 40."),  # another author beside him
        ([KOLO], "Por. KBR 48."),  # an abbreviation that nobody gave
        (
            ["A. Bor, Prace o stawach, Kielce 1970, s. 3.", "B. Las, Podania o smokach, Kielce 1971, s. 4."],
            "POS, s. 5.",  # the initials of two titles
        ),
    ],
)
def test_where_two_works_or_none_fit_there_is_no_target(before: list[str], short: str) -> None:
    kind, refers = last(*before, short)
    assert kind is Kind.SHORT
    assert refers == ""


@pytest.mark.parametrize(
    ("note", "family", "title"),
    [
        ("Cross, The Law of Weirs, 44–45.", "Cross", "The Law of Weirs"),
        ("Cross, “Weirs,” 12.", "Cross", "Weirs"),
        ("Грабов, “Смертность на Урале”, стр. 5.", "Грабов", "Смертность на Урале"),
        ("Grab, Wody i stawy…", "Grab", "Wody i stawy"),
        ("Guardian, “Floods in the North,” 12.", "", ""),  # a newspaper is no family
    ],
)
def test_a_name_a_title_and_pages_are_a_short_reference_of_a_work_not_cited_here(
    note: str, family: str, title: str
) -> None:
    (citation,) = citations(note)
    names = citation.item.names.get("author", ())
    assert [name.family for name in names] == ([family] if family else [])
    assert not family or (citation.kind, citation.item.get("title")) == (Kind.SHORT, title)


def test_pages_without_a_label_follow_a_reference_word() -> None:
    ibid = citations(FORD, "Ibid., 15. Cf. Robert Stone, Locks (Hull: Quay, 1980), 5.")[1]
    assert (ibid.kind, ibid.locator) == (Kind.IBID, "15")


def test_a_full_citation_stays_full_beside_one_of_its_author() -> None:
    assert last(KOLO, "Karol Młynarz, Pompy, Opole 1991, s. 3.") == (Kind.FULL, "")


def test_an_archive_after_the_same_place_is_one_reference() -> None:
    assert len(citations("РГАЛИ. Ф. 5. Оп. 1. Д. 3. Л. 4.", "Там же. Ф. 6. Он. 2. Д. 7. Л. 1.")) == 2


def test_the_abbreviation_that_a_text_gives_is_no_part_of_the_title() -> None:
    (citation,) = citations("J. Lis, Kodeks pól (dalej: KPL), Lublin 2004, s. 5.")
    assert citation.item.get("title") == "Kodeks pól"
    assert citation.fields["abbreviation"].raw.strip() == "(dalej: KPL)"


def test_a_work_without_authors_is_found_by_its_first_word_and_year() -> None:
    registry = Registry()
    place = Reference("1", 1, "1")
    registry.add(Cited(place, (), (), words("Gnarl, Furten"), "de", 1921, head="gnarl"))
    assert [work.place for work in registry.dated(["gnarl"], 1921)] == [place]
    assert registry.dated(["gnarl"], 1922) == [] and registry.dated(["gnarl"], None) == []
    assert registry.headed("Gnarl", 1921) and not registry.headed("Gnarl", 1922)


class TestNumbersOfNotes:
    def test_the_number_of_a_note_before_a_name_is_its_label(self) -> None:
        (citation,) = citations("1 Р.И. Котова, “Смертность”, М., 1979, стр. 6.")
        assert [name.family for name in citation.item.names["author"]] == ["Котова"]

    def test_two_notes_that_repeat_their_numbers_show_the_others(self) -> None:
        first, second = citations("1 Stawy rybne, Lublin 1990, s. 5.", "2 Młyny wodne, Lublin 1991, s. 6.")
        assert (first.item.get("title"), second.item.get("title")) == ("Stawy rybne", "Młyny wodne")

    def test_one_number_alone_may_begin_a_title(self) -> None:
        (citation,) = citations("1 Dywizja w polu, „Flis” 1999, nr 3.")
        assert citation.item.get("title") == "1 Dywizja w polu"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Kardhof, Ernst von: Wasserrecht im Osten, Leipzig 1901.", "E. von Kardhof, Wasserrecht…, s. 44."),
        ("Ernst von Kardhof, Wasserrecht im Osten, Leipzig 1901.", "Kardhof, Wasserrecht im Osten, s. 44."),
        ("Margaret van der Lint, Mills of the Plain, Cambridge 1972.", "Lint, Margaret van der, Mills…, s. 8."),
        ("Jean de La Tour, Les biefs polonais, Paris 1970.", "J. de La Tour, Les biefs…, s. 9."),
        ("Jean de La Tour, Les biefs polonais, Paris 1970.", "Tour, Les biefs polonais, s. 9."),
    ],
)
def test_particles_come_and_go(full: str, short: str) -> None:
    assert last(KOLO, full, short) == (Kind.SHORT, "2.1")
