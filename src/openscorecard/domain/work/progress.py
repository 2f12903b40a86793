"""How far a long work is, told while it runs; whoever watches decides what to make of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from openscorecard.domain.text import Text

EVERY = 0.5  # seconds; more often nobody can read


class Progress(Protocol):
    """Called by long work: `done` of `total` parts (`total` 0: not known), and what is being done now."""

    def __call__(self, done: int, total: int, stage: Text | None = None) -> None: ...


def unwatched(done: int, total: int, stage: Text | None = None) -> None:
    """The progress that nobody looks at."""


class Throttled:
    """Passes progress on at most every `every` seconds; a new stage and the end always pass."""

    def __init__(self, onward: Progress, every: float = EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._onward, self._every, self._clock = onward, every, clock
        self._passed = float("-inf")
        self._stage: Text | None = None

    def __call__(self, done: int, total: int, stage: Text | None = None) -> None:
        at = self._clock()
        new_stage = stage is not None and stage != self._stage
        if not new_stage and not (total and done >= total) and at - self._passed < self._every:
            return
        self._passed = at
        self._stage = stage or self._stage
        self._onward(done, total, stage)
