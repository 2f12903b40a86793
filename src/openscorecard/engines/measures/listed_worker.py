"""The worker process of `listed`: takes its question from standard input, answers with one JSON document."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from dataclasses import asdict
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.engines.measures.listed import MEMORY, SECONDS
from openscorecard.processes.limits import limit

MEBIBYTE = 1024 * 1024


def main() -> None:
    """Answer the question."""
    # The parent is this same program: what it sends is its own.
    listings, source, most = pickle.load(sys.stdin.buffer)  # noqa: S301
    limit(seconds=2 * SECONDS, memory=MEMORY * MEBIBYTE)
    with contextlib.redirect_stdout(sys.stderr):
        said = _said(listings, source, most)
    sys.stdout.write(json.dumps(said))


def _said(listings: Any, source: Any, most: int) -> dict[str, Any]:
    from openscorecard.engines.measures.duck.listing import rows_listed

    try:
        return {"listed": [asdict(one) for one in rows_listed(listings, source, most)]}
    except Fault as fault:
        return {"faults": [one.to_data() for one in fault.all()]}


if __name__ == "__main__":
    main()
