"""A source replaces only what it brought itself; what people import replaces everything."""

from __future__ import annotations

import pytest

from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.engines.rows.manifest import Mode, Part, StoredBatch, resolve, superseded


def batch(number: int, origin: str, mode: Mode = "replace", month: str = "2025-03") -> StoredBatch:
    part = Part(month, f"{number}.parquet", 1, 1, "x")
    return StoredBatch(f"b{number}", number, mode, parse_coverage("2025-03"), (), (part,), origin)


@pytest.mark.parametrize("month", ["2025-03", "all"])
@pytest.mark.parametrize(
    ("first", "later", "seen"),
    [("koha", "koha", ["b2"]), ("", "koha", ["b1", "b2"]), ("sip2", "koha", ["b1", "b2"]), ("koha", "", ["b2"])],
)
def test_who_brought_rows_decides_whose_replacement_hides_them(
    first: str, later: str, seen: list[str], month: str
) -> None:
    batches = [batch(1, first, "append", month), batch(2, later, month=month)]
    assert [one.batch for one in resolve("circulation", 1, batches).parts] == seen
    assert superseded(batches) == ({} if len(seen) == 2 else {"b1": "b2"})
