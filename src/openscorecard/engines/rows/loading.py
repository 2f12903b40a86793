"""Rows that a reader left as exact text or as an Arrow stream, taken up column by column."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.faults import refuse
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.engines.rows.faults import ValueTooWide
from openscorecard.engines.rows.schema import arrow_type
from openscorecard.engines.rows.tables import RowTable

if TYPE_CHECKING:
    import pyarrow as pa

_STREAM = b"\xff\xff\xff\xff"  # how every message of an Arrow stream begins, and no text in UTF-8


def load_rows(dataset: Dataset, file: Path, numbers: Sequence[int] = (), separator: str = ";") -> RowTable:
    """The rows of a CSV whose columns are the dataset's fields and whose values are written exactly.

    Days and moments in ISO 8601 with offset, numbers as plain decimals, flags `true` and `false`, lists joined by
    `separator`, no value empty. `numbers` are the rows' places in the file they were read from, as far as they are
    known. An Arrow stream, as `plain_csv` writes it, is taken as it is. Raises ValueTooWide for numbers that cannot be
    kept exactly.
    """
    import pyarrow as pa
    from pyarrow import csv

    if (streamed := _streamed(file)) is not None:
        return RowTable(dataset, streamed, numbers)
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(dataset.names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    texts = csv.read_csv(file, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=options)
    known = len(numbers) == texts.num_rows
    places = numbers if known else [*numbers[: texts.num_rows], *[0] * (texts.num_rows - len(numbers))]
    columns = {
        field.name: _typed(field, texts.column(field.name), place, places, separator)
        for place, field in enumerate(dataset.fields, 1)
    }
    return RowTable(dataset, pa.table(columns), places)


def _streamed(file: Path) -> pa.Table | None:
    """The rows of an Arrow stream, read where they lie; None where the file is none."""
    import pyarrow as pa

    with file.open("rb") as opened:
        if opened.read(len(_STREAM)) != _STREAM:
            return None
    opening = pa.memory_map if os.name == "posix" else pa.OSFile  # elsewhere a mapped file cannot be removed
    with opening(str(file)) as mapped, pa.ipc.open_stream(mapped) as stream:
        table = stream.read_all()
    table.validate(full=True)
    return table.unify_dictionaries()


def _typed(
    field: Field, texts: pa.ChunkedArray, column: int, numbers: Sequence[int], separator: str
) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = arrow_type(field)
    if field.type == "flag":
        return pc.equal(texts, "true")
    if field.type == "list":
        return pc.split_pattern(texts, separator).cast(kind)
    try:
        return texts.cast(kind)
    except pa.ArrowInvalid:
        refuse(
            ValueTooWide(row=row, column=column, field=field.name, value=text)
            for row, text in zip(numbers, texts.to_pylist(), strict=True)
            if text is not None and not _fits(text, kind)
        )
        raise


def _fits(text: str, kind: pa.DataType) -> bool:
    import pyarrow as pa

    try:
        pa.array([text]).cast(kind)
    except pa.ArrowInvalid:
        return False
    return True
