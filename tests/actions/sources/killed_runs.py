"""A source read by processes that are killed (`killed_runs.py FOLDER`): at each point of a run, then at any moment.

Says for each life where it was killed, then what is wrong with the store after a last run that was let be.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).parents[3]))
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
POINTS = ("receive", "import_batch", "_advance", "_ended")
BY_CHANCE = int(os.environ.get("KILLS", "6"))


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def prepare(folder: Path) -> None:
    from openscorecard.actions.sources.configuring import Said, add_source
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.domain.text import Text

    said = {"place": str(folder), "machines": {"sc-main": "MAIN", "sc-east": "EAST", "sort-east": "EAST:sorter"}}
    add_source("machines", "sip2", Said(Text("自助借還機"), said), by=SYSTEM, now=NOW)


def read() -> None:
    from openscorecard.actions.sources.sync import sync_source
    from openscorecard.domain.people.readers import SYSTEM

    sync_source("machines", by=SYSTEM, now=NOW)


def killed_at(point: str, after: bool, turn: int) -> None:
    """Run until the `turn`-th call of a step, and die just before or just after it."""
    from openscorecard.actions.sources import sync

    real: Callable[..., Any] = getattr(sync, point)
    calls = 0

    def step(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == turn and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = real(*args, **kwargs)
        if calls == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(sync, point, step)
    read()


def forked(work: Callable[[], None], seconds: float = 0.0) -> int:
    """The signal that ended a process at `work`, which is killed after some seconds where those are given."""
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            work()
        finally:
            os._exit(0)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def judge() -> None:
    """Say what the store holds, and what is wrong with it."""
    from openscorecard.queries.data import stored_rows, verify_rows
    from openscorecard.queries.sources import runs_of, source_named

    kinds = Counter(row[1] for row in stored_rows("circulation"))
    say(dict(sorted(kinds.items())), source_named("machines").watermark["circulation"])
    say(bool(runs_of("machines")), verify_rows())


def main(folder: Path) -> None:
    forked(lambda: prepare(folder))
    deaths = [
        forked(lambda point=point, after=after, turn=turn: killed_at(point, after, turn))  # type: ignore[misc]
        for point in POINTS
        for after in (False, True)
        for turn in ((1,) if point == "_ended" else (1, 2))
    ]
    chance = random.Random(20261125)
    by_chance = [forked(read, chance.uniform(0.2, 4.0)) for _ in range(BY_CHANCE)]
    say(Counter(deaths)[-signal.SIGKILL], Counter(by_chance)[-signal.SIGKILL])
    forked(read)
    forked(judge)


if __name__ == "__main__":
    django.setup()
    import duckdb  # noqa: F401
    import pyarrow.compute
    import pyarrow.parquet  # noqa: F401

    from openscorecard.actions.sources import configuring, sync  # noqa: F401

    main(Path(sys.argv[1]))
