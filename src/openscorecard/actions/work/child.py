"""The process that does one piece of work: sets its own limits, calls the function, says how it goes in JSON lines."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import signal
import sys
import threading
import traceback
from datetime import UTC, datetime
from typing import IO, Any

from openscorecard.domain.faults import Fault
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Throttled

RESULT_LIMIT = 4 * 1024 * 1024  # characters of JSON; rows belong into files


def main(seconds: int, memory: int) -> int:
    """Do what standard input says; standard output is for messages alone, everything else goes to standard error."""
    _limit(seconds, memory)
    messages = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    given = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _say(messages, _done(given, memory, messages))
    return 0


def _limit(seconds: int, memory: int) -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits; the parent's clock still holds
        import resource

        for kind, soft, hard in (
            # The soft limit says which bound it was (SIGXCPU); at the hard one the kernel only kills.
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # where a stricter limit is set already, that one holds
                resource.setrlimit(kind, (soft, hard))


def _die_with_parent() -> None:
    """End this process and all it started once the parent is gone: then nobody keeps the record."""
    while os.read(0, 1):
        pass
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _done(given: dict[str, Any], memory: int, messages: IO[bytes]) -> dict[str, Any]:
    from openscorecard.actions.work.registry import MEBIBYTE
    from openscorecard.actions.work.telling import told
    from openscorecard.domain.work.faults import WorkTooHeavy

    try:
        return {"result": _called(given, messages)}
    except Fault as fault:
        return {"faults": told(fault.all())}
    except BaseException as error:
        if _wants_memory(error):
            return {"faults": told([WorkTooHeavy(limit=memory // MEBIBYTE)])}
        return {"broken": traceback.format_exc(), "reference": secrets.token_hex(4)}


def _wants_memory(error: BaseException | None) -> bool:
    """Whether an exception, or what it came from, says that there was no memory; libraries say so in many words."""
    while error is not None:
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":  # the latter is DuckDB's
            return True
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            return True
        if any(words in str(error) for words in ("can't start new thread", "failed to map segment")):
            return True
        error = error.__cause__ or error.__context__
    return False


def _called(given: dict[str, Any], messages: IO[bytes]) -> Any:
    import django

    django.setup()
    from openscorecard.actions.acting import JOB
    from openscorecard.actions.work.registry import function_named
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.queries.people import reader_named

    def tell(done: int, total: int, stage: Text | None = None) -> None:
        told = {"done": max(0, done), "total": max(0, total)}
        named = {"stage": {"zh": stage.zh, "en": stage.en}} if stage else {}
        _say(messages, {"progress": told | named})

    by = SYSTEM if given["by"] == SYSTEM.name else reader_named(given["by"])
    function = function_named(given["function"])
    result = function(given["arguments"], Throttled(tell), by=by, now=datetime.now(UTC), source=JOB)
    written = json.dumps(result, allow_nan=False)
    if len(written) > RESULT_LIMIT or "\\u0000" in written:
        raise ValueError("the result is too long or holds NUL; keep rows in a file and answer with where it is")
    return result


def _say(messages: IO[bytes], message: dict[str, Any]) -> None:
    messages.write(json.dumps(message).encode("ascii") + b"\n")


if __name__ == "__main__":
    status = main(*(int(bound) for bound in sys.argv[1:]))
    sys.stderr.flush()
    os._exit(status)  # nothing is left to tidy, and threads of a library cannot hold the process
