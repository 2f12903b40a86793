"""The first rows of a file and the fields its columns seem to be, for a person to say yes or map them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.formats.bounded import run_bounded
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.heads import DEEPEST, SEARCHED, Head, find_layout, guess_heads
from openscorecard.formats.datasets.tables import Cells, RawTable, open_tables

SAMPLE = 20
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Preview:
    """One table of a file: its columns as guessed, `sample` rows below them as text, and what hinders reading it.

    `row` is the last row of the head, 0 where the table is empty. `faults` are of the columns alone; rows are not
    checked.
    """

    sheet: str
    row: int
    heads: tuple[Head, ...]
    sample: tuple[tuple[str, ...], ...]
    faults: tuple[Fault, ...]


def preview_rows(
    dataset: Dataset, source: bytes | Path, mapping: Mapping[str, str] | None = None
) -> tuple[Preview, ...]:
    """The tables of a CSV, XLSX or ODS file, looked at in a bounded worker; see `Request` for `mapping`.

    Raises what is wrong with the file as a whole (see `open_tables`) and what `run_bounded` raises.
    """
    head = {
        "dataset": dataset.name,
        "mapping": None if mapping is None else dict(mapping),
        "source": str(source.resolve()) if isinstance(source, Path) else None,
    }
    framed = json.dumps(head).encode() + b"\n" + (source if isinstance(source, bytes) else b"")
    return tuple(preview_from_data(one) for one in run_bounded("preview-rows", framed))


def read_in_worker(framed: bytes) -> list[dict[str, Any]]:
    """What the worker runs: a JSON head line, then the file unless the head names one; gives JSON-able data."""
    head, _, data = framed.partition(b"\n")
    wanted = json.loads(head)
    tables = open_tables(Path(wanted["source"]) if wanted["source"] else data)
    dataset = standard_datasets()[wanted["dataset"]]
    return [preview_to_data(look_at(dataset, table, wanted["mapping"])) for table in tables]


def look_at(dataset: Dataset, table: RawTable, mapping: Mapping[str, str] | None) -> Preview:
    """The preview of one table, in this process."""
    top = list(islice(_filled(table), SEARCHED + DEEPEST + SAMPLE))
    heads, row = guess_heads(dataset, top[: SEARCHED + DEEPEST], mapping)
    sample = [cells for number, cells in top if number > row][:SAMPLE]
    faults: tuple[Fault, ...] = ()
    try:
        find_layout(dataset, top[: SEARCHED + DEEPEST], mapping)
    except Fault as fault:
        faults = fault.all()
    return Preview(table.sheet, row, heads, tuple(_texts(cells, len(heads)) for cells in sample), faults)


def _filled(table: RawTable) -> Iterator[tuple[int, Cells]]:
    return ((number, cells) for number, cells in table.rows() if any(str(cell).strip() for cell in cells))


def _texts(cells: Cells, width: int) -> tuple[str, ...]:
    said = ["" if cell is None else str(cell).strip() for cell in cells[:width]]
    said += [""] * (width - len(said))
    return tuple(text if len(text) <= _SHOWN else text[:_SHOWN] + "…" for text in said)


def preview_to_data(preview: Preview) -> dict[str, Any]:
    """Plain data for JSON; `preview_from_data` reads it back."""
    return {
        "sheet": preview.sheet,
        "row": preview.row,
        "heads": [[head.text, head.column, head.field] for head in preview.heads],
        "sample": preview.sample,
        "faults": [fault.to_data() for fault in preview.faults],
    }


def preview_from_data(data: Mapping[str, Any]) -> Preview:
    """The preview that `preview_to_data` wrote."""
    return Preview(
        data["sheet"],
        data["row"],
        tuple(Head(*head) for head in data["heads"]),
        tuple(tuple(row) for row in data["sample"]),
        tuple(fault_from_data(fault) for fault in data["faults"]),
    )
