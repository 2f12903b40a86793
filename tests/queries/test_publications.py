"""What stands for too few readers is left out of what is published; charts join only periods that follow each other."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from openscorecard.domain.measures.figures import Observation, Side
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.reviews.publication import PublishedValue
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.queries import publication
from openscorecard.web.public.charts import _joined

YEAR = parse_period("2025")


def observed(period: Period, value: int) -> Observation:
    return Observation(period, "", "", "ok", Fraction(value), Side(Fraction(value), value))


def values(monkeypatch: pytest.MonkeyPatch, measure_id: str, months: dict[int, int], whole: int) -> Any:
    """What is told of a measure whose months came to `months`, the others to 50."""
    measure = standard_catalogue().get(measure_id)
    assert measure is not None
    reading = measure.reading()
    monkeypatch.setattr(publication, "observe", lambda _f, one, _k: (observed(one, months.get(one.number, 50)),))
    scored: Any = SimpleNamespace(period=YEAR)
    gatherer = publication._Gatherer.__new__(publication._Gatherer)
    gatherer.scored, gatherer.known = scored, object()  # type: ignore[assignment]
    measured: Any = SimpleNamespace(measure=measure, reading=reading, observation=observed(YEAR, whole))
    return gatherer._values(measured)


def of_readers() -> str:
    from openscorecard.domain.measures.small_cells import speaks_of_readers
    from openscorecard.formats.datasets.contracts import standard_datasets

    found = (
        one.id
        for one in standard_catalogue()
        if one.frequency == "month" and one.additive and one.variants[0].formula.kind == "F"
        and speaks_of_readers(one.variants[0].formula, standard_datasets())
    )  # fmt: skip
    return next(found)


def test_a_month_of_few_readers_is_not_told_nor_to_be_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, series = values(monkeypatch, of_readers(), {3: 2}, 552)
    hidden = [one.period.number for one in series if one.status == "suppressed"]
    assert len(hidden) == 2  # with it a second one, since the months add up to the year
    assert 3 in hidden
    assert all(one.value is None for one in series if one.status == "suppressed")
    assert (whole.status, whole.value) == ("ok", 552)


def test_a_hidden_month_is_not_to_be_worked_out_of_its_quarter_told_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(months: dict[int, int]) -> list[int]:
        _whole, series = values(monkeypatch, of_readers(), months, sum(months.values()) + 50 * (12 - len(months)))
        return [one.period.number for one in series if one.status == "suppressed"]

    assert hidden({3: 2, 8: 7}) == [1, 3]  # not August, the smallest of the year
    assert hidden({1: 0, 2: 0, 3: 2, 8: 7, 5: 9}) == [3, 5]  # nothing else in the quarter: one of the half
    assert hidden({3: 2, 2: 3}) == [2, 3]
    assert hidden({3: 2, 9: 1, 7: 6}) == [1, 3, 7, 9]


def test_a_year_of_few_readers_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _series = values(monkeypatch, of_readers(), {}, 3)
    assert (whole.status, whole.value) == ("suppressed", None)


def told(*names: str) -> list[PublishedValue]:
    return [PublishedValue(parse_period(name), "ok", Fraction(1)) for name in names]


@pytest.mark.parametrize(
    ("given", "drawn"),
    [
        (("2023-12", "2025-01", "2025-02"), ["2025-01", "2025-02"]),
        (("2024-12", "2025-01"), ["2024-12", "2025-01"]),
        (("2025", "2023"), ["2025"]),
        (("2025-01", "2025-02", "2025-Q1"), ["2025-Q1"]),
        ((), []),
    ],
)
def test_a_chart_joins_what_follows_each_other_up_to_the_newest(given: tuple[str, ...], drawn: list[str]) -> None:
    assert [str(one.period) for one in _joined(told(*given))] == drawn
