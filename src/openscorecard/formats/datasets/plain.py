"""Tells whether a file is a plain CSV by its opening, and has an engine read it column by column.

It answers what `reading.read_into` would, or nothing; then that reads the file.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import TAIPEI, Field
from openscorecard.domain.measures.periods import parse_period
from openscorecard.formats.archive import kind_of
from openscorecard.formats.bounded import task_function
from openscorecard.formats.datasets.heads import DEEPEST, SEARCHED, Layout, find_layout
from openscorecard.formats.datasets.reading import ROW_LIMIT, Request, RowsReading, Run
from openscorecard.formats.datasets.rows import is_blank, is_note, is_total, spellings_of
from openscorecard.formats.datasets.tables import SAMPLE, separator_of
from openscorecard.formats.datasets.values import Value, reader_of

OPENING = 1 << 18
"""Bytes in which the head and the rows it is told by must lie."""


@dataclass(frozen=True, slots=True)
class PlainField:
    """A column of the file for the engine: what it is, how a text of it is read, and what rows it tells to be none."""

    place: int
    field: Field
    read: Callable[[object], Value]
    is_strange: Callable[[str], bool]
    heads: frozenset[str]
    leads: bool
    is_mapped: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    layout: Layout
    head: int
    separator: str


def read_plainly(dataset: Dataset, source: Path, target: Path, request: Request) -> RowsReading | None:
    """The reading of a plain CSV, its rows in `target` as an Arrow stream; None where the file is anything else."""
    with source.open("rb") as file:
        opened = _opened(dataset, file.read(OPENING), request)
    if opened is None:
        return None
    layout = opened.layout
    try:
        columns, constants = _columns(dataset, layout, request), _constants(dataset, layout)
    except Fault:
        return None
    if not columns:
        return None
    found = task_function("read-plain-rows")(
        dataset, source, target, columns, constants,
        head=opened.head, width=len(layout.heads), separator=opened.separator, most=ROW_LIMIT,
    )  # fmt: skip
    if found is None:
        return None
    stored, times = found
    covers = _covers(times) if dataset.kind in ("events", "snapshot") else None
    return RowsReading(
        dataset, stored, stored, 0, (), {}, {"": layout.heads}, (), covers, runs=(Run(0, "", layout.last_row + 1),)
    )


def _opened(dataset: Dataset, opening: bytes, request: Request) -> _Opened | None:
    """The layout of a file whose first line is its whole head, in UTF-8 without quotes."""
    lines = _lines(opening)
    if not lines:
        return None
    separator = separator_of(lines[:SAMPLE])
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=True))
        filled = ((number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells))
        kind_of(opening, "table.txt")
        layout = find_layout(dataset, list(islice(filled, SEARCHED + DEEPEST)), request.mapping)
    except (Fault, csv.Error):
        return None
    if layout.last_row != 1 or len(layout.heads) != len(rows[0]) or len(rows[0]) == 1:
        return None
    if request.mapping is None and not all(head.field for head in layout.heads):
        return None
    return _Opened(layout, opening.index(b"\n") + 1, separator)


def _lines(opening: bytes) -> list[str]:
    """The whole lines of the opening, each with its end; none where it is not plain."""
    try:
        text = opening[: opening.rfind(b"\n") + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        return []
    lines = [line + "\n" for line in text.replace("\r\n", "\n").split("\n")[:-1]]
    printable = all(line[:-1].replace("\t", " ").isprintable() for line in lines)
    plain = printable and '"' not in text and text[:4].lower() != "sep="
    return lines if plain and len(lines) > SEARCHED + DEEPEST else []


def _columns(dataset: Dataset, layout: Layout, request: Request) -> list[PlainField]:
    """The columns that are fields; none where a row could be blank before its first column that may not be."""
    by_place = {column: dataset.field(name) for name, column in layout.columns.items()}
    sure = [place for place, field in by_place.items() if field.required and field.default is None]
    if not sure or any(place not in by_place for place in range(min(sure))):
        return []
    found = []
    for place, field in sorted(by_place.items()):
        aliases, heads = request.aliases.get(field.name), spellings_of(dataset, layout.heads[place])
        read = reader_of(field, layout.heads[place].text, aliases)
        leads = place <= min(sure) or field.name in dataset.key
        found.append(PlainField(place, field, read, _strange(heads), heads, leads, bool(aliases)))
    return found


def _strange(heads: frozenset[str]) -> Callable[[str], bool]:
    def strange(text: str) -> bool:
        return is_blank(text) or is_total(text) or is_note(text) or text.strip() in heads

    return strange


def _constants(dataset: Dataset, layout: Layout) -> Mapping[str, Any]:
    """The values of fields that have no column; raises a Fault where one is written that cannot be read."""
    found: dict[str, Any] = {}
    for field in dataset.fields:
        if field.name not in layout.columns:
            written = layout.written.get(field.name)
            if written is not None and "{" in written:
                raise Fault
            found[field.name] = reader_of(field, field.name)(written)
    return found


def _covers(times: tuple[Any, ...]) -> Coverage | None:
    if not times:
        return None
    if isinstance(times[0], str):
        periods = [parse_period(text) for text in times]
        return Coverage(min(one.first_day for one in periods), max(one.last_day for one in periods))
    return Coverage(_day(min(times)), _day(max(times)))


def _day(time: Any) -> date:
    day: date = time.astimezone(TAIPEI).date() if isinstance(time, datetime) else time
    return day
