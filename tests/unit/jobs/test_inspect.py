"""``bibtool inspect``: what was weighed for a note, as values, as text in 80 columns, as JSON."""

from __future__ import annotations

import json

import pytest

from bibtool.citations.readings.label import Label
from bibtool.cli.app import main
from bibtool.cli.inspected import WIDTH, drawn_as, itself, shown
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import extract
from bibtool.jobs.inspect import inspect, look, said, to_dict
from bibtool.jobs.sources import Source

NOTES = {
    "1": "Zob. J. Lis, Targi stepu. Łąka i las, Kraków 2010, s. 5; to już inna i bardzo długa "
    "sprawa, o której gdzie indziej.",
    "2": "Tamże, s. 8.",
    "3": "E. Kos, Miasto, „Czas i Ludzie” 1999, nr 4, s. 7–19; zob. też A. Jeż, Dom, Łódź 2001.",
}
SOURCE = Source("n.jsonl", "\n".join(json.dumps({"number": n, "text": t}) for n, t in NOTES.items()).encode(), "notes")


def test_the_notes_asked_for_in_the_order_of_the_source() -> None:
    assert [note.looked.number for note in inspect(SOURCE).notes] == ["1", "2", "3"]
    assert [note.looked.number for note in inspect(SOURCE, ("3", "1")).notes] == ["1", "3"]


def test_what_is_shown_is_what_is_extracted() -> None:
    extracted = extract([SOURCE]).citations
    inspected = [c for note in inspect(SOURCE).notes for c in note.citations]
    assert [(c.item, c.locator, c.refers_to, c.confidence) for c in inspected] == [
        (c.item, c.locator, c.refers_to, c.confidence) for c in extracted
    ]
    assert len(inspected) == 4


def test_a_number_that_no_note_has() -> None:
    with pytest.raises(JobError) as raised:
        inspect(SOURCE, ("7",))
    assert raised.value.finding.code == "BT728"
    assert raised.value.finding.args["known"] == "1–3"


def test_labels_that_stand_together() -> None:
    labels = (Label.AUTHOR, Label.TITLE, Label.TITLE, Label.CONTAINER_AUTHOR)
    assert said(labels) == [("author", 1, 1), ("title", 2, 3), ("container-author", 4, 4)]


@pytest.mark.parametrize("ui", ["en", "pl"])
def test_text_fits_eighty_columns_and_names_every_piece(ui: str) -> None:
    for note in inspect(SOURCE).notes:
        text = shown(note, ui)
        assert max(map(len, text.splitlines())) <= WIDTH
        for considered in filter(None, note.looked.considered):
            flat = " ".join(text.split())
            for piece in considered.pieces:
                assert " ".join(note.looked.text[piece.start : piece.end].split()) in flat
            assert all(f"{reading.score / 100:.2f}" in text for reading in considered.readings)


def test_text_in_english_says_what_is_sure() -> None:
    first, second, _ = (shown(note, "en") for note in inspect(SOURCE).notes)
    assert "citation 1: full, sure, margin" in first and "prose" in first and "Zob." in first
    assert "citation 1: ibid, sure, only one reading is possible" in second


def test_places_in_json_are_those_of_the_text() -> None:
    rows = [to_dict(note) for note in inspect(SOURCE).notes]
    assert len(rows) == 3
    for row in rows:
        for part in (*row["anchors"], *row["segments"], *(p for c in row["citations"] for p in c["pieces"])):
            assert row["text"][part["start"] : part["end"]] == part["text"]
        for citation in row["citations"]:
            for reading in citation["readings"]:
                assert len(reading["labels"]) == len(citation["pieces"])
    assert rows[0]["citations"][0]["margin"] > 0
    assert rows[1]["citations"][0]["margin"] is None


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("inspect") / "n.jsonl"
    path.write_bytes(SOURCE.data)
    assert main(["inspect", str(path), "--note", "2", "--ui", "en"]) == 0
    assert capsys.readouterr().out.startswith("note 2\n")
    assert main(["inspect", str(path), "--to", "json"]) == 0
    assert [row["note"] for row in json.loads(capsys.readouterr().out)] == ["1", "2", "3"]
    assert main(["inspect", str(path), "--note", "2", "--note", "9", "--ui", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "has no note 9" in said.err


PAGE = (
    '<html><head><meta name="citation_title" content="Puszcza"><meta name="citation_author" content="Sowa, Ewa">'
    '<meta name="citation_doi" content="10.1234/las.5"></head><body><p>Las<sup><a href="#n" id="c">1</a></sup>.</p>'
    '<p id="n"><a href="#c">1</a> T. Ryś, Bory, Ełk 1990.</p></body></html>'
)


def test_the_article_itself_is_shown_on_the_page_and_to_people() -> None:
    source = Source("las.html", PAGE.encode())
    own = inspect(source).own
    assert own is not None
    assert itself(own, "en") == "the article itself: Ewa Sowa; Puszcza; 10.1234/las.5\n"
    page = drawn_as("x.html")(look(source), "pl")
    assert "sam artykuł: Ewa Sowa; Puszcza; 10.1234/las.5" in page


def test_kinds_have_words_in_both_languages_and_lines_fit_a_terminal() -> None:
    from bibtool.citations.citation import Kind as How
    from bibtool.citations.scan.anchors import Kind
    from bibtool.cli.words import words
    from bibtool.jobs.inspect import name_of

    names = [*map(name_of, Label), *(kind.name.lower().replace("_", "-") for kind in Kind), *(how.value for how in How)]
    assert [name for name in names if f"kind_{name}" not in words()] == []
    note = inspect(SOURCE, ("1",)).notes[0]
    told = shown(note, "pl")
    assert "strony" in told and "pełne" in told and "pages" not in told
    wide, narrow = (shown(note, "en", columns).splitlines() for columns in (120, 60))
    assert max(map(len, wide)) > WIDTH and len(wide) < len(narrow)
