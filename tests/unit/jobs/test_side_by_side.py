"""Several sources read by several processes: what one process would give."""

import os
from collections.abc import Sequence

import pytest

from bibtool.diagnostics.code import Code
from bibtool.jobs.boundary import DEBUG
from bibtool.jobs.errors import JobError
from bibtool.jobs.extract import extract
from bibtool.jobs.pool import Lost
from bibtool.jobs.progress import Progress, Step, nobody
from bibtool.jobs.side_by_side import each, processes_for
from bibtool.jobs.sources import Source, check_supplement

NOTES = """Rzeka[1] i most[2].

1. J. Lis, Most, „Kra” 2001, nr 3, s. 5.
2. Tamże, s. 7; А. Гусев, Шлюзы, Минск 2004, с. {}.
"""


def articles(count: int) -> list[Source]:
    return [Source(f"{number}.txt", NOTES.format(number + 10).encode()) for number in range(count)]


def read(source: Source, report: Progress) -> int:
    if source.name == "dies":
        os._exit(3)
    if source.name == "raises":
        check_supplement(2)
    return len(source.data)


def given(*names: str) -> list[Source]:
    return [Source(name, name.encode()) for name in names]


def test_what_is_read_is_the_same_and_in_the_order_of_the_sources() -> None:
    sources = [*articles(5), Source("broken.docx", b"PK\x03\x04 no file")]
    alone, beside = (extract(sources, passages=True, processes=count) for count in (1, 2))
    assert beside == alone
    assert [each.document.name for each in beside.documents] == [f"{number}.txt" for number in range(5)]
    assert [one.name for one in beside.refused] == ["broken.docx"]


def test_a_process_that_dies_costs_its_source() -> None:
    steps: list[Step] = []
    lost = each(given("a", "dies", "ccc"), read, steps.append, 2)
    assert (lost[0], lost[2]) == (1, 3)
    assert isinstance(lost[1], Lost) and lost[1].detail == "exit 3"
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]


def test_an_error_with_a_message_of_its_own_is_raised() -> None:
    with pytest.raises(JobError) as raised:
        each(given("a", "raises"), read, nobody, 2)
    assert raised.value.finding.code is Code.SUPPLEMENT_NEEDS_ONE_SOURCE


def test_where_no_process_can_be_started_this_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("bibtool.jobs.side_by_side.run", refuse)
    assert each(given("a", "bb"), read, nobody, 2) == [1, 2]


@pytest.mark.parametrize(
    ("sizes", "most"), [((100, 100), 1), ((90_000, 90_000), 1), ((150_000, 150_000), 2), ((500_000,), 1), ((), 1)]
)
def test_few_sources_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch, sizes: Sequence[int], most: int) -> None:
    monkeypatch.setattr("bibtool.jobs.side_by_side.processors", lambda: 8)
    monkeypatch.delenv(DEBUG, raising=False)
    sources = [Source(str(number), b" " * size) for number, size in enumerate(sizes)]
    assert processes_for(sources) == most
    monkeypatch.setenv(DEBUG, "1")
    assert processes_for(sources) == 1
