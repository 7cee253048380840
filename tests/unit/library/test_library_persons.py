"""Forms of one name: listed, linked, preferred; works keep what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.jobs import library as job
from bibtool.jobs import library_export as out
from bibtool.jobs import library_log as history
from bibtool.jobs import library_merging as merging
from bibtool.jobs import library_persons as persons
from bibtool.jobs.errors import JobError
from bibtool.jobs.queries import Shelf
from bibtool.library.store import Store
from bibtool.library.work import Work

NAMES = (
    Name("Журавль", "Пётр"), Name("Żurawl", "Piotr"), Name("Zhuravl", "P."), Name("Lis", "Anna"), Name("Lis", "Adam"),
    Name("Lis", "A."), Name("Żurawl", "Piotr"), Name(literal="Towarzystwo Stepowe"),
)  # fmt: skip


@pytest.fixture
def named(tmp_path: Path) -> str:
    with Store(tmp_path / "l.db") as store, store.operation("add"):
        for number, name in enumerate(NAMES):
            item = Item(
                "book", {"author": (name,)}, {"issued": Date(((2000 + number,),))}, {"title": f"Praca {number}"}
            )
            store.add(Work(0, f"w{number}", item))
    return str(tmp_path / "l.db")


def texts(rows: list[list[persons.Form]]) -> list[set[str]]:
    return [{form.text for form in row} for row in rows]


def test_forms_that_may_be_one_persons_are_listed_and_nobody_is_linked_by_that(named: str) -> None:
    found = persons.listed("", named)
    assert texts(found) == [{"Żurawl, Piotr", "Журавль, Пётр", "Zhuravl, P."}]
    assert [form.works for form in found[0]] == [2, 1, 1]
    assert texts(persons.listed("zhurav", named)) == texts(found) and persons.listed("lis", named) == []
    assert not any(form.person for row in found for form in row)


def test_linked_forms_stay_as_printed_and_the_preferred_one_goes_out(named: str) -> None:
    before = [work.item for work in job.found("", named)]
    linked = persons.link(["Журавль, Пётр", "Żurawl, Piotr", "Crane, Peter"], named)
    assert {form.text for form in linked} == {"Журавль, Пётр", "Żurawl, Piotr", "Crane, Peter"}
    assert "Журавль" in out.export("", named, None, "bibtex").text, "linked only: nothing goes out otherwise"
    (first, *_) = persons.prefer("Crane, Peter", named)
    assert (first.text, first.preferred) == ("Crane, Peter", True)
    done = out.export("", named, None, "csl-json")
    assert done.text.count("Crane") == 3 and "Журавль" not in done.text
    assert [(finding.code, finding.args["count"]) for finding in done.findings if finding.code == "BT974"] == [
        ("BT974", "3")
    ]
    assert [work.item for work in job.found("", named)] == before
    assert sum("Crane" in str(entry.item.names) for entry in Shelf(named).entries("lib:")) == 3
    persons.prefer("Журавль, Пётр", named)
    assert "Crane" not in out.export("", named, None, "csl-json").text
    history.undo(None, None, named)
    assert out.export("", named, None, "csl-json").text == done.text
    assert persons.unlink(["Crane, Peter"], named) == 1
    assert "Crane" not in out.export("", named, None, "csl-json").text


def test_what_a_preferred_name_replaces_is_kept_beside_it(named: str) -> None:
    persons.link(["Lis, Anna", "Лис, Анна"], named)
    persons.prefer("Лис, Анна", named)
    (entry,), said = persons.with_preferred([job.shown(["w3"], named)[0][0].entry()], named)
    assert entry.item.names["author"] == (Name("Лис", "Анна"),) and len(said) == 1
    assert [(each.variable, each.kind, each.value) for each in entry.variants] == [("author", "printed", "Lis, Anna")]


def test_two_persons_become_one_and_a_person_of_one_form_is_none(named: str) -> None:
    persons.link(["Lis, Anna", "Лис, Анна"], named)
    persons.link(["Lis, A.", "Fox, Ann"], named)
    persons.prefer("Fox, Ann", named)
    assert len(persons.link(["Lis, Anna", "Lis, A."], named)) == 4
    (row,) = persons.listed("lis", named)
    assert [form.text for form in row if form.preferred] == ["Fox, Ann"]
    persons.unlink(["Лис, Анна", "Lis, A.", "Fox, Ann"], named)
    assert persons.listed("lis", named) == []


def test_linked_names_are_one_for_duplicates(named: str) -> None:
    with Store(named) as store, store.operation("more"):
        for key, name in (("p1", Name("Skała", "Ewa")), ("p2", Name("Nord", "E. M."))):
            dates = {"issued": Date(((1990,),))}
            text = {"title": "Góry o świcie", "publisher": "Grań"}
            store.add(Work(0, key, Item("book", {"author": (name,)}, dates, text)))
    assert merging.pairs("key:p1", named) == []
    persons.link(["Skała, Ewa", "Nord, E. M."], named)
    assert [(pair.one.key, pair.other.key) for pair in merging.pairs("key:p1", named)] == [("p1", "p2")]


def test_what_cannot_be_linked_is_told(named: str) -> None:
    for call, code in (
        (lambda: persons.link(["Lis, Anna"], named), "BT971"),
        (lambda: persons.link(["Lys, Anna", "Lyss, Anna"], named), "BT972"),
        (lambda: persons.prefer("Lis, Anna", named), "BT973"),
        (lambda: persons.unlink(["Lis, Anna"], named), "BT973"),
    ):
        with pytest.raises(JobError) as told:
            call()
        assert told.value.finding.code == code
    assert len(history.operations(named)) == 1
