"""Real tables of libraries and governments are mapped onto the contracts, and nothing of them is lost."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.intake import read_rows
from openscorecard.formats.datasets.reading import RowsReading
from tests.shared_data import shared


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reading(path: Path, name: str, mapping: dict[str, str], **request: Any) -> RowsReading:
    return read_rows(standard_datasets()[name], path, mapping=mapping, **request)


def total(rows: Iterable[dict[str, Any]], field: str) -> int:
    return sum(row[field] for row in rows if row[field] is not None)


def test_the_events_of_barnet() -> None:
    found = reading(
        shared("data/libraries/events_barnet.csv"),
        "events",
        {
            "event_id": "=barnet-{row}",
            "branch": "Library name",
            "held_on": "Event date",
            "title": "Name",
            "attendees": "Attendees",
            "status": "=held",
        },
    )
    assert (found.total, found.refused, dict(found.skipped)) == (4312, 0, {})
    assert total(found.rows, "attendees") == 66_651
    assert len({row["branch"] for row in found.rows}) == 15
    assert (
        str(found.covers) == f"{min(row['held_on'] for row in found.rows)}..{max(row['held_on'] for row in found.rows)}"
    )


def test_the_loans_of_barnet_as_totals() -> None:
    path = shared("data/libraries/loans_barnet.csv")
    mapping = {"occurred_at": "Count end", "kind": "=issue", "branch": "Library name", "quantity": "Loans"}
    found = reading(path, "circulation", mapping)
    told = records(path)
    assert found.stored == len(told)
    assert total(found.rows, "quantity") == sum(int(row["Loans"]) for row in told)


def test_the_stock_of_barnet_as_figures() -> None:
    found = reading(
        shared("data/libraries/stock_summary_barnet.csv"),
        "peer_figures",
        {"year": "=2019", "institution": "=Barnet", "indicator": "={Library name}: {Type}", "value": "Items"},
    )
    assert total(found.rows, "value") == 397_106
    assert found.refused == 0


def test_the_visits_of_newcastle_where_blanks_are_no_zero() -> None:
    path = shared("data/libraries/newcastle_usage.csv")
    mapping = {"branch": "Library", "occurred_on": "={month}-01", "visits": "visits"}
    told = records(path)
    with pytest.raises(Fault) as refused:
        reading(path, "visits", mapping)
    assert {fault.code for fault in refused.value.all()} <= {"missing-value", "unfit-whole", "repeated-row"}
    found = reading(path, "visits", mapping, keep_good=True)
    assert found.total == len(told) == 2052
    blank = Counter(not row["visits"].strip() for row in told)
    assert Counter(fault.code for fault in found.rejected)["missing-value"] == blank[True]
    kept = {(row["branch"], row["occurred_on"].strftime("%Y-%m")): row["visits"] for row in found.rows}
    for row in told:
        if (row["Library"], row["month"]) in kept and row["visits"].replace(",", "").isdigit():
            assert kept[row["Library"], row["month"]] >= 0


def test_the_residents_of_taipei_of_65_and_over() -> None:
    path = shared("data/taipei/population_2000_2024.csv")
    mapping = {"as_of": "={year}-12-31", "district": "=臺北市", "age_band": "=65+", "residents": "elderly_population"}
    found = reading(path, "population", mapping)
    assert found.stored == len(records(path)) == 25
    assert found.rows[0]["as_of"] == date(2000, 12, 31)
    assert total(found.rows, "residents") == sum(int(row["elderly_population"]) for row in records(path))


def test_the_budget_lines_of_libraries() -> None:
    path = shared("data/budget/tw_libraries_2006_2019.csv")
    mapping = {
        "as_of": "={year}-12-31",
        "account": "={code} {ref} {depname} {depcat} {name}",
        "kind": "=current",
        "appropriated": "amount",
    }
    found = reading(path, "budget", mapping)
    assert (found.refused, found.stored) == (0, len(records(path)))
    assert total(found.rows, "appropriated") == sum(int(row["amount"]) for row in records(path))


@pytest.mark.parametrize("folder", ["libraries", "taipei", "budget"])
def test_without_a_mapping_foreign_columns_are_told_one_by_one(folder: str) -> None:
    for path in sorted(shared(f"data/{folder}").glob("*.csv")):
        with pytest.raises(Fault) as refused:
            read_rows(standard_datasets()["visits"], path)
        codes = {fault.code for fault in refused.value.all()}
        assert codes <= {"unknown-column", "missing-column", "no-head-row"}
