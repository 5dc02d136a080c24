"""Order, exceptions in their place, a bounded number of things in hand, and no thread left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from docfields.side_by_side import in_processes, in_threads


@pytest.mark.parametrize("beside", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(beside: int) -> None:
    def slow_for_even(number: int) -> int:
        threading.Event().wait(0.01 * (number % 2 == 0))
        return number * 10

    assert list(in_threads(slow_for_even, range(9), beside=beside)) == [number * 10 for number in range(9)]


def test_two_things_are_worked_on_at_once() -> None:
    together = threading.Barrier(2, timeout=10)
    assert list(in_threads(lambda _: together.wait() >= 0, range(4), beside=2)) == [True] * 4


def test_no_more_items_are_taken_than_may_be_in_hand() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    results = in_threads(lambda number: number, items(), beside=2)
    for number in range(3):
        assert next(results) == number
        assert len(taken) <= number + 2
    results.close()
    assert len(taken) <= 4


@pytest.mark.parametrize("beside", [1, 2])
def test_an_exception_comes_in_the_place_of_its_result(beside: int) -> None:
    def work(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    results = in_threads(work, range(5), beside=beside)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(results)


@pytest.mark.parametrize("beside", [1, 2])
def test_an_exception_of_the_items_comes_after_the_results_before_it(beside: int) -> None:
    def items() -> Iterator[int]:
        yield from range(3)
        raise OSError("no more")

    results = in_threads(lambda number: number, items(), beside=beside)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(OSError, match="no more"):
        next(results)


def test_closing_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    results = in_threads(lambda number: number, range(100), beside=2)
    next(results)
    assert threading.active_count() > before
    results.close()
    assert threading.active_count() == before


def test_an_interrupt_while_waiting_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    results = in_threads(lambda number: number, range(100), beside=2)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())
    assert threading.active_count() == before


def double_or_die(number: int) -> int:
    if number == 3:
        os._exit(1)
    return 2 * number


def test_a_process_that_dies_costs_its_own_item_only() -> None:
    assert list(in_processes(double_or_die, range(6), workers=2, died=lambda number: -number)) == [0, 2, 4, -3, 8, 10]
