"""Where the mark of a footnote stands."""

from typing import Any

import pytest

from bibtool.papers.marks import marks, place
from bibtool.papers.notes import leads_in, without_stop
from bibtool.papers.tree import element, plain, words

NOTE = element("Note", [])


def cite(text: str = "") -> dict[str, Any]:
    return element("Cite", [[], [*words(text), NOTE]])


def shown(inlines: list[dict[str, Any]]) -> str:
    """Text with "^" for a note."""
    return "".join(
        shown(each["c"][1]) if each["t"] == "Cite" else "^" if each["t"] == "Note" else plain([each])
        for each in inlines
    )


def quoted(text: str) -> dict[str, Any]:
    return element("Quoted", [{"t": "DoubleQuote"}, words(text)])


@pytest.mark.parametrize(
    ("language", "before", "after", "expected"),
    [
        ("en-US", words("blah "), words("."), "blah.^"),
        ("en-US", words("blah "), words(", and"), "blah,^ and"),
        ("en-US", words("blah "), words("—so"), "blah^—so"),
        ("de", words("blah "), words("."), "blah.^"),
        ("pl", words("blah "), words("."), "blah^."),
        ("pl", words("blah "), words("? Tak"), "blah?^ Tak"),
        ("ru-RU", words("бла "), words(", и"), "бла^, и"),
        ("uk", words("бла "), words("…"), "бла…^"),
        ("fr", words("blah "), words("."), "blah^."),
        ("en-US", [quoted("Yes"), *words(" ")], words("."), "“Yes.”^"),
        ("en-US", [quoted("Yes!"), *words(" ")], words("."), "“Yes!”^"),
        ("en-US", words("“Yes” "), words("."), "“Yes.”^"),
        ("en-GB", words("“Yes” "), words("."), "“Yes”.^"),
        ("en-GB", [quoted("Yes"), *words(" ")], words("."), "“Yes”.^"),
        ("en-US", words("blah "), words(" and"), "blah^ and"),
        ("en-US", words("e.g. "), words("."), "e.g.^"),
    ],
)
def test_a_mark_and_punctuation(language: str, before: list[Any], after: list[Any], expected: str) -> None:
    row = [*before, cite(), *after]
    place(row, marks(language, language == "en-US"))
    assert shown(row) == expected


def test_two_marks_side_by_side() -> None:
    row = [*words("blah "), cite(), *words(" "), cite(), *words(".")]
    place(row, marks("en", True))
    assert shown(row) == "blah.^ ^"


def test_the_note_of_an_author_in_the_sentence() -> None:
    for language, expected in (("en", "as Nowak.^"), ("pl", "as Nowak^.")):
        row = [*words("as "), cite("Nowak"), *words(".")]
        place(row, marks(language, True))
        assert shown(row) == expected


@pytest.mark.parametrize(("after", "expected"), [(True, "blah.^"), (False, "blah^."), (None, "blah^.")])
def test_the_paper_decides_otherwise(after: bool | None, expected: str) -> None:
    row = [*words("blah "), cite(), *words(".")]
    place(row, marks("pl", False, after))
    assert shown(row) == expected


@pytest.mark.parametrize(
    ("before", "leads"),
    [
        ("", True),
        ("Zob. ", True),
        ("Por. też: ", True),
        ("See ", True),
        ("См. ", True),
        ("To osobna sprawa. Zob. ", True),
        ("; ", True),
        ("Pisano o tym dawno ", False),
        ("It was long ago ", False),
        ("Zob. Kowalskiego ", False),
    ],
)
def test_what_leads_to_a_citation(before: str, leads: bool) -> None:
    assert leads_in(before) is leads


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Title.", "Title"), ("“Title.”", "“Title”"), ("Title", "Title"), ("Title...", "Title..."), ("", "")],
)
def test_a_full_stop_taken_away(text: str, expected: str) -> None:
    assert plain(without_stop(words(text))) == expected
    assert plain(without_stop([element("Emph", words(text))])) == expected


@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        ([*words("blah "), cite(), *words(", "), cite(), *words(".")], "blah,^.^"),
        ([*words("blah "), cite(), *words(" "), cite(), *words(".")], "blah.^ ^"),
        ([*words("blah "), cite(), *words(", "), cite(), *words("; "), cite(), *words(" end.")], "blah,^;^ ^ end."),
    ],
)
def test_punctuation_between_marks_stays_between_them(inlines: list[dict[str, Any]], expected: str) -> None:
    document = {"blocks": [element("Para", inlines)]}
    place(document, marks("en-US", in_quotes=True))
    assert shown(document["blocks"][0]["c"]) == expected
