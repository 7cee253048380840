"""Notes in texts written for one trap each."""

import random

import pytest
from steps import growth

from bibtool.notes.find import find_notes
from bibtool.notes.note import NotesResult
from bibtool.readers.document import SourceNote
from bibtool.readers.registry import read_bytes
from bibtool.text.mapped import Mapped
from bibtool.text.spans import slices


def found(text: str, *supplement: tuple[str, str]) -> NotesResult:
    given = [SourceNote(number, Mapped.of(note)) for number, note in supplement]
    return find_notes(read_bytes(text.encode(), "x.txt"), given)


def numbers(result: NotesResult) -> list[str]:
    return [note.number for note in result.notes]


def whole(result: NotesResult) -> list[str]:
    return [" ".join(note.text.text.split()) for note in result.notes]


def test_a_year_at_the_start_of_a_line_begins_no_note() -> None:
    result = found(
        "Teza pierwsza¹ i druga².\n\n"
        "1 A. Brzoza, Rzeki, „Gazeta” [online], 12 xii\n2022 [dostęp: 3 i\n"
        "2 ii 2023]: <https://example.org/\n2 022/rzeki>.\n"
        "2 Tamże.\n"
    )
    assert numbers(result) == ["1", "2"]
    assert whole(result)[1] == "Tamże."


def test_a_date_in_the_body_begins_no_note() -> None:
    result = found(
        "Umowę podpisano¹ w mieście. Wybory odbyły się dnia\n2 maja 1921 r. i trwały². Potem był pokój.\n\n"
        "1 A. Brzoza, Rzeki, Łódź 2001.\n2 Tamże.\n"
    )
    assert whole(result) == ["A. Brzoza, Rzeki, Łódź 2001.", "Tamże."]


def test_exponents_call_no_note() -> None:
    result = found("Las ma 5 km² i 3 m³ drewna¹, a pole 7 km². Potem².\n\n1 A. Brzoza, Las.\n2 Tamże.\n")
    assert [slices("x", []) or n.marker.sentence.text for n in result.notes if n.marker] == [
        "Las ma 5 km² i 3 m³ drewna¹, a pole 7 km².",
        "Potem².",
    ]
    assert result.missing == ()


def test_a_missing_note_is_named_with_its_sentence() -> None:
    result = found("Pierwsza teza¹. Druga\nteza jest mocna². Trzecia³.\n\n1 A. Brzoza, Rzeki.\n3 Tamże.\n")
    assert numbers(result) == ["1", "3"]
    assert result.missing == ("2",)
    (finding,) = [f for f in result.findings if f.code == "BT201"]
    assert finding.args == {"number": "2", "sentence": "Druga teza jest mocna²."}


def test_markers_without_any_note_are_all_missing() -> None:
    result = found("Pierwsza teza¹. Druga teza². Trzecia teza³.")
    assert result.missing == ("1", "2", "3")
    assert result.notes == ()
    assert "BT202" not in {f.code for f in result.findings}


def test_numbers_that_do_not_count_up_are_reported() -> None:
    rows = "".join(f'{{"number": {n}, "text": "Tamże."}}\n' for n in (1, 2, 5, 4, 4, 1, 2))
    result = find_notes(read_bytes(rows.encode(), "x.jsonl"))
    assert [(f.code, f.note_id) for f in result.findings] == [("BT209", "5"), ("BT203", "4"), ("BT203", "4-2")]
    assert result.findings[0].args["skipped"] == "3, 4"


def test_a_number_of_thousands_of_digits_is_only_a_name() -> None:
    rows = f'{{"number": "{"9" * 5000}", "text": "Tamże."}}\n{{"number": "700", "text": "Tamże."}}\n'
    assert len(find_notes(read_bytes(rows.encode(), "x.jsonl")).notes) == 2
    result = found("Teza¹.\n\n1 A. Brzoza, Rzeki.\n", ("9" * 5000, "Nadmiarowy."), ("400", "Za daleko."))
    assert [f.args["skipped"] for f in result.findings if f.code == "BT209"] == ["2 … 399"]


def test_a_supplement_fills_gaps_only() -> None:
    text = "Pierwsza teza¹. Druga teza². Trzecia³.\n\n1 A. Brzoza, Rzeki.\n3 Tamże.\n"
    result = found(text, ("2", "Z dodatku."), ("3", "Nie ta."), ("9", "Nadmiarowy."))
    assert [(n.number, n.text.text, n.supplement) for n in result.notes] == [
        ("1", "A. Brzoza, Rzeki.", False),
        ("2", "Z dodatku.", True),
        ("3", "Tamże.", False),
        ("9", "Nadmiarowy.", True),
    ]
    assert result.missing == ()
    codes = [f.code for f in result.findings]
    assert codes == ["BT208", "BT207", "BT208", "BT209"]
    supplied = result.notes[1]
    assert supplied.marker is not None
    assert supplied.marker.sentence.text == "Druga teza²."


def test_numbering_that_restarts_gives_unique_ids() -> None:
    page = "Teza¹ i druga².\n\n1 A. Brzoza, Rzeki.\n2 Tamże.\n\f"
    result = found(page * 3)
    assert numbers(result) == ["1", "2"] * 3
    assert [note.id for note in result.notes] == ["1", "2", "1-2", "2-2", "1-3", "2-3"]
    spans = [note.marker.span for note in result.notes if note.marker]
    assert spans == sorted(spans)
    assert len(spans) == 6


def test_one_note_a_page_restarts_too() -> None:
    pages = [f"Teza numer {word}¹ i dalej.\n\n1 A. Brzoza, Rzeki, s. {word}.\n" for word in ("a", "b", "c")]
    assert numbers(found("\f".join(pages))) == ["1", "1", "1"]


def test_endnotes_of_each_chapter() -> None:
    chapter = "Teza¹ i druga².\n\nPrzypisy\n\n1. A. Brzoza, Rzeki, Łódź 2001.\n2. Tamże, s. 3.\n\nRozdział następny\n\n"
    result = found(chapter * 2)
    assert numbers(result) == ["1", "2", "1", "2"]
    assert whole(result)[0] == whole(result)[2] == "A. Brzoza, Rzeki, Łódź 2001."
    assert whole(result)[1] == "Tamże, s. 3."


def test_numbered_headings_are_no_notes() -> None:
    result = found(
        "1. Wstęp\n\nRzeka jest długa. Most stoi.\n\n2. Metody\n\nMierzono co dzień.\n\n3. Wyniki\n\nWoda opadła.\n"
    )
    assert result.notes == ()
    assert [f.code for f in result.findings] == ["BT202"]


def test_numbered_paragraphs_with_dates_are_no_notes() -> None:
    result = found(
        "Oto przebieg zdarzeń.\n\n1. W dniu 2 maja 2020 r. woda opadła.\n2. W dniu 5 maja 2020 r. most runął.\n"
        "3. W 2021 r. stanął nowy.\n"
    )
    assert result.notes == ()


def test_a_list_of_notes_alone() -> None:
    result = found("1. A. Brzoza, Rzeki, Łódź 2001, s. 5.\n2. Tamże, s. 7.\n3. B. Lipa, Mosty, Kraków 1999.\n")
    assert whole(result) == ["A. Brzoza, Rzeki, Łódź 2001, s. 5.", "Tamże, s. 7.", "B. Lipa, Mosty, Kraków 1999."]


def test_numbered_references_called_more_than_once_are_a_list() -> None:
    result = found(
        "Pisał o tym Brzoza [1], a także Lipa [2]. Zdaniem Brzozy [1] rzeka wysycha [3].\n\nReferences\n\n"
        "[1] A. Brzoza, Rzeki, Łódź 2001.\n[2] B. Lipa, Mosty, Kraków 1999.\n[3] C. Klon, Susza, Lublin 2003.\n"
    )
    assert numbers(result) == []
    assert [(entry.id, entry.number) for entry in result.listed] == [("list-1", "1"), ("list-2", "2"), ("list-3", "3")]
    assert result.missing == ()
    assert result.findings == ()


def test_a_note_cut_by_body_text_is_joined() -> None:
    result = found(
        "Rzeka płynie¹ wolno.\n\n1 A. Brzoza pisze o rzece, która\n\nGAZETA RZECZNA\n5\n\nMost stoi² do\n\n"
        "dziś jest długa, Łódź 2001.\n\n2 Tamże.\n\nGAZETA RZECZNA\n6\n\ndziś. Koniec.\n"
    )
    assert whole(result) == ["A. Brzoza pisze o rzece, która dziś jest długa, Łódź 2001.", "Tamże."]
    assert "BT205" in {f.code for f in result.findings}
    assert result.pages == ("5", "6")
    assert " ".join(result.body.text.split()) == "Rzeka płynie¹ wolno. Most stoi² do dziś. Koniec."
    assert [n.marker.sentence.text for n in result.notes if n.marker] == ["Rzeka płynie¹ wolno.", "Most stoi² do dziś."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1 A. Brzoza, Rzeki [dostęp: 3 i", "2020]: <https://example.org/rzeki>."),
        ("1 A. Brzoza, Rzeki: <https://example.org/rze-", "ki>."),
        ("1 A. Brzoza, Rzeki:", "<https://example.org/rzeki>."),
    ],
)
def test_what_closes_a_bracket_continues_a_note_without_a_blank_line(first: str, second: str) -> None:
    result = found(f"Rzeka płynie¹ wolno.\n{first}\n\fMost stoi² do\ndziś dnia.\n{second}\n2 Tamże.\n")
    assert whole(result) == [f"{first[2:]} {second}", "Tamże."]
    assert "dziś dnia." in result.body.text


def test_numbers_before_notes_and_on_lines_of_their_own_may_mix() -> None:
    body = " ".join(
        f"Teza numer {word}.{n}" for n, word in enumerate(["raz", "dwa", "trzy", "cztery", "pięć", "sześć"], 1)
    )
    notes = "".join(f"{n}\n A. Brzoza, Rzeki {n}.\n" for n in (1, 2, 3)) + "".join(
        f"{n} B. Lipa, Mosty {n}.\n" for n in (4, 5, 6)
    )
    result = found(f"{body}\n\n{notes}")
    assert numbers(result) == list("123456")
    assert whole(result)[2:4] == ["A. Brzoza, Rzeki 3.", "B. Lipa, Mosty 4."]


def test_a_starred_note_is_no_part_of_a_numbered_one() -> None:
    result = found(
        "Rzeki*\n\nRzeka płynie¹ wolno.\n\n1 A. Brzoza, Rzeki.\n* Autor jest flisakiem.\n\fMost².\n\n2 Tamże.\n"
    )
    assert whole(result) == ["A. Brzoza, Rzeki.", "Tamże."]
    assert "flisakiem" in result.body.text


def test_two_notes_on_one_work_are_no_header() -> None:
    pages = [f"Teza[{n}].\n\f{n} A. Brzoza, Rzeki i ich znaczenie dla\nmiast, Łódź 2001.\n" for n in range(1, 3)]
    pages += [f"Teza[{n}].\n\n\n\n{n} B. Lipa, Mosty {n}, Łódź 2001.\n" for n in range(3, 30)]
    pages += ["Teza[30].\n\f30 A. Brzoza, Rzeki i ich znaczenie dla\nmiast, s. 5.\n"]
    assert len(found("\n\n\n".join([pages[0], *pages[2:]]).replace("[2]", "")).notes) == 29


def test_paragraphs_set_far_apart_are_no_pages() -> None:
    result = found(
        "Rzeka¹ płynie².\n\n\n\n1 A. Brzoza, Rzeki.\n\n\n\n2 Tamże.\n\n\n\nMost stoi³.\n\n\n\n3 Tamże, s. 5.\n"
    )
    assert whole(result) == ["A. Brzoza, Rzeki.", "Tamże.", "Tamże, s. 5."]
    assert result.headers == ()


def test_a_note_that_breaks_off_is_reported() -> None:
    result = found("Rzeka płynie¹ wolno.\n\n1 A. Brzoza pisze o rzece, która\n\f\nMost stoi². Koniec.\n\n2 Tamże.\n")
    assert whole(result)[0] == "A. Brzoza pisze o rzece, która"
    assert [f.note_id for f in result.findings if f.code == "BT206"] == ["1"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_all_kinds(ending: str) -> None:
    text = "Teza¹ mocna.\n\n1 A. Brzoza,\nRzeki.\n".replace("\n", ending)
    (note,) = found(text).notes
    assert note.text.text == "A. Brzoza,\nRzeki."
    assert slices(text, note.text.spans()) == f"A. Brzoza,{ending}Rzeki."


def numbered(count: int) -> str:
    rng = random.Random(1)
    pages = []
    for start in range(1, count + 1, 5):
        body = " ".join(f"Zdanie o rzece numer {rng.random()} ma treść[{n}]." for n in range(start, start + 5))
        notes = "\n".join(f"[{n}] A. Brzoza, Rzeki, Łódź 2001, s. {n}." for n in range(start, start + 5))
        pages.append(f"{body}\n\n{notes}\n")
    return "\f".join(pages)


def test_the_work_grows_with_the_number_of_notes() -> None:
    assert len(found(numbered(1_000)).notes) == 1_000
    texts = {count: numbered(count) for count in (250, 1_000)}
    assert growth(lambda count: found(texts[count]), 250) < 1.3


@pytest.mark.parametrize("unit", ["a", "[", "1", ".", " ", "<sup>", "1. a\n", "[1]", "¹ ", "\f", "x\n\n\n", "12\n\n"])
def test_hostile_texts_cost_linear_work(unit: str) -> None:
    texts = {size: "x" + unit * (size // len(unit)) for size in (5_000, 20_000)}
    assert growth(lambda size: found(texts[size]), 5_000) < 1.5


def test_a_line_of_megabytes() -> None:
    text = "rzeka płynie wolno, " * 250_000 + "koniec¹. Dalej².\n\n1 A. Brzoza, Rzeki.\n2 Tamże.\n"
    result = found(text)
    assert whole(result) == ["A. Brzoza, Rzeki.", "Tamże."]
    assert all(n.marker is not None and len(n.marker.sentence) < 3000 for n in result.notes)
