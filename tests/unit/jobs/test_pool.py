"""Processes that die, hang or work."""

import os
import time

from bibtool.jobs.pool import Loss, Lost, run


def square(number: int) -> int:
    if number == 3:
        os._exit(9)
    if number == 5:
        time.sleep(60)
    return number * number


def test_each_task_has_its_result_and_a_death_or_a_long_wait_costs_one() -> None:
    found = dict(run(square, range(8), 2, 5.0))
    lost = {number: found.pop(number) for number in (3, 5)}
    assert found == {number: number * number for number in (0, 1, 2, 4, 6, 7)}
    died, late = lost[3], lost[5]
    assert isinstance(died, Lost) and (died.loss, died.detail) == (Loss.CRASHED, "exit 9")
    assert isinstance(late, Lost) and (late.loss, late.detail) == (Loss.TIMED_OUT, "5")


def test_tasks_are_taken_as_there_are_hands_for_them() -> None:
    taken: list[int] = []

    def tasks() -> "Iterator[int]":  # noqa: F821
        for number in (10, 11, 12, 13, 14, 15):
            taken.append(number)
            yield number

    results = run(square, tasks(), 1, 30.0)
    assert next(results) == (10, 100)
    assert len(taken) <= 3
    results.close()  # type: ignore[attr-defined]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(run(square, [], 4, 1.0)) == []
