"""A dataset's fields as columns of Arrow: exact types, no floats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from openscorecard.domain.faults import refuse
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.engines.rows.faults import ValueTooWide

if TYPE_CHECKING:
    import pyarrow as pa

LOCAL_TIME = "Asia/Taipei"  # days and month ends follow it, whatever offset a moment was written with
DAY = "_day"  # the local day a row counts on, beside the fields of a dataset that is filed by month
ALL = "all"  # the folder of datasets that are not filed by month

# Digits before and after the point: more than any figure of the trade, and a sum of billions still fits.
_NUMBER, _MONEY = (38, 12), (28, 4)
_SQL = {
    "text": "VARCHAR",
    "whole": "BIGINT",
    "number": "DECIMAL(38,12)",
    "money": "DECIMAL(28,4)",
    "day": "DATE",
    "moment": "TIMESTAMP WITH TIME ZONE",
    "period": "VARCHAR",
    "flag": "BOOLEAN",
    "list": "VARCHAR[]",
}


def by_month(dataset: Dataset) -> bool:
    """Whether rows of `dataset` belong to a month; life-cycle tables and ledgers live through many."""
    return dataset.kind in {"events", "snapshot"}


def sql_type(field: Field) -> str:
    """The type of a field's column in DuckDB."""
    return _SQL[field.type]


def arrow_type(field: Field) -> pa.DataType:
    """The type of a field's column in Arrow and Parquet; moments are kept in UTC to the microsecond."""
    import pyarrow as pa

    return {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.decimal128(*_NUMBER),
        "money": pa.decimal128(*_MONEY),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "period": pa.string(),
        "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
    }[field.type]


def table_of(dataset: Dataset, rows: Sequence[Sequence[Any]], numbers: Sequence[int] = ()) -> pa.Table:
    """`rows`, each the values of the dataset's fields in order, as an Arrow table.

    `numbers` are the rows' places in their file. Raises ValueTooWide for every number that cannot be kept exactly.
    """
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(dataset.fields)
    arrays = {}
    for place, (field, values) in enumerate(zip(dataset.fields, columns, strict=True), 1):
        given = [None if value is None else str(value) for value in values] if field.type == "period" else values
        try:
            arrays[field.name] = pa.array(given, arrow_type(field))
        except (pa.ArrowInvalid, OverflowError):
            refuse(_too_wide(field, given, place, numbers))
            raise
    return pa.table(arrays)


def _too_wide(field: Field, values: Sequence[Any], column: int, numbers: Sequence[int]) -> Iterator[ValueTooWide]:
    import pyarrow as pa

    kind = arrow_type(field)
    for index, value in enumerate(values):
        try:
            pa.scalar(value, kind)
        except (pa.ArrowInvalid, OverflowError):
            row = numbers[index] if numbers else index + 1
            yield ValueTooWide(row=row, column=column, field=field.name, value=value)


def as_texts(table: pa.Table) -> pa.Table:
    """`table` with texts as they are where they were kept as dictionaries."""
    import pyarrow as pa

    for place, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(place, column.name, table.column(place).cast(column.type.value_type))
    return table


def with_days(dataset: Dataset, table: pa.Table) -> pa.Table:
    """`table` with the local day each row counts on; as it is where the dataset is not filed by month."""
    if not by_month(dataset):
        return table
    return table.append_column(DAY, days_of(dataset, table))


def days_of(dataset: Dataset, table: pa.Table) -> pa.ChunkedArray:
    """The local day of each row's time, the first of a period; empty where a row has no time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    field = dataset.field(dataset.time_field)
    times = table.column(field.name)
    if field.type == "moment":
        local = pc.local_timestamp(times.cast(pa.timestamp("us", tz=LOCAL_TIME)))
        return local.cast(pa.date32(), safe=False)
    if field.type == "period":
        first = {text: text and parse_period(text).first_day for text in times.unique().to_pylist()}
        return pa.chunked_array([pa.array([first[text] for text in times.to_pylist()], pa.date32())])
    return times


def local_day(moment: datetime) -> date:
    """The day of a moment where the rows are from."""
    return moment.astimezone(ZoneInfo(LOCAL_TIME)).date()


def month_of(day: date) -> str:
    """The folder of a day's month, such as `2025-01`."""
    return str(Period.of(day, "month"))
