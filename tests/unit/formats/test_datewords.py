"""Dates in figures and in the words of many languages."""

import pytest

from bibtool.formats.datewords import read_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("3 lipca 1931 r.", "1931-07-03"),
        ("3 июля 1931 г.", "1931-07-03"),
        ("3 липня 1931", "1931-07-03"),
        ("3. července 1931", "1931-07-03"),
        ("3. Juli 1931", "1931-07-03"),
        ("July 3, 1931", "1931-07-03"),
        ("juillet 1931", "1931-07"),
        ("VII 1931", "1931-07"),
        ("Mai/Juni 1931", "1931-05/1931-06"),
        ("лето 1931", "1931-22"),
        ("03.07.1931", "1931-07-03"),
        ("1931/07/03/", "1931-07-03"),
        ("1931-07", "1931-07"),
        ("1931–1933", "1931/1933"),
    ],
)
def test_a_date_is_read(text: str, edtf: str) -> None:
    date = read_date(text)
    assert date is not None and date.to_edtf() == edtf


@pytest.mark.parametrize(
    "text",
    [
        "",
        "w druku",
        "około 1931",
        "1931 nr 7",
        "3 lipca",
        "32.07.1931",
        "1933–1931",
        "lipiec 1931, s. 5",
        "x" * 99,
        "²",
    ],
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_year_of_a_month_may_stand_elsewhere() -> None:
    dates = [read_date(text, 1931) for text in ("JUL", "JUL 3", "3 lipca", "SUM")]
    assert [date and date.to_edtf() for date in dates] == ["1931-07", "1931-07-03", "1931-07-03", "1931-22"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2001-5-3", "2001-05-03"),
        ("2001-5", "2001-05"),
        ("May 3rd, 2001", "2001-05-03"),
        ("2001/maj", "2001-05"),
        ("2001/October/3", "2001-10-03"),
    ],
)
def test_dates_as_people_write_them(text: str, edtf: str) -> None:
    found = read_date(text)
    assert found is not None and found.to_edtf() == edtf


@pytest.mark.parametrize("text", ["2001-13", "1990-91", "2001-15-3", "2001/y", "3rd"])
def test_what_may_be_something_else_is_no_date(text: str) -> None:
    found = read_date(text)
    assert found is None or len(found.parts[0]) == 1
