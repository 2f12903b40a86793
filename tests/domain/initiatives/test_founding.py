"""The founding standard: branches a district needs by its residents, those that are missing, those too close."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from openscorecard.domain.initiatives.founding import FoundingStandard, Place, districts_under


@pytest.mark.parametrize(
    ("residents", "needed"), [(0, 0), (70_000, 0), (70_001, 1), (149_999, 1), (150_000, 2), (230_000, 3), (310_000, 4)]
)
def test_one_branch_above_seventy_thousand_and_one_more_for_every_eighty(residents: int, needed: int) -> None:
    assert FoundingStandard().needed(Fraction(residents)) == needed


def test_districts_that_miss_most_come_first_and_unknown_residents_are_not_zero() -> None:
    places = [Place("甲分館", "北區"), Place("乙分館", "南區")]
    found = districts_under(FoundingStandard(), {"北區": Fraction(240_000), "東區": Fraction(80_000)}, places)
    told = [(one.district, one.residents, one.needed, one.there, one.missing) for one in found]
    assert told == [
        ("北區", 240_000, 3, 1, 2),
        ("東區", 80_000, 1, 0, 1),
        ("南區", None, None, 1, None),
    ]


def test_branches_of_a_district_nearer_than_the_standard_are_named_with_their_distance() -> None:
    here = Place("甲", "北區", Decimal("25.0330"), Decimal("121.5654"))
    near = Place("乙", "北區", Decimal("25.0430"), Decimal("121.5654"))
    far = Place("丙", "北區", Decimal("25.0930"), Decimal("121.5654"))
    (found,) = districts_under(FoundingStandard(), {}, [here, near, far, Place("丁", "北區")])
    assert found.close == (("甲", "乙", 1112),)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (("25", "121.50"), ("25", "121.52"), 2016),  # by the spherical law of cosines
        (("25", "121.50"), ("25.01", "121.52"), 2302),
        (("60", "10"), ("60", "10.03"), 1668),
        (("60", "10"), ("60.01", "10.03"), 2004),
    ],
)
def test_a_distance_is_that_of_the_great_circle(one: tuple[str, str], other: tuple[str, str], metres: int) -> None:
    first, second = (Place(name, "x", *map(Decimal, at)) for name, at in (("甲", one), ("乙", other)))
    (found,) = districts_under(FoundingStandard(), {}, [first, second])
    assert found.close == (("甲", "乙", metres),)


@pytest.mark.parametrize(("lat", "close"), [("25.02247", True), ("25.022483", False), ("25.02249", False)])
def test_just_so_far_apart_is_far_enough(lat: str, close: bool) -> None:
    # 2499, 2500 and 2501 m
    places = [Place("甲", "x", Decimal(25), Decimal(121)), Place("乙", "x", Decimal(lat), Decimal(121))]
    (found,) = districts_under(FoundingStandard(), {}, places)
    assert bool(found.close) == close


def test_more_branches_than_needed_are_none_missing_and_no_district_is_no_district() -> None:
    places = [Place("甲", "北區"), Place("乙", "北區"), Place("丙", "")]
    (found,) = districts_under(FoundingStandard(), {"北區": Fraction(1)}, places)
    assert (found.needed, found.there, found.missing) == (0, 2, 0)
