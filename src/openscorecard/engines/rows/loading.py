"""Rows that a reader left as exact text, taken up column by column."""

from __future__ import annotations

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

PLACE = "_row"  # a column beside the fields that may hold each row's place in its file


def load_rows(dataset: Dataset, file: Path, separator: str = ";") -> RowTable:
    """The rows of a CSV whose columns are the dataset's fields and whose values are written exactly.

    Days and moments in ISO 8601 with offset, numbers as plain decimals, flags `true` and `false`, lists joined by
    `separator`, no value empty. Raises ValueTooWide for numbers that cannot be kept exactly.
    """
    import pyarrow as pa
    from pyarrow import csv

    names = [*dataset.names, PLACE]
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
        include_columns=list(dataset.names),
    )
    with file.open("rb") as head:
        placed = head.readline().decode().strip().split(",")[-1] == PLACE
    if placed:
        options.include_columns = names
    texts = csv.read_csv(file, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=options)
    count = texts.num_rows
    numbers = texts.column(PLACE).cast(pa.int64()).to_pylist() if placed else [0] * count
    columns = {
        field.name: _typed(field, texts.column(field.name), place, numbers, separator)
        for place, field in enumerate(dataset.fields, 1)
    }
    return RowTable(dataset, pa.table(columns), numbers)


def _typed(field: Field, texts: pa.ChunkedArray, column: int, numbers: list[int], separator: str) -> pa.ChunkedArray:
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
