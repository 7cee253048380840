"""Works of the library corrected by assignments and in a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.jobs import library as job
from bibtool.jobs import library_log as history
from bibtool.jobs.errors import Exit, JobError
from bibtool.jobs.library_editing import Edit, assignments, edit, edit_text
from bibtool.library.adding import Became, add
from bibtool.library.editing import NotUnderstoodError, as_text, from_text, values, with_values
from bibtool.library.store import Store
from bibtool.library.work import Work

ITEM = Item(
    "book",
    {"author": (Name(family="Sosna", given="Jan", suffix="jr"), Name(literal="Koło Leśne"))},
    {"issued": Date(((1985,), (1987,)))},
    {"title": "Cień\nświerka", "publisher": "Las"},
    {"shelf": "B7"},
)


@pytest.fixture
def named(tmp_path: Path) -> str:
    with Store(tmp_path / "l.db") as store, store.operation("add"):
        for key, certainty in (("sosna1985", "doubtful"), ("sosna1985a", "sure")):
            store.add(Work(0, key, ITEM, (), certainty))
    return str(tmp_path / "l.db")


def work_of(named: str, key: str = "sosna1985") -> Work:
    return job.shown([key], named)[0][0]


def test_a_text_that_is_not_edited_changes_nothing() -> None:
    text = as_text("sosna1985", ITEM, {"title (short)": "Cień"}, "Zmieniaj wartości.")
    assert from_text("sosna1985", ITEM, text) == {}
    assert "issued = 1985/1987\n" in text and "custom.shelf = B7\n" in text


def test_lines_that_are_changed_added_and_taken_out() -> None:
    text = as_text("k", ITEM, {}, "").replace("publisher = Las\n", "date = 1988\npages = 5-9\n")
    text = text.replace("issued = 1985/1987\n", "").replace("Sosna, Jan", "Sosna, Jan; Buk, Ewa")
    changed = from_text("k", ITEM, text)
    assert changed == {
        "issued": "1988", "page": "5-9", "publisher": "", "author": "Sosna, Jan; Buk, Ewa; Koło Leśne"
    }  # fmt: skip
    item = with_values(ITEM, changed)
    assert item.names["author"] == (ITEM.names["author"][0], Name("Buk", "Ewa"), Name(literal="Koło Leśne"))
    assert item.get("title") == "Cień\nświerka", "what was not edited stays to the letter"
    assert item.dates["issued"] == Date(((1988,),)) and not item.get("publisher")


@pytest.mark.parametrize(
    ("line", "said"),
    [("titel = x", "no field titel"), ("just words", "FIELD = VALUE"), ("type = roman", "types:"),
     ("issued = maj", "2023"), ("title = a\ntitle = b", "twice")],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_its_line(line: str, said: str) -> None:
    with pytest.raises(NotUnderstoodError) as told:
        from_text("k", ITEM, f"[k]\n{line}\n")
    assert said in told.value.reason and told.value.line in (2, 3)
    with pytest.raises(NotUnderstoodError):
        from_text("k", ITEM, "# nothing\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [("isbn", "978-83-01-00000-1"), ("issn", "1234-5678"), ("doi", "doi.org/abc"), ("url", "example"),
     ("langid", "w narzeczu"), ("date", "2010-02-30"), ("type", "book2")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_and_nothing_changes(named: str, field: str, value: str) -> None:
    with pytest.raises(JobError) as told:
        edit(["sosna1985"], "", Edit(((field, value),)), named)
    assert told.value.finding.code == "BT925"
    assert work_of(named).item == ITEM


def test_identifiers_and_languages_are_kept_in_their_usual_form(named: str) -> None:
    given = assignments(["issn=03785955", "doi=https://doi.org/10.1000/Ab", "langid=polish", "custom.box=4"], ["shelf"])
    edit(["sosna1985"], "", Edit(given), named)
    item = work_of(named).item
    assert (item.get("ISSN"), item.get("DOI"), item.get("language")) == ("0378-5955", "10.1000/Ab", "pl")
    assert item.custom == {"box": "4"}
    edit(["sosna1985"], "", Edit((("isbn", "83-123"),), unchecked=True), named)
    assert work_of(named).item.get("ISBN") == "83-123"


def test_several_works_by_a_query_are_one_operation(named: str) -> None:
    before = [work_of(named, key) for key in ("sosna1985", "sosna1985a")]
    preview = edit([], "author:sosna", Edit((("keywords", "las"),)), named, keep=False)
    assert len(preview.works) == 2 and work_of(named).item == ITEM
    done = edit([], "author:sosna", Edit((("keywords", "las"),)), named)
    assert done.changes == preview.changes and work_of(named).item.get("keyword") == "las"
    history.undo(None, None, named)
    assert [work_of(named, key) for key in ("sosna1985", "sosna1985a")] == before
    with pytest.raises(JobError) as told:
        edit([], "author:nikt", Edit((("keywords", "las"),)), named)
    assert (told.value.finding.code, told.value.exit) == ("BT969", Exit.NOTHING)


def test_one_key_that_is_not_there_stops_all(named: str) -> None:
    with pytest.raises(JobError) as told:
        edit(["sosna1985", "nikt"], "", Edit((("title", "x"),)), named)
    assert told.value.finding.code == "BT951" and work_of(named).item == ITEM
    for wrong, code in ((["title"], "BT968"), (["=x"], "BT968")):
        with pytest.raises(JobError) as told:
            assignments(wrong, [])
        assert told.value.finding.code == code
    with pytest.raises(JobError) as told:
        edit(["sosna1985"], "", Edit((("locator", "5"),)), named)
    assert told.value.finding.code == "BT924"


def test_a_reading_is_confirmed(named: str) -> None:
    edit(["sosna1985"], "", Edit(confirmed=True), named)
    assert work_of(named).certainty == "sure"


def test_what_changed_meanwhile_is_not_overwritten(named: str) -> None:
    def ask(text: str) -> str:
        edit(["sosna1985"], "", Edit((("note", "od innego"),)), named)
        return text.replace("Las", "Bór")

    with pytest.raises(JobError) as told:
        edit_text("sosna1985", named, ask, "")
    assert told.value.finding.code == "BT970"
    assert work_of(named).item.get("note") == "od innego"


def test_the_source_of_an_edited_work_is_known_again(named: str) -> None:
    edit(["sosna1985"], "", Edit((("title", "Zupełnie co innego"), ("date", "1999"))), named)
    job.remove(["sosna1985a"], named)
    with Store(named) as store, store.operation("add"):
        (again,) = add(store, [Entry("", ITEM)], frozenset(), "2026-02-02T00:00:00Z")
    assert (again.became, again.work.key) == (Became.SAME, "sosna1985")
    assert values(work_of(named).item)["title"] == "Zupełnie co innego"
