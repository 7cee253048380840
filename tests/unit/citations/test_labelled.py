"""Labels dealt into a draft are the labels that the draft gives back."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.confidence import differing, values
from bibtool.citations.draft import Draft
from bibtool.citations.readings.label import Label
from bibtool.citations.readings.labelled import deal, labels_of, lacks, runs
from bibtool.citations.scan.pieces import pieces

CODES = {label.value: label for label in Label}
ROWS = [
    ("J. Lis, Dzieje brodów, Kielce 1999, s. 5.", "A TI PL YR PG"),
    ("J. Lis, A. Bóbr, Dzieje brodów, Woda, Kielce 1999.", "A A TI PU PL YR"),
    ("J. Lis, „Dzieje brodów”, „Rzeki” 1999, nr 4, s. 5.", "A TI CO YR IS PG"),
    ("J. Lis, Stare młyny, nowe tamy, Kielce 1999.", "A TI TI PL YR"),
    ("J. Lis, Stare młyny, red. A. Bóbr, Kielce 1999.", "A TI XX E PL YR"),
    ("J. Lis, Stare młyny, przeł. A. Bóbr, Kielce 1999.", "A TI XX T PL YR"),
    ("J. Lis, Stare młyny [w:] Wielkie rzeki, Kielce 1999.", "A TI XX CO PL YR"),
    ("Лис И. П. Броды и мосты. М.: Наука, 1999. С. 5.", "A TI PL PU YR PG"),
    ("Лис И. Броды // Реки. 1999. № 4. С. 5–9.", "A TI CO YR IS PG"),
    ("J. Otter, “Fords,” Rivers 12, no. 3 (1990): 201–3.", "A TI CO VO IS YR PG"),
    ("J. Otter, Fords, Rivers 45 (1990), 3.", "A TI CO VO YR PG"),
    ("J. Lis, Młyny, https://mlyny.example.pl/a.", "A TI UR"),
]


def dealt(note: str, labels: str) -> tuple[Draft, tuple[Label, ...], tuple[Label, ...]]:
    """The draft of some labels, the labels, and those that the draft gives back."""
    s = scanned(note)
    found = pieces(s.text, 0, len(s.text), s.anchors, s.tree)
    wanted = tuple(CODES[code] for code in labels.split())
    draft = Draft(0, len(s.text))
    deal(draft, s.text, found, wanted)
    return draft, wanted, labels_of(draft, found)


@pytest.mark.parametrize(("note", "labels"), ROWS)
def test_a_draft_gives_back_the_labels_that_it_was_dealt(note: str, labels: str) -> None:
    _, wanted, back = dealt(note, labels)
    assert back == wanted


def test_other_labels_make_another_reading() -> None:
    note = "J. Lis, Stare młyny, Woda, Kielce 1999."
    one, other = dealt(note, "A TI PU PL YR")[0], dealt(note, "A TI TI PL YR")[0]
    assert (one.text["title"], one.text["publisher"]) == ("Stare młyny", "Woda")
    assert (other.text["title"], other.text.get("publisher")) == ("Stare młyny, Woda", None)


@pytest.mark.parametrize(("note", "labels"), ROWS)
def test_a_number_that_no_piece_is_labelled_as_is_lacked(note: str, labels: str) -> None:
    s = scanned(note)
    found = pieces(s.text, 0, len(s.text), s.anchors, s.tree)
    own = values(dealt(note, labels)[0])
    assert not lacks(own, tuple(CODES[code] for code in labels.split()), found)
    for code, name in (("VO", "volume"), ("IS", "issue"), ("PG", "locator")):
        other, wanted, _ = dealt(note, labels.replace(code, "XX"))
        # "s. 5" says of itself that it is a place
        assert lacks(own, wanted, found) == (name in own and name not in values(other))
        assert not lacks(own, wanted, found) or differing(own, values(other))[name] == ""


def test_a_chapter_may_be_the_locator_without_a_label() -> None:
    note = "J. Lis, Stare młyny, Kielce 1999, rozdz. 3."
    s = scanned(note)
    found = pieces(s.text, 0, len(s.text), s.anchors, s.tree)
    (one, _, _), (other, wanted, _) = dealt(note, "A TI PL YR PG"), dealt(note, "A TI PL YR XX")
    assert values(one)["locator"] == values(other)["locator"]
    assert not lacks(values(one), wanted, found)


def test_prose_is_a_comment_and_no_value() -> None:
    note = "Tak sądzi wielu, J. Lis, Stare młyny, Kielce 1999."
    draft, wanted, back = dealt(note, "PR A TI PL YR")
    assert [note[start:end] for start, end in draft.comments] == ["Tak sądzi wielu"]
    assert back == wanted


def test_only_the_first_title_is_one() -> None:
    draft, _, _ = dealt("J. Lis, Stare młyny, Woda, Kielce 1999.", "A TI PU TI YR")
    assert draft.text["title"] == "Stare młyny"


def test_a_role_word_tells_the_variable_of_the_names_behind_it() -> None:
    draft, _, _ = dealt("J. Lis, Stare młyny, przeł. A. Bóbr, Kielce 1999.", "A TI XX E PL YR")
    assert [name.family for name in draft.names["translator"]] == ["Bóbr"]
    assert "editor" not in draft.names


def test_what_tells_of_itself_what_it_is_needs_no_label() -> None:
    draft, _, _ = dealt("J. Lis, Młyny, https://mlyny.example.pl/a.", "A TI XX")
    assert [url.url for url in draft.urls] == ["https://mlyny.example.pl/a"]


def test_neighbours_of_one_label_are_one_run() -> None:
    a, t = Label.AUTHOR, Label.TITLE
    assert runs((a, a, t, a)) == [(a, 0, 1), (t, 2, 2), (a, 3, 3)]
    assert runs(()) == []
