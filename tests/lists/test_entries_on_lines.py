"""Entries on lines of their own, without blank lines between them: what ends one, what goes on with it."""

from __future__ import annotations

import textwrap

import pytest

from bibtool.citations.extract import extract
from bibtool.notes.find import find_notes
from bibtool.notes.lists import line_shapes
from bibtool.readers.registry import read_bytes
from bibtool.text.certainty import Certainty

WEIR = "Лапин, О. Р. Плотины верхней Мокши / О. Р. Лапин. – Пенза : Изд-во Пенз. ун-та, 2004. – 187 с."
THESIS = "Рогов, С. Л. Мельничный промысел: автореф. дис. … канд. ист. наук / Рогов Семён Львович. – М., 2011. – 26 с."
LEAVES = "Рогов, С. Л. Мельничный промысел : дис. … канд. ист. наук : 07.00.02. – М., 2011. – 203 л."
TEXTBOOK = "Мелиорация почв : учебник. – Москва : Колос, 2015. – 304 с."
PICTURES = "Птицы поймы : определитель. – Казань : Идель, 1998. – 96 с. : ил."
ACT = "О водном транспорте : федер. закон от 07.03.2001 № 24-ФЗ // Собрание законов. – 2001. – № 11. – Ст. 1001."

LISTS = {
    "a thesis before another author": [THESIS, WEIR],
    "a thesis before several": [THESIS, WEIR, WEIR.replace("Лапин", "Сомов"), WEIR.replace("Лапин", "Щукин")],
    "leaves": [LEAVES, WEIR, WEIR.replace("Лапин", "Сомов")],
    "a title between authors": [WEIR, TEXTBOOK, WEIR.replace("Лапин", "Сомов")],
    "pictures": [WEIR, PICTURES, WEIR.replace("Лапин", "Сомов")],
    "an act between authors": [WEIR, ACT, WEIR.replace("Лапин", "Сомов")],
    "an act behind a thesis": [LEAVES, ACT, WEIR.replace("Лапин", "Сомов"), WEIR.replace("Лапин", "Щукин")],
    "an office behind an address": [
        "Lis, B. (2003). Woda pitna. https://www.woda.example/",
        "Instytut Rzek Nizinnych. (2006). Rocznik stanów. IRN.",
        "Wrona, P. (2008). Studnie. Bród.",
    ],
    "a title behind an address": [
        "Bober J., Tamy, https://www.tamy.example/dzieje/",
        "Encyklopedia wód, red. K. Lin, Toruń 2002.",
        "Gil T., Studnie, Lublin 2007.",
    ],
    "french extents": [
        "ARNAUD Luc, Les Moulins, Paris, Seuil, 1991, 312 p.",
        "BONNET Anne, Les Étangs, Lyon, PUL, 1987, XII, 204 p.",
        "Dictionnaire des rivières, Paris, Seuil, 1999, 640 p.",
    ],
    "labels that go on": [
        "Бойко Л. М. Греблі та млини на малих річках. Київ : Брід, 2012. 256 с.\nISBN 978-966-00-0000-0.",
        "Голуб Т. П. Ставки давнього міста у переказах. Львів : Плин, 2016. 198 с.\nURL: https://www.stavky.example/kn.",
        "Шпак О. І. Переправи. Рівне : Хвиля, 2009. 120 с.",
    ],
}  # fmt: skip


def read(entries: list[str]) -> tuple[list[str], list[list[str]]]:
    text = "Praca mówi o rzekach.\n\nBibliografia\n\n" + "\n".join(entries) + "\n"
    document = read_bytes(text.encode(), "x.txt")
    notes = find_notes(document)
    authors = [
        [name.family or name.literal for name in citation.item.names.get("author", ())]
        for citation in extract(document, notes).citations
    ]
    return [" ".join(entry.text.text.split()) for entry in notes.listed], authors


@pytest.mark.parametrize("name", LISTS)
def test_each_is_an_entry(name: str) -> None:
    found, _ = read(LISTS[name])
    assert found == [" ".join(entry.split()) for entry in LISTS[name]]


@pytest.mark.parametrize("width", [64, 90, 130])
def test_each_is_an_entry_when_lines_are_broken(width: int) -> None:
    entries = [WEIR, TEXTBOOK, THESIS, WEIR.replace("Лапин", "Сомов"), WEIR.replace("Лапин", "Щукин")]
    entries.sort()
    found, _ = read(["\n".join(textwrap.wrap(entry, width, break_on_hyphens=False)) for entry in entries])
    assert found == entries


def test_no_entry_begins_behind_a_line_without_its_full_stop() -> None:
    entries = [
        "Abbott, Claire. The Toll Books of Trent. Woodbridge: Boydell Press, 1998.",
        "Adair, Mark, and Susan Leith. “Weirs and Authority.” Past & Present 142\n(1994): 55–81.",
        "Beattie, J. M. “London Ferries in the 1690s.” In Twelve Good Men Afloat, edited\n"
        "by J. S. Cockburn and Thomas A. Green, 214–53. Princeton: Princeton\nUniversity Press, 1988.",
        "Corporation of London. An Account of the City Locks. London, 1787.",
        "Davison, Lee, et al., eds. Stilling the Grumbling Weir. Stroud: Alan Sutton,\n1992.",
        "Gatrell, V. A. C. The Hanging Bridge. Oxford: Clarendon Press, 1994.",
    ]
    assert read(entries)[0] == [" ".join(entry.split()) for entry in entries]


def test_dashes_between_parts_stand_for_no_author() -> None:
    article = "Вьюн, А. Б. Сети / А. Б. Вьюн, Т. К. Язь // Вопросы рыболовства. – 2013."
    others = [WEIR.replace("Лапин", name) for name in ("Сомов", "Щукин")]
    found, _ = read([f"{article}\n– № 4. – С. 61–70.", LEAVES, *others])
    assert found == [f"{article} – № 4. – С. 61–70.", LEAVES, *others]
    same = ["Bąk J., Rzeki, Lublin 1990.", "– Stawy, Lublin 1994.", "Czapla T., Rów, Toruń 1999."]
    assert read(same)[0] == same


def test_no_author_of_another_entry_is_taken() -> None:
    assert read(LISTS["a thesis before another author"])[1] == [["Рогов"], ["Лапин"]]
    assert read(LISTS["an office behind an address"])[1] == [["Lis"], ["Instytut Rzek Nizinnych"], ["Wrona"]]


@pytest.mark.parametrize(
    ("before", "after", "ends"),
    [
        ("Пенза, 2004. – 187 с.", "Сомов, И. П. Рыба", True),
        ("Poznań 1990, 12 s.", "Encyklopedia wód", True),
        ("Poznań 1990, s.", "45–60.", False),
        ("Rocznik 12 (1990), 4 s.", "45–60.", False),
        ("Київ : Брід, 2012. 256 с.", "ISBN 978-966-00-0000-0.", False),
        ("https://www.woda.example/", "Instytut Rzek. (2006). Rocznik", True),
        ("https://www.woda.example/", "Wody/2006.html (dostęp: 3.05.2020)", False),
        ("https://www.woda.example/wiki/", "Warta (dostęp: 3.05.2020)", False),
        ("https://www.woda.example/wiki/", "Warta, dostęp: 3.05.2020", False),
        ("https://www.woda.example/wiki/", "rzeki i stawy", False),
    ],
)
def test_the_line_behind_tells_whether_one_ends(before: str, after: str, ends: bool) -> None:
    assert (line_shapes.parted(before, after) > 0) is ends


def test_an_entry_that_may_be_two_is_told() -> None:
    full = "Lin P., Studnie i rowy nad dolną Wartą, „Rocznik” 2011, nr 3, s. 12–33."
    title = "O stawach i rowach, red. A. Lis, Lublin 2002."
    broken = "Mól K., Ryby i raki w rzekach i stawach między Wartą a Notecią,\nPoznań 1999."
    text = "\n".join(["Praca.", "", "Bibliografia", "", "Gil T., Rów, Lublin 2007.", full, title, broken])
    document = read_bytes(text.encode(), "x.txt")
    result = extract(document, find_notes(document))
    told = [(f.args, f.note_id) for f in result.findings if f.code == "BT327"]
    assert told == [({"words": title}, "list-2")]
    assert "BT327" in result.citations[1].findings
    assert result.citations[1].confidence.certainty is Certainty.DOUBTFUL


@pytest.mark.parametrize(
    ("entry", "second"),
    [
        ("Lin P., Studnie, Toruń 2004.\nO stawach i rowach, red. A. Lis, Lublin 2002.", "O stawach"),
        ("Lin P., Studnie i rowy,\nToruń 2004.", ""),
        ("Lin P., Studnie. Rowy.\nToruń 2004.", ""),
        ("Lin P., Studnie, Toruń 2004, https://www.studnie.example/\nwody (dostęp: 3.04.2020).", ""),
        ("Lin P., Studnie, Toruń 2004.", ""),
    ],
)
def test_where_another_entry_may_begin(entry: str, second: str) -> None:
    at = line_shapes.second(entry)
    assert entry[at:].startswith(second) if second else at < 0
