"""What a reading loses for its shape, and which of several is the best."""

from __future__ import annotations

import pytest
from citation_stages import scanned
from msgspec.structs import replace

from bibtool.citations.draft import Draft
from bibtool.citations.readings.chain import LABELS
from bibtool.citations.readings.label import Label
from bibtool.citations.readings.weigh import _settled
from bibtool.citations.scan.pieces import pieces
from bibtool.citations.score import RULES, Losses, Reading, ranked

A, T, C, P, Y, X = Label.AUTHOR, Label.TITLE, Label.CONTAINER, Label.PLACE, Label.ISSUED, Label.OTHER


def lost(note: str, *labels: Label) -> int:
    s = scanned(note)
    return Losses(s.text, pieces(s.text, 0, len(s.text), s.anchors, s.tree)).of(labels)


def test_a_reading_with_author_title_place_and_year_loses_nothing() -> None:
    assert lost("J. Lis, Dzieje brodów, Kielce 1999", A, T, P, Y) == 0


@pytest.mark.parametrize("label", [T, C])
def test_a_title_of_the_work_or_of_what_holds_it_is_enough(label: Label) -> None:
    assert lost("J. Lis, Dzieje brodów, Kielce 1999", A, label, P, Y) == 0


def test_no_title_is_a_loss() -> None:
    assert lost("J. Lis, Dzieje brodów, Kielce 1999", A, Label.PUBLISHER, P, Y) > 0


def test_a_sentence_is_no_author() -> None:
    note = "O tym, jak rzeki płynęły przez miasta, Kielce 1999"
    as_title, as_author = lost(note, T, T, P, Y), lost(note, T, A, P, Y)
    assert as_title == 0
    assert as_author > 0


def test_a_numeral_is_no_author() -> None:
    assert lost("IV. Komisje, Kielce 1999", A, P, Y) > lost("Lis. Komisje, Kielce 1999", A, P, Y)


def test_words_that_are_nothing_are_a_loss_but_not_beyond_measure() -> None:
    note = "J. Lis, Dzieje brodów, stare młyny wodne, nowe tamy rzeczne, Kielce 1999"
    one, two = lost(note, A, T, T, X, P, Y), lost(note, A, T, X, X, P, Y)
    assert 0 < one < two
    many = ", ".join(["stare młyny wodne"] * 30)
    none = lost(f"J. Lis, Dzieje brodów, {many}", A, T, *[X] * 30)
    assert none == lost(f"J. Lis, Dzieje brodów, {many}", A, *[T] * 20, *[X] * 11)


def test_the_rules_stand_until_another_is_clearly_likelier() -> None:
    rules = Reading("rules", (A, T), 1000)
    for ahead, first in ((RULES - 1, "rules"), (RULES, "rules"), (RULES + 1, "chain")):
        assert ranked([rules, Reading("chain", (T, T), 1000 + ahead)])[0].generator == first


def test_a_loss_counts_as_much_as_likelihood() -> None:
    plain, losing = Reading("chain", (A, T), 1000), Reading("chain", (T, T), 1300, 301)
    assert ranked([losing, plain]) == [plain, losing]
    assert ranked([replace(losing, loss=299), plain])[0].labels == (T, T)


def test_readings_alike_are_one_and_it_is_the_first() -> None:
    rules, chain = Reading("rules", (A, T), 1000), Reading("chain", (A, T), 1000)
    assert ranked([rules, chain, Reading("chain", (T, T), 900)]) == [rules, Reading("chain", (T, T), 900)]


def test_of_two_as_good_the_first_stays_first() -> None:
    one, other = Reading("chain", (A, T), 1000), Reading("chain", (T, A), 1000)
    assert ranked([one, other]) == [one, other]
    assert ranked([other, one]) == [other, one]


def test_a_role_word_before_names_is_part_of_no_value() -> None:
    s = scanned("J. Lis, Dzieje brodów, fot. A. Bóbr, Kielce 1999")
    found = pieces(s.text, 0, len(s.text), s.anchors, s.tree)
    rows = [[0] * len(LABELS) for _ in found]
    settled = _settled(rows, s.text, found, Draft(0, len(s.text)))
    role = next(at for at, piece in enumerate(found) if s.text[piece.start : piece.end].startswith("fot"))
    for label in (Label.TITLE, Label.PUBLISHER, Label.CONTAINER, Label.PLACE):
        assert settled[role][LABELS.index(label)] < settled[role][LABELS.index(Label.OTHER)] == 0
    assert all(row == [0] * len(LABELS) for at, row in enumerate(settled) if at != role)


def test_a_role_word_at_the_head_may_be_a_title() -> None:
    assert lost("Reż. Jan Lis, 1966", T, T, Y) == 0
