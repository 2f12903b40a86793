"""A file of source rows, read aside by the bounded worker and taken up: the same for every door and every source."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from openscorecard.actions.data.counter import counter_file
from openscorecard.actions.data.intake import SentFile
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.loading import load_rows
from openscorecard.formats.datasets.intake import read_rows_to
from openscorecard.formats.datasets.reading import RUN_LIMIT, Request, RowsReading
from openscorecard.queries.data import remembered_mappings

_OF_COLUMNS = {"no-head-row", "unknown-column", "missing-column", "repeated-column"}
_BLOCK = 1 << 20

Mapped = Mapping[str, Mapping[str, Any]]
"""`columns` leads fields to heads or written values, `values` by field texts to choices."""


def read_sent(
    dataset: Dataset, file: Path, target: Path, mapping: Mapped | None, keep_good: bool, name: str = ""
) -> SentFile:
    """The good rows of `file`, loaded by way of `target`; without a mapping as its head was mapped before.

    The file is called `name`, else as it lies. Its `mapping` is the one it was read with. Raises the faults of reading
    with the file in their facts. COUNTER reports are read as such; see `counter_file`.
    """
    try:
        platforms = (mapping or {}).get("values", {}).get("platform")
        if report := counter_file(dataset, file, target, platforms=platforms, keep_good=keep_good):
            return replace(report, name=name or report.name)
        reading, used = _reading(dataset, file, target, mapping, keep_good)
        heads = next(iter(reading.heads.values()), ())
        return SentFile(
            name=name or file.name,
            checksum=checksum(file),
            size=file.stat().st_size,
            rows=load_rows(dataset, target, _places(reading)),
            read=reading.total,
            skipped=sum(reading.skipped.values()),
            covers=reading.covers,
            rejected=reading.rejected,
            columns={head.field: head.column for head in heads if head.field},
            head=_head(reading),
            mapping=used or {},
        )
    except Fault as fault:
        for one in fault.all():
            one.facts["file"] = name or file.name
        raise


def _reading(
    dataset: Dataset, file: Path, target: Path, mapping: Mapped | None, keep_good: bool
) -> tuple[RowsReading, Mapped | None]:
    """What the file says, and the mapping it was read with: the one given, or one that served the same head before."""
    try:
        return read_rows_to(dataset, file, target, _request(mapping, keep_good)), mapping
    except Fault as fault:
        if mapping is not None or fault.code not in _OF_COLUMNS:
            raise
        for head, known in remembered_mappings(dataset.name):
            try:
                reading = read_rows_to(dataset, file, target, _request(known, keep_good))
            except Fault as other:
                if other.code not in {*_OF_COLUMNS, "unmatched-mapping"}:
                    raise  # the columns fit, the rows do not
                continue
            if _head(reading) == head:
                return reading, known
        raise


def _request(mapping: Mapped | None, keep_good: bool) -> Request:
    if mapping is None:
        return Request(keep_good=keep_good)
    return Request(mapping.get("columns") or None, mapping.get("values") or {}, keep_good)


def _head(reading: RowsReading) -> str:
    texts = [head.text for heads in reading.heads.values() for head in heads]
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def _places(reading: RowsReading) -> Sequence[int]:
    """The row of the file that each good row stood in, as far as the reading tells."""
    ends = [run.first for run in reading.runs[1:]]
    if len(reading.runs) < RUN_LIMIT:
        ends.append(reading.stored)  # else nobody knows where the last run ended
    spans = [range(run.row, run.row + end - run.first) for run, end in zip(reading.runs, ends, strict=False)]
    return spans[0] if len(spans) == 1 else array("q", chain.from_iterable(spans))


def checksum(file: Path) -> str:
    """SHA-256 of a file's bytes."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
