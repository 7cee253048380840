"""What an undo tells of the works that it concerned."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bibtool.items.item import Item
from bibtool.jobs import library as job
from bibtool.jobs import library_keys as renaming
from bibtool.jobs import library_log as history
from bibtool.jobs import library_merging as merging
from bibtool.jobs.errors import JobError
from bibtool.library.log import PURGE
from bibtool.library.store import Store
from bibtool.library.undoing import Effect, Undone, together
from bibtool.library.work import Work


@pytest.fixture
def named(tmp_path: Path) -> str:
    path = tmp_path / "l.sqlite"
    with Store(path) as store, store.operation("add books.bib"):
        for key in ("brody", "mosty", "mosty2"):
            store.add(Work(0, key, Item("book", text={"title": key[:5].title()})))
    return str(path)


def undone(named: str, number: int | None = None) -> Undone:
    told: list[Undone] = []
    history.undo(number, None, named, told.append)
    (only,) = told
    return only


def test_a_command_is_named_with_its_time(named: str) -> None:
    told = undone(named)
    assert (told.operation.id, told.operation.command) == (1, "add books.bib") and told.operation.at.endswith("Z")
    assert told.effects == (("brody", Effect.REMOVED), ("mosty", Effect.REMOVED), ("mosty2", Effect.REMOVED))


def test_works_come_back(named: str) -> None:
    job.tag(["brody"], ["woda"], [], named)
    job.remove(["brody", "mosty"], named)
    assert undone(named).effects == (("brody", Effect.BACK), ("mosty", Effect.BACK))


def test_merged_works_are_two_again(named: str) -> None:
    merging.merge_works(["mosty", "mosty2"], named)
    assert undone(named).effects == (("mosty", Effect.CHANGED), ("mosty2", Effect.BACK))


def test_a_tag_is_of_its_work(named: str) -> None:
    job.tag(["brody"], ["woda"], [], named)
    assert undone(named).effects == (("brody", Effect.CHANGED),)
    job.tag(["brody"], ["woda"], [], named)
    job.tag(["brody"], [], ["woda"], named)
    assert undone(named).effects == (("brody", Effect.CHANGED),)


def test_a_renamed_work_is_called_as_it_was_before(named: str) -> None:
    renaming.rename(renaming.Asked(pairs=(("brody", "fords"),)), named)
    assert undone(named).effects == (("brody", Effect.CHANGED),)


def test_an_undoing_undone(named: str) -> None:
    job.remove(["brody"], named)
    undone(named)
    told = undone(named, 3)
    assert told.operation.command == "undo 2" and told.effects == (("brody", Effect.REMOVED),)


def test_what_was_undone_before_an_error_is_told(named: str) -> None:
    with Store(named) as store:
        with store.operation(PURGE):
            store.remove(1)
        with store.operation("rm"):
            store.remove(2)
    told: list[Undone] = []
    with pytest.raises(JobError) as error:
        history.undo(None, datetime(2000, 1, 1, tzinfo=UTC), named, told.append)
    assert error.value.finding.args["number"] == "2"
    assert [each.effects for each in told] == [(("mosty", Effect.BACK),)]


def test_steps_of_one_command_are_told_together() -> None:
    steps = [
        Undone(None, (("a", Effect.CHANGED), ("b", Effect.REMOVED))),  # type: ignore[arg-type]
        Undone(None, (("a", Effect.REMOVED), ("b", Effect.CHANGED))),  # type: ignore[arg-type]
    ]
    assert together(steps) == {"a": Effect.REMOVED, "b": Effect.REMOVED}
