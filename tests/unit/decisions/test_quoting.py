"""A quote is found in exactly one citation or in none."""

from __future__ import annotations

import json

import pytest

from bibtool.decisions.decision import Quote
from bibtool.decisions.quoting import Missed, Printed
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source

LIS = "A. Lis, Mosty stalowe i drewniane, Poznań 2011, s. 12"
KOWAL = "B. Kowal, Rzeki nizinne, Kraków 1999"


def printed(*notes: str) -> Printed:
    rows = [json.dumps({"number": str(n), "text": text}) for n, text in enumerate(notes, 1)]
    found = extract([Source("notes.jsonl", "\n".join(rows).encode())]).documents[0]
    return Printed(found.document.text, found.notes, found.citations)


def test_letters_are_found_however_they_are_wrapped_and_numbered() -> None:
    before = printed(f"{LIS}.", f"{KOWAL}.")
    after = printed("Nowy przypis.", "A. Lis, Mosty sta-\nlowe i drew-\nniane, Po\u00adznań\n2011, s. 12.", f"{KOWAL}.")
    assert [after.find(before.quote(order)) for order in range(2)] == [0, 1]


@pytest.mark.parametrize(
    "instead",
    [
        LIS.replace("stalowe", "stalove"),
        LIS.replace("A. Lis", "A. Liss"),
        LIS.replace("2011", "2012"),
        LIS.replace("s. 12", "s. 13"),
    ],
)
def test_changed_letters_are_found_nowhere(instead: str) -> None:
    quote = printed(f"{LIS}.", f"{KOWAL}.").quote(0)
    assert printed(f"{instead}.", f"{KOWAL}.").find(quote) is Missed.CHANGED


def test_letters_that_are_part_of_another_citation_are_told() -> None:
    quote = printed(f"{KOWAL}.").quote(0)
    assert printed(f"{KOWAL}, s. 7.").find(quote) is Missed.RECUT


def test_what_stands_around_tells_twins_apart() -> None:
    notes = (f"{LIS}.", "Tamże, s. 5.", f"{KOWAL}.", "Tamże, s. 5.")
    before = printed(*notes)
    assert before.quote(1).count == 2 and before.quote(3).place == 2
    after = printed("Pierwsze zdanie dopisane.", *notes)
    assert [after.find(before.quote(order)) for order in range(4)] == [0, 1, 2, 3]
    moved = printed(*notes[2:], *notes[:2])
    assert moved.find(before.quote(3)) == 1


def test_a_twin_elsewhere_is_not_taken_for_the_one_that_went() -> None:
    far = [f"C. Nowak, Las numer {n}, Łódź 19{n}, s. {n}." for n in range(40, 60)]
    before = printed(*far[:5], f"{LIS}.", *far[5:10], f"{LIS}.", *far[10:])
    without = printed(*far[:5], *far[5:10], f"{LIS}.", *far[10:])
    assert without.find(before.quote(5)) is Missed.AMBIGUOUS
    assert without.find(before.quote(11)) == 10


def test_a_back_reference_whose_surroundings_went_is_not_found() -> None:
    quote = printed(f"{LIS}.", "Tamże, s. 5.").quote(1)
    assert printed(f"{KOWAL}.", "Tamże, s. 5.", "C. Nowak, Lasy, Łódź 2001.").find(quote) is Missed.AMBIGUOUS


def test_a_citation_that_tells_by_itself_is_found_among_other_words() -> None:
    quote = printed("D. Zając, Pola, Toruń 1980.", f"{LIS}.", "E. Bąk, Łąki, Toruń 1981.").quote(1)
    assert printed(f"{KOWAL}.", f"Zob. {LIS}.", "C. Nowak, Lasy, Łódź 2001.").find(quote) == 1


def test_many_twins_take_linear_time() -> None:
    found = printed(f"{LIS}.", *["Tamże."] * 1500)
    assert found.quote(1500).place == 1500
    assert found.find(Quote("Tamże", "x", "y")) is Missed.AMBIGUOUS


def test_entries_of_a_list_and_places_in_the_text_are_quoted_by_their_ids() -> None:
    text = (
        "Mosty\n\nO mostach pisano dawno (Zawada 2011, s. 45), a o brzegach później (Kruk 2005, s. 12).\n\n"
        "Bibliografia\n\nKruk A., Brzegi Wisły, Warszawa 2005.\nLis B., Promy dawne, Kraków 2009.\n"
        "Zawada J., Mosty kamienne, Wrocław 2011.\n"
    )
    found = extract([Source("list.txt", text.encode())]).documents[0]
    printed = Printed(found.document.text, found.notes, found.citations)
    quotes = [printed.quote(order) for order in range(len(found.citations))]
    assert {citation.where.value for citation in found.citations} == {"list", "text"}
    assert [quote.note for quote in quotes] == [citation.note_id for citation in found.citations]
    assert [printed.find(quote) for quote in quotes] == list(range(len(quotes)))
