"""Reading files in a worker process with bounds on time, memory and size, so that no file can harm who reads it."""

from __future__ import annotations

import importlib
import json
import subprocess
import tempfile
from collections.abc import Callable
from typing import IO, Any

from openscorecard.domain.faults import fault_from_data
from openscorecard.formats.faults import (
    FileTooLarge,
    ReadingCrashed,
    ReadingTooHeavy,
    ReadingTooLong,
    ReadingTooSlow,
)
from openscorecard.processes.workers import command, end, ending, environment, status_name

TASKS: dict[str, str] = {
    "read-document": "openscorecard.formats.office.opening:read_in_worker",
    "read-plan": "openscorecard.formats.strategy.intake:read_in_worker",
    "read-measures": "openscorecard.formats.measures.files:read_in_worker",
    "read-charters": "openscorecard.formats.initiatives.files:read_charters_in_worker",
    "read-kinds": "openscorecard.formats.initiatives.files:read_kinds_in_worker",
    "read-targets": "openscorecard.formats.scores.files:read_in_worker",
    "preview-rows": "openscorecard.formats.datasets.preview:read_in_worker",
    "read-rows": "openscorecard.formats.datasets.intake:read_in_worker",
    "read-counter": "openscorecard.connectors.counter.intake:read_in_worker",
    "read-plain-rows": "openscorecard.engines.rows.plain_csv:read_plain",
}
"""The tasks a worker may run, as `module:function`; a function takes bytes and returns data for JSON.

`read-plain-rows` is a part of `read-rows` that an engine does; no floor is crossed by an import.
"""

MEBIBYTE = 1024 * 1024
FILE_LIMIT = 50 * MEBIBYTE
OUTPUT_LIMIT = 32 * MEBIBYTE
_SENT = {
    "PYTHONDONTWRITEBYTECODE": "1",
    # Other allocators reserve a gigabyte of addresses and more, which the bound on the address space would count.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
}


def run_bounded(
    task: str,
    data: bytes,
    *,
    seconds: int = 30,
    memory: int = 512 * MEBIBYTE,
    written: int = 2 * OUTPUT_LIMIT,
) -> Any:
    """What `TASKS[task]` makes of `data`, run in a process of its own.

    `seconds` bounds both the clock and the processor, `memory` (bytes) the address space, `written` (bytes) each file
    the task writes; where the platform has no such limits (Windows), only the clock and the sizes are bounded. Raises
    any Fault the task raises, with its `also`; FileTooLarge, ReadingTooSlow, ReadingTooHeavy, ReadingTooLong,
    ReadingCrashed; KeyError for an unknown task.
    """
    if len(data) > FILE_LIMIT:
        raise FileTooLarge(size=-(-len(data) // MEBIBYTE), limit=FILE_LIMIT // MEBIBYTE)
    TASKS[task]  # an unknown task is our own mistake, not the file's
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as noise:
        given.write(data)
        given.seek(0)
        run = command("openscorecard.formats.worker", task, seconds, memory, written)
        status = _run(run, given, said, noise, seconds)
        _refuse_failure(status, _content(said), _content(noise), seconds, memory)
        return _result(task, _content(said))


def task_function(task: str) -> Callable[..., Any]:
    """The function that does `task`, loaded when it is asked for. KeyError for an unknown task."""
    module, _, name = TASKS[task].partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def _run(run: list[str], given: IO[bytes], said: IO[bytes], noise: IO[bytes], seconds: int) -> int | None:
    """The exit status of the worker, None where its time ran out; nothing of its process group outlives this."""
    worker = subprocess.Popen(  # noqa: S603 - a fixed module with checked arguments
        run, stdin=given, stdout=said, stderr=noise, env=environment(**_SENT), start_new_session=True
    )
    try:
        return worker.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end(worker)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(OUTPUT_LIMIT + 1)


def _refuse_failure(status: int | None, said: bytes, noise: bytes, seconds: int, memory: int) -> None:
    how = "too slow" if status is None else ending(status, noise)
    if how == "too slow":
        raise ReadingTooSlow(seconds=seconds)
    if len(said) > OUTPUT_LIMIT:
        raise ReadingTooLong(limit=OUTPUT_LIMIT // MEBIBYTE)
    if status != 0:
        if how == "too heavy":
            raise ReadingTooHeavy(limit=memory // MEBIBYTE)
        raise ReadingCrashed(how=status_name(status))


def _result(task: str, said: bytes) -> Any:
    answer = json.loads(said)
    if "faults" not in answer:
        return answer["result"]
    importlib.import_module(TASKS[task].partition(":")[0])  # registers the kinds of fault that the task can send
    first, *others = (fault_from_data(one) for one in answer["faults"])
    first.also = tuple(others)
    raise first
