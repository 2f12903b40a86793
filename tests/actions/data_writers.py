"""Importers killed (`data_writers.py kill TIMES SEED`) or let be (`together COUNT TURNS`); says what is wrong after.

One process loads everything and forks an importer for each kill, so that a kill costs no start-up.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))

ROWS = 400  # of each batch, half of them in another month


def importer(life: int, say: Callable[[str], None], turns: int = 10_000) -> None:
    """Import batch after batch; each is announced before and named after it is acknowledged."""
    from openscorecard.actions.data.importing import import_batch
    from openscorecard.domain.people.readers import SYSTEM
    from tests.actions.sent_files import EVENTS, row, sent

    for turn in range(turns):
        rows = [
            row(
                EVENTS,
                event_id=f"{life}-{turn}-{place}",
                held_on=date(2025, 1 + place % 2, 5),
                attendees=1,
                status="held",
            )
            for place in range(ROWS)
        ]
        say("b\n")
        info = import_batch(EVENTS, [sent(EVENTS, *rows, name=f"{life}-{turn}.csv")], by=SYSTEM, now=datetime.now(UTC))
        say(f"{info.batch.id}\n")


def judge(acknowledged: set[str], say: Callable[[str], None]) -> None:
    """Say what is wrong with the store as a whole; nothing where it is sound."""
    from django.conf import settings

    from openscorecard.actions.data.listing import sweep
    from openscorecard.queries.data import batches, row_files, row_store, stored_rows, verify_rows, version_of
    from openscorecard.records.models import AuditEntry

    kept = batches("events")
    keys = [one[0] for one in stored_rows("events")]
    sweep(row_store())
    lying = {path.relative_to(settings.ROWS_ROOT).as_posix() for path in Path(settings.ROWS_ROOT).rglob("*.parquet")}
    for wrong, found in (
        ("an acknowledged batch is lost", acknowledged - {one.id for one in kept}),
        ("a batch is stored by half", [one for one in kept if one.rows_stored != ROWS]),
        ("a row is there twice", len(keys) != len(set(keys))),
        ("rows are missing or too many", len(keys) != ROWS * len(kept)),
        (
            "a batch has no audit entry, or an entry no batch",
            AuditEntry.objects.filter(outcome="done").count() != len(kept),
        ),
        ("the version is not the number of batches", version_of("events") != len(kept)),
        ("a file is damaged", verify_rows()),
        ("files lie about", lying != {part.path for part in row_files()}),
        ("something lies aside", list(Path(settings.ROWS_ROOT, ".aside").iterdir())),
    ):
        if found:
            say(f"{wrong}\n")


def forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """A process at `work`, and where to read what it says."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    os.close(reader)
    status = 1
    try:
        work(lambda text: os.write(writer, text.encode()) and None)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def all_of(reader: int) -> str:
    with os.fdopen(reader, encoding="ascii") as opened:
        return opened.read()


def kill(times: int, seed: int) -> None:
    """Kill importers one after the other at any moment; say how many were at it, and how many batches they had."""
    chance, acknowledged, in_flight = random.Random(seed), set[str](), 0
    for life in range(times):
        child, reader = forked(lambda say, life=life: importer(life, say))
        select.select([reader], [], [], 60)  # it is at work
        time.sleep(chance.uniform(0.0, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        words = all_of(reader).split()
        in_flight += bool(words) and words[-1] == "b"
        acknowledged |= {word for word in words if word != "b"}
    conclude(in_flight, acknowledged)


def together(count: int, turns: int) -> None:
    """Several importers at once, the first two of them with the same rows; say how many came to their end."""
    lives = [max(place, 1) for place in range(count)]
    running = [forked(lambda say, life=life: importer(life, say, turns)) for life in lives]
    words = {word for _, reader in running for word in all_of(reader).split()} - {"b"}
    ended = sum(os.waitpid(child, 0)[1] == 0 for child, _ in running)
    conclude(ended, words)


def conclude(count: int, acknowledged: set[str]) -> None:
    child, reader = forked(lambda say: judge(acknowledged, say))
    found = all_of(reader)
    _, status = os.waitpid(child, 0)
    sys.stdout.write(f"{count} {len(acknowledged)}\n{found}{'' if status == 0 else 'the judge fell'}")


if __name__ == "__main__":
    django.setup()
    import duckdb  # noqa: F401
    import pyarrow.compute
    import pyarrow.parquet  # noqa: F401

    from openscorecard.actions.data import importing  # noqa: F401
    from tests.actions import sent_files  # noqa: F401

    {"kill": kill, "together": together}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
