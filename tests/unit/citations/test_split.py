"""A note cut into what it cites and what it says."""

from __future__ import annotations

import pytest
from citation_stages import scanned

from bibtool.citations.resolve import Registry
from bibtool.citations.segment.split import Segment, split


def cut(note: str) -> tuple[str, tuple[Segment, ...]]:
    s = scanned(note)
    return s.text, split(s.text, s.anchors, s.tree, Registry())


def cited(note: str) -> list[str]:
    text, segments = cut(note)
    return [text[s.start : s.end] for s in segments if not s.prose]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("W. Sowa, Jary, Opole 2005, s. 7; K. Mak, Kry, Elbląg 2010, s. 3.",
         ["W. Sowa, Jary, Opole 2005, s. 7", "K. Mak, Kry, Elbląg 2010, s. 3."]),
        ("W. Sowa, Jary, Opole 2005, s. 7. Zob. też K. Mak, Kry, Elbląg 2010, s. 3.",
         ["W. Sowa, Jary, Opole 2005, s. 7", "K. Mak, Kry, Elbląg 2010, s. 3."]),
        ("Сова В. Реки. Минск, 2009. С. 5; Мак К. Льды. М., 2010. С. 3.",
         ["Сова В. Реки. Минск, 2009. С. 5", "Мак К. Льды. М., 2010. С. 3."]),
        ("K. Vogel (Hg.), Zünfte, Köln 1978 (Hervorhebung im Original).", ["K. Vogel (Hg.), Zünfte, Köln 1978"]),
        ("W. Sowa, Jary, Opole 2005, s. 7 (podkr. moje).", ["W. Sowa, Jary, Opole 2005, s. 7"]),
        ("Сова В. Реки. Минск, 2009. С. 5 (курсив мой. – К. М.).", ["Сова В. Реки. Минск, 2009. С. 5"]),
        ("See also Moor, P. (1986). Mills and weirs. Rivers, 12, 33–60.",
         ["Moor, P. (1986). Mills and weirs. Rivers, 12, 33–60"]),
        ("Zob. Sowa, W., Mak, K. (2018). Jary. Opole: Kra.", ["Sowa, W., Mak, K. (2018). Jary. Opole: Kra"]),
        ("W. Sowa, „Jary; rzeki”, Opole 2005, s. 7.", ["W. Sowa, „Jary; rzeki”, Opole 2005, s. 7."]),
    ],
)  # fmt: skip
def test_citations_are_parted(note: str, expected: list[str]) -> None:
    assert [c.rstrip(".") for c in cited(note)] == [e.rstrip(".") for e in expected]


@pytest.mark.parametrize(
    "note",
    ["Autorka mówi tylko o rzece. Potem milczy.", "Zob. przypis 5.", "Podkreślenie moje.", ""],
)
def test_prose_cites_nothing(note: str) -> None:
    assert cited(note) == []


def test_a_signal_is_no_part_of_its_citation() -> None:
    text, (segment,) = cut("Zob. W. Sowa, Jary, Opole 2005, s. 7.")
    assert segment.signal is not None
    assert (text[slice(*segment.signal)], text[segment.start :][:7]) == ("Zob.", "W. Sowa")


def test_a_citation_in_the_brackets_of_a_sentence_takes_the_author_from_it() -> None:
    text, segments = cut("Jak mówi Anna Sowa (Dawne jary, dz. cyt., s. 30) rzeka płynęła dalej na wschód.")
    (inner,) = [s for s in segments if not s.prose]
    assert inner.inner and inner.author is not None
    assert (text[slice(*inner.author)], text[inner.start : inner.end]) == ("Anna Sowa", "Dawne jary, dz. cyt., s. 30")


def test_segments_stand_in_order_and_leave_no_letter_out() -> None:
    text, segments = cut("Zob. W. Sowa, Jary, Opole 2005, s. 7; dalej o rzece. K. Mak, Kry, Elbląg 2010, s. 3.")
    spans = [(s.signal[0] if s.signal else s.start, s.end) for s in segments]
    assert spans == sorted(spans) and len(spans) >= 2
    assert [c for at, c in enumerate(text) if c.isalnum() and not any(a <= at < b for a, b in spans)] == []
