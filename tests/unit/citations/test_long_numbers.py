"""Numbers of thousands of figures are no dates, and no reason to fail."""

from bibtool.citations.scan.dates import parse_date

MANY = "9" * 5004


def test_a_long_number_is_no_date() -> None:
    assert parse_date(MANY) is None
    assert parse_date(f"5 maja {MANY}") is None


def test_a_long_number_beside_a_range_of_years() -> None:
    assert parse_date(f"{MANY} 1999-2000") is not None
