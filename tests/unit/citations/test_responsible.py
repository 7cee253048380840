"""GOST's statement of responsibility: where it ends, and the bodies in it."""

from __future__ import annotations

import pytest

from bibtool.citations.extract import extract
from bibtool.citations.names.responsible import bodies_in, statements
from bibtool.notes.find import find_notes
from bibtool.readers.registry import read_bytes


def _stated(text: str) -> list[str]:
    return [text[start:stop] for start, stop in statements(text, 0, len(text))]


def _bodies(text: str) -> list[str]:
    return [text[start:stop] for start, stop in bodies_in(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Реки / И. Лис ; Ин-т истории. – М. : Рось, 2001.", "И. Лис ; Ин-т истории"),
        ("Реки / И. Лис ; Ин-т истории. Минск : Рось, 2001.", "И. Лис ; Ин-т истории"),
        ("Реки / под ред. И. Лиса ; Нац. музей. Выселки : Рось, 2001.", "под ред. И. Лиса ; Нац. музей"),
        ("Реки : в 3 т. / под ред. И. Лиса ; Ин-т истории. Т. 2. М., 2001.", "под ред. И. Лиса ; Ин-т истории"),
        ("Реки / И. Лис ; РАН // Волны. – 2001. – № 2.", "И. Лис ; РАН"),
        ("Реки / М-во культуры Рос. Федерации, Гос. музей. – М., 2001.", "М-во культуры Рос. Федерации, Гос. музей"),
    ],
)
def test_a_statement_ends_before_the_imprint(text: str, stated: str) -> None:
    assert _stated(text) == [stated]


def test_a_further_author_ends_a_statement() -> None:
    assert _stated("Реки / И. Лис ; Кос Б. Музей и город. Минск : Рось, 2004.") == ["И. Лис "]


@pytest.mark.parametrize(
    "text", ["Реки / И. Лис", "Реки. М. : Рось, 2001. С. 5 / 6", "Реки / И. Лис, 1990, 2001. – М.", "и / или иначе"]
)
def test_without_an_imprint_nothing_is_stated(text: str) -> None:
    assert _stated(text) == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Реки / И. Лис ; науч. рук. Б. Кос ; Том. гос. ун-т. – Томск, 2001.", ["Том. гос. ун-т"]),
        ("Реки / Рос. акад. наук, Ин-т леса ; отв. ред. И. Лис. М. : Рось, 2003.", ["Рос. акад. наук, Ин-т леса"]),
        ("Rzeki / A. Lis ; Instytut PAN ; Muzeum Narodowe. Łódź : Wir, 2001.", ["Instytut PAN", "Muzeum Narodowe"]),
        ("Реки / И. Лис ; МГУ. М. : Рось, 2003.", ["МГУ"]),
        ("Реки / И. Лис, Б. Кос ; пер. с англ. А. Рой. М. : Рось, 2003.", []),
        ("Кафтан / И. Лис ; Гос. Рус. музей. СПб. : Рось, 2003.", ["Гос. Рус. музей"]),
    ],
)  # fmt: skip
def test_bodies_are_told_from_persons_and_roles(text: str, bodies: list[str]) -> None:
    assert _bodies(text) == bodies


@pytest.mark.parametrize(
    ("note", "whose"),
    [
        ("Право річок / В. І. Гай, Л. М. Рак та ін. ; за ред. П. Сома. Київ : Істина, 2011.", "author"),
        ("Машини для поля / О. Д. Рак та ін. Київ : НДІ, 2013.", "author"),
        ("Гай В. Машини / В. Гай [та ін.]. Київ : НДІ, 2013.", "author"),
        ("Шлюзы / А. Б. Лосин и др. // Волны. 2013. № 2. С. 5.", "author"),
        ("Гісторыя / Рэд. кал.: Г. П. Гайко (гал. рэд.) і інш. Мінск : Нёман, 1999. С. 5.", "editor"),
        ("Гаць / О. Д. Рак, В. В. Гай. Київ : НДІ, 2013.", ""),
    ],
)
def test_a_statement_says_that_there_are_others(note: str, whose: str) -> None:
    document = read_bytes(f"Zdanie[^1].\n\n[^1]: {note}\n".encode(), "t.md")
    (citation,) = extract(document, find_notes(document)).citations
    assert citation.item.custom.get("et-al", "") == whose
