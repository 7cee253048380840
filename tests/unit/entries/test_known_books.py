"""Parts whose book is cited in full elsewhere in the document, and which name it in short."""

from __future__ import annotations

import json

import pytest

from bibtool.entries.build import build
from bibtool.items.item import Item
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


def works(*notes: str) -> list[Item]:
    lines = [json.dumps({"number": str(n), "text": note}, ensure_ascii=False) for n, note in enumerate(notes, 1)]
    found = extract([Source("notes.jsonl", "\n".join(lines).encode(), "notes")])
    return [entry.item for entry in build(found.citations).entries]


@pytest.mark.parametrize(
    ("book", "part"),
    [
        ("Pamięć kolei, pod red. T. Gacka, Przemyśl 1991.", "E. Maj, Wstęp, w: Pamięć kolei, s. 7."),
        ("Pamięć kolei. Szkice, red. T. Gacek, Przemyśl 1991.", "E. Maj, Wstęp, [w:] Pamięć kolei, s. 7."),
        ("Pamięć kolei, pod red. T. Gacka, Przemyśl 1991.", "E. Maj, Wstęp, w: T. Gacek (red.), Pamięć kolei, s. 7."),
        ("Память дороги / под ред. Б. Лося. М., 1991.", "Май Е. Введение // Память дороги. С. 7."),
        ("Пам’ять колії / за ред. О. Лютого. Київ, 1991.", "Май Є. Вступ // Пам’ять колії. С. 7."),
        (
            "K. Otto (Hg.), Gedächtnis der Bahn, Wien 1991.",
            "E. Mai, Bahnen, in: K. Otto (Hg.), Gedächtnis der Bahn, S. 7.",
        ),
        ("R. Tall (ed.), Memory of Rail (London, 1991).", "E. Way, ‘Introduction’, in Memory of Rail, p. 7."),
        ("J. Novák (ed.), Paměť dráhy, Praha 1991.", "E. Máj, Úvod, in: Paměť dráhy, s. 7."),
    ],
)
def test_a_part_has_what_is_known_of_its_book(book: str, part: str) -> None:
    whole, chapter = works(book, part)
    assert chapter.type == "chapter"
    assert chapter.get("container-title") == whole.get("title")
    assert chapter.get("publisher-place") == whole.get("publisher-place") != ""
    assert chapter.dates["issued"] == whole.dates["issued"]
    assert [name.family[:3] for name in chapter.names["editor"]] == [name.family[:3] for name in whole.names["editor"]]


@pytest.mark.parametrize(
    "notes",
    [
        ("E. Maj, Wstęp, w: Pamięć kolei, s. 7.",),  # of no book that is known
        ("Pamięć kolei, red. T. Gacek, Przemyśl 1991.", "E. Maj, Wstęp, w: Z. Kos (red.), Pamięć kolei, s. 7."),
        ("Pamięć kolei, red. T. Gacek, Przemyśl 1991.", "E. Maj, Wstęp, w: Pamięć dróg, s. 7."),
        # which of the two?
        ("Pamięć kolei, red. T. Gacek, Przemyśl 1991.", "Pamięć kolei, red. A. Lis, Opole 1950.",
         "E. Maj, Wstęp, w: Pamięć kolei, s. 7."),
    ],
)  # fmt: skip
def test_a_part_of_another_book_gets_nothing(notes: tuple[str, ...]) -> None:
    part = works(*notes)[-1]
    assert part.get("title") == "Wstęp"
    assert not part.get("publisher-place")
    assert "issued" not in part.dates
