"""A field without a value is not kept, and that is told."""

from __future__ import annotations

import pytest

from bibtool.diagnostics.findings import Finding
from bibtool.formats.registry import get

EMPTY = {
    "bibtex": ('@book{lis, title = {}, publisher = "", note = { }, author = {Lis, Ewa}}', "title, publisher, note"),
    "biblatex": ("@book{lis, title = {{}}, author = {Lis, Ewa}}", "title"),
    "csl-json": ('[{"id": "lis", "type": "book", "title": "", "DOI": "", "note": null}]', "title, DOI"),
    "ris": ("TY  - BOOK\nID  - lis\nTI  - \nAU  - Lis, Ewa\nUR  - \nER  - \n", "TI, UR"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_empty_fields_are_told_once_for_each_entry(name: str) -> None:
    text, fields = EMPTY[name]
    told = [found for found in get(name).read(text).findings if found.code == "BT616"]
    place = "item 1" if name == "csl-json" else "line 1"
    assert told == [Finding("BT616", {"place": place, "key": "lis", "fields": fields})]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("biblatex", "@book{lis, title = {Mosty}, author = {Lis, Ewa}}"),
        ("csl-json", '[{"id": "lis", "type": "book", "title": "Mosty", "note": null}]'),
        ("ris", "TY  - BOOK\nID  - lis\nTI  - Mosty\nER  - \n"),
        ("csv", "key,title,DOI\nlis,Mosty,\n"),  # a table has cells for all columns
    ],
)
def test_nothing_is_told_where_no_field_is_empty(name: str, text: str) -> None:
    assert not [found for found in get(name).read(text).findings if found.code == "BT616"]
