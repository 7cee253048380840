"""What cannot be right as it is printed."""

import pytest

from bibtool.citations.fields.misprints import misprints
from bibtool.items.item import Item


def codes(text: str, locator: str = "", label: str = "page", **variables: str) -> list[str]:
    return [each.code for each in misprints(text, Item(text=variables), locator, label)]


@pytest.mark.parametrize("text", ["32 XIII 2022", "31 II 2020", "0 V 1999", "31.11.2019", "32.13.2022", "2022-13-01"])
def test_days_that_no_calendar_has(text: str) -> None:
    assert codes(f"B. Kos, Targi, {text}, s. 4") == ["BT323"]


@pytest.mark.parametrize(
    "text",
    [
        "31 XII 2022",
        "29 II 2020",
        "12.31.2019",  # the month first
        "sygn. 45/13/1999/a",
        "https://example.org/2022-13-01/a",
        "t. 3, 12 2020",
        "nr 32.13.2022.1",
    ],
)
def test_days_that_may_be(text: str) -> None:
    assert codes(f"B. Kos, Targi, {text}") == []


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [("90–81", True), ("190–81", True), ("144–56", False), ("12–12", False), ("5–9, 17–11", True), ("k. 3v–2", False)],
)
def test_ranges_of_pages(pages: str, wrong: bool) -> None:
    assert codes("", locator=pages) == ["BT321"] * wrong
    assert codes("", locator=pages, label="folio") == []


@pytest.mark.parametrize(
    ("variables", "wrong"),
    [
        ({"ISBN": "978-83-01-00000-1"}, 1),
        ({"ISBN": "978-0-306-40615-7"}, 0),
        ({"ISBN": "0-306-40615-2"}, 0),
        ({"ISBN": "0-306-40615-3"}, 1),
        ({"ISBN": "978-0-306-40615-7; 0-306-40615-3"}, 1),
        ({"ISSN": "0378-5955"}, 0),
        ({"ISSN": "2434-561X"}, 0),
        ({"ISSN": "0378-5956"}, 1),
    ],
)
def test_check_digits(variables: dict[str, str], wrong: int) -> None:
    assert codes("", **variables) == ["BT324"] * wrong


@pytest.mark.parametrize(
    ("text", "url", "wrong"),
    [
        ("Stawy, zn,ua, 5 V 2020", "https://zn.ua/stawy.html", True),
        ("Stawy, www,zn.ua, 5 V 2020", "https://zn.ua/", False),  # another spelling, not that comma
        ("Stawy, zn, ua", "https://zn.ua/", False),
        ("Stawy, zn,ua", "https://kurier.example/", False),
    ],
)
def test_names_of_sites(text: str, url: str, wrong: bool) -> None:
    assert codes(text, URL=url) == ["BT325"] * wrong
