"""Lists of references that a document gives a second time in Latin letters, and asides that name a language."""

import pytest

from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.sources import Source

_FIRST = """Наталья Ковалёва

Мосты Припяти

О мостах писали давно [1], [2, с. 5].

Литература

1. Ковалёва Н. П. Наплавные мосты Припяти // Вестник дорог. 1987. № 3. С. 14–22.
2. Лунин С. А. Переправы и паромы. Минск: Полымя, 1991. 164 с.
3. Гурский Т. В. Смета на мост // Вестник дорог. 1991. № 1. С. 30–41.
4. Marsh E. Timber bridges. London: Barbican, 1991. 90 p.
"""
_SECOND = """
References

1. Kovaleva N. P. Naplavnye mosty Pripyati [Floating bridges]. Vestnik dorog, 1987, no. 3, pp. 14–22. (in Russian)
2. Lunin S. A. Perepravy i paromy [Crossings and ferries]. Minsk: Polymya, 1991. 164 p. (In Russ.)
3. Gurskii T. V. (1991) The estimate of a bridge. Road Herald, no. 1, pp. 30–41 [in Russian].
4. Marsh E. Timber bridges. London: Barbican, 1991. 90 p.
"""


def read(text: str) -> Extraction:
    return extract([Source("most.txt", text.encode())])


def works(text: str) -> list[tuple[str, str]]:
    return [(each.item.get("title"), each.item.get("language")) for each in read(text).entries if each.mentions]


def test_a_second_list_in_latin_letters_gives_no_works_of_its_own() -> None:
    once, twice = works(_FIRST), works(_FIRST + _SECOND)
    assert len(once) == 4
    assert twice == once


def test_what_the_second_list_prints_is_a_variant_and_no_contradiction() -> None:
    result = read(_FIRST + _SECOND)
    ferries = next(each for each in result.entries if each.item.get("title") == "Переправы и паромы")
    assert any(v.variable == "author" and "Lunin" in v.value for v in ferries.variants)
    assert any(v.variable == "title" and v.value.startswith("Perepravy i paromy") for v in ferries.variants)
    assert "BT401" not in {finding.code for finding in result.findings}


def test_other_works_of_the_same_year_stay_apart() -> None:
    other = "\nReferences\n\n1. Lunin S. A. Doroga na yug [The road to the south]. Minsk: Polymya, 1991. 88 p.\n"
    assert len(works(_FIRST + other)) == 5


@pytest.mark.parametrize(
    ("aside", "language"),
    [
        ("(in Russian)", "ru"),
        ("[in Ukrainian].", "uk"),
        ("(In Russ.)", "ru"),
        ("(in Polish)", "pl"),
        ("[in press]", ""),
    ],
)
def test_an_aside_names_the_language_of_the_work(aside: str, language: str) -> None:
    entry = f"1. Lunin S. Lodi i vody. Vestnik dorog, 1991, no. 2, pp. 7–19. {aside}"
    first = read(f"References\n\n{entry}\n2. Marsh E. Oars. London: Quay, 1990.\n").citations[0]
    assert (first.fields["language"].rule == "language-said") == bool(language)
    if language:
        assert first.item.get("language") == language
        assert first.item.get("container-title") == "Vestnik dorog"
        assert first.item.get("page") == "7–19"
