"""Source rows from a file of any size, read in a worker bound in memory and time.

The worker writes the good rows to a file and answers with counts and faults only, so that neither process holds the
rows: to a canonical CSV (see `canonical`), or, where a large CSV is plain throughout, to an Arrow stream (see `plain`).
The file is the worker's own until it has ended; where a fault is raised, what it holds is thrown away.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from openscorecard.domain.faults import fault_from_data
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.formats.bounded import MEBIBYTE, run_bounded
from openscorecard.formats.datasets.canonical import CanonicalWriter, read_canonical
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.heads import Head
from openscorecard.formats.datasets.plain import read_plainly
from openscorecard.formats.datasets.reading import Request, RowsReading, Run, read_into
from openscorecard.formats.datasets.rows import Aliases

SECONDS = 600
MEMORY = 1024 * MEBIBYTE
WRITTEN_LIMIT = 4096 * MEBIBYTE
PLAIN_FROM = MEBIBYTE
"""Bytes from which on a CSV is tried as a plain one; below it, the engine takes longer to start than to read."""
PLAIN_MEMORY = 512 * MEBIBYTE
"""Address space below which no engine is started; to load it takes 240 MB, a million rows were read in 320 MB."""


def read_rows(
    dataset: Dataset,
    data: bytes | Path,
    *,
    mapping: Mapping[str, str] | None = None,
    aliases: Aliases | None = None,
    keep_good: bool = False,
) -> RowsReading:
    """The rows of a CSV, XLSX or ODS file, in memory: for files of thousands of rows, and tests.

    See `Request` for `mapping`, `aliases` and `keep_good`, `read_rows_to` for what is raised.
    """
    request = Request(mapping, aliases or {}, keep_good)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.csv"
        reading = read_rows_to(dataset, data, target, request, always_text=True)
        return replace(reading, rows=tuple(read_canonical(dataset, target)))


def read_rows_to(
    dataset: Dataset,
    source: bytes | Path,
    target: Path,
    request: Request | None = None,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    always_text: bool = False,
) -> RowsReading:
    """Write the good rows of `source` to `target` for an engine to load; the reading that comes back holds no rows.

    They are written as canonical CSV, or as an Arrow stream unless `always_text`. `dataset` is one of the standard
    ones. Raises the first fault with its place, others in its `also` (a thousand at most); then `target` is gone.
    KeyError for another dataset.
    """
    if standard_datasets()[dataset.name] != dataset:
        raise KeyError(dataset.name)
    request = request or Request()
    try:
        result = run_bounded(
            "read-rows", _framed(dataset, source, target, request, plain=memory >= PLAIN_MEMORY and not always_text),
            seconds=seconds, memory=memory, written=WRITTEN_LIMIT,
        )  # fmt: skip
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return _reading(dataset, result)


def _framed(dataset: Dataset, source: bytes | Path, target: Path, request: Request, *, plain: bool) -> bytes:
    head = {
        "dataset": dataset.name,
        "source": str(source.resolve()) if isinstance(source, Path) else None,
        "target": str(target.resolve()),
        "mapping": None if request.mapping is None else dict(request.mapping),
        "aliases": {field: dict(names) for field, names in request.aliases.items()},
        "keep_good": request.keep_good,
        "plain": plain,
    }
    return json.dumps(head).encode() + b"\n" + (source if isinstance(source, bytes) else b"")


def read_in_worker(framed: bytes) -> dict[str, Any]:
    """What the worker runs: a JSON head line, then the file unless the head names one; gives JSON-able data."""
    head, _, data = framed.partition(b"\n")
    wanted = json.loads(head)
    request = Request(wanted["mapping"], wanted["aliases"], wanted["keep_good"])
    source = Path(wanted["source"]) if wanted["source"] else data
    dataset, target = standard_datasets()[wanted["dataset"]], Path(wanted["target"])
    reading = None
    if wanted["plain"] and isinstance(source, Path) and source.stat().st_size >= PLAIN_FROM:
        reading = read_plainly(dataset, source, target, request)
    return _to_data(reading or read_file(dataset, source, target, request))


def read_file(dataset: Dataset, source: bytes | Path, target: Path, request: Request) -> RowsReading:
    """Like `read_rows_to`, in this process and without bounds: for the worker, and files of our own making."""
    with target.open("w", encoding="utf-8", newline="") as file:

        def opened() -> CanonicalWriter:
            file.seek(0)
            file.truncate()
            return CanonicalWriter(file, dataset)

        return read_into(dataset, source, request, opened)


def _to_data(reading: RowsReading) -> dict[str, Any]:
    return {
        "total": reading.total,
        "stored": reading.stored,
        "refused": reading.refused,
        "rejected": [fault.to_data() for fault in reading.rejected],
        "skipped": dict(reading.skipped),
        "heads": [
            [sheet, [[head.text, head.column, head.field] for head in heads]] for sheet, heads in reading.heads.items()
        ],
        "unread": list(reading.unread),
        "covers": reading.covers and str(reading.covers),
        "runs": reading.runs,
    }


def _reading(dataset: Dataset, data: Mapping[str, Any]) -> RowsReading:
    return RowsReading(
        dataset=dataset,
        total=data["total"],
        stored=data["stored"],
        refused=data["refused"],
        rejected=tuple(fault_from_data(fault) for fault in data["rejected"]),
        skipped=data["skipped"],
        heads={sheet: tuple(Head(*head) for head in heads) for sheet, heads in data["heads"]},
        unread=tuple(data["unread"]),
        covers=parse_coverage(data["covers"]) if data["covers"] else None,
        runs=tuple(Run(*run) for run in data["runs"]),
    )
