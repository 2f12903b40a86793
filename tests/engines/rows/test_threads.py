"""Work side by side is answered in its order, a few pieces at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from openscorecard.engines.rows.threads import THREADS, side_by_side


def test_answers_come_in_order_however_long_each_takes() -> None:
    def slept(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        return number * number

    assert list(side_by_side(slept, range(20))) == [number * number for number in range(20)]


def test_only_a_few_pieces_are_taken_ahead() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    answers = side_by_side(lambda number: number, pieces())
    assert next(answers) == 0
    assert len(taken) == THREADS + 1
    answers.close()


def test_what_fails_is_raised_and_no_thread_is_left() -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda number: 1 // number, [1, 0, 1]))
    assert threading.active_count() == before
