"""Small works for tests, each called in a process of its own; and programs that ask for, perform and tick."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from openscorecard.domain.faults import refuse
from openscorecard.domain.text import Text
from openscorecard.domain.work.faults import UnknownJob

MEBIBYTE = 1024 * 1024
DUE_AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
WORKS = {
    "count": (60, 512),
    "hold_memory": (60, 512),
    "hold_rows": (60, 768),
    "spin": (2, 512),
    "sleep": (2, 512),
    "refuse_two": (60, 512),
    "break_down": (60, 512),
    "crash": (60, 512),
    "wait_long": (600, 512),
    "say_much": (60, 512),
}


def register_all() -> None:
    """Register every work of this file as `sample.NAME`, for editors."""
    from openscorecard.actions.work.registry import register

    for name, (seconds, memory) in WORKS.items():
        register(
            f"sample.{name.replace('_', '-')}",
            "data.import",
            f"work_samples:{name}",
            title=Text("範例工作", "Sample work"),
            seconds=seconds,
            memory=memory * MEBIBYTE,
        )


# Works


def count(arguments: Mapping[str, Any], progress: Any, *, by: Any, now: datetime, source: Any) -> Any:
    """Count to `arguments["to"]`, slowly where `pause` says so."""
    to = arguments["to"]
    for number in range(to):
        progress(number, to, Text(f"數到 {number}", f"Counting {number}"))
        time.sleep(arguments.get("pause", 0))
    progress(to, to)
    return {"counted": to, "by": by.name, "door": source.door, "address": "/plans/"}


def hold_memory(arguments: Any, progress: Any, **_: Any) -> Any:
    return len(bytearray(4096 * MEBIBYTE))


def hold_rows(arguments: Any, progress: Any, **_: Any) -> Any:
    import duckdb

    return duckdb.sql(
        "SELECT sum(length(text)) FROM (SELECT string_agg(repeat('x', 50)) text FROM range(1000000000))"
    ).fetchall()


def spin(arguments: Any, progress: Any, **_: Any) -> Any:
    while True:
        pass


def sleep(arguments: Any, progress: Any, **_: Any) -> Any:
    time.sleep(600)


def wait_long(arguments: Mapping[str, Any], progress: Any, **_: Any) -> Any:
    """Say who works, in a file, and wait; with a child that waits too."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(arguments["file"]).write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
    progress(1, 4, Text("等待中", "Waiting"))
    time.sleep(600)


def refuse_two(arguments: Any, progress: Any, **_: Any) -> Any:
    refuse([UnknownJob(item=7, file="a.csv").at(3, 2), UnknownJob(item=8)])


def break_down(arguments: Any, progress: Any, **_: Any) -> Any:
    raise KeyError("a mistake of ours")


def crash(arguments: Any, progress: Any, **_: Any) -> Any:
    os.abort()


def say_much(arguments: Any, progress: Any, **_: Any) -> Any:
    """Print, and tell progress far more often than anybody can read."""
    for number in range(200_000):
        progress(number, 200_000)
    print("not a message")  # noqa: T201 - that is the point
    sys.stdout.flush()
    return "said"


# Schedules


def due(now: datetime) -> Iterator[Any]:
    from openscorecard.actions.work.ticking import Due

    yield Due("sample.count", "due", {"to": 1}, DUE_AT)
    yield Due("sample.count", "later", {"to": 1}, now + timedelta(hours=1))


def broken_schedule(now: datetime) -> Iterator[Any]:
    raise KeyError("a mistake of ours")


# Programs


def ask(kind: str, subject: str, file: str = "") -> None:
    from openscorecard.actions.work.asking import ask_for
    from openscorecard.domain.people.readers import SYSTEM

    arguments = {"file": file} if file else {"to": 5}
    _say(ask_for(kind, subject, arguments, by=SYSTEM, now=datetime.now(UTC)).id)


def perform(job: str) -> None:
    from openscorecard.actions.work import performing

    _say(performing.perform(int(job), clock=lambda: datetime.now(UTC)).state)


def show(job: str) -> None:
    import json

    from openscorecard.queries.work import job_named

    row = job_named(int(job))
    shown = {"state": row.state, "done": row.done, "total": row.total, "result": row.result}
    stage, codes = row.stage.en if row.stage else "", [one.code for one in row.faults]
    _say(json.dumps({**shown, "stage": stage, "codes": codes}))


def call_off(job: str) -> None:
    from openscorecard.actions.work.asking import cancel
    from openscorecard.domain.people.readers import SYSTEM

    _say(cancel(int(job), by=SYSTEM, now=datetime.now(UTC)).state)


def recover_after(seconds: str) -> None:
    from openscorecard.actions.work.recovering import recover_lost

    _say(recover_lost(datetime.now(UTC) + timedelta(seconds=int(seconds))))


def tick_many(times: str) -> None:
    from openscorecard.actions.work.registry import register_schedule
    from openscorecard.actions.work.ticking import tick

    register_schedule("work_samples:due")
    _say("ready")
    sys.stdin.readline()  # all programs at once
    for _ in range(int(times)):
        for row in tick(now=DUE_AT + timedelta(minutes=5)).started:
            _say(f"{row.kind} {row.subject}".strip())


def work_off() -> None:
    """The real worker, until the queue is empty."""
    from django.core.management import call_command

    call_command("db_worker", interval=0, verbosity=0, batch=True, reload=False)


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    import django

    django.setup()
    register_all()
    globals()[sys.argv[1]](*sys.argv[2:])
