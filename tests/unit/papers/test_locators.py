"""Locators at the start of a suffix, in the document's language and in others."""

import pytest

from bibtool.papers.locators import located
from bibtool.papers.tree import element, plain, words


@pytest.mark.parametrize(
    ("suffix", "locator", "label", "rest"),
    [
        (", p. 33-35, passim", "33-35", "page", ", passim"),
        ("p. 33", "33", "page", ""),
        ("p.33", "33", "page", ""),
        ("pp. 33, 35-37, and nowhere else", "33, 35-37", "page", ", and nowhere else"),
        ("chap. 3", "3", "chapter", ""),
        ("99", "99", "page", ""),
        ("s. 5", "5", "page", ""),
        ("s. 5-7, 12; zob. też", "5-7, 12", "page", "; zob. też"),
        ("rozdz. III", "III", "chapter", ""),
        ("t. 2, s. 15", "2", "volume", ", s. 15"),
        ("k. 12v", "12v", "folio", ""),
        ("с. 7", "7", "page", ""),
        ("гл. 2", "2", "chapter", ""),
        ("арк. 3", "3", "folio", ""),
        ("Kapitel 3", "3", "chapter", ""),
        ("§ 12", "12", "section", ""),
        ("vol. 2:33-35", "2:33-35", "volume", ""),
        ("591 [84]", "591 [84]", "page", ""),
        ("{pp. iv, vi-xi, (xv)-(xvii)} with suffix here", "iv, vi-xi, (xv)–(xvii)", "page", " with suffix here"),
        ("{s.v. Ding}", "Ding", "sub-verbo", ""),
        ("{}, 99 years later", "", "page", ", 99 years later"),
        # "and the following pages" stays beside the locator
        ("s. 5 i n.", "5", "page", " i n."),
        ("s. 5 i nn., przyp. 3", "5", "page", " i nn., przyp. 3"),
        # no locators
        ("and nowhere else", "", "page", ", and nowhere else"),
        ("I disagree", "", "page", ", I disagree"),
        ("in 5 places", "", "page", ", in 5 places"),
        ("sic 5", "", "page", ", sic 5"),
        ("pages of it", "", "page", ", pages of it"),
        ("", "", "page", ""),
        ("{p. 3", "", "page", "{p. 3"),
    ],
)
def test_a_suffix_in_a_polish_paper(suffix: str, locator: str, label: str, rest: str) -> None:
    found = located(words(suffix), "pl")
    assert (found.locator, found.label, plain(found.suffix)) == (locator, label, rest)


def test_the_document_goes_before_the_work_and_that_before_english() -> None:
    suffix = words("k. 12")
    assert located(suffix, "pl-PL").label == "folio"
    assert located(suffix, "cs").label == "book"
    assert located(suffix, "en", "pl").label == "folio"


def test_markup_ends_a_locator_and_stays() -> None:
    suffix = [*words("p. 5, "), element("Emph", words("passim"))]
    found = located(suffix, "en")
    assert found.locator == "5"
    assert plain(found.suffix) == ", passim" and found.suffix[-1]["t"] == "Emph"
