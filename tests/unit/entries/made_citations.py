"""Citations for tests, made by hand."""

from typing import Any

from bibtool.citations.citation import Citation, Field, Kind, Reference
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name


def item(
    title: str = "", author: str = "", issued: str = "", accessed: str = "", type: str = "book", **text: str
) -> Item:
    """``author`` is "Given Family; Given Family"; dates are EDTF; text variables with ``_`` for ``-``."""
    names = {}
    if author:
        rows = [row.strip().rpartition(" ") for row in author.split(";")]
        names["author"] = tuple(Name(family=family, given=given) for given, _, family in rows)
    dates = {}
    for variable, value in (("issued", issued), ("accessed", accessed)):
        if value:
            found = Date.from_edtf(value)
            assert found is not None
            dates[variable] = found
    # CSL's own "archive_location" has its underscore
    values = {"title": title, **{k if k == "archive_location" else k.replace("_", "-"): v for k, v in text.items()}}
    return Item(type, names, dates, {k: v for k, v in values.items() if v})


def full(note: str, *args: Any, document: str = "d", index: int = 1, locator: str = "", **kwargs: Any) -> Citation:
    raw = kwargs.pop("raw", {})
    fields = {variable: Field((), text, "test") for variable, text in raw.items()}
    return Citation(
        document,
        note,
        note,
        index,
        Kind.FULL,
        item(*args, **kwargs),
        (),
        locator=locator,
        label="page" if locator else "",
        fields=fields,
    )


def back(
    note: str, to: str, title: str = "", kind: Kind = Kind.SHORT, locator: str = "", document: str = "d"
) -> Citation:
    return Citation(
        document,
        note,
        note,
        1,
        kind,
        item(title, type=""),
        (),
        refers_to=Reference(to, 1, to) if to else None,
        locator=locator,
        label="page" if locator else "",
    )
