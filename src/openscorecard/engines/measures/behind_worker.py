"""The worker process of `behind`: takes one question from standard input, answers with one JSON document."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.engines.measures.behind import MEMORY, SECONDS
from openscorecard.engines.measures.engine import RowSource
from openscorecard.processes.limits import limit

MEBIBYTE = 1024 * 1024


def main() -> None:
    """Answer the one question."""
    # The parent is this same program: what it sends is its own.
    asked, root, datasets, manifests, tagging, most = pickle.load(sys.stdin.buffer)  # noqa: S301
    limit(seconds=2 * SECONDS, memory=MEMORY * MEBIBYTE)
    with contextlib.redirect_stdout(sys.stderr):
        said = _said(asked, RowSource(root, datasets, manifests, tagging), most)
    sys.stdout.write(json.dumps(said))


def _said(asked: Any, source: RowSource, most: int) -> dict[str, Any]:
    from openscorecard.engines.measures.duck.behind import rows_behind

    try:
        found = rows_behind(asked, source, most)
    except Fault as fault:
        return {"faults": [one.to_data() for one in fault.all()]}
    return {"heads": found.heads, "rows": found.rows, "total": found.total, "hidden": found.hidden}


if __name__ == "__main__":
    main()
