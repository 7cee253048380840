"""What names itself in a citation: found once, by the more telling kind, with its value apart from its label."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from citation_stages import scanned

from bibtool.citations.scan.anchors import Kind, between
from bibtool.citations.scan.rules import ENDS_FIGURES, FIGURES
from bibtool.citations.scan.scan import _table


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("W. Sowa, Jary, t. 2, Opole 2005, s. 12–15.",
         [("VOLUME", "t. 2", "2"), ("YEAR", "2005", "2005"), ("PAGES", "s. 12–15", "12–15")]),
        ("Сова В. Реки. – Минск: Наука, 2009. – 312 с.",
         [("IMPRINT", "Минск: Наука, 2009", "2009"), ("EXTENT", "312 с.", "312")]),
        ("Sowa, W. (2015). Jary. Rocznik, 17(3), 24–26.",
         [("YEAR", "(2015)", "2015"), ("VOLUME", "17", "17"), ("ISSUE", "(3)", "3"), ("PAGES", "24–26", "24–26")]),
        ("W. Sowa, Jary, w: Rzeki, Opole 2005.", [("IN", "w:", "w:"), ("YEAR", "2005", "2005")]),
        ("W. Sowa, Jary, „Kra” nr 3/2014.", [("ISSUE", "nr 3/", "3"), ("YEAR", "2014", "2014")]),
        ("ISBN 978-83-01-00000-1, doi: 10.1234/kra.5",
         [("ISBN", "ISBN 978-83-01-00000-1", "978-83-01-00000-1"), ("DOI", "doi: 10.1234/kra.5", "10.1234/kra.5")]),
        ("Сова Т. Реки. – К., 1999. – 199л. – Бібліогр.: л.174-199.",
         [("YEAR", "1999", "1999"), ("EXTENT", "199л.", "199")]),
        ("K. Fluss, Ufer, S. 15 f., hier S. 12", [("PAGES", "S. 15 f.", "15"), ("PAGES", "hier S. 12", "12")]),
        ("Tamże, s. 5.", [("IBID", "Tamże", "Tamże"), ("PAGES", "s. 5", "5")]),
        ("W. Sowa, Jary, dz. cyt., s. 7.", [("OP_CIT", "dz. cyt.", "dz. cyt."), ("PAGES", "s. 7", "7")]),
    ],
)  # fmt: skip
def test_kinds_and_their_values(note: str, expected: list[tuple[str, str, str]]) -> None:
    assert scanned(note).said() == expected


def test_an_access_date_is_a_date_and_belongs_to_its_label() -> None:
    url, accessed = scanned("W. Sowa, Jary, https://example.org/jar [dostęp: 3 IV 2021].").anchors
    assert (url.kind, url.value) == (Kind.URL, "https://example.org/jar")
    assert accessed.kind is Kind.ACCESSED
    assert accessed.date is not None and accessed.date.parts == ((2021, 4, 3),)


@pytest.mark.parametrize("mark", [",", ".", "–", " ", "("])
def test_a_word_for_the_access_that_sticks_to_an_address_is_none_of_it(mark: str) -> None:
    url, accessed = scanned(f"W. Sowa, Jary, https://example.org/jar{mark}dostęp 3 IV 2021").anchors
    assert (url.value, accessed.kind) == ("https://example.org/jar", Kind.ACCESSED)


def test_an_imprint_knows_its_place_and_publisher() -> None:
    s = scanned("Dvořák, J. Řeky. Praha: Academia, 2001.")
    assert {name: s.text[start:end] for name, start, end in s.anchors[0].extra} == {
        "place": "Praha",
        "publisher": "Academia",
    }


def test_a_reference_word_within_a_sentence_refers_to_nothing() -> None:
    assert "IBID" not in {kind for kind, _, _ in scanned("Autorka dodaje, że tamże bywała, s. 5.").said()}


def test_figures_of_an_address_are_no_pages_or_years() -> None:
    said = scanned("W. Sowa, Jary, http://example.org/2019/s.12/t.4, Opole 2005.").said()
    assert [kind for kind, _, _ in said] == ["URL", "YEAR"]


def test_anchors_stand_in_order_and_never_overlap() -> None:
    s = scanned("W. Sowa, Jary, t. II, nr 3/2014, s. 1–9 [online], https://a.pl [dostęp: 1.02.2020], ISSN 1234-5678.")
    assert len(s.anchors) >= 6
    assert all(a.end <= b.start for a, b in pairwise(s.anchors))


def test_between_takes_those_that_begin_inside() -> None:
    s = scanned("t. 2, nr 4, s. 5")
    assert [a.kind for a in between(s.anchors, 1, 12)] == [Kind.ISSUE]
    assert [a.kind for a in between(s.anchors, 0, 13)] == [Kind.VOLUME, Kind.ISSUE, Kind.PAGES]


@pytest.mark.parametrize("months", [True, False])
def test_no_rule_of_figures_goes_on_behind_what_ends_them(months: bool) -> None:
    """Such rules are not tried there, so none may match: whatever stands before the figures and behind the mark."""
    befores = ["", "s. ", "„Kra”, ", "Kra, ", "M., ", "1990, ", "(", "t. 3. ", "od "]
    behinds = ["", " maja 1990", " 5/1990, s. 3", "5/1990", " 2 t. Kra", "05.1990", " N.S., t. 3", "-ej serii, "]
    for pattern, _ in _table(months)[FIGURES]:
        for before, figures, mark, behind in product(befores, ("1", "12", "31", "345"), ENDS_FIGURES, behinds):
            text = f"{before}{figures}{mark}{behind if mark else ''}"
            assert pattern.match(text, len(before)) is None, text
