"""Where a citation is cut: "|" stands for a cut in each row, with the separator that the piece behind it has."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.scan.pieces import Form, Piece, pieces

ROWS = [
    # separators, one after the other
    "J. Lis |, Dzieje brodów |, Kielce |  1999 |, s. 5",
    "Лис И. П. |  Броды и мосты |. М. |: Наука |, 1999 |. С. 5",
    "Лис И. |  Броды |// Реки |. 1999 |. № 4 |. С. 5–9",
    "J. Lis |, Stare młyny |; nowe tamy |: śluzy |. Groble |? Jazy |, 1999",
    "J. Lis |, Stare młyny |– nowe tamy |, Kielce |– Radom |  1999",
    "J. Lis |, Młyny |( Kielce |: Woda |, 1999 |, 5–9",
    "Lis |, Młyny |, Kielce |  1999",
    # roles are pieces by themselves, abbreviated or in full, with the names behind them
    "Лис И. |  Броды |/ пер. |  А. Бобров |– М. |, 1999 |– 300 с.",
    "J. Lis |, Młyny |, red. |  A. Bóbr |, Kielce |  1999",
    "J. Biber |, Furten |, hrsg. v. |  K. Fuchs |, Berlin |  1999",
    "J. Biber |, Furten |, aus dem Englischen von |  K. Fuchs |, Berlin |  1999",
    "Nowak J. |  Dzieje miasta |. English translation by |  A. Lis |. Kraków |, 2001",
    "G. Volpe |, Guadi |, a cura di |  P. Bianchi |, Roma |  1999",
    # a quotation is one piece, whatever it holds
    "J. Lis |, „Dzieje brodów, mostów i promów. T. 2, red. X” |, „Rzeki” |  1999 |, nr 4 |, s. 5",
    'J. Otter |, "Fords," |  Rivers |  12 |, no. 3 |  (1990) |: 201–3',
    "Лис И. |  «Броды, мосты» |// Реки |. 1999",
    # abbreviations and initials end nothing
    "J. Lis |, Dzieje w XV w. do rozbiorów |, Kielce |  1999",
    "S.M. Bóbr |, Młyny |, Kielce |  1999",
    "Корман Б. О. |  О целостности |. Киев |, 1878",
    # ... but a place behind a full stop is one
    "История до XV ст |. Киев |, 1878",
    # where only a space parts: a name from the title, a publisher from the place, a place from the publisher, a number
    "J. Lis |, Młyny |, PWN |  Warszawa |  2001",
    "Лис И. |  Мельницы |. М. |  Наука |, 1993",
    "J. Otter |, Fords |, Rivers |  45 |  (1990) |, 3",
    # reference words
    "J. Lis |, Młyny |  [w:] |  Rzeki |, Kielce |  1999",
]  # fmt: skip


def found(note: str) -> tuple[str, tuple[Piece, ...]]:
    s = scanned(note)
    return s.text, pieces(s.text, 0, len(s.text), s.anchors, s.tree)


def of(row: str) -> tuple[list[str], list[str]]:
    """The separators and the pieces of a row."""
    head, *rest = row.split(" |")
    return ["", *(r.split(" ")[0] or " " for r in rest)], [head, *(r.split(" ", 1)[1].lstrip() for r in rest)]


def note(row: str) -> str:
    signs, words = of(row)
    out = ""
    for sign, word in zip(signs, words, strict=True):
        opened, spaced = sign in {"(", "[", "/", "//", "–"}, sign in {"/", "//", "–"}
        out += f" {sign}" if opened else sign.strip()
        out += (" " if spaced or (out and not opened) else "") + word
        out += ")" if word == "5–9" and "(" in out else ""
    return out


@pytest.mark.parametrize("row", ROWS)
def test_a_citation_is_cut_where_an_area_may_end(row: str) -> None:
    text, cut = found(note(row))
    signs, words = of(row)
    assert [text[p.start : p.end] for p in cut] == words
    assert [p.before for p in cut] == signs


@pytest.mark.parametrize("row", ROWS)
def test_pieces_stand_in_order_and_hold_every_letter(row: str) -> None:
    text, cut = found(note(row))
    ends = [0, *(at for p in cut for at in (p.start, p.end)), len(text)]
    assert ends == sorted(ends)
    between = [text[stop:start] for stop, start in zip(ends[::2], ends[1::2], strict=True)]
    assert not any(c.isalnum() for gap in between for c in gap), between


def test_what_stands_in_brackets_knows_how_deep() -> None:
    text, cut = found("J. Lis, Młyny (Kielce: Woda, 1999), Radom 2001.")
    assert [(text[p.start : p.end], p.depth) for p in cut[1:5]] == [
        ("Młyny", 0),
        ("Kielce", 1),
        ("Woda", 1),
        ("1999", 1),
    ]
    assert cut[5].depth == 0


def test_forms_are_told() -> None:
    _, cut = found("J. Lis, „Młyny”, red. A. Bóbr, Kielce 1999, 7.")
    forms = [p.form for p in cut]
    assert forms[:4] == [Form.TEXT, Form.QUOTED, Form.ROLE, Form.TEXT]
    assert forms[5] is Form.ANCHOR
    assert [p.role for p in cut if p.form is Form.ROLE] == ["editor"]


def test_lists_of_names_are_told_with_their_ends() -> None:
    text, cut = found("J. Lis, A. Bóbr, Stare młyny, Kielce 1999.")
    named = [(text[p.start : p.end], p.name_starts, p.name_whole) for p in cut if p.names]
    assert named == [("J. Lis", True, False), ("A. Bóbr", False, True)]


def test_a_word_of_a_role_without_a_name_behind_it_is_none() -> None:
    _, cut = found("J. Lis, Wybór esejów, Kielce 1999.")
    assert not any(p.form is Form.ROLE for p in cut)


def test_places_and_publishers_are_known() -> None:
    _, cut = found("J. Lis, Stare młyny, PWN, Warszawa 1999.")
    assert "publisher" in cut[2].known
    assert "place" in cut[3].known


def test_nothing_has_no_pieces() -> None:
    assert found(" , . ")[1] == ()
