"""What stands beside a figure, and the known events on its chart."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.measures.periods import MixedGrains, Period, parse_period
from openscorecard.domain.scores import beside
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import Text
from tests.domain.scores.tables import number, table

F = Fraction


@pytest.mark.parametrize("case", table("beside.yaml"), ids=lambda case: case["rule"])
def test_beside_a_figure(case: dict[str, Any]) -> None:
    figures = {parse_period(period): number(value) for period, value in case["figures"].items()}
    found = getattr(beside, case["how"])(parse_period(case["period"]), figures)
    assert found.before == parse_period(case["before"])
    assert (found.change, found.percent) == (number(case["change"]), number(case["percent"]))


def test_a_school_year_has_no_year_to_date() -> None:
    with pytest.raises(MixedGrains):
        beside.year_to_date(Period("school_year", 2025), {})


@pytest.mark.parametrize("case", table("rank.yaml"), ids=lambda case: case["rule"])
def test_where_it_stands_among_peers(case: dict[str, Any]) -> None:
    found = beside.rank("A", {name: number(value) for name, value in case["values"].items()}, case["better"])
    said = None if case["found"] is None else tuple(number(one) for one in case["found"])
    assert (None if found is None else astuple(found)) == said


def test_a_mark_touches_every_period_it_lies_in() -> None:
    long = Mark("closure", date(2025, 2, 15), Text("整修閉館"), date(2025, 4, 1))
    day = Mark("enrolment", date(2025, 2, 1), Text("大一新生集體辦證"))
    edge = Mark("other", date(2025, 3, 31), Text("盤點"), date(2025, 4, 1))
    last = Mark("other", date(2025, 1, 31), Text("盤點"))
    periods = [Period("month", 2025, place) for place in range(1, 6)]
    touched = [[place for place, one in enumerate(periods, 1) if mark.touches(one)] for mark in (long, day, edge, last)]
    assert touched == [[2, 3, 4], [2], [3, 4], [1]]
    assert [long.touches(Period("year", year)) for year in (2024, 2025, 2026)] == [False, True, False]
