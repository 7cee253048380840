"""What each letter of a note was read as."""

from __future__ import annotations

import pytest

from bibtool.notes.account import Cited, Claim, Share, account, unread

NOTE = "Zob. J. Lis, Brody, red. A. Kos, Lublin 2004, s. 5; reszta słów."


def claims(text: str, **values: str) -> list[Claim]:
    """Values of the first citation, by variable (``_`` stands for ``-``)."""
    return [
        Claim(text.index(value), text.index(value) + len(value), name.replace("_", "-"), 1)
        for name, value in values.items()
    ]


def shares(text: str, found: list[Claim], end: str, start: str = "") -> list[tuple[str, str]]:
    first = text.index(start) if start else min(claim.start for claim in found)
    cited = [Cited(first, text.index(end) + len(end), 1)]
    return [(s.share.value, text[s.start : s.end]) for s in account(text, found, cited)]


def test_a_note_that_cites_nothing_is_the_authors() -> None:
    (only,) = account(" To słowa autora.", [], [])
    assert (only.share, only.start, only.end) == (Share.WORDS, 1, 16)
    assert account("…", [], []) == ()


def test_values_labels_signals_and_words() -> None:
    found = claims(
        NOTE, signal="Zob.", author="J. Lis", title="Brody", editor="A. Kos", publisher_place="Lublin", issued="2004",
        locator="5",
    )  # fmt: skip
    assert shares(NOTE, found, "s. 5", "J. Lis") == [
        ("signal", "Zob."), ("field", "J. Lis"), ("field", "Brody"), ("label", "red."), ("field", "A. Kos"),
        ("field", "Lublin"), ("field", "2004"), ("label", "s."), ("locator", "5"), ("words", "reszta słów"),
    ]  # fmt: skip


def test_what_stands_between_two_fields_and_is_no_label_is_unread() -> None:
    text = "J. Lis, Brody, z mapą, Lublin 2004"
    found = claims(text, author="J. Lis", title="Brody", publisher_place="Lublin", issued="2004")
    assert shares(text, found, "2004")[2:4] == [("unread", "z"), ("unread", "mapą")]


def test_a_comment_between_the_fields_of_one_citation_is_no_words_of_the_author() -> None:
    text = "J. Lis, Brody (znakomite), Lublin 2004 (i słusznie)"
    found = claims(text, author="J. Lis", title="Brody", publisher_place="Lublin", issued="2004")
    comment = text.index("(znak")
    cited = [Cited(0, comment, 1), Cited(comment + len("(znakomite)"), text.index(" (i"), 1)]
    said = {text[s.start : s.end]: s.share for s in account(text, found, cited)}
    assert said["znakomite"] is Share.UNREAD
    assert said["i słusznie"] is Share.WORDS


@pytest.mark.parametrize("label", ["s.", "red.", "nr", "wyd."])
def test_a_label_without_its_value_is_unread(label: str) -> None:
    text = f"J. Lis, Brody, {label}, Lublin 2004"
    found = claims(text, author="J. Lis", title="Brody", publisher_place="Lublin", issued="2004")
    assert ("unread", label.rstrip(".")) in shares(text, found, "2004")


def test_what_is_doubtful_is_unread_whatever_claims_it() -> None:
    text = "J. Lis, Brody t. 3 i inne, Lublin 2004"
    found = claims(text, author="J. Lis", title="Brody t. 3 i inne", publisher_place="Lublin", issued="2004")
    at = text.index("t. 3")
    stretches = account(text, found, [Cited(0, len(text), 1)], [(at, at + 4)])
    assert [text[start:end] for start, end, _ in unread(stretches)] == ["t. 3"]
    assert [text[s.start : s.end] for s in stretches if s.name == "title" and s.share is Share.FIELD] == [
        "Brody ",
        " i inne",
    ]


def test_the_ending_of_a_numeral_and_the_resolver_of_a_doi_are_labels() -> None:
    text = "Лис Д. Броды. 2-е изд. М., 2004. https://doi.org/10.1000/x"
    found = claims(
        text, author="Лис Д.", title="Броды", edition="2", publisher_place="М.", issued="2004", DOI="10.1000/x"
    )
    assert [pair for pair in shares(text, found, "10.1000/x") if pair[0] in ("label", "unread")] == [
        ("label", "-е"),
        ("label", "изд."),
        ("label", "https://doi.org/"),
    ]


def test_unread_words_side_by_side_are_one_place() -> None:
    text = "J. Lis, Brody, z mapą rzek, Lublin 2004"
    found = claims(text, author="J. Lis", title="Brody", publisher_place="Lublin", issued="2004")
    ((start, end, index),) = unread(account(text, found, [Cited(0, len(text), 1)]))
    assert (text[start:end], index) == ("z mapą rzek", 1)


def test_an_empty_doubt_is_none() -> None:
    found = claims("Brody 2004", title="Brody", issued="2004")
    stretches = account("Brody 2004", found, [Cited(0, 10, 1)], [(3, 3)])
    assert [(s.start, s.end) for s in stretches] == [(0, 5), (6, 10)]
