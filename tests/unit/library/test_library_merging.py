"""Works of the library that are one: found, called different, merged, and known again."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.citations.citation import Reference
from bibtool.database import Access
from bibtool.entries.entry import Entry, Mention, Variant
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.jobs import library as job
from bibtool.jobs import library_log as history
from bibtool.jobs import library_merging as merging
from bibtool.jobs import library_persons as persons
from bibtool.jobs.errors import JobError
from bibtool.library.adding import Became, add, filled_up
from bibtool.library.merging import apart, value
from bibtool.library.store import Store
from bibtool.library.work import Work


def book(title: str, year: int, family: str = "Brzoza", given: str = "Olga", **text: str) -> Item:
    names = {"author": (Name(family=family, given=given),)}
    return Item("book", names, {"issued": Date(((year,),))}, {"title": title, "publisher": "Las", **text})


def library(path: Path, *items: Item) -> str:
    with Store(path) as store, store.operation("add"):
        for number, item in enumerate(items):
            store.add(Work(0, f"w{number}", item, added="2026-01-01T00:00:00Z"))
    return str(path)


def test_pairs_are_found_across_scripts_and_editions_are_none(tmp_path: Path) -> None:
    named = library(
        tmp_path / "l.db",
        book("Тихие озёра", 1984, "Берёза", "Ольга", publisher="Лес"),
        book("Tichije oziora", 1984, "Bierioza", "O.", publisher="Les"),
        book("Тихие озёра", 1991, "Берёза", "Ольга", publisher="Лес", edition="2-е изд."),
        book("Mgła nad rzeką", 2003),
        book("Mgła nad rzeką", 2003),
    )
    found = merging.pairs("", named)
    assert [(pair.one.key, pair.other.key, pair.is_sure) for pair in found] == [("w3", "w4", True), ("w0", "w1", False)]
    assert [pair.one.key for pair in merging.pairs("mgła", named)] == ["w3"]
    told = {each.variable: each.how for each in found[1].likeness.evidence}
    assert told["title"] == "scripts" and told["author"] == "spelling"


def test_what_was_called_different_is_remembered_and_undone(tmp_path: Path) -> None:
    named = library(tmp_path / "l.db", book("Mgła", 2003), book("Mgła", 2003), book("Mgła", 2003))
    assert len(merging.pairs("", named)) == 3
    assert merging.different(["w0", "W1"], named) == 1
    assert merging.different(["w1", "w0"], named) == 0
    assert len(merging.pairs("", named)) == 2
    history.undo(None, None, named)
    assert len(merging.pairs("", named)) == 3
    with pytest.raises(JobError) as told:
        merging.different(["w0", "w0"], named)
    assert told.value.finding.code == "BT965"


def test_merging_keeps_what_both_said(tmp_path: Path) -> None:
    first = book("Mgła nad rzeką", 2003, given="O.")
    second = book("Mgła nad rzeką. Szkice", 2003, ISBN="9788301000004", keyword="rzeki")
    named = library(tmp_path / "l.db", first, second, book("Mgła", 1950))
    with Store(named) as store, store.operation("more"):
        for number, (tag, note) in enumerate((("mokre", "4"), ("mokre", "7")), 1):
            store.belonging("tag", number, tag)
            store.belonging("remark", number, f"uwaga {note}")
            store.belonging("attachment", number, f"/skany/{note}.pdf")
            store.mention(number, Mention("esej.docx", Reference(note, 1, f"n{note}"), "full"))
        store.belonging("tag", 2, "nowe")
        apart(store, 2, 3)
    preview = merging.merge_works(["w0", "w1"], named, keep=False)
    with Store(named, Access.READ) as store:
        assert store.count() == 3
    done = merging.merge_works(["w0", "w1"], named)
    assert done.changes == preview.changes and done.changes.changes
    with Store(named, Access.READ) as store:
        work = job.work(store, "W1")  # the key of the work that went
        assert work.key == "w0" and store.count() == 2
        details = store.details(work.id)
        pairs = [tuple(row) for row in store.db.execute("SELECT one, other FROM distinct_pair")]
    assert work.item.get("title") == "Mgła nad rzeką" and work.item.get("ISBN") == "9788301000004"
    assert work.item.names["author"][0].given == "Olga", "the fuller form of the same name stands"
    assert work.item.custom["ids"] == "w1"
    assert Variant("author", "other", "Brzoza, O.") in work.variants
    assert Variant("title", "other", "Mgła nad rzeką. Szkice") in work.variants
    assert set(details.tags) == {"mokre", "nowe"} and len(details.remarks) == len(details.attachments) == 2
    assert {mention.place.note for mention in details.mentions} == {"4", "7"}
    assert pairs == [(1, 3)]
    history.undo(None, None, named)
    with Store(named, Access.READ) as store:
        assert [each.item for each in store.works()][:2] == [first, second]
        assert [tuple(row) for row in store.db.execute("SELECT one, other FROM distinct_pair")] == [(2, 3)]


def test_a_later_merge_overrules_and_says_so(tmp_path: Path) -> None:
    named = library(tmp_path / "l.db", book("Mgła", 2003), book("Mgła", 2003))
    merging.different(["w0", "w1"], named)
    done = merging.merge_works(["w1", "w0"], named)
    assert [finding.code for finding in done.findings] == ["BT966"]
    assert [each.after.key for each in done.merged] == ["w1"]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (book("Lód na stawie", 2003), "title (Mgła nad rzeką / Lód na stawie)"),
        (book("Mgła nad rzeką", 1968), "issued (2003 / 1968)"),
        (book("Mgła nad rzeką", 2003, "Zaręba", "Jan"), "author (Brzoza, Olga / Zaręba, Jan)"),
        (book("Mgła nad rzeką", 2003, DOI="10.5555/other"), "DOI (10.5555/m / 10.5555/other)"),
        (book("Mgła nad rzeką", 2003, volume="2"), "volume (– / 2)"),
        (replace(book("Mgła nad rzeką", 2003), type="article-journal"), "type (book / article-journal)"),
    ],
)
def test_works_that_are_evidently_different_are_merged_only_by_force(tmp_path: Path, other: Item, told: str) -> None:
    first = book("Mgła nad rzeką", 2003, DOI="10.5555/m")
    named = library(tmp_path / "l.db", first, other)
    with pytest.raises(JobError) as refused:
        merging.merge_works(["w0", "w1"], named)
    assert refused.value.finding.code == "BT995" and told in refused.value.finding.args["differing"]
    preview = merging.merge_works(["w0", "w1"], named, keep=False)
    assert [finding.code for finding in preview.findings] == ["BT995"]
    with Store(named, Access.READ) as store:
        assert store.count() == 2
    done = merging.merge_works(["w0", "w1"], named, force=True)
    assert done.changes == preview.changes and not done.findings
    history.undo(None, None, named)
    with Store(named, Access.READ) as store:
        assert [each.item for each in store.works()] == [first, other]


def test_what_may_be_one_work_is_merged_and_what_differs_is_told(tmp_path: Path) -> None:
    first = book("Mgła nad rzeką", 2003, given="O.", note="szkice")
    second = book("Mgła nad rzeką. Szkice", 2003, publisher="Wydawnictwo Las", ISBN="9788301000004")
    named = library(tmp_path / "l.db", first, second)
    (merged,) = merging.merge_works(["w0", "w1"], named).merged
    assert merged.filled == ("ISBN",)
    assert {each.variable: (value(merged.after, each.variable), each.value) for each in merged.differing} == {
        "author": ("Brzoza, Olga", "Brzoza, O."),
        "title": ("Mgła nad rzeką", "Mgła nad rzeką. Szkice"),
        "publisher": ("Las", "Wydawnictwo Las"),
    }


def test_an_editor_stands_for_the_author_where_persons_contradict_each_other(tmp_path: Path) -> None:
    one, other = (replace(each, names={"editor": each.names["author"]}) for each in (book("x", 1), book("x", 1, "Lis")))
    named = library(tmp_path / "l.db", one, other)
    with pytest.raises(JobError) as refused:
        merging.merge_works(["w0", "w1"], named)
    assert "author (Brzoza, Olga / Lis, Olga)" in refused.value.finding.args["differing"]


def test_linked_forms_of_a_name_do_not_contradict_each_other(tmp_path: Path) -> None:
    named = library(tmp_path / "l.db", book("Mgła", 2003), book("Mgła", 2003, "Zaręba"))
    persons.link(["Brzoza, Olga", "Zaręba, Olga"], named)
    assert merging.merge_works(["w0", "w1"], named).merged


def test_adding_the_source_of_a_merged_work_again_changes_nothing(tmp_path: Path) -> None:
    one, other = book("Mgła nad rzeką", 2003), book("Fog above a river", 1999, "Birch", "O.", publisher="Wood")
    named = library(tmp_path / "l.db", one, other)
    merging.merge_works(["w0", "w1"], named, force=True)
    with Store(named) as store, store.operation("add"):
        again = add(store, [Entry("", one), Entry("", other)], frozenset(), "2026-02-02T00:00:00Z")
        assert [each.became for each in again] == [Became.SAME, Became.SAME]
        assert {each.work.key for each in again} == {"w0"} and store.count() == 1


def test_only_sure_pairs_are_merged_by_themselves(tmp_path: Path) -> None:
    named = library(
        tmp_path / "l.db",
        book("Mgła nad rzeką", 2003),
        book("Mgła nad rzeką", 2003),
        book("Mgła nad rzeka", 2003, given="O."),
        book("Lód na stawie", 2011),
    )
    done = merging.merge_sure("", named)
    assert [(each.after.key, each.gone) for each in done.merged] == [("w0", ("w1",))]
    assert [(pair.one.key, pair.other.key) for pair in merging.pairs("", named)] == [("w0", "w2")]
    assert done.left


def test_nothing_is_made_where_there_is_no_library(tmp_path: Path) -> None:
    for call in (
        lambda: merging.merge_works(["a", "b"], str(tmp_path / "none.db")),
        lambda: merging.different(["a", "b"], str(tmp_path / "none.db")),
        lambda: merging.pairs("", str(tmp_path / "none.db")),
    ):
        with pytest.raises(JobError) as told:
            call()
        assert told.value.finding.code == "BT957"
    assert list(tmp_path.iterdir()) == []


def test_works_that_only_hang_together_are_not_merged_by_themselves(tmp_path: Path) -> None:
    """Two namesakes under one DOI, and a record of it that names nobody."""
    one = book("Mgła nad rzeką", 2003, DOI="10.5555/m")
    other = replace(one, names={"author": (Name("Brzoza", "Olaf"),)})
    unnamed = replace(one, names={})
    named = library(tmp_path / "l.db", one, unnamed, other)
    rows = merging.pairs("", named)
    assert {(pair.one.key, pair.other.key) for pair in rows if pair.is_sure} == {("w0", "w1"), ("w1", "w2")}
    done = merging.merge_sure("", named)
    assert not done.merged and [finding.code for finding in done.findings] == ["BT967"]
    assert done.findings[0].args["keys"] == "w0, w1, w2"


@pytest.mark.parametrize(
    ("kept", "came", "issued", "beside"),
    [
        ("2010", "2010-05", "2010-05", []),
        ("2010-05", "2010", "2010-05", []),
        ("2010-05", "2010-05-03", "2010-05-03", []),
        ("2010", "2010-05~", "2010", ["2010-05~"]),
        ("2010-05", "2010-06", "2010-05", ["2010-06"]),
        ("2010/2011", "2010", "2010/2011", ["2010"]),
    ],
)
def test_the_finer_date_stands(kept: str, came: str, issued: str, beside: list[str]) -> None:
    items = [Item("book", {}, {"issued": Date.from_edtf(text) or Date()}, {"title": "x"}) for text in (kept, came)]
    item, _, differing = filled_up(*items)
    assert item.dates["issued"].to_edtf() == issued and [each.value for each in differing] == beside


@pytest.mark.parametrize(
    ("title", "language"), [("Mgła nad wodą", "pl"), ("Mgla nad woda", "pl"), ("Fog over Water", ""), ("Лёд", "")]
)
def test_the_language_of_a_title_in_other_words_is_not_taken_over(tmp_path: Path, title: str, language: str) -> None:
    """A work whose English title stands was said to be in Russian."""
    named = library(tmp_path / "l.sqlite", book(title, 1999), book("Mgła nad wodą", 1999, language="pl"))
    done = merging.merge_works(["w0", "w1"], named, force=True).merged[0]
    assert done.after.item.get("language") == language
    assert ("language" in done.filled) == bool(language)
    assert language or Variant("language", "other", "pl") in done.after.variants
