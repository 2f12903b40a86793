"""The worker process of `tagged`: takes one question from standard input, answers with one JSON document."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from dataclasses import asdict
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.engines.measures.tagged import MEMORY, SECONDS
from openscorecard.processes.limits import limit

MEBIBYTE = 1024 * 1024


def main() -> None:
    """Answer the one question."""
    # The parent is this same program: what it sends is its own.
    what, given, source = pickle.load(sys.stdin.buffer)  # noqa: S301
    limit(seconds=2 * SECONDS, memory=MEMORY * MEBIBYTE)
    with contextlib.redirect_stdout(sys.stderr):
        said = _said(what, given, source)
    sys.stdout.write(json.dumps(said))


def _said(what: str, given: Any, source: Any) -> dict[str, Any]:
    from openscorecard.engines.measures.duck.tagged import rows_caught, rows_sought

    try:
        if what == "caught":
            dataset, tag = given
            return asdict(rows_caught(dataset, tag, source))
        (seek,) = given
        return asdict(rows_sought(seek, source))
    except Fault as fault:
        return {"faults": [one.to_data() for one in fault.all()]}


if __name__ == "__main__":
    main()
