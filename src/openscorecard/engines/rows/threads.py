"""Work on several cores at once, answered in its order: Arrow lets go of Python's lock while it works."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

THREADS = min(4, os.cpu_count() or 1)


def side_by_side(work: Callable[[Given], Made], given: Iterable[Given]) -> Generator[Made, None, None]:
    """What `work` makes of each, in order; a few are under way at a time, so that memory does not grow with them."""
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Made]] = deque()
        try:
            for one in given:
                waiting.append(pool.submit(work, one))
                if len(waiting) > THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
