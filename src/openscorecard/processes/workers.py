"""Worker processes seen from outside: what they are started with, how they are ended, how they ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import openscorecard

HARMLESS = ("PATH", "HOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
Ending = Literal["too slow", "too heavy", "crashed"]
# A library in C or Rust that gets no memory ends the process and says so on its way out.
_NO_MEMORY = (b"MemoryError", b"bad_alloc", b"memory allocation", b"annot allocate memory", b"failed to map segment")


def command(module: str, *arguments: object) -> list[str]:
    """The command that runs a module of ours with this interpreter."""
    return [sys.executable, "-P", "-m", module, *(str(one) for one in arguments)]


def environment(kept: Sequence[str] | None = HARMLESS, **more: str) -> Mapping[str, str]:
    """The variables `kept` (None: all) and `more`; and the same package, wherever it was loaded from."""
    root = str(Path(openscorecard.__file__).parents[1])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    held = os.environ if kept is None else {name: os.environ[name] for name in kept if name in os.environ}
    return {**held, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1", **more}


def end(worker: subprocess.Popen[bytes]) -> None:
    """Kill a worker and all it started, which stand in a session of their own, and wait for it."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of it has ended already
            os.killpg(worker.pid, signal.SIGKILL)
    else:
        worker.kill()
    worker.wait()


def ending(status: int, noise: bytes) -> Ending:
    """Why a worker ended with `status`, having written `noise` to standard error."""
    if status == -getattr(signal, "SIGXCPU", 0):
        return "too slow"
    return "too heavy" if any(words in noise for words in _NO_MEMORY) else "crashed"


def status_name(status: int | None) -> str:
    """The signal that ended a process, or `exit` and its status."""
    try:
        return signal.Signals(-status).name if status and status < 0 else f"exit {status}"
    except ValueError:
        return f"exit {status}"
