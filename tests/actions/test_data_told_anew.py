"""A report that comes again corrects what it told before: changed counts, new rows, and rows that it no longer has."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.data.withdrawing import withdraw_batch
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import stored_rows
from tests.actions.sent_files import row, sent

pytestmark = pytest.mark.django_db
USAGE = standard_datasets()["eresource_usage"]
PART = ("platform", "report")


def use(platform: str, title: str | None, count: int, month: str = "2025-01", report: str = "TR") -> tuple[Any, ...]:
    return row(USAGE, period=parse_period(month), platform=platform, report=report, title=title,
               metric="Total_Item_Requests", data_type="Book", access_method="Regular", count=count)  # fmt: skip


@pytest.fixture
def tell(settings: Any, tmp_path: Path, editor: Reader, now: datetime) -> Any:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"

    def told(*rows: tuple[Any, ...], covers: str = "2025-01", name: str = "report.csv") -> BatchInfo:
        return import_batch(USAGE, [sent(USAGE, *rows, name=name)], mode="update", covers=parse_coverage(covers),
                            whole_of=PART, by=editor, now=now)  # fmt: skip

    return told


def counts() -> dict[tuple[str, str, str | None], int]:
    """By platform, report and title; a key that counts twice would be told twice."""
    names = USAGE.names
    found: dict[tuple[str, str, str | None], int] = {}
    for values in stored_rows("eresource_usage"):
        said = dict(zip(names, values, strict=True))
        key = (said["platform"], said["report"], said["title"])
        found[key] = found.get(key, 0) + said["count"]
    return found


def test_the_first_report_needs_no_rows_to_correct(tell: Any) -> None:
    info = tell(use("p1", "A", 5), use("p1", "B", 7))
    assert (info.batch.rows_stored, info.batch.rows_rejected) == (2, 0)
    assert counts() == {("p1", "TR", "A"): 5, ("p1", "TR", "B"): 7}


def test_a_newer_report_changes_adds_and_takes_back(tell: Any) -> None:
    tell(use("p1", "A", 5), use("p1", "B", 7))
    info = tell(use("p1", "A", 6), use("p1", "C", 1))
    assert counts() == {("p1", "TR", "A"): 6, ("p1", "TR", "B"): 0, ("p1", "TR", "C"): 1}
    assert (info.batch.rows_read, info.batch.rows_stored, info.batch.rows_rejected) == (2, 2, 0)


def test_other_platforms_reports_and_months_stay(tell: Any) -> None:
    tell(use("p2", "A", 1), use("p1", None, 2, report="PR"), use("p1", "B", 3, "2025-02"), covers="2025-01..2025-02")
    tell(use("p1", "A", 9))
    assert counts() == {("p2", "TR", "A"): 1, ("p1", "PR", None): 2, ("p1", "TR", "B"): 3, ("p1", "TR", "A"): 9}


def test_a_row_of_the_whole_platform_is_corrected_and_not_counted_twice(tell: Any) -> None:
    tell(use("p1", None, 2, report="PR"))
    tell(use("p1", None, 3, report="PR"))
    assert counts() == {("p1", "PR", None): 3}


def test_the_same_report_again_changes_nothing(tell: Any) -> None:
    tell(use("p1", "A", 5), use("p1", "B", 7))
    first = tell(use("p1", "A", 6), use("p1", "C", 1))
    again = tell(use("p1", "A", 6), use("p1", "C", 1))
    assert (again.changed, again.batch.id) == (False, first.batch.id)


def test_withdrawing_the_newer_report_brings_the_older_figures_back(tell: Any, editor: Reader, now: datetime) -> None:
    tell(use("p1", "A", 5), use("p1", "B", 7))
    newer = tell(use("p1", "A", 6))
    withdraw_batch(newer.batch.id, by=editor, now=now)
    assert counts() == {("p1", "TR", "A"): 5, ("p1", "TR", "B"): 7}
