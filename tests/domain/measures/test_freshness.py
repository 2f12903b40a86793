"""When rows are late: later than their rhythm and a month."""

from __future__ import annotations

from datetime import date

from openscorecard.domain.measures.freshness import is_late, next_due, usual_rhythm
from openscorecard.formats.datasets.contracts import standard_datasets


def test_rows_are_due_a_month_after_the_next_period_ends() -> None:
    assert next_due(date(2025, 3, 31), "month") == date(2025, 5, 31)
    assert next_due(date(2025, 3, 28), "month") == date(2025, 5, 1)
    assert not is_late(date(2025, 3, 31), "month", date(2025, 5, 31))
    assert is_late(date(2025, 3, 31), "month", date(2025, 6, 1))
    assert next_due(date(2024, 12, 31), "year") == date(2026, 1, 31)


def test_a_dataset_comes_as_often_as_the_most_frequent_measure_on_it_asks() -> None:
    sets = standard_datasets()
    assert usual_rhythm(sets["events"], ["quarter", "month"]) == "month"
    assert usual_rhythm(sets["peer_figures"], []) == "year"
    assert usual_rhythm(sets["staff"], []) == "quarter"
