"""A table as Parquet: words, whole numbers, days, moments, and exact decimals."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, Literal

from openscorecard.domain.faults import Fault

CellKind = Literal["text", "number", "float", "integer", "flag", "day", "moment"]
WIDTH, PLACES = 38, 18
"""What every reader of Parquet knows: 38 digits. Numbers whose decimals end within 18 places are exact, others rounded
half even; the numerator and the denominator beside them are exact always."""
_CONTEXT = Context(prec=200, rounding=ROUND_HALF_EVEN)
_MOST = Decimal(10) ** (WIDTH - PLACES)


class NumberTooWide(Fault):
    """A number with more digits before its point than a column of Parquet holds."""

    code = "number-too-wide"
    zh = "欄位「{name}」有超過 {most} 位整數的數字，Parquet 放不下；請改用 JSON 或 CSV。"
    en = "Column “{name}” holds a number of more than {most} digits before its point; ask for JSON or CSV instead."


def parquet_bytes(columns: Sequence[tuple[str, CellKind]], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows, in the order of `columns`, as one Parquet file. Raises NumberTooWide."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "number": pa.decimal128(WIDTH, PLACES),
        "float": pa.float64(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
    }
    held = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [
        pa.array([_cell(one, kind, name) for one in cells], type=types[kind])
        for (name, kind), cells in zip(columns, held, strict=True)
    ]
    file = io.BytesIO()
    pq.write_table(pa.table(arrays, names=[name for name, _ in columns]), file, compression="zstd")
    return file.getvalue()


def _cell(value: Any, kind: CellKind, column: str) -> Any:
    return _decimal(value, column) if kind == "number" and value is not None else value


def _decimal(value: Fraction, column: str) -> Decimal:
    exact = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    written = exact.quantize(Decimal(1).scaleb(-PLACES), context=_CONTEXT)
    if abs(written) >= _MOST:
        raise NumberTooWide(name=column, most=WIDTH - PLACES)
    return written
