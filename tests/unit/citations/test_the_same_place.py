"""A word for the place of the citation before: its periodical or book, and who is meant by a word of one gender."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.citation import Citation
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def read(*notes: str) -> list[Citation]:
    lines = "\n".join(json.dumps({"number": str(at), "text": text}) for at, text in enumerate(notes, 1))
    return list(extract([Source("notes.jsonl", lines.encode())]).documents[0].citations)


def families(found: Citation) -> list[str]:
    return [name.family for name in found.item.names["author"]]


@pytest.mark.parametrize(
    ("before", "note", "container"),
    [
        (
            "A. Kos, Wieża, „Dzieje Karpat” 12, 2001, nr 3, s. 4–9.",
            "B. Lis, Tama, tamże, s. 12–14.",
            "Dzieje Karpat",
        ),
        ("Кос А. Вежа // Історія Карпат. 2001. № 3. С. 4–9.", "Лис Б. Арка // Там само. С. 12–14.", "Історія Карпат"),
        ("Кос А. Башня // История гор. 2001. № 3. С. 4–9.", "Лис Б. Арка // Там же. С. 12–14.", "История гор"),
    ],
)
def test_the_periodical_and_issue_of_the_citation_before(before: str, note: str, container: str) -> None:
    _, found = read(before, note)
    assert found.item.get("container-title") == container
    assert found.item.get("issue") == "3"
    assert found.item.dates["issued"].parts == ((2001,),)
    assert not found.fields["issue"].spans and found.fields["issue"].inferred


def test_another_issue_has_its_own_date() -> None:
    _, found = read("Кос А. Башня // История гор. 2001. № 3. С. 4–9.", "Лис Б. Арка // Там же. 2004. № 1. С. 12–14.")
    assert found.item.get("container-title") == "История гор"
    assert found.item.get("issue") == "1" and found.item.dates["issued"].parts == ((2004,),)


def test_no_citation_before_is_said() -> None:
    (found,) = read("B. Lis, Tama, tamże, s. 12–14.")
    assert "BT301" in found.findings and found.item.get("title") == "Tama"


def test_a_word_of_one_gender_passes_over_a_person_of_the_other() -> None:
    *_, he, she = read(
        "Jan Kos, Wieża, Lublin 1990; Anna Lis, Tama, Lublin 1991; tenże, Młyn, Kraków 1992; taż, Most, Kraków 1993."
    )
    assert families(he) == ["Kos"] and families(she) == ["Lis"]


def test_a_man_is_meant_and_none_is_named() -> None:
    _, found = read("Anna Lis, Tama, Lublin 1991; tenże, Młyn, Kraków 1992.")
    assert "BT301" in found.findings
