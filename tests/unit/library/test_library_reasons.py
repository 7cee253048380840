"""What a library refuses is said in one language."""

from __future__ import annotations

from pathlib import Path

import pytest

import bibtool
from bibtool.diagnostics.reasons import reason_in
from bibtool.items.item import Item
from bibtool.library.editing import BadValueError, NotUnderstoodError, checked, from_text
from bibtool.library.mirror import MirrorError, parse


@pytest.mark.parametrize(
    ("field", "value", "polish"),
    [
        ("ISBN", "0-306-40615-3", "0-306-40615-3 to nie ISBN"),
        ("ISSN", "1234-5678", "1234-5678 to nie ISSN"),
        ("DOI", "doi", "DOI zaczyna się od 10."),
        ("URL", "strona", "adres zaczyna się"),
        ("language", "po naszemu 9", "podaj kod języka"),
        ("issued", "wczoraj", "podaj 2023, 2023-04"),
        ("issued", "2023-02-30", "takiego dnia nie ma: 2023-02-30"),
        ("type", "cegła", "typy: article"),
    ],
)
def test_a_value_that_cannot_be(field: str, value: str, polish: str) -> None:
    with pytest.raises(BadValueError) as told:
        checked(field, value)
    assert reason_in("pl", str(told.value)).startswith(polish)


@pytest.mark.parametrize(
    ("text", "polish"),
    [
        ("", "nie zostało żadne pole"),
        ("title = a\ntitle = b", "title podano dwa razy"),
        ("coś", "coś: napisz POLE = WARTOŚĆ"),
        ("bzdura = a", "nie ma pola bzdura; własne nazwij custom.bzdura"),
        ("ISBN = 1", "ISBN: 1 to nie ISBN"),
    ],
)
def test_an_edited_text(text: str, polish: str) -> None:
    with pytest.raises(NotUnderstoodError) as told:
        from_text("k", Item("book", text={"title": "x"}), text)
    assert reason_in("pl", told.value.reason).startswith(polish)


@pytest.mark.parametrize("query", ["isbn:12", "doi:12"])
def test_a_query_for_what_is_no_identifier(tmp_path: Path, query: str) -> None:
    with bibtool.Library.open(tmp_path / "l.sqlite") as library:
        library.add({"title": "x"})
        with pytest.raises(bibtool.Error, match="cannot be “12”"):
            library.search(query)


def test_a_mirror_of_nothing() -> None:
    with pytest.raises(MirrorError) as told:
        parse("nic")
    assert reason_in("pl", told.value.problem).endswith("to nie kopia tekstowa biblioteki")
