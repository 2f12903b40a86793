"""What a season and a trend have in common belongs to the trend."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.scores.seasons import adjusted

F = Fraction
SEASON = [0, -40, -10, 0, 80, 60, 0, 0, 10, 0, 0, 0]


def by_hand(season: list[int], step: Fraction) -> list[Fraction]:
    """The season of months that rise by `step` each, years and months alike, less the slope that both show."""
    inner = sum((place - F(11, 2)) * one for place, one in enumerate(season)) / 143 + step
    shared = (min(inner, step) if step > 0 else max(inner, step)) if inner * step > 0 else F(0)
    mean = F(sum(season), 12)
    return [one - mean + (step - shared) * (place - F(11, 2)) for place, one in enumerate(season)]


@pytest.mark.parametrize("season", [SEASON, SEASON[::-1]])
@pytest.mark.parametrize("step", [F(2), F(1, 2), F(1, 5), F(0), F(-1, 5), F(-1, 2), F(-2)])
def test_the_flatter_of_the_slopes_within_and_between_years_is_a_trend(season: list[int], step: Fraction) -> None:
    values = [500 + one + step * (12 * year + place) for year in range(4) for place, one in enumerate(season)]
    found = adjusted(values).season
    assert list(found) == by_hand(season, step)
    assert sum(found) == 0


def test_a_first_value_may_be_a_stretch_of_its_own() -> None:
    values = [F(n) for n in [900, *[100, 103, 99, 101] * 8]]
    assert adjusted(values, starts=[1]) == adjusted(values, starts=[1, 1])
    assert adjusted([F(n) for n in [900, *range(100, 132)]], starts=[1]).echo == 0
