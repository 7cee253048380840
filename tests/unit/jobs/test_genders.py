"""Tenże and taż come back as the source has them; a gender is stored and exported nowhere."""

import json
from pathlib import Path

import pytest

from bibtool.entries.genders import FEMININE, MASCULINE, person, told_genders
from bibtool.formats.registry import formats
from bibtool.jobs.errors import JobError
from bibtool.jobs.export import text
from bibtool.jobs.extract import Extraction, extract
from bibtool.jobs.format import Request, Shape, format_works
from bibtool.jobs.genders import genders
from bibtool.jobs.sources import Source
from bibtool.jobs.works import load
from bibtool.render.setting import Setting

STYLE = "polska-humanistyka-przypisy"
# "A. B." tells no gender: only the source's word does.
NOTES = [
    "A. Kos, Brody i mosty, Kraków 2010, s. 5; {}, Szlaki stepu, Lublin 2012, s. 8.",
    "A. B. Lis, Rzeki, Lwów 2009, s. 3; {}, Promy, Lwów 2011, s. 4.",
]


def source(*words: str) -> Source:
    rows = [{"number": str(n), "text": NOTES[n - 1].format(word)} for n, word in enumerate(words, 1)]
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Source("notes.jsonl", data.encode())


def read(*words: str) -> Extraction:
    return extract([source(*words)], passages=True)


def printed(folder: Path, words: tuple[str, ...], *options: str) -> list[str]:
    path = folder / "notes.jsonl"
    path.write_bytes(source(*words).data)
    request = Request(Setting(STYLE), Shape.NOTES, genders=options)
    lines = format_works(load(str(path)), request).data.decode().splitlines()
    return [line for line in lines if line[:1].isdigit()]


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("taż", FEMININE),
        ("tenże", MASCULINE),
        ("tegoż", MASCULINE),
        ("tejże", FEMININE),
        ("eadem", FEMININE),
        ("idem", MASCULINE),
        ("она же", FEMININE),
        ("он же", MASCULINE),
        ("вона ж", FEMININE),
        ("той самий", MASCULINE),
        ("та сама", FEMININE),
        ("яна ж", FEMININE),
        ("dieselbe", FEMININE),
    ],
)
def test_the_word_of_the_source_tells(word: str, gender: str) -> None:
    assert told_genders(read(word).citations) == {person("Kos", "A."): gender}


def test_a_person_called_both_ways_has_none() -> None:
    rows = [{"number": str(n), "text": NOTES[0].format(word)} for n, word in enumerate(("tenże", "taż"), 1)]
    data = "".join(json.dumps(row) + "\n" for row in rows)
    assert told_genders(extract([Source("n.jsonl", data.encode())]).citations) == {}


def test_the_words_come_back_when_notes_are_set_again(tmp_path: Path) -> None:
    feminine, masculine = printed(tmp_path, ("taż", "tenże"))
    assert "; taż, Szlaki stepu" in feminine and "; tenże, Promy" in masculine
    masculine, feminine = printed(tmp_path, ("tenże", "taż"))
    assert "; tenże, Szlaki stepu" in masculine and "; taż, Promy" in feminine


def test_the_source_goes_before_the_user_and_the_user_before_names(tmp_path: Path) -> None:
    assert "; taż, Szlaki" in printed(tmp_path, ("taż",), "Kos=m")[0]
    known = read("taż").entries
    assert genders(None, known, ["Kos=m"]) == {person("Kos", "A."): MASCULINE}
    assert genders(None, known, ["A. Kos=f"]) == {person("Kos", "A."): FEMININE}
    assert genders(None, known, ["Kos, Anna=f"]) == {person("Kos", "A."): FEMININE}
    assert genders(None, known, [f"{known[0].key}=f"]) == {person("Kos", "A."): FEMININE}


@pytest.mark.parametrize("option", ["Kos", "Kos=x", "Nikt=f", "Kos, B.=f", "=f"])
def test_an_option_that_names_nobody_is_an_error(option: str) -> None:
    with pytest.raises(JobError, match="--gender"):
        genders(None, read("taż").entries, [option])


def test_no_format_holds_a_gender() -> None:
    without = read("tenże", "taż")
    assert told_genders(without.citations)
    assert len(formats()) >= 6
    for name in formats():
        content = text(name, without).casefold()
        assert "kos" in content, name
        assert not any(word in content for word in ("gender", FEMININE, MASCULINE)), name
