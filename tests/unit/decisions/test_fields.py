"""Names of fields, and what may stand in them."""

from __future__ import annotations

import pytest

from bibtool.decisions.fields import BadValueError, checked, named
from bibtool.items.names import Name, names_from_text, names_text


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("title", "title"),
        ("Date", "issued"),
        ("journaltitle", "container-title"),
        ("url", "URL"),
        ("URLDATE", "accessed"),
        ("locator", "locator"),
        ("type", "type"),
        ("pages", "page"),
        ("titel", None),
        ("ibid", None),
        ("citation-number", None),
    ],
)
def test_fields_have_the_names_of_csl_and_biblatex(name: str, field: str | None) -> None:
    assert named(name) == field


def test_values_are_kept_in_one_form() -> None:
    assert checked("title", "  Mosty \n stalowe ") == "Mosty stalowe"
    assert checked("issued", "2011-05-03") == "2011-05-03"
    assert checked("author", "Lis,Anna ; Kowal, Jan") == "Lis, Anna; Kowal, Jan"
    assert checked("issued", "") == ""


@pytest.mark.parametrize(
    ("field", "value"), [("issued", "maj 2011"), ("issued", "2011-02-30"), ("accessed", "2011-13"), ("type", "książka")]
)
def test_what_does_not_fit_is_refused(field: str, value: str) -> None:
    with pytest.raises(BadValueError):
        checked(field, value)


def test_names_are_read_as_people_write_them() -> None:
    assert names_from_text("de la Cruz, Ana; Platon; Urząd Miasta; {NATO}") == (
        Name("Cruz", "Ana", "de la"),
        Name("Platon"),
        Name(literal="Urząd Miasta"),
        Name(literal="NATO"),
    )
    assert names_text(names_from_text("de la Cruz, Ana; Platon")) == "de la Cruz, Ana; Platon"
