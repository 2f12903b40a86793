"""A file of source rows as its sender left it, read by the bounded worker mapped as before where nobody says how."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from openscorecard.actions.data.counter import counter_file
from openscorecard.actions.data.intake import SentFile
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.loading import load_rows
from openscorecard.formats.datasets.intake import SECONDS, read_rows_to
from openscorecard.formats.datasets.reading import RUN_LIMIT, Request, RowsReading
from openscorecard.queries.data import remembered_mappings

Mapped = Mapping[str, Mapping[str, Any]]
"""`columns` leads fields to heads of the file or written values, `values` texts to choices, by field."""

OF_COLUMNS = frozenset({"no-head-row", "unknown-column", "missing-column", "repeated-column"})
"""Codes of the faults that a mapping of columns can mend."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was read; `remembered` says that its columns were mapped as a file with the same head was before."""

    file: SentFile
    remembered: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    dataset: Dataset
    file: Path
    target: Path
    keep_good: bool
    seconds: int

    def read(self, mapping: Mapped | None) -> RowsReading:
        return read_rows_to(
            self.dataset, self.file, self.target, _request(mapping, self.keep_good), seconds=self.seconds
        )


def receive(
    dataset: Dataset,
    file: Path,
    target: Path,
    *,
    name: str = "",
    mapping: Mapped | None = None,
    keep_good: bool = False,
    seconds: int = SECONDS,
) -> Received:
    """The rows of `file`, called `name` by its sender, loaded; `target` is a place to write to, and is used up.

    COUNTER reports are read as such. Raises what is wrong with the file or its rows, each naming the file; see
    `read_rows_to`, `counter_file`.
    """
    called = name or file.name
    try:
        platforms = (mapping or {}).get("values", {}).get("platform")
        if report := counter_file(dataset, file, target, platforms=platforms, keep_good=keep_good):
            return Received(replace(report, name=called), False)
        reading, used, remembered = _read(_Wanted(dataset, file, target, keep_good, seconds), mapping)
        return Received(_sent(reading, file, target, called, used), remembered)
    except Fault as fault:
        for one in fault.all():
            one.facts["file"] = called
        raise


def _sent(reading: RowsReading, file: Path, target: Path, name: str, used: Mapped | None) -> SentFile:
    heads = next(iter(reading.heads.values()), ())
    return SentFile(
        name=name,
        checksum=_checksum(file),
        size=file.stat().st_size,
        rows=load_rows(reading.dataset, target, _places(reading)),
        read=reading.total,
        skipped=sum(reading.skipped.values()),
        covers=reading.covers,
        rejected=reading.rejected,
        columns={head.field: head.column for head in heads if head.field},
        head=_head(reading),
        mapping=used or {},
    )


def _read(wanted: _Wanted, mapping: Mapped | None) -> tuple[RowsReading, Mapped | None, bool]:
    """What the file says, the mapping it was read with, and whether that one was remembered."""
    try:
        return wanted.read(mapping), mapping, False
    except Fault as fault:
        if mapping is not None or fault.code not in OF_COLUMNS:
            raise
        for head, known in remembered_mappings(wanted.dataset.name):
            try:
                reading = wanted.read(known)
            except Fault as other:
                if other.code not in {*OF_COLUMNS, "unmatched-mapping"}:
                    raise  # the columns fit, the rows do not
                continue
            if _head(reading) == head:
                return reading, known, True
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


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
