"""A note's text made whole, every edit in its map and everything doubtful said."""

from __future__ import annotations

import pytest
from citation_stages import repaired

from bibtool.text.spans import slices


@pytest.mark.parametrize(
    ("note", "elsewhere", "expected"),
    [
        ("Jary i  rzeki\nOpolszczyzny", "", "Jary i rzeki Opolszczyzny"),
        ("o krajo-\nbrazie jarów", "", "o krajobrazie jarów"),
        ("polsko-\nczeski słownik", "spór polsko-czeski", "polsko-czeski słownik"),
        ("w Bielsku-\nBiałej", "", "w Bielsku-Białej"),
        ("lata 1990-\n1995", "", "lata 1990-1995"),
        ("kra\u00ad\njobraz", "", "krajobraz"),
        ("Sowa\u2011Dąb, s. 5\u20117", "", "Sowa-Dąb, s. 5-7"),
        ("polsko\u2010czeski", "", "polsko-czeski"),
        ("ja\u200bry", "", "jary"),
        ("jary\x00i\x00 rzeki", "", "jary i rzeki"),
        ("kra\ufffejobraz, kra\x02\njobraz", "", "krajobraz, krajobraz"),
        ("konfl ikt", "", "konflikt"),
        ("T a m ż e, s. 4", "", "Tamże, s. 4"),
        ("Jary:rzeki", "", "Jary: rzeki"),
        ("s. 4, urn:nbn:de:gbv:547-2019", "", "s. 4, urn:nbn:de:gbv:547-2019"),
        ("URN:NBN:pl-7; Jary:rzeki", "", "URN:NBN:pl-7; Jary: rzeki"),
        ("saturn:jary", "", "saturn: jary"),
        ("opo wieści z jarów", "opowieści opowieści", "opowieści z jarów"),
    ],
)
def test_what_print_and_line_ends_did_is_undone(note: str, elsewhere: str, expected: str) -> None:
    assert repaired(note, elsewhere).text.text == expected


def test_an_address_over_a_line_end_is_read_whole_with_its_other_readings() -> None:
    whole = repaired("W. Sowa, Jary, https://example.org/jary-i-\nrzeki.html, s. 4")
    (url,) = whole.urls
    assert whole.text.text[url.start : url.end] == url.candidates[0].url
    assert {c.url for c in url.candidates} >= {
        "https://example.org/jary-i-rzeki.html",
        "https://example.org/jary-irzeki.html",
    }


def test_letters_of_an_address_are_never_repaired() -> None:
    assert "http://example.org/konfl-ikt" in repaired("Jary, http://example.org/konfl-ikt, s. 1").text.text


def test_a_mended_word_is_told_with_its_printed_form() -> None:
    found = repaired("wielki konfl ikt").findings
    assert [(f.code, f.args) for f in found] == [("BT130", {"printed": "konfl ikt", "word": "konflikt"})]


def test_a_character_that_could_not_be_decoded_is_told() -> None:
    assert [f.code for f in repaired("J\ufffdry").findings] == ["BT139"]


def test_every_repaired_letter_is_still_found_in_the_print() -> None:
    note = "W. Sowa,  kra-\njobraz i konfl ikt,\nhttps://example.org/a-\nb"
    whole = repaired(note).text
    word = whole.text.index("krajobraz")
    assert slices(note, whole.spans(word, word + len("krajobraz"))) == "kra-\njobraz"
    assert slices(note, whole.spans()) == note


def test_repairing_twice_is_repairing_once() -> None:
    once = repaired("W. Sowa,  kra-\njobraz i konfl ikt").text.text
    assert repaired(once).text.text == once
