"""How far a long command is, as one line on a terminal; silent where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from openscorecard.cli.speaking import language
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress, Throttled, unwatched

_CELLS = 24
_CLEAR = "\r\x1b[K"


@contextmanager
def progress_bar(stream: TextIO | None = None) -> Iterator[Progress]:
    """A progress that long work may tell, shown on standard error while the block runs and wiped away after it."""
    shown = stream or sys.stderr
    if not shown.isatty():
        yield unwatched
        return
    bar = _Bar(shown)
    try:
        yield Throttled(bar, every=0.1)
    finally:
        shown.write(_CLEAR)
        shown.flush()


class _Bar:
    def __init__(self, stream: TextIO) -> None:
        self._stream, self._words = stream, ""

    def __call__(self, done: int, total: int, stage: Text | None = None) -> None:
        self._words = stage.says(language())[0] if stage else self._words
        self._stream.write(f"{_CLEAR}{line(done, total)} {self._words}".rstrip())
        self._stream.flush()


def line(done: int, total: int) -> str:
    """The bar as characters: `████████░░░░ 66% 2/3`, or the count alone where the total is not known."""
    if total <= 0:
        return f"{done:,}"
    share = min(1.0, max(0.0, done / total))
    full = int(share * _CELLS)
    return f"{'█' * full}{'░' * (_CELLS - full)} {int(share * 100):3d}% {done:,}/{total:,}"
