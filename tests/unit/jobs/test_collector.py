"""How often Python looks for circles while a job runs, and what a program finds afterwards."""

import gc
from collections.abc import Iterator

import pytest

from bibtool.citations.draft import Draft
from bibtool.jobs.collector import collecting_seldom
from bibtool.jobs.extract import extract
from bibtool.jobs.sources import Source


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_the_threshold_of_the_program_comes_back() -> None:
    with collecting_seldom:
        assert gc.get_threshold()[0] > 700
    assert gc.get_threshold() == (700, 10, 10)


def test_jobs_that_overlap_end_in_any_order() -> None:
    collecting_seldom.__enter__()
    collecting_seldom.__enter__()
    collecting_seldom.__exit__(None, None, None)
    assert gc.get_threshold()[0] > 700
    collecting_seldom.__exit__(None, None, None)
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("own", [(0, 0, 0), (500_000, 5, 5)])
def test_a_program_that_looks_less_often_or_never_keeps_that(own: tuple[int, int, int]) -> None:
    gc.set_threshold(*own)
    with collecting_seldom:
        assert gc.get_threshold() == own
    assert gc.get_threshold() == own


def test_reading_leaves_the_threshold_as_it_was() -> None:
    extract([Source("article.txt", b"Most.\n\n1 J. Lis, Most, Kielce 1999, s. 5.\n")])
    assert gc.get_threshold() == (700, 10, 10)


def test_what_is_read_leaves_no_circles() -> None:
    text = "J. Lis, Rzeki, Kielce 1999, s. 5; A. Kos, Tama, Lublin 2001."
    source = Source("n.jsonl", f'{{"number": "1", "text": "{text}"}}'.encode())
    gc.collect()
    gc.disable()
    try:
        assert len(extract([source]).citations) == 2
        assert not [one for one in gc.get_objects() if isinstance(one, Draft)]
    finally:
        gc.enable()
