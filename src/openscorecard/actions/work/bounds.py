"""A process of its own for one piece of work: started, listened to, and killed whole."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from openscorecard.processes.workers import command, end, ending, environment, status_name

_TAIL = 8192  # bytes of what the process said beside


@contextmanager
def started(given: Mapping[str, Any], seconds: int, memory: int) -> Iterator[Process]:
    """The process that does `given` = {function, arguments, by}; nothing of its process group outlives this.

    It has the whole environment of this one, for it opens the same store.
    """
    with tempfile.TemporaryFile() as noise:
        child = subprocess.Popen(  # noqa: S603 - a fixed module
            command("openscorecard.actions.work.child", seconds, memory),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            env=environment(None),
            start_new_session=True,
        )
        try:
            yield Process(child, noise, given)
        finally:
            _kill(child)


class Process:
    """A process at work: what it says, and how it ended."""

    def __init__(self, child: subprocess.Popen[bytes], noise: IO[bytes], given: Mapping[str, Any]) -> None:
        self._child, self._noise = child, noise
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        with contextlib.suppress(BrokenPipeError):  # it ended already; how, is told later
            assert child.stdin is not None  # noqa: S101 - a pipe was asked for
            child.stdin.write(json.dumps(given).encode("ascii") + b"\n")
            child.stdin.flush()  # and stays open: when this process dies, the other one sees the end of it

    def heard(self, seconds: float) -> tuple[list[dict[str, Any]], bool]:
        """What was said within `seconds`, oldest first, and whether nothing more will come."""
        said: list[dict[str, Any]] = []
        wait = seconds
        while True:
            try:
                line = self._lines.get(timeout=wait) if wait else self._lines.get_nowait()
            except queue.Empty:
                return said, False
            if line is None:
                return said, True
            said.append(json.loads(line))
            wait = 0.0

    def ending(self) -> str:
        """How it ended: `too slow`, `too heavy`, or the signal or status."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(5)
        status = self._child.returncode
        how = ending(status or 0, self.noise().encode())
        return status_name(status) if how == "crashed" else how

    def noise(self) -> str:
        """The end of what it wrote to standard error."""
        self._noise.seek(max(0, self._noise.seek(0, os.SEEK_END) - _TAIL))
        return self._noise.read().decode("utf-8", "replace")

    def _listen(self) -> None:
        assert self._child.stdout is not None  # noqa: S101 - a pipe was asked for
        with contextlib.suppress(ValueError, OSError):  # closed under our hands at the end
            for line in self._child.stdout:
                self._lines.put(line)
        self._lines.put(None)


def _kill(child: subprocess.Popen[bytes]) -> None:
    end(child)
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.close()
