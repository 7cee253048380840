"""What stands in brackets inside a citation and is no part of it."""

import json

import pytest

from bibtool.citations.readings.asides import asides
from bibtool.citations.readings.conferences import statement
from bibtool.citations.readings.kind_of_work import without_kind
from bibtool.citations.readings.label import Label
from bibtool.citations.scan.pieces import Form, Piece
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def test_each_is_found_in_the_text_without_those_before_it() -> None:
    text = "Lis, J. Most [in Russian] i rzeka (Data set [in Polish])."
    plain, found = asides(text, 0, len(text))
    assert [(one.variable, one.value) for _, one in found] == [
        ("language", "ru"),
        ("language", "pl"),
        ("genre", "Data set"),
    ]
    assert plain.split() == ["Lis,", "J.", "Most", "i", "rzeka."]
    assert len(plain) == len(text) and found[0][0] == text and "[in Russian]" not in found[1][0]


def test_no_number_of_them_is_too_many() -> None:
    title = "Most na rzece " + "(in Russian) słowo " * 2000
    note = json.dumps({"number": "1", "text": f"Lis, J. (2001). {title}. Kraków: Znak."})
    (citation,) = extract([Source("notes.jsonl", note.encode(), "notes")]).citations
    assert citation.item.get("language") == "ru"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Mosty: materiały z konferencji (Lublin, 12 maja 2009 r.), Lublin 2010", " (Lublin, 12 maja 2009 r.)"),
        ("Мосты : материалы конф., Минск, 12–13 мая 2009 г. / сост. П. Ким. Минск, 2010", "Минск, 12–13 мая 2009 г"),
        ("Мости : тези конф., м. Київ, 12 трав. 2009 р. Київ, 2010", "м. Київ, 12 трав. 2009 р"),
        ("Proceedings of the Conference on Fords, London, May 12–13, 2009 (Oxford, 2010)", None),
        ("Proceedings of the Conference on Fords, London, May 12–13, 2009, ed. J. Lis 2010", "London, May 12–13, 2009"),
        ("Referat na konferencji „Mosty”, Lublin, 12 maja 2009", None),  # the date of the citation itself
        ("Materiały z konferencji, Znak, 12 maja 2009, Lublin 2010", None),  # at no place that is known
    ],
)  # fmt: skip
def test_where_and_when_a_conference_was(text: str, where: str | None) -> None:
    found = statement(text, 0, len(text))
    assert (None if found is None else text[slice(*found[0])]) == where


def test_what_a_title_says_of_the_kind_of_a_work_may_be_no_part_of_it() -> None:
    text = "Лис П. Мосты : учеб. пособие. М., 2010."
    note = json.dumps({"number": "1", "text": text})
    (citation,) = extract([Source("notes.jsonl", note.encode(), "notes")]).citations
    assert citation.item.get("title") == "Мосты : учеб. пособие"
    title, kind, place, issued = Label.TITLE, Label.OTHER, Label.PLACE, Label.ISSUED
    found = [Piece(7, 12, Form.TEXT, "."), Piece(15, 28, Form.TEXT, ":"), Piece(30, 32, Form.TEXT, ".")]
    assert without_kind(text, found, [title, title, place]) == (title, kind, place)
    assert without_kind(text, found, [title, place, issued]) is None


def test_a_title_that_holds_where_and_when_is_printed_without_a_gap() -> None:
    title = "Рынки : материалы конф., Минск, 12–13 мая 2009 г., Минск, 14–15 мая 2009 г."
    note = json.dumps({"number": "1", "text": f"Лис И. Цены // {title} Минск, 2010. С. 5."})
    (citation,) = extract([Source("notes.jsonl", note.encode(), "notes")]).citations
    assert citation.item.get("container-title") == title
