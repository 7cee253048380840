"""Places of the Bible cite no work."""

from __future__ import annotations

import pytest

from bibtool.citations.segment.scripture import scripture
from bibtool.jobs.extract import from_document
from bibtool.readers.document import Document, SourceNote
from bibtool.text.mapped import Mapped


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mt 5, 3–7.", True),
        ("1 Kor 13, 4", True),
        ("J 3, 16; 1 J 4, 8", True),
        ("Ps 118 (117), 22", True),
        ("Łk 10, 25–37. 42", True),
        ("Mt 5, 3 i Łk 6, 20", True),
        ("Iz 40,3nn", True),
        ("Мф. 5:3", True),
        ("Ін 1, 1–18", True),
        ("Matt 5:3–12", True),
        ("Röm 8,28", True),
        ("Dan 2001, s. 4", False),
        ("Mk, Brody, Lublin 2001, s. 5", False),
        ("Ps 12 (1998)", False),
        ("Mt 5, 3, tłum. J. Lis, Kraków 2000", False),
    ],
)
def test_chapter_and_verse(text: str, told: bool) -> None:
    assert scripture(text, 0, len(text)) is told


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Por. Mt 5, 3–7; 1 Kor 13, 4.", []),
        ("Matt. 5:3; Luke 10:25–37.", []),
        ("Zob. Rdz 1, 1–2; Łk 10, 25–37; J. Lis, Biblia, Kraków 2000, s. 4.", ["Biblia"]),
        ("Мф. 5:3. См. также: Лис А. Броды. М., 2001. С. 4.", ["Броды"]),
    ],
)
def test_they_stand_between_citations(text: str, titles: list[str]) -> None:
    note = SourceNote("1", Mapped.of(text, 0, len(text)))
    found = from_document(Document("case", text, "utf-8", "text", (note,)))[0].citations
    assert [citation.item.text["title"] for citation in found] == titles
